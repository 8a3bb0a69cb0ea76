//! Which record has a number.

use crate::floor::Floor;
use offhook::{CallId, Entry, Known, RequestKind as R, State::*};

#[test]
fn a_number_is_found_whichever_was_given_back_before() {
    // Few places: many of these pairs meet in the index.
    for pair in 0..60 {
        let mut floor = Floor::new(&["4001", "T1", "T2", "4002", "4003", "4004", "4005", "4006", "4007"]);
        let (first, second) = (format!("8{pair:02}"), format!("9{pair:02}"));
        for (trunk, place) in [(1, &first), (2, &second)] {
            let (_, call) = floor.talk(trunk, 0, "4001");
            floor.to(0, R::Park, call, place);
        }
        let [gone, left] = if pair % 2 == 0 { [(1, &first), (2, &second)] } else { [(2, &second), (1, &first)] };
        let call = floor.only(gone.0, Connected);
        floor.on(gone.0, R::Clear, call);
        let fetched = floor.ask(0, R::Pickup, CallId::NONE, &[Entry::known(Known::Of, left.1)]);
        assert_eq!(floor.states(0, fetched), (Connected, Connected), "{pair}");
        assert!((1..9).all(|at| at < 3 || floor.exchange.find(&format!("{}", 3999 + at)) == Some(at)));
        floor.empty();
    }
}

#[test]
fn two_numbers_of_one_hash_are_two() {
    // Found by trying: their hashes are equal in all 32 bits.
    let mut floor = Floor::new(&["947356", "1061680", "T1"]);
    assert_eq!((floor.exchange.find("947356"), floor.exchange.find("1061680")), (Some(0), Some(1)));
    floor.dial(2, "1061680");
    floor.only(1, Alerting);
    assert!(floor.calls(0).is_empty());
    floor.empty();
}

#[test]
fn only_a_station_is_found() {
    let mut floor = Floor::new(&["4001"]);
    floor.exchange.queue("sales", &[0], "", None).unwrap();
    assert_eq!((floor.exchange.find("sales"), floor.exchange.find("4002")), (None, None));
}

#[test]
fn the_index_keeps_a_place_free() {
    let numbers: Vec<String> = (0..15).map(|at| format!("{}", 4001 + at)).collect();
    let names: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let mut floor = Floor::new(&names);
    let full = |result: Result<(), offhook::Cause>| result.err().and_then(|cause| cause.name());
    assert_eq!(full(floor.exchange.queue("sales", &[0], "", None)), Some("no-room"));
    assert_eq!(full(floor.exchange.hunt("team", true, &[0])), Some("no-room"));
    assert_eq!(floor.exchange.find("nobody"), None, "a search ends");
    assert_eq!(floor.exchange.find("4015"), Some(14));
}
