//! Queues and their agents.

use crate::floor::Floor;
use offhook::{AgentState as A, CallId, Config, Entry, Known, Request, RequestKind as R, State::*};

const NO_ANSWER: u64 = 10_000;

/// Two callers, and three agents' stations in one queue.
fn queue(config: Config) -> Floor {
    let config = Config { no_answer: NO_ANSWER as u32, ..config };
    let mut floor = Floor::with(&["4001", "4002", "4003", "T1", "T2"], &config, 4);
    floor.exchange.queue("sales", &[0, 1, 2], "", None).unwrap();
    floor
}

#[test]
fn reserved_busy_wrap_up_ready() {
    let mut floor = queue(Config { wrap_up: 5_000, ..Config::default() });
    let caller = floor.dial(3, "sales");
    assert_eq!(floor.states(3, caller), (Connected, Queued));
    floor.ready(0, "sales");
    let call = floor.only(0, Alerting);
    assert!(floor.call(0, call).acd);
    assert_eq!((floor.agent(0), floor.states(3, caller)), (A::Reserved, (Connected, Alerting)));
    floor.on(0, R::Answer, call);
    assert_eq!((floor.agent(0), floor.states(3, caller)), (A::Busy, (Connected, Connected)));
    let second = floor.dial(4, "sales");
    assert_eq!(floor.states(4, second), (Connected, Queued));
    floor.on(3, R::Clear, caller);
    assert_eq!(floor.agent(0), A::WrapUp);
    assert!(floor.calls(0).is_empty());
    floor.at(5_000);
    assert_eq!(floor.agent(0), A::Reserved);
    assert_eq!(floor.states(4, second), (Connected, Alerting));
    floor.empty();
}

#[test]
fn the_longest_waiting_call_to_the_agent_ready_longest() {
    let mut floor = queue(Config::default());
    floor.ready(1, "sales");
    floor.ready(0, "sales");
    let (a, b) = (floor.dial(3, "sales"), floor.dial(4, "sales"));
    assert_eq!((floor.agent(1), floor.agent(0)), (A::Reserved, A::Reserved));
    let (first, second) = (floor.only(1, Alerting), floor.only(0, Alerting));
    assert_eq!(floor.data(1, first, "ANI").as_deref(), Some("T1"));
    assert_eq!(floor.data(0, second, "ANI").as_deref(), Some("T2"));
    floor.on(3, R::Clear, a);
    floor.on(4, R::Clear, b);
    assert_eq!((floor.agent(1), floor.agent(0)), (A::Ready, A::Ready));
    assert!(floor.exchange.is_idle());
}

#[test]
fn no_answer_goes_to_the_next_and_each_is_offered_once_a_round() {
    for rona_ready in [0, 1] {
        let mut floor = queue(Config { rona_ready, ..Config::default() });
        for at in 0..3 {
            floor.ready(at, "sales");
        }
        let caller = floor.dial(3, "sales");
        for at in 0..3 {
            floor.only(at, Alerting);
            floor.at(NO_ANSWER * (at as u64 + 1));
        }
        // The round is over; nobody is offered the call again by himself.
        assert_eq!(floor.states(3, caller), (Connected, Queued));
        for at in 0..3 {
            assert_eq!(floor.agent(at), if rona_ready == 1 { A::Ready } else { A::NotReady }, "{at}");
            assert!(floor.calls(at).is_empty());
        }
        // Somebody becomes ready otherwise: the next round begins.
        floor.request(1, Request { reason: 1, ..Request::new(R::NotReady) }).unwrap();
        floor.on(1, R::Ready, CallId::NONE);
        let rings: Vec<usize> = (0..3).filter(|at| floor.calls(*at).len() == 1).collect();
        assert_eq!(rings, [if rona_ready == 1 { 0 } else { 1 }]);
        floor.empty();
    }
}

#[test]
fn the_offer_is_withdrawn_from_who_wants_none() {
    let mut floor = queue(Config::default());
    floor.ready(0, "sales");
    floor.ready(1, "sales");
    floor.dial(3, "sales");
    floor.request(0, Request { reason: 3, ..Request::new(R::NotReady) }).unwrap();
    assert_eq!(floor.agent(0), A::NotReady);
    assert!(floor.calls(0).is_empty());
    assert_eq!(floor.agent(1), A::Reserved);
    floor.empty();
}

#[test]
fn abandoned_while_waiting_and_while_offered() {
    let mut floor = queue(Config::default());
    let caller = floor.dial(3, "sales");
    floor.on(3, R::Clear, caller);
    floor.ready(0, "sales");
    assert_eq!(floor.agent(0), A::Ready);
    let first = floor.dial(3, "sales");
    let second = floor.dial(4, "sales");
    floor.on(3, R::Clear, first);
    // Whom the caller gave up on is free for the next.
    assert_eq!(floor.states(4, second), (Connected, Alerting));
    assert_eq!(floor.agent(0), A::Reserved);
    floor.empty();
}

#[test]
fn skills_and_lists() {
    let mut floor = queue(Config::default());
    floor.exchange.queue("german", &[], "german,sap", None).unwrap();
    let texts = |skills| {
        [
            Entry::known(Known::AgentId, "a"),
            Entry::known(Known::QueueName, "german"),
            Entry::known(Known::Skills, skills),
        ]
    };
    floor.ask(0, R::LogIn, CallId::NONE, &texts("german"));
    floor.ask(1, R::LogIn, CallId::NONE, &texts("sap,french,german"));
    floor.on(0, R::Ready, CallId::NONE);
    floor.on(1, R::Ready, CallId::NONE);
    floor.dial(3, "german");
    assert_eq!((floor.agent(0), floor.agent(1)), (A::Ready, A::Reserved));
    floor.empty();
    // At a station that the queue does not list an agent may log in to it, and is not offered to.
    floor.ask(4, R::LogIn, CallId::NONE, &[Entry::known(Known::AgentId, "t"), Entry::known(Known::QueueName, "sales")]);
    assert_eq!(floor.failures(4).len(), 0);
    floor.on(4, R::Ready, CallId::NONE);
    floor.dial(3, "sales");
    assert_eq!(floor.agent(4), A::Ready);
}

#[test]
fn logged_out_of_a_queue_and_of_all() {
    let mut floor = queue(Config::default());
    floor.ready(0, "sales");
    floor.ask(0, R::LogOut, CallId::NONE, &[Entry::known(Known::QueueName, "sales")]);
    let caller = floor.dial(3, "sales");
    assert_eq!(floor.states(3, caller), (Connected, Queued));
    // No queue is named: the station's own.
    floor.on(0, R::LogOut, CallId::NONE);
    floor.ready(0, "");
    assert_eq!(floor.states(3, caller), (Connected, Alerting));
    floor.empty();
}

#[test]
fn time_runs_out_in_the_queue() {
    let mut floor = queue(Config::default());
    floor.exchange.queue("short", &[0], "", Some((3_000, "4002"))).unwrap();
    floor.exchange.queue("long", &[0], "", Some((7_000, "4003"))).unwrap();
    let long = floor.dial(4, "long");
    let short = floor.dial(3, "short");
    floor.at(2_999);
    assert_eq!((floor.states(3, short).1, floor.states(4, long).1), (Queued, Queued));
    floor.at(3_000);
    let rings = floor.only(1, Alerting);
    assert_eq!(floor.data(1, rings, "RedirectingParty").as_deref(), Some("short"));
    assert_eq!(floor.states(4, long).1, Queued);
    floor.at(7_000);
    assert_eq!(floor.states(4, long).1, Alerting);
    floor.empty();
}

#[test]
fn time_runs_out_while_an_agent_is_alerted() {
    let mut floor = queue(Config::default());
    floor.exchange.queue("short", &[0], "", Some((3_000, "4002"))).unwrap();
    floor.ready(0, "short");
    let caller = floor.dial(3, "short");
    floor.at(5_000);
    floor.only(0, Alerting);
    floor.at(NO_ANSWER);
    floor.only(1, Alerting);
    assert_eq!(floor.states(3, caller), (Connected, Alerting));
    floor.empty();
}

#[test]
fn into_another_queue_by_transfer() {
    let mut floor = queue(Config { wrap_up: 5_000, ..Config::default() });
    floor.exchange.queue("support", &[1], "", None).unwrap();
    floor.ready(0, "sales");
    let caller = floor.dial(3, "sales");
    let call = floor.only(0, Alerting);
    floor.on(0, R::Answer, call);
    floor.to(0, R::BlindTransfer, call, "support");
    assert_eq!(floor.agent(0), A::WrapUp);
    assert_eq!(floor.states(3, caller), (Connected, Queued));
    floor.ready(1, "support");
    let taken = floor.only(1, Alerting);
    floor.on(1, R::Answer, taken);
    let asked = floor.to(1, R::Consult, taken, "support");
    assert_eq!(floor.states(1, asked), (Connected, Queued));
    floor.on(1, R::Reconnect, asked);
    assert_eq!(floor.states(3, caller), (Connected, Connected));
    floor.empty();
}

#[test]
fn an_agent_whose_station_is_full_is_passed_over_and_comes_back() {
    let config = Config { no_answer: NO_ANSWER as u32, ..Config::default() };
    let mut floor = Floor::with(&["4001", "4002", "4003", "T1", "T2"], &config, 1);
    floor.exchange.queue("sales", &[0, 1, 2], "", None).unwrap();
    floor.ready(0, "sales");
    let (own, _) = floor.talk(0, 1, "4002");
    let caller = floor.dial(3, "sales");
    assert_eq!(floor.states(3, caller), (Connected, Queued));
    floor.on(0, R::Clear, own);
    assert_eq!(floor.states(3, caller), (Connected, Alerting));
    floor.empty();
}
