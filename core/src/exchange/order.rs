//! A command on its way through the exchange: what it names, who carries it out, and the answer to its request.

use super::Exchange;
use super::links::NONE;
use super::memory::Post;
use super::records::{Connection, leg};
use crate::cause::Cause;
use crate::data::{Entry, Key, Known};
use crate::id::{CallId, Which};
use crate::output::{Output, What};
use crate::signal::SignalKind;

/// A command on its way through the exchange.
pub(super) struct Order<'o> {
    pub station: u32,
    pub command: &'o Output,
    pub other: u64,
    pub texts: &'o [Entry<'o>],
}

impl<'o> Order<'o> {
    /// The first text under one of these keys.
    pub fn text(&self, keys: &[Known]) -> Option<&'o str> {
        let is = |entry: &&Entry<'o>| matches!(entry.key, Key::Known(known) if keys.contains(&known));
        self.texts.iter().find(is).map(|entry| entry.value)
    }

    /// The destination.
    pub fn to(&self) -> Option<&'o str> {
        self.text(&[Known::To, Known::Dnis])
    }
}

impl Exchange<'_> {
    pub(super) fn carry_out(&mut self, order: &Order<'_>) {
        use What::*;
        match order.command.what {
            CmdMakeCall => self.make_call(order),
            CmdDial => self.dial(order),
            CmdAnswer => self.answer(order),
            CmdReject => self.reject(order),
            CmdDeflect => self.deflect(order),
            CmdHold => self.hold(order),
            CmdRetrieve => self.retrieve(order),
            CmdAlternate => self.alternate(order),
            CmdConsult => self.consult(order),
            CmdReconnect => self.reconnect(order),
            CmdTransfer => self.transfer(order),
            CmdBlindTransfer => self.blind_transfer(order),
            CmdConference => self.conference(order),
            CmdAddParty => self.add_party(order),
            CmdDropParty => self.drop_party(order),
            CmdDtmf => self.digits(order),
            CmdPark => self.park(order),
            CmdPickup => self.pickup(order),
            CmdClear => self.clear(order),
            CmdData => self.data_changed(order),
            CmdLogIn => self.log_in(order),
            CmdLogOut => self.log_out(order),
            CmdReady | CmdNotReady | CmdWrapUp => self.agent_wish(order),
            CmdAgent => self.agent_said(order),
            CmdForward | CmdDoNotDisturb | CmdMessageWaiting | CmdMute => self.feature(order),
            CmdQuery => self.query(order),
            CmdResync => self.resync(order),
            _ => {}
        }
    }

    /// The connection that a command names: by the reference, or by the station's id where it knows none.
    pub(super) fn named(&self, station: u32, id: CallId, reference: u64) -> u32 {
        let at = reference as u32;
        let leg = self.leg(at);
        if reference != 0 {
            return if leg.station == station && reference == self.reference(at) { at } else { NONE };
        }
        let own = self.extension(station).connections.iter(self.memory.connections).find(|at| self.leg(*at).id == id);
        own.filter(|_| !id.is_none()).unwrap_or(NONE)
    }

    /// The connection of a command in one of these states; where there is none, the command is refused.
    pub(super) fn subject(&mut self, order: &Order<'_>, allowed: impl Fn(&Connection) -> bool) -> Option<u32> {
        let at = self.named(order.station, order.command.call, order.command.reference);
        if at == NONE {
            self.refuse(order, Cause::INVALID_CONNECTION_ID);
        } else if !allowed(self.leg(at)) {
            self.refuse(order, Cause::INVALID_CONNECTION_STATE);
        } else {
            return Some(at);
        }
        None
    }

    /// The pair of a consultation: the primary and the second connection.
    pub(super) fn pair(&mut self, order: &Order<'_>) -> Option<(u32, u32)> {
        let at = self.subject(order, |_| true)?;
        let bound = self.leg(at).bound;
        if bound == NONE {
            self.refuse(order, Cause::NO_HELD_CALL);
            return None;
        }
        Some(if self.leg(at).has(leg::CONSULT) { (bound, at) } else { (at, bound) })
    }

    /// The command's request is taken.
    pub(super) fn accept(&mut self, order: &Order<'_>) {
        self.reply(order, SignalKind::Accepted, Cause::NONE);
    }

    /// The command's request is refused.
    pub(super) fn refuse(&mut self, order: &Order<'_>, cause: Cause) {
        self.reply(order, SignalKind::Refused, cause);
    }

    fn reply(&mut self, order: &Order<'_>, what: SignalKind, cause: Cause) {
        let Output { call, reference, other, request, .. } = *order.command;
        // A consultation's own call is there as long as its request is; its primary may be gone by now.
        let which = if order.command.what == What::CmdConsult {
            Which { id: other, reference: order.other }
        } else {
            Which { id: call, reference }
        };
        if request != 0 {
            self.enqueue(Post { which, station: order.station, request, what, cause, ..Post::EMPTY });
        }
    }
}
