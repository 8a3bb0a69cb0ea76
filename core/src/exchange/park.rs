//! Calls that are left at a place, and calls that are fetched: from a place, a ringing station, a group or a queue.

use super::Exchange;
use super::causes::{NO_CALL_TO_ANSWER, PARKED, PICKUP, RESOURCES};
use super::destinations::Place;
use super::links::NONE;
use super::number::{Is, Target};
use super::order::{Order, Served};
use super::records::leg;
use crate::cause::Cause;
use crate::data::Known;
use crate::signal::SignalKind as K;

impl Exchange<'_> {
    #[inline(never)]
    pub(super) fn park(&mut self, order: &Order<'_>, at: u32) -> Served {
        let call = self.leg(at).call;
        let name = order.to().unwrap_or_default();
        let record = self.call(call);
        let place = match self.lookup(name).is() {
            _ if name.is_empty() => return Err(Cause::INVALID_PARAMETER_VALUE),
            Is::Place(_) => return Err(Cause::BUSY),
            Is::Nothing if record.parties != 2 || record.stage != Target::NONE => {
                return Err(Cause::INVALID_CONNECTION_STATE);
            }
            Is::Nothing => self.new_place(name, call)?,
            _ => return Err(Cause::INVALID_DESTINATION),
        };
        self.call_mut(call).stage = place;
        self.leave(at, K::Cleared, PARKED);
        self.settle(call, PARKED);
        Ok(())
    }

    fn new_place(&mut self, name: &str, call: u32) -> Result<Target, Cause> {
        let number = self.new_number(name)?;
        let at = self.state.free_places;
        let place = self.memory.places.get_mut(at as usize).ok_or(RESOURCES)?;
        self.state.free_places = place.next;
        (place.call, place.number) = (call, number);
        self.give_number(Target::place(at));
        Ok(Target::place(at))
    }

    pub(super) fn free_place(&mut self, at: u32) {
        self.take_number(Target::place(at));
        let next = core::mem::replace(&mut self.state.free_places, at);
        *self.place_mut(at) = Place { next, ..Place::EMPTY };
    }

    pub(super) fn place_mut(&mut self, at: u32) -> &mut Place {
        self.memory.places.get_mut(at as usize).unwrap_or(&mut self.spare.place)
    }

    #[inline(never)]
    pub(super) fn pickup(&mut self, order: &Order<'_>) -> Served {
        let from = match order.text(&[Known::Of, Known::Group]) {
            Some(name) => self.lookup(name),
            None => self.group_of(order.station),
        };
        let (call, rings) = self.to_fetch(from, order.station);
        if call == NONE || self.leg_at(call, order.station) != NONE {
            return Err(NO_CALL_TO_ANSWER);
        }
        let at = self.new_leg(order.station, call, order.command.call, 0).ok_or(RESOURCES)?;
        if rings != NONE {
            self.say(rings, K::Diverted, PICKUP);
            self.drop_leg(rings);
        }
        self.leg_mut(at).flags.set(leg::FETCHED, true);
        self.take_part(at)?;
        self.post_data(at);
        Ok(())
    }

    /// The call to be fetched from a number, and the connection that rings for it, if one does.
    fn to_fetch(&self, from: Target, by: u32) -> (u32, u32) {
        let mut rings = NONE;
        match from.is() {
            Is::Place(place) => {
                return (self.memory.places.get(place as usize).map_or(NONE, |place| place.call), NONE);
            }
            Is::Queue(queue) => return (self.queue_at(queue).waiting.first, NONE),
            Is::Station(station) => rings = self.ringing(station),
            Is::Group(group) => {
                let Some(group) = self.memory.groups.get(group as usize) else { return (NONE, NONE) };
                for member in group.stations.iter().take(usize::from(group.count)) {
                    let at = if *member == by { NONE } else { self.ringing(*member) };
                    if at != NONE && (rings == NONE || self.leg(at).since < self.leg(rings).since) {
                        rings = at;
                    }
                }
            }
            Is::Nothing => {}
        }
        (self.leg(rings).call, rings)
    }

    /// The connection that rings longest at a station.
    fn ringing(&self, station: u32) -> u32 {
        let mut at = self.extension(station).connections.first;
        while at != NONE && (self.leg(at).flags.has(leg::IN) || self.leg(at).adder != NONE) {
            at = self.next_at_station(at);
        }
        at
    }
}
