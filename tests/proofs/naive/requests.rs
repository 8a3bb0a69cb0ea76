//! What each request needs, and what it sets going.

use offhook::data::{HEADER, RESERVED_APPLICATION};
use offhook::{CallKind, Cause, Entry, Key, Known, OutputKind, Purpose, Quirk, Request, RequestKind as R, State as S};

use super::{Model, Text, rules};

/// The first text under a key.
pub(super) fn text<'a>(request: &Request<'a>, known: Known) -> Option<&'a str> {
    request.entries.iter().find(|entry| entry.key == Key::Known(known)).map(|entry| entry.value)
}

impl Model {
    /// Grants or refuses. Gives the call made or named, and the number; 0 when there was nothing to do.
    pub(super) fn request(&mut self, request: &Request<'_>) -> Result<(Option<usize>, u16), Cause> {
        let what = request.what;
        let row = rules::row(what).ok_or(Cause::UNSUPPORTED)?;
        if !rules::in_mode(self.config.mode, what) {
            return Err(Cause::MODE);
        }
        if !self.config.can(what) {
            return Err(Cause::UNSUPPORTED);
        }
        match what {
            R::LogIn | R::LogOut | R::Ready | R::NotReady | R::WrapUp => {
                return Ok((None, self.agent_request(request)?));
            }
            R::Forward | R::DoNotDisturb | R::MessageWaiting | R::Mute => {
                return Ok((None, self.feature_request(request)?));
            }
            R::MakeCall | R::Pickup => {
                self.slot_free()?;
                let way = self.way(None)?;
                self.texts_fit(request, None)?;
                return Ok(self.place(request, None, way));
            }
            _ => {}
        }
        let slot = self.live(request.call).ok_or(Cause::INVALID_CONNECTION_ID)?;
        let local = self.calls[slot].local;
        let beside = matches!(what, R::Clear | R::Attach | R::Detach | R::Dtmf)
            || self.withdraws(slot, request)
            || self.goes_off_hook(slot, what);
        if self.wish_of(slot).is_some() && !beside {
            return Err(Cause::REQUEST_PENDING);
        }
        if what == R::Hold && local == S::Held {
            let number = self.number();
            self.event(OutputKind::RequestDone, Some(slot), |done| (done.of, done.request) = (what.code(), number));
            return Ok((Some(slot), number));
        }
        let by_quirk = what == R::Dtmf && local == S::Held && self.quirk(Quirk::DtmfHeld);
        let unprompted = what == R::Answer && local == S::Initiated && !self.calls[slot].prompted;
        if !row.from.contains(&local) && !by_quirk || unprompted {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        match what {
            R::Answer | R::Retrieve => {
                let way = self.way(Some(slot))?;
                self.texts_fit(request, Some(slot))?;
                Ok(self.one(request, slot, way))
            }
            R::Consult => {
                if self.calls[slot].bound.is_some() {
                    return Err(Cause::INVALID_CONNECTION_STATE);
                }
                self.slot_free()?;
                let way = self.way(Some(slot))?;
                self.texts_fit(request, Some(slot))?;
                Ok(self.place(request, Some(slot), way))
            }
            R::Alternate => {
                let other = self.swap_with(slot, request)?;
                Ok(self.alternate(slot, other))
            }
            R::Reconnect | R::Transfer | R::Conference => {
                let other = self.calls[slot].bound.ok_or(Cause::NO_HELD_CALL)?;
                if self.wish_of(other).is_some() {
                    return Err(Cause::REQUEST_PENDING);
                }
                if what == R::Reconnect {
                    return Ok(self.reconnect(slot, other));
                }
                self.ripe(slot, other, what)?;
                let number = self.number();
                self.begin(number, what, slot, vec![(slot, what, true), (other, what, true)]);
                let (primary, consult) = self.roles(slot, other);
                self.send(what, primary, Some(consult), number);
                Ok((Some(slot), number))
            }
            R::DropParty => {
                self.party_there(slot, request)?;
                self.texts_fit(request, Some(slot))?;
                Ok(self.one(request, slot, None))
            }
            R::Clear => Ok(self.clear(slot, request.cause)),
            R::Attach | R::Detach => self.change_data(slot, request),
            _ => {
                self.texts_fit(request, Some(slot))?;
                Ok(self.one(request, slot, None))
            }
        }
    }

    fn slot_free(&self) -> Result<(), Cause> {
        if self.free.is_empty() { Err(Cause::NO_SLOT) } else { Ok(()) }
    }

    /// Answering the prompt of one's own call carries its `make-call` on.
    fn goes_off_hook(&self, slot: usize, what: R) -> bool {
        what == R::Answer && self.calls[slot].prompted && self.pending(slot) == Some(R::MakeCall)
    }

    /// `drop-party` withdraws a party that is still being added.
    fn withdraws(&self, slot: usize, request: &Request<'_>) -> bool {
        let Some(wish) = self.wish_of(slot).filter(|wish| wish.what == R::AddParty && request.what == R::DropParty)
        else {
            return false;
        };
        let added = self.calls[slot].texts.list.iter().find(|text| text.is(Known::To) && text.tag == wish.number);
        let named = text(request, Known::Dropped);
        named.is_none() || named == added.map(|text| text.value.as_str())
    }

    fn texts_fit(&self, request: &Request<'_>, slot: Option<usize>) -> Result<(), Cause> {
        let Some(key) = rules::text_of(request.what) else { return Ok(()) };
        let given = text(request, key);
        let optional = matches!(request.what, R::MakeCall | R::Consult | R::Pickup);
        if given == Some("") || given.is_none() && !optional {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let group = text(request, Known::Group).filter(|_| request.what == R::Pickup);
        let mut size: usize = given.into_iter().chain(group).map(|text| HEADER + text.len()).sum();
        if let Some(primary) = slot.filter(|_| request.what == R::Consult) {
            size += self.carried(primary).iter().map(Text::size).sum::<usize>();
        }
        let room = match slot {
            Some(slot) if !optional => self.calls[slot].texts.room_at_most(),
            _ => self.calls[0].texts.bytes,
        };
        if size > room { Err(Cause::NO_ROOM) } else { Ok(()) }
    }

    fn swap_with(&self, slot: usize, request: &Request<'_>) -> Result<usize, Cause> {
        let active = self.calls[slot].local == S::Connected;
        let fits = |other: &usize| {
            let local = self.calls[*other].local;
            let waits = matches!(local, S::Held | S::Alerting | S::Queued);
            *other != slot && if active { waits } else { local == S::Connected }
        };
        let missing = if active { Cause::NO_HELD_CALL } else { Cause::NO_ACTIVE_CALL };
        let all = || (0..self.calls.len()).filter(fits);
        let held: Vec<usize> = all().filter(|other| self.calls[*other].local == S::Held).collect();
        let offered: Vec<usize> = all().filter(|other| self.calls[*other].local != S::Held).collect();
        let meant = if !request.with.is_none() {
            self.live(request.with).filter(fits)
        } else if let Some(bound) = self.calls[slot].bound.filter(fits) {
            Some(bound)
        } else if !active {
            self.line.filter(fits)
        } else {
            match (held.as_slice(), offered.as_slice()) {
                ([only], _) => Some(*only),
                ([], [only]) => Some(*only),
                _ => None,
            }
        };
        let other = meant.ok_or(missing)?;
        let bound = self.calls[slot].bound == Some(other);
        if self.wish_of(other).is_some() || !bound && self.unbound_pair() {
            return Err(Cause::REQUEST_PENDING);
        }
        Ok(other)
    }

    /// The primary and the consultation call.
    fn roles(&self, slot: usize, other: usize) -> (usize, usize) {
        if self.calls[slot].kind == CallKind::Consult { (other, slot) } else { (slot, other) }
    }

    fn ripe(&self, slot: usize, other: usize, what: R) -> Result<(), Cause> {
        let (primary, consult) = self.roles(slot, other);
        let (primary, consult) = (&self.calls[primary], &self.calls[consult]);
        let far = consult.far == S::Connected || what == R::Transfer && consult.far == S::Alerting;
        if primary.local != S::Held || consult.local != S::Connected || !far {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        match (consult.purpose, what) {
            (Purpose::Any, _) | (Purpose::Transfer, R::Transfer) | (Purpose::Conference, R::Conference) => Ok(()),
            _ => Err(Cause::REQUEST_INCOMPATIBLE_WITH_CONNECTION),
        }
    }

    fn party_there(&self, slot: usize, request: &Request<'_>) -> Result<(), Cause> {
        if self.withdraws(slot, request) {
            return Ok(());
        }
        let call = &self.calls[slot];
        if call.parties < 3 {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        let listed = call.texts.all(Known::Party);
        let unnamed = usize::from(call.parties) > listed.len() + 1;
        match text(request, Known::Dropped) {
            Some(party) if !unnamed && !listed.iter().any(|listed| listed == party) => {
                Err(Cause::INVALID_PARAMETER_VALUE)
            }
            _ => Ok(()),
        }
    }

    /// A request about one call, for which another may have to be held first.
    fn one(&mut self, request: &Request<'_>, slot: usize, way: Option<usize>) -> (Option<usize>, u16) {
        let what = request.what;
        let number = self.number();
        if self.goes_off_hook(slot, what) {
            self.done(slot);
        }
        if let Some(key) = rules::text_of(what) {
            self.calls[slot].texts.put(key, text(request, key).unwrap_or_default(), number);
        }
        if let Some(way) = way {
            self.make_way(way, slot, what, number);
            return (Some(slot), number);
        }
        if what == R::Dtmf {
            self.calls[slot].digits_due = Some(self.request_due());
            self.command(OutputKind::CmdDtmf, Some(slot), number, |_| {});
        } else {
            if what == R::DropParty && self.wish_of(slot).is_some() {
                self.fail(slot, Cause::OVERRIDE);
            }
            self.begin(number, what, slot, vec![(slot, what, true)]);
            if what == R::Reject && request.cause != Cause::NONE {
                self.calls[slot].cause = request.cause;
            }
            self.send(what, slot, None, number);
            if let Some(said) = self.commands.last_mut().filter(|_| what == R::Reject) {
                said.output.cause = request.cause;
            }
        }
        (Some(slot), number)
    }

    fn make_way(&mut self, way: usize, slot: usize, what: R, number: u16) {
        self.begin(number, what, slot, vec![(way, R::Hold, true), (slot, what, false)]);
        self.send(R::Hold, way, None, number);
    }

    fn alternate(&mut self, slot: usize, other: usize) -> (Option<usize>, u16) {
        let number = self.number();
        let part =
            |call: usize| (call, if self.calls[call].local == S::Connected { R::Hold } else { R::Retrieve }, true);
        let parts = vec![part(slot), part(other)];
        self.begin(number, R::Alternate, slot, parts);
        let (active, waiting) = if self.calls[slot].local == S::Connected { (slot, other) } else { (other, slot) };
        self.send(R::Alternate, active, Some(waiting), number);
        (Some(slot), number)
    }

    fn reconnect(&mut self, slot: usize, other: usize) -> (Option<usize>, u16) {
        let (primary, consult) = self.roles(slot, other);
        let number = self.number();
        self.begin(number, R::Reconnect, slot, vec![(primary, R::Retrieve, true), (consult, R::Clear, true)]);
        if self.calls[primary].local == S::Connected {
            self.wishes.last_mut().expect("it began").parts[0].done = true;
        }
        if self.quirk(Quirk::AutoRetrieveBySwitch) {
            self.send(R::Clear, consult, None, number);
        } else {
            self.send(R::Reconnect, consult, Some(primary), number);
        }
        (Some(slot), number)
    }

    fn clear(&mut self, slot: usize, cause: Cause) -> (Option<usize>, u16) {
        if self.pending(slot) == Some(R::Clear) {
            return (Some(slot), 0);
        }
        let waits = self.part_of(slot).is_some_and(|part| !part.sent);
        let unsent = waits && self.calls[slot].making;
        let number = self.number();
        if self.consults_on(slot) {
            self.goes_on_without(slot);
        } else if self.wish_of(slot).is_some() {
            // The network never heard of a call whose request was not sent; any other outlives its request.
            self.calls[slot].making = false;
            self.fail(slot, Cause::CALL_GONE);
        }
        if unsent {
            self.event(OutputKind::RequestDone, Some(slot), |event| {
                (event.of, event.request) = (R::Clear.code(), number)
            });
            self.end(slot, Cause::CALL_GONE);
        } else {
            self.begin(number, R::Clear, slot, vec![(slot, R::Clear, true)]);
            self.send(R::Clear, slot, None, number);
            if let Some(said) = self.commands.last_mut() {
                said.output.cause = cause;
            }
        }
        (Some(slot), number)
    }

    /// A request that makes a call.
    fn place(&mut self, request: &Request<'_>, primary: Option<usize>, way: Option<usize>) -> (Option<usize>, u16) {
        let what = request.what;
        let number = self.number();
        let slot = self.make(0).expect("a slot is free");
        let call = &mut self.calls[slot];
        call.kind = match what {
            R::Consult => CallKind::Consult,
            R::Pickup => CallKind::Inbound,
            _ => CallKind::Outbound,
        };
        call.purpose = request.purpose;
        call.making = true;
        call.outgoing = what != R::Pickup;
        for (given, key) in [(Known::To, Known::Dnis), (Known::Of, Known::Of), (Known::Group, Known::Group)] {
            if let Some(value) = text(request, given) {
                call.texts.put(key, value, number);
            }
        }
        self.connect(slot, S::Initiated, S::Null, Cause::NONE, true, None);
        if let Some(primary) = primary {
            (self.calls[slot].bound, self.calls[primary].bound) = (Some(primary), Some(slot));
            // A call that consults is no consultation itself.
            if self.calls[primary].kind == CallKind::Consult {
                self.calls[primary].kind = CallKind::Outbound;
            }
            self.carry(primary, slot);
        }
        match (primary, way) {
            (_, Some(way)) => self.make_way(way, slot, what, number),
            (Some(primary), None) => {
                self.begin(number, what, primary, vec![(primary, R::Hold, true), (slot, what, true)]);
                if self.calls[primary].local == S::Held {
                    self.wishes.last_mut().expect("it began").parts[0].done = true;
                }
                self.send(what, primary, Some(slot), number);
            }
            (None, None) => {
                self.begin(number, what, slot, vec![(slot, what, true)]);
                self.send(what, slot, None, number);
            }
        }
        (Some(slot), number)
    }

    fn change_data(&mut self, slot: usize, request: &Request<'_>) -> Result<(Option<usize>, u16), Cause> {
        let entries = request.entries;
        if entries.is_empty() || entries.iter().any(|entry| self.kept(slot, entry)) {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let number = self.next_number();
        let texts = &mut self.calls[slot].texts;
        let mut changed = false;
        if request.what == R::Attach {
            changed = texts.set_all(entries, number)?;
        } else {
            for entry in entries {
                changed |= texts.detach(entry, number);
            }
        }
        if !changed {
            texts.end(number);
            return Ok((Some(slot), 0));
        }
        self.number();
        let of = request.what.code();
        self.command(OutputKind::CmdData, Some(slot), number, |command| command.of = of);
        self.event(OutputKind::Data, Some(slot), |_| {});
        self.event(OutputKind::RequestDone, Some(slot), |event| (event.of, event.request) = (of, number));
        Ok((Some(slot), number))
    }

    /// Entries that only signals write.
    fn kept(&self, slot: usize, entry: &Entry<'_>) -> bool {
        let like = Text::of(entry, 0);
        match like.known {
            Some(Known::ExternalOriginalReferenceId) => {
                self.calls[slot].texts.get(&like).is_some_and(|set| set != entry.value)
            }
            Some(Known::Party) => true,
            Some(known) => !known.is_data(),
            None => like.name.is_empty() || like.app == RESERVED_APPLICATION,
        }
    }
}
