//! Whether a snapshot is of a station that could be: every code is one of its list, every link leads where it says,
//! every count is right, every text is whole. Each call is looked at a fixed number of times.

use super::SnapshotError;
use super::envelope::Saved;
use crate::agent::Agent;
use crate::call::record::{Call, NO_SLOT, Slot, flag};
use crate::call::table;
use crate::data;
use crate::request::RequestKind as R;
use crate::state::{AgentState, ForwardKind, Purpose, State as S};
use crate::station::Station;
use crate::storage::State;
use crate::view::area;

/// The station's record, when the whole snapshot can be taken over into this station.
pub(super) fn whole(saved: &Saved<'_>, station: &Station<'_>) -> Result<State, SnapshotError> {
    let state = saved.state().ok_or(SnapshotError::Damaged)?;
    let calls = u16::try_from(saved.count()).map_err(|_| SnapshotError::Damaged)?;
    let too_big = SnapshotError::DoesNotFit { calls, data: state.data, own: state.own };
    let fits =
        usize::from(calls) == station.calls.len() && state.data <= station.state.data && state.own <= station.state.own;
    if !fits || !room(saved, &state, station) {
        return Err(too_big);
    }
    let sound = texts(saved, &state)
        && codes(&state)
        && agent(&state.agent, saved)
        && each(saved).all(|(slot, call)| record(slot, &call, saved))
        && line(&state, saved)
        && pair(&state, saved)
        && free(&state, saved)
        && index(saved, station.calls);
    if sound { Ok(state) } else { Err(SnapshotError::Damaged) }
}

fn each<'s>(saved: &'s Saved<'_>) -> impl Iterator<Item = (Slot, Call)> + 's {
    (0..saved.count() as Slot).map(|slot| (slot, saved.call(slot)))
}

/// Whether a slot is taken: its call lives, or its end is still to be told.
fn taken(call: &Call) -> bool {
    call.live() || call.has(flag::ENDING)
}

/// The texts fit where they go. A station may stand in a shorter block than its sizes say.
fn room(saved: &Saved<'_>, state: &State, station: &Station<'_>) -> bool {
    let size = station.state.data;
    let holds = |(slot, call): (Slot, Call)| {
        call.used == 0 || station.data.get(area(size, slot)).is_some_and(|area| usize::from(call.used) <= area.len())
    };
    usize::from(state.own_used) <= station.own.len() && each(saved).all(holds)
}

/// The texts are as many as the records say, and entries to their last byte.
fn texts(saved: &Saved<'_>, state: &State) -> bool {
    let used =
        core::iter::once((state.own_used, state.own)).chain(each(saved).map(|(_, call)| (call.used, state.data)));
    let mut rest = saved.texts;
    for (used, size) in used {
        match rest.split_at_checked(used.into()) {
            Some((mine, after)) if used <= size && data::valid(mine) => rest = after,
            _ => return false,
        }
    }
    rest.is_empty()
}

fn codes(state: &State) -> bool {
    const ON: u8 = 1 << 7;
    let feature = match R::from_code(state.feature_pending) {
        Some(R::Forward | R::DoNotDisturb | R::MessageWaiting | R::Mute) => state.feature_request != 0,
        _ => state.feature_pending == 0 && state.feature_request == 0,
    };
    feature
        && ForwardKind::from_code(state.feature_wish & !ON).is_some()
        && state.features < 1 << 6
        && state.flags < 1 << 5
}

fn agent(agent: &Agent, saved: &Saved<'_>) -> bool {
    use AgentState as A;
    let pending = match agent.pending.checked_sub(1).map(A::from_code) {
        None => true,
        Some(state) => matches!(state, Some(A::LoggedOut | A::NotReady | A::Ready | A::WrapUp)),
    };
    let asked = match R::from_code(agent.asked) {
        Some(R::LogIn | R::LogOut | R::Ready | R::NotReady | R::WrapUp) => agent.request != 0,
        _ => agent.asked == 0 && agent.request == 0,
    };
    let talks = each(saved).filter(|(_, call)| call.live() && call.has(flag::ACD) && call.answered != 0).count();
    pending
        && asked
        && A::from_code(agent.state).is_some()
        && A::from_code(agent.before).is_some()
        && agent.timed <= 1
        && (agent.call == NO_SLOT || usize::from(agent.call) < saved.count())
        && usize::from(agent.calls) == talks
}

/// A call's own codes, its request, and the call that it is bound to.
fn record(slot: Slot, call: &Call, saved: &Saved<'_>) -> bool {
    let purpose = (call.flags & flag::PURPOSE) >> flag::PURPOSE_SHIFT;
    let states = S::from_code(call.states & 0xF).is_some() && S::from_code(call.states >> 4).is_some();
    let request = match (call.pending(), call.part()) {
        (Some(_), Some(_)) => call.request != 0,
        _ => call.pending == 0 && call.part == 0 && call.request == 0,
    };
    let bound = !taken(call) || call.link == NO_SLOT || {
        let other = saved.call(call.link);
        call.live() && other.live() && other.link == slot && call.link != slot
    };
    call.id.slot() == usize::from(slot) && Purpose::from_code(purpose as u8).is_some() && states && request && bound
}

/// The calls that take the line are as many as is said, and one of them is the one that is meant.
fn line(state: &State, saved: &Saved<'_>) -> bool {
    let lines = each(saved).filter(|(_, call)| call.takes_line()).count();
    let meant = if lines == 0 { state.line == NO_SLOT } else { saved.call(state.line).takes_line() };
    usize::from(state.lines) == lines && meant
}

/// A pair is two calls that have part in one request.
fn pair(state: &State, saved: &Saved<'_>) -> bool {
    let [one, other] = state.pair;
    let (first, second) = (saved.call(one), saved.call(other));
    state.pair == [NO_SLOT; 2] || one != other && first.request != 0 && first.request == second.request
}

/// The list of free slots leads through every one of them, and ends at the last.
fn free(state: &State, saved: &Saved<'_>) -> bool {
    let count = each(saved).filter(|(_, call)| !taken(call)).count();
    let (mut slot, mut last) = (state.free.first, NO_SLOT);
    for _ in 0..count {
        if usize::from(slot) >= saved.count() {
            return false;
        }
        let call = saved.call(slot);
        if taken(&call) {
            return false;
        }
        (last, slot) = (slot, call.link);
    }
    slot == NO_SLOT && last == state.free.last
}

/// The index leads to every call that has a reference, from the bucket of that reference.
fn index(saved: &Saved<'_>, calls: &[Call]) -> bool {
    let mut left = each(saved).filter(|(_, call)| call.reference != 0).count();
    for (bucket, head) in each(saved) {
        let mut slot = head.bucket;
        while slot != NO_SLOT {
            let call = saved.call(slot);
            let here = call.reference != 0 && table::bucket(calls, call.reference) == usize::from(bucket);
            // A chain that comes back to itself would use up more than there are.
            let Some(fewer) = left.checked_sub(1).filter(|_| here) else { return false };
            left = fewer;
            slot = call.next;
        }
    }
    left == 0
}
