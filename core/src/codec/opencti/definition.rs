//! Call-centre definition files as they are imported: `<callCenter><section …><item …>value</item>…`.

use super::super::error::{EncodeError, Why};
use super::super::source::Source;
use super::sections::{Pieces, Said, is_number, plain};
use crate::data::list::{List, Name};
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Out, What, Wrong};

const ROOT: &[u8] = b"callCenter";
const ORDER: &[u8] = b"sortOrder";
const LABEL: &[u8] = b"label";
const NAME: &[u8] = b"name";

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
            tag(b"item", item.name(), piece.said, place, out).map_err(refused)?;
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

pub(in super::super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = Reader::new(text);
    let result = sections(&mut reader, list);
    result.map_err(|what| reader.wrong(what))
}

fn sections(reader: &mut Reader<'_>, list: &mut List<'_>) -> Result<(), What> {
    reader.begin(ROOT)?;
    reader.no_attributes()?;
    let (mut sections, mut place, mut open) = (0u16, 0u16, false);
    loop {
        let event = reader.element()?;
        let at = reader.start();
        let tag = reader.clone();
        match event {
            Event::Open(b"section") if !open => {
                list.app();
                let named = reader.attributes(NAME, &mut list.out)?;
                let named = if named { list.app_end() } else { Err(What::Key) };
                named.map_err(|what| reader.fail(at, what))?;
                more(tag, false, sections, list).map_err(|what| reader.fail(at, what))?;
                (sections, place, open) = (sections.saturating_add(1), 0u16, true);
            }
            Event::Open(b"item") if open => {
                list.name();
                let named = reader.attributes(NAME, &mut list.out)?;
                let named = if named { plain(list) } else { Err(What::Key) };
                named.map_err(|what| reader.fail(at, what))?;
                reader.text(&mut list.out)?;
                let said = list.value_end().and_then(|()| more(tag, true, place, list));
                said.map_err(|what| reader.fail(at, what))?;
                place = place.saturating_add(1);
            }
            Event::Open(_) => return Err(reader.fail(at, What::Unknown)),
            Event::Close => open = false,
            Event::End => return Ok(()),
        }
    }
}

/// Makes entries of the attributes of a tag that say more than name and place do. They have been read before.
fn more(tag: Reader<'_>, item: bool, place: u16, list: &mut List<'_>) -> Result<(), What> {
    let (begin, mut tag, mut digits) = (tag.at(), tag, [0; 5]);
    let place = decimal(place, &mut digits);
    for attribute in [ORDER, LABEL] {
        tag.again(begin);
        if !find(&mut tag, attribute)? || attribute == ORDER && tag.attribute_is(place)? {
            continue;
        }
        list.name();
        if item {
            tag.again(begin);
            tag.attributes(NAME, &mut list.out)?;
        }
        list.out.byte(b'@');
        list.out.put(attribute);
        list.name_is(None, Name::Same)?;
        tag.again(begin);
        tag.attributes(attribute, &mut list.out)?;
        list.value_end()?;
    }
    Ok(())
}

/// Goes to the value of an attribute of this name, if there is one.
fn find(tag: &mut Reader<'_>, name: &[u8]) -> Result<bool, What> {
    while let Some(attribute) = tag.attribute()? {
        if attribute == name {
            return Ok(true);
        }
        tag.attribute_is(b"")?;
    }
    Ok(false)
}
