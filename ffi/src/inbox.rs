//! The door for interrupts: an interrupt posts what it saw, the main loop takes it.

use offhook_core::inbox::Edge as Core;

use crate::args::{Inbox, ring};
use crate::status::{OFFHOOK_DONE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_ROOM, OFFHOOK_NOTHING, Status};
use crate::types::Edge;

/// Makes an empty inbox, with room for `OFFHOOK_INBOX_EDGES` edges. One interrupt posts, the main loop takes; interrupts of
/// several priorities need an inbox each.
///
/// *Returns* done; misuse.
/// *Ownership* the inbox is the caller's memory, in use until the caller gives it up. Nothing needs to be released.
/// *ISR* no; and the interrupt that posts is not on yet.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_inbox_init(inbox: Option<&mut Inbox>) -> Status {
    Status::of((|| {
        inbox.ok_or(OFFHOOK_MISUSE_NULL)?.init();
        Ok(OFFHOOK_DONE)
    })())
}

/// Posts an edge: what an interrupt saw, in numbers of the firmware's own.
///
/// *Returns* done; no room: it is not in the inbox, and is counted; misuse.
/// *Ownership* nothing is kept.
/// *ISR* yes: this is the function for it. It never waits, and holds nobody off.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_inbox_post(inbox: *mut Inbox, source: u8, code: u8, value: u16) -> Status {
    Status::of((|| {
        let posted = ring(inbox)?.post(Core { source, code, value });
        Ok(if posted { OFFHOOK_DONE } else { OFFHOOK_NO_ROOM })
    })())
}

/// Takes the oldest edge.
///
/// *Returns* done; nothing: the inbox is empty, and `edge` is untouched; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no: the main loop's side.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_inbox_take(inbox: *mut Inbox, edge: Option<&mut Edge>) -> Status {
    Status::of((|| {
        let edge = edge.ok_or(OFFHOOK_MISUSE_NULL)?;
        let Some(Core { source, code, value }) = ring(inbox)?.take() else {
            return Ok(OFFHOOK_NOTHING);
        };
        *edge = Edge { source, code, value };
        Ok(OFFHOOK_DONE)
    })())
}

/// How many edges did not fit. The count only grows; the main loop has fallen behind when it does.
///
/// *Returns* done; nothing: none was lost; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_inbox_lost(inbox: *const Inbox, count: Option<&mut u32>) -> Status {
    Status::of((|| {
        let count = count.ok_or(OFFHOOK_MISUSE_NULL)?;
        *count = ring(inbox)?.lost();
        Ok(Status::done(*count == 0))
    })())
}
