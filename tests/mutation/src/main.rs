//! `mutation SOURCE FILE...`: plants small faults in these files of a copy of the core's source (`SOURCE` is its `src`), each
//! behind a switch, and prints them, one a line: its number, `run` or `build`, where it is, and what it does.
//!
//! So all of them are compiled once, and each is a run of a program that is there: hundreds in minutes. A fault within
//! what the compiler works out has to be built by itself.
//!
//! The faults are those of cargo-mutants: a function that does nothing or gives a plain value, an operator in place of
//! another, a negation left out, an arm or a field left out, a guard that always or never holds.

mod plant;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(source) = words.next() else {
        eprintln!("usage: mutation SOURCE FILE...");
        return ExitCode::from(2);
    };
    match plant_all(Path::new(&source), words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mutation: {error}");
            ExitCode::FAILURE
        }
    }
}

fn plant_all(source: &Path, files: impl Iterator<Item = String>) -> Result<(), String> {
    let failed = |name: &str, error: &dyn std::fmt::Display| format!("{name}: {error}");
    let mut number = 0;
    for name in files {
        let path = source.join(&name);
        let text = std::fs::read_to_string(&path).map_err(|error| failed(&name, &error))?;
        let planted = plant::plant(&text, number).map_err(|error| failed(&name, &error))?;
        for fault in &planted.faults {
            let how = if fault.built { "build" } else { "run" };
            println!("{}\t{how}\t{name}:{}\t{}: {}", fault.number, fault.line, fault.function, fault.what);
            number = fault.number;
        }
        std::fs::write(&path, planted.text).map_err(|error| failed(&name, &error))?;
    }
    let library = source.join("lib.rs");
    let text = std::fs::read_to_string(&library).map_err(|error| failed("lib.rs", &error))?;
    std::fs::write(source.join("fault_switch.rs"), include_str!("switch.rs"))
        .and_then(|()| std::fs::write(&library, text + "\n#[allow(missing_docs, unused)]\nmod fault_switch;\n"))
        .map_err(|error| failed("lib.rs", &error))
}
