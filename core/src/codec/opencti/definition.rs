//! Call-centre definition files as they are imported: `<callCenter><section …><item …>value</item>…`.

use super::super::error::Why;
use super::super::items::Items;
use super::super::source::Item;
use super::sections::{self, Place, Said, is_number, plain, saying, unquoted};
use crate::data::list::List;
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Fault, Out, Wrong, same};

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

/// Where the reading of tags is. Its parts are over before the reader goes on: so they are not on the stack together.
struct Tags {
    written: Written,
    /// Behind the item.
    end: usize,
    pass: Pass,
    /// A section is open.
    open: bool,
    /// The tag is of an item.
    item: bool,
    /// It is gone through for the label.
    label: bool,
    /// What it is gone through for is there.
    found: bool,
}

/// The attributes of the root element, and the tags in it.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn tags(reader: &mut Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    reader.no_attributes()?;
    let mut tags = Tags {
        written: Written::default(),
        end: 0,
        pass: Pass::None,
        open: false,
        item: false,
        label: false,
        found: false,
    };
    loop {
        if tags.pass == Pass::None {
            match reader.element()? {
                Event::Open(name) => tags.begin(name, list).map_err(|what| reader.fail(reader.start(), what))?,
                Event::Close => tags.open = false,
                Event::End => return Ok(()),
            }
        } else if let Some(name) = reader.attribute()? {
            let (is, start) = (tags.is_wanted(name), reader.at());
            reader.value(if is && tags.pass != Pass::Find { Some(&mut list.out) } else { None })?;
            tags.had(is, reader.since(start));
        } else {
            tags.passed(list).map_err(|what| reader.fail(reader.start(), what))?;
            if tags.pass == Pass::Tag && tags.item {
                reader.text(&mut list.out)?;
                list.value_end().map_err(|what| reader.fail(reader.start(), what))?;
                tags.end = reader.at();
            }
            tags.next(list).map_err(|what| reader.fail(reader.start(), what))?;
            reader.again(tags.continues(reader.start(), reader.at()));
        }
    }
}

impl Tags {
    /// A tag begins.
    #[inline(never)]
    fn begin(&mut self, name: &[u8], list: &mut List<'_>) -> Result<(), Fault> {
        self.item = self.open;
        if !same(name, if self.item { b"item" } else { b"section" }) {
            return Err(Fault::Unknown);
        }
        if self.item {
            list.name()
        } else {
            list.app()
        }
        (self.pass, self.open, self.label, self.found) = (Pass::Tag, true, false, false);
        Ok(())
    }

    /// Whether the tag is gone through for an attribute of this name.
    #[inline(never)]
    fn is_wanted(&self, name: &[u8]) -> bool {
        let said = if self.label { LABEL } else { ORDER };
        same(name, if matches!(self.pass, Pass::Find | Pass::Value) { said } else { NAME })
    }

    /// An attribute was there, with this value. An order that is the usual one is none.
    #[inline(never)]
    fn had(&mut self, wanted: bool, quoted: &[u8]) {
        let order = self.pass == Pass::Find && !self.label;
        self.found |= wanted && !(order && is_place(quoted, self.written.place(self.item)));
    }

    /// The attributes were gone through.
    #[inline(never)]
    fn passed(&self, list: &mut List<'_>) -> Result<(), Fault> {
        match self.pass {
            Pass::Tag if !self.found => Err(Fault::Key),
            Pass::Tag if self.item => plain(list),
            Pass::Tag => list.app_end(),
            Pass::Value => list.value_end(),
            _ => Ok(()),
        }
    }

    /// What they are gone through for next.
    #[inline(never)]
    fn next(&mut self, list: &mut List<'_>) -> Result<(), Fault> {
        self.pass = match self.pass {
            Pass::Tag => Pass::Find,
            Pass::Find if self.found && self.item => {
                list.name();
                Pass::Name
            }
            Pass::Find | Pass::Name if self.found => {
                list.name();
                saying(if self.label { sections::LABEL } else { sections::ORDER }, list)?;
                Pass::Value
            }
            _ if self.label => {
                self.written.count(self.item);
                Pass::None
            }
            _ => {
                self.label = true;
                Pass::Find
            }
        };
        self.found = false;
        Ok(())
    }

    /// Where the reader goes on: behind the name of the element, or behind it all.
    #[inline(never)]
    const fn continues(&self, start: usize, at: usize) -> usize {
        match (self.pass, self.item) {
            (Pass::None, true) => self.end,
            (Pass::None, false) => at,
            (_, true) => start.wrapping_add(5),
            (_, false) => start.wrapping_add(8),
        }
    }
}

/// Whether this text, with its quotes, is this place.
#[inline(never)]
fn is_place(quoted: &[u8], place: u16) -> bool {
    same(unquoted(quoted), decimal(place, &mut [0; 5]))
}
