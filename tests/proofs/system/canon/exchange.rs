//! The exchange's part of a form: its connections and calls, and who waits for whom in its queues.

use super::{END, Form};

/// Bits of a connection of the exchange that say nothing between two commands: it came from the other of two calls, its
/// station was told of another party than the one that it dialled.
const MOVED: u64 = 1 << 4;
const NAMED: u64 = 1 << 5;
/// Of a call: its time in the queue is measured.
const TIMED: u64 = 1 << 3;

/// Of a membership: the agent was passed over in the round of this number.
const PASSED: u64 = 1 << 3;

impl Form<'_> {
    pub(super) fn exchange(&mut self) {
        let switch = &self.world.switch;
        for station in self.order.iter().copied() {
            let extension = switch.extension(station);
            for at in [extension.active, extension.offer] {
                self.put(self.connection(at));
            }
            self.put(extension.flags << 8 | extension.agent);
            self.data(None, switch.own(station));
            for at in switch.connections_of(station) {
                self.leg(station, at);
            }
            self.put(END);
        }
        let calls: Vec<u64> = self.calls.values().map(|call| call - 1).collect();
        for at in calls {
            let call = switch.call(at);
            self.put(call.parties << 16 | call.ringing << 8 | call.flags);
            self.put(call.stage);
            self.put(if call.flags & TIMED == 0 { 0 } else { 1 + call.overflow.saturating_sub(self.world.now) });
            for at in switch.connections_of_call(at) {
                self.put(self.connection(at));
            }
            self.data(None, switch.data(at));
        }
        self.queues();
    }

    /// The name of a connection, or of none.
    fn connection(&self, at: u64) -> u64 {
        self.connections.of(at.wrapping_add(1) & u64::from(u32::MAX))
    }

    fn leg(&mut self, station: usize, at: u64) {
        let leg = self.world.switch.connection(at);
        let flags = leg.flags & !if self.named { MOVED } else { MOVED | NAMED };
        self.put(self.calls.of(leg.call + 1));
        self.put(self.connection(leg.bound));
        self.put(self.connection(leg.adder));
        self.put(self.requests[station].of(leg.request));
        self.put(self.id(station, leg.id));
        self.put(leg.local << 16 | leg.far << 8 | flags);
    }

    /// Queues: who waits, who came before whom, who is ready.
    fn queues(&mut self) {
        let switch = &self.world.switch;
        for (queue, at) in switch.queues().zip(0..) {
            for call in switch.waiting(queue.waiting) {
                self.put(self.calls.of(call + 1));
            }
            self.put(END);
            let mut came: Vec<(u64, u64, u64)> = self.calls.values().filter_map(|name| self.came(at, name)).collect();
            came.sort_unstable();
            for (.., name) in came {
                self.put(self.calls.of(name));
            }
            self.put(END);
            for list in [queue.ready, queue.passed] {
                for member in switch.ready(list) {
                    self.put(self.place[switch.member(member).station as usize] as u64);
                }
                self.put(END);
            }
            self.put(u64::from(queue.is_busy != 0));
            let members = (0..switch.counts().0)
                .map(|at| switch.member(at))
                .filter(|member| member.queue == at && member.flags != 0);
            let mut members: Vec<[u64; 3]> = members
                .map(|member| {
                    let place = self.place.get(member.station as usize).map_or(END, |place| *place as u64);
                    let passed = member.flags & PASSED != 0 && member.round == queue.round;
                    [place, member.flags, u64::from(passed)]
                })
                .collect();
            members.sort_unstable();
            self.form.extend(members.iter().flatten());
            self.put(END);
        }
    }

    /// When a call came to a queue, where it is there.
    fn came(&self, queue: u64, name: u64) -> Option<(u64, u64, u64)> {
        const QUEUE: u64 = 1 << 30;
        let call = self.world.switch.call(name - 1);
        (call.stage == QUEUE | queue).then_some((call.overflow, call.turn, name))
    }
}
