//! Which record has a number: a hash table in the caller's memory. A place of it holds the number's hash beside the
//! record, so that a search looks at no record but the one it wants.

use super::Exchange;
use super::memory::Head;
use super::number::{Is, Number, Target};
use crate::cause::Cause;

impl Exchange<'_> {
    /// What this number belongs to.
    pub(super) fn lookup(&self, number: &str) -> Target {
        self.head(self.place_of(number.as_bytes())).target
    }

    /// The number of a record.
    pub(super) fn number(&self, target: Target) -> &Number {
        let memory = &self.memory;
        let number = match target.is() {
            Is::Nothing => None,
            Is::Station(at) => memory.extensions.get(at as usize).map(|extension| &extension.number),
            Is::Queue(at) => memory.queues.get(at as usize).map(|queue| &queue.number),
            Is::Group(at) => memory.groups.get(at as usize).map(|group| &group.number),
            Is::Place(at) => memory.places.get(at as usize).map(|place| &place.number),
        };
        number.unwrap_or(&Number::EMPTY)
    }

    /// A number that nothing has.
    ///
    /// # Errors
    /// `invalid-parameter-value` where something has it, or it is empty; `no-room` where it is too long, or the index full:
    /// one place stays free, which ends the searches.
    pub(super) fn new_number(&self, number: &str) -> Result<Number, Cause> {
        if number.is_empty() || self.lookup(number) != Target::NONE {
            Err(Cause::INVALID_PARAMETER_VALUE)
        } else if self.state.numbers.wrapping_add(1) >= self.memory.index.len() {
            Err(Cause::NO_ROOM)
        } else {
            Number::new(number)
        }
    }

    /// A record has got its [new number](Self::new_number).
    pub(super) fn give_number(&mut self, target: Target) {
        let number = self.number(target).bytes();
        self.put(self.place_of(number), Head { target, hash: hash(number) });
        self.state.numbers = self.state.numbers.wrapping_add(1);
    }

    /// A record's number is to be taken away. Those behind it that a search would not find any more move up.
    pub(super) fn take_number(&mut self, target: Target) {
        let mut free = self.place_of(self.number(target).bytes());
        if self.head(free).target != target || target == Target::NONE {
            return;
        }
        self.state.numbers = self.state.numbers.wrapping_sub(1);
        let mut at = self.after(free);
        loop {
            let head = self.head(at);
            if head.target == Target::NONE {
                break;
            }
            if self.way(self.home(head.hash), at) >= self.way(free, at) {
                self.put(free, head);
                free = at;
            }
            at = self.after(at);
        }
        self.put(free, Head::EMPTY);
    }

    /// The place of a number, or the free one where it would be.
    fn place_of(&self, number: &[u8]) -> usize {
        let hash = hash(number);
        let mut at = self.home(hash);
        loop {
            let head = self.head(at);
            if head.target == Target::NONE || head.hash == hash && self.number(head.target).bytes() == number {
                return at;
            }
            at = self.after(at);
        }
    }

    fn head(&self, at: usize) -> Head {
        self.memory.index.get(at).copied().unwrap_or(Head::EMPTY)
    }

    fn put(&mut self, at: usize, head: Head) {
        if let Some(place) = self.memory.index.get_mut(at) {
            *place = head;
        }
    }

    /// Where a number of this hash stands when nobody is there before.
    fn home(&self, hash: u32) -> usize {
        (u64::from(hash).wrapping_mul(self.memory.index.len() as u64) >> 32) as usize
    }

    fn after(&self, at: usize) -> usize {
        let next = at.wrapping_add(1);
        if next < self.memory.index.len() { next } else { 0 }
    }

    /// How far it is from one place on to another.
    fn way(&self, from: usize, to: usize) -> usize {
        let way = to.wrapping_sub(from);
        if to >= from { way } else { way.wrapping_add(self.memory.index.len()) }
    }
}

/// FNV-1a, mixed so that the high bits say as much as the low ones.
fn hash(number: &[u8]) -> u32 {
    let hash = number.iter().fold(0x811C_9DC5u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15).wrapping_mul(0x9E37_79B1)
}
