//! XML 1.0, as far as records need it: elements, attributes and text.
//!
//! Out: no white space between elements; text escapes `& < >` and CR, attributes also `"`, TAB and LF. In: every
//! way to write the same, with comments, processing instructions and CDATA; a document type, an entity
//! beyond the five, an encoding that is not UTF-8, and characters that XML forbids are refused.

use super::{Label, Out, Set, Sink, What, Wrong, escape, hex, word};

/// The declaration that begins every document.
pub const DECLARATION: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// Elements that can be open in one another, and attributes that one element can have.
const DEPTH: usize = 4;
const ATTRIBUTES: usize = 8;

/// A character that XML cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Forbidden;

/// Puts the text of an element.
pub fn put(out: &mut Out<'_>, text: &[u8]) -> Result<(), Forbidden> {
    out.escaped(text, special, |byte, after| match byte {
        b'"' | b'\t' | b'\n' => Ok((u64::from(byte), 1)),
        _ => escaped(byte, after),
    })
}

/// Puts the value of an attribute without the quotes (`"`) around it.
pub fn put_attribute(out: &mut Out<'_>, text: &[u8]) -> Result<(), Forbidden> {
    out.escaped(text, special, escaped)
}

fn escaped(byte: u8, after: &[u8]) -> Result<(u64, usize), Forbidden> {
    Ok(match byte {
        b'&' => escape(b"&amp;"),
        b'<' => escape(b"&lt;"),
        b'>' => escape(b"&gt;"),
        b'"' => escape(b"&quot;"),
        b'\t' => escape(b"&#9;"),
        b'\n' => escape(b"&#10;"),
        b'\r' => escape(b"&#13;"),
        0..0x20 => return Err(Forbidden),
        0xEF if matches!(after, [0xBF, 0xBE | 0xBF, ..]) => return Err(Forbidden),
        _ => (u64::from(byte), 1),
    })
}

/// Puts an element at once, as far as its value allows it: see [`Out::field`].
#[inline(always)]
pub fn quick_element(out: &mut Out<'_>, name: &Label, value: &[u8]) -> bool {
    let begun = out.field((b"<", b">", b"</"), name, value, quick);
    if begun && !out.field((b"", b">", b""), name, b"", |_| 0) {
        out.framed(b"", name.name(), b">");
    }
    begun
}

/// The same with a name that is to be looked at.
#[inline(always)]
pub fn quick_own_element(out: &mut Out<'_>, name: &[u8], value: &[u8]) -> bool {
    let (Some(first), 1..=16) = (name.first(), name.len()) else { return false };
    first.is_ascii_alphabetic() && out.twice_framed((b"<", b">", b"</", b">"), name, not_plain, value, quick)
}

/// Stops at all but letters and digits: a name that begins with a letter and has no others is one.
#[inline]
const fn not_plain(word: u64) -> u64 {
    let letters = word::within(word | word::each(0x20), b'a', b'z');
    word::outside(letters | word::within(word, b'0', b'9')) | word::not_ascii(word)
}

/// Stops where a text needs escapes, and elsewhere at quotes and beyond ASCII: for texts that are put at once.
#[inline]
const fn quick(word: u64) -> u64 {
    let quote_and = ((word | word::each(0x04)) ^ word::each(b'&')).wrapping_sub(word::each(1));
    let angles = ((word | word::each(0x02)) ^ word::each(b'>')).wrapping_sub(word::each(1));
    word::not_ascii(quote_and | angles | word.wrapping_sub(word::each(0x20)) | word)
}

/// Stops at `& " < >`, at control characters, and at the first byte of U+FFFE and U+FFFF.
const fn special(word: u64) -> u64 {
    let quote_and = word::is(word | word::each(b'&' ^ b'"'), b'&' | b'"');
    let angles = word::is(word | word::each(b'>' ^ b'<'), b'<' | b'>');
    quote_and | angles | word::below(word, 0x20) | word::is(word, 0xEF)
}

/// Stops at `& < ]`, at control characters, and at the first byte of U+FFFE and U+FFFF.
const fn in_text(word: u64) -> u64 {
    word::is(word, b'&') | word::is(word, b'<') | word::is(word, b']') | word::below(word, 0x20) | word::is(word, 0xEF)
}

/// Whether XML 1.0 allows the character.
const fn allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{1_0000}'..)
}

/// Whether this is a name that an element can have, without a colon, which would begin a namespace.
pub fn is_name(text: &[u8]) -> bool {
    !text.contains(&b':') && !text.is_empty() && name_length(text) == text.len()
}

/// What of ASCII stands in names.
const IN_NAMES: Set = Set::of(&[(b'A', b'Z'), (b'a', b'z'), (b'0', b':'), (b'-', b'.'), (b'_', b'_')]);

/// Length of the name that the text begins with.
fn name_length(text: &[u8]) -> usize {
    if let None | Some(b'0'..=b'9' | b'-' | b'.') = text.first() {
        return 0;
    }
    let mut at = 0usize;
    loop {
        let rest = text.get(at..).unwrap_or(&[]);
        at = at.wrapping_add(rest.iter().take_while(|byte| IN_NAMES.has(**byte)).count());
        if text.get(at).is_none_or(u8::is_ascii) {
            return at;
        }
        let rest = text.get(at..).unwrap_or(&[]);
        let head = rest.get(..rest.len().min(4)).unwrap_or(&[]);
        match head.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()) {
            Some(character) if in_name(character, at == 0) => at = at.wrapping_add(character.len_utf8()),
            _ => return at,
        }
    }
}

/// What beyond ASCII stands in names (XML 1.0, 2.3): ranges, each from a character up to the next one given.
const LETTERS: [u32; 24] = [
    0xC0, 0xD7, 0xD8, 0xF7, 0xF8, 0x300, 0x370, 0x37E, 0x37F, 0x2000, 0x200C, 0x200E, 0x2070, 0x2190, 0x2C00, 0x2FF0,
    0x3001, 0xD800, 0xF900, 0xFDD0, 0xFDF0, 0xFFFE, 0x1_0000, 0xF_0000,
];

/// Whether a character beyond ASCII stands in names, or at their beginning.
fn in_name(character: char, first: bool) -> bool {
    let letter = LETTERS.iter().take_while(|from| **from <= u32::from(character)).count() % 2 == 1;
    letter || !first && matches!(character, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// What comes next between elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Event<'a> {
    /// An element of this name opens; its attributes come next.
    Open(&'a [u8]),
    /// The open element closes.
    Close,
    /// The document is over.
    End,
}

/// A place between elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Place {
    at: usize,
    depth: u8,
    empty: bool,
}

/// Reads a document.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// Where the tag that was read last begins.
    start: usize,
    /// The open elements, and how many there are.
    names: [&'a [u8]; DEPTH],
    depth: u8,
    /// Offsets of the attributes that the element had so far: none may come twice.
    attributes: [u32; ATTRIBUTES],
    had: u8,
    /// The element that opened was `<name/>`: it closes by itself.
    empty: bool,
    /// The root element was there.
    rooted: bool,
}

impl<'a> Reader<'a> {
    /// Reads this document; [`Reader::begin`] comes first.
    pub const fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            at: 0,
            start: 0,
            names: [&[]; DEPTH],
            depth: 0,
            attributes: [0; ATTRIBUTES],
            had: 0,
            empty: false,
            rooted: false,
        }
    }

    /// The document must be UTF-8, and say nothing else of itself.
    pub fn begin(&mut self) -> Result<(), Wrong> {
        super::utf8(self.text)?;
        if self.text.starts_with(super::BOM) {
            self.step(super::BOM.len());
        }
        self.declaration()
    }

    /// Offset of what comes next.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Offset of the tag that was read last.
    pub const fn start(&self) -> usize {
        self.start
    }

    /// Whether the element that opened last is written `<name/>`.
    pub const fn is_empty_element(&self) -> bool {
        self.empty
    }

    /// Where the reader is, to come back to before the open element closes.
    pub const fn place(&self) -> Place {
        Place { at: self.at, depth: self.depth, empty: self.empty }
    }

    /// Comes back to a place in an element that was open all the time, or closed last.
    pub const fn back(&mut self, to: Place) {
        (self.at, self.depth, self.empty) = (to.at, to.depth, to.empty);
    }

    /// The next element that opens or closes; only white space, comments and instructions may lie between.
    pub fn element(&mut self) -> Result<Event<'a>, Wrong> {
        if self.empty {
            self.close();
            return Ok(Event::Close);
        }
        loop {
            if self.text.get(self.at) != Some(&b'<') {
                self.space();
            }
            self.start = self.at;
            match self.rest() {
                [] if self.depth == 0 && self.rooted => return Ok(Event::End),
                [] => return Err(self.wrong(What::End)),
                [b'<', b'/', ..] => return self.end_tag().map(|()| Event::Close),
                [b'<', b'!' | b'?', ..] if !self.rest().starts_with(b"<![CDATA[") => self.aside()?,
                [b'<', ..] if self.depth > 0 || !self.rooted => return self.start_tag().map(Event::Open),
                _ => return Err(self.wrong(What::Unexpected)),
            }
        }
    }

    /// Hands out elements of the open element that have no attributes and a text of ASCII without references, with
    /// nothing between them, until one is of another kind or not taken: that is the next one. Names are not looked at.
    #[inline(always)]
    pub fn quick(&mut self, mut take: impl FnMut(&'a [u8], &'a [u8]) -> bool) {
        if self.depth == 0 || self.empty {
            return;
        }
        let mut rest = self.rest();
        while let Some((name, value, after)) = plain_element(rest)
            && take(name, value)
        {
            rest = after;
        }
        self.at = self.text.len().wrapping_sub(rest.len());
    }

    /// The name of the next attribute of the element that opened last; `None` when there is no more.
    #[inline]
    pub fn attribute(&mut self) -> Result<Option<&'a [u8]>, Wrong> {
        if self.text.get(self.at) == Some(&b'>') {
            self.step(1);
            return Ok(None);
        }
        self.written_attribute()
    }

    fn written_attribute(&mut self) -> Result<Option<&'a [u8]>, Wrong> {
        let spaced = self.space();
        match self.rest() {
            [b'>', ..] => {
                self.step(1);
                Ok(None)
            }
            [b'/', b'>', ..] => {
                self.step(2);
                self.empty = true;
                Ok(None)
            }
            _ if !spaced => Err(self.wrong_here()),
            _ => {
                let rest = self.rest();
                let name = rest.get(..name_length(rest)).unwrap_or(&[]);
                let had = usize::from(self.had);
                let named = |at: &u32| {
                    let before = self.text.get(*at as usize..).unwrap_or(&[]);
                    before.starts_with(name) && name_length(before) == name.len()
                };
                if self.attributes.iter().take(had).any(named) {
                    return Err(self.wrong(What::Unexpected));
                }
                let place = self.attributes.get_mut(had).ok_or(Wrong { at: self.at, what: What::Nested })?;
                *place = u32::try_from(self.at).unwrap_or(u32::MAX);
                self.had = self.had.wrapping_add(1);
                self.named_value().map(Some)
            }
        }
    }

    /// `name=`
    fn named_value(&mut self) -> Result<&'a [u8], Wrong> {
        let (name, _) = self.split(name_length(self.rest()));
        if name.is_empty() {
            return Err(self.wrong_here());
        }
        self.step(name.len());
        self.space();
        self.expect(b'=')?;
        self.space();
        Ok(name)
    }

    /// Reads the value of that attribute.
    pub fn attribute_value(&mut self, into: &mut dyn Sink) -> Result<(), Wrong> {
        let quote = match self.rest().first() {
            Some(quote @ (b'"' | b'\'')) => *quote,
            _ => return Err(self.wrong_here()),
        };
        self.step(1);
        loop {
            let stops = |word| special(word) | word::is(word, quote);
            let (clean, dirty) = self.split(word::find(self.rest(), stops));
            into.put(clean);
            self.step(clean.len());
            match dirty {
                [byte, ..] if *byte == quote => {
                    self.step(1);
                    return Ok(());
                }
                [b'&', ..] => self.reference(into)?,
                // White space is a space, and one line end is one.
                [b'\r', b'\n', ..] => self.one(b" ", 2, into),
                [b'\t' | b'\n' | b'\r', ..] => self.one(b" ", 1, into),
                [byte @ (b'"' | b'>' | 0xEF), ..] => self.plain(*byte, into)?,
                _ => return Err(self.wrong_text()),
            }
        }
    }

    /// Passes over the attributes that are left.
    pub fn no_attributes(&mut self) -> Result<(), Wrong> {
        while self.attribute()?.is_some() {
            self.attribute_value(&mut super::Nowhere)?;
        }
        Ok(())
    }

    /// Reads the text of the element that opened last, to its end. No element may stand in it.
    pub fn text(&mut self, into: &mut dyn Sink) -> Result<(), Wrong> {
        if self.empty {
            self.close();
            return Ok(());
        }
        loop {
            let (clean, dirty) = self.split(word::find(self.rest(), in_text));
            into.put(clean);
            self.step(clean.len());
            match dirty {
                [b'<', b'/', ..] => return self.end_tag(),
                [b'<', b'!', b'[', ..] => self.cdata(into)?,
                [b'<', b'!' | b'?', ..] => self.aside()?,
                [b'<', _, ..] => return Err(self.wrong(What::Nested)),
                [b'&', ..] => self.reference(into)?,
                [b'\r', b'\n', ..] => self.one(b"\n", 2, into),
                [b'\r', ..] => self.one(b"\n", 1, into),
                [b']', b']', b'>', ..] => return Err(self.wrong(What::Unexpected)),
                [byte @ (b'\t' | b'\n' | b']' | 0xEF), ..] => self.plain(*byte, into)?,
                _ => return Err(self.wrong_text()),
            }
        }
    }

    /// Passes over the element that opened last, whatever is in it, to its end. Names are not compared: this
    /// is somebody else's content.
    pub fn skip(&mut self) -> Result<(), Wrong> {
        let mut inside = 0usize;
        if self.empty {
            self.close();
            return Ok(());
        }
        loop {
            self.step(word::find(self.rest(), |word| word::is(word, b'<')));
            match self.rest() {
                [] => return Err(self.wrong(What::End)),
                [b'<', b'/', ..] if inside == 0 => return self.end_tag(),
                [b'<', b'/', ..] => {
                    self.tag()?;
                    inside = inside.wrapping_sub(1);
                }
                [b'<', b'!', b'[', ..] => self.cdata(&mut super::Nowhere)?,
                [b'<', b'!' | b'?', ..] => self.aside()?,
                _ => inside = inside.saturating_add(usize::from(self.tag()?)),
            }
        }
    }

    /// Passes over a start tag; whether something stands in the element.
    fn tag(&mut self) -> Result<bool, Wrong> {
        let mut quote = None;
        let mut before = 0;
        for (at, byte) in self.rest().iter().enumerate() {
            match quote {
                Some(open) if open == *byte => quote = None,
                None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
                None if *byte == b'>' => {
                    self.step(at.saturating_add(1));
                    return Ok(before != b'/');
                }
                _ => {}
            }
            before = *byte;
        }
        self.at = self.text.len();
        Err(self.wrong(What::End))
    }

    /// `<?xml version="1.0" encoding="UTF-8" standalone="no"?>`
    fn declaration(&mut self) -> Result<(), Wrong> {
        if !matches!(self.rest(), [b'<', b'?', b'x', b'm', b'l', space, ..] if is_space(*space)) {
            return Ok(());
        }
        self.step(5);
        let mut place = 0;
        loop {
            let spaced = self.space();
            if self.rest().starts_with(b"?>") && place > 0 {
                self.step(2);
                return Ok(());
            }
            if !spaced {
                return Err(self.wrong_here());
            }
            let start = self.at;
            let name = self.named_value()?;
            let value = self.at.saturating_add(1);
            self.attribute_value(&mut super::Nowhere)?;
            let said = self.text.get(value..self.at.saturating_sub(1)).unwrap_or(&[]);
            place = match (name, place) {
                (b"version", 0) if said.starts_with(b"1.") => 1,
                (b"encoding", 1) if said.eq_ignore_ascii_case(b"UTF-8") => 2,
                (b"encoding", 1) => return Err(Wrong { at: value, what: What::Encoding }),
                (b"standalone", 1 | 2) if matches!(said, b"yes" | b"no") => 3,
                _ => return Err(Wrong { at: start, what: What::Unexpected }),
            };
        }
    }

    /// A comment or an instruction; anything else that begins like this is refused.
    fn aside(&mut self) -> Result<(), Wrong> {
        let rest = self.rest();
        let end: &[u8] = if rest.starts_with(b"<!--") {
            b"--"
        } else if rest.starts_with(b"<?") {
            let name = rest.get(2..).unwrap_or(&[]);
            let (name, after) = name.split_at_checked(name_length(name)).unwrap_or((name, &[]));
            let ended = after.first().is_some_and(|byte| is_space(*byte)) || after.starts_with(b"?>");
            if name.is_empty() || name.eq_ignore_ascii_case(b"xml") || !ended {
                return Err(self.wrong(What::Unexpected));
            }
            b"?>"
        } else if rest.starts_with(b"<!DOCTYPE") {
            return Err(self.wrong(What::Entity));
        } else {
            return Err(self.wrong(What::Unexpected));
        };
        self.step(if end == b"--" { 4 } else { 2 });
        loop {
            let (first, rest) = (end.first().copied().unwrap_or(0), self.rest());
            self.step(word::find(rest, |word| word::is(word, first) | word::below(word, 0x20) | word::is(word, 0xEF)));
            match self.rest() {
                [] => return Err(self.wrong(What::End)),
                // In a comment, two dashes are its end and nothing else.
                [b'-', b'-', after @ ..] if end == b"--" && !after.starts_with(b">") => {
                    return Err(self.wrong(What::Unexpected));
                }
                rest if rest.starts_with(end) => {
                    self.step(if end == b"--" { 3 } else { 2 });
                    return Ok(());
                }
                [b'\t' | b'\n' | b'\r' | b'-' | b'?', ..] => self.step(1),
                [0xEF, ..] => self.plain(0xEF, &mut super::Nowhere)?,
                _ => return Err(self.wrong(What::Character)),
            }
        }
    }

    fn cdata(&mut self, into: &mut dyn Sink) -> Result<(), Wrong> {
        if !self.rest().starts_with(b"<![CDATA[") {
            return Err(self.wrong(What::Unexpected));
        }
        self.step(9);
        loop {
            let stop = |word| word::is(word, b']') | word::below(word, 0x20) | word::is(word, 0xEF);
            let (clean, dirty) = self.split(word::find(self.rest(), stop));
            into.put(clean);
            self.step(clean.len());
            match dirty {
                [b']', b']', b'>', ..] => {
                    self.step(3);
                    return Ok(());
                }
                [b'\r', b'\n', ..] => self.one(b"\n", 2, into),
                [b'\r', ..] => self.one(b"\n", 1, into),
                [byte @ (b'\t' | b'\n' | b']' | 0xEF), ..] => self.plain(*byte, into)?,
                _ => return Err(self.wrong_text()),
            }
        }
    }

    /// Puts a byte that stands for itself, unless it begins U+FFFE or U+FFFF.
    fn plain(&mut self, byte: u8, into: &mut dyn Sink) -> Result<(), Wrong> {
        if let [0xEF, 0xBF, 0xBE | 0xBF, ..] = self.rest() {
            return Err(self.wrong(What::Character));
        }
        self.one(&[byte], 1, into);
        Ok(())
    }

    fn one(&mut self, text: &[u8], length: usize, into: &mut dyn Sink) {
        into.put(text);
        self.step(length);
    }

    /// Reads `&lt;` and its kin, `&#10;` and `&#xA;`.
    fn reference(&mut self, into: &mut dyn Sink) -> Result<(), Wrong> {
        let rest = self.rest();
        let limit = rest.len().min(MAX_REFERENCE);
        let end = rest.get(..limit).and_then(|rest| rest.iter().position(|byte| *byte == b';'));
        let end = end.ok_or(self.wrong(What::Escape))?;
        let character = match rest.get(1..end).unwrap_or(&[]) {
            b"amp" => '&',
            b"lt" => '<',
            b"gt" => '>',
            b"quot" => '"',
            b"apos" => '\'',
            [b'#', b'x', digits @ ..] => self.coded(digits, 16)?,
            [b'#', digits @ ..] => self.coded(digits, 10)?,
            _ => return Err(self.wrong(What::Entity)),
        };
        self.one(character.encode_utf8(&mut [0; 4]).as_bytes(), end.saturating_add(1), into);
        Ok(())
    }

    fn coded(&self, digits: &[u8], base: u32) -> Result<char, Wrong> {
        let code = digits.iter().try_fold(0u32, |code, digit| {
            let digit = hex::value(*digit).map(u32::from).filter(|digit| *digit < base)?;
            code.checked_mul(base)?.checked_add(digit)
        });
        let code = code.filter(|_| !digits.is_empty()).ok_or(self.wrong(What::Escape))?;
        char::from_u32(code).filter(|character| allowed(*character)).ok_or(self.wrong(What::Character))
    }

    #[inline]
    fn start_tag(&mut self) -> Result<&'a [u8], Wrong> {
        let Some(open) = self.names.get_mut(usize::from(self.depth)) else { return Err(self.wrong(What::Nested)) };
        let rest = self.text.get(self.at.saturating_add(1)..).unwrap_or(&[]);
        let name = rest.get(..name_length(rest)).unwrap_or(&[]);
        *open = name;
        if name.is_empty() {
            self.step(1);
            return Err(self.wrong_here());
        }
        self.depth = self.depth.saturating_add(1);
        self.had = 0;
        self.rooted = true;
        self.step(name.len().saturating_add(1));
        Ok(name)
    }

    fn end_tag(&mut self) -> Result<(), Wrong> {
        self.step(2);
        let open = self.depth.checked_sub(1).and_then(|at| self.names.get(usize::from(at))).copied();
        match open {
            Some(name) if self.rest().get(..name.len()).is_some_and(|said| super::same(said, name)) => {
                self.step(name.len());
            }
            _ => return Err(self.wrong_here()),
        }
        if self.text.get(self.at) != Some(&b'>') {
            self.space();
        }
        self.expect(b'>')?;
        self.close();
        Ok(())
    }

    #[inline]
    fn close(&mut self) {
        self.empty = false;
        self.depth = self.depth.saturating_sub(1);
    }

    /// Passes over white space; whether there was some.
    fn space(&mut self) -> bool {
        let start = self.at;
        while self.rest().first().is_some_and(|byte| is_space(*byte)) {
            self.step(1);
        }
        self.at != start
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Result<(), Wrong> {
        if self.rest().first() != Some(&byte) {
            return Err(self.wrong_here());
        }
        self.step(1);
        Ok(())
    }

    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    #[inline]
    fn split(&self, at: usize) -> (&'a [u8], &'a [u8]) {
        let rest = self.rest();
        rest.split_at_checked(at).unwrap_or((rest, &[]))
    }

    /// Passes over bytes that are known to be there.
    #[inline]
    fn step(&mut self, by: usize) {
        self.at = self.at.wrapping_add(by);
    }

    fn wrong(&self, what: What) -> Wrong {
        Wrong { at: self.at, what }
    }

    fn wrong_here(&self) -> Wrong {
        self.wrong(if self.rest().is_empty() { What::End } else { What::Unexpected })
    }

    /// What is wrong with a character in a text.
    fn wrong_text(&self) -> Wrong {
        match self.rest().first() {
            None => self.wrong(What::End),
            Some(0..0x20) => self.wrong(What::Character),
            Some(_) => self.wrong(What::Unexpected),
        }
    }
}

/// Splits a plain element off: name, text, and what follows.
#[inline(always)]
fn plain_element(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let begins = text.strip_prefix(b"<")?;
    let (name, begins) = begins.split_at_checked(word::find(begins, |word| word::is(word, b'>')))?;
    let begins = begins.strip_prefix(b">")?;
    let (value, ends) = begins.split_at_checked(word::find(begins, quick))?;
    let (said, ends) = ends.strip_prefix(b"</")?.split_at_checked(name.len())?;
    let ends = ends.strip_prefix(b">")?;
    if super::same(said, name) { Some((name, value, ends)) } else { None }
}

/// Whether a text is of letters and digits, and a letter comes first: the most usual of names.
#[inline]
pub fn is_plain_name(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic) && word::find(text, not_plain) == text.len()
}

/// The longest reference that means a character, with some leading zeros.
const MAX_REFERENCE: usize = 16;

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
