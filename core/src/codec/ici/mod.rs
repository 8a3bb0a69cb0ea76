//! SAP CRM's attached data over ICI: `<ItemAttachedData><Application id="…"><KEY>value</KEY>…`.
//!
//! Entries of one application that follow one another share an element. `CRM_IC/MCM` belongs to SAP: a call carries
//! it on, a list that this side makes may not have it, and a merge leaves it byte for byte.

mod merge;

pub use merge::{MAX_MERGED, MergeError, merge};

use super::binary::own_name;
use super::error::Why;
use super::items::Items;
use super::payload::element;
use super::source::Item;
use crate::data::RESERVED_APPLICATION;
use crate::data::list::List;
use crate::syntax::xml::{self, Event, Reader};
use crate::syntax::{Fault, Out, Piece, Wrong, same, word};

const ROOT: &[u8] = b"ItemAttachedData";
const APPLICATION: &[u8] = b"Application";
const ID: &[u8] = b"id";
const RESERVED: &[u8] = RESERVED_APPLICATION.as_bytes();

pub(super) fn encode(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<(), Why> {
    out.put(xml::DECLARATION);
    out.put(b"<ItemAttachedData>");
    let (mut open, mut item): (Option<&[u8]>, _) = (None, Item::NONE);
    loop {
        // Mostly it is one more entry of the open application, which may be written, and has a short name and value.
        if let Some(app) = open.filter(|app| *app != RESERVED) {
            out.lend(|out| {
                items.quick_call_own(|this, name, value| plain(out, app, this, name, value));
                items.quick_list_own(|this, name, value| plain(out, app, this, name, value));
            });
        }
        if !items.advance(&mut item) {
            break;
        }
        writable(&item)?;
        entry(&item, &mut open, out)?;
    }
    close(open, out);
    out.put(b"</ItemAttachedData>");
    Ok(())
}

/// An entry of the open application that needs no references.
#[inline(always)]
fn plain(out: &mut Out<'_>, open: &[u8], app: &[u8], name: &[u8], value: &[u8]) -> bool {
    !app.is_empty() && same(app, open) && xml::quick_own_element(out, name, value)
}

/// Whether this side may write the entry.
fn writable(item: &Item<'_>) -> Result<(), Why> {
    if item.given && item.app == RESERVED { Err(Why::Reserved) } else { item.limits() }
}

/// An entry, in the element of its application, which opens if it is not the open one.
#[inline(always)]
fn entry<'a>(item: &Item<'a>, open: &mut Option<&'a [u8]>, out: &mut Out<'_>) -> Result<(), Why> {
    if *open != Some(item.app) {
        close(*open, out);
        out.put(b"<Application id=\"");
        xml::put_attribute(out, item.app).map_err(|_| Why::Name)?;
        out.put(b"\">");
        *open = Some(item.app);
    }
    element(out, item.name(), item)
}

fn close(open: Option<&[u8]>, out: &mut Out<'_>) {
    if open.is_some() {
        out.put(b"</Application>");
    }
}

pub(super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = Reader::new(text);
    let result = reader.begin(ROOT).and_then(|()| elements(&mut reader, list));
    result.map_err(|what| reader.wrong(what))
}

/// The attributes of the root element, and the elements in it.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn elements(reader: &mut Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    reader.no_attributes()?;
    let mut open = false;
    loop {
        if open {
            // Names of letters and digits, a letter first.
            let plain = |name: Piece<'_>| name.text().first().is_some_and(u8::is_ascii_alphabetic);
            reader.quick(
                word::not_alphanumeric,
                |name| Some(name).filter(|name| plain(*name)),
                |name, value| list.named(name, value),
            );
        }
        match reader.element()? {
            Event::Open(name) if open => {
                list.name();
                let named = match reader.has_prefix() {
                    true => Err(Fault::Key),
                    false => list.name_is(Some(name), own_name(list.own(), name)),
                };
                named.map_err(|what| reader.fail(reader.start(), what))?;
                reader.no_attributes()?;
                reader.text(&mut list.out)?;
                list.value_end().map_err(|what| reader.fail(reader.start(), what))?;
            }
            Event::Open(APPLICATION) => {
                list.app();
                let named = match reader.attributes(ID, &mut list.out)? {
                    true => list.app_end(),
                    false => Err(Fault::Key),
                };
                named.map_err(|what| reader.fail(reader.start(), what))?;
                open = true;
            }
            Event::Open(_) => return Err(reader.fail(reader.start(), Fault::Unknown)),
            Event::Close => open = false,
            Event::End => return Ok(()),
        }
    }
}
