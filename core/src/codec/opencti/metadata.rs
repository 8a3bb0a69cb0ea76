//! The definition of a call centre as the Metadata API has it (type `CallCenter`):
//! `<CallCenter …><displayName>…<sections><items><label>…<name>…<value>…</items>…<label>…<name>…</sections>`.
//!
//! Sections and items are the entries of the imported form, without an order: the place is one. What stands beside the
//! sections are entries of the call's own, each once; three of them and the labels must be there. The order in which
//! the elements stand in one another is free when it is read, and that of retrieved files when it is written.

use super::super::error::{EncodeError, Why};
use super::super::payload::element;
use super::super::source::Source;
use super::sections::{Piece, Pieces, plain};
use crate::data::list::{List, Name};
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Out, What, Wrong};

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

pub(in super::super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    out.put(xml::DECLARATION);
    out.put(b"<CallCenter xmlns=\"");
    out.put(NAMESPACE);
    out.put(b"\">");
    let mut pieces = Pieces::new(source);
    // The fields that are written, by their place in the list.
    let mut written = [false; FIELDS.len()];
    let mut open: Option<Section<'_>> = None;
    while let Some(piece) = pieces.next()? {
        let refused = |why| piece.refused(why);
        let app = piece.item.app;
        if piece.said.order.is_some() {
            return Err(refused(Why::Key));
        }
        if piece.opens {
            open.take().map_or(Ok(()), |section| section.close(out))?;
            if !app.is_empty() {
                let label = piece.said.label.filter(|_| piece.of_section).ok_or(refused(Why::Label))?;
                open = Some(Section { at: piece.item.at, name: app, label });
                out.put(b"<sections>");
            }
        }
        if app.is_empty() {
            field(&piece, &mut written).map_err(refused)?;
            element(out, piece.item.name(), &piece.item).map_err(refused)?;
        } else if !piece.of_section {
            let label = piece.said.label.ok_or(refused(Why::Label))?;
            out.put(b"<items>");
            for (tag, text) in [(LABEL, label), (NAME, piece.item.name()), (VALUE, piece.item.value)] {
                put(tag, text, out).map_err(refused)?;
            }
            out.put(b"</items>");
        }
    }
    open.map_or(Ok(()), |section| section.close(out))?;
    out.put(b"</CallCenter>");
    let mut fields = FIELDS.iter().zip(written);
    match fields.find(|((_, must), written)| *must && !written) {
        Some(((name, _), _)) => Err(EncodeError::Missing(name)),
        None => Ok(()),
    }
}

/// A section that was begun: its label and name follow its items.
struct Section<'a> {
    at: usize,
    name: &'a [u8],
    label: &'a [u8],
}

impl Section<'_> {
    fn close(&self, out: &mut Out<'_>) -> Result<(), EncodeError> {
        let written = put(LABEL, self.label, out).and_then(|()| put(NAME, self.name, out));
        written.map_err(|why| EncodeError::Refused { entry: self.at, why })?;
        out.put(b"</sections>");
        Ok(())
    }
}

/// Notes a field of the call centre itself.
fn field(piece: &Piece<'_>, written: &mut [bool; FIELDS.len()]) -> Result<(), Why> {
    let mut fields = FIELDS.iter().zip(written);
    let field = fields.find(|((name, _), _)| name.as_bytes() == piece.item.name());
    let (_, written) = field.ok_or(Why::Key)?;
    match core::mem::replace(written, true) {
        true => Err(Why::Twice),
        false if piece.said.label.is_some() => Err(Why::Name),
        false => Ok(()),
    }
}

/// `<tag>text</tag>`
#[inline(never)]
fn put(tag: &[u8], text: &[u8], out: &mut Out<'_>) -> Result<(), Why> {
    xml::put_element(out, tag, text).map_err(|_| Why::Character)
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
