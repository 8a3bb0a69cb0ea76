//! Elements and attributes, one after the other.

use super::super::{BOM, Fault, Out, Piece, Wrong, same, utf8, word};
use super::names::name;
use super::text::CDATA;
use super::{DECLARATION, is_space, quick};

/// Elements that can be open in one another, and attributes that one element can have.
const DEPTH: usize = 4;
const ATTRIBUTES: u8 = 8;

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

/// Reads a document. Where it fails, [`Reader::wrong`] says where.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Reader<'a> {
    text: &'a [u8],
    pub(super) at: usize,
    /// Where the tag that was read last begins.
    start: usize,
    /// Where the names of the open elements begin, and how many there are.
    names: [usize; DEPTH],
    depth: u8,
    /// Attributes that the element had so far.
    had: u8,
    /// The element that opened was `<name/>`: it closes by itself.
    pub(super) empty: bool,
    /// The root element was there.
    rooted: bool,
}

impl<'a> Reader<'a> {
    /// Reads this document; [`Reader::begin`] comes first.
    pub const fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0, start: 0, names: [0; DEPTH], depth: 0, had: 0, empty: false, rooted: false }
    }

    /// The text is UTF-8, which comes before anything else; the declaration; and the root element, which has this name: its
    /// attributes come next.
    #[inline(always)]
    pub fn begin(&mut self, root: &[u8]) -> Result<(), Fault> {
        self.prolog()?;
        self.root(root)
    }

    fn prolog(&mut self) -> Result<(), Fault> {
        utf8(self.text).map_err(|at| self.fail(at, Fault::Utf8))?;
        if self.text.starts_with(BOM) {
            self.step(BOM.len());
        }
        if self.rest().starts_with(DECLARATION) {
            self.step(DECLARATION.len());
            return Ok(());
        }
        self.declaration()
    }

    fn root(&mut self, root: &[u8]) -> Result<(), Fault> {
        match self.element()? {
            Event::Open(name) if name == root => Ok(()),
            _ => Err(self.fail(self.start, Fault::Unknown)),
        }
    }

    /// Offset of what comes next.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Offset of the tag that was read last.
    pub const fn start(&self) -> usize {
        self.start
    }

    /// What stands between there and here.
    pub fn since(&self, start: usize) -> &'a [u8] {
        self.text.get(start..self.at).unwrap_or(&[])
    }

    /// This is wrong, there.
    pub const fn fail(&mut self, at: usize, what: Fault) -> Fault {
        self.at = at;
        what
    }

    /// What was wrong, and where.
    pub const fn wrong(&self, what: Fault) -> Wrong {
        Wrong { at: self.at, what }
    }

    /// Whether the name of the element that opened just now has a colon, which a namespace would stand before.
    pub fn has_prefix(&self) -> bool {
        self.since(self.start).contains(&b':')
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

    /// Comes back to where the attributes of the element begin that opened last.
    pub const fn again(&mut self, attributes: usize) {
        (self.at, self.had, self.empty) = (attributes, 0, false);
    }

    /// The next element that opens or closes; only white space, comments and instructions may lie between.
    pub fn element(&mut self) -> Result<Event<'a>, Fault> {
        if self.empty {
            self.close();
            return Ok(Event::Close);
        }
        loop {
            self.space();
            self.start = self.at;
            match self.rest() {
                [] if self.depth == 0 && self.rooted => return Ok(Event::End),
                [] => return Err(Fault::End),
                [b'<', b'/', ..] => return self.end_tag().map(|()| Event::Close),
                [b'<', b'!' | b'?', ..] if !self.rest().starts_with(CDATA) => self.aside()?,
                [b'<', ..] if self.depth > 0 || !self.rooted => return self.start_tag().map(Event::Open),
                _ => return Err(Fault::Unexpected),
            }
        }
    }

    /// Hands out elements of the open element that have no attributes and a text of ASCII without references, with
    /// nothing between them, until one is of another kind or not taken: that is the next one. A name ends where the test stops,
    /// which it does at `>`; else it is not looked at.
    #[inline(always)]
    pub fn quick<K>(
        &mut self,
        name_ends: impl Fn(u64) -> u64,
        mut mean: impl FnMut(Piece<'a>) -> Option<K>,
        mut take: impl FnMut(K, Piece<'a>) -> bool,
    ) {
        if !word::WIDE || self.depth == 0 || self.empty {
            return;
        }
        let mut rest = self.rest();
        while let Some((key, value, after)) = plain_element(rest, &name_ends, &mut mean)
            && take(key, value)
        {
            rest = after;
        }
        self.at = self.text.len().wrapping_sub(rest.len());
    }

    /// The name of the next attribute of the element that opened last; `None` when there is no more.
    pub fn attribute(&mut self) -> Result<Option<&'a [u8]>, Fault> {
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
            _ if !spaced => Err(self.unexpected()),
            _ => {
                let name = self.next_name();
                if self.had > 0 && self.has_had(name) {
                    return Err(Fault::Unexpected);
                }
                if self.had == ATTRIBUTES {
                    return Err(Fault::Nested);
                }
                self.had = self.had.wrapping_add(1);
                self.named_value(name)?;
                Ok(Some(name))
            }
        }
    }

    /// Whether an attribute of this name stands before the one that comes next: outside of quotes and behind white space,
    /// there are but names and equals signs.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn has_had(&self, name: &[u8]) -> bool {
        let mut rest = self.text.get(self.start..self.at).unwrap_or(&[]);
        let (mut quote, mut spaced) = (0, false);
        while let Some((&byte, after)) = rest.split_first() {
            if quote != 0 {
                quote = if byte == quote { 0 } else { quote };
            } else if matches!(byte, b'"' | b'\'') {
                quote = byte;
            } else if spaced
                && !name.is_empty()
                && let Some((said, [behind, ..])) = rest.split_at_checked(name.len())
                && (*behind == b'=' || is_space(*behind))
                && same(said, name)
            {
                return true;
            }
            spaced = is_space(byte);
            rest = after;
        }
        false
    }

    /// The name that comes next; empty where there is none.
    fn next_name(&self) -> &'a [u8] {
        name(self.rest())
    }

    /// Passes over a name that comes next, and the equals sign behind it.
    fn named_value(&mut self, name: &[u8]) -> Result<(), Fault> {
        if name.is_empty() {
            return Err(self.unexpected());
        }
        self.step(name.len());
        self.space();
        self.expect(b'=')?;
        self.space();
        Ok(())
    }

    /// Reads the attributes that are left, and puts the value of this one; whether it was there.
    #[inline(always)]
    pub fn attributes(&mut self, wanted: &[u8], into: &mut Out<'_>) -> Result<bool, Fault> {
        let mut found = false;
        while let Some(name) = self.attribute()? {
            let is = name == wanted;
            self.value(if is { Some(into) } else { None })?;
            found |= is;
        }
        Ok(found)
    }

    /// Passes over the attributes that are left.
    #[inline(always)]
    pub fn no_attributes(&mut self) -> Result<(), Fault> {
        while self.attribute()?.is_some() {
            self.value(None)?;
        }
        Ok(())
    }

    /// `<?xml version="1.0" encoding="UTF-8" standalone="no"?>`, where there is one.
    fn declaration(&mut self) -> Result<(), Fault> {
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
                return Err(self.unexpected());
            }
            let (start, name) = (self.at, self.next_name());
            self.named_value(name)?;
            let value = self.at.saturating_add(1);
            self.value(None)?;
            let said = self.text.get(value..self.at.saturating_sub(1)).unwrap_or(&[]);
            place = match (name, place) {
                (b"version", 0) if said.starts_with(b"1.") => 1,
                (b"encoding", 1) if said.eq_ignore_ascii_case(b"UTF-8") => 2,
                (b"encoding", 1) => return Err(self.fail(value, Fault::Encoding)),
                (b"standalone", 1 | 2) if matches!(said, b"yes" | b"no") => 3,
                _ => return Err(self.fail(start, Fault::Unexpected)),
            };
        }
    }

    fn start_tag(&mut self) -> Result<&'a [u8], Fault> {
        let Some(open) = self.names.get_mut(usize::from(self.depth)) else { return Err(Fault::Nested) };
        self.at = self.at.wrapping_add(1);
        *open = self.at;
        let name = self.next_name();
        if name.is_empty() {
            return Err(self.unexpected());
        }
        self.step(name.len());
        self.depth = self.depth.wrapping_add(1);
        self.had = 0;
        self.rooted = true;
        Ok(name)
    }

    pub(super) fn end_tag(&mut self) -> Result<(), Fault> {
        self.step(2);
        let open = self.names.get(usize::from(self.depth.wrapping_sub(1)));
        let open = open.and_then(|open| self.text.get(*open..)).unwrap_or(&[]);
        // It was read: what stands behind it is no part of a name.
        let length = word::find(open, behind_name, |byte| is_space(byte) || matches!(byte, b'/' | b'>'));
        let name = open.get(..length).unwrap_or(&[]);
        match self.rest().get(..name.len()) {
            Some(said) if !name.is_empty() && same(said, name) => self.step(name.len()),
            _ => return Err(self.unexpected()),
        }
        self.space();
        self.expect(b'>')?;
        self.close();
        Ok(())
    }

    pub(super) fn close(&mut self) {
        self.empty = false;
        self.depth = self.depth.saturating_sub(1);
    }

    /// Passes over white space; whether there was some.
    pub(super) fn space(&mut self) -> bool {
        let length = self.rest().iter().take_while(|byte| is_space(**byte)).count();
        self.step(length);
        length > 0
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.rest().first() != Some(&byte) {
            return Err(self.unexpected());
        }
        self.step(1);
        Ok(())
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.get(self.at..).unwrap_or(&[])
    }

    /// Passes over bytes that are known to be there.
    #[inline]
    pub(super) fn step(&mut self, by: usize) {
        self.at = self.at.wrapping_add(by);
    }

    /// Something else should stand here.
    pub(super) fn unexpected(&self) -> Fault {
        if self.rest().is_empty() { Fault::End } else { Fault::Unexpected }
    }
}

/// Stops at `/`, `>`, white space and what else no name has.
const fn behind_name(word: u64) -> u64 {
    word::below(word, b'!') | word::is(word, b'/') | word::is(word, b'>')
}

/// Splits a plain element off: name, text, and what follows.
#[inline(always)]
fn plain_element<'a, K>(
    text: &'a [u8],
    name_ends: impl Fn(u64) -> u64,
    mean: impl FnOnce(Piece<'a>) -> Option<K>,
) -> Option<(K, Piece<'a>, &'a [u8])> {
    let begins = text.strip_prefix(b"<")?;
    let (name, begins) = Piece::split(begins, word::find(begins, name_ends, |_| true))?;
    let begins = begins.strip_prefix(b">")?;
    let key = mean(name)?;
    let (value, ends) = Piece::split(begins, word::find(begins, quick, |_| true))?;
    let (said, ends) = Piece::split(ends.strip_prefix(b"</")?, name.text().len())?;
    let ends = ends.strip_prefix(b">")?;
    if same(said.text(), name.text()) { Some((key, value, ends)) } else { None }
}
