//! Which arguments each signal, request, command and event takes.

use offhook::{OutputKind, RequestKind, SignalKind};

/// Whether a call has to be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// It has to be.
    Needed,
    /// It may be.
    Optional,
    /// There is none to name.
    Never,
}

/// What one kind of statement takes.
#[derive(Clone, Copy, Debug)]
pub struct Takes {
    /// The call.
    pub call: Call,
    /// The names of its arguments.
    pub keys: &'static [&'static str],
    /// Whether whatever is no argument is an entry of data.
    pub data: bool,
}

impl Takes {
    const fn call(keys: &'static [&'static str]) -> Self {
        Self { call: Call::Needed, keys, data: false }
    }

    const fn station(keys: &'static [&'static str]) -> Self {
        Self { call: Call::Never, keys, data: false }
    }

    const fn or_none(mut self) -> Self {
        self.call = Call::Optional;
        self
    }

    const fn and_data(mut self) -> Self {
        self.data = true;
        self
    }
}

/// Arguments of every signal.
pub const EVERY_SIGNAL: &[&str] = &["cause", "sequence"];

/// What a signal takes, besides [`EVERY_SIGNAL`].
pub const fn signal(what: SignalKind) -> Takes {
    use SignalKind as S;
    const OFFER: &[&str] =
        &["ref", "kind", "from", "to", "redirected", "external", "original", "other", "presentation", "acd", "attempt"];
    match what {
        S::Offered | S::Established => Takes::call(OFFER),
        S::Originated => Takes::call(&["ref", "kind", "from", "to", "external", "original"]),
        S::Initiated => Takes::call(&["ref", "kind"]),
        S::Delivered => Takes::call(&["ref", "to"]),
        S::Transferred => Takes::call(&["ref", "with"]),
        S::Conferenced => Takes::call(&["ref", "with", "party"]),
        S::PartyJoined | S::PartyLeft => Takes::call(&["ref", "party"]),
        S::Reference => Takes::call(&["ref", "other", "external"]),
        S::Data => Takes::call(&["ref"]).and_data(),
        S::Accepted | S::Refused => Takes::call(&["ref", "request"]).or_none(),
        S::Queued
        | S::Held
        | S::Retrieved
        | S::FarHeld
        | S::FarRetrieved
        | S::Failed
        | S::FarCleared
        | S::Cleared
        | S::Diverted => Takes::call(&["ref"]),
        S::ResyncCall => Takes::call(&[
            "ref",
            "local",
            "far",
            "kind",
            "from",
            "to",
            "redirected",
            "external",
            "original",
            "other",
            "presentation",
            "acd",
            "party",
        ]),
        S::Agent => Takes::station(&["state", "reason", "pending"]),
        S::Queue => Takes::station(&["name", "logged"]),
        S::LinkDown | S::LinkUp | S::ResyncBegin | S::ResyncEnd => Takes::station(&[]),
        S::Forward => Takes::station(&["kind", "to", "state"]),
        S::DoNotDisturb | S::MessageWaiting | S::Mute => Takes::station(&["state"]),
    }
}

/// What a request takes.
pub const fn request(what: RequestKind) -> Takes {
    use RequestKind as R;
    match what {
        R::MakeCall => Takes::station(&["to"]),
        R::Pickup => Takes::station(&["of", "group"]),
        R::Dial | R::Dtmf => Takes::call(&["digits"]),
        R::Answer | R::Hold | R::Retrieve | R::Reconnect | R::Transfer | R::Conference => Takes::call(&[]),
        R::Alternate => Takes::call(&["with"]),
        R::Reject | R::Clear => Takes::call(&["cause"]),
        R::Deflect | R::BlindTransfer | R::AddParty | R::Park => Takes::call(&["to"]),
        R::Consult => Takes::call(&["to", "purpose"]),
        R::DropParty => Takes::call(&["party"]),
        R::Attach | R::Detach => Takes::call(&[]).and_data(),
        R::LogIn => Takes::station(&["agent", "queue", "skills"]),
        R::LogOut => Takes::station(&["queue", "reason"]),
        R::NotReady => Takes::station(&["reason"]),
        R::Ready | R::WrapUp => Takes::station(&[]),
        R::Forward => Takes::station(&["kind", "to", "state"]),
        R::DoNotDisturb | R::MessageWaiting | R::Mute => Takes::station(&["state"]),
        R::CallBack | R::CampOn | R::Monitor | R::PredictiveCall | R::Record => Takes::call(&["to"]).or_none(),
    }
}

/// Whether `as NAME` may follow the request.
pub const fn makes_a_call(what: RequestKind) -> bool {
    matches!(what, RequestKind::MakeCall | RequestKind::Consult | RequestKind::Pickup)
}

/// Keys of every command.
pub const EVERY_COMMAND: &[&str] = &["request", "ref", "cause"];
/// Keys of every event.
pub const EVERY_EVENT: &[&str] = &["sequence", "ref", "cause"];

/// What a command or event can be asked for, besides [`EVERY_COMMAND`] or [`EVERY_EVENT`].
pub const fn output(what: OutputKind) -> Takes {
    use OutputKind as W;
    let takes = match what {
        W::CmdMakeCall | W::CmdDeflect | W::CmdBlindTransfer | W::CmdAddParty | W::CmdPark => Takes::call(&["to"]),
        W::CmdConsult => Takes::call(&["to", "purpose", "other"]),
        W::CmdDial | W::CmdDtmf => Takes::call(&["digits"]),
        W::CmdPickup => Takes::call(&["of", "group"]),
        W::CmdDropParty => Takes::call(&["party"]),
        W::CmdAlternate | W::CmdReconnect | W::CmdTransfer | W::CmdConference => Takes::call(&["other"]),
        W::CmdData | W::Data => Takes::call(&[]).and_data(),
        W::CmdLogIn => Takes::call(&["agent", "queue", "skills"]),
        W::CmdLogOut => Takes::call(&["queue", "reason"]),
        W::CmdNotReady => Takes::call(&["reason"]),
        W::CmdForward => Takes::call(&["kind", "to", "state"]),
        W::CmdDoNotDisturb | W::CmdMessageWaiting | W::CmdMute => Takes::call(&["state"]),
        W::CmdAgent => Takes::call(&["state", "reason", "pending", "was"]),
        W::Call => Takes::call(&["local", "far", "was-local", "was-far"]),
        W::Merged => Takes::call(&["into"]),
        W::Party => Takes::call(&["joined", "left", "parties"]),
        W::Reference => Takes::call(&["other", "external"]),
        W::RequestDone | W::RequestFailed => Takes::call(&["what", "reason", "request"]),
        W::Agent => Takes::call(&["state", "reason", "pending", "was"]),
        W::Discrepancy => Takes::call(&["was", "said", "was-far", "said-far", "what"]),
        W::Link => Takes::call(&["state"]),
        W::Feature => Takes::call(&["what", "state", "kind", "to"]),
        W::CmdAnswer
        | W::CmdReject
        | W::CmdHold
        | W::CmdRetrieve
        | W::CmdClear
        | W::CmdReady
        | W::CmdWrapUp
        | W::CmdQuery
        | W::CmdResync
        | W::Ended
        | W::Actions
        | W::Recall
        | W::RejectedBusy => Takes::call(&[]),
    };
    takes.or_none()
}
