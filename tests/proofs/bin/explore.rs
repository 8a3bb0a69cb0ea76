//! `explore PLAN [DEPTH]`: every state of few calls; the counts are printed.

use std::process::ExitCode;

use offhook_tests::{explore, plans};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let depth = words.get(1).and_then(|word| word.parse::<u32>().ok());
    let mut plan = match words.first().map(String::as_str) {
        Some("one-call") => plans::one_call(),
        Some("features") => plans::features(),
        Some("two-calls") => plans::two_calls(None),
        Some("two-calls-and-agent") => plans::two_calls_and_agent(4),
        Some("three-calls") => plans::three_calls(4),
        _ => {
            eprintln!("usage: explore one-call|features|two-calls|two-calls-and-agent|three-calls [DEPTH]");
            return ExitCode::from(2);
        }
    };
    plan.depth = depth.or(plan.depth);
    match explore::explore(&plan, |found| {
        eprintln!("{}: depth {}, {} states, {} steps", plan.name, found.depth, found.states, found.steps)
    }) {
        Ok(found) => {
            let end = if found.complete { "nothing new is left" } else { "cut off" };
            println!("{}: {} states, {} steps, depth {}, {end}", plan.name, found.states, found.steps, found.depth);
            ExitCode::SUCCESS
        }
        Err(broken) => {
            println!("{broken}");
            ExitCode::FAILURE
        }
    }
}
