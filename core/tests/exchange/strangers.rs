//! What no station of ours commands, and the exchange has to stand all the same: each is refused, or passed over, and nobody
//! hears of a change.

use crate::floor::Floor;
use offhook::exchange::Exchange;
use offhook::{AgentState, CallId, Cause, Entry, Known, Output, OutputKind, RequestKind, SignalKind as K, State::*};

/// A signal that was given.
struct Heard {
    station: u32,
    what: K,
    cause: Cause,
    request: u16,
    entries: Vec<(String, String)>,
}

/// An exchange whose stations have no mind of their own: what they command is said here.
struct Wires {
    exchange: Exchange<'static>,
    /// The references that each station was told, in the order of its calls.
    known: Vec<Vec<u64>>,
    calls: u32,
}

impl Wires {
    fn new(numbers: &[&str]) -> Self {
        Self { exchange: Floor::new(numbers).exchange, known: vec![Vec::new(); numbers.len()], calls: 0 }
    }

    fn take(&mut self) -> Vec<Heard> {
        let mut heard = Vec::new();
        while let Some(delivery) = self.exchange.next() {
            let signal = delivery.signal();
            let known = &mut self.known[delivery.station as usize];
            let reference = signal.call.reference;
            if reference != 0 && !known.contains(&reference) {
                known.push(reference);
            }
            let text = |entry: &Entry<'_>| (entry.key.name().to_owned(), entry.value.to_owned());
            heard.push(Heard {
                station: delivery.station,
                what: signal.what,
                cause: signal.cause,
                request: signal.request,
                entries: signal.entries.iter().map(text).collect(),
            });
        }
        heard
    }

    fn command(&mut self, at: u32, command: Output, texts: &[Entry<'_>]) -> Vec<Heard> {
        self.exchange.command(0, at, &command, 0, texts).unwrap();
        self.take()
    }

    /// A command about one of the calls that a station was told of, from 0 on.
    fn about(&mut self, at: u32, call: usize, what: OutputKind, texts: &[Entry<'_>]) -> Vec<Heard> {
        let reference = self.known[at as usize][call];
        self.command(at, Output { reference, request: 7, ..Output::new(what) }, texts)
    }

    /// What must not be: it is refused with this cause, and nobody else hears of it.
    fn refused(&mut self, at: u32, call: usize, what: OutputKind, texts: &[Entry<'_>], why: &str) {
        let heard = self.about(at, call, what, texts);
        let [one] = &heard[..] else { panic!("{} is answered by {} signals", what.name(), heard.len()) };
        assert_eq!((one.station, one.what, one.request, one.cause.name()), (at, K::Refused, 7, Some(why)));
    }

    fn id(&mut self) -> CallId {
        self.calls += 1;
        CallId::from_number(self.calls << 12)
    }

    fn dial(&mut self, at: u32, to: &str) -> Vec<Heard> {
        let call = self.id();
        self.command(at, Output { call, ..Output::new(OutputKind::CmdMakeCall) }, &[Entry::known(Known::To, to)])
    }

    fn consult(&mut self, at: u32, call: usize, to: &str) -> Vec<Heard> {
        let (reference, other) = (self.known[at as usize][call], self.id());
        let command = Output { reference, other, request: 7, ..Output::new(OutputKind::CmdConsult) };
        self.command(at, command, &[Entry::known(Known::To, to)])
    }

    fn state(&self, at: u32, call: usize) -> Option<(offhook::State, offhook::State)> {
        self.exchange.states(at, CallId::NONE, self.known[at as usize][call])
    }
}

/// T1 talks to 4001, who has a consultation with 4002, answered or not.
fn consulting(answered: bool) -> Wires {
    let mut wires = Wires::new(&["4001", "4002", "T1"]);
    wires.dial(2, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    wires.consult(0, 0, "4002");
    if answered {
        wires.about(1, 0, OutputKind::CmdAnswer, &[]);
    }
    wires
}

#[test]
fn what_is_no_command_is_passed_over() {
    let mut wires = Wires::new(&["4001"]);
    for what in [OutputKind::Actions, OutputKind::Party, OutputKind::RequestDone] {
        let call = wires.id();
        assert!(wires.command(0, Output { call, request: 7, ..Output::new(what) }, &[]).is_empty());
    }
    assert!(wires.exchange.is_idle());
}

#[test]
fn a_refusal_that_nobody_asked_for_is_not_told() {
    let mut wires = Wires::new(&["4001"]);
    let unknown = CallId::from_number(1 << 12);
    let answer = Output { call: unknown, ..Output::new(OutputKind::CmdAnswer) };
    assert!(wires.command(0, answer, &[]).is_empty());
    let heard = wires.command(0, Output { request: 7, ..answer }, &[]);
    assert_eq!((heard.len(), heard[0].what), (1, K::Refused));
}

#[test]
fn a_consultation_that_is_not_there_or_not_ripe() {
    let mut wires = Wires::new(&["4001", "4002", "T1"]);
    wires.dial(2, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    for what in [OutputKind::CmdReconnect, OutputKind::CmdTransfer, OutputKind::CmdConference] {
        wires.refused(0, 0, what, &[], "no-held-call");
    }
    let mut wires = consulting(false);
    wires.refused(0, 1, OutputKind::CmdConference, &[], "invalid-connection-state");
    let mut wires = consulting(true);
    let heard = wires.consult(0, 0, "4002");
    assert_eq!((heard.len(), heard[0].what), (1, K::Refused), "one consultation a call");
    // The primary is active, then neither is.
    wires.about(0, 1, OutputKind::CmdAlternate, &[]);
    assert_eq!((wires.state(0, 0), wires.state(0, 1)), (Some((Connected, Connected)), Some((Held, Connected))));
    for _ in 0..2 {
        wires.refused(0, 1, OutputKind::CmdTransfer, &[], "invalid-connection-state");
        wires.refused(0, 1, OutputKind::CmdConference, &[], "invalid-connection-state");
        wires.about(0, 0, OutputKind::CmdHold, &[]);
    }
    assert_eq!(wires.state(0, 0), Some((Held, Connected)));
}

#[test]
fn a_transfer_to_nobody() {
    let mut wires = Wires::new(&["4001", "4002", "T1"]);
    wires.dial(2, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    wires.consult(0, 0, "nowhere");
    wires.refused(0, 1, OutputKind::CmdTransfer, &[], "invalid-connection-state");
    assert_eq!(wires.state(0, 0), Some((Held, Connected)));
}

#[test]
fn calls_that_cannot_be_swapped() {
    let mut wires = consulting(true);
    // The other one is the consultation's where none is named, whichever is active.
    for (primary, consult) in [(Connected, Held), (Held, Connected), (Connected, Held)] {
        wires.about(0, 0, OutputKind::CmdAlternate, &[]);
        assert_eq!(wires.state(0, 0).unwrap().0, primary);
        assert_eq!(wires.state(0, 1).unwrap().0, consult);
    }
    let mut wires = Wires::new(&["4001", "T1"]);
    wires.dial(1, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    wires.refused(0, 0, OutputKind::CmdAlternate, &[], "no-held-call");
    wires.about(0, 0, OutputKind::CmdHold, &[]);
    wires.refused(0, 0, OutputKind::CmdAlternate, &[], "no-active-call");
}

#[test]
fn a_call_between_two_has_no_party_to_drop() {
    let mut wires = Wires::new(&["4001", "T1"]);
    wires.dial(1, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    wires.refused(0, 0, OutputKind::CmdDropParty, &[Entry::known(Known::Dropped, "T1")], "invalid-connection-state");
    assert_eq!(wires.state(0, 0), Some((Connected, Connected)));
}

#[test]
fn a_place_without_a_name() {
    let mut wires = Wires::new(&["4001", "T1"]);
    wires.dial(1, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    wires.refused(0, 0, OutputKind::CmdPark, &[], "invalid-parameter-value");
    wires.refused(0, 0, OutputKind::CmdPark, &[Entry::known(Known::To, "")], "invalid-parameter-value");
}

#[test]
fn data_that_do_not_change_are_told_to_nobody() {
    let mut wires = Wires::new(&["4001", "T1"]);
    wires.dial(1, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    let reference = wires.known[0][0];
    let detach = Output { reference, request: 7, of: RequestKind::Detach.code(), ..Output::new(OutputKind::CmdData) };
    let heard = wires.command(0, detach, &[Entry::new("", "Missing", "")]);
    assert_eq!((heard.len(), heard[0].what), (1, K::Accepted));
}

#[test]
fn the_state_of_an_agent_that_is_none() {
    let mut wires = Wires::new(&["4001", "T1"]);
    wires.exchange.queue("sales", &[0], "", None).unwrap();
    let login = [Entry::known(Known::AgentId, "a"), Entry::known(Known::QueueName, "sales")];
    wires.command(0, Output { request: 7, ..Output::new(OutputKind::CmdLogIn) }, &login);
    let say = |state| Output { state, ..Output::new(OutputKind::CmdAgent) };
    wires.command(0, say(AgentState::Ready.code()), &[]);
    wires.command(0, say(0xFF), &[]);
    // The agent is ready as before.
    assert!(wires.dial(1, "sales").iter().any(|heard| (heard.station, heard.what) == (0, K::Offered)));
}

#[test]
fn an_agent_leaves_a_queue_that_is_none() {
    let mut wires = Wires::new(&["4001", "T1"]);
    wires.exchange.queue("sales", &[0], "", None).unwrap();
    let login = [Entry::known(Known::AgentId, "a"), Entry::known(Known::QueueName, "sales")];
    wires.command(0, Output { request: 7, ..Output::new(OutputKind::CmdLogIn) }, &login);
    wires.command(0, Output { state: AgentState::Ready.code(), ..Output::new(OutputKind::CmdAgent) }, &[]);
    for none in ["T1", "nothing"] {
        let out = Output { request: 7, ..Output::new(OutputKind::CmdLogOut) };
        let heard = wires.command(0, out, &[Entry::known(Known::QueueName, none)]);
        assert_eq!((heard.len(), heard[0].what), (1, K::Accepted));
    }
    assert!(wires.dial(1, "sales").iter().any(|heard| (heard.station, heard.what) == (0, K::Offered)));
}

#[test]
fn an_agent_who_talks_is_ready_when_the_station_says_so() {
    let mut wires = Wires::new(&["4001", "T1"]);
    wires.exchange.queue("sales", &[0], "", None).unwrap();
    let login = [Entry::known(Known::AgentId, "a"), Entry::known(Known::QueueName, "sales")];
    wires.command(0, Output { request: 7, ..Output::new(OutputKind::CmdLogIn) }, &login);
    let say = |state: AgentState| Output { state: state.code(), ..Output::new(OutputKind::CmdAgent) };
    wires.command(0, say(AgentState::Busy), &[]);
    let heard = wires.command(0, Output { request: 7, ..Output::new(OutputKind::CmdReady) }, &[]);
    assert_eq!((heard.len(), heard[0].what), (1, K::Accepted));
    assert!(wires.dial(1, "sales").iter().all(|heard| heard.station == 1));
    let heard = wires.command(0, say(AgentState::Ready), &[]);
    assert!(heard.iter().any(|heard| (heard.station, heard.what) == (0, K::Offered)));
}

#[test]
fn a_tick_before_its_time_does_nothing() {
    let mut wires = Wires::new(&["4001", "T1"]);
    wires.exchange.queue("sales", &[0], "", Some((100, "4001"))).unwrap();
    wires.dial(1, "sales");
    assert_eq!(wires.exchange.deadline(), Some(100));
    wires.exchange.tick(99).unwrap();
    assert!(wires.take().is_empty());
    wires.exchange.tick(100).unwrap();
    assert!(wires.take().iter().any(|heard| (heard.station, heard.what) == (0, K::Offered)));
}

#[test]
fn a_member_of_a_conference_hears_who_else_is_in_it_and_of_no_other_party() {
    let mut wires = Wires::new(&["4001", "4002", "T1"]);
    let call = wires.id();
    wires.command(2, Output { call, ..Output::new(OutputKind::CmdMakeCall) }, &[]);
    wires.about(2, 0, OutputKind::CmdData, &[Entry::known(Known::Ani, "408-361-3611")]);
    wires.about(2, 0, OutputKind::CmdDial, &[Entry::known(Known::Digits, "4001")]);
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    let of = |heard: &[Heard], key: &str| -> Vec<String> {
        assert_eq!((heard.len(), heard[0].what), (1, K::ResyncCall));
        heard[0].entries.iter().filter(|(name, _)| name == key).map(|(_, value)| value.clone()).collect()
    };
    let heard = wires.about(0, 0, OutputKind::CmdQuery, &[]);
    assert_eq!((of(&heard, "ANI"), of(&heard, "OtherParty")), (vec!["408-361-3611".to_owned()], vec!["T1".to_owned()]));
    wires.consult(0, 0, "4002");
    wires.about(1, 0, OutputKind::CmdAnswer, &[]);
    wires.about(0, 1, OutputKind::CmdConference, &[]);
    let heard = wires.about(0, 0, OutputKind::CmdQuery, &[]);
    assert_eq!(of(&heard, "ANI"), ["408-361-3611"]);
    let mut parties = of(&heard, "Party");
    parties.sort();
    assert_eq!((parties, of(&heard, "OtherParty")), (vec!["4002".to_owned(), "T1".to_owned()], Vec::new()));
}

#[test]
fn a_station_comes_back_before_all_its_calls_ended() {
    let mut wires = Wires::new(&["4001", "T1", "T2", "T3"]);
    for trunk in 1..4 {
        wires.dial(trunk, "4001");
    }
    let left = |wires: &mut Wires| {
        wires.take();
        wires.exchange.count(0)
    };
    wires.exchange.plug(0, 0, false).unwrap();
    assert_eq!(left(&mut wires), 2);
    // It is back, and gone again, before the next turn: one call a turn all the same.
    wires.exchange.plug(0, 0, true).unwrap();
    assert_eq!(left(&mut wires), 2, "who is back keeps the rest");
    wires.exchange.plug(0, 0, false).unwrap();
    assert_eq!(left(&mut wires), 1);
    wires.exchange.tick(0).unwrap();
    assert_eq!(left(&mut wires), 0);
}

#[test]
fn a_station_goes_twice_while_another_one_is_cleared() {
    let mut wires = Wires::new(&["4001", "4002", "T1", "T2", "T3"]);
    for trunk in 2..5 {
        wires.dial(trunk, "4001");
        wires.dial(trunk, "4002");
    }
    for (station, plugged) in [(0, false), (1, false), (0, true), (0, false)] {
        wires.exchange.plug(0, station, plugged).unwrap();
        wires.take();
    }
    while wires.exchange.deadline().is_some() {
        wires.exchange.tick(0).unwrap();
        wires.take();
    }
    assert_eq!((wires.exchange.count(0), wires.exchange.count(1)), (0, 0));
}

#[test]
fn the_last_call_of_a_station_that_is_gone_ends_by_itself() {
    let mut wires = Wires::new(&["4001", "T1", "T2"]);
    wires.dial(1, "4001");
    wires.dial(2, "4001");
    wires.exchange.plug(0, 0, false).unwrap();
    wires.take();
    assert_eq!(wires.exchange.count(0), 1);
    wires.about(2, 0, OutputKind::CmdClear, &[]);
    while wires.exchange.deadline().is_some() {
        wires.exchange.tick(0).unwrap();
        wires.take();
    }
    assert_eq!(wires.exchange.count(0), 0);
}

#[test]
fn who_asked_for_a_party_leaves_while_it_rings() {
    let mut wires = Wires::new(&["4001", "4002", "4003", "T1"]);
    wires.dial(3, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    wires.about(0, 0, OutputKind::CmdAddParty, &[Entry::known(Known::To, "4002")]);
    wires.consult(0, 0, "4003");
    wires.about(0, 1, OutputKind::CmdTransfer, &[]);
    assert_eq!((wires.exchange.count(0), wires.state(3, 0)), (0, Some((Connected, Alerting))));
    // One of the two who ring does not come: nobody is told, and the other one rings on.
    let heard = wires.about(2, 0, OutputKind::CmdReject, &[]);
    assert!(heard.iter().all(|heard| heard.what != K::Refused && heard.station == 2));
    assert_eq!(wires.state(3, 0), Some((Connected, Alerting)));
    wires.about(1, 0, OutputKind::CmdAnswer, &[]);
    assert_eq!(wires.state(3, 0), Some((Connected, Connected)));
}

#[test]
fn who_is_being_added_does_not_hear_who_leaves_by_a_transfer() {
    let mut wires = Wires::new(&["4001", "4002", "4003", "4004", "T1"]);
    wires.dial(4, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    wires.about(0, 0, OutputKind::CmdAddParty, &[Entry::known(Known::To, "4002")]);
    wires.about(1, 0, OutputKind::CmdAnswer, &[]);
    wires.about(0, 0, OutputKind::CmdAddParty, &[Entry::known(Known::To, "4003")]);
    wires.consult(0, 0, "4004");
    wires.about(3, 0, OutputKind::CmdAnswer, &[]);
    let heard = wires.about(0, 1, OutputKind::CmdTransfer, &[]);
    let left = |at: u32| heard.iter().any(|heard| (heard.station, heard.what) == (at, K::PartyLeft));
    assert_eq!([1, 2, 4].map(left), [true, false, true]);
    wires.about(2, 0, OutputKind::CmdAnswer, &[]);
    assert_eq!([1, 2, 3, 4].map(|at| wires.state(at, 0)), [Some((Connected, Unknown)); 4]);
}

#[test]
fn who_asked_for_a_party_and_left_is_nobody_else_later() {
    let mut wires = Wires::new(&["4001", "4002", "4003", "4004", "4005", "T1"]);
    wires.dial(5, "4001");
    wires.about(0, 0, OutputKind::CmdAnswer, &[]);
    wires.about(0, 0, OutputKind::CmdAddParty, &[Entry::known(Known::To, "4002")]);
    wires.consult(0, 0, "4003");
    wires.about(2, 0, OutputKind::CmdAnswer, &[]);
    wires.about(0, 1, OutputKind::CmdTransfer, &[]);
    // Connections in the same call, in the records that the transfer has freed.
    wires.about(5, 0, OutputKind::CmdAddParty, &[Entry::known(Known::To, "4004")]);
    wires.about(5, 0, OutputKind::CmdAddParty, &[Entry::known(Known::To, "4005")]);
    let heard = wires.about(1, 0, OutputKind::CmdReject, &[]);
    assert!(heard.iter().all(|heard| heard.what != K::Refused));
    // Who asked and is there still hears it.
    let heard = wires.about(3, 0, OutputKind::CmdReject, &[]);
    assert!(heard.iter().any(|heard| (heard.station, heard.what) == (5, K::Refused)));
}
