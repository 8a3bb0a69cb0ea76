//! The same work for every side: one record out, one record in. Each job is a function of its own, to be counted by
//! name; buffers are the caller's and used again.

use std::io::Cursor;

use offhook::Entry;
use offhook::codec::{Codec, Options, decode, encode};
use offhook::data::Data;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use crate::record::Payload;

/// Application, name, value.
pub type Pair<'a> = (&'a str, &'a str, &'a str);

/// What a peer reads.
pub type Owned = Vec<(String, String)>;

/// Ours: the record out.
#[inline(never)]
pub fn offhook_encode(codec: Codec, entries: &[Entry<'_>], into: &mut [u8]) -> usize {
    encode(codec, entries, &Options::DEFAULT, into).expect("it fits")
}

/// Ours: the record out of a call's data, as in C.
#[inline(never)]
pub fn offhook_call_encode(codec: Codec, data: Data<'_>, into: &mut [u8]) -> usize {
    encode(codec, data, &Options::DEFAULT, into).expect("it fits")
}

/// Ours: the record in.
#[inline(never)]
pub fn offhook_decode(codec: Codec, text: &[u8], into: &mut [u8]) -> usize {
    decode(codec, text, into).expect("a record").bytes().len()
}

/// A floor: the bytes of the wire, copied at once.
#[inline(never)]
pub fn copy_wire(wire: &[u8], into: &mut [u8]) -> usize {
    into[..wire.len()].copy_from_slice(wire);
    wire.len()
}

/// A floor: the names and values, copied one by one.
#[inline(never)]
pub fn copy_texts(pairs: &[Pair<'_>], into: &mut [u8]) -> usize {
    let mut length = 0;
    for (_, name, value) in pairs {
        for text in [name, value] {
            into[length..length + text.len()].copy_from_slice(text.as_bytes());
            length += text.len();
        }
    }
    length
}

/// form_urlencoded.
#[inline(never)]
pub fn form_encode(pairs: &[Pair<'_>], into: &mut String) -> usize {
    into.clear();
    let mut out = form_urlencoded::Serializer::new(std::mem::take(into));
    for (_, name, value) in pairs {
        out.append_pair(name, value);
    }
    *into = out.finish();
    into.len()
}

/// form_urlencoded.
#[inline(never)]
pub fn form_decode(text: &[u8]) -> usize {
    form_urlencoded::parse(text).map(|(name, value)| name.len() + value.len()).sum()
}

/// quick-xml: a payload.
#[inline(never)]
pub fn quick_payload_encode(pairs: &[Pair<'_>], into: &mut Vec<u8>) -> usize {
    into.clear();
    let mut out = Writer::new(Cursor::new(into));
    let mut put = |event| out.write_event(event).expect("memory takes everything");
    put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    put(Event::Start(BytesStart::new("payload")));
    for (_, name, value) in pairs {
        put(Event::Start(BytesStart::new(*name)));
        put(Event::Text(BytesText::new(value)));
        put(Event::End(BytesEnd::new(*name)));
    }
    put(Event::End(BytesEnd::new("payload")));
    out.into_inner().into_inner().len()
}

/// quick-xml: attached data of one application.
#[inline(never)]
pub fn quick_ici_encode(pairs: &[Pair<'_>], into: &mut Vec<u8>) -> usize {
    into.clear();
    let mut out = Writer::new(Cursor::new(into));
    let mut put = |event| out.write_event(event).expect("memory takes everything");
    put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    put(Event::Start(BytesStart::new("ItemAttachedData")));
    put(Event::Start(BytesStart::new("Application").with_attributes([("id", pairs[0].0)])));
    for (_, name, value) in pairs {
        put(Event::Start(BytesStart::new(*name)));
        put(Event::Text(BytesText::new(value)));
        put(Event::End(BytesEnd::new(*name)));
    }
    put(Event::End(BytesEnd::new("Application")));
    put(Event::End(BytesEnd::new("ItemAttachedData")));
    out.into_inner().into_inner().len()
}

/// quick-xml: the names and texts of the elements `depth` deep.
#[inline(never)]
pub fn quick_decode(text: &[u8], depth: usize, into: &mut Owned) -> usize {
    into.clear();
    let mut reader = Reader::from_reader(text);
    let mut open = 0;
    let mut value = String::new();
    loop {
        match reader.read_event().expect("a document") {
            Event::Start(start) => {
                open += 1;
                if open == 2 && depth == 3 {
                    let id = start.try_get_attribute("id").expect("attributes").expect("an id");
                    value.push_str(&id.unescape_value().expect("text"));
                }
                if open == depth {
                    value.clear();
                }
            }
            Event::Text(text) if open == depth => value.push_str(&text.decode().expect("UTF-8")),
            Event::GeneralRef(name) if open == depth => match name.resolve_char_ref().expect("a character") {
                Some(character) => value.push(character),
                None => {
                    let name = name.decode().expect("UTF-8");
                    value.push_str(quick_xml::escape::resolve_predefined_entity(&name).expect("one of the five"));
                }
            },
            Event::End(end) => {
                if open == depth {
                    let name = std::str::from_utf8(end.name().into_inner()).expect("UTF-8").to_owned();
                    into.push((name, value.clone()));
                }
                open -= 1;
            }
            Event::Eof => return into.len(),
            _ => {}
        }
    }
}

/// sonic-rs.
#[inline(never)]
pub fn sonic_encode(payload: &Payload<'_>, into: &mut Vec<u8>) -> usize {
    into.clear();
    sonic_rs::to_writer(&mut *into, payload).expect("memory takes everything");
    into.len()
}

/// sonic-rs.
#[inline(never)]
pub fn sonic_decode(text: &[u8]) -> usize {
    sonic_rs::from_slice::<Payload<'_>>(text).expect("a record").payload.text.len()
}

/// serde_json.
#[inline(never)]
pub fn serde_encode(payload: &Payload<'_>, into: &mut Vec<u8>) -> usize {
    into.clear();
    serde_json::to_writer(&mut *into, payload).expect("memory takes everything");
    into.len()
}

/// serde_json.
#[inline(never)]
pub fn serde_decode(text: &[u8]) -> usize {
    serde_json::from_slice::<Payload<'_>>(text).expect("a record").payload.text.len()
}

/// postcard: pairs of names and values.
#[inline(never)]
pub fn postcard_pairs_encode(pairs: &[(&str, &str)], into: &mut [u8]) -> usize {
    postcard::to_slice(pairs, into).expect("it fits").len()
}

/// postcard: applications, names and values.
#[inline(never)]
pub fn postcard_triples_encode(pairs: &[Pair<'_>], into: &mut [u8]) -> usize {
    postcard::to_slice(pairs, into).expect("it fits").len()
}

/// postcard: pairs of names and values, borrowed.
#[inline(never)]
pub fn postcard_pairs_decode(bytes: &[u8]) -> usize {
    let pairs: [(&str, &str); 14] = postcard::from_bytes(bytes).expect("a record");
    pairs.iter().map(|(name, value)| name.len() + value.len()).sum()
}

/// postcard: applications, names and values, borrowed.
#[inline(never)]
pub fn postcard_triples_decode(bytes: &[u8]) -> usize {
    let list: Vec<Pair<'_>> = postcard::from_bytes(bytes).expect("a record");
    list.iter().map(|(app, name, value)| app.len() + name.len() + value.len()).sum()
}
