//! Forwarding, hunt groups, and stations that cannot be reached.

use crate::floor::Floor;
use offhook::{Config, Entry, ForwardKind, Known, Request, RequestKind as R, State::*};

fn forward(floor: &mut Floor, at: usize, kind: ForwardKind, to: &str) {
    let entries = [Entry::known(Known::To, to)];
    let _ = floor.request(at, Request { forward: kind, entries: &entries, ..Request::new(R::Forward) }).unwrap();
    assert_eq!(floor.stations[at].station().feature(R::Forward, kind), !to.is_empty());
}

#[test]
fn forwarding_immediate_and_ended() {
    let mut floor = Floor::new(&["4001", "4002", "4003"]);
    forward(&mut floor, 1, ForwardKind::Immediate, "4003");
    let made = floor.dial(0, "4002");
    let offered = floor.only(2, Alerting);
    assert_eq!(floor.data(2, offered, "RedirectingParty").as_deref(), Some("4002"));
    floor.on(0, R::Clear, made);
    forward(&mut floor, 1, ForwardKind::Immediate, "");
    floor.dial(0, "4002");
    floor.only(1, Alerting);
    floor.empty();
}

#[test]
fn forwarding_in_a_circle_is_busy() {
    let mut floor = Floor::new(&["4001", "4002", "4003"]);
    forward(&mut floor, 1, ForwardKind::Immediate, "4003");
    forward(&mut floor, 2, ForwardKind::Immediate, "4002");
    let made = floor.dial(0, "4002");
    assert_eq!((floor.states(0, made), floor.call(0, made).cause.name()), ((Connected, Failed), Some("busy")));
    floor.empty();
}

#[test]
fn forwarding_when_busy() {
    let mut floor = Floor::with(&["4001", "4002", "4003", "4004"], &Config::default(), 1);
    forward(&mut floor, 1, ForwardKind::Busy, "4003");
    floor.talk(0, 1, "4002");
    floor.dial(3, "4002");
    floor.only(2, Alerting);
    floor.empty();
}

#[test]
fn forwarding_on_no_answer() {
    let config = Config { no_answer: 20_000, ..Config::default() };
    let mut floor = Floor::with(&["4001", "4002", "4003"], &config, 4);
    forward(&mut floor, 1, ForwardKind::NoAnswer, "4003");
    let made = floor.dial(0, "4002");
    floor.at(20_000);
    assert!(floor.calls(1).is_empty());
    let offered = floor.only(2, Alerting);
    floor.on(2, R::Answer, offered);
    assert_eq!(floor.states(0, made), (Connected, Connected));
    floor.empty();
    let made = floor.dial(0, "4003");
    floor.at(40_000);
    assert_eq!((floor.states(0, made), floor.call(0, made).cause.name()), ((Connected, Failed), Some("no-answer")));
    floor.empty();
}

#[test]
fn all_of_a_group_ring_and_one_answers() {
    let mut floor = Floor::new(&["4001", "4002", "4003", "4004"]);
    floor.exchange.hunt("team", true, &[1, 2, 3]).unwrap();
    floor.on_feature(3, R::DoNotDisturb, true);
    let made = floor.dial(0, "team");
    let (b, c) = (floor.only(1, Alerting), floor.only(2, Alerting));
    assert!(floor.calls(3).is_empty());
    floor.on(2, R::Answer, c);
    assert_eq!(floor.call(1, b).cause.name(), Some("answered-elsewhere"));
    assert_eq!(floor.data(0, made, "OtherParty").as_deref(), Some("4003"));
    floor.on(0, R::Clear, made);
    assert!(floor.exchange.is_idle());
    let made = floor.dial(0, "team");
    for at in [1, 2] {
        let rings = floor.only(at, Alerting);
        assert_eq!(floor.states(0, made).1, Alerting);
        floor.on(at, R::Reject, rings);
    }
    assert_eq!(floor.states(0, made), (Connected, Failed));
    floor.empty();
}

#[test]
fn one_of_a_group_rings_after_the_other() {
    let mut floor = Floor::new(&["4001", "4002", "4003", "4004"]);
    floor.exchange.hunt("find", false, &[1, 2, 3]).unwrap();
    let made = floor.dial(0, "find");
    for at in [1, 2, 3] {
        assert_eq!((1..4).map(|at| floor.calls(at).len()).sum::<usize>(), 1);
        let rings = floor.only(at, Alerting);
        floor.on(at, R::Reject, rings);
    }
    assert_eq!(floor.states(0, made), (Connected, Failed));
    floor.empty();
}

#[test]
fn an_unplugged_station_is_out_of_order_and_out_of_its_calls() {
    let mut floor = Floor::new(&["4001", "4002", "4003"]);
    let (a, _) = floor.talk(0, 1, "4002");
    let rings = floor.dial(2, "4002");
    floor.compare = false;
    floor.exchange.plug(0, 1, false).unwrap();
    floor.quiet();
    assert_eq!(floor.call(0, a).local, Null);
    assert_eq!(
        (floor.states(2, rings), floor.call(2, rings).cause.name()),
        ((Connected, Failed), Some("dest-out-of-order"))
    );
    floor.on(2, R::Clear, rings);
    let made = floor.dial(0, "4002");
    assert_eq!(
        (floor.states(0, made), floor.call(0, made).cause.name()),
        ((Connected, Failed), Some("dest-out-of-order"))
    );
    floor.on(0, R::Clear, made);
    floor.exchange.plug(0, 1, true).unwrap();
    floor.quiet();
    // It comes back and asks what is true: nothing of what it remembers.
    floor.signal(1, offhook::Signal::new(offhook::SignalKind::LinkDown));
    floor.signal(1, offhook::Signal::new(offhook::SignalKind::LinkUp));
    floor.compare = true;
    assert!(floor.calls(1).is_empty());
    floor.talk(0, 1, "4002");
    floor.empty();
}
