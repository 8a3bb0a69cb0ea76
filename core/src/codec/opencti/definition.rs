//! Call-centre definition files as they are imported: `<callCenter><section …><item …>value</item>…`.

use super::super::error::{DecodeError, EncodeError, Why};
use super::super::source::Source;
use super::sections::{Pieces, Said, is_number, plain};
use crate::data::list::{List, Name};
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Nowhere, Out, Same, Sink, What};

const ROOT: &[u8] = b"callCenter";
const ORDER: &[u8] = b"sortOrder";
const ATTRIBUTES: [&[u8]; 2] = [ORDER, b"label"];

pub(in super::super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    out.put(xml::DECLARATION);
    out.put(b"<callCenter>");
    let (mut sections, mut place) = (0u16, 0u16);
    let mut pieces = Pieces::new(source);
    while let Some(piece) = pieces.next()? {
        let refused = |why| piece.refused(why);
        let item = piece.item;
        if item.app.is_empty() {
            return Err(refused(Why::Key));
        }
        if piece.opens {
            if sections > 0 {
                out.put(b"</section>");
            }
            let said = if piece.of_section { piece.said } else { Said::default() };
            tag(b"section", item.app, said, sections, out).map_err(refused)?;
            (sections, place) = (sections.saturating_add(1), 0);
        }
        if !piece.of_section {
            tag(b"item", item.name, piece.said, place, out).map_err(refused)?;
            xml::put(out, item.value).map_err(|_| refused(Why::Character))?;
            out.put(b"</item>");
            place = place.saturating_add(1);
        }
    }
    out.put(if sections > 0 { b"</section></callCenter>" } else { b"</callCenter>" });
    Ok(())
}

/// A place in decimal digits.
fn decimal(place: u16, digits: &mut [u8; 5]) -> &[u8] {
    let mut rest = place;
    let mut start = digits.len();
    for (at, digit) in digits.iter_mut().enumerate().rev() {
        *digit = b'0'.wrapping_add((rest % 10) as u8);
        rest /= 10;
        start = at;
        if rest == 0 {
            break;
        }
    }
    digits.get(start..).unwrap_or(&[])
}

/// `<item sortOrder="0" name="…" label="…">`
fn tag(element: &[u8], name: &[u8], said: Said<'_>, place: u16, out: &mut Out<'_>) -> Result<(), Why> {
    out.byte(b'<');
    out.put(element);
    out.put(b" sortOrder=\"");
    let mut digits = [0; 5];
    let order = said.order.unwrap_or(decimal(place, &mut digits));
    if !is_number(order) {
        return Err(Why::Value);
    }
    out.put(order);
    for (attribute, value) in [(&b"\" name=\""[..], Some(name)), (b"\" label=\"", said.label)] {
        if let Some(value) = value {
            out.put(attribute);
            xml::put_attribute(out, value).map_err(|_| Why::Character)?;
        }
    }
    out.put(b"\">");
    Ok(())
}

pub(in super::super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = Reader::new(text);
    reader.begin()?;
    if reader.element()? != Event::Open(ROOT) {
        return Err(DecodeError::at(reader.start(), What::Unknown));
    }
    reader.no_attributes()?;
    let (mut sections, mut place, mut open) = (0u16, 0u16, false);
    loop {
        let event = reader.element()?;
        let at = reader.start();
        let wrong = |what| DecodeError::at(at, what);
        match event {
            Event::Open(b"section") if !open => {
                let tag = reader.clone();
                list.app();
                value(&tag, b"name", list)?;
                list.app_end().map_err(wrong)?;
                attributes(&tag, false, sections, list)?;
                reader.no_attributes()?;
                (sections, place, open) = (sections.saturating_add(1), 0u16, true);
            }
            Event::Open(b"item") if open => {
                let tag = reader.clone();
                list.name();
                value(&tag, b"name", list)?;
                list.name_end(plain).map_err(wrong)?;
                reader.no_attributes()?;
                reader.text(list)?;
                list.value_end().map_err(wrong)?;
                attributes(&tag, true, place, list)?;
                place = place.saturating_add(1);
            }
            Event::Open(_) => return Err(wrong(What::Unknown)),
            Event::Close => open = false,
            Event::End => return Ok(()),
        }
    }
}

/// Makes entries of the attributes that say more than name and place do.
fn attributes(tag: &Reader<'_>, item: bool, place: u16, list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut digits = [0; 5];
    let place = decimal(place, &mut digits);
    for attribute in ATTRIBUTES {
        let mut is_place = Same::new(place);
        if value(tag, attribute, &mut is_place).is_err() || attribute == ORDER && is_place.is() {
            continue;
        }
        let wrong = |what| DecodeError::at(tag.start(), what);
        list.name();
        if item {
            value(tag, b"name", list)?;
        }
        list.put(b"@");
        list.put(attribute);
        list.name_end(|_| Ok(Name::Same)).map_err(wrong)?;
        value(tag, attribute, list)?;
        list.value_end().map_err(wrong)?;
    }
    Ok(())
}

/// Reads one attribute of a tag.
fn value(tag: &Reader<'_>, name: &[u8], into: &mut dyn Sink) -> Result<(), DecodeError> {
    let mut tag = tag.clone();
    while let Some(attribute) = tag.attribute()? {
        if attribute == name {
            return Ok(tag.attribute_value(into)?);
        }
        tag.attribute_value(&mut Nowhere)?;
    }
    Err(DecodeError::at(tag.start(), What::Key))
}
