//! What is true, for a station that asks, and for one that cannot be reached any more.

use super::Exchange;
use super::causes::OUT_OF_ORDER;
use super::links::NONE;
use super::memory::Detail;
use super::order::{Order, Served};
use super::records::station;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    /// Says what is true of one connection; one that is not there is null.
    #[inline(never)]
    pub(super) fn query(&mut self, order: &Order<'_>, at: u32) -> Served {
        if at == NONE {
            self.enqueue(order.station, K::ResyncCall).which = order.which();
        } else {
            self.post(at, K::ResyncCall).detail = Detail::Offer;
        }
        Ok(())
    }

    /// Lists every connection of a station.
    #[inline(never)]
    pub(super) fn resync(&mut self, station: u32) -> Served {
        let first = self.extension(station).connections.first;
        self.enqueue(station, K::ResyncBegin);
        if first != NONE {
            let post = self.enqueue(station, K::ResyncCall);
            (post.connection, post.detail) = (first, Detail::List);
        }
        self.enqueue(station, K::ResyncEnd);
        Ok(())
    }

    /// Ends one call of a station that was unplugged; the next one in the next turn.
    pub(super) fn unplug_one(&mut self, station: u32) {
        let extension = self.extension_mut(station);
        extension.flags.set(station::LEAVING, false);
        let at = extension.connections.first;
        if at == NONE || !extension.flags.has(station::UNPLUGGED) {
            return;
        }
        if self.leg(at).local == S::Alerting {
            self.turned_away(at, OUT_OF_ORDER);
        } else {
            self.hang_up(at, OUT_OF_ORDER);
        }
        self.unplugged(station);
    }

    /// The calls of an unplugged station are to be ended.
    pub(super) fn unplugged(&mut self, station: u32) {
        let extension = self.extension_mut(station);
        if !extension.connections.is_empty() && !extension.flags.has(station::LEAVING) {
            extension.flags.set(station::LEAVING, true);
            self.state.leaving.push_back(self.memory.extensions, station);
        }
    }
}
