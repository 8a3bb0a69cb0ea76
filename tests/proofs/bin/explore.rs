//! `explore PLAN [DEPTH [QUIRK]]`: every state of few calls, with a vendor's quirk or without; 0 is as deep as it goes. The
//! counts are printed.

use std::process::ExitCode;

use offhook::Quirk;
use offhook_tests::{explore, plans};

const USAGE: &str = "usage: explore one-call|agent|features|one-call-and-agent|one-call-and-link|two-calls-lawful|two-calls|two-calls-and-agent|three-calls [DEPTH [QUIRK]]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let depth = words.get(1).and_then(|word| word.parse::<u32>().ok());
    let Some(mut plan) = words.first().and_then(|name| plans::named(name, 4)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    plan.depth = depth.map_or(plan.depth, |depth| Some(depth).filter(|depth| *depth > 0));
    if let Some(name) = words.get(2) {
        let Some(quirk) = Quirk::from_name(name) else {
            eprintln!("no quirk {name}\n{USAGE}");
            return ExitCode::from(2);
        };
        plan.config = plan.config.with(quirk);
    }
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
