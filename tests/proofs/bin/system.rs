//! `system PLAN [DEPTH]`: every state of a small system; the counts are printed.

use std::process::ExitCode;

use offhook_tests::system::explore::explore;
use offhook_tests::system::plans;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let depth = words.get(1).and_then(|word| word.parse::<u32>().ok());
    let Some(mut plan) = words.first().and_then(|name| plans::named(name)) else {
        eprintln!("usage: system PLAN [DEPTH]");
        return ExitCode::from(2);
    };
    plan.depth = depth.or(plan.depth);
    match explore(&plan, |found| eprintln!("{}: {found}", plan.name)) {
        Ok(found) => {
            println!("{}: {found}", plan.name);
            ExitCode::SUCCESS
        }
        Err(broken) => {
            println!("{}", broken.show(plan.name, &plan.setup, &plan.alphabet));
            ExitCode::FAILURE
        }
    }
}
