//! SAP CRM's attached data over ICI: `<ItemAttachedData><Application id="…"><KEY>value</KEY>…`.
//!
//! Entries of one application that follow one another share an element. `CRM_IC/MCM` belongs to SAP: a call carries
//! it on, a list that this side makes may not have it, and a merge leaves it byte for byte.

use super::binary::own_name;
use super::error::{DecodeError, EncodeError, Why};
use super::payload::element;
use super::source::{Item, Source};
use super::table::limits;
use crate::data::RESERVED_APPLICATION;
use crate::data::list::List;
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Nowhere, Out, Same, Sink, What, Wrong, same};

const ROOT: &[u8] = b"ItemAttachedData";
const APPLICATION: &[u8] = b"Application";
const ID: &[u8] = b"id";

pub(super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    out.put(xml::DECLARATION);
    out.put(b"<ItemAttachedData>");
    let mut items = source.items();
    let mut open: Option<&[u8]> = None;
    loop {
        // Mostly it is one more entry of the open application, which may be written, and has a short name and value.
        if let Some(app) = open.filter(|app| *app != RESERVED_APPLICATION.as_bytes()) {
            out.lend(|out| {
                items.quick_own(|this, name, value| same(this, app) && xml::quick_own_element(out, name, value));
            });
        }
        let Some(item) = items.next() else { break };
        writable(&item).map_err(|why| EncodeError::Refused { entry: item.at, why })?;
        entry(&item, &mut open, out)?;
    }
    if open.is_some() {
        out.put(b"</Application>");
    }
    out.put(b"</ItemAttachedData>");
    Ok(())
}

/// Whether this side may write the entry.
fn writable(item: &Item<'_>) -> Result<(), Why> {
    if item.given && item.app == RESERVED_APPLICATION.as_bytes() { Err(Why::Reserved) } else { limits(item) }
}

/// An entry, in the element of its application, which opens if it is not the open one.
#[inline(never)]
fn entry<'a>(item: &Item<'a>, open: &mut Option<&'a [u8]>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    if *open != Some(item.app) {
        if open.is_some() {
            out.put(b"</Application>");
        }
        out.put(b"<Application id=\"");
        let written = xml::put_attribute(out, item.app);
        written.map_err(|_| EncodeError::Refused { entry: item.at, why: Why::Name })?;
        out.put(b"\">");
        *open = Some(item.app);
    }
    element(out, item.name, item)
}

pub(super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = Reader::new(text);
    reader.begin()?;
    root(&mut reader)?;
    let mut open = false;
    loop {
        if open {
            reader.quick(|name, value| xml::is_plain_name(name) && list.named(name, value));
        }
        let event = reader.element()?;
        let at = reader.start();
        let wrong = |what| DecodeError::at(at, what);
        match event {
            Event::Open(name) if open => {
                if name.contains(&b':') {
                    return Err(wrong(What::Key));
                }
                list.name();
                list.name_is(name, own_name(list.own(), name)).map_err(wrong)?;
                reader.no_attributes()?;
                reader.text(list)?;
                list.value_end().map_err(wrong)?;
            }
            Event::Open(APPLICATION) => {
                list.app();
                application(&mut reader, list)?;
                list.app_end().map_err(wrong)?;
                open = true;
            }
            Event::Open(_) => return Err(wrong(What::Unknown)),
            Event::Close => open = false,
            Event::End => return Ok(()),
        }
    }
}

/// The root element with its attributes.
fn root(reader: &mut Reader<'_>) -> Result<(), Wrong> {
    if reader.element()? != Event::Open(ROOT) {
        return Err(Wrong { at: reader.start(), what: What::Unknown });
    }
    reader.no_attributes()
}

/// The attributes of an application: puts its id, which it must have.
fn application(reader: &mut Reader<'_>, into: &mut dyn Sink) -> Result<(), Wrong> {
    let mut named = false;
    while let Some(name) = reader.attribute()? {
        if name == ID {
            named = true;
            reader.attribute_value(into)?;
        } else {
            reader.attribute_value(&mut Nowhere)?;
        }
    }
    if named { Ok(()) } else { Err(Wrong { at: reader.start(), what: What::Key }) }
}

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
pub fn merge<'a>(document: &[u8], entries: impl Into<Source<'a>>, into: &mut [u8]) -> Result<usize, MergeError> {
    let source = entries.into();
    mergeable(source)?;
    let mut merge = Merge { source, document, copied: 0, written: [0; _], out: Out::new(into) };
    let mut reader = Reader::new(document);
    reader.begin()?;
    root(&mut reader)?;
    if reader.is_empty_element() {
        merge.open_empty(&reader, ROOT, |merge| merge.new_applications())?;
    }
    loop {
        match reader.element()? {
            Event::Open(APPLICATION) => merge.application(&mut reader)?,
            Event::Open(_) => {
                reader.no_attributes()?;
                reader.skip()?;
            }
            Event::Close => {
                merge.copy(reader.start());
                merge.new_applications()?;
            }
            Event::End => break,
        }
    }
    merge.copy(document.len());
    merge.out.done().map_err(|size| EncodeError::NeedSize(size).into())
}

#[inline(never)]
fn mergeable(source: Source<'_>) -> Result<(), EncodeError> {
    for item in source.items() {
        let many = if item.at < MAX_MERGED { Ok(()) } else { Err(Why::Many) };
        let why = writable(&item).and(many);
        why.map_err(|why| EncodeError::Refused { entry: item.at, why })?;
    }
    Ok(())
}

/// A merge under way.
struct Merge<'a, 'd, 'o> {
    source: Source<'a>,
    document: &'d [u8],
    /// How far the document has been copied.
    copied: usize,
    /// Which entries have been written.
    written: [u64; MAX_MERGED / 64],
    out: Out<'o>,
}

impl<'a> Merge<'a, '_, '_> {
    #[inline(never)]
    fn application(&mut self, reader: &mut Reader<'_>) -> Result<(), MergeError> {
        let whose = self.whose(reader);
        application(reader, &mut Nowhere)?;
        let Some(app) = whose else { return Ok(reader.skip()?) };
        if reader.is_empty_element() {
            self.open_empty(reader, APPLICATION, |merge| merge.new_keys(app))?;
            return Ok(reader.skip()?);
        }
        loop {
            match reader.element()? {
                Event::Open(name) => {
                    let start = reader.start();
                    reader.no_attributes()?;
                    reader.skip()?;
                    if self.items().any(|item| item.app == app && item.name == name) {
                        self.copy(start);
                        self.copied = reader.at();
                        self.keys(app, Some(name))?;
                    }
                }
                _ => {
                    self.copy(reader.start());
                    return self.new_keys(app);
                }
            }
        }
    }

    /// The application of ours that this element is of.
    #[inline(never)]
    fn whose(&self, tag: &Reader<'_>) -> Option<&'a [u8]> {
        let mut apps = self.items().map(|item| item.app);
        apps.find(|app| {
            let mut id = Same::new(app);
            application(&mut tag.clone(), &mut id).is_ok() && id.is()
        })
    }

    /// Writes what is new into an element that was written `<name/>`.
    fn open_empty(
        &mut self,
        reader: &Reader<'_>,
        name: &[u8],
        content: impl FnOnce(&mut Self) -> Result<(), MergeError>,
    ) -> Result<(), MergeError> {
        self.copy(reader.at().saturating_sub(2));
        self.copied = reader.at();
        self.out.byte(b'>');
        content(self)?;
        self.out.put(b"</");
        self.out.put(name);
        self.out.byte(b'>');
        Ok(())
    }

    fn new_keys(&mut self, app: &[u8]) -> Result<(), MergeError> {
        self.keys(app, None)
    }

    /// Writes the entries of an application that are still to be written, or those of them under one name.
    fn keys(&mut self, app: &[u8], name: Option<&[u8]>) -> Result<(), MergeError> {
        for item in self.items() {
            if item.app == app && name.is_none_or(|name| item.name == name) && self.first_time(item.at) {
                element(&mut self.out, item.name, &item)?;
            }
        }
        Ok(())
    }

    #[inline(never)]
    fn new_applications(&mut self) -> Result<(), MergeError> {
        let mut written = self.written;
        let mut open = None;
        for item in self.items().filter(|item| mark(&mut written, item.at)) {
            entry(&item, &mut open, &mut self.out)?;
        }
        if open.is_some() {
            self.out.put(b"</Application>");
        }
        self.written = [u64::MAX; _];
        Ok(())
    }

    /// What may be written, in canonical order.
    fn items(&self) -> impl Iterator<Item = Item<'a>> + use<'a> {
        self.source.items().filter(|item| item.app != RESERVED_APPLICATION.as_bytes())
    }

    fn first_time(&mut self, entry: usize) -> bool {
        mark(&mut self.written, entry)
    }

    /// Copies the document up to here.
    fn copy(&mut self, to: usize) {
        self.out.put(self.document.get(self.copied..to).unwrap_or(&[]));
        self.copied = self.copied.max(to);
    }
}

/// Marks an entry; whether it was not marked before.
fn mark(marks: &mut [u64], entry: usize) -> bool {
    let bit = 1u64.wrapping_shl((entry % 64) as u32);
    marks.get_mut(entry / 64).is_some_and(|word| {
        let new = *word & bit == 0;
        *word |= bit;
        new
    })
}
