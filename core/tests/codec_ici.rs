//! SAP CRM's attached data over ICI: both ways, and merged into what is there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod codec_common;

use codec_common::{both_ways, decoded, encoded, owned, refused, wrong};
use offhook::codec::{self, Codec, EncodeError, MAX_MERGED, MergeError, Source, Why};
use offhook::data::DataMut;
use offhook::syntax::{Fault, Wrong};
use offhook::{Entry, Key, Known};

const ICI: Codec = Codec::IciXml;
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

fn ici(entries: &[(&str, &str)], applications: &str) {
    both_ways(ICI, entries, &format!("{DECLARATION}<ItemAttachedData>{applications}</ItemAttachedData>"));
}

/// Merges into a buffer of just the needed size.
fn merged<'a>(document: &str, entries: impl Into<Source<'a>>) -> Result<String, MergeError> {
    let source = entries.into();
    let size = match codec::merge(document.as_bytes(), source, &mut []) {
        Err(MergeError::Encode(EncodeError::NeedSize(size))) => size,
        Err(error) => return Err(error),
        Ok(size) => panic!("{size} bytes in none"),
    };
    let mut text = vec![0; size];
    assert_eq!(codec::merge(document.as_bytes(), source, &mut text), Ok(size));
    let text = String::from_utf8(text).unwrap();
    decoded(ICI, text.as_bytes());
    Ok(text)
}

#[test]
fn any_number_of_applications() {
    ici(&[], "");
    ici(
        &[
            ("SAP-IC:CV01", "1"),
            ("SAP-IC:CV02", ""),
            ("GENESYS-CAD:a.b", "2"),
            ("ANI", "3"),
            ("Free", "4"),
            ("SAP-IC:CV01", "5"),
        ],
        "<Application id=\"SAP-IC\"><CV01>1</CV01><CV02></CV02></Application><Application id=\"GENESYS-CAD\"><a.b>2</a.b>\
         </Application><Application id=\"\"><ANI>3</ANI><Free>4</Free></Application><Application id=\"SAP-IC\"><CV01>5\
         </CV01></Application>",
    );
    let many: Vec<(String, String)> = (0..300).map(|n| (format!("APP{n}:K"), n.to_string())).collect();
    let entries: Vec<(&str, &str)> = many.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let text: String = entries
        .iter()
        .map(|(key, value)| format!("<Application id=\"{}\"><K>{value}</K></Application>", &key[..key.len() - 2]))
        .collect();
    let list: Vec<Entry<'_>> =
        entries.iter().map(|(key, value)| Entry::new(&key[..key.len() - 2], "K", value)).collect();
    let all = format!("{DECLARATION}<ItemAttachedData>{text}</ItemAttachedData>");
    assert_eq!(encoded(ICI, list.as_slice()).unwrap(), all);
    assert_eq!(decoded(ICI, all.as_bytes()), many);
}

#[test]
fn every_character_comes_back() {
    ici(
        &[("a&<>\"'\t\n\r é😀:K", "& < > \" ' % + space # \t\n\r é😀 שלום ]]>")],
        "<Application id=\"a&amp;&lt;&gt;&quot;'&#9;&#10;&#13; é😀\"><K>& < > \" ' % + space # \t\n\r é😀 שלום ]]></K></Application>"
            .replace("<K>& < >", "<K>&amp; &lt; &gt;")
            .replace("# \t\n\r", "# \t\n&#13;")
            .replace("]]><", "]]&gt;<")
            .as_str(),
    );
    refused(ICI, &[Entry::new("A", "K", "\0")], 0, Why::Character);
    refused(ICI, &[Entry::new("A\0", "K", "")], 0, Why::Name);
    for key in ["a b", "1", "a:b", "-", "a>"] {
        refused(ICI, &[Entry::new("A", "K", ""), Entry::new("A", key, "")], 1, Why::Name);
    }
}

#[test]
fn every_spelling_is_read() {
    let text = "<?xml version='1.0' encoding='utf-8' ?>\n<ItemAttachedData x='1'>\n  <Application  id = 'SAP-IC' lang='en'>\n\
                <CV01 t='x'><![CDATA[a&b]]></CV01><CV02/></Application>\r\n<!-- more --><Application id='a&amp;b'/>\n\
                <Application id='CRM_IC/MCM'><FWDTYPE> </FWDTYPE></Application></ItemAttachedData>\n";
    let read = [("SAP-IC:CV01", "a&b"), ("SAP-IC:CV02", ""), ("CRM_IC/MCM:FWDTYPE", " ")];
    assert_eq!(decoded(ICI, text.as_bytes()), read.map(owned));
    for (text, at, what) in [
        ("<ItemAttachedData><Application><K/></Application></ItemAttachedData>", 18, Fault::Key),
        ("<ItemAttachedData><Other/></ItemAttachedData>", 18, Fault::Unknown),
        ("<ItemAttachedData><Application id=''><K><x/></K></Application></ItemAttachedData>", 40, Fault::Nested),
        ("<ItemAttachedData><Application id='' id=''/></ItemAttachedData>", 37, Fault::Unexpected),
        ("<payload/>", 0, Fault::Unknown),
        ("<ItemAttachedData>x</ItemAttachedData>", 18, Fault::Unexpected),
        ("<ItemAttachedData><Application id='a", 36, Fault::End),
    ] {
        wrong(ICI, text.as_bytes(), at, what);
    }
    wrong(
        ICI,
        format!("<ItemAttachedData><Application id='{}'/></ItemAttachedData>", "a".repeat(256)).as_bytes(),
        18,
        Fault::KeyTooLong,
    );
}

/// The document of a transferred call, as it arrives.
const ARRIVED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ItemAttachedData>\n  <Application id=\"CRM_IC/MCM\">\n    \
    <FWDTYPE>Transfer</FWDTYPE>  <!-- SAP's -->\n    <FWDPREHANDLE a='1'><deep><er/></deep>&#65;</FWDPREHANDLE>\n  </Application>\n  \
    <Application id='SAP-IC'><CV01>old</CV01>\n<CV02 x=\"y\">stays</CV02><CV01>twice</CV01></Application>\n  <Application id=\"EMPTY\" />\n  \
    <Foreign><Application id='SAP-IC'><CV01>not this</CV01></Application></Foreign>\n</ItemAttachedData>\n";

/// Defect 1: only one application could be updated.
#[test]
fn several_applications_are_updated_at_once() {
    let entries = [
        Entry::new("SAP-IC", "CV01", "new & <own>"),
        Entry::new("SAP-IC", "CV03", ""),
        Entry::new("EMPTY", "K", "1"),
        Entry::new("NEW", "a", "2"),
        Entry::new("", "TicketID", "8003456"),
        Entry::new("NEW", "a", "3"),
    ];
    // Foreign content is deeper than a decoder goes: only the merge passes over it.
    let size = codec::merge(ARRIVED.as_bytes(), &entries, &mut [0; 4096]).unwrap();
    let mut text = vec![0; size];
    codec::merge(ARRIVED.as_bytes(), &entries, &mut text).unwrap();
    let expected = ARRIVED
        .replace("<CV01>old</CV01>", "<CV01>new &amp; &lt;own&gt;</CV01>")
        .replace("<CV01>twice</CV01></Application>", "<CV03></CV03></Application>")
        .replace("<Application id=\"EMPTY\" />", "<Application id=\"EMPTY\" ><K>1</K></Application>")
        .replace(
            "</ItemAttachedData>",
            "<Application id=\"NEW\"><a>2</a></Application><Application id=\"\"><TicketID>8003456</TicketID>\
             </Application><Application id=\"NEW\"><a>3</a></Application></ItemAttachedData>",
        );
    assert_eq!(String::from_utf8(text).unwrap(), expected);
}

/// Defect 2: an update of own data replaced `CRM_IC/MCM`, and a transferred call lost where it came from.
#[test]
fn the_reserved_application_stays_byte_for_byte() {
    let start = ARRIVED.find("<Application id=\"CRM_IC/MCM\">").unwrap();
    let end = ARRIVED.find("</Application>").unwrap();
    let reserved = &ARRIVED[start..end];
    for name in ["CV01", "FWDTYPE", "FWDPREHANDLE"] {
        let mut into = [0; 4096];
        let size = codec::merge(ARRIVED.as_bytes(), &[Entry::new("SAP-IC", name, "x")], &mut into).unwrap();
        assert!(std::str::from_utf8(&into[..size]).unwrap().contains(reserved));
    }
    let write = [Entry::new("SAP-IC", "CV01", "1"), Entry::new("CRM_IC/MCM", "FWDTYPE", " ")];
    assert_eq!(
        codec::merge(ARRIVED.as_bytes(), &write, &mut [0; 4096]),
        Err(MergeError::Encode(EncodeError::Refused { entry: 1, why: Why::Reserved }))
    );
    refused(ICI, &write, 1, Why::Reserved);
    // A call that came with it carries it on, and a merge does not touch it even then.
    let (mut bytes, mut used) = ([0; 256], 0);
    let mut data = DataMut::new(&mut bytes, &mut used);
    data.add(Key::new("CRM_IC/MCM", "FWDTYPE"), "carried", 0).unwrap();
    data.add(Key::new("SAP-IC", "CV01"), "1", 0).unwrap();
    assert_eq!(
        encoded(ICI, data.data()).unwrap(),
        format!(
            "{DECLARATION}<ItemAttachedData><Application id=\"CRM_IC/MCM\"><FWDTYPE>carried</FWDTYPE></Application>\
             <Application id=\"SAP-IC\"><CV01>1</CV01></Application></ItemAttachedData>"
        )
    );
    let mut into = [0; 4096];
    let size = codec::merge(ARRIVED.as_bytes(), data.data(), &mut into).unwrap();
    assert!(std::str::from_utf8(&into[..size]).unwrap().contains(reserved));
    // What is said beside the call is this side's word.
    let own = [Entry::new("SAP-IC", "CV02", "2")];
    assert!(encoded(ICI, Source::CallAnd(data.data(), &own)).is_ok());
    assert_eq!(
        encoded(ICI, Source::CallAnd(data.data(), &write)),
        Err(EncodeError::Refused { entry: 3, why: Why::Reserved })
    );
}

/// Defect 3: names beyond a limit were cut without a word.
#[test]
fn long_names_are_refused_and_never_cut() {
    let (fits, long) = ("n".repeat(255), "n".repeat(256));
    for (app, name, taken) in
        [("A", &fits, true), ("A", &long, false), (&fits, &fits, true), (&long, &"K".to_string(), false)]
    {
        let entry = [Entry { key: Key::Own { app, name }, value: "x" }];
        if taken {
            assert_eq!(
                decoded(ICI, encoded(ICI, &entry).unwrap().as_bytes()),
                [owned((&format!("{app}:{name}"), "x"))]
            );
        } else {
            refused(ICI, &entry, 0, Why::KeyTooLong);
        }
    }
    let (fits, long) = ("v".repeat(65_535), "v".repeat(65_536));
    assert!(encoded(ICI, &[Entry::new("A", "K", &fits)]).unwrap().contains(&fits));
    refused(ICI, &[Entry::new("A", "K", ""), Entry::new("A", "K", &long)], 1, Why::TooLong);
}

/// Defect 4: after a conference, data from before it were given out. A document is made from the data as they are.
#[test]
fn what_is_encoded_is_what_the_call_has_now() {
    let (mut bytes, mut used) = ([0; 256], 0);
    let mut data = DataMut::new(&mut bytes, &mut used);
    data.set(Key::new("SAP-IC", "MID"), "before", 0).unwrap();
    let before = encoded(ICI, data.data()).unwrap();
    let mut data = DataMut::new(&mut bytes, &mut used);
    data.set(Key::new("SAP-IC", "MID"), "after", 0).unwrap();
    assert_eq!(merged(&before, data.data()).unwrap(), encoded(ICI, data.data()).unwrap());
}

/// Defect 5: the document was glued together from strings. Values are escaped once, and one changed item is one change.
#[test]
fn one_item_is_one_change() {
    let before = format!(
        "{DECLARATION}<ItemAttachedData><Application id=\"A\"><K>&#x41;</K><L>&amp;amp;</L></Application></ItemAttachedData>"
    );
    let after = merged(&before, &[Entry::new("A", "K", "</K><X>&amp;")]).unwrap();
    assert_eq!(after, before.replace("&#x41;", "&lt;/K&gt;&lt;X&gt;&amp;amp;"));
    assert_eq!(merged(&after, &[Entry::new("A", "K", "</K><X>&amp;")]).unwrap(), after, "twice is once");
    assert_eq!(merged(&before, &[] as &[Entry<'_>]).unwrap(), before);
    let empty = merged("<ItemAttachedData/>", &[Entry::known(Known::Ani, "1")]).unwrap();
    assert_eq!(empty, "<ItemAttachedData><Application id=\"\"><ANI>1</ANI></Application></ItemAttachedData>");
    assert_eq!(
        merged("<ItemAttachedData/>\n", &[] as &[Entry<'_>]).unwrap(),
        "<ItemAttachedData></ItemAttachedData>\n"
    );
}

#[test]
fn a_merge_is_refused_whole() {
    let entry = [Entry::new("A", "K", "1")];
    for (document, at, what) in [
        ("", 0, Fault::End),
        ("<payload/>", 0, Fault::Unknown),
        ("<ItemAttachedData>", 18, Fault::End),
        ("<ItemAttachedData><Application/></ItemAttachedData>", 18, Fault::Key),
        ("<ItemAttachedData><X><y></X></ItemAttachedData>", 30, Fault::Unexpected),
        ("<!DOCTYPE a><ItemAttachedData/>", 0, Fault::Entity),
    ] {
        assert_eq!(merged(document, &entry), Err(MergeError::Document(Wrong { at, what })), "{document}");
    }
    let many = vec![entry[0]; MAX_MERGED + 1];
    let many = merged("<ItemAttachedData/>", many.as_slice());
    assert_eq!(many, Err(MergeError::Encode(EncodeError::Refused { entry: MAX_MERGED, why: Why::Many })));
    for cut in 0..ARRIVED.trim_end().len() {
        assert!(codec::merge(&ARRIVED.as_bytes()[..cut], &entry, &mut [0; 4096]).is_err(), "{cut}");
    }
}
