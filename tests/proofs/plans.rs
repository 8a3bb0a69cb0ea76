//! What is explored, and how far.

use offhook::{Config, Input, Quirk, Request, RequestKind as R, Signal, SignalKind as K};

use crate::alphabet::Signals;
use crate::explore::Plan;
use crate::rig::Sizes;

/// Little room: a few texts fit.
const fn sizes(calls: usize) -> Sizes {
    Sizes { calls, data: 30, own: 26 }
}

/// An agent who waits for a call.
fn ready() -> Vec<Input<'static>> {
    let accepted = Input::Signal(Signal::new(K::Accepted));
    vec![Input::Request(Request::new(R::LogIn)), accepted, Input::Request(Request::new(R::Ready)), accepted]
}

/// One call and an agent, against everything, until nothing new is found.
pub fn one_call() -> Plan {
    let config = Config { wrap_up: 10_000, ..Config::default() };
    Plan { name: "one-call", config, sizes: sizes(1), signals: Signals::All, begin: Vec::new(), depth: None }
}

/// The features and an agent, until nothing new is found.
pub fn features() -> Plan {
    let config = Config { wrap_up: 10_000, ..Config::default() };
    Plan { name: "features", config, sizes: sizes(1), signals: Signals::Features, begin: Vec::new(), depth: None }
}

/// Two calls, a lawful network that says one unlawful thing, until nothing new is found.
pub fn two_calls(quirk: Option<Quirk>) -> Plan {
    let config = Config { no_auto_hold: 0, ..Config::default() };
    let config = quirk.map_or(config, |quirk| config.with(quirk));
    Plan { name: "two-calls", config, sizes: sizes(2), signals: Signals::LawfulButOne, begin: Vec::new(), depth: None }
}

/// Two calls and an agent, so many steps.
pub fn two_calls_and_agent(depth: u32) -> Plan {
    let config = Config { wrap_up: 10_000, ..Config::default() };
    Plan {
        name: "two-calls-and-agent",
        config,
        sizes: sizes(2),
        signals: Signals::LawfulAndAgent,
        begin: ready(),
        depth: Some(depth),
    }
}

/// Three calls, so many steps.
pub fn three_calls(depth: u32) -> Plan {
    let config = Config::default();
    Plan {
        name: "three-calls",
        config,
        sizes: sizes(3),
        signals: Signals::LawfulButOne,
        begin: Vec::new(),
        depth: Some(depth),
    }
}
