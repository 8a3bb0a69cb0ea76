//! A station's memory in C: the only place where addresses become a [`Station`].

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::{ptr, slice};

use offhook_core::storage::block_size;
use offhook_core::{Call, Station, StationState};

use crate::status::{OFFHOOK_MISUSE_MOVED, OFFHOOK_MISUSE_NOT_MADE, OFFHOOK_MISUSE_NULL, OFFHOOK_MISUSE_SMALL, Status};

/// A station. Opaque; it lies where the caller puts it, and stays there.
#[repr(C)]
pub struct Storage {
    /// Private.
    pub words: UnsafeCell<MaybeUninit<[u64; 26]>>,
}

/// Bytes that a call's record takes in a block.
pub const OFFHOOK_CALL_SIZE: usize = 64;
/// Bytes that `OFFHOOK_BLOCK_SIZE` leaves for the station's own texts: agent, queues, forwarding.
pub const OFFHOOK_OWN_SIZE: usize = 256;
/// Bytes of a block that are lost to alignment.
pub const OFFHOOK_BLOCK_SLACK: usize = 8;

struct Made {
    magic: u32,
    calls: u16,
    /// Where this was made: what is copied elsewhere is not a station.
    place: *const Storage,
    /// The calls' records, and after them the bytes of texts: the station's own, then the calls' data.
    records: *mut Call,
    bytes: usize,
    state: StationState,
}

const MADE: u32 = 0x6f68_7374;
const _: () = {
    assert!(size_of::<Made>() <= size_of::<Storage>());
    assert!(align_of::<Made>() <= align_of::<Storage>());
    assert!(size_of::<Call>() <= OFFHOOK_CALL_SIZE && OFFHOOK_CALL_SIZE.is_multiple_of(align_of::<Call>()));
    assert!(align_of::<Call>() <= OFFHOOK_BLOCK_SLACK);
    assert!(OFFHOOK_OWN_SIZE == offhook_core::storage::OWN_BYTES);
};

/// A block cut up: where the records begin, and how many bytes the station has for its own texts.
pub(crate) struct Block {
    records: *mut Call,
    calls: u16,
    data: u16,
    own: u16,
}

impl Block {
    /// Cuts the block. What calls and data leave is the station's own.
    pub(crate) fn new(block: *mut u8, len: usize, calls: u16, data: u16) -> Result<Self, Status> {
        if block.is_null() {
            return Err(OFFHOOK_MISUSE_NULL);
        }
        let fixed = (calls as usize).saturating_mul(OFFHOOK_CALL_SIZE.saturating_add(data as usize));
        let own =
            len.checked_sub(OFFHOOK_BLOCK_SLACK).and_then(|len| len.checked_sub(fixed)).ok_or(OFFHOOK_MISUSE_SMALL)?;
        let skip = block.align_offset(align_of::<Call>());
        let records = block.wrapping_add(skip).cast();
        Ok(Self { records, calls, data, own: u16::try_from(own).unwrap_or(u16::MAX) })
    }

    /// The records, all of them empty.
    fn records(&mut self) -> &mut [Call] {
        for slot in 0..self.calls {
            // SAFETY: `new` measured that the records fit, and aligned them.
            unsafe { self.records.add(slot as usize).write(Call::EMPTY) };
        }
        // SAFETY: as above, and each was written just now.
        unsafe { slice::from_raw_parts_mut(self.records, self.calls as usize) }
    }
}

impl Storage {
    /// Makes a station here, in that block.
    pub(crate) fn make(
        &mut self,
        len: usize,
        mut block: Block,
        state: impl FnOnce(&mut [Call], u16, u16) -> Result<StationState, Status>,
    ) -> Result<(), Status> {
        if len < size_of::<Self>() {
            return Err(OFFHOOK_MISUSE_SMALL);
        }
        let (data, own) = (block.data, block.own);
        let state = state(block.records(), data, own)?;
        let bytes = block_size(block.calls as usize, data, own);
        let made = Made { magic: MADE, calls: block.calls, place: self, records: block.records, bytes, state };
        // SAFETY: large and aligned enough, asserted above; the block has room for the bytes after the records.
        unsafe {
            block.records.add(block.calls as usize).cast::<u8>().write_bytes(0, bytes);
            self.words.get().cast::<Made>().write(made);
        }
        Ok(())
    }

    /// The station that was made here.
    #[inline]
    #[allow(clippy::mut_from_ref, reason = "C has one thread in a station at a time, as the header says")]
    fn open(&self) -> Result<Station<'_>, Status> {
        let made: *mut Made = self.words.get().cast();
        // SAFETY: large and aligned enough, asserted above. Mark and place are read before anything is believed, as
        // memory that comes from outside has some value.
        let (magic, place) = unsafe { ((&raw const (*made).magic).read(), (&raw const (*made).place).read()) };
        if magic != MADE {
            return Err(OFFHOOK_MISUSE_NOT_MADE);
        }
        if !ptr::eq(place, self) {
            return Err(OFFHOOK_MISUSE_MOVED);
        }
        // SAFETY: mark and place say that `make` wrote it, and the block as it says; C leaves both alone, and is
        // in this station once at a time.
        unsafe {
            let made = &mut *made;
            let calls = made.calls as usize;
            let bytes = made.records.add(calls).cast();
            let calls = slice::from_raw_parts_mut(made.records, calls);
            Ok(Station::over(&mut made.state, calls, slice::from_raw_parts_mut(bytes, made.bytes)))
        }
    }
}

/// The station at this address, to be changed.
#[inline]
pub(crate) fn open(station: Option<&mut Storage>) -> Result<Station<'_>, Status> {
    station.ok_or(OFFHOOK_MISUSE_NULL)?.open()
}

/// The station at this address, to be looked at.
#[inline]
pub(crate) fn look(station: Option<&Storage>) -> Result<Station<'_>, Status> {
    station.ok_or(OFFHOOK_MISUSE_NULL)?.open()
}
