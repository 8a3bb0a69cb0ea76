//! Round trips, every cut and every flipped byte, and the published vector of the hash.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use super::*;
use crate::cause::Cause;
use crate::data::{Entry, Known};
use crate::id::{CallId, Which};
use crate::request::RequestKind;
use crate::signal::SignalKind;
use crate::state::{AgentState, CallKind, ForwardKind, Purpose, State};

/// Room for the entries of one record.
fn room<'a>() -> [Entry<'a>; MAX_ENTRIES] {
    [Entry::known(Known::Ani, ""); MAX_ENTRIES]
}

const ENTRIES: &[Entry<'static>] = &[
    Entry::known(Known::Ani, "408-361-3611"),
    Entry::known(Known::To, ""),
    Entry { key: crate::data::Key::Own { app: "CRM", name: "Betreff" }, value: "Größe 4" },
    Entry { key: crate::data::Key::Own { app: "", name: "x" }, value: "408-361-3611" },
];

/// One record of each kind, no field at its default where it has one to be told from.
fn records() -> [Record<'static>; 7] {
    let mut config =
        Config { request_timeout: 1, no_answer: 2, auto_answer: 3, wrap_up: 4, recall: 5, ..Config::default() };
    config.without = 0x8000_0000_0000_0002;
    (config.quirks, config.no_auto_hold, config.mode) = (6, 7, 8);
    (config.wrap_up_wish, config.login_ready, config.rona_ready, config.reserved) = (9, 10, 11, [12, 13]);
    let signal = Signal {
        what: SignalKind::ResyncCall,
        call: Which { id: CallId::from_number(0x1234_5678), reference: 0x1122_3344_5566_7788 },
        with: Which { id: CallId::from_number(9), reference: 10 },
        reference: 11,
        sequence: 12,
        request: 13,
        cause: Cause(0xF0B),
        kind: Some(CallKind::Consult),
        acd: true,
        attempt: 200,
        local: State::Held,
        far: State::Unknown,
        agent: AgentState::WrapUp,
        pending: Some(AgentState::LoggedOut),
        reason: 14,
        on: true,
        forward: ForwardKind::NoAnswer,
        entries: ENTRIES,
    };
    let request = Request {
        what: RequestKind::Consult,
        call: CallId::from_number(15),
        with: CallId::from_number(16),
        cause: Cause::BUSY,
        purpose: Purpose::Conference,
        on: true,
        forward: ForwardKind::Busy,
        reason: 17,
        entries: ENTRIES,
    };
    let begin = Begin { calls: 18, data: 19, own: 20, config };
    let record = |now, what| Record { station: 0x0102, now, what };
    [
        record(0, Recorded::Station(begin, &[])),
        record(1, Recorded::Time),
        record(u64::MAX, Recorded::Signal(signal)),
        record(3, Recorded::Request(request)),
        record(0, Recorded::Save),
        record(0, Recorded::Restore),
        record(0, Recorded::Station(begin, &[Entry { key: NAME, value: "4001" }])),
    ]
}

/// A trace of [`records`] at the start of a buffer, and its length.
fn trace(mask: Option<&Mask>) -> ([u8; 1024], usize) {
    let mut bytes = [0; 1024];
    let mut len = write_header(mask.is_some(), &mut bytes).unwrap();
    for record in records() {
        len += record.write(mask, &mut bytes[len..]).unwrap();
    }
    (bytes, len)
}

#[test]
fn what_is_written_is_read() {
    let (bytes, len) = trace(None);
    let mut reader = Reader::new(&bytes[..len]).unwrap();
    assert!(!reader.masked());
    for record in records() {
        assert_eq!(reader.next(&mut room()), Ok(Some(record)));
    }
    assert_eq!(reader.next(&mut room()), Ok(None));
}

#[test]
fn a_small_buffer_is_told_what_is_needed() {
    let mut bytes = [0; 1024];
    for record in records() {
        let len = record.write(None, &mut bytes).unwrap();
        for short in 0..len {
            assert_eq!(record.write(None, &mut bytes[..short]), Err(WriteError::Room(len)));
        }
    }
    assert_eq!(write_header(false, &mut []), Err(WriteError::Room(HEADER)));
}

#[test]
fn more_entries_than_a_record_holds_are_refused() {
    let entries = [Entry::known(Known::Party, "1"); MAX_ENTRIES + 1];
    let signal = |entries| Recorded::Signal(Signal { entries, ..Signal::new(SignalKind::Conferenced) });
    let record = |what| Record { station: 0, now: 0, what };
    let mut bytes = [0; 2048];
    assert_eq!(record(signal(&entries)).write(None, &mut bytes), Err(WriteError::TooLarge));
    assert!(record(signal(&entries[1..])).write(None, &mut bytes).is_ok());
}

/// Reads all there is; how many records, and the error at the end if there is one.
fn drain(bytes: &[u8]) -> (usize, Option<TraceError>) {
    let mut reader = match Reader::new(bytes) {
        Ok(reader) => reader,
        Err(error) => return (0, Some(error)),
    };
    let mut count = 0;
    loop {
        match reader.next(&mut room()) {
            Ok(Some(_)) => count += 1,
            Ok(None) => return (count, None),
            Err(error) => {
                assert_eq!(reader.next(&mut room()), Err(error), "a reader stays at its error");
                return (count, Some(error));
            }
        }
    }
}

#[test]
fn every_cut_is_found_where_the_bytes_end() {
    let (bytes, len) = trace(None);
    let mut whole = 0;
    for cut in 0..len {
        match drain(&bytes[..cut]) {
            // Between two records a cut cannot be seen.
            (count, None) => {
                assert_eq!(count, whole);
                whole += 1;
            }
            (_, Some(error)) => assert_eq!(error.what, TraceFault::Truncated, "cut at {cut}"),
        }
    }
    assert_eq!(whole, records().len());
}

#[test]
fn any_byte_is_read_or_refused_at_its_place() {
    let (whole, len) = trace(None);
    let mut refused = 0;
    for at in 0..len {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = whole;
            bytes[at] = value;
            if let (_, Some(error)) = drain(&bytes[..len]) {
                assert!(error.at <= len);
                refused += 1;
            }
        }
    }
    assert!(refused > 100, "only {refused} were refused");
}

#[test]
fn faults_are_named() {
    let (whole, len) = trace(None);
    let with = |at: usize, value: u8| {
        let mut bytes = whole;
        bytes[at] = value;
        drain(&bytes[..len]).1
    };
    let fault = |at, what| Some(TraceError { at, what });
    // Header, then the first record: a station of 60 bytes.
    assert_eq!(with(0, b'x'), fault(0, TraceFault::NotATrace));
    assert_eq!(with(4, 2), fault(4, TraceFault::Version));
    assert_eq!(with(6, 2), fault(6, TraceFault::Version));
    assert_eq!(with(12, 99), fault(12, TraceFault::Kind));
    assert_eq!(with(13, 1), fault(13, TraceFault::Word));
    assert_eq!(with(8, 59), fault(67, TraceFault::Length));
    assert_eq!(with(8, 61), fault(68, TraceFault::Length));
    // The signal starts at 84; its word is 58 bytes on, its count of entries 68, the first entry 72.
    assert_eq!(with(84 + 58, 0), fault(84 + 58, TraceFault::Word));
    assert_eq!(with(84 + 68, 33), fault(84 + 68, TraceFault::Entries));
    assert_eq!(with(84 + 72, 250), fault(84 + 72, TraceFault::Word));
    assert_eq!(with(84 + 72 + 16, 0x80), fault(84 + 72 + 16, TraceFault::NotUtf8));
}

#[test]
fn masked_values_keep_their_lengths_and_equality() {
    let mask = Mask::new([1, 2]);
    let (bytes, len) = trace(Some(&mask));
    let mut reader = Reader::new(&bytes[..len]).unwrap();
    assert!(reader.masked());
    for original in records() {
        let mut room = room();
        let record = reader.next(&mut room).unwrap().unwrap();
        match (record.what, original.what) {
            (Recorded::Signal(masked), Recorded::Signal(plain)) => {
                assert_eq!(Signal { entries: &[], ..masked }, Signal { entries: &[], ..plain });
                compare(masked.entries, plain.entries);
                assert_eq!(masked.entries[0].value, masked.entries[3].value, "equal values stay equal");
            }
            (Recorded::Request(masked), Recorded::Request(plain)) => compare(masked.entries, plain.entries),
            (Recorded::Station(masked, called), Recorded::Station(plain, name)) => {
                assert_eq!(masked, plain);
                compare(called, name);
            }
            (masked, plain) => assert_eq!(masked, plain),
        }
    }
}

fn compare(masked: &[Entry<'_>], plain: &[Entry<'_>]) {
    assert_eq!(masked.len(), plain.len());
    for (masked, plain) in masked.iter().zip(plain) {
        assert_eq!(masked.key, plain.key);
        assert_eq!(masked.value.len(), plain.value.len());
        assert!(plain.value.is_empty() || masked.value != plain.value);
    }
}

#[test]
fn another_key_gives_other_letters() {
    let letters = |key, value: &str| {
        let mut letters = [0; 12];
        Mask::new(key).letters(value).zip(&mut letters).for_each(|(from, to)| *to = from);
        letters
    };
    assert_ne!(letters([1, 2], "408-361-3611"), letters([1, 3], "408-361-3611"));
    assert_ne!(letters([1, 2], "408-361-3611"), letters([1, 2], "408-361-3612"));
}

#[test]
fn the_hash_is_siphash_2_4() {
    // The vector of the paper's appendix: key 00 01 … 0f, message 00 01 … 0e.
    let mask = Mask::new([0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908]);
    let mut message = [0; 15];
    message.iter_mut().zip(0..).for_each(|(byte, value)| *byte = value);
    assert_eq!(mask.hash(&message), 0xa129_ca61_49be_45e5);
}
