//! What a phone is in the middle of: the column of the key table.

use crate::call::record::{Call, CallInfo};
use crate::id::CallId;
use crate::list::list;
use crate::request::RequestKind as R;
use crate::state::State as S;
use crate::station::Station;

list! {
    /// What the phone is in the middle of, as its user would say it. The *active* call is the one in the user's ear.
    Situation {
        /// No call.
        Idle = 0 "idle",
        /// A call is offered, and none is active.
        Ringing = 1 "ringing",
        /// Calls are held, and none is active or offered.
        Holding = 2 "holding",
        /// Dial tone, or dialling.
        Dialling = 3 "dialling",
        /// Dialled, and not answered.
        Calling = 4 "calling",
        /// Talking.
        Talking = 5 "talking",
        /// Talking while another call is offered or held.
        Waiting = 6 "waiting",
        /// Talking to two or more.
        Conference = 7 "conference",
        /// The active call came to nothing, or its far party left: busy tone.
        Failed = 8 "failed",
        /// Dial tone of a consultation.
        ConsultDialling = 9 "consult-dialling",
        /// The consultation is dialled, and not answered.
        ConsultCalling = 10 "consult-calling",
        /// Talking to one side of a consultation.
        Consulted = 11 "consulted",
        /// The consultation came to nothing.
        ConsultFailed = 12 "consult-failed",
    }
}

impl Situation {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Whether the active call is a dial tone or a busy tone: nobody is lost when it makes way.
    pub(super) const fn makes_way(self) -> bool {
        matches!(self, Self::Dialling | Self::Failed | Self::ConsultDialling | Self::ConsultFailed)
    }

    /// Whether digits are collected for the active call.
    pub(super) const fn dials(self) -> bool {
        matches!(self, Self::Dialling | Self::ConsultDialling)
    }
}

/// The calls that a key can mean, and the situation that they make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Scene {
    /// What the phone is in the middle of.
    pub situation: Situation,
    /// The call in the user's ear.
    pub active: CallId,
    /// The call that is offered longest.
    pub offered: CallId,
    /// The held call that is meant when none is named: the one that was active last, else the oldest.
    pub held: CallId,
}

impl Scene {
    /// Looks at a station. `last` is the call that was active last, where that is known.
    pub fn of(station: &Station<'_>, last: CallId) -> Self {
        let (mut active, mut offered, mut held): (Option<&Call>, Option<&Call>, Option<&Call>) = (None, None, None);
        let older = |kept: Option<&Call>, call: &Call| kept.is_none_or(|kept| call.started.get() < kept.started.get());
        for call in station.records() {
            match call.local() {
                S::Alerting | S::Queued if older(offered, call) => offered = Some(call),
                S::Held if held.is_some_and(|held| held.id.get() == last) => {}
                S::Held if call.id.get() == last || older(held, call) => held = Some(call),
                S::Alerting | S::Queued | S::Held => {}
                _ if active.is_none_or(|kept| weight(call) > weight(kept)) => active = Some(call),
                _ => {}
            }
        }
        let id = |call: Option<&Call>| call.map_or(CallId::NONE, |call| call.id.get());
        let waits = offered.is_some() || held.is_some();
        let situation = match active {
            Some(call) => of_active(call, !station.bound(call).is_none(), waits),
            None if offered.is_some() => Situation::Ringing,
            None if held.is_some() => Situation::Holding,
            None => Situation::Idle,
        };
        Self { situation, active: id(active), offered: id(offered), held: id(held) }
    }
}

/// Which of several calls is in the ear: who talks before who dials before who hears a busy tone. A call that is being left
/// for another one, or hung up, is not: what is typed now is not for it.
fn weight(call: &Call) -> u8 {
    match (call.local(), call.pending()) {
        (_, Some(R::Clear)) => 1,
        _ if has_failed(call) => 2,
        (S::Initiated, _) => 4,
        (_, Some(R::Consult | R::MakeCall | R::Pickup)) => 3,
        _ => 5,
    }
}

/// Whether nothing more can come of an active call.
pub(super) fn is_over(call: &CallInfo) -> bool {
    nothing_comes(call.local, call.far, call.answered.is_some())
}

/// The same of a call's record.
pub(super) fn has_failed(call: &Call) -> bool {
    nothing_comes(call.local(), call.far(), call.answered.get() != 0)
}

fn nothing_comes(local: S, far: S, answered: bool) -> bool {
    local == S::Failed || far == S::Failed || far == S::Null && answered
}

fn of_active(call: &Call, consults: bool, waits: bool) -> Situation {
    let by = |plain, consulting| if consults { consulting } else { plain };
    match (call.local(), call.far()) {
        _ if has_failed(call) => by(Situation::Failed, Situation::ConsultFailed),
        (S::Initiated, _) => by(Situation::Dialling, Situation::ConsultDialling),
        (_, S::Null | S::Alerting | S::Queued) => by(Situation::Calling, Situation::ConsultCalling),
        _ if consults => Situation::Consulted,
        _ if call.parties.get() > 2 => Situation::Conference,
        _ if waits => Situation::Waiting,
        _ => Situation::Talking,
    }
}
