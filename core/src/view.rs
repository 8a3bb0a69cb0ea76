//! A station to be read: what the rules decide on.

use crate::call::record::{Call, Slot};
use crate::data::Data;
use crate::id::CallId;
use crate::storage::StationState;

/// The four borrows of a [`Station`](crate::Station), none of which is written.
#[derive(Clone, Copy)]
pub(crate) struct View<'c, 'v> {
    pub state: &'v StationState,
    /// The records outlive the view: what is found in it is changed afterwards.
    pub calls: &'c [Call],
    pub own: &'v [u8],
    pub data: &'v [u8],
}

impl<'c, 'v> View<'c, 'v> {
    /// The live call with this id.
    pub fn live(&self, id: CallId) -> Option<&'c Call> {
        live(self.calls, id)
    }

    /// The call bound to this one by a consultation; asked while the call's end is not told.
    pub fn bound(&self, call: &Call) -> Option<&'c Call> {
        self.calls.get(call.link.get() as usize)
    }

    /// The data of a call.
    pub fn data(&self, call: &Call) -> Data<'v> {
        held(self.data, self.state.data, call)
    }

    /// The station's own texts.
    pub fn own(&self) -> Data<'v> {
        Data::new(self.own.get(..self.state.own_used as usize).unwrap_or_default())
    }
}

/// The live call with this id.
pub(crate) fn live(calls: &[Call], id: CallId) -> Option<&Call> {
    calls.get(id.slot()).filter(|call| call.id.get() == id && call.there())
}

/// The data of a call, of which each has so many bytes.
pub(crate) fn held<'v>(data: &'v [u8], size: u16, call: &Call) -> Data<'v> {
    let bytes = data.get(area(size, call.slot())).unwrap_or_default();
    Data::new(bytes.get(..call.used.get() as usize).unwrap_or_default())
}

/// The bytes of a call's data.
pub(crate) fn area(size: u16, slot: Slot) -> core::ops::Range<usize> {
    let start = (slot as usize).saturating_mul(size as usize);
    start..start.saturating_add(size as usize)
}
