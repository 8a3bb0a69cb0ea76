//! The codecs and their peers on the same random and mutated texts: the same meaning, or a stricter answer that is
//! named here. How many is in `tests/budgets`.

use std::collections::BTreeMap;

use codecs::budget;
use codecs::members::Members;
use codecs::random::{Random, entries, in_instruction, mutated, value};
use offhook::Entry;
use offhook::codec::{self, Codec, DecodeError, EncodeError, Options};
use offhook::syntax::{Fault, Name, Out, Wrong, url};

#[path = "../../fuzz/codec.rs"]
mod fuzz;

/// Application, name, value.
fn triples(random: &mut Random) -> Vec<(String, String, String)> {
    let names = ["ANI", "BP", "Custom_1", "Transcript", "TicketID", "Free", "k.x-1", "Ключ"];
    (0..random.below(6))
        .map(|_| (random.one(&["", "", "SAP-IC", "A&B"]).to_owned(), random.one(&names).to_owned(), value(random)))
        .collect()
}

fn encode(codec: Codec, entries: &[Entry<'_>]) -> Option<Vec<u8>> {
    let Err(EncodeError::NeedSize(size)) = codec::encode(codec, entries, &Options::DEFAULT, &mut []) else {
        return None;
    };
    let mut text = vec![0; size];
    codec::encode(codec, entries, &Options::DEFAULT, &mut text).ok()?;
    Some(text)
}

fn decode(codec: Codec, text: &[u8]) -> Result<Vec<(String, String)>, Wrong> {
    let mut bytes = vec![0; text.len() * 9 + 64];
    match codec::decode(codec, text, &mut bytes) {
        Ok(data) => Ok(data.iter().map(|entry| (entry.key.name().to_owned(), entry.value.to_owned())).collect()),
        Err(DecodeError::Wrong(wrong)) => Err(wrong),
        Err(error) => panic!("{error:?}"),
    }
}

fn read_url(text: &[u8]) -> Result<Vec<(String, String)>, Wrong> {
    let mut reader = url::Reader::new(text);
    let mut pairs = Vec::new();
    let (mut name, mut value) = (vec![0; text.len()], vec![0; text.len()]);
    while reader.more() {
        let (mut into_name, mut into_value) = (Out::new(&mut name), Out::new(&mut value));
        let read = reader.name(&mut into_name).and_then(|name| {
            if let Name::Plain(plain) = name {
                into_name.put(plain);
            }
            reader.value(&mut into_value)
        });
        read.map_err(|what| Wrong { at: reader.at(), what })?;
        let lengths = (into_name.done().unwrap(), into_value.done().unwrap());
        let text = |bytes: &[u8], length| String::from_utf8(bytes[..length].to_vec()).unwrap();
        pairs.push((text(&name, lengths.0), text(&value, lengths.1)));
    }
    Ok(pairs)
}

#[test]
fn queries_mean_what_form_urlencoded_says() {
    let mut random = Random(1);
    let (mut same, mut stricter) = (0, 0);
    let pieces = ["&", "=", "%", "%41", "%C3%A9", "%F0%9F", "+", "?", "&&", "é", ";", "#", "\n", "%zz", "\0"];
    for _ in 0..budget("codec-differential") {
        let triples = triples(&mut random);
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (_, name, value) in &triples {
            form.append_pair(name, value);
        }
        let form = form.finish();
        let ours = encode(Codec::C4cQuery, &entries(&triples));
        if let Some(ours) = &ours {
            let own =
                triples.iter().filter(|triple| triple.0.is_empty()).map(|(_, name, value)| (name.into(), value.into()));
            assert!(form_urlencoded::parse(ours).eq(own), "{ours:?}");
        }
        let text = mutated(&mut random, ours.as_deref().unwrap_or(form.as_bytes()), &pieces);
        // A mark before the query, and a line end behind it, are ours alone.
        if text.first() == Some(&b'?') || text.ends_with(b"\n") {
            continue;
        }
        match read_url(&text) {
            Ok(pairs) => {
                same += 1;
                assert!(form_urlencoded::parse(&text).eq(pairs.iter().map(|(n, v)| (n.into(), v.into()))), "{text:?}");
            }
            Err(Wrong { at, what }) => {
                stricter += 1;
                match what {
                    Fault::Escape => assert!(
                        text[at] == b'%'
                            && !text[at..].get(1..3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
                    ),
                    Fault::Unexpected => assert!(matches!(text[at], b'\r' | b'\n')),
                    Fault::Utf8 => assert!(
                        form_urlencoded::parse(&text).any(|(n, v)| n.contains('\u{fffd}') || v.contains('\u{fffd}'))
                    ),
                    what => panic!("{what:?} at {at} in {text:?}"),
                }
            }
        }
    }
    println!("{same} the same, {stricter} stricter");
    assert!(same > 0 && stricter > 0);
}

#[test]
fn payloads_mean_what_serde_json_says() {
    let mut random = Random(2);
    let (mut same, mut stricter, mut wrong) = (0, 0, 0);
    let pieces = [
        "\"",
        "\\",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud83d",
        "{",
        "}",
        "[",
        ",",
        ":",
        "null",
        "true",
        "-1.5e3",
        " ",
        "\n",
        "\u{1}",
        "\"a\":\"b\",",
    ];
    for _ in 0..budget("codec-differential") {
        let triples = triples(&mut random);
        let entries = entries(&triples);
        let Some(canonical) = encode(Codec::C4cJson, &entries) else { continue };
        let read: BTreeMap<String, Members> = serde_json::from_slice(&canonical).expect("canonical text is JSON");
        let own = entries.iter().filter(|entry| entry.key.app().is_empty());
        assert!(
            own.map(|entry| (entry.key.name(), entry.value))
                .eq(read["payload"].0.iter().map(|(n, v)| (n.as_str(), v.as_str().unwrap())))
        );

        let flat = &canonical[b"{\"payload\":".len()..canonical.len() - 1];
        let text = mutated(&mut random, flat, &pieces);
        let theirs = serde_json::from_slice::<Members>(&text);
        match (decode(Codec::C4cJson, &text), theirs) {
            (Ok(ours), Ok(theirs)) => {
                same += 1;
                let theirs = theirs.0.into_iter().filter(|(_, value)| !value.is_null());
                for (ours, (name, value)) in ours.iter().zip(theirs.clone()) {
                    assert_eq!(ours.0, name);
                    match value {
                        serde_json::Value::String(value) => assert_eq!(ours.1, value),
                        serde_json::Value::Number(_) => assert_eq!(ours.1.parse::<f64>().ok(), value.as_f64()),
                        value => assert_eq!(ours.1, value.to_string()),
                    }
                }
                assert_eq!(ours.len(), theirs.count());
            }
            // They know no numbers beyond those that a machine has.
            (Ok(_), Err(error)) => {
                assert!(error.to_string().contains("out of range"), "{error} {}", String::from_utf8_lossy(&text))
            }
            (Err(Wrong { what: Fault::Nested | Fault::Key, .. }), Ok(_)) => stricter += 1,
            (Err(ours), Ok(_)) => panic!("{ours:?} in {}", String::from_utf8_lossy(&text)),
            (Err(_), Err(_)) => wrong += 1,
        }
    }
    println!("{same} the same, {stricter} stricter, {wrong} wrong for both");
    assert!(same > 0 && stricter > 0 && wrong > 0);
}

#[test]
fn documents_mean_what_roxmltree_and_quick_xml_say() {
    let mut random = Random(3);
    let (mut same, mut stricter, mut wrong) = (0, 0, 0);
    let pieces = [
        "<",
        ">",
        "</",
        "/>",
        "&lt;",
        "&#65;",
        "&#x1F600;",
        "&#0;",
        "&x;",
        "&",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "--",
        "<?p i?>",
        "<?xml",
        "\r\n",
        "\r",
        "<a/>",
        "<b x='1' y=\"2\">",
        "</b>",
        " ",
        "\u{1}",
        "\u{fffe}",
        "é",
        "<!DOCTYPE a>",
        " x='1'",
        "xmlns",
        "'",
    ];
    for _ in 0..budget("codec-differential") {
        let triples = triples(&mut random);
        let entries = entries(&triples);
        let Some(canonical) = encode(Codec::C4cXml, &entries) else { continue };
        let own: Vec<(String, String)> = entries
            .iter()
            .filter(|entry| entry.key.app().is_empty())
            .map(|entry| (entry.key.name().to_owned(), entry.value.to_owned()))
            .collect();
        assert_eq!(roxml(&canonical).unwrap(), Some(own.clone()));
        let mut quick = Vec::new();
        codecs::jobs::quick_decode(&canonical, 2, &mut quick);
        assert_eq!(quick, own);

        let text = mutated(&mut random, &canonical, &pieces);
        match (decode(Codec::C4cXml, &text), roxml(&text)) {
            (Ok(ours), Ok(theirs)) => {
                same += 1;
                // A bare CR before a reference stays one there; XML 1.0 2.11 makes every line end LF.
                let lines = |pairs: Vec<(String, String)>| {
                    pairs.into_iter().map(|(n, v)| (n, v.replace('\r', "\n"))).collect::<Vec<_>>()
                };
                let (ours, theirs) = match text.contains(&b'\r') {
                    true => (lines(ours), theirs.map(lines)),
                    false => (ours, theirs),
                };
                assert_eq!(Some(ours), theirs, "{}", String::from_utf8_lossy(&text));
            }
            // Names with a colon need a namespace there.
            (Ok(_), Err(error)) => assert!(error.contains("namespace"), "{error} {}", String::from_utf8_lossy(&text)),
            // They do not ask that a version be one, and that white space follow the name of an instruction.
            (Err(Wrong { at, .. }), Ok(_)) if in_instruction(&text, at) => stricter += 1,
            // They read `</:a>` as the end of `<a>`.
            (Err(_), Ok(_)) if text.windows(2).any(|two| matches!(two, b"<:" | b"/:")) => stricter += 1,
            (Err(Wrong { what: Fault::Encoding | Fault::Entity | Fault::Key, .. }), Ok(_)) => stricter += 1,
            (Err(ours), Ok(None)) => {
                stricter += 1;
                assert!(
                    matches!(ours.what, Fault::Nested | Fault::Unexpected | Fault::Unknown | Fault::Key),
                    "{ours:?}"
                );
            }
            (Err(ours), Ok(_)) => panic!("{ours:?} in {}", String::from_utf8_lossy(&text)),
            (Err(_), Err(_)) => wrong += 1,
        }
    }
    println!("{same} the same, {stricter} stricter, {wrong} wrong for both");
    assert!(same > 0 && stricter > 0 && wrong > 0);
}

/// The names and texts in a payload; `None` for a document of another shape.
fn roxml(text: &[u8]) -> Result<Option<Vec<(String, String)>>, String> {
    let text = std::str::from_utf8(text).map_err(|error| error.to_string())?;
    let document = roxmltree::Document::parse(text).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "payload"
        || root
            .children()
            .any(|node| node.is_text() && !node.text().unwrap_or("").trim_matches([' ', '\t', '\r', '\n']).is_empty())
    {
        return Ok(None);
    }
    let mut pairs = Vec::new();
    for element in root.children().filter(|node| node.is_element()) {
        if element.children().any(|node| node.is_element()) {
            return Ok(None);
        }
        let name = match element.tag_name().name() {
            "Serial" => "SerialNo",
            name => name,
        };
        pairs.push((
            name.to_owned(),
            element.children().filter(|node| node.is_text()).filter_map(|node| node.text()).collect(),
        ));
    }
    Ok(Some(pairs))
}

#[test]
fn binary_is_what_postcard_makes() {
    let mut random = Random(4);
    let (mut same, mut stricter, mut wrong) = (0, 0, 0);
    let pieces = ["\0", "\x01", "\x05", "\x7f", "ANI", "é"];
    for _ in 0..budget("codec-differential") {
        let triples = triples(&mut random);
        let ours = encode(Codec::Binary, &entries(&triples)).expect("binary takes everything");
        assert_eq!(ours, postcard::to_allocvec(&triples).expect("memory"));
        let text = mutated(&mut random, &ours, &pieces);
        let theirs = postcard::take_from_bytes::<Vec<(String, String, String)>>(&text);
        match (decode(Codec::Binary, &text), theirs) {
            (Ok(ours), Ok((theirs, rest))) => {
                same += 1;
                assert!(rest.is_empty());
                assert!(ours.into_iter().eq(theirs.into_iter().map(|(_, name, value)| (name, value))));
            }
            (Ok(_), Err(error)) => panic!("{error} {text:?}"),
            (
                Err(Wrong {
                    what: Fault::Key | Fault::Unexpected | Fault::Escape | Fault::KeyTooLong | Fault::ValueTooLong,
                    ..
                }),
                Ok(_),
            ) => stricter += 1,
            (Err(ours), Ok(_)) => panic!("{ours:?} in {text:?}"),
            (Err(_), Err(_)) => wrong += 1,
        }
    }
    println!("{same} the same, {stricter} stricter, {wrong} wrong for both");
    assert!(same > 0 && stricter > 0 && wrong > 0);
}

/// The fuzz target, on texts that mostly mean something.
#[test]
fn every_codec_takes_every_text() {
    let mut random = Random(5);
    for _ in 0..budget("codec-differential") {
        let triples = triples(&mut random);
        let codec = Codec::ALL[random.below(Codec::ALL.len())];
        let text =
            encode(codec, &entries(&triples)).or_else(|| encode(Codec::Binary, &entries(&triples))).unwrap_or_default();
        let mut input = vec![random.below(Codec::ALL.len()) as u8];
        if random.below(4) > 0 {
            input[0] = codec.code() - 1;
        }
        input.extend(mutated(&mut random, &text, &["<", "&", "\"", "%", "\\", "}", "=", "\0", "é", "\x01", ";", ","]));
        fuzz::codec(&input);
    }
}
