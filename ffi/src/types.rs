//! The plain structs that cross the boundary. All fields are of fixed width; what a kind does not use is 0.

use core::ffi::c_char;
use core::mem::offset_of;

use crate::args::Entries;

/// `answered`, `cleared`, a deadline: not yet, or never.
pub const OFFHOOK_NEVER: u64 = 0xFFFF_FFFF_FFFF_FFFF;
/// The most outputs of one step, and the least room to hand in.
pub const OFFHOOK_MAX_OUTPUTS: usize = 8;
/// The most entries of one input.
pub const OFFHOOK_MAX_ENTRIES: usize = 32;
/// The least `what` of an output that is an event; below are commands.
pub const OFFHOOK_EVENTS: u8 = 64;
/// `offhook_input.input`: time alone.
pub const OFFHOOK_INPUT_TIME: u8 = 0;
/// `offhook_input.input`: a fact from the network.
pub const OFFHOOK_INPUT_SIGNAL: u8 = 1;
/// `offhook_input.input`: a wish of the user or the application.
pub const OFFHOOK_INPUT_REQUEST: u8 = 2;

const _: () = assert!(OFFHOOK_MAX_OUTPUTS == offhook_core::MAX_OUTPUTS);
const _: () = assert!(OFFHOOK_MAX_ENTRIES == offhook_core::trace::MAX_ENTRIES);
const _: () = assert!(OFFHOOK_EVENTS == offhook_core::OutputKind::Call.code());

/// UTF-8 text, without a NUL at its end. Empty: length 0, and any pointer.
///
/// A text given by offhook points into the station's block: it is good until the next call that changes
/// the station.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Text {
    /// The first byte.
    pub data: *const c_char,
    /// The bytes.
    pub len: usize,
}

/// One entry of attached data, or one text of a command.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    /// The application; empty for the call's own.
    pub app: Text,
    /// The key within the application.
    pub key: Text,
    /// The value.
    pub value: Text,
    /// The key's number (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`), or 0 for any other key.
    pub known: u8,
    /// 0.
    pub reserved: [u8; 3],
}

/// Where a codec stopped, and why.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Wrong {
    /// Encoding: the number of the entry, from 0. Decoding, and dialling: the offset in the text.
    pub at: usize,
    /// Why, in English, for a log; it is the library's, for ever.
    pub why: Text,
}

/// One input: all that a signal or a request can say, flat. Zero it, then set what is meant.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct Input<'a> {
    /// Texts and attached data, or `NULL` for none.
    pub entries: Option<&'a Entries>,
    /// Signal: the network's reference of the call, where `call` is 0. A request names its call by `call` alone.
    pub call_reference: u64,
    /// Signal: the network's reference of the other call.
    pub with_reference: u64,
    /// Signal: the reference that the call has from now on; 0 when it stays. A call that this station placed has none before: its
    /// first signal names it by `call`, and brings one.
    pub new_reference: u64,
    /// The call, or 0.
    pub call: u32,
    /// The other call, or 0.
    pub with: u32,
    /// Signal: place in the link's numbering, from 1; 0 when the link does not number.
    pub sequence: u32,
    /// `accepted`, `refused`: number of the request answered, or 0.
    pub request: u16,
    /// Why (`OFFHOOK_CAUSE_*`, or any other number).
    pub cause: u16,
    /// Agent: the reason code.
    pub reason: u16,
    /// `OFFHOOK_INPUT_*`.
    pub input: u8,
    /// `OFFHOOK_SIGNAL_*` or `OFFHOOK_REQUEST_*`.
    pub what: u8,
    /// Signal: 1 + `OFFHOOK_KIND_*`, or 0.
    pub kind: u8,
    /// Signal: 1 when an ACD delivers the call.
    pub acd: u8,
    /// `offered`: number of the attempt.
    pub attempt: u8,
    /// `resync-call`: `OFFHOOK_STATE_*`.
    pub local: u8,
    /// `resync-call`: `OFFHOOK_STATE_*`.
    pub far: u8,
    /// `agent`: `OFFHOOK_AGENT_*`.
    pub agent: u8,
    /// `agent`: 1 + `OFFHOOK_AGENT_*` of the pending state, or 0.
    pub pending: u8,
    /// Features, `queue`: 1 for on or in.
    pub on: u8,
    /// `forward`: `OFFHOOK_FORWARD_*`.
    pub forward: u8,
    /// `consult`: `OFFHOOK_PURPOSE_*`.
    pub purpose: u8,
    /// 0.
    pub reserved: [u8; 2],
}

/// What became of an input.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct Taken {
    /// The call that the input made or named, or 0.
    pub call: u32,
    /// Number of the granted request, or 0.
    pub request: u16,
    /// `OFFHOOK_REFUSED`: why.
    pub cause: u16,
    /// How many outputs were written.
    pub outputs: u32,
}

/// One command for the network (`what` below `OFFHOOK_EVENTS`) or event for the application.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Output {
    /// The network's reference of `call`; for a command about an unknown call, of that one.
    pub reference: u64,
    /// The call.
    pub call: u32,
    /// The other call of the pair, or the call merged into.
    pub other: u32,
    /// Events: running number from 1, without gaps. Commands: 0.
    pub sequence: u32,
    /// Number of the request: to be echoed (commands), or matched (`request-done`, `request-failed`).
    pub request: u16,
    /// Cause or reason.
    pub cause: u16,
    /// `agent`: the reason code.
    pub reason: u16,
    /// `OFFHOOK_COMMAND_*` or `OFFHOOK_EVENT_*`.
    pub what: u8,
    /// `OFFHOOK_REQUEST_*` that was done or failed, or of the feature.
    pub of: u8,
    /// New local state, agent state, or link state. `discrepancy`: the local state said.
    pub state: u8,
    /// New far state. `discrepancy`: the far state said.
    pub far: u8,
    /// Local state, or agent state, before.
    pub was: u8,
    /// Far state before.
    pub was_far: u8,
    /// `agent`: 1 + `OFFHOOK_AGENT_*` of the pending state, or 0.
    pub pending: u8,
    /// `party`: parties now, this station counted. `forward`: `OFFHOOK_FORWARD_*`.
    pub parties: u8,
    /// Features: 1 on, 0 off. `party`: 1 joined, 0 left. `consult`: `OFFHOOK_PURPOSE_*`.
    pub on: u8,
    /// Unused.
    pub reserved: [u8; 5],
}

// The core writes outputs where the caller wants them: the two structs are one.
macro_rules! same_place {
    ($($field:ident)+) => {
        const _: () = {
            assert!(size_of::<Output>() == size_of::<offhook_core::Output>());
            assert!(align_of::<Output>() == align_of::<offhook_core::Output>());
            $(assert!(offset_of!(Output, $field) == offset_of!(offhook_core::Output, $field));)+
        };
    };
}
same_place!(reference call other sequence request cause reason what of state far was was_far pending parties on);

/// A call, as it is now.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Call {
    /// The network's reference.
    pub reference: u64,
    /// When it began.
    pub started: u64,
    /// When it was answered, or `OFFHOOK_NEVER`.
    pub answered: u64,
    /// When it ended, or `OFFHOOK_NEVER`.
    pub cleared: u64,
    /// Its id.
    pub id: u32,
    /// The call bound to it by a consultation, or 0.
    pub bound: u32,
    /// The last cause.
    pub cause: u16,
    /// Number of the pending request, or 0.
    pub request: u16,
    /// `OFFHOOK_STATE_*`.
    pub local: u8,
    /// `OFFHOOK_STATE_*`.
    pub far: u8,
    /// `OFFHOOK_KIND_*`.
    pub kind: u8,
    /// Parties, this station counted.
    pub parties: u8,
    /// 1: something was missed, and a resync is due.
    pub stale: u8,
    /// 1: an ACD delivered it.
    pub acd: u8,
    /// `OFFHOOK_REQUEST_*` that is pending, or 0.
    pub pending: u8,
    /// 0.
    pub reserved: [u8; 5],
}

/// The agent's session.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Agent {
    /// The reason code.
    pub reason: u16,
    /// `OFFHOOK_AGENT_*`.
    pub state: u8,
    /// 1 + `OFFHOOK_AGENT_*` of the pending state, or 0.
    pub pending: u8,
}

/// What an integrator chooses. Zero it, set `struct_size`, then what is meant: zero means the default.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct Config {
    /// `sizeof(struct offhook_config)` of the header that the caller was built with.
    pub struct_size: u32,
    /// How long the network has to answer a request, in ms; 0: 32,000.
    pub request_timeout: u32,
    /// How long a call may alert, in ms; 0: 120,000.
    pub no_answer: u32,
    /// Alerting calls are answered after so many ms; 0: never.
    pub auto_answer: u32,
    /// Wrap-up ends after so many ms; 0: no wrap-up; 0xFFFFFFFF: it has no limit.
    pub wrap_up: u32,
    /// A held call gives a `recall` event each so many ms; 0: never.
    pub recall: u32,
    /// Capabilities that this switch lacks: bit *n* is `OFFHOOK_REQUEST_*` *n*.
    pub without: u64,
    /// Bit *n* is `OFFHOOK_QUIRK_*` *n*.
    pub quirks: u8,
    /// 1: an active call is not held to make way for another; the request is refused.
    pub no_auto_hold: u8,
    /// `OFFHOOK_MODE_*`.
    pub mode: u8,
    /// `OFFHOOK_WRAP_UP_WISH_*`.
    pub wrap_up_wish: u8,
    /// 1: an agent is `ready` after log-in.
    pub login_ready: u8,
    /// 1: an agent who did not answer stays `ready`.
    pub rona_ready: u8,
    /// 0.
    pub reserved: [u8; 2],
}

/// What an interrupt saw. The numbers mean what the firmware wants them to.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Edge {
    /// Where it comes from.
    pub source: u8,
    /// Which key, pin or line of that source.
    pub code: u8,
    /// What it is now.
    pub value: u16,
}
