//! A station as bytes: saved, and put back on another build, another processor, or after a power cut.
//!
//! A snapshot is an envelope (magic, version, length, checksum) around sections. Every field has its place and is
//! little-endian; nothing depends on how a compiler lays records out, and each record is handled by itself.
//! `SPEC.md` has the layout byte by byte.
//!
//! A snapshot is read twice: first it is checked to its last byte, then it is taken over. What is torn, foreign or
//! contradicts itself is refused, and the station stays as it was.

mod check;
mod envelope;
mod fields;

use crate::call::record::Call;
use crate::station::Station;
use crate::storage::StationState;
use crate::syntax::Out;
use crate::view::area;
use crate::wire::Wire;

#[cfg(feature = "embedded-storage")]
pub(crate) use envelope::checksum;
use envelope::{CALLS, OVERHEAD, STATION, Saved, TEXTS};
use fields::{CALL, STATE};

/// Why a snapshot was refused. The station is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum SnapshotError {
    /// It ends too early.
    TooShort,
    /// These bytes are something else.
    NotASnapshot,
    /// It has a version that this code does not read.
    Version,
    /// The bytes are not what was saved.
    Checksum,
    /// The station has other room than the snapshot needs.
    DoesNotFit {
        /// Calls, exactly.
        calls: u16,
        /// Bytes of data per call, at least.
        data: u16,
        /// Bytes of the station's own texts, at least.
        own: u16,
    },
    /// It contradicts itself: no station was ever so.
    Damaged,
}

impl core::fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::TooShort => "the snapshot ends too early",
            Self::NotASnapshot => "this is no snapshot",
            Self::Version => "the snapshot has another version",
            Self::Checksum => "the checksum of the snapshot is wrong",
            Self::DoesNotFit { .. } => "the snapshot needs a station of another size",
            Self::Damaged => "the snapshot contradicts itself",
        })
    }
}

impl core::error::Error for SnapshotError {}

impl Station<'_> {
    /// Saves the station: everything that later steps depend on, the free slots and late references included. Gives
    /// the bytes written; the time is linear in them.
    ///
    /// # Errors
    /// The bytes needed, where `into` is shorter; nothing is written then.
    pub fn save(&self, into: &mut [u8]) -> Result<usize, usize> {
        let view = self.view();
        let own = view.own().bytes();
        let texts = self.calls.iter().fold(own.len(), |sum, call| sum.saturating_add(view.data(call).bytes().len()));
        let records = self.calls.len().saturating_mul(CALL);
        let needed = OVERHEAD.saturating_add(STATE).saturating_add(records).saturating_add(texts);
        let Some(room) = into.get_mut(..needed) else { return Err(needed) };
        let mut put = Out::new(envelope::contents(room));
        section(&mut put, STATION, STATE);
        put_state(&mut put, self.state, own_bytes(self.own));
        section(&mut put, CALLS, records);
        for call in self.calls.iter() {
            put_call(&mut put, call);
        }
        section(&mut put, TEXTS, texts);
        put.put(own);
        for call in self.calls.iter() {
            put.put(view.data(call).bytes());
        }
        envelope::close(room);
        Ok(needed)
    }

    /// Puts the station back to what was saved, its configuration included. The station has as many calls as the
    /// saved one, and room for as much data or more. Bytes after the snapshot's own length are not looked at.
    ///
    /// # Errors
    /// Why the snapshot is refused; the station is as it was.
    pub fn restore(&mut self, from: &[u8]) -> Result<(), SnapshotError> {
        let saved = Saved::open(from)?;
        check::whole(&saved, self)?;
        self.take_over(&saved);
        Ok(())
    }

    #[inline(never)]
    fn take_over(&mut self, saved: &Saved<'_>) {
        // How much room there is stays the station's own affair.
        let data = self.state.data;
        saved.state(self.state);
        self.state.data = data;
        let mut texts = saved.texts;
        take(&mut texts, self.state.own_used, self.own);
        for (slot, call) in (0..).zip(self.calls.iter_mut()) {
            saved.call(slot, call);
            take(&mut texts, call.used.get(), self.data.get_mut(area(data, slot)).unwrap_or_default());
        }
    }
}

/// Whether these are all bytes of one snapshot, and no others.
#[cfg(feature = "embedded-storage")]
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    Saved::open(bytes).is_ok() && envelope::length(bytes) == bytes.len()
}

// A record is put from a copy, in a frame of its own: the stack holds one of them.

/// What a section begins with.
fn section(put: &mut Out<'_>, mut number: u32, length: usize) {
    put.u32s(&mut [&mut number, &mut (length as u32)]);
}

#[inline(never)]
fn put_state(put: &mut Out<'_>, state: &StationState, mut own: u16) {
    fields::state(put, &mut { *state }, &mut own);
}

#[inline(never)]
fn put_call(put: &mut Out<'_>, call: &Call) {
    fields::call(put, &mut call.clone());
}

/// How many bytes there are for the station's own texts, of which no more than these are used.
fn own_bytes(own: &[u8]) -> u16 {
    u16::try_from(own.len()).unwrap_or(u16::MAX)
}

/// Takes the next so many bytes of the texts over.
fn take(texts: &mut &[u8], used: u16, into: &mut [u8]) {
    let Some((mine, rest)) = texts.split_at_checked(used.into()) else { return };
    if let Some(into) = into.get_mut(..mine.len()) {
        crate::bytes::copy(into, mine);
    }
    *texts = rest;
}
