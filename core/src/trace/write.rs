//! Records into bytes.

use super::{Begin, LENGTH, MAGIC, MASKED, MAX_ENTRIES, Mask, Record, Recorded, VERSION, fields};
use crate::bytes::copy;
use crate::data::{Entry, Key};
use crate::request::Request;
use crate::signal::Signal;
use crate::syntax::Out;
use crate::wire::Wire;

/// Why a record was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum WriteError {
    /// The buffer is too small; so many bytes are needed. What it holds now means nothing.
    Room(usize),
    /// More than [`MAX_ENTRIES`] entries, or more bytes than a length counts.
    TooLarge,
}

impl core::fmt::Display for WriteError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Room(_) => "the buffer is too small for the record",
            Self::TooLarge => "the record is larger than a trace can hold",
        })
    }
}

impl core::error::Error for WriteError {}

/// Writes the header of a trace, whose values are masked or not; the bytes written, or needed.
pub fn write_header(masked: bool, into: &mut [u8]) -> Result<usize, WriteError> {
    let mut out = Out::new(into);
    out.put(&MAGIC);
    out.u16s(&mut [&mut { VERSION }, &mut if masked { MASKED } else { 0 }]);
    out.done().map_err(WriteError::Room)
}

impl Record<'_> {
    /// Writes the record, its values as they are or masked; the bytes written.
    pub fn write(&self, mask: Option<&Mask>, into: &mut [u8]) -> Result<usize, WriteError> {
        let Self { mut station, mut now, what } = *self;
        let mut out = Out::new(into);
        out.wrote(LENGTH);
        fields::head(&mut out, &mut what.tag(), &mut station, &mut now);
        match &self.what {
            Recorded::Station(begin, entries) => {
                put_begin(&mut out, begin);
                // A station of which nothing is said ends here.
                if !entries.is_empty() {
                    write_entries(entries, mask, &mut out)?;
                }
            }
            Recorded::Signal(signal) => {
                put_signal(&mut out, signal);
                write_entries(signal.entries, mask, &mut out)?;
            }
            Recorded::Request(request) => {
                put_request(&mut out, request);
                write_entries(request.entries, mask, &mut out)?;
            }
            Recorded::Time | Recorded::Save | Recorded::Restore => {}
        }
        let length = u32::try_from(out.len()).map_err(|_| WriteError::TooLarge)?;
        if let Some(to) = out.between(0, LENGTH) {
            copy(to, &length.to_le_bytes());
        }
        out.done().map_err(WriteError::Room)
    }
}

// A record is put from a copy, in a frame of its own: the stack holds one of them.

#[inline(never)]
fn put_begin(out: &mut Out<'_>, begin: &Begin) {
    fields::begin(out, &mut { *begin });
}

#[inline(never)]
fn put_signal(out: &mut Out<'_>, signal: &Signal<'_>) {
    fields::signal(out, &mut { *signal });
}

#[inline(never)]
fn put_request(out: &mut Out<'_>, request: &Request<'_>) {
    fields::request(out, &mut { *request });
}

/// The entries: how many, then for each four lengths and its texts.
#[inline(never)]
fn write_entries(entries: &[Entry<'_>], mask: Option<&Mask>, out: &mut Out<'_>) -> Result<(), WriteError> {
    let count = u32::try_from(entries.len()).map_err(|_| WriteError::TooLarge)?;
    if entries.len() > MAX_ENTRIES {
        return Err(WriteError::TooLarge);
    }
    out.put(&count.to_le_bytes());
    for entry in entries {
        // A well-known key is its number; number 0 is a key that is written out.
        let (known, app, name) = match entry.key {
            Key::Known(known) => (known.code(), "", ""),
            Key::Own { app, name } => (0, app, name),
        };
        out.put(&u32::from(known).to_le_bytes());
        for text in [app, name, entry.value] {
            out.put(&u32::try_from(text.len()).map_err(|_| WriteError::TooLarge)?.to_le_bytes());
        }
        out.put(app.as_bytes());
        out.put(name.as_bytes());
        match mask {
            None => out.put(entry.value.as_bytes()),
            Some(mask) => mask.letters(entry.value).for_each(|letter| out.byte(letter)),
        }
    }
    Ok(())
}
