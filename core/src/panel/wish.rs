//! What a key comes to: a request with the digits that it needs.

use super::digits::Digits;
use crate::cause::Cause;
use crate::data::{Entry, Known};
use crate::decide::text_of;
use crate::id::CallId;
use crate::output::{MAX_OUTPUTS, Output};
use crate::request::{Request, RequestKind as R};
use crate::station::{Station, Step};

/// A request to be made of the station. It owns its digits, so it may wait, be logged or be sent elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Wish {
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
    pub digits: Digits,
}

impl Wish {
    pub(super) const fn new(what: R, call: CallId) -> Self {
        Self { what, call, with: CallId::NONE, on: false, reason: 0, digits: Digits::NONE }
    }

    /// The digits, as the entry of a request.
    pub fn entry(&self) -> Option<Entry<'_>> {
        let key = if self.what == R::LogIn { Known::AgentId } else { text_of(self.what)? };
        (!self.digits.is_empty()).then(|| Entry::known(key, self.digits.as_str()))
    }

    /// The request, with the entries that [`entry`](Self::entry) gave and any other.
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

    /// Asks the station: one step.
    ///
    /// # Errors
    /// As [`Station::step`].
    pub fn ask(&self, station: &mut Station<'_>, now: u64, out: &mut [Output; MAX_OUTPUTS]) -> Result<Step, Cause> {
        let entry = self.entry();
        station.ask(now, &self.request(entry.as_slice()), out)
    }

    /// Whether the station would grant it.
    #[inline(never)]
    pub(super) fn granted(&self, station: &Station<'_>) -> Result<(), Cause> {
        if matches!(self.what, R::Dial | R::Dtmf | R::Deflect) && self.digits.is_empty() {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        station.grants(&self.request(&[]))
    }
}
