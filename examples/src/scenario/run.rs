//! Plays the statements of a file: inputs go to the stations, expectations are held against what came out.

use crate::desk::{Desk, OWN, Outcome, Seat, Watch};
use crate::error::{Failure, Fault};
use crate::scenario::exchange::{self, Switch};
use crate::scenario::heard::{Ears, Heard};
use crate::scenario::input;
use crate::scenario::names::Named;
use crate::scenario::now;
use crate::scenario::room::Room;
use crate::scenario::statement::{Says, Setup, Statement};
use crate::scenario::values::same_cause;
use offhook::Cause;
use offhook::trace::{Begin, Record, Recorded};

/// The first reference that a call gets whose file gives it none: far from those that files and exchanges choose.
const FIRST_REFERENCE: u64 = 1 << 52;

/// How many deadlines may pass in one `at`.
const DEADLINES: u32 = 1_000_000;

/// What a file that played to its end amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// How many statements there were.
    pub statements: usize,
    /// How many of them were expectations.
    pub expectations: usize,
}

/// Plays the statements of a file before those who look on.
pub fn play(file: &str, statements: &[Statement], watch: Vec<&mut dyn Watch>) -> Result<Played, Failure> {
    let mut room = Room::of(statements);
    let mut run = Run::new(&mut room, watch);
    run.exchange_follows = statements.iter().any(|statement| matches!(statement.says, Says::Exchange(_)));
    let mut played = Played::default();
    for statement in statements {
        let line = statement.line;
        run.settled(&statement.says).map_err(|(line, fault)| fault.at(file, line))?;
        run.statement(statement).map_err(|fault| fault.at(file, line))?;
        played.statements += 1;
        played.expectations += usize::from(is_expectation(&statement.says));
    }
    run.settled(&Says::Strict).map_err(|(line, fault)| fault.at(file, line))?;
    run.nothing_left().map_err(|fault| fault.at(file, statements.last().map_or(0, |last| last.line)))?;
    Ok(played)
}

/// Whether the statement says what has to be so.
pub fn is_expectation(says: &Says) -> bool {
    !matches!(
        says,
        Says::Station(_)
            | Says::Exchange(_)
            | Says::Queue(_)
            | Says::Hunt(_)
            | Says::Plug(..)
            | Says::At(_)
            | Says::Signal(_)
            | Says::Request(_)
            | Says::Strict
            | Says::Drain
            | Says::Decode { .. }
            | Says::Save
            | Says::Restore
            | Says::Link(_)
            | Says::Deliver(_)
    )
}

/// A file being played.
pub struct Run<'w, 'm> {
    /// The stations.
    pub desk: Desk<'w>,
    /// What the file knows of each station, by the same number.
    pub ears: Ears,
    /// The exchange, once there is one.
    pub switch: Option<Switch<'m>>,
    /// The memory for an exchange, until there is one.
    pub room: Option<&'m mut Room>,
    /// Whether the file has an `exchange`.
    pub exchange_follows: bool,
    /// What belongs to the exchange, and stands before it.
    pub early: Vec<Says>,
    /// The station that statements without `EXT:` are about.
    pub current: u16,
    /// The request, `encode` or `decode` just made.
    pub attempt: Option<Attempt>,
    /// The next reference that a signal without `ref=` gets.
    pub next_reference: u64,
    strict: bool,
}

/// Something that may have been refused.
pub struct Attempt {
    /// What, as the file writes it.
    pub what: String,
    /// What came of it.
    pub result: Result<(), Refusal>,
}

/// A refusal: the reason, and where it was.
pub struct Refusal {
    /// The reason.
    pub reason: Cause,
    /// What else there is to say.
    pub more: String,
    /// The line.
    pub line: u32,
    /// What it changed, which must be nothing.
    pub changed: Option<String>,
}

impl<'w, 'm> Run<'w, 'm> {
    /// Nothing yet, but memory for an exchange and those who look on.
    pub fn new(room: &'m mut Room, watch: Vec<&'w mut dyn Watch>) -> Self {
        Self {
            desk: Desk::new(watch),
            ears: Ears::default(),
            switch: None,
            room: Some(room),
            exchange_follows: false,
            early: Vec::new(),
            current: 0,
            attempt: None,
            next_reference: FIRST_REFERENCE,
            strict: false,
        }
    }

    /// Carries one statement out, and what follows from it.
    pub fn statement(&mut self, statement: &Statement) -> Result<(), Fault> {
        self.choose(statement).map_err(Fault::File)?;
        if self.strict && matches!(statement.says, Says::Signal(_) | Says::Request(_) | Says::At(_)) {
            self.nothing_unheard()?;
        }
        let lent = self.lend(&statement.says);
        let done = self.carry_out(statement);
        if let Ok((_, heard)) = self.here() {
            lent.iter().for_each(|name| heard.names.forget(name));
        }
        done?;
        exchange::settle(self)
    }

    /// Lends this station the names in a statement that others have for a call and it has not: they mean its own part in that
    /// call. Where there is none, the call is null here, and nothing can be done with it.
    fn lend<'s>(&mut self, says: &'s Says) -> Vec<&'s str> {
        let (names, may_be_null) = match says {
            Says::Call(wanted) => ([Some(&wanted.name), wanted.bound.iter().flatten().next()], true),
            Says::Allowed { call, .. } => ([call.as_ref(), None], true),
            Says::NoData(name, _) => ([Some(name), None], true),
            Says::Request(draft) => ([draft.call.as_ref(), draft.with.as_ref()], true),
            Says::Output(wanted) => ([wanted.call.as_ref(), None], false),
            Says::Data(name, _) => ([Some(name), None], false),
            Says::Encode { call, .. } | Says::Decode { call, .. } => ([Some(call), None], false),
            _ => return Vec::new(),
        };
        let mut lent = Vec::new();
        for name in names.into_iter().flatten() {
            let knows = |heard: &Heard| heard.names.get(name).is_some();
            let here = self.ears.stations.get(usize::from(self.current)).is_some_and(knows);
            let null = (may_be_null && self.ears.stations.iter().any(knows)).then(Named::default);
            let part = if here { None } else { exchange::part(self, name) };
            if let (Some(named), Ok((_, heard))) = (part.or(null.filter(|_| !here)), self.here()) {
                heard.names.set(name, named);
                // What is there keeps the name; what is not has it for this statement.
                lent.extend(part.is_none().then_some(name.as_str()));
            }
        }
        lent
    }

    fn carry_out(&mut self, statement: &Statement) -> Result<(), Fault> {
        let line = statement.line;
        match &statement.says {
            Says::Station(setup) => self.station(setup),
            Says::Exchange(_) | Says::Queue(_) | Says::Hunt(_) | Says::Plug(..) => {
                exchange::statement(self, &statement.says)
            }
            Says::At(to) => self.at(*to),
            Says::Signal(draft) => input::signal(self, draft),
            Says::Request(draft) => input::request(self, draft, line),
            Says::Refused(reason) => self.refused(*reason),
            Says::Output(wanted) => {
                let strict = self.strict;
                let (seat, heard) = self.here()?;
                heard.expect(wanted, seat, strict)
            }
            Says::Strict => {
                self.strict = true;
                self.ears.stations.iter_mut().for_each(Heard::strict);
                Ok(())
            }
            Says::Drain => {
                self.ears.forget();
                Ok(())
            }
            Says::Call(wanted) => self.here().and_then(|(seat, heard)| now::call(wanted, seat, heard)),
            Says::Calls(count) => self.here().and_then(|(seat, _)| now::calls(*count, seat)),
            Says::Agent(wanted) => self.here().and_then(|(seat, _)| now::agent(wanted, seat)),
            Says::Allowed { call, what, granted } => {
                self.here().and_then(|(seat, heard)| now::allowed(call.as_deref(), what, *granted, seat, heard))
            }
            Says::Data(name, entries) => self.here().and_then(|(seat, heard)| now::data(name, entries, seat, heard)),
            Says::NoData(name, keys) => self.here().and_then(|(seat, heard)| now::no_data(name, keys, seat, heard)),
            Says::Encode { call, codec, text } => input::encode(self, call, codec, text.as_deref(), line),
            Says::Decode { codec, text, call } => input::decode(self, codec, text, call, line),
            Says::Save => self.snapshot(Recorded::Save),
            Says::Restore => self.snapshot(Recorded::Restore),
            Says::Deliver(count) => input::deliver_kept(self, *count),
            Says::Link(fault) => self.here().map(|(_, heard)| heard.link.add(*fault)),
        }
    }

    /// Turns to the station that the statement is about.
    fn choose(&mut self, statement: &Statement) -> Result<(), String> {
        let Some(ext) = &statement.station else { return Ok(()) };
        let known = self.desk.seats.iter().zip(0..).find(|(seat, _)| seat.ext == *ext);
        let (_, index) = known.ok_or_else(|| format!("there is no station {ext}: `station {ext}` makes one"))?;
        self.current = index;
        Ok(())
    }

    /// The station that is spoken of, and what the file knows of it.
    pub fn here(&mut self) -> Result<(&mut Seat, &mut Heard), Fault> {
        self.at_station(self.current)
    }

    /// A station, and what the file knows of it.
    pub fn at_station(&mut self, station: u16) -> Result<(&mut Seat, &mut Heard), Fault> {
        let index = usize::from(station);
        match (self.desk.seats.get_mut(index), self.ears.stations.get_mut(index)) {
            (Some(seat), Some(heard)) => Ok((seat, heard)),
            _ => Err(Fault::file("there is no station yet: begin with a line such as `station 4001`")),
        }
    }

    fn station(&mut self, setup: &Setup) -> Result<(), Fault> {
        if self.desk.seats.iter().any(|seat| seat.ext == setup.ext) {
            return Err(Fault::File(format!(
                "there is a station {} already: give this one another extension",
                setup.ext
            )));
        }
        let begin = Begin { calls: setup.calls, data: setup.data, own: OWN, config: setup.config };
        let station = self.desk.add(&setup.ext, begin).map_err(Fault::File)?;
        let mut heard = Heard::new(setup.trunk);
        heard.link.numbered = setup.numbered;
        self.ears.stations.push(heard);
        exchange::joins_later(self, station)
    }

    /// Moves the clock, and lets everything that is due on the way happen in order.
    pub fn at(&mut self, to: u64) -> Result<(), Fault> {
        let now = self.desk.now;
        if to < now {
            return Err(Fault::File(format!("the clock stands at {now} ms and does not go back to {to}")));
        }
        for _ in 0..DEADLINES {
            let station = self.desk.next_due();
            let due = station.map(|(due, _)| due).into_iter().chain(exchange::deadline(self)).min();
            let Some(due) = due.filter(|due| *due <= to) else {
                self.desk.now = to;
                return Ok(());
            };
            self.desk.now = self.desk.now.max(due);
            if let Some((_, station)) = station.filter(|(due, _)| *due <= self.desk.now) {
                self.rest(station)?;
            }
            exchange::settle(self)?;
        }
        Err(Fault::File(format!("a million deadlines passed before {to} ms: move the clock in smaller steps")))
    }

    /// Lets a station say what it has left to say now.
    fn rest(&mut self, station: u16) -> Result<(), Fault> {
        let ears = &mut self.ears;
        self.desk
            .settle(station, &mut |station, outcome| ears.hear(station, outcome))
            .map_err(|what| Fault::expectation("a station that comes to rest", what))?;
        self.refresh();
        Ok(())
    }

    /// Gives the current station an input without names, and lets everything that follows from it happen.
    pub fn input(&mut self, what: Recorded<'_>) -> Result<(), Fault> {
        self.step(self.current, what, |_, _| ())?;
        exchange::settle(self)
    }

    /// Gives a station a step; the outputs are kept, and shown after `name` has named what the step made.
    pub fn step(
        &mut self,
        station: u16,
        what: Recorded<'_>,
        name: impl FnOnce(&mut Self, &Outcome),
    ) -> Result<Outcome, Fault> {
        let record = Record { station, now: self.desk.now, what };
        let outcome = self.desk.apply(&record).map_err(Fault::File)?;
        name(self, &outcome);
        self.refresh();
        self.desk.show(&record, &outcome).map_err(Fault::File)?;
        self.ears.hear(station, outcome.clone());
        self.rest(station)?;
        Ok(outcome)
    }

    fn snapshot(&mut self, what: Recorded<'_>) -> Result<(), Fault> {
        let (seat, _) = self.here()?;
        if what == Recorded::Restore && !seat.is_saved() {
            return Err(Fault::file("there is nothing to restore: `save` comes before"));
        }
        let record = Record { station: self.current, now: self.desk.now, what };
        let expected = "a snapshot that is saved and comes back";
        let outcome = self.desk.apply(&record).map_err(|what| Fault::expectation(expected, what))?;
        self.desk.show(&record, &outcome).map_err(Fault::File)
    }

    /// Learns the ids and references of every name.
    fn refresh(&mut self) {
        for (seat, heard) in self.desk.seats.iter_mut().zip(&mut self.ears.stations) {
            heard.names.refresh(&seat.station());
            let known = heard.names.iter().filter(|(_, named)| !named.id.is_none());
            seat.labels = known.map(|(name, named)| (named.id, name.to_owned())).collect();
        }
    }

    /// A refusal that the statement now following does not ask for is a failure.
    fn settled(&mut self, next: &Says) -> Result<(), (u32, Fault)> {
        if matches!(next, Says::Refused(_)) {
            return Ok(());
        }
        match self.attempt.take() {
            Some(Attempt { what, result: Err(refusal) }) => {
                let reason = format!("refused: {}{}", refusal.reason, refusal.more);
                Err((refusal.line, Fault::expectation(format!("`{what}` is granted"), reason)))
            }
            _ => Ok(()),
        }
    }

    fn refused(&mut self, wanted: Option<Cause>) -> Result<(), Fault> {
        let Some(attempt) = self.attempt.take() else {
            return Err(Fault::file(
                "`refused` follows a `request`, an `encode` or a `decode`: nothing of the kind comes before it",
            ));
        };
        let expected = match wanted {
            Some(reason) => format!("`{}` is refused: {reason}", attempt.what),
            None => format!("`{}` is refused", attempt.what),
        };
        match attempt.result {
            Ok(()) => Err(Fault::expectation(expected, "it was granted")),
            Err(refusal) if wanted.is_some_and(|reason| !same_cause(reason, refusal.reason)) => {
                Err(Fault::expectation(expected, format!("refused: {}{}", refusal.reason, refusal.more)))
            }
            Err(Refusal { changed: Some(changed), .. }) => {
                Err(Fault::expectation(format!("{expected}, and changes nothing"), changed))
            }
            Err(_) => Ok(()),
        }
    }

    /// Under `strict`: nothing may be left when something new comes.
    fn nothing_unheard(&mut self) -> Result<(), Fault> {
        for (seat, heard) in self.desk.seats.iter().zip(&self.ears.stations) {
            if let Some(left) = heard.first_left(seat) {
                return Err(Fault::expectation(
                    format!("every output of {} was named before this line", seat.ext),
                    left,
                ));
            }
        }
        Ok(())
    }

    /// At the end of the file: what was said of the link has come true.
    fn nothing_left(&self) -> Result<(), Fault> {
        for (seat, heard) in self.desk.seats.iter().zip(&self.ears.stations) {
            if let Some(left) = heard.link.left() {
                return Err(Fault::File(format!(
                    "the file ends and {left} for {}: send the signals, or ask for fewer",
                    seat.ext
                )));
            }
        }
        Ok(())
    }
}
