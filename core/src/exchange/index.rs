//! Which record has a number: a hash table whose links lie in the records.

use super::Exchange;
use super::number::{Is, Number, Target};
use super::records::{Extension, Group, Place, Queue};

impl Exchange<'_> {
    /// What this number belongs to.
    pub(super) fn lookup(&self, number: &str) -> Target {
        let head = self.memory.index.get(self.bucket(number.as_bytes()));
        let mut at = head.map_or(Target::NONE, |head| head.0);
        while let Some(here) = self.number(at) {
            if here.bytes() == number.as_bytes() {
                return at;
            }
            at = here.next;
        }
        Target::NONE
    }

    /// The number of a record.
    pub(super) fn number(&self, target: Target) -> Option<&Number> {
        match target.is() {
            Is::Nothing => None,
            Is::Station(at) => self.memory.extensions.get(at as usize).map(|extension: &Extension| &extension.number),
            Is::Queue(at) => self.memory.queues.get(at as usize).map(|queue: &Queue| &queue.number),
            Is::Group(at) => self.memory.groups.get(at as usize).map(|group: &Group| &group.number),
            Is::Place(at) => self.memory.places.get(at as usize).map(|place: &Place| &place.number),
        }
    }

    /// Gives a record its number, which nothing else has.
    pub(super) fn give_number(&mut self, target: Target, number: Number) {
        let bucket = self.bucket(number.bytes());
        let Some(head) = self.memory.index.get_mut(bucket) else { return };
        let next = core::mem::replace(&mut head.0, target);
        if let Some(held) = self.number_mut(target) {
            *held = number;
            held.next = next;
        }
    }

    /// Takes a record's number away.
    pub(super) fn take_number(&mut self, target: Target) {
        let Some(number) = self.number_mut(target) else { return };
        let taken = core::mem::replace(number, Number::EMPTY);
        let bucket = self.bucket(taken.bytes());
        let Some(head) = self.memory.index.get_mut(bucket) else { return };
        if head.0 == target {
            head.0 = taken.next;
            return;
        }
        let mut before = head.0;
        while let Some(number) = self.number_mut(before) {
            if number.next == target {
                number.next = taken.next;
                return;
            }
            before = number.next;
        }
    }

    fn number_mut(&mut self, target: Target) -> Option<&mut Number> {
        match target.is() {
            Is::Nothing => None,
            Is::Station(at) => self.memory.extensions.get_mut(at as usize).map(|extension| &mut extension.number),
            Is::Queue(at) => self.memory.queues.get_mut(at as usize).map(|queue| &mut queue.number),
            Is::Group(at) => self.memory.groups.get_mut(at as usize).map(|group| &mut group.number),
            Is::Place(at) => self.memory.places.get_mut(at as usize).map(|place| &mut place.number),
        }
    }

    /// The bucket of a number: FNV-1a, mixed, and scaled to the size of the index.
    fn bucket(&self, number: &[u8]) -> usize {
        let hash = number.iter().fold(0x811C_9DC5u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
        let mixed = (hash ^ hash >> 15).wrapping_mul(0x9E37_79B1);
        (u64::from(mixed).wrapping_mul(self.memory.index.len() as u64) >> 32) as usize
    }
}
