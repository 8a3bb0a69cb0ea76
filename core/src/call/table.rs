//! The slots: which are free, and which call the network means by a reference.
//!
//! The index is a hash table whose heads and links lie in the records themselves, so it grows with the
//! caller's memory. A freed slot stays in the index until it is used again: late signals are recognised.

use super::record::{Call, NO_SLOT, Slot};
use crate::cause::Cause;
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
            call.id.set(CallId::unused(slot));
            let next = slot.wrapping_add(1);
            call.link.set(if next < count { next } else { NO_SLOT });
        }
        if count == 0 { Self { first: NO_SLOT, last: NO_SLOT } } else { Self { first: 0, last: count.wrapping_sub(1) } }
    }

    /// Whether there is none.
    pub fn none(&self) -> bool {
        self.first == NO_SLOT
    }

    /// Takes the slot that was freed first; its record starts afresh under a new id.
    pub fn take<'c>(&mut self, calls: &'c [Call]) -> Option<&'c Call> {
        let call = calls.get(self.first as usize)?;
        unlink(calls, call);
        self.first = call.link.replace(NO_SLOT);
        if self.first == NO_SLOT {
            self.last = NO_SLOT;
        }
        call.id.set(call.id.get().next());
        for time in [&call.started, &call.cleared] {
            time.set(0);
        }
        for since in [&call.answered, &call.request_due, &call.state_due, &call.digits_due] {
            since.set(0);
        }
        for number in [&call.flags, &call.request, &call.used] {
            number.set(0);
        }
        call.cause.set(Cause::NONE);
        for code in [&call.states, &call.pending, &call.part, &call.parties, &call.epoch, &call.attempt] {
            code.set(0);
        }
        Some(call)
    }

    /// Gives a slot back.
    pub fn give(&mut self, calls: &[Call], call: &Call) {
        call.link.set(NO_SLOT);
        match calls.get(self.last as usize) {
            Some(last) => last.link.set(call.slot()),
            None => self.first = call.slot(),
        }
        self.last = call.slot();
    }
}

/// The bucket of a reference: its bits mixed, then scaled to the number of slots.
pub(crate) fn bucket(calls: &[Call], reference: u64) -> usize {
    let folded = (reference ^ reference >> 32) as u32;
    let mixed = folded.wrapping_mul(0x9E37_79B1);
    ((mixed as u64).wrapping_mul(calls.len() as u64) >> 32) as usize
}

/// The call that has, or had last, this reference; none has 0.
pub(crate) fn find(calls: &[Call], reference: u64) -> Option<&Call> {
    let mut slot = calls.get(bucket(calls, reference))?.bucket.get();
    while let Some(call) = calls.get(slot as usize) {
        if call.reference.get() == reference {
            return Some(call);
        }
        slot = call.next.get();
    }
    None
}

/// Gives a call a reference, or another one, or none (0).
pub(crate) fn refer(calls: &[Call], call: &Call, reference: u64) {
    unlink(calls, call);
    if reference == 0 {
        return;
    }
    let Some(head) = calls.get(bucket(calls, reference)) else { return };
    call.reference.set(reference);
    call.next.set(head.bucket.replace(call.slot()));
}

fn unlink(calls: &[Call], call: &Call) {
    let reference = call.reference.take();
    if reference == 0 {
        return;
    }
    let (slot, after) = (call.slot(), call.next.replace(NO_SLOT));
    let Some(head) = calls.get(bucket(calls, reference)) else { return };
    let mut place = &head.bucket;
    while place.get() != slot {
        let Some(before) = calls.get(place.get() as usize) else { return };
        place = &before.next;
    }
    place.set(after);
}
