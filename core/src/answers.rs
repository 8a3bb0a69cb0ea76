//! `accepted` and `refused`: which request of a call they answer, and what that means.

use crate::call::record::{NO_SLOT, Slot, flag};
use crate::call::row::{self, Ack};
use crate::cause::Cause;
use crate::data::{Known, Record};
use crate::output::What;
use crate::request::RequestKind as R;
use crate::signal::{Signal, SignalKind};
use crate::state::State as S;
use crate::turn::{Change, Turn};

impl Turn<'_> {
    /// `accepted` or, with a reason, `refused`.
    pub fn answered(&mut self, slot: Slot, signal: &Signal<'_>, refused: Option<Cause>) {
        let number = if signal.request == 0 { self.oldest_request(slot) } else { signal.request };
        if number != 0 && number == self.at(slot).request {
            if self.at(slot).has(flag::PART_DONE) && refused.is_none() {
                self.ignore();
                return;
            }
            match refused {
                None => self.accepted(slot),
                Some(reason) => self.fail(slot, reason),
            }
        } else if number != 0 && self.digits_wait(slot, number) {
            self.digits_over(slot, number, refused);
        } else if number != 0 && self.data(slot).tagged(number).next().is_some() {
            self.data_answered(slot, number, refused);
        } else {
            self.ignore();
        }
    }

    /// Attached data was taken, or refused: the local copy stays either way.
    fn data_answered(&mut self, slot: Slot, number: u16, refused: Option<Cause>) {
        let removed = self.data(slot).records().any(|record| record.tag == number && record.removed);
        self.data_mut(slot).end(number);
        if let Some(reason) = refused {
            let failed = self.event(What::RequestFailed, slot);
            failed.of = if removed { R::Detach.code() } else { R::Attach.code() };
            failed.request = number;
            failed.cause = reason;
        }
    }

    /// `accepted`: done as the event would say, or under way.
    pub fn accepted(&mut self, slot: Slot) {
        let call = self.at(slot);
        let (Some(what), Some(part)) = (call.pending(), call.part()) else { return };
        let other = self.partner(slot);
        let makes_way = self.at(other).has(flag::STAGED);
        let asked = if makes_way { part } else { what };
        match (asked, row::request(asked).map(|row| row.ack)) {
            (R::Alternate, _) => {
                let (active, waiting) = if part == R::Hold { (slot, other) } else { (other, slot) };
                self.swap_part(active, S::Held, SignalKind::Held);
                self.swap_part(waiting, S::Connected, SignalKind::Retrieved);
            }
            // A prompted device that goes off hook begins its call.
            (R::Answer, _) if self.at(slot).local() == S::Initiated => {
                self.say(slot, SignalKind::Originated, Cause::NONE)
            }
            (_, Some(Ack::Completes(signal))) => {
                let cause = if matches!(asked, R::Reject) { self.at(slot).cause } else { Cause::NONE };
                self.say(slot, signal, cause);
            }
            (_, Some(Ack::UnderWay)) => {
                self.arm_request(slot);
                if other != NO_SLOT {
                    self.arm_request(other);
                }
            }
            _ => self.done(slot),
        }
    }

    fn swap_part(&mut self, slot: Slot, to: S, said: SignalKind) {
        let call = self.at(slot);
        if call.pending == 0 || call.has(flag::PART_DONE) {
            return;
        }
        let far = call.far();
        self.connect(slot, Change::to(to, far, Cause::NONE));
        self.settle(slot, said);
    }

    /// The number of the oldest digits that wait for an answer.
    pub fn digits(&self, slot: Slot) -> Option<u16> {
        if !self.at(slot).has(flag::DIGITS_TIMER) {
            return None;
        }
        let dialling = self.at(slot).request;
        let waiting = |record: &Record<'_>| record.is(Known::Digits) && record.tag != dialling;
        self.data(slot).records().find(waiting).map(|record| record.tag)
    }

    /// Whether digits sent under this number wait for an answer.
    pub fn digits_wait(&self, slot: Slot, number: u16) -> bool {
        let waiting = |record: Record<'_>| record.is(Known::Digits) && record.tag == number;
        number != self.at(slot).request && self.data(slot).records().any(waiting)
    }

    /// The oldest request of a call that waits for an answer: the pending one or digits, else data. 0 for none.
    pub fn oldest_request(&self, slot: Slot) -> u16 {
        let call = self.at(slot);
        let sent = call.pending != 0 && !call.has(flag::STAGED);
        let data = || self.data(slot).records().find(|record| record.tag != 0).map(|record| record.tag);
        match (sent.then_some(call.request), self.digits(slot)) {
            (Some(pending), Some(digits)) if pending.wrapping_sub(digits) < u16::MAX / 2 => digits,
            (Some(pending), _) => pending,
            (None, digits) => digits.or_else(data).unwrap_or(0),
        }
    }

    /// The call that has this request, wherever it is.
    pub fn has_request(&self, number: u16) -> Option<Slot> {
        let waits = |slot: Slot| {
            self.at(slot).request == number || self.data(slot).records().any(|record| record.tag == number)
        };
        (0..self.calls.len() as Slot).find(|slot| self.at(*slot).live() && waits(*slot))
    }

    /// Digits were sent, or came to nothing.
    pub fn digits_over(&mut self, slot: Slot, number: u16, failed: Option<Cause>) {
        self.data_mut(slot).end(number);
        let waiting = self.digits(slot).is_some();
        self.at_mut(slot).set(flag::DIGITS_TIMER, waiting);
        let what = if failed.is_some() { What::RequestFailed } else { What::RequestDone };
        let event = self.event(what, slot);
        event.of = R::Dtmf.code();
        event.request = number;
        event.cause = failed.unwrap_or(Cause::NONE);
    }
}
