//! A station's snapshot, read by its places in `core/SPEC.md`; and the same station with another of its deadlines next.

use offhook::data::Data;

use crate::rig::Rig;

/// A field of a record: where it begins, and its bytes.
pub type Field = (usize, usize);

/// Fields of the station's record.
pub mod station {
    use super::Field;
    /// When the query under way is given up.
    pub const QUERY_DUE: Field = (62, 4);
    /// When the feature's request is given up.
    pub const FEATURE_DUE: Field = (66, 4);
    /// The first free slot.
    pub const FIRST_FREE: Field = (70, 2);
    /// The two slots of a compound request.
    pub const PAIR: [Field; 2] = [(74, 2), (76, 2)];
    /// A slot that takes the line.
    pub const LINE: Field = (78, 2);
    /// How many take it.
    pub const LINES: Field = (80, 2);
    /// Bytes of own texts in use.
    pub const OWN_USED: Field = (88, 2);
    /// Number of the feature's request.
    pub const FEATURE_REQUEST: Field = (90, 2);
    /// The feature's request.
    pub const FEATURE: Field = (92, 1);
    /// What it asks for.
    pub const FEATURE_WISH: Field = (93, 1);
    /// The features.
    pub const FEATURES: Field = (94, 1);
    /// The link's flags.
    pub const FLAGS: Field = (95, 1);
    /// Of [`FLAGS`]: a query is under way.
    pub const QUERY: u64 = 1 << 4;
    /// The epoch.
    pub const EPOCH: Field = (96, 1);
    /// When the agent's wrap-up, or a reservation without a call, is over.
    pub const AGENT_DUE: Field = (97, 4);
    /// When the agent's request is given up.
    pub const AGENT_REQUEST_DUE: Field = (101, 4);
    /// The agent's reason.
    pub const REASON: Field = (105, 2);
    /// That of the pending state.
    pub const PENDING_REASON: Field = (107, 2);
    /// That of the request.
    pub const ASKED_REASON: Field = (109, 2);
    /// Number of the agent's request.
    pub const AGENT_REQUEST: Field = (111, 2);
    /// The slot of the call that reserved the agent.
    pub const AGENT_CALL: Field = (113, 2);
    /// Calls that the agent answered and that live.
    pub const AGENT_CALLS: Field = (115, 2);
    /// State, pending state, and state before the reservation.
    pub const AGENT_STATES: Field = (117, 3);
    /// The agent's request.
    pub const ASKED: Field = (120, 1);
    /// 1: [`AGENT_DUE`] counts.
    pub const TIMED: Field = (121, 1);
}

/// Fields of a call's record.
pub mod call {
    use super::Field;
    /// Reference.
    pub const REFERENCE: Field = (0, 8);
    /// 1 + time from the beginning to the answer.
    pub const ANSWERED: Field = (24, 4);
    /// When the request is given up.
    pub const REQUEST_DUE: Field = (28, 4);
    /// When the no-answer limit, or the recall, is due.
    pub const STATE_DUE: Field = (32, 4);
    /// When digits are given up.
    pub const DIGITS_DUE: Field = (36, 4);
    /// Id.
    pub const ID: Field = (40, 4);
    /// Kind, purpose, and what else is so.
    pub const FLAGS: Field = (44, 2);
    /// The last cause.
    pub const CAUSE: Field = (46, 2);
    /// Number of the request.
    pub const REQUEST: Field = (48, 2);
    /// Bytes of data in use.
    pub const USED: Field = (50, 2);
    /// The call it is bound to, or the slot that was freed next.
    pub const LINK: Field = (52, 2);
    /// `far << 4 | local`.
    pub const STATES: Field = (58, 1);
    /// The request.
    pub const PENDING: Field = (59, 1);
    /// What this call's part of it is like.
    pub const PART: Field = (60, 1);
    /// Parties.
    pub const PARTIES: Field = (61, 1);
    /// Epoch.
    pub const EPOCH: Field = (62, 1);
    /// Attempt.
    pub const ATTEMPT: Field = (63, 1);

    /// Bits of [`FLAGS`].
    pub mod flag {
        /// The kind.
        pub const KIND: u64 = 3;
        /// The kind of a consultation.
        pub const CONSULT: u64 = 3;
        /// Its part waits for the other call's.
        pub const STAGED: u64 = 1 << 8;
        /// Its part is done.
        pub const PART_DONE: u64 = 1 << 9;
        /// [`STATE_DUE`](super::STATE_DUE) counts.
        pub const STATE_TIMER: u64 = 1 << 11;
        /// [`DIGITS_DUE`](super::DIGITS_DUE) counts.
        pub const DIGITS_TIMER: u64 = 1 << 13;
        /// Its last events are still to be told.
        pub const ENDING: u64 = 1 << 14;
        /// This station placed it.
        pub const OUTGOING: u64 = 1 << 15;
    }
}

/// No slot.
pub const NO_SLOT: u64 = u16::MAX as u64;
/// A query or a resync is under way.
const WAITS_FOR_NETWORK: u64 = 1 << 1 | station::QUERY;

const STATION_SIZE: usize = 122;
const CALL_SIZE: usize = 64;
const DUE: Field = (42, 8);
const CHECKSUM_AT: usize = 12;

/// A snapshot; its memory is used again.
#[derive(Clone, Debug, Default)]
pub struct Image {
    bytes: Vec<u8>,
    station: usize,
    calls: usize,
    count: usize,
    texts: usize,
}

impl Image {
    /// Takes the snapshot of a station.
    ///
    /// # Panics
    /// When it is not laid out as said: then these places have to be looked at.
    pub fn take(&mut self, rig: &mut Rig) {
        rig.save(&mut self.bytes);
        let mut at = 16;
        (self.station, self.calls, self.texts) = (0, 0, 0);
        while at < self.bytes.len() {
            let (number, length) = (self.number(at, 4), self.number(at + 4, 4) as usize);
            at += 8;
            match number {
                1 => {
                    assert_eq!(length, STATION_SIZE, "the snapshot's layout is another one");
                    self.station = at;
                }
                2 => (self.calls, self.count) = (at, length / CALL_SIZE),
                3 => self.texts = at,
                _ => panic!("the snapshot has a section that is not known here"),
            }
            at += length;
        }
    }

    fn number(&self, at: usize, size: usize) -> u64 {
        self.bytes[at..at + size].iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.count
    }

    /// A field of the station.
    pub fn station(&self, (at, size): Field) -> u64 {
        self.number(self.station + at, size)
    }

    /// A field of a call.
    pub fn call(&self, slot: usize, (at, size): Field) -> u64 {
        self.number(self.calls + slot * CALL_SIZE + at, size)
    }

    /// Whether a slot's call lives.
    pub fn lives(&self, slot: usize) -> bool {
        self.call(slot, call::STATES) & 7 != 0
    }

    /// Whether its end is still to be told.
    pub fn ends(&self, slot: usize) -> bool {
        self.call(slot, call::FLAGS) & call::flag::ENDING != 0
    }

    /// The station's own texts.
    pub fn own(&self) -> Data<'_> {
        Data::new(&self.bytes[self.texts..self.texts + self.station(station::OWN_USED) as usize])
    }

    /// The data of a call.
    pub fn data(&self, slot: usize) -> Data<'_> {
        let used = |slot| self.call(slot, call::USED) as usize;
        let before: usize = (0..slot).map(used).sum();
        let at = self.texts + self.station(station::OWN_USED) as usize + before;
        Data::new(&self.bytes[at..at + used(slot)])
    }

    /// Where the deadlines stand that count.
    pub fn deadlines(&self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut add = |counts: bool, at: usize| found.extend(Some(at).filter(|_| counts));
        for slot in (0..self.count).filter(|slot| self.lives(*slot)) {
            let (here, flags) = (self.calls + slot * CALL_SIZE, self.call(slot, call::FLAGS));
            let waits =
                self.call(slot, call::PENDING) != 0 && flags & (call::flag::STAGED | call::flag::PART_DONE) == 0;
            add(waits, here + call::REQUEST_DUE.0);
            add(flags & call::flag::DIGITS_TIMER != 0, here + call::DIGITS_DUE.0);
            add(flags & call::flag::STATE_TIMER != 0, here + call::STATE_DUE.0);
        }
        add(self.station(station::ASKED) != 0, self.station + station::AGENT_REQUEST_DUE.0);
        add(self.station(station::TIMED) != 0, self.station + station::AGENT_DUE.0);
        add(self.station(station::FEATURE) != 0, self.station + station::FEATURE_DUE.0);
        add(self.station(station::FLAGS) & WAITS_FOR_NETWORK != 0, self.station + station::QUERY_DUE.0);
        found
    }

    /// Writes that of all deadlines the one at this place comes first, at `due`, and the others together, later.
    pub fn comes_first(&mut self, first: usize, due: u64) {
        const LATER: u64 = 1_000;
        for at in self.deadlines() {
            let due = if at == first { due } else { due + LATER };
            self.bytes[at..at + 4].copy_from_slice(&(due as u32).to_le_bytes());
        }
        let earliest = self.station + DUE.0;
        self.bytes[earliest..earliest + DUE.1].copy_from_slice(&due.to_le_bytes());
        let checksum = checksum(&[&self.bytes[..CHECKSUM_AT], &self.bytes[CHECKSUM_AT + 4..]]);
        self.bytes[CHECKSUM_AT..CHECKSUM_AT + 4].copy_from_slice(&checksum.to_le_bytes());
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// CRC-32 as in Ethernet.
fn checksum(parts: &[&[u8]]) -> u32 {
    let bit = |crc: u32| crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| bit(crc));
    !parts.iter().copied().flatten().fold(!0, byte)
}
