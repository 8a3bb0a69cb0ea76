//! A command on its way through the exchange: what it names, who carries it out, and the answer to its request.

use super::Exchange;
use super::links::NONE;
use super::records::{bit, leg};
use crate::cause::Cause;
use crate::data::{Entry, Key, Known};
use crate::id::Which;
use crate::output::{Output, OutputKind};
use crate::signal::SignalKind as K;
use crate::state::State as S;

/// A command on its way through the exchange.
pub(super) struct Order<'o> {
    pub station: u32,
    pub command: &'o Output,
    pub other: u64,
    pub texts: &'o [Entry<'o>],
}

impl<'o> Order<'o> {
    /// How it names its call.
    pub const fn which(&self) -> Which {
        Which { id: self.command.call, reference: self.command.reference }
    }

    /// How it names the other one.
    pub const fn other(&self) -> Which {
        Which { id: self.command.other, reference: self.other }
    }

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

/// A service is done, or refused with nothing changed.
pub(super) type Served = Result<(), Cause>;

/// The local states of a connection that a command is for; 0 where the command sees to that itself, or names none.
const fn states(what: OutputKind) -> u8 {
    const TALKING: u8 = bit(S::Connected) | bit(S::Held);
    match what {
        OutputKind::CmdDial => bit(S::Initiated),
        OutputKind::CmdAnswer | OutputKind::CmdDeflect => bit(S::Alerting),
        OutputKind::CmdAddParty => bit(S::Connected),
        OutputKind::CmdHold
        | OutputKind::CmdRetrieve
        | OutputKind::CmdConsult
        | OutputKind::CmdDtmf
        | OutputKind::CmdPark => TALKING,
        OutputKind::CmdAlternate => TALKING | bit(S::Alerting),
        OutputKind::CmdBlindTransfer => !bit(S::Initiated),
        OutputKind::CmdReconnect
        | OutputKind::CmdTransfer
        | OutputKind::CmdConference
        | OutputKind::CmdDropParty
        | OutputKind::CmdData => !0,
        _ => 0,
    }
}

// Each service has a frame of its own: the stack holds one of them.

impl Exchange<'_> {
    pub(super) fn carry_out(&mut self, order: &Order<'_>) {
        if let Err(cause) = self.serve(order) {
            self.reply(order, K::Refused, cause);
        }
    }

    fn serve(&mut self, order: &Order<'_>) -> Served {
        use OutputKind::*;
        let what = order.command.what;
        let at = self.named(order.station, order.which());
        let states = states(what);
        if states != 0 && at == NONE {
            return Err(Cause::INVALID_CONNECTION_ID);
        }
        if states != 0 && !self.leg(at).is(states) {
            return Err(Cause::INVALID_CONNECTION_STATE);
        }
        match what {
            CmdMakeCall => self.make_call(order),
            CmdDial => self.dial(order, at),
            CmdAnswer => self.take_part(at),
            CmdReject => self.reject(order, at),
            CmdDeflect => self.send_on(order, at, K::Diverted),
            CmdHold => self.set_held(at),
            CmdRetrieve => self.set_retrieved(at),
            CmdAlternate => self.alternate(order, at),
            CmdConsult => self.consult(order, at),
            CmdReconnect | CmdTransfer | CmdConference => self.with_pair(order, at),
            CmdBlindTransfer => self.send_on(order, at, K::Transferred),
            CmdAddParty => self.add_party(order, at),
            CmdDropParty => self.drop_party(order, at),
            CmdDtmf => self.accept(order),
            CmdPark => self.park(order, at),
            CmdPickup => self.pickup(order),
            CmdClear => self.clear(order, at),
            CmdData => self.data_changed(order, at),
            CmdLogIn => self.log_in(order),
            CmdLogOut => self.log_out(order),
            CmdReady | CmdNotReady | CmdWrapUp => self.agent_wish(order),
            CmdAgent => self.agent_said(order),
            CmdForward | CmdDoNotDisturb | CmdMessageWaiting | CmdMute => self.feature(order),
            CmdQuery => self.query(order, at),
            CmdResync => self.resync(order.station),
            _ => Ok(()),
        }
    }

    /// The connection of a station's: by the reference, or by the station's id where it knows none.
    pub(super) fn named(&self, station: u32, which: Which) -> u32 {
        let mut at = which.reference as u32;
        if which.reference != 0 {
            return if self.leg(at).station == station && which.reference == self.reference(at) { at } else { NONE };
        }
        at = if which.id.is_none() { NONE } else { self.extension(station).connections.first };
        while at != NONE && self.leg(at).id != which.id {
            at = self.next_at_station(at);
        }
        at
    }

    /// What is asked of a consultation, with its pair: the primary and the second connection.
    #[inline(never)]
    fn with_pair(&mut self, order: &Order<'_>, at: u32) -> Served {
        let leg = self.leg(at);
        let (primary, consult) = if leg.flags.has(leg::CONSULT) { (leg.bound, at) } else { (at, leg.bound) };
        if leg.bound == NONE {
            return Err(Cause::NO_HELD_CALL);
        }
        match order.command.what {
            OutputKind::CmdReconnect => self.reconnect(primary, consult),
            OutputKind::CmdTransfer => self.transfer(at, primary, consult),
            _ => self.conference(at, primary, consult),
        }
    }

    /// The command's request is taken.
    pub(super) fn accept(&mut self, order: &Order<'_>) -> Served {
        self.reply(order, K::Accepted, Cause::NONE);
        Ok(())
    }

    fn reply(&mut self, order: &Order<'_>, what: K, cause: Cause) {
        // A consultation's own call is there as long as its request is; its primary may be gone by now.
        let which = if order.command.what == OutputKind::CmdConsult { order.other() } else { order.which() };
        let request = order.command.request;
        if request != 0 {
            let post = self.enqueue(order.station, what);
            (post.which, post.request, post.cause) = (which, request, cause);
        }
    }
}
