//! The explorer finds what the memory model allows, and nothing else: the field's litmus tests.

use std::cell::RefCell;
use std::collections::BTreeSet;

use interleavings::atomic::{AtomicU32, Ordering, Ordering::*};
use interleavings::explore::explore;

/// Message passing: a payload, then a flag; what the reader of both can see.
fn message(release: Ordering, acquire: Ordering) -> BTreeSet<(u32, u32)> {
    let (payload, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    let seen = RefCell::new(BTreeSet::new());
    explore(
        (
            || {
                payload.store(1, Relaxed);
                flag.store(1, release);
            },
            || (flag.load(acquire), payload.load(Relaxed)),
        ),
        |(), read| {
            seen.borrow_mut().insert(read);
        },
    );
    seen.into_inner()
}

#[test]
fn a_release_store_carries_what_was_stored_before_it() {
    assert_eq!(message(Release, Acquire), BTreeSet::from([(0, 0), (0, 1), (1, 1)]));
    let all = BTreeSet::from([(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!(message(Relaxed, Acquire), all);
    assert_eq!(message(Release, Relaxed), all);
}

#[test]
fn both_sides_may_miss_what_the_other_stored() {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    let seen = RefCell::new(BTreeSet::new());
    let side = |mine: &AtomicU32, theirs: &AtomicU32| {
        mine.store(1, Release);
        theirs.load(Acquire)
    };
    explore((|| side(&x, &y), || side(&y, &x)), |first, second| {
        seen.borrow_mut().insert((first, second));
    });
    assert_eq!(seen.into_inner(), BTreeSet::from([(0, 0), (0, 1), (1, 0), (1, 1)]));
}

/// A side that reads a word before it writes it hides nothing, and a word never goes back to an older value.
#[test]
fn what_was_seen_once_is_never_unseen() {
    let word = AtomicU32::new(0);
    let seen = RefCell::new(BTreeSet::new());
    let counts = || {
        for _ in 0..2 {
            word.store(word.load(Relaxed) + 1, Relaxed);
        }
    };
    explore((counts, || (word.load(Relaxed), word.load(Relaxed))), |(), read| {
        seen.borrow_mut().insert(read);
        assert_eq!(word.load(Relaxed), 2);
    });
    assert_eq!(seen.into_inner(), BTreeSet::from([(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]));
}
