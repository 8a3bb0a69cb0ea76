//! A station to be read: what the rules decide on.

use crate::call::record::{Call, Slot, flag};
use crate::data::Data;
use crate::id::CallId;
use crate::storage::State;

/// The record of no call.
pub(crate) const NOBODY: &Call = &Call::EMPTY;

/// A station to be read: what the rules decide on.
#[derive(Clone, Copy)]
pub(crate) struct View<'v> {
    pub state: &'v State,
    pub calls: &'v [Call],
    pub own: &'v [u8],
    pub data: &'v [u8],
}

impl<'v> View<'v> {
    /// The record of a slot; of no slot, one that is null.
    pub fn at(&self, slot: Slot) -> &'v Call {
        self.calls.get(slot as usize).unwrap_or(NOBODY)
    }

    /// The slot of a live call's id.
    pub fn live(&self, id: CallId) -> Option<Slot> {
        let call = self.calls.get(id.slot())?;
        (call.id == id && call.live() && !call.has(flag::ENDING)).then_some(id.slot() as Slot)
    }

    /// The call bound to this one by a consultation; asked while the call's end is not told.
    pub fn bound(&self, slot: Slot) -> Slot {
        self.at(slot).link
    }

    /// The data of a call.
    pub fn data(&self, slot: Slot) -> Data<'v> {
        let bytes = self.data.get(area(self.state.data, slot)).unwrap_or_default();
        Data::new(bytes.get(..self.at(slot).used as usize).unwrap_or_default())
    }

    /// The station's own texts.
    pub fn own(&self) -> Data<'v> {
        Data::new(self.own.get(..self.state.own_used as usize).unwrap_or_default())
    }
}

/// The bytes of a call's data.
pub(crate) fn area(size: u16, slot: Slot) -> core::ops::Range<usize> {
    let start = (slot as usize).saturating_mul(size as usize);
    start..start.saturating_add(size as usize)
}
