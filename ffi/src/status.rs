//! What a call of a function came to.

use offhook_core::Cause;

/// What a call came to: below 100 it was carried out; from 100 it was refused and nothing changed; from
/// 200 it was misused and nothing changed. A number is never used twice, and new ones may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Status(pub i32);

/// Carried out.
pub const OFFHOOK_DONE: Status = Status(0);
/// There was nothing to do, or there is nothing (more) to give.
pub const OFFHOOK_NOTHING: Status = Status(1);
/// Refused; the cause says why.
pub const OFFHOOK_REFUSED: Status = Status(100);
/// The bytes are not what they should be: torn, foreign, or of a later version.
pub const OFFHOOK_BAD_BYTES: Status = Status(101);
/// The result does not fit the room given for it.
pub const OFFHOOK_NO_ROOM: Status = Status(102);
/// No such call.
pub const OFFHOOK_NO_CALL: Status = Status(103);
/// The exchange has no such station.
pub const OFFHOOK_NO_STATION: Status = Status(104);
/// The exchange still has signals to give: `offhook_exchange_next` comes first.
pub const OFFHOOK_BUSY: Status = Status(105);
/// This side is inside the shared station already.
pub const OFFHOOK_ENTERED: Status = Status(106);
/// A pointer is `NULL` that must not be.
pub const OFFHOOK_MISUSE_NULL: Status = Status(200);
/// The storage was never made a station, or an exchange.
pub const OFFHOOK_MISUSE_NOT_MADE: Status = Status(201);
/// The storage is not where it was made.
pub const OFFHOOK_MISUSE_MOVED: Status = Status(202);
/// The storage, the block or an array is smaller than it has to be.
pub const OFFHOOK_MISUSE_SMALL: Status = Status(203);
/// A code that is in no list, or a field that has to be 0.
pub const OFFHOOK_MISUSE_CODE: Status = Status(204);
/// A text that is not UTF-8.
pub const OFFHOOK_MISUSE_TEXT: Status = Status(205);
/// More than `OFFHOOK_MAX_ENTRIES` entries in one input.
pub const OFFHOOK_MISUSE_MANY: Status = Status(206);
/// A pointer is not aligned for what it points at.
pub const OFFHOOK_MISUSE_ALIGNMENT: Status = Status(207);

impl Status {
    /// What a function returns: the error is a status of its own.
    pub(crate) fn of(result: Result<Self, Self>) -> Self {
        match result {
            Ok(status) | Err(status) => status,
        }
    }

    /// Done, or nothing.
    pub(crate) const fn done(nothing: bool) -> Self {
        if nothing { OFFHOOK_NOTHING } else { OFFHOOK_DONE }
    }
}

/// The cause that a refusal carries, and 0 for a grant.
pub(crate) fn cause(result: Result<(), Cause>) -> u16 {
    result.err().unwrap_or(Cause::NONE).0
}
