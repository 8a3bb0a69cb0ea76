//! The fields of each record, in the order of their places: one list for both ways. A record is taken apart whole, so that
//! a new field does not compile until it has a place.

use crate::agent::Agent;
use crate::call::record::Call;
use crate::call::table::Free;
use crate::cause::Cause;
use crate::config::{Policies, way};
use crate::id::CallId;
use crate::storage::{StationState, Wish, flag};
use crate::wire::Wire;

/// Bytes of the station's record.
pub(super) const STATE: usize = CONFIG + 88;
/// Bytes of the configuration, which the station's record begins with.
const CONFIG: usize = 34;
/// Bytes of a call's record.
pub(super) const CALL: usize = 64;

/// The station's record. How much room it has says what it needs.
#[rustfmt::skip]
pub(super) fn state(wire: &mut impl Wire, state: &mut StationState, own: &mut u16) {
    let StationState {
        config, now, due, agent, sequence, heard, ignored, query_due, feature_due, free: Free { first, last }, pair: [one, other], line, lines,
        request, data, own_used, feature_request, feature_wish, features, flags, epoch,
    } = state;
    self::config(wire, config);
    wire.u64s(&mut [now, due]);
    wire.u32s(&mut [sequence, heard, ignored, query_due, feature_due]);
    wire.u16s(&mut [first, last, one, other, line, lines]);
    wire.u16s(&mut [request, data, own, own_used, feature_request]);
    let (mut pending, mut asks) = (feature_wish.code(), feature_wish.asks());
    let timed = *flags & flag::TIMED;
    *flags &= !flag::TIMED;
    wire.u8s(&mut [&mut pending, &mut asks, features, flags, epoch]);
    let wish = Wish::from_codes(pending, asks);
    wire.fits(wish.is_some() && *flags & flag::TIMED == 0);
    *feature_wish = wish.unwrap_or(Wish::NONE);
    *flags |= timed;
    self::agent(wire, agent);
    wire.bit(flags, flag::TIMED);
}

#[rustfmt::skip]
fn config(wire: &mut impl Wire, config: &mut Policies) {
    let Policies { request_timeout, no_answer, auto_answer, wrap_up, recall, without, quirks, mode, wrap_up_wish, ways } = config;
    // The high half of what is missing.
    let mut high = 0;
    wire.u32s(&mut [request_timeout, no_answer, auto_answer, wrap_up, recall, without, &mut high]);
    wire.fits(high == 0);
    wire.u8s(&mut [quirks]);
    wire.bit(ways, way::NO_AUTO_HOLD);
    wire.u8s(&mut [mode, wrap_up_wish]);
    wire.bit(ways, way::LOGIN_READY);
    wire.bit(ways, way::RONA_READY);
}

#[rustfmt::skip]
fn agent(wire: &mut impl Wire, agent: &mut Agent) {
    let Agent {
        due, request_due, reason, pending_reason, asked_reason, request, call, calls, state, pending, before, asked,
    } = agent;
    wire.u32s(&mut [due, request_due]);
    wire.u16s(&mut [reason, pending_reason, asked_reason, request, call, calls]);
    wire.u8s(&mut [state, pending, before, asked]);
}

/// A call's record. The index is saved as it is: among calls that had the same reference, its order says which one the
/// reference means.
#[rustfmt::skip]
pub(super) fn call(wire: &mut impl Wire, call: &mut Call) {
    let mut number = call.id.get().number();
    let mut cause = call.cause.get().0;
    let Call {
        reference, started, cleared, answered, request_due, state_due, digits_due, id, flags, cause: why, request, used, link, bucket,
        next, states, pending, part, parties, epoch, attempt,
    } = call;
    wire.u64s(&mut [reference.get_mut(), started.get_mut(), cleared.get_mut()]);
    wire.u32s(&mut [answered.get_mut(), request_due.get_mut(), state_due.get_mut(), digits_due.get_mut(), &mut number]);
    wire.u16s(&mut [flags.get_mut(), &mut cause, request.get_mut(), used.get_mut(), link.get_mut(), bucket.get_mut(), next.get_mut()]);
    wire.u8s(&mut [states.get_mut(), pending.get_mut(), part.get_mut(), parties.get_mut(), epoch.get_mut(), attempt.get_mut()]);
    id.set(CallId::from_number(number));
    why.set(Cause(cause));
}
