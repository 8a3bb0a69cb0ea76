//! Call-centre definition files as they are imported: `<callCenter><section …><item …>value</item>…`.

use super::super::error::Why;
use super::super::source::{Item, Items};
use super::sections::{self, Place, Said, is_number, plain};
use crate::data::list::{List, Name};
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Out, What, Wrong};

const ROOT: &[u8] = b"callCenter";
const ORDER: &[u8] = b"sortOrder";
const LABEL: &[u8] = b"label";
const NAME: &[u8] = b"name";

/// `<section sortOrder="0" name="…" label="…"><item sortOrder="0" name="…" label="…">…</item>…`: one tag after the other.
#[inline(never)]
pub(in super::super) fn encode(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<(), Why> {
    out.put(xml::DECLARATION);
    out.put(b"<callCenter>");
    let (mut item, mut said) = (Item::NONE, Said::default());
    let mut written = Written::default();
    let (mut opens, mut place) = (true, Place::Within);
    items.again();
    loop {
        // An item that opens its section comes behind the section's tag.
        if place == Place::First {
            place = Place::Within;
        } else {
            place = match sections::next(items, &mut item, &mut said, &mut opens)? {
                Some(place) => place,
                None => break,
            };
            if place == Place::None {
                return Err(items.refuse(&item, Why::Key));
            }
            if place != Place::Within && written.sections > 0 {
                out.put(b"</section>");
            }
        }
        let within = place == Place::Within;
        let usual = written.count(within);
        out.put(if within { b"<item sortOrder=\"" } else { b"<section sortOrder=\"" });
        match said.order {
            Some(order) if place != Place::First => {
                if !is_number(order) {
                    return Err(items.refuse(&item, Why::Value));
                }
                out.put(order);
            }
            _ => put_decimal(out, usual),
        }
        out.put(b"\" name=\"");
        if xml::put_attribute(out, if within { item.name() } else { item.app }).is_err() {
            return Err(items.refuse(&item, Why::Character));
        }
        if let Some(label) = said.label.filter(|_| place != Place::First) {
            out.put(b"\" label=\"");
            if xml::put_attribute(out, label).is_err() {
                return Err(items.refuse(&item, Why::Character));
            }
        }
        out.put(b"\">");
        if !within {
            continue;
        }
        if xml::put(out, item.value).is_err() {
            return Err(items.refuse(&item, Why::Character));
        }
        out.put(b"</item>");
    }
    out.put(if written.sections > 0 { b"</section></callCenter>" } else { b"</callCenter>" });
    Ok(())
}

/// Sections that were written, and items of the open one.
#[derive(Default)]
struct Written {
    sections: u16,
    items: u16,
}

impl Written {
    /// Counts one more; the place that it has.
    #[inline(never)]
    fn count(&mut self, item: bool) -> u16 {
        let place = if item { self.items } else { self.sections };
        if item {
            self.items = place.saturating_add(1);
        } else {
            (self.sections, self.items) = (place.saturating_add(1), 0);
        }
        place
    }
}

#[inline(never)]
fn put_decimal(out: &mut Out<'_>, place: u16) {
    out.put(decimal(place, &mut [0; 5]));
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
