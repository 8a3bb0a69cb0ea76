//! What a step says of itself, and what bounds it, beside the scenarios: `nothing`, `ignored`, keys that are none, eight
//! outputs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use offhook::{
    AgentState, CallId, CallKind, Cause, Config, Entry, Input, Key, Known, MAX_OUTPUTS, Output, OutputKind, Quirk,
    Request, RequestKind as R, Signal, SignalKind as K, State, Station, Step, Storage, Which,
};

type Out = [Output; MAX_OUTPUTS];

fn out() -> Out {
    [Output::new(OutputKind::Actions); MAX_OUTPUTS]
}

fn hear(station: &mut Station<'_>, signal: Signal<'_>) -> (Step, Vec<Output>) {
    let mut hand = out();
    let step = station.step(0, &Input::Signal(signal), &mut hand).unwrap();
    (step, hand[..step.outputs.into()].to_vec())
}

fn wish(station: &mut Station<'_>, request: Request<'_>) -> Result<Step, Cause> {
    station.step(0, &Input::Request(request), &mut out())
}

fn about(reference: u64, what: K) -> Signal<'static> {
    Signal { call: Which::reference(reference), ..Signal::new(what) }
}

fn said(outputs: &[Output]) -> Vec<OutputKind> {
    outputs.iter().map(|output| output.what).collect()
}

#[test]
fn a_signal_heard_twice_is_nothing_and_counted() {
    let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let (first, outputs) = hear(&mut station, about(7, K::Offered));
    assert!(!first.nothing && !first.call.is_none() && !outputs.is_empty());
    let _ = hear(&mut station, about(7, K::Cleared));
    assert_eq!(station.ignored(), 0);
    let (again, outputs) = hear(&mut station, about(7, K::Cleared));
    assert!(again.nothing && again.call.is_none() && outputs.is_empty());
    assert_eq!(station.ignored(), 1);
}

#[test]
fn a_hold_that_is_so_already_is_done_at_once() {
    let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let call = hear(&mut station, about(7, K::Established)).0.call;
    let _ = hear(&mut station, about(7, K::Held));
    let step = wish(&mut station, Request { call, ..Request::new(R::Hold) }).unwrap();
    // One `request-done`, and no command.
    assert_eq!((step.nothing, step.request, step.outputs, step.call), (false, 1, 1, call));
    let step = wish(&mut station, Request { call, ..Request::new(R::Retrieve) }).unwrap();
    assert!(!step.nothing && step.request != 0 && step.outputs == 2);
    assert_eq!(station.ignored(), 0);
}

#[test]
fn time_alone_with_nothing_due_says_nothing_and_counts_nothing() {
    let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let step = station.step(5, &Input::Time, &mut out()).unwrap();
    assert_eq!(step, Step::default());
    assert_eq!((station.now(), station.ignored(), station.deadline()), (5, 0, None));
}

#[test]
fn an_empty_key_is_no_key() {
    let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let call = hear(&mut station, about(7, K::Established)).0.call;
    for app in ["", "CRM"] {
        let nameless = Entry { key: Key::new(app, ""), value: "v" };
        let good = Entry { key: Key::new(app, "k"), value: "v" };
        for what in [R::Attach, R::Detach] {
            for entries in [&[nameless][..], &[good, nameless], &[nameless, good]] {
                let refused = wish(&mut station, Request { call, entries, ..Request::new(what) });
                assert_eq!(refused, Err(Cause::INVALID_PARAMETER_VALUE), "{what:?} {app}");
            }
        }
    }
    assert_eq!(station.data(call).unwrap().iter().count(), 0);
}

#[test]
fn a_gap_in_the_numbering_is_told_first_or_in_the_next_step() {
    let mut storage = Storage::<4, 64>::new(&Config::default().with(Quirk::FarFailed)).unwrap();
    let mut station = storage.station();
    let _ = hear(&mut station, Signal { sequence: 1, ..about(7, K::Offered) });
    let (_, outputs) = hear(&mut station, Signal { sequence: 3, ..about(7, K::Established) });
    assert_eq!(said(&outputs), [OutputKind::CmdResync, OutputKind::Link, OutputKind::Call, OutputKind::Actions]);
    let numbers: Vec<u32> = outputs[1..].iter().map(|event| event.sequence).collect();
    assert_eq!(numbers, [3, 4, 5]);
}

#[test]
fn a_step_without_room_for_a_gap_leaves_it_to_the_next() {
    let mut storage = Storage::<4, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    // A consultation of a busy agent becomes a conference under another reference: a call changes, is renamed, its
    // request is done, the other call ends merged.
    for what in [R::LogIn, R::Ready] {
        let _ = wish(&mut station, Request::new(what)).unwrap();
        let _ = hear(&mut station, Signal::new(K::Accepted));
    }
    let call = hear(&mut station, Signal { sequence: 1, acd: true, ..about(7, K::Offered) }).0.call;
    let _ = wish(&mut station, Request { call, ..Request::new(R::Answer) }).unwrap();
    let _ = hear(&mut station, about(7, K::Established));
    let to = [Entry::known(Known::To, "4002")];
    let second = wish(&mut station, Request { call, entries: &to, ..Request::new(R::Consult) }).unwrap().call;
    let _ = hear(&mut station, about(7, K::Held));
    for what in [K::Originated, K::Established] {
        let _ = hear(&mut station, Signal { call: Which::id(second), ..Signal::new(what) });
    }
    let _ = wish(&mut station, Request { call, ..Request::new(R::Conference) }).unwrap();
    let joined = Signal { sequence: 5, reference: 99, ..about(7, K::Conferenced) };
    let (_, outputs) = hear(&mut station, joined);
    let ends = [
        OutputKind::Call,
        OutputKind::Reference,
        OutputKind::RequestDone,
        OutputKind::Call,
        OutputKind::Merged,
        OutputKind::Ended,
        OutputKind::Actions,
    ];
    assert_eq!(said(&outputs), ends);
    assert_eq!(station.deadline(), Some(0));
    let mut hand = out();
    let step = station.step(0, &Input::Time, &mut hand).unwrap();
    assert_eq!(said(&hand[..step.outputs.into()]), [OutputKind::CmdResync, OutputKind::Link, OutputKind::Actions]);
}

#[test]
fn a_call_that_is_stale_stays_so_however_often_the_link_breaks() {
    let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let call = hear(&mut station, about(7, K::Established)).0.call;
    for _ in 0..600 {
        let _ = hear(&mut station, Signal::new(K::LinkDown));
        let _ = hear(&mut station, Signal::new(K::LinkUp));
        assert!(station.call(call).unwrap().stale);
    }
    let young = hear(&mut station, about(8, K::Offered)).0.call;
    assert!(station.call(call).unwrap().stale && !station.call(young).unwrap().stale);
}

#[test]
fn a_gap_while_calls_are_being_ended_ends_no_more_of_them() {
    let mut storage = Storage::<4, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let numbered = |sequence, signal| Signal { sequence, ..signal };
    let listed = hear(&mut station, about(7, K::Offered)).0.call;
    for other in [8, 9] {
        let _ = hear(&mut station, about(other, K::Offered));
    }
    let _ = hear(&mut station, numbered(1, Signal::new(K::ResyncBegin)));
    let item = Signal { local: State::Alerting, far: State::Connected, ..about(7, K::ResyncCall) };
    let _ = hear(&mut station, numbered(2, item));
    // One call is ended now, and the next one in the step that follows.
    let _ = hear(&mut station, numbered(3, Signal::new(K::ResyncEnd)));
    assert_eq!(station.deadline(), Some(0));
    let _ = hear(&mut station, numbered(5, about(7, K::FarHeld)));
    for _ in 0..8 {
        let _ = station.tick(0, &mut out());
    }
    assert!(station.call(listed).is_some_and(|call| call.local == State::Alerting && call.stale));
}

#[test]
fn a_listed_call_without_a_slot_is_turned_away_when_it_waits_for_an_answer() {
    let mut storage = Storage::<1, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let mine = hear(&mut station, about(1, K::Established)).0.call;
    let _ = hear(&mut station, Signal::new(K::ResyncBegin));
    let listed = |local| Signal { local, far: State::Connected, ..about(2, K::ResyncCall) };
    let (_, outputs) = hear(&mut station, listed(State::Alerting));
    assert_eq!(said(&outputs), [OutputKind::CmdReject, OutputKind::RejectedBusy]);
    assert!(outputs.iter().all(|output| (output.reference, output.cause) == (2, Cause::BUSY)));
    // A conversation elsewhere is not cut: that it has no place here is said.
    let (_, outputs) = hear(&mut station, listed(State::Connected));
    assert_eq!(said(&outputs), [OutputKind::Discrepancy]);
    assert_eq!(station.calls().map(|call| call.id).collect::<Vec<_>>(), [mine]);
}

#[test]
fn a_call_listed_without_a_state_of_its_own_stays_as_it_is() {
    let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let call = hear(&mut station, about(1, K::Established)).0.call;
    let _ = hear(&mut station, Signal::new(K::ResyncBegin));
    for reference in [1, 2] {
        let listed = Signal { local: State::Unknown, far: State::Connected, ..about(reference, K::ResyncCall) };
        assert_eq!(said(&hear(&mut station, listed).1), [OutputKind::Discrepancy]);
    }
    let _ = hear(&mut station, Signal::new(K::ResyncEnd));
    assert_eq!(station.calls().count(), 1);
    let info = station.call(call).unwrap();
    assert_eq!((info.local, info.far, info.stale), (State::Connected, State::Connected, false));
}

/// Whether another call could take the line without holding this one first.
fn line_is_free(station: &mut Station<'_>) -> bool {
    station.allowed(R::MakeCall, CallId::NONE).is_ok()
}

#[test]
fn a_far_party_that_is_dialled_once_more_is_not_gone() {
    let no_hold = Config { no_auto_hold: 1, ..Config::default() };
    for config in [no_hold, no_hold.with(Quirk::FarFailed)] {
        let mut storage = Storage::<2, 64>::new(&config).unwrap();
        let mut station = storage.station();
        let _ = hear(&mut station, Signal { kind: Some(CallKind::Outbound), ..about(1, K::Established) });
        assert!(!line_is_free(&mut station));
        let _ = hear(&mut station, about(1, K::FarCleared));
        assert!(line_is_free(&mut station));
        let _ = hear(&mut station, about(1, K::Originated));
        assert!(!line_is_free(&mut station));
    }
}

#[test]
fn whoever_is_ready_has_no_reason() {
    let mut storage = Storage::<1, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let _ = hear(&mut station, Signal { agent: AgentState::NotReady, reason: 7, ..Signal::new(K::Agent) });
    let mut hand = out();
    let asked = Request { reason: 5, ..Request::new(R::Ready) };
    let _ = station.step(0, &Input::Request(asked), &mut hand).unwrap();
    assert_eq!((hand[0].what, hand[0].reason), (OutputKind::CmdReady, 0));
    let _ = hear(&mut station, Signal::new(K::Accepted));
    assert_eq!((station.agent().state, station.agent().reason), (AgentState::Ready, 0));
}

#[test]
fn an_output_gives_words_for_what_it_tells_and_for_nothing_else() {
    let told = |what| Output { state: 3, far: 2, of: 3, ..Output::new(what) };
    let words = |what| {
        let output = told(what);
        (output.local_state(), output.far_state(), output.agent_state(), output.request_kind())
    };
    assert_eq!(words(OutputKind::Call), (Some(State::Connected), Some(State::Alerting), None, None));
    assert_eq!(words(OutputKind::Agent), (None, None, Some(AgentState::Reserved), None));
    assert_eq!(words(OutputKind::RequestFailed), (None, None, None, Some(R::Answer)));
    assert_eq!(words(OutputKind::CmdHold), (None, None, None, None));
    assert_eq!(Output { state: 99, ..Output::new(OutputKind::Call) }.local_state(), None);
}
