//! Signals: facts from the network. A fact is never refused; at worst it is believed and called a
//! discrepancy.

use crate::cause::Cause;
use crate::data::Entry;
use crate::id::Which;
use crate::list::list;
use crate::state::{AgentState, CallKind, ForwardKind, State};

list! {
    /// What the network says.
    SignalKind {
        /// Service is being asked for: dial tone, or a prompt.
        Initiated = 1 "initiated",
        /// A call is presented here. Keys `ANI`, `DNIS` and the like.
        Offered = 2 "offered",
        /// The network took the call that this station makes, and calls it the new reference.
        Originated = 3 "originated",
        /// The far party is being alerted.
        Delivered = 4 "delivered",
        /// The call waits in a queue.
        Queued = 5 "queued",
        /// Answered.
        Established = 6 "established",
        /// Held by this station.
        Held = 7 "held",
        /// Taken back by this station.
        Retrieved = 8 "retrieved",
        /// The far party holds.
        FarHeld = 9 "far-held",
        /// The far party took the call back.
        FarRetrieved = 10 "far-retrieved",
        /// An attempt was given up.
        Failed = 11 "failed",
        /// The far party left and this connection stays.
        FarCleared = 12 "far-cleared",
        /// This connection is gone.
        Cleared = 13 "cleared",
        /// The call went to another place.
        Diverted = 14 "diverted",
        /// This station transferred the call and has left it; `with`: the other call.
        Transferred = 15 "transferred",
        /// Two calls became one; `with`: the other. Keys `Party`: everybody else in it.
        Conferenced = 16 "conferenced",
        /// A party came in. Key `Party`.
        PartyJoined = 17 "party-joined",
        /// A party left. Key `Party`.
        PartyLeft = 18 "party-left",
        /// The network calls this call, or its far party, something else from now on.
        Reference = 19 "reference",
        /// Attached data set by the network: the entries.
        Data = 20 "data",
        /// A request was taken: `request`, or the oldest of the call.
        Accepted = 21 "accepted",
        /// A request was refused, for `cause`: `request`, or the oldest of the call.
        Refused = 22 "refused",
        /// The agent's state: `agent`, `reason`, `pending`.
        Agent = 23 "agent",
        /// The agent is in (`on`) or out of a queue. Text `queue`.
        Queue = 24 "queue",
        /// The link to the network is lost.
        LinkDown = 25 "link-down",
        /// The link is back.
        LinkUp = 26 "link-up",
        /// A list of all calls begins.
        ResyncBegin = 27 "resync-begin",
        /// One call of the list: `local`, `far`, `kind`. Keys as of a call offered.
        ResyncCall = 28 "resync-call",
        /// The list is whole.
        ResyncEnd = 29 "resync-end",
        /// Forwarding of the kind `forward` is set (`on`) or cancelled. Text `to`.
        Forward = 30 "forward",
        /// Do-not-disturb is on or off: `on`.
        DoNotDisturb = 31 "do-not-disturb",
        /// The message-waiting lamp is on or off.
        MessageWaiting = 32 "message-waiting",
        /// The microphone is mute or not.
        Mute = 33 "mute",
    }
}

/// One fact. Plain and flat: what a kind does not use stays at its default ([`Signal::new`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Signal<'a> {
    /// What is said.
    pub what: SignalKind,
    /// Of which call.
    pub call: Which,
    /// `transferred`, `conferenced`: the other call.
    pub with: Which,
    /// The reference that the call has from now on; 0 when it stays.
    pub reference: u64,
    /// Place in the link's numbering, from 1; 0 when the link does not number.
    pub sequence: u32,
    /// `accepted`, `refused`: the number of the request that is answered; 0 when it is not echoed.
    pub request: u16,
    /// Why.
    pub cause: Cause,
    /// Kind of the call, where it is said.
    pub kind: Option<CallKind>,
    /// Delivered by an ACD.
    pub acd: bool,
    /// `offered`: number of the attempt; a higher one makes an offer with a known reference new.
    pub attempt: u8,
    /// `resync-call`: the local state.
    pub local: State,
    /// `resync-call`: the far state.
    pub far: State,
    /// `agent`: the state.
    pub agent: AgentState,
    /// `agent`: the pending next state, where there is one.
    pub pending: Option<AgentState>,
    /// `agent`: the reason code.
    pub reason: u16,
    /// Features, `queue`: on or in. `data`: the entries are removed, and not set.
    pub on: bool,
    /// `forward`: which.
    pub forward: ForwardKind,
    /// Texts and data: numbers of parties under [`Known`](crate::data::Known) keys, data of applications.
    pub entries: &'a [Entry<'a>],
}

impl Signal<'_> {
    /// A signal of this kind that says nothing more.
    pub const fn new(what: SignalKind) -> Self {
        Self {
            what,
            call: Which::NONE,
            with: Which::NONE,
            reference: 0,
            sequence: 0,
            request: 0,
            cause: Cause::NONE,
            kind: None,
            acd: false,
            attempt: 0,
            local: State::Null,
            far: State::Null,
            agent: AgentState::LoggedOut,
            pending: None,
            reason: 0,
            on: false,
            forward: ForwardKind::Immediate,
            entries: &[],
        }
    }
}
