//! Bytes into records. Any bytes give a record, the end, or an error that says where.

use super::bytes::Take;
use super::{Begin, HEADER, MAGIC, MASKED, MAX_ENTRIES, Record, Recorded, VERSION};
use crate::cause::Cause;
use crate::config::Config;
use crate::data::{Entry, Key, Known};
use crate::id::{CallId, Which};
use crate::request::{Request, RequestKind};
use crate::signal::{Signal, SignalKind};
use crate::state::{AgentState, CallKind, ForwardKind, Purpose, State};

/// What is wrong with a trace, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct TraceError {
    /// The offset of the first byte that is wrong.
    pub at: usize,
    /// What is wrong there.
    pub what: TraceFault,
}

/// What can be wrong with the bytes of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum TraceFault {
    /// The bytes do not start as a trace does.
    NotATrace,
    /// Another version.
    Version,
    /// The bytes end too early.
    Truncated,
    /// A record is longer, or shorter, than what it says.
    Length,
    /// A kind of record that is not known.
    Kind,
    /// A number that its list does not have.
    Word,
    /// More than [`MAX_ENTRIES`] entries.
    Entries,
    /// A text is not UTF-8.
    NotUtf8,
}

impl TraceFault {
    /// The fault in words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NotATrace => "this is not a trace",
            Self::Version => "a trace of a version that is not read here",
            Self::Truncated => "the trace ends too early",
            Self::Length => "the length of a record does not fit what it says",
            Self::Kind => "an unknown kind of record",
            Self::Word => "a number that its list does not have",
            Self::Entries => "more entries than a record may have",
            Self::NotUtf8 => "a text is not UTF-8",
        }
    }
}

impl core::fmt::Display for TraceError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.what.text())
    }
}

impl core::error::Error for TraceError {}

/// Gives the records of a trace one at a time.
#[derive(Clone, Copy)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    masked: bool,
}

impl<'a> Reader<'a> {
    /// A reader of these bytes, once their header is found good.
    pub fn new(bytes: &'a [u8]) -> Result<Self, TraceError> {
        if bytes.iter().zip(&MAGIC).any(|(byte, magic)| byte != magic) {
            return Err(TraceError { at: 0, what: TraceFault::NotATrace });
        }
        let mut take = Take::new(bytes, 0);
        take.slice(MAGIC.len())?;
        if take.u16()? != VERSION {
            return Err(take.error(TraceFault::Version, 2));
        }
        let flags = take.u16()?;
        if flags & !MASKED != 0 {
            return Err(take.error(TraceFault::Version, 2));
        }
        Ok(Self { bytes, at: HEADER, masked: flags & MASKED != 0 })
    }

    /// Whether the values are masked.
    pub fn masked(&self) -> bool {
        self.masked
    }

    /// The next record, its entries in `room`; `None` at the end. After an error it stays where it is.
    pub fn next<'e>(&mut self, room: &'e mut [Entry<'a>; MAX_ENTRIES]) -> Result<Option<Record<'e>>, TraceError>
    where
        'a: 'e,
    {
        let mut length = Take::new(self.bytes, self.at);
        if length.is_empty() {
            return Ok(None);
        }
        let len = length.len()?;
        let end = self.at.saturating_add(len);
        // What a record says ends where the record does, also where the trace goes on.
        let within = self.bytes.get(..end).ok_or(TraceError { at: self.bytes.len(), what: TraceFault::Truncated })?;
        let mut take = Take::new(within, length.at());
        let record = read_record(&mut take, room).map_err(|error| self.within(error, end))?;
        if take.at() != end {
            return Err(take.error(TraceFault::Length, 0));
        }
        self.at = end;
        Ok(Some(record))
    }

    /// A record that ends too early, where the trace itself does not.
    fn within(&self, error: TraceError, end: usize) -> TraceError {
        let early = error.what == TraceFault::Truncated && end < self.bytes.len();
        TraceError { what: if early { TraceFault::Length } else { error.what }, ..error }
    }
}

fn read_record<'a, 'e>(take: &mut Take<'a>, room: &'e mut [Entry<'a>; MAX_ENTRIES]) -> Result<Record<'e>, TraceError>
where
    'a: 'e,
{
    let tag = take.u8()?;
    zero(take)?;
    let station = take.u16()?;
    let now = take.u64()?;
    let what = match tag {
        1 => {
            let begin = read_begin(take)?;
            // A station of which nothing is said ends here.
            let entries = if take.is_empty() { &[] } else { read_entries(take, room)? };
            Recorded::Station(begin, entries)
        }
        2 => Recorded::Time,
        3 => Recorded::Signal(read_signal(take, room)?),
        4 => Recorded::Request(read_request(take, room)?),
        5 => Recorded::Save,
        6 => Recorded::Restore,
        _ => return Err(take.error(TraceFault::Kind, 12)),
    };
    Ok(Record { station, now, what })
}

fn read_begin(take: &mut Take<'_>) -> Result<Begin, TraceError> {
    let (calls, data, own) = (take.u16()?, take.u16()?, take.u16()?);
    zero(take)?;
    zero(take)?;
    let config = Config {
        request_timeout: take.u32()?,
        no_answer: take.u32()?,
        auto_answer: take.u32()?,
        wrap_up: take.u32()?,
        recall: take.u32()?,
        without: take.u64()?,
        quirks: take.u8()?,
        no_auto_hold: take.u8()?,
        mode: take.u8()?,
        wrap_up_wish: take.u8()?,
        login_ready: take.u8()?,
        rona_ready: take.u8()?,
        reserved: [take.u8()?, take.u8()?],
    };
    Ok(Begin { calls, data, own, config })
}

fn read_signal<'a, 'e>(take: &mut Take<'a>, room: &'e mut [Entry<'a>; MAX_ENTRIES]) -> Result<Signal<'e>, TraceError>
where
    'a: 'e,
{
    let (call, with, reference) = (take.u64()?, take.u64()?, take.u64()?);
    let (call_id, with_id) = (take.u32()?, take.u32()?);
    let sequence = take.u32()?;
    let (request, cause, reason) = (take.u16()?, take.u16()?, take.u16()?);
    Ok(Signal {
        call: Which { id: CallId::from_number(call_id), reference: call },
        with: Which { id: CallId::from_number(with_id), reference: with },
        reference,
        sequence,
        request,
        cause: Cause(cause),
        reason,
        what: word(take, SignalKind::from_code)?,
        kind: optional(take, CallKind::from_code)?,
        acd: word(take, switch)?,
        attempt: take.u8()?,
        local: word(take, State::from_code)?,
        far: word(take, State::from_code)?,
        agent: word(take, AgentState::from_code)?,
        pending: optional(take, AgentState::from_code)?,
        on: word(take, switch)?,
        forward: word(take, ForwardKind::from_code)?,
        entries: read_entries(take, room)?,
    })
}

fn read_request<'a, 'e>(take: &mut Take<'a>, room: &'e mut [Entry<'a>; MAX_ENTRIES]) -> Result<Request<'e>, TraceError>
where
    'a: 'e,
{
    Ok(Request {
        call: CallId::from_number(take.u32()?),
        with: CallId::from_number(take.u32()?),
        cause: Cause(take.u16()?),
        reason: take.u16()?,
        what: word(take, RequestKind::from_code)?,
        purpose: word(take, Purpose::from_code)?,
        on: word(take, switch)?,
        forward: word(take, ForwardKind::from_code)?,
        entries: read_entries(take, room)?,
    })
}

fn read_entries<'a, 'e>(
    take: &mut Take<'a>,
    room: &'e mut [Entry<'a>; MAX_ENTRIES],
) -> Result<&'e [Entry<'e>], TraceError>
where
    'a: 'e,
{
    let count = take.len()?;
    let room = room.get_mut(..count).ok_or(take.error(TraceFault::Entries, 4))?;
    for entry in room.iter_mut() {
        let known = take.u32()?;
        let known_error = take.error(TraceFault::Word, 4);
        let (app_len, name_len, value_len) = (take.len()?, take.len()?, take.len()?);
        let lengths_error = take.error(TraceFault::Length, 12);
        let (app, name) = (take.text(app_len)?, take.text(name_len)?);
        let key = match u8::try_from(known).map_err(|_| known_error)? {
            0 => Key::Own { app, name },
            code if app.is_empty() && name.is_empty() => Key::Known(Known::from_code(code).ok_or(known_error)?),
            _ => return Err(lengths_error),
        };
        *entry = Entry { key, value: take.text(value_len)? };
    }
    Ok(room)
}

/// A byte that stands for a word of a list.
fn word<T>(take: &mut Take<'_>, from_code: impl FnOnce(u8) -> Option<T>) -> Result<T, TraceError> {
    let code = take.u8()?;
    from_code(code).ok_or(take.error(TraceFault::Word, 1))
}

/// As [`word`], one more than its number; 0 is none.
fn optional<T>(take: &mut Take<'_>, from_code: impl FnOnce(u8) -> Option<T>) -> Result<Option<T>, TraceError> {
    word(take, |code| match code.checked_sub(1) {
        None => Some(None),
        Some(code) => from_code(code).map(Some),
    })
}

fn switch(code: u8) -> Option<bool> {
    match code {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

/// A byte that is not used yet.
fn zero(take: &mut Take<'_>) -> Result<(), TraceError> {
    word(take, |code| (code == 0).then_some(()))
}
