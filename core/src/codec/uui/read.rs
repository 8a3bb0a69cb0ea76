//! Reading User-to-User: out of a header field, and out of the headers of a URI.

use super::{IA5, NAME, USERS_OWN, in_token};
use crate::data::list::{List, Name};
use crate::syntax::{Characters, Fault, Wrong, hex};

/// Also with the name of the header field before it, and unquoted data with spaces. Parameters that say nothing about
/// the encoding are passed over.
pub(in super::super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = Reader::new(text.trim_ascii_end(), 0, false);
    let result = reader.check().and_then(|()| {
        reader.header_name();
        if reader.is_empty() { Ok(()) } else { reader.values(list) }
    });
    result.map_err(|what| Wrong { at: reader.at, what })
}

/// The headers as they stand behind the `?` of a URI, or the URI itself, also in angle brackets. Other headers are
/// passed over.
pub(in super::super) fn decode_uri(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let (at, end) = headers(text);
    let mut reader = Reader::new(text.get(..end).unwrap_or(text), at, true);
    // Which is behind what comes first.
    reader.end = at.wrapping_sub(1);
    while reader.header() {
        let result = reader.check().and_then(|()| if reader.hname() { reader.values(list) } else { Ok(()) });
        result.map_err(|what| Wrong { at: reader.at, what })?;
    }
    Ok(())
}

/// Where the headers of a URI begin and end.
#[inline(never)]
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

/// What is in a piece of the text. With `uri`, `%XX` is one byte of it.
struct Content<'a> {
    rest: &'a [u8],
    uri: bool,
    /// It stood in quotes, which are not part of it.
    quoted: bool,
}

impl<'a> Content<'a> {
    #[inline(never)]
    fn new(piece: &'a [u8], uri: bool) -> Self {
        let begin = match piece {
            [b'"', ..] => 1,
            [b'%', b'2', b'2', ..] if uri => 3,
            _ => return Self { rest: piece, uri, quoted: false },
        };
        let end = piece.len().saturating_sub(if piece.last() == Some(&b'"') { 1 } else { 3 });
        Self { rest: piece.get(begin..end).unwrap_or(&[]), uri, quoted: true }
    }
}

impl Iterator for Content<'_> {
    type Item = u8;

    #[inline(never)]
    fn next(&mut self) -> Option<u8> {
        let (byte, length) = first(self.rest, self.uri)?;
        self.rest = self.rest.get(length..).unwrap_or(&[]);
        Some(byte)
    }
}

/// The first byte, and how many it takes in the text; escapes have been looked at.
#[inline(always)]
fn first(text: &[u8], uri: bool) -> Option<(u8, usize)> {
    match text {
        [b'%', high, low, ..] if uri => Some((hex::known(*high, *low), 3)),
        text => Some((*text.first()?, 1)),
    }
}

/// What bytes in hexadecimal are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ia5,
    UsersOwn,
    Hex,
}

/// Reads values with their parameters. Where it fails, `at` says what is wrong.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// Where the values end.
    end: usize,
    uri: bool,
    /// The value that was read last: its data, and what is said of its encoding, if anything; in their quotes.
    data: &'a [u8],
    encoding: &'a [u8],
}

impl<'a> Reader<'a> {
    const fn new(text: &'a [u8], at: usize, uri: bool) -> Self {
        Self { text, at, end: text.len(), uri, data: &[], encoding: &[] }
    }

    /// Goes to the next header of a URI; false behind the last one.
    #[inline(never)]
    fn header(&mut self) -> bool {
        self.at = self.end.wrapping_add(1);
        let rest = self.text.get(self.at..).unwrap_or(&[]);
        let length = rest.iter().position(|byte| *byte == b'&').unwrap_or(rest.len());
        self.end = self.at.wrapping_add(length);
        !rest.is_empty()
    }

    /// Every escape is one, and what they say is UTF-8.
    #[inline(never)]
    fn check(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let (mut characters, mut first) = (Characters::default(), start);
        while !self.is_empty() {
            let byte = match self.rest() {
                [b'%', digits @ ..] if self.uri => hex::byte(digits).ok_or(Fault::Escape)?,
                rest => rest.first().copied().unwrap_or(0),
            };
            if characters.whole() {
                first = self.at;
            }
            if !characters.put(byte) {
                self.at = first;
                return Err(Fault::Utf8);
            }
            self.pass();
        }
        self.at = if characters.whole() { start } else { first };
        if characters.whole() { Ok(()) } else { Err(Fault::Utf8) }
    }

    /// Passes over the name of the header field.
    fn header_name(&mut self) {
        self.next();
        if let Some((name, after)) = self.rest().split_at_checked(NAME.len())
            && name.eq_ignore_ascii_case(NAME)
            && let [b':', value @ ..] = after.trim_ascii_start()
        {
            self.at = self.end.wrapping_sub(value.len());
            self.next();
        }
    }

    /// Passes over the name of a header in a URI; whether it is this one.
    #[inline(never)]
    fn hname(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.iter().position(|byte| *byte == b'=').unwrap_or(rest.len());
        self.at = self.at.wrapping_add(length.wrapping_add(1).min(rest.len()));
        self.is(rest.get(..length).unwrap_or(rest), NAME)
    }

    /// Values with commas between them, up to the end.
    #[inline(never)]
    fn values(&mut self, list: &mut List<'_>) -> Result<(), Fault> {
        loop {
            self.next();
            let start = self.at;
            self.value()?;
            let made = match self.kind() {
                Ok(kind) => self.entry(kind, list),
                Err(what) => Err(what),
            };
            if let Err(what) = made {
                self.at = start;
                return Err(what);
            }
            if self.next() != Some(b',') {
                return if self.is_empty() { Ok(()) } else { Err(self.unexpected()) };
            }
            self.pass();
        }
    }

    /// Makes an entry of the value.
    #[inline(never)]
    fn entry(&self, kind: Option<Kind>, list: &mut List<'_>) -> Result<(), Fault> {
        list.name();
        list.out.put(match kind {
            Some(Kind::Ia5) => b"UUI",
            Some(Kind::UsersOwn) => b"UUI-00",
            Some(Kind::Hex) => b"UUI-hex",
            None if self.encoding.is_empty() => b"UUI-ascii",
            None => b"UUI-",
        });
        if kind.is_none() {
            self.put(self.encoding, list);
        }
        list.name_is(None, Name::Same)?;
        if matches!(kind, None | Some(Kind::Hex)) {
            self.put(self.data, list);
        } else {
            self.put_octets(list);
        }
        list.value_end()
    }

    /// What the value is where it is bytes in hexadecimal, which its encoding says, or itself.
    #[inline(never)]
    fn kind(&mut self) -> Result<Option<Kind>, Fault> {
        if self.content(self.encoding).rest.is_empty() {
            self.encoding = &[];
            return Ok(self.kind_of_octets());
        }
        if self.is(self.encoding, b"hex") {
            return self.kind_of_octets().ok_or(Fault::Escape).map(Some);
        }
        // That of the users' own text is taken.
        if !self.encoding_is_token() || self.is(self.encoding, b"00") { Err(Fault::Unknown) } else { Ok(None) }
    }

    #[inline(never)]
    fn encoding_is_token(&self) -> bool {
        self.content(self.encoding).all(in_token)
    }

    /// What the data are where they are bytes in hexadecimal.
    #[inline(never)]
    fn kind_of_octets(&self) -> Option<Kind> {
        let (mut digits, mut octet, mut discriminator, mut all) = (0usize, 0, 0, 0);
        let (mut utf8, mut characters) = (true, Characters::default());
        for digit in self.content(self.data) {
            octet = octet << 4 | hex::value(digit)?;
            digits = digits.wrapping_add(1);
            if digits == 2 {
                discriminator = octet;
            } else if digits % 2 == 0 {
                all |= octet;
                utf8 = utf8 && characters.put(octet);
            }
        }
        match discriminator {
            _ if digits == 0 || digits % 2 == 1 => None,
            IA5 if all.is_ascii() => Some(Kind::Ia5),
            USERS_OWN if utf8 && characters.whole() => Some(Kind::UsersOwn),
            _ => Some(Kind::Hex),
        }
    }

    /// Puts the bytes behind the first one.
    #[inline(never)]
    fn put_octets(&self, list: &mut List<'_>) {
        let mut data = self.content(self.data);
        data.nth(1);
        while let (Some(high), Some(low)) = (data.next(), data.next()) {
            list.out.byte(hex::known(high, low));
        }
    }

    /// Puts what a piece means: a backslash between quotes only says that the next character is one.
    #[inline(never)]
    fn put(&self, piece: &[u8], list: &mut List<'_>) {
        let (mut content, mut escaped) = (self.content(piece), false);
        while let Some(byte) = content.next() {
            escaped = content.quoted && byte == b'\\' && !escaped;
            if !escaped {
                list.out.byte(byte);
            }
        }
    }

    /// Whether this is in the piece, which is a text without capitals.
    #[inline(never)]
    fn is(&self, piece: &[u8], text: &[u8]) -> bool {
        let mut content = self.content(piece);
        text.iter().all(|byte| content.next().is_some_and(|this| this.eq_ignore_ascii_case(byte)))
            && content.rest.is_empty()
    }

    #[inline(always)]
    fn content<'p>(&self, piece: &'p [u8]) -> Content<'p> {
        Content::new(piece, self.uri)
    }

    /// A value and its parameters.
    #[inline(never)]
    fn value(&mut self) -> Result<(), Fault> {
        // Unquoted data may have equals signs in it: base64 ends in them.
        self.data = self.piece(b';')?;
        if self.data.is_empty() {
            return Err(self.unexpected());
        }
        self.encoding = &[];
        while self.next() == Some(b';') {
            self.pass();
            let name = self.piece(b'=')?;
            let mut value: &[u8] = &[];
            if self.next() == Some(b'=') {
                self.pass();
                value = self.piece(b';')?;
            }
            if self.is(name, b"encoding") {
                self.encoding = value;
            }
        }
        Ok(())
    }

    /// Text in quotes, or up to what ends it, without the space around it.
    #[inline(never)]
    fn piece(&mut self, ends: u8) -> Result<&'a [u8], Fault> {
        let quoted = self.behind_space() == Some(b'"');
        let start = self.at;
        if quoted {
            self.pass();
        }
        let (mut end, mut escaped) = (start, false);
        while let Some(byte) = self.peek() {
            let over = match quoted {
                true => byte == b'"' && !escaped,
                false => byte == ends || matches!(byte, b';' | b',' | b'"' | 0..0x20 | 0x7F),
            };
            if over {
                break;
            }
            escaped = byte == b'\\' && !escaped;
            self.pass();
            if byte != b' ' {
                end = self.at;
            }
        }
        if quoted {
            if self.is_empty() {
                return Err(Fault::End);
            }
            self.pass();
            end = self.at;
        }
        Ok(self.text.get(start..end).unwrap_or(&[]))
    }

    /// The byte that comes next, behind spaces.
    #[inline(never)]
    fn next(&mut self) -> Option<u8> {
        self.behind_space()
    }

    #[inline(always)]
    fn behind_space(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\x0C' | b'\r') => self.pass(),
                next => return next,
            }
        }
    }

    #[inline(never)]
    fn peek(&self) -> Option<u8> {
        first(self.text.get(self.at..self.end)?, self.uri).map(|(byte, _)| byte)
    }

    /// Passes over a byte that is there.
    fn pass(&mut self) {
        let escape = self.uri && self.text.get(self.at) == Some(&b'%');
        self.at = self.at.wrapping_add(if escape { 3 } else { 1 });
    }

    fn is_empty(&self) -> bool {
        self.rest().is_empty()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..self.end).unwrap_or(&[])
    }

    fn unexpected(&self) -> Fault {
        if self.is_empty() { Fault::End } else { Fault::Unexpected }
    }
}
