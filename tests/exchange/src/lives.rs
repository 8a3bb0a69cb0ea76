//! Calls between stations at random: placed, answered, held, taken back, hung up.

use std::time::{Duration, Instant};

use offhook::exchange::{
    Call, Connection, Exchange, Extension, Group, Head, Member, Memory, Place, Post, Queue, Setup, StationSetup, posts,
};
use offhook::{CallId, Entry, Known, Output, OutputKind, SignalKind};

/// Lives that are not counted: they warm what every life needs.
pub const WARM: usize = 10;
/// Lives under callgrind.
pub const COUNTED: usize = 60;
/// Steps of a life.
pub const STEPS: usize = 5;
/// Parties that a call may have.
const PARTIES: u8 = 8;
/// Bytes of data a call.
const DATA: u16 = 128;

/// Plays so many lives among so many stations, and tells how long they took.
pub fn run(stations: u32, lives: usize) -> Result<Duration, String> {
    let count = stations as usize;
    let (mut extensions, mut calls) = (vec![Extension::default(); count], vec![Call::default(); count]);
    let (mut connections, mut index) = (vec![Connection::default(); 2 * count], vec![Head::default(); 2 * count]);
    let (mut queues, mut groups, mut members) = ([Queue::default(); 1], [Group::default(); 1], [Member::default(); 1]);
    let (mut places, mut waiting) = ([Place::default(); 1], vec![Post::default(); posts(PARTIES)]);
    let mut data = vec![0; count * usize::from(DATA)];
    let memory = Memory {
        extensions: &mut extensions,
        calls: &mut calls,
        connections: &mut connections,
        queues: &mut queues,
        groups: &mut groups,
        members: &mut members,
        places: &mut places,
        index: &mut index,
        posts: &mut waiting,
        texts: &mut [],
        data: &mut data,
    };
    let failed = |cause: offhook::Cause| format!("the exchange refuses: {}", cause.name().unwrap_or("no reason"));
    let mut exchange = Exchange::new(memory, &Setup { data: DATA, own: 0, parties: PARTIES }).map_err(failed)?;
    for station in 0..stations {
        let setup = StationSetup { calls: 2, ..StationSetup::default() };
        exchange.station(&number(station), &setup).map_err(failed)?;
    }
    let mut dice = 0x2545_F491_4F6C_DD1D_u64;
    let start = Instant::now();
    for life in 0..lives {
        let caller = roll(&mut dice, stations);
        let called = (caller + 1 + roll(&mut dice, stations - 1)) % stations;
        play(&mut exchange, life as u32, caller, called)?;
    }
    let took = start.elapsed();
    if exchange.is_idle() { Ok(took) } else { Err("a call is left".to_owned()) }
}

fn play(exchange: &mut Exchange<'_>, life: u32, caller: u32, called: u32) -> Result<(), String> {
    let to = number(called);
    let texts = [Entry::known(Known::Dnis, &to)];
    let call = CallId::from_number((life + 1) << 12);
    let make = Output { call, request: 1, ..Output::new(OutputKind::CmdMakeCall) };
    let made = step(exchange, caller, &make, &texts);
    let about = |what, reference| Output { call, request: 2, reference, ..Output::new(what) };
    let answered = step(exchange, called, &about(OutputKind::CmdAnswer, made.offered), &[]);
    let held = step(exchange, caller, &about(OutputKind::CmdHold, made.originated), &[]);
    let back = step(exchange, caller, &about(OutputKind::CmdRetrieve, made.originated), &[]);
    let cleared = step(exchange, caller, &about(OutputKind::CmdClear, made.originated), &[]);
    let signals = [made.signals, answered.signals, held.signals, back.signals, cleared.signals];
    if signals == [3, 2, 2, 2, 2] { Ok(()) } else { Err(format!("a life gave {signals:?} signals")) }
}

/// What a step gave.
#[derive(Default)]
struct Given {
    signals: u32,
    originated: u64,
    offered: u64,
}

/// One step: a command, and all its signals.
#[inline(never)]
fn step(exchange: &mut Exchange<'_>, station: u32, command: &Output, texts: &[Entry<'_>]) -> Given {
    let mut given = Given::default();
    if exchange.command(0, station, command, 0, texts).is_ok() {
        // As in C: each entry is written down once, where the caller has room.
        while let Some(told) = exchange.next_with(|entry| _ = std::hint::black_box(entry)) {
            let signal = told.signal;
            given.signals += 1;
            match signal.what {
                SignalKind::Originated => given.originated = signal.call.reference,
                SignalKind::Offered => given.offered = signal.call.reference,
                _ => {}
            }
        }
    }
    given
}

fn number(station: u32) -> String {
    format!("{:06}", 100_000 + station)
}

fn roll(dice: &mut u64, sides: u32) -> u32 {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    (*dice % u64::from(sides.max(1))) as u32
}
