//! Records into bytes.

use super::bytes::Put;
use super::{Begin, MAGIC, MASKED, MAX_ENTRIES, Mask, Record, Recorded, VERSION};
use crate::data::{Entry, Key};
use crate::request::Request;
use crate::signal::Signal;

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
    let mut put = Put::new(into);
    put.bytes(&MAGIC);
    put.u16(VERSION);
    put.u16(if masked { MASKED } else { 0 });
    put.end().map_err(WriteError::Room)
}

impl Record<'_> {
    /// Writes the record, its values as they are or masked; the bytes written.
    pub fn write(&self, mask: Option<&Mask>, into: &mut [u8]) -> Result<usize, WriteError> {
        let mut put = Put::new(into);
        put.u32(0);
        put.u8(self.what.tag());
        put.u8(0);
        put.u16(self.station);
        put.u64(self.now);
        match &self.what {
            Recorded::Station(begin, []) => write_begin(begin, &mut put),
            Recorded::Station(begin, entries) => {
                write_begin(begin, &mut put);
                write_entries(entries, mask, &mut put)?;
            }
            Recorded::Signal(signal) => write_signal(signal, mask, &mut put)?,
            Recorded::Request(request) => write_request(request, mask, &mut put)?,
            Recorded::Time | Recorded::Save | Recorded::Restore => {}
        }
        let len = u32::try_from(put.len()).map_err(|_| WriteError::TooLarge)?;
        put.prefix(&len.to_le_bytes());
        put.end().map_err(WriteError::Room)
    }
}

fn write_begin(begin: &Begin, put: &mut Put<'_>) {
    put.u16(begin.calls);
    put.u16(begin.data);
    put.u16(begin.own);
    put.u16(0);
    let config = &begin.config;
    put.u32(config.request_timeout);
    put.u32(config.no_answer);
    put.u32(config.auto_answer);
    put.u32(config.wrap_up);
    put.u32(config.recall);
    put.u64(config.without);
    put.bytes(&[
        config.quirks,
        config.no_auto_hold,
        config.mode,
        config.wrap_up_wish,
        config.login_ready,
        config.rona_ready,
    ]);
    put.bytes(&config.reserved);
}

fn write_signal(signal: &Signal<'_>, mask: Option<&Mask>, put: &mut Put<'_>) -> Result<(), WriteError> {
    put.u64(signal.call.reference);
    put.u64(signal.with.reference);
    put.u64(signal.reference);
    put.u32(signal.call.id.number());
    put.u32(signal.with.id.number());
    put.u32(signal.sequence);
    put.u16(signal.request);
    put.u16(signal.cause.0);
    put.u16(signal.reason);
    put.u8(signal.what.code());
    put.u8(signal.kind.map_or(0, |kind| kind.code().wrapping_add(1)));
    put.u8(u8::from(signal.acd));
    put.u8(signal.attempt);
    put.u8(signal.local.code());
    put.u8(signal.far.code());
    put.u8(signal.agent.code());
    put.u8(signal.pending.map_or(0, |state| state.code().wrapping_add(1)));
    put.u8(u8::from(signal.on));
    put.u8(signal.forward.code());
    write_entries(signal.entries, mask, put)
}

fn write_request(request: &Request<'_>, mask: Option<&Mask>, put: &mut Put<'_>) -> Result<(), WriteError> {
    put.u32(request.call.number());
    put.u32(request.with.number());
    put.u16(request.cause.0);
    put.u16(request.reason);
    put.u8(request.what.code());
    put.u8(request.purpose.code());
    put.u8(u8::from(request.on));
    put.u8(request.forward.code());
    write_entries(request.entries, mask, put)
}

/// The entries: how many, then for each four lengths and its texts.
fn write_entries(entries: &[Entry<'_>], mask: Option<&Mask>, put: &mut Put<'_>) -> Result<(), WriteError> {
    let count = u32::try_from(entries.len()).map_err(|_| WriteError::TooLarge)?;
    if entries.len() > MAX_ENTRIES {
        return Err(WriteError::TooLarge);
    }
    put.u32(count);
    for entry in entries {
        // A well-known key is its number; number 0 is a key that is written out.
        let (known, app, name) = match entry.key {
            Key::Known(known) => (known.code(), "", ""),
            Key::Own { app, name } => (0, app, name),
        };
        put.u32(u32::from(known));
        for text in [app, name, entry.value] {
            put.u32(u32::try_from(text.len()).map_err(|_| WriteError::TooLarge)?);
        }
        put.bytes(app.as_bytes());
        put.bytes(name.as_bytes());
        match mask {
            None => put.bytes(entry.value.as_bytes()),
            Some(mask) => mask.letters(entry.value).for_each(|letter| put.u8(letter)),
        }
    }
    Ok(())
}
