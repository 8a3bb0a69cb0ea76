//! What is explored, and how far.

use offhook::{Config, Input, Quirk, Request, RequestKind as R, Signal, SignalKind as K};

use crate::alphabet::{Agent, Inputs, Network};
use crate::explore::Plan;
use crate::rig::Sizes;

const CALLS: Inputs = Inputs {
    network: Network::LawfulButOne,
    data: false,
    agent: Agent::None,
    link: false,
    features: false,
    names: false,
};

/// Room for all texts that there are.
const fn sizes(calls: usize) -> Sizes {
    Sizes { calls, data: 200, own: 80 }
}

fn plan(name: &'static str, calls: usize, inputs: Inputs) -> Plan {
    Plan { name, config: Config::default(), sizes: sizes(calls), inputs, begin: Vec::new(), depth: None, fault: None }
}

/// An agent who waits for a call.
fn ready() -> Vec<Input<'static>> {
    let accepted = Input::Signal(Signal::new(K::Accepted));
    vec![Input::Request(Request::new(R::LogIn)), accepted, Input::Request(Request::new(R::Ready)), accepted]
}

/// One call against every signal and every request, until nothing new is found.
pub fn one_call() -> Plan {
    plan("one-call", 1, Inputs { network: Network::Hostile, names: true, ..CALLS })
}

/// One call and an agent against every signal and every request, until nothing new is found. Reasons, queues and the names of
/// calls have plans of their own: no call depends on the first two, no agent on the third.
pub fn one_call_and_agent() -> Plan {
    let config = Config { wrap_up: 10_000, ..Config::default() };
    Plan { config, ..plan("one-call-and-agent", 1, Inputs { network: Network::Hostile, agent: Agent::Plain, ..CALLS }) }
}

/// One call, its data and its digits, and the link, against everything, so many steps.
pub fn one_call_and_link(depth: u32) -> Plan {
    let inputs = Inputs { network: Network::Hostile, data: true, link: true, agent: Agent::Whole, ..CALLS };
    let config = Config { wrap_up: 10_000, ..Config::default() };
    Plan { config, depth: Some(depth), ..plan("one-call-and-link", 1, inputs) }
}

/// The features against everything, until nothing new is found.
pub fn features() -> Plan {
    plan("features", 1, Inputs { network: Network::Silent, features: true, ..CALLS })
}

/// The agent without a call against everything, until nothing new is found.
pub fn agent() -> Plan {
    let config = Config { wrap_up: 10_000, ..Config::default() };
    Plan { config, ..plan("agent", 1, Inputs { network: Network::Silent, agent: Agent::Whole, ..CALLS }) }
}

/// Two calls, and a lawful network that says one unlawful thing.
pub fn two_calls(quirk: Option<Quirk>) -> Plan {
    let config = quirk.map_or(Config::default(), |quirk| Config::default().with(quirk));
    Plan { config, ..plan("two-calls", 2, CALLS) }
}

/// Two calls and an agent on a lawful network, so many steps.
pub fn two_calls_and_agent(depth: u32) -> Plan {
    let config = Config { wrap_up: 10_000, ..Config::default() };
    let inputs = Inputs { network: Network::Lawful, agent: Agent::Plain, ..CALLS };
    Plan { config, begin: ready(), depth: Some(depth), ..plan("two-calls-and-agent", 2, inputs) }
}

/// Three calls, and a lawful network that says one unlawful thing, so many steps.
pub fn three_calls(depth: u32) -> Plan {
    Plan { depth: Some(depth), ..plan("three-calls", 3, CALLS) }
}

/// The plan of this name.
pub fn named(name: &str, depth: u32) -> Option<Plan> {
    Some(match name {
        "one-call" => one_call(),
        "one-call-and-agent" => one_call_and_agent(),
        "one-call-and-link" => one_call_and_link(depth),
        "features" => features(),
        "agent" => agent(),
        "two-calls" => two_calls(None),
        "two-calls-lawful" => Plan { inputs: Inputs { network: Network::Lawful, ..CALLS }, ..two_calls(None) },
        "two-calls-and-agent" => two_calls_and_agent(depth),
        "three-calls" => three_calls(depth),
        _ => return None,
    })
}
