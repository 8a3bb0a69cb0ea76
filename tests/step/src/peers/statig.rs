//! With statig: the six active states share a superstate, which clears and fails.

use super::{Context, Event as E, Machine, State as S};
use statig::prelude::*;

#[derive(Default)]
pub struct Call(Context);

#[state_machine(initial = "State::null()", state(derive(Clone, Copy)))]
impl Call {
    #[state]
    fn null(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Dial => {
                self.0.begin();
                Transition(State::initiated())
            }
            E::Inbound => {
                self.0.begin();
                Transition(State::alerting())
            }
            _ => self.refuse(),
        }
    }

    #[state(superstate = "active")]
    fn initiated(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Ringback => {
                self.0.go();
                Transition(State::alerting())
            }
            _ => Super,
        }
    }

    #[state(superstate = "active")]
    fn alerting(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Answer => {
                self.0.go();
                Transition(State::connected())
            }
            _ => Super,
        }
    }

    #[state(superstate = "active")]
    fn connected(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Hold => {
                self.0.go();
                Transition(State::held())
            }
            E::Consult => {
                self.0.consult();
                Transition(State::consulting())
            }
            _ => Super,
        }
    }

    #[state(superstate = "active")]
    fn held(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Retrieve => {
                self.0.go();
                Transition(State::connected())
            }
            E::Consult => {
                self.0.consult();
                Transition(State::consulting())
            }
            _ => Super,
        }
    }

    #[state(superstate = "active")]
    fn consulting(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::ConsultAnswered => {
                self.0.answered();
                Handled
            }
            E::Retrieve => {
                self.0.back();
                Transition(State::connected())
            }
            E::Conference if self.0.up => {
                self.0.go();
                Transition(State::conferenced())
            }
            E::Transfer if self.0.up => {
                self.0.leave();
                Transition(State::cleared())
            }
            _ => Super,
        }
    }

    #[state(superstate = "active")]
    fn conferenced(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Transfer => {
                self.0.leave();
                Transition(State::cleared())
            }
            _ => Super,
        }
    }

    #[state]
    fn cleared(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Clear => {
                self.0.clear();
                Handled
            }
            E::Release if self.0.legs == 0 => {
                self.0.release();
                Transition(State::null())
            }
            _ => self.refuse(),
        }
    }

    #[state]
    fn failed(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Release => {
                self.0.release();
                Transition(State::null())
            }
            _ => self.refuse(),
        }
    }

    #[superstate]
    fn active(&mut self, event: &E) -> Outcome<State> {
        match event {
            E::Clear => {
                self.0.clear();
                Transition(State::cleared())
            }
            E::Fail => {
                self.0.fail();
                Transition(State::failed())
            }
            _ => self.refuse(),
        }
    }
}

impl Call {
    fn refuse(&mut self) -> Outcome<State> {
        self.0.refuse();
        Handled
    }
}

pub struct Statig(StateMachine<Call>);

impl Default for Statig {
    fn default() -> Self {
        Self(Call::default().state_machine())
    }
}

impl Machine for Statig {
    #[inline(always)]
    fn take(&mut self, event: E) {
        self.0.handle(&event);
    }

    fn look(&self) -> (S, Context) {
        let state = match self.0.state() {
            State::Null {} => S::Null,
            State::Initiated {} => S::Initiated,
            State::Alerting {} => S::Alerting,
            State::Connected {} => S::Connected,
            State::Held {} => S::Held,
            State::Consulting {} => S::Consulting,
            State::Conferenced {} => S::Conferenced,
            State::Cleared {} => S::Cleared,
            State::Failed {} => S::Failed,
        };
        (state, self.0.inner().0)
    }
}
