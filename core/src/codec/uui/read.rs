//! Reading User-to-User: out of a header field, and out of the headers of a URI.

use super::{IA5, NAME, USERS_OWN, in_token};
use crate::data::list::{List, Name};
use crate::syntax::{Characters, What, Wrong, hex};

/// Also with the name of the header field before it, and unquoted data with spaces. Parameters that say nothing about
/// the encoding are passed over.
pub(in super::super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = Reader { text: text.trim_ascii_end(), at: 0, uri: false };
    let result = reader.check().and_then(|()| {
        reader.header_name();
        if reader.is_empty() { Ok(()) } else { reader.values(list) }
    });
    result.map_err(|what| Wrong { at: reader.at, what })
}

/// The headers as they stand behind the `?` of a URI, or the URI itself, also in angle brackets. Other headers are
/// passed over.
pub(in super::super) fn decode_uri(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let (mut at, end) = headers(text);
    while at < end {
        let rest = text.get(at..end).unwrap_or(&[]);
        let length = rest.iter().position(|byte| *byte == b'&').unwrap_or(rest.len());
        let to = at.saturating_add(length);
        let mut reader = Reader { text: text.get(..to).unwrap_or(text), at, uri: true };
        let result = reader.check().and_then(|()| if reader.hname() { reader.values(list) } else { Ok(()) });
        result.map_err(|what| Wrong { at: reader.at, what })?;
        at = to.saturating_add(1);
    }
    Ok(())
}

/// Where the headers of a URI begin and end.
fn headers(text: &[u8]) -> (usize, usize) {
    let mut end = text.trim_ascii_end().len();
    let mut begin = text.len().saturating_sub(text.trim_ascii_start().len());
    if let Some([b'<', .., b'>']) = text.get(begin..end) {
        (begin, end) = (begin.saturating_add(1), end.saturating_sub(1));
    }
    let uri = text.get(begin..end).unwrap_or(&[]);
    let starts = |scheme: &[u8]| uri.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if starts(b"sip:") || starts(b"sips:") || starts(b"?") {
        let mark = uri.iter().position(|byte| *byte == b'?');
        begin = begin.saturating_add(mark.map_or(uri.len(), |mark| mark.saturating_add(1)));
    }
    (begin, end)
}

/// A part of the text. With `uri`, `%XX` is one byte of it.
#[derive(Clone, Copy)]
struct Piece<'a> {
    rest: &'a [u8],
    uri: bool,
    /// It stood in quotes, which are not part of it.
    quoted: bool,
}

impl Iterator for Piece<'_> {
    type Item = u8;

    #[inline(never)]
    fn next(&mut self) -> Option<u8> {
        let (byte, length) = first(self.rest, self.uri)?;
        self.rest = self.rest.get(length..)?;
        Some(byte)
    }
}

/// The first byte, and how many it takes in the text; `None` also where an escape is none.
fn first(text: &[u8], uri: bool) -> Option<(u8, usize)> {
    match text {
        [b'%', digits @ ..] if uri => Some((hex::byte(digits)?, 3)),
        text => Some((*text.first()?, 1)),
    }
}

impl Piece<'_> {
    /// Whether it is this text, which has no capitals.
    fn is(mut self, text: &[u8]) -> bool {
        text.iter().all(|byte| self.next().is_some_and(|this| this.eq_ignore_ascii_case(byte))) && self.rest.is_empty()
    }

    /// Puts what it means: a backslash between quotes only says that the next character is one.
    fn put(self, list: &mut List<'_>) {
        let mut escaped = false;
        for byte in self {
            escaped = self.quoted && byte == b'\\' && !escaped;
            if !escaped {
                list.out.byte(byte);
            }
        }
    }

    /// Where it is bytes in hexadecimal: what the key of such a text ends in.
    fn kind(self) -> Option<&'static [u8]> {
        let (mut digits, mut octet, mut discriminator) = (0usize, 0, 0);
        let (mut ascii, mut utf8, mut characters) = (true, true, Characters::default());
        for digit in self {
            octet = octet << 4 | hex::value(digit)?;
            digits = digits.wrapping_add(1);
            if digits == 2 {
                discriminator = octet;
            } else if digits % 2 == 0 {
                ascii &= octet.is_ascii();
                utf8 = utf8 && characters.put(octet);
            }
        }
        match discriminator {
            _ if digits == 0 || digits % 2 == 1 => None,
            IA5 if ascii => Some(b""),
            USERS_OWN if utf8 && characters.whole() => Some(b"-00"),
            _ => Some(b"-hex"),
        }
    }

    /// Puts the bytes behind the first one.
    fn put_octets(mut self, list: &mut List<'_>) {
        self.nth(1);
        while let (Some(high), Some(low)) = (self.next(), self.next()) {
            list.out.byte(hex::byte(&[high, low]).unwrap_or(0));
        }
    }
}

/// One value of the header.
fn entry(data: Piece<'_>, encoding: Option<Piece<'_>>, list: &mut List<'_>) -> Result<(), What> {
    let kind = data.kind();
    list.name();
    list.out.put(b"UUI");
    let is_hex = match encoding {
        Some(encoding) => encoding.is(b"hex"),
        None => kind.is_some(),
    };
    if is_hex {
        list.out.put(kind.ok_or(What::Escape)?);
    } else {
        list.out.byte(b'-');
        match encoding {
            // That of the users' own text is taken.
            Some(encoding) if !{ encoding }.all(in_token) => return Err(What::Unknown),
            Some(encoding) if encoding.is(b"00") => return Err(What::Unknown),
            Some(encoding) => encoding.put(list),
            None => list.out.put(b"ascii"),
        }
    }
    list.name_is(None, Name::Same)?;
    if is_hex && kind != Some(b"-hex") {
        data.put_octets(list);
    } else {
        data.put(list);
    }
    list.value_end()
}

/// Reads values with their parameters. Where it fails, `at` says what is wrong.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    uri: bool,
}

impl<'a> Reader<'a> {
    /// Every escape is one, and what they say is UTF-8.
    fn check(&mut self) -> Result<(), What> {
        let start = self.at;
        let (mut characters, mut first) = (Characters::default(), start);
        while !self.is_empty() {
            let (byte, length) = self.peek().ok_or(What::Escape)?;
            if characters.whole() {
                first = self.at;
            }
            if !characters.put(byte) {
                self.at = first;
                return Err(What::Utf8);
            }
            self.step(length);
        }
        self.at = if characters.whole() { start } else { first };
        if characters.whole() { Ok(()) } else { Err(What::Utf8) }
    }

    /// Passes over the name of the header field.
    fn header_name(&mut self) {
        self.space();
        if let Some((name, after)) = self.rest().split_at_checked(NAME.len())
            && name.eq_ignore_ascii_case(NAME)
            && let [b':', value @ ..] = after.trim_ascii_start()
        {
            self.at = self.text.len().wrapping_sub(value.len());
            self.space();
        }
    }

    /// Passes over the name of a header in a URI; whether it is this one.
    fn hname(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.iter().position(|byte| *byte == b'=').unwrap_or(rest.len());
        self.step(length.wrapping_add(1).min(rest.len()));
        Piece { rest: rest.get(..length).unwrap_or(rest), uri: true, quoted: false }.is(NAME)
    }

    /// Values with commas between them, up to the end.
    fn values(&mut self, list: &mut List<'_>) -> Result<(), What> {
        loop {
            self.space();
            let start = self.at;
            // Unquoted data may have equals signs in it: base64 ends in them.
            let data = self.piece(b';')?;
            if data.rest.is_empty() && !data.quoted {
                return Err(self.unexpected());
            }
            let mut encoding = None;
            while self.next_is(b';') {
                let name = self.piece(b'=')?;
                let value = if self.next_is(b'=') { Some(self.piece(b';')?) } else { None };
                if name.is(b"encoding") {
                    encoding = value.filter(|value| !value.rest.is_empty());
                }
            }
            if let Err(what) = entry(data, encoding, list) {
                self.at = start;
                return Err(what);
            }
            if !self.next_is(b',') {
                return if self.is_empty() { Ok(()) } else { Err(self.unexpected()) };
            }
        }
    }

    /// Text in quotes, or up to what ends it, without the space around it.
    fn piece(&mut self, ends: u8) -> Result<Piece<'a>, What> {
        self.space();
        let quoted = self.next_is(b'"');
        let start = self.at;
        let (mut end, mut escaped) = (start, false);
        while let Some((byte, length)) = self.peek() {
            let over = match quoted {
                true => byte == b'"' && !escaped,
                false => byte == ends || matches!(byte, b';' | b',' | b'"' | 0..0x20 | 0x7F),
            };
            if over {
                let end = if quoted { self.at } else { end };
                self.step(if quoted { length } else { 0 });
                return Ok(self.part(start, end, quoted));
            }
            escaped = byte == b'\\' && !escaped;
            self.step(length);
            if byte != b' ' {
                end = self.at;
            }
        }
        if quoted { Err(What::End) } else { Ok(self.part(start, end, false)) }
    }

    fn part(&self, start: usize, end: usize, quoted: bool) -> Piece<'a> {
        Piece { rest: self.text.get(start..end).unwrap_or(&[]), uri: self.uri, quoted }
    }

    /// Whether this byte comes next, behind spaces; then it is passed over.
    fn next_is(&mut self, byte: u8) -> bool {
        self.space();
        match self.peek() {
            Some((next, length)) if next == byte => {
                self.step(length);
                true
            }
            _ => false,
        }
    }

    fn space(&mut self) {
        while let Some((b' ' | b'\t' | b'\n' | b'\x0C' | b'\r', length)) = self.peek() {
            self.step(length);
        }
    }

    #[inline(never)]
    fn peek(&self) -> Option<(u8, usize)> {
        first(self.rest(), self.uri)
    }

    fn step(&mut self, by: usize) {
        self.at = self.at.wrapping_add(by);
    }

    fn is_empty(&self) -> bool {
        self.rest().is_empty()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    fn unexpected(&self) -> What {
        if self.is_empty() { What::End } else { What::Unexpected }
    }
}
