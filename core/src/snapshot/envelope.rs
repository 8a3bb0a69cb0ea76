//! The envelope: magic, version, length, checksum, then sections one after the other.

use super::SnapshotError;
use super::fields::{self, CALL, STATE};
use crate::call::record::{Call, Slot};
use crate::storage::StationState;
use crate::wire::Take;

const MAGIC: [u8; 4] = *b"ohsn";
/// Another version is another layout. What is only added comes as a section of its own.
const VERSION: u32 = 1;
/// Magic, version, length of the whole, checksum of everything else: four bytes each.
const HEADER: usize = 16;
const CHECKSUM_AT: usize = 12;
/// What a section begins with: its number and its length, four bytes each.
const SECTION: usize = 8;

/// The station's own record.
pub(super) const STATION: u32 = 1;
/// The records of the calls, by slot.
pub(super) const CALLS: u32 = 2;
/// The used bytes of the station's own texts, then of each call's data, by slot.
pub(super) const TEXTS: u32 = 3;
/// What a snapshot has beside its records and texts.
pub(super) const OVERHEAD: usize = HEADER + 3 * SECTION;

/// Where the sections go.
pub(super) fn contents(room: &mut [u8]) -> &mut [u8] {
    room.get_mut(HEADER..).unwrap_or_default()
}

/// Writes the header in front of the sections.
pub(super) fn close(room: &mut [u8]) {
    let length = room.len() as u32;
    let (header, sections) = room.split_at_mut(HEADER.min(room.len()));
    let checksum = checksum(header_of(length).iter().chain(sections.iter()));
    for (to, byte) in header.iter_mut().zip(header_of(length).iter().chain(&checksum.to_le_bytes())) {
        *to = *byte;
    }
}

/// The header up to the checksum.
fn header_of(length: u32) -> [u8; CHECKSUM_AT] {
    let ([m0, m1, m2, m3], [v0, v1, v2, v3], [l0, l1, l2, l3]) = (MAGIC, VERSION.to_le_bytes(), length.to_le_bytes());
    [m0, m1, m2, m3, v0, v1, v2, v3, l0, l1, l2, l3]
}

/// The length that a snapshot says it has.
#[cfg(feature = "embedded-storage")]
pub(super) fn length(from: &[u8]) -> usize {
    let mut header = Take::new(from, MAGIC.len());
    header.u32();
    header.u32() as usize
}

/// The parts of a snapshot whose envelope is whole.
pub(super) struct Saved<'a> {
    station: &'a [u8],
    calls: &'a [u8],
    pub texts: &'a [u8],
}

impl<'a> Saved<'a> {
    /// Opens the envelope. Sections of other numbers are for others.
    #[inline(never)]
    pub fn open(from: &'a [u8]) -> Result<Self, SnapshotError> {
        let magic = from.get(..MAGIC.len()).ok_or(SnapshotError::TooShort)?;
        if magic != MAGIC {
            return Err(SnapshotError::NotASnapshot);
        }
        let mut header = Take::new(from.get(..HEADER).ok_or(SnapshotError::TooShort)?, MAGIC.len());
        if header.u32() != VERSION {
            return Err(SnapshotError::Version);
        }
        let length = header.u32();
        let whole =
            usize::try_from(length).ok().and_then(|length| from.get(..length)).ok_or(SnapshotError::TooShort)?;
        let sections = whole.get(HEADER..).ok_or(SnapshotError::Damaged)?;
        if header.u32() != checksum(header_of(length).iter().chain(sections)) {
            return Err(SnapshotError::Checksum);
        }
        Self::sections(sections).ok_or(SnapshotError::Damaged)
    }

    fn sections(mut rest: &'a [u8]) -> Option<Self> {
        let (mut station, mut calls, mut texts) = (None, None, None);
        while !rest.is_empty() {
            let (head, after) = rest.split_at_checked(SECTION)?;
            let mut head = Take::new(head, 0);
            let number = head.u32();
            let (section, after) = after.split_at_checked(usize::try_from(head.u32()).ok()?)?;
            let place = match number {
                STATION => Some(&mut station),
                CALLS => Some(&mut calls),
                TEXTS => Some(&mut texts),
                _ => None,
            };
            if let Some(place) = place
                && place.replace(section).is_some()
            {
                return None;
            }
            rest = after;
        }
        let saved = Self { station: station?, calls: calls?, texts: texts? };
        (saved.station.len() == STATE && saved.calls.len().is_multiple_of(CALL)).then_some(saved)
    }

    /// How many calls there are.
    pub fn count(&self) -> usize {
        self.calls.len() / CALL
    }

    /// Takes the station's own record over. Gives how many bytes it had for its own texts; none where a value is too large for its
    /// field.
    pub fn state(&self, state: &mut StationState) -> Option<u16> {
        let (mut take, mut own) = (Take::new(self.station, 0), 0);
        fields::state(&mut take, state, &mut own);
        take.wrong().is_none().then_some(own)
    }

    /// Takes the record of a slot over; of no slot, one that is null.
    pub fn call(&self, slot: Slot, call: &mut Call) {
        let at = usize::from(slot).saturating_mul(CALL);
        match self.calls.get(at..at.saturating_add(CALL)) {
            Some(record) => fields::call(&mut Take::new(record, 0), call),
            None => *call = Call::EMPTY,
        }
    }
}

/// CRC-32 as Ethernet and ZIP have it, four bits at a time.
pub(crate) fn checksum<'b>(bytes: impl Iterator<Item = &'b u8>) -> u32 {
    const NIBBLES: [u32; 16] = nibbles();
    let step = |crc: u32| crc >> 4 ^ NIBBLES.get((crc & 15) as usize).copied().unwrap_or_default();
    !bytes.fold(!0, |crc, byte| step(step(crc ^ u32::from(*byte))))
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const fn nibbles() -> [u32; 16] {
    let mut table = [0; 16];
    let mut at = 0;
    while at < table.len() {
        let mut crc = at as u32;
        let mut bit = 0;
        while bit < 4 {
            crc = crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
            bit += 1;
        }
        table[at] = crc;
        at += 1;
    }
    table
}
