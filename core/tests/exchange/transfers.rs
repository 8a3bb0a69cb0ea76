//! Consultation and transfer.

use crate::floor::Floor;
use offhook::{CallId, Entry, OutputKind, RequestKind as R, State::*};

/// A trunk's call is answered by 4001, who asks 4002.
fn consulting() -> (Floor, CallId, CallId, CallId) {
    let mut floor = Floor::new(&["4001", "4002", "4003", "T1"]);
    let (caller, primary) = floor.talk(3, 0, "4001");
    floor.ask(0, R::Attach, primary, &[Entry::new("", "Account", "77")]);
    let second = floor.to(0, R::Consult, primary, "4002");
    (floor, caller, primary, second)
}

#[test]
fn the_caller_hears_the_hold_and_the_way_back() {
    let (mut floor, caller, primary, second) = consulting();
    assert_eq!(floor.states(3, caller), (Connected, Held));
    assert_eq!(floor.states(0, second), (Connected, Alerting));
    let asked = floor.only(1, Alerting);
    assert_eq!(floor.data(1, asked, "Account").as_deref(), Some("77"));
    floor.on(1, R::Answer, asked);
    floor.on(0, R::Reconnect, second);
    assert_eq!(floor.states(0, primary), (Connected, Connected));
    assert_eq!(floor.states(3, caller), (Connected, Connected));
    assert!(floor.calls(1).is_empty());
    floor.empty();
}

#[test]
fn warm_and_ringing_transfer() {
    for answered in [true, false] {
        for from_primary in [true, false] {
            let (mut floor, caller, primary, second) = consulting();
            let asked = floor.only(1, Alerting);
            if answered {
                floor.on(1, R::Answer, asked);
            }
            floor.on(0, R::Transfer, if from_primary { primary } else { second });
            assert!(floor.calls(0).is_empty());
            assert_eq!(floor.data(3, caller, "OtherParty").as_deref(), Some("4002"));
            assert_eq!(floor.data(1, asked, "OtherParty").as_deref(), Some("T1"));
            if !answered {
                assert_eq!(floor.states(3, caller), (Connected, Alerting));
                floor.on(1, R::Answer, asked);
            }
            assert_eq!(floor.states(3, caller), (Connected, Connected));
            assert_eq!(floor.states(1, asked), (Connected, Connected));
            floor.on(3, R::Clear, caller);
            assert!(floor.exchange.is_idle());
        }
    }
}

#[test]
fn data_of_both_calls_stays_and_the_primary_counts() {
    let (mut floor, caller, primary, second) = consulting();
    let asked = floor.only(1, Alerting);
    floor.on(1, R::Answer, asked);
    floor.ask(1, R::Attach, asked, &[Entry::new("", "Note", "n"), Entry::new("", "Account", "99")]);
    floor.ask(0, R::Attach, primary, &[Entry::new("", "Late", "l")]);
    floor.on(0, R::Transfer, second);
    for (at, call) in [(3, caller), (1, asked)] {
        assert_eq!(floor.data(at, call, "Note").as_deref(), Some("n"), "{at}");
        assert_eq!(floor.data(at, call, "Late").as_deref(), Some("l"), "{at}");
        assert_eq!(floor.data(at, call, "Account").as_deref(), Some("77"), "{at}");
    }
    floor.empty();
}

#[test]
fn the_target_is_busy_and_the_caller_is_back() {
    let mut floor = Floor::new(&["4001", "4002", "T1"]);
    floor.on_feature(1, R::DoNotDisturb, true);
    let (caller, primary) = floor.talk(2, 0, "4001");
    let second = floor.to(0, R::Consult, primary, "4002");
    assert_eq!(floor.states(0, second), (Connected, Failed));
    floor.on(0, R::Reconnect, primary);
    assert_eq!(floor.states(2, caller), (Connected, Connected));
    floor.empty();
}

#[test]
fn the_caller_leaves_during_the_consultation() {
    let (mut floor, caller, _, second) = consulting();
    floor.on(3, R::Clear, caller);
    assert_eq!(floor.calls(0).len(), 1);
    assert!(floor.call(0, second).bound.is_none());
    let asked = floor.only(1, Alerting);
    floor.on(1, R::Answer, asked);
    assert_eq!(floor.states(0, second), (Connected, Connected));
    floor.empty();
}

#[test]
fn a_ringing_target_that_does_not_come_leaves_the_caller_failed() {
    let (mut floor, caller, _, second) = consulting();
    floor.on(0, R::Transfer, second);
    let asked = floor.only(1, Alerting);
    floor.on(1, R::Reject, asked);
    assert_eq!(floor.states(3, caller), (Connected, Failed));
    floor.empty();
}

#[test]
fn blind_transfer_ends_when_the_target_alerts() {
    let mut floor = Floor::new(&["4001", "4002", "T1"]);
    let (caller, call) = floor.talk(2, 0, "4001");
    floor.to(0, R::BlindTransfer, call, "4002");
    assert!(floor.calls(0).is_empty());
    assert_eq!(floor.states(2, caller), (Connected, Alerting));
    assert_eq!(floor.data(2, caller, "OtherParty").as_deref(), Some("4002"));
    let target = floor.only(1, Alerting);
    assert_eq!(floor.data(1, target, "RedirectingParty").as_deref(), Some("4001"));
    floor.on(1, R::Answer, target);
    assert_eq!(floor.states(2, caller), (Connected, Connected));
    floor.empty();
}

#[test]
fn blind_transfer_that_cannot_be_leaves_the_call() {
    let mut floor = Floor::new(&["4001", "4002", "T1"]);
    floor.on_feature(1, R::DoNotDisturb, true);
    let (caller, call) = floor.talk(2, 0, "4001");
    floor.to(0, R::BlindTransfer, call, "4002");
    floor.to(0, R::BlindTransfer, call, "*68");
    let names: Vec<_> = floor.failures(0).iter().map(|(what, cause)| (*what, cause.name())).collect();
    assert_eq!(names, [(R::BlindTransfer, Some("do-not-disturb")), (R::BlindTransfer, Some("invalid-number-format"))]);
    assert_eq!(floor.states(0, call), (Connected, Connected));
    assert_eq!(floor.states(2, caller), (Connected, Connected));
    floor.empty();
}

#[test]
fn a_ringing_call_is_deflected() {
    let mut floor = Floor::new(&["4001", "4002", "4003"]);
    let made = floor.dial(0, "4002");
    let offered = floor.only(1, Alerting);
    floor.to(1, R::Deflect, offered, "4003");
    assert!(floor.calls(1).is_empty());
    assert!(floor.events[1].iter().any(|event| event.what == OutputKind::RequestDone && event.of == R::Deflect.code()));
    assert_eq!(floor.states(0, made), (Connected, Alerting));
    let target = floor.only(2, Alerting);
    floor.on(2, R::Answer, target);
    assert_eq!(floor.states(0, made), (Connected, Connected));
    assert_eq!(floor.data(0, made, "OtherParty").as_deref(), Some("4003"));
    floor.empty();
}

#[test]
fn a_conference_is_transferred() {
    let mut floor = Floor::new(&["4001", "4002", "4003", "T1"]);
    let (caller, primary) = floor.talk(3, 0, "4001");
    let second = floor.to(0, R::Consult, primary, "4002");
    let asked = floor.only(1, Alerting);
    floor.on(1, R::Answer, asked);
    floor.on(0, R::Conference, second);
    let third = floor.to(0, R::Consult, primary, "4003");
    let last = floor.only(2, Alerting);
    floor.on(2, R::Answer, last);
    floor.on(0, R::Transfer, third);
    for (at, call) in [(3, caller), (1, asked), (2, last)] {
        assert_eq!(floor.states(at, call), (Connected, Unknown), "{at}");
        assert_eq!(floor.call(at, call).parties, 3, "{at}");
    }
    floor.on(1, R::Clear, asked);
    assert_eq!(floor.states(3, caller), (Connected, Connected));
    assert_eq!(floor.data(2, last, "OtherParty").as_deref(), Some("T1"));
    floor.empty();
}
