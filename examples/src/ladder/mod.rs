//! Who said what to whom, as a ladder: network, station, application from left to right.

pub mod lanes;
mod picture;
pub mod text;

pub use picture::picture;
pub use text::print;

use crate::desk::{Outcome, Seat, Watch};
use crate::scenario::values::cause_name;
use crate::words;
use offhook::trace::{Record, Recorded};
use offhook::{State, What};

/// A rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The station, by its number.
    pub station: u16,
    /// When, in milliseconds.
    pub now: u64,
    /// What is to be seen.
    pub what: Seen,
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
    /// How things stand after the step.
    Stand(Vec<String>),
}

/// Collects a ladder.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    /// The names of the stations, by number.
    pub stations: Vec<String>,
    /// The rungs.
    pub rungs: Vec<Rung>,
    /// How things stood last, by station.
    stands: Vec<Vec<String>>,
}

impl Ladder {
    fn add(&mut self, record: &Record<'_>, what: Seen) {
        self.rungs.push(Rung { station: record.station, now: record.now, what });
    }
}

impl Watch for Ladder {
    fn step(&mut self, seat: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        match record.what {
            Recorded::Station(_) => {
                self.stations.push(seat.ext.clone());
                self.stands.push(Vec::new());
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
                What::Actions => {}
                _ => self.add(record, Seen::Event(said)),
            }
        }
        if let Some(Err(cause)) = outcome.step {
            self.add(record, Seen::Refused(cause_name(cause)));
        }
        let stand = stand(seat);
        if let Some(before) = self.stands.get_mut(usize::from(record.station)).filter(|before| **before != stand) {
            before.clone_from(&stand);
            self.add(record, Seen::Stand(stand));
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
    if agent != offhook::AgentState::LoggedOut {
        stand.push(format!("agent {}", agent.name()));
    }
    stand
}
