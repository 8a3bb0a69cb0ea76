//! The agent: one state, told as it changes, and moved by calls as the rows say.

use super::{Check, Step, check, list};
use offhook::{AgentState as A, CallInfo, Config, Mode, OutputKind, State as S};

/// I16, I17, I18.
pub(super) fn judge(step: &Step<'_>, config: &Config) -> Check {
    let mut state = step.before.agent.state;
    for event in step.outputs.iter().filter(|output| output.what == OutputKind::Agent) {
        check("I16", event.was == state.code(), || {
            format!("told from {}, was {}\n{}", event.was, state.name(), list(step.outputs))
        })?;
        state = A::from_code(event.state).unwrap_or(A::LoggedOut);
    }
    let heard = Mode::from_code(config.mode) != Some(Mode::Simple);
    check("I16", !heard || state == step.after.agent.state, || {
        format!("told {}, is {}", state.name(), step.after.agent.state.name())
    })?;
    // What the station decides itself, it tells the network.
    let decided = step
        .outputs
        .iter()
        .filter(|output| output.what == OutputKind::CmdAgent)
        .map(|output| A::from_code(output.state))
        .next_back();
    match decided.flatten() {
        Some(A::WrapUp) => {
            let asked = step.before.agent.pending == Some(A::WrapUp);
            let talked = |call: &CallInfo| {
                call.acd
                    && call.answered.is_some()
                    && !step.after.calls.iter().any(|after| after.id == call.id && after.acd)
            };
            let ended = step.before.calls.iter().any(talked);
            check("I17", asked || ended && config.wrap_up != 0, || format!("wrap-up\n{}", list(step.outputs)))
        }
        Some(A::Busy) => {
            let answered = step.after.calls.iter().any(|call| call.acd && call.answered.is_some());
            check("I18", answered, || format!("busy without a call\n{}", list(step.outputs)))
        }
        Some(A::Reserved) => {
            let alerts = step.after.calls.iter().any(|call| call.acd && call.local == S::Alerting);
            check("I18", alerts, || format!("reserved without a call\n{}", list(step.outputs)))
        }
        _ => Ok(()),
    }
}
