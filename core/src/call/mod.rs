//! The call: one connection of this station to one call.
//!
//! `record` is what is remembered, `row` the rules as data, `sides` both states in one byte and the rows made ready for it, `table` the
//! slots and their index.

pub mod record;
pub mod row;
pub mod sides;
pub(crate) mod table;
