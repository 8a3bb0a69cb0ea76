//! Why the exchange says no, or says that something happened (see [`crate::cause`] for the numbers).

use crate::cause::Cause;

/// `invalid-device-id`: there is no such station.
pub const INVALID_DEVICE: Cause = Cause(0x10C);
/// One station would be two parties.
pub(super) const NOT_DIFFERENT: Cause = Cause(0x155);
/// There is no call to be fetched.
pub(super) const NO_CALL_TO_ANSWER: Cause = Cause(0x308);
/// `resource-busy`: [`next`](super::Exchange::next) still has something to give.
pub const RESOURCE_BUSY: Cause = Cause(0x402);
/// The call is full.
pub(super) const MEMBER_LIMIT: Cause = Cause(0x408);
/// Every record is in use.
pub(super) const RESOURCES: Cause = Cause(0x01E);
/// Out of order, or unplugged.
pub(super) const OUT_OF_ORDER: Cause = Cause(0x041);
/// No such number.
pub(super) const INVALID_NUMBER: Cause = Cause(0x045);
/// The called station takes no calls.
pub(super) const DO_NOT_DISTURB: Cause = Cause(0x00E);
/// The caller gave up.
pub(super) const CALL_CANCELLED: Cause = Cause(0x005);
/// Somebody hung up.
pub(super) const CLEARED: Cause = Cause(0x030);
/// Fetched by another station.
pub(super) const PICKUP: Cause = Cause(0x00B);
/// Left at a place.
pub(super) const PARKED: Cause = Cause(0x019);
/// Sent on by the station that was called.
pub(super) const REDIRECTED: Cause = Cause(0x01C);
/// A transfer, with or without a consultation.
pub(super) const TRANSFER: Cause = Cause(0x020);
/// A conference.
pub(super) const CONFERENCE: Cause = Cause(0x03F);
