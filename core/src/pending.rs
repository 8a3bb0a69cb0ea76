//! The life of a pending request: it is sent, each call's part of it is done or not, and it ends once.
//!
//! A request may have a part in two calls: a pair that is swapped, joined or given up, or a call that is
//! held to make way. Both carry the request's number; the one that the request named leads, and speaks
//! for it while it lives. A part that waits for the other one is *staged*: nothing was sent for it.

use crate::call::record::{Call, NO_SLOT, flag};
use crate::call::row;
use crate::cause::Cause;
use crate::data::Known;
use crate::id::CallId;
use crate::output::{Output, OutputKind};
use crate::request::RequestKind as R;
use crate::signal::SignalKind;
use crate::state::{CallKind, State as S};
use crate::turn::{Change, Turn};

impl<'t> Turn<'t> {
    /// A request begins in this call; `part` is the request whose row says when the call's part is done.
    pub fn begin(&mut self, call: &Call, what: R, part: R, number: u16, flags: u16) {
        call.pending.set(what.code());
        call.part.set(part.code());
        call.request.set(number);
        call.lower(flag::LEAD | flag::STAGED | flag::PART_DONE);
        call.raise(flags);
        if flags & flag::STAGED == 0 {
            self.arm_request(call);
        }
        self.changed = true;
    }

    /// The time-out of a call's request starts.
    pub fn arm_request(&mut self, call: &Call) {
        call.request_due.set(self.deadline(self.state.config.request_timeout()));
    }

    /// The other call that has a part in this call's request.
    pub fn partner(&self, call: &Call) -> Option<&'t Call> {
        let slot = call.slot();
        let other = match self.state.pair {
            [a, b] if a == slot => b,
            [a, b] if b == slot => a,
            _ => call.link.get(),
        };
        let asks = |other: &&Call| other.pending.get() != 0 && other.request.get() == call.request.get();
        self.at(other).filter(|other| call.pending.get() != 0 && asks(other))
    }

    /// The command of a request, for the call it is about.
    pub fn send(&mut self, what: R, call: &Call, number: u16) -> &mut Output {
        self.command(command(what), call, number)
    }

    /// The same where the command names another call, too.
    pub fn send_pair(&mut self, what: R, call: &Call, other: &Call, number: u16) {
        let command = self.send(what, call, number);
        command.other = other.id.get();
        command.on = other.purpose();
    }

    /// A signal has said something of a call: its part of the request may be done, or the call gone.
    #[inline]
    pub fn settle(&mut self, call: &'t Call, said: SignalKind) {
        if call.pending.get() != 0 {
            self.answers_part(call, said);
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn answers_part(&mut self, call: &'t Call, said: SignalKind) {
        if !call.has(flag::STAGED) && (row::done_by(call.part.get(), said) || self.dial_tone(call, said)) {
            self.part_done(call);
        } else if !call.live() {
            self.gone(call);
        }
    }

    /// Asked for without a number, a call is there with its dial tone.
    fn dial_tone(&self, call: &Call, said: SignalKind) -> bool {
        said == SignalKind::Initiated
            && (call.plays(R::MakeCall) || call.plays(R::Consult))
            && self.data(call).known(Known::Dnis).is_none()
    }

    /// This call's part is done.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn part_done(&mut self, call: &'t Call) {
        match self.partner(call) {
            Some(other) if other.has(flag::STAGED) => {
                self.release(call);
                self.unstage(other);
            }
            Some(other) if !other.has(flag::PART_DONE) && !call.plays(R::Transfer) && !call.plays(R::Conference) => {
                call.raise(flag::PART_DONE);
            }
            other => self.done_with(call, other),
        }
    }

    /// The request is carried out.
    pub fn done(&mut self, call: &'t Call) {
        self.done_with(call, self.partner(call));
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn done_with(&mut self, call: &'t Call, other: Option<&'t Call>) {
        self.over(call, other, OutputKind::RequestDone);
        call.lower(flag::MAKING);
        if let Some(other) = other {
            other.lower(flag::MAKING);
        }
    }

    /// The request came to nothing. The call that it made ends with it, where the network has not taken it.
    #[inline(never)]
    pub fn fail(&mut self, call: &'t Call, reason: Cause) {
        let other = self.partner(call);
        self.over(call, other, OutputKind::RequestFailed).cause = reason;
        self.unmake(call, reason);
        if let Some(other) = other {
            self.unmake(other, reason);
        }
    }

    /// A call that only its failed request knows ends: now, or in the next step where this one has told much already.
    fn unmake(&mut self, call: &'t Call, reason: Cause) {
        if !call.has(flag::MAKING) {
            return;
        }
        if self.tight || self.hand.len() > 3 {
            self.end_later(call, reason);
        } else {
            self.end(call, reason);
        }
    }

    /// The request is over in both calls, and told of the one that leads while it lives.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn over(&mut self, call: &Call, other: Option<&Call>, said: OutputKind) -> &mut Output {
        let (what, number) = (call.pending.get(), call.request.get());
        let (mut speaker, mut silent) = (call, CallId::NONE);
        if let Some(other) = other {
            let leads = call.has(flag::LEAD) && call.live() || !other.live();
            (speaker, silent) = if leads { (call, other.id.get()) } else { (other, call.id.get()) };
            self.release(other);
        }
        self.release(call);
        let event = self.event(said, speaker);
        event.other = silent;
        event.of = what;
        event.request = number;
        event
    }

    /// A request that is pending in no call (digits, data, the agent's, a feature's) is done or, with a reason, has failed.
    pub fn request_event(&mut self, call: Option<&Call>, what: u8, number: u16, failed: Option<Cause>) {
        let event =
            self.tell_event(if failed.is_some() { OutputKind::RequestFailed } else { OutputKind::RequestDone }, call);
        event.of = what;
        event.request = number;
        event.cause = failed.unwrap_or(Cause::NONE);
    }

    /// A call has no part in a request any more.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn release(&mut self, call: &Call) {
        if self.state.pair.contains(&call.slot()) {
            // The other call of the pair goes on by itself.
            self.state.pair = [NO_SLOT; 2];
        }
        let texts = row::has_text(call.pending.get());
        let number = call.request.replace(0);
        call.pending.set(0);
        call.part.set(0);
        call.lower(flag::LEAD | flag::STAGED | flag::PART_DONE);
        if texts {
            self.data_mut(call).end(number);
        }
        self.changed = true;
    }

    /// The way is free: what waited is sent.
    fn unstage(&mut self, call: &Call) {
        call.lower(flag::STAGED);
        self.arm_request(call);
        let (Some(what), number) = (call.pending(), call.request.get()) else { return };
        match self.bound(call) {
            // A consultation from a held call: the other call of the pair made way, and the primary leads.
            Some(primary) if what == R::Consult && primary.live() => self.send_pair(what, primary, call, number),
            _ => {
                self.send(what, call, number);
            }
        }
    }

    /// The call ended while it had a part in a request that this does not complete.
    #[inline(never)]
    fn gone(&mut self, call: &'t Call) {
        let cause = call.cause.get();
        match self.partner(call) {
            // The call that was to be held is gone: the line is free.
            Some(other) if other.has(flag::STAGED) => {
                self.release(call);
                self.unstage(other);
            }
            // The network was asked for the second call; its answer still comes.
            _ if self.consults_on(call) => self.goes_on_without(call),
            _ => self.fail(call, if cause == Cause::ANSWERED_ELSEWHERE { cause } else { Cause::CALL_GONE }),
        }
    }

    /// Whether this is the primary of a consultation that the network was asked for, and that is not there yet.
    pub fn consults_on(&self, call: &Call) -> bool {
        let consulting = call.awaits(R::Consult) && call.plays(R::Hold);
        consulting && self.partner(call).is_some_and(|other| other.live() && !other.has(flag::STAGED))
    }

    /// Of a request with a part in two calls, the other one is left.
    pub fn goes_on_without(&mut self, call: &Call) {
        let other = self.partner(call);
        self.release(call);
        match other {
            Some(other) if other.has(flag::PART_DONE) => self.done(other),
            Some(other) => other.raise(flag::LEAD),
            None => {}
        }
    }

    /// A call is over: its last words, its slot, and what it was bound to.
    pub fn end(&mut self, call: &'t Call, cause: Cause) {
        if call.live() {
            if let Some(bound) = self.bound(call) {
                self.part_from(call, bound);
            }
            self.connect(call, Change::to(S::Null, S::Null, cause));
        }
        self.finish(call);
    }

    /// Tells the end; where digits still wait for an answer, in a later step.
    pub fn finish(&mut self, call: &'t Call) {
        call.raise(flag::ENDING);
        if self.digits(call).is_some() {
            self.more();
            return;
        }
        if call.pending.get() != 0 {
            // Its part in a request that goes on without it.
            self.release(call);
        }
        call.lower(flag::ENDING | flag::STATE_TIMER | flag::DIGITS_TIMER | flag::AUTO_ANSWER);
        call.cleared.set(self.now);
        let cause = call.cause.get();
        self.event(OutputKind::Ended, call).cause = cause;
        self.state.free.give(self.calls, call);
        self.changed = true;
    }

    /// Two calls are bound to each other: one is the other's consultation.
    pub fn bind(&mut self, primary: &Call, consult: &Call) {
        primary.link.set(consult.slot());
        consult.link.set(primary.slot());
    }

    /// The consultation between two calls is over.
    pub fn part_from(&mut self, call: &Call, bound: &Call) {
        for call in [call, bound] {
            call.link.set(NO_SLOT);
            if call.is_consult() {
                call.set_kind(CallKind::Outbound);
            }
        }
        self.changed = true;
    }
}

/// The command that a request becomes: the one of its number. A change of data, which has another, is told where it is made.
pub(crate) fn command(what: R) -> OutputKind {
    OutputKind::from_code(what.code()).unwrap_or(OutputKind::CmdQuery)
}
