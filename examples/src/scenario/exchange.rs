//! Statements about the exchange.

use crate::error::Fault;
use crate::scenario::statement::Says;

/// `exchange`, `queue`, `hunt`, `plug`, `unplug`
pub fn statement(_: &Says) -> Result<(), Fault> {
    Err(Fault::file("this needs the exchange, which this version does not have: write the signals of each station instead"))
}
