//! With rust-fsm. It has no guards and no context of its own: a guarded event is asked about first, and an output is
//! acted upon afterwards.

use super::{Context, Event as E, Machine, State as S};

rust_fsm::state_machine! {
    #[state_machine(input(crate::peers::Event))]
    call(Null)

    Null => { Dial => Initiated [Begin], Inbound => Alerting [Begin] },
    Initiated => { Ringback => Alerting [Go], Clear => Cleared [Clear], Fail => Failed [Fail] },
    Alerting => { Answer => Connected [Go], Clear => Cleared [Clear], Fail => Failed [Fail] },
    Connected => { Hold => Held [Go], Consult => Consulting [Consult], Clear => Cleared [Clear], Fail => Failed [Fail] },
    Held => { Retrieve => Connected [Go], Consult => Consulting [Consult], Clear => Cleared [Clear], Fail => Failed [Fail] },
    Consulting => {
        ConsultAnswered => Consulting [Answered],
        Retrieve => Connected [Back],
        Conference => Conferenced [Go],
        Transfer => Cleared [Leave],
        Clear => Cleared [Clear],
        Fail => Failed [Fail]
    },
    Conferenced => { Transfer => Cleared [Leave], Clear => Cleared [Clear], Fail => Failed [Fail] },
    Cleared => { Clear => Cleared [Clear], Release => Null [Release] },
    Failed => { Release => Null [Release] },
}

pub struct RustFsm {
    machine: call::StateMachine,
    context: Context,
}

impl Default for RustFsm {
    fn default() -> Self {
        Self { machine: call::StateMachine::new(), context: Context::default() }
    }
}

impl Machine for RustFsm {
    #[inline(always)]
    fn take(&mut self, event: E) {
        let context = &mut self.context;
        let shut = match (self.machine.state(), event) {
            (call::State::Consulting, E::Conference | E::Transfer) => !context.up,
            (call::State::Cleared, E::Release) => context.legs != 0,
            _ => false,
        };
        if shut {
            return context.refuse();
        }
        match self.machine.consume(&event) {
            Ok(Some(call::Output::Begin)) => context.begin(),
            Ok(Some(call::Output::Go)) => context.go(),
            Ok(Some(call::Output::Consult)) => context.consult(),
            Ok(Some(call::Output::Answered)) => context.answered(),
            Ok(Some(call::Output::Back)) => context.back(),
            Ok(Some(call::Output::Leave)) => context.leave(),
            Ok(Some(call::Output::Clear)) => context.clear(),
            Ok(Some(call::Output::Fail)) => context.fail(),
            Ok(Some(call::Output::Release)) => context.release(),
            Ok(None) | Err(_) => context.refuse(),
        }
    }

    fn look(&self) -> (S, Context) {
        let state = match self.machine.state() {
            call::State::Null => S::Null,
            call::State::Initiated => S::Initiated,
            call::State::Alerting => S::Alerting,
            call::State::Connected => S::Connected,
            call::State::Held => S::Held,
            call::State::Consulting => S::Consulting,
            call::State::Conferenced => S::Conferenced,
            call::State::Cleared => S::Cleared,
            call::State::Failed => S::Failed,
        };
        (state, self.context)
    }
}
