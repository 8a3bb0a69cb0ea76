//! The codecs with memory that grows as needed, their refusals in words, and bytes that are no text in hex.

use crate::scenario::lex;
use crate::scenario::statement::{Text, TextKey};
use crate::scenario::values::unknown;
use offhook::codec::{self, Codec, DecodeError, EncodeError, MergeError, Options, Source, Why};
use offhook::syntax::{Fault, Wrong, hex};
use offhook::{Cause, Entry};

/// Why there is no text, or no entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The reason, as a request would be refused.
    pub reason: Cause,
    /// What is wrong, and where.
    pub text: String,
}

impl Refused {
    fn new(reason: Cause, text: impl Into<String>) -> Self {
        Self { reason, text: text.into() }
    }

    fn wrong(wrong: Wrong) -> Self {
        Self::new(Cause::INVALID_PARAMETER_VALUE, format!("byte {}: {}", wrong.at, wrong.what.text()))
    }

    /// What is wrong in this text; of a key that is too long, how it begins.
    fn text(wrong: Wrong, text: &[u8]) -> Self {
        let mut refused = Self::wrong(wrong);
        if wrong.what == Fault::KeyTooLong {
            let rest = text.get(wrong.at..).unwrap_or_default();
            refused
                .text
                .push_str(&format!(": {}", shortened(&String::from_utf8_lossy(rest).escape_debug().to_string())));
        }
        refused
    }

    fn entry(codec: Codec, source: Source<'_>, error: EncodeError) -> Self {
        let text = match error {
            EncodeError::Refused { entry, why } => {
                let key = source.key(entry);
                let name = key.map(|key| shortened(&lex::key(key.app(), key.name())));
                let values: Vec<_> = match (key, why) {
                    (Some(key), Why::Value) => codec::values(codec, key).collect(),
                    _ => Vec::new(),
                };
                let those = if values.is_empty() { String::new() } else { format!(": {}", values.join(", ")) };
                format!("{}: {}{those}", name.as_deref().unwrap_or("an entry"), why.text())
            }
            EncodeError::Missing(key) => format!("{key} is missing: add it"),
            other => other.to_string(),
        };
        Self::new(Cause::INVALID_PARAMETER_VALUE, text)
    }
}

/// The most characters of a key that a message shows.
const SHOWN: usize = 60;

/// As much of a key as a message shows.
fn shortened(key: &str) -> String {
    match key.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", key.get(..at).unwrap_or(key)),
        None => key.to_owned(),
    }
}

/// The codec of this name.
pub fn named(name: &str) -> Result<Codec, String> {
    Codec::from_name(name).ok_or_else(|| unknown("codec", name, Codec::ALL.iter().map(|codec| codec.name())))
}

/// The entries in a codec's format.
pub fn encode(codec: Codec, source: Source<'_>, options: &Options) -> Result<String, Refused> {
    let bytes = grow(|into| match codec::encode(codec, source, options, into) {
        Err(EncodeError::NeedSize(size)) => Err(More::Room(size)),
        done => done.map_err(|error| More::Never(Refused::entry(codec, source, error))),
    })?;
    Ok(match codec {
        Codec::Binary => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    })
}

/// An ICI document with the entries in it, and everything else as it was.
pub fn merge(document: &[u8], source: Source<'_>) -> Result<Vec<u8>, Refused> {
    grow(|into| match codec::merge(document, source, into) {
        Err(MergeError::Encode(EncodeError::NeedSize(size))) => Err(More::Room(size)),
        Err(MergeError::Encode(error)) => Err(More::Never(Refused::entry(Codec::IciXml, source, error))),
        Err(MergeError::Document(wrong)) => Err(More::Never(Refused::text(wrong, document))),
        Ok(length) => Ok(length),
    })
}

/// The entries of a text.
pub fn decode(codec: Codec, text: &[u8]) -> Result<Vec<Text>, Refused> {
    let bytes = match codec {
        Codec::Binary => from_hex(text)?,
        _ => text.to_vec(),
    };
    let mut entries = Vec::new();
    grow(|into| match codec::decode(codec, &bytes, into) {
        Ok(data) => {
            let text = |entry: Entry<'_>| Text { key: TextKey::from(entry.key), value: entry.value.to_owned() };
            entries = data.iter().map(text).collect();
            Ok(0)
        }
        Err(DecodeError::NeedSize(size)) => Err(More::Room(size)),
        Err(DecodeError::Wrong(wrong)) => Err(More::Never(Refused::text(wrong, &bytes))),
        Err(error @ DecodeError::OnlyWritten) => Err(More::Never(Refused::new(Cause::UNSUPPORTED, error.to_string()))),
    })?;
    Ok(entries)
}

fn from_hex(text: &[u8]) -> Result<Vec<u8>, Refused> {
    let pairs = text.chunks(2).zip((0..).step_by(2));
    let byte = |(pair, at)| {
        hex::byte(pair).ok_or_else(|| {
            Refused::new(Cause::INVALID_PARAMETER_VALUE, format!("byte {at}: two hexadecimal digits belong here"))
        })
    };
    pairs.map(byte).collect()
}

/// Why a codec gave nothing into this much room.
enum More {
    Room(usize),
    Never(Refused),
}

/// Gives `work` as much room as it asks for.
fn grow(mut work: impl FnMut(&mut [u8]) -> Result<usize, More>) -> Result<Vec<u8>, Refused> {
    let mut bytes = vec![0; 1024];
    loop {
        match work(&mut bytes) {
            Ok(length) => {
                bytes.truncate(length);
                return Ok(bytes);
            }
            Err(More::Room(size)) if size > bytes.len() => bytes.resize(size, 0),
            Err(More::Room(size)) => {
                return Err(Refused::new(Cause::NO_ROOM, format!("{size} bytes are not to be had")));
            }
            Err(More::Never(refused)) => return Err(refused),
        }
    }
}
