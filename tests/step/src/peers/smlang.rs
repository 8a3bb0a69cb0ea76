//! With smlang.

use super::{Context, Event as E, Machine, State as S};

smlang::statemachine! {
    transitions: {
        *Null + Dial / begin = Initiated,
        Null + Inbound / begin = Alerting,
        Initiated + Ringback / go = Alerting,
        Alerting + Answer / go = Connected,
        Connected + Hold / go = Held,
        Held + Retrieve / go = Connected,
        Connected | Held + Consult / consult = Consulting,
        Consulting + ConsultAnswered / answered = Consulting,
        Consulting + Retrieve / back = Connected,
        Consulting + Conference [up] / go = Conferenced,
        Consulting + Transfer [up] / leave = Cleared,
        Conferenced + Transfer / leave = Cleared,
        Initiated | Alerting | Connected | Held | Consulting | Conferenced | Cleared + Clear / clear = Cleared,
        Initiated | Alerting | Connected | Held | Consulting | Conferenced + Fail / fail = Failed,
        Cleared + Release [no_legs] / release = Null,
        Failed + Release / release = Null,
    }
}

impl StateMachineContext for Context {
    fn up(&self) -> Result<bool, ()> {
        Ok(self.up)
    }

    fn no_legs(&self) -> Result<bool, ()> {
        Ok(self.legs == 0)
    }

    fn begin(&mut self) -> Result<(), ()> {
        self.begin();
        Ok(())
    }

    fn go(&mut self) -> Result<(), ()> {
        self.go();
        Ok(())
    }

    fn consult(&mut self) -> Result<(), ()> {
        self.consult();
        Ok(())
    }

    fn answered(&mut self) -> Result<(), ()> {
        self.answered();
        Ok(())
    }

    fn back(&mut self) -> Result<(), ()> {
        self.back();
        Ok(())
    }

    fn leave(&mut self) -> Result<(), ()> {
        self.leave();
        Ok(())
    }

    fn clear(&mut self) -> Result<(), ()> {
        self.clear();
        Ok(())
    }

    fn fail(&mut self) -> Result<(), ()> {
        self.fail();
        Ok(())
    }

    fn release(&mut self) -> Result<(), ()> {
        self.release();
        Ok(())
    }
}

pub struct Smlang(StateMachine<Context>);

impl Default for Smlang {
    fn default() -> Self {
        Self(StateMachine::new(Context::default()))
    }
}

impl Machine for Smlang {
    #[inline(always)]
    fn take(&mut self, event: E) {
        let event = match event {
            E::Dial => Events::Dial,
            E::Inbound => Events::Inbound,
            E::Ringback => Events::Ringback,
            E::Answer => Events::Answer,
            E::Hold => Events::Hold,
            E::Retrieve => Events::Retrieve,
            E::Consult => Events::Consult,
            E::ConsultAnswered => Events::ConsultAnswered,
            E::Conference => Events::Conference,
            E::Transfer => Events::Transfer,
            E::Clear => Events::Clear,
            E::Release => Events::Release,
            E::Fail => Events::Fail,
        };
        if self.0.process_event(event).is_err() {
            self.0.context_mut().refuse();
        }
    }

    fn look(&self) -> (S, Context) {
        let state = match self.0.state() {
            States::Null => S::Null,
            States::Initiated => S::Initiated,
            States::Alerting => S::Alerting,
            States::Connected => S::Connected,
            States::Held => S::Held,
            States::Consulting => S::Consulting,
            States::Conferenced => S::Conferenced,
            States::Cleared => S::Cleared,
            States::Failed => S::Failed,
        };
        (state, *self.0.context())
    }
}
