//! The fields of each record, in the order of their places: one list for both ways. A record is taken apart whole, so that
//! a new field does not compile until it has a place.

use crate::agent::Agent;
use crate::call::record::Call;
use crate::call::table::Free;
use crate::cause::Cause;
use crate::config::{Policies, way};
use crate::id::CallId;
use crate::storage::{State, Wish, flag};

/// Bytes of the station's record.
pub(super) const STATE: usize = CONFIG + 88;
/// Bytes of the configuration, which the station's record begins with.
const CONFIG: usize = 34;
/// Bytes of a call's record.
pub(super) const CALL: usize = 64;

/// A direction: fields are put into bytes, or taken out of them.
pub(super) trait Wire {
    /// The next bytes; a field that is put has these.
    fn next<const N: usize>(&mut self, field: [u8; N]) -> [u8; N];

    /// A value that came is one that its field can hold, or not.
    fn fits(&mut self, _fits: bool) {}

    /// A bit of a field, as a byte of its own that is 0 or 1.
    fn bit(&mut self, field: &mut u8, bit: u8) {
        let [set] = self.next([u8::from(*field & bit != 0)]);
        self.fits(set <= 1);
        *field = *field & !bit | if set == 0 { 0 } else { bit };
    }

    fn u8s(&mut self, fields: &mut [&mut u8]) {
        for field in fields {
            [**field] = self.next([**field]);
        }
    }

    fn u16s(&mut self, fields: &mut [&mut u16]) {
        for field in fields {
            **field = u16::from_le_bytes(self.next(field.to_le_bytes()));
        }
    }

    fn u32s(&mut self, fields: &mut [&mut u32]) {
        for field in fields {
            **field = u32::from_le_bytes(self.next(field.to_le_bytes()));
        }
    }

    fn u64s(&mut self, fields: &mut [&mut u64]) {
        for field in fields {
            **field = u64::from_le_bytes(self.next(field.to_le_bytes()));
        }
    }
}

/// Puts fields into bytes, which are as many as are put.
pub(super) struct Put<'b> {
    rest: &'b mut [u8],
}

impl<'b> Put<'b> {
    pub fn new(room: &'b mut [u8]) -> Self {
        Self { rest: room }
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        if let Some((to, rest)) = core::mem::take(&mut self.rest).split_at_mut_checked(bytes.len()) {
            crate::bytes::copy(to, bytes);
            self.rest = rest;
        }
    }

    /// What a section begins with.
    pub fn section(&mut self, mut number: u32, length: usize) {
        self.u32s(&mut [&mut number, &mut (length as u32)]);
    }
}

impl Wire for Put<'_> {
    fn next<const N: usize>(&mut self, field: [u8; N]) -> [u8; N] {
        self.bytes(&field);
        field
    }
}

/// Takes fields out of bytes; where there are none left, they are 0.
pub(super) struct Take<'b> {
    rest: &'b [u8],
    /// Every value was one that its field can hold.
    pub fits: bool,
}

impl<'b> Take<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, fits: true }
    }

    pub fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.next([0; 4]))
    }
}

impl Wire for Take<'_> {
    fn next<const N: usize>(&mut self, _: [u8; N]) -> [u8; N] {
        let Some((field, rest)) = self.rest.split_first_chunk::<N>() else { return [0; N] };
        self.rest = rest;
        *field
    }

    fn fits(&mut self, fits: bool) {
        self.fits &= fits;
    }
}

/// The station's record. How much room it has says what it needs.
#[rustfmt::skip]
pub(super) fn state(wire: &mut impl Wire, state: &mut State, own: &mut u16) {
    let State {
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
