//! What a step costs, in instructions: offhook's move of one connection beside those of other state machines, and whole
//! steps over a call's life, through the Rust API and through the C API.
//!
//! ```text
//! offhook-step [LIFE_IN_C]      measures; LIFE_IN_C is life.c, built against the library
//! offhook-step times            tells the time of the same
//! offhook-step run WHAT [N]     the program that is measured: a machine's lives, `life CALLS [texts]`, or `call`
//! ```
//!
//! A line is `name value unit target verdict`, tab-separated.

mod call;
mod callgrind;
mod life;
mod own;
#[path = "../../codecs/src/pairs.rs"]
mod pairs;
mod peers;
mod walk;

use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use callgrind::{Counted, Counts};
use peers::nested::Nested;
use peers::rust_fsm::RustFsm;
use peers::smlang::Smlang;
use peers::statig::Statig;
use peers::table::Table;
use peers::{Machine, run};

/// Lives that a machine is counted over, in one call of the counted function.
const LIVES: usize = 100;
/// Batches by the clock.
const BATCHES: u32 = 21;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        [] => measure(None),
        ["times"] => {
            times();
            Ok(())
        }
        [life] => measure(Some(life.into())),
        ["run", what, rest @ ..] => counted_program(what, rest),
        _ => Err("offhook-step [LIFE_IN_C]".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("offhook-step: {error}");
            ExitCode::FAILURE
        }
    }
}

// ---- what is measured ----------------------------------------------------------------------------

fn counted_program(what: &str, rest: &[&str]) -> Result<(), String> {
    match what {
        "nested" => lives::<Nested>(),
        "table" => lives::<Table>(),
        "smlang" => lives::<Smlang>(),
        "rust-fsm" => lives::<RustFsm>(),
        "statig" => lives::<Statig>(),
        "offhook" => {
            let mut connection = own::Connection::default();
            own::run(&mut connection, black_box(&own::LIFE.repeat(LIVES)));
            black_box((connection.moved, connection.discrepancies));
        }
        "life" => {
            let calls =
                rest.first().and_then(|calls| calls.parse().ok()).filter(|calls| *calls >= 2).ok_or("life CALLS")?;
            let mut life = life::Life::new(calls, if rest.len() > 1 { life::NUMBERS } else { &[] });
            life.live();
            life.live();
        }
        "call" => {
            let mut work = call::Work::new();
            for _ in 0..LIVES {
                call::counted(&mut work);
            }
        }
        other => return Err(format!("{other}: no such machine")),
    }
    Ok(())
}

fn lives<M: Machine>() {
    let mut machine = M::default();
    run(&mut machine, black_box(&peers::LIFE.repeat(LIVES)));
    black_box(machine.look());
}

// ---- measuring -----------------------------------------------------------------------------------

fn measure(life_in_c: Option<PathBuf>) -> Result<(), String> {
    moves()?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let rust = |calls: usize, texts: bool| Counted {
        program: own.clone(),
        arguments: life_arguments(&["run", "life"], calls, texts),
        function: "offhook_step::life::counted",
    };
    steps("step-rust", &rust, false)?;
    if let Some(program) = life_in_c {
        let c = |calls: usize, texts: bool| Counted {
            program: program.clone(),
            arguments: life_arguments(&[], calls, texts),
            function: "offhook_step",
        };
        steps("step-c", &c, true)?;
    }
    one_call(own)
}

/// What a call costs whoever embeds the library, beside hundreds of microseconds of a signalling stack.
fn one_call(program: PathBuf) -> Result<(), String> {
    let counts = Counted {
        program,
        arguments: vec!["run".to_owned(), "call".to_owned()],
        function: "offhook_step::call::counted",
    }
    .run()?;
    let last = counts.calls.last().copied().unwrap_or_default();
    line("call-whole", last as f64, "instructions", Some(10_000.0));
    Ok(())
}

/// What a processor's clock says of all this: times of this machine, or ratios of one run.
fn times() {
    walk::times();
    life::times();
    call::times();
}

fn life_arguments(before: &[&str], calls: usize, texts: bool) -> Vec<String> {
    let mut arguments: Vec<String> = before.iter().map(ToString::to_string).collect();
    arguments.push(calls.to_string());
    arguments.extend(texts.then(|| "texts".to_owned()));
    arguments
}

/// A move of one connection, and the same in other ways: instructions an event.
fn moves() -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let count = |what: &str, function: &'static str| -> Result<f64, String> {
        let arguments = vec!["run".to_owned(), what.to_owned()];
        let counts = Counted { program: own.clone(), arguments, function }.run()?;
        Ok(counts.calls.iter().sum::<u64>() as f64 / (LIVES * peers::LIFE.len()) as f64)
    };
    let floor = count("nested", "offhook_step::peers::run")?;
    line("move-nested", floor, "instructions", None);
    for what in ["table", "smlang", "rust-fsm", "statig"] {
        line(&format!("move-{what}"), count(what, "offhook_step::peers::run")?, "instructions", None);
    }
    line("move-offhook", count("offhook", "offhook_step::own::run")?, "instructions", Some(1.15 * floor));
    Ok(())
}

/// Whole steps over a life: mean, worst, each, what texts add, growth with the calls, and the share of each source file.
fn steps(name: &str, counted: &dyn Fn(usize, bool) -> Counted, gate: bool) -> Result<(), String> {
    let last = |counts: &Counts| -> Result<Vec<u64>, String> {
        let first = counts.calls.len().checked_sub(life::INPUTS).ok_or("too few steps were counted")?;
        Ok(counts.calls[first..].to_vec())
    };
    let mean = |steps: &[u64]| steps.iter().sum::<u64>() as f64 / steps.len() as f64;
    let counts = counted(2, false).run()?;
    let steps = last(&counts)?;
    let full = last(&counted(64, false).run()?)?;
    let texts = last(&counted(2, true).run()?)?;
    line(&format!("{name}-mean"), mean(&steps), "instructions", gate.then_some(160.0));
    line(
        &format!("{name}-worst"),
        steps.iter().copied().max().unwrap_or(0) as f64,
        "instructions",
        gate.then_some(400.0),
    );
    line(&format!("{name}-mean-with-numbers"), mean(&texts), "instructions", None);
    line(&format!("{name}-growth-1-to-64-calls"), mean(&full) / mean(&steps), "ratio", Some(1.1));
    for (step, what) in steps.iter().zip(INPUTS) {
        line(&format!("{name}-{what}"), *step as f64, "instructions", None);
    }
    let all: u64 = counts.files.values().sum();
    let mut files: Vec<_> = counts.files.iter().collect();
    files.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (file, count) in files {
        let share = 100.0 * *count as f64 / all as f64;
        if share >= 0.5 {
            line(&format!("{name}-in-{file}"), share, "percent", None);
        }
    }
    Ok(())
}

/// Nanoseconds of one of so many rounds: the best of some batches.
pub fn nanoseconds(rounds: u32, mut round: impl FnMut()) -> f64 {
    let mut batch = || {
        let start = Instant::now();
        for _ in 0..rounds {
            round();
        }
        start.elapsed().as_secs_f64()
    };
    (0..BATCHES).map(|_| batch()).fold(f64::INFINITY, f64::min) * 1e9 / f64::from(rounds)
}

const INPUTS: [&str; life::INPUTS] = [
    "offered",
    "request-answer",
    "established",
    "request-hold",
    "held",
    "request-retrieve",
    "retrieved",
    "request-consult",
    "held-for-consult",
    "originated",
    "delivered",
    "established-consult",
    "request-conference",
    "conferenced",
    "party-left",
    "request-clear",
    "accepted",
    "cleared",
];

/// Prints one figure. A target is the most that it may be.
pub fn line(name: &str, value: f64, unit: &str, target: Option<f64>) {
    let verdict = match target {
        Some(target) if value <= target => "meets",
        Some(_) => "misses",
        None => "-",
    };
    let target = target.map_or("-".to_owned(), |target| format!("{target:.2}"));
    println!("{name}\t{value:.2}\t{unit}\t{target}\t{verdict}");
}
