//! Every scenario file, and what it would be if the network or the clock were not as it says.
//!
//! An array of outputs that is one place too short cannot be handed in here: the type says eight. The tests in C hand
//! one in.

use std::path::{Path, PathBuf};

use offhook_tests::transforms::{Heard, listen, scenarios};

/// What every station of every file was given.
fn heard() -> Vec<(String, Heard)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["scenarios", "../examples/scenarios"] {
        files.extend(scenarios(&tests.join(folder)));
    }
    files.sort();
    assert!(!files.is_empty(), "there is no scenario");
    let listened = |file: &PathBuf| {
        let name = file.display().to_string();
        let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let stations = listen(&name, &bytes).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        stations.into_iter().map(move |heard| (name.clone(), heard)).collect::<Vec<_>>()
    };
    files.iter().flat_map(listened).collect()
}

fn judged(name: &str, how: &str, heard: &Heard, restart: bool) -> String {
    heard.judge(restart).unwrap_or_else(|broken| panic!("{name}, {how}: {broken}"))
}

#[test]
fn as_they_are() {
    for (name, heard) in heard() {
        judged(&name, "as it is", &heard, false);
    }
}

#[test]
fn every_signal_twice() {
    for (name, heard) in heard() {
        judged(&name, "every signal twice", &heard.twice(), false);
    }
}

#[test]
fn each_two_steps_swapped() {
    let mut cases = 0;
    for (name, heard) in heard() {
        for at in 1..heard.inputs.len() {
            judged(&name, &format!("steps {at} and {} swapped", at + 1), &heard.swapped(at - 1), false);
            cases += 1;
        }
    }
    println!("{cases} cases");
}

#[test]
fn each_call_cleared_before_each_step() {
    let mut cases = 0;
    for (name, heard) in heard() {
        for (at, live) in heard.live().into_iter().enumerate() {
            for call in live {
                judged(
                    &name,
                    &format!("call {} cleared before step {}", call.number(), at + 1),
                    &heard.cleared(at, call),
                    false,
                );
                cases += 1;
            }
        }
    }
    println!("{cases} cases");
}

#[test]
fn the_clock_starts_just_under_its_32_bits() {
    for (name, heard) in heard() {
        let usual = judged(&name, "as it is", &heard, false);
        for by in [u64::from(u32::MAX), (1 << 32) - 2_000, 3 << 32] {
            let later = judged(&name, &format!("{by} ms later"), &heard.later(by), false);
            assert_eq!(usual, later, "{name}, {by} ms later");
        }
    }
}

#[test]
fn saved_and_restored_before_every_step() {
    for (name, heard) in heard() {
        let usual = judged(&name, "as it is", &heard, false);
        let restarted = judged(&name, "restarted at every step", &heard, true);
        assert_eq!(usual, restarted, "{name}");
    }
}

/// A slot or a byte too few at every step that needs one: what has no room is refused or left out, and nothing is lost.
#[test]
fn no_room_at_each_step() {
    let (mut cases, mut slots) = (0, 0);
    for (name, heard) in heard() {
        heard.leaves_nothing().unwrap_or_else(|broken| panic!("{name}: {broken}"));
        for cramped in heard.cramped() {
            let room = cramped.begin;
            let broken = cramped.leaves_nothing();
            let (calls, data, own) = (room.calls, room.data, room.own);
            broken.unwrap_or_else(|broken| panic!("{name}, {calls} calls, {data} bytes, {own} own bytes: {broken}"));
            slots += usize::from(calls < heard.begin.calls);
            cases += 1;
        }
    }
    println!("{cases} cases, {slots} of them with fewer slots");
    assert!(slots > 100 && cases > slots + 100, "{cases} cases, {slots} with fewer slots");
}
