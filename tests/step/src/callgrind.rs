//! Instructions, counted by callgrind: exact, and the same from run to run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program, and the function in it whose instructions count, those of what it calls included.
pub struct Counted {
    pub program: PathBuf,
    pub arguments: Vec<String>,
    pub function: &'static str,
}

/// What each call of the function took, and where.
pub struct Counts {
    pub calls: Vec<u64>,
    /// Instructions by source file.
    pub files: BTreeMap<String, u64>,
}

impl Counted {
    /// Runs the program, one dump for each call of the function.
    pub fn run(&self) -> Result<Counts, String> {
        let place = std::env::temp_dir().join(format!("offhook-step-{}", std::process::id()));
        std::fs::create_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
        let counts = self.run_in(&place);
        // What is left there harms nobody.
        let _ = std::fs::remove_dir_all(&place);
        counts
    }

    fn run_in(&self, place: &Path) -> Result<Counts, String> {
        let output = Command::new("valgrind")
            .arg("--tool=callgrind")
            .arg(format!("--callgrind-out-file={}", place.join("out").display()))
            .arg(format!("--toggle-collect={}", self.function))
            .arg(format!("--dump-after={}", self.function))
            .arg(&self.program)
            .args(&self.arguments)
            .stdout(Stdio::null())
            .output()
            .map_err(|error| format!("valgrind: {error}"))?;
        if !output.status.success() {
            return Err(format!("valgrind: {}", String::from_utf8_lossy(&output.stderr)));
        }
        let mut counts = Counts { calls: Vec::new(), files: BTreeMap::new() };
        for call in 1.. {
            let Ok(dump) = std::fs::read_to_string(place.join(format!("out.{call}"))) else { break };
            let instructions = read(&dump, &mut counts.files);
            if instructions > 0 {
                counts.calls.push(instructions);
            }
        }
        if counts.calls.is_empty() { Err(format!("{} was not called", self.function)) } else { Ok(counts) }
    }
}

/// Adds a dump's instructions up, and gives each to its file. What was inlined from the standard library counts for the
/// file that it was inlined into.
fn read(dump: &str, files: &mut BTreeMap<String, u64>) -> u64 {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let (mut file, mut sum, mut of_a_callee) = (String::new(), 0, false);
    for line in dump.lines() {
        if let Some((key @ ("fl" | "fi" | "fe" | "cfi" | "cfl"), value)) = line.split_once('=') {
            let (number, name) = value.split_once(' ').unwrap_or((value, ""));
            if !name.is_empty() {
                names.insert(number, name);
            }
            let name = names.get(number).copied().unwrap_or_default();
            let ours = name.split_once("/src/").filter(|_| !name.contains("/rustc/")).map(|(_, ours)| ours);
            match (key, ours) {
                ("fl" | "fi" | "fe", Some(ours)) => file = ours.to_owned(),
                ("fl", None) => file = "elsewhere".to_owned(),
                _ => {}
            }
        } else if line.starts_with("calls=") {
            of_a_callee = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            let cost = line.split(' ').nth(1).and_then(|cost| cost.parse::<u64>().ok()).unwrap_or(0);
            if !std::mem::take(&mut of_a_callee) {
                sum += cost;
                *files.entry(file.clone()).or_default() += cost;
            }
        }
    }
    sum
}
