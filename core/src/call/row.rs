//! The rules of a connection as data: a row for every signal, a row for every request.
//!
//! Everything else asks these rows: the step, the allowed actions, the printed tables and the exchange.

use crate::config::Mode;
use crate::data::Known;
use crate::request::RequestKind as R;
use crate::signal::SignalKind as S;
use crate::state::State;

/// Where a signal moves a side of the connection, for each state that the local side is in: four bits a state,
/// from `null` on; the highest of them says that the side stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Moves(u32);

const KEEP: Moves = Moves(0x8888_8888);
const STAYS: u32 = 8;

impl Moves {
    /// The state that follows when the local state is `local` and this side's is `was`.
    pub const fn after(self, local: State, was: State) -> State {
        match self.given(local) {
            Some(state) => state,
            None => was,
        }
    }

    /// The state that follows, where the side does not stay as it is.
    pub const fn given(self, local: State) -> Option<State> {
        let bits = self.0.wrapping_shr(4u32.wrapping_mul(local.code() as u32));
        if bits & STAYS == 0 { Some(State::from_bits(bits as u8)) } else { None }
    }

    const fn of(states: [Option<State>; 7]) -> Self {
        let mut moves = STAYS;
        let mut rest: &[Option<State>] = &states;
        while let [others @ .., last] = rest {
            let bits = match last {
                Some(state) => state.code() as u32,
                None => STAYS,
            };
            moves = moves << 4 | bits;
            rest = others;
        }
        Self(moves)
    }
}

const fn to(state: State) -> Moves {
    Moves(0x1111_1111u32.wrapping_mul(state.code() as u32))
}

/// A signal's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct SignalRow {
    /// The local state that follows.
    pub local: Moves,
    /// The far state that follows.
    pub far: Moves,
    /// Whether the signal makes a call where there is none.
    pub makes: bool,
}

const fn moves(local: Moves, far: Moves) -> Option<SignalRow> {
    Some(SignalRow { local, far, makes: false })
}

const fn makes(local: State, far: State) -> Option<SignalRow> {
    Some(SignalRow { local: to(local), far: to(far), makes: true })
}

/// The row of a signal; `None` where the signal is not about the states of one call.
pub const fn signal(what: S) -> Option<SignalRow> {
    use State::{Alerting, Connected, Failed, Held, Initiated, Null, Queued, Unknown};
    const C: Option<State> = Some(Connected);
    const Q: Option<State> = Some(Queued);
    const F: Option<State> = Some(Failed);
    const ESTABLISHED: Moves = Moves::of([C, C, C, C, Some(Held), C, C]);
    match what {
        S::Initiated => makes(Initiated, Null),
        S::Offered => makes(Alerting, Connected),
        S::Originated => makes(Connected, Null),
        S::Delivered => moves(KEEP, to(Alerting)),
        // In the order null, initiated, alerting, connected, held, queued, failed.
        S::Queued => moves(Moves::of([Q, Q, Q, None, None, Q, None]), Moves::of([None, None, None, Q, Q, None, None])),
        S::Established => Some(SignalRow { local: ESTABLISHED, far: to(Connected), makes: true }),
        S::Held => moves(to(Held), KEEP),
        S::Retrieved => moves(to(Connected), KEEP),
        S::FarHeld => moves(KEEP, to(Held)),
        S::FarRetrieved => moves(KEEP, to(Connected)),
        S::Failed => {
            moves(Moves::of([None, F, None, None, None, None, None]), Moves::of([None, None, None, F, F, None, None]))
        }
        S::FarCleared => moves(KEEP, to(Null)),
        S::Cleared | S::Diverted | S::Transferred => moves(to(Null), to(Null)),
        S::Conferenced => moves(to(Connected), to(Unknown)),
        S::PartyJoined | S::PartyLeft | S::Reference | S::Data => moves(KEEP, KEEP),
        S::Accepted
        | S::Refused
        | S::Agent
        | S::Queue
        | S::LinkDown
        | S::LinkUp
        | S::ResyncBegin
        | S::ResyncCall
        | S::ResyncEnd
        | S::Forward
        | S::DoNotDisturb
        | S::MessageWaiting
        | S::Mute => None,
    }
}

/// Whether a connection may move so: the confirmed cells of CSTA's matrix, and what the rows of `queued`
/// say. Anything else is believed and called a discrepancy.
pub const fn legal(from: State, to: State) -> bool {
    use State::{Alerting, Connected, Failed, Held, Initiated, Null, Queued, Unknown};
    match (from, to) {
        (_, Null) => true,
        (Null, Held) => false,
        (Null, _) => true,
        (Initiated, Connected | Failed | Queued) => true,
        (Alerting, Connected | Queued) => true,
        (Connected, Held | Failed | Queued) => true,
        (Held, Connected | Queued) => true,
        (Queued, Alerting | Connected) => true,
        (Initiated | Alerting | Connected | Held | Queued | Failed | Unknown, _) => from.code() == to.code(),
    }
}

/// A set of local states: bit *n* is the state with the number *n*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct States(pub u8);

impl States {
    const fn of(states: &[State]) -> Self {
        let mut bits = 0;
        let mut rest = states;
        while let [first, others @ ..] = rest {
            bits |= 1u8.wrapping_shl(first.code() as u32);
            rest = others;
        }
        Self(bits)
    }

    /// Whether the state is one of them.
    pub const fn has(self, state: State) -> bool {
        self.0 & 1u8.wrapping_shl(state.code() as u32) != 0
    }
}

/// A set of signals: bit *n* is the signal with the number *n*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Signals(pub u64);

impl Signals {
    const fn of(signals: &[S]) -> Self {
        let mut bits = 0;
        let mut rest = signals;
        while let [first, others @ ..] = rest {
            bits |= 1u64.wrapping_shl(first.code() as u32);
            rest = others;
        }
        Self(bits)
    }

    /// Whether the signal is one of them.
    pub const fn has(self, signal: S) -> bool {
        self.0 & 1u64.wrapping_shl(signal.code() as u32) != 0
    }
}

/// What an `accepted` means for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Ack {
    /// It is done, as this signal would say.
    Completes(S),
    /// It is under way: the time-out starts once more.
    UnderWay,
    /// It is done, and no state changes.
    Done,
}

/// What a request needs besides the state of its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// The line: no other call is connected, or auto-hold makes way.
    Line,
    /// The line, and a free slot: the request makes a call.
    LineAndSlot,
    /// No consultation yet, and a free slot.
    Consultation,
    /// A pair of calls, one connected and one held, alerting or queued.
    Swap,
    /// A consultation.
    Bound,
    /// A consultation whose primary is held and whose own call is connected, the far party alerting or connected.
    Ripe,
    /// As ripe, and the far party answered.
    RipeAnswered,
    /// A conference that has the party.
    Party,
}

/// A request's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct RequestRow {
    /// Local states of its call in which it is allowed; empty where no call is named.
    pub from: States,
    /// What else it needs.
    pub needs: Needs,
    /// Signals that say it is done.
    pub done: Signals,
    /// What an `accepted` means.
    pub ack: Ack,
    /// The least mode that includes it.
    pub mode: Mode,
}

/// The rows, by number.
static REQUESTS: [Option<RequestRow>; R::ALL.len() + 1] = {
    let mut rows = [None; R::ALL.len() + 1];
    let mut rest = R::ALL;
    while let [what, others @ ..] = rest {
        if let Some((_, [row, ..])) = rows.split_at_mut_checked(what.code() as usize) {
            *row = request_row(*what);
        }
        rest = others;
    }
    rows
};

/// The row of a request; `None` for what this version refuses as `unsupported`.
pub fn request(what: R) -> Option<&'static RequestRow> {
    REQUESTS.get(what.code() as usize)?.as_ref()
}

const fn request_row(what: R) -> Option<RequestRow> {
    use State::{Alerting, Connected, Failed, Held, Initiated, Queued};
    const NO_CALL: &[State] = &[];
    const ANY: &[State] = &[Initiated, Alerting, Connected, Held, Queued, Failed];
    const MADE: &[S] = &[S::Originated, S::Delivered, S::Queued, S::Established];
    const GONE: &[S] = &[S::Cleared, S::Diverted, S::Transferred];
    const fn row(from: &[State], needs: Needs, done: &[S], ack: Ack) -> Option<RequestRow> {
        Some(RequestRow { from: States::of(from), needs, done: Signals::of(done), ack, mode: Mode::Full })
    }
    const fn open(mode: Mode, from: &[State], done: &[S], ack: Ack) -> Option<RequestRow> {
        Some(RequestRow { from: States::of(from), needs: Needs::Nothing, done: Signals::of(done), ack, mode })
    }
    use Ack::{Completes, Done, UnderWay};
    use Needs::{Bound, Consultation, Line, LineAndSlot, Nothing, Party, Ripe, RipeAnswered, Swap};
    match what {
        R::MakeCall => row(NO_CALL, LineAndSlot, MADE, UnderWay),
        R::Dial => row(&[Initiated], Nothing, MADE, UnderWay),
        R::Answer => {
            row(&[Alerting, Queued, Initiated], Line, &[S::Established, S::Originated], Completes(S::Established))
        }
        R::Reject => row(&[Alerting], Nothing, &[S::Cleared], Completes(S::Cleared)),
        R::Deflect => row(&[Alerting, Queued], Nothing, &[S::Diverted], UnderWay),
        R::Hold => row(&[Connected], Nothing, &[S::Held], Completes(S::Held)),
        R::Retrieve => row(&[Held], Line, &[S::Retrieved, S::Established], Completes(S::Retrieved)),
        R::Alternate => row(
            &[Connected, Held, Alerting, Queued],
            Swap,
            &[S::Held, S::Retrieved, S::Established],
            Completes(S::Retrieved),
        ),
        R::Consult => row(&[Connected, Held], Consultation, MADE, UnderWay),
        R::Reconnect => row(ANY, Bound, &[S::Cleared, S::Retrieved], UnderWay),
        R::Transfer => row(ANY, Ripe, &[S::Transferred], UnderWay),
        R::BlindTransfer => row(&[Connected, Alerting, Held, Queued, Failed], Nothing, &[S::Transferred], UnderWay),
        R::Conference => row(ANY, RipeAnswered, &[S::Conferenced], UnderWay),
        R::AddParty => row(&[Connected], Nothing, &[S::PartyJoined], UnderWay),
        R::DropParty => row(ANY, Party, &[S::PartyLeft], UnderWay),
        R::Dtmf => row(&[Connected], Nothing, &[], Done),
        R::Park => row(&[Connected, Held], Nothing, &[S::Cleared], UnderWay),
        R::Pickup => row(NO_CALL, LineAndSlot, &[S::Established], UnderWay),
        R::Clear => row(ANY, Nothing, GONE, Completes(S::Cleared)),
        R::Attach | R::Detach => open(Mode::Simple, ANY, &[], Done),
        R::LogIn => open(Mode::Simple, NO_CALL, &[S::Agent, S::Queue], Completes(S::Agent)),
        R::LogOut => open(Mode::SimpleAgent, NO_CALL, &[S::Agent, S::Queue], Completes(S::Agent)),
        R::Ready | R::NotReady | R::WrapUp => open(Mode::SimpleAgent, NO_CALL, &[S::Agent], Completes(S::Agent)),
        R::Forward => open(Mode::Full, NO_CALL, &[S::Forward], Completes(S::Forward)),
        R::DoNotDisturb => open(Mode::Full, NO_CALL, &[S::DoNotDisturb], Completes(S::DoNotDisturb)),
        R::MessageWaiting => open(Mode::Full, NO_CALL, &[S::MessageWaiting], Completes(S::MessageWaiting)),
        R::Mute => open(Mode::Full, NO_CALL, &[S::Mute], Completes(S::Mute)),
        R::CallBack | R::CampOn | R::Monitor | R::PredictiveCall | R::Record => None,
    }
}

/// The text that a request carries to the network.
pub(crate) const fn text_of(what: R) -> Option<Known> {
    match what {
        R::MakeCall | R::Consult | R::Deflect | R::BlindTransfer | R::AddParty | R::Park => Some(Known::To),
        R::Dial | R::Dtmf => Some(Known::Digits),
        R::DropParty => Some(Known::Dropped),
        R::Pickup => Some(Known::Of),
        _ => None,
    }
}

/// Whether the request of this code carries a text.
pub(crate) const fn has_text(request: u8) -> bool {
    const SET: u32 = {
        let mut bits = 0;
        let mut rest = R::ALL;
        while let [what, others @ ..] = rest {
            if text_of(*what).is_some() {
                bits |= 1u32.wrapping_shl(what.code() as u32);
            }
            rest = others;
        }
        bits
    };
    among(SET, request)
}

/// Whether this signal says that the request of this code is done.
pub(crate) fn done_by(request: u8, said: S) -> bool {
    matches!(REQUESTS.get(request as usize), Some(Some(row)) if row.done.has(said))
}

/// A set of requests, asked by code: bit *n* is the request with the number *n*, which is below 32.
pub(crate) const fn requests(list: &[R]) -> u32 {
    let mut bits = 0;
    let mut rest = list;
    while let [first, others @ ..] = rest {
        assert!((first.code() as u32) < u32::BITS, "this number does not fit: widen the sets of requests");
        bits |= 1u32.wrapping_shl(first.code() as u32);
        rest = others;
    }
    bits
}

pub(crate) const fn among(set: u32, code: u8) -> bool {
    code < 32 && set.wrapping_shr(code as u32) & 1 != 0
}

/// Whether a `failed` of the call that it makes, or of its far party, is the request's own failure and
/// moves nothing. The request is given by its code.
pub const fn fails_alone(request: u8) -> bool {
    const SET: u32 = requests(&[
        R::Reconnect,
        R::Transfer,
        R::BlindTransfer,
        R::Conference,
        R::AddParty,
        R::DropParty,
        R::Deflect,
        R::Park,
    ]);
    among(SET, request)
}

/// Whether the request of this code makes a call.
pub const fn makes_call(request: u8) -> bool {
    const SET: u32 = requests(&[R::MakeCall, R::Dial, R::Consult, R::Pickup]);
    among(SET, request)
}

/// Whether the signal makes a call where there is none.
pub(crate) const fn makes_one(what: S) -> bool {
    const SET: u32 = {
        let mut bits = 0;
        let mut rest = S::ALL;
        while let [first, others @ ..] = rest {
            if let Some(SignalRow { makes: true, .. }) = signal(*first) {
                bits |= 1u32.wrapping_shl(first.code() as u32);
            }
            rest = others;
        }
        bits
    };
    among(SET, what.code())
}
