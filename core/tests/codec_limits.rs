//! The largest values, through every codec: nothing is cut, and what is too large is named.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

mod codec_common;

use codec_common::{decoded, encoded, encoded_with, refused};
use offhook::Entry;
use offhook::codec::{Codec, EncodeError, Options, Why};

/// Entries that each codec takes, the last one with this value.
fn entries<'a>(codec: Codec, value: &'a str) -> Vec<Entry<'a>> {
    let entry = |app, name, value| Entry::new(app, name, value);
    match codec {
        Codec::C4cNotificationXml | Codec::C4cNotificationJson => vec![entry("", "Text", value)],
        Codec::Uui | Codec::UuiUri => vec![entry("", "UUI", value)],
        Codec::OpenctiLightning | Codec::OpenctiClassic => {
            vec![entry("", "method", "saveLog"), entry("", "Id", "00T"), entry("", "Description", value)]
        }
        Codec::OpenctiMetadata => ["displayName", "displayNameLabel", "internalNameLabel", "customSettings"]
            .map(|name| entry("", name, value))
            .to_vec(),
        Codec::OpenctiDefinition => vec![entry("section", "item", value)],
        _ => vec![entry("", "BP", ""), entry("", "Transcript", value)],
    }
}

#[test]
fn values_of_every_size_go_through_every_codec() {
    let options = Options { budget: u16::MAX, ..Options::DEFAULT };
    // Binary is no text, and has a test of its own.
    for &codec in Codec::ALL.iter().filter(|codec| **codec != Codec::Binary) {
        for length in [0, 1, 7, 8, 9, 15, 16, 17, 255, 256, 65_534, 65_535] {
            for unit in ["x", "&"] {
                let value = unit.repeat(length);
                let entries = entries(codec, &value);
                match encoded_with(codec, entries.as_slice(), &options) {
                    Ok(text) if matches!(codec, Codec::OpenctiLightning | Codec::OpenctiClassic) => {
                        assert!(text.len() >= length);
                    }
                    Ok(text) => {
                        let back = decoded(codec, text.as_bytes());
                        assert_eq!(
                            back.last().map(|entry| entry.1.as_str()),
                            Some(value.as_str()),
                            "{codec:?} {length}"
                        );
                    }
                    Err(error) => assert_eq!(error, EncodeError::OnlyRead),
                }
            }
        }
    }
}

#[test]
fn a_value_of_65_536_bytes_is_named() {
    let value = "x".repeat(65_536);
    for &codec in Codec::ALL {
        let entries = entries(codec, &value);
        if !matches!(codec, Codec::C4cOutbound | Codec::OpenctiClick) {
            let entry = entries.iter().position(|entry| entry.value == value).unwrap();
            refused(codec, &entries, entry, Why::TooLong);
        }
    }
}

/// A large value is read where it stands: what is copied is the text.
#[test]
fn a_transcript_beside_everything_else() {
    let transcript = "10:01 Agent: Grüße & <Fragen>?\r\n".repeat(1_900);
    let entries =
        [Entry::new("", "CID", "BCM1234"), Entry::new("", "Transcript", &transcript), Entry::new("", "BP", "1")];
    for codec in [Codec::C4cQuery, Codec::C4cXml, Codec::C4cJson, Codec::IciXml, Codec::Pega] {
        let text = encoded(codec, &entries).unwrap();
        let back = decoded(codec, text.as_bytes());
        assert!(back.iter().map(|entry| entry.1.as_str()).eq(entries.iter().map(|entry| entry.value)), "{codec:?}");
    }
}
