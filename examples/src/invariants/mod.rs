//! What must hold after every step of a station, whatever it is given. It is judged from outside: by the input, the outputs,
//! and what can be asked before and after. The proofs ask after every step, and so does `load`.

mod agent;
pub mod aside;
mod calls;
mod ledger;
pub mod watch;

use ledger::Ledger;
use offhook::{
    AgentInfo, CallId, CallInfo, Cause, Config, Input, Mode, Output, OutputKind, RequestKind as R, SignalKind as K,
    State as S, Station, Step as Taken,
};

/// What a rule holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Every sequence of inputs.
    Always,
    /// A lawful network; otherwise the same step says `discrepancy`.
    Lawful,
    /// Somewhere else: it is said where.
    Elsewhere,
}

/// The invariants, and the sentence that each checks.
pub const LIST: &[(&str, Holds, &str)] = &[
    ("I1", Holds::Always, "one `ended` for each call, its last event; nothing is said of an ended call"),
    (
        "I2",
        Holds::Always,
        "an id is slot and generation: one of an ended call is refused or ignored, and changes no call",
    ),
    (
        "I3",
        Holds::Always,
        "used slots are calls not idle; after the last call nothing is left: no timer, no pair, no request",
    ),
    ("I4", Holds::Always, "at most one request is pending on a call, and each granted request ends exactly once"),
    (
        "I5",
        Holds::Always,
        "held is set by a confirmation only; a refusal, a time-out and a wish leave states as they were",
    ),
    ("I6", Holds::Always, "local hold and far hold are two bits, and each side changes its own"),
    ("I7", Holds::Lawful, "at most one call takes the line"),
    ("I8", Holds::Always, "a refused request changes nothing and says nothing"),
    ("I9", Holds::Always, "a signal heard twice is a signal heard once, and counted"),
    ("I10", Holds::Always, "two clears at the same moment commute"),
    ("I11", Holds::Lawful, "a connected call has two live parties at least"),
    (
        "I12",
        Holds::Always,
        "two calls are bound to each other or not at all, and no call outlives its consultation as one",
    ),
    ("I13", Holds::Lawful, "only success ends the transferor's calls"),
    ("I14", Holds::Lawful, "a conference ends when fewer than two parties remain"),
    ("I15", Holds::Always, "every wait has a deadline"),
    ("I16", Holds::Always, "the agent has one state, and each change is told from the state before"),
    ("I17", Holds::Lawful, "wrap-up only where the agent talked, or was told to"),
    ("I18", Holds::Lawful, "an agent is made busy by a call that is answered, and reserved by one that alerts"),
    ("I19", Holds::Always, "at most eight outputs a step; what is left to say makes the deadline now"),
    ("I20", Holds::Always, "a station that is saved and restored is the same station"),
    ("I21", Holds::Always, "what is allowed is what would be granted"),
    ("I22", Holds::Elsewhere, "indications are functions of the state: the station has none of its own"),
    ("I23", Holds::Elsewhere, "deadlines are right from any start: the walks start near 2^32 and beyond"),
    ("I24", Holds::Always, "the running number of events has no gap"),
    ("I25", Holds::Elsewhere, "decoding gives back what was encoded: the tests of the codecs"),
    ("I26", Holds::Always, "no attached data changes a call's state"),
    (
        "I27",
        Holds::Elsewhere,
        "any request is legal while events are handled: outputs are values, nothing is called back",
    ),
    ("I28", Holds::Lawful, "published changes follow the table of moves, and each begins where the last one ended"),
    ("O1", Holds::Always, "commands stand before events, and `actions` is the last"),
];

/// A rule that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The rule.
    pub rule: &'static str,
    /// What was seen.
    pub seen: String,
}

impl core::fmt::Display for Broken {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let sentence = LIST.iter().find(|(id, ..)| *id == self.rule).map_or("", |(.., sentence)| sentence);
        write!(f, "{} ({sentence}): {}", self.rule, self.seen)
    }
}

type Check = Result<(), Broken>;

fn check(rule: &'static str, holds: bool, seen: impl FnOnce() -> String) -> Check {
    if holds { Ok(()) } else { Err(Broken { rule, seen: seen() }) }
}

/// What could be asked of a station at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its live calls, by slot.
    pub calls: Vec<CallInfo>,
    /// Its agent.
    pub agent: AgentInfo,
    /// When it has something to do.
    pub deadline: Option<u64>,
}

impl Seen {
    /// What can be asked now.
    pub fn of(station: &Station<'_>) -> Self {
        Self { calls: station.calls().collect(), agent: station.agent(), deadline: station.deadline() }
    }
}

/// Who knows the memory that a station stands in, before and after a step.
pub trait Memory {
    /// The station, after it.
    fn station(&mut self) -> Station<'_>;
    /// Whether all of it is as before.
    fn is_as_before(&self) -> bool;
    /// Whether its calls and its texts are.
    fn calls_are_as_before(&self) -> bool;
    /// What is left of calls although none lives.
    fn left(&mut self) -> Vec<String>;
}

/// A step that was taken.
pub struct Given<'s> {
    /// When.
    pub now: u64,
    /// Of what.
    pub input: &'s Input<'s>,
    /// What could be asked before.
    pub before: &'s Seen,
    /// The step, or why it was refused.
    pub result: Result<Taken, Cause>,
    /// What was said.
    pub outputs: &'s [Output],
}

/// Judges the steps of one station.
#[derive(Clone, Debug)]
pub struct Judge {
    config: Config,
    /// Whether the network keeps the rules.
    pub lawful: bool,
    ledger: Ledger,
}

/// One step, as it is judged.
struct Step<'s> {
    now: u64,
    input: &'s Input<'s>,
    outputs: &'s [Output],
    before: &'s Seen,
    after: &'s Seen,
    /// Every event is told: the telephony mode leaves none out.
    full: bool,
}

impl Judge {
    /// For a new station.
    pub fn new(config: &Config, lawful: bool) -> Self {
        Self { config: *config, lawful, ledger: Ledger::default() }
    }

    /// Judges a step.
    ///
    /// # Errors
    /// The first rule that does not hold.
    pub fn judge(&mut self, given: &Given<'_>, memory: &mut dyn Memory) -> Result<(), Broken> {
        let Given { now, input, before, outputs, .. } = *given;
        let taken = match given.result {
            Ok(taken) => taken,
            Err(reason) => {
                return check("I8", memory.is_as_before(), || {
                    format!("refused {:?}, and not as before", reason.name())
                });
            }
        };
        let after = Seen::of(&memory.station());
        let full = Mode::from_code(self.config.mode) == Some(Mode::Full);
        let step = Step { now, input, outputs, before, after: &after, full };
        let owed = self.ledger.owes();
        order(&step)?;
        self.ledger.numbers(&step)?;
        self.ledger.ends(&step)?;
        stale_ids(&step, memory)?;
        self.ledger.requests(&step, taken.request, &memory.station())?;
        calls::judge(&step, self.lawful)?;
        agent::judge(&step, &self.config)?;
        self.ledger.line(&step, &self.config)?;
        // Only where the last call went in this step: nothing comes of itself.
        let last = after.calls.is_empty() && !self.ledger.owes() && (owed || !before.calls.is_empty());
        if last { nothing_left(&step, memory) } else { Ok(()) }
    }
}

/// O1 and I19.
fn order(step: &Step<'_>) -> Check {
    let events = step.outputs.iter().skip_while(|output| output.what.is_command());
    check("O1", events.clone().all(|output| !output.what.is_command()), || {
        format!("commands among events\n{}", list(step.outputs))
    })?;
    let last = step
        .outputs
        .iter()
        .position(|output| output.what == OutputKind::Actions)
        .is_none_or(|at| at + 1 == step.outputs.len());
    check("O1", last, || format!("`actions` is not the last\n{}", list(step.outputs)))
}

/// I2.
fn stale_ids(step: &Step<'_>, memory: &dyn Memory) -> Check {
    let Input::Signal(signal) = step.input else { return Ok(()) };
    let known = step.before.calls.iter().any(|call| call.id == signal.call.id);
    let about = !matches!(
        signal.what,
        K::Agent
            | K::Queue
            | K::LinkDown
            | K::LinkUp
            | K::ResyncBegin
            | K::ResyncCall
            | K::ResyncEnd
            | K::Forward
            | K::DoNotDisturb
            | K::MessageWaiting
            | K::Mute
    );
    if signal.call.id.is_none() || known || !about || signal.sequence != 0 {
        return Ok(());
    }
    // What the step before had no room for may be told now.
    if step.before.deadline.is_some_and(|due| due <= step.now) {
        return Ok(());
    }
    let same = step.outputs.is_empty() && memory.calls_are_as_before();
    check("I2", same, || format!("a signal for an ended call did something\n{}", list(step.outputs)))
}

/// I3: after the last call nothing is left of it.
fn nothing_left(step: &Step<'_>, memory: &mut dyn Memory) -> Check {
    let left = memory.left();
    check("I3", left.is_empty(), || format!("left: {left:?}\n{}", list(step.outputs)))?;
    let room = memory.station().allowed(R::MakeCall, CallId::NONE);
    check("I3", room != Err(Cause::NO_SLOT), || "no slot is free, and no call lives".to_owned())
}

/// Outputs, a line each.
pub fn list(outputs: &[Output]) -> String {
    outputs.iter().map(|output| format!("      {}\n", line(output))).collect()
}

fn line(output: &Output) -> String {
    let kind = if output.what.is_command() { "command" } else { "event" };
    let mut line = format!("{kind} {}", output.what.name());
    let mut add = |differs: bool, text: String| {
        if differs {
            line.push_str(&text)
        }
    };
    add(!output.call.is_none(), format!(" call={}", output.call.number()));
    add(!output.other.is_none(), format!(" other={}", output.other.number()));
    add(output.reference != 0, format!(" ref={}", output.reference));
    add(output.sequence != 0, format!(" #{}", output.sequence));
    add(output.request != 0, format!(" request={}", output.request));
    add(output.of != 0, format!(" of={}", offhook::RequestKind::from_code(output.of).map_or("?", |what| what.name())));
    add(output.cause != Cause::NONE, format!(" cause={}", output.cause));
    let (a, b, c, d) = (output.was, output.was_far, output.state, output.far);
    add(a | b | c | d != 0, format!(" {a}/{b} -> {c}/{d}"));
    add(output.reason != 0, format!(" reason={}", output.reason));
    add(output.pending != 0, format!(" pending={}", output.pending));
    add(output.parties != 0, format!(" parties={}", output.parties));
    add(output.on != 0, format!(" on={}", output.on));
    line
}

/// The legal moves of a local connection state, row by row.
pub fn may_move(from: S, to: S) -> bool {
    let to_as_well: &[S] = match from {
        S::Null => &[S::Initiated, S::Alerting, S::Connected, S::Queued, S::Failed, S::Unknown],
        S::Initiated => &[S::Connected, S::Failed, S::Queued],
        S::Alerting => &[S::Connected, S::Queued],
        S::Connected => &[S::Held, S::Failed, S::Queued],
        S::Held => &[S::Connected, S::Queued],
        S::Queued => &[S::Alerting, S::Connected],
        S::Failed | S::Unknown => &[],
    };
    to == S::Null || to == from || to_as_well.contains(&to)
}
