//! The link: what is stale, and the resync that makes it true again.

use offhook::{CallKind, Cause, Link, OutputKind, RequestKind as R, Signal, SignalKind as K, State as S};

use super::Model;

impl Model {
    /// Follows the link's numbering; false for a signal heard before.
    pub(super) fn in_order(&mut self, signal: &Signal<'_>) -> bool {
        let (last, sequence) = (self.heard, signal.sequence);
        if sequence == 0 {
            return true;
        }
        if last != 0 && sequence <= last {
            self.ignore();
            return false;
        }
        self.heard = sequence;
        if last != 0 && sequence != last + 1 {
            self.all_stale();
            self.gap = true;
            // A list that was being received is not whole, nor one whose beginning was missed.
            if self.resync || matches!(signal.what, K::ResyncCall | K::ResyncEnd) {
                (self.resync, self.asked) = (false, false);
            }
            self.sweep = false;
        }
        true
    }

    /// A gap was noticed before the step's signal was taken: it is told before all else.
    pub(super) fn tell_gap(&mut self) {
        let commands = std::mem::take(&mut self.commands);
        let events = std::mem::take(&mut self.events);
        let first = events.first().map(|said| said.output.sequence);
        self.link_event(Link::Stale);
        self.ask_resync();
        self.commands.extend(commands);
        self.events.extend(events);
        // Events are numbered as they stand.
        if let Some(first) = first {
            for (said, number) in self.events.iter_mut().zip(first..) {
                said.output.sequence = number;
            }
        }
    }

    fn all_stale(&mut self) {
        for call in &mut self.calls {
            call.stale = true;
        }
    }

    fn link_event(&mut self, link: Link) {
        self.event(OutputKind::Link, None, |event| event.state = link.code());
        self.changed = true;
    }

    fn ask_resync(&mut self) {
        if !self.asked {
            self.asked = true;
            self.query_due = self.request_due();
            self.command(OutputKind::CmdResync, None, 0, |_| {});
        }
    }

    pub(super) fn link_down(&mut self) {
        if self.down {
            return self.ignore();
        }
        self.all_stale();
        self.down = true;
        (self.asked, self.resync, self.sweep) = (false, false, false);
        self.link_event(Link::Down);
    }

    pub(super) fn link_up(&mut self) {
        if self.asked && !self.down && self.heard == 0 {
            return self.ignore();
        }
        (self.down, self.asked, self.resync, self.sweep) = (false, false, false, false);
        self.heard = 0;
        self.link_event(Link::Up);
        self.ask_resync();
    }

    pub(super) fn resync_begin(&mut self) {
        self.all_stale();
        self.resync = true;
        self.sweep = false;
    }

    pub(super) fn resync_call(&mut self, signal: &Signal<'_>) -> Option<usize> {
        self.query = false;
        let named = self.named(signal.call.reference).filter(|slot| self.calls[*slot].live());
        let slot = match self.live(signal.call.id).or(named) {
            Some(slot) => slot,
            None if signal.local == S::Null => return None,
            // It waits for an answer that nobody can give: turned away, as an offer is.
            None if signal.local == S::Alerting && self.free.is_empty() => {
                self.turn_away(signal.call.reference);
                return None;
            }
            None => {
                let known = signal.local != S::Unknown;
                let Some(slot) = known.then(|| self.make(signal.call.reference)).flatten() else {
                    self.discrepancy(None, (S::Null, S::Null), (signal.local, signal.far), Cause::NONE);
                    return None;
                };
                self.calls[slot].kind = signal.kind.unwrap_or(CallKind::Inbound);
                self.calls[slot].acd = signal.acd;
                slot
            }
        };
        self.calls[slot].stale = false;
        if signal.local == S::Unknown {
            let was = (self.calls[slot].local, self.calls[slot].far);
            self.discrepancy(Some(slot), was, (signal.local, signal.far), Cause::NONE);
            return Some(slot);
        }
        self.facts(slot, signal.entries);
        let was = self.calls[slot].local;
        if signal.local == S::Null {
            self.lose(slot, signal.cause);
            return Some(slot);
        }
        self.parties_are(slot, signal.far, signal.entries);
        self.connect(slot, signal.local, signal.far, signal.cause, true, None);
        let said = match (was, signal.local) {
            (_, S::Held) => K::Held,
            (S::Held, S::Connected) => K::Retrieved,
            (S::Initiated, S::Connected) => K::Originated,
            (_, S::Connected) => K::Established,
            _ => return Some(slot),
        };
        self.settle(slot, said);
        Some(slot)
    }

    pub(super) fn resync_end(&mut self) {
        if !self.resync {
            return self.ignore();
        }
        (self.resync, self.asked) = (false, false);
        self.sweep = true;
        self.sweep();
    }

    /// Ends one call that was not listed; when there is none, all is fresh.
    pub(super) fn sweep(&mut self) {
        match self.calls.iter().position(|call| call.live() && call.stale) {
            Some(slot) => self.lose(slot, Cause::LOST),
            None => {
                self.sweep = false;
                self.link_event(Link::Fresh);
            }
        }
    }

    fn lose(&mut self, slot: usize, cause: Cause) {
        let wanted = matches!(self.pending(slot), Some(R::Clear | R::Reject));
        let cause = if cause == Cause::NONE { Cause::LOST } else { cause };
        self.over_here(slot, if wanted { K::Cleared } else { K::LinkDown }, cause);
    }

    pub(super) fn query_unknown(&mut self, reference: u64) {
        if self.query || reference == 0 {
            return self.ignore();
        }
        self.query = true;
        self.query_due = self.request_due();
        self.command(OutputKind::CmdQuery, None, 0, |command| command.reference = reference);
    }
}
