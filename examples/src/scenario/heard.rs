//! What a file knows of one station: its names, and the outputs that no line has asked for yet.

use crate::desk::{Outcome, Seat, Told};
use crate::error::Fault;
use crate::scenario::link::Link;
use crate::scenario::names::Names;
use crate::scenario::statement::{Field, FieldWanted, OutputWanted, TextKey};
use crate::scenario::values::same_cause;
use crate::words;
use offhook::{AgentState, Output, OutputKind};
use std::collections::VecDeque;

/// What the file knows of every station, and the commands that are on their way to the exchange.
#[derive(Default)]
pub struct Ears {
    /// The stations, by number.
    pub stations: Vec<Heard>,
    /// Commands in the order in which they were given, with their stations.
    pub commands: VecDeque<(u16, Told)>,
}

impl Ears {
    /// Forgets every output that no line has asked for.
    pub fn forget(&mut self) {
        self.stations.iter_mut().for_each(Heard::drain);
    }

    /// Keeps what a station said.
    pub fn hear(&mut self, station: u16, outcome: Outcome) {
        let commands = outcome.told.iter().filter(|told| told.output.what.is_command());
        self.commands.extend(commands.map(|told| (station, told.clone())));
        if let Some(heard) = self.stations.get_mut(usize::from(station)) {
            heard.hear(outcome.told);
        }
    }
}

/// One station, as the file sees it.
#[derive(Default)]
pub struct Heard {
    /// The names of its calls.
    pub names: Names,
    /// What the way to it does to signals.
    pub link: Link,
    /// Whether it is an outside line.
    pub trunk: bool,
    commands: VecDeque<Told>,
    events: VecDeque<Told>,
    /// How many of the commands, and of the events, were said before the line `strict`: they may still be passed over.
    before: [usize; 2],
}

impl Heard {
    /// Keeps the outputs of a step.
    fn hear(&mut self, told: Vec<Told>) {
        for told in told {
            let queue = if told.output.what.is_command() { &mut self.commands } else { &mut self.events };
            queue.push_back(told);
        }
    }

    /// A station that has said nothing yet.
    pub fn new(trunk: bool) -> Self {
        Self { trunk, ..Self::default() }
    }

    /// Forgets every output.
    fn drain(&mut self) {
        self.commands.clear();
        self.events.clear();
        self.before = [0; 2];
    }

    /// From here on nothing may be passed over.
    pub fn strict(&mut self) {
        self.before = [self.commands.len(), self.events.len()];
    }

    /// The first output since the line `strict` that no line has asked for.
    pub fn first_left(&self, seat: &Seat) -> Option<String> {
        let [commands, events] = self.before;
        self.commands.get(commands).or(self.events.get(events)).map(|told| words::told(told, seat))
    }

    /// Takes the first output that agrees; those before it are forgotten, unless that is not allowed.
    pub fn expect(&mut self, wanted: &OutputWanted, seat: &Seat, strict: bool) -> Result<(), Fault> {
        let call = wanted.call.as_deref().map(|name| self.names.need(name)).transpose().map_err(Fault::File)?;
        for field in &wanted.fields {
            if let Field::Other(Some(name)) = &field.field {
                self.names.need(name).map_err(Fault::File)?;
            }
        }
        let names = &self.names;
        let agrees = |told: &Told| {
            let output = &told.output;
            output.what == wanted.what
                && call.is_none_or(|call| {
                    // An offer that found no slot made no call; it has a reference.
                    let turned_away = call.id.is_none() && call.reference != 0;
                    turned_away && output.call.is_none() && output.reference == call.reference
                        || !call.id.is_none()
                            && (output.call == call.id || pair(output.what) && output.other == call.id)
                })
                && wanted.fields.iter().all(|field| says(told, field, names))
        };
        let [commands, events] = &mut self.before;
        let (queue, before) =
            if wanted.what.is_command() { (&mut self.commands, commands) } else { (&mut self.events, events) };
        match queue.iter().position(agrees) {
            Some(place) if place <= *before || !strict => {
                queue.drain(..=place);
                *before = before.saturating_sub(place + 1);
                Ok(())
            }
            found => {
                let there: Vec<String> = queue.iter().map(|told| words::told(told, seat)).collect();
                let plural = if wanted.what.is_command() { "commands" } else { "events" };
                let got = match (there.is_empty(), found) {
                    (true, _) => format!("no {plural} since the last one that was asked for"),
                    (false, None) => format!("these {plural}:\n            {}", there.join("\n            ")),
                    (false, Some(_)) => {
                        format!("it, but not first (strict):\n            {}", there.join("\n            "))
                    }
                };
                Err(Fault::expectation(written(wanted), got))
            }
        }
    }
}

/// Whether an output is about a pair of calls: either of them may be named.
fn pair(what: OutputKind) -> bool {
    use OutputKind::{CmdAlternate, CmdConference, CmdReconnect, CmdTransfer, RequestDone, RequestFailed};
    matches!(what, CmdAlternate | CmdConference | CmdReconnect | CmdTransfer | RequestDone | RequestFailed)
}

/// The expectation as the file writes it.
fn written(wanted: &OutputWanted) -> String {
    let verb = if wanted.what.is_command() { "command" } else { "event" };
    let call = wanted.call.iter().map(String::as_str);
    let fields = wanted.fields.iter().map(|field| field.written.as_str());
    [verb, wanted.what.name()].into_iter().chain(call).chain(fields).collect::<Vec<_>>().join(" ")
}

/// Whether an output says this.
fn says(told: &Told, wanted: &FieldWanted, names: &Names) -> bool {
    let output: &Output = &told.output;
    let text = |keys: &[TextKey], value: &str| {
        told.texts.iter().chain(&told.data).any(|text| keys.contains(&text.key) && text.value == value)
    };
    match &wanted.field {
        Field::Reference(reference) => output.reference == *reference,
        Field::Sequence(sequence) => output.sequence == *sequence,
        Field::Request(request) => output.request == *request,
        Field::Cause(cause) => same_cause(*cause, output.cause),
        Field::Reason(reason) => output.reason == *reason,
        Field::Of(what) => output.of == what.code(),
        Field::State(state) => output.state == *state,
        Field::Far(far) => output.far == far.code(),
        Field::Was(was) => output.was == *was,
        Field::WasFar(was) => output.was_far == was.code(),
        Field::Pending(pending) => output.pending == pending.map_or(0, |state: AgentState| state.code() + 1),
        Field::Parties(parties) => output.parties == *parties,
        Field::On(on) => output.on == *on,
        Field::Other(None) => output.other.is_none(),
        Field::Other(Some(name)) => {
            names.get(name).is_some_and(|named| !named.id.is_none() && named.id == output.other)
        }
        Field::PartyWas(on, number) => {
            let party = [TextKey::Known(offhook::Known::Party), TextKey::Known(offhook::Known::Dropped)];
            output.on == *on && text(&party, number)
        }
        Field::Text(keys, value) => text(keys, value),
    }
}
