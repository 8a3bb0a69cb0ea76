//! The life of a pending request: it is sent, each call's part of it is done or not, and it ends once.
//!
//! A request may have a part in two calls: a pair that is swapped, joined or given up, or a call that is
//! held to make way. Both carry the request's number; the one that the request named leads, and speaks
//! for it while it lives. A part that waits for the other one is *staged*: nothing was sent for it.

use crate::call::record::{NO_SLOT, Slot, flag};
use crate::call::row;
use crate::cause::Cause;
use crate::data::Known;
use crate::id::CallId;
use crate::output::{Output, What};
use crate::request::RequestKind as R;
use crate::signal::SignalKind;
use crate::turn::{Change, Turn};

impl Turn<'_> {
    /// A request begins in this call; `part` is the request whose row says when the call's part is done.
    pub fn begin(&mut self, slot: Slot, what: R, part: R, number: u16, flags: u16) {
        let call = self.at_mut(slot);
        call.pending = what.code();
        call.part = part.code();
        call.request = number;
        call.set(flag::LEAD | flag::STAGED | flag::PART_DONE, false);
        call.set(flags, true);
        if flags & flag::STAGED == 0 {
            self.arm_request(slot);
        }
        self.changed = true;
    }

    /// The time-out of a call's request starts.
    pub fn arm_request(&mut self, slot: Slot) {
        let due = self.deadline(self.state.config.request_timeout());
        self.at_mut(slot).request_due = due;
    }

    /// The other call that has a part in this call's request.
    pub fn partner(&self, slot: Slot) -> Slot {
        let call = self.at(slot);
        let other = match self.state.pair {
            [a, b] if a == slot => b,
            [a, b] if b == slot => a,
            _ => self.bound(slot),
        };
        let partner = self.at(other);
        if call.pending != 0 && partner.pending != 0 && partner.request == call.request { other } else { NO_SLOT }
    }

    /// The command of a request, for the call it is about and the other one.
    pub fn send(&mut self, what: R, slot: Slot, other: Slot, number: u16) -> &mut Output {
        let purpose = self.at(other).purpose();
        let other = self.id(other);
        let command = self.command(command(what), slot, number);
        command.other = other;
        command.on = purpose.code();
        command
    }

    /// A signal has said something of a call: its part of the request may be done, or the call gone.
    #[inline]
    pub fn settle(&mut self, slot: Slot, said: SignalKind) {
        if self.at(slot).pending != 0 {
            self.answers_part(slot, said);
        }
    }

    #[inline(never)]
    fn answers_part(&mut self, slot: Slot, said: SignalKind) {
        let call = self.at(slot);
        let Some(part) = call.part() else { return };
        let (gone, staged) = (!call.live(), call.has(flag::STAGED));
        // Asked for without a number, a call is there with its dial tone.
        let dial_tone = said == SignalKind::Initiated
            && matches!(part, R::MakeCall | R::Consult)
            && self.data(slot).known(Known::Dnis).is_none();
        if !staged && (dial_tone || row::request(part).is_some_and(|row| row.done.has(said))) {
            self.part_done(slot);
        } else if gone {
            self.gone(slot);
        }
    }

    /// This call's part is done.
    pub fn part_done(&mut self, slot: Slot) {
        let other = self.partner(slot);
        let whole = other == NO_SLOT
            || self.at(other).has(flag::PART_DONE)
            || matches!(self.at(slot).part(), Some(R::Transfer | R::Conference));
        if whole {
            self.done_with(slot, other);
        } else if self.at(other).has(flag::STAGED) {
            self.release(slot);
            self.unstage(other);
        } else {
            self.at_mut(slot).set(flag::PART_DONE, true);
        }
    }

    /// The request is carried out.
    pub fn done(&mut self, slot: Slot) {
        self.done_with(slot, self.partner(slot));
    }

    fn done_with(&mut self, slot: Slot, other: Slot) {
        self.over(slot, other, What::RequestDone);
        self.at_mut(slot).set(flag::MAKING, false);
        if other != NO_SLOT {
            self.at_mut(other).set(flag::MAKING, false);
        }
    }

    /// The request came to nothing. The call that it made ends with it, where the network has not taken it.
    pub fn fail(&mut self, slot: Slot, reason: Cause) {
        let other = self.partner(slot);
        self.over(slot, other, What::RequestFailed).cause = reason;
        for made in [slot, other] {
            if !self.at(made).has(flag::MAKING) {
                continue;
            }
            if self.tight || self.told() > 3 {
                self.end_later(made, reason);
            } else {
                self.end(made, reason);
            }
        }
    }

    /// The request is over in both calls, and told of the one that leads while it lives.
    fn over(&mut self, slot: Slot, other: Slot, said: What) -> &mut Output {
        let call = self.at(slot);
        let (what, number) = (call.pending, call.request);
        let (mut speaker, mut silent) = (slot, CallId::NONE);
        if other != NO_SLOT {
            let leads = call.has(flag::LEAD) && call.live() || !self.at(other).live();
            (speaker, silent) = if leads { (slot, self.id(other)) } else { (other, call.id) };
            self.release(other);
        }
        self.release(slot);
        let event = self.event(said, speaker);
        event.other = silent;
        event.of = what;
        event.request = number;
        event
    }

    /// A call has no part in a request any more.
    fn release(&mut self, slot: Slot) {
        if self.state.pair.contains(&slot) {
            // The other call of the pair goes on by itself.
            self.state.pair = [NO_SLOT; 2];
        }
        let call = self.at_mut(slot);
        let number = call.request;
        let texts = call.pending().is_some_and(|what| crate::decide::text_of(what).is_some());
        call.pending = 0;
        call.part = 0;
        call.request = 0;
        call.set(flag::LEAD | flag::STAGED | flag::PART_DONE, false);
        if texts {
            self.data_mut(slot).end(number);
        }
        self.changed = true;
    }

    /// The way is free: what waited is sent.
    fn unstage(&mut self, slot: Slot) {
        self.at_mut(slot).set(flag::STAGED, false);
        self.arm_request(slot);
        let call = self.at(slot);
        let (Some(what), number) = (call.pending(), call.request) else { return };
        if what == R::Consult {
            // A consultation from a held call: the other call of the pair made way, and the primary leads.
            let primary = self.bound(slot);
            self.send(what, primary, slot, number);
        } else {
            self.send(what, slot, NO_SLOT, number);
        }
    }

    /// The call ended while it had a part in a request that this does not complete.
    fn gone(&mut self, slot: Slot) {
        let other = self.partner(slot);
        let cause = self.at(slot).cause;
        let makes_way = other != NO_SLOT && self.at(other).has(flag::STAGED);
        if makes_way {
            // The call that was to be held is gone: the line is free.
            self.release(slot);
            self.unstage(other);
        } else if self.consults_on(slot) {
            // The network was asked for the second call; its answer still comes.
            self.goes_on_without(slot);
        } else {
            let reason = if cause == Cause::ANSWERED_ELSEWHERE { cause } else { Cause::CALL_GONE };
            self.fail(slot, reason);
        }
    }

    /// Whether this is the primary of a consultation that the network was asked for, and that is not there yet.
    pub fn consults_on(&self, slot: Slot) -> bool {
        let (call, other) = (self.at(slot), self.at(self.partner(slot)));
        let consulting = call.pending() == Some(R::Consult) && call.part() == Some(R::Hold);
        consulting && other.live() && !other.has(flag::STAGED)
    }

    /// Of a request with a part in two calls, the other one is left.
    pub fn goes_on_without(&mut self, slot: Slot) {
        let other = self.partner(slot);
        self.release(slot);
        if self.at(other).has(flag::PART_DONE) {
            self.done(other);
        } else {
            self.at_mut(other).set(flag::LEAD, true);
        }
    }

    /// A call is over: its last words, its slot, and what it was bound to.
    pub fn end(&mut self, slot: Slot, cause: Cause) {
        if self.at(slot).live() {
            let bound = self.bound(slot);
            if bound != NO_SLOT {
                self.part_from(slot, bound);
            }
            self.connect(slot, Change::null(cause));
        }
        self.finish(slot);
    }

    /// Tells the end. Digits that wait for an answer come to nothing first, one a step.
    pub fn finish(&mut self, slot: Slot) {
        let now = self.now;
        self.at_mut(slot).set(flag::ENDING, true);
        while let Some(number) = self.digits(slot) {
            if self.told() > 0 {
                self.more();
                return;
            }
            self.digits_over(slot, number, Some(Cause::CALL_GONE));
        }
        if self.at(slot).pending != 0 {
            // Its part in a request that goes on without it.
            self.release(slot);
        }
        let cause = self.at(slot).cause;
        let call = self.at_mut(slot);
        call.set(flag::ENDING | flag::STATE_TIMER | flag::DIGITS_TIMER | flag::AUTO_ANSWER, false);
        call.cleared = now;
        let ended = self.event(What::Ended, slot);
        ended.cause = cause;
        self.state.free.give(self.calls, slot);
        self.changed = true;
    }

    /// The consultation between two calls is over.
    pub fn part_from(&mut self, slot: Slot, bound: Slot) {
        self.at_mut(slot).link = NO_SLOT;
        self.at_mut(bound).link = NO_SLOT;
        for consult in [slot, bound] {
            let call = self.at_mut(consult);
            if call.kind() == crate::state::CallKind::Consult {
                call.set_kind(crate::state::CallKind::Outbound);
            }
        }
        self.changed = true;
    }
}

/// The command that a request becomes.
pub(crate) fn command(what: R) -> What {
    match what {
        R::Attach | R::Detach => What::CmdData,
        _ => What::from_code(what.code()).unwrap_or(What::CmdQuery),
    }
}
