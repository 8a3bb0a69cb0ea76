//! The tables, written out once more.

use offhook::config::{NO_ANSWER, REQUEST_TIMEOUT};
use offhook::{Config, Known, Mode, RequestKind as R, SignalKind as K, State as S};

/// The request time-out that holds.
pub fn request_timeout(config: &Config) -> u32 {
    if config.request_timeout == 0 { REQUEST_TIMEOUT } else { config.request_timeout }
}

/// The no-answer limit that holds.
pub fn no_answer(config: &Config) -> u32 {
    if config.no_answer == 0 { NO_ANSWER } else { config.no_answer }
}

/// What a signal makes of local and far state.
pub fn moved(said: K, local: S, far: S) -> Option<(S, S)> {
    let taking_part = matches!(local, S::Connected | S::Held);
    Some(match said {
        K::Initiated => (S::Initiated, S::Null),
        K::Offered => (S::Alerting, S::Connected),
        K::Originated => (S::Connected, S::Null),
        K::Delivered => (local, S::Alerting),
        K::Queued if taking_part => (local, S::Queued),
        K::Queued if local == S::Failed => (local, far),
        K::Queued => (S::Queued, far),
        K::Established if local == S::Held => (S::Held, S::Connected),
        K::Established => (S::Connected, S::Connected),
        K::Held => (S::Held, far),
        K::Retrieved => (S::Connected, far),
        K::FarHeld => (local, S::Held),
        K::FarRetrieved => (local, S::Connected),
        K::Failed if taking_part => (local, S::Failed),
        K::Failed if local == S::Initiated => (S::Failed, far),
        K::Failed => (local, far),
        K::FarCleared => (local, S::Null),
        K::Cleared | K::Diverted | K::Transferred => (S::Null, S::Null),
        K::Conferenced => (S::Connected, S::Unknown),
        _ => return None,
    })
}

/// Whether a signal makes a call where there is none.
pub fn makes(said: K) -> bool {
    matches!(said, K::Initiated | K::Offered | K::Originated | K::Established)
}

pub use offhook_desk::invariants::may_move;

/// What `accepted` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// Done, as this signal would say.
    As(K),
    /// Under way.
    UnderWay,
}

/// One request: where it is allowed, what says that it is done, what `accepted` means.
pub struct Row {
    /// Local states; none: it names no call.
    pub from: &'static [S],
    /// The signals.
    pub done: &'static [K],
    /// The acknowledgement.
    pub accepted: Accepted,
}

/// The request's row.
pub fn row(what: R) -> Option<Row> {
    use Accepted::{As, UnderWay};
    const ANY: &[S] = &[S::Initiated, S::Alerting, S::Connected, S::Held, S::Queued, S::Failed];
    const MADE: &[K] = &[K::Originated, K::Delivered, K::Queued, K::Established];
    const GONE: &[K] = &[K::Cleared, K::Diverted, K::Transferred];
    let (from, done, accepted): (&[S], &[K], Accepted) = match what {
        R::MakeCall => (&[], MADE, UnderWay),
        R::Dial => (&[S::Initiated], MADE, UnderWay),
        R::Answer => (&[S::Alerting, S::Queued, S::Initiated], &[K::Established, K::Originated], As(K::Established)),
        R::Reject => (&[S::Alerting], &[K::Cleared], As(K::Cleared)),
        R::Deflect => (&[S::Alerting, S::Queued], &[K::Diverted], UnderWay),
        R::Hold => (&[S::Connected], &[K::Held], As(K::Held)),
        R::Retrieve => (&[S::Held], &[K::Retrieved, K::Established], As(K::Retrieved)),
        R::Alternate => (
            &[S::Connected, S::Held, S::Alerting, S::Queued],
            &[K::Held, K::Retrieved, K::Established],
            As(K::Retrieved),
        ),
        R::Consult => (&[S::Connected, S::Held], MADE, UnderWay),
        R::Reconnect => (ANY, &[K::Cleared, K::Retrieved], UnderWay),
        R::Transfer => (ANY, &[K::Transferred], UnderWay),
        R::BlindTransfer => (&[S::Connected, S::Alerting, S::Held, S::Queued, S::Failed], &[K::Transferred], UnderWay),
        R::Conference => (ANY, &[K::Conferenced], UnderWay),
        R::AddParty => (&[S::Connected], &[K::PartyJoined], UnderWay),
        R::DropParty => (ANY, &[K::PartyLeft], UnderWay),
        R::Dtmf => (&[S::Connected], &[], UnderWay),
        R::Park => (&[S::Connected, S::Held], &[K::Cleared], UnderWay),
        R::Pickup => (&[], &[K::Established], UnderWay),
        R::Clear => (ANY, GONE, As(K::Cleared)),
        R::Attach | R::Detach => (ANY, &[], UnderWay),
        R::LogIn | R::LogOut | R::Ready | R::NotReady | R::WrapUp => (&[], &[K::Agent], UnderWay),
        R::Forward | R::DoNotDisturb | R::MessageWaiting | R::Mute => (&[], &[], UnderWay),
        R::CallBack | R::CampOn | R::Monitor | R::PredictiveCall | R::Record => return None,
    };
    Some(Row { from, done, accepted })
}

/// Whether the telephony mode includes a request.
pub fn in_mode(mode: u8, what: R) -> bool {
    match Mode::from_code(mode) {
        Some(Mode::Simple) => matches!(what, R::Attach | R::Detach | R::LogIn),
        Some(Mode::SimpleAgent) => {
            matches!(what, R::Attach | R::Detach | R::LogIn | R::LogOut | R::Ready | R::NotReady | R::WrapUp)
        }
        _ => true,
    }
}

/// Whether `failed` is about what was asked for, and leaves the call as it was.
pub fn fails_alone(what: R) -> bool {
    use R::{AddParty, BlindTransfer, Conference, Deflect, DropParty, Park, Reconnect, Transfer};
    matches!(what, Reconnect | Transfer | BlindTransfer | Conference | AddParty | DropParty | Deflect | Park)
}

/// Whether the request makes a call.
pub fn makes_call(what: R) -> bool {
    matches!(what, R::MakeCall | R::Dial | R::Consult | R::Pickup)
}

/// The text that a request carries.
pub fn text_of(what: R) -> Option<Known> {
    Some(match what {
        R::MakeCall | R::Consult | R::Deflect | R::BlindTransfer | R::AddParty | R::Park => Known::To,
        R::Dial | R::Dtmf => Known::Digits,
        R::DropParty => Known::Dropped,
        R::Pickup => Known::Of,
        _ => return None,
    })
}
