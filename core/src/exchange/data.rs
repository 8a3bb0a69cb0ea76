//! Attached data follows the call: one copy a call, told to each station that comes in and whenever it changes.
//!
//! The dialled number stands among the data, under a key that no application sees. Entries that the command at hand
//! changed carry a mark until its signals are given.

use super::Exchange;
use super::links::NONE;
use super::memory::Detail;
use super::order::{Order, Served};
use super::records::{call, leg};
use crate::data::{Data, DataMut, Known, Record};
use crate::request::RequestKind;
use crate::signal::SignalKind as K;

/// The mark of entries that have just changed.
pub(super) const FRESH: u16 = 1;

/// What a merge brought to whom.
#[derive(Clone, Copy)]
pub(super) struct Merged {
    /// The call has entries that it had not.
    to_call: bool,
    /// Those who moved lack entries that the call has.
    to_moved: bool,
}

impl Exchange<'_> {
    /// The data of a call.
    pub(super) fn data(&self, at: u32) -> Data<'_> {
        let bytes = self.memory.data.get(area(self.state.setup.data, at)).unwrap_or_default();
        Data::new(bytes.get(..usize::from(self.call(at).used)).unwrap_or_default())
    }

    /// The data of a call, to be written.
    pub(super) fn data_mut(&mut self, at: u32) -> DataMut<'_> {
        let bytes = self.memory.data.get_mut(area(self.state.setup.data, at)).unwrap_or_default();
        match self.memory.calls.get_mut(at as usize) {
            Some(call) => DataMut::new(bytes, &mut call.used),
            None => DataMut::new(bytes, &mut self.spare.call.used),
        }
    }

    /// The number that was dialled for a call.
    pub(super) fn dialled(&self, call: u32) -> Option<&str> {
        self.data(call).known(Known::To)
    }

    /// A station changed its call's data: the others are told.
    #[inline(never)]
    pub(super) fn data_changed(&mut self, order: &Order<'_>, at: u32) -> Served {
        let call = self.leg(at).call;
        self.state.changed = call;
        let mut data = self.data_mut(call);
        if order.command.of == RequestKind::Detach.code() {
            for entry in order.texts {
                data.detach(entry.key, FRESH);
            }
        } else {
            data.set_all(order.texts, FRESH)?;
            // The first leg's id is the original one, whatever later legs are called.
            if !data.data().has(Known::ExternalOriginalReferenceId) {
                data.duplicate(Known::ExternalReferenceId, Known::ExternalOriginalReferenceId)?;
            }
        }
        self.accept(order)?;
        self.tell_fresh(call, at, 0);
        Ok(())
    }

    /// Tells the connections of a call what changed, but for one and for those with a flag.
    fn tell_fresh(&mut self, call: u32, but: u32, without: u8) {
        if !self.has_fresh(call) {
            return;
        }
        let mut at = self.first_of(call);
        while at != NONE {
            if at != but && !self.leg(at).flags.has(without) {
                self.post(at, K::Data).detail = Detail::Changed;
            }
            at = self.next_of(at);
        }
    }

    /// Tells a station all that is attached.
    pub(super) fn post_data(&mut self, at: u32) {
        if self.has_attached(self.leg(at).call) {
            self.post(at, K::Data).detail = Detail::Data;
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn has_attached(&self, call: u32) -> bool {
        self.data(call).records().any(attached)
    }

    /// Gives a call what another one's stations attached, and the original external id. What it has stays.
    pub(super) fn copy_data(&mut self, from: u32, to: u32) {
        let from_used = usize::from(self.call(from).used);
        let mut used = self.call(to).used;
        let size = self.state.setup.data;
        let areas = [area(size, from), area(size, to)];
        let Ok([source, target]) = self.memory.data.get_disjoint_mut(areas) else { return };
        // What finds no room is left out.
        DataMut::new(target, &mut used).take(Data::new(source.get(..from_used).unwrap_or_default()), false, FRESH);
        self.call_mut(to).used = used;
        self.state.changed = to;
    }

    /// One call's data becomes part of another's.
    pub(super) fn merge_data(&mut self, from: u32, to: u32) -> Merged {
        let to_moved = self.lacks(from, to);
        self.copy_data(from, to);
        Merged { to_call: self.has_fresh(to), to_moved }
    }

    /// Whether a call lacks something that another one gives.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn lacks(&self, call: u32, other: u32) -> bool {
        let has = self.data(call);
        self.data(other).records().any(|record| record.travels() && !has.agrees(&record))
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn has_fresh(&self, call: u32) -> bool {
        self.data(call).records().any(fresh)
    }

    /// After a merge: each side is told what it lacks of the other's data.
    pub(super) fn share_data(&mut self, at: u32, data: Merged) {
        if !self.call(at).flags.has(call::LIVE) {
            return;
        }
        if data.to_call {
            self.tell_fresh(at, NONE, leg::MOVED);
        }
        let mut leg = self.first_of(at);
        while leg != NONE && data.to_moved {
            if self.leg(leg).flags.has(leg::MOVED) {
                self.post_data(leg);
            }
            leg = self.next_of(leg);
        }
    }

    /// The marks of the last command go.
    pub(super) fn forget_fresh(&mut self) {
        let changed = core::mem::replace(&mut self.state.changed, NONE);
        if changed != NONE {
            self.data_mut(changed).end(FRESH);
        }
    }
}

/// What is told as data: what applications see, but for the facts that signals name themselves.
pub(super) fn attached(record: Record<'_>) -> bool {
    record.is_data() && !record.known.is_some_and(Known::is_fact)
}

/// What the command at hand changed.
pub(super) fn fresh(record: Record<'_>) -> bool {
    record.tag == FRESH
}

/// The bytes of a call's data.
fn area(size: u16, call: u32) -> core::ops::Range<usize> {
    let start = (call as usize).saturating_mul(usize::from(size));
    start..start.saturating_add(usize::from(size))
}
