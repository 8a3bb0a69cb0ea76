//! Every scenario of the suite, recorded and replayed: the same transcript, with and without its texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use offhook::Config;
use offhook::trace::{Begin, Mask, Record, Recorded, write_header};
use offhook_desk::ladder::Ladder;
use offhook_desk::scenario::{parse, play};
use offhook_desk::tracing::{Tracer, replay};
use offhook_desk::transcript::Transcript;
use std::path::{Path, PathBuf};

/// The scenario files below a folder.
fn scenarios(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scenarios(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "scn") {
            into.push(path);
        }
    }
}

#[test]
fn a_replay_gives_the_same_transcript() {
    let mut files = Vec::new();
    scenarios(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"), &mut files);
    scenarios(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios"), &mut files);
    let mut lines = 0;
    for file in files {
        let statements = parse("file", &std::fs::read(&file).unwrap()).unwrap();
        let (mut plain, mut masked) = (Tracer::new(None), Tracer::new(Some(Mask::new([17, 4]))));
        let mut played = Transcript::default();
        // How far the file gets is another test's matter: what happened has to be the same again.
        let _ = play("file", &statements, vec![&mut plain, &mut masked, &mut played]);
        for trace in [&plain.bytes, &masked.bytes] {
            let mut replayed = Transcript::default();
            replay(trace, vec![&mut replayed]).unwrap();
            assert_eq!(replayed.text, played.text, "{}", file.display());
        }
        lines += played.text.lines().count();
    }
    assert!(lines > 100, "only {lines} lines were compared");
}

/// What the stations of a trace are called.
fn names(trace: &[u8]) -> Vec<String> {
    let mut ladder = Ladder::default();
    replay(trace, vec![&mut ladder]).unwrap();
    ladder.stations
}

#[test]
fn stations_have_their_names_again() {
    let statements = parse("file", b"station 4001\nstation 4002\nsignal offered k from=408\n").unwrap();
    let (mut tracer, mut masked) = (Tracer::new(None), Tracer::new(Some(Mask::new([17, 4]))));
    // A second file has stations of its own, which may be called the same.
    for _ in 0..2 {
        play("file", &statements, vec![&mut tracer, &mut masked]).unwrap();
        tracer.next_file();
        masked.next_file();
    }
    assert_eq!(names(&tracer.bytes), ["4001", "4002", "4001 (station 2)", "4002 (station 3)"]);
    // An extension is a telephone number: it is masked as others are, and still tells the stations apart.
    let masked = names(&masked.bytes);
    assert!(masked.iter().all(|name| !name.starts_with("400")), "{masked:?}");
    assert_ne!(masked[0], masked[1]);

    // A trace whose stations have no names, as firmware may write it.
    let mut bytes = vec![0; 128];
    let mut at = write_header(false, &mut bytes).unwrap();
    for station in 0..2 {
        let begin = Begin { calls: 1, data: 0, own: 0, config: Config::default() };
        let record = Record { station, now: 0, what: Recorded::Station(begin, &[]) };
        at += record.write(None, &mut bytes[at..]).unwrap();
    }
    assert_eq!(at, 8 + 2 * 60);
    assert_eq!(names(&bytes[..at]), ["station 0", "station 1"]);
}

#[test]
fn a_trace_that_is_not_whole_is_refused() {
    let statements = parse("file", b"station 4001\nsignal offered k from=408\n").unwrap();
    let mut tracer = Tracer::new(None);
    play("file", &statements, vec![&mut tracer]).unwrap();
    let cut = tracer.bytes.len() - 1;
    let error = replay(&tracer.bytes[..cut], Vec::new()).unwrap_err();
    assert!(error.starts_with(&format!("byte {cut}: ")), "{error}");
    assert!(replay(b"station 4001", Vec::new()).unwrap_err().contains("not a trace"));
}
