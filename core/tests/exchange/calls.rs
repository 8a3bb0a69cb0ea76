//! Plain calls.

use crate::floor::Floor;
use offhook::{CallId, CallKind, Cause, Known, OutputKind, RequestKind as R, Signal, SignalKind, State::*};

#[test]
fn a_call_is_answered_and_cleared_from_either_end() {
    for clears in [0, 1] {
        let mut floor = Floor::new(&["4001", "4002"]);
        let made = floor.dial(0, "4002");
        assert_eq!(floor.states(0, made), (Connected, Alerting));
        let offered = floor.only(1, Alerting);
        assert_eq!(floor.states(1, offered), (Alerting, Connected));
        assert_eq!(floor.call(1, offered).kind, CallKind::Internal);
        assert_eq!(floor.data(1, offered, "ANI").as_deref(), Some("4001"));
        assert_eq!(floor.data(1, offered, "DNIS").as_deref(), Some("4002"));
        floor.on(1, R::Answer, offered);
        assert_eq!(floor.states(0, made), (Connected, Connected));
        assert_eq!(floor.states(1, offered), (Connected, Connected));
        floor.on(clears, R::Clear, [made, offered][clears]);
        assert!(floor.calls(0).is_empty() && floor.calls(1).is_empty());
        assert!(floor.exchange.is_idle());
    }
}

#[test]
fn signals_come_in_order_of_extension() {
    // Added in another order than their numbers'.
    let mut floor = Floor::new(&["4003", "4001", "4002"]);
    floor.exchange.hunt("team", true, &[1, 2]).unwrap();
    floor.dial(0, "team");
    let mut order = floor.given.clone();
    order.dedup();
    assert_eq!(order, [1, 2, 0]);
    floor.empty();
}

#[test]
fn dial_tone_and_digits() {
    let mut floor = Floor::new(&["4001", "4002"]);
    let made = floor.ask(0, R::MakeCall, CallId::NONE, &[]);
    assert_eq!(floor.states(0, made), (Initiated, Null));
    floor.ask(0, R::Dial, made, &[offhook::Entry::known(Known::Digits, "4002")]);
    assert_eq!(floor.states(0, made), (Connected, Alerting));
    floor.empty();
}

#[test]
fn kinds_follow_the_trunk() {
    let mut floor = Floor::new(&["4001", "T1"]);
    let made = floor.dial(1, "4001");
    let offered = floor.only(0, Alerting);
    assert_eq!(floor.call(0, offered).kind, CallKind::Inbound);
    assert_eq!(floor.call(1, made).kind, CallKind::Outbound);
    floor.on(1, R::Clear, made);
    let made = floor.dial(0, "T1");
    assert_eq!(floor.call(0, made).kind, CallKind::Outbound);
    let offered = floor.only(1, Alerting);
    assert_eq!(floor.call(1, offered).kind, CallKind::Inbound);
    floor.empty();
}

#[test]
fn a_call_that_comes_to_nothing_stays_until_it_is_cleared() {
    let mut floor = Floor::with(&["4001", "4002", "4003"], &Default::default(), 1);
    let (first, _) = floor.talk(0, 1, "4002");
    for (number, cause) in [("4002", "busy"), ("4999", "invalid-number-format"), ("4003", "busy")] {
        let made = floor.dial(2, number);
        let call = floor.call(2, made);
        assert_eq!((call.local, call.far, call.cause.name()), (Connected, Failed, Some(cause)), "{number}");
        floor.on(2, R::Clear, made);
    }
    assert_eq!(floor.states(0, first), (Connected, Connected));
    floor.empty();
}

#[test]
fn a_call_is_turned_away() {
    let mut floor = Floor::new(&["4001", "4002"]);
    let made = floor.dial(0, "4002");
    let offered = floor.only(1, Alerting);
    floor.on(1, R::Reject, offered);
    assert_eq!(floor.states(0, made), (Connected, Failed));
    assert!(floor.calls(1).is_empty());
    floor.empty();
}

#[test]
fn each_end_holds_for_itself() {
    let mut floor = Floor::new(&["4001", "4002"]);
    let (a, b) = floor.talk(0, 1, "4002");
    floor.on(0, R::Hold, a);
    assert_eq!((floor.states(0, a), floor.states(1, b)), ((Held, Connected), (Connected, Held)));
    floor.on(1, R::Hold, b);
    assert_eq!((floor.states(0, a), floor.states(1, b)), ((Held, Held), (Held, Held)));
    floor.on(0, R::Retrieve, a);
    assert_eq!((floor.states(0, a), floor.states(1, b)), ((Connected, Held), (Held, Connected)));
    floor.on(1, R::Clear, b);
    assert!(floor.exchange.is_idle());
}

#[test]
fn held_by_the_caller_before_the_answer() {
    let mut floor = Floor::new(&["4001", "4002"]);
    let a = floor.dial(0, "4002");
    floor.on(0, R::Hold, a);
    let b = floor.only(1, Alerting);
    floor.on(1, R::Answer, b);
    assert_eq!((floor.states(0, a), floor.states(1, b)), ((Held, Connected), (Connected, Held)));
    floor.empty();
}

#[test]
fn the_second_call_is_answered_and_swapped() {
    let mut floor = Floor::new(&["4001", "4002", "4003"]);
    let (_, a) = floor.talk(0, 1, "4002");
    floor.dial(2, "4002");
    let b = floor.only(1, Alerting);
    floor.on(1, R::Alternate, a);
    assert_eq!((floor.states(1, a).0, floor.states(1, b).0), (Held, Connected));
    floor.on(1, R::Alternate, b);
    assert_eq!((floor.states(1, a).0, floor.states(1, b).0), (Connected, Held));
    floor.empty();
}

#[test]
fn a_reference_is_never_used_again() {
    let mut floor = Floor::new(&["4001", "4002"]);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let made = floor.dial(0, "4002");
        let offered = floor.only(1, Alerting);
        assert!(seen.insert(floor.call(0, made).reference));
        assert!(seen.insert(floor.call(1, offered).reference));
        floor.on(0, R::Clear, made);
    }
    assert!(floor.exchange.is_idle());
}

#[test]
fn digits_and_data_reach_the_others() {
    let mut floor = Floor::new(&["4001", "4002"]);
    let (a, b) = floor.talk(0, 1, "4002");
    floor.ask(0, R::Dtmf, a, &[offhook::Entry::known(Known::Digits, "1#")]);
    floor.ask(0, R::Attach, a, &[offhook::Entry::new("", "TicketID", "8003456")]);
    assert_eq!(floor.data(1, b, "TicketID").as_deref(), Some("8003456"));
    floor.ask(1, R::Attach, b, &[offhook::Entry::new("", "TicketID", "9")]);
    assert_eq!(floor.data(0, a, "TicketID").as_deref(), Some("9"));
    floor.ask(1, R::Detach, b, &[offhook::Entry::new("", "TicketID", "")]);
    assert_eq!(floor.data(0, a, "TicketID").as_deref(), None);
    let done = floor.events[0]
        .iter()
        .filter(|event| event.what == OutputKind::RequestDone && event.of == R::Dtmf.code())
        .count();
    assert_eq!(done, 1);
    floor.empty();
}

#[test]
fn a_trunk_names_the_call_and_the_caller() {
    let mut floor = Floor::new(&["4001", "T1"]);
    let made = floor.ask(1, R::MakeCall, CallId::NONE, &[]);
    let facts =
        [offhook::Entry::known(Known::Ani, "408-361-3611"), offhook::Entry::known(Known::ExternalReferenceId, "X1")];
    floor.ask(1, R::Attach, made, &facts);
    floor.ask(1, R::Dial, made, &[offhook::Entry::known(Known::Digits, "4001")]);
    let offered = floor.only(0, Alerting);
    assert_eq!(floor.data(0, offered, "ANI").as_deref(), Some("408-361-3611"));
    assert_eq!(floor.data(0, offered, "ExternalReferenceID").as_deref(), Some("X1"));
    assert_eq!(floor.data(0, offered, "ExternalOriginalReferenceID").as_deref(), Some("X1"));
    floor.empty();
}

#[test]
fn what_was_lost_is_told_again() {
    let mut floor = Floor::new(&["4001", "4002"]);
    let (a, b) = floor.talk(0, 1, "4002");
    floor.compare = false;
    floor.deaf[0] = true;
    floor.on(1, R::Hold, b);
    assert_eq!(floor.states(0, a), (Connected, Connected));
    floor.deaf[0] = false;
    floor.signal(0, Signal::new(SignalKind::LinkDown));
    floor.signal(0, Signal::new(SignalKind::LinkUp));
    floor.compare = true;
    floor.quiet();
    assert_eq!(floor.states(0, a), (Connected, Held));
    assert!(!floor.call(0, a).stale);
    floor.compare = false;
    floor.deaf[0] = true;
    floor.on(1, R::Clear, b);
    floor.deaf[0] = false;
    floor.signal(0, Signal::new(SignalKind::LinkDown));
    floor.signal(0, Signal::new(SignalKind::LinkUp));
    floor.compare = true;
    floor.quiet();
    assert_eq!(floor.call(0, a).cause, Cause::LOST);
    assert!(floor.exchange.is_idle());
}
