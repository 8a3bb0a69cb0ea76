//! The agent's moves as data: what calls and limits do to each state, and what the network may say.

use crate::list::list;
use crate::state::AgentState as A;

list! {
    /// What happens to an agent without a request.
    AgentInput {
        /// An ACD call is offered.
        Offered = 0 "offered",
        /// It was answered here.
        Answered = 1 "answered",
        /// It was withdrawn, abandoned, or answered by somebody else.
        Withdrawn = 2 "withdrawn",
        /// It was not answered in time, or rejected here.
        Unanswered = 3 "unanswered",
        /// The last ACD call ended, and the agent had talked.
        EndedTalked = 4 "ended-talked",
        /// The last ACD call ended without a talk.
        EndedUntalked = 5 "ended-untalked",
        /// The limit of the state was reached.
        Limit = 6 "limit",
    }
}

list! {
    /// Where an agent goes who wished for nothing else.
    Otherwise {
        /// The state before the reservation.
        Before = 0 "before",
        /// The policy `rona`.
        Rona = 1 "rona",
        /// Wrap-up where the policy has it, else ready.
        WrapUp = 2 "wrap-up",
        /// Ready.
        Ready = 3 "ready",
    }
}

/// Where a move leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Next {
    /// To this state.
    To(A),
    /// To the pending state if there is one.
    PendingElse(Otherwise),
}

/// The move of an agent in this state; `None` where it stays.
pub const fn next(state: A, input: AgentInput) -> Option<Next> {
    use AgentInput as I;
    match (state, input) {
        (A::Ready, I::Offered) => Some(Next::To(A::Reserved)),
        (A::Reserved | A::Ready | A::NotReady | A::WrapUp, I::Answered) => Some(Next::To(A::Busy)),
        (A::Reserved, I::Withdrawn | I::Limit) => Some(Next::PendingElse(Otherwise::Before)),
        (A::Reserved, I::Unanswered) => Some(Next::PendingElse(Otherwise::Rona)),
        (A::Busy, I::EndedTalked) => Some(Next::PendingElse(Otherwise::WrapUp)),
        (A::Busy, I::EndedUntalked) | (A::WrapUp, I::Limit) => Some(Next::PendingElse(Otherwise::Ready)),
        _ => None,
    }
}

/// Whether a wish for another state waits for the end of the call.
pub const fn waits(state: A) -> bool {
    matches!(state, A::Reserved | A::Busy)
}

/// Which moves the network may say without a discrepancy.
pub const fn expected(from: A, to: A) -> bool {
    use A::{Busy, LoggedOut, NotReady, Ready, Reserved, WrapUp};
    match (from, to) {
        (LoggedOut, NotReady | Ready) => true,
        (NotReady | Ready | WrapUp, LoggedOut | NotReady | Ready | WrapUp) => true,
        (Ready, Reserved | Busy) => true,
        (Reserved, Busy | Ready | NotReady | LoggedOut | WrapUp) => true,
        (Busy, WrapUp | Ready | NotReady | LoggedOut) => true,
        _ => from.code() == to.code(),
    }
}
