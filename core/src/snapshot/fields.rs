//! The fields of each record, in the order of their places: one list for both ways.

use crate::agent::Agent;
use crate::call::record::Call;
use crate::config::Config;
use crate::id::CallId;
use crate::storage::State;

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

    fn u8(&mut self, field: &mut u8) {
        [*field] = self.next([*field]);
    }

    fn u16(&mut self, field: &mut u16) {
        *field = u16::from_le_bytes(self.next(field.to_le_bytes()));
    }

    fn u32(&mut self, field: &mut u32) {
        *field = u32::from_le_bytes(self.next(field.to_le_bytes()));
    }

    fn u64(&mut self, field: &mut u64) {
        *field = u64::from_le_bytes(self.next(field.to_le_bytes()));
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
            to.copy_from_slice(bytes);
            self.rest = rest;
        }
    }

    /// What a section begins with.
    pub fn section(&mut self, mut number: u32, length: usize) {
        self.u32(&mut number);
        self.u32(&mut (length as u32));
    }
}

impl Wire for Put<'_> {
    fn next<const N: usize>(&mut self, field: [u8; N]) -> [u8; N] {
        self.bytes(&field);
        field
    }
}

/// Takes fields out of bytes; where there are none left, they are 0.
pub(super) struct Take<'b>(pub &'b [u8]);

impl Take<'_> {
    pub fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.next([0; 4]))
    }
}

impl Wire for Take<'_> {
    fn next<const N: usize>(&mut self, _: [u8; N]) -> [u8; N] {
        let Some((field, rest)) = self.0.split_first_chunk::<N>() else { return [0; N] };
        self.0 = rest;
        *field
    }
}

/// The configuration alone, out of the station's record.
pub(super) fn config_of(station: &[u8]) -> Config {
    let mut config = Config::default();
    self::config(&mut Take(station), &mut config);
    config
}

/// The station's record. How much room it has says what it needs.
pub(super) fn state(wire: &mut impl Wire, state: &mut State) {
    config(wire, &mut state.config);
    wire.u64(&mut state.now);
    wire.u64(&mut state.due);
    wire.u32(&mut state.sequence);
    wire.u32(&mut state.heard);
    wire.u32(&mut state.ignored);
    wire.u32(&mut state.query_due);
    wire.u32(&mut state.feature_due);
    wire.u16(&mut state.free.first);
    wire.u16(&mut state.free.last);
    let [one, other] = &mut state.pair;
    wire.u16(one);
    wire.u16(other);
    wire.u16(&mut state.line);
    wire.u16(&mut state.lines);
    wire.u16(&mut state.request);
    wire.u16(&mut state.data);
    wire.u16(&mut state.own);
    wire.u16(&mut state.own_used);
    wire.u16(&mut state.feature_request);
    wire.u8(&mut state.feature_pending);
    wire.u8(&mut state.feature_wish);
    wire.u8(&mut state.features);
    wire.u8(&mut state.flags);
    wire.u8(&mut state.epoch);
    agent(wire, &mut state.agent);
}

fn config(wire: &mut impl Wire, config: &mut Config) {
    wire.u32(&mut config.request_timeout);
    wire.u32(&mut config.no_answer);
    wire.u32(&mut config.auto_answer);
    wire.u32(&mut config.wrap_up);
    wire.u32(&mut config.recall);
    wire.u64(&mut config.without);
    wire.u8(&mut config.quirks);
    wire.u8(&mut config.no_auto_hold);
    wire.u8(&mut config.mode);
    wire.u8(&mut config.wrap_up_wish);
    wire.u8(&mut config.login_ready);
    wire.u8(&mut config.rona_ready);
}

fn agent(wire: &mut impl Wire, agent: &mut Agent) {
    wire.u32(&mut agent.due);
    wire.u32(&mut agent.request_due);
    wire.u16(&mut agent.reason);
    wire.u16(&mut agent.pending_reason);
    wire.u16(&mut agent.asked_reason);
    wire.u16(&mut agent.request);
    wire.u16(&mut agent.call);
    wire.u16(&mut agent.calls);
    wire.u8(&mut agent.state);
    wire.u8(&mut agent.pending);
    wire.u8(&mut agent.before);
    wire.u8(&mut agent.asked);
    wire.u8(&mut agent.timed);
}

/// A call's record. The index is saved as it is: among calls that had the same reference, its order says which one the
/// reference means.
pub(super) fn call(wire: &mut impl Wire, call: &mut Call) {
    wire.u64(&mut call.reference);
    wire.u64(&mut call.started);
    wire.u64(&mut call.cleared);
    wire.u32(&mut call.answered);
    wire.u32(&mut call.request_due);
    wire.u32(&mut call.state_due);
    wire.u32(&mut call.digits_due);
    let mut id = call.id.number();
    wire.u32(&mut id);
    call.id = CallId::from_number(id);
    wire.u16(&mut call.flags);
    wire.u16(&mut call.cause.0);
    wire.u16(&mut call.request);
    wire.u16(&mut call.used);
    wire.u16(&mut call.link);
    wire.u16(&mut call.bucket);
    wire.u16(&mut call.next);
    wire.u8(&mut call.states);
    wire.u8(&mut call.pending);
    wire.u8(&mut call.part);
    wire.u8(&mut call.parties);
    wire.u8(&mut call.epoch);
    wire.u8(&mut call.attempt);
}
