//! An exchange between two uses: what it remembers besides the records, as plain data. So an exchange can be put aside,
//! copied and gone on with, wherever its memory then is.

use super::links::{List, NONE};
use super::memory::Memory;
use super::records::lists;
use super::setup::Setup;
use super::{Exchange, Spare};

/// What an exchange remembers besides its [`Memory`]. Opaque; it says nothing without the memory that belongs to it.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct State {
    pub(super) setup: Setup,
    pub(super) now: u64,
    pub(super) free_calls: List<{ lists::WAITING }>,
    pub(super) free_connections: List<{ lists::OF_CALL }>,
    pub(super) free_members: List<{ lists::READY }>,
    pub(super) free_places: u32,
    /// Records in use, which are never given back.
    pub(super) extensions: u32,
    pub(super) queues: u32,
    pub(super) groups: u32,
    /// Numbers given.
    pub(super) numbers: usize,
    /// Calls in use.
    pub(super) calls: u32,
    /// Queues that may have something to offer.
    pub(super) busy: List<{ lists::BUSY }>,
    /// Queues that list no station.
    pub(super) open: List<{ lists::OPEN }>,
    /// Unplugged stations that still have calls.
    pub(super) leaving: List<{ lists::LEAVING }>,
    /// The call whose data the command at hand changed, or [`NONE`].
    pub(super) changed: u32,
    /// Queues in the heap of overflow times.
    pub(super) heap: u32,
    /// Signals that are still to be given: from the first to the last.
    pub(super) post: usize,
    pub(super) posts: usize,
    /// How far the first of them was given: entries; of a list, the connection that is next, and 1.
    pub(super) given: u32,
    /// Signals that found no room.
    pub(super) lost: u32,
}

impl State {
    /// Nothing is in use.
    pub(super) const fn new(setup: Setup) -> Self {
        Self {
            setup,
            now: 0,
            free_calls: List::EMPTY,
            free_connections: List::EMPTY,
            free_members: List::EMPTY,
            free_places: NONE,
            extensions: 0,
            queues: 0,
            groups: 0,
            numbers: 0,
            calls: 0,
            busy: List::EMPTY,
            open: List::EMPTY,
            leaving: List::EMPTY,
            changed: NONE,
            heap: 0,
            post: 0,
            posts: 0,
            given: 0,
            lost: 0,
        }
    }
}

impl<'m> Exchange<'m> {
    /// What is to be kept for [`over`](Exchange::over). `None` while [`next`](Exchange::next) still has something to
    /// give: what is on its way is not kept.
    pub fn state(&mut self) -> Option<State> {
        if self.state.post < self.state.posts {
            return None;
        }
        self.forget_fresh();
        Some(self.state)
    }

    /// The exchange that this was [kept](Exchange::state) of: in its memory as it was left, or in a copy of it of the same
    /// lengths. [`Memory::posts`] may be any of that length: nothing is on its way.
    pub fn over(memory: Memory<'m>, state: &State) -> Self {
        Self { memory, state: State { post: 0, posts: 0, given: 0, ..*state }, spare: Spare::EMPTY }
    }
}
