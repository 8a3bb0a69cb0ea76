//! Salesforce call-centre definition files: `<callCenter><section …><item …>value</item>…`.
//!
//! A section is an application, an item a key of it. Labels, and an order that is not the place, are entries of
//! their own: `section:@label`, and behind their item `section:item@label` and `section:item@sortOrder`.

use super::error::{DecodeError, EncodeError, Why};
use super::source::{Item, Items, Source};
use super::table::limits;
use crate::data::list::{List, Name};
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Nowhere, Out, Same, Sink, What};

const ROOT: &[u8] = b"callCenter";
const ORDER: &[u8] = b"sortOrder";
const ATTRIBUTES: [&[u8]; 2] = [ORDER, b"label"];

pub(super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    out.put(xml::DECLARATION);
    out.put(b"<callCenter>");
    let mut section: Option<&[u8]> = None;
    let (mut sections, mut place) = (0u16, 0u16);
    let mut items = source.items();
    let mut ahead = next(&mut items);
    while let Some(item) = ahead {
        ahead = next(&mut items);
        let refused = |why| EncodeError::Refused { entry: item.at, why };
        limits(&item).and_then(|()| rule(&item)).map_err(refused)?;
        let opens = section != Some(item.app);
        let of_section = item.name.first() == Some(&b'@');
        if of_section && !opens {
            return Err(refused(Why::Name));
        }
        // The attributes of a section or item are the entries that follow it.
        let mut attributes = [None; 2];
        if of_section {
            attribute(&item, b"", &mut attributes).ok_or(refused(Why::Name))?;
        }
        let of = if of_section { b"" } else { item.name };
        while let Some(after) = ahead.filter(|after| after.app == item.app) {
            let Some(()) = attribute(&after, of, &mut attributes) else { break };
            ahead = next(&mut items);
        }
        if opens {
            if section.is_some() {
                out.put(b"</section>");
            }
            section = Some(item.app);
            let of_section = if of_section { attributes } else { [None; 2] };
            tag(b"section", item.app, of_section, sections, out).map_err(refused)?;
            (sections, place) = (sections.saturating_add(1), 0);
        }
        if !of_section {
            if item.name.contains(&b'@') {
                return Err(refused(Why::Name));
            }
            tag(b"item", item.name, attributes, place, out).map_err(refused)?;
            xml::put(out, item.value).map_err(|_| refused(Why::Character))?;
            out.put(b"</item>");
            place = place.saturating_add(1);
        }
    }
    out.put(if section.is_some() { b"</section></callCenter>" } else { b"</callCenter>" });
    Ok(())
}

/// The next entry that is no fact of a call.
#[inline(never)]
fn next<'a>(items: &mut Items<'a>) -> Option<Item<'a>> {
    items.find(|item| !item.known.is_some_and(|known| known.is_fact()))
}

/// Notes the value of an entry that is an attribute of the item `of`, or of the section.
fn attribute<'a>(item: &Item<'a>, of: &[u8], attributes: &mut [Option<&'a [u8]>; 2]) -> Option<()> {
    let name = item.name.strip_prefix(of)?.strip_prefix(b"@")?;
    let place = ATTRIBUTES.iter().position(|attribute| *attribute == name)?;
    let free = attributes.get_mut(place).filter(|held| held.is_none())?;
    *free = Some(item.value);
    Some(())
}

/// What the platform asks of an item (section `reqGeneralInfo`).
fn rule(item: &Item<'_>) -> Result<(), Why> {
    let characters = || core::str::from_utf8(item.value).map_or(usize::MAX, |text| text.chars().count());
    let fits = match item.name {
        _ if item.app.is_empty() => return Err(Why::Key),
        _ if item.app != b"reqGeneralInfo" => true,
        b"reqInternalName" => {
            item.value.len() <= 40
                && item.value.iter().all(u8::is_ascii_alphanumeric)
                && item.value.first().is_some_and(u8::is_ascii_alphabetic)
        }
        b"reqDisplayName" => characters() <= 1000,
        b"reqSoftphoneHeight" | b"reqSoftphoneWidth" | b"reqTimeout" => is_number(item.value),
        b"reqUseApi" => matches!(item.value, b"true" | b"false"),
        b"reqSalesforceCompatibilityMode" => {
            matches!(item.value, b"Classic" | b"Lightning" | b"Classic_and_Lightning")
        }
        _ => true,
    };
    if fits { Ok(()) } else { Err(Why::Value) }
}

fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
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
fn tag(
    element: &[u8],
    name: &[u8],
    [order, label]: [Option<&[u8]>; 2],
    place: u16,
    out: &mut Out<'_>,
) -> Result<(), Why> {
    out.byte(b'<');
    out.put(element);
    out.put(b" sortOrder=\"");
    let mut digits = [0; 5];
    let order = order.unwrap_or(decimal(place, &mut digits));
    if !is_number(order) {
        return Err(Why::Value);
    }
    out.put(order);
    for (attribute, value) in [(&b"\" name=\""[..], Some(name)), (b"\" label=\"", label)] {
        if let Some(value) = value {
            out.put(attribute);
            xml::put_attribute(out, value).map_err(|_| Why::Character)?;
        }
    }
    out.put(b"\">");
    Ok(())
}

pub(super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
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

/// The names of items have no `@`.
fn plain(name: &[u8]) -> Result<Name, What> {
    if name.contains(&b'@') { Err(What::Key) } else { Ok(Name::Same) }
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
