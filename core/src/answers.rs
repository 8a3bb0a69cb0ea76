//! `accepted` and `refused`: which request of a call they answer, and what that means.

use crate::call::record::{Call, flag};
use crate::call::row::{self, Ack};
use crate::cause::Cause;
use crate::data::{Known, Record};
use crate::request::RequestKind as R;
use crate::signal::{Signal, SignalKind};
use crate::state::State as S;
use crate::turn::{Change, Turn};

impl<'t> Turn<'t> {
    /// `accepted` or `refused`.
    #[inline(never)]
    pub fn answered(&mut self, call: &'t Call, signal: &Signal<'_>) {
        let refused = (signal.what == SignalKind::Refused).then_some(signal.cause);
        let number = if signal.request == 0 { self.oldest_request(call) } else { signal.request };
        if number != 0 && number == call.request.get() {
            match refused {
                None if call.has(flag::PART_DONE) => self.ignore(),
                None => self.accepted(call),
                Some(reason) => self.fail(call, reason),
            }
            return;
        }
        match self.sent_beside(call, number) {
            None => self.ignore(),
            Some(R::Dtmf) => self.digits_over(call, number, refused),
            Some(what) => {
                // Attached data was taken, or refused: the local copy stays either way.
                self.data_mut(call).end(number);
                if refused.is_some() {
                    self.request_event(Some(call), what.code(), number, refused);
                }
            }
        }
    }

    /// What was sent beside the pending request, under this number, and waits for an answer: digits, or changed data.
    #[inline(never)]
    fn sent_beside(&self, call: &Call, number: u16) -> Option<R> {
        let mut what = None;
        for record in self.data(call).records().filter(|record| record.tag == number && number != 0) {
            if record.is(Known::Digits) {
                return Some(R::Dtmf);
            }
            if record.removed || what.is_none() {
                what = Some(if record.removed { R::Detach } else { R::Attach });
            }
        }
        what
    }

    /// `accepted`: done as the event would say, or under way.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn accepted(&mut self, call: &'t Call) {
        let other = self.partner(call);
        let makes_way = other.is_some_and(|other| other.has(flag::STAGED));
        let asked = if makes_way { call.part.get() } else { call.pending.get() };
        let Some(asked) = R::from_code(asked) else { return };
        match (asked, row::request(asked).map(|row| row.ack)) {
            (R::Alternate, _) => {
                let (active, waiting) = if call.plays(R::Hold) { (Some(call), other) } else { (other, Some(call)) };
                self.swap_part(active, S::Held, SignalKind::Held);
                self.swap_part(waiting, S::Connected, SignalKind::Retrieved);
            }
            // A prompted device that goes off hook begins its call.
            (R::Answer, _) if call.local() == S::Initiated => {
                self.move_by_row(call, SignalKind::Originated, Cause::NONE)
            }
            (_, Some(Ack::Completes(signal))) => {
                let cause = if asked == R::Reject { call.cause.get() } else { Cause::NONE };
                self.move_by_row(call, signal, cause);
            }
            (_, Some(Ack::UnderWay)) => {
                self.arm_request(call);
                if let Some(other) = other {
                    self.arm_request(other);
                }
            }
            _ => self.done(call),
        }
    }

    fn swap_part(&mut self, call: Option<&'t Call>, to: S, said: SignalKind) {
        let Some(call) = call.filter(|call| call.pending.get() != 0 && !call.has(flag::PART_DONE)) else { return };
        let legal = row::legal(call.local(), to);
        self.connect(call, Change { legal, ..Change::to(to, call.far(), Cause::NONE) });
        self.settle(call, said);
    }

    /// The number of the oldest digits that wait for an answer.
    pub fn digits(&self, call: &Call) -> Option<u16> {
        if !call.has(flag::DIGITS_TIMER) {
            return None;
        }
        let dialling = call.request.get();
        let waiting = |record: &Record<'_>| record.is(Known::Digits) && record.tag != dialling;
        self.data(call).records().find(waiting).map(|record| record.tag)
    }

    /// The oldest request of a call that waits for an answer: the pending one or digits, else data. 0 for none.
    pub fn oldest_request(&self, call: &Call) -> u16 {
        let sent = call.pending.get() != 0 && !call.has(flag::STAGED);
        let data = || self.data(call).records().find(|record| record.tag != 0).map(|record| record.tag);
        match (sent.then(|| call.request.get()), self.digits(call)) {
            (Some(pending), Some(digits)) if pending.wrapping_sub(digits) < u16::MAX / 2 => digits,
            (Some(pending), _) => pending,
            (None, digits) => digits.or_else(data).unwrap_or(0),
        }
    }

    /// The call that has this request, wherever it is.
    pub fn has_request(&self, number: u16) -> Option<&'t Call> {
        let waits =
            |call: &Call| call.request.get() == number || self.data(call).records().any(|record| record.tag == number);
        self.calls.iter().find(|call| call.live() && waits(call))
    }

    /// Digits were sent, or came to nothing.
    pub fn digits_over(&mut self, call: &Call, number: u16, failed: Option<Cause>) {
        self.data_mut(call).end(number);
        if self.digits(call).is_none() {
            call.lower(flag::DIGITS_TIMER);
        }
        self.request_event(Some(call), R::Dtmf.code(), number, failed);
    }
}
