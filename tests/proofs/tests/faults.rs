//! The proofs must find what is wrong: a station that hears one signal as another one is found out.

use offhook::{Input, Signal, SignalKind as K};
use offhook_tests::compare::Pair;
use offhook_tests::explore::{Plan, explore};
use offhook_tests::rig::{Fault, Sizes};
use offhook_tests::rng::Rng;
use offhook_tests::{lawful, plans};

/// A row read wrong: this signal is taken for another one.
fn heard_as<'a>(input: &Input<'a>, said: K, heard: K) -> Input<'a> {
    match input {
        Input::Signal(signal) if signal.what == said => Input::Signal(Signal { what: heard, ..*signal }),
        other => *other,
    }
}

const FAULTS: &[(&str, Fault)] = &[
    ("held as far-held", |input| heard_as(input, K::Held, K::FarHeld)),
    ("retrieved as held", |input| heard_as(input, K::Retrieved, K::Held)),
    ("refused as accepted", |input| heard_as(input, K::Refused, K::Accepted)),
    ("far-cleared as cleared", |input| heard_as(input, K::FarCleared, K::Cleared)),
    ("party-left as cleared", |input| heard_as(input, K::PartyLeft, K::Cleared)),
    ("diverted as far-cleared", |input| heard_as(input, K::Diverted, K::FarCleared)),
];

#[test]
fn the_second_model_finds_every_fault() {
    for (name, fault) in FAULTS {
        let mut rng = Rng::new(3);
        let mut pair = Pair::new(&offhook::Config::default(), Sizes { calls: 3, data: 200, own: 64 }, false);
        pair.rig.fault = Some(*fault);
        let found = (0..20_000).any(|now| {
            let input = match now % 2 {
                0 => lawful::request(&pair.model, &mut rng),
                _ => lawful::lawful(&pair.model, &mut rng).unwrap_or(Input::Time),
            };
            pair.step(now, &input).is_err()
        });
        assert!(found, "{name} was not found");
    }
}

#[test]
fn the_invariants_find_a_fault_by_themselves() {
    for (name, fault) in &FAULTS[..3] {
        let plan = Plan { fault: Some(*fault), depth: Some(6), ..plans::two_calls(None) };
        let broken = explore(&plan, |_| {}).expect_err(name);
        println!("{name}: {}", broken.lines().next().unwrap_or_default());
    }
}
