//! Every state that few calls can reach.

use offhook_tests::explore::{Found, Plan, explore};
use offhook_tests::{budget, plans};

fn explored(plan: &Plan) -> Found {
    match explore(plan, |_| {}) {
        Ok(found) => {
            println!("{}: {found}", plan.name);
            found
        }
        Err(broken) => panic!("{broken}"),
    }
}

fn depth(name: &str) -> u32 {
    u32::try_from(budget::count(name)).expect("a depth is small")
}

#[test]
fn one_call() {
    let mut plan = plans::one_call();
    // 0 is as deep as it goes.
    plan.depth = Some(depth("one-call-depth")).filter(|depth| *depth > 0);
    let found = explored(&plan);
    assert!(found.complete || plan.depth.is_some());
}

#[test]
fn the_agent_alone() {
    assert!(explored(&plans::agent()).complete);
}

#[test]
fn the_features() {
    assert!(explored(&plans::features()).complete);
}

#[test]
fn one_call_and_an_agent() {
    let depth = Some(depth("one-call-and-agent-depth"));
    explored(&Plan { depth, ..plans::one_call_and_agent() });
}

#[test]
fn one_call_its_data_and_the_link() {
    explored(&plans::one_call_and_link(depth("one-call-and-link-depth")));
}

#[test]
fn two_calls_with_each_quirk() {
    let quirks = std::iter::once(None).chain(offhook::Quirk::ALL.iter().copied().map(Some));
    for quirk in quirks {
        let plan = Plan { depth: Some(depth("two-calls-depth")), ..plans::two_calls(quirk) };
        explored(&plan);
    }
}

#[test]
fn two_calls_and_an_agent() {
    explored(&plans::two_calls_and_agent(depth("two-calls-and-agent-depth")));
}

#[test]
fn three_calls() {
    explored(&plans::three_calls(depth("three-calls-depth")));
}
