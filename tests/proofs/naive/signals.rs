//! What each signal means for the calls.

use offhook::{
    CallKind, Cause, Entry, Key, Known, OutputKind, Quirk, RequestKind as R, Signal, SignalKind as K, State as S, Which,
};

use super::rules;
use super::{Ending, Model, Text};

impl Model {
    pub(super) fn signal(&mut self, signal: &Signal<'_>) -> Option<usize> {
        if !self.in_order(signal) {
            return None;
        }
        match signal.what {
            K::Agent => self.agent_signal(signal),
            K::Queue => self.queue_signal(signal),
            K::LinkDown => self.link_down(),
            K::LinkUp => self.link_up(),
            K::ResyncBegin => self.resync_begin(),
            K::ResyncCall => return self.resync_call(signal),
            K::ResyncEnd => self.resync_end(),
            K::Forward | K::DoNotDisturb | K::MessageWaiting | K::Mute => self.feature_signal(signal),
            K::Accepted | K::Refused if signal.call.is_none() => {
                return self.answered_somewhere(signal);
            }
            _ => return self.call_signal(signal),
        }
        None
    }

    /// An answer that names no call: the agent's, a feature's, or by its number some call's.
    fn answered_somewhere(&mut self, signal: &Signal<'_>) -> Option<usize> {
        let number = signal.request;
        let refused = (signal.what == K::Refused).then_some(signal.cause);
        let is = |pending: u16| number == 0 || number == pending;
        if self.agent.asked.as_ref().is_some_and(|asked| is(asked.number)) {
            self.agent_answered(refused);
            return None;
        }
        if self.feature.is_some_and(|(_, _, _, pending, _)| is(pending)) {
            self.feature_answered(refused);
            return None;
        }
        let of = |slot: &usize| {
            let pending = self.wish_of(*slot).is_some_and(|wish| wish.number == number);
            let call = &self.calls[*slot];
            call.live() && number != 0 && (pending || call.texts.list.iter().any(|text| text.tag == number))
        };
        match (0..self.calls.len()).find(of) {
            Some(slot) => {
                let call = Which::id(self.calls[slot].id);
                self.call_signal(&Signal { call, ..*signal })
            }
            None => {
                self.ignore();
                None
            }
        }
    }

    fn call_signal(&mut self, signal: &Signal<'_>) -> Option<usize> {
        let Which { id, reference } = signal.call;
        let renamed = || self.named(signal.reference).filter(|slot| reference != 0 && self.calls[*slot].live());
        let known = if id.is_none() { self.named(reference).or_else(renamed) } else { self.live(id) };
        let again =
            |slot: usize| signal.what == K::Offered && signal.attempt > self.calls[slot].attempt && id.is_none();
        let slot = match known {
            Some(slot) if self.calls[slot].live() => slot,
            Some(slot) if !again(slot) => {
                self.ignore();
                return None;
            }
            None if !id.is_none() => {
                self.ignore();
                return None;
            }
            _ if rules::makes(signal.what) => self.made_by(signal)?,
            _ if matches!(signal.what, K::Accepted | K::Refused) => {
                self.ignore();
                return None;
            }
            _ => {
                self.query_unknown(reference);
                return None;
            }
        };
        // A consultation is made by a request: what the network calls one is what it was.
        let known_kind = |kind: &CallKind| *kind != CallKind::Consult && self.calls[slot].kind != CallKind::Consult;
        if let Some(kind) = signal.kind.filter(known_kind).filter(|_| rules::makes(signal.what)) {
            self.calls[slot].kind = kind;
        }
        if signal.reference != 0 && !matches!(signal.what, K::Reference | K::Conferenced) {
            self.rename(slot, signal.reference);
        }
        // Only the very next signal can be the repeat of a `failed` that ended a request.
        let told = self.calls[slot].failure_told && self.wish_of(slot).is_none();
        if told && signal.what != K::Failed {
            self.calls[slot].failure_told = false;
        }
        match signal.what {
            K::Accepted => self.answered(slot, signal.request, None),
            K::Refused => self.answered(slot, signal.request, Some(signal.cause)),
            K::Transferred => self.transferred(slot, signal),
            K::Conferenced => self.conferenced(slot, signal),
            K::PartyJoined => self.party_joined(slot, signal),
            K::PartyLeft => self.party_left(slot, signal),
            K::Reference => self.referenced(slot, signal),
            K::Data => {
                let new =
                    if signal.on { self.taken_away(slot, signal.entries) } else { self.facts(slot, signal.entries) };
                if new {
                    self.event(OutputKind::Data, Some(slot), |event| event.cause = signal.cause);
                } else {
                    self.ignore();
                }
            }
            K::Failed
                if matches!(self.calls[slot].far, S::Connected | S::Held | S::Unknown)
                    && self.pending(slot).is_some_and(rules::fails_alone) =>
            {
                self.fail(slot, signal.cause);
                self.calls[slot].failure_told = true;
            }
            K::Failed if told => self.ignore(),
            _ => {
                self.facts(slot, signal.entries);
                if signal.what == K::Initiated {
                    self.prompted(slot);
                }
                self.say(slot, signal.what, signal.cause);
            }
        }
        Some(slot)
    }

    fn made_by(&mut self, signal: &Signal<'_>) -> Option<usize> {
        let reference = signal.call.reference;
        let Some(slot) = self.make(reference) else {
            if signal.what == K::Offered {
                self.turn_away(reference);
            } else {
                self.discrepancy(None, (S::Null, S::Null), (S::Null, S::Null), Cause::NONE);
            }
            return None;
        };
        let placed = matches!(signal.what, K::Initiated | K::Originated);
        let call = &mut self.calls[slot];
        call.kind = signal.kind.unwrap_or(if placed { CallKind::Outbound } else { CallKind::Inbound });
        (call.acd, call.outgoing, call.attempt) = (signal.acd, placed, signal.attempt);
        Some(slot)
    }

    pub(super) fn turn_away(&mut self, reference: u64) {
        self.command(OutputKind::CmdReject, None, 0, |command| {
            (command.reference, command.cause) = (reference, Cause::BUSY)
        });
        self.event(OutputKind::RejectedBusy, None, |event| (event.reference, event.cause) = (reference, Cause::BUSY));
    }

    /// The call moves as the table says.
    pub(super) fn say(&mut self, slot: usize, said: K, cause: Cause) {
        let call = &self.calls[slot];
        let was = call.local;
        let Some((mut local, mut far)) = rules::moved(said, was, call.far) else { return };
        if local == S::Null {
            return self.over_here(slot, said, cause);
        }
        if said == K::FarCleared && self.quirk(Quirk::FarFailed) {
            far = S::Failed;
        }
        if said == K::Originated && matches!(was, S::Null | S::Initiated) && self.quirk(Quirk::CallerInitiated) {
            local = S::Initiated;
            self.calls[slot].making = false;
        }
        let far_gone = match said {
            K::FarCleared => Some(true),
            K::Initiated | K::Originated => Some(false),
            _ => None,
        };
        self.connect(slot, local, far, cause, false, far_gone);
        self.settle(slot, said);
        if said == K::Failed && self.part_of(slot).is_some_and(|part| rules::makes_call(part.awaits)) {
            self.calls[slot].making = false;
            self.fail(slot, cause);
        }
    }

    pub(super) fn over_here(&mut self, slot: usize, said: K, cause: Cause) {
        self.connect(slot, S::Null, S::Null, cause, false, None);
        self.settle(slot, said);
        let bound = self.calls[slot].bound;
        self.part_from(slot);
        self.finish(slot);
        self.consults_for_nobody(bound);
    }

    fn prompted(&mut self, slot: usize) {
        let sent = self.part_of(slot).is_some_and(|part| part.sent);
        let dialled = self.calls[slot].texts.known(Known::Dnis).is_some();
        if sent && dialled && self.pending(slot) == Some(R::MakeCall) {
            self.changed |= !self.calls[slot].prompted;
            self.calls[slot].prompted = true;
        }
    }

    fn transferred(&mut self, slot: usize, signal: &Signal<'_>) {
        let alone = signal.with.is_none() && self.pending(slot) == Some(R::BlindTransfer);
        let other = if alone { None } else { self.other_of(slot, signal.with) };
        self.over_here(slot, K::Transferred, signal.cause);
        if let Some(other) = other.filter(|other| self.is_there(*other)) {
            if self.later.contains(&other) {
                self.end_later(other, signal.cause, false);
            } else {
                self.over_here(other, K::Transferred, signal.cause);
            }
        }
    }

    /// Whether a call lives, and its end is not on its way.
    pub(super) fn is_there(&self, slot: usize) -> bool {
        self.calls[slot].live() && !self.ending.iter().any(|ending| ending.slot == slot)
    }

    /// The call's end is told in the next step.
    pub(super) fn end_later(&mut self, slot: usize, cause: Cause, merging: bool) {
        self.calls[slot].cause = cause;
        self.ending.push(Ending { slot, merging, cause });
    }

    /// Goes on with an end that the step before had no room for.
    pub(super) fn end_now(&mut self, ending: Ending) {
        let Ending { slot, merging, cause } = ending;
        if !self.calls[slot].live() {
            self.finish(slot);
        } else if self.calls[slot].making && self.wish_of(slot).is_none() {
            self.end(slot, cause);
        } else if let Some(into) = self.calls[slot].bound.filter(|_| merging) {
            self.merged(into, slot, cause);
        } else {
            self.over_here(slot, K::Transferred, cause);
        }
    }

    fn other_of(&self, slot: usize, with: Which) -> Option<usize> {
        let named = if with.id.is_none() { self.named(with.reference) } else { self.live(with.id) };
        named.filter(|other| self.calls[*other].live() && *other != slot).or(self.calls[slot].bound)
    }

    fn conferenced(&mut self, slot: usize, signal: &Signal<'_>) {
        let other = self.other_of(slot, signal.with);
        let (stays, goes) = match other {
            Some(primary) if self.calls[slot].kind == CallKind::Consult => (primary, Some(slot)),
            _ => (slot, other),
        };
        for call in std::iter::once(stays).chain(goes) {
            let bound = self.calls[call].bound;
            if bound.is_some() && bound != Some(stays) && bound != goes {
                // What the two had under way together is over with it.
                if self.other_part(call).map(|other| other.call) == bound {
                    self.fail(call, Cause::CALL_GONE);
                }
                self.part_from(call);
            }
        }
        if goes.is_some() || self.calls[stays].parties <= 2 {
            self.conference_parties(stays, goes, signal.entries);
            self.calls[stays].parties = self.calls[stays].parties.max(3);
        }
        if let Some(goes) = goes {
            self.carry(goes, stays);
            if self.calls[goes].acd {
                self.calls[stays].acd = true;
            }
        }
        self.connect(stays, S::Connected, S::Unknown, signal.cause, true, None);
        if signal.reference != 0 && self.calls[stays].reference != signal.reference {
            if let Some(goes) = goes.filter(|goes| self.calls[*goes].reference == signal.reference) {
                self.refer(goes, 0);
            }
            self.rename(stays, signal.reference);
            self.event(OutputKind::Reference, Some(stays), |_| {});
        }
        self.settle(stays, K::Conferenced);
        if let Some(goes) = goes.filter(|goes| self.is_there(*goes)) {
            if self.later.contains(&goes) {
                (self.calls[stays].bound, self.calls[goes].bound) = (Some(goes), Some(stays));
                self.end_later(goes, signal.cause, true);
            } else {
                self.merged(stays, goes, signal.cause);
            }
        }
    }

    fn merged(&mut self, stays: usize, goes: usize, cause: Cause) {
        (self.calls[stays].bound, self.calls[goes].bound) = (None, None);
        self.connect(goes, S::Null, S::Null, cause, true, None);
        self.settle(goes, K::Conferenced);
        if self.calls[stays].kind == CallKind::Consult {
            self.calls[stays].kind = CallKind::Outbound;
        }
        let into = self.calls[stays].id;
        self.event(OutputKind::Merged, Some(goes), |event| event.other = into);
        self.finish(goes);
    }

    /// What a resync says of the parties.
    pub(super) fn parties_are(&mut self, slot: usize, far: S, entries: &[Entry<'_>]) {
        let named = entries.iter().any(|entry| entry.key == Key::Known(Known::Party));
        if far == S::Unknown && named {
            self.conference_parties(slot, None, entries);
        } else if far != S::Unknown && self.calls[slot].parties > 2 {
            self.calls[slot].texts.remove_known(Known::Party);
            self.calls[slot].parties = 2;
        }
    }

    fn conference_parties(&mut self, stays: usize, goes: Option<usize>, entries: &[Entry<'_>]) {
        let named: Vec<&str> =
            entries.iter().filter(|entry| entry.key == Key::Known(Known::Party)).map(|entry| entry.value).collect();
        let known =
            goes.map_or(0, |goes| usize::from(self.calls[stays].parties) + usize::from(self.calls[goes].parties));
        if !named.is_empty() && named.len() + 2 >= known {
            self.calls[stays].texts.remove_known(Known::Party);
            for party in &named {
                if !self.calls[stays].texts.put(Known::Party, party, 0) {
                    self.left_out(Some(stays));
                }
            }
            self.calls[stays].parties = named.len() as u8 + 1;
            return;
        }
        self.list_parties(stays);
        let mut others = 2;
        if let Some(goes) = goes {
            self.list_parties(goes);
            let mut fits = true;
            for party in self.calls[goes].texts.all(Known::Party) {
                fits &= self.calls[stays].texts.copy(Text::of(&Entry::known(Known::Party, &party), 0));
            }
            if !fits {
                self.left_out(Some(stays));
            }
            others = self.calls[goes].parties;
        }
        self.calls[stays].parties += others - 1;
    }

    /// Who the other party of a plain call is.
    fn list_parties(&mut self, slot: usize) {
        let call = &self.calls[slot];
        if call.texts.known(Known::Party).is_some() || call.parties != 2 {
            return;
        }
        let other = if call.texts.known(Known::OtherParty).is_some() {
            Known::OtherParty
        } else if call.outgoing || call.kind == CallKind::Consult {
            Known::Dnis
        } else {
            Known::Ani
        };
        let left = call.texts.known(Known::Who);
        if let Some(name) = call.texts.known(other).filter(|name| Some(*name) != left).map(str::to_owned) {
            self.calls[slot].texts.copy(Text::of(&Entry::known(Known::Party, &name), 0));
        }
    }

    fn party_joined(&mut self, slot: usize, signal: &Signal<'_>) {
        let Some(name) = party(signal.entries) else { return self.ignore() };
        let listed = self.calls[slot].texts.known(Known::Party).is_some();
        self.list_parties(slot);
        if self.calls[slot].texts.all(Known::Party).iter().any(|party| party == name) {
            if !listed {
                self.calls[slot].texts.remove_known(Known::Party);
            }
            self.ignore();
            if self.asked_for(slot, Known::To).as_deref() == Some(name) {
                self.settle(slot, K::PartyJoined);
            }
            return;
        }
        if !self.calls[slot].texts.put(Known::Party, name, 0) {
            self.left_out(Some(slot));
        }
        self.calls[slot].parties = self.calls[slot].parties.saturating_add(1);
        self.party_event(slot, name, true, signal.cause);
        self.settle(slot, K::PartyJoined);
    }

    fn party_left(&mut self, slot: usize, signal: &Signal<'_>) {
        let Some(name) = party(signal.entries) else { return self.ignore() };
        let plain = self.calls[slot].texts.known(Known::Party).is_none();
        self.list_parties(slot);
        let listed = self.calls[slot].texts.all(Known::Party).len();
        let named = self.calls[slot].texts.remove_value(Known::Party, name);
        let again = self.calls[slot].texts.all(Known::Who).iter().any(|who| *who == name);
        let unnamed = !again && usize::from(self.calls[slot].parties) > listed + 1;
        if !named && !unnamed {
            if plain {
                self.calls[slot].texts.remove_known(Known::Party);
            }
            if self.asked_for(slot, Known::Dropped).as_deref() == Some(name) {
                self.settle(slot, K::PartyLeft);
            } else {
                self.ignore();
            }
            return;
        }
        self.calls[slot].parties -= 1;
        // Somebody else leaves: whom the request drops is still there.
        let drops = self.asked_for(slot, Known::Dropped);
        let another = self.calls[slot].texts.all(Known::Party).iter().any(|party| Some(party) == drops.as_ref());
        self.party_event(slot, name, false, signal.cause);
        if self.calls[slot].parties < 2 && self.later.contains(&slot) {
            self.end_later(slot, signal.cause, false);
        } else if self.calls[slot].parties < 2 {
            self.over_here(slot, K::Cleared, signal.cause);
        } else if !another {
            self.settle(slot, K::PartyLeft);
        }
    }

    /// Whom the pending request adds or drops.
    fn asked_for(&self, slot: usize, key: Known) -> Option<String> {
        let number = self.wish_of(slot)?.number;
        let asked = |text: &&Text| text.is(key) && text.tag == number;
        self.calls[slot].texts.list.iter().find(asked).map(|text| text.value.clone())
    }

    fn party_event(&mut self, slot: usize, name: &str, joined: bool, cause: Cause) {
        let call = &self.calls[slot];
        let (local, parties) = (call.local, call.parties);
        let far = match parties {
            3.. => S::Unknown,
            2 if call.far == S::Unknown => S::Connected,
            _ => call.far,
        };
        self.connect(slot, local, far, cause, true, None);
        if parties == 2 {
            self.calls[slot].texts.rename(Known::Party, Known::OtherParty);
        }
        self.calls[slot].texts.remove_known(Known::Who);
        let fits = self.calls[slot].texts.put(Known::Who, name, 0);
        self.event(OutputKind::Party, Some(slot), |event| {
            (event.on, event.parties, event.cause) = (u8::from(joined), parties, cause);
        });
        if let Some(said) = self.events.last_mut().filter(|said| fits && said.output.what == OutputKind::Party) {
            said.texts = vec![(String::new(), Known::Party.name().to_owned(), name.to_owned())];
        }
        self.changed = true;
    }

    fn referenced(&mut self, slot: usize, signal: &Signal<'_>) {
        let other = signal.reference != 0 && signal.reference != self.calls[slot].reference;
        if other {
            self.rename(slot, signal.reference);
        }
        if self.facts(slot, signal.entries) || other {
            self.event(OutputKind::Reference, Some(slot), |event| event.cause = signal.cause);
        } else {
            self.ignore();
        }
    }

    /// Takes over numbers, ids and data; whether anything is new.
    pub(super) fn facts(&mut self, slot: usize, entries: &[Entry<'_>]) -> bool {
        let original = Known::ExternalOriginalReferenceId;
        let (mut new, mut left_out) = (false, false);
        for entry in entries {
            let first = entry.key == Key::Known(original) && self.calls[slot].texts.known(original).is_some();
            if !first {
                match self.put(slot, entry) {
                    Some(changed) => new |= changed,
                    None => left_out = true,
                }
            }
        }
        let external = entries.iter().find(|entry| entry.key == Key::Known(Known::ExternalReferenceId));
        if let Some(external) = external.filter(|_| self.calls[slot].texts.known(original).is_none()) {
            left_out |= self.put(slot, &Entry::known(original, external.value)).is_none();
        }
        if left_out {
            self.left_out(Some(slot));
        }
        // Who is the other party now has not left.
        for other in entries.iter().filter(|entry| entry.key == Key::Known(Known::OtherParty)).take(1) {
            self.calls[slot].texts.remove_value(Known::Who, other.value);
        }
        new
    }

    /// Removes what the network says is gone; whether anything was there.
    fn taken_away(&mut self, slot: usize, entries: &[Entry<'_>]) -> bool {
        let stays =
            |entry: &&Entry<'_>| !matches!(entry.key, Key::Known(Known::Party | Known::ExternalOriginalReferenceId));
        let mut gone = false;
        for entry in entries.iter().filter(stays) {
            gone |= self.calls[slot].texts.remove(&Text::of(entry, 0));
        }
        gone
    }

    fn put(&mut self, slot: usize, entry: &Entry<'_>) -> Option<bool> {
        let texts = &mut self.calls[slot].texts;
        let text = Text::of(entry, 0);
        if text.name.is_empty() {
            return None;
        }
        texts.set(text)
    }

    /// What a call gives to its consultation call: what was attached, and the original external id.
    pub(super) fn carried(&self, from: usize) -> Vec<Text> {
        let fact = |known: Known| known.is_fact() && known != Known::ExternalOriginalReferenceId;
        let travels = |text: &&Text| text.visible() && !text.known.is_some_and(fact);
        self.calls[from].texts.list.iter().filter(travels).cloned().collect()
    }

    /// What applications and the network attached to one call, another one gets; what it has stays.
    pub(super) fn carry(&mut self, from: usize, to: usize) {
        let mut fits = true;
        for text in self.carried(from) {
            if self.calls[to].texts.get(&text).is_none() {
                fits &= self.calls[to].texts.copy(Text { tag: 0, ..text });
            }
        }
        if !fits {
            self.left_out(Some(to));
        }
    }
}

fn party<'a>(entries: &[Entry<'a>]) -> Option<&'a str> {
    entries.iter().find(|entry| entry.key == Key::Known(Known::Party)).map(|entry| entry.value)
}
