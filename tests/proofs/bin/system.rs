//! `system PLAN [DEPTH]`: every state of a small system; `system walk [MOVES [SEED]]`: a random walk of larger ones. The
//! counts are printed, and what breaks a rule, as a scenario.

use std::process::ExitCode;

use offhook_tests::system::{explore, plans, walk};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| words.get(at).and_then(|word| word.replace('_', "").parse::<u64>().ok());
    let told = match words.first().map(String::as_str) {
        Some("walk") => walked(number(1).unwrap_or(100_000), number(2).unwrap_or(1)),
        Some(name) if plans::named(name).is_some() => explored(name, number(1)),
        _ => {
            eprintln!("usage: system {}|walk [DEPTH | MOVES [SEED]]", plans::NAMES.join("|"));
            return ExitCode::from(2);
        }
    };
    let (line, code) = match told {
        Ok(line) => (line, ExitCode::SUCCESS),
        Err(line) => (line, ExitCode::FAILURE),
    };
    println!("{line}");
    code
}

fn explored(name: &str, depth: Option<u64>) -> Result<String, String> {
    let mut plan = plans::named(name).ok_or("no such plan")?;
    plan.depth = depth.and_then(|depth| u32::try_from(depth).ok()).filter(|depth| *depth > 0).or(plan.depth);
    match explore::explore(&plan, |found| eprintln!("{}: {found}", plan.name)) {
        Ok(found) => Ok(format!("{}: {found}", plan.name)),
        Err(broken) => Err(broken.show(plan.name, &plan.setup, &plan.alphabet)),
    }
}

fn walked(moves: u64, seed: u64) -> Result<String, String> {
    let mut told = 0;
    walk::walk(seed, moves, |made| {
        if made * 10 / moves.max(1) > told {
            told = made * 10 / moves.max(1);
            eprintln!("system walk: {made} moves");
        }
    })?;
    Ok(format!("system walk: {moves} moves from seed {seed}, every rule held"))
}
