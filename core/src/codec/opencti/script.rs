//! Names and values of a script that may stand in a page.

use crate::syntax::{Out, json};

/// Names and values with commas between them.
pub(super) struct Listing<'o, 'a> {
    pub out: &'o mut Out<'a>,
    pub first: bool,
}

impl Listing<'_, '_> {
    pub fn next(&mut self) {
        if !self.first {
            self.out.byte(b',');
        }
        self.first = false;
    }

    pub fn raw(&mut self, value: &[u8]) {
        self.next();
        self.out.put(value);
    }

    pub fn quoted(&mut self, parts: &[&[u8]]) {
        self.next();
        self.out.byte(b'"');
        parts.iter().for_each(|part| put_script(self.out, part));
        self.out.byte(b'"');
    }

    pub fn name(&mut self, name: &[u8]) {
        self.quoted(&[name]);
        self.out.byte(b':');
    }

    pub fn plain(&mut self, name: &[u8], value: &[u8]) {
        self.name(name);
        self.out.put(value);
    }

    pub fn text(&mut self, name: &[u8], value: &[u8]) {
        self.name(name);
        self.out.byte(b'"');
        put_script(self.out, value);
        self.out.byte(b'"');
    }

    /// A word of a list, which has it in capitals.
    pub fn word(&mut self, name: &str, list: &[u8], word: &[u8]) {
        self.plain(name.as_bytes(), list);
        word.iter().for_each(|byte| self.out.byte(byte.to_ascii_uppercase()));
    }

    pub fn open(&mut self, name: &str) {
        self.name(name.as_bytes());
        self.out.byte(b'{');
        self.first = true;
    }

    pub fn close(&mut self, end: &[u8]) {
        self.out.put(end);
        self.first = false;
    }
}

/// Text of a script that may stand in a page: nothing in it ends a script element, or a line in older engines.
fn put_script(out: &mut Out<'_>, text: &[u8]) {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'<' | 0xE2)) {
        let (clean, dirty) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        json::put(out, clean);
        let (length, escaped): (usize, &[u8]) = match dirty {
            [b'<', ..] => (1, b"\\u003c"),
            [0xE2, 0x80, 0xA8, ..] => (3, b"\\u2028"),
            [0xE2, 0x80, 0xA9, ..] => (3, b"\\u2029"),
            _ => (1, b"\xE2"),
        };
        out.put(escaped);
        rest = dirty.get(length..).unwrap_or(&[]);
    }
    json::put(out, rest);
}
