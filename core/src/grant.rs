//! What a granted request sets going: the parts it has in calls, the command, the call it makes.

use crate::call::record::{Call, flag};
use crate::call::row;
use crate::cause::Cause;
use crate::config::Quirk;
use crate::data::{Entry, Key, Known};
use crate::decide::{Plan, goes_off_hook, roles, text};
use crate::output::OutputKind;
use crate::request::{Request, RequestKind as R};
use crate::state::{CallKind, State as S};
use crate::turn::{Change, Turn};

impl<'t> Turn<'t> {
    /// Carries a request out that was decided on. Gives its number, 0 when there was nothing to do. What is more than one call and one
    /// command is the end of this function.
    pub fn grant(&mut self, request: &Request<'_>, plan: &Plan<'t>) -> Result<u16, Cause> {
        let call = match plan.call {
            Some(call) if request.what != R::Consult => call,
            _ => return self.make_call(request, plan),
        };
        self.call = Some(call);
        match request.what {
            R::Clear => self.clear(call, request.cause),
            _ => self.carry_out(call, request, plan),
        }
    }

    /// Carries a request about one call, or a pair, out.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn carry_out(&mut self, call: &'t Call, request: &Request<'_>, plan: &Plan<'t>) -> Result<u16, Cause> {
        let number = self.number();
        if plan.nothing {
            // It ends as every granted request does; the network is not asked.
            self.request_event(Some(call), request.what.code(), number, None);
            return Ok(number);
        }
        if goes_off_hook(call, request.what) {
            self.done(call);
        }
        if let Some(key) = row::text_of(request.what) {
            let value = text(request.entries, key).unwrap_or_default();
            self.data_mut(call).add(Key::Known(key), value, number)?;
        }
        match (request.what, plan.other, plan.way) {
            (R::Dtmf, ..) => {
                call.digits_due.set(self.deadline(self.state.config.request_timeout()));
                call.raise(flag::DIGITS_TIMER);
                self.send(R::Dtmf, call, number);
            }
            (R::Alternate, Some(other), _) => self.alternate(call, other, number),
            (R::Reconnect, Some(other), _) => self.reconnect(call, other, number),
            (what @ (R::Transfer | R::Conference), Some(other), _) => {
                self.begin(call, what, what, number, flag::LEAD);
                self.begin(other, what, what, number, 0);
                let (primary, consult) = roles(call, other);
                self.send_pair(what, primary, consult, number);
            }
            (what, _, Some(way)) => self.make_way(way, call, what, number),
            (what, ..) => {
                if what == R::DropParty && call.pending.get() != 0 {
                    self.fail(call, Cause::OVERRIDE);
                }
                self.begin(call, what, what, number, flag::LEAD);
                let command = self.send(what, call, number);
                if what == R::Reject && request.cause != Cause::NONE {
                    command.cause = request.cause;
                    call.cause.set(request.cause);
                }
            }
        }
        Ok(number)
    }

    /// Holds the call that takes the line; the request itself is sent when it is held.
    #[inline(never)]
    fn make_way(&mut self, way: &Call, call: &Call, what: R, number: u16) {
        self.state.pair = [way.slot(), call.slot()];
        self.begin(way, what, R::Hold, number, 0);
        self.begin(call, what, what, number, flag::LEAD | flag::STAGED);
        self.send(R::Hold, way, number);
    }

    #[inline(never)]
    fn alternate(&mut self, call: &Call, other: &Call, number: u16) {
        if call.link.get() != other.slot() {
            self.state.pair = [call.slot(), other.slot()];
        }
        let is_active = call.local() == S::Connected;
        let (active, waiting) = if is_active { (call, other) } else { (other, call) };
        self.begin(active, R::Alternate, R::Hold, number, if is_active { flag::LEAD } else { 0 });
        self.begin(waiting, R::Alternate, R::Retrieve, number, if is_active { 0 } else { flag::LEAD });
        self.send_pair(R::Alternate, active, waiting, number);
    }

    #[inline(never)]
    fn reconnect(&mut self, call: &Call, other: &Call, number: u16) {
        let (primary, consult) = roles(call, other);
        for (each, part) in [(primary, R::Retrieve), (consult, R::Clear)] {
            let lead = if each.slot() == call.slot() { flag::LEAD } else { 0 };
            let back = if part == R::Retrieve && each.local() == S::Connected { flag::PART_DONE } else { 0 };
            self.begin(each, R::Reconnect, part, number, lead | back);
        }
        if self.state.config.has(Quirk::AutoRetrieveBySwitch) {
            self.send(R::Clear, consult, number);
        } else {
            self.send_pair(R::Reconnect, consult, primary, number);
        }
    }

    /// Hangs up. Whatever else is pending comes to nothing.
    #[inline(never)]
    fn clear(&mut self, call: &'t Call, cause: Cause) -> Result<u16, Cause> {
        if call.awaits(R::Clear) {
            return Ok(0);
        }
        let unsent = call.has(flag::STAGED) && call.has(flag::MAKING);
        let number = self.number();
        if self.consults_on(call) {
            // The network was asked for the second call, which lives on by itself.
            self.goes_on_without(call);
        } else if call.pending.get() != 0 {
            // The call outlives the request that made it, until the network says so.
            call.lower(flag::MAKING);
            self.fail(call, Cause::CALL_GONE);
        }
        if unsent {
            // The network never heard of it.
            self.request_event(Some(call), R::Clear.code(), number, None);
            self.end(call, Cause::CALL_GONE);
        } else {
            self.begin(call, R::Clear, R::Clear, number, flag::LEAD);
            self.send(R::Clear, call, number).cause = cause;
        }
        Ok(number)
    }

    /// Makes a call: by itself, on behalf of another one, or to fetch one.
    #[inline(never)]
    fn make_call(&mut self, request: &Request<'_>, plan: &Plan<'t>) -> Result<u16, Cause> {
        let what = request.what;
        let call = self.make(0).ok_or(Cause::NO_SLOT)?;
        let number = self.number();
        self.call = Some(call);
        call.set_kind(match what {
            R::Consult => CallKind::Consult,
            R::Pickup => CallKind::Inbound,
            _ => CallKind::Outbound,
        });
        call.set_purpose(request.purpose);
        call.raise(if what == R::Pickup { flag::MAKING } else { flag::MAKING | flag::OUTGOING });
        self.name_goal(call, request, number);
        if let Some(primary) = plan.call {
            if primary.is_consult() {
                // Who consults is no consultation himself.
                primary.set_kind(CallKind::Outbound);
            }
            self.bind(primary, call);
            self.carry(primary, call);
        }
        self.send_made(call, what, plan, number);
        // The command is told first, so that nothing has to make room for it.
        self.connect(call, Change::to(S::Initiated, S::Null, Cause::NONE));
        Ok(number)
    }

    /// Whom a call that is made is for.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn name_goal(&mut self, call: &Call, request: &Request<'_>, number: u16) {
        for (given, key) in [(Known::To, Known::Dnis), (Known::Of, Known::Of), (Known::Group, Known::Group)] {
            if let Some(value) = text(request.entries, given) {
                // Decided on with room at hand.
                let _ = self.data_mut(call).add(Key::Known(key), value, number);
            }
        }
    }

    /// Asks for a call that is made, at once or when there is way for it.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn send_made(&mut self, call: &Call, what: R, plan: &Plan<'t>, number: u16) {
        match (plan.way, plan.call) {
            (Some(way), _) => self.make_way(way, call, what, number),
            (None, Some(primary)) => {
                let held = if primary.local() == S::Held { flag::PART_DONE } else { 0 };
                self.begin(primary, what, R::Hold, number, flag::LEAD | held);
                self.begin(call, what, what, number, 0);
                self.send_pair(what, primary, call, number);
            }
            (None, None) => {
                self.begin(call, what, what, number, flag::LEAD);
                self.send(what, call, number);
            }
        }
    }

    /// Attached data is changed here at once, and the network is told: `attach` and `detach`. Gives the request's number,
    /// 0 when nothing changed.
    #[inline(never)]
    pub fn change_data(&mut self, request: &Request<'_>, plan: &Plan<'t>) -> Result<u16, Cause> {
        let call = plan.call.ok_or(Cause::INVALID_CONNECTION_ID)?;
        if !self.may_change(call, request) {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        self.call = Some(call);
        let number = self.next_number();
        let changed = match request.what {
            R::Attach => self.data_mut(call).set_all(request.entries, number)?,
            _ => self.detach(call, request, number),
        };
        if !changed {
            self.data_mut(call).end(number);
            return Ok(0);
        }
        self.number();
        self.command(OutputKind::CmdData, call, number).of = request.what.code();
        self.event(OutputKind::Data, call);
        self.request_event(Some(call), request.what.code(), number, None);
        Ok(number)
    }

    /// Removes entries, and leaves their traces for the command. Whether any was there.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn detach(&mut self, call: &Call, request: &Request<'_>, number: u16) -> bool {
        let mut data = self.data_mut(call);
        let mut there = false;
        for entry in request.entries {
            there |= data.detach(entry.key, number);
        }
        there
    }

    /// Whether an application may change all that this names.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn may_change(&self, call: &Call, request: &Request<'_>) -> bool {
        let entries = request.entries;
        !entries.is_empty() && !entries.iter().any(|entry| self.kept(call, entry))
    }

    /// Entries that only the network's signals write: who is in a conference, and the first leg's id.
    fn kept(&self, call: &Call, entry: &Entry<'_>) -> bool {
        match entry.key {
            Key::Known(Known::ExternalOriginalReferenceId) => {
                self.data(call).known(Known::ExternalOriginalReferenceId).is_some_and(|set| set != entry.value)
            }
            Key::Known(Known::Party) => true,
            Key::Known(known) => !known.is_data(),
            Key::Own { app, name } => name.is_empty() || app == crate::data::RESERVED_APPLICATION,
        }
    }
}
