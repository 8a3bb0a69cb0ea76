//! What an application knows that has seen every output, and nothing else: which requests are open, which calls have ended.

use super::{Check, Step, check, list};
use offhook::{
    CallId, CallInfo, Config, Input, OutputKind, Quirk, RequestKind as R, SignalKind as K, State as S, Station,
};

/// What an application knows that has seen every output, and nothing else.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
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

impl Ledger {
    /// Whether an end is still to be told.
    pub fn owes(&self) -> bool {
        !self.owed.is_empty()
    }

    /// The last id that a slot had.
    fn last(&self, slot: usize) -> CallId {
        self.last.get(slot).copied().unwrap_or(CallId::NONE)
    }

    fn is_last(&mut self, id: CallId) {
        let slot = id.slot();
        if self.last.len() <= slot {
            self.last.resize(slot + 1, CallId::NONE);
        }
        if let Some(last) = self.last.get_mut(slot) {
            *last = id;
        }
    }

    /// I24.
    pub fn numbers(&mut self, step: &Step<'_>) -> Check {
        for event in step.outputs.iter().filter(|output| !output.what.is_command()) {
            let expected = self.sequence.wrapping_add(1);
            check("I24", event.sequence == expected, || format!("event {} after {}", event.sequence, self.sequence))?;
            self.sequence = expected;
        }
        Ok(())
    }

    /// I1.
    pub fn ends(&mut self, step: &Step<'_>) -> Check {
        let mut over: Vec<CallId> = Vec::new();
        let mut alive: Vec<CallId> =
            step.before.calls.iter().map(|call| call.id).chain(self.owed.iter().copied()).collect();
        for event in step.outputs.iter().filter(|output| !output.what.is_command() && !output.call.is_none()) {
            let id = event.call;
            if self.last(id.slot()) != id && !alive.contains(&id) {
                let last = self.last(id.slot());
                check("I1", id > last, || format!("an event of call {} after its slot was used again", id.number()))?;
                alive.push(id);
                self.is_last(id);
            }
            let said = !over.contains(&id) && alive.contains(&id);
            check("I1", said, || {
                format!("`{}` of call {}, which has ended\n{}", event.what.name(), id.number(), list(step.outputs))
            })?;
            if event.what == OutputKind::Ended {
                over.push(id);
            }
        }
        for call in &step.after.calls {
            self.is_last(call.id);
        }
        self.owed.clear();
        for id in alive {
            let lives = step.after.calls.iter().any(|call| call.id == id);
            let ended = over.contains(&id);
            check("I1", !(lives && ended), || format!("call {} ended and lives", id.number()))?;
            if !lives && !ended {
                let at_once = step.after.deadline.is_some_and(|due| due <= step.now);
                check("I1", at_once, || {
                    format!("call {} is gone without `ended`\n{}", id.number(), list(step.outputs))
                })?;
                self.owed.push(id);
            }
        }
        Ok(())
    }

    /// I4: every granted request is open until it is told done or failed, once, and no longer.
    pub fn requests(&mut self, step: &Step<'_>, granted: u16, station: &Station<'_>) -> Check {
        if !step.full {
            return Ok(());
        }
        if let Input::Request(request) = step.input
            && granted != 0
        {
            self.open.push((granted, request.what));
        }
        // What the station wishes for itself: to reject what nobody answers, to answer by itself.
        for command in step.outputs.iter().filter(|output| output.what.is_command() && output.request != 0) {
            let own = R::from_code(command.what.code())
                .filter(|_| !self.open.iter().any(|(number, _)| *number == command.request));
            if let Some(what) = own.filter(|_| *step.input == Input::Time) {
                self.open.push((command.request, what));
            }
        }
        for event in step
            .outputs
            .iter()
            .filter(|output| matches!(output.what, OutputKind::RequestDone | OutputKind::RequestFailed))
        {
            let number = event.request;
            let data = matches!(R::from_code(event.of), Some(R::Attach | R::Detach));
            if let Some(at) = self.open.iter().position(|(open, what)| *open == number && what.code() == event.of) {
                self.open.remove(at);
                if data {
                    self.sent.push(number);
                }
            } else if let Some(at) =
                self.sent.iter().position(|sent| *sent == number && data && event.what == OutputKind::RequestFailed)
            {
                self.sent.remove(at);
            } else {
                check("I4", false, || format!("request {number} ends, and was not open\n{}", list(step.outputs)))?;
            }
        }
        let mut pending: Vec<u16> =
            step.after.calls.iter().map(|call| call.request).filter(|number| *number != 0).collect();
        for id in step.after.calls.iter().map(|call| call.id).chain(self.owed.iter().copied()) {
            let tags = station.data(id).into_iter().flat_map(|data| data.records()).map(|record| record.tag);
            pending.extend(tags.filter(|tag| *tag != 0 && !self.sent.contains(tag)));
        }
        for number in &pending {
            let open = self.open.iter().any(|(open, _)| open == number);
            check("I4", open, || format!("request {number} is pending, and has ended\n{}", list(step.outputs)))?;
        }
        for (number, what) in &self.open {
            let of_station = matches!(
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
            check("I4", of_station || pending.contains(number), || {
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
    pub fn line(&mut self, step: &Step<'_>, config: &Config) -> Check {
        let gone = &mut self.far_gone;
        let far = |calls: &[CallInfo], id: CallId| calls.iter().find(|call| call.id == id).map(|call| call.far);
        gone.retain(|id| matches!(far(&step.after.calls, *id), Some(S::Null | S::Failed)));
        if let Input::Signal(signal) = step.input
            && signal.what == K::FarCleared
        {
            let known = |call: &CallInfo| call.reference == signal.call.reference || call.reference == signal.reference;
            let named = |call: &CallInfo| call.id == signal.call.id || signal.call.id.is_none() && known(call);
            gone.extend(step.after.calls.iter().filter(|call| named(call)).map(|call| call.id));
        }
        let takes = |call: &&CallInfo, gone: &[CallId]| {
            call.local == S::Connected && call.far != S::Failed && !gone.contains(&call.id)
        };
        let now = step.after.calls.iter().filter(|call| takes(call, gone)).count();
        let before = step.before.calls.iter().filter(|call| takes(call, gone)).count();
        let told = step.outputs.iter().any(|output| output.what == OutputKind::Discrepancy);
        let may = config.has(Quirk::AutoHoldBySwitch) || !step.full;
        check("I7", now <= 1 || now <= before || told || may, || {
            format!("{now} calls take the line, far gone {gone:?}\n{:?}\n{}", step.before.calls, list(step.outputs))
        })
    }
}
