//! Calls: what may become of them in one step.

use super::{Check, Step, check, list, may_move};
use offhook::{CallId, CallInfo, CallKind, Cause, Input, OutputKind, RequestKind as R, SignalKind as K, State as S};

/// Every rule of calls.
pub(super) fn judge(step: &Step<'_>, lawful: bool) -> Check {
    held_by_confirmation(step)?;
    two_bits(step)?;
    bound_both_ways(step)?;
    deadlines(step)?;
    data_changes_no_state(step)?;
    moves(step)?;
    if lawful {
        parties(step)?;
        only_success(step)?;
    }
    Ok(())
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
        let Some(after) = step.after.calls.iter().find(|call| call.id == before.id) else { continue };
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
        let Some(after) = step.after.calls.iter().find(|call| call.id == before.id) else { continue };
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
    for call in step.after.calls.iter().filter(|call| !call.bound.is_none()) {
        let other = step.after.calls.iter().find(|other| other.id == call.bound);
        check("I12", other.is_some_and(|other| other.bound == call.id), || {
            format!("call {} is bound one way", call.id.number())
        })?;
        // What is left to say may be the end of one of the two.
        let more = step.after.deadline.is_some_and(|due| due <= step.now);
        let one =
            more || other.is_some_and(|other| (other.kind == CallKind::Consult) != (call.kind == CallKind::Consult));
        check("I12", one, || {
            format!("of call {} and the one it is bound to, one is the consultation", call.id.number())
        })?;
    }
    let said = matches!(step.input, Input::Signal(signal) if signal.kind == Some(CallKind::Consult));
    for call in step.after.calls.iter().filter(|call| call.bound.is_none() && call.kind == CallKind::Consult) {
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
    let waits = step.after.calls.iter().any(|call| call.pending.is_some() || call.local == S::Alerting);
    check("I15", !waits || step.after.deadline.is_some(), || {
        format!("a call waits without a deadline: {:?}", step.after.calls)
    })
}

/// I26.
fn data_changes_no_state(step: &Step<'_>) -> Check {
    let data = match step.input {
        Input::Signal(signal) => signal.what == K::Data,
        Input::Request(request) => matches!(request.what, R::Attach | R::Detach),
        Input::Time => false,
    };
    let states = |calls: &[CallInfo]| calls.iter().map(|call| (call.id, call.local, call.far)).collect::<Vec<_>>();
    let same = states(&step.before.calls) == states(&step.after.calls);
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
    for (at, event) in step.outputs.iter().enumerate().filter(|(_, output)| output.what == OutputKind::Call) {
        let was = states.iter().find(|(id, ..)| *id == event.call).map_or((0, 0), |(_, local, far)| (*local, *far));
        check("I28", was == (event.was, event.was_far), || {
            format!("a change that does not begin where the last ended\n{}", list(step.outputs))
        })?;
        states.retain(|(id, ..)| *id != event.call);
        states.push((event.call, event.state, event.far));
        let from = S::from_code(event.was).unwrap_or(S::Unknown);
        let to = S::from_code(event.state).unwrap_or(S::Unknown);
        let told = step
            .outputs
            .iter()
            .skip(at)
            .any(|output| output.what == OutputKind::Discrepancy && output.call == event.call);
        let legal = may_move(from, to);
        check("I28", legal || told || sure, || format!("{} to {}\n{}", from.name(), to.name(), list(step.outputs)))?;
    }
    for call in &step.after.calls {
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
    for call in &step.after.calls {
        check("I11", call.parties >= 2, || format!("call {} has {} parties", call.id.number(), call.parties))?;
    }
    let Input::Signal(signal) = step.input else { return Ok(()) };
    if signal.what == K::PartyLeft {
        for before in step.before.calls.iter().filter(|call| call.parties > 2) {
            let lives = step.after.calls.iter().any(|call| call.id == before.id);
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
        let lives = step.after.calls.iter().any(|call| call.id == before.id);
        check("I13", !quiet || lives, || {
            format!("call {} ended, and its transfer had not come about", before.id.number())
        })?;
    }
    Ok(())
}
