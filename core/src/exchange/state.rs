//! An exchange between two uses: what it remembers besides the records, as plain data. So an exchange can be put aside,
//! copied and gone on with, wherever its memory then is.

use super::links::{List, NONE};
use super::memory::Memory;
use super::records::lists;
use super::setup::Setup;
use super::{Exchange, Spare};

/// What an exchange remembers besides its [`Memory`]. Opaque; it says nothing without the memory that belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct State {
    setup: Setup,
    now: u64,
    free_calls: List<{ lists::WAITING }>,
    free_connections: List<{ lists::OF_CALL }>,
    free_members: List<{ lists::READY }>,
    free_places: u32,
    extensions: u32,
    queues: u32,
    groups: u32,
    numbers: usize,
    calls: u32,
    busy: List<{ lists::BUSY }>,
    open: List<{ lists::OPEN }>,
    leaving: List<{ lists::LEAVING }>,
    heap: u32,
}

impl<'m> Exchange<'m> {
    /// What is to be kept for [`over`](Exchange::over). `None` while [`next`](Exchange::next) still has something to
    /// give: what is on its way is not kept.
    pub fn state(&mut self) -> Option<State> {
        if self.post < self.posts {
            return None;
        }
        self.forget_fresh();
        Some(State {
            setup: self.setup,
            now: self.now,
            free_calls: self.free_calls,
            free_connections: self.free_connections,
            free_members: self.free_members,
            free_places: self.free_places,
            extensions: self.extensions,
            queues: self.queues,
            groups: self.groups,
            numbers: self.numbers,
            calls: self.calls,
            busy: self.busy,
            open: self.open,
            leaving: self.leaving,
            heap: self.heap,
        })
    }

    /// The exchange that this was [kept](Exchange::state) of: in its memory as it was left, or in a copy of it of the same
    /// lengths. [`Memory::posts`] may be any of that length: nothing is on its way.
    pub fn over(memory: Memory<'m>, state: &State) -> Self {
        Self {
            memory,
            setup: state.setup,
            now: state.now,
            free_calls: state.free_calls,
            free_connections: state.free_connections,
            free_members: state.free_members,
            free_places: state.free_places,
            extensions: state.extensions,
            queues: state.queues,
            groups: state.groups,
            numbers: state.numbers,
            calls: state.calls,
            busy: state.busy,
            open: state.open,
            leaving: state.leaving,
            changed: NONE,
            heap: state.heap,
            post: 0,
            posts: 0,
            spare: Spare::default(),
        }
    }
}
