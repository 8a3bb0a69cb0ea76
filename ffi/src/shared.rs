//! A station that an interrupt and the main loop share (feature `critical-section`), as the core's `shared` does it in Rust.

use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use crate::args::{Shared, gate};
use crate::status::{OFFHOOK_DONE, OFFHOOK_ENTERED, OFFHOOK_MISUSE_NULL, OFFHOOK_NOTHING, Status};
use crate::storage::{Storage, look};

unsafe extern "C" {
    /// The firmware's: from here on the other sides are held off (interrupts off, or a lock between cores). It may be called again while it
    /// is held. What it returns is handed to `offhook_critical_release`.
    pub safe fn offhook_critical_acquire() -> u32;
    /// The firmware's: what was before the call of `offhook_critical_acquire` that returned `before` is so again.
    pub safe fn offhook_critical_release(before: u32);
}

/// What both sides look at; its words are touched in a critical section only.
pub(crate) struct Gate {
    pub station: AtomicPtr<Storage>,
    /// 1: one side is inside.
    pub inside: AtomicU32,
    /// What `acquire` said to the side that is inside.
    pub before: AtomicU32,
}

/// Puts a gate before a station that was made: from now on every side enters it by `offhook_shared_enter` and calls the station's functions,
/// also those that only read, until `offhook_shared_leave`.
///
/// *Returns* done; misuse.
/// *Ownership* `shared` and the station are the caller's memory, and stay where they are. Nothing needs to be released.
/// *ISR* no; and the interrupts that share the station are not on yet.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_shared_init(shared: Option<&mut Shared>, station: Option<&mut Storage>) -> Status {
    Status::of((|| {
        let station = station.ok_or(OFFHOOK_MISUSE_NULL)?;
        look(Some(station))?;
        let gate = Gate { station: AtomicPtr::new(station), inside: AtomicU32::new(0), before: AtomicU32::new(0) };
        shared.ok_or(OFFHOOK_MISUSE_NULL)?.init(gate);
        Ok(OFFHOOK_DONE)
    })())
}

/// Enters: `offhook_critical_acquire` is called, and `station` is the station, until `offhook_shared_leave`. The time of a step is read
/// in here, and outputs and their texts are looked at in here: on the other side of the gate they may be the next step's.
///
/// *Returns* done; entered: this side is inside already, nothing was entered, and `station` is untouched; misuse.
/// *Ownership* the station is the caller's own.
/// *ISR* yes, and the main loop. The others wait until it is left, a few steps at most.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_shared_enter(shared: *mut Shared, station: Option<&mut *mut Storage>) -> Status {
    Status::of((|| {
        let (gate, station) = (gate(shared)?, station.ok_or(OFFHOOK_MISUSE_NULL)?);
        let before = offhook_critical_acquire();
        if gate.inside.load(Ordering::Relaxed) != 0 {
            offhook_critical_release(before);
            return Ok(OFFHOOK_ENTERED);
        }
        gate.inside.store(1, Ordering::Relaxed);
        gate.before.store(before, Ordering::Relaxed);
        *station = gate.station.load(Ordering::Relaxed);
        Ok(OFFHOOK_DONE)
    })())
}

/// Leaves: the station is the other side's, and `offhook_critical_release` is called.
///
/// *Returns* done; nothing: nobody was inside; misuse.
/// *Ownership* nothing is kept.
/// *ISR* yes, by whoever entered.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_shared_leave(shared: *mut Shared) -> Status {
    Status::of((|| {
        let gate = gate(shared)?;
        if gate.inside.load(Ordering::Relaxed) == 0 {
            return Ok(OFFHOOK_NOTHING);
        }
        let before = gate.before.load(Ordering::Relaxed);
        gate.inside.store(0, Ordering::Relaxed);
        offhook_critical_release(before);
        Ok(OFFHOOK_DONE)
    })())
}
