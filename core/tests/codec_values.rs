//! Odd and hostile values through every codec: each comes back as it was, or is refused by name. What a codec cannot
//! carry stands in the tables here, and nowhere else.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

use offhook::codec::{self, Codec, DecodeError, EncodeError, Options, Why};
use offhook::syntax::{Fault, Wrong};
use offhook::{Entry, Key};

/// The budget of User-to-User has a test of its own: here every value has room.
const OPTIONS: Options = Options { budget: u16::MAX, ..Options::DEFAULT };

/// How a codec is tried: entries that must be there, then the key that takes any value.
struct Shape {
    codec: Codec,
    before: &'static [(&'static str, &'static str)],
    app: &'static str,
    key: &'static str,
    /// What one value of it cannot have.
    cannot: Cannot,
    /// What goes as a key.
    keys: Keys,
}

/// What a codec cannot carry in a value; it says [`Why::Character`].
#[derive(Clone, Copy, PartialEq)]
enum Cannot {
    /// It takes every character.
    Nothing,
    /// XML 1.0 has no control characters but tab, LF and CR, no U+FFFE and no U+FFFF, not even escaped.
    WhatXmlHasNot,
    /// IA5 text is ASCII.
    BeyondAscii,
    /// A quoted string of SIP has no control characters.
    Controls,
}

#[derive(Clone, Copy, PartialEq)]
enum Keys {
    /// Any text.
    Any,
    /// Names of XML's.
    Names,
    /// Those of its table.
    Listed,
}

const fn shape(codec: Codec, app: &'static str, key: &'static str, cannot: Cannot, keys: Keys) -> Shape {
    Shape { codec, before: &[], app, key, cannot, keys }
}

const SHAPES: &[Shape] = &[
    shape(Codec::C4cQuery, "", "Transcript", Cannot::Nothing, Keys::Listed),
    shape(Codec::C4cXml, "", "Transcript", Cannot::WhatXmlHasNot, Keys::Names),
    shape(Codec::C4cJson, "", "Transcript", Cannot::Nothing, Keys::Any),
    shape(Codec::C4cNotificationXml, "", "Text", Cannot::WhatXmlHasNot, Keys::Listed),
    shape(Codec::C4cNotificationJson, "", "Text", Cannot::Nothing, Keys::Listed),
    shape(Codec::IciXml, "SAP-IC", "CV01", Cannot::WhatXmlHasNot, Keys::Names),
    shape(Codec::Uui, "", "UUI", Cannot::BeyondAscii, Keys::Listed),
    shape(Codec::Uui, "", "UUI-00", Cannot::Nothing, Keys::Listed),
    shape(Codec::Uui, "", "UUI-ascii", Cannot::Controls, Keys::Listed),
    shape(Codec::UuiUri, "", "UUI", Cannot::BeyondAscii, Keys::Listed),
    shape(Codec::UuiUri, "", "UUI-00", Cannot::Nothing, Keys::Listed),
    shape(Codec::UuiUri, "", "UUI-ascii", Cannot::Controls, Keys::Listed),
    shape(Codec::Pega, "", "free", Cannot::Nothing, Keys::Any),
    shape(Codec::Binary, "", "free", Cannot::Nothing, Keys::Any),
    shape(Codec::OpenctiDefinition, "section", "item", Cannot::WhatXmlHasNot, Keys::Any),
    Shape {
        before: &[("displayName", ""), ("displayNameLabel", ""), ("internalNameLabel", "")],
        ..shape(Codec::OpenctiMetadata, "", "customSettings", Cannot::WhatXmlHasNot, Keys::Listed)
    },
    Shape {
        before: &[("method", "setSoftphonePanelLabel")],
        ..shape(Codec::OpenctiLightning, "", "label", Cannot::Nothing, Keys::Listed)
    },
    Shape {
        before: &[("method", "saveLog"), ("Id", "00T")],
        ..shape(Codec::OpenctiClassic, "", "Description", Cannot::Nothing, Keys::Listed)
    },
];

/// Each is a trap of some format.
const VALUES: &[&str] = &[
    "",
    "x",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "%",
    "+",
    " ",
    "#",
    "=",
    ";",
    ",",
    "\\",
    "/",
    "?",
    "  both ends  ",
    "& < > \" ' % + space #",
    "&amp;&#0;&lt;b&gt;",
    "]]>",
    "<![CDATA[x]]>",
    "<!-- -->",
    "</script>",
    "%00%zz%C3%28",
    "a=1&b=2",
    "\\u0000\\ud83d",
    "{\"payload\":{}}",
    "null",
    "-0",
    "1e999",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "line\r\n\r\nline",
    "\0",
    "a\0b",
    "\u{1}",
    "\u{8}\u{b}\u{c}\u{e}\u{1b}\u{1f}",
    "\u{7f}",
    "\u{80}\u{85}\u{9f}",
    "é",
    "ä\u{308}",
    "😀",
    "👩\u{200d}🚀",
    "\u{10ffff}",
    "שלום",
    "مرحبا \u{202e}txt.exe\u{202c}",
    "\u{feff}mark",
    "\u{2028}\u{2029}",
    "\u{d7ff}\u{e000}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{ffff}",
];

impl Cannot {
    fn has(self, value: &str) -> bool {
        let xml = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
        match self {
            Self::Nothing => false,
            Self::WhatXmlHasNot => !value.chars().all(xml),
            Self::BeyondAscii => !value.is_ascii(),
            Self::Controls => value.bytes().any(|byte| byte < 0x20 || byte == 0x7f),
        }
    }
}

impl Shape {
    fn entries<'a>(&'a self, values: &[&'a str]) -> Vec<Entry<'a>> {
        let before = self.before.iter().map(|(key, value)| Entry::new("", key, value));
        before.chain(values.iter().map(|value| Entry::new(self.app, self.key, value))).collect()
    }

    fn only_written(&self) -> bool {
        matches!(self.codec, Codec::OpenctiLightning | Codec::OpenctiClassic)
    }

    /// What is written is read as it was given.
    fn comes_back(&self, entries: &[Entry<'_>]) {
        let text =
            written(self.codec, entries).unwrap_or_else(|error| panic!("{:?}: {error:?} {entries:?}", self.codec));
        if !self.only_written() {
            assert!(read(self.codec, &text).as_deref() == Ok(&owned(entries)), "{:?} {entries:?}", self.codec);
        }
    }
}

type Owned = Vec<(String, String, String)>;

fn owned(entries: &[Entry<'_>]) -> Owned {
    entries.iter().map(|entry| (entry.key.app().into(), entry.key.name().into(), entry.value.into())).collect()
}

fn written(codec: Codec, entries: &[Entry<'_>]) -> Result<Vec<u8>, EncodeError> {
    let size = match codec::encode(codec, entries, &OPTIONS, &mut []) {
        Err(EncodeError::NeedSize(size)) => size,
        done => done?,
    };
    let mut text = vec![0; size];
    assert_eq!(codec::encode(codec, entries, &OPTIONS, &mut text), Ok(size));
    Ok(text)
}

fn read(codec: Codec, text: &[u8]) -> Result<Owned, Wrong> {
    let mut into = vec![0; text.len() * 9 + 64];
    match codec::decode(codec, text, &mut into) {
        Ok(data) => Ok(owned(&data.iter().collect::<Vec<_>>())),
        Err(DecodeError::Wrong(wrong)) => Err(wrong),
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn every_codec_is_tried() {
    for codec in Codec::ALL {
        let only_read = matches!(codec, Codec::C4cOutbound | Codec::OpenctiClick);
        assert_eq!(SHAPES.iter().any(|shape| shape.codec == *codec), !only_read, "{codec:?}");
        if only_read {
            assert_eq!(codec::encode(*codec, &[], &OPTIONS, &mut []), Err(EncodeError::OnlyRead));
        }
    }
}

#[test]
fn odd_values_come_back_or_are_refused_by_name() {
    for shape in SHAPES {
        for value in VALUES {
            let entries = shape.entries(&[value]);
            if shape.cannot.has(value) {
                let refused = EncodeError::Refused { entry: shape.before.len(), why: Why::Character };
                assert_eq!(written(shape.codec, &entries), Err(refused), "{:?} {value:?}", shape.codec);
            } else {
                shape.comes_back(&entries);
            }
        }
    }
}

#[test]
fn lengths_from_none_to_the_most() {
    let long = "x".repeat(65_536);
    for shape in SHAPES {
        for length in [0, 1, 65_535] {
            shape.comes_back(&shape.entries(&[&long[..length]]));
        }
        let refused = EncodeError::Refused { entry: shape.before.len(), why: Why::TooLong };
        assert_eq!(written(shape.codec, &shape.entries(&[&long])), Err(refused), "{:?}", shape.codec);
    }
}

/// Keys that are there twice stay two, in their order; a page's call has each argument and each field once, and a call
/// centre each element.
#[test]
fn duplicate_keys_stay_or_are_refused() {
    for shape in SHAPES {
        let entries = shape.entries(&["1", "2", "1"]);
        let at = shape.before.len();
        match written(shape.codec, &entries) {
            Ok(_) => shape.comes_back(&entries),
            Err(error) => {
                assert_eq!(error, EncodeError::Refused { entry: at + 1, why: Why::Twice }, "{:?}", shape.codec)
            }
        }
        let once = matches!(shape.codec, Codec::OpenctiLightning | Codec::OpenctiClassic | Codec::OpenctiMetadata);
        assert_eq!(written(shape.codec, &entries).is_err(), once, "{:?}", shape.codec);
    }
}

#[test]
fn odd_keys_come_back_or_are_refused_by_name() {
    const KEYS: &[&str] =
        &["", "Free", "k.x-1", "Ключ", "a b", "1", "a:b", "<", "&", "\"", "a=b", "%41", "\0", "\n", "😀", "שלום"];
    let is_name = |key: &str| matches!(key, "Free" | "k.x-1" | "Ключ" | "😀" | "שלום");
    for shape in SHAPES {
        for &name in KEYS {
            let mut entries = shape.entries(&[]);
            entries.push(Entry { key: Key::Own { app: shape.app, name }, value: "1" });
            match written(shape.codec, &entries) {
                Ok(_) => {
                    shape.comes_back(&entries);
                    assert!(shape.keys != Keys::Names || is_name(name), "{:?} {name:?}", shape.codec);
                }
                Err(EncodeError::Refused { entry, why }) => {
                    assert_eq!(entry, shape.before.len());
                    let named = match name {
                        "" => matches!(why, Why::EmptyKey | Why::Key),
                        _ => matches!(why, Why::Key | Why::Name | Why::Character),
                    };
                    assert!(named, "{:?} {name:?} {why:?}", shape.codec);
                    assert!(
                        shape.keys != Keys::Any || name.is_empty() || shape.app == "section",
                        "{:?} {name:?}",
                        shape.codec
                    );
                    assert!(shape.keys != Keys::Names || !is_name(name), "{:?} {name:?}", shape.codec);
                }
                Err(error) => panic!("{:?} {name:?} {error:?}", shape.codec),
            }
        }
    }
}

/// Half of a character, escaped, is none: JSON's and JavaScript's are refused at the escape, percent signs where the
/// bytes are no UTF-8, XML's references where they stand.
#[test]
fn lone_surrogates_and_wrong_bytes_are_refused_at_their_place() {
    let json = [
        (Codec::C4cJson, "{\"payload\":{\"Transcript\":\""),
        (Codec::C4cNotificationJson, "{\"payload\":{\"Text\":\""),
        (Codec::C4cOutbound, "{\"PhoneNumber\":\""),
        (Codec::OpenctiClick, "{\"number\":\""),
        (Codec::Pega, "{\"pyCallVariables\":{\"free\":\""),
    ];
    for (codec, before) in json {
        for half in ["\\ud83d", "\\ude00", "\\ud83d\\ud83d", "\\ud83dx", "\\ude00\\ud83d", "\\uD83D\\n"] {
            let text = format!("{before}x{half}\"}}}}");
            assert_eq!(
                read(codec, text.as_bytes()),
                Err(Wrong { at: before.len() + 1, what: Fault::Escape }),
                "{text}"
            );
        }
    }
    let xml = [
        (Codec::C4cXml, "<payload><Transcript>"),
        (Codec::C4cNotificationXml, "<payload><Text>"),
        (Codec::IciXml, "<ItemAttachedData><Application id='A'><K>"),
        (Codec::OpenctiDefinition, "<callCenter><section name='s'><item name='i'>"),
        (Codec::OpenctiMetadata, "<CallCenter><displayName>"),
    ];
    for (codec, before) in xml {
        for reference in ["&#xD83D;", "&#55357;", "&#xDE00;", "&#0;", "&#x0;", "&#xFFFE;", "&#x110000;", "&#1;"] {
            let wrong = read(codec, format!("{before}x{reference}").as_bytes()).unwrap_err();
            assert_eq!(wrong.at, before.len() + 1, "{codec:?} {reference}");
            assert!(matches!(wrong.what, Fault::Escape | Fault::Character), "{codec:?} {reference} {:?}", wrong.what);
        }
    }
    // Overlong, half a character in three bytes, beyond the last one, and cut.
    for bytes in ["%C0%80", "%ED%A0%BD", "%F4%90%80%80", "%F0%9F%98", "%FF"] {
        for (codec, before) in [(Codec::C4cQuery, "Transcript=x"), (Codec::UuiUri, "User-to-User=x")] {
            let text = format!("{before}{bytes}");
            assert_eq!(read(codec, text.as_bytes()), Err(Wrong { at: before.len(), what: Fault::Utf8 }), "{text}");
        }
    }
    for bytes in [&b"\xC0\x80"[..], b"\xED\xA0\xBD", b"\xF4\x90\x80\x80", b"\xFF"] {
        for (codec, before) in json.iter().chain(&xml).chain(&[(Codec::C4cQuery, "Transcript="), (Codec::Uui, "\"")]) {
            let text = [before.as_bytes(), b"x", bytes].concat();
            assert_eq!(
                read(*codec, &text),
                Err(Wrong { at: before.len() + 1, what: Fault::Utf8 }),
                "{codec:?} {bytes:?}"
            );
        }
        let text = [b"\x01\0\x01k", &[bytes.len() as u8 + 1][..], b"x", bytes].concat();
        assert_eq!(read(Codec::Binary, &text), Err(Wrong { at: 6, what: Fault::Utf8 }));
    }
}
