//! Updating a document of somebody else's.

use super::super::error::{EncodeError, Why};
use super::super::items::Items;
use super::super::source::{Item, Source};
use super::{APPLICATION, ID, RESERVED, ROOT, close, element, entry, writable};
use crate::syntax::xml::{Event, Reader};
use crate::syntax::{Fault, Out, Wrong};

/// Entries that a merge takes.
pub const MAX_MERGED: usize = 256;

/// Why a merge gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum MergeError {
    /// Because of the entries, or the buffer.
    Encode(EncodeError),
    /// Because of the document.
    Document(Wrong),
}

impl From<EncodeError> for MergeError {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl From<Wrong> for MergeError {
    fn from(wrong: Wrong) -> Self {
        Self::Document(wrong)
    }
}

/// Updates the applications of the entries in an existing document, and leaves everything else in it byte for
/// byte: other applications, above all `CRM_IC/MCM`; keys that no entry has; white space and comments.
///
/// A key is replaced where it stands first; a new one is put at the end of its application, a new application at
/// the end of the document. At most [`MAX_MERGED`] entries. What a call carries under `CRM_IC/MCM` is passed over;
/// in a plain list it is refused.
#[inline(always)]
pub fn merge<'a>(document: &[u8], entries: impl Into<Source<'a>>, into: &mut [u8]) -> Result<usize, MergeError> {
    let mut merge = Merge {
        items: entries.into().items(),
        item: Item::NONE,
        reader: Reader::new(document),
        document,
        copied: 0,
        written: [0; _],
        out: Out::new(into),
    };
    match merge.run() {
        Ok(()) => merge.out.done().map_err(|size| EncodeError::NeedSize(size).into()),
        Err(Failure::Entry(why)) => Err(EncodeError::Refused { entry: merge.items.place(), why }.into()),
        Err(Failure::Document(what)) => Err(merge.reader.wrong(what).into()),
    }
}

/// A merge under way.
struct Merge<'a, 'd, 'o> {
    items: Items<'a>,
    item: Item<'a>,
    reader: Reader<'d>,
    document: &'d [u8],
    /// How far the document has been copied.
    copied: usize,
    /// Which entries have been written.
    written: [u32; MAX_MERGED / 32],
    out: Out<'o>,
}

/// What is wrong with an entry, or with the document.
enum Failure {
    Entry(Why),
    Document(Fault),
}

impl From<Why> for Failure {
    fn from(why: Why) -> Self {
        Self::Entry(why)
    }
}

impl From<Fault> for Failure {
    fn from(what: Fault) -> Self {
        Self::Document(what)
    }
}

impl<'a> Merge<'a, '_, '_> {
    #[inline(never)]
    fn run(&mut self) -> Result<(), Failure> {
        while self.items.advance(&mut self.item) {
            writable(&self.item)?;
            if self.item.at >= MAX_MERGED {
                return Err(Why::Many.into());
            }
        }
        self.reader.begin(ROOT)?;
        self.reader.no_attributes()?;
        if self.reader.is_empty_element() {
            self.open(ROOT, None)?;
        }
        loop {
            match self.reader.element()? {
                Event::Open(APPLICATION) => self.application()?,
                Event::Open(_) => {
                    self.reader.no_attributes()?;
                    self.reader.skip()?;
                }
                Event::Close => {
                    self.copy(self.reader.start());
                    self.new_entries(None, None)?;
                }
                Event::End => break,
            }
        }
        self.copy(self.document.len());
        Ok(())
    }

    fn application(&mut self) -> Result<(), Failure> {
        let whose = self.whose();
        if !self.reader.attributes(ID, &mut Out::new(&mut []))? {
            return Err(self.reader.fail(self.reader.start(), Fault::Key).into());
        }
        let Some(app) = whose else { return Ok(self.reader.skip()?) };
        if self.reader.is_empty_element() {
            self.open(APPLICATION, Some(app))?;
            return Ok(self.reader.skip()?);
        }
        loop {
            let event = self.reader.element()?;
            let start = self.reader.start();
            let Event::Open(name) = event else {
                self.copy(start);
                return self.new_entries(Some(app), None);
            };
            self.reader.no_attributes()?;
            self.reader.skip()?;
            if self.has(app, name) {
                self.copy(start);
                self.copied = self.reader.at();
                self.new_entries(Some(app), Some(name))?;
            }
        }
    }

    /// The application of ours that this element is of.
    #[inline(never)]
    fn whose(&mut self) -> Option<&'a [u8]> {
        let attributes = self.reader.at();
        let (mut asked, mut whose) = (RESERVED, None);
        self.items.restart();
        while whose.is_none() && self.items.advance(&mut self.item) {
            if self.item.app == asked {
                continue;
            }
            asked = self.item.app;
            self.reader.again(attributes);
            while let Ok(Some(name)) = self.reader.attribute() {
                match self.reader.attribute_is(asked) {
                    Ok(is) if name == ID && is && asked != RESERVED => whose = Some(asked),
                    Ok(_) => {}
                    Err(_) => break,
                }
            }
        }
        self.reader.again(attributes);
        whose
    }

    /// Whether there is an entry of this key.
    #[inline(never)]
    fn has(&mut self, app: &[u8], name: &[u8]) -> bool {
        self.items.restart();
        while self.items.advance(&mut self.item) {
            if self.item.app == app && self.item.name() == name {
                return true;
            }
        }
        false
    }

    /// Writes what is new into an element that was written `<name/>`.
    fn open(&mut self, name: &[u8], app: Option<&[u8]>) -> Result<(), Failure> {
        self.copy(self.reader.at().saturating_sub(2));
        self.copied = self.reader.at();
        self.out.byte(b'>');
        self.new_entries(app, None)?;
        self.out.put(b"</");
        self.out.put(name);
        self.out.byte(b'>');
        Ok(())
    }

    /// Writes the entries that are still to be written: those of an application, or those of them under one name; else all,
    /// in elements of their applications.
    fn new_entries(&mut self, app: Option<&[u8]>, name: Option<&[u8]>) -> Result<(), Failure> {
        let Self { items, item, written, out, .. } = self;
        items.restart();
        let mut open = None;
        while items.advance(item) {
            let wanted = app.is_none_or(|app| item.app == app) && name.is_none_or(|name| item.name() == name);
            if item.app != RESERVED && wanted && first_time(written, item.at) {
                match app {
                    Some(_) => element(out, item.name(), item)?,
                    None => entry(item, &mut open, out)?,
                }
            }
        }
        close(open, out);
        Ok(())
    }

    /// Copies the document up to here.
    fn copy(&mut self, to: usize) {
        self.out.put(self.document.get(self.copied..to).unwrap_or(&[]));
        self.copied = self.copied.max(to);
    }
}

/// Marks an entry as written; whether it was not before.
fn first_time(written: &mut [u32; MAX_MERGED / 32], entry: usize) -> bool {
    let bit = 1u32.wrapping_shl((entry % 32) as u32);
    written.get_mut(entry / 32).is_some_and(|word| {
        let new = *word & bit == 0;
        *word |= bit;
        new
    })
}
