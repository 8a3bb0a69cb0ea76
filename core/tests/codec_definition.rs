//! Definitions of a Salesforce call centre: as they are imported, and as the Metadata API has them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod codec_common;

use codec_common::{both_ways, decoded, encoded, owned, refused, wrong};
use offhook::Entry;
use offhook::codec::{Codec, EncodeError, Why};
use offhook::syntax::Fault;

const DEFINITION: Codec = Codec::OpenctiDefinition;
const METADATA: Codec = Codec::OpenctiMetadata;

#[test]
fn a_definition_file() {
    both_ways(
        DEFINITION,
        &[
            ("reqGeneralInfo:@label", "General Information"),
            ("reqGeneralInfo:reqInternalName", "DemoAdapter"),
            ("reqGeneralInfo:reqInternalName@label", "Internal <Name>"),
            ("reqGeneralInfo:reqDisplayName", "Demo & \"more\""),
            ("reqGeneralInfo:reqUseApi", "true"),
            ("reqGeneralInfo:reqUseApi@sortOrder", "7"),
            ("reqGeneralInfo:reqUseApi@label", ""),
            ("reqDialingOptions:reqOutsidePrefix", "9"),
            ("reqDialingOptions:reqLongDistPrefix", "1"),
            ("own section:own item", ""),
        ],
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><callCenter><section sortOrder=\"0\" name=\"reqGeneralInfo\" label=\"General \
         Information\"><item sortOrder=\"0\" name=\"reqInternalName\" label=\"Internal &lt;Name&gt;\">DemoAdapter</item>\
         <item sortOrder=\"1\" name=\"reqDisplayName\">Demo &amp; \"more\"</item><item sortOrder=\"7\" name=\"reqUseApi\" \
         label=\"\">true</item></section><section sortOrder=\"1\" name=\"reqDialingOptions\"><item sortOrder=\"0\" \
         name=\"reqOutsidePrefix\">9</item><item sortOrder=\"1\" name=\"reqLongDistPrefix\">1</item></section><section \
         sortOrder=\"2\" name=\"own section\"><item sortOrder=\"0\" name=\"own item\"></item></section></callCenter>",
    );
    both_ways(DEFINITION, &[], "<?xml version=\"1.0\" encoding=\"UTF-8\"?><callCenter></callCenter>");
    let long = "n".repeat(41);
    for (section, name, value, why) in [
        ("reqGeneralInfo", "reqInternalName", "1st", Why::Value),
        ("reqGeneralInfo", "reqInternalName", "a b", Why::Value),
        ("reqGeneralInfo", "reqInternalName", "", Why::Value),
        ("reqGeneralInfo", "reqInternalName", &long, Why::Value),
        ("reqGeneralInfo", "reqSoftphoneHeight", "tall", Why::Value),
        ("reqGeneralInfo", "reqSalesforceCompatibilityMode", "classic", Why::Value),
        ("s", "i@label", "alone", Why::Name),
        ("", "item", "no section", Why::Key),
        ("s", "i", "\0", Why::Character),
    ] {
        refused(DEFINITION, &[Entry::new("s", "ok", ""), Entry::new(section, name, value)], 1, why);
    }
    for (text, at, what) in [
        ("<callCenter><item/></callCenter>", 12, Fault::Unknown),
        ("<callCenter><section/></callCenter>", 12, Fault::Key),
        ("<callCenter><section name='s'><item/></section></callCenter>", 30, Fault::Key),
        ("<callCenter><section name='s'><item name='a@b'/></section></callCenter>", 30, Fault::Key),
        ("<callCentre/>", 0, Fault::Unknown),
    ] {
        wrong(DEFINITION, text.as_bytes(), at, what);
    }
}

/// What every call centre says of itself.
const OWN: [(&str, &str); 3] =
    [("displayName", "Demo"), ("displayNameLabel", "Display Name"), ("internalNameLabel", "Internal Name")];
const BEGIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><CallCenter xmlns=\"http://soap.sforce.com/2006/04/metadata\">\
                     <displayName>Demo</displayName><displayNameLabel>Display Name</displayNameLabel><internalNameLabel>\
                     Internal Name</internalNameLabel>";

#[test]
fn metadata_both_ways() {
    let entries = [
        ("reqGeneralInfo:@label", "General <Information>"),
        ("reqGeneralInfo:reqUseApi", "true"),
        ("reqGeneralInfo:reqUseApi@label", "Use CTI API"),
        ("reqGeneralInfo:reqAdapterUrl", "https://example.org/?a=1&b=2"),
        ("reqGeneralInfo:reqAdapterUrl@label", ""),
        ("reqDialingOptions:@label", "Dialing Options"),
        ("reqDialingOptions:reqOutsidePrefix", ""),
        ("reqDialingOptions:reqOutsidePrefix@label", "Grüße 😀 שלום"),
        ("empty:@label", "nothing in it"),
        ("version", "4"),
        ("customSettings", r#"{"reqTimeout":"10000"}"#),
    ];
    let entries: Vec<(&str, &str)> = OWN.into_iter().chain(entries).collect();
    both_ways(
        METADATA,
        &entries,
        &format!(
            "{BEGIN}<sections><items><label>Use CTI API</label><name>reqUseApi</name><value>true</value></items><items><label>\
             </label><name>reqAdapterUrl</name><value>https://example.org/?a=1&amp;b=2</value></items><label>General &lt;\
             Information&gt;</label><name>reqGeneralInfo</name></sections><sections><items><label>Grüße 😀 שלום</label><name>\
             reqOutsidePrefix</name><value></value></items><label>Dialing Options</label><name>reqDialingOptions</name></sections>\
             <sections><label>nothing in it</label><name>empty</name></sections><version>4</version><customSettings>\
             {{\"reqTimeout\":\"10000\"}}</customSettings></CallCenter>"
        ),
    );
    both_ways(METADATA, &OWN, &format!("{BEGIN}</CallCenter>"));
}

/// What was imported once is deployed by the Metadata API, with what only that asks for before it.
#[test]
fn the_sections_of_one_form_are_those_of_the_other() {
    let imported = "<callCenter><section sortOrder='0' name='s' label='S'><item sortOrder='0' name='i' label='I'>1</item>\
                    <item sortOrder='1' name='j' label='J'>2</item></section></callCenter>";
    let read = decoded(DEFINITION, imported.as_bytes());
    let sections: Vec<Entry<'_>> = read
        .iter()
        .map(|(key, value)| key.split_once(':').map(|(app, name)| Entry::new(app, name, value)).unwrap())
        .collect();
    let own = OWN.map(|(name, value)| Entry::new("", name, value));
    let text = encoded(METADATA, [&own[..], &sections].concat().as_slice()).unwrap();
    assert_eq!(decoded(METADATA, text.as_bytes())[3..], read);
}

#[test]
fn every_spelling_of_metadata_is_read() {
    let read = [("s:@label", "S"), ("s:i", "1"), ("s:i@label", "I"), ("s:j", ""), ("t:x", "<y>")].map(owned);
    for text in [
        "<CallCenter><sections><label>S</label><name>s</name><items><name>i</name><value>1</value><label>I</label></items>\
         <items><name>j</name></items></sections><sections><items><value>&lt;y></value><name>x</name></items><name>t</name>\
         </sections></CallCenter>",
        "<?xml version='1.0'?>\n<CallCenter xmlns='http://soap.sforce.com/2006/04/metadata'>\n <!-- c --><sections >\n\t<name><![CDATA[s]]>\
         </name><items><label>I</label><name>&#105;</name><value>1</value></items><items><name>j</name><value/></items>\
         <label>S</label>\n</sections><sections><name>t</name><items><name>x</name><value><![CDATA[<y>]]></value></items></sections>\
         </CallCenter>\n",
    ] {
        assert_eq!(decoded(METADATA, text.as_bytes()), read, "{text}");
    }
    assert_eq!(decoded(METADATA, b"<CallCenter><fullName>x</fullName></CallCenter>"), [owned(("fullName", "x"))]);
}

#[test]
fn wrong_metadata_is_told_with_its_place() {
    for (text, at, what) in [
        ("<callCenter/>", 0, Fault::Unknown),
        ("<CallCenter xmlns='http://example.org/'/>", 18, Fault::Unknown),
        ("<CallCenter><contactCenterChannels/></CallCenter>", 12, Fault::Unknown),
        ("<CallCenter><sections/></CallCenter>", 12, Fault::Key),
        ("<CallCenter><sections><label>S</label></sections></CallCenter>", 12, Fault::Key),
        ("<CallCenter><sections><name>a</name><name>b</name></sections></CallCenter>", 36, Fault::Unexpected),
        ("<CallCenter><sections><name>a</name><x/></sections></CallCenter>", 36, Fault::Unknown),
        ("<CallCenter><sections><name>a</name><items/></sections></CallCenter>", 36, Fault::Key),
        ("<CallCenter><sections><name>a</name><items><name>b@c</name></items></sections></CallCenter>", 36, Fault::Key),
        ("<CallCenter><sections><name>a</name><items><name/></items></sections></CallCenter>", 36, Fault::Key),
        (
            "<CallCenter><sections><name>a</name><items><name><b/></name></items></sections></CallCenter>",
            49,
            Fault::Nested,
        ),
        ("<CallCenter><sections><name>a</name><items><b></c></items></sections></CallCenter>", 43, Fault::Unknown),
        ("<CallCenter><version>1</version>", 32, Fault::End),
        ("<!DOCTYPE CallCenter><CallCenter/>", 0, Fault::Entity),
    ] {
        wrong(METADATA, text.as_bytes(), at, what);
    }
    let own = OWN.map(|(name, value)| Entry::new("", name, value));
    for (entries, at, why) in [
        (vec![Entry::new("", "adapter", "x")], 3, Why::Key),
        (vec![Entry::new("", "displayName", "x")], 3, Why::Twice),
        (vec![Entry::new("", "version", "x"), Entry::new("", "version@label", "x")], 3, Why::Name),
        (vec![Entry::new("s", "i", "x"), Entry::new("s", "i@label", "x")], 3, Why::Label),
        (vec![Entry::new("s", "@label", "x"), Entry::new("s", "i", "x")], 4, Why::Label),
        (vec![Entry::new("s", "@label", "x"), Entry::new("s", "@sortOrder", "7")], 3, Why::Key),
        (vec![Entry::new("s", "@label", "\0"), Entry::new("t", "@label", "x")], 3, Why::Character),
        (
            vec![Entry::new("s", "@label", "x"), Entry::new("s", "i", "\0"), Entry::new("s", "i@label", "x")],
            4,
            Why::Character,
        ),
    ] {
        refused(METADATA, &[&own[..], &entries].concat(), at, why);
    }
    for (left_out, (name, _)) in OWN.iter().enumerate() {
        let entries: Vec<Entry<'_>> =
            own.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, entry)| *entry).collect();
        assert_eq!(encoded(METADATA, entries.as_slice()), Err(EncodeError::Missing(name)));
    }
}
