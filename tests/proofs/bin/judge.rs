//! `judge STEPS FOLDER...`: whether the core that this is built with does as it should: scenarios, every step of them judged,
//! and a walk beside the second model of so many steps. Ends with a failure at the first difference. Quick: it is asked
//! once for every fault that `tests/mutants` plants.

use std::process::ExitCode;

use offhook_tests::transforms::{listen, scenarios};
use offhook_tests::walk::walk;

/// Steps before the scenarios, which find most.
const FIRST: u64 = 20_000;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(steps) = words.next().and_then(|word| word.replace('_', "").parse::<u64>().ok()) else {
        eprintln!("usage: judge STEPS FOLDER...");
        return ExitCode::from(2);
    };
    match judged(steps, words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(difference) => {
            println!("{difference}");
            ExitCode::FAILURE
        }
    }
}

fn judged(steps: u64, folders: impl Iterator<Item = String>) -> Result<(), String> {
    walk(1, FIRST, |_| {})?;
    let mut played = 0;
    for folder in folders {
        for file in scenarios(folder.as_ref()) {
            let name = file.display().to_string();
            let bytes = std::fs::read(&file).map_err(|error| format!("{name}: {error}"))?;
            for heard in listen(&name, &bytes)? {
                let usual = heard.judge(false).map_err(|broken| format!("{name}: {broken}"))?;
                if usual != heard.judge(true).map_err(|broken| format!("{name}, restarted: {broken}"))? {
                    return Err(format!("{name}: not the same when it is restarted"));
                }
                heard.twice().judge(false).map_err(|broken| format!("{name}, every signal twice: {broken}"))?;
            }
            played += 1;
        }
    }
    if played == 0 {
        return Err("there is no scenario".to_owned());
    }
    walk(1_000, steps, |_| {})
}
