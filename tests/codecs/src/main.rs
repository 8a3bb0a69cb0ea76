//! Counts what the codecs and their peers take for one record, in one run; then what a byte costs in texts of 100 bytes
//! to 64 KiB. `codecs times` tells the time of the record instead.
//!
//! A line is name, value, unit and target, with tabs between them; a target is the most that ours may be. Instructions
//! come from callgrind, under which this program runs itself (`codecs count`, `codecs grow`): exact from run to run.
//! Nanoseconds are of this machine, the best of some batches in which everybody takes turns.

use std::hint::black_box;
use std::time::Instant;

use codecs::growth::{self, SIZES, SYNTAXES};
use codecs::jobs;
use codecs::rows::{Job, NO_PEERS, all};

/// Rounds under callgrind, with long texts under callgrind, and by the clock: batches and rounds in each.
const COUNTED: u64 = 200;
const GROWN: u64 = 2;
const BATCHES: usize = 20;
const TIMED: u32 = 1_000;

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

/// How many times what a byte costs in one text it may cost in another.
const FLAT: f64 = 1.10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["count", place, rounds] => {
            let mut all = all();
            let job = &mut all[number(place) as usize];
            for _ in 0..number(rounds) {
                black_box((job.run)());
            }
        }
        ["grow", syntax, way, entries, rounds] => {
            grow(number(syntax) as usize, way, number(entries) as usize, number(rounds));
        }
        ["times"] => times(),
        [] => {
            record();
            bytes();
        }
        other => panic!("not an order: {other:?}"),
    }
}

fn number(word: &str) -> u64 {
    word.parse().expect("a number")
}

/// The record: a row a job, a line a side.
fn record() {
    let mut all = all();
    let counts: Vec<u64> = (0..all.len()).map(|place| instructions(&["count", &place.to_string()], COUNTED)).collect();
    for (row, target) in TARGETS {
        for place in row_of(&all, row) {
            let side = all[place].side;
            let target = if side.starts_with("offhook") { target.to_string() } else { "-".to_owned() };
            println!("codec.{row}.{side}\t{}\tinstructions\t{target}", counts[place]);
            if row.ends_with("encode") {
                println!("codec.{row}.{side}\t{}\tB\t-", (all[place].run)());
            }
        }
        println!("codec.{row}.of-fastest-peer\t{:.2}\tinstructions\t-", of_fastest_peer(&all, row, &counts));
    }
}

/// The record by the clock.
fn times() {
    let mut all = all();
    let times = timed(&mut all);
    for (row, _) in TARGETS {
        for place in row_of(&all, row) {
            println!("codec.{row}.{}\t{}\tns\t-", all[place].side, times[place]);
        }
        println!("codec.{row}.of-fastest-peer\t{:.2}\ttime\t-", of_fastest_peer(&all, row, &times));
    }
}

/// The places of a row's jobs.
fn row_of(all: &[Job], row: &str) -> Vec<usize> {
    (0..all.len()).filter(|place| all[*place].what == row).collect()
}

/// Ours beside the best of the others.
fn of_fastest_peer(all: &[Job], row: &str, of: &[u64]) -> f64 {
    let sides = row_of(all, row);
    let peers = sides.iter().filter(|place| !NO_PEERS.contains(&all[**place].side));
    let fastest = peers.map(|place| of[*place]).min().expect("a peer");
    let ours = sides.iter().find(|place| all[**place].side == "offhook").expect("ours");
    of[*ours] as f64 / fastest as f64
}

/// Nanoseconds of a round of each job.
fn timed(all: &mut [Job]) -> Vec<u64> {
    let mut best = vec![u64::MAX; all.len()];
    for _ in 0..BATCHES {
        for (job, best) in all.iter_mut().zip(&mut best) {
            let start = Instant::now();
            for _ in 0..TIMED {
                black_box((job.run)());
            }
            *best = (*best).min(start.elapsed().as_nanos() as u64 / u64::from(TIMED));
        }
    }
    best
}

/// What a byte costs beyond what the text of one entry costs: each size, and the dearest beside the cheapest.
fn bytes() {
    for (place, (syntax, codec)) in SYNTAXES.iter().enumerate() {
        for way in ["encode", "decode", "call-encode"] {
            let cost =
                |entries: usize| instructions(&["grow", &place.to_string(), way, &entries.to_string()], GROWN) as f64;
            let (fixed, one) = (cost(1), growth::text(*codec, 1).len());
            println!("codec.a-byte.{syntax}-{way}.one-entry\t{fixed}\tinstructions\t-");
            let (mut least, mut most) = (f64::MAX, 0f64);
            for size in SIZES {
                let entries = growth::count(*codec, size);
                let length = growth::text(*codec, entries).len();
                let a_byte = (cost(entries) - fixed) / (length - one) as f64;
                println!("codec.a-byte.{syntax}-{way}.{size}\t{a_byte:.2}\tinstructions\t-");
                (least, most) = (least.min(a_byte), most.max(a_byte));
            }
            println!("codec.a-byte.{syntax}-{way}.dearest-of-cheapest\t{:.2}\tratio\t{FLAT:.2}", most / least);
        }
    }
}

/// A text of so many entries, made or read.
fn grow(syntax: usize, way: &str, entries: usize, rounds: u64) {
    let codec = SYNTAXES[syntax].1;
    let (list, text) = (growth::entries(codec, entries), growth::text(codec, entries));
    let (mut out, mut held) = (vec![0; 128 << 10], vec![0; 512 << 10]);
    let data = offhook::codec::decode(codec, &text, &mut held).expect("our own text");
    let mut into = vec![0; 512 << 10];
    for _ in 0..rounds {
        black_box(match way {
            "encode" => jobs::offhook_encode(codec, black_box(&list), &mut out),
            "call-encode" => jobs::offhook_call_encode(codec, black_box(data), &mut out),
            _ => jobs::offhook_decode(codec, black_box(&text), &mut into),
        });
    }
}

/// Instructions of one round: the difference between two lengths of the same run.
fn instructions(order: &[&str], rounds: u64) -> u64 {
    (counted(order, 2 * rounds) - counted(order, rounds)) / rounds
}

fn counted(order: &[&str], rounds: u64) -> u64 {
    let program = std::env::current_exe().expect("this program");
    let output = std::process::Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(order)
        .arg(rounds.to_string())
        .output()
        .expect("valgrind runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said.lines().find_map(|line| line.split_once("Collected :")).expect("callgrind counts");
    collected.1.trim().parse().expect("a number")
}
