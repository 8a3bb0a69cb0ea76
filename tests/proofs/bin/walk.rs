//! `walk [STEPS [SEED]]`: a random walk of the station beside the second model.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|word| word.replace('_', "").parse::<u64>());
    let steps = numbers.next().unwrap_or(Ok(1_000_000));
    let seed = numbers.next().unwrap_or(Ok(1));
    let (Ok(steps), Ok(seed)) = (steps, seed) else {
        eprintln!("usage: walk [STEPS [SEED]]");
        return ExitCode::from(2);
    };
    println!("walk: {steps} steps from seed {seed}");
    let mut told = 0;
    let progress = |taken: u64| {
        if taken * 20 / steps.max(1) > told {
            told = taken * 20 / steps.max(1);
            eprintln!("walk: {taken} steps");
        }
    };
    match offhook_tests::walk::walk(seed, steps, progress) {
        Ok(()) => {
            println!("walk: {steps} steps, no difference");
            ExitCode::SUCCESS
        }
        Err(difference) => {
            println!("{difference}");
            ExitCode::FAILURE
        }
    }
}
