//! Bytes into records. Any bytes give a record, the end, or an error that says where.

use super::{Begin, HEADER, MAGIC, MASKED, MAX_ENTRIES, Record, Recorded, VERSION, fields};
use crate::config::Config;
use crate::data::{Entry, Key, Known};
use crate::request::{Request, RequestKind};
use crate::signal::{Signal, SignalKind};
use crate::wire::{Fault, Take, Wire};

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
        write!(f, "byte {}: {}", self.at, self.what.text())
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
        take.slice(MAGIC.len());
        let (mut version, mut flags) = (0, 0);
        take.u16s(&mut [&mut version]);
        sound(&take)?;
        if version != VERSION {
            return Err(before(&take, 2, TraceFault::Version));
        }
        take.u16s(&mut [&mut flags]);
        sound(&take)?;
        if flags & !MASKED != 0 {
            return Err(before(&take, 2, TraceFault::Version));
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
        let mut record = Record::EMPTY;
        Ok(self.read(room, &mut record)?.then_some(record))
    }

    /// The same where the record is to stay; false at the end, and after an error the record means nothing.
    pub fn read<'e>(
        &mut self,
        room: &'e mut [Entry<'a>; MAX_ENTRIES],
        record: &mut Record<'e>,
    ) -> Result<bool, TraceError>
    where
        'a: 'e,
    {
        let mut length = Take::new(self.bytes, self.at);
        if length.is_empty() {
            return Ok(false);
        }
        let end = self.at.saturating_add(length.u32() as usize);
        sound(&length)?;
        // What a record says ends where the record does, also where the trace goes on.
        let within = self.bytes.get(..end).ok_or(TraceError { at: self.bytes.len(), what: TraceFault::Truncated })?;
        let mut take = Take::new(within, length.at());
        read_record(&mut take, room, record).map_err(|error| self.within(error, end))?;
        if take.at() != end {
            return Err(before(&take, 0, TraceFault::Length));
        }
        self.at = end;
        Ok(true)
    }

    /// A record that ends too early, where the trace itself does not.
    fn within(&self, error: TraceError, end: usize) -> TraceError {
        let early = error.what == TraceFault::Truncated && end < self.bytes.len();
        TraceError { what: if early { TraceFault::Length } else { error.what }, ..error }
    }
}

fn read_record<'a, 'e>(
    take: &mut Take<'a>,
    room: &'e mut [Entry<'a>; MAX_ENTRIES],
    record: &mut Record<'e>,
) -> Result<(), TraceError>
where
    'a: 'e,
{
    let mut tag = 0;
    fields::head(take, &mut tag, &mut record.station, &mut record.now);
    sound(take)?;
    record.what = match tag {
        1 => Recorded::Station(Begin { calls: 0, data: 0, own: 0, config: Config::default() }, &[]),
        2 => Recorded::Time,
        3 => Recorded::Signal(Signal::new(SignalKind::Initiated)),
        4 => Recorded::Request(Request::new(RequestKind::Answer)),
        5 => Recorded::Save,
        6 => Recorded::Restore,
        _ => return Err(before(take, 12, TraceFault::Kind)),
    };
    // Filled where it stays.
    match &mut record.what {
        Recorded::Station(begin, entries) => {
            fields::begin(take, begin);
            sound(take)?;
            // A station of which nothing is said ends here.
            if !take.is_empty() {
                *entries = read_entries(take, room)?;
            }
        }
        Recorded::Signal(signal) => {
            fields::signal(take, signal);
            signal.entries = read_entries(take, room)?;
        }
        Recorded::Request(request) => {
            fields::request(take, request);
            request.entries = read_entries(take, room)?;
        }
        Recorded::Time | Recorded::Save | Recorded::Restore => {}
    }
    Ok(())
}

#[inline(never)]
fn read_entries<'a, 'e>(
    take: &mut Take<'a>,
    room: &'e mut [Entry<'a>; MAX_ENTRIES],
) -> Result<&'e [Entry<'e>], TraceError>
where
    'a: 'e,
{
    let count = take.u32() as usize;
    sound(take)?;
    let room = room.get_mut(..count).ok_or(before(take, 4, TraceFault::Entries))?;
    for entry in room.iter_mut() {
        let [mut known, mut app, mut name, mut value] = [0; 4];
        take.u32s(&mut [&mut known, &mut app, &mut name, &mut value]);
        sound(take)?;
        let (known_error, lengths_error) = (before(take, 16, TraceFault::Word), before(take, 12, TraceFault::Length));
        let (app, name) = (text(take, app)?, text(take, name)?);
        let key = match u8::try_from(known).map_err(|_| known_error)? {
            0 => Key::Own { app, name },
            code if app.is_empty() && name.is_empty() => Key::Known(Known::from_code(code).ok_or(known_error)?),
            _ => return Err(lengths_error),
        };
        *entry = Entry { key, value: text(take, value)? };
    }
    Ok(room)
}

fn text<'a>(take: &mut Take<'a>, len: u32) -> Result<&'a str, TraceError> {
    let from = take.at();
    let bytes = take.slice(len as usize);
    sound(take)?;
    core::str::from_utf8(bytes)
        .map_err(|error| TraceError { at: from.saturating_add(error.valid_up_to()), what: TraceFault::NotUtf8 })
}

/// Whether all that was taken was there, and could be what it is for.
fn sound(take: &Take<'_>) -> Result<(), TraceError> {
    match take.wrong() {
        None => Ok(()),
        Some(Fault::End) => Err(before(take, 0, TraceFault::Truncated)),
        Some(Fault::Value) => Err(before(take, 0, TraceFault::Word)),
    }
}

/// A fault so many bytes before what comes next.
fn before(take: &Take<'_>, bytes: usize, what: TraceFault) -> TraceError {
    TraceError { at: take.at().saturating_sub(bytes), what }
}
