//! The far side of the phone: an exchange, two colleagues and a line to the outside, all in this image.
//!
//! A step's commands go to the exchange, one at a time; the signals that the exchange owes go to the stations as steps again; and so
//! on until nobody has anything to say. A phone on a real network sends its commands there instead, and is told its signals.

use offhook::exchange::{Exchange, Setup, StationSetup};
use offhook::{
    CallId, Cause, Config, Entry, ForwardKind, Input, Key, Known, MAX_OUTPUTS, Output, OutputKind, Request,
    RequestKind, Signal, SignalKind, Station, Storage,
};

pub const HERE: usize = 0;
const COLLEAGUE: usize = 1;
const AWAY: usize = 2;
const OUTSIDE: usize = 3;
pub const STATIONS: usize = 4;
pub const CALLS: usize = 4;
pub const DATA: usize = 256;
const NUMBERS: [&str; STATIONS] = ["4001", "4002", "4003", "0221"];
const WAITING: usize = 32;
const TEXTS: usize = 4;
const LONGEST: usize = 32;

/// A text of a command that waits: its well-known key, and the value.
#[derive(Clone, Copy)]
struct Text {
    key: Known,
    value: [u8; LONGEST],
    len: usize,
}

/// A command that waits for its turn, with its texts: in the station they last until its next step only.
#[derive(Clone, Copy)]
struct Command {
    station: usize,
    output: Output,
    other: u64,
    texts: [Option<Text>; TEXTS],
}

/// The stations, this phone's among them, and the exchange between them.
pub struct Far<'m> {
    stations: [Storage<CALLS, DATA>; STATIONS],
    exchange: Exchange<'m>,
    commands: [Option<Command>; WAITING],
    first: usize,
    count: usize,
    changed: bool,
}

impl<'m> Far<'m> {
    pub fn new(memory: offhook::exchange::Memory<'m>) -> Result<Self, Cause> {
        let mut exchange = Exchange::new(memory, &Setup { data: DATA as u16, own: 64, parties: 0 })?;
        for (at, number) in NUMBERS.iter().enumerate() {
            let setup = StationSetup { calls: CALLS as u16, trunk: at == OUTSIDE, login_ready: false };
            exchange.station(number, &setup)?;
        }
        let plain = Storage::new(&Config::default())?;
        // The colleague answers by herself; nobody is at 4003.
        let colleague = Storage::new(&Config { auto_answer: 1_500, ..Config::default() })?;
        let mut stations = [plain.clone(), colleague, plain.clone(), plain];
        stations[COLLEAGUE].station();
        Ok(Self { stations, exchange, commands: [None; WAITING], first: 0, count: 0, changed: false })
    }

    /// This phone's station.
    pub fn station(&mut self) -> Station<'_> {
        self.stations[HERE].station()
    }

    /// Takes what a step of this phone's station gave.
    pub fn heard(&mut self, out: &[Output]) {
        self.keep(HERE, out);
    }

    /// Whether this phone's station has said anything since this was asked last.
    pub fn changed(&mut self) -> bool {
        core::mem::take(&mut self.changed)
    }

    fn keep(&mut self, at: usize, out: &[Output]) {
        self.changed |= at == HERE && !out.is_empty();
        let station = self.stations[at].station();
        for output in out.iter().filter(|output| output.what.is_command()) {
            if self.count == WAITING {
                return; // the request times out, as on a network that lost it
            }
            let other = station.call(output.other).map_or(0, |call| call.reference);
            let mut texts = [None; TEXTS];
            let short = |entry: &Entry<'_>| entry.value.len() <= LONGEST;
            for (place, entry) in texts.iter_mut().zip(station.texts(output).filter(short)) {
                let Key::Known(key) = entry.key else { continue };
                let mut text = Text { key, value: [0; LONGEST], len: entry.value.len() };
                text.value[..text.len].copy_from_slice(entry.value.as_bytes());
                *place = Some(text);
            }
            self.commands[(self.first + self.count) % WAITING] =
                Some(Command { station: at, output: *output, other, texts });
            self.count += 1;
        }
    }

    fn give(&mut self, at: usize, now: u64, input: &Input<'_>) -> CallId {
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let Ok(step) = self.stations[at].station().step(now, input, &mut out) else { return CallId::NONE };
        self.keep(at, &out[..step.outputs.into()]);
        step.call
    }

    /// Commands to the exchange and signals to the stations, until all is quiet at this time.
    pub fn settle(&mut self, now: u64) {
        loop {
            while let Some(delivery) = self.exchange.next() {
                let at = delivery.station as usize;
                let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
                let step = self.stations[at].station().step(now, &Input::Signal(delivery.signal()), &mut out);
                let count = step.map_or(0, |step| step.outputs);
                self.keep(at, &out[..count.into()]);
            }
            let due = |storage: &mut Storage<CALLS, DATA>| storage.station().deadline().is_some_and(|at| at <= now);
            if let Some(at) = self.stations.iter_mut().position(due) {
                self.give(at, now, &Input::Time);
            } else if let Some(command) = self.next_command() {
                self.send(&command, now);
            } else if self.exchange.deadline().is_some_and(|at| at <= now) {
                let _ = self.exchange.tick(now);
            } else {
                return;
            }
        }
    }

    fn next_command(&mut self) -> Option<Command> {
        let command = self.commands[self.first].filter(|_| self.count > 0)?;
        self.first = (self.first + 1) % WAITING;
        self.count -= 1;
        Some(command)
    }

    fn send(&mut self, command: &Command, now: u64) {
        let mut entries = [Entry::known(Known::To, ""); TEXTS];
        let mut count = 0;
        for text in command.texts.iter().flatten() {
            entries[count] = Entry::known(text.key, core::str::from_utf8(&text.value[..text.len]).unwrap_or_default());
            count += 1;
        }
        // Refused only while signals wait, and all were taken.
        let _ = self.exchange.command(now, command.station as u32, &command.output, command.other, &entries[..count]);
    }

    /// When [`settle`](Self::settle) is due.
    pub fn deadline(&mut self) -> Option<u64> {
        let stations = self.stations.iter_mut().filter_map(|storage| storage.station().deadline());
        stations.chain(self.exchange.deadline()).min()
    }

    /// 4003 calls this phone or, with the account 4711, somebody outside does.
    pub fn call(&mut self, now: u64, outside: bool) {
        let caller = if outside { OUTSIDE } else { AWAY };
        let to = [Entry::known(Known::To, NUMBERS[HERE])];
        let wish = Request { entries: &to, ..Request::new(RequestKind::MakeCall) };
        let call = self.give(caller, now, &Input::Request(wish));
        self.settle(now);
        if outside {
            let account = [Entry::known(Known::Bp, "4711")];
            let attach = Request { call, entries: &account, ..Request::new(RequestKind::Attach) };
            self.give(caller, now, &Input::Request(attach));
            self.settle(now);
        }
    }

    /// The voice mail turns this phone's message lamp on or off.
    pub fn message(&mut self, now: u64) {
        let on = !self.station().feature(RequestKind::MessageWaiting, ForwardKind::Immediate);
        self.give(HERE, now, &Input::Signal(Signal { on, ..Signal::new(SignalKind::MessageWaiting) }));
    }
}
