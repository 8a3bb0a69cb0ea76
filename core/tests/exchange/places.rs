//! Park and pickup.

use crate::floor::Floor;
use offhook::{CallId, Entry, Known, RequestKind as R, State::*};

fn fetch(floor: &mut Floor, at: usize, key: Known, from: &str) -> CallId {
    floor.ask(at, R::Pickup, CallId::NONE, &[Entry::known(key, from)])
}

#[test]
fn a_parked_call_is_fetched_elsewhere() {
    let mut floor = Floor::new(&["4001", "4002", "T1"]);
    let (caller, call) = floor.talk(2, 0, "4001");
    floor.ask(0, R::Attach, call, &[Entry::new("", "Account", "77")]);
    floor.to(0, R::Park, call, "801");
    assert!(floor.calls(0).is_empty());
    assert_eq!(floor.states(2, caller), (Connected, Queued));
    let fetched = fetch(&mut floor, 1, Known::Of, "801");
    assert_eq!(floor.states(1, fetched), (Connected, Connected));
    assert_eq!(floor.states(2, caller), (Connected, Connected));
    assert_eq!(floor.data(1, fetched, "Account").as_deref(), Some("77"));
    assert_eq!(floor.data(1, fetched, "ANI").as_deref(), Some("T1"));
    floor.empty();
}

#[test]
fn a_place_takes_one_call_and_is_free_again() {
    let mut floor = Floor::new(&["4001", "T1", "T2"]);
    let (first, call) = floor.talk(1, 0, "4001");
    floor.to(0, R::Park, call, "801");
    let (_, other) = floor.talk(2, 0, "4001");
    for (place, why) in [("801", "busy"), ("T1", "invalid-destination")] {
        floor.to(0, R::Park, other, place);
        assert_eq!(floor.failures(0).last().and_then(|(_, cause)| cause.name()), Some(why));
        assert_eq!(floor.states(0, other), (Connected, Connected));
    }
    floor.on(1, R::Clear, first);
    floor.to(0, R::Park, other, "801");
    assert!(floor.calls(0).is_empty());
    floor.empty();
    assert!(floor.exchange.find("801").is_none());
}

#[test]
fn a_ringing_call_is_fetched() {
    let mut floor = Floor::new(&["4001", "4002", "4003", "T1"]);
    floor.exchange.hunt("team", true, &[0, 1]).unwrap();
    for (key, from) in [(Known::Of, "4001"), (Known::Group, "team")] {
        let caller = floor.dial(3, "4001");
        let rings = floor.only(0, Alerting);
        let fetched = fetch(&mut floor, 2, key, from);
        assert_eq!(floor.call(0, rings).cause.name(), Some("call-pickup"));
        assert_eq!(floor.states(2, fetched), (Connected, Connected));
        assert_eq!(floor.states(3, caller), (Connected, Connected));
        assert_eq!(floor.data(3, caller, "OtherParty").as_deref(), Some("4003"));
        floor.empty();
    }
}

#[test]
fn nothing_rings_there() {
    let mut floor = Floor::new(&["4001", "4002"]);
    for from in ["4001", "801", "4002"] {
        fetch(&mut floor, 1, Known::Of, from);
        assert_eq!(floor.failures(1).last().and_then(|(_, cause)| cause.name()), Some("no-call-to-answer"));
        assert!(floor.calls(1).is_empty());
    }
    assert!(floor.exchange.is_idle());
}
