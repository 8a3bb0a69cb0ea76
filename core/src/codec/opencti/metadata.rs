//! The definition of a call centre as the Metadata API has it (type `CallCenter`):
//! `<CallCenter …><displayName>…<sections><items><label>…<name>…<value>…</items>…<label>…<name>…</sections>`.
//!
//! Sections and items are the entries of the imported form, without an order: the place is one. What stands beside the
//! sections are entries of the call's own, each once; three of them and the labels must be there. The order in which
//! the elements stand in one another is free when it is read, and that of retrieved files when it is written.

use super::super::error::Why;
use super::super::items::Items;
use super::super::source::Item;
use super::sections::{self, Place, Said, plain, saying, unquoted};
use crate::data::list::List;
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Fault, Out, Wrong, same};

const ROOT: &[u8] = b"CallCenter";
const LABEL: &[u8] = b"label";
const NAME: &[u8] = b"name";
const VALUE: &[u8] = b"value";
const ITEMS: &[u8] = b"items";
const NAMESPACE: &[u8] = b"http://soap.sforce.com/2006/04/metadata";
/// What stands beside the sections, and whether it must.
const FIELDS: [(&str, bool); 7] = [
    ("adapterUrl", false),
    ("customSettings", false),
    ("displayName", true),
    ("displayNameLabel", true),
    ("fullName", false),
    ("internalNameLabel", true),
    ("version", false),
];

/// Puts `<sections><items><label>…<name>…<value>…</items>…<label>…<name>…</sections>`, and fields as they come: which, by
/// their place in the list.
#[inline(never)]
pub(super) fn put(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<u8, Why> {
    out.put(xml::DECLARATION);
    out.put(b"<CallCenter xmlns=\"");
    out.put(NAMESPACE);
    out.put(b"\">");
    let mut writer = Writer {
        item: Item::NONE,
        said: Said::default(),
        opens: true,
        part: Part::Next,
        written: 0,
        section: 0,
        label: b"",
    };
    items.again();
    loop {
        if writer.part == Part::Next {
            match sections::next(items, &mut writer.item, &mut writer.said, &mut writer.opens)? {
                Some(place) => writer.begin(place).map_err(|why| items.refuse(&writer.item, why))?,
                None => break,
            }
        } else if writer.text(out).is_ok() {
            writer.end(out);
        } else {
            if matches!(writer.part, Part::Label | Part::Name) {
                writer.item.at = writer.section;
            }
            return Err(items.refuse(&writer.item, Why::Character));
        }
    }
    out.put(b"</CallCenter>");
    Ok(writer.written)
}

/// An entry, and what of it is put next.
struct Writer<'a> {
    item: Item<'a>,
    said: Said<'a>,
    /// Another section opens behind it.
    opens: bool,
    part: Part,
    /// The fields that are written, by their place in the list.
    written: u8,
    /// The entry of the section that is open, and its label, which follows its items.
    section: usize,
    label: &'a [u8],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All of the next entry.
    Next,
    Field,
    /// The section opens.
    Section,
    ItemLabel,
    ItemName,
    ItemValue,
    /// Of the section, behind its items.
    Label,
    Name,
}

impl Writer<'_> {
    /// Begins with an entry.
    #[inline(never)]
    fn begin(&mut self, place: Place) -> Result<(), Why> {
        if self.said.order.is_some() {
            return Err(Why::Key);
        }
        let name = self.item.name();
        if place == Place::None {
            let place = FIELDS.iter().position(|(field, _)| same(field.as_bytes(), name)).ok_or(Why::Key)?;
            let bit = 1u8.wrapping_shl(place as u32);
            if self.written & bit != 0 {
                return Err(Why::Twice);
            }
            if self.said.label.is_some() {
                return Err(Why::Name);
            }
            self.written |= bit;
            self.part = Part::Field;
            return Ok(());
        }
        let label = self.said.label.filter(|_| place != Place::First).ok_or(Why::Label)?;
        self.part = Part::ItemLabel;
        if place == Place::Section {
            (self.section, self.label, self.part) = (self.item.at, label, Part::Section);
        }
        Ok(())
    }

    /// Puts a text, and what stands before it.
    #[inline(never)]
    fn text(&self, out: &mut Out<'_>) -> Result<(), xml::Forbidden> {
        if self.part == Part::Field {
            out.put(b"<");
            out.put(self.item.name());
        }
        let (before, text): (&[u8], &[u8]) = match self.part {
            Part::Next | Part::Field => (b">", self.item.value),
            Part::Section => (b"<sections>", b""),
            Part::ItemLabel => (b"<items><label>", self.said.label.unwrap_or(b"")),
            Part::ItemName => (b"</label><name>", self.item.name()),
            Part::ItemValue => (b"</name><value>", self.item.value),
            Part::Label => (b"<label>", self.label),
            Part::Name => (b"</label><name>", self.item.app),
        };
        out.put(before);
        xml::put(out, text)
    }

    /// Puts what stands behind the text.
    #[inline(never)]
    fn end(&mut self, out: &mut Out<'_>) {
        match self.part {
            Part::Next | Part::Field => {
                out.put(b"</");
                out.put(self.item.name());
                out.put(b">");
                self.part = Part::Next;
            }
            Part::ItemLabel => self.part = Part::ItemName,
            Part::ItemName => self.part = Part::ItemValue,
            Part::Section | Part::ItemValue => {
                if self.part == Part::ItemValue {
                    out.put(b"</value></items>");
                }
                // The open section says the rest of itself where another one comes.
                self.part = if self.opens { Part::Label } else { Part::Next };
            }
            Part::Label => self.part = Part::Name,
            Part::Name => {
                out.put(b"</name></sections>");
                self.part = Part::Next;
            }
        }
    }
}

/// What must stand beside the sections, and does not.
pub(super) fn missing(written: u8) -> Option<&'static str> {
    let missing = |(place, (_, must)): &(usize, &(_, bool))| *must && written & 1u8.wrapping_shl(*place as u32) == 0;
    FIELDS.iter().enumerate().find(missing).map(|(_, (name, _))| *name)
}

pub(in super::super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = Reader::new(text);
    let read = reader.begin(ROOT).and_then(|()| namespace(&mut reader)).and_then(|()| elements(&mut reader, list));
    read.map_err(|what| reader.wrong(what))
}

/// The attributes of the root element: it is of that namespace or of none.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn namespace(reader: &mut Reader<'_>) -> Result<(), Fault> {
    while let Some(name) = reader.attribute()? {
        let at = reader.at();
        reader.value(None)?;
        if same(name, b"xmlns") && !same(unquoted(reader.since(at)), NAMESPACE) {
            return Err(reader.fail(at, Fault::Unknown));
        }
    }
    Ok(())
}

/// What elements are read for. The name of a section or item may stand behind all else in it, so it is looked for first: each
/// is read as often as it has parts, whatever is in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Fields and sections.
    Fields,
    /// Of a section.
    Name,
    Label,
    Items,
    /// Of an item; its name again begins the entry of its label.
    ItemName,
    ItemValue,
    ItemNameAgain,
    ItemLabel,
}

/// How an element is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Its text is put.
    Text,
    /// So it is, and is an entry.
    Entry,
    /// It is passed over.
    Skip,
    /// What stands in it is read.
    Enter,
    /// It was there before.
    Twice,
}

/// Where the reading is. Its parts are over before the reader goes on: so they are not on the stack together.
struct Elements {
    wanted: Wanted,
    /// It is there.
    found: bool,
    /// Where the open section, or item, begins, and where what stands in it does.
    at: usize,
    inner: xml::Place,
}

#[cfg_attr(target_pointer_width = "32", inline(never))]
fn elements(reader: &mut Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    let mut elements = Elements { wanted: Wanted::Fields, found: false, at: 0, inner: reader.place() };
    loop {
        let way = match reader.element()? {
            Event::Open(name) => {
                let fields = elements.wanted == Wanted::Fields;
                let way = if fields { elements.field(name, list) } else { elements.part(name) };
                way.map_err(|what| reader.fail(reader.start(), what))?
            }
            Event::Close => {
                elements.close(list).map_err(|what| reader.fail(elements.at, what))?;
                if !matches!(elements.wanted, Wanted::Fields | Wanted::Items) || elements.found {
                    reader.back(elements.inner);
                }
                continue;
            }
            Event::End => return Ok(()),
        };
        reader.no_attributes()?;
        match way {
            Way::Text => reader.text(&mut list.out)?,
            Way::Entry => {
                reader.text(&mut list.out)?;
                list.value_end().map_err(|what| reader.fail(reader.start(), what))?;
            }
            Way::Skip => reader.skip()?,
            Way::Enter => {
                (elements.at, elements.inner) = (reader.start(), reader.place());
                if elements.wanted == Wanted::Name { list.app() } else { list.name() }
            }
            Way::Twice => return Err(reader.fail(reader.start(), Fault::Unexpected)),
        }
    }
}

impl Elements {
    /// A section opens, or a field of the call centre itself: an entry of the call's own.
    #[inline(never)]
    fn field(&mut self, name: &[u8], list: &mut List<'_>) -> Result<Way, Fault> {
        if same(name, b"sections") {
            (self.wanted, self.found) = (Wanted::Name, false);
            return Ok(Way::Enter);
        }
        if !is_field(name) {
            return Err(Fault::Unknown);
        }
        list.app();
        list.app_end()?;
        list.name();
        saying(name, list)?;
        Ok(Way::Entry)
    }

    /// A part of a section or an item opens.
    #[inline(never)]
    fn part(&mut self, name: &[u8]) -> Result<Way, Fault> {
        let wanted: &[u8] = match self.wanted {
            Wanted::Items if same(name, ITEMS) => {
                (self.wanted, self.found) = (Wanted::ItemName, false);
                return Ok(Way::Enter);
            }
            Wanted::Items | Wanted::Fields => return Ok(Way::Skip),
            Wanted::Name | Wanted::ItemName | Wanted::ItemNameAgain => NAME,
            Wanted::Label | Wanted::ItemLabel => LABEL,
            Wanted::ItemValue => VALUE,
        };
        if same(name, wanted) {
            let way = if self.found { Way::Twice } else { Way::Text };
            self.found = true;
            return Ok(way);
        }
        let other = if matches!(self.wanted, Wanted::Name | Wanted::Label) { ITEMS } else { VALUE };
        if [LABEL, NAME, other].iter().any(|part| same(part, name)) { Ok(Way::Skip) } else { Err(Fault::Unknown) }
    }

    /// What was read closes: it was gone through for one part, and is for the next.
    #[inline(never)]
    fn close(&mut self, list: &mut List<'_>) -> Result<(), Fault> {
        let found = core::mem::replace(&mut self.found, false);
        self.wanted = match self.wanted {
            Wanted::Fields | Wanted::Items => Wanted::Fields,
            Wanted::Name | Wanted::ItemName if !found => return Err(Fault::Key),
            Wanted::Name => {
                list.app_end()?;
                list.name();
                saying(sections::LABEL, list)?;
                Wanted::Label
            }
            Wanted::ItemName => {
                plain(list)?;
                Wanted::ItemValue
            }
            Wanted::ItemValue => {
                list.value_end()?;
                list.name();
                Wanted::ItemNameAgain
            }
            Wanted::ItemNameAgain => {
                saying(sections::LABEL, list)?;
                Wanted::ItemLabel
            }
            Wanted::Label | Wanted::ItemLabel => {
                if found {
                    list.value_end()?;
                }
                list.drop_open();
                // The items of the section come next.
                self.found = self.wanted == Wanted::Label;
                Wanted::Items
            }
        };
        Ok(())
    }
}

#[inline(never)]
fn is_field(name: &[u8]) -> bool {
    FIELDS.iter().any(|(field, _)| same(field.as_bytes(), name))
}
