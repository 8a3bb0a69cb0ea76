//! Every scenario of the suite, recorded and replayed: the same transcript, with and without its texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use offhook::trace::Mask;
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
