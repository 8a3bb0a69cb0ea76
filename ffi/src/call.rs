//! Calls: by id, by reference, one after another.

use offhook_core::{CallId, CallInfo};

use crate::status::{OFFHOOK_DONE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_CALL, OFFHOOK_NOTHING, Status};
use crate::storage::{Storage, look};
use crate::types::{Call, OFFHOOK_NEVER};

/// A call, by its id; an ended one until its slot is used again.
///
/// *Returns* done; no call; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_call(station: Option<&Storage>, id: u32, call: Option<&mut Call>) -> Status {
    Status::of((|| {
        let call = call.ok_or(OFFHOOK_MISUSE_NULL)?;
        let info = look(station)?.call(CallId::from_number(id)).ok_or(OFFHOOK_NO_CALL)?;
        *call = plain(&info);
        Ok(OFFHOOK_DONE)
    })())
}

/// The next live call by slot: `cursor` is 0 at first, and moved on.
///
/// *Returns* done; nothing: that was the last; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the number of slots.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_call_next(
    station: Option<&Storage>,
    cursor: Option<&mut u32>,
    call: Option<&mut Call>,
) -> Status {
    Status::of((|| {
        let (cursor, call) = (cursor.ok_or(OFFHOOK_MISUSE_NULL)?, call.ok_or(OFFHOOK_MISUSE_NULL)?);
        let station = look(station)?;
        let Some(info) = station.calls().find(|info| info.id.slot() >= *cursor as usize) else {
            return Ok(OFFHOOK_NOTHING);
        };
        *cursor = (info.id.slot() as u32).wrapping_add(1);
        *call = plain(&info);
        Ok(OFFHOOK_DONE)
    })())
}

/// The call that the network calls so: a live one, or the last one of its slot.
///
/// *Returns* done; no call; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_find(station: Option<&Storage>, reference: u64, id: Option<&mut u32>) -> Status {
    Status::of((|| {
        let id = id.ok_or(OFFHOOK_MISUSE_NULL)?;
        *id = look(station)?.find(reference).ok_or(OFFHOOK_NO_CALL)?.number();
        Ok(OFFHOOK_DONE)
    })())
}

fn plain(info: &CallInfo) -> Call {
    Call {
        reference: info.reference,
        started: info.started,
        answered: info.answered.unwrap_or(OFFHOOK_NEVER),
        cleared: info.cleared.unwrap_or(OFFHOOK_NEVER),
        id: info.id.number(),
        bound: info.bound.number(),
        cause: info.cause.0,
        request: info.request,
        local: info.local.code(),
        far: info.far.code(),
        kind: info.kind.code(),
        parties: info.parties,
        stale: info.stale.into(),
        acd: info.acd.into(),
        pending: info.pending.map_or(0, |what| what.code()),
        reserved: [0; 5],
    }
}
