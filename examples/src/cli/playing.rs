//! `play`, `replay`, `ladder`, and the demonstration.

use super::{Trouble, complain, read, write};
use crate::crm;
use crate::desk::Watch;
use crate::error::Failure;
use crate::ladder::{self, Ladder};
use crate::scenario::{self, Played};
use crate::tracing::{Tracer, replay as replay_trace};
use crate::transcript::Transcript;
use offhook::trace::{MAGIC, Mask};
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The scenario that is shown when nothing is asked for.
const DEMONSTRATION: &str = include_str!("../../scenarios/warm-transfer.scn");

/// Plays the bundled scenario and shows it.
pub fn demonstration(out: &mut impl Write) -> Result<u8, Trouble> {
    writeln!(out, "A warm transfer over three agents; `offhook --help` shows what else there is.\n")?;
    show_scenario("warm-transfer.scn", DEMONSTRATION.as_bytes(), None, out)
}

/// Plays a scenario and shows it as a ladder, with the pages that it opens.
fn show_scenario(file: &str, bytes: &[u8], picture: Option<&Path>, out: &mut impl Write) -> Result<u8, Trouble> {
    let mut ladder = Ladder::default();
    let parsed = scenario::parse(file, bytes);
    let played = parsed.and_then(|statements| scenario::play(file, &statements, vec![&mut ladder]));
    show(&ladder, picture, out)?;
    match played {
        Ok(_) => {
            if picture.is_none() {
                screen_pops(&ladder, out)?;
            }
            Ok(0)
        }
        Err(failure) => Ok(report(&failure)),
    }
}

/// The pages that the scenario's queries open in the agents' browsers.
fn screen_pops(ladder: &Ladder, out: &mut impl Write) -> Result<(), Trouble> {
    for (number, pop) in (1..).zip(&ladder.pops) {
        let ext = ladder.stations.get(usize::from(pop.station)).map_or("", String::as_str);
        let url = crm::url(crm::PORT, &pop.query);
        writeln!(out, "\nScreen pop {number}, at {ext} after {} ms:\n  {url}", pop.now)?;
    }
    Ok(())
}

fn show(ladder: &Ladder, picture: Option<&Path>, out: &mut impl Write) -> Result<(), Trouble> {
    match picture {
        None => Ok(ladder::print(ladder, out)?),
        Some(path) => write(path, ladder::picture(ladder).as_bytes()),
    }
}

/// Plays files; the exit status is the worst of theirs.
pub fn play(
    files: &[impl AsRef<Path>],
    trace: Option<&Path>,
    without_texts: bool,
    transcript: Option<&Path>,
    out: &mut impl Write,
) -> Result<u8, Trouble> {
    let mut worst = 0;
    let mut tracer = Tracer::new(without_texts.then(random_mask));
    let mut lines = Transcript::default();
    let files = scenarios(files)?;
    for file in &files {
        let result = play_file(file, vec![&mut tracer, &mut lines])?;
        tracer.next_file();
        lines.next_file();
        match result {
            Err(failure) => worst = worst.max(report(&failure)),
            Ok(_) if transcript == Some(Path::new("-")) => {}
            Ok(played) => writeln!(out, "{}: {} expectations held", file.display(), played.expectations)?,
        }
    }
    if let Some(path) = trace {
        write(path, &tracer.bytes)?;
    }
    if let Some(path) = transcript {
        write_or_print(path, &lines.text, out)?;
    }
    Ok(worst)
}

/// The files, and those with scenarios in the folders, by name.
fn scenarios(named: &[impl AsRef<Path>]) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    for path in named.iter().map(AsRef::as_ref) {
        if !path.is_dir() {
            files.push(path.to_owned());
            continue;
        }
        let (mut inside, mut folders) = (Vec::new(), vec![path.to_owned()]);
        while let Some(folder) = folders.pop() {
            let unreadable = |error| Trouble::Usage(format!("{}: {error}", folder.display()));
            for entry in folder.read_dir().map_err(unreadable)? {
                let path = entry.map_err(unreadable)?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "scn") {
                    inside.push(path);
                }
            }
        }
        if inside.is_empty() {
            return Err(Trouble::Usage(format!("{}: no file in this folder is called `….scn`", path.display())));
        }
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

fn play_file(file: &Path, watch: Vec<&mut dyn Watch>) -> Result<Result<Played, Failure>, Trouble> {
    let bytes = read(file)?;
    let name = file.display().to_string();
    Ok(scenario::parse(&name, &bytes).and_then(|statements| scenario::play(&name, &statements, watch)))
}

/// Plays a trace again.
pub fn replay(trace: &Path, transcript: Option<&Path>, out: &mut impl Write) -> Result<u8, Trouble> {
    let bytes = read(trace)?;
    match transcript {
        Some(path) => {
            let mut lines = Transcript::default();
            let result = replay_trace(&bytes, vec![&mut lines]);
            write_or_print(path, &lines.text, out)?;
            whole(trace, result)
        }
        None => show_trace(trace, &bytes, None, out),
    }
}

fn show_trace(file: &Path, bytes: &[u8], picture: Option<&Path>, out: &mut impl Write) -> Result<u8, Trouble> {
    let mut ladder = Ladder::default();
    let result = replay_trace(bytes, vec![&mut ladder]);
    show(&ladder, picture, out)?;
    whole(file, result)
}

fn whole(file: &Path, result: Result<(), String>) -> Result<u8, Trouble> {
    result.map(|()| 0).map_err(|what| Trouble::Usage(format!("{}: {what}", file.display())))
}

/// Shows a scenario or a trace.
pub fn ladder(file: &Path, picture: Option<&Path>, out: &mut impl Write) -> Result<u8, Trouble> {
    let bytes = read(file)?;
    if bytes.starts_with(&MAGIC) {
        show_trace(file, &bytes, picture, out)
    } else {
        show_scenario(&file.display().to_string(), &bytes, picture, out)
    }
}

fn report(failure: &Failure) -> u8 {
    complain(&failure.to_string());
    failure.exit_status()
}

/// A key that nobody knows, not even whoever makes the trace.
fn random_mask() -> Mask {
    let random = RandomState::new();
    Mask::new([random.hash_one(1), random.hash_one(2)])
}

fn write_or_print(path: &Path, text: &str, out: &mut impl Write) -> Result<(), Trouble> {
    if path == Path::new("-") { Ok(out.write_all(text.as_bytes())?) } else { write(path, text.as_bytes()) }
}
