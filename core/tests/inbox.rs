//! The inbox, one side after the other. All interleavings of the two are explored in `tests/interleavings`.
#![allow(clippy::unwrap_used, reason = "a test's way to fail")]

use offhook::inbox::{Edge, Inbox};

fn edge(number: u32) -> Edge {
    Edge { source: (number >> 8) as u8, code: number as u8, value: number as u16 ^ 0x5AA5 }
}

#[test]
fn edges_come_out_whole_and_in_order() {
    let inbox = Inbox::<4>::new();
    assert_eq!(inbox.take(), None);
    let extremes =
        [Edge { source: 255, code: 0, value: 65_535 }, Edge { source: 0, code: 255, value: 0 }, Edge::default()];
    for edge in extremes {
        assert!(inbox.post(edge));
    }
    for edge in extremes {
        assert_eq!(inbox.take(), Some(edge));
    }
    assert_eq!(inbox.take(), None);
}

#[test]
fn what_does_not_fit_is_counted_and_harms_nothing() {
    let inbox = Inbox::<4>::new();
    for number in 0..4 {
        assert!(inbox.post(edge(number)));
    }
    for number in 4..7 {
        assert!(!inbox.post(edge(number)));
    }
    assert_eq!(inbox.lost(), 3);
    assert_eq!(inbox.take(), Some(edge(0)));
    assert!(inbox.post(edge(7)));
    assert!(!inbox.post(edge(8)));
    let left: Vec<_> = std::iter::from_fn(|| inbox.take()).collect();
    assert_eq!(left, [1, 2, 3, 7].map(edge));
    assert_eq!(inbox.lost(), 4);
}

/// The counts have 16 bits: they wrap while edges wait, at every fill.
#[test]
fn the_counts_wrap_at_every_fill() {
    for waiting in 0..=8 {
        let inbox = Inbox::<8>::default();
        let mut taken = 0;
        for number in 0..70_000 {
            assert!(inbox.post(edge(number)));
            if number >= waiting {
                assert_eq!(inbox.take(), Some(edge(taken)));
                taken += 1;
            }
            if waiting == 8 && number == 7 {
                assert!(!inbox.post(edge(0)));
                inbox.take().unwrap();
                taken += 1;
            }
        }
    }
}

#[test]
fn one_slot_and_the_most_slots() {
    let one = Inbox::<1>::new();
    assert!(one.post(edge(1)) && !one.post(edge(2)));
    assert_eq!((one.take(), one.take()), (Some(edge(1)), None));

    static MOST: Inbox<32_768> = Inbox::new();
    for number in 0..32_768 {
        assert!(MOST.post(edge(number)));
    }
    assert!(!MOST.post(edge(0)));
    for number in 0..32_768 {
        assert_eq!(MOST.take(), Some(edge(number)));
    }
    assert_eq!((MOST.take(), MOST.lost()), (None, 1));
}
