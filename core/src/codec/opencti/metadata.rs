//! The definition of a call centre as the Metadata API has it (type `CallCenter`):
//! `<CallCenter …><displayName>…<sections><items><label>…<name>…<value>…</items>…<label>…<name>…</sections>`.
//!
//! Sections and items are the entries of the imported form, without an order: the place is one. What stands beside the
//! sections are entries of the call's own, each once; three of them and the labels must be there. The order in which
//! the elements stand in one another is free when it is read, and that of retrieved files when it is written.

use super::super::error::Why;
use super::super::source::{Item, Items};
use super::sections::{self, Place, Said, plain};
use crate::data::list::{List, Name};
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Out, What, Wrong, same};

const ROOT: &[u8] = b"CallCenter";
const LABEL: &[u8] = b"label";
const NAME: &[u8] = b"name";
const VALUE: &[u8] = b"value";
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
    let result = call_centre(&mut reader, list);
    result.map_err(|what| reader.wrong(what))
}

fn call_centre(reader: &mut Reader<'_>, list: &mut List<'_>) -> Result<(), What> {
    reader.begin(ROOT)?;
    // Of that namespace or of none.
    while let Some(name) = reader.attribute()? {
        let at = reader.at();
        if !reader.attribute_is(NAMESPACE)? && name == b"xmlns" {
            return Err(reader.fail(at, What::Unknown));
        }
    }
    loop {
        let event = reader.element()?;
        let at = reader.start();
        match event {
            Event::Open(b"sections") => section(reader, list)?,
            Event::Open(name) if FIELDS.iter().any(|(field, _)| field.as_bytes() == name) => {
                list.app();
                list.app_end()?;
                list.name();
                list.name_is(Some(name), Name::Same)?;
                reader.no_attributes()?;
                reader.text(&mut list.out)?;
                list.value_end().map_err(|what| reader.fail(at, what))?;
            }
            Event::Open(_) => return Err(reader.fail(at, What::Unknown)),
            Event::Close => {}
            Event::End => return Ok(()),
        }
    }
}

/// One section: its name may stand behind its items, so it is looked for first. It is read as often as it has parts,
/// whatever is in it.
fn section(reader: &mut Reader<'_>, list: &mut List<'_>) -> Result<(), What> {
    const PARTS: [&[u8]; 3] = [b"items", LABEL, NAME];
    let at = reader.start();
    reader.no_attributes()?;
    let place = reader.place();
    list.app();
    let named = part(reader, &PARTS, NAME, &mut list.out)?;
    let named = if named { list.app_end() } else { Err(What::Key) };
    named.map_err(|what| reader.fail(at, what))?;
    reader.back(place);
    list.name();
    label(reader, at, &PARTS, list)?;
    reader.back(place);
    loop {
        match reader.element()? {
            Event::Open(b"items") => item(reader, list)?,
            Event::Open(_) => {
                reader.no_attributes()?;
                reader.text(&mut Out::new(&mut []))?;
            }
            Event::Close | Event::End => return Ok(()),
        }
    }
}

fn item(reader: &mut Reader<'_>, list: &mut List<'_>) -> Result<(), What> {
    const PARTS: [&[u8]; 3] = [LABEL, NAME, VALUE];
    let at = reader.start();
    reader.no_attributes()?;
    let place = reader.place();
    list.name();
    let named = part(reader, &PARTS, NAME, &mut list.out)?;
    let named = if named { plain(list) } else { Err(What::Key) };
    named.map_err(|what| reader.fail(at, what))?;
    reader.back(place);
    part(reader, &PARTS, VALUE, &mut list.out)?;
    list.value_end().map_err(|what| reader.fail(at, what))?;
    reader.back(place);
    list.name();
    part(reader, &PARTS, NAME, &mut list.out)?;
    reader.back(place);
    label(reader, at, &PARTS, list)
}

/// The label of what has begun at `at`, behind its name: an entry, where there is one.
fn label(reader: &mut Reader<'_>, at: usize, parts: &[&[u8]; 3], list: &mut List<'_>) -> Result<(), What> {
    list.out.put(b"@label");
    list.name_is(None, Name::Same).map_err(|what| reader.fail(at, what))?;
    match part(reader, parts, LABEL, &mut list.out)? {
        true => list.value_end().map_err(|what| reader.fail(at, what)),
        false => {
            list.drop_open();
            Ok(())
        }
    }
}

/// Goes to the end of the open element, and puts the text of one of its parts; whether it is there.
fn part(reader: &mut Reader<'_>, parts: &[&[u8]; 3], wanted: &[u8], into: &mut Out<'_>) -> Result<bool, What> {
    let mut found = false;
    loop {
        let event = reader.element()?;
        let at = reader.start();
        let Event::Open(name) = event else { return Ok(found) };
        let is = name == wanted;
        if !parts.contains(&name) {
            return Err(reader.fail(at, What::Unknown));
        }
        reader.no_attributes()?;
        if !is {
            reader.skip()?;
        } else if found {
            return Err(reader.fail(at, What::Unexpected));
        } else {
            found = true;
            reader.text(into)?;
        }
    }
}
