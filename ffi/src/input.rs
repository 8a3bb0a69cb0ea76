//! Inputs, flat as C has them and as the core has them. Every code is a checked number.

use offhook_core::{
    AgentState, CallId, CallKind, Cause, ForwardKind, Purpose, Request, RequestKind, Signal, SignalKind, State, Which,
};

use crate::args;
use crate::status::{OFFHOOK_MISUSE_CODE, Status};
use crate::types::{Input, OFFHOOK_INPUT_REQUEST, OFFHOOK_INPUT_SIGNAL};

/// The signal that an input says.
pub(crate) fn signal<'a>(input: &'a Input<'_>) -> Result<Signal<'a>, Status> {
    let mut signal = Signal::new(SignalKind::Initiated);
    fill(&mut signal, input)?;
    Ok(signal)
}

/// The same, written where the signal lies.
#[inline]
pub(crate) fn fill<'a>(signal: &mut Signal<'a>, input: &'a Input<'_>) -> Result<(), Status> {
    let which = |id, reference| Which { id: CallId::from_number(id), reference };
    signal.what = word(SignalKind::from_code(input.what))?;
    signal.entries = args::entries(input.entries)?;
    signal.call = which(input.call, input.call_reference);
    signal.with = which(input.with, input.with_reference);
    signal.reference = input.new_reference;
    signal.sequence = input.sequence;
    signal.request = input.request;
    signal.cause = Cause(input.cause);
    signal.reason = input.reason;
    // Most signals say none of these: one comparison of eight bytes.
    let Input { kind, acd, attempt, local, far, agent, pending, on, forward, reserved: [r0, r1], .. } = *input;
    if u64::from_ne_bytes([kind, acd, attempt, local, far, agent, pending, on]) != 0 || forward | r0 | r1 != 0 {
        seldom(signal, input)?;
    }
    Ok(())
}

#[inline(never)]
fn seldom(signal: &mut Signal<'_>, input: &Input<'_>) -> Result<(), Status> {
    signal.kind = optional(input.kind, CallKind::from_code)?;
    signal.acd = switch(input.acd)?;
    signal.attempt = input.attempt;
    signal.local = word(State::from_code(input.local))?;
    signal.far = word(State::from_code(input.far))?;
    signal.agent = word(AgentState::from_code(input.agent))?;
    signal.pending = optional(input.pending, AgentState::from_code)?;
    signal.on = switch(input.on)?;
    signal.forward = word(ForwardKind::from_code(input.forward))?;
    unused(input)
}

/// The request that an input says.
#[inline]
pub(crate) fn request<'a>(input: &'a Input<'_>) -> Result<Request<'a>, Status> {
    unused(input)?;
    Ok(Request {
        what: word(RequestKind::from_code(input.what))?,
        call: CallId::from_number(input.call),
        with: CallId::from_number(input.with),
        cause: Cause(input.cause),
        purpose: word(Purpose::from_code(input.purpose))?,
        on: switch(input.on)?,
        forward: word(ForwardKind::from_code(input.forward))?,
        reason: input.reason,
        entries: args::entries(input.entries)?,
    })
}

/// Writes the input that says the same as this signal; its entries lie elsewhere.
#[inline(never)]
pub(crate) fn from_signal(input: &mut Input<'_>, signal: &Signal<'_>) {
    *input = Input {
        call_reference: signal.call.reference,
        with_reference: signal.with.reference,
        new_reference: signal.reference,
        call: signal.call.id.number(),
        with: signal.with.id.number(),
        sequence: signal.sequence,
        request: signal.request,
        cause: signal.cause.0,
        reason: signal.reason,
        input: OFFHOOK_INPUT_SIGNAL,
        what: signal.what.code(),
        kind: signal.kind.map_or(0, |kind| kind.code().wrapping_add(1)),
        acd: signal.acd.into(),
        attempt: signal.attempt,
        local: signal.local.code(),
        far: signal.far.code(),
        agent: signal.agent.code(),
        pending: signal.pending.map_or(0, |state| state.code().wrapping_add(1)),
        on: signal.on.into(),
        forward: signal.forward.code(),
        ..Input::default()
    };
}

/// Writes the input that says the same as this request; its entries lie elsewhere.
#[inline(never)]
pub(crate) fn from_request(input: &mut Input<'_>, request: &Request<'_>) {
    *input = Input {
        call: request.call.number(),
        with: request.with.number(),
        cause: request.cause.0,
        reason: request.reason,
        input: OFFHOOK_INPUT_REQUEST,
        what: request.what.code(),
        on: request.on.into(),
        forward: request.forward.code(),
        purpose: request.purpose.code(),
        ..Input::default()
    };
}

/// What no version uses yet has to be 0, so that it may be used one day.
pub(crate) fn unused(input: &Input<'_>) -> Result<(), Status> {
    if input.reserved == [0; 2] { Ok(()) } else { Err(OFFHOOK_MISUSE_CODE) }
}

fn word<T>(word: Option<T>) -> Result<T, Status> {
    word.ok_or(OFFHOOK_MISUSE_CODE)
}

/// 1 + code, or 0.
fn optional<T>(code: u8, from_code: impl FnOnce(u8) -> Option<T>) -> Result<Option<T>, Status> {
    match code.checked_sub(1) {
        None => Ok(None),
        Some(code) => word(from_code(code)).map(Some),
    }
}

/// 1 or 0.
pub(crate) fn switch(code: u8) -> Result<bool, Status> {
    match code {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(OFFHOOK_MISUSE_CODE),
    }
}
