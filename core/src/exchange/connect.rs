//! Connections and calls come to be, move and end. [`Exchange::say`] is the one door through which the states of a
//! connection change: by the row of the signal that its station is told.

use super::Exchange;
use super::destinations::{Member, Queue};
use super::flags::Flags;
use super::links::{List, NONE};
use super::memory::Post;
use super::records::{Call, Connection, Extension, call, leg, lists};
use crate::call::sides::Sides;
use crate::cause::Cause;
use crate::id::CallId;
use crate::signal::SignalKind as K;
use crate::state::State as S;

type OfCall = List<{ lists::OF_CALL }>;
type OfStation = List<{ lists::OF_STATION }>;

/// The record of no connection.
const NOBODY: &Connection = &Connection::EMPTY;
/// The record of no call.
const NOTHING: &Call = &Call::EMPTY;

impl Exchange<'_> {
    // ---- records: firmware counts bytes, and has each of these once -------------------------------

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn leg(&self, at: u32) -> &Connection {
        self.memory.connections.get(at as usize).unwrap_or(NOBODY)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn leg_mut(&mut self, at: u32) -> &mut Connection {
        self.memory.connections.get_mut(at as usize).unwrap_or(&mut self.spare.connection)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn call(&self, at: u32) -> &Call {
        self.memory.calls.get(at as usize).unwrap_or(NOTHING)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn call_mut(&mut self, at: u32) -> &mut Call {
        self.memory.calls.get_mut(at as usize).unwrap_or(&mut self.spare.call)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn extension(&self, at: u32) -> &Extension {
        self.memory.extensions.get(at as usize).unwrap_or(&self.spare.extension)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn extension_mut(&mut self, at: u32) -> &mut Extension {
        self.memory.extensions.get_mut(at as usize).unwrap_or(&mut self.spare.extension)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn queue_at(&self, at: u32) -> &Queue {
        self.memory.queues.get(at as usize).unwrap_or(&self.spare.queue)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn queue_mut(&mut self, at: u32) -> &mut Queue {
        self.memory.queues.get_mut(at as usize).unwrap_or(&mut self.spare.queue)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn member(&self, at: u32) -> &Member {
        self.memory.members.get(at as usize).unwrap_or(&self.spare.member)
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn member_mut(&mut self, at: u32) -> &mut Member {
        self.memory.members.get_mut(at as usize).unwrap_or(&mut self.spare.member)
    }

    /// What a station's connection is called: never the same for two of them.
    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn reference(&self, at: u32) -> u64 {
        u64::from(self.leg(at).generation) << 32 | u64::from(at)
    }

    /// The first connection of a call; [`next_of`](Self::next_of) gives the others.
    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn first_of(&self, call: u32) -> u32 {
        self.call(call).connections.first
    }

    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn next_of(&self, at: u32) -> u32 {
        OfCall::after(self.memory.connections, at)
    }

    /// The next connection of a station.
    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(super) fn next_at_station(&self, at: u32) -> u32 {
        OfStation::after(self.memory.connections, at)
    }

    /// From this connection of a call on, the first that takes part, but for one.
    pub(super) fn party(&self, from: u32, but: u32) -> u32 {
        let mut at = from;
        while at != NONE && (at == but || !self.leg(at).flags.has(leg::IN)) {
            at = self.next_of(at);
        }
        at
    }

    /// The first other party of a connection's call.
    pub(super) fn other(&self, at: u32) -> u32 {
        self.party(self.first_of(self.leg(at).call), at)
    }

    /// A station's connection to a call, or [`NONE`].
    pub(super) fn leg_at(&self, call: u32, station: u32) -> u32 {
        let mut at = self.first_of(call);
        while at != NONE && self.leg(at).station != station {
            at = self.next_of(at);
        }
        at
    }

    // ---- life ------------------------------------------------------------------------------------

    /// A new call without connections.
    pub(super) fn new_call(&mut self) -> Option<u32> {
        let at = self.state.free_calls.pop_front(self.memory.calls)?;
        let call = self.call_mut(at);
        *call = Call { generation: call.generation.wrapping_add(1), flags: Flags(call::LIVE), ..Call::EMPTY };
        self.state.calls = self.state.calls.wrapping_add(1);
        Some(at)
    }

    /// The call is over: whoever is left is told.
    pub(super) fn end_call(&mut self, at: u32, cause: Cause) {
        self.leave_stage(at);
        let mut leg = self.first_of(at);
        while leg != NONE {
            let next = self.next_of(leg);
            self.say(leg, K::Cleared, cause);
            self.drop_leg(leg);
            leg = next;
        }
        self.free_call(at);
    }

    pub(super) fn free_call(&mut self, at: u32) {
        self.call_mut(at).flags = Flags::NONE;
        self.state.free_calls.push_front(self.memory.calls, at);
        self.state.calls = self.state.calls.saturating_sub(1);
    }

    /// A new connection between a station and a call. `id` is the station's own, where it made it.
    pub(super) fn new_leg(&mut self, station: u32, call: u32, id: CallId, flags: u8) -> Option<u32> {
        let at = self.state.free_connections.pop_front(self.memory.connections)?;
        let since = self.state.now;
        let leg = self.leg_mut(at);
        let generation = leg.generation.checked_add(1).unwrap_or(1);
        *leg = Connection { generation, since, id, station, call, flags: Flags(flags), ..Connection::EMPTY };
        if let Some(extension) = self.memory.extensions.get_mut(station as usize) {
            extension.connections.push_back(self.memory.connections, at);
            extension.count = extension.count.wrapping_add(1);
        }
        self.join_call(at, call);
        Some(at)
    }

    /// A connection becomes one of a call's.
    pub(super) fn join_call(&mut self, at: u32, call: u32) {
        self.leg_mut(at).call = call;
        if let Some(call) = self.memory.calls.get_mut(call as usize) {
            call.connections.push_back(self.memory.connections, at);
        }
        self.tally(at, 1);
    }

    /// A connection is none of its call's any more.
    pub(super) fn leave_call(&mut self, at: u32) {
        if let Some(call) = self.memory.calls.get_mut(self.leg(at).call as usize) {
            call.connections.remove(self.memory.connections, at);
        }
        self.tally(at, 0xFF);
    }

    /// A call has one party, or one that is alerting, more; or, with 255, one less.
    fn tally(&mut self, at: u32, more: u8) {
        let leg = self.leg(at);
        let takes_part = leg.flags.has(leg::IN);
        let call = self.call_mut(leg.call);
        let count = if takes_part { &mut call.parties } else { &mut call.ringing };
        *count = count.wrapping_add(more);
    }

    /// A connection that is null leaves its call and its station.
    pub(super) fn drop_leg(&mut self, at: u32) {
        self.leave_added(at);
        self.leave_call(at);
        let leg = self.leg(at);
        let (generation, station, flags) = (leg.generation, leg.station, leg.flags);
        let mut was_full = false;
        if let Some(extension) = self.memory.extensions.get_mut(station as usize) {
            was_full = extension.count == extension.capacity;
            extension.connections.remove(self.memory.connections, at);
            extension.count = extension.count.wrapping_sub(1);
            if extension.active == at {
                extension.active = NONE;
            }
        }
        self.unbind(at);
        *self.leg_mut(at) = Connection { generation, ..Connection::EMPTY };
        self.state.free_connections.push_front(self.memory.connections, at);
        if flags.has(leg::ACD) && !flags.has(leg::IN) {
            self.offer_over(station, at);
        } else if was_full {
            self.relist_agent(station);
        }
    }

    /// The consultation between two connections is over.
    fn unbind(&mut self, at: u32) {
        let bound = core::mem::replace(&mut self.leg_mut(at).bound, NONE);
        let other = self.leg_mut(bound);
        other.bound = NONE;
        other.flags.set(leg::CONSULT, false);
    }

    // ---- moves -----------------------------------------------------------------------------------

    /// Moves a connection by the row of a signal, and tells its station.
    pub(super) fn say(&mut self, at: u32, what: K, cause: Cause) -> &mut Post {
        let leg = self.leg(at);
        let to = Sides::new(leg.local, leg.far).after(what).to;
        self.move_leg(at, to.local(), to.far());
        let post = self.post(at, what);
        post.cause = cause;
        post
    }

    /// The states of a connection, and whether it takes its station's line.
    pub(super) fn move_leg(&mut self, at: u32, local: S, far: S) {
        let leg = self.leg_mut(at);
        (leg.local, leg.far) = (local, far);
        let (takes, station) = (leg.takes_line(), leg.station);
        let extension = self.extension_mut(station);
        if takes {
            extension.active = at;
        } else if extension.active == at {
            extension.active = NONE;
        }
    }

    /// One connection is to be active at its station: another one that is makes way.
    pub(super) fn take_line(&mut self, station: u32, but: u32) {
        let active = self.extension(station).active;
        if active != NONE && active != but {
            let _ = self.set_held(active);
        }
    }

    /// A connection ends, and the parties of its call hear of it. [`settle`](Self::settle) says what becomes of the call.
    pub(super) fn leave(&mut self, at: u32, what: K, cause: Cause) {
        let leg = self.leg(at);
        let (call, station, flags) = (leg.call, leg.station, leg.flags);
        self.say(at, what, cause);
        self.drop_leg(at);
        if flags.has(leg::IN) {
            self.party_left(call, station, cause);
            if self.call(call).parties < 2 {
                self.withdraw_added(call);
            }
        }
    }
}
