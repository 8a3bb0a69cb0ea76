//! Conferences.

use crate::floor::Floor;
use offhook::{CallId, RequestKind as R, State::*};

/// T1, 4001 and 4002 in one call, 4001 having brought them together.
fn three() -> (Floor, CallId, CallId, CallId) {
    let mut floor = Floor::new(&["4001", "4002", "4003", "T1"]);
    let (caller, primary) = floor.talk(3, 0, "4001");
    let second = floor.to(0, R::Consult, primary, "4002");
    let asked = floor.only(1, Alerting);
    floor.on(1, R::Answer, asked);
    floor.on(0, R::Conference, second);
    for (at, call) in [(0, primary), (1, asked), (3, caller)] {
        assert_eq!(floor.states(at, call), (Connected, Unknown), "{at}");
        assert_eq!(floor.call(at, call).parties, 3, "{at}");
    }
    assert_eq!(floor.calls(0).len(), 1);
    (floor, caller, primary, asked)
}

#[test]
fn whoever_leaves_leaves_two() {
    for leaves in [0, 1, 3] {
        let (mut floor, caller, primary, asked) = three();
        let calls = [(0, primary), (1, asked), (3, caller)];
        let gone = calls.iter().find(|(at, _)| *at == leaves).unwrap().1;
        floor.on(leaves, R::Clear, gone);
        for (at, call) in calls.into_iter().filter(|(at, _)| *at != leaves) {
            assert_eq!(floor.states(at, call), (Connected, Connected), "{at}");
            assert_eq!(floor.call(at, call).parties, 2, "{at}");
        }
        floor.empty();
    }
}

#[test]
fn a_member_who_holds_counts_and_may_leave() {
    let (mut floor, caller, primary, asked) = three();
    floor.on(3, R::Hold, caller);
    assert_eq!(floor.states(0, primary), (Connected, Unknown));
    floor.on(1, R::Clear, asked);
    assert_eq!(floor.states(0, primary), (Connected, Held));
    floor.on(3, R::Clear, caller);
    assert!(floor.exchange.is_idle());
}

#[test]
fn a_party_is_added_and_dropped() {
    let mut floor = Floor::new(&["4001", "4002", "T1"]);
    let (caller, call) = floor.talk(2, 0, "4001");
    floor.pending = true;
    floor.to(0, R::AddParty, call, "4002");
    let added = floor.only(1, Alerting);
    assert_eq!(floor.call(0, call).parties, 2);
    floor.pending = false;
    floor.on(1, R::Answer, added);
    for (at, call) in [(0, call), (1, added), (2, caller)] {
        assert_eq!((floor.states(at, call), floor.call(at, call).parties), ((Connected, Unknown), 3), "{at}");
    }
    floor.ask(0, R::DropParty, call, &[offhook::Entry::known(offhook::Known::Dropped, "4002")]);
    assert!(floor.calls(1).is_empty());
    assert_eq!(floor.states(2, caller), (Connected, Connected));
    floor.empty();
}

#[test]
fn a_party_that_does_not_come_is_told_to_who_asked() {
    let mut floor = Floor::new(&["4001", "4002", "T1"]);
    let (caller, call) = floor.talk(2, 0, "4001");
    floor.add(0, call, "4002");
    let added = floor.only(1, Alerting);
    floor.on(1, R::Reject, added);
    assert_eq!(floor.failures(0).len(), 1);
    assert_eq!(floor.states(0, call), (Connected, Connected));
    assert_eq!(floor.states(2, caller), (Connected, Connected));
    floor.empty();
}

#[test]
fn a_party_is_withdrawn_before_it_answers() {
    let mut floor = Floor::new(&["4001", "4002", "T1"]);
    let (_, call) = floor.talk(2, 0, "4001");
    floor.add(0, call, "4002");
    floor.ask(0, R::DropParty, call, &[offhook::Entry::known(offhook::Known::Dropped, "4002")]);
    assert!(floor.calls(1).is_empty());
    assert_eq!((floor.states(0, call), floor.call(0, call).parties), ((Connected, Connected), 2));
    floor.empty();
}

#[test]
fn a_call_is_full() {
    let mut floor = Floor::new(&["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    let (_, call) = floor.talk(1, 0, "1");
    floor.add_all(call, 2, &["3", "4", "5", "6", "7", "8"]);
    assert_eq!(floor.call(0, call).parties, 8);
    floor.to(0, R::AddParty, call, "9");
    assert_eq!(floor.failures(0).first().and_then(|(_, cause)| cause.name()), Some("conference-member-limit-exceeded"));
    floor.empty();
}

#[test]
fn a_caller_with_a_number_of_his_own_leaves() {
    let mut floor = Floor::new(&["4001", "4002", "T1"]);
    let caller = floor.ask(2, R::MakeCall, CallId::NONE, &[]);
    floor.ask(2, R::Attach, caller, &[offhook::Entry::known(offhook::Known::Ani, "408-361-3611")]);
    floor.ask(2, R::Dial, caller, &[offhook::Entry::known(offhook::Known::Digits, "4001")]);
    let primary = floor.only(0, Alerting);
    floor.on(0, R::Answer, primary);
    let second = floor.to(0, R::Consult, primary, "4002");
    let asked = floor.only(1, Alerting);
    floor.on(1, R::Answer, asked);
    floor.on(0, R::Conference, second);
    floor.on(2, R::Clear, caller);
    assert_eq!((floor.states(0, primary), floor.call(0, primary).parties), ((Connected, Connected), 2));
    assert_eq!(floor.data(0, primary, "OtherParty").as_deref(), Some("4002"));
    floor.empty();
}

#[test]
fn a_conference_grows_by_consultation_and_everybody_knows_who_is_left() {
    for leaves in [false, true] {
        let mut floor = Floor::new(&["1", "2", "3", "4", "5"]);
        let (_, primary) = floor.talk(1, 0, "1");
        floor.pending = true;
        for (at, number) in [(2, "3"), (3, "4")] {
            floor.to(0, R::AddParty, primary, number);
            let added = floor.only(at, Alerting);
            floor.on(at, R::Answer, added);
        }
        let second = floor.to(0, R::Consult, primary, "5");
        let asked = floor.only(4, Alerting);
        floor.on(4, R::Answer, asked);
        floor.on(0, if leaves { R::Transfer } else { R::Conference }, second);
        let parties = if leaves { 4 } else { 5 };
        for at in usize::from(leaves)..5 {
            let call = floor.only(at, Connected);
            assert_eq!((floor.states(at, call).1, floor.call(at, call).parties), (Unknown, parties), "{at}");
        }
        for at in usize::from(leaves)..3 {
            let call = floor.only(at, Connected);
            floor.on(at, R::Clear, call);
        }
        let (fourth, fifth) = (floor.only(3, Connected), floor.only(4, Connected));
        assert_eq!(floor.data(3, fourth, "OtherParty").as_deref(), Some("5"));
        assert_eq!(floor.data(4, fifth, "OtherParty").as_deref(), Some("4"));
        floor.empty();
    }
}
