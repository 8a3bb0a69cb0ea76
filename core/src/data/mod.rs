//! Call attached data: ordered entries in the call's own bytes.
//!
//! One record an entry, packed in the order of insertion: a header of 8 bytes, then application, name and
//! value. A well-known key is its number and has no name bytes, so a call with N bytes always takes entries
//! whose lengths of application, name and value, and 8 each, add up to N. The bytes are the whole truth:
//! they are what a snapshot saves.
//!
//! [`Data`] reads, [`DataMut`] changes. Both take any bytes without a panic; a damaged record ends the
//! list there ([`valid`] tells beforehand).

mod edit;
mod error;
mod key;
pub(crate) mod list;
mod moves;
pub(crate) mod names;
mod quick;
mod record;
mod store;
mod texts;

pub use edit::DataMut;
pub use error::DataError;
pub use key::{Entry, Key, Known};
pub use record::{HEADER, Record};
pub use store::{Data, Entries, Records, valid};
pub(crate) use texts::Texts;

/// The application whose entries are carried and never written by this side: SAP CRM keeps its own
/// forwarding state there, and a changed copy freezes the agent's screen.
pub const RESERVED_APPLICATION: &str = "CRM_IC/MCM";

/// The longest application or name, in bytes.
pub const MAX_NAME: usize = 255;

/// The longest value, in bytes.
pub const MAX_VALUE: usize = 65_535;
