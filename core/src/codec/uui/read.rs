//! Reading User-to-User: out of a header field, and out of the headers of a URI.

use super::super::error::DecodeError;
use super::{IA5, NAME, USERS_OWN, is_token, whole_bytes};
use crate::data::list::{List, Name};
use crate::syntax::{Characters, Sink, What, hex, utf8};

/// Also with the name of the header field before it, and unquoted data with spaces. Parameters that say nothing about
/// the encoding are passed over.
pub(in super::super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    utf8(text)?;
    let mut reader = Reader { text: text.trim_ascii_end(), at: 0, uri: false };
    reader.header_name();
    if reader.is_empty() { Ok(()) } else { reader.values(list) }
}

/// The headers as they stand behind the `?` of a URI, or the URI itself, also in angle brackets. Other headers are
/// passed over.
pub(in super::super) fn decode_uri(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let (begin, end) = headers(text);
    let text = text.get(..end).unwrap_or(text);
    let mut at = begin;
    while at < end {
        let rest = text.get(at..).unwrap_or(&[]);
        let length = rest.iter().position(|byte| *byte == b'&').unwrap_or(rest.len());
        let to = at.saturating_add(length);
        let mut reader = Reader { text: text.get(..to).unwrap_or(text), at, uri: true };
        reader.check()?;
        if reader.hname() {
            reader.values(list)?;
        }
        at = to.saturating_add(1);
    }
    Ok(())
}

/// Where the headers of a URI begin and end.
fn headers(text: &[u8]) -> (usize, usize) {
    let end = text.trim_ascii_end();
    let begin = text.len().saturating_sub(text.trim_ascii_start().len());
    let (begin, end) = match end.get(begin..) {
        Some([b'<', .., b'>']) => (begin.saturating_add(1), end.len().saturating_sub(1)),
        _ => (begin, end.len()),
    };
    let uri = text.get(begin..end).unwrap_or(&[]);
    let is_address = [&b"sip:"[..], b"sips:", b"?"].iter().any(|scheme| {
        let start = uri.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let address = match is_address {
        true => uri.iter().position(|byte| *byte == b'?').map_or(uri.len(), |mark| mark.saturating_add(1)),
        false => 0,
    };
    (begin.saturating_add(address), end)
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

    fn next(&mut self) -> Option<u8> {
        let (byte, length) = match self.rest {
            [b'%', digits @ ..] if self.uri => (hex::byte(digits)?, 3),
            [byte, ..] => (*byte, 1),
            [] => return None,
        };
        self.rest = self.rest.get(length..)?;
        Some(byte)
    }
}

impl Piece<'_> {
    fn is(self, text: &[u8]) -> bool {
        self.map(|byte| byte.to_ascii_lowercase()).eq(text.iter().map(u8::to_ascii_lowercase))
    }

    /// Puts what it means: a backslash between quotes only says that the next character is one.
    fn put(self, list: &mut List<'_>) {
        let mut escaped = false;
        for byte in self {
            escaped = self.quoted && byte == b'\\' && !escaped;
            if !escaped {
                list.put(&[byte]);
            }
        }
    }

    /// The bytes that its hexadecimal digits say.
    fn octets(mut self) -> impl Iterator<Item = u8> {
        core::iter::from_fn(move || hex::byte(&[self.next()?, self.next()?]))
    }
}

/// One value of the header.
fn entry(data: Piece<'_>, encoding: Option<Piece<'_>>, list: &mut List<'_>) -> Result<(), What> {
    let is_hex = whole_bytes(data);
    list.name();
    list.put(b"UUI");
    if encoding.map_or(is_hex, |encoding| encoding.is(b"hex")) {
        if !is_hex {
            return Err(What::Escape);
        }
        let mut octets = data.octets();
        let discriminator = octets.next();
        let kind: &[u8] = match discriminator {
            Some(IA5) if octets.all(|byte| byte.is_ascii()) => b"",
            Some(USERS_OWN) if is_utf8(octets) => b"-00",
            _ => b"-hex",
        };
        list.put(kind);
        list.name_end(|_| Ok(Name::Same))?;
        if kind == b"-hex" {
            data.put(list);
        } else {
            data.octets().skip(1).for_each(|byte| list.put(&[byte]));
        }
        return list.value_end();
    }
    list.put(b"-");
    match encoding {
        // That of the users' own text is taken.
        Some(encoding) if !is_token(encoding) || encoding.is(b"00") => return Err(What::Unknown),
        Some(encoding) => encoding.put(list),
        None => list.put(b"ascii"),
    }
    list.name_end(|_| Ok(Name::Same))?;
    data.put(list);
    list.value_end()
}

fn is_utf8(mut bytes: impl Iterator<Item = u8>) -> bool {
    let mut characters = Characters::default();
    bytes.all(|byte| characters.put(byte)) && characters.whole()
}

/// Reads values with their parameters.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    uri: bool,
}

impl<'a> Reader<'a> {
    /// Every escape is one, and what they say is UTF-8.
    fn check(&self) -> Result<(), DecodeError> {
        let mut characters = Characters::default();
        let (mut ahead, mut first) = (Self { ..*self }, self.at);
        while !ahead.is_empty() {
            let (byte, length) = ahead.peek().ok_or(DecodeError::at(ahead.at, What::Escape))?;
            if characters.whole() {
                first = ahead.at;
            }
            if !characters.put(byte) {
                return Err(DecodeError::at(first, What::Utf8));
            }
            ahead.step(length);
        }
        if characters.whole() { Ok(()) } else { Err(DecodeError::at(first, What::Utf8)) }
    }

    /// Passes over the name of the header field.
    fn header_name(&mut self) {
        self.space();
        if let Some((name, after)) = self.rest().split_at_checked(NAME.len())
            && name.eq_ignore_ascii_case(NAME)
            && after.trim_ascii_start().starts_with(b":")
        {
            let colon = after.iter().position(|byte| *byte == b':').unwrap_or(0);
            self.step(NAME.len().saturating_add(colon).saturating_add(1));
            self.space();
        }
    }

    /// Passes over the name of a header in a URI; whether it is this one.
    fn hname(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.iter().position(|byte| *byte == b'=').unwrap_or(rest.len());
        self.step(length.saturating_add(1).min(rest.len()));
        Piece { rest: rest.get(..length).unwrap_or(rest), uri: true, quoted: false }.is(NAME)
    }

    /// Values with commas between them, up to the end.
    fn values(&mut self, list: &mut List<'_>) -> Result<(), DecodeError> {
        loop {
            self.space();
            let at = self.at;
            // Unquoted data may have equals signs in it: base64 ends in them.
            let data = self.piece(|_| false)?;
            if data.rest.is_empty() && !data.quoted {
                return Err(self.wrong());
            }
            let mut encoding = None;
            while self.next_is(b';') {
                let name = self.piece(|byte| byte == b'=')?;
                let value = if self.next_is(b'=') { Some(self.piece(|_| false)?) } else { None };
                if name.is(b"encoding") {
                    encoding = value.filter(|value| !value.rest.is_empty());
                }
            }
            entry(data, encoding, list).map_err(|what| DecodeError::at(at, what))?;
            if !self.next_is(b',') {
                return if self.is_empty() { Ok(()) } else { Err(self.wrong()) };
            }
        }
    }

    /// Text in quotes, or up to what ends it, without the space around it.
    fn piece(&mut self, ends: impl Fn(u8) -> bool) -> Result<Piece<'a>, DecodeError> {
        self.space();
        let quoted = self.next_is(b'"');
        let start = self.at;
        let (mut end, mut escaped) = (start, false);
        while let Some((byte, length)) = self.peek() {
            if quoted {
                if byte == b'"' && !escaped {
                    let rest = self.text.get(start..self.at).unwrap_or(&[]);
                    self.step(length);
                    return Ok(Piece { rest, uri: self.uri, quoted });
                }
                escaped = byte == b'\\' && !escaped;
            } else if ends(byte) || matches!(byte, b';' | b',' | b'"' | 0..0x20 | 0x7F) {
                break;
            }
            self.step(length);
            if byte != b' ' {
                end = self.at;
            }
        }
        if quoted {
            return Err(DecodeError::at(self.text.len(), What::End));
        }
        Ok(Piece { rest: self.text.get(start..end).unwrap_or(&[]), uri: self.uri, quoted })
    }

    /// Whether this byte comes next; then it is passed over.
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

    /// The next byte, and how many it takes in the text; `None` also where an escape is none.
    fn peek(&self) -> Option<(u8, usize)> {
        match self.rest() {
            [b'%', digits @ ..] if self.uri => Some((hex::byte(digits)?, 3)),
            rest => Some((*rest.first()?, 1)),
        }
    }

    fn step(&mut self, by: usize) {
        self.at = self.at.saturating_add(by);
    }

    fn is_empty(&self) -> bool {
        self.rest().is_empty()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    fn wrong(&self) -> DecodeError {
        DecodeError::at(self.at, if self.is_empty() { What::End } else { What::Unexpected })
    }
}
