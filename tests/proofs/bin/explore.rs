//! `explore PLAN [DEPTH]`: every state of few calls; the counts are printed.

use std::process::ExitCode;

use offhook_tests::{explore, plans};

const USAGE: &str =
    "usage: explore one-call|agent|features|two-calls|one-call-and-agent|two-calls-and-agent|three-calls [DEPTH]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let depth = words.get(1).and_then(|word| word.parse::<u32>().ok());
    let Some(mut plan) = words.first().and_then(|name| plans::named(name, 4)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    plan.depth = depth.or(plan.depth);
    match explore::explore(&plan, |found| eprintln!("{}: {found}", plan.name)) {
        Ok(found) => {
            println!("{}: {found}", plan.name);
            ExitCode::SUCCESS
        }
        Err(broken) => {
            println!("{broken}");
            ExitCode::FAILURE
        }
    }
}
