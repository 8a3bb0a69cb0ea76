//! What the tests of all codecs share. Every check also goes through each size of buffer and each way to
//! cut the text.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    missing_docs
)]

use offhook::Entry;
use offhook::codec::{self, Codec, DecodeError, EncodeError, Options, Source, Why};
use offhook::data::valid;
use offhook::syntax::{Fault, Wrong};

/// Encodes with the default options, into a buffer of just the needed size.
pub fn encoded<'a>(codec: Codec, entries: impl Into<Source<'a>>) -> Result<String, EncodeError> {
    encoded_with(codec, entries, &Options::DEFAULT)
}

pub fn encoded_with<'a>(
    codec: Codec,
    entries: impl Into<Source<'a>>,
    options: &Options,
) -> Result<String, EncodeError> {
    let source = entries.into();
    let size = match codec::encode(codec, source, options, &mut []) {
        Err(EncodeError::NeedSize(size)) => size,
        Ok(size) => return Ok("".repeat(size)),
        Err(error) => return Err(error),
    };
    let mut small = vec![0; size - 1];
    assert_eq!(codec::encode(codec, source, options, &mut small), Err(EncodeError::NeedSize(size)));
    let mut text = vec![0xAA; size];
    assert_eq!(codec::encode(codec, source, options, &mut text), Ok(size));
    Ok(String::from_utf8(text).unwrap())
}

/// Decodes, into bytes of just the needed size, and in too few.
pub fn decode(codec: Codec, text: &[u8]) -> Result<Vec<(String, String)>, Wrong> {
    let mut roomy = vec![0; text.len() * 9 + 64];
    let data = match codec::decode(codec, text, &mut roomy) {
        Ok(data) => data,
        Err(DecodeError::Wrong(wrong)) => {
            assert!(wrong.at <= text.len());
            return Err(wrong);
        }
        Err(error) => panic!("{error:?}"),
    };
    assert!(valid(data.bytes()));
    let entries = data.iter().map(|entry| (notation(&entry), entry.value.to_owned())).collect();
    let size = data.bytes().len();
    if size > 0 {
        let mut small = vec![0; size - 1];
        // A name that did not fit may be counted in its own length.
        assert!(matches!(codec::decode(codec, text, &mut small), Err(DecodeError::NeedSize(need)) if need >= size));
    }
    Ok(entries)
}

pub fn decoded(codec: Codec, text: &[u8]) -> Vec<(String, String)> {
    decode(codec, text).unwrap_or_else(|wrong| panic!("{wrong:?} in {}", String::from_utf8_lossy(text)))
}

pub fn owned((key, value): (&str, &str)) -> (String, String) {
    (key.into(), value.into())
}

/// `[APP:]KEY`
fn notation(entry: &Entry<'_>) -> String {
    match entry.key.app() {
        "" => entry.key.name().to_owned(),
        app => format!("{app}:{}", entry.key.name()),
    }
}

fn entry<'a>(key: &'a str, value: &'a str) -> Entry<'a> {
    match key.split_once(':') {
        Some((app, name)) => Entry::new(app, name, value),
        None => Entry::new("", key, value),
    }
}

/// The entries give this text, the text gives the entries, and no shorter text gives all of them.
pub fn both_ways(codec: Codec, entries: &[(&str, &str)], text: &str) {
    let list: Vec<Entry<'_>> = entries.iter().map(|(key, value)| entry(key, value)).collect();
    assert_eq!(encoded(codec, list.as_slice()).as_deref(), Ok(text));
    let back: Vec<(String, String)> = decoded(codec, text.as_bytes());
    assert!(back.iter().map(|(key, value)| (key.as_str(), value.as_str())).eq(entries.iter().copied()), "{back:?}");
    for cut in 0..text.len() {
        // A whole value or an error: a cut text never gives more entries than the whole.
        if let Ok(part) = decode(codec, &text.as_bytes()[..cut]) {
            assert!(part.len() <= entries.len());
        }
    }
}

/// Encoding is refused for this entry.
pub fn refused(codec: Codec, entries: &[Entry<'_>], entry: usize, why: Why) {
    assert_eq!(encoded(codec, entries), Err(EncodeError::Refused { entry, why }), "{entries:?}");
}

/// Decoding says this.
pub fn wrong(codec: Codec, text: &[u8], at: usize, what: Fault) {
    assert_eq!(decode(codec, text), Err(Wrong { at, what }), "{}", String::from_utf8_lossy(text));
}
