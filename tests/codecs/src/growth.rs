//! What a byte of text costs, in short texts and in long ones: entries of one shape, few or many.

use offhook::Entry;
use offhook::codec::{Codec, Options, encode};

/// A codec of each syntax.
pub const SYNTAXES: [(&str, Codec); 5] = [
    ("url", Codec::C4cQuery),
    ("xml", Codec::C4cXml),
    ("json", Codec::C4cJson),
    ("ici", Codec::IciXml),
    ("binary", Codec::Binary),
];

/// About how long the texts are, in bytes.
pub const SIZES: [usize; 4] = [100, 1 << 10, 16 << 10, 64 << 10];

/// The entries: what stands in every one of them has an escape in most syntaxes and a character beyond ASCII.
pub fn entries(codec: Codec, count: usize) -> Vec<Entry<'static>> {
    let (app, names) = match codec {
        Codec::IciXml => ("SAP-IC", ["CV01", "CV02", "CV03", "CV04"]),
        _ => ("", ["Custom_1", "Custom_2", "Custom_3", "Custom_4"]),
    };
    names.iter().cycle().take(count).map(|name| Entry::new(app, name, "408-361 & Grüße")).collect()
}

/// The text of so many entries.
pub fn text(codec: Codec, count: usize) -> Vec<u8> {
    let mut text = vec![0; 128 << 10];
    let length = encode(codec, entries(codec, count).as_slice(), &Options::DEFAULT, &mut text).expect("it fits");
    text.truncate(length);
    text
}

/// How many entries make a text of about this size: two at least.
pub fn count(codec: Codec, size: usize) -> usize {
    let (one, two) = (text(codec, 1).len(), text(codec, 2).len());
    1 + (size.saturating_sub(one) / (two - one)).max(1)
}
