//! Stations and the exchange between them, explored together.

use std::rc::Rc;

use offhook::{Input, Signal, SignalKind as K};
use offhook_desk::scenario::{parse, play};
use offhook_tests::budget;
use offhook_tests::explore::Found;
use offhook_tests::system::explore::{Counterexample, Plan, explore};
use offhook_tests::system::moves::{Move, order_of};
use offhook_tests::system::plans::{self, NAMES};
use offhook_tests::system::walk::walk;

fn plan(name: &str, depth: u64) -> Plan {
    let depth = u32::try_from(depth).expect("a depth is small");
    Plan { depth: Some(depth), ..plans::named(name).expect("the plan is listed") }
}

fn show(plan: &Plan, found: &Counterexample) -> String {
    found.show(plan.name, &plan.setup, &plan.alphabet)
}

fn explored(plan: &Plan) -> Found {
    match explore(plan, |_| {}) {
        Ok(found) => {
            println!("{}: {found}", plan.name);
            found
        }
        Err(found) => panic!("{}", show(plan, &found)),
    }
}

#[test]
fn every_plan_to_its_depth() {
    for name in NAMES {
        // These two have more to choose from at every step.
        let wide = matches!(*name, "three" | "extras");
        let depth = if wide { "system-wide-depth" } else { "system-depth" };
        let found = explored(&plan(name, budget::count(depth)));
        assert!(found.states > 10, "{name}: {found}");
    }
}

#[test]
fn a_random_walk_of_larger_systems() {
    let (seed, moves) = (1, budget::of("system-walk"));
    println!("seed {seed}, {moves} moves");
    if let Err(broken) = walk(seed, moves, |_| {}) {
        panic!("{broken}");
    }
}

/// Of stations that have something to do at the same time each comes first once.
#[test]
fn deadlines_at_the_same_time_come_in_every_order() {
    let orders: Vec<Vec<usize>> = (0..6).map(|number| order_of(number, 3)).collect();
    let mut sorted = orders.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!((sorted.len(), &orders[0]), (6, &vec![0, 1, 2]));
    let others: Vec<Move> = Move::Time(0).in_other_orders(3).collect();
    assert_eq!(others, (1..6).map(Move::Time).collect::<Vec<Move>>());
    assert_eq!(Move::Arrive(0).in_other_orders(3).count(), 0);
}

/// A signal that never arrives: the links lose it without a word.
#[test]
fn a_lost_signal_is_found_and_told_as_a_scenario() {
    for what in [K::FarHeld, K::Cleared, K::Established, K::Offered] {
        let loses: fn(&Signal<'_>) -> bool = match what {
            K::FarHeld => |signal| signal.what == K::FarHeld,
            K::Cleared => |signal| signal.what == K::Cleared,
            K::Established => |signal| signal.what == K::Established,
            _ => |signal| signal.what == K::Offered,
        };
        let mut plan = plan("calls", 14);
        let mut setup = (*plan.setup).clone();
        setup.loss = Some(loses);
        plan.setup = Rc::new(setup);
        let found = explore(&plan, |_| {}).expect_err(what.name());
        println!("{}: {}", what.name(), found.broken.rule);
        let text = show(&plan, &found);
        let statements = parse("found.scn", text.as_bytes()).expect("it is a scenario");
        play("found.scn", &statements, Vec::new()).unwrap_or_else(|failure| panic!("{failure}\n{text}"));
    }
}

/// A canonical form that leaves nearly all of a system out: states fall together that go on in different ways.
#[test]
fn a_wrong_canonical_form_is_found() {
    fn without_calls(form: &mut Vec<u64>) {
        form.truncate(3);
    }
    let mut plan = plan("calls", 14);
    plan.aside = 1;
    plan.blur = Some(without_calls);
    let found = explore(&plan, |_| {}).expect_err("no call is in the form");
    assert_eq!(found.broken.rule, "Y9", "{}", found.broken);
}

/// A row read wrong: stations take one signal for another.
#[test]
fn a_wrong_row_is_found() {
    fn as_held<'a>(input: &Input<'a>) -> Input<'a> {
        match input {
            Input::Signal(signal) if signal.what == K::FarHeld => Input::Signal(Signal { what: K::Held, ..*signal }),
            other => *other,
        }
    }
    let mut plan = plan("calls", 14);
    let mut setup = (*plan.setup).clone();
    setup.fault = Some(as_held);
    plan.setup = Rc::new(setup);
    let found = explore(&plan, |_| {}).expect_err("far-held taken for held");
    println!("{}", found.broken.rule);
}
