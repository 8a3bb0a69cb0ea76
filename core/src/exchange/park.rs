//! Calls that are left at a place, and calls that are fetched: from a place, a ringing station, a group or a queue.

use super::Exchange;
use super::causes::{NO_CALL_TO_ANSWER, PARKED, PICKUP, RESOURCES};
use super::links::NONE;
use super::number::{Is, Target};
use super::order::Order;
use super::records::{Stage, leg};
use super::services::Place;
use crate::cause::Cause;
use crate::data::Known;
use crate::signal::SignalKind as K;
use crate::state::State as S;

impl Exchange<'_> {
    pub(super) fn park(&mut self, order: &Order<'_>) {
        let Some(at) = self.subject(order, |leg| matches!(leg.local, S::Connected | S::Held)) else { return };
        let call = self.leg(at).call;
        let Some(name) = order.to().filter(|name| !name.is_empty()) else {
            return self.refuse(order, Cause::INVALID_PARAMETER_VALUE);
        };
        let place = match self.lookup(name).is() {
            Is::Place(_) => Err(Cause::BUSY),
            Is::Nothing if self.call(call).parties != 2 || self.call(call).stage != Stage::None => {
                Err(Cause::INVALID_CONNECTION_STATE)
            }
            Is::Nothing => self.new_place(name, call),
            _ => Err(Cause::INVALID_DESTINATION),
        };
        match place {
            Ok(place) => {
                self.call_mut(call).stage = Stage::Parked(place);
                self.leave(at, K::Cleared, PARKED);
                self.settle(call, PARKED);
            }
            Err(cause) => self.refuse(order, cause),
        }
    }

    fn new_place(&mut self, name: &str, call: u32) -> Result<u32, Cause> {
        let number = self.new_number(name)?;
        let at = self.state.free_places;
        let place = self.memory.places.get_mut(at as usize).ok_or(RESOURCES)?;
        place.call = call;
        self.state.free_places = place.next;
        self.give_number(Target::place(at), number);
        Ok(at)
    }

    pub(super) fn free_place(&mut self, at: u32) {
        self.take_number(Target::place(at));
        let next = core::mem::replace(&mut self.state.free_places, at);
        *self.place_mut(at) = Place { next, ..Place::EMPTY };
    }

    pub(super) fn place_mut(&mut self, at: u32) -> &mut Place {
        self.memory.places.get_mut(at as usize).unwrap_or(&mut self.spare.place)
    }

    pub(super) fn pickup(&mut self, order: &Order<'_>) {
        let from = match order.text(&[Known::Of, Known::Group]) {
            Some(name) => self.lookup(name),
            None => self.group_of(order.station),
        };
        let (call, rings) = self.to_fetch(from, order.station);
        let there =
            self.call(call).connections.iter(self.memory.connections).any(|at| self.leg(at).station == order.station);
        if call == NONE || there {
            return self.refuse(order, NO_CALL_TO_ANSWER);
        }
        let Some(at) = self.new_leg(order.station, call, order.command.call, 0) else {
            return self.refuse(order, RESOURCES);
        };
        if rings != NONE {
            self.say(rings, K::Diverted, PICKUP);
            self.drop_leg(rings);
        }
        self.leg_mut(at).flags |= leg::FETCHED;
        self.take_part(at);
        self.post_data(at);
    }

    /// The call to be fetched from a number, and the connection that rings for it, if one does.
    fn to_fetch(&self, from: Target, by: u32) -> (u32, u32) {
        let rings = match from.is() {
            Is::Place(place) => {
                return (self.memory.places.get(place as usize).map_or(NONE, |place| place.call), NONE);
            }
            Is::Queue(queue) => return (self.queue_at(queue).waiting.first, NONE),
            Is::Station(station) => self.ringing(station),
            Is::Group(group) => {
                let group = self.memory.groups.get(group as usize);
                let members = group.iter().flat_map(|group| group.stations.iter().take(usize::from(group.count)));
                let ringing = members.filter(|member| **member != by).filter_map(|member| self.ringing(*member));
                ringing.min_by_key(|at| self.leg(*at).since)
            }
            Is::Nothing => None,
        };
        rings.map_or((NONE, NONE), |at| (self.leg(at).call, at))
    }

    /// The connection that rings longest at a station.
    fn ringing(&self, station: u32) -> Option<u32> {
        let own = self.extension(station).connections.iter(self.memory.connections);
        own.map(|at| (at, self.leg(at))).find(|(_, leg)| !leg.has(leg::IN) && leg.adder == NONE).map(|(at, _)| at)
    }
}
