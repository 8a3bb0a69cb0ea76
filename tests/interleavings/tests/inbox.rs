//! An interrupt posts while the main loop takes: what was posted comes out once, whole and in order, and what did not fit is counted.

use interleavings::explore::{Explored, explore};
use interleavings::inbox::{Edge, Inbox};

fn edge(number: u16) -> Edge {
    Edge { source: 0xA5, code: number as u8, value: !number }
}

/// `posts` edges into room for `N`, while the main loop looks `looks` times; then it takes what is left.
fn ring<const N: usize>(posts: u16, looks: u16) -> Explored {
    let inbox = Inbox::<N>::new();
    let interrupt = || (0..posts).filter(|number| inbox.post(edge(*number))).collect::<Vec<_>>();
    let main_loop = || {
        let taken: Vec<_> = (0..looks).filter_map(|_| inbox.take()).collect();
        (taken, inbox.lost())
    };
    explore((interrupt, main_loop), |posted, (mut taken, lost)| {
        assert!(lost <= inbox.lost());
        assert_eq!(inbox.lost() as usize, usize::from(posts) - posted.len());
        taken.extend(std::iter::from_fn(|| inbox.take()));
        assert_eq!(taken, posted.iter().map(|number| edge(*number)).collect::<Vec<_>>());
        // There is room for the first `N` whatever happens.
        assert!(posted.iter().copied().take(N).eq(0..posts.min(N as u16)));
    })
}

#[test]
fn nothing_is_lost_torn_or_doubled() {
    let mut all = Explored::default();
    for posts in 1..=5 {
        for looks in 0..=5 {
            for Explored { states, ends } in [ring::<1>(posts, looks), ring::<2>(posts, looks), ring::<4>(posts, looks)]
            {
                all = Explored { states: all.states + states, ends: all.ends + ends };
            }
        }
    }
    println!("{} states, {} ends", all.states, all.ends);
    // An exploration that has become empty must not go unseen.
    assert!(all.ends > 10_000, "only {} ends", all.ends);
}
