//! Requests: wishes of the user or the application. A wish may be refused, and then nothing changed.

use crate::cause::Cause;
use crate::data::Entry;
use crate::id::CallId;
use crate::list::list;
use crate::state::{ForwardKind, Purpose};

list! {
    /// What is wished for. The same words name the commands that a granted request becomes.
    RequestKind {
        /// Place a call. Text `to`: where to; without it, dial tone.
        MakeCall = 1 "make-call",
        /// Dial after dial tone. Text `digits`.
        Dial = 2 "dial",
        /// Answer.
        Answer = 3 "answer",
        /// Turn an offered call away, for `cause`.
        Reject = 4 "reject",
        /// Send an offered call to another place. Text `to`.
        Deflect = 5 "deflect",
        /// Hold.
        Hold = 6 "hold",
        /// Take a held call back.
        Retrieve = 7 "retrieve",
        /// Swap the active and the other call, which `with` names where more than one could be meant.
        Alternate = 8 "alternate",
        /// Call somebody on behalf of a call. Text `to`; `purpose`.
        Consult = 9 "consult",
        /// Give the consultation up and go back.
        Reconnect = 10 "reconnect",
        /// Join the two far parties and leave.
        Transfer = 11 "transfer",
        /// Send the far party on without a consultation. Text `to`.
        BlindTransfer = 12 "blind-transfer",
        /// Make one call of the two.
        Conference = 13 "conference",
        /// Bring a party in without a consultation. Text `to`.
        AddParty = 14 "add-party",
        /// Take a party out. Text `party`, not the key of that name.
        DropParty = 15 "drop-party",
        /// Send digits in a call. Text `digits`.
        Dtmf = 16 "dtmf",
        /// Leave the call at a place. Text `to`.
        Park = 17 "park",
        /// Fetch a call. Text `of`: from there, or text `group`: of that pickup group; without, of one's own.
        Pickup = 18 "pickup",
        /// Hang up.
        Clear = 19 "clear",
        /// Set attached data: the entries.
        Attach = 20 "attach",
        /// Remove attached data: the keys of the entries.
        Detach = 21 "detach",
        /// Log the agent in, or into one more queue. Texts `agent`, `queue`, `skills`.
        LogIn = 22 "log-in",
        /// Log the agent out, or out of one queue. Text `queue`; `reason`.
        LogOut = 23 "log-out",
        /// Take ACD calls.
        Ready = 24 "ready",
        /// Take none. `reason`.
        NotReady = 25 "not-ready",
        /// After-call work.
        WrapUp = 26 "wrap-up",
        /// Set (`on`) or cancel forwarding of the kind `forward`. Text `to`.
        Forward = 27 "forward",
        /// Do-not-disturb on or off: `on`.
        DoNotDisturb = 28 "do-not-disturb",
        /// Message-waiting on or off: `on`.
        MessageWaiting = 29 "message-waiting",
        /// Microphone mute on or off: `on`.
        Mute = 30 "mute",
        /// Call back when free: not in this version.
        CallBack = 31 "call-back",
        /// Camp on a busy party: not in this version.
        CampOn = 32 "camp-on",
        /// Listen in: not in this version.
        Monitor = 33 "monitor",
        /// Predictive dialling: not in this version.
        PredictiveCall = 34 "predictive-call",
        /// Recording: not in this version.
        Record = 35 "record",
    }
}

/// One wish. Plain and flat: what a kind does not use stays at its default ([`Request::new`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Request<'a> {
    /// What is wished for.
    pub what: RequestKind,
    /// Of which call.
    pub call: CallId,
    /// `alternate`: the other call, where more than one could be meant.
    pub with: CallId,
    /// `reject`, `clear`: why.
    pub cause: Cause,
    /// `consult`: what for.
    pub purpose: Purpose,
    /// Features: on or off.
    pub on: bool,
    /// `forward`: which.
    pub forward: ForwardKind,
    /// `not-ready`, `log-out`: the reason code.
    pub reason: u16,
    /// Texts (`to=`, `digits=`, `party=`, …) under [`Known`](crate::data::Known) keys, and attached data.
    pub entries: &'a [Entry<'a>],
}

impl Request<'_> {
    /// A request of this kind that says nothing more.
    pub const fn new(what: RequestKind) -> Self {
        Self {
            what,
            call: CallId::NONE,
            with: CallId::NONE,
            cause: Cause::NONE,
            purpose: Purpose::Any,
            on: false,
            forward: ForwardKind::Immediate,
            reason: 0,
            entries: &[],
        }
    }
}
