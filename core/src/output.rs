//! Outputs: commands for the network, then events for the application. Values with ids, no pointers.

use crate::call::sides::Sides;
use crate::cause::Cause;
use crate::id::CallId;
use crate::list::list;
use crate::request::RequestKind;
use crate::state::{AgentState, State};

/// The most outputs that one step gives, and the least room a caller hands in.
pub const MAX_OUTPUTS: usize = 8;

list! {
    /// What an output is. 1 to 63 are commands for the network, 64 and up events for the application.
    OutputKind {
        /// Place `call`. Key `DNIS`: where to; without it, dial tone.
        CmdMakeCall = 1 "make-call",
        /// Dial in `call`. Text `digits`.
        CmdDial = 2 "dial",
        /// Answer `call`.
        CmdAnswer = 3 "answer",
        /// Turn `call` away for `cause`. `call` is none for an offer that found no slot: see `reference`.
        CmdReject = 4 "reject",
        /// Send `call` to another place. Text `to`.
        CmdDeflect = 5 "deflect",
        /// Hold `call`.
        CmdHold = 6 "hold",
        /// Take `call` back.
        CmdRetrieve = 7 "retrieve",
        /// Hold `call` and take `other`.
        CmdAlternate = 8 "alternate",
        /// Hold `call` where it is connected, and place `other`. Key `DNIS`: where to; the purpose is in `on`.
        CmdConsult = 9 "consult",
        /// Clear the consultation `call` and take its primary `other` back.
        CmdReconnect = 10 "reconnect",
        /// Join the far parties of `call` and its consultation `other`.
        CmdTransfer = 11 "transfer",
        /// Send the far party of `call` on. Text `to`.
        CmdBlindTransfer = 12 "blind-transfer",
        /// Make one call of `call` and its consultation `other`.
        CmdConference = 13 "conference",
        /// Bring a party into `call`. Text `to`.
        CmdAddParty = 14 "add-party",
        /// Take a party out of `call`. Text `party`.
        CmdDropParty = 15 "drop-party",
        /// Send digits in `call`. Text `digits`.
        CmdDtmf = 16 "dtmf",
        /// Leave `call` at a place. Text `to`.
        CmdPark = 17 "park",
        /// Fetch a call into `call`. Text `of` or `group`, or neither.
        CmdPickup = 18 "pickup",
        /// Hang `call` up.
        CmdClear = 19 "clear",
        /// Data of `call` changed here: the entries of this request.
        CmdData = 20 "data",
        /// Log the agent in. Texts `agent`, `queue`, `skills`.
        CmdLogIn = 22 "log-in",
        /// Log the agent out. Text `queue`; `reason`.
        CmdLogOut = 23 "log-out",
        /// The agent wants calls.
        CmdReady = 24 "ready",
        /// The agent wants none. `reason`.
        CmdNotReady = 25 "not-ready",
        /// The agent works on after the call.
        CmdWrapUp = 26 "wrap-up",
        /// Set (`on`) or cancel forwarding; its kind is in `parties`. Text `to`.
        CmdForward = 27 "forward",
        /// Do-not-disturb: `on`.
        CmdDoNotDisturb = 28 "do-not-disturb",
        /// Message waiting: `on`.
        CmdMessageWaiting = 29 "message-waiting",
        /// Microphone mute: `on`.
        CmdMute = 30 "mute",
        /// This station decided the agent's state.
        CmdAgent = 40 "agent",
        /// Say what is true of `call`, or of the unknown call `reference`.
        CmdQuery = 41 "query",
        /// List every call (`resync-begin`, `resync-call`…, `resync-end`).
        CmdResync = 42 "resync",

        /// The states of `call` changed.
        Call = 64 "call",
        /// `call` is over; nothing more is said of it.
        Ended = 65 "ended",
        /// `call` became part of `other`.
        Merged = 66 "merged",
        /// A party joined (`on`) or left: key `Party`.
        Party = 67 "party",
        /// The network's reference, or the far party, of `call` changed.
        Reference = 68 "reference",
        /// Attached data of `call` changed.
        Data = 69 "data",
        /// A request was carried out; `other` is the other call that had a part in it.
        RequestDone = 70 "request-done",
        /// A request came to nothing, for `cause`; `other` as in `request-done`.
        RequestFailed = 71 "request-failed",
        /// The agent's state changed.
        Agent = 72 "agent",
        /// What is allowed may have changed; ask.
        Actions = 73 "actions",
        /// The network said what could not be (`was`, then `state`); it was believed.
        Discrepancy = 74 "discrepancy",
        /// The link: see [`Link`].
        Link = 75 "link",
        /// `call` is still held.
        Recall = 76 "recall",
        /// An offer found no slot and was turned away.
        RejectedBusy = 77 "rejected-busy",
        /// A station feature changed.
        Feature = 78 "feature",
    }
}

impl OutputKind {
    /// Whether this is a command for the network.
    pub const fn is_command(self) -> bool {
        self.code() < Self::Call.code()
    }
}

list! {
    /// What a `link` event says (in `state`).
    Link {
        /// The link is lost; what is known is stale.
        Down = 0 "down",
        /// The link is back; what is known is still stale.
        Up = 1 "up",
        /// Something was missed; what is known is stale.
        Stale = 2 "stale",
        /// A resync has made everything true again.
        Fresh = 3 "fresh",
    }
}

/// One command or event. Plain and flat: what a kind does not use is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(C)]
pub struct Output {
    /// The network's reference of `call`; for a command about an unknown call, of that one.
    pub reference: u64,
    /// The call.
    pub call: CallId,
    /// The other call of the pair, or the call merged into.
    pub other: CallId,
    /// Events: running number from 1, without gaps. Commands: 0.
    pub sequence: u32,
    /// Number of the request: in a command to be echoed, in `request-done` and `request-failed` to be matched.
    pub request: u16,
    /// Cause or reason.
    pub cause: Cause,
    /// `agent`: the reason code.
    pub reason: u16,
    /// What it is.
    pub what: OutputKind,
    /// Code of the [`RequestKind`](crate::RequestKind) that was done or failed, or of the feature's.
    pub of: u8,
    /// New local state, agent state, or [`Link`] (their codes). `discrepancy`: the local state said.
    pub state: u8,
    /// New far state. `discrepancy`: the far state said.
    pub far: u8,
    /// Local state, or agent state, before.
    pub was: u8,
    /// Far state before.
    pub was_far: u8,
    /// `agent`: 1 + code of the pending state, or 0.
    pub pending: u8,
    /// `party`: parties now, this station counted. `forward`: the kind.
    pub parties: u8,
    /// Features: 1 on, 0 off. `party`: 1 joined, 0 left. `consult`: the purpose.
    pub on: u8,
}

impl Output {
    /// Where the output tells the states of a connection: the local one.
    pub const fn local_state(&self) -> Option<State> {
        if self.tells_states() { State::from_code(self.state) } else { None }
    }

    /// Where the output tells the states of a connection: the far one.
    pub const fn far_state(&self) -> Option<State> {
        if self.tells_states() { State::from_code(self.far) } else { None }
    }

    /// The agent's state, in an `agent` event or command.
    pub const fn agent_state(&self) -> Option<AgentState> {
        match self.what {
            OutputKind::Agent | OutputKind::CmdAgent => AgentState::from_code(self.state),
            _ => None,
        }
    }

    /// The request that was done or failed, or the feature's.
    pub const fn request_kind(&self) -> Option<RequestKind> {
        match self.what {
            OutputKind::RequestDone | OutputKind::RequestFailed | OutputKind::Feature => {
                RequestKind::from_code(self.of)
            }
            _ => None,
        }
    }

    const fn tells_states(&self) -> bool {
        matches!(self.what, OutputKind::Call | OutputKind::Discrepancy)
    }

    /// The sides of a connection that moved, or that were said to.
    pub(crate) fn moves(&mut self, was: Sides, to: Sides) {
        (self.state, self.far) = (to.local().code(), to.far().code());
        (self.was, self.was_far) = (was.local().code(), was.far().code());
    }

    /// An output that says only what it is.
    pub const fn new(what: OutputKind) -> Self {
        Self {
            reference: 0,
            call: CallId::NONE,
            other: CallId::NONE,
            sequence: 0,
            request: 0,
            cause: Cause::NONE,
            reason: 0,
            what,
            of: 0,
            state: 0,
            far: 0,
            was: 0,
            was_far: 0,
            pending: 0,
            parties: 0,
            on: 0,
        }
    }
}
