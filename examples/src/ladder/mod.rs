//! Who said what to whom, as a ladder: network, station, application from left to right.

pub mod lanes;
mod picture;
pub mod text;

pub use picture::picture;
pub use text::print;

use crate::desk::{Outcome, Seat, Watch};
use crate::scenario::lex;
use crate::words;
use offhook::codec::Codec;
use offhook::data::Data;
use offhook::trace::{Record, Recorded};
use offhook::{AgentState, CallId, CallInfo, OutputKind, State};

/// A rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The station, by its number.
    pub station: u16,
    /// When, in milliseconds.
    pub now: u64,
    /// What is to be seen.
    pub what: Seen,
    /// With [`Seen::Stand`]: the states of the calls and the agent.
    pub bars: Vec<Bar>,
}

/// A state that lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Beside the agent, which has 0, the calls have places of their own.
    pub lane: usize,
    /// The call's name, or the agent.
    pub whose: String,
    /// The state.
    pub state: &'static str,
}

/// What is to be seen on a rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// From the network to the station.
    Signal(String),
    /// From the application to the station.
    Request(String),
    /// From the station to the network.
    Command(String),
    /// From the station to the application.
    Event(String),
    /// From the station back to the application.
    Refused(String),
    /// Something at the station itself.
    Note(String),
    /// What changed in a call's data.
    Data(Vec<String>),
    /// How things stand after the step.
    Stand(Vec<String>),
}

/// A query that opens a record at the CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenPop {
    /// The station, by its number.
    pub station: u16,
    /// When, in milliseconds.
    pub now: u64,
    /// The query.
    pub query: String,
}

/// Collects a ladder.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    /// The names of the stations, by number.
    pub stations: Vec<String>,
    /// The rungs.
    pub rungs: Vec<Rung>,
    /// The queries for the CRM, in order.
    pub pops: Vec<ScreenPop>,
    /// How things stood last, by station.
    stands: Vec<Vec<String>>,
    /// The data that calls had last, by station.
    data: Vec<Vec<(CallId, Vec<String>)>>,
}

impl Ladder {
    fn add(&mut self, record: &Record<'_>, what: Seen) {
        self.rungs.push(Rung { station: record.station, now: record.now, what, bars: Vec::new() });
    }
}

impl Watch for Ladder {
    fn encoded(&mut self, station: u16, now: u64, what: &str, text: &str) {
        if what.ends_with(Codec::C4cQuery.name()) {
            self.pops.push(ScreenPop { station, now, query: text.to_owned() });
            let note = format!("screen pop {}", self.pops.len());
            self.rungs.push(Rung { station, now, what: Seen::Note(note), bars: Vec::new() });
        }
    }

    fn step(&mut self, seat: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        match record.what {
            Recorded::Station(..) => {
                self.stations.push(seat.ext.clone());
                self.stands.push(Vec::new());
                self.data.push(Vec::new());
                return Ok(());
            }
            Recorded::Time => {}
            Recorded::Signal(ref signal) => self.add(record, Seen::Signal(words::signal(signal, seat))),
            Recorded::Request(ref request) => self.add(record, Seen::Request(words::request(request, seat))),
            Recorded::Save => self.add(record, Seen::Note("the station is saved".to_owned())),
            Recorded::Restore => self.add(record, Seen::Note("the station is restored".to_owned())),
        }
        for told in &outcome.told {
            let said = words::brief(told, seat);
            match told.output.what {
                what if what.is_command() => self.add(record, Seen::Command(said)),
                // Said at the end of every step that changed something: the ladder shows that anyway.
                OutputKind::Actions => {}
                _ => self.add(record, Seen::Event(said)),
            }
        }
        if let Some(Err(cause)) = outcome.step {
            self.add(record, Seen::Refused(cause.to_string()));
        }
        let stand = stand(seat);
        if let Some(before) = self.stands.get_mut(usize::from(record.station)).filter(|before| **before != stand) {
            before.clone_from(&stand);
            let (station, now) = (record.station, record.now);
            self.rungs.push(Rung { station, now, what: Seen::Stand(stand), bars: bars(seat) });
        }
        let data = all_data(seat);
        if let Some(before) = self.data.get_mut(usize::from(record.station)) {
            let changes = changes(before, &data);
            *before = data;
            if !changes.is_empty() {
                self.add(record, Seen::Data(changes));
            }
        }
        Ok(())
    }
}

/// Every call and the agent, in a few words each.
fn stand(seat: &mut Seat) -> Vec<String> {
    let calls: Vec<_> = seat.station().calls().filter(|call| call.local != State::Null).collect();
    let mut stand: Vec<String> = calls
        .iter()
        .map(|call| {
            let pending = call.pending.map(|pending| format!(", {} pending", pending.name())).unwrap_or_default();
            format!("{} {}, far {}{pending}", seat.label(call.id), call.local.name(), call.far.name())
        })
        .collect();
    if stand.is_empty() {
        stand.push("no call".to_owned());
    }
    let agent = seat.station().agent().state;
    if agent != AgentState::LoggedOut {
        stand.push(format!("agent {}", agent.name()));
    }
    stand
}

/// The states of the calls and of the agent.
fn bars(seat: &mut Seat) -> Vec<Bar> {
    let calls: Vec<_> = seat.station().calls().filter(|call| call.local != State::Null).collect();
    let call = |call: &CallInfo| Bar { lane: call.id.slot() + 1, whose: seat.label(call.id), state: call.local.name() };
    let mut bars: Vec<Bar> = calls.iter().map(call).collect();
    let agent = seat.station().agent().state;
    if agent != AgentState::LoggedOut {
        bars.push(Bar { lane: 0, whose: "agent".to_owned(), state: agent.name() });
    }
    bars
}

/// The attached data of every call that lives.
fn all_data(seat: &mut Seat) -> Vec<(CallId, Vec<String>)> {
    let station = seat.station();
    let entries =
        |data: Data<'_>| data.iter().map(|entry| lex::entry(entry.key.app(), entry.key.name(), entry.value)).collect();
    let calls = station.calls().filter(|call| call.local != State::Null);
    calls.map(|call| (call.id, station.data(call.id).map_or_else(Vec::new, entries))).collect()
}

/// What came and what went, of the calls that go on; what a call begins with is said by the signal that makes it.
fn changes(before: &[(CallId, Vec<String>)], now: &[(CallId, Vec<String>)]) -> Vec<String> {
    let mut changes = Vec::new();
    for (id, entries) in now {
        let Some((_, known)) = before.iter().find(|(known, _)| known == id) else { continue };
        let key = |entry: &String| entry.split('=').next().map(str::to_owned);
        let gone = known.iter().filter(|entry| !entries.iter().any(|now| key(now) == key(entry)));
        changes.extend(gone.map(|entry| format!("- {}", key(entry).unwrap_or_default())));
        changes.extend(entries.iter().filter(|entry| !known.contains(entry)).map(|entry| format!("+ {entry}")));
    }
    changes
}
