//! The agent's keys and their lamps. What they mean depends on the agent and not on the calls, so they are no rows of the table.

use super::key::{Key, Press};
use super::lamp::{Lamp, LampMode};
use super::plan::Means;
use super::situation::Scene;
use super::wish::{Dialled, Wish};
use super::{Panel, Plan};
use crate::agent::AgentInfo;
use crate::id::CallId;
use crate::request::RequestKind as R;
use crate::state::AgentState as A;
use crate::station::Station;

/// The request of an agent's key; `None` for any other key.
fn request_of(key: Key, agent: A) -> Option<R> {
    match key {
        Key::LogIn if agent == A::LoggedOut => Some(R::LogIn),
        Key::LogIn => Some(R::LogOut),
        Key::Ready => Some(R::Ready),
        Key::NotReady => Some(R::NotReady),
        Key::WrapUp => Some(R::WrapUp),
        _ => None,
    }
}

/// The state that a lamp beside an agent's key is lit for.
const fn state_of(lamp: Lamp) -> A {
    match lamp {
        Lamp::Ready => A::Ready,
        Lamp::NotReady => A::NotReady,
        Lamp::WrapUp => A::WrapUp,
        _ => A::LoggedOut,
    }
}

impl Panel {
    /// What an agent's key would come to; `None` for any other key. Digits that were typed for no call are the agent's number.
    pub(super) fn plan_agent(&self, station: &Station<'_>, scene: &Scene, press: Press) -> Option<Means> {
        let what = request_of(press.key, station.agent().state)?;
        let takes = what == R::LogIn && !scene.situation.dials();
        let digits = if takes { Dialled::Typed } else { Dialled::None };
        Some(Plan::Ask(Wish { digits, reason: press.of.into(), ..Wish::new(what, CallId::NONE) }))
    }
}

/// The lamp beside an agent's key: steady while the agent is in that state, wink while the state waits for a call's end. The lamp of
/// logging in is steady while the agent is logged in.
pub fn of_key(agent: &AgentInfo, lamp: Lamp) -> LampMode {
    let state = state_of(lamp);
    let is = agent.state == state;
    if agent.pending == Some(state) {
        LampMode::Wink
    } else if is != (state == A::LoggedOut) {
        LampMode::Steady
    } else {
        LampMode::Off
    }
}
