//! What is true, for a station that asks, and for one that cannot be reached any more.

use super::Exchange;
use super::causes::OUT_OF_ORDER;
use super::links::NONE;
use super::memory::{Detail, Post};
use super::order::Order;
use super::records::station;
use crate::id::Which;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    /// Says what is true of one connection; one that is not there is null.
    pub(super) fn query(&mut self, order: &Order<'_>) {
        let at = self.named(order.station, order.command.call, order.command.reference);
        if at == NONE {
            let which = Which { id: order.command.call, reference: order.command.reference };
            self.enqueue(Post { which, station: order.station, what: K::ResyncCall, ..Post::EMPTY });
        } else {
            self.post(at, K::ResyncCall).detail = Detail::Offer;
        }
    }

    /// Lists every connection of a station.
    pub(super) fn resync(&mut self, order: &Order<'_>) {
        let station = order.station;
        let first = self.extension(station).connections.first;
        self.enqueue(Post { station, what: K::ResyncBegin, ..Post::EMPTY });
        if first != NONE {
            self.enqueue(Post { station, connection: first, what: K::ResyncCall, detail: Detail::List, ..Post::EMPTY });
        }
        self.enqueue(Post { station, what: K::ResyncEnd, ..Post::EMPTY });
    }

    /// Ends one call of a station that was unplugged; the next one in the next turn.
    pub(super) fn unplug_one(&mut self, station: u32) {
        let at = self.extension(station).connections.first;
        self.extension_mut(station).flags &= !station::LEAVING;
        if at == NONE || self.extension(station).flags & station::UNPLUGGED == 0 {
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
        if !extension.connections.is_empty() && extension.flags & station::LEAVING == 0 {
            extension.flags |= station::LEAVING;
            self.state.leaving.push_back(self.memory.extensions, station);
        }
    }
}
