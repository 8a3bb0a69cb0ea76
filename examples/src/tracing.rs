//! Writes a trace of what goes on, and plays one back.

use crate::desk::{Desk, Outcome, Seat, Watch};
use offhook::trace::{MAX_ENTRIES, Mask, NAME, Reader, Record, Recorded, WriteError, write_header};
use offhook::{CallId, Entry, Known};

/// Collects a trace.
pub struct Tracer {
    /// Its bytes so far.
    pub bytes: Vec<u8>,
    mask: Option<Mask>,
    numbers: Numbers,
}

/// Numbers of stations over several files: each file counts its own from 0, a trace counts on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers {
    before: u16,
    seen: u16,
}

impl Numbers {
    /// The number in the whole of a file's station.
    pub fn of(&mut self, station: u16) -> u16 {
        let number = self.before.saturating_add(station);
        self.seen = self.seen.max(number.saturating_add(1));
        number
    }

    /// The next file begins.
    pub fn next_file(&mut self) {
        self.before = self.seen;
    }
}

impl Tracer {
    /// A trace with the values as they are, or masked.
    pub fn new(mask: Option<Mask>) -> Self {
        let mut bytes = vec![0; offhook::trace::HEADER];
        let written = write_header(mask.is_some(), &mut bytes);
        debug_assert!(written.is_ok());
        Self { bytes, mask, numbers: Numbers::default() }
    }

    /// The next file begins.
    pub fn next_file(&mut self) {
        self.numbers.next_file();
    }
}

impl Watch for Tracer {
    fn step(&mut self, _: &mut Seat, record: &Record<'_>, _: &Outcome) -> Result<(), String> {
        let start = self.bytes.len();
        let record = Record { station: self.numbers.of(record.station), ..*record };
        let needed = match record.write(self.mask.as_ref(), &mut []) {
            Err(WriteError::Room(needed)) => needed,
            Err(WriteError::TooLarge) => {
                return Err("an input is larger than a trace can hold: split its entries".to_owned());
            }
            Ok(none) => none,
        };
        self.bytes.resize(start + needed, 0);
        let room = self.bytes.get_mut(start..).unwrap_or_default();
        record.write(self.mask.as_ref(), room).map(drop).map_err(|error| error.to_string())
    }
}

/// What a station is called: by its record, and by its number where that has no name, or another's.
fn called(entries: &[Entry<'_>], number: u16, others: &[Seat]) -> String {
    let name = entries.iter().find(|entry| entry.key == NAME).map(|entry| entry.value);
    match name {
        None | Some("") => format!("station {number}"),
        Some(name) if others.iter().any(|other| other.ext == name) => format!("{name} (station {number})"),
        Some(name) => name.to_owned(),
    }
}

/// A trace has no names of calls: they are numbered as they come.
fn name_calls(seat: &mut Seat) {
    let calls: Vec<CallId> = seat.station().calls().map(|call| call.id).collect();
    for id in calls {
        if !seat.labels.iter().any(|(known, _)| *known == id) {
            seat.labels.push((id, format!("call-{}", seat.labels.len() + 1)));
        }
    }
}

/// Plays a trace before those who look on.
pub fn replay(bytes: &[u8], watch: Vec<&mut dyn Watch>) -> Result<(), String> {
    let at = |error: offhook::trace::TraceError| format!("{error}: give it a file that `play --trace` wrote");
    let mut reader = Reader::new(bytes).map_err(at)?;
    let mut desk = Desk::new(watch);
    loop {
        let mut room = [Entry::known(Known::Ani, ""); MAX_ENTRIES];
        let Some(record) = reader.next(&mut room).map_err(at)? else { return Ok(()) };
        match record.what {
            Recorded::Station(begin, entries) => {
                let ext = called(entries, record.station, &desk.seats);
                let index = desk.add(&ext, begin)?;
                if index != record.station {
                    return Err(format!(
                        "station {} begins where {index} should: the trace is not whole",
                        record.station
                    ));
                }
            }
            _ => {
                let outcome = desk.apply(&record)?;
                name_calls(desk.seat(record.station)?);
                desk.show(&record, &outcome)?;
            }
        }
    }
}
