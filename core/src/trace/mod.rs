//! Traces: every input of one or more stations as flat bytes, so that any host can play them again.
//!
//! A trace is a header and then records, each with its length in front. [`Record::write`] makes the bytes of one
//! record in the caller's buffer; [`Reader`] gives the records back one at a time, borrowed from the bytes.
//! Nothing is stored here. `SPEC.md` has the layout byte by byte.
//!
//! The same records into the same stations give the same outputs on every host. A trace without texts
//! ([`Mask`]) does so too: each value is replaced by one of the same length, equal ones by equal ones.

mod fields;
mod mask;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use mask::Mask;
pub use read::{Reader, TraceError, TraceFault};
pub use write::{WriteError, write_header};

use crate::config::Config;
use crate::data::{Entry, Key};
use crate::request::Request;
use crate::signal::Signal;

/// The first four bytes.
pub const MAGIC: [u8; 4] = *b"ohtr";
/// The version that this code writes, and the only one that it reads.
pub const VERSION: u16 = 1;
/// Bytes of the header.
pub const HEADER: usize = 8;
/// Bytes of the length that each record has in front.
const LENGTH: usize = 4;
/// The most entries of one record that a trace holds.
pub const MAX_ENTRIES: usize = 32;
/// The key under which a station's record has its extension, or what else people call it.
pub const NAME: Key<'static> = Key::Own { app: "", name: "name" };

/// Header flag: values are masked.
const MASKED: u16 = 1;

/// One record: what one station was given, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Record<'a> {
    /// Which station, by the number of its [`Recorded::Station`].
    pub station: u16,
    /// The time of the step, in milliseconds; 0 where there is no step.
    pub now: u64,
    /// What it was given.
    pub what: Recorded<'a>,
}

impl Record<'_> {
    /// A record of nothing: time 0 passes for station 0.
    pub const EMPTY: Self = Self { station: 0, now: 0, what: Recorded::Time };
}

/// What a record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Recorded<'a> {
    /// The station begins; comes before its other records. The entries say what it is, for people: [`NAME`] what it is
    /// called.
    Station(Begin, &'a [Entry<'a>]),
    /// A step with time alone.
    Time,
    /// A step with a signal.
    Signal(Signal<'a>),
    /// A step with a request.
    Request(Request<'a>),
    /// The station is saved; the latest snapshot counts.
    Save,
    /// The station is restored from its latest snapshot.
    Restore,
}

impl Recorded<'_> {
    /// The number of this kind of record.
    const fn tag(&self) -> u8 {
        match self {
            Self::Station(..) => 1,
            Self::Time => 2,
            Self::Signal(_) => 3,
            Self::Request(_) => 4,
            Self::Save => 5,
            Self::Restore => 6,
        }
    }
}

/// How a station is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Begin {
    /// Room for so many calls.
    pub calls: u16,
    /// Bytes of data per call.
    pub data: u16,
    /// Bytes of the station's own texts.
    pub own: u16,
    /// Policies, capabilities and quirks.
    pub config: Config,
}
