//! A station in flash: two slots, written in turn, so that one is always whole (feature `embedded-storage`).
//!
//! Over any [`NorFlash`] of the `embedded-storage` crate. A slot is a header (number, wear, length, checksum) and a
//! [snapshot](crate::Station::save), which has a checksum of its own. The newest slot that is whole to its last byte counts;
//! [`save`](Slots::save) erases and writes the other one. So whenever power goes, [`restore`](Slots::restore) gives the state before
//! or the state after, and nothing else. `SPEC.md` has the bytes.
//!
//! Nothing is remembered between calls: which slot is which is read from the flash each time, so a save that failed half-way cannot
//! mislead the next one.

use embedded_storage::nor_flash::NorFlash;

use crate::snapshot::{SnapshotError, checksum, is_whole};
use crate::station::Station;

/// Magic, number, wear, length of the snapshot, checksum of these: four bytes each.
const HEADER: usize = 20;
const CHECKED: usize = 16;
const MAGIC: [u8; 4] = *b"ohfl";

/// Why a station was not saved or not restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum FlashError<E> {
    /// The flash said so.
    Flash(E),
    /// The area is not two slots of whole erase blocks within the flash.
    Area,
    /// The working memory, or a slot, has to be so large at least.
    NoRoom {
        /// Bytes.
        needed: usize,
    },
    /// What was written does not read back: the slot is worn out. The older one is untouched.
    NotKept,
    /// The snapshot is whole, but not for this station, which is as it was.
    Snapshot(SnapshotError),
}

impl<E> core::fmt::Display for FlashError<E> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Flash(_) => "the flash reports an error",
            Self::Area => "the area is not two slots of whole erase blocks",
            Self::NoRoom { .. } => "the working memory or the slot is too small",
            Self::NotKept => "the flash did not keep what was written",
            Self::Snapshot(_) => "the snapshot is not for this station",
        })
    }
}

impl<E: core::fmt::Debug> core::error::Error for FlashError<E> {}

/// Two slots in an area of a flash.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Slots<F> {
    flash: F,
    start: u32,
    size: u32,
}

/// What a slot says of itself.
#[derive(Clone, Copy)]
struct Header {
    /// One more with each save, modulo 2^32.
    number: u32,
    /// How often the slot was erased.
    erased: u32,
    /// Bytes of the snapshot.
    length: u32,
}

/// What was found in a slot.
#[derive(Clone, Copy, Default)]
struct Found {
    header: Option<Header>,
    whole: bool,
}

impl<F: NorFlash> Slots<F> {
    /// Where a snapshot begins in its slot: the first place after the header that can be written by itself.
    const SNAPSHOT: usize = match HEADER.checked_next_multiple_of(F::WRITE_SIZE) {
        Some(at) => at,
        None => HEADER,
    };

    /// Two slots in the bytes `start..end` of this flash, half of them each. Nothing is read or written yet.
    ///
    /// # Errors
    /// [`FlashError::Area`]: each half has to be whole erase blocks, within the flash.
    pub fn new(flash: F, start: u32, end: u32) -> Result<Self, FlashError<F::Error>> {
        let size = end.saturating_sub(start) / 2;
        let blocks = |at: u32| (at as usize).is_multiple_of(F::ERASE_SIZE);
        let halves = end.checked_sub(start).is_some_and(|area| area.is_multiple_of(2));
        let fits = size > 0 && halves && end as usize <= flash.capacity() && blocks(start) && blocks(size);
        if fits { Ok(Self { flash, start, size }) } else { Err(FlashError::Area) }
    }

    /// Bytes of working memory that a snapshot of this length needs.
    pub const fn work(snapshot: usize) -> usize {
        // Room to read whole words, where they are longer than the words written.
        let word = if F::READ_SIZE > F::WRITE_SIZE { F::READ_SIZE } else { F::WRITE_SIZE };
        up(up(Self::SNAPSHOT, F::READ_SIZE).saturating_add(snapshot), word)
    }

    /// Saves the station in the slot that is not the newest: erases it, writes it, reads it back.
    ///
    /// # Errors
    /// As [`FlashError`] says; what was saved before is still there.
    pub fn save(&mut self, station: &Station<'_>, work: &mut [u8]) -> Result<(), FlashError<F::Error>> {
        let length = station.save(&mut []).err().unwrap_or_default();
        let needed = Self::work(length);
        if needed > work.len() || needed > self.size as usize {
            return Err(FlashError::NoRoom { needed });
        }
        let found = self.look(work)?;
        let newest = newest(&found);
        let slot = newest.map_or(0, |slot| 1 ^ slot);
        let (mine, other) = (found_at(&found, slot).header, found_at(&found, 1 ^ slot).header);
        let header = Header {
            number: newest.and(other).map_or(0, |other| other.number.wrapping_add(1)),
            // A slot whose header is gone was erased about as often as the other.
            erased: mine.or(other).map_or(0, |header| header.erased).saturating_add(1),
            length: length as u32,
        };

        let end = up(Self::SNAPSHOT.saturating_add(length), F::WRITE_SIZE);
        let Some(image) = work.get_mut(..end) else { return Err(FlashError::NoRoom { needed }) };
        image.fill(0xFF);
        let (first, snapshot) = image.split_at_mut(Self::SNAPSHOT.min(end));
        header.write(first);
        if let Err(needed) = station.save(snapshot) {
            return Err(FlashError::NoRoom { needed });
        }
        let at = self.place(slot);
        self.flash.erase(at, at.saturating_add(self.size)).map_err(FlashError::Flash)?;
        // The header by itself and first: a save that is cut short later is still counted as wear.
        self.flash.write(at, first).map_err(FlashError::Flash)?;
        self.flash.write(at.saturating_add(first.len() as u32), snapshot).map_err(FlashError::Flash)?;

        let kept = self.found(slot, work)?;
        let same = kept.header.is_some_and(|kept| kept.number == header.number);
        if kept.whole && same { Ok(()) } else { Err(FlashError::NotKept) }
    }

    /// Puts the station back to the newest snapshot that is whole. `false`: there is none, and the station is as it was.
    ///
    /// # Errors
    /// As [`FlashError`] says; the station is as it was.
    pub fn restore(&mut self, station: &mut Station<'_>, work: &mut [u8]) -> Result<bool, FlashError<F::Error>> {
        let found = self.look(work)?;
        let Some(slot) = newest(&found) else { return Ok(false) };
        self.found(slot, work)?;
        let snapshot = work.get(Self::SNAPSHOT..).unwrap_or_default();
        station.restore(snapshot).map_err(FlashError::Snapshot)?;
        Ok(true)
    }

    /// How often each slot was erased, as its header tells; `None` for a slot that has none. A slot without a header takes the
    /// other's count with its next save, so the count is one off for each time that power went between an erase and the header.
    ///
    /// # Errors
    /// [`FlashError::Flash`], [`FlashError::NoRoom`].
    pub fn wear(&mut self, work: &mut [u8]) -> Result<[Option<u32>; 2], FlashError<F::Error>> {
        let [first, second] = self.look(work)?;
        Ok([first, second].map(|slot| slot.header.map(|header| header.erased)))
    }

    /// Gives the flash back.
    pub fn release(self) -> F {
        self.flash
    }

    fn place(&self, slot: u8) -> u32 {
        if slot == 0 { self.start } else { self.start.saturating_add(self.size) }
    }

    fn look(&mut self, work: &mut [u8]) -> Result<[Found; 2], FlashError<F::Error>> {
        Ok([self.found(0, work)?, self.found(1, work)?])
    }

    /// Reads a slot; its bytes stand in `work` afterwards.
    fn found(&mut self, slot: u8, work: &mut [u8]) -> Result<Found, FlashError<F::Error>> {
        let at = self.place(slot);
        self.read(at, HEADER, work)?;
        let Some(header) = Header::read(work) else { return Ok(Found::default()) };
        let length = Self::SNAPSHOT.saturating_add(header.length as usize);
        if length > self.size as usize {
            return Ok(Found { header: Some(header), whole: false });
        }
        self.read(at, length, work)?;
        let snapshot = work.get(Self::SNAPSHOT..length).unwrap_or_default();
        Ok(Found { header: Some(header), whole: is_whole(snapshot) })
    }

    /// Reads so many bytes, rounded up to what the flash reads at once.
    fn read(&mut self, at: u32, length: usize, work: &mut [u8]) -> Result<(), FlashError<F::Error>> {
        let needed = up(length, F::READ_SIZE);
        let into = work.get_mut(..needed).ok_or(FlashError::NoRoom { needed })?;
        self.flash.read(at, into).map_err(FlashError::Flash)
    }
}

/// The slot to be believed: of those that are whole, the later one.
fn newest(found: &[Found; 2]) -> Option<u8> {
    let [first, second] = found;
    match (first.header.filter(|_| first.whole), second.header.filter(|_| second.whole)) {
        // Numbers wrap: later is what is less than half-way ahead.
        (Some(first), Some(second)) => Some(u8::from(second.number.wrapping_sub(first.number) as i32 > 0)),
        (Some(_), None) => Some(0),
        (None, Some(_)) => Some(1),
        (None, None) => None,
    }
}

const fn found_at(found: &[Found; 2], slot: u8) -> Found {
    let [first, second] = *found;
    if slot == 0 { first } else { second }
}

/// The next multiple of a word's length.
const fn up(length: usize, word: usize) -> usize {
    match length.checked_next_multiple_of(word) {
        Some(length) => length,
        None => length,
    }
}

impl Header {
    fn fields(self) -> [[u8; 4]; 4] {
        [MAGIC, self.number.to_le_bytes(), self.erased.to_le_bytes(), self.length.to_le_bytes()]
    }

    fn write(self, into: &mut [u8]) {
        let fields = self.fields();
        let fields = fields.as_flattened();
        let checksum = checksum(fields.iter()).to_le_bytes();
        for (to, byte) in into.iter_mut().zip(fields.iter().chain(&checksum)) {
            *to = *byte;
        }
    }

    fn read(from: &[u8]) -> Option<Self> {
        let (fields, sum) = from.get(..HEADER)?.split_at_checked(CHECKED)?;
        let mut words = fields.chunks_exact(4).map(|word| word.try_into().map_or(0, u32::from_le_bytes));
        let magic = words.next()? == u32::from_le_bytes(MAGIC);
        let header = Self { number: words.next()?, erased: words.next()?, length: words.next()? };
        (magic && sum == checksum(fields.iter()).to_le_bytes()).then_some(header)
    }
}
