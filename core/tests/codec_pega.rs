//! Pega properties: vectors of our own, both ways.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod codec_common;

use codec_common::{both_ways, decoded, encoded, owned, refused, wrong};
use offhook::codec::{Codec, Why};
use offhook::syntax::Fault;
use offhook::{Entry, Known};

const PEGA: Codec = Codec::Pega;

#[test]
fn an_offered_call() {
    both_ways(
        PEGA,
        &[
            ("pyEventName", "Offering"),
            ("pyCallState", "alerting"),
            ("pyCallType", "INBOUND"),
            ("ExternalReferenceID", "17"),
            ("ANI", "408-361-3611"),
            ("DNIS", "1-800-455-5555"),
            ("OtherParty", "4002"),
            ("TicketID", "8003456"),
            ("free \"key\"", "& < > \" ' % + space # \0\n é😀 שלום"),
            ("pyANI", "a variable of that name"),
            ("TicketID", ""),
        ],
        r#"{"pyEventName":"Offering","pyCallState":"alerting","pyCallType":"INBOUND","pyCallID":"17","pyANI":"408-361-3611","pyDNIS":"1-800-455-5555","pyOtherDN":"4002","pyCallVariables":{"TicketID":"8003456","free \"key\"":"& < > \" ' % + space # \u0000\n é😀 שלום","pyANI":"a variable of that name","TicketID":""}}"#,
    );
    both_ways(PEGA, &[], "{}");
    both_ways(PEGA, &[("BP", "1")], r#"{"pyCallVariables":{"BP":"1"}}"#);
    // Properties come first, whatever the order.
    assert_eq!(
        encoded(PEGA, &[Entry::new("", "x", "1"), Entry::known(Known::Ani, "2"), Entry::new("A", "x", "3")]).unwrap(),
        r#"{"pyANI":"2","pyCallVariables":{"x":"1"}}"#
    );
}

#[test]
fn both_sides_of_the_conflicts_are_read() {
    for (text, key) in [
        (r#"{"CallID":"1"}"#, "CallID"),
        (r#"{"CallId":"1"}"#, "CallID"),
        (r#"{"HeldCallId":"1"}"#, "HeldCallID"),
        (r#"{"HeldCallID":"1"}"#, "HeldCallID"),
        (r#"{"ConsultCallId":"1"}"#, "ConsultCallID"),
        (r#"{"DestinationNumber":"1"}"#, "DestinationNumber"),
        (r#"{"Party":"1"}"#, "Party"),
        (r#"{"PartyToRemove":"1"}"#, "Party"),
        (r#"{"partytoremove":"1"}"#, "Party"),
        (r#"{"AgentId":"1"}"#, "AgentID"),
        (r#"{"workmode":"1"}"#, "WorkMode"),
        (r#"{"pycallid":1}"#, "ExternalReferenceID"),
        (r#"{"Other":"1"}"#, "Other"),
    ] {
        assert_eq!(decoded(PEGA, text.as_bytes()), [owned((key, "1"))], "{text}");
    }
    assert_eq!(decoded(PEGA, br#"{"pyCallType":"inbound"}"#), [owned(("pyCallType", "INBOUND"))]);
}

#[test]
fn what_is_wrong_is_told() {
    wrong(PEGA, br#"{"pyCallVariables":"x"}"#, 19, Fault::Unexpected);
    wrong(PEGA, br#"{"pyCallVariables":{"a":{}}}"#, 24, Fault::Nested);
    wrong(PEGA, br#"{"a":{}}"#, 5, Fault::Nested);
    wrong(PEGA, br#"{"pyCallType":"odd"}"#, 14, Fault::Unknown);
    wrong(PEGA, br#"{"pyCallVariables":{"a":"1"}"#, 28, Fault::End);
    refused(PEGA, &[Entry::new("", "pyCallType", "odd")], 0, Why::Value);
    refused(PEGA, &[Entry { key: offhook::Key::Own { app: "", name: "" }, value: "" }], 0, Why::EmptyKey);
}
