//! Traces: every input of a station as bytes, to be played again anywhere.

use offhook_core::trace::{Begin, Mask, Reader, Record, Recorded, WriteError, write_header};

use crate::args::{self, Entries, Trace};
use crate::config::{core_config, plain_config};
use crate::input::{from_request, from_signal, request, signal, switch};
use crate::status::{
    OFFHOOK_BAD_BYTES, OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_ROOM, OFFHOOK_NOTHING,
    OFFHOOK_REFUSED, Status,
};
use crate::types::{Config, Input, OFFHOOK_INPUT_REQUEST, OFFHOOK_INPUT_SIGNAL, OFFHOOK_INPUT_TIME};

/// `offhook_record.what`: an input.
pub const OFFHOOK_RECORD_INPUT: u8 = 0;
/// `offhook_record.what`: a station begins.
pub const OFFHOOK_RECORD_STATION: u8 = 1;
/// `offhook_record.what`: the station is saved; the latest snapshot counts.
pub const OFFHOOK_RECORD_SAVE: u8 = 2;
/// `offhook_record.what`: the station is restored from its latest snapshot.
pub const OFFHOOK_RECORD_RESTORE: u8 = 3;

/// One record of a trace.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct TraceRecord<'a> {
    /// The time of the step, in ms.
    pub now: u64,
    /// `OFFHOOK_RECORD_INPUT`: the input. `OFFHOOK_RECORD_STATION`: its `entries` alone, or `NULL`; they may say under
    /// the key `name` what the station is called.
    pub input: Input<'a>,
    /// `OFFHOOK_RECORD_STATION`: policies.
    pub config: Config,
    /// Which station, by its number in the trace.
    pub station: u16,
    /// `OFFHOOK_RECORD_STATION`: calls.
    pub calls: u16,
    /// `OFFHOOK_RECORD_STATION`: bytes of data a call.
    pub data: u16,
    /// `OFFHOOK_RECORD_STATION`: bytes of the station's own texts.
    pub own: u16,
    /// `OFFHOOK_RECORD_*`.
    pub what: u8,
    /// 0.
    pub reserved: [u8; 7],
}

/// Begins to read a trace.
///
/// *Returns* done; bad bytes: this is not a trace, or one of another version; misuse.
/// *Ownership* the bytes stay the caller's, and must last as long as the trace is read.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_trace_open(trace: Option<&mut Trace>, from: *const u8, from_len: usize) -> Status {
    Status::of((|| {
        let trace = trace.ok_or(OFFHOOK_MISUSE_NULL)?;
        trace.begin(Reader::new(args::bytes(from, from_len)?).map_err(|_| OFFHOOK_BAD_BYTES)?);
        Ok(OFFHOOK_DONE)
    })())
}

/// The next record; the entries of its input, or of its station, go to `entries`, and its input refers to them.
///
/// *Returns* done; nothing: that was the last; bad bytes; misuse.
/// *Ownership* the texts are in the trace's bytes; `entries` is the caller's.
/// *ISR* no.
/// *Bound* linear in the record.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_trace_next<'a>(
    trace: Option<&mut Trace>,
    entries: Option<&'a mut Entries>,
    record: Option<&mut TraceRecord<'a>>,
) -> Status {
    Status::of((|| {
        let reader = trace.ok_or(OFFHOOK_MISUSE_NULL)?.reader()?;
        let (entries, record) = (entries.ok_or(OFFHOOK_MISUSE_NULL)?, record.ok_or(OFFHOOK_MISUSE_NULL)?);
        let read = entries.fill(|room| {
            let mut read = Record::EMPTY;
            match reader.read(room, &mut read) {
                Ok(false) => (0, Ok(OFFHOOK_NOTHING)),
                Ok(true) => (plain(&read, record), Ok(OFFHOOK_DONE)),
                Err(_) => (0, Err(OFFHOOK_BAD_BYTES)),
            }
        })??;
        if read == OFFHOOK_DONE {
            record.input.entries = Some(entries);
        }
        Ok(read)
    })())
}

/// The key under which values are masked: random, and kept.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct TraceMask {
    /// 128 random bits.
    pub key: [u64; 2],
}

/// Writes the header of a trace; `masked` is 1 when its records will be.
///
/// *Returns* done: `written` bytes; no room: `written` says how many are needed; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_trace_begin(
    masked: u8,
    into: *mut u8,
    into_len: usize,
    written: Option<&mut usize>,
) -> Status {
    Status::of((|| {
        let written = written.ok_or(OFFHOOK_MISUSE_NULL)?;
        let masked = switch(masked)?;
        Ok(wrote(write_header(masked, args::room(into, into_len)?), written))
    })())
}

/// Writes one record of a trace. With a mask, each value is replaced by letters: equal ones by equal ones, of the same
/// length.
///
/// *Returns* done: `written` bytes; no room: `written` says how many are needed, and `into` means nothing; refused: larger
/// than a trace holds; misuse. `mask` may be `NULL`: then the values stay as they are.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the record.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_trace_write(
    record: Option<&TraceRecord<'_>>,
    mask: Option<&TraceMask>,
    into: *mut u8,
    into_len: usize,
    written: Option<&mut usize>,
) -> Status {
    Status::of((|| {
        let (record, written) = (record.ok_or(OFFHOOK_MISUSE_NULL)?, written.ok_or(OFFHOOK_MISUSE_NULL)?);
        let mask = mask.map(|mask| Mask::new(mask.key));
        let mut made = Record { station: record.station, now: record.now, ..Record::EMPTY };
        recorded(record, &mut made.what)?;
        Ok(wrote(made.write(mask.as_ref(), args::room(into, into_len)?), written))
    })())
}

fn wrote(result: Result<usize, WriteError>, written: &mut usize) -> Status {
    let (len, status) = match result {
        Ok(len) => (len, OFFHOOK_DONE),
        Err(WriteError::Room(needed)) => (needed, OFFHOOK_NO_ROOM),
        Err(WriteError::TooLarge) => (0, OFFHOOK_REFUSED),
    };
    *written = len;
    status
}

/// What is recorded, made in a frame of its own.
#[inline(never)]
fn recorded<'a>(record: &'a TraceRecord<'_>, what: &mut Recorded<'a>) -> Result<(), Status> {
    *what = match (record.what, record.input.input) {
        (OFFHOOK_RECORD_INPUT, OFFHOOK_INPUT_TIME) => Recorded::Time,
        (OFFHOOK_RECORD_INPUT, OFFHOOK_INPUT_SIGNAL) => Recorded::Signal(signal(&record.input)?),
        (OFFHOOK_RECORD_INPUT, OFFHOOK_INPUT_REQUEST) => Recorded::Request(request(&record.input)?),
        (OFFHOOK_RECORD_STATION, _) => {
            let (calls, data, own) = (record.calls, record.data, record.own);
            let begin = Begin { calls, data, own, config: core_config(&record.config) };
            Recorded::Station(begin, args::entries(record.input.entries)?)
        }
        (OFFHOOK_RECORD_SAVE, _) => Recorded::Save,
        (OFFHOOK_RECORD_RESTORE, _) => Recorded::Restore,
        _ => return Err(OFFHOOK_MISUSE_CODE),
    };
    Ok(())
}

/// Writes what a record says as C has it; how many entries it has.
#[inline(never)]
fn plain(read: &Record<'_>, record: &mut TraceRecord<'_>) -> usize {
    *record = TraceRecord::default();
    (record.now, record.station) = (read.now, read.station);
    record.what = match read.what {
        Recorded::Time | Recorded::Signal(_) | Recorded::Request(_) => OFFHOOK_RECORD_INPUT,
        Recorded::Station(..) => OFFHOOK_RECORD_STATION,
        Recorded::Save => OFFHOOK_RECORD_SAVE,
        Recorded::Restore => OFFHOOK_RECORD_RESTORE,
    };
    match &read.what {
        Recorded::Signal(signal) => {
            from_signal(&mut record.input, signal);
            signal.entries.len()
        }
        Recorded::Request(request) => {
            from_request(&mut record.input, request);
            request.entries.len()
        }
        Recorded::Station(begin, entries) => {
            (record.calls, record.data, record.own) = (begin.calls, begin.data, begin.own);
            record.config = plain_config(&begin.config);
            entries.len()
        }
        Recorded::Time | Recorded::Save | Recorded::Restore => 0,
    }
}
