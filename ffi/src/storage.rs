//! The memory of a station and of an exchange in C: the only place where addresses become a [`Station`] or a [`Switch`].

use core::cell::UnsafeCell;
use core::ffi::c_void;
use core::mem::MaybeUninit;
use core::{ptr, slice};

use offhook_core::exchange::{
    self, Connection, Exchange as Switch, Extension, Group, Head, Member, Memory, Place, Post, Queue, Setup,
};
use offhook_core::storage::block_size;
use offhook_core::{Call, Cause, Station, StationState};

use crate::status::{OFFHOOK_MISUSE_MOVED, OFFHOOK_MISUSE_NOT_MADE, OFFHOOK_MISUSE_NULL, OFFHOOK_MISUSE_SMALL, Status};

/// A station. Opaque; it lies where the caller puts it, and stays there.
#[repr(C)]
pub struct Storage {
    /// Private.
    pub places: UnsafeCell<MaybeUninit<[*mut c_void; 2]>>,
    /// Private.
    pub words: UnsafeCell<MaybeUninit<[u64; 15]>>,
}

/// Bytes that a call's record takes in a block.
pub const OFFHOOK_CALL_SIZE: usize = 64;
/// Bytes that `OFFHOOK_BLOCK_SIZE` leaves for the station's own texts: agent, queues, forwarding.
pub const OFFHOOK_OWN_SIZE: usize = 256;
/// Bytes of a block that are lost to alignment.
pub const OFFHOOK_BLOCK_SLACK: usize = 8;

/// What lies in a storage that was made a station.
#[repr(C)]
pub(crate) struct Made {
    /// Where this was made: what is copied elsewhere is not a station.
    place: *const Storage,
    /// The calls' records, and after them the bytes of texts: the station's own, then the calls' data.
    records: *mut Call,
    magic: u32,
    calls: u16,
    /// Bytes of the station's own texts.
    own: u16,
    state: StationState,
}

impl Made {
    /// The station.
    #[inline]
    pub(crate) fn station(&mut self) -> Station<'_> {
        let (calls, own) = (self.calls as usize, self.own as usize);
        // SAFETY: `make` wrote the block as it says here; C leaves it alone, and is in this station once at a time.
        unsafe {
            let texts: *mut u8 = self.records.add(calls).cast();
            let data = slice::from_raw_parts_mut(texts.add(own), calls.wrapping_mul(self.state.data() as usize));
            let own = slice::from_raw_parts_mut(texts, own);
            Station::new(&mut self.state, slice::from_raw_parts_mut(self.records, calls), own, data)
        }
    }
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
        state: impl FnOnce(&mut [Call], u16) -> Result<StationState, Status>,
    ) -> Result<(), Status> {
        if len < size_of::<Self>() {
            return Err(OFFHOOK_MISUSE_SMALL);
        }
        let (data, own) = (block.data, block.own);
        let state = state(block.records(), data)?;
        let bytes = block_size(block.calls as usize, data, own);
        let made = Made { place: self, records: block.records, magic: MADE, calls: block.calls, own, state };
        // SAFETY: large and aligned enough, asserted above; the block has room for the bytes after the records.
        unsafe {
            block.records.add(block.calls as usize).cast::<u8>().write_bytes(0, bytes);
            self.made().write(made);
        }
        Ok(())
    }

    /// What was made here.
    #[inline]
    #[allow(clippy::mut_from_ref, reason = "C has one thread in a station at a time, as the header says")]
    fn open(&self) -> Result<&mut Made, Status> {
        let made = self.made();
        // SAFETY: large and aligned enough, asserted above. Mark and place are read before anything is believed, as
        // memory that comes from outside has some value.
        let (magic, place) = unsafe { ((&raw const (*made).magic).read(), (&raw const (*made).place).read()) };
        if magic != MADE {
            return Err(OFFHOOK_MISUSE_NOT_MADE);
        }
        if !ptr::eq(place, self) {
            return Err(OFFHOOK_MISUSE_MOVED);
        }
        // SAFETY: mark and place say that `make` wrote it; C leaves it alone, and is in this station once at a time.
        Ok(unsafe { &mut *made })
    }

    /// Where what was made here lies. Every byte of it is in a cell.
    fn made(&self) -> *mut Made {
        ptr::from_ref(self).cast_mut().cast()
    }
}

/// What was made at this address.
#[inline]
pub(crate) fn made(station: Option<&mut Storage>) -> Result<&mut Made, Status> {
    station.ok_or(OFFHOOK_MISUSE_NULL)?.open()
}

/// The station at this address, to be changed.
#[inline]
pub(crate) fn open(station: Option<&mut Storage>) -> Result<Station<'_>, Status> {
    Ok(made(station)?.station())
}

/// The station at this address, to be looked at.
#[inline]
pub(crate) fn look(station: Option<&Storage>) -> Result<Station<'_>, Status> {
    Ok(station.ok_or(OFFHOOK_MISUSE_NULL)?.open()?.station())
}

/// An exchange. Opaque; it lies where the caller puts it, and stays there.
#[repr(C)]
pub struct Exchange {
    /// Private.
    pub words: UnsafeCell<MaybeUninit<[u64; 4]>>,
}

struct MadeExchange {
    magic: u32,
    /// Where this was made: what is copied elsewhere is not an exchange.
    place: *const Exchange,
    /// In the block, before its records.
    switch: *mut Switch<'static>,
}

const MADE_EXCHANGE: u32 = 0x6f68_6578;
const _: () = {
    assert!(size_of::<MadeExchange>() <= size_of::<Exchange>());
    assert!(align_of::<MadeExchange>() <= align_of::<Exchange>());
};

/// A block that is being cut up.
struct Rest {
    at: *mut u8,
    len: usize,
}

impl Rest {
    /// Room for so many, aligned for them. Nothing is written yet.
    fn cut(&mut self, size: usize, align: usize, count: usize) -> Result<*mut u8, Status> {
        // An alignment is a power of two.
        let skip = self.at.addr().wrapping_neg() & align.wrapping_sub(1);
        let size = count.checked_mul(size).and_then(|size| size.checked_add(skip));
        let left = size.and_then(|size| self.len.checked_sub(size)).ok_or(OFFHOOK_MISUSE_SMALL)?;
        let start = self.at.wrapping_add(skip);
        self.at = self.at.wrapping_add(self.len.wrapping_sub(left));
        self.len = left;
        Ok(start)
    }

    /// So many copies of a record. They are the exchange's from now on.
    #[allow(clippy::mut_from_ref, reason = "what is lent are the copies, which lie in the block")]
    fn records<T: Copy>(&mut self, count: usize, record: &'static T) -> Result<&'static mut [T], Status> {
        let records = self.copies(ptr::from_ref(record).cast(), size_of::<T>(), align_of::<T>(), count)?.cast();
        // SAFETY: `cut` measured that they fit, and aligned them; each was written just now, and C leaves the block alone until
        // it gives the exchange up.
        Ok(unsafe { slice::from_raw_parts_mut(records, count) })
    }

    /// The same for records of every kind: one is so many bytes.
    fn copies(&mut self, record: *const u8, size: usize, align: usize, count: usize) -> Result<*mut u8, Status> {
        let start = self.cut(size, align, count)?;
        for at in 0..count {
            // SAFETY: `cut` measured that they fit. The record is a constant, which lies in nobody's block.
            unsafe { ptr::copy_nonoverlapping(record, start.wrapping_add(at.wrapping_mul(size)), size) };
        }
        Ok(start)
    }
}

/// How many records of each kind a block is cut into.
pub(crate) struct Plan {
    pub stations: usize,
    pub calls: usize,
    pub connections: usize,
    pub queues: usize,
    pub groups: usize,
    pub members: usize,
    pub places: usize,
    pub index: usize,
    pub posts: usize,
    pub texts: usize,
    pub data: usize,
}

impl Exchange {
    /// Makes an exchange here, in that block.
    pub(crate) fn make(
        &mut self,
        len: usize,
        block: *mut u8,
        block_len: usize,
        plan: &Plan,
        setup: &Setup,
    ) -> Result<Result<(), Cause>, Status> {
        if block.is_null() {
            return Err(OFFHOOK_MISUSE_NULL);
        }
        if len < size_of::<Self>() {
            return Err(OFFHOOK_MISUSE_SMALL);
        }
        let mut rest = Rest { at: block, len: block_len };
        let place: *mut MaybeUninit<Switch<'static>> =
            rest.cut(size_of::<Switch<'static>>(), align_of::<Switch<'static>>(), 1)?.cast();
        let memory = Memory {
            extensions: rest.records(plan.stations, &Extension::EMPTY)?,
            calls: rest.records(plan.calls, &exchange::Call::EMPTY)?,
            connections: rest.records(plan.connections, &Connection::EMPTY)?,
            posts: rest.records(plan.posts, &Post::EMPTY)?,
            queues: rest.records(plan.queues, &Queue::EMPTY)?,
            groups: rest.records(plan.groups, &Group::EMPTY)?,
            members: rest.records(plan.members, &Member::EMPTY)?,
            places: rest.records(plan.places, &Place::EMPTY)?,
            index: rest.records(plan.index, &Head::EMPTY)?,
            texts: rest.records(plan.texts, &0)?,
            data: rest.records(plan.data, &0)?,
        };
        // SAFETY: large and aligned enough, and nobody else's: `cut` cut it off.
        if let Err(cause) = Switch::make(unsafe { &mut *place }, memory, setup) {
            return Ok(Err(cause));
        }
        let made = MadeExchange { magic: MADE_EXCHANGE, place: self, switch: place.cast() };
        // SAFETY: large and aligned enough, as asserted above.
        unsafe { self.words.get().cast::<MadeExchange>().write(made) };
        Ok(Ok(()))
    }

    /// The exchange that was made here. What it lends lasts as long as C leaves its block alone.
    fn open(&self) -> Result<*mut Switch<'static>, Status> {
        let made: *const MadeExchange = self.words.get().cast();
        // SAFETY: large and aligned enough, asserted above. Mark and place are read before anything is believed, as
        // memory that comes from outside has some value.
        let (magic, place) = unsafe { ((&raw const (*made).magic).read(), (&raw const (*made).place).read()) };
        if magic != MADE_EXCHANGE {
            return Err(OFFHOOK_MISUSE_NOT_MADE);
        }
        if !ptr::eq(place, self) {
            return Err(OFFHOOK_MISUSE_MOVED);
        }
        // SAFETY: mark and place say that `make` wrote it.
        Ok(unsafe { (&raw const (*made).switch).read() })
    }
}

/// The exchange at this address, to be changed.
pub(crate) fn open_exchange(exchange: Option<&mut Exchange>) -> Result<&'static mut Switch<'static>, Status> {
    let switch = exchange.ok_or(OFFHOOK_MISUSE_NULL)?.open()?;
    // SAFETY: `make` wrote it there; C leaves the block alone, and is in this exchange once at a time.
    Ok(unsafe { &mut *switch })
}

/// The exchange at this address, to be looked at.
pub(crate) fn look_at_exchange(exchange: Option<&Exchange>) -> Result<&'static Switch<'static>, Status> {
    let switch = exchange.ok_or(OFFHOOK_MISUSE_NULL)?.open()?;
    // SAFETY: as above.
    Ok(unsafe { &*switch })
}
