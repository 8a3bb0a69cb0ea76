//! Copies that cannot panic: what has no room is left out, and the caller has made sure that nothing is.

use core::cell::Cell;

/// Copies the bytes that both have room for.
pub(crate) fn copy(to: &mut [u8], from: &[u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}

/// Moves `len` bytes, or records, at `from` to `to`, which may overlap.
pub(crate) fn shift<T: Copy>(bytes: &mut [T], from: usize, len: usize, to: usize) {
    let cells = Cell::from_mut(bytes).as_slice_of_cells();
    let range = |at: usize| cells.get(at..at.saturating_add(len)).unwrap_or_default();
    let pairs = range(from).iter().zip(range(to));
    if to < from {
        pairs.for_each(|(from, to)| to.set(from.get()));
    } else {
        pairs.rev().for_each(|(from, to)| to.set(from.get()));
    }
}
