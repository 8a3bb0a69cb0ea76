//! What a step of the exchange costs: one command taken and all its signals given, in instructions, and in cache lines that
//! were cold. Both for ten stations and for a hundred thousand, between which calls are made at random.
//!
//! ```text
//! offhook-exchange                 measures; a line is `name value unit target`, tab-separated
//! offhook-exchange run STATIONS    the program that is measured
//! offhook-exchange times           the same by the clock
//! offhook-exchange calls COUNT     sets up, transfers and clears so many calls, and looks whether something is left
//! ```

mod lives;
mod many;

use offhook::exchange::{Call, Connection, Exchange, Extension, Head, Post, posts};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// The function whose steps are counted.
const COUNTED: &str = "offhook_exchange::lives::step";
/// Lives by the clock.
const TIMED: usize = 50_000;
/// A first-level cache that keeps what one step after another needs, whatever the layout: what it misses, the step before
/// had not touched.
const CACHE: &str = "--D1=65536,64,64";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        [] => measure(),
        ["times"] => times(),
        ["run", stations] => match stations.parse() {
            Ok(stations) => lives::run(stations, lives::COUNTED).map(drop),
            Err(_) => Err(format!("{stations} is no number of stations")),
        },
        ["calls", count] => match count.parse() {
            Ok(count) => many::run(count).map(|said| println!("{said}")),
            Err(_) => Err(format!("{count} is no number of calls")),
        },
        _ => Err("offhook-exchange takes nothing, `run STATIONS`, `times` or `calls COUNT`".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("offhook-exchange: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What the caller's memory is made of: bytes a record, and what a station and a plain call take of them.
fn sizes() {
    let station = size_of::<Extension>() + 2 * size_of::<Head>();
    let call = size_of::<Call>() + 2 * size_of::<Connection>();
    println!("exchange, a station with two places of the index\t{station}\tB\t-");
    println!("exchange, a call of two parties besides its data\t{call}\tB\t-");
    println!("exchange, one more party\t{}\tB\t-", size_of::<Connection>());
    println!("exchange, signals on their way, 8 parties a call\t{}\tB\t-", posts(8) * size_of::<Post>());
    println!("exchange, as such\t{}\tB\t-", size_of::<Exchange<'static>>());
}

/// What the steps of one run cost.
struct Cost {
    instructions: f64,
    worst: u64,
    /// Of the step that found the most.
    cold: u64,
}

fn measure() -> Result<(), String> {
    let (few, many) = (cost(10)?, cost(100_000)?);
    println!("exchange step, 10 stations\t{:.0}\tinstructions\t-", few.instructions);
    println!("exchange step, 100,000 stations\t{:.0}\tinstructions\t-", many.instructions);
    println!("exchange step, growth from 10 to 100,000\t{:.3}\ttimes\t1.05", many.instructions / few.instructions);
    println!("exchange step, worst of 100,000\t{}\tinstructions\t-", many.worst);
    println!("exchange step, cold lines, worst of 100,000\t{}\tcache lines\t6", many.cold);
    sizes();
    Ok(())
}

/// Nanoseconds a step: where records no longer fit the processor's cache, they are the memory's.
fn times() -> Result<(), String> {
    for (stations, name) in [(10, "10"), (1_000, "1,000"), (100_000, "100,000")] {
        let took = lives::run(stations, TIMED)?;
        let steps = (TIMED * lives::STEPS) as f64;
        println!("exchange step, {name} stations\t{:.0}\tns\t-", took.as_nanos() as f64 / steps);
    }
    Ok(())
}

/// Runs the lives under callgrind, one dump for each step.
fn cost(stations: u32) -> Result<Cost, String> {
    let place = std::env::temp_dir().join(format!("offhook-exchange-{}", std::process::id()));
    std::fs::create_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    let cost = cost_in(stations, &place);
    // What is left there harms nobody.
    let _ = std::fs::remove_dir_all(&place);
    cost
}

fn cost_in(stations: u32, place: &Path) -> Result<Cost, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--cache-sim=yes", CACHE])
        .arg(format!("--callgrind-out-file={}", place.join("out").display()))
        .arg(format!("--toggle-collect={COUNTED}"))
        .arg(format!("--dump-after={COUNTED}"))
        .arg(program)
        .args(["run", &stations.to_string()])
        .stdout(Stdio::null())
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    if !output.status.success() {
        return Err(format!("valgrind: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let mut steps = Vec::new();
    for step in 1.. {
        let Ok(dump) = std::fs::read_to_string(place.join(format!("out.{step}"))) else { break };
        let (instructions, cold) = totals(&dump).ok_or("a dump without totals")?;
        if instructions > 0 {
            steps.push((instructions, cold));
        }
    }
    // The first lives find everything cold, the code's own tables too.
    let steps = steps.get(lives::WARM * lives::STEPS..).unwrap_or_default();
    if steps.is_empty() {
        return Err("no step was counted".to_owned());
    }
    let count = steps.len() as f64;
    Ok(Cost {
        instructions: steps.iter().map(|(instructions, _)| *instructions as f64).sum::<f64>() / count,
        worst: steps.iter().map(|(instructions, _)| *instructions).max().unwrap_or_default(),
        cold: steps.iter().map(|(_, cold)| *cold).max().unwrap_or_default(),
    })
}

/// Instructions, and misses of the first-level data cache, of a dump.
fn totals(dump: &str) -> Option<(u64, u64)> {
    let line = |key: &str| dump.lines().find_map(|line| line.strip_prefix(key)).map(|line| line.split_whitespace());
    let (mut instructions, mut cold) = (0, 0);
    for (event, count) in line("events:")?.zip(line("totals:").or_else(|| line("summary:"))?) {
        let count: u64 = count.parse().ok()?;
        match event {
            "Ir" => instructions = count,
            "D1mr" | "D1mw" => cold += count,
            _ => {}
        }
    }
    Some((instructions, cold))
}
