//! The link to the network: what is stale when it was lost, and the resync that makes it true again.

use crate::call::record::{Call, flag as call_flag};
use crate::call::sides::Sides;
use crate::call::table;
use crate::cause::Cause;
use crate::output::{Link, OutputKind};
use crate::request::RequestKind;
use crate::signal::{Signal, SignalKind as K};
use crate::state::{CallKind, State as S};
use crate::storage::flag;
use crate::turn::{Change, Turn};

/// What a gap in the numbering is told by: the command `resync`, the event `link`, and `actions`.
const GAP_OUTPUTS: usize = 3;

impl<'t> Turn<'t> {
    /// Follows the link's numbering, by a signal that has a number. False for one that was heard before.
    #[inline(never)]
    pub fn heard(&mut self, signal: &Signal<'_>) -> bool {
        let (last, sequence) = (self.state.heard, signal.sequence);
        if last != 0 && sequence <= last {
            self.ignore();
            return false;
        }
        self.state.heard = sequence;
        if last != 0 && sequence != last.wrapping_add(1) {
            self.stale();
            // What a list with a hole leaves out may be there: it ends no call, and another one is asked for.
            if self.state.has(flag::RESYNC) || matches!(signal.what, K::ResyncCall | K::ResyncEnd) {
                self.state.set(flag::RESYNC | flag::ASKED, false);
            }
            self.state.set(flag::SWEEP, false);
            self.state.set(flag::GAP, true);
        }
        true
    }

    /// Signals are missing. That was noticed before this step's signal was taken, so it is told first: in this step, or in
    /// the next one where there is no room.
    #[inline(never)]
    pub fn tell_gap(&mut self) {
        if !self.hand.room_for(GAP_OUTPUTS) {
            self.more();
            return;
        }
        self.state.set(flag::GAP, false);
        let told = self.hand.len();
        self.link_event(Link::Stale);
        // A telephony mode may leave it out.
        if self.hand.len() > told {
            self.hand.last_event_first();
        }
        let others = core::mem::take(&mut self.hand.commands);
        self.ask_resync();
        self.hand.commands = self.hand.commands.wrapping_add(others);
    }

    #[inline(never)]
    pub fn link_down(&mut self) {
        if self.state.has(flag::DOWN) {
            self.ignore();
            return;
        }
        self.stale();
        self.state.set(flag::DOWN, true);
        self.state.set(flag::ASKED | flag::RESYNC | flag::SWEEP, false);
        self.link_event(Link::Down);
    }

    #[inline(never)]
    pub fn link_up(&mut self) {
        // Heard once more, unless numbers came in between: those were of the link before.
        if self.state.has(flag::ASKED) && !self.state.has(flag::DOWN) && self.state.heard == 0 {
            self.ignore();
            return;
        }
        self.state.set(flag::DOWN | flag::ASKED | flag::RESYNC | flag::SWEEP, false);
        // The numbering begins anew with the link.
        self.state.heard = 0;
        self.link_event(Link::Up);
        self.ask_resync();
    }

    fn ask_resync(&mut self) {
        if !self.state.has(flag::ASKED) {
            self.state.set(flag::ASKED, true);
            self.state.query_due = self.deadline(self.state.config.request_timeout());
            self.station_command(OutputKind::CmdResync, 0);
        }
    }

    pub fn resync_begin(&mut self) {
        self.stale();
        self.state.set(flag::RESYNC, true);
        self.state.set(flag::SWEEP, false);
    }

    /// One call as the network knows it: an item of a resync, or the answer to a query.
    #[inline]
    pub fn resync_call(&mut self, signal: &Signal<'_>) {
        self.state.set(flag::QUERY, false);
        let Some(call) = self.listed(signal) else { return };
        self.facts(call, signal.entries);
        if signal.local == S::Null {
            return self.lose(call, signal.cause);
        }
        self.parties_are(call, signal);
        self.stands(call, signal);
    }

    /// The call stands as an item says.
    #[inline(never)]
    fn stands(&mut self, call: &'t Call, signal: &Signal<'_>) {
        let was = call.local();
        self.connect(call, Change::to(signal.local, signal.far, signal.cause));
        let said = match (was, signal.local) {
            (_, S::Held) => K::Held,
            (S::Held, S::Connected) => K::Retrieved,
            (S::Initiated, S::Connected) => K::Originated,
            (_, S::Connected) => K::Established,
            _ => return,
        };
        self.settle(call, said);
    }

    /// The call that an item is about and says something of; it may be made by it.
    #[inline(never)]
    fn listed(&mut self, signal: &Signal<'_>) -> Option<&'t Call> {
        let call = self.listed_one(signal)?;
        self.call = Some(call);
        call.epoch.set(self.state.epoch);
        if signal.local == S::Unknown {
            // The network lists the call; how it stands here is as before.
            self.discrepancy(Some(call), call.sides(), Sides::new(signal.local, signal.far));
            return None;
        }
        Some(call)
    }

    fn listed_one(&mut self, signal: &Signal<'_>) -> Option<&'t Call> {
        let reference = signal.call.reference;
        let known = self.live(signal.call.id).or_else(|| {
            let named = if reference == 0 { None } else { table::find(self.calls, reference) };
            named.filter(|call| call.live())
        });
        if known.is_some() || signal.local == S::Null {
            return known;
        }
        if signal.local == S::Unknown || self.state.free.none() {
            // A call that waits for an answer is turned away as an offered one; no other is touched.
            if signal.local == S::Alerting {
                self.turn_away(reference);
            } else {
                self.discrepancy(None, Sides::NONE, Sides::new(signal.local, signal.far));
            }
            return None;
        }
        let call = self.make(reference)?;
        call.set_kind(signal.kind.unwrap_or(CallKind::Inbound));
        call.raise(if signal.acd { call_flag::ACD } else { 0 });
        Some(call)
    }

    #[inline(never)]
    pub fn resync_end(&mut self) {
        if !self.state.has(flag::RESYNC) {
            self.ignore();
            return;
        }
        self.state.set(flag::RESYNC | flag::ASKED, false);
        self.state.set(flag::SWEEP, true);
        self.sweep();
    }

    /// Ends one call that the resync did not list; when there is none, all is fresh.
    pub fn sweep(&mut self) {
        let epoch = self.state.epoch;
        match self.calls.iter().find(|call| call.live() && call.epoch.get() != epoch) {
            Some(call) => {
                self.lose(call, Cause::LOST);
                self.more();
            }
            None => {
                self.state.set(flag::SWEEP, false);
                self.link_event(Link::Fresh);
            }
        }
    }

    /// The network does not know the call any more.
    fn lose(&mut self, call: &'t Call, cause: Cause) {
        let cause = if cause == Cause::NONE { Cause::LOST } else { cause };
        // A request to hang up or to reject is done by this; any other fails.
        let wanted = call.awaits(RequestKind::Clear) || call.awaits(RequestKind::Reject);
        self.over_here(call, if wanted { K::Cleared } else { K::LinkDown }, cause);
    }

    /// What is known may be out of date from here on.
    #[inline(never)]
    fn stale(&mut self) {
        let epoch = self.state.epoch.wrapping_add(1);
        if epoch == 0 {
            // Epochs come round: a call that was stale all the time stays so.
            self.calls.iter().for_each(|call| call.epoch.set(0));
        }
        self.state.epoch = epoch.max(1);
    }

    fn link_event(&mut self, said: Link) {
        self.station_event(OutputKind::Link).state = said.code();
        self.changed = true;
    }

    /// A signal named a call that nobody knows: the network is asked, one question at a time.
    pub fn query_unknown(&mut self, reference: u64) {
        if self.state.has(flag::QUERY) || reference == 0 {
            return self.ignore();
        }
        self.state.set(flag::QUERY, true);
        self.state.query_due = self.deadline(self.state.config.request_timeout());
        self.station_command(OutputKind::CmdQuery, 0).reference = reference;
    }

    /// Nobody answered the question.
    pub fn query_limit(&mut self) {
        self.state.set(flag::QUERY | flag::ASKED, false);
    }
}
