//! What a key comes to: a request with the digits that it needs.

use super::digits::Digits;
use crate::call::row;
use crate::cause::Cause;
use crate::data::{Entry, Known};
use crate::id::CallId;
use crate::output::{MAX_OUTPUTS, Output};
use crate::request::{Request, RequestKind as R};
use crate::station::{Station, Step};

/// A request to be made of the station. It owns its digits, so it may wait, be logged or be sent elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Wish<D = Digits> {
    /// What is asked for.
    pub what: R,
    /// Of which call.
    pub call: CallId,
    /// `alternate`: the other call, where it is known.
    pub with: CallId,
    /// `mute`: on or off.
    pub on: bool,
    /// `not-ready`, `log-out`: the reason code.
    pub reason: u16,
    /// The number to call, the digits to send, or the agent's number.
    pub digits: D,
}

/// Which digits go with a wish, as long as they are the panel's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Dialled {
    /// None.
    None,
    /// Those that were typed.
    Typed,
    /// This one.
    One([u8; 1]),
}

impl Dialled {
    /// As text, where these were typed.
    pub(super) fn text<'a>(&'a self, typed: &'a Digits) -> &'a str {
        match self {
            Self::None => "",
            Self::Typed => typed.as_str(),
            Self::One(digit) => core::str::from_utf8(digit).unwrap_or_default(),
        }
    }
}

impl Wish<Dialled> {
    pub(super) const fn new(what: R, call: CallId) -> Self {
        Self { what, call, with: CallId::NONE, on: false, reason: 0, digits: Dialled::None }
    }

    /// The same with digits of its own, where these were typed.
    pub(super) fn owned(&self, typed: &Digits) -> Wish {
        let digits = match self.digits {
            Dialled::None => Digits::NONE,
            Dialled::Typed => *typed,
            Dialled::One([digit]) => Digits::one(digit),
        };
        let Self { what, call, with, on, reason, .. } = *self;
        Wish { what, call, with, on, reason, digits }
    }
}

impl Wish {
    /// The digits, as the entry of a request.
    pub fn entry(&self) -> Option<Entry<'_>> {
        entry(self.what, self.digits.as_str())
    }

    /// Asks the station: one step.
    ///
    /// # Errors
    /// As [`Station::step`].
    pub fn ask(&self, station: &mut Station<'_>, now: u64, out: &mut [Output; MAX_OUTPUTS]) -> Result<Step, Cause> {
        let entry = self.entry();
        station.ask(now, &self.request(entry.as_slice()), out)
    }
}

impl<D> Wish<D> {
    /// The request, with the entries that [`entry`](Wish::entry) gave and any other.
    #[inline]
    pub fn request<'a>(&self, entries: &'a [Entry<'a>]) -> Request<'a> {
        Request {
            call: self.call,
            with: self.with,
            on: self.on,
            reason: self.reason,
            entries,
            ..Request::new(self.what)
        }
    }
}

/// Digits, as the entry of a request.
pub(super) fn entry(what: R, digits: &str) -> Option<Entry<'_>> {
    let key = if what == R::LogIn { Known::AgentId } else { row::text_of(what)? };
    (!digits.is_empty()).then(|| Entry::known(key, digits))
}
