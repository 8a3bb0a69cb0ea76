//! What must hold after every step. The letters and numbers are those of the list in [`LIST`].

use offhook::{
    AgentInfo, AgentState as A, CallId, CallInfo, CallKind, Cause, Config, Input, Mode, Output, Quirk,
    RequestKind as R, SignalKind as K, State as S, What,
};

use crate::rig::{Rig, Told, list, show};

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
#[derive(Clone, Debug, PartialEq)]
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

/// What an application knows that has seen every output, and nothing else.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Granted requests that have not ended: number and kind.
    open: Vec<(u16, R)>,
    /// Data requests, which are done at once and may still be refused.
    sent: Vec<u16>,
    /// The last id of every slot.
    last: Vec<CallId>,
    /// Calls that are over, and not told to be.
    owed: Vec<CallId>,
    /// Calls whose far party left.
    far_gone: Vec<CallId>,
    sequence: u32,
}

/// What could be asked before the step.
struct Before {
    rig: Rig,
    calls: Vec<CallInfo>,
    agent: AgentInfo,
}

/// Checks the steps of one station.
#[derive(Clone, Debug)]
pub struct Checker {
    config: Config,
    /// Whether the network keeps the rules.
    pub lawful: bool,
    ledger: Ledger,
    /// Before this step an end was still to be told.
    owed: bool,
}

/// One step, as it is judged.
struct Step<'s> {
    input: &'s Input<'s>,
    outputs: &'s [Output],
    before: &'s Before,
    after: &'s [CallInfo],
    agent: AgentInfo,
    deadline: Option<u64>,
    now: u64,
    /// Every event is told: the telephony mode leaves none out.
    full: bool,
}

impl Checker {
    /// For a new station.
    pub fn new(config: &Config, lawful: bool) -> Self {
        Self { config: *config, lawful, ledger: Ledger::default(), owed: false }
    }

    /// Takes a step and judges it.
    ///
    /// # Errors
    /// The first rule that does not hold.
    pub fn step(&mut self, rig: &mut Rig, now: u64, input: &Input<'_>) -> Result<Result<Told, Cause>, Broken> {
        let told = self.judge(rig, now, input);
        told.map_err(|broken| Broken { seen: format!("{}\n    at {now} {}", broken.seen, show(input)), ..broken })
    }

    fn judge(&mut self, rig: &mut Rig, now: u64, input: &Input<'_>) -> Result<Result<Told, Cause>, Broken> {
        let before = Before { rig: rig.clone(), calls: rig.station().calls().collect(), agent: rig.station().agent() };
        let result = rig.step(now, input);
        let told = match result {
            Err(reason) => {
                check("I8", rig.same(&before.rig), || format!("refused {:?}, and not as before", reason.name()))?;
                return Ok(Err(reason));
            }
            Ok(told) => told,
        };
        let station = rig.station();
        let after: Vec<CallInfo> = station.calls().collect();
        let step = Step {
            input,
            outputs: &told.outputs,
            before: &before,
            after: &after,
            agent: station.agent(),
            deadline: station.deadline(),
            now,
            full: Mode::from_code(self.config.mode) == Some(Mode::Full),
        };
        self.owed = !self.ledger.owed.is_empty();
        order(&step)?;
        self.numbers(&step)?;
        self.ends(&step)?;
        stale_ids(&step, rig)?;
        self.requests(&step, &told, rig)?;
        held_by_confirmation(&step)?;
        two_bits(&step)?;
        bound_both_ways(&step)?;
        deadlines(&step)?;
        data_changes_no_state(&step)?;
        self.agent(&step)?;
        moves(&step)?;
        self.line(&step)?;
        if self.lawful {
            parties(&step)?;
            only_success(&step)?;
        }
        self.nothing_left(&step, rig)?;
        Ok(Ok(told))
    }

    /// I24.
    fn numbers(&mut self, step: &Step<'_>) -> Check {
        for event in step.outputs.iter().filter(|output| !output.what.is_command()) {
            let expected = self.ledger.sequence.wrapping_add(1);
            check("I24", event.sequence == expected, || {
                format!("event {} after {}", event.sequence, self.ledger.sequence)
            })?;
            self.ledger.sequence = expected;
        }
        Ok(())
    }

    /// I1.
    fn ends(&mut self, step: &Step<'_>) -> Check {
        let ledger = &mut self.ledger;
        let mut over: Vec<CallId> = Vec::new();
        let mut alive: Vec<CallId> =
            step.before.calls.iter().map(|call| call.id).chain(ledger.owed.iter().copied()).collect();
        for event in step.outputs.iter().filter(|output| !output.what.is_command() && !output.call.is_none()) {
            let id = event.call;
            let slot = id.slot();
            if ledger.last.len() <= slot {
                ledger.last.resize(slot + 1, CallId::NONE);
            }
            if ledger.last[slot] != id && !alive.contains(&id) {
                check("I1", id > ledger.last[slot], || {
                    format!("an event of call {} after its slot was used again", id.number())
                })?;
                alive.push(id);
                ledger.last[slot] = id;
            }
            let said = !over.contains(&id) && alive.contains(&id);
            check("I1", said, || {
                format!("`{}` of call {}, which has ended\n{}", event.what.name(), id.number(), list(step.outputs))
            })?;
            if event.what == What::Ended {
                over.push(id);
            }
        }
        for call in step.after {
            if ledger.last.len() <= call.id.slot() {
                ledger.last.resize(call.id.slot() + 1, CallId::NONE);
            }
            ledger.last[call.id.slot()] = call.id;
        }
        ledger.owed.clear();
        for id in alive {
            let lives = step.after.iter().any(|call| call.id == id);
            let ended = over.contains(&id);
            check("I1", !(lives && ended), || format!("call {} ended and lives", id.number()))?;
            if !lives && !ended {
                let at_once = step.deadline.is_some_and(|due| due <= step.now);
                check("I1", at_once, || {
                    format!("call {} is gone without `ended`\n{}", id.number(), list(step.outputs))
                })?;
                ledger.owed.push(id);
            }
        }
        Ok(())
    }

    /// I4: every granted request is open until it is told done or failed, once, and no longer.
    fn requests(&mut self, step: &Step<'_>, told: &Told, rig: &mut Rig) -> Check {
        if !step.full {
            return Ok(());
        }
        let ledger = &mut self.ledger;
        if let Input::Request(request) = step.input
            && told.request != 0
        {
            ledger.open.push((told.request, request.what));
        }
        // What the station wishes for itself: to reject what nobody answers, to answer by itself.
        for command in step.outputs.iter().filter(|output| output.what.is_command() && output.request != 0) {
            let own = R::from_code(command.what.code())
                .filter(|_| !ledger.open.iter().any(|(number, _)| *number == command.request));
            if let Some(what) = own.filter(|_| *step.input == Input::Time) {
                ledger.open.push((command.request, what));
            }
        }
        for event in step.outputs.iter().filter(|output| matches!(output.what, What::RequestDone | What::RequestFailed))
        {
            let number = event.request;
            let data = matches!(R::from_code(event.of), Some(R::Attach | R::Detach));
            if let Some(at) = ledger.open.iter().position(|(open, what)| *open == number && what.code() == event.of) {
                ledger.open.remove(at);
                if data {
                    ledger.sent.push(number);
                }
            } else if let Some(at) =
                ledger.sent.iter().position(|sent| *sent == number && data && event.what == What::RequestFailed)
            {
                ledger.sent.remove(at);
            } else {
                check("I4", false, || format!("request {number} ends, and was not open\n{}", list(step.outputs)))?;
            }
        }
        let mut pending: Vec<u16> = step.after.iter().map(|call| call.request).filter(|number| *number != 0).collect();
        let station = rig.station();
        for id in step.after.iter().map(|call| call.id).chain(ledger.owed.iter().copied()) {
            let tags = station.data(id).into_iter().flat_map(|data| data.records()).map(|record| record.tag);
            pending.extend(tags.filter(|tag| *tag != 0 && !ledger.sent.contains(tag)));
        }
        for number in &pending {
            let open = ledger.open.iter().any(|(open, _)| open == number);
            check("I4", open, || format!("request {number} is pending, and has ended\n{}", list(step.outputs)))?;
        }
        for (number, what) in &ledger.open {
            let station = matches!(
                what,
                R::LogIn
                    | R::LogOut
                    | R::Ready
                    | R::NotReady
                    | R::WrapUp
                    | R::Forward
                    | R::DoNotDisturb
                    | R::MessageWaiting
                    | R::Mute
            );
            check("I4", station || pending.contains(number), || {
                format!(
                    "request {number} ({}) is not pending, and was never told to have ended\n{}",
                    what.name(),
                    list(step.outputs)
                )
            })?;
        }
        Ok(())
    }

    /// I7.
    fn line(&mut self, step: &Step<'_>) -> Check {
        let gone = &mut self.ledger.far_gone;
        let far = |calls: &[CallInfo], id: CallId| calls.iter().find(|call| call.id == id).map(|call| call.far);
        gone.retain(|id| matches!(far(step.after, *id), Some(S::Null | S::Failed)));
        if let Input::Signal(signal) = step.input
            && signal.what == K::FarCleared
        {
            let known = |call: &CallInfo| call.reference == signal.call.reference || call.reference == signal.reference;
            let named = |call: &CallInfo| call.id == signal.call.id || signal.call.id.is_none() && known(call);
            gone.extend(step.after.iter().filter(|call| named(call)).map(|call| call.id));
        }
        let takes = |call: &&CallInfo, gone: &[CallId]| {
            call.local == S::Connected && call.far != S::Failed && !gone.contains(&call.id)
        };
        let now = step.after.iter().filter(|call| takes(call, gone)).count();
        let before = step.before.calls.iter().filter(|call| takes(call, gone)).count();
        let told = step.outputs.iter().any(|output| output.what == What::Discrepancy);
        let may = self.config.has(Quirk::AutoHoldBySwitch) || !step.full;
        check("I7", now <= 1 || now <= before || told || may, || {
            format!("{now} calls take the line, far gone {gone:?}\n{:?}\n{}", step.before.calls, list(step.outputs))
        })
    }

    /// I16, I17, I18.
    fn agent(&self, step: &Step<'_>) -> Check {
        let mut state = step.before.agent.state;
        for event in step.outputs.iter().filter(|output| output.what == What::Agent) {
            check("I16", event.was == state.code(), || {
                format!("told from {}, was {}\n{}", event.was, state.name(), list(step.outputs))
            })?;
            state = A::from_code(event.state).unwrap_or(A::LoggedOut);
        }
        let heard = Mode::from_code(self.config.mode) != Some(Mode::Simple);
        check("I16", !heard || state == step.agent.state, || {
            format!("told {}, is {}", state.name(), step.agent.state.name())
        })?;
        // What the station decides itself, it tells the network.
        let decided = step
            .outputs
            .iter()
            .filter(|output| output.what == What::CmdAgent)
            .map(|output| A::from_code(output.state))
            .next_back();
        match decided.flatten() {
            Some(A::WrapUp) => {
                let asked = step.before.agent.pending == Some(A::WrapUp);
                let talked = |call: &CallInfo| {
                    call.acd
                        && call.answered.is_some()
                        && !step.after.iter().any(|after| after.id == call.id && after.acd)
                };
                let ended = step.before.calls.iter().any(talked);
                check("I17", asked || ended && self.config.wrap_up != 0, || format!("wrap-up\n{}", list(step.outputs)))
            }
            Some(A::Busy) => {
                let answered = step.after.iter().any(|call| call.acd && call.answered.is_some());
                check("I18", answered, || format!("busy without a call\n{}", list(step.outputs)))
            }
            Some(A::Reserved) => {
                let alerts = step.after.iter().any(|call| call.acd && call.local == S::Alerting);
                check("I18", alerts, || format!("reserved without a call\n{}", list(step.outputs)))
            }
            _ => Ok(()),
        }
    }

    /// I3: after the last call nothing is left of it.
    fn nothing_left(&self, step: &Step<'_>, rig: &mut Rig) -> Check {
        // Only where the last call went in this step: nothing comes of itself.
        if !step.after.is_empty() || !self.ledger.owed.is_empty() || step.before.calls.is_empty() && !self.owed {
            return Ok(());
        }
        let left = crate::canon::left_of_calls(rig);
        check("I3", left.is_empty(), || format!("left: {left:?}\n{}", list(step.outputs)))?;
        let room = rig.station().allowed(R::MakeCall, CallId::NONE);
        check("I3", room != Err(Cause::NO_SLOT), || "no slot is free, and no call lives".to_owned())
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
        .position(|output| output.what == What::Actions)
        .is_none_or(|at| at + 1 == step.outputs.len());
    check("O1", last, || format!("`actions` is not the last\n{}", list(step.outputs)))
}

/// I2.
fn stale_ids(step: &Step<'_>, rig: &Rig) -> Check {
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
    if step.before.rig.clone().station().deadline().is_some_and(|due| due <= step.now) {
        return Ok(());
    }
    let same = step.outputs.is_empty() && rig.same_calls(&step.before.rig);
    check("I2", same, || format!("a signal for an ended call did something\n{}", list(step.outputs)))
}

/// I5.
fn held_by_confirmation(step: &Step<'_>) -> Check {
    let confirmed = match step.input {
        Input::Signal(signal) => matches!(signal.what, K::Held | K::Accepted | K::ResyncCall),
        _ => false,
    };
    let quiet = match step.input {
        Input::Signal(signal) => signal.what == K::Refused,
        _ => true,
    };
    for before in &step.before.calls {
        let Some(after) = step.after.iter().find(|call| call.id == before.id) else { continue };
        let became = after.local == S::Held && before.local != S::Held;
        check("I5", !became || confirmed, || format!("call {} is held without a confirmation", before.id.number()))?;
        let same = (before.local, before.far) == (after.local, after.far);
        check("I5", !quiet || same, || {
            format!("call {} changed by no fact\n{}", before.id.number(), list(step.outputs))
        })?;
    }
    Ok(())
}

/// I6.
fn two_bits(step: &Step<'_>) -> Check {
    let Input::Signal(signal) = step.input else { return Ok(()) };
    for before in &step.before.calls {
        let Some(after) = step.after.iter().find(|call| call.id == before.id) else { continue };
        let right = match signal.what {
            K::Held | K::Retrieved => before.far == after.far,
            K::FarHeld | K::FarRetrieved | K::FarCleared | K::Delivered => before.local == after.local,
            _ => true,
        };
        check("I6", right, || format!("{} changed both sides of call {}", signal.what.name(), before.id.number()))?;
    }
    Ok(())
}

/// I12.
fn bound_both_ways(step: &Step<'_>) -> Check {
    for call in step.after.iter().filter(|call| !call.bound.is_none()) {
        let other = step.after.iter().find(|other| other.id == call.bound);
        check("I12", other.is_some_and(|other| other.bound == call.id), || {
            format!("call {} is bound one way", call.id.number())
        })?;
        // What is left to say may be the end of one of the two.
        let more = step.deadline.is_some_and(|due| due <= step.now);
        let one =
            more || other.is_some_and(|other| (other.kind == CallKind::Consult) != (call.kind == CallKind::Consult));
        check("I12", one, || {
            format!("of call {} and the one it is bound to, one is the consultation", call.id.number())
        })?;
    }
    let said = matches!(step.input, Input::Signal(signal) if signal.kind == Some(CallKind::Consult));
    for call in step.after.iter().filter(|call| call.bound.is_none() && call.kind == CallKind::Consult) {
        let was = step.before.calls.iter().find(|before| before.id == call.id);
        let before = was.is_some_and(|was| was.kind == CallKind::Consult && was.bound.is_none());
        check("I12", said || before, || {
            format!("call {} is a consultation of nobody\n{}", call.id.number(), list(step.outputs))
        })?;
    }
    Ok(())
}

/// I15.
fn deadlines(step: &Step<'_>) -> Check {
    let waits = step.after.iter().any(|call| call.pending.is_some() || call.local == S::Alerting);
    check("I15", !waits || step.deadline.is_some(), || format!("a call waits without a deadline: {:?}", step.after))
}

/// I26.
fn data_changes_no_state(step: &Step<'_>) -> Check {
    let data = match step.input {
        Input::Signal(signal) => signal.what == K::Data,
        Input::Request(request) => matches!(request.what, R::Attach | R::Detach),
        Input::Time => false,
    };
    let states = |calls: &[CallInfo]| calls.iter().map(|call| (call.id, call.local, call.far)).collect::<Vec<_>>();
    let same = states(&step.before.calls) == states(step.after);
    let gap = matches!(step.input, Input::Signal(signal) if signal.sequence != 0);
    check("I26", !data || same || gap, || "data changed a state".to_owned())
}

/// I28: the table of moves, once more, and the chain of changes.
fn moves(step: &Step<'_>) -> Check {
    if !step.full {
        return Ok(());
    }
    let sure = matches!(step.input, Input::Signal(signal) if matches!(signal.what, K::ResyncCall | K::ResyncEnd | K::Conferenced));
    let mut states: Vec<(CallId, u8, u8)> =
        step.before.calls.iter().map(|call| (call.id, call.local.code(), call.far.code())).collect();
    for (at, event) in step.outputs.iter().enumerate().filter(|(_, output)| output.what == What::Call) {
        let was = states.iter().find(|(id, ..)| *id == event.call).map_or((0, 0), |(_, local, far)| (*local, *far));
        check("I28", was == (event.was, event.was_far), || {
            format!("a change that does not begin where the last ended\n{}", list(step.outputs))
        })?;
        states.retain(|(id, ..)| *id != event.call);
        states.push((event.call, event.state, event.far));
        let from = S::from_code(event.was).unwrap_or(S::Unknown);
        let to = S::from_code(event.state).unwrap_or(S::Unknown);
        let told =
            step.outputs[at..].iter().any(|output| output.what == What::Discrepancy && output.call == event.call);
        let legal = crate::naive::may_move(from, to);
        check("I28", legal || told || sure, || format!("{} to {}\n{}", from.name(), to.name(), list(step.outputs)))?;
    }
    for call in step.after {
        let known = states.iter().find(|(id, ..)| *id == call.id).map(|(_, local, far)| (*local, *far));
        let is = Some((call.local.code(), call.far.code()));
        check("I28", known == is, || {
            format!("call {} is not what the events said\n{}", call.id.number(), list(step.outputs))
        })?;
    }
    Ok(())
}

/// I11 and I14.
fn parties(step: &Step<'_>) -> Check {
    for call in step.after {
        check("I11", call.parties >= 2, || format!("call {} has {} parties", call.id.number(), call.parties))?;
    }
    let Input::Signal(signal) = step.input else { return Ok(()) };
    if signal.what == K::PartyLeft {
        for before in step.before.calls.iter().filter(|call| call.parties > 2) {
            let lives = step.after.iter().any(|call| call.id == before.id);
            check("I14", lives, || {
                format!("call {} ended with {} parties left", before.id.number(), before.parties - 1)
            })?;
        }
    }
    Ok(())
}

/// I13.
fn only_success(step: &Step<'_>) -> Check {
    let quiet = match step.input {
        Input::Signal(signal) => matches!(signal.what, K::Accepted | K::Refused | K::Failed),
        // An end that the step before had no room for may come with time alone.
        Input::Time => step.outputs.iter().any(|output| output.cause == Cause::TIMED_OUT),
        Input::Request(_) => false,
    };
    for before in step.before.calls.iter().filter(|call| matches!(call.pending, Some(R::Transfer | R::BlindTransfer))) {
        let lives = step.after.iter().any(|call| call.id == before.id);
        check("I13", !quiet || lives, || {
            format!("call {} ended, and its transfer had not come about", before.id.number())
        })?;
    }
    Ok(())
}
