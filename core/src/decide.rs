//! What each request of a call needs. [`View::decide`] asks the rows and changes nothing; the allowed actions are its
//! answers.

use crate::call::record::{Call, NO_SLOT, flag};
use crate::call::row::{self, Needs};
use crate::cause::Cause;
use crate::config::{Mode, Policies, Quirk, way};
use crate::data::{Entry, HEADER, Key, Known, Record};
use crate::request::{Request, RequestKind as R};
use crate::state::{Purpose, State as S};
use crate::view::View;

/// How a request can be carried out.
#[derive(Clone, Copy, Default)]
pub(crate) struct Plan<'c> {
    /// The call it names.
    pub call: Option<&'c Call>,
    /// The other call of the pair.
    pub other: Option<&'c Call>,
    /// The call that is held first to make way.
    pub way: Option<&'c Call>,
    /// It is so already.
    pub nothing: bool,
}

/// Whether the telephony mode lets an application ask for this. What a policy of the station asks for is not asked.
pub(crate) fn within_mode(config: &Policies, what: R) -> Result<(), Cause> {
    let row = row::request(what).ok_or(Cause::UNSUPPORTED)?;
    let within = match Mode::from_code(config.mode) {
        Some(Mode::Simple) => row.mode == Mode::Simple,
        Some(Mode::SimpleAgent) => row.mode != Mode::Full,
        _ => true,
    };
    if within { Ok(()) } else { Err(Cause::MODE) }
}

/// Whether the switch can do this.
pub(crate) fn offered(config: &Policies, what: R) -> Result<&'static row::RequestRow, Cause> {
    row::request(what).filter(|_| config.can(what)).ok_or(Cause::UNSUPPORTED)
}

impl<'c> View<'c, '_> {
    /// Whether a request about calls would be granted, and how: into an empty plan. `asked_only`: its texts are not looked at, as the
    /// allowed actions are asked for without them.
    pub fn decide(&self, request: &Request<'_>, asked_only: bool, plan: &mut Plan<'c>) -> Result<(), Cause> {
        let what = request.what;
        let row = offered(&self.state.config, what)?;
        if row.from.0 != 0 {
            let call = self.live(request.call).ok_or(Cause::INVALID_CONNECTION_ID)?;
            plan.call = Some(call);
            let beside = matches!(what, R::Clear | R::Attach | R::Detach | R::Dtmf);
            let goes_on = self.withdraws(call, request) || goes_off_hook(call, what);
            if call.pending.get() != 0 && !beside && !goes_on {
                return Err(Cause::REQUEST_PENDING);
            }
            let local = call.local();
            if !(row.from.has(local) || local == S::Held && self.also_held(what)) {
                return Err(Cause::INVALID_CONNECTION_STATE);
            }
            if what == R::Hold && local == S::Held {
                plan.nothing = true;
                return Ok(());
            }
            if what == R::Answer && local == S::Initiated && !call.has(flag::PROMPTED) {
                return Err(Cause::INVALID_CONNECTION_STATE);
            }
        }
        self.needs(row.needs, request, plan)?;
        if asked_only { Ok(()) } else { self.check_texts(request, plan.call) }
    }

    /// What may be asked of a held call besides: to be held, as it is so already, and digits where the switch takes them.
    fn also_held(&self, what: R) -> bool {
        what == R::Hold || what == R::Dtmf && self.state.config.has(Quirk::DtmfHeld)
    }

    /// `drop-party` withdraws a party that is still being added.
    fn withdraws(&self, call: &Call, request: &Request<'_>) -> bool {
        if request.what != R::DropParty || !call.awaits(R::AddParty) {
            return false;
        }
        let added = |record: &Record<'_>| record.is(Known::To) && record.tag == call.request.get();
        let added = self.data(call).records().find(added).map(|record| record.value);
        text(request.entries, Known::Dropped).is_none_or(|party| added == Some(party.as_bytes()))
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn needs(&self, needs: Needs, request: &Request<'_>, plan: &mut Plan<'c>) -> Result<(), Cause> {
        let call = plan.call;
        match (needs, call) {
            (Needs::Nothing, _) => {}
            (Needs::Line, _) => plan.way = self.way(call)?,
            (Needs::LineAndSlot, _) => {
                self.slot_free()?;
                plan.way = self.way(None)?;
            }
            // The others are of a call that is named.
            (_, None) => return Err(Cause::INVALID_CONNECTION_ID),
            (Needs::Consultation, Some(call)) => {
                if self.bound(call).is_some() {
                    return Err(Cause::INVALID_CONNECTION_STATE);
                }
                self.slot_free()?;
                plan.way = self.way(Some(call))?;
            }
            (Needs::Swap, Some(call)) => plan.other = Some(self.swap_with(call, request)?),
            (Needs::Bound | Needs::Ripe | Needs::RipeAnswered, Some(call)) => {
                let other = self.bound(call).ok_or(Cause::NO_HELD_CALL)?;
                plan.other = Some(other);
                if other.pending.get() != 0 {
                    return Err(Cause::REQUEST_PENDING);
                }
                if needs != Needs::Bound {
                    ripe(call, other, request.what)?;
                }
            }
            (Needs::Party, Some(call)) if self.withdraws(call, request) => {}
            (Needs::Party, Some(call)) => self.party_there(call, request)?,
        }
        Ok(())
    }

    fn slot_free(&self) -> Result<(), Cause> {
        if self.state.free.none() { Err(Cause::NO_SLOT) } else { Ok(()) }
    }

    /// The call that must be held first for another one to take the line.
    fn way(&self, except: Option<&Call>) -> Result<Option<&'c Call>, Cause> {
        let config = &self.state.config;
        let except = except.map_or(NO_SLOT, Call::slot);
        let mut line = self.state.line;
        if line == except && self.state.lines > 1 {
            let other = self.calls.iter().find(|call| call.slot() != except && call.takes_line());
            line = other.map_or(NO_SLOT, Call::slot);
        }
        let Some(way) = self.calls.get(line as usize).filter(|_| line != except) else { return Ok(None) };
        if config.has(Quirk::AutoHoldBySwitch) {
            return Ok(None);
        }
        if config.goes(way::NO_AUTO_HOLD) || !config.can(R::Hold) {
            return Err(Cause::INVALID_ACTIVE_DEVICE_STATE);
        }
        if way.pending.get() != 0 || self.state.pair != [NO_SLOT; 2] {
            return Err(Cause::REQUEST_PENDING);
        }
        Ok(Some(way))
    }

    /// The call to swap with: the one named, the one bound, or the only one there is.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn swap_with(&self, call: &Call, request: &Request<'_>) -> Result<&'c Call, Cause> {
        let active = call.local() == S::Connected;
        let bound = self.bound(call).filter(|other| swaps(call, other));
        let other = if !request.with.is_none() {
            self.live(request.with).filter(|other| swaps(call, other))
        } else if bound.is_some() {
            bound
        } else if active {
            self.only_waiting(call)
        } else {
            self.calls.get(self.state.line as usize).filter(|other| swaps(call, other))
        };
        let other = other.ok_or(if active { Cause::NO_HELD_CALL } else { Cause::NO_ACTIVE_CALL })?;
        if other.pending.get() != 0 || call.link.get() != other.slot() && self.state.pair != [NO_SLOT; 2] {
            return Err(Cause::REQUEST_PENDING);
        }
        Ok(other)
    }

    /// The only call that an active one can be swapped with: a held one comes before those that are offered.
    fn only_waiting(&self, call: &Call) -> Option<&'c Call> {
        let (mut only, mut held, mut more): (Option<&'c Call>, bool, bool) = (None, false, false);
        for other in self.calls.iter().filter(|other| swaps(call, other)) {
            let holds = other.local() == S::Held;
            if only.is_none() || holds && !held {
                (only, held, more) = (Some(other), holds, false);
            } else {
                more |= holds == held;
            }
        }
        only.filter(|_| !more)
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn party_there(&self, call: &Call, request: &Request<'_>) -> Result<(), Cause> {
        let parties = call.parties.get();
        if parties < 3 {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        let Some(party) = text(request.entries, Known::Dropped) else { return Ok(()) };
        let (mut listed, mut there) = (1usize, false);
        for record in self.data(call).records().filter(|record| record.is(Known::Party)) {
            listed = listed.saturating_add(1);
            there |= record.value == party.as_bytes();
        }
        let unnamed = usize::from(parties) > listed;
        if unnamed || there { Ok(()) } else { Err(Cause::INVALID_PARAMETER_VALUE) }
    }

    /// Whether the texts that a request must have are there, and fit.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn check_texts(&self, request: &Request<'_>, call: Option<&Call>) -> Result<(), Cause> {
        let Some(needed) = row::text_of(request.what) else { return Ok(()) };
        let given = text(request.entries, needed);
        let optional = matches!(request.what, R::MakeCall | R::Consult | R::Pickup);
        if given.is_some_and(str::is_empty) || given.is_none() && !optional {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let group = if request.what == R::Pickup { text(request.entries, Known::Group) } else { None };
        let size = |text: Option<&str>| text.map_or(0, |text| HEADER.saturating_add(text.len()));
        let wanted = size(given).saturating_add(size(group));
        // Into a call of its own, or into the one that it names.
        let there = match call {
            Some(call) if request.what == R::Consult => self.carried(call),
            // Traces of what was detached give way.
            Some(call) => usize::from(call.used.get()).saturating_sub(self.data(call).traces()),
            None => 0,
        };
        let fits = wanted.saturating_add(there) <= usize::from(self.state.data);
        if fits { Ok(()) } else { Err(Cause::NO_ROOM) }
    }
}

/// Whether these two can be swapped: one takes part, the other is held or offered.
fn swaps(call: &Call, other: &Call) -> bool {
    let state = other.local();
    let fits = match call.local() {
        S::Connected => matches!(state, S::Held | S::Alerting | S::Queued),
        _ => state == S::Connected,
    };
    fits && other.slot() != call.slot()
}

/// Whether this answers the prompt of the station's own call, and so carries its `make-call` on.
pub(crate) fn goes_off_hook(call: &Call, what: R) -> bool {
    what == R::Answer && call.has(flag::PROMPTED) && call.awaits(R::MakeCall)
}

/// Whether a consultation can be completed.
fn ripe(call: &Call, other: &Call, what: R) -> Result<(), Cause> {
    let (primary, consult) = roles(call, other);
    let far = consult.far() == S::Connected || what == R::Transfer && consult.far() == S::Alerting;
    if primary.local() != S::Held || consult.local() != S::Connected || !far {
        return Err(Cause::INVALID_CONNECTION_STATE);
    }
    let excluded = if what == R::Transfer { Purpose::Conference } else { Purpose::Transfer };
    if consult.purpose() == excluded.code() { Err(Cause::REQUEST_INCOMPATIBLE_WITH_CONNECTION) } else { Ok(()) }
}

/// The primary and the consultation call of a bound pair.
pub(crate) fn roles<'c>(call: &'c Call, other: &'c Call) -> (&'c Call, &'c Call) {
    if call.is_consult() { (other, call) } else { (call, other) }
}

/// The first text under this key of a request or a signal.
pub(crate) fn text<'a>(entries: &[Entry<'a>], key: Known) -> Option<&'a str> {
    entries.iter().find(|entry| is(entry, key)).map(|entry| entry.value)
}

/// Whether an entry stands under this key.
pub(crate) fn is(entry: &Entry<'_>, key: Known) -> bool {
    matches!(entry.key, Key::Known(known) if known == key)
}
