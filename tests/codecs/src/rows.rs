//! The rows of the measurement: a job, and everybody who does it.

use std::hint::black_box;

use offhook::codec::{Codec, decode};
use offhook::data::Data;

use crate::jobs::{self, Pair};
use crate::record::{PAIRS, entries, pairs, payload, text};

/// What is done, by whom, and how.
pub struct Job {
    /// The row.
    pub what: &'static str,
    /// Who does it.
    pub side: &'static str,
    /// Does it once; the bytes of the result.
    pub run: Box<dyn FnMut() -> usize>,
}

/// Who is no peer of ours: we ourselves, from a list and from a call's data, and the floors.
pub const NO_PEERS: [&str; 4] = ["offhook", "offhook-call", "memcpy", "one-by-one"];

fn job(what: &'static str, side: &'static str, run: impl FnMut() -> usize + 'static) -> Job {
    Job { what, side, run: Box::new(run) }
}

/// Ours, and what nobody can be faster than: the wire bytes copied at once, and the names and values one by one.
fn ours(what: [&'static str; 2], codec: Codec) -> Vec<Job> {
    let (list, wire, names) = (entries(codec), text(codec), pairs(codec));
    let buffer = || vec![0; 1024];
    let held: &'static mut [u8] = Box::leak(buffer().into_boxed_slice());
    let data: Data<'static> = decode(codec, &wire, held).expect("our own text");
    let (mut out, mut called, mut into) = (buffer(), buffer(), buffer());
    let mut all = vec![
        job(what[0], "offhook-call", move || jobs::offhook_call_encode(codec, black_box(data), &mut called)),
        job(what[0], "offhook", move || jobs::offhook_encode(codec, black_box(&list), &mut out)),
        {
            let wire = wire.clone();
            job(what[1], "offhook", move || jobs::offhook_decode(codec, black_box(&wire), &mut into))
        },
    ];
    for what in what {
        let (wire, mut out, mut single) = (wire.clone(), buffer(), buffer());
        all.push(job(what, "memcpy", move || jobs::copy_wire(black_box(&wire), &mut out)));
        all.push(job(what, "one-by-one", move || jobs::copy_texts(black_box(&names), &mut single)));
    }
    all
}

/// Every job of every side.
pub fn all() -> Vec<Job> {
    let mut all = Vec::new();
    let leaked = |codec| -> &'static [Pair<'static>] { Box::leak(Box::new(pairs(codec))) };

    all.extend(ours(["url-encode", "url-decode"], Codec::C4cQuery));
    let (list, query, mut out) = (leaked(Codec::C4cQuery), text(Codec::C4cQuery), String::with_capacity(1024));
    all.push(job("url-encode", "form_urlencoded", move || jobs::form_encode(black_box(list), &mut out)));
    all.push(job("url-decode", "form_urlencoded", move || jobs::form_decode(black_box(&query))));

    all.extend(ours(["xml-encode", "xml-decode"], Codec::C4cXml));
    let (list, document) = (leaked(Codec::C4cXml), text(Codec::C4cXml));
    let (mut out, mut into) = (Vec::with_capacity(1024), Vec::with_capacity(16));
    all.push(job("xml-encode", "quick-xml", move || jobs::quick_payload_encode(black_box(list), &mut out)));
    all.push(job("xml-decode", "quick-xml", move || jobs::quick_decode(black_box(&document), 2, &mut into)));

    all.extend(ours(["ici-encode", "ici-decode"], Codec::IciXml));
    let (list, document) = (leaked(Codec::IciXml), text(Codec::IciXml));
    let (mut out, mut into) = (Vec::with_capacity(1024), Vec::with_capacity(16));
    all.push(job("ici-encode", "quick-xml", move || jobs::quick_ici_encode(black_box(list), &mut out)));
    all.push(job("ici-decode", "quick-xml", move || jobs::quick_decode(black_box(&document), 3, &mut into)));

    all.extend(ours(["json-encode", "json-decode"], Codec::C4cJson));
    let json = text(Codec::C4cJson);
    let (mut out, again) = (Vec::with_capacity(1024), json.clone());
    all.push(job("json-encode", "sonic-rs", move || jobs::sonic_encode(black_box(&payload()), &mut out)));
    all.push(job("json-decode", "sonic-rs", move || jobs::sonic_decode(black_box(&again))));
    let mut out = Vec::with_capacity(1024);
    all.push(job("json-encode", "serde_json", move || jobs::serde_encode(black_box(&payload()), &mut out)));
    all.push(job("json-decode", "serde_json", move || jobs::serde_decode(black_box(&json))));

    all.extend(ours(["binary-encode", "binary-decode"], Codec::Binary));
    let (mut out, list) = (vec![0; 1024], leaked(Codec::Binary));
    all.push(job("binary-encode", "postcard-triples", move || {
        jobs::postcard_triples_encode(black_box(list), &mut out)
    }));
    let bytes = text(Codec::Binary);
    all.push(job("binary-decode", "postcard-triples", move || jobs::postcard_triples_decode(black_box(&bytes))));
    let mut out = vec![0; 1024];
    all.push(job("binary-encode", "postcard-pairs", move || jobs::postcard_pairs_encode(black_box(&PAIRS), &mut out)));
    let bytes = postcard::to_allocvec(&PAIRS).expect("memory");
    all.push(job("binary-decode", "postcard-pairs", move || jobs::postcard_pairs_decode(black_box(&bytes))));
    all
}
