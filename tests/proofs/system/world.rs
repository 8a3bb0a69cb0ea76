//! Stations, the exchange, the links between them, and one clock.

use std::collections::VecDeque;
use std::rc::Rc;

use offhook::{CallId, CallInfo, Cause, Config, Entry, Input, Output, OutputKind, Request, Signal, SignalKind as K};
use offhook_desk::scenario::link::Parcel;
use offhook_desk::scenario::statement::Text;

use crate::invariants::{Broken, Checker};
use crate::rig::{Fault, Rig, Sizes, Told, list};
use crate::system::snapshot::Saved;
use crate::system::switch::{Size, Switch};

/// How often something may follow from one move before it goes round in circles.
const MANY: u32 = 10_000;

/// A station, and what its application saw.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The station.
    pub rig: Rig,
    /// Judges its steps.
    pub checker: Checker,
    /// Its live calls, by slot.
    pub calls: Vec<CallInfo>,
    /// When it has something to do.
    pub due: Option<u64>,
    /// Its snapshot.
    pub saved: Saved,
}

/// The way from the exchange to one station.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// Signals on their way, the first to arrive first.
    pub waiting: VecDeque<Rc<Parcel>>,
    /// The link is lost: what is sent is lost with it.
    pub down: bool,
    /// The number of the last signal, where they are numbered.
    pub sequence: u32,
}

/// A signal that a test wants to be lost, unseen.
pub type Loss = fn(&Signal<'_>) -> bool;

/// What a system is made of.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The exchange's side.
    pub size: Size,
    /// Each station's configuration, in the same order.
    pub configs: Vec<Config>,
    /// Signals wait in the links until they are let through; else they arrive at once.
    pub delayed: bool,
    /// The links number their signals.
    pub numbered: bool,
    /// What stations mishear.
    pub fault: Option<Fault>,
    /// What the links lose.
    pub loss: Option<Loss>,
}

/// A command on its way to the exchange.
#[derive(Clone, Debug)]
struct Command {
    station: usize,
    output: Output,
    texts: Vec<Text>,
}

/// The system. What a move does not touch, two of them share.
#[derive(Clone, Debug)]
pub struct World {
    /// How it was made.
    pub setup: Rc<Setup>,
    /// The stations.
    pub seats: Vec<Rc<Seat>>,
    /// The exchange.
    pub switch: Rc<Switch>,
    /// The ways to the stations.
    pub links: Vec<Link>,
    /// The time.
    pub now: u64,
    /// Whether everything went as a lawful network lets it go.
    pub lawful: bool,
    /// Outputs so far.
    pub said: u64,
    /// Two stations had something to do at the same time: who comes first is chance.
    pub tied: bool,
    /// When the exchange has something to do.
    due: Option<u64>,
    commands: VecDeque<Command>,
}

/// What came of an input: whatever the station said, or why it refused.
pub type Heard = Result<Told, Cause>;

impl World {
    /// An idle system.
    ///
    /// # Panics
    /// When the set-up is out of range.
    pub fn new(setup: &Rc<Setup>) -> Self {
        let seat = |(config, (_, station)): (&Config, &(&str, offhook::exchange::StationSetup))| {
            let sizes = Sizes { calls: usize::from(station.calls), data: setup.size.data, own: setup.size.own };
            let mut rig = Rig::new(config, sizes);
            rig.fault = setup.fault;
            let saved = Saved::new(rig.saved());
            Rc::new(Seat { rig, checker: Checker::new(config, true), calls: Vec::new(), due: None, saved })
        };
        Self {
            setup: setup.clone(),
            seats: setup.configs.iter().zip(&setup.size.stations).map(seat).collect(),
            switch: Rc::new(Switch::new(&setup.size).expect("the exchange takes its set-up")),
            links: vec![Link::default(); setup.configs.len()],
            now: 0,
            lawful: true,
            said: 0,
            tied: false,
            due: None,
            commands: VecDeque::new(),
        }
    }

    /// A user wishes something, and what follows happens.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn wish(&mut self, station: usize, request: &Request<'_>) -> Result<Heard, Broken> {
        let heard = self.step(station, &Input::Request(*request))?;
        self.settle()?;
        Ok(heard)
    }

    /// The link itself, or a hand, says something to a station at once.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn tell(&mut self, station: usize, signal: &Signal<'_>) -> Result<(), Broken> {
        self.step(station, &Input::Signal(*signal))?.ok();
        self.settle()
    }

    /// The signal at this place of a station's link arrives. False where there is none.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn arrive(&mut self, station: usize, place: usize) -> Result<bool, Broken> {
        let Some(parcel) = self.links[station].waiting.remove(place) else { return Ok(false) };
        self.deliver(station, &parcel)?;
        self.settle()?;
        Ok(true)
    }

    /// The next deadline of the system.
    pub fn deadline(&mut self) -> Option<u64> {
        let stations = self.seats.iter().filter_map(|seat| seat.due);
        stations.chain(self.due).min()
    }

    /// Time passes, and all that is due on the way happens in order; at the same time in the order of the stations.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn at(&mut self, to: u64) -> Result<(), Broken> {
        let order: Vec<usize> = (0..self.seats.len()).collect();
        self.at_in(to, &order)
    }

    /// The same, with the stations in another order.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn at_in(&mut self, to: u64, order: &[usize]) -> Result<(), Broken> {
        for _ in 0..MANY {
            let stations = order.iter().filter_map(|at| Some((self.seats[*at].due?, *at)));
            let station = stations.min_by_key(|(due, _)| *due);
            let due = station.map(|(due, _)| due).into_iter().chain(self.due).min();
            let Some(due) = due.filter(|due| *due <= to) else {
                self.now = to;
                return Ok(());
            };
            self.now = self.now.max(due);
            if let Some((due, station)) = station.filter(|(due, _)| *due <= self.now) {
                self.tied |= self.seats.iter().filter(|seat| seat.due == Some(due)).count() > 1;
                self.rest(station)?;
            }
            self.settle()?;
        }
        Err(endless("deadlines pass without end"))
    }

    /// Whether nothing is on its way.
    pub fn is_quiet(&self) -> bool {
        self.links.iter().all(|link| link.waiting.is_empty() && !link.down)
    }

    /// Signals on their way.
    pub fn on_the_way(&self) -> usize {
        self.links.iter().map(|link| link.waiting.len()).sum()
    }

    fn step(&mut self, station: usize, input: &Input<'_>) -> Result<Heard, Broken> {
        let heard = self.one_step(station, input)?;
        self.rest(station)?;
        Ok(heard)
    }

    /// Lets a station say what it has left to say now.
    fn rest(&mut self, station: usize) -> Result<(), Broken> {
        for _ in 0..MANY {
            if self.seats[station].due.is_none_or(|due| due > self.now) {
                return Ok(());
            }
            self.one_step(station, &Input::Time)?.ok();
        }
        Err(endless("a station has more to say without end"))
    }

    fn one_step(&mut self, station: usize, input: &Input<'_>) -> Result<Heard, Broken> {
        let before = &self.seats[station];
        let refused = |error| Broken { rule: "I20", seen: format!("refused: {error}") };
        let mut rig = before.rig.restored_from(before.saved.bytes()).map_err(refused)?;
        let mut checker = before.checker.clone();
        checker.lawful = self.lawful;
        let heard = checker.step(&mut rig, self.now, input)?;
        if let Ok(told) = &heard {
            self.heard(station, &mut rig, told, input)?;
        }
        let (calls, due) = (rig.station().calls().collect(), rig.station().deadline());
        let saved = Saved::new(rig.saved());
        self.seats[station] = Rc::new(Seat { rig, checker, calls, due, saved });
        Ok(heard)
    }

    /// What a station said goes on its way.
    fn heard(&mut self, station: usize, rig: &mut Rig, told: &Told, input: &Input<'_>) -> Result<(), Broken> {
        self.said += told.outputs.len() as u64;
        if let Some(odd) = told.outputs.iter().find(|output| output.what == OutputKind::Discrepancy && self.lawful) {
            let seen = format!("{odd:?}\n    at {} {}", self.now, crate::rig::show(input));
            return Err(Broken { rule: "Y1", seen: format!("{seen}\n{}", list(&told.outputs)) });
        }
        let here = rig.station();
        for output in told.outputs.iter().filter(|output| output.what.is_command()) {
            let texts =
                here.texts(output).map(|entry| Text { key: entry.key.into(), value: entry.value.to_owned() }).collect();
            self.commands.push_back(Command { station, output: *output, texts });
        }
        Ok(())
    }

    /// Carries commands to the exchange, and its signals into the links, until there is nothing left.
    fn settle(&mut self) -> Result<(), Broken> {
        for _ in 0..MANY {
            if self.due.is_some_and(|due| due <= self.now) {
                let now = self.now;
                self.exchange(|exchange| exchange.tick(now))?;
            } else if let Some(command) = self.commands.pop_front() {
                self.command(&command)?;
            } else {
                return Ok(());
            }
        }
        Err(endless("commands and signals follow each other without end"))
    }

    fn command(&mut self, command: &Command) -> Result<(), Broken> {
        let seat = Rc::make_mut(&mut self.seats[command.station]);
        let other = seat.rig.station().call(command.output.other).map_or(0, |call| call.reference);
        let entries: Vec<Entry<'_>> =
            command.texts.iter().map(|text| Entry { key: text.key.key(), value: &text.value }).collect();
        let (now, at) = (self.now, command.station as u32);
        self.exchange(|exchange| exchange.command(now, at, &command.output, other, &entries))
    }

    /// Uses the exchange; its signals go on their way.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn exchange(
        &mut self,
        what: impl FnOnce(&mut offhook::exchange::Exchange<'_>) -> Result<(), Cause>,
    ) -> Result<(), Broken> {
        let mut sent = Vec::new();
        let switch = Rc::make_mut(&mut self.switch);
        let (result, due) = switch.with(|exchange| {
            let result = what(exchange);
            while let Some(delivery) = exchange.next() {
                let signal = delivery.signal();
                let texts = signal.entries.iter();
                let texts = texts.map(|entry| Text { key: entry.key.into(), value: entry.value.to_owned() }).collect();
                let parcel = Parcel { plain: Parcel::plain(&signal), texts, name: None };
                sent.push((delivery.station as usize, parcel));
            }
            (result.and(if exchange.lost() == 0 { Ok(()) } else { Err(Cause::NO_ROOM) }), exchange.deadline())
        });
        self.due = due;
        result.map_err(|cause| Broken { rule: "Y2", seen: format!("{:?}", cause.name()) })?;
        for (station, parcel) in sent {
            self.send(station, parcel)?;
        }
        Ok(())
    }

    fn send(&mut self, station: usize, mut parcel: Parcel) -> Result<(), Broken> {
        let setup = self.setup.clone();
        let link = &mut self.links[station];
        if setup.numbered {
            link.sequence += 1;
            parcel.plain.sequence = link.sequence;
        }
        if setup.loss.is_some_and(|loses| loses(&parcel.plain)) {
            return Ok(());
        }
        if link.down {
            return Ok(());
        }
        if setup.delayed {
            link.waiting.push_back(Rc::new(parcel));
            Ok(())
        } else {
            self.deliver(station, &parcel)
        }
    }

    fn deliver(&mut self, station: usize, parcel: &Parcel) -> Result<(), Broken> {
        let entries: Vec<Entry<'_>> =
            parcel.texts.iter().map(|text| Entry { key: text.key.key(), value: &text.value }).collect();
        let signal = Signal { entries: &entries, ..parcel.plain };
        self.step(station, &Input::Signal(signal))?.ok();
        Ok(())
    }

    /// The link to a station is lost, with all that is on it.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn link_down(&mut self, station: usize) -> Result<(), Broken> {
        self.links[station].waiting.clear();
        self.links[station].down = true;
        self.lawful = false;
        self.tell(station, &Signal::new(K::LinkDown))
    }

    /// The link is back.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn link_up(&mut self, station: usize) -> Result<(), Broken> {
        self.links[station].down = false;
        self.tell(station, &Signal::new(K::LinkUp))
    }

    /// The live call in this slot, or none.
    pub fn call_in(&self, station: usize, slot: usize) -> CallId {
        self.seats[station].calls.iter().map(|call| call.id).find(|id| id.slot() == slot).unwrap_or(CallId::NONE)
    }
}

fn endless(what: &str) -> Broken {
    Broken { rule: "Y3", seen: what.to_owned() }
}
