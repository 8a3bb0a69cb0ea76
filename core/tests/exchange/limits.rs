//! What does not fit is refused, and what is much comes in several signals.

use crate::floor::Floor;
use offhook::exchange::{Exchange, MAX_NUMBER, Memory, Setup, StationSetup, posts};
use offhook::{CallId, Entry, Output, OutputKind, RequestKind as R, State::*};

fn nothing() -> Memory<'static> {
    Memory {
        extensions: &mut [],
        calls: &mut [],
        connections: &mut [],
        queues: &mut [],
        groups: &mut [],
        members: &mut [],
        places: &mut [],
        index: &mut [],
        posts: &mut [],
        texts: &mut [],
        data: &mut [],
    }
}

#[test]
fn an_exchange_that_has_no_room() {
    let setup = Setup { data: 64, own: 0, parties: 8 };
    let named = |result: Result<Exchange<'_>, offhook::Cause>| result.err().and_then(|cause| cause.name());
    assert_eq!(named(Exchange::new(nothing(), &setup)), Some("no-room"));
    assert_eq!(named(Exchange::new(nothing(), &Setup { parties: 33, ..setup })), Some("invalid-parameter-value"));
    assert_eq!(named(Exchange::new(nothing(), &Setup { parties: 1, ..setup })), Some("invalid-parameter-value"));
    // Enough of everything but one kind of bytes.
    for (texts, data, own) in [(1, 64, 2), (2, 63, 2)] {
        let memory = Memory {
            extensions: vec![Default::default(); 1].leak(),
            calls: vec![Default::default(); 1].leak(),
            posts: vec![Default::default(); posts(8)].leak(),
            texts: vec![0; texts].leak(),
            data: vec![0; data].leak(),
            ..nothing()
        };
        assert_eq!(named(Exchange::new(memory, &Setup { own, ..setup })), Some("no-room"));
    }
}

#[test]
fn a_call_or_a_signal_on_its_way_is_not_idle_and_not_kept() {
    let mut floor = Floor::new(&["4001"]);
    let exchange = &mut floor.exchange;
    assert!(exchange.is_idle() && exchange.state().is_some());
    let make = Output { call: CallId::from_number(1 << 12), request: 1, ..Output::new(OutputKind::CmdMakeCall) };
    exchange.command(0, 0, &make, 0, &[]).unwrap();
    assert!(!exchange.is_idle() && exchange.state().is_none());
    while exchange.next().is_some() {}
    assert!(!exchange.is_idle() && exchange.state().is_some());
    exchange.command(0, 0, &Output { what: OutputKind::CmdClear, ..make }, 0, &[]).unwrap();
    assert!(!exchange.is_idle(), "the end is still to be told");
    while exchange.next().is_some() {}
    assert!(exchange.is_idle());
}

#[test]
fn numbers_and_lists_that_cannot_be() {
    let mut floor = Floor::new(&["4001"]);
    let exchange = &mut floor.exchange;
    let long = "4".repeat(MAX_NUMBER + 1);
    let station = StationSetup::default();
    let name = |result: Result<u32, offhook::Cause>| result.err().and_then(|cause| cause.name());
    assert_eq!(name(exchange.station("", &station)), Some("invalid-parameter-value"));
    assert_eq!(name(exchange.station("4001", &station)), Some("invalid-parameter-value"));
    assert_eq!(name(exchange.station(&long, &station)), Some("no-room"));
    assert_eq!(name(exchange.station("4002", &station)), Some("no-room"));
    let name = |result: Result<(), offhook::Cause>| result.err().and_then(|cause| cause.name());
    assert_eq!(name(exchange.queue("sales", &[1], "", None)), Some("invalid-parameter-value"));
    assert_eq!(name(exchange.queue("sales", &[0; 17], "", None)), Some("no-room"));
    assert_eq!(name(exchange.hunt("team", true, &[0; 33])), Some("no-room"));
    assert_eq!(name(exchange.hunt("team", true, &[0, 1])), Some("invalid-parameter-value"));
    assert_eq!(name(exchange.plug(0, 1, false)), Some("invalid-device-id"));
    // What was refused has left nothing behind.
    assert_eq!(name(exchange.queue("sales", &[0; 16], "", None)), None);
    assert_eq!(name(exchange.hunt("team", true, &[0; 32])), None);
}

#[test]
fn one_command_is_finished_before_the_next() {
    let mut floor = Floor::new(&["4001"]);
    let exchange = &mut floor.exchange;
    let make = Output { call: CallId::from_number(1 << 12), request: 1, ..Output::new(OutputKind::CmdMakeCall) };
    exchange.command(0, 0, &make, 0, &[]).unwrap();
    assert_eq!(exchange.command(0, 0, &make, 0, &[]).err().and_then(|cause| cause.name()), Some("resource-busy"));
    assert_eq!(exchange.tick(0).err().and_then(|cause| cause.name()), Some("resource-busy"));
    assert!(exchange.next().is_some() && exchange.next().is_none());
    exchange.tick(0).unwrap();
}

#[test]
fn more_entries_than_one_signal_holds() {
    let mut floor = Floor::new(&["4001", "4002", "4003"]);
    let (first, second) = floor.talk(0, 1, "4002");
    let names: Vec<String> = (0..38).map(|at| format!("K{at}")).collect();
    let entries: Vec<Entry<'_>> = names.iter().map(|name| Entry::new("", name, "v")).collect();
    floor.ask(0, R::Attach, first, &entries);
    let all = |floor: &mut Floor, at, call| names.iter().filter(|name| floor.data(at, call, name).is_some()).count();
    assert_eq!(all(&mut floor, 1, second), 38);
    floor.to(1, R::BlindTransfer, second, "4003");
    let third = floor.only(2, Alerting);
    assert_eq!(all(&mut floor, 2, third), 38);
    floor.empty();
}

#[test]
fn no_connection_is_free() {
    let mut floor = Floor::with(&["1", "2", "3", "4", "5", "6", "7", "8", "9"], &Default::default(), 4);
    let mut failed = 0;
    for round in 0..4 {
        for at in 0..9 {
            let Ok(call) = floor.request(at, offhook::Request::new(R::MakeCall)) else { continue };
            failed += usize::from(floor.states(at, call).0 == Null);
        }
        assert!(round < 3 || failed > 0);
    }
    // 32 calls are all there are.
    assert_eq!(failed, 4);
    floor.empty();
}
