//! Attached data in postcard's format.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

use offhook::codec::{self, Codec, DecodeError, EncodeError, Options, Why};
use offhook::syntax::Fault;
use offhook::{Entry, Key, Known};

const BINARY: Codec = Codec::Binary;

fn encode(entries: &[Entry<'_>]) -> Vec<u8> {
    let Err(EncodeError::NeedSize(size)) = codec::encode(BINARY, entries, &Options::DEFAULT, &mut []) else {
        panic!("nothing in no bytes")
    };
    let mut bytes = vec![0; size];
    assert_eq!(codec::encode(BINARY, entries, &Options::DEFAULT, &mut bytes), Ok(size));
    bytes
}

fn wrong(bytes: &[u8], at: usize, what: Fault) {
    assert_eq!(codec::decode(BINARY, bytes, &mut [0; 512]), Err(DecodeError::at(at, what)), "{bytes:?}");
}

#[test]
fn both_ways_byte_for_byte() {
    let entries = [
        Entry::known(Known::Ani, "1"),
        Entry::new("A", "k", "é"),
        Entry::new("", "free", ""),
        Entry::known(Known::Ani, "\0\n"),
        Entry::new("A", "ANI", "x"),
    ];
    let bytes = encode(&entries);
    assert_eq!(bytes, b"\x05\0\x03ANI\x011\x01A\x01k\x02\xC3\xA9\0\x04free\0\0\x03ANI\x02\0\n\x01A\x03ANI\x01x");
    let mut into = [0; 512];
    assert!(codec::decode(BINARY, &bytes, &mut into).unwrap().iter().eq(entries));
    for cut in 0..bytes.len() {
        assert!(codec::decode(BINARY, &bytes[..cut], &mut into).is_err(), "{cut}");
    }
    assert_eq!(encode(&[]), b"\0");
    assert_eq!(codec::decode(BINARY, b"\0", &mut []).unwrap().iter().count(), 0);
}

#[test]
fn values_of_every_size() {
    for length in [0, 1, 127, 128, 16_383, 16_384, 65_535] {
        let value = "é".repeat(length / 2) + if length % 2 == 1 { "x" } else { "" };
        let entries = [Entry::new("", "Transcript", &value), Entry::known(Known::Bp, "end")];
        let bytes = encode(&entries);
        let mut into = vec![0; 70_000];
        assert!(
            codec::decode(BINARY, &bytes, &mut into)
                .unwrap()
                .iter()
                .eq([Entry::known(Known::Transcript, &value), entries[1]])
        );
    }
    let long = "x".repeat(65_536);
    let entries = [Entry::known(Known::Bp, ""), Entry::new("", "k", &long)];
    let refused = codec::encode(BINARY, &entries, &Options::DEFAULT, &mut []);
    assert_eq!(refused, Err(EncodeError::Refused { entry: 1, why: Why::TooLong }));
    let mut bytes = b"\x01\0\x01k\x80\x80\x04".to_vec();
    bytes.extend(long.as_bytes());
    assert_eq!(codec::decode(BINARY, &bytes, &mut vec![0; 80_000]), Err(DecodeError::at(1, Fault::ValueTooLong)));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    wrong(b"", 0, Fault::End);
    wrong(b"\x01", 1, Fault::End);
    wrong(b"\x01\0\x01k\x05ab", 7, Fault::End);
    wrong(b"\x01\0\0\0", 1, Fault::Key);
    wrong(b"\x01\0\x01k\x02\xC0\xAF", 5, Fault::Utf8);
    wrong(b"\x01\0\x01k\x03a\xED\xA0", 6, Fault::Utf8);
    wrong(b"\0\0", 1, Fault::Unexpected);
    wrong(b"\xFF\xFF\xFF\xFF\x0F", 5, Fault::End);
    wrong(b"\xFF\xFF\xFF\xFF\x1F", 0, Fault::Escape);
    wrong(b"\x80\x80\x80\x80\x80\0", 0, Fault::Escape);
    let mut name = b"\x01\0\x80\x02".to_vec();
    name.extend([b'n'; 256]);
    name.push(0);
    wrong(&name, 1, Fault::KeyTooLong);
    let key = [Entry { key: Key::Own { app: "", name: "" }, value: "" }];
    assert_eq!(
        codec::encode(BINARY, &key, &Options::DEFAULT, &mut []),
        Err(EncodeError::Refused { entry: 0, why: Why::EmptyKey })
    );
}

/// A call's facts come first, in the order of their keys, and everything else as it was attached: for every order of
/// attaching them, also where one is there twice.
#[test]
fn facts_of_a_call_come_first_in_the_order_of_their_keys() {
    let known = [Known::Dnis, Known::Ani, Known::Custom1, Known::Cid, Known::Ani, Known::Dnis];
    let values = ["0", "1", "2", "3", "4", "5"];
    assert!([Known::Dnis, Known::Ani].iter().all(|known| known.is_fact()) && !Known::Custom1.is_fact());
    for order in 0..6usize.pow(6) {
        let picked: Vec<usize> = (0..6u32).map(|digit| order / 6usize.pow(digit) % 6).collect();
        if (0..6).any(|at| picked[..at].contains(&picked[at])) {
            continue;
        }
        let mut entries: Vec<_> = picked.iter().map(|at| Entry::known(known[*at], values[*at])).collect();
        entries.push(Entry::new("A", "k", "last"));
        for count in 0..=entries.len() {
            let given = &entries[entries.len() - count..];
            let (mut held, mut bytes) = ([0; 256], [0; 256]);
            let data = codec::decode(BINARY, &encode(given), &mut held).unwrap();
            let length = codec::encode(BINARY, data, &Options::DEFAULT, &mut bytes).unwrap();
            let mut expected = given.to_vec();
            expected.sort_by_key(|entry| match entry.key {
                Key::Known(known) if known.is_fact() => known.code(),
                _ => u8::MAX,
            });
            assert_eq!(bytes[..length], encode(&expected), "{given:?}");
        }
    }
}
