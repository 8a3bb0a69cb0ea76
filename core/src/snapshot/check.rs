//! Whether a snapshot is of a station that could be: every code is one of its list, every link leads where it says,
//! every count is right, every text is whole. Each call is looked at a fixed number of times. The checks are functions that
//! stay apart, so that only one of them has its records on the stack.

use super::envelope::Saved;
use super::{SnapshotError, own_bytes};
use crate::agent::Agent;
use crate::call::record::{Call, NO_SLOT, Slot, flag};
use crate::call::table::{self, Free};
use crate::data;
use crate::request::RequestKind as R;
use crate::state::{AgentState, ForwardKind, Purpose, State as S};
use crate::station::Station;
use crate::storage::{StationState, Wish};
use crate::view::area;

/// What the station's record says of the calls.
struct Said {
    data: u16,
    own: u16,
    own_used: u16,
    free: Free,
    pair: [Slot; 2],
    line: Slot,
    lines: u16,
    talks: u16,
}

/// Whether the whole snapshot can be taken over into this station.
pub(super) fn whole(saved: &Saved<'_>, station: &Station<'_>) -> Result<(), SnapshotError> {
    let said = station_record(saved, station).ok_or(SnapshotError::Damaged)?;
    // No station has more.
    let calls = saved.count() as u16;
    let sizes =
        saved.count() == station.calls.len() && said.data <= station.state.data && said.own <= own_bytes(station.own);
    if !sizes || !room(saved, &said, station) {
        return Err(SnapshotError::DoesNotFit { calls, data: said.data, own: said.own });
    }
    let sound = records(saved, &said)
        && line(saved, &said)
        && pair(saved, &said)
        && free(saved, &said)
        && index(saved, station.calls)
        && texts(saved, &said);
    if sound { Ok(()) } else { Err(SnapshotError::Damaged) }
}

/// The station's record, when it is one by itself.
#[inline(never)]
fn station_record(saved: &Saved<'_>, station: &Station<'_>) -> Option<Said> {
    let state = &mut { *station.state };
    let own = saved.state(state)?;
    let StationState { data, own_used, free, pair, line, lines, .. } = *state;
    let agent_call = state.agent.call == NO_SLOT || usize::from(state.agent.call) < saved.count();
    let sound = state.config.sound() && codes(state) && agent(&state.agent) && agent_call && own_used <= own;
    sound.then_some(Said { data, own, own_used, free, pair, line, lines, talks: state.agent.calls })
}

/// Whether this holds for every call.
fn all(saved: &Saved<'_>, mut holds: impl FnMut(Slot, &Call) -> bool) -> bool {
    let mut call = Call::EMPTY;
    (0..saved.count() as Slot).all(|slot| {
        saved.call(slot, &mut call);
        holds(slot, &call)
    })
}

/// How many calls are so.
fn count(saved: &Saved<'_>, is: impl Fn(&Call) -> bool) -> usize {
    let mut count = 0usize;
    all(saved, |_, call| {
        count = count.wrapping_add(is(call).into());
        true
    });
    count
}

/// Whether a slot is taken: its call lives, or its end is still to be told.
fn taken(call: &Call) -> bool {
    call.live() || call.has(flag::ENDING)
}

/// The texts fit where they go. A station may stand in a shorter block than its sizes say.
#[inline(never)]
fn room(saved: &Saved<'_>, said: &Said, station: &Station<'_>) -> bool {
    let size = station.state.data;
    let room = |slot| station.data.get(area(size, slot)).map_or(0, <[u8]>::len);
    usize::from(said.own_used) <= station.own.len()
        && all(saved, |slot, call| usize::from(call.used.get()) <= room(slot))
}

/// The texts are as many as the records say, and entries to their last byte.
#[inline(never)]
fn texts(saved: &Saved<'_>, said: &Said) -> bool {
    let mut rest = saved.texts;
    let mut used = said.own_used;
    for slot in 0..=saved.count() as Slot {
        let Some((mine, after)) = rest.split_at_checked(used.into()) else { return false };
        if !data::valid(mine) {
            return false;
        }
        rest = after;
        // The texts of the call whose turn is next; after the last one there are none.
        used = used_by(saved, slot);
    }
    rest.is_empty()
}

#[inline(never)]
fn used_by(saved: &Saved<'_>, slot: Slot) -> u16 {
    let mut call = Call::EMPTY;
    saved.call(slot, &mut call);
    call.used.get()
}

fn codes(state: &StationState) -> bool {
    let (pending, asks) = (state.feature_wish.code(), state.feature_wish.asks());
    let feature = match R::from_code(pending) {
        Some(R::Forward | R::DoNotDisturb | R::MessageWaiting | R::Mute) => state.feature_request != 0,
        _ => pending == 0 && state.feature_request == 0,
    };
    let wish = ForwardKind::from_code(asks & !Wish::ON).is_some();
    feature && wish && state.features < 1 << 6
}

fn agent(agent: &Agent) -> bool {
    use AgentState as A;
    let pending = match agent.pending.checked_sub(1).map(A::from_code) {
        None => true,
        Some(state) => matches!(state, Some(A::LoggedOut | A::NotReady | A::Ready | A::WrapUp)),
    };
    let asked = match R::from_code(agent.asked) {
        Some(R::LogIn | R::LogOut | R::Ready | R::NotReady | R::WrapUp) => agent.request != 0,
        _ => agent.asked == 0 && agent.request == 0,
    };
    pending && asked && A::from_code(agent.state).is_some() && A::from_code(agent.before).is_some()
}

/// Each call's own codes, its request, the call that it is bound to, and the bytes that it uses.
#[inline(never)]
fn records(saved: &Saved<'_>, said: &Said) -> bool {
    let mut other = Call::EMPTY;
    all(saved, |slot, call| {
        let purpose = call.purpose();
        let states = S::from_code(call.states.get() & 0xF).is_some() && S::from_code(call.states.get() >> 4).is_some();
        let (number, part) = (call.request.get(), call.part.get());
        let request = match call.pending() {
            Some(_) => R::from_code(part).is_some() && number != 0,
            None => call.pending.get() == 0 && number == 0 && part == 0,
        };
        let link = call.link.get();
        let bound = link == NO_SLOT || {
            saved.call(link, &mut other);
            let both = other.live() && other.link.get() == slot && link != slot;
            let ending = call.has(flag::ENDING) && usize::from(link) < saved.count();
            if call.live() { both || ending } else { !call.has(flag::ENDING) }
        };
        let own = call.slot() == slot && Purpose::from_code(purpose).is_some();
        own && states && request && bound && call.used.get() <= said.data
    })
}

/// As many calls take the line, and are the ACD's that the agent talks on, as is said; and one of the former is the one
/// that is meant.
#[inline(never)]
fn line(saved: &Saved<'_>, said: &Said) -> bool {
    let (mut lines, mut talks) = (0u16, 0u16);
    let mut meant = false;
    all(saved, |slot, call| {
        lines = lines.wrapping_add(call.takes_line().into());
        talks = talks.wrapping_add((call.live() && call.has(flag::ACD) && call.answered.get() != 0).into());
        meant |= slot == said.line && call.takes_line();
        true
    });
    (lines, talks) == (said.lines, said.talks) && if lines == 0 { said.line == NO_SLOT } else { meant }
}

/// A pair is two calls that have part in one request.
#[inline(never)]
fn pair(saved: &Saved<'_>, said: &Said) -> bool {
    let [one, other] = said.pair;
    let mut call = Call::EMPTY;
    let mut request = |slot| {
        saved.call(slot, &mut call);
        call.request.get()
    };
    said.pair == [NO_SLOT; 2] || one != other && request(one) != 0 && request(one) == request(other)
}

/// The list of free slots leads through every one of them, and ends at the last.
#[inline(never)]
fn free(saved: &Saved<'_>, said: &Said) -> bool {
    let mut call = Call::EMPTY;
    let (mut slot, mut last) = (said.free.first, NO_SLOT);
    for _ in 0..count(saved, |call| !taken(call)) {
        saved.call(slot, &mut call);
        if usize::from(slot) >= saved.count() || taken(&call) {
            return false;
        }
        (last, slot) = (slot, call.link.get());
    }
    slot == NO_SLOT && last == said.free.last
}

/// The index leads to every call that has a reference, from the bucket of that reference.
#[inline(never)]
fn index(saved: &Saved<'_>, calls: &[Call]) -> bool {
    let mut left = count(saved, |call| call.reference.get() != 0);
    let mut call = Call::EMPTY;
    for bucket in 0..saved.count() as Slot {
        saved.call(bucket, &mut call);
        let mut slot = call.bucket.get();
        while slot != NO_SLOT {
            saved.call(slot, &mut call);
            let here = call.reference.get() != 0 && table::bucket(calls, call.reference.get()) == usize::from(bucket);
            // A chain that comes back to itself would use up more than there are.
            let Some(fewer) = left.checked_sub(1).filter(|_| here) else { return false };
            left = fewer;
            slot = call.next.get();
        }
    }
    left == 0
}
