//! A floor of stations and their exchange. After every input the two sides have to mean the same.

use offhook::exchange::{
    Call, Connection, Exchange, Extension, Group, Head, Member, Memory, Place, Post, Queue, Setup, StationSetup, posts,
};
use offhook::{
    AgentState, CallId, CallInfo, Cause, Config, Entry, Input, Key, Known, MAX_OUTPUTS, Output, OutputKind, Request,
    RequestKind, Signal, SignalKind, State, Storage,
};
use std::collections::VecDeque;

pub type Station = Storage<4, 512>;

/// A text that outlives its station's memory.
#[derive(Clone, Debug)]
pub struct Text {
    known: Option<Known>,
    app: String,
    name: String,
    value: String,
}

impl Text {
    fn of(entry: &Entry<'_>) -> Self {
        let known = if let Key::Known(known) = entry.key { Some(known) } else { None };
        let (app, name) = (entry.key.app().to_owned(), entry.key.name().to_owned());
        Self { known, app, name, value: entry.value.to_owned() }
    }

    fn entry(&self) -> Entry<'_> {
        let key = match self.known {
            Some(known) => Key::Known(known),
            None => Key::Own { app: &self.app, name: &self.name },
        };
        Entry { key, value: &self.value }
    }
}

struct Command {
    station: u32,
    output: Output,
    other: u64,
    texts: Vec<Text>,
}

pub struct Floor {
    pub stations: Vec<Station>,
    pub exchange: Exchange<'static>,
    pub now: u64,
    /// Every event, by station.
    pub events: Vec<Vec<Output>>,
    /// Whether signals to a station get lost.
    pub deaf: Vec<bool>,
    /// Signals given, by station: the order of the last command's.
    pub given: Vec<u32>,
    commands: VecDeque<Command>,
    /// Whether the two sides are compared.
    pub compare: bool,
    /// Whether a request may wait: a party is being added.
    pub pending: bool,
}

fn memory<T: Default + Clone>(count: usize) -> &'static mut [T] {
    vec![T::default(); count].leak()
}

impl Floor {
    /// Stations with these numbers, the ones that begin with `T` trunks.
    pub fn new(numbers: &[&str]) -> Self {
        Self::with(numbers, &Config::default(), 4)
    }

    pub fn with(numbers: &[&str], config: &Config, calls: u16) -> Self {
        let memory = Memory {
            extensions: memory::<Extension>(numbers.len()),
            calls: memory::<Call>(32),
            connections: memory::<Connection>(32),
            queues: memory::<Queue>(4),
            groups: memory::<Group>(4),
            members: memory::<Member>(16),
            places: memory::<Place>(2),
            index: memory::<Head>(16),
            posts: memory::<Post>(posts(8)),
            texts: memory::<u8>(numbers.len() * 128),
            data: memory::<u8>(32 * 512),
        };
        let mut exchange = Exchange::new(memory, &Setup { data: 512, own: 128, parties: 8 }).unwrap();
        for number in numbers {
            let setup = StationSetup { calls, trunk: number.starts_with('T'), login_ready: config.login_ready != 0 };
            exchange.station(number, &setup).unwrap();
        }
        let count = numbers.len();
        let stations = (0..count).map(|_| Station::new(config).unwrap()).collect();
        Self {
            stations,
            exchange,
            now: 0,
            events: vec![Vec::new(); count],
            deaf: vec![false; count],
            given: Vec::new(),
            commands: VecDeque::new(),
            compare: true,
            pending: false,
        }
    }

    /// Makes a request, and plays until all is quiet. The call it made, or named.
    pub fn request(&mut self, station: usize, request: Request<'_>) -> Result<CallId, Cause> {
        let call = self.step(station, &Input::Request(request))?;
        self.quiet();
        Ok(call)
    }

    /// A request about a call with one text.
    pub fn ask(&mut self, station: usize, what: RequestKind, call: CallId, texts: &[Entry<'_>]) -> CallId {
        let asked = self.request(station, Request { call, entries: texts, ..Request::new(what) });
        asked.unwrap_or_else(|cause| panic!("{} is refused: {:?}", what.name(), cause.name()))
    }

    pub fn to(&mut self, station: usize, what: RequestKind, call: CallId, to: &str) -> CallId {
        self.ask(station, what, call, &[Entry::known(Known::To, to)])
    }

    /// Asks for a party. The request stays pending while it rings.
    pub fn add(&mut self, station: usize, call: CallId, number: &str) {
        let pending = std::mem::replace(&mut self.pending, true);
        self.to(station, RequestKind::AddParty, call, number);
        self.pending = pending;
    }

    /// Asks for these, at the stations from this one on, who answer.
    pub fn add_all(&mut self, call: CallId, first: usize, numbers: &[&str]) {
        for (at, number) in (first..).zip(numbers) {
            self.add(0, call, number);
            let added = self.only(at, State::Alerting);
            self.on(at, RequestKind::Answer, added);
        }
    }

    pub fn dial(&mut self, station: usize, to: &str) -> CallId {
        self.to(station, RequestKind::MakeCall, CallId::NONE, to)
    }

    pub fn on(&mut self, station: usize, what: RequestKind, call: CallId) {
        self.ask(station, what, call, &[]);
    }

    /// A station calls another one, which answers.
    pub fn talk(&mut self, from: usize, to: usize, number: &str) -> (CallId, CallId) {
        let made = self.dial(from, number);
        let offered = self.only(to, State::Alerting);
        self.on(to, RequestKind::Answer, offered);
        (made, offered)
    }

    /// A signal that does not come from the exchange.
    pub fn signal(&mut self, station: usize, signal: Signal<'_>) {
        self.step(station, &Input::Signal(signal)).unwrap();
        self.quiet();
    }

    /// The link of a station is back: it asks what is true, and from then on both sides mean the same.
    pub fn back(&mut self, at: usize) {
        self.signal(at, Signal::new(SignalKind::LinkDown));
        self.signal(at, Signal::new(SignalKind::LinkUp));
        self.compare = true;
        self.quiet();
    }

    /// Moves the clock.
    pub fn at(&mut self, now: u64) {
        for _ in 0..2_000 {
            let due =
                (0..self.stations.len()).filter_map(|at| Some((self.stations[at].station().deadline()?, at))).min();
            let exchange = self.exchange.deadline().unwrap_or(u64::MAX);
            match due {
                Some((time, at)) if time <= now && time <= exchange => {
                    self.now = self.now.max(time);
                    self.step(at, &Input::Time).unwrap();
                }
                _ if exchange <= now => self.now = self.now.max(exchange),
                _ => {
                    self.now = now;
                    return;
                }
            }
            self.quiet();
        }
        panic!("deadlines without end before {now}");
    }

    fn step(&mut self, at: usize, input: &Input<'_>) -> Result<CallId, Cause> {
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let mut station = self.stations[at].station();
        let step = station.step(self.now, input, &mut out)?;
        for output in &out[..usize::from(step.outputs)] {
            if output.what.is_command() {
                let other = station.call(output.other).map_or(0, |call| call.reference);
                let texts = station.texts(output).map(|entry| Text::of(&entry)).collect();
                self.commands.push_back(Command { station: at as u32, output: *output, other, texts });
            } else {
                self.events[at].push(*output);
            }
        }
        Ok(step.call)
    }

    /// Plays until nobody has anything to say.
    pub fn quiet(&mut self) {
        for _ in 0..2_000 {
            self.deliver();
            let more = (0..self.stations.len())
                .find(|at| self.stations[*at].station().deadline().is_some_and(|due| due <= self.now));
            if let Some(at) = more {
                self.step(at, &Input::Time).unwrap();
            } else if let Some(Command { station, output, other, texts }) = self.commands.pop_front() {
                let texts: Vec<Entry<'_>> = texts.iter().map(Text::entry).collect();
                if std::env::var_os("SAY").is_some() {
                    eprintln!(
                        "{station} -> {} {:?} {:x} {other:x} {texts:?} state {}",
                        output.what.name(),
                        output.call,
                        output.reference,
                        output.state
                    );
                }
                self.exchange.command(self.now, station, &output, other, &texts).unwrap();
                self.given.clear();
            } else if self.exchange.deadline().is_some_and(|due| due <= self.now) {
                self.exchange.tick(self.now).unwrap();
                self.given.clear();
            } else {
                self.agree();
                return;
            }
        }
        panic!("there is no end to it");
    }

    fn deliver(&mut self) {
        for _ in 0..2_000 {
            let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
            let lost = self.exchange.lost();
            let Some(delivery) = self.exchange.next() else {
                assert_eq!(lost, 0, "signals were lost");
                return;
            };
            let at = delivery.station as usize;
            self.given.push(delivery.station);
            if self.deaf[at] {
                continue;
            }
            let mut station = self.stations[at].station();
            let ignored = station.ignored();
            let signal = delivery.signal();
            if std::env::var_os("SAY").is_some() {
                eprintln!(
                    "  {at} <- {} {:?} {:?} {:?}",
                    signal.what.name(),
                    signal.call,
                    signal.cause.name(),
                    signal.entries
                );
            }
            let step = station.step(self.now, &Input::Signal(signal), &mut out).unwrap();
            for output in &out[..usize::from(step.outputs)] {
                assert_ne!(output.what, OutputKind::Discrepancy, "station {at}: {signal:?} gave {output:?}");
                if output.what.is_command() {
                    let other = station.call(output.other).map_or(0, |call| call.reference);
                    let texts = station.texts(output).map(|entry| Text::of(&entry)).collect();
                    self.commands.push_back(Command { station: at as u32, output: *output, other, texts });
                } else {
                    self.events[at].push(*output);
                }
            }
            if self.compare
                && station.ignored() != ignored
                && !matches!(signal.what, SignalKind::Data | SignalKind::Reference | SignalKind::Refused)
            {
                panic!("station {at} had no use for {signal:?}");
            }
        }
        panic!("the exchange does not come to an end");
    }

    /// The exchange and the stations mean the same.
    fn agree(&mut self) {
        if !self.compare {
            return;
        }
        for at in 0..self.stations.len() {
            let station = self.stations[at].station();
            let calls: Vec<CallInfo> = station.calls().collect();
            for call in &calls {
                let said = self.exchange.states(at as u32, call.id, call.reference);
                assert_eq!(said, Some((call.local, call.far)), "station {at}, {call:?}");
                let waits = call.pending.is_some_and(|what| !self.pending || what != RequestKind::AddParty);
                assert!(!waits, "station {at} still waits: {call:?}");
            }
            assert_eq!(self.exchange.count(at as u32), calls.len(), "calls of station {at}");
        }
    }

    // ---- what is so ------------------------------------------------------------------------------

    pub fn call(&mut self, at: usize, id: CallId) -> CallInfo {
        self.stations[at].station().call(id).expect("a call")
    }

    pub fn states(&mut self, at: usize, id: CallId) -> (State, State) {
        let call = self.call(at, id);
        (call.local, call.far)
    }

    pub fn calls(&mut self, at: usize) -> Vec<CallInfo> {
        self.stations[at].station().calls().collect()
    }

    /// The only call of a station in this state.
    pub fn only(&mut self, at: usize, local: State) -> CallId {
        let calls: Vec<CallInfo> = self.calls(at).into_iter().filter(|call| call.local == local).collect();
        assert_eq!(calls.len(), 1, "station {at} has {calls:?}");
        calls[0].id
    }

    pub fn data(&mut self, at: usize, id: CallId, key: &str) -> Option<String> {
        self.stations[at].station().data(id)?.get(Key::new("", key)).map(str::to_owned)
    }

    pub fn agent(&mut self, at: usize) -> AgentState {
        self.stations[at].station().agent().state
    }

    /// The reasons of failed requests of a station.
    pub fn failures(&self, at: usize) -> Vec<(RequestKind, Cause)> {
        let failed = self.events[at].iter().filter(|event| event.what == OutputKind::RequestFailed);
        failed.map(|event| (RequestKind::from_code(event.of).unwrap(), event.cause)).collect()
    }

    /// A feature is switched.
    pub fn on_feature(&mut self, at: usize, what: RequestKind, on: bool) {
        self.request(at, Request { on, ..Request::new(what) }).unwrap();
    }

    /// An agent logs in, with these queues, and is ready.
    pub fn ready(&mut self, at: usize, queue: &str) {
        let texts = [Entry::known(Known::AgentId, "a"), Entry::known(Known::QueueName, queue)];
        self.ask(at, RequestKind::LogIn, CallId::NONE, if queue.is_empty() { &texts[..1] } else { &texts });
        self.on(at, RequestKind::Ready, CallId::NONE);
    }

    /// Everybody hangs up: nothing is left anywhere.
    pub fn empty(&mut self) {
        for at in 0..self.stations.len() {
            for call in self.calls(at) {
                let what = if call.local == State::Alerting { RequestKind::Reject } else { RequestKind::Clear };
                // It may have ended with the one before.
                let _ = self.request(at, Request { call: call.id, cause: Cause::BUSY, ..Request::new(what) });
            }
        }
        for at in 0..self.stations.len() {
            let left = self.calls(at);
            assert!(left.is_empty(), "station {at} has {left:?}");
        }
        assert!(self.exchange.is_idle(), "something is left in the exchange");
    }
}
