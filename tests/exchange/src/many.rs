//! Calls set up, transferred and cleared, as many as one likes, between real stations: what comes of each is looked at, and at
//! the end nothing may be left anywhere.

use offhook::exchange::{
    Call, Connection, Exchange, Extension, Group, Head, Member, Memory, Place, Post, Queue, Setup, StationSetup, posts,
};
use offhook::{
    CallId, Config, Entry, Input, Known, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind as R, State, Storage,
};
use std::collections::VecDeque;

/// Three stations each; as many calls are under way at a time.
const TRIOS: usize = 256;
const STATIONS: usize = 3 * TRIOS;
/// A consultation is a second call.
const CALLS: usize = 2 * TRIOS;
const DATA: u16 = 128;
const PARTIES: u8 = 3;
/// Time between two wishes, in ms.
const PAUSE: u64 = 50;
/// No deadline of a station is further away.
const LONG: u64 = 1_000_000;

type Station = Storage<2, 128>;

/// The life of a call, wish by wish: who has it, what it is, and about whom.
const LIFE: [(usize, R, Option<usize>); 6] = [
    (0, R::MakeCall, Some(1)),
    (1, R::Answer, None),
    (1, R::Consult, Some(2)),
    (2, R::Answer, None),
    (1, R::Transfer, None),
    (0, R::Clear, None),
];

/// A command on its way: the station's texts do not last.
struct Command {
    station: u32,
    output: Output,
    other: u64,
    texts: Vec<(Known, String)>,
}

struct Floor {
    exchange: Exchange<'static>,
    stations: Vec<Station>,
    commands: VecDeque<Command>,
    now: u64,
    steps: u64,
}

/// Plays so many calls, and says what it took.
pub fn run(calls: u64) -> Result<String, String> {
    let mut floor = Floor::new()?;
    // How far each three have come, and who of them calls.
    let mut at = vec![(0, 0); TRIOS];
    let (mut dice, mut begun, mut done) = (0x2545_F491_4F6C_DD1D_u64, 0, 0);
    while done < calls {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        let trio = (dice % TRIOS as u64) as usize;
        let (wish, turn) = at[trio];
        if wish == 0 {
            if begun == calls {
                continue;
            }
            begun += 1;
        }
        let station = |who: usize| 3 * trio + (who + turn) % 3;
        let (who, what, whom) = LIFE[wish];
        floor.wish(station(who), what, whom.map(station))?;
        if wish + 1 < LIFE.len() {
            at[trio] = (wish + 1, turn);
            continue;
        }
        for who in 0..3 {
            if floor.stations[station(who)].station().calls().next().is_some() {
                return Err(format!("call {done} is over, and station {} still has one", station(who)));
            }
        }
        at[trio] = (0, turn + 1);
        done += 1;
    }
    floor.nothing_is_left()?;
    Ok(format!("{calls} calls set up, transferred and cleared in {} steps of stations; nothing is left", floor.steps))
}

fn records<T: Default + Clone>(count: usize) -> &'static mut [T] {
    vec![T::default(); count].leak()
}

fn number(station: usize) -> String {
    format!("{}", 4000 + station)
}

impl Floor {
    fn new() -> Result<Self, String> {
        let memory = Memory {
            extensions: records::<Extension>(STATIONS),
            calls: records::<Call>(CALLS),
            // No more than can be in use: what is left over would be missed soon.
            connections: records::<Connection>(2 * CALLS),
            queues: records::<Queue>(0),
            groups: records::<Group>(0),
            members: records::<Member>(0),
            places: records::<Place>(0),
            index: records::<Head>(2 * STATIONS),
            posts: records::<Post>(posts(PARTIES)),
            texts: &mut [],
            data: records::<u8>(CALLS * usize::from(DATA)),
        };
        let mut exchange = Exchange::new(memory, &Setup { data: DATA, own: 0, parties: PARTIES })
            .map_err(|cause| cause.to_string())?;
        let mut stations = Vec::with_capacity(STATIONS);
        for station in 0..STATIONS {
            let setup = StationSetup { calls: 2, ..StationSetup::default() };
            exchange.station(&number(station), &setup).map_err(|cause| cause.to_string())?;
            stations.push(Station::new(&Config::default()).map_err(|cause| cause.to_string())?);
        }
        Ok(Self { exchange, stations, commands: VecDeque::new(), now: 0, steps: 0 })
    }

    /// A station wishes something of the call that it is about, and all that follows is played.
    fn wish(&mut self, station: usize, what: R, whom: Option<usize>) -> Result<(), String> {
        self.now += PAUSE;
        let wanted = if what == R::Answer { State::Alerting } else { State::Connected };
        let call = self.stations[station].station().calls().find(|call| call.local == wanted).map(|call| call.id);
        let to = whom.map(number).unwrap_or_default();
        let entries = [Entry::known(Known::To, &to)];
        let entries = if whom.is_some() { &entries[..] } else { &[] };
        let call = if what == R::MakeCall { CallId::NONE } else { call.ok_or("the call is not there")? };
        self.step(station, &Input::Request(Request { call, entries, ..Request::new(what) }))?;
        while let Some(command) = self.commands.pop_front() {
            let texts: Vec<Entry<'_>> = command.texts.iter().map(|(key, text)| Entry::known(*key, text)).collect();
            self.exchange
                .command(self.now, command.station, &command.output, command.other, &texts)
                .map_err(|cause| cause.to_string())?;
            self.deliver()?;
        }
        Ok(())
    }

    fn deliver(&mut self) -> Result<(), String> {
        while let Some(delivery) = self.exchange.next() {
            let station = delivery.station;
            let input = Input::Signal(delivery.signal());
            Self::give(&mut self.stations, &mut self.commands, self.now, station as usize, &input)?;
            self.steps += 1;
        }
        if self.exchange.lost() == 0 { Ok(()) } else { Err("the exchange lost a signal".to_owned()) }
    }

    fn step(&mut self, station: usize, input: &Input<'_>) -> Result<(), String> {
        self.steps += 1;
        Self::give(&mut self.stations, &mut self.commands, self.now, station, input)
    }

    fn give(
        stations: &mut [Station],
        commands: &mut VecDeque<Command>,
        now: u64,
        at: usize,
        input: &Input<'_>,
    ) -> Result<(), String> {
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let mut station = stations[at].station();
        let step = station.step(now, input, &mut out).map_err(|cause| cause.to_string())?;
        for output in &out[..usize::from(step.outputs)] {
            match output.what {
                OutputKind::Discrepancy | OutputKind::RequestFailed => {
                    return Err(format!("station {at} says {output:?}"));
                }
                what if what.is_command() => {
                    let known = |entry: Entry<'_>| match entry.key {
                        offhook::Key::Known(known) => Some((known, entry.value.to_owned())),
                        offhook::Key::Own { .. } => None,
                    };
                    let texts = station.texts(output).filter_map(known).collect();
                    let other = station.call(output.other).map_or(0, |call| call.reference);
                    commands.push_back(Command { station: at as u32, output: *output, other, texts });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// No call, no command, and no deadline that still has something to say.
    fn nothing_is_left(&mut self) -> Result<(), String> {
        self.now += LONG;
        for at in 0..STATIONS {
            while self.stations[at].station().deadline().is_some() {
                self.step(at, &Input::Time)?;
            }
            let mut station = self.stations[at].station();
            if station.calls().next().is_some() || station.ignored() != 0 || !self.commands.is_empty() {
                return Err(format!("something is left at station {at}"));
            }
            let made = station.step(
                self.now,
                &Input::Request(Request::new(R::MakeCall)),
                &mut [Output::new(OutputKind::Actions); MAX_OUTPUTS],
            );
            made.map(drop).map_err(|cause| format!("station {at} cannot call any more: {cause}"))?;
        }
        let rests = self.exchange.is_idle() && self.exchange.deadline().is_none();
        if rests { Ok(()) } else { Err("something is left in the exchange".to_owned()) }
    }
}
