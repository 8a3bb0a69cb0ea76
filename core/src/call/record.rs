//! What is remembered of a call: 64 bytes, no text, no pointer.

use core::cell::Cell;

use super::sides::Sides;
use crate::cause::Cause;
use crate::id::CallId;
use crate::request::RequestKind;
use crate::state::{CallKind, Purpose, State};

/// A slot's number; [`NO_SLOT`] is none.
pub(crate) type Slot = u16;
/// No slot.
pub(crate) const NO_SLOT: Slot = Slot::MAX;

/// One call record. The integrator gives the memory; what is inside is read through
/// [`Station::call`](crate::Station::call).
///
/// The fields are cells: a step has several records in hand at once (the call, the one it is bound to, the one that
/// makes way), and which of them are the same is known only when it runs. So a rule fetches a record once, and hands it on.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(C)]
pub struct Call {
    /// The network's reference, 0 for none. It stays after the end, until the slot is used again.
    pub(crate) reference: Cell<u64>,
    /// When the call began.
    pub(crate) started: Cell<u64>,
    /// When it ended.
    pub(crate) cleared: Cell<u64>,
    /// 1 + milliseconds from the beginning to the answer; 0: not answered.
    pub(crate) answered: Cell<u32>,
    /// Deadline of the pending request; deadlines are the low 32 bits of a time.
    pub(crate) request_due: Cell<u32>,
    /// Deadline of the state: no answer while alerting, recall while held.
    pub(crate) state_due: Cell<u32>,
    /// Deadline of the digits that wait for an answer.
    pub(crate) digits_due: Cell<u32>,
    /// Our id; its generation grows when the slot is used again.
    pub(crate) id: Cell<CallId>,
    /// [`flag`] bits, the kind and the purpose.
    pub(crate) flags: Cell<u16>,
    /// The last cause.
    pub(crate) cause: Cell<Cause>,
    /// Number of the pending request.
    pub(crate) request: Cell<u16>,
    /// Bytes of data in use.
    pub(crate) used: Cell<u16>,
    /// While it lives: the call it is bound to. Afterwards: the slot that was freed next.
    pub(crate) link: Cell<Slot>,
    /// Index: the first slot of the bucket with this slot's number.
    pub(crate) bucket: Cell<Slot>,
    /// Index: the next slot of the bucket that this call is in.
    pub(crate) next: Cell<Slot>,
    /// `far << 4 | local`.
    pub(crate) states: Cell<u8>,
    /// Code of the pending request, 0 for none.
    pub(crate) pending: Cell<u8>,
    /// Code of the request whose row says when this call's part of it is done.
    pub(crate) part: Cell<u8>,
    /// Parties, this station counted.
    pub(crate) parties: Cell<u8>,
    /// The station's epoch when the network last listed or made the call; another one: stale.
    pub(crate) epoch: Cell<u8>,
    /// Attempt of the offer.
    pub(crate) attempt: Cell<u8>,
}

const _: () = assert!(size_of::<Call>() <= 64);

/// Bits of [`Call::flags`].
pub(crate) mod flag {
    /// The kind.
    pub const KIND: u16 = 0b11;
    /// Where the purpose begins.
    pub const PURPOSE_SHIFT: u32 = 2;
    /// The purpose.
    pub const PURPOSE: u16 = 0b11 << PURPOSE_SHIFT;
    /// Delivered by an ACD.
    pub const ACD: u16 = 1 << 4;
    /// The network prompts this device to go off hook.
    pub const PROMPTED: u16 = 1 << 5;
    /// The far party was there and left.
    pub const FAR_GONE: u16 = 1 << 6;
    /// The pending request named this call.
    pub const LEAD: u16 = 1 << 7;
    /// This call's part of the pending request waits for the other call's; nothing was sent.
    pub const STAGED: u16 = 1 << 8;
    /// This call's part of the pending request is done.
    pub const PART_DONE: u16 = 1 << 9;
    /// Without a pending request: a `failed` has just ended one, and its repeat says nothing.
    pub const FAILURE_TOLD: u16 = PART_DONE;
    /// A request of this station made the call, and the network has not taken it yet.
    pub const MAKING: u16 = 1 << 10;
    /// `state_due` counts.
    pub const STATE_TIMER: u16 = 1 << 11;
    /// The automatic answer is still to come.
    pub const AUTO_ANSWER: u16 = 1 << 12;
    /// With [`ENDING`]: the call becomes part of the one that it is bound to.
    pub const MERGING: u16 = AUTO_ANSWER;
    /// `digits_due` counts.
    pub const DIGITS_TIMER: u16 = 1 << 13;
    /// The call is over; answers to its requests are still to be told.
    pub const ENDING: u16 = 1 << 14;
    /// This station placed the call.
    pub const OUTGOING: u16 = 1 << 15;
}

impl Call {
    /// A slot that no call has used.
    #[allow(clippy::declare_interior_mutable_const, reason = "each use is a record of its own, as is meant")]
    pub const EMPTY: Self = Self {
        reference: Cell::new(0),
        started: Cell::new(0),
        cleared: Cell::new(0),
        answered: Cell::new(0),
        request_due: Cell::new(0),
        state_due: Cell::new(0),
        digits_due: Cell::new(0),
        id: Cell::new(CallId::NONE),
        flags: Cell::new(0),
        cause: Cell::new(Cause::NONE),
        request: Cell::new(0),
        used: Cell::new(0),
        link: Cell::new(NO_SLOT),
        bucket: Cell::new(NO_SLOT),
        next: Cell::new(NO_SLOT),
        states: Cell::new(0),
        pending: Cell::new(0),
        part: Cell::new(0),
        parties: Cell::new(0),
        epoch: Cell::new(0),
        attempt: Cell::new(0),
    };

    /// Where the record lies among the others.
    pub(crate) fn slot(&self) -> Slot {
        self.id.get().slot() as Slot
    }

    pub(crate) fn local(&self) -> State {
        State::from_bits(self.states.get())
    }

    pub(crate) fn far(&self) -> State {
        State::from_bits(self.states.get() >> 4)
    }

    pub(crate) fn sides(&self) -> Sides {
        Sides::from_bits(self.states.get())
    }

    pub(crate) fn has(&self, flag: u16) -> bool {
        self.flags.get() & flag != 0
    }

    pub(crate) fn raise(&self, flags: u16) {
        self.flags.set(self.flags.get() | flags);
    }

    pub(crate) fn lower(&self, flags: u16) {
        self.flags.set(self.flags.get() & !flags);
    }

    pub(crate) fn kind(&self) -> CallKind {
        match self.flags.get() & flag::KIND {
            0 => CallKind::Inbound,
            1 => CallKind::Outbound,
            2 => CallKind::Internal,
            _ => CallKind::Consult,
        }
    }

    pub(crate) fn set_kind(&self, kind: CallKind) {
        self.flags.set(self.flags.get() & !flag::KIND | kind.code() as u16);
    }

    pub(crate) fn is_consult(&self) -> bool {
        self.flags.get() & flag::KIND == flag::KIND
    }

    /// The purpose, as its code.
    pub(crate) fn purpose(&self) -> u8 {
        ((self.flags.get() & flag::PURPOSE) >> flag::PURPOSE_SHIFT) as u8
    }

    pub(crate) fn set_purpose(&self, purpose: Purpose) {
        self.flags.set(self.flags.get() & !flag::PURPOSE | (purpose.code() as u16) << flag::PURPOSE_SHIFT);
    }

    /// Whether the call lives.
    pub(crate) fn live(&self) -> bool {
        self.states.get() & 7 != 0
    }

    /// Whether the call lives, and its end is not still to be told.
    pub(crate) fn there(&self) -> bool {
        self.live() && !self.has(flag::ENDING)
    }

    /// Whether the call takes the station's line: connected, and the far party neither failed nor gone.
    pub(crate) fn takes_line(&self) -> bool {
        self.local() == State::Connected && self.far() != State::Failed && !self.has(flag::FAR_GONE)
    }

    /// The pending request.
    pub(crate) fn pending(&self) -> Option<RequestKind> {
        RequestKind::from_code(self.pending.get())
    }

    /// Whether this is the pending request.
    pub(crate) fn awaits(&self, what: RequestKind) -> bool {
        self.pending.get() == what.code()
    }

    /// Whether this request's row says when the call's part is done.
    pub(crate) fn plays(&self, part: RequestKind) -> bool {
        self.part.get() == part.code()
    }
}

impl core::fmt::Debug for Call {
    /// The fields' values, without their cells.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        macro_rules! fields {
            ($($field:ident)+) => {{
                let Self { $($field),+ } = self;
                f.debug_struct("Call")$(.field(stringify!($field), &$field.get()))+.finish()
            }};
        }
        fields!(reference started cleared answered request_due state_due digits_due id flags cause request used link bucket next
            states pending part parties epoch attempt)
    }
}

impl Default for Call {
    fn default() -> Self {
        Self::EMPTY
    }
}

/// A call as the application sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct CallInfo {
    /// Our id.
    pub id: CallId,
    /// The network's reference, 0 for none.
    pub reference: u64,
    /// Local state; `null` when the call has ended.
    pub local: State,
    /// Far state.
    pub far: State,
    /// What it is to this station.
    pub kind: CallKind,
    /// The last cause.
    pub cause: Cause,
    /// The other call of the consultation, or none.
    pub bound: CallId,
    /// Parties, this station counted.
    pub parties: u8,
    /// Whether the link was lost, or something missed, since the network last listed the call.
    pub stale: bool,
    /// Delivered by an ACD.
    pub acd: bool,
    /// When it began, in milliseconds.
    pub started: u64,
    /// When it was answered.
    pub answered: Option<u64>,
    /// When it ended.
    pub cleared: Option<u64>,
    /// The pending request.
    pub pending: Option<RequestKind>,
    /// Its number, or 0.
    pub request: u16,
}
