//! The C4C adapter's query: vectors of our own, both ways.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod codec_common;

use codec_common::{both_ways, decoded, encoded, owned, refused, wrong};
use offhook::codec::{Codec, EncodeError, Source, Why};
use offhook::data::{Data, DataMut};
use offhook::syntax::Fault;
use offhook::{Entry, Key, Known};

const QUERY: Codec = Codec::C4cQuery;

#[test]
fn an_incoming_call() {
    both_ways(
        QUERY,
        &[
            ("CID", "BCM1234"),
            ("ANI", "408-361-3611"),
            ("DNIS", "1-800-455-5555"),
            ("BP", "1000655"),
            ("SerialNo", "XY234567T"),
            ("TicketID", "8003456"),
            ("Type", "CALL"),
            ("EventType", "INBOUND"),
            ("ExternalReferenceID", "56432156787890"),
            ("Custom_1", "value1"),
            ("Custom_2", ""),
            ("Custom_3", "a b"),
            ("Custom_4", "_~-."),
        ],
        "CID=BCM1234&ANI=408-361-3611&DNIS=1-800-455-5555&BP=1000655&SerialNo=XY234567T&TicketID=8003456\
         &Type=CALL&EventType=INBOUND&ExternalReferenceID=56432156787890&Custom_1=value1&Custom_2=&Custom_3=a%20b\
         &Custom_4=_~-.",
    );
}

#[test]
fn a_chat_from_its_start_to_its_transcript() {
    both_ways(
        QUERY,
        &[
            ("Type", "CHAT"),
            ("CID", "BCM1234"),
            ("EventType", "UPDATEACTIVITY"),
            ("Action", "END"),
            ("Email", "a+b@example.com"),
            ("ExternalReferenceID", "C1"),
            ("Transcript", "10:01 A: Hi\r\n10:02 B: 50% off & more?\n"),
        ],
        "Type=CHAT&CID=BCM1234&EventType=UPDATEACTIVITY&Action=END&Email=a%2Bb%40example.com&ExternalReferenceID=C1\
         &Transcript=10%3A01%20A%3A%20Hi%0D%0A10%3A02%20B%3A%2050%25%20off%20%26%20more%3F%0A",
    );
}

#[test]
fn a_transfer_has_both_ids() {
    both_ways(
        QUERY,
        &[
            ("CID", "AVAYA5678"),
            ("ANI", "1"),
            ("ExternalReferenceID", "LEG2"),
            ("ExternalOriginalReferenceID", "LEG1"),
            ("EventType", "TRANSFER"),
            ("ActivityUUID", "00163E07C0211ED7BC99F84A3DF7622E"),
        ],
        "CID=AVAYA5678&ANI=1&ExternalReferenceID=LEG2&ExternalOriginalReferenceID=LEG1&EventType=TRANSFER\
         &ActivityUUID=00163E07C0211ED7BC99F84A3DF7622E",
    );
}

#[test]
fn every_character_comes_back() {
    for (value, text) in [
        ("& < > \" ' % + space #", "%26%20%3C%20%3E%20%22%20%27%20%25%20%2B%20space%20%23"),
        ("\0\u{1}\t\n\r\u{1f}\u{7f}", "%00%01%09%0A%0D%1F%7F"),
        ("Grüße", "Gr%C3%BC%C3%9Fe"),
        ("😀", "%F0%9F%98%80"),
        ("שלום", "%D7%A9%D7%9C%D7%95%D7%9D"),
        ("\u{fffe}\u{ffff}", "%EF%BF%BE%EF%BF%BF"),
        ("=?/:;,@[]\\`{|}^", "%3D%3F%2F%3A%3B%2C%40%5B%5D%5C%60%7B%7C%7D%5E"),
        ("50% off %41", "50%25%20off%20%2541"),
        ("@AZ[`az{/09:-._~", "%40AZ%5B%60az%7B%2F09%3A-._~"),
    ] {
        both_ways(QUERY, &[("BP", value)], &format!("BP={text}"));
        // At every distance from the ends of a word.
        for before in 0..9 {
            for after in 0..9 {
                let (before, after) = ("x".repeat(before), "y".repeat(after));
                let padded = format!("{before}{value}{after}");
                both_ways(QUERY, &[("BP", &padded)], &format!("BP={before}{text}{after}"));
            }
        }
    }
}

#[test]
fn duplicate_keys_stay_in_their_order() {
    both_ways(QUERY, &[("ANI", "1"), ("BP", ""), ("ANI", "2"), ("ANI", "1")], "ANI=1&BP=&ANI=2&ANI=1");
    both_ways(QUERY, &[], "");
}

#[test]
fn every_legal_spelling_is_read() {
    for text in ["?ANI=%2b4%39+30&BP", "ANI=%2B49%2030&BP=", "&&ANI=%2B4%39 30&BP=&", "%41N%49=%2B49+30&&BP\r\n"] {
        assert_eq!(decoded(QUERY, text.as_bytes()), [("ANI", "+49 30"), ("BP", "")].map(owned), "{text}");
    }
    for text in ["http://localhost:36729/?ANI=1&BP=2?", "https://localhost:36731/?ANI=1&BP=2?", "/?ANI=1&BP=2?"] {
        assert_eq!(decoded(QUERY, text.as_bytes()), [("ANI", "1"), ("BP", "2?")].map(owned), "{text}");
    }
    assert_eq!(decoded(QUERY, b"http://localhost:36729/"), []);
    wrong(QUERY, b"/?ANI=%", 6, Fault::Escape);
    assert_eq!(decoded(QUERY, b"Serial=1&SerialNo=2"), [("SerialNo", "1"), ("SerialNo", "2")].map(owned));
    assert_eq!(decoded(QUERY, b"ANI=a=b?c#d"), [("ANI", "a=b?c#d")].map(owned));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    wrong(QUERY, b"ANI=1&BP=50% off", 11, Fault::Escape);
    wrong(QUERY, b"ANI=%4", 4, Fault::Escape);
    wrong(QUERY, b"ANI=%4x", 4, Fault::Escape);
    wrong(QUERY, b"ANI=1\r\nX-Evil: 1", 5, Fault::Unexpected);
    wrong(QUERY, b"ANI=1&=2", 6, Fault::Key);
    wrong(QUERY, b"ANI=1&Foo=2", 6, Fault::Unknown);
    wrong(QUERY, b"ANI=1&OtherParty=2", 6, Fault::Unknown);
    wrong(QUERY, b"ANI=ab\xC0\xAF", 6, Fault::Utf8);
    wrong(QUERY, b"ANI=ab%C3%BC%ED%A0%80", 12, Fault::Utf8);
    wrong(QUERY, b"ANI=%F0%9F%98", 4, Fault::Utf8);
    wrong(QUERY, b"ANI=%FF", 4, Fault::Utf8);
}

#[test]
fn the_vocabulary_is_kept() {
    let entry = |app, name, value| Entry::new(app, name, value);
    // Facts without a key, and other applications, are left out.
    let call = [
        entry("", "OtherParty", "3"),
        entry("", "ANI", "1"),
        entry("SAP-IC", "CV01", "x"),
        entry("", "Party", "2"),
        entry("", "RedirectingParty", "2"),
        entry("", "Presentation", "withheld"),
    ];
    assert_eq!(encoded(QUERY, &call).unwrap(), "ANI=1");
    // Anything else of the call's own is refused by its place.
    for (name, value, why) in [
        ("Foo", "1", Why::Key),
        ("ani", "1", Why::Key),
        ("Serial", "1", Why::Key),
        ("Custom_5", "1", Why::Key),
        ("CID", "ACME1", Why::Value),
        ("CID", "", Why::Value),
        ("EventType", "inbound", Why::Value),
        ("ExternalReferenceID", "550e8400-e29b-41d4", Why::Reference),
        ("ExternalReferenceID", "", Why::Reference),
        ("ExternalOriginalReferenceID", "abcdefghijklmnopqrstuvwxyz0123456789", Why::Reference),
    ] {
        refused(QUERY, &[entry("", "ANI", "1"), entry("", name, value)], 1, why);
    }
    let key = [Entry { key: Key::Own { app: "", name: "" }, value: "x" }];
    refused(QUERY, &key, 0, Why::Key);
    both_ways(
        QUERY,
        &[("ExternalReferenceID", "abcdefghijklmnopqrstuvwxyz012345678")],
        "ExternalReferenceID=abcdefghijklmnopqrstuvwxyz012345678",
    );
}

#[test]
fn a_call_gives_its_facts_first() {
    let (mut bytes, mut used) = ([0; 256], 0);
    let mut data = DataMut::new(&mut bytes, &mut used);
    for (known, value) in [
        (Known::TicketId, "8"),
        (Known::To, "4002"),
        (Known::ExternalOriginalReferenceId, "O1"),
        (Known::Cid, "BCM1234"),
        (Known::Party, "7"),
        (Known::Dnis, "2"),
        (Known::Ani, "1"),
    ] {
        data.add(Key::Known(known), value, 0).unwrap();
    }
    let text = encoded(QUERY, data.data()).unwrap();
    assert_eq!(text, "ANI=1&DNIS=2&ExternalOriginalReferenceID=O1&TicketID=8&CID=BCM1234");
    data.add(Key::new("", "Foo"), "x", 0).unwrap();
    // Among the visible entries, Foo is the seventh.
    assert_eq!(encoded(QUERY, data.data()), Err(EncodeError::Refused { entry: 6, why: Why::Key }));
    assert_eq!(offhook::codec::Source::from(data.data()).key(6), Some(Key::new("", "Foo")));
}

/// What only this text says comes behind the call's data, and is counted after them.
#[test]
fn a_call_and_what_is_said_of_this_moment() {
    let (mut bytes, mut used) = ([0; 256], 0);
    let mut data = DataMut::new(&mut bytes, &mut used);
    data.add(Key::Known(Known::TicketId), "8", 0).unwrap();
    data.add(Key::Known(Known::To), "4002", 0).unwrap();
    data.add(Key::Known(Known::Ani), "1", 0).unwrap();
    let transcript = "A & B\n".repeat(10_000);
    let moment = [Entry::known(Known::EventType, "UPDATEACTIVITY"), Entry::known(Known::Transcript, &transcript)];
    let text = encoded(QUERY, Source::CallAnd(data.data(), &moment)).unwrap();
    let transcript = "A%20%26%20B%0A".repeat(10_000);
    assert_eq!(text, format!("ANI=1&TicketID=8&EventType=UPDATEACTIVITY&Transcript={transcript}"));
    assert_eq!(encoded(QUERY, Source::CallAnd(data.data(), &[])), encoded(QUERY, data.data()));
    assert_eq!(encoded(QUERY, Source::CallAnd(Data::default(), &moment)), encoded(QUERY, &moment));
    let wrong = [Entry::known(Known::Bp, ""), Entry::known(Known::EventType, "inbound")];
    let source = Source::CallAnd(data.data(), &wrong);
    assert_eq!(encoded(QUERY, source), Err(EncodeError::Refused { entry: 3, why: Why::Value }));
    assert_eq!(source.key(3), Some(Key::Known(Known::EventType)));
}
