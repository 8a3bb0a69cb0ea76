//! Which queue's first call is over time next: a heap of queues, in the queue records themselves.

use super::Exchange;
use super::links::NONE;

impl Exchange<'_> {
    /// The queue with the earliest time, or [`NONE`].
    pub(super) fn heap_first(&self) -> u32 {
        if self.state.heap == 0 { NONE } else { self.heap_at(0) }
    }

    /// A queue's first time has changed.
    pub(super) fn heap_update(&mut self, queue: u32) {
        let waits = !self.queue_at(queue).entered.is_empty();
        match (self.queue_at(queue).heap_place, waits) {
            (NONE, false) => {}
            (NONE, true) => {
                let place = self.state.heap;
                self.state.heap = place.saturating_add(1);
                self.heap_put(place, queue);
                self.heap_sift(place);
            }
            (place, true) => self.heap_sift(place),
            (place, false) => {
                let end = self.state.heap.saturating_sub(1);
                self.state.heap = end;
                let last = self.heap_at(end);
                self.queue_mut(queue).heap_place = NONE;
                if last != queue {
                    self.heap_put(place, last);
                    self.heap_sift(place);
                }
            }
        }
    }

    fn heap_at(&self, place: u32) -> u32 {
        self.queue_at(place).heap_queue
    }

    fn heap_put(&mut self, place: u32, queue: u32) {
        self.queue_mut(place).heap_queue = queue;
        self.queue_mut(queue).heap_place = place;
    }

    fn heap_time(&self, place: u32) -> u64 {
        let first = self.queue_at(self.heap_at(place)).entered.first;
        if first == NONE { u64::MAX } else { self.call(first).overflow }
    }

    /// Moves what stands at a place up, then down, to where it belongs.
    fn heap_sift(&mut self, place: u32) {
        let mut at = place;
        while at > 0 && self.heap_time(at) < self.heap_time(at.wrapping_sub(1) >> 1) {
            let parent = at.wrapping_sub(1) >> 1;
            self.heap_swap(at, parent);
            at = parent;
        }
        loop {
            let left = at.wrapping_mul(2).wrapping_add(1);
            let children = [left, left.wrapping_add(1)].into_iter().filter(|child| *child < self.state.heap);
            let Some(least) = children.min_by_key(|child| self.heap_time(*child)) else { return };
            if self.heap_time(least) >= self.heap_time(at) {
                return;
            }
            self.heap_swap(at, least);
            at = least;
        }
    }

    fn heap_swap(&mut self, one: u32, other: u32) {
        let (first, second) = (self.heap_at(one), self.heap_at(other));
        self.heap_put(one, second);
        self.heap_put(other, first);
    }
}
