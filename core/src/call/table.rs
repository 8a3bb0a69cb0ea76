//! The slots: which are free, and which call the network means by a reference.
//!
//! The index is a hash table whose heads and links lie in the records themselves, so it grows with the
//! caller's memory. A freed slot stays in the index until it is used again: late signals are recognised.

use super::record::{Call, NO_SLOT, Slot};
use crate::id::CallId;

/// Free slots, in the order they were freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(C)]
pub(crate) struct Free {
    pub first: Slot,
    pub last: Slot,
}

impl Free {
    /// Every slot is free, in order.
    pub fn all(calls: &mut [Call]) -> Self {
        let count = calls.len().min(CallId::MAX_SLOTS) as Slot;
        for (slot, call) in (0..count).zip(calls.iter_mut()) {
            *call = Call::EMPTY;
            call.id = CallId::unused(slot);
            let next = slot.wrapping_add(1);
            call.link = if next < count { next } else { NO_SLOT };
        }
        if count == 0 { Self { first: NO_SLOT, last: NO_SLOT } } else { Self { first: 0, last: count.wrapping_sub(1) } }
    }

    /// Whether there is none.
    pub fn none(&self) -> bool {
        self.first == NO_SLOT
    }

    /// Takes the slot that was freed first; its record starts afresh under a new id.
    pub fn take(&mut self, calls: &mut [Call]) -> Option<Slot> {
        let slot = self.first;
        let old = *calls.get(slot as usize)?;
        unlink(calls, slot);
        self.first = old.link;
        if self.first == NO_SLOT {
            self.last = NO_SLOT;
        }
        let call = calls.get_mut(slot as usize)?;
        *call = Call { id: old.id.next(), bucket: call.bucket, ..Call::EMPTY };
        Some(slot)
    }

    /// Gives a slot back.
    pub fn give(&mut self, calls: &mut [Call], slot: Slot) {
        if let Some(call) = calls.get_mut(slot as usize) {
            call.link = NO_SLOT;
        }
        match calls.get_mut(self.last as usize) {
            Some(last) => last.link = slot,
            None => self.first = slot,
        }
        self.last = slot;
    }
}

/// The bucket of a reference: its bits mixed, then scaled to the number of slots.
pub(crate) fn bucket(calls: &[Call], reference: u64) -> usize {
    let folded = (reference ^ reference >> 32) as u32;
    let mixed = folded.wrapping_mul(0x9E37_79B1);
    ((mixed as u64).wrapping_mul(calls.len() as u64) >> 32) as usize
}

/// The slot whose call has, or had last, this reference.
pub(crate) fn find(calls: &[Call], reference: u64) -> Option<Slot> {
    let mut slot = calls.get(bucket(calls, reference))?.bucket;
    while let Some(call) = calls.get(slot as usize) {
        if call.reference == reference {
            return Some(slot);
        }
        slot = call.next;
    }
    None
}

/// Gives the call of a slot a reference, or another one, or none (0).
pub(crate) fn refer(calls: &mut [Call], slot: Slot, reference: u64) {
    unlink(calls, slot);
    if reference == 0 {
        return;
    }
    let at = bucket(calls, reference);
    let Some(head) = calls.get_mut(at) else { return };
    let next = core::mem::replace(&mut head.bucket, slot);
    if let Some(call) = calls.get_mut(slot as usize) {
        call.reference = reference;
        call.next = next;
    }
}

fn unlink(calls: &mut [Call], slot: Slot) {
    let Some(call) = calls.get_mut(slot as usize) else { return };
    let reference = core::mem::take(&mut call.reference);
    if reference == 0 {
        return;
    }
    let after = core::mem::replace(&mut call.next, NO_SLOT);
    let at = bucket(calls, reference);
    let Some(head) = calls.get_mut(at) else { return };
    if head.bucket == slot {
        head.bucket = after;
        return;
    }
    let mut before = head.bucket;
    while let Some(call) = calls.get_mut(before as usize) {
        if call.next == slot {
            call.next = after;
            return;
        }
        before = call.next;
    }
}
