//! The call: one connection of this station to one call.
//!
//! `record` is what is remembered, `row` the rules as data, `table` the slots and their index.

pub mod record;
pub mod row;
pub mod sides;
pub(crate) mod table;
