//! A station as bytes, for another build, another processor, or after a power cut.

use crate::args;
use crate::status::{OFFHOOK_BAD_BYTES, OFFHOOK_DONE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_ROOM, Status};
use crate::storage::{Storage, look, open};

/// Saves the station. With no room at all it says how much is needed.
///
/// *Returns* done: `written` bytes; no room: `written` says how many are needed, and `into` means nothing; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the block.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_save(
    station: Option<&Storage>,
    into: *mut u8,
    into_len: usize,
    written: Option<&mut usize>,
) -> Status {
    Status::of((|| {
        let written = written.ok_or(OFFHOOK_MISUSE_NULL)?;
        let saved = look(station)?.save(args::room(into, into_len)?);
        Ok(match saved {
            Ok(len) => {
                *written = len;
                OFFHOOK_DONE
            }
            Err(needed) => {
                *written = needed;
                OFFHOOK_NO_ROOM
            }
        })
    })())
}

/// Puts a station back to what was saved, also by another build, or on another processor.
///
/// *Returns* done; bad bytes: torn, foreign, or of other sizes, and the station is as it was; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the block.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_restore(station: Option<&mut Storage>, from: *const u8, from_len: usize) -> Status {
    Status::of((|| {
        let mut station = open(station)?;
        station.restore(args::bytes(from, from_len)?).map_err(|_| OFFHOOK_BAD_BYTES)?;
        Ok(OFFHOOK_DONE)
    })())
}
