//! The exchange between the stations of a file: their commands go to it, its signals come back, until all is quiet.

use crate::desk::Told;
use crate::error::Fault;
use crate::scenario::input;
use crate::scenario::link::Parcel;
use crate::scenario::names::Named;
use crate::scenario::room::Room;
use crate::scenario::run::Run;
use crate::scenario::statement::{Hunt, Queue, Says, Text};
use offhook::exchange::{Exchange, StationSetup};
use offhook::{CallId, Cause, Entry, OutputKind, State};
use std::collections::{BTreeMap, BTreeSet};

/// How many commands and turns may follow from one statement before something goes round in circles.
const MANY: u32 = 100_000;

/// The exchange and who is joined to it.
pub struct Switch<'m> {
    exchange: Exchange<'m>,
    /// The station of this program that the exchange's station number is.
    stations: Vec<u16>,
    /// Stations made later are joined too.
    everybody: bool,
    /// The file's names of the exchange's calls.
    names: BTreeMap<u64, String>,
    /// The calls that each name has meant at some station.
    known: BTreeMap<String, BTreeSet<u64>>,
}

/// `exchange`, `queue`, `hunt`, `plug`, `unplug`
pub fn statement(run: &mut Run<'_, '_>, says: &Says) -> Result<(), Fault> {
    if let Says::Exchange(stations) = says {
        begin(run, stations)?;
        return std::mem::take(&mut run.early).iter().try_for_each(|says| statement(run, says));
    }
    if run.switch.is_none() && run.exchange_follows {
        run.early.push(says.clone());
        return Ok(());
    }
    let now = run.desk.now;
    let station =
        |ext: &String| run.desk.seats.iter().zip(0..).find(|(seat, _)| seat.ext == *ext).map(|(_, index)| index);
    let listed = match says {
        Says::Queue(Queue { stations, .. }) | Says::Hunt(Hunt { stations, .. }) => {
            stations.iter().map(|ext| (ext, station(ext))).collect()
        }
        Says::Plug(ext, _) => vec![(ext, station(ext))],
        _ => Vec::new(),
    };
    let Some(switch) = &mut run.switch else {
        return Err(Fault::file("this is the exchange's business: write `exchange` before it"));
    };
    let joined = |(ext, station): &(&String, Option<u16>)| {
        let at = station.and_then(|station| switch.stations.iter().position(|joined| *joined == station));
        let at = at.and_then(|at| u32::try_from(at).ok());
        at.ok_or_else(|| Fault::File(format!("the exchange has no station {ext}: name it after `exchange`")))
    };
    let stations = listed.iter().map(joined).collect::<Result<Vec<u32>, Fault>>()?;
    match says {
        Says::Queue(queue) => {
            let overflow =
                queue.overflow.as_ref().map(|(after, to)| (u32::try_from(*after).unwrap_or(u32::MAX), to.as_str()));
            switch.exchange.queue(&queue.name, &stations, &queue.skills.join(","), overflow).map_err(refused)
        }
        Says::Hunt(hunt) => switch.exchange.hunt(&hunt.name, hunt.all, &stations).map_err(refused),
        Says::Plug(_, plugged) => {
            stations.iter().try_for_each(|station| switch.exchange.plug(now, *station, *plugged)).map_err(refused)?;
            settle(run)
        }
        _ => Ok(()),
    }
}

fn refused(cause: Cause) -> Fault {
    Fault::File(format!("the exchange does not take this ({cause}): see its number and its limits"))
}

/// Makes the exchange and joins the stations named, or all.
fn begin(run: &mut Run<'_, '_>, stations: &[String]) -> Result<(), Fault> {
    let Some(room) = run.room.take() else {
        return Err(Fault::file("there is an exchange already: one line joins all its stations"));
    };
    let exchange = Room::exchange(room).map_err(refused)?;
    run.switch = Some(Switch {
        exchange,
        stations: Vec::new(),
        everybody: stations.is_empty(),
        names: BTreeMap::new(),
        known: BTreeMap::new(),
    });
    let known: Vec<(u16, String)> = (0..).zip(run.desk.seats.iter().map(|seat| seat.ext.clone())).collect();
    if let Some(ext) = stations.iter().find(|ext| known.iter().all(|(_, known)| known != *ext)) {
        return Err(Fault::File(format!("there is no station {ext}: `station {ext}` makes one, before this line")));
    }
    let wanted = |ext: &String| stations.is_empty() || stations.contains(ext);
    known.iter().filter(|(_, ext)| wanted(ext)).try_for_each(|(station, _)| join(run, *station))
}

/// A station was made after the exchange.
pub fn joins_later(run: &mut Run<'_, '_>, station: u16) -> Result<(), Fault> {
    if run.switch.as_ref().is_some_and(|switch| switch.everybody) { join(run, station) } else { Ok(()) }
}

fn join(run: &mut Run<'_, '_>, station: u16) -> Result<(), Fault> {
    let index = usize::from(station);
    let (Some(switch), Some(seat), Some(heard)) =
        (&mut run.switch, run.desk.seats.get(index), run.ears.stations.get(index))
    else {
        return Ok(());
    };
    let begin = seat.begin();
    let setup = StationSetup { calls: begin.calls, trunk: heard.trunk, login_ready: begin.config.login_ready == 1 };
    switch.exchange.station(&seat.ext, &setup).map_err(refused)?;
    switch.stations.push(station);
    Ok(())
}

/// The current station's own part in a call that this has been the name of at any station.
pub fn part(run: &mut Run<'_, '_>, name: &str) -> Option<Named> {
    let switch = run.switch.as_ref()?;
    let calls = switch.known.get(name)?;
    let at = switch.stations.iter().position(|joined| *joined == run.current)?;
    let seat = run.desk.seats.get_mut(usize::from(run.current))?;
    let station = seat.station();
    let mut mine = station.calls().map(|call| Named { id: call.id, reference: call.reference });
    mine.find(|named| calls.contains(&switch.call_of(at, *named)))
}

/// When the exchange has something to do.
pub fn deadline(run: &Run<'_, '_>) -> Option<u64> {
    run.switch.as_ref().and_then(|switch| switch.exchange.deadline())
}

/// Carries commands to the exchange and signals back until there is nothing left.
pub fn settle(run: &mut Run<'_, '_>) -> Result<(), Fault> {
    let Some(mut switch) = run.switch.take() else {
        run.ears.commands.clear();
        return Ok(());
    };
    let result = switch.settle(run);
    switch.learn(run);
    run.switch = Some(switch);
    result
}

impl Switch<'_> {
    fn settle(&mut self, run: &mut Run<'_, '_>) -> Result<(), Fault> {
        // What a station that was unplugged left behind.
        self.deliver(run)?;
        for _ in 0..MANY {
            let now = run.desk.now;
            if self.exchange.deadline().is_some_and(|due| due <= now) {
                self.exchange.tick(now).map_err(refused)?;
            } else if let Some((station, told)) = run.ears.commands.pop_front() {
                self.command(run, station, &told)?;
            } else {
                return Ok(());
            }
            self.deliver(run)?;
        }
        Err(Fault::expectation("an exchange that comes to rest", "commands and signals went on without end"))
    }

    /// One command of a station, where it is joined.
    fn command(&mut self, run: &mut Run<'_, '_>, station: u16, told: &Told) -> Result<(), Fault> {
        let Some(at) = self.stations.iter().position(|joined| *joined == station).and_then(|at| u32::try_from(at).ok())
        else {
            return Ok(());
        };
        let seat = run.desk.seat(station).map_err(Fault::File)?;
        let other = seat.station().call(told.output.other).map_or(0, |call| call.reference);
        let entries: Vec<Entry<'_>> =
            told.texts.iter().map(|text| Entry { key: text.key.key(), value: &text.value }).collect();
        self.exchange.command(run.desk.now, at, &told.output, other, &entries).map_err(refused)?;
        let made = match told.output.what {
            OutputKind::CmdMakeCall | OutputKind::CmdPickup => told.output.call,
            OutputKind::CmdConsult => told.output.other,
            _ => return Ok(()),
        };
        let number = self.exchange.call_of(at, made, 0);
        let name = run.ears.stations.get(usize::from(station)).and_then(|heard| heard.names.of(made));
        if let Some(name) = name.filter(|_| number != 0) {
            self.names.entry(number).or_insert_with(|| name.to_owned());
        }
        Ok(())
    }

    /// The exchange's number of the call that a station means.
    fn call_of(&self, at: usize, named: Named) -> u64 {
        u32::try_from(at).map_or(0, |at| self.exchange.call_of(at, named.id, named.reference))
    }

    /// Learns what the stations' names mean now.
    fn learn(&mut self, run: &Run<'_, '_>) {
        for (at, joined) in self.stations.iter().enumerate() {
            let Some(heard) = run.ears.stations.get(usize::from(*joined)) else { continue };
            for (name, named) in heard.names.iter() {
                let call = self.call_of(at, named);
                if call != 0 {
                    self.known.entry(name.to_owned()).or_default().insert(call);
                }
            }
        }
    }

    /// Gives the stations what the exchange has for them.
    fn deliver(&mut self, run: &mut Run<'_, '_>) -> Result<(), Fault> {
        while let Some(delivery) = self.exchange.next() {
            let station = usize::try_from(delivery.station).ok().and_then(|at| self.stations.get(at).copied());
            let Some(station) = station else { continue };
            let call = delivery.call;
            let signal = delivery.signal();
            let name = self.names.get(&call).cloned();
            let texts = signal
                .entries
                .iter()
                .map(|entry| Text { key: entry.key.into(), value: entry.value.to_owned() })
                .collect();
            let mut parcel = Parcel { plain: Parcel::plain(&signal), texts, name };
            if let Some(heard) = run.ears.stations.get_mut(usize::from(station)) {
                heard.link.number(&mut parcel);
            }
            introduce(run, station, &parcel, |name| means(&self.known, name, call));
            input::send(run, station, parcel)?;
        }
        Ok(())
    }
}

/// Whether this has been a name of the call at some station.
fn means(known: &BTreeMap<String, BTreeSet<u64>>, name: &str, call: u64) -> bool {
    known.get(name).is_some_and(|calls| calls.contains(&call))
}

/// A station that hears of a call for the first time knows it by the call's name, and by those that meant an older call here
/// and mean this one elsewhere.
fn introduce(run: &mut Run<'_, '_>, station: u16, parcel: &Parcel, means: impl Fn(&str) -> bool) {
    let index = usize::from(station);
    let (Some(seat), Some(heard)) = (run.desk.seats.get_mut(index), run.ears.stations.get_mut(index)) else { return };
    let reference = parcel.plain.call.reference;
    let heard_of = heard.names.iter().any(|(_, named)| named.reference == reference);
    if reference == 0 || heard_of || !parcel.plain.call.id.is_none() || !input::makes(parcel.plain.what) {
        return;
    }
    let station = seat.station();
    let over = |named: Named| station.call(named.id).is_none_or(|call| call.local == State::Null);
    let older = heard.names.iter().filter(|(name, _)| means(name)).map(|(name, _)| name.to_owned());
    let names: Vec<String> = older.chain(parcel.name.clone()).collect();
    for name in names {
        if heard.names.get(&name).is_none_or(over) {
            heard.names.set(&name, Named { id: CallId::NONE, reference });
        }
    }
}
