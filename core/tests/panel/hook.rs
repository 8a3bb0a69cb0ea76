//! The hook switch: every bounce, tap and hang-up, and that it does not matter how often it is looked at.

use offhook::panel::{HookSwitch, HookTimes, Key};

/// What is said of edges at these times, looked at only at edges and deadlines.
fn at_edges(edges: &[u64]) -> Vec<(u64, Key)> {
    let mut hook = HookSwitch::new(HookTimes::default());
    let mut said = Vec::new();
    let mut level = false;
    let mut edges = edges.iter().copied().peekable();
    for _ in 0..1_000 {
        let Some(now) = edges.peek().copied().into_iter().chain(hook.deadline()).min() else { return said };
        if edges.peek() == Some(&now) {
            edges.next();
            level = !level;
        }
        said.extend(hook.sample(now, level).map(|key| (now, key)));
    }
    panic!("a deadline that does not pass");
}

/// The same, looked at each millisecond.
fn each_millisecond(edges: &[u64]) -> Vec<(u64, Key)> {
    let mut hook = HookSwitch::new(HookTimes::default());
    let end = edges.iter().max().unwrap() + 2_000;
    let level = |now| edges.iter().filter(|edge| **edge <= now).count() % 2 == 1;
    (0..end).filter_map(|now| hook.sample(now, level(now)).map(|key| (now, key))).collect()
}

fn said(edges: &[u64]) -> Vec<(u64, Key)> {
    let said = at_edges(edges);
    assert_eq!(said, each_millisecond(edges), "{edges:?}");
    said
}

#[test]
fn lifted_and_put_back() {
    assert_eq!(said(&[100]), [(120, Key::OffHook)]);
    assert_eq!(said(&[100, 5_000]), [(120, Key::OffHook), (5_801, Key::OnHook)]);
}

#[test]
fn a_contact_that_bounces_says_nothing_until_it_rests() {
    assert_eq!(said(&[100, 103, 104, 110, 111]), [(131, Key::OffHook)]);
    assert_eq!(said(&[100, 105]), []);
    assert_eq!(said(&[100, 1_000, 1_002, 1_004]), [(120, Key::OffHook), (1_804 + 1, Key::OnHook)]);
    assert_eq!(said(&[100, 1_000, 1_019]), [(120, Key::OffHook)]);
}

#[test]
fn a_tap_is_a_flash_within_its_times() {
    let tap = |length: u64| said(&[100, 1_000, 1_000 + length]);
    let lifted = (120, Key::OffHook);
    assert_eq!(tap(79), [lifted]);
    assert_eq!(tap(80), [lifted, (1_100, Key::Flash)]);
    assert_eq!(tap(800), [lifted, (1_820, Key::Flash)]);
    assert_eq!(tap(801), [lifted, (1_801, Key::OnHook), (1_821, Key::OffHook)]);
    assert_eq!(tap(5_000), [lifted, (1_801, Key::OnHook), (6_020, Key::OffHook)]);
}

#[test]
fn one_tap_after_the_other() {
    let edges = [100, 1_000, 1_200, 2_000, 2_200, 3_000];
    assert_eq!(said(&edges), [(120, Key::OffHook), (1_220, Key::Flash), (2_220, Key::Flash), (3_801, Key::OnHook)]);
}

#[test]
fn nothing_is_lost_when_it_is_looked_at_late() {
    let mut hook = HookSwitch::new(HookTimes::default());
    assert_eq!(hook.sample(100, true), None);
    assert_eq!(hook.sample(900, false), Some(Key::OffHook));
    assert!(hook.is_off_hook());
    // Put back for long, and lifted again: the first is said first.
    assert_eq!(hook.sample(9_000, true), Some(Key::OnHook));
    assert_eq!(hook.sample(9_900, true), Some(Key::OffHook));
    assert_eq!(hook.deadline(), None);
}
