//! What each request of a call needs. [`View::decide`] asks the rows and changes nothing; the allowed actions are its
//! answers.

use crate::call::record::{Call, NO_SLOT, Slot, flag};
use crate::call::row::{self, Needs};
use crate::cause::Cause;
use crate::config::{Config, Mode, Quirk};
use crate::data::{HEADER, Key, Known};
use crate::request::{Request, RequestKind as R};
use crate::state::{CallKind, Purpose, State as S};
use crate::view::View;

/// How a request can be carried out.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// The call it names.
    pub slot: Slot,
    /// The other call of the pair.
    pub other: Slot,
    /// The call that is held first to make way.
    pub way: Slot,
    /// It is so already.
    pub nothing: bool,
}

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
            let goes_on = self.withdraws(plan.slot, request) || self.goes_off_hook(plan.slot, what);
            if call.pending != 0 && !beside && !goes_on {
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

    /// Answering the prompt of one's own call carries its `make-call` on.
    pub fn goes_off_hook(&self, slot: Slot, what: R) -> bool {
        let call = self.at(slot);
        what == R::Answer && call.has(flag::PROMPTED) && call.pending() == Some(R::MakeCall)
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
        let fits = |other: Slot| {
            other != slot && if active { waits(self.at(other)) } else { self.at(other).local() == S::Connected }
        };
        let missing = if active { Cause::NO_HELD_CALL } else { Cause::NO_ACTIVE_CALL };
        let other = if !request.with.is_none() {
            self.live(request.with).filter(|other| fits(*other)).ok_or(missing)?
        } else if fits(self.bound(slot)) {
            self.bound(slot)
        } else if !active {
            Some(self.state.line).filter(|line| fits(*line)).ok_or(missing)?
        } else {
            let mut held =
                (0..self.calls.len() as Slot).filter(|other| fits(*other) && self.at(*other).local() == S::Held);
            let mut offered =
                (0..self.calls.len() as Slot).filter(|other| fits(*other) && self.at(*other).local() != S::Held);
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
    pub fn roles(&self, slot: Slot, other: Slot) -> (Slot, Slot) {
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
        let Some(needed) = text_of(request.what) else { return Ok(()) };
        let given = text(request, needed);
        let optional = matches!(request.what, R::MakeCall | R::Consult | R::Pickup);
        if given.is_some_and(str::is_empty) || given.is_none() && !optional {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let group = if request.what == R::Pickup { text(request, Known::Group) } else { None };
        let size = [given, group].into_iter().flatten().map(|text| HEADER.saturating_add(text.len())).sum::<usize>();
        let carried = if request.what == R::Consult { self.carried(slot) } else { 0 };
        let made = optional && size.saturating_add(carried) > usize::from(self.state.data);
        let room = usize::from(self.state.data).saturating_sub(usize::from(self.at(slot).used));
        let within = !optional && size > room;
        if made || within { Err(Cause::NO_ROOM) } else { Ok(()) }
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
