//! Plays traces in the phone's image, and prints what comes of each: the words and numbers that every other host prints.

use core::fmt::{self, Write};
use core::mem::take;

use crate::host;
use offhook::trace::{Begin, MAX_ENTRIES, Reader, Record, Recorded};
use offhook::{Call, Entry, Input, Known, MAX_OUTPUTS, Output, OutputKind, Station, StationState};

const STATIONS: usize = 64;
const CALLS: usize = 4096;
const BYTES: usize = 512 * 1024;

/// Why a trace was not played to its end.
type Stopped = &'static str;

/// A part of this memory, cut off its beginning.
fn cut<'m, T: Clone + Default>(memory: &mut &'m mut [T], len: usize) -> Result<&'m mut [T], Stopped> {
    let (part, rest) = take(memory).split_at_mut_checked(len).ok_or("no room")?;
    *memory = rest;
    part.fill(T::default());
    Ok(part)
}

struct Seat<'m> {
    begin: Begin,
    state: StationState,
    calls: &'m mut [Call],
    bytes: &'m mut [u8],
    saved: &'m mut [u8],
}

impl Seat<'_> {
    fn station(&mut self) -> Station<'_> {
        Station::over(&mut self.state, self.calls, self.bytes)
    }

    /// In memory that has forgotten everything.
    fn restore(&mut self) -> Result<(), Stopped> {
        self.calls.fill(Call::default());
        self.bytes.fill(0);
        let Begin { config, data, .. } = &self.begin;
        self.state = StationState::new(config, self.calls, *data).map_err(|_| "no station")?;
        Station::over(&mut self.state, self.calls, self.bytes).restore(self.saved).map_err(|_| "no snapshot")
    }
}

/// The memory that the stations of one trace share.
struct Player<'m> {
    seats: [Option<Seat<'m>>; STATIONS],
    calls: &'m mut [Call],
    bytes: &'m mut [u8],
}

impl Player<'_> {
    fn play(&mut self, trace: &[u8]) -> Result<(), Stopped> {
        let mut reader = Reader::new(trace).map_err(|_| "no trace")?;
        loop {
            let mut room = [Entry::known(Known::Ani, ""); MAX_ENTRIES];
            let Some(record) = reader.next(&mut room).map_err(|_| "a record that is none")? else { return Ok(()) };
            self.give(&record)?;
        }
    }

    fn give(&mut self, record: &Record<'_>) -> Result<(), Stopped> {
        let seat = self.seats.get_mut(usize::from(record.station)).ok_or("too many stations")?;
        if let Recorded::Station(begin, _) = record.what {
            let calls = cut(&mut self.calls, begin.calls.into())?;
            let bytes = cut(&mut self.bytes, usize::from(begin.own) + calls.len() * usize::from(begin.data))?;
            let state = StationState::new(&begin.config, calls, begin.data).map_err(|_| "no station")?;
            *seat = Some(Seat { begin, state, calls, bytes, saved: &mut [] });
            return Ok(());
        }
        let seat = seat.as_mut().ok_or("a station that never began")?;
        let input = match record.what {
            Recorded::Save => {
                let needed = seat.station().save(&mut []).err().unwrap_or_default();
                seat.saved = cut(&mut self.bytes, needed)?;
                let station = Station::over(&mut seat.state, seat.calls, seat.bytes);
                return station.save(seat.saved).map(|_| ()).map_err(|_| "no room");
            }
            Recorded::Restore => return seat.restore(),
            Recorded::Signal(signal) => Input::Signal(signal),
            Recorded::Request(request) => Input::Request(request),
            _ => Input::Time,
        };
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        match seat.station().step(record.now, &input, &mut out) {
            Ok(step) => out[..step.outputs.into()].iter().for_each(|output| print(record, output)),
            Err(cause) => Line::print(format_args!("{} {} refused {}", record.station, record.now, cause.0)),
        }
        Ok(())
    }
}

fn print(record: &Record<'_>, output: &Output) {
    let kind = if output.what.is_command() { "command" } else { "event" };
    let of_calls = format_args!(
        "call={} other={} reference={} sequence={} request={} cause={} reason={} of={}",
        output.call.number(),
        output.other.number(),
        output.reference,
        output.sequence,
        output.request,
        output.cause.0,
        output.reason,
        output.of
    );
    let of_states = format_args!(
        "state={} far={} was={} was-far={} pending={} parties={} on={}",
        output.state, output.far, output.was, output.was_far, output.pending, output.parties, output.on
    );
    let name = output.what.name();
    Line::print(format_args!("{} {} {kind} {name} {of_calls} {of_states}", record.station, record.now));
}

/// A line to the host's terminal: one call for all of it.
struct Line {
    text: [u8; 512],
    len: usize,
}

impl Line {
    fn print(told: fmt::Arguments<'_>) {
        let mut line = Self { text: [0; 512], len: 0 };
        let _ = writeln!(line, "{told}");
        host::write(&line.text[..=line.len]);
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        // The last byte stays a NUL.
        let place = self.text[..511].get_mut(self.len..end).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// Plays the traces that the host's file `list` names, one a line. The exit code: 0 when all were played.
#[inline(never)]
pub fn play_all() -> u32 {
    let (mut names, mut trace) = ([0; 256 * 1024], [0; 512 * 1024]);
    let (mut calls, mut bytes) = ([const { Call::EMPTY }; CALLS], [0; BYTES]);
    let names = host::read("list", &mut names);
    for name in names.split(|byte| *byte == b'\n').filter(|name| !name.is_empty()) {
        let name = core::str::from_utf8(name).unwrap_or_default();
        Line::print(format_args!("# {name}"));
        let mut player = Player { seats: [const { None }; STATIONS], calls: &mut calls, bytes: &mut bytes };
        if let Err(why) = player.play(host::read(name, &mut trace)) {
            Line::print(format_args!("{why}"));
            return 1;
        }
    }
    if names.is_empty() { 2 } else { 0 }
}
