//! Which record has a number: a hash table in the caller's memory. A place of it holds the number's hash beside the
//! record, so that a search looks at no record but the one it wants.

use super::Exchange;
use super::memory::Head;
use super::number::{Is, Number, Target};
use super::records::Extension;
use super::services::{Group, Place, Queue};
use crate::cause::Cause;

impl Exchange<'_> {
    /// What this number belongs to.
    pub(super) fn lookup(&self, number: &str) -> Target {
        self.find_place(hash(number.as_bytes()), |target| {
            self.number(target).is_some_and(|held| held.bytes() == number.as_bytes())
        })
        .map_or(Target::NONE, |(_, head)| head.target)
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

    /// A number that nothing has.
    ///
    /// # Errors
    /// `invalid-parameter-value` where something has it, or it is empty; `no-room` where it is too long, or the index full:
    /// one place stays free, which ends the searches.
    pub(super) fn new_number(&self, number: &str) -> Result<Number, Cause> {
        if number.is_empty() || self.lookup(number) != Target::NONE {
            Err(Cause::INVALID_PARAMETER_VALUE)
        } else if self.state.numbers.saturating_add(1) >= self.memory.index.len() {
            Err(Cause::NO_ROOM)
        } else {
            Number::new(number)
        }
    }

    /// Gives a record its [new number](Self::new_number).
    pub(super) fn give_number(&mut self, target: Target, number: Number) {
        let hash = hash(number.bytes());
        let mut at = self.home(hash);
        while self.memory.index.get(at).is_some_and(|head| head.target != Target::NONE) {
            at = self.after(at);
        }
        self.put(at, Head { target, hash });
        self.state.numbers = self.state.numbers.saturating_add(1);
        if let Some(held) = self.number_mut(target) {
            *held = number;
        }
    }

    /// Takes a record's number away. Those behind it that a search would not find any more move up.
    pub(super) fn take_number(&mut self, target: Target) {
        let Some(number) = self.number_mut(target) else { return };
        let hash = hash(core::mem::replace(number, Number::EMPTY).bytes());
        let Some((mut free, _)) = self.find_place(hash, |held| held == target) else { return };
        self.state.numbers = self.state.numbers.saturating_sub(1);
        let mut at = self.after(free);
        while let Some(head) = self.memory.index.get(at).copied().filter(|head| head.target != Target::NONE) {
            if self.way(self.home(head.hash), at) >= self.way(free, at) {
                self.put(free, head);
                free = at;
            }
            at = self.after(at);
        }
        self.put(free, Head::EMPTY);
    }

    /// The place of a record with this hash.
    fn find_place(&self, hash: u32, is: impl Fn(Target) -> bool) -> Option<(usize, Head)> {
        let mut at = self.home(hash);
        loop {
            let head = self.memory.index.get(at).copied().filter(|head| head.target != Target::NONE)?;
            if head.hash == hash && is(head.target) {
                return Some((at, head));
            }
            at = self.after(at);
        }
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

    fn number_mut(&mut self, target: Target) -> Option<&mut Number> {
        match target.is() {
            Is::Nothing => None,
            Is::Station(at) => self.memory.extensions.get_mut(at as usize).map(|extension| &mut extension.number),
            Is::Queue(at) => self.memory.queues.get_mut(at as usize).map(|queue| &mut queue.number),
            Is::Group(at) => self.memory.groups.get_mut(at as usize).map(|group| &mut group.number),
            Is::Place(at) => self.memory.places.get_mut(at as usize).map(|place| &mut place.number),
        }
    }
}

/// FNV-1a, mixed so that the high bits say as much as the low ones.
fn hash(number: &[u8]) -> u32 {
    let hash = number.iter().fold(0x811C_9DC5u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15).wrapping_mul(0x9E37_79B1)
}
