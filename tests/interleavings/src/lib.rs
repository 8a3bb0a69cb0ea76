//! Explores every interleaving of two sides that share words, on the real code: the library's own file, compiled with the
//! words of [`atomic`] in the place of the processor's.
//!
//! An execution is not only an order of loads and stores. A load may see an older store as long as nothing that its side has seen
//! forbids it: a release store carries what its side had seen, and an acquire load takes that over. So an ordering that is
//! too weak shows, which on the machine that runs the tests it never would.
//!
//! What is not explored: a load that sees a store made after it (load buffering). Against it stands the release store of `taken`
//! with its acquire load, by the words of the memory model alone.
//!
//! The crate `loom` (0.7) does not serve here: it skips executions where a side reads a word before it writes it (its issues 166
//! and 392), which is what a ring does.

pub mod atomic;
pub mod explore;
#[path = "../../../core/src/inbox.rs"]
pub mod inbox;
