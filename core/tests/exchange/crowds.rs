//! Calls of several parties that wait in a queue at the same time, and records that run out half-way.

use crate::floor::Floor;
use offhook::{CallId, RequestKind as R, State::*};

const NUMBERS: [&str; 7] = ["4001", "4002", "4003", "T1", "A1", "A2", "4004"];

/// T1 and 4002 in a call that is being offered to an agent, A1: 4001, who brought them together, has left it to a queue.
fn left_to_a_queue() -> (Floor, CallId, CallId) {
    let mut floor = Floor::new(&NUMBERS);
    floor.exchange.queue("sales", &[4, 5], "", None).unwrap();
    floor.ready(4, "sales");
    let (caller, primary) = floor.talk(3, 0, "4001");
    let second = floor.to(0, R::Consult, primary, "4002");
    let asked = floor.only(1, Alerting);
    floor.on(1, R::Answer, asked);
    floor.on(0, R::Conference, second);
    let third = floor.to(0, R::Consult, primary, "sales");
    floor.on(0, R::Transfer, third);
    assert!(floor.calls(0).is_empty());
    assert_eq!((floor.states(3, caller), floor.states(1, asked)), ((Connected, Connected), (Connected, Connected)));
    floor.only(4, Alerting);
    (floor, caller, asked)
}

#[test]
fn two_who_wait_for_an_agent_do_not_park() {
    let (mut floor, caller, asked) = left_to_a_queue();
    floor.to(1, R::Park, asked, "801");
    let why: Vec<_> = floor.failures(1).iter().map(|(what, cause)| (*what, cause.name())).collect();
    assert_eq!(why, [(R::Park, Some("invalid-connection-state"))]);
    assert_eq!(floor.states(3, caller), (Connected, Connected));
    floor.empty();
}

#[test]
fn an_agent_comes_in_and_who_is_being_added_rings_on() {
    let (mut floor, caller, asked) = left_to_a_queue();
    floor.pending = true;
    floor.to(1, R::AddParty, asked, "4003");
    let agent = floor.only(4, Alerting);
    floor.on(4, R::Answer, agent);
    assert_eq!((floor.states(3, caller), floor.call(3, caller).parties), ((Connected, Unknown), 3));
    let added = floor.only(2, Alerting);
    floor.on(2, R::Answer, added);
    floor.pending = false;
    for (at, call) in [(1, asked), (2, added), (3, caller), (4, agent)] {
        assert_eq!((floor.states(at, call), floor.call(at, call).parties), ((Connected, Unknown), 4), "{at}");
    }
    floor.empty();
}

#[test]
fn who_is_being_added_turns_away_and_the_agent_rings_on() {
    let (mut floor, caller, asked) = left_to_a_queue();
    floor.add(1, asked, "4003");
    let added = floor.only(2, Alerting);
    floor.on(2, R::Reject, added);
    assert_eq!(floor.failures(1).len(), 1);
    let agent = floor.only(4, Alerting);
    floor.on(4, R::Answer, agent);
    assert_eq!((floor.states(3, caller), floor.call(3, caller).parties), ((Connected, Unknown), 3));
    floor.empty();
}

#[test]
fn a_call_that_waits_is_joined_to_another_and_waits_on() {
    let mut floor = Floor::new(&NUMBERS);
    floor.exchange.queue("sales", &[4, 5], "", None).unwrap();
    floor.ready(4, "sales");
    let (caller, primary) = floor.talk(3, 0, "4001");
    let second = floor.to(0, R::Consult, primary, "4002");
    let asked = floor.only(1, Alerting);
    floor.on(1, R::Answer, asked);
    // 4002 brings 4003 in, and leaves both to a queue, whose agent does not take them.
    let third = floor.to(1, R::Consult, asked, "4003");
    let last = floor.only(2, Alerting);
    floor.on(2, R::Answer, last);
    floor.on(1, R::Conference, third);
    let fourth = floor.to(1, R::Consult, asked, "sales");
    floor.on(1, R::Transfer, fourth);
    let agent = floor.only(4, Alerting);
    floor.on(4, R::Reject, agent);
    assert_eq!(floor.states(0, second), (Connected, Connected));
    floor.on(0, R::Transfer, second);
    assert!(floor.calls(0).is_empty() && floor.calls(4).is_empty());
    assert_eq!((floor.states(3, caller), floor.states(2, last)), ((Connected, Connected), (Connected, Connected)));
    floor.ready(5, "sales");
    let agent = floor.only(5, Alerting);
    floor.on(5, R::Answer, agent);
    for (at, call) in [(2, last), (3, caller), (5, agent)] {
        assert_eq!((floor.states(at, call), floor.call(at, call).parties), ((Connected, Unknown), 3), "{at}");
    }
    floor.empty();
}

/// All connections but one are taken by stations that have picked up: the last station's call is the last there is.
fn last_connection() -> Floor {
    let mut floor = Floor::new(&["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    for call in 0..31 {
        floor.on(call / 4, R::MakeCall, CallId::NONE);
    }
    floor
}

#[test]
fn nobody_can_be_offered_a_call() {
    let mut floor = last_connection();
    floor.exchange.hunt("team", false, &[0, 7]).unwrap();
    floor.exchange.hunt("all", true, &[0, 7]).unwrap();
    for number in ["8", "team", "all"] {
        let call = floor.dial(8, number);
        let failed = floor.call(8, call);
        assert_eq!((failed.local, failed.far), (Connected, Failed), "{number}");
        assert!(floor.calls(7).iter().all(|call| call.local == Initiated));
        floor.on(8, R::Clear, call);
    }
    floor.empty();
}

#[test]
fn a_call_waits_while_no_agent_can_be_offered_it() {
    let mut floor = last_connection();
    floor.exchange.queue("sales", &[7], "", None).unwrap();
    floor.ready(7, "sales");
    let call = floor.dial(8, "sales");
    assert_eq!((floor.states(8, call), floor.exchange.deadline()), ((Connected, Queued), None));
    // The first connection that is free is for the agent.
    let first = floor.calls(0)[0].id;
    floor.on(0, R::Clear, first);
    let offered = floor.only(7, Alerting);
    floor.on(7, R::Answer, offered);
    assert_eq!(floor.states(8, call), (Connected, Connected));
    floor.empty();
}

#[test]
fn a_full_call_takes_nobody_in_by_consultation() {
    let mut floor = Floor::new(&["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    let (_, call) = floor.talk(1, 0, "1");
    floor.add_all(call, 2, &["3", "4", "5", "6", "7", "8"]);
    let second = floor.to(0, R::Consult, call, "9");
    let last = floor.only(8, Alerting);
    floor.on(8, R::Answer, last);
    floor.on(0, R::Conference, second);
    assert_eq!(floor.failures(0).first().and_then(|(_, cause)| cause.name()), Some("conference-member-limit-exceeded"));
    assert_eq!((floor.call(0, call).parties, floor.states(8, last)), (8, (Connected, Connected)));
    // As many as there were are not too many.
    floor.on(0, R::Transfer, second);
    assert_eq!(floor.call(8, last).parties, 8);
    floor.empty();
}

#[test]
fn times_of_several_queues_pass_in_their_order() {
    let mut floor = Floor::new(&["4001", "T1", "T2", "T3", "T4", "T5"]);
    for (queue, limit) in [("fast", 10), ("slow", 12), ("slower", 14)] {
        floor.exchange.queue(queue, &[0], "", Some((limit, "nowhere"))).unwrap();
    }
    floor.exchange.queue("last", &[0], "", Some((30, "4001"))).unwrap();
    // They go on to a queue of their own where they stand in the order in which they came.
    let mut due = Vec::new();
    for (at, queue) in [(1, "fast"), (2, "slow"), (3, "slower")] {
        floor.dial(at, queue);
        due.push(floor.exchange.deadline().unwrap());
    }
    floor.at(5);
    floor.dial(4, "fast");
    due.push(floor.exchange.deadline().unwrap());
    assert_eq!(due, [10; 4]);
    let mut times = Vec::new();
    while let Some(time) = floor.exchange.deadline() {
        times.push(time);
        floor.at(time);
    }
    assert_eq!(times, [10, 12, 14, 15]);
    floor.empty();
}
