//! Call-centre definition files as they are imported: `<callCenter><section …><item …>value</item>…`.

use super::super::error::Why;
use super::super::source::{Item, Items};
use super::sections::{self, Place, Said, is_number, plain};
use crate::data::list::{List, Name};
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Out, What, Wrong, same};

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
        out.put(if within { b"<item sortOrder=\"" } else { b"<section sortOrder=\"" });
        match said.order {
            Some(order) if place != Place::First => {
                if !is_number(order) {
                    return Err(items.refuse(&item, Why::Value));
                }
                out.put(order);
            }
            _ => put_decimal(out, written.place(within)),
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
        written.count(within);
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
    /// The place of the next one.
    const fn place(&self, item: bool) -> u16 {
        if item { self.items } else { self.sections }
    }

    /// Counts one more.
    #[inline(never)]
    const fn count(&mut self, item: bool) {
        let next = self.place(item).saturating_add(1);
        (self.sections, self.items) = if item { (self.sections, next) } else { (next, 0) };
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
    let result = reader.begin(ROOT).and_then(|()| tags(&mut reader, list));
    result.map_err(|what| reader.wrong(what))
}

/// What the attributes of a tag are gone through for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// They are over.
    None,
    /// The name of a section, or an item.
    Tag,
    /// Whether there is a label, or an order that is not the usual one.
    Find,
    /// The name of the item once more: what is said of it begins so.
    Name,
    /// What is said.
    Value,
}

/// The attributes of the root element, and the tags in it.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn tags(reader: &mut Reader<'_>, list: &mut List<'_>) -> Result<(), What> {
    reader.no_attributes()?;
    let (mut written, mut open, mut item, mut end) = (Written::default(), false, false, 0);
    let (mut pass, mut label, mut found) = (Pass::None, false, false);
    loop {
        if pass == Pass::None {
            item = match reader.element()? {
                Event::Open(b"section") if !open => false,
                Event::Open(b"item") if open => true,
                Event::Open(_) => return Err(reader.fail(reader.start(), What::Unknown)),
                Event::Close => {
                    open = false;
                    continue;
                }
                Event::End => return Ok(()),
            };
            if item {
                list.name()
            } else {
                list.app()
            }
            (pass, label, open) = (Pass::Tag, false, true);
        } else if let Some(name) = reader.attribute()? {
            let silent = pass == Pass::Find;
            let wanted = if silent || pass == Pass::Value { said(label) } else { NAME };
            let (is, start) = (same(name, wanted), reader.at());
            reader.value(if is && !silent { Some(&mut list.out) } else { None })?;
            let usual = silent && !label && is_place(reader.since(start), written.place(item));
            found |= is && !usual;
            continue;
        } else {
            let result = match pass {
                Pass::Tag if !found => Err(What::Key),
                Pass::Tag if item => plain(list),
                Pass::Tag => list.app_end(),
                Pass::Value => list.value_end(),
                _ => Ok(()),
            };
            result.map_err(|what| reader.fail(reader.start(), what))?;
            pass = match pass {
                Pass::Tag => {
                    if item {
                        reader.text(&mut list.out)?;
                        list.value_end().map_err(|what| reader.fail(reader.start(), what))?;
                        end = reader.at();
                    }
                    Pass::Find
                }
                Pass::Find if found && item => {
                    list.name();
                    Pass::Name
                }
                Pass::Find | Pass::Name if found => {
                    list.name();
                    list.out.byte(b'@');
                    list.out.put(said(label));
                    list.name_is(None, Name::Same).map_err(|what| reader.fail(reader.start(), what))?;
                    Pass::Value
                }
                _ if label => {
                    written.count(item);
                    if item {
                        reader.again(end);
                    }
                    pass = Pass::None;
                    continue;
                }
                _ => {
                    label = true;
                    Pass::Find
                }
            };
            // Behind the name of the element.
            reader.again(reader.start().wrapping_add(if item { 5 } else { 8 }));
        }
        found = false;
    }
}

const fn said(label: bool) -> &'static [u8] {
    if label { LABEL } else { ORDER }
}

/// Whether this text, with its quotes, is this place.
#[inline(never)]
fn is_place(quoted: &[u8], place: u16) -> bool {
    let text = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or(&[]);
    same(text, decimal(place, &mut [0; 5]))
}
