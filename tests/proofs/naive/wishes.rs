//! Pending requests: how they begin, what settles their parts, and that each ends once.

use offhook::{CallId, CallKind, Cause, Known, Mode, OutputKind, Quirk, RequestKind as R, SignalKind as K, State as S};

use super::rules::{self, Accepted};
use super::{Ending, Model, Part, Wish};

impl Model {
    /// The request that is pending on a call.
    pub fn wish_of(&self, slot: usize) -> Option<&Wish> {
        self.wishes.iter().find(|wish| wish.parts.iter().any(|part| part.call == slot))
    }

    /// The part that a call has in its request.
    pub fn part_of(&self, slot: usize) -> Option<&Part> {
        self.wish_of(slot)?.parts.iter().find(|part| part.call == slot)
    }

    fn part_mut(&mut self, slot: usize) -> Option<&mut Part> {
        self.wishes.iter_mut().flat_map(|wish| wish.parts.iter_mut()).find(|part| part.call == slot)
    }

    /// The other part of the request.
    pub(super) fn other_part(&self, slot: usize) -> Option<&Part> {
        self.wish_of(slot)?.parts.iter().find(|part| part.call != slot)
    }

    /// What is pending on a call.
    pub fn pending(&self, slot: usize) -> Option<R> {
        self.wish_of(slot).map(|wish| wish.what)
    }

    pub(super) fn begin(&mut self, number: u16, what: R, lead: usize, parts: Vec<(usize, R, bool)>) {
        let due = self.request_due();
        for (call, ..) in &parts {
            self.calls[*call].failure_told = false;
        }
        let parts =
            parts.into_iter().map(|(call, awaits, sent)| Part { call, awaits, sent, done: false, due }).collect();
        self.wishes.push(Wish { number, what, lead, parts });
        self.changed = true;
    }

    pub(super) fn request_due(&self) -> u64 {
        self.now + u64::from(rules::request_timeout(&self.config))
    }

    /// The command of a request, about a call and perhaps another.
    pub(super) fn send(&mut self, what: R, slot: usize, other: Option<usize>, number: u16) {
        let (id, purpose) =
            other.map_or((CallId::NONE, 0), |other| (self.calls[other].id, self.calls[other].purpose.code()));
        let word = OutputKind::from_code(what.code()).expect("a command has its request's number");
        self.command(word, Some(slot), number, |command| (command.other, command.on) = (id, purpose));
    }

    /// A signal was said of a call, whose part of a request it may complete, or make impossible.
    pub(super) fn settle(&mut self, slot: usize, said: K) {
        let Some(part) = self.part_of(slot).cloned() else { return };
        let undialled = self.calls[slot].texts.known(Known::Dnis).is_none();
        let dial_tone = said == K::Initiated && matches!(part.awaits, R::MakeCall | R::Consult) && undialled;
        let done = rules::row(part.awaits).is_some_and(|row| row.done.contains(&said));
        if part.sent && (done || dial_tone) {
            self.part_done(slot);
        } else if !self.calls[slot].live() {
            self.gone(slot);
        }
    }

    fn part_done(&mut self, slot: usize) {
        let awaits = self.part_of(slot).map(|part| part.awaits);
        match self.other_part(slot).cloned() {
            Some(other) if !matches!(awaits, Some(R::Transfer | R::Conference)) && !other.done => {
                if other.sent {
                    self.part_mut(slot).expect("it has a part").done = true;
                } else {
                    self.drop_part(slot);
                    self.send_waiting(other.call);
                }
            }
            _ => self.done(slot),
        }
    }

    /// One call has no part any more, the other has.
    fn drop_part(&mut self, slot: usize) {
        let at =
            self.wishes.iter().position(|wish| wish.parts.iter().any(|part| part.call == slot)).expect("it has a part");
        let wish = &mut self.wishes[at];
        wish.parts.retain(|part| part.call != slot);
        let number = wish.number;
        match wish.parts.first() {
            Some(part) => wish.lead = part.call,
            None => drop(self.wishes.remove(at)),
        }
        self.calls[slot].texts.end(number);
        self.changed = true;
    }

    /// The way is free: what waited is sent.
    fn send_waiting(&mut self, slot: usize) {
        let due = self.request_due();
        let part = self.part_mut(slot).expect("it waits");
        (part.sent, part.due) = (true, due);
        let wish = self.wish_of(slot).expect("it waits").clone();
        match self.calls[slot].bound {
            Some(primary) if wish.what == R::Consult => self.send(R::Consult, primary, Some(slot), wish.number),
            _ => self.send(wish.what, slot, None, wish.number),
        }
    }

    /// Takes a request out of the list, and tells it of the call that speaks for it.
    fn over(&mut self, slot: usize, said: OutputKind, reason: Cause) -> Wish {
        let at = self
            .wishes
            .iter()
            .position(|wish| wish.parts.iter().any(|part| part.call == slot))
            .expect("a request is pending");
        let wish = self.wishes.remove(at);
        let alive = |slot: usize| self.calls[slot].live();
        let other = wish.parts.iter().map(|part| part.call).find(|call| *call != wish.lead);
        let speaker = match other {
            None => slot,
            Some(_) if alive(wish.lead) => wish.lead,
            Some(other) if alive(other) => other,
            Some(_) => slot,
        };
        for part in &wish.parts {
            self.calls[part.call].texts.end(wish.number);
        }
        self.changed = true;
        let silent = wish.parts.iter().map(|part| part.call).find(|call| *call != speaker);
        let silent = silent.map_or(CallId::NONE, |call| self.calls[call].id);
        self.event(said, Some(speaker), |event| {
            (event.of, event.request, event.cause, event.other) = (wish.what.code(), wish.number, reason, silent);
        });
        wish
    }

    pub(super) fn done(&mut self, slot: usize) {
        let wish = self.over(slot, OutputKind::RequestDone, Cause::NONE);
        for part in &wish.parts {
            self.calls[part.call].making = false;
        }
    }

    pub(super) fn fail(&mut self, slot: usize, reason: Cause) {
        let wish = self.over(slot, OutputKind::RequestFailed, reason);
        let other = wish.parts.iter().map(|part| part.call).find(|call| *call != slot);
        for made in std::iter::once(slot).chain(other) {
            if self.calls[made].making && self.later.contains(&made) {
                self.end_later(made, reason, false);
            } else if self.calls[made].making {
                self.end(made, reason);
            }
        }
    }

    /// The call ended, and that is not what its request asked for.
    fn gone(&mut self, slot: usize) {
        let other = self.other_part(slot).cloned();
        match other {
            // The call that was to be held is gone: the line is free.
            Some(other) if !other.sent => {
                self.drop_part(slot);
                self.send_waiting(other.call);
            }
            _ if self.consults_on(slot) => self.goes_on_without(slot),
            _ => {
                let cause = self.calls[slot].cause;
                self.fail(slot, if cause == Cause::ANSWERED_ELSEWHERE { cause } else { Cause::CALL_GONE });
            }
        }
    }

    /// The network was asked for a second call on behalf of this one; its answer still comes.
    pub(super) fn consults_on(&self, slot: usize) -> bool {
        let holds = self.part_of(slot).is_some_and(|part| part.awaits == R::Hold);
        let sent = self.other_part(slot).is_some_and(|other| other.sent && self.calls[other.call].live());
        self.pending(slot) == Some(R::Consult) && holds && sent
    }

    pub(super) fn goes_on_without(&mut self, slot: usize) {
        let other = self.other_part(slot).expect("it has another part").clone();
        self.drop_part(slot);
        if other.done {
            self.done(other.call);
        }
    }

    pub(super) fn accepted(&mut self, slot: usize) {
        let wish = self.wish_of(slot).expect("a request is pending").clone();
        let part = self.part_of(slot).expect("a request is pending").clone();
        let other = self.other_part(slot).cloned();
        // What makes way is a plain hold.
        let asked = if other.as_ref().is_some_and(|other| !other.sent) { part.awaits } else { wish.what };
        if asked == R::Alternate {
            let other = other.expect("two calls are swapped").call;
            let (active, waiting) = if part.awaits == R::Hold { (slot, other) } else { (other, slot) };
            self.swap_part(active, S::Held, K::Held);
            self.swap_part(waiting, S::Connected, K::Retrieved);
            return;
        }
        match rules::row(asked).map(|row| row.accepted) {
            // A prompted device that goes off hook begins its call.
            _ if asked == R::Answer && self.calls[slot].local == S::Initiated => {
                self.say(slot, K::Originated, Cause::NONE)
            }
            Some(Accepted::As(said)) => {
                let cause = if asked == R::Reject { self.calls[slot].cause } else { Cause::NONE };
                self.say(slot, said, cause);
            }
            _ => {
                let due = self.request_due();
                for part in wish.parts {
                    self.part_mut(part.call).expect("it is pending").due = due;
                }
            }
        }
    }

    fn swap_part(&mut self, slot: usize, to: S, said: K) {
        if self.part_of(slot).is_some_and(|part| !part.done) {
            let far = self.calls[slot].far;
            self.connect(slot, to, far, Cause::NONE, false, None);
            self.settle(slot, said);
        }
    }

    // ---- the end of a call ----

    pub(super) fn end(&mut self, slot: usize, cause: Cause) {
        if self.calls[slot].live() {
            self.part_from(slot);
            self.connect(slot, S::Null, S::Null, cause, true, None);
        }
        self.finish(slot);
    }

    /// The last words: digits that came to nothing, one a step, then the end.
    pub(super) fn finish(&mut self, slot: usize) {
        while let Some(number) = self.digits(slot) {
            if !self.commands.is_empty() || !self.events.is_empty() {
                self.ending.push(Ending { slot, merging: false, cause: Cause::NONE });
                return;
            }
            self.digits_over(slot, number, Some(Cause::CALL_GONE));
        }
        if self.wish_of(slot).is_some() {
            self.drop_part(slot);
        }
        let (now, cause) = (self.now, self.calls[slot].cause);
        let call = &mut self.calls[slot];
        (call.state_due, call.auto_due, call.digits_due) = (None, None, None);
        call.cleared = Some(now);
        self.event(OutputKind::Ended, Some(slot), |event| event.cause = cause);
        self.free.push_back(slot);
        self.changed = true;
    }

    /// A consultation that still waits for the line comes to nothing when its primary is gone.
    pub(super) fn consults_for_nobody(&mut self, bound: Option<usize>) {
        let Some(bound) = bound else { return };
        let waits = self.part_of(bound).is_some_and(|part| !part.sent);
        if waits && self.pending(bound) == Some(R::Consult) {
            self.fail(bound, Cause::CALL_GONE);
        }
    }

    /// A consultation is over; the call that was one is a plain call.
    pub(super) fn part_from(&mut self, slot: usize) {
        let Some(bound) = self.calls[slot].bound else { return };
        for call in [slot, bound] {
            self.calls[call].bound = None;
            if self.calls[call].kind == CallKind::Consult {
                self.calls[call].kind = CallKind::Outbound;
            }
        }
        self.changed = true;
    }

    // ---- digits and data, beside the pending request ----

    /// The number of the oldest digits that wait.
    pub(super) fn digits(&self, slot: usize) -> Option<u16> {
        let dialling = self.wish_of(slot).map_or(0, |wish| wish.number);
        self.calls[slot]
            .texts
            .list
            .iter()
            .find(|text| text.is(Known::Digits) && text.tag != dialling)
            .map(|text| text.tag)
    }

    pub(super) fn digits_over(&mut self, slot: usize, number: u16, failed: Option<Cause>) {
        self.calls[slot].texts.end(number);
        if self.digits(slot).is_none() {
            self.calls[slot].digits_due = None;
        }
        let what = if failed.is_some() { OutputKind::RequestFailed } else { OutputKind::RequestDone };
        self.event(what, Some(slot), |event| {
            (event.of, event.request, event.cause) = (R::Dtmf.code(), number, failed.unwrap_or(Cause::NONE));
        });
    }

    /// The oldest request of a call that waits for an answer; data only where there is no other.
    fn oldest(&self, slot: usize) -> u16 {
        let sent = self.part_of(slot).is_some_and(|part| part.sent);
        let pending = self.wish_of(slot).filter(|_| sent).map(|wish| wish.number);
        let data = || self.calls[slot].texts.list.iter().find(|text| text.tag != 0).map(|text| text.tag);
        // Numbers run in a ring.
        let age = |number: &u16| self.request.wrapping_sub(*number);
        pending.into_iter().chain(self.digits(slot)).max_by_key(age).or_else(data).unwrap_or(0)
    }

    /// `accepted`, or `refused` with a reason.
    pub(super) fn answered(&mut self, slot: usize, number: u16, refused: Option<Cause>) {
        let pending = self.wish_of(slot).map(|wish| wish.number);
        let number = if number == 0 { self.oldest(slot) } else { number };
        let texts = &self.calls[slot].texts;
        if number != 0 && pending == Some(number) {
            if self.part_of(slot).is_some_and(|part| part.done) && refused.is_none() {
                self.ignore();
            } else if let Some(reason) = refused {
                self.fail(slot, reason);
            } else {
                self.accepted(slot);
            }
        } else if number != 0 && texts.list.iter().any(|text| text.is(Known::Digits) && text.tag == number) {
            self.digits_over(slot, number, refused);
        } else if number != 0 && texts.list.iter().any(|text| text.tag == number) {
            let removed = texts.list.iter().any(|text| text.tag == number && text.removed);
            let of = if removed { R::Detach } else { R::Attach };
            self.calls[slot].texts.end(number);
            if let Some(reason) = refused {
                self.event(OutputKind::RequestFailed, Some(slot), |event| {
                    (event.of, event.request, event.cause) = (of.code(), number, reason);
                });
            }
        } else {
            self.ignore();
        }
    }

    /// An alerting call is answered by itself: never over a connected one.
    pub(super) fn answer_by_itself(&mut self, slot: usize) {
        self.calls[slot].auto_due = None;
        if self.calls.iter().all(|call| !call.takes_line()) {
            let answer = offhook::Request { call: self.calls[slot].id, ..offhook::Request::new(R::Answer) };
            // No mode is in the way of a policy.
            let mode = std::mem::replace(&mut self.config.mode, Mode::Full.code());
            let _ = self.request(&answer);
            self.config.mode = mode;
        }
    }

    /// The call that must be held first for this one to take the line.
    pub(super) fn way(&self, except: Option<usize>) -> Result<Option<usize>, Cause> {
        let takes = |slot: &usize| Some(*slot) != except && self.calls[*slot].takes_line();
        let last = self.line.filter(takes);
        let Some(line) = last.or_else(|| (0..self.calls.len()).find(takes)) else { return Ok(None) };
        if self.quirk(Quirk::AutoHoldBySwitch) {
            return Ok(None);
        }
        if self.config.no_auto_hold != 0 || !self.config.can(R::Hold) {
            return Err(Cause::INVALID_ACTIVE_DEVICE_STATE);
        }
        if self.wish_of(line).is_some() || self.unbound_pair() {
            return Err(Cause::REQUEST_PENDING);
        }
        Ok(Some(line))
    }

    /// Whether a request is under way between two calls that are not bound, or that makes way: there is room for one.
    pub(super) fn unbound_pair(&self) -> bool {
        self.wishes.iter().any(|wish| {
            let [a, b] = wish.parts.as_slice() else { return false };
            let waits = !a.sent || !b.sent;
            waits || self.calls[a.call].bound != Some(b.call)
        })
    }
}
