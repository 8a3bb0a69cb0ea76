//! What each request of a call needs, and what it sets going. [`View::decide`] asks and changes nothing; the
//! allowed actions are its answers. [`Turn::grant`] does the rest and cannot fail but for room.

use crate::call::record::{Call, NO_SLOT, Slot, flag};
use crate::call::row::{self, Needs};
use crate::cause::Cause;
use crate::config::{Config, Mode, Quirk};
use crate::data::{Entry, HEADER, Key, Known};
use crate::output::What;
use crate::request::{Request, RequestKind as R};
use crate::state::{CallKind, Purpose, State as S};
use crate::turn::{Change, Turn, View};

/// How a request can be carried out.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// The call it names.
    slot: Slot,
    /// The other call of the pair.
    other: Slot,
    /// The call that is held first to make way.
    way: Slot,
    /// It is so already.
    nothing: bool,
}

/// What a granted request led to.
pub(crate) struct Granted {
    /// The call it made, or named.
    pub slot: Slot,
    /// Its number; 0 when there was nothing to do.
    pub number: u16,
}

const NOTHING: Granted = Granted { slot: NO_SLOT, number: 0 };

/// Whether the mode and the switch allow a request at all.
pub(crate) fn offered(config: &Config, what: R) -> Result<&'static row::RequestRow, Cause> {
    let row = row::request(what).ok_or(Cause::UNSUPPORTED)?;
    let within = match Mode::from_code(config.mode) {
        Some(Mode::Simple) => row.mode == Mode::Simple,
        Some(Mode::SimpleAgent) => row.mode != Mode::Full,
        _ => true,
    };
    if !within {
        Err(Cause::MODE)
    } else if !config.can(what) {
        Err(Cause::UNSUPPORTED)
    } else {
        Ok(row)
    }
}

impl View<'_> {
    /// Whether a request about calls would be granted, and how. `text` is left out where only the states are asked for.
    pub fn decide(&self, request: &Request<'_>, asked_only: bool) -> Result<Plan, Cause> {
        let what = request.what;
        let row = offered(&self.state.config, what)?;
        let mut plan = Plan { slot: NO_SLOT, other: NO_SLOT, way: NO_SLOT, nothing: false };
        if row.from.0 != 0 {
            plan.slot = self.live(request.call).ok_or(Cause::INVALID_CONNECTION_ID)?;
            let call = self.at(plan.slot);
            let beside = matches!(what, R::Clear | R::Attach | R::Detach | R::Dtmf);
            if call.pending != 0 && !beside && !self.withdraws(plan.slot, request) {
                return Err(Cause::REQUEST_PENDING);
            }
            if what == R::Hold && call.local() == S::Held {
                plan.nothing = true;
                return Ok(plan);
            }
            if !row.from.has(call.local()) && !self.quirk_allows(what, call) {
                return Err(Cause::INVALID_CONNECTION_STATE);
            }
            if what == R::Answer && call.local() == S::Initiated && !call.has(flag::PROMPTED) {
                return Err(Cause::INVALID_CONNECTION_STATE);
            }
        }
        self.needs(row.needs, request, &mut plan)?;
        if !asked_only {
            self.check_texts(request, plan.slot)?;
        }
        Ok(plan)
    }

    fn quirk_allows(&self, what: R, call: &Call) -> bool {
        what == R::Dtmf && call.local() == S::Held && self.state.config.has(Quirk::DtmfHeld)
    }

    /// `drop-party` withdraws a party that is still being added.
    fn withdraws(&self, slot: Slot, request: &Request<'_>) -> bool {
        let call = self.at(slot);
        let added = self.data(slot).records().find(|record| record.is(Known::To) && record.tag == call.request);
        let party = text(request, Known::Dropped).map(str::as_bytes);
        request.what == R::DropParty
            && call.pending() == Some(R::AddParty)
            && (party.is_none() || party == added.map(|record| record.value))
    }

    fn needs(&self, needs: Needs, request: &Request<'_>, plan: &mut Plan) -> Result<(), Cause> {
        match needs {
            Needs::Nothing => {}
            Needs::Line => plan.way = self.way(plan.slot)?,
            Needs::LineAndSlot => {
                self.slot_free()?;
                plan.way = self.way(NO_SLOT)?;
            }
            Needs::Consultation => {
                if self.bound(plan.slot) != NO_SLOT {
                    return Err(Cause::INVALID_CONNECTION_STATE);
                }
                self.slot_free()?;
                plan.way = self.way(plan.slot)?;
            }
            Needs::Swap => plan.other = self.swap_with(plan.slot, request)?,
            Needs::Bound | Needs::Ripe | Needs::RipeAnswered => {
                plan.other = self.bound(plan.slot);
                if plan.other == NO_SLOT {
                    return Err(Cause::NO_HELD_CALL);
                }
                if self.at(plan.other).pending != 0 {
                    return Err(Cause::REQUEST_PENDING);
                }
                if needs != Needs::Bound {
                    self.ripe(plan.slot, plan.other, request.what)?;
                }
            }
            Needs::Party => self.party_there(plan.slot, request)?,
        }
        Ok(())
    }

    fn slot_free(&self) -> Result<(), Cause> {
        if self.state.free.none() { Err(Cause::NO_SLOT) } else { Ok(()) }
    }

    /// The call that must be held first for another one to take the line.
    fn way(&self, except: Slot) -> Result<Slot, Cause> {
        let config = &self.state.config;
        let mut line = self.state.line;
        if line == except && self.state.lines > 1 {
            let other = (0..).zip(self.calls.iter()).find(|(slot, call)| *slot != except && call.takes_line());
            line = other.map_or(NO_SLOT, |(slot, _)| slot);
        }
        if line == NO_SLOT || line == except || config.has(Quirk::AutoHoldBySwitch) {
            return Ok(NO_SLOT);
        }
        if config.no_auto_hold != 0 || !config.can(R::Hold) {
            return Err(Cause::INVALID_ACTIVE_DEVICE_STATE);
        }
        if self.at(line).pending != 0 || self.state.pair != [NO_SLOT; 2] {
            return Err(Cause::REQUEST_PENDING);
        }
        Ok(line)
    }

    /// The call to swap with: the one named, the one bound, or the only one there is.
    fn swap_with(&self, slot: Slot, request: &Request<'_>) -> Result<Slot, Cause> {
        let waits = |call: &Call| matches!(call.local(), S::Held | S::Alerting | S::Queued);
        let active = self.at(slot).local() == S::Connected;
        let fits = |other: Slot| other != slot && if active { waits(self.at(other)) } else { self.at(other).local() == S::Connected };
        let missing = if active { Cause::NO_HELD_CALL } else { Cause::NO_ACTIVE_CALL };
        let other = if !request.with.is_none() {
            self.live(request.with).filter(|other| fits(*other)).ok_or(missing)?
        } else if fits(self.bound(slot)) {
            self.bound(slot)
        } else if !active {
            Some(self.state.line).filter(|line| fits(*line)).ok_or(missing)?
        } else {
            let mut held = (0..self.calls.len() as Slot).filter(|other| fits(*other) && self.at(*other).local() == S::Held);
            let mut offered = (0..self.calls.len() as Slot).filter(|other| fits(*other) && self.at(*other).local() != S::Held);
            match (held.next(), held.next(), offered.next(), offered.next()) {
                (Some(only), None, _, _) | (None, _, Some(only), None) => only,
                _ => return Err(missing),
            }
        };
        let bound = self.bound(slot) == other;
        if self.at(other).pending != 0 || !bound && self.state.pair != [NO_SLOT; 2] {
            return Err(Cause::REQUEST_PENDING);
        }
        Ok(other)
    }

    /// Whether a consultation can be completed.
    fn ripe(&self, slot: Slot, other: Slot, what: R) -> Result<(), Cause> {
        let (primary, consult) = self.roles(slot, other);
        let (primary, consult) = (self.at(primary), self.at(consult));
        let answered = consult.far() == S::Connected;
        let far = answered || what == R::Transfer && consult.far() == S::Alerting;
        if primary.local() != S::Held || consult.local() != S::Connected || !far {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        let made_for = match consult.purpose() {
            Purpose::Any => what,
            Purpose::Transfer => R::Transfer,
            Purpose::Conference => R::Conference,
        };
        if made_for == what { Ok(()) } else { Err(Cause::REQUEST_INCOMPATIBLE_WITH_CONNECTION) }
    }

    /// The primary and the consultation call of a bound pair.
    fn roles(&self, slot: Slot, other: Slot) -> (Slot, Slot) {
        if self.at(slot).kind() == CallKind::Consult { (other, slot) } else { (slot, other) }
    }

    fn party_there(&self, slot: Slot, request: &Request<'_>) -> Result<(), Cause> {
        let parties = self.at(slot).parties;
        if self.withdraws(slot, request) {
            return Ok(());
        }
        if parties < 3 {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        let Some(party) = text(request, Known::Dropped) else { return Ok(()) };
        let listed = self.data(slot).each_known(Known::Party);
        let unnamed = usize::from(parties) > listed.count().saturating_add(1);
        let there = unnamed || self.data(slot).each_known(Known::Party).any(|listed| listed == party);
        if there { Ok(()) } else { Err(Cause::INVALID_PARAMETER_VALUE) }
    }

    /// Whether the texts that a request must have are there, and fit.
    fn check_texts(&self, request: &Request<'_>, slot: Slot) -> Result<(), Cause> {
        let needed = text_of(request.what);
        let given = needed.and_then(|key| text(request, key));
        let optional = matches!(request.what, R::MakeCall | R::Consult | R::Pickup);
        match (needed, given) {
            (Some(_), Some("")) => return Err(Cause::INVALID_PARAMETER_VALUE),
            (Some(_), None) if !optional => return Err(Cause::INVALID_PARAMETER_VALUE),
            _ => {}
        }
        let group = if request.what == R::Pickup { text(request, Known::Group) } else { None };
        let size = [given, group].into_iter().flatten().map(|text| HEADER.saturating_add(text.len())).sum::<usize>();
        let carried = if request.what == R::Consult { self.carried(slot) } else { 0 };
        let made = optional && size.saturating_add(carried) > usize::from(self.state.data);
        let room = usize::from(self.state.data).saturating_sub(usize::from(self.at(slot).used));
        let within = !optional && needed.is_some() && size > room && !matches!(request.what, R::Attach | R::Detach);
        if made || within { Err(Cause::NO_ROOM) } else { Ok(()) }
    }

}

impl Turn<'_> {
    /// Carries a request out that was decided on.
    pub fn grant(&mut self, request: &Request<'_>, plan: Plan) -> Result<Granted, Cause> {
        let Plan { slot, other, way, nothing } = plan;
        if nothing {
            return Ok(Granted { slot, ..NOTHING });
        }
        match request.what {
            R::Attach | R::Detach => return self.change_data(slot, request),
            R::Clear => return Ok(self.clear(slot)),
            R::MakeCall | R::Pickup | R::Consult => return Ok(self.place(request, plan)),
            _ => {}
        }
        let number = self.number();
        if let Some(key) = text_of(request.what) {
            let value = text(request, key).unwrap_or_default();
            self.data_mut(slot).add(Key::Known(key), value, number)?;
        }
        match request.what {
            R::Dtmf => {
                let due = self.deadline(self.state.config.request_timeout());
                let call = self.at_mut(slot);
                call.digits_due = due;
                call.set(flag::DIGITS_TIMER, true);
                self.command(What::CmdDtmf, slot, number);
            }
            R::Alternate => self.alternate(slot, other, number),
            R::Reconnect => self.reconnect(slot, other, number),
            R::Transfer | R::Conference => {
                self.begin(slot, request.what, request.what, number, flag::LEAD);
                self.begin(other, request.what, request.what, number, 0);
                let (primary, consult) = self.view().roles(slot, other);
                self.send(request.what, primary, consult, number);
            }
            R::DropParty => {
                if self.at(slot).pending != 0 {
                    self.fail(slot, Cause::OVERRIDE);
                }
                self.begin(slot, R::DropParty, R::DropParty, number, flag::LEAD);
                self.send(R::DropParty, slot, NO_SLOT, number);
            }
            what if way != NO_SLOT => self.make_way(way, slot, what, number),
            what => {
                self.begin(slot, what, what, number, flag::LEAD);
                let command = self.send(what, slot, NO_SLOT, number);
                if what == R::Reject {
                    command.cause = request.cause;
                    if request.cause != Cause::NONE {
                        self.at_mut(slot).cause = request.cause;
                    }
                }
            }
        }
        Ok(Granted { slot, number })
    }

    /// Holds the call that takes the line; the request itself is sent when it is held.
    fn make_way(&mut self, way: Slot, slot: Slot, what: R, number: u16) {
        self.state.pair = [way, slot];
        self.begin(way, what, R::Hold, number, 0);
        self.begin(slot, what, what, number, flag::LEAD | flag::STAGED);
        self.send(R::Hold, way, NO_SLOT, number);
    }

    fn alternate(&mut self, slot: Slot, other: Slot, number: u16) {
        if self.bound(slot) != other {
            self.state.pair = [slot, other];
        }
        for call in [slot, other] {
            let part = if self.at(call).local() == S::Connected { R::Hold } else { R::Retrieve };
            let lead = if call == slot { flag::LEAD } else { 0 };
            self.begin(call, R::Alternate, part, number, lead);
        }
        let (active, waiting) = if self.at(slot).local() == S::Connected { (slot, other) } else { (other, slot) };
        self.send(R::Alternate, active, waiting, number);
    }

    fn reconnect(&mut self, slot: Slot, other: Slot, number: u16) {
        let (primary, consult) = self.view().roles(slot, other);
        for (call, part) in [(primary, R::Retrieve), (consult, R::Clear)] {
            let lead = if call == slot { flag::LEAD } else { 0 };
            let back = if call == primary && self.at(primary).local() == S::Connected { flag::PART_DONE } else { 0 };
            self.begin(call, R::Reconnect, part, number, lead | back);
        }
        if self.state.config.has(Quirk::AutoRetrieveBySwitch) {
            self.send(R::Clear, consult, NO_SLOT, number);
        } else {
            self.send(R::Reconnect, consult, primary, number);
        }
    }

    /// Hangs up. Whatever else is pending comes to nothing.
    fn clear(&mut self, slot: Slot) -> Granted {
        let call = self.at(slot);
        if call.pending() == Some(R::Clear) {
            return Granted { slot, ..NOTHING };
        }
        let unsent = call.has(flag::STAGED) && call.has(flag::MAKING);
        let number = self.number();
        if self.at(slot).pending != 0 {
            // The call outlives the request that made it, until the network says so.
            self.at_mut(slot).set(flag::MAKING, unsent);
            self.fail(slot, Cause::CALL_GONE);
        }
        if unsent {
            // The network never heard of it.
            return Granted { slot, number };
        }
        self.begin(slot, R::Clear, R::Clear, number, flag::LEAD);
        self.send(R::Clear, slot, NO_SLOT, number);
        Granted { slot, number }
    }

    /// Makes a call: by itself, on behalf of another one, or to fetch one.
    fn place(&mut self, request: &Request<'_>, plan: Plan) -> Granted {
        let Plan { slot: primary, way, .. } = plan;
        let what = request.what;
        let number = self.number();
        // Decided on with a free slot at hand.
        let Some(slot) = self.make(0) else { return NOTHING };
        let kind = match what {
            R::Consult => CallKind::Consult,
            R::Pickup => CallKind::Inbound,
            _ => CallKind::Outbound,
        };
        let call = self.at_mut(slot);
        call.set_kind(kind);
        call.set_purpose(request.purpose);
        call.set(flag::MAKING, true);
        call.set(flag::OUTGOING, what != R::Pickup);
        for (given, key) in [(Known::To, Known::Dnis), (Known::Of, Known::Of), (Known::Group, Known::Group)] {
            if let Some(value) = text(request, given) {
                // Decided on with room at hand.
                let _ = self.data_mut(slot).add(Key::Known(key), value, number);
            }
        }
        self.connect(slot, Change::certain(S::Initiated, S::Null, Cause::NONE));
        if what == R::Consult {
            self.bind(primary, slot);
            self.carry(primary, slot);
        }
        if way != NO_SLOT {
            self.make_way(way, slot, what, number);
        } else if what == R::Consult {
            let held = if self.at(primary).local() == S::Held { flag::PART_DONE } else { 0 };
            self.begin(primary, what, R::Hold, number, flag::LEAD | held);
            self.begin(slot, what, what, number, 0);
            self.send(what, primary, slot, number);
        } else {
            self.begin(slot, what, what, number, flag::LEAD);
            self.send(what, slot, NO_SLOT, number);
        }
        Granted { slot, number }
    }

    /// Attached data is changed here at once, and the network is told.
    fn change_data(&mut self, slot: Slot, request: &Request<'_>) -> Result<Granted, Cause> {
        let entries = request.entries;
        if entries.is_empty() || entries.iter().any(|entry| self.kept(slot, entry)) {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let number = self.next_number();
        let mut data = self.data_mut(slot);
        let changed = if request.what == R::Attach {
            data.set_all(entries, number)?
        } else {
            let mut there = false;
            for entry in entries {
                there |= data.detach(entry.key, number);
            }
            there
        };
        if !changed {
            self.data_mut(slot).end(number);
            return Ok(Granted { slot, ..NOTHING });
        }
        self.number();
        self.command(What::CmdData, slot, number).of = request.what.code();
        self.event(What::Data, slot);
        let done = self.event(What::RequestDone, slot);
        done.of = request.what.code();
        done.request = number;
        Ok(Granted { slot, number })
    }

    /// Entries that only the network's signals write: who is in a conference, and the first leg's id.
    fn kept(&self, slot: Slot, entry: &Entry<'_>) -> bool {
        match entry.key {
            Key::Known(Known::ExternalOriginalReferenceId) => self.data(slot).get(entry.key).is_some_and(|set| set != entry.value),
            Key::Known(Known::Party) => true,
            Key::Known(known) => !known.is_data(),
            Key::Own { app, name } => name.is_empty() || app == crate::data::RESERVED_APPLICATION,
        }
    }
}

/// The text that a request carries to the network.
pub(crate) fn text_of(what: R) -> Option<Known> {
    match what {
        R::MakeCall | R::Consult | R::Deflect | R::BlindTransfer | R::AddParty | R::Park => Some(Known::To),
        R::Dial | R::Dtmf => Some(Known::Digits),
        R::DropParty => Some(Known::Dropped),
        R::Pickup => Some(Known::Of),
        _ => None,
    }
}

/// The first text of a request under this key.
pub(crate) fn text<'a>(request: &Request<'a>, key: Known) -> Option<&'a str> {
    request.entries.iter().find(|entry| entry.key == Key::Known(key)).map(|entry| entry.value)
}
