//! What a granted request sets going: the parts it has in calls, the command, the call it makes.

use crate::call::record::{NO_SLOT, Slot, flag};
use crate::cause::Cause;
use crate::config::Quirk;
use crate::data::{Entry, Key, Known};
use crate::decide::{Plan, text, text_of};
use crate::output::What;
use crate::request::{Request, RequestKind as R};
use crate::state::{CallKind, State as S};
use crate::turn::{Change, Turn};

/// What a granted request led to.
pub(crate) struct Granted {
    /// The call it made, or named.
    pub slot: Slot,
    /// Its number; 0 when there was nothing to do.
    pub number: u16,
}

const NOTHING: Granted = Granted { slot: NO_SLOT, number: 0 };

impl Turn<'_> {
    /// Carries a request out that was decided on.
    pub fn grant(&mut self, request: &Request<'_>, plan: Plan) -> Result<Granted, Cause> {
        let Plan { slot, other, way, nothing } = plan;
        if nothing {
            // It ends as every granted request does; the network is not asked.
            let number = self.number();
            let done = self.event(What::RequestDone, slot);
            done.of = request.what.code();
            done.request = number;
            return Ok(Granted { slot, number });
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
        if self.consults_on(slot) {
            // The network was asked for the second call, which lives on by itself.
            self.goes_on_without(slot);
        } else if self.at(slot).pending != 0 {
            // The call outlives the request that made it, until the network says so.
            self.at_mut(slot).set(flag::MAKING, false);
            self.fail(slot, Cause::CALL_GONE);
        }
        if unsent {
            // The network never heard of it.
            let done = self.event(What::RequestDone, slot);
            done.of = R::Clear.code();
            done.request = number;
            self.end(slot, Cause::CALL_GONE);
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
            if self.at(primary).kind() == CallKind::Consult {
                // Who consults is no consultation himself.
                self.at_mut(primary).set_kind(CallKind::Outbound);
            }
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
            Key::Known(Known::ExternalOriginalReferenceId) => {
                self.data(slot).get(entry.key).is_some_and(|set| set != entry.value)
            }
            Key::Known(Known::Party) => true,
            Key::Known(known) => !known.is_data(),
            Key::Own { app, name } => name.is_empty() || app == crate::data::RESERVED_APPLICATION,
        }
    }
}
