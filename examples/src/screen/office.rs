//! What the desk is made of: the stations, the exchange, the agents' CRM; and the story of it, as a scenario.

use crate::crm;
use crate::desk::{Outcome, Seat, Watch};
use crate::ladder::{Ladder, Rung};
use crate::scenario::lex;
use crate::scenario::{self, Limits, Room, Run};
use crate::screen::phone::Phone;
use offhook::trace::Record;
use offhook::{CallId, CallInfo, Cause, OutputKind, RequestKind, State};
use std::cell::{Ref, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The number that customers dial: a queue for whoever is ready.
pub const QUEUE: &str = "1-800-455-5555";
/// The outside caller's number.
pub const CALLER: &str = "408-361-3611";
/// The agents, by the order of their phones.
pub const AGENTS: &[&str] = &["ada", "ben", "eva"];

/// What there is when the desk opens: one agent is ready, so that a caller is heard at once.
const SETUP: &[&str] = &[
    "station 408-361-3611 calls=3 trunk=yes",
    "station 4001 calls=3 data=1024 wrap-up=30000",
    "station 4002 calls=3 data=1024 wrap-up=30000",
    "station 4003 calls=3 data=1024 wrap-up=30000",
    "exchange",
    "queue 1-800-455-5555 4001 4002 4003",
    "4001: request log-in agent=ada queue=1-800-455-5555",
    "4001: request ready",
    "4002: request log-in agent=ben queue=1-800-455-5555",
];

/// The id of the first leg of the first call at the switch; each leg has the next one.
const FIRST_LEG: u64 = 56_432_156_787_890;
/// Rungs that are kept: a long day's last hours.
const RUNGS: usize = 20_000;

/// What a connector sent to its CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pop {
    /// The extension.
    pub ext: String,
    /// When, in milliseconds.
    pub now: u64,
    /// The URL, or why there is none.
    pub sent: Result<String, String>,
}

/// What was to be seen of the stations' steps; shared with the run that they are watched in.
#[derive(Clone, Default)]
pub struct Seen(Rc<RefCell<Witness>>);

#[derive(Default)]
struct Witness {
    ladder: Ladder,
    /// A request of a station that came to nothing later.
    failed: Option<String>,
}

impl Watch for Seen {
    fn step(&mut self, seat: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        let mut seen = self.0.borrow_mut();
        for told in outcome.told.iter().filter(|told| told.output.what == OutputKind::RequestFailed) {
            let what = RequestKind::from_code(told.output.of).map_or("a request", RequestKind::name);
            let call = if told.output.call.is_none() { String::new() } else { seat.label(told.output.call) };
            let reason = told.output.cause;
            seen.failed = Some(format!("{}: {what} {call} failed: {reason}", seat.ext).replace("  ", " "));
        }
        seen.ladder.step(seat, record, outcome)?;
        let surplus = seen.ladder.rungs.len().saturating_sub(RUNGS);
        seen.ladder.rungs.drain(..surplus);
        Ok(())
    }
}

/// Memory for the exchange of the desk.
pub fn room() -> Room {
    Room::new(Limits { stations: 8, calls: 32, data: 1024, queues: 1, groups: 0 })
}

/// The stations, the exchange and the CRM.
pub struct Office<'w, 'm> {
    run: Run<'w, 'm>,
    seen: Seen,
    outside: usize,
    calls: u32,
    legs: u64,
    popped: BTreeSet<(usize, CallId)>,
    pops: Vec<Pop>,
    story: Vec<String>,
}

impl<'w, 'm> Office<'w, 'm> {
    /// The desk as it is when it opens, in this memory; `watch` is another hand on `seen`.
    ///
    /// # Errors
    /// What could not be made.
    pub fn open(room: &'m mut Room, watch: &'w mut Seen) -> Result<Self, String> {
        let seen = watch.clone();
        let run = Run::new(room, vec![watch]);
        let mut office = Self {
            run,
            seen,
            outside: 0,
            calls: 0,
            legs: 0,
            popped: BTreeSet::new(),
            pops: Vec::new(),
            story: Vec::new(),
        };
        SETUP.iter().try_for_each(|line| office.say(line))?;
        office.seen.0.borrow_mut().ladder.rungs.clear();
        Ok(office)
    }

    /// The phones as they are now.
    pub fn phones(&mut self) -> Vec<Phone> {
        let outside = self.outside;
        self.run.desk.seats.iter_mut().enumerate().map(|(at, seat)| Phone::of(seat, at == outside)).collect()
    }

    /// The time, in milliseconds.
    pub fn now(&self) -> u64 {
        self.run.desk.now
    }

    /// Time passes: what is due happens.
    ///
    /// # Errors
    /// What is wrong with the stations.
    pub fn at(&mut self, now: u64) -> Result<(), String> {
        self.run.at(now.max(self.run.desk.now)).map_err(|fault| fault.to_string())?;
        self.look_after_calls();
        Ok(())
    }

    /// Why a request would be refused now.
    ///
    /// # Errors
    /// The reason.
    pub fn allowed(&mut self, phone: usize, what: RequestKind, call: CallId) -> Result<(), Cause> {
        self.run.desk.seats.get_mut(phone).map_or(Ok(()), |seat| seat.station().allowed(what, call))
    }

    /// A request of a phone: `rest` are its call and arguments, as a scenario writes them.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn request(&mut self, ext: &str, what: RequestKind, rest: &str) -> Result<(), String> {
        let makes = scenario::args::makes_a_call(what);
        let name = format!("c{}", self.calls + 1);
        let named = if makes { format!(" as {name}") } else { String::new() };
        self.say(&format!("{ext}: request {}{rest}{named}", what.name()))?;
        if makes {
            self.calls += 1;
            // As a CTI server does: each leg of a call has an id of its own, and the caller's menu found the ticket.
            let leg = format!("{ext}: request attach {name} ExternalReferenceID={}", FIRST_LEG + self.legs);
            self.legs += 1;
            let ticket = if ext == CALLER { " TicketID=8003456" } else { "" };
            // A call that is over already has no id any more.
            let _ = self.say(&format!("{leg}{ticket}"));
        }
        self.look_after_calls();
        Ok(())
    }

    /// Carries a line of a scenario out, and writes it down.
    fn say(&mut self, line: &str) -> Result<(), String> {
        let Some(statement) = scenario::line(0, line)? else { return Ok(()) };
        let now = format!("at {}", self.run.desk.now);
        if self.run.desk.now > 0 && self.story.iter().rev().find(|line| line.starts_with("at ")) != Some(&now) {
            self.story.push(now);
        }
        self.run.statement(&statement).map_err(|fault| fault.to_string())?;
        self.run.ears.forget();
        self.story.push(line.to_owned());
        match self.run.attempt.take().map(|attempt| attempt.result) {
            Some(Err(refusal)) => {
                let reason = refusal.reason;
                self.story.push(format!("refused {reason}"));
                Err(format!("refused: {reason}"))
            }
            _ => Ok(()),
        }
    }

    /// A call that rings at an agent's is told to the CRM, and calls that nobody named get a name.
    fn look_after_calls(&mut self) {
        let now = self.run.desk.now;
        let outside = self.outside;
        for (index, (seat, heard)) in self.run.desk.seats.iter_mut().zip(&mut self.run.ears.stations).enumerate() {
            let calls: Vec<CallInfo> = seat.station().calls().filter(|call| call.local != State::Null).collect();
            for call in calls {
                let rings = index != outside && call.local == State::Alerting;
                if rings && self.popped.insert((index, call.id)) {
                    let sent = crm::screen_pop(call.kind, seat.station().data(call.id).unwrap_or_default());
                    self.pops.push(Pop { ext: seat.ext.clone(), now, sent });
                }
                if heard.names.of(call.id).is_none() {
                    self.calls += 1;
                    let name = format!("c{}", self.calls);
                    heard.names.adopt(&name, call.id, call.reference);
                    seat.labels.push((call.id, name));
                }
            }
        }
        self.run.ears.forget();
    }

    /// What was sent to the CRM of this extension last.
    pub fn last_pop(&self, ext: &str) -> Option<&Pop> {
        self.pops.iter().rev().find(|pop| pop.ext == ext)
    }

    /// The ladder so far.
    pub fn rungs(&self) -> Ref<'_, Vec<Rung>> {
        Ref::map(self.seen.0.borrow(), |seen| &seen.ladder.rungs)
    }

    /// A request that came to nothing since this was asked last.
    pub fn failure(&mut self) -> Option<String> {
        self.seen.0.borrow_mut().failed.take()
    }

    /// Everything that was done, as a scenario that plays.
    pub fn story(&self) -> String {
        let mut text = "# What was done at the desk.\n".to_owned();
        for line in &self.story {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// Numbers that may be dialled, but for this one.
    pub fn numbers(&self, but: &str) -> Vec<String> {
        let stations = self.run.desk.seats.iter().map(|seat| seat.ext.clone()).filter(|ext| ext != but);
        stations.chain([QUEUE.to_owned()]).map(|number| lex::value(&number)).collect()
    }
}
