//! SAP payloads, ticket pushes and click-to-call contexts: vectors of our own, both ways.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod codec_common;

use codec_common::{both_ways, decoded, encoded, encoded_with, owned, refused, wrong};
use offhook::codec::{Accept, Codec, EncodeError, Options, Why};
use offhook::syntax::Fault;
use offhook::{Entry, Known};

const XML: Codec = Codec::C4cXml;
const JSON: Codec = Codec::C4cJson;
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

fn xml(entries: &[(&str, &str)], payload: &str) {
    both_ways(XML, entries, &format!("{DECLARATION}<payload>{payload}</payload>"));
}

fn json(entries: &[(&str, &str)], members: &str) {
    both_ways(JSON, entries, &format!("{{\"payload\":{{{members}}}}}"));
}

#[test]
fn a_call() {
    let entries = [
        ("ANI", "408-361-3611"),
        ("TicketID", "8003456"),
        ("ExternalReferenceID", "56432156787890"),
        ("SerialNo", "XY234567T"),
        ("Custom_1", ""),
        ("Subject", "free"),
    ];
    xml(
        &entries,
        "<ANI>408-361-3611</ANI><TicketID>8003456</TicketID><ExternalReferenceID>56432156787890\
         </ExternalReferenceID><Serial>XY234567T</Serial><Custom_1></Custom_1><Subject>free</Subject>",
    );
    json(
        &entries,
        r#""ANI":"408-361-3611","TicketID":"8003456","ExternalReferenceID":"56432156787890","SerialNo":"XY234567T","Custom_1":"","Subject":"free""#,
    );
    xml(&[], "");
    json(&[], "");
    xml(&[("ANI", "1"), ("ANI", ""), ("ANI", "1")], "<ANI>1</ANI><ANI></ANI><ANI>1</ANI>");
    json(&[("ANI", "1"), ("ANI", ""), ("ANI", "1")], r#""ANI":"1","ANI":"","ANI":"1""#);
}

#[test]
fn every_character_comes_back() {
    for (value, in_xml, in_json) in [
        ("& < > \" ' % + space #", "&amp; &lt; &gt; \" ' % + space #", "& < > \\\" ' % + space #"),
        ("]]> ]]", "]]&gt; ]]", "]]> ]]"),
        ("\t\n\r\n", "\t\n&#13;\n", "\\t\\n\\r\\n"),
        ("Grüße 😀 שלום \u{feff}\u{fffd}", "Grüße 😀 שלום \u{feff}\u{fffd}", "Grüße 😀 שלום \u{feff}\u{fffd}"),
        ("back\\slash/", "back\\slash/", "back\\\\slash/"),
        ("\u{7f}\u{80}\u{2028}", "\u{7f}\u{80}\u{2028}", "\u{7f}\u{80}\u{2028}"),
        ("&amp;lt;", "&amp;amp;lt;", "&amp;lt;"),
        (" edges ", " edges ", " edges "),
    ] {
        for before in ["", "x", "1234567"] {
            for after in ["", "y", "12345678"] {
                let value = format!("{before}{value}{after}");
                xml(&[("BP", &value)], &format!("<BP>{before}{in_xml}{after}</BP>"));
                json(&[("BP", &value)], &format!("\"BP\":\"{before}{in_json}{after}\""));
            }
        }
    }
    json(&[("BP", "\0\u{1}\u{8}\u{c}\u{1f}")], r#""BP":"\u0000\u0001\b\f\u001f""#);
    json(&[("a \"key\"\n", "x")], r#""a \"key\"\n":"x""#);
    for value in ["\0", "\u{1}", "\u{1f}", "\u{fffe}", "x\u{ffff}"] {
        refused(XML, &[Entry::new("", "ANI", ""), Entry::new("", "BP", value)], 1, Why::Character);
    }
    xml(&[("Ключ-1.б", "x")], "<Ключ-1.б>x</Ключ-1.б>");
    for key in ["a b", "1a", "-a", "a:b", "<", "\u{d7}", "a\u{37e}", "x&"] {
        refused(XML, &[Entry::new("", key, "x")], 0, Why::Name);
    }
}

#[test]
fn the_serial_number_has_two_names() {
    assert_eq!(
        encoded(XML, &[Entry::known(Known::SerialNo, "1")]).unwrap(),
        format!("{DECLARATION}<payload><Serial>1</Serial></payload>")
    );
    assert_eq!(encoded(JSON, &[Entry::known(Known::SerialNo, "1")]).unwrap(), r#"{"payload":{"SerialNo":"1"}}"#);
    let both = [owned(("SerialNo", "1")), owned(("SerialNo", "2"))];
    assert_eq!(decoded(XML, b"<payload><SerialNo>1</SerialNo><Serial>2</Serial></payload>"), both);
    assert_eq!(decoded(JSON, br#"{"payload":{"SerialNo":"1","Serial":"2"}}"#), both);
    // A free key of that name would come back as the other.
    refused(JSON, &[Entry::new("", "Serial", "1")], 0, Why::Key);
    refused(XML, &[Entry::new("", "Serial", "1")], 0, Why::Key);
}

#[test]
fn accept_may_go_unsaid() {
    let entries = [Entry::known(Known::Action, "ACCEPT"), Entry::known(Known::Ani, "1")];
    for (accept, members) in [
        (Accept::Written, r#""Action":"ACCEPT","ANI":"1""#),
        (Accept::Empty, r#""Action":"","ANI":"1""#),
        (Accept::LeftOut, r#""ANI":"1""#),
    ] {
        let options = Options { accept, ..Options::DEFAULT };
        assert_eq!(encoded_with(JSON, &entries, &options).unwrap(), format!("{{\"payload\":{{{members}}}}}"));
        let end = [Entry::known(Known::Action, "END")];
        assert_eq!(encoded_with(JSON, &end, &options).unwrap(), r#"{"payload":{"Action":"END"}}"#);
    }
}

#[test]
fn every_spelling_of_xml_is_read() {
    let entries = [owned(("ANI", "a<b>\n")), owned(("BP", ""))];
    for text in [
        "<payload><ANI>a&lt;b&gt;\n</ANI><BP/></payload>",
        "<?xml version='1.0' encoding='utf-8' ?> <payload> <ANI>a&#60;b&#x3e;&#10;</ANI>\r\n<BP></BP> </payload>\n",
        "\u{feff}<?xml version=\"1.1\"?><payload><ANI><![CDATA[a<b>\r\n]]></ANI><BP  /></payload>",
        "<!-- c - c --><?pi x?><payload x='1' y=\"&lt;'>\"  ><ANI a='b'>a<!-- x -->&lt;b><![CDATA[]]>\r</ANI ><BP\n></BP></payload><!---->",
        "<payload><ANI>&#x61;&#0060;<?pi ?>b&#62;\n</ANI><!-- --><BP><!-- --></BP></payload>",
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><payload><ANI>a&lt;b>\n</ANI><BP/></payload>",
    ] {
        assert_eq!(decoded(XML, text.as_bytes()), entries, "{text}");
    }
}

#[test]
fn hostile_xml_is_refused_with_its_place() {
    for (text, at, what) in [
        ("", 0, Fault::End),
        (" ", 1, Fault::End),
        ("<payload>", 9, Fault::End),
        ("<payload><ANI>1</ANI></payload", 30, Fault::End),
        ("<payload><ANI>1</BP></payload>", 17, Fault::Unexpected),
        ("<payload><ANI>1</ANI></payload>x", 31, Fault::Unexpected),
        ("<payload><ANI>1</ANI></payload><payload/>", 31, Fault::Unexpected),
        ("<record><ANI>1</ANI></record>", 0, Fault::Unknown),
        ("<payload>text</payload>", 9, Fault::Unexpected),
        ("<payload><ANI><x/></ANI></payload>", 14, Fault::Nested),
        ("<!DOCTYPE payload [<!ENTITY a \"aaaa\">]><payload/>", 0, Fault::Entity),
        ("<payload><ANI>&a;</ANI></payload>", 14, Fault::Entity),
        ("<payload><ANI>&#0;</ANI></payload>", 14, Fault::Character),
        ("<payload><ANI>&#xD800;</ANI></payload>", 14, Fault::Character),
        ("<payload><ANI>&#xFFFE;</ANI></payload>", 14, Fault::Character),
        ("<payload><ANI>&#x110000;</ANI></payload>", 14, Fault::Character),
        ("<payload><ANI>&#99999999999;</ANI></payload>", 14, Fault::Escape),
        ("<payload><ANI>&#;</ANI></payload>", 14, Fault::Escape),
        ("<payload><ANI>&lt</ANI></payload>", 14, Fault::Escape),
        ("<payload><ANI>a]]></ANI></payload>", 15, Fault::Unexpected),
        ("<payload><ANI>\u{1}</ANI></payload>", 14, Fault::Character),
        ("<payload><ANI>\u{ffff}</ANI></payload>", 14, Fault::Character),
        ("<payload a='1' a='2'/>", 15, Fault::Unexpected),
        ("<payload a='<'/>", 12, Fault::Unexpected),
        ("<payload a=1/>", 11, Fault::Unexpected),
        ("<payload a='1'b='2'/>", 14, Fault::Unexpected),
        ("<payload><a:b>1</a:b></payload>", 9, Fault::Key),
        ("<payload><1>1</1></payload>", 10, Fault::Unexpected),
        ("<payload><!-- -- --></payload>", 14, Fault::Unexpected),
        ("<?xml version='1.0' encoding='UTF-16'?><payload/>", 30, Fault::Encoding),
        ("<?xml encoding='UTF-8'?><payload/>", 6, Fault::Unexpected),
        ("<payload><?xml version='1.0'?></payload>", 9, Fault::Unexpected),
        ("<payload a='' b='' c='' d='' e='' f='' g='' h='' i=''/>", 49, Fault::Nested),
    ] {
        wrong(XML, text.as_bytes(), at, what);
    }
    wrong(XML, b"<payload><ANI>\xC0\xAF</ANI></payload>", 14, Fault::Utf8);
    wrong(XML, b"\xFF\xFE<\0p\0", 0, Fault::Utf8);
    wrong(XML, "<a>".repeat(100_000).as_bytes(), 0, Fault::Unknown);
    wrong(XML, format!("<payload>{}", "<a>".repeat(100_000)).as_bytes(), 12, Fault::Nested);
    wrong(XML, format!("<payload {}", "a='' ".repeat(100_000)).as_bytes(), 14, Fault::Unexpected);
}

#[test]
fn every_spelling_of_json_is_read() {
    let entries = [owned(("ANI", "é😀/")), owned(("BP", "-1.5e3")), owned(("Flag", "true"))];
    for text in [
        r#"{"payload":{"ANI":"é😀/","BP":-1.5e3,"Flag":true}}"#,
        "\u{feff} {\r\n\t\"payload\" : { \"ANI\" : \"\\u00e9\\uD83D\\uDE00\\/\" , \"BP\" : \"-1.5e3\", \"No\":null,\"Flag\":true } }\n",
        r#"{"p\u0061yload":{"\u0041NI":"\u00E9\ud83d\ude00\u002F","BP":"-1.5e3","Flag":"true"}}"#,
        r#"{"ANI":"é😀/","BP":-1.5e3,"Flag":"true"}"#,
    ] {
        assert_eq!(decoded(JSON, text.as_bytes()), entries, "{text}");
    }
    assert_eq!(decoded(JSON, b"{}"), []);
    assert_eq!(decoded(JSON, br#"{"payload":"x"}"#), [owned(("payload", "x"))]);
}

#[test]
fn hostile_json_is_refused_with_its_place() {
    for (text, at, what) in [
        ("", 0, Fault::End),
        ("{", 1, Fault::End),
        (r#"{"payload":{"ANI":"1"}"#, 22, Fault::End),
        (r#"{"payload":{"ANI":"1"},"x":"y"}"#, 23, Fault::Unknown),
        (r#"{"payload":{"ANI":"1",}}"#, 22, Fault::Unexpected),
        (r#"{"payload":{"ANI":"1" "BP":"2"}}"#, 22, Fault::Unexpected),
        (r#"{"payload":{"ANI":["1"]}}"#, 18, Fault::Nested),
        (r#"{"payload":{"ANI":{"a":"1"}}}"#, 18, Fault::Nested),
        (r#"{"payload":{"":"1"}}"#, 12, Fault::Key),
        (r#"{"payload":{ANI:"1"}}"#, 12, Fault::Unexpected),
        (r#"{"payload":{'ANI':'1'}}"#, 12, Fault::Unexpected),
        (r#"{"ANI":"\ud83d"}"#, 8, Fault::Escape),
        (r#"{"ANI":"\ude00\ud83d"}"#, 8, Fault::Escape),
        (r#"{"ANI":"\ud83d\u0041"}"#, 8, Fault::Escape),
        (r#"{"ANI":"\x41"}"#, 8, Fault::Escape),
        (r#"{"ANI":"\u00g0"}"#, 8, Fault::Escape),
        ("{\"ANI\":\"a\nb\"}", 9, Fault::Character),
        ("{\"ANI\":\"a\0b\"}", 9, Fault::Character),
        (r#"{"ANI":01}"#, 7, Fault::Unexpected),
        (r#"{"ANI":1.}"#, 7, Fault::Unexpected),
        (r#"{"ANI":nul}"#, 7, Fault::Unexpected),
        (r#"{"ANI":undefined}"#, 7, Fault::Unexpected),
        (r#"{"ANI":1}}"#, 9, Fault::Unexpected),
        (r#"{"ANI":1}/**/"#, 9, Fault::Unexpected),
        ("[1]", 0, Fault::Unexpected),
    ] {
        wrong(JSON, text.as_bytes(), at, what);
    }
    wrong(JSON, b"{\"ANI\":\"\xC0\xAF\"}", 8, Fault::Utf8);
    wrong(JSON, b"{\"ANI\":\"\xED\xA0\x80\"}", 8, Fault::Utf8);
    wrong(JSON, "{\"a\":".repeat(100_000).as_bytes(), 5, Fault::Nested);
    wrong(JSON, format!("{{\"a\":{}", "[".repeat(100_000)).as_bytes(), 5, Fault::Nested);
}

#[test]
fn a_ticket_push() {
    let entries = [
        ("Type", "NOTIFICATION"),
        ("ObjectID", "8003456"),
        ("ObjectUUID", "00163E07C01D1EE7B98941B0821ABD2B"),
        ("EventType", "Push"),
        ("ThingType", "COD_SRQ_AGENT_TT"),
        ("Text", "<new> & \"hot\""),
    ];
    both_ways(
        Codec::C4cNotificationXml,
        &entries,
        &format!(
            "{DECLARATION}<payload><Type>NOTIFICATION</Type><ObjectID>8003456</ObjectID><ObjectUUID>\
             00163E07C01D1EE7B98941B0821ABD2B</ObjectUUID><EventType>Push</EventType><ThingType>COD_SRQ_AGENT_TT\
             </ThingType><Text>&lt;new&gt; &amp; \"hot\"</Text></payload>"
        ),
    );
    both_ways(
        Codec::C4cNotificationJson,
        &entries,
        r#"{"payload":{"Type":"NOTIFICATION","ObjectID":"8003456","ObjectUUID":"00163E07C01D1EE7B98941B0821ABD2B","EventType":"Push","ThingType":"COD_SRQ_AGENT_TT","Text":"<new> & \"hot\""}}"#,
    );
    let read = [owned(("Type", "NOTIFICATION")), owned(("EventType", "Push"))];
    assert_eq!(
        decoded(Codec::C4cNotificationXml, b"<payload><type>Notification</type><EVENTTYPE>push</EVENTTYPE></payload>"),
        read
    );
    assert_eq!(decoded(Codec::C4cNotificationJson, br#"{"Type":"notification","eventType":"PUSH"}"#), read);
    wrong(Codec::C4cNotificationJson, br#"{"Type":"CALL"}"#, 8, Fault::Unknown);
    wrong(Codec::C4cNotificationJson, br#"{"Foo":"1"}"#, 1, Fault::Unknown);
    refused(Codec::C4cNotificationXml, &[Entry::new("", "Type", "Notification")], 0, Why::Value);
    refused(Codec::C4cNotificationXml, &[Entry::new("", "TicketID", "1")], 0, Why::Key);
    assert_eq!(encoded(Codec::C4cNotificationJson, &[Entry::known(Known::Ani, "1")]).unwrap(), r#"{"payload":{}}"#);
}

#[test]
fn a_click_to_call_context() {
    let codec = Codec::C4cOutbound;
    let all = [
        ("BusinessPartnerID", "1666454"),
        ("ObjectID", "4008867"),
        ("ObjectUUID", "00163E07C01D1EE7B98941B0821ABD2B"),
        ("ObjectTypeCode", "118"),
        ("ESObjectID", "COD_SERVICE_REQUEST_ES_CO"),
        ("PhoneNumber", "+91 943748393"),
        ("ObjectThingType", "COD_SRQ_AGENT_TT"),
        ("IsBTDDRef", "X"),
        ("Direction", "OUT"),
        ("LoggedInUserID", "SOCIALADMIN01"),
        ("ActivityUUID", "00163E07C0211ED7BC99F84A3DF7622E"),
    ]
    .map(owned);
    for text in [
        "{BusinessPartnerID:'1666454', ObjectID: \"4008867\", ObjectUUID:'00163E07C01D1EE7B98941B0821ABD2B', \
         ObjectTypeCode : 118, ESOBJECTID: 'COD_SERVICE_REQUEST_ES_CO', PhoneNumber: '+91 943748393',\n\
         ObjectThingType: 'COD_SRQ_AGENT_TT', IsBTDDRef: 'X', Direction: 'OUT', // the agent\n\
         LoggedInUserID: 'SOCIALADMIN01', ActivityUUID: '00163E07C0211ED7BC99F84A3DF7622E',};\n",
        r#"{"businesspartnerid":"1666454","OBJECTID":"4008867","objectUUID":"00163E07C01D1EE7B98941B0821ABD2B",
           "objecttypecode":"118","ESObjectID":"COD_SERVICE_REQUEST_ES_CO","phonenumber":"\u002b91 943748393",
           "ObjectThingType":"COD_SRQ_AGENT_TT","isbtddref":"X","direction":"OUT","loggedinuserid":"SOCIALADMIN01",
           "activityuuid":"00163E07C0211ED7BC99F84A3DF7622E"}"#,
    ] {
        assert_eq!(decoded(codec, text.as_bytes()), all);
    }
    for text in [
        "+91 943748393",
        "'+91 943748393'",
        "\"+91 943748393\"",
        "  +91 943748393\r\n",
        "{PhoneNumber:'+91 943748393'}",
    ] {
        assert_eq!(decoded(codec, text.as_bytes()), [owned(("PhoneNumber", "+91 943748393"))], "{text}");
    }
}

#[test]
fn the_escapes_of_a_script() {
    let codec = Codec::C4cOutbound;
    let text = br#"{a:'\x2b\u{1F600}\'\"\v\0\
x\d', "b":/* c */'"', $c_1:undefined, d:null,}"#;
    let read = [owned(("a", "+😀'\"\u{b}\0xd")), owned(("b", "\""))];
    assert_eq!(decoded(codec, text), read);
    for (text, at, what) in [
        ("{a:'\\x4'}", 4, Fault::Escape),
        ("{a:'\\u{110000}'}", 4, Fault::Escape),
        ("{a:'\\u{D800}'}", 4, Fault::Escape),
        ("{a:'\\1'}", 4, Fault::Escape),
        ("{a:'", 4, Fault::End),
        ("{a:'\\", 4, Fault::End),
        ("{a:/*", 3, Fault::End),
        ("{a:'1',,}", 7, Fault::Unexpected),
        ("{a:'1'} x", 8, Fault::Unexpected),
        ("", 0, Fault::End),
        ("call me", 0, Fault::Unexpected),
        ("[1]", 0, Fault::Character),
        ("12\n34", 2, Fault::Character),
    ] {
        wrong(codec, text.as_bytes(), at, what);
    }
    assert_eq!(encoded(codec, &[Entry::new("", "PhoneNumber", "1")]), Err(EncodeError::OnlyRead));
}
