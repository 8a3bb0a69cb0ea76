//! SIP User-to-User: strict out, tolerant in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod codec_common;

use codec_common::{both_ways, decoded, encoded, encoded_with, owned, refused, wrong};
use offhook::Entry;
use offhook::codec::{Codec, EncodeError, Options, Why};
use offhook::syntax::Fault;

const UUI: Codec = Codec::Uui;
const URI: Codec = Codec::UuiUri;
const ISDN: &str = ";encoding=hex;purpose=isdn-uui;content=isdn-uui";

#[test]
fn values_of_every_kind() {
    both_ways(UUI, &[("UUI", "AB")], &format!("044142{ISDN}"));
    both_ways(UUI, &[("UUI", "")], &format!("04{ISDN}"));
    both_ways(UUI, &[("UUI", "\0\r\n\",;")], &format!("04000D0A222C3B{ISDN}"));
    both_ways(UUI, &[("UUI-00", "Grüße 😀 שלום")], &format!("004772C3BCC39F6520F09F988020D7A9D79CD795D79D{ISDN}"));
    both_ways(UUI, &[("UUI-hex", "10FF00")], &format!("10FF00{ISDN}"));
    both_ways(UUI, &[("UUI-hex", "04ff")], &format!("04ff{ISDN}"));
    both_ways(UUI, &[("UUI-jwt", "abc.DEF-_~")], "abc.DEF-_~;encoding=jwt");
    both_ways(UUI, &[("UUI-base64", "YQ==")], "\"YQ==\";encoding=base64");
    both_ways(UUI, &[("UUI-ascii", "a \"b\" \\ c;d,é")], "\"a \\\"b\\\" \\\\ c;d,é\";encoding=ascii");
    both_ways(UUI, &[("UUI-x", "")], "\"\";encoding=x");
    both_ways(
        UUI,
        &[("UUI", "1"), ("UUI-hex", "05"), ("UUI", "1"), ("UUI-jwt", "x")],
        &format!("0431{ISDN},05{ISDN},0431{ISDN},x;encoding=jwt"),
    );
    both_ways(UUI, &[], "");
}

#[test]
fn every_spelling_is_read() {
    for text in [
        "044142;encoding=hex;purpose=isdn-uui;content=isdn-uui",
        "044142",
        "044142 ; purpose = isdn-uui ; encoding = HEX",
        "\"044142\";encoding=\"hex\"",
        "User-to-User: 044142;encoding=hex;generic;x=\"a;b,c\"\r\n",
        "user-to-user :044142;content=isdn-uui",
    ] {
        assert_eq!(decoded(UUI, text.as_bytes()), [owned(("UUI", "AB"))], "{text}");
    }
    assert_eq!(decoded(UUI, b"0031,  0432 ;purpose=isdn-uui"), [owned(("UUI-00", "1")), owned(("UUI", "2"))]);
    assert_eq!(decoded(UUI, b"hello there;encoding=ascii"), [owned(("UUI-ascii", "hello there"))]);
    assert_eq!(decoded(UUI, b"eyJh.eyJz.c2ln==;encoding=jwt"), [owned(("UUI-jwt", "eyJh.eyJz.c2ln=="))]);
    assert_eq!(decoded(UUI, b"not hex"), [owned(("UUI-ascii", "not hex"))]);
    assert_eq!(decoded(UUI, b"04C3BC;encoding=hex"), [owned(("UUI-hex", "04C3BC"))], "IA5 is ASCII");
    assert_eq!(decoded(UUI, b"00FF"), [owned(("UUI-hex", "00FF"))]);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (text, at, what) in [
        ("0g;encoding=hex", 0, Fault::Escape),
        ("041;encoding=hex", 0, Fault::Escape),
        ("0431,", 5, Fault::End),
        (",0431", 0, Fault::Unexpected),
        ("\"0431", 5, Fault::End),
        ("0431\r\nX-Evil: 1", 6, Fault::Unexpected),
        ("0431;purpose=hex=x\"", 18, Fault::Unexpected),
        ("0431 \"x\"", 5, Fault::Unexpected),
        ("1,abc;encoding=00", 2, Fault::Unknown),
        ("abc;encoding=\"a b\"", 0, Fault::Unknown),
    ] {
        wrong(UUI, text.as_bytes(), at, what);
    }
    wrong(UUI, b"ab\xFF", 2, Fault::Utf8);
    for (key, value, why) in [
        ("UUI", "é", Why::Character),
        ("UUI-hex", "", Why::Value),
        ("UUI-hex", "041", Why::Value),
        ("UUI-hex", "0g", Why::Value),
        ("UUI-jwt", "a\r\nX-Evil: 1", Why::Character),
        ("UUI-", "a", Why::Key),
        ("UUI-a b", "a", Why::Key),
        ("TicketID", "a", Why::Key),
    ] {
        refused(UUI, &[Entry::new("", "UUI", ""), Entry::new("", key, value)], 1, why);
    }
    assert_eq!(encoded(UUI, &[Entry::new("", "ANI", "1"), Entry::new("SAP-IC", "CV01", "1")]).unwrap(), "");
}

#[test]
fn budgets_of_the_carriers() {
    for budget in [32u16, 96, 128, 131] {
        let options = Options { budget, ..Options::DEFAULT };
        let size = usize::from(budget);
        for (key, unit, units) in
            [("UUI", "x", size), ("UUI-00", "x", size), ("UUI-hex", "00", size + 1), ("UUI-jwt", "x", size)]
        {
            let (fits, over) = (unit.repeat(units), unit.repeat(units + 1));
            assert!(encoded_with(UUI, &[Entry::new("", key, &fits)], &options).is_ok(), "{key} {budget}");
            let entries = [Entry::new("", key, &fits), Entry::new("", key, &over)];
            let why = Why::Budget;
            assert_eq!(
                encoded_with(UUI, &entries, &options),
                Err(EncodeError::Refused { entry: 1, why }),
                "{key} {budget}"
            );
        }
    }
}

/// RFC 7433, section 4: what stands in a URI has the URI's escapes, once.
#[test]
fn among_the_headers_of_a_uri() {
    const ISDN: &str = "%3Bencoding%3Dhex%3Bpurpose%3Disdn-uui%3Bcontent%3Disdn-uui";
    both_ways(URI, &[("UUI", "AB")], &format!("User-to-User=044142{ISDN}"));
    both_ways(
        URI,
        &[("UUI-00", "Grüße 😀"), ("UUI", "")],
        &format!("User-to-User=004772C3BCC39F6520F09F9880{ISDN}&User-to-User=04{ISDN}"),
    );
    both_ways(
        URI,
        &[("UUI-ascii", "& < > \" ' % + space # \\,;=?é😀שלום"), ("UUI-hex", "10ff")],
        &format!(
            "User-to-User=%22%26%20%3C%20%3E%20%5C%22%20%27%20%25%20%2B%20space%20%23%20%5C%5C%2C%3B%3D%3F%C3%A9%F0%9F%98%80%D7%A9\
             %D7%9C%D7%95%D7%9D%22%3Bencoding%3Dascii&User-to-User=10ff{ISDN}"
        ),
    );
    both_ways(URI, &[("UUI-jwt", "a.b_c~d%41")], "User-to-User=a.b_c~d%2541%3Bencoding%3Djwt");
    both_ways(URI, &[], "");
    for text in [
        "User-to-User=044142%3Bencoding%3Dhex",
        "user-to-user=044142",
        "?Replaces=1%40x%3Bto-tag%3D1&User-to-User=044142%3bencoding%3dhex&x",
        "sip:bob@example.com;user=phone?User-to-User=044142%3Bencoding%3Dhex",
        "<SIPS:bob@example.com?User%2Dto-User=%22044142%22%20%3B%20encoding=hex>",
        "User-to-User=%30%34%34%31%34%32;encoding=hex",
    ] {
        assert_eq!(decoded(URI, text.as_bytes()), [owned(("UUI", "AB"))], "{text}");
    }
    assert_eq!(
        decoded(URI, b"User-to-User=0031%2C%200432&a=b&User-to-User=a+b%3Bencoding%3Dascii"),
        [owned(("UUI-00", "1")), owned(("UUI", "2")), owned(("UUI-ascii", "a+b"))],
        "a plus sign is one"
    );
    assert_eq!(decoded(URI, b"sip:bob@example.com"), []);
    for (text, at, what) in [
        ("User-to-User=04%4", 15, Fault::Escape),
        ("User-to-User=04&x=%zz", 18, Fault::Escape),
        ("User-to-User=0431%3Bencoding%3Dhex%3D", 13, Fault::Unknown),
        ("User-to-User=", 13, Fault::End),
        ("x=1&User-to-User=0431%2C", 24, Fault::End),
        ("User-to-User=%220431", 20, Fault::End),
        ("User-to-User=0431%0D%0AX-Evil%3A%201", 23, Fault::Unexpected),
        ("User-to-User=ab%C3%28", 15, Fault::Utf8),
        ("User-to-User=ab%C3", 15, Fault::Utf8),
        ("User-to-User=0g%3Bencoding%3Dhex", 13, Fault::Escape),
    ] {
        wrong(URI, text.as_bytes(), at, what);
    }
    wrong(URI, b"User-to-User=ab\xFF", 15, Fault::Utf8);
}
