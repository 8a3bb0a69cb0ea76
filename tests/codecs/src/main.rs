//! Counts and times the codecs and their peers on one record, in one run.
//!
//! A line is name, value, unit and target, with tabs between them; a target is the most that ours may be. Instructions
//! come from callgrind, under which this program runs itself (`codecs count`): exact from run to run. Nanoseconds are
//! of this machine.

use std::hint::black_box;
use std::time::Instant;

use codecs::jobs::{self, Pair};
use codecs::record::{PAIRS, entries, pairs, payload, text};
use offhook::codec::Codec;

/// Rounds under callgrind, and by the clock.
const COUNTED: u64 = 200;
const TIMED: u64 = 20_000;

/// The most instructions that a job of ours may take.
const TARGETS: [(&str, u64); 10] = [
    ("url-encode", 1600),
    ("url-decode", 3200),
    ("xml-encode", 2100),
    ("xml-decode", 5000),
    ("ici-encode", 2100),
    ("ici-decode", 5000),
    ("json-encode", 2300),
    ("json-decode", 3300),
    ("binary-encode", 900),
    ("binary-decode", 1600),
];

/// What is done, by whom, and how.
struct Job {
    what: &'static str,
    side: &'static str,
    run: Box<dyn FnMut() -> usize>,
}

fn job(what: &'static str, side: &'static str, run: impl FnMut() -> usize + 'static) -> Job {
    Job { what, side, run: Box::new(run) }
}

fn ours(what: [&'static str; 2], codec: Codec) -> [Job; 2] {
    let (list, text) = (entries(codec), text(codec));
    let mut out = vec![0; 1024];
    let mut into = vec![0; 1024];
    [
        job(what[0], "offhook", move || jobs::offhook_encode(codec, black_box(&list), &mut out)),
        job(what[1], "offhook", move || jobs::offhook_decode(codec, black_box(&text), &mut into)),
    ]
}

fn all() -> Vec<Job> {
    let mut all = Vec::new();
    let leaked = |codec| -> &'static [Pair<'static>] { Box::leak(Box::new(pairs(codec))) };

    all.extend(ours(["url-encode", "url-decode"], Codec::C4cQuery));
    let (list, query, mut out) = (leaked(Codec::C4cQuery), text(Codec::C4cQuery), String::with_capacity(1024));
    all.push(job("url-encode", "form_urlencoded", move || jobs::form_encode(black_box(list), &mut out)));
    all.push(job("url-decode", "form_urlencoded", move || jobs::form_decode(black_box(&query))));

    all.extend(ours(["xml-encode", "xml-decode"], Codec::C4cXml));
    let (list, document) = (leaked(Codec::C4cXml), text(Codec::C4cXml));
    let (mut out, mut into) = (Vec::with_capacity(1024), Vec::with_capacity(16));
    all.push(job("xml-encode", "quick-xml", move || jobs::quick_payload_encode(black_box(list), &mut out)));
    all.push(job("xml-decode", "quick-xml", move || jobs::quick_decode(black_box(&document), 2, &mut into)));

    all.extend(ours(["ici-encode", "ici-decode"], Codec::IciXml));
    let (list, document) = (leaked(Codec::IciXml), text(Codec::IciXml));
    let (mut out, mut into) = (Vec::with_capacity(1024), Vec::with_capacity(16));
    all.push(job("ici-encode", "quick-xml", move || jobs::quick_ici_encode(black_box(list), &mut out)));
    all.push(job("ici-decode", "quick-xml", move || jobs::quick_decode(black_box(&document), 3, &mut into)));

    all.extend(ours(["json-encode", "json-decode"], Codec::C4cJson));
    let json = text(Codec::C4cJson);
    let (mut out, again) = (Vec::with_capacity(1024), json.clone());
    all.push(job("json-encode", "sonic-rs", move || jobs::sonic_encode(black_box(&payload()), &mut out)));
    all.push(job("json-decode", "sonic-rs", move || jobs::sonic_decode(black_box(&again))));
    let mut out = Vec::with_capacity(1024);
    all.push(job("json-encode", "serde_json", move || jobs::serde_encode(black_box(&payload()), &mut out)));
    all.push(job("json-decode", "serde_json", move || jobs::serde_decode(black_box(&json))));

    all.extend(ours(["binary-encode", "binary-decode"], Codec::Binary));
    let (mut out, list) = (vec![0; 1024], leaked(Codec::Binary));
    all.push(job("binary-encode", "postcard-triples", move || {
        jobs::postcard_triples_encode(black_box(list), &mut out)
    }));
    let bytes = text(Codec::Binary);
    all.push(job("binary-decode", "postcard-triples", move || jobs::postcard_triples_decode(black_box(&bytes))));
    let mut out = vec![0; 1024];
    all.push(job("binary-encode", "postcard-pairs", move || jobs::postcard_pairs_encode(black_box(&PAIRS), &mut out)));
    let bytes = postcard::to_allocvec(&PAIRS).expect("memory");
    all.push(job("binary-decode", "postcard-pairs", move || jobs::postcard_pairs_decode(black_box(&bytes))));
    all
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["count", place, rounds] => {
            let (place, rounds): (usize, u64) = (place.parse().expect("a place"), rounds.parse().expect("rounds"));
            let mut all = all();
            for _ in 0..rounds {
                black_box((all[place].run)());
            }
        }
        _ => {
            let names: Vec<_> = all().iter().map(|job| (job.what, job.side)).collect();
            for (place, (what, side)) in names.iter().enumerate() {
                let mut all = all();
                let bytes = (all[place].run)();
                let start = Instant::now();
                for _ in 0..TIMED {
                    black_box((all[place].run)());
                }
                let nanoseconds = start.elapsed().as_nanos() as u64 / TIMED;
                let target = TARGETS.iter().find(|target| target.0 == *what && *side == "offhook");
                let target = target.map_or("-".to_owned(), |target| target.1.to_string());
                println!("codec.{what}.{side}\t{}\tinstructions\t{target}", instructions(place));
                println!("codec.{what}.{side}\t{nanoseconds}\tns\t-");
                if what.ends_with("encode") {
                    println!("codec.{what}.{side}\t{bytes}\tB\t-");
                }
            }
        }
    }
}

/// Instructions of one round: the difference between two lengths of the same run.
fn instructions(place: usize) -> u64 {
    (counted(place, 2 * COUNTED) - counted(place, COUNTED)) / COUNTED
}

fn counted(place: usize, rounds: u64) -> u64 {
    let program = std::env::current_exe().expect("this program");
    let output = std::process::Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["count", &place.to_string(), &rounds.to_string()])
        .output()
        .expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said.lines().find_map(|line| line.split_once("Collected :")).expect("callgrind counts");
    collected.1.trim().parse().expect("a number")
}
