//! The fields of each record, in the order of their places: one list for both ways. What a record is of is taken apart
//! whole, so that a new field does not compile until it has a place.

use super::Begin;
use crate::config::Config;
use crate::id::{CallId, Which};
use crate::request::{Request, RequestKind};
use crate::signal::{Signal, SignalKind};
use crate::state::{AgentState, CallKind, ForwardKind, Purpose, State};
use crate::wire::Wire;

/// What every record begins with, behind its length.
pub(super) fn head(wire: &mut impl Wire, tag: &mut u8, station: &mut u16, now: &mut u64) {
    wire.u8s(&mut [tag]);
    wire.zero();
    wire.u16s(&mut [station]);
    wire.u64s(&mut [now]);
}

/// How a station is made.
#[rustfmt::skip]
pub(super) fn begin(wire: &mut impl Wire, begin: &mut Begin) {
    let Begin { calls, data, own, config } = begin;
    let Config {
        request_timeout, no_answer, auto_answer, wrap_up, recall, without, quirks, no_auto_hold, mode, wrap_up_wish, login_ready, rona_ready,
        reserved: [one, other],
    } = config;
    wire.u16s(&mut [calls, data, own]);
    wire.zero();
    wire.zero();
    wire.u32s(&mut [request_timeout, no_answer, auto_answer, wrap_up, recall]);
    wire.u64s(&mut [without]);
    wire.u8s(&mut [quirks, no_auto_hold, mode, wrap_up_wish, login_ready, rona_ready, one, other]);
}

/// A signal, but for its entries.
#[rustfmt::skip]
pub(super) fn signal(wire: &mut impl Wire, signal: &mut Signal<'_>) {
    let Signal {
        what, call, with, reference, sequence, request, cause, reason, kind, acd, attempt, local, far, agent, pending, on, forward, entries: _,
    } = signal;
    let Which { id: call, reference: call_reference } = call;
    let Which { id: with, reference: with_reference } = with;
    wire.u64s(&mut [call_reference, with_reference, reference]);
    id(wire, call);
    id(wire, with);
    wire.u32s(&mut [sequence]);
    wire.u16s(&mut [request, &mut cause.0, reason]);
    wire.word(what, SignalKind::code, SignalKind::from_code);
    wire.optional(kind, CallKind::code, CallKind::from_code);
    wire.switch(acd);
    wire.u8s(&mut [attempt]);
    wire.word(local, State::code, State::from_code);
    wire.word(far, State::code, State::from_code);
    wire.word(agent, AgentState::code, AgentState::from_code);
    wire.optional(pending, AgentState::code, AgentState::from_code);
    wire.switch(on);
    wire.word(forward, ForwardKind::code, ForwardKind::from_code);
}

/// A request, but for its entries.
#[rustfmt::skip]
pub(super) fn request(wire: &mut impl Wire, request: &mut Request<'_>) {
    let Request { what, call, with, cause, purpose, on, forward, reason, entries: _ } = request;
    id(wire, call);
    id(wire, with);
    wire.u16s(&mut [&mut cause.0, reason]);
    wire.word(what, RequestKind::code, RequestKind::from_code);
    wire.word(purpose, Purpose::code, Purpose::from_code);
    wire.switch(on);
    wire.word(forward, ForwardKind::code, ForwardKind::from_code);
}

fn id(wire: &mut impl Wire, id: &mut CallId) {
    let mut number = id.number();
    wire.u32s(&mut [&mut number]);
    *id = CallId::from_number(number);
}
