//! A record in an envelope: `{"payload":{"ANI":"…"}}` and `<payload><ANI>…</ANI></payload>`.

use super::Accept;
use super::error::Why;
use super::items::Items;
use super::source::Item;
use super::table::Table;
use crate::data::Known;
use crate::data::list::List;
use crate::syntax::json::{self, Dialect, Value};
use crate::syntax::xml::{self, Event};
use crate::syntax::{Fault, Name, Out, Wrong};

/// The envelope.
const PAYLOAD: &[u8] = b"payload";

/// Gives an entry the name and the value that it is written with; false where it is left out.
#[inline(always)]
fn place(table: &Table, item: &mut Item<'_>, accept: Accept) -> Result<bool, Why> {
    if item.known == Some(Known::Action) && item.value == b"ACCEPT" {
        match accept {
            Accept::Written => {}
            Accept::Empty => item.value = b"",
            Accept::LeftOut => return Ok(false),
        }
    }
    table.place(item)
}

pub(super) fn encode_json(table: &Table, items: &mut Items<'_>, accept: Accept, out: &mut Out<'_>) -> Result<(), Why> {
    out.put(b"{\"payload\":");
    let (mut before, mut item) = (*b"{\"", Item::NONE);
    loop {
        out.lend(|out| {
            items.quick_call(|code, value| plain_member(table, out, &mut before, code, value));
            items.quick_list(|code, value| plain_member(table, out, &mut before, code, value));
        });
        if !items.advance(&mut item) {
            break;
        }
        if place(table, &mut item, accept)? {
            put_member(out, &mut before, &item);
        }
    }
    out.put(if before == *b"{\"" { b"{}}" } else { b"}}" });
    Ok(())
}

/// A member without escapes.
#[inline(always)]
fn plain_member(table: &Table, out: &mut Out<'_>, before: &mut [u8; 2], code: u8, value: &[u8]) -> bool {
    let name = table.label(code, value);
    let put = name.is_some_and(|name| out.field((before, b"\":\"", b"\""), name, value, Some(json::not_plain)));
    if put {
        *before = *b",\"";
    }
    put
}

/// `"name":"value"`, and what stands `before` it: that becomes a comma and the quote. The item has its place.
pub(super) fn put_member(out: &mut Out<'_>, before: &mut [u8; 2], item: &Item<'_>) {
    out.put(before);
    *before = *b",\"";
    json::put(out, item.own);
    out.put(b"\":\"");
    json::put(out, item.value);
    out.byte(b'"');
}

/// Which object is open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// The outer one, and no name of it was read.
    First,
    /// One with the members of the record.
    Record,
    /// The same in an envelope.
    InEnvelope,
    /// The envelope, behind the record.
    Behind,
}

pub(super) fn decode_json(table: &Table, text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = json::Reader::new(text, Dialect::Json);
    let result = reader.begin().and_then(|()| objects(table, Open::First, &mut reader, list));
    result.map_err(|what| reader.wrong(what))
}

/// With the envelope, and as some widgets send it, without.
#[cfg_attr(target_pointer_width = "32", inline(never))]
pub(super) fn objects(
    table: &Table,
    mut open: Open,
    reader: &mut json::Reader<'_>,
    list: &mut List<'_>,
) -> Result<(), Fault> {
    reader.object()?;
    loop {
        if open != Open::Behind {
            list.lend(|records| reader.quick(|name| table.reads(name), |known, value| records.known(known, value)));
        }
        list.name();
        let name = reader.name(&mut list.out)?;
        if open == Open::First && is(name, PAYLOAD, list) && reader.peek()? == Some(b'{') {
            list.drop_open();
            reader.object()?;
            open = Open::InEnvelope;
            continue;
        }
        match (name, open) {
            (Name::End, Open::InEnvelope) => open = Open::Behind,
            (Name::End, _) => return reader.end(),
            (_, Open::Behind) => return Err(reader.fail(reader.start(), Fault::Unknown)),
            _ => {
                member(table, name, reader, list)?;
                if open == Open::First {
                    open = Open::Record;
                }
            }
        }
    }
}

/// Whether the name that was read is this one. One that was written with escapes and did not fit may be: the size is
/// told in the end, and with that it is known.
pub(super) fn is(name: Name<'_>, this: &[u8], list: &mut List<'_>) -> bool {
    match name {
        Name::Plain(name) => name == this,
        Name::Put => list.name_put().is_none_or(|name| name == this),
        Name::End => false,
    }
}

/// The member of this name. `null` says nothing.
#[inline(always)]
pub(super) fn member(
    table: &Table,
    name: Name<'_>,
    reader: &mut json::Reader<'_>,
    list: &mut List<'_>,
) -> Result<(), Fault> {
    let said = if let Name::Plain(said) = name { Some(said) } else { None };
    table.name(said, list).map_err(|what| reader.fail(reader.start(), what))?;
    let ended = match reader.value(&mut list.out)? {
        Value::Put => table.value_end(list),
        Value::Null => {
            list.drop_open();
            Ok(())
        }
        Value::Object => Err(Fault::Nested),
    };
    ended.map_err(|what| reader.fail(reader.start(), what))
}

pub(super) fn encode_xml(table: &Table, items: &mut Items<'_>, accept: Accept, out: &mut Out<'_>) -> Result<(), Why> {
    out.put(xml::DECLARATION);
    out.put(b"<payload>");
    let mut item = Item::NONE;
    loop {
        out.lend(|out| {
            items.quick_call(|code, value| plain_element(table, out, code, value));
            items.quick_list(|code, value| plain_element(table, out, code, value));
        });
        if !items.advance(&mut item) {
            break;
        }
        if place(table, &mut item, accept)? {
            element(out, item.own, &item)?;
        }
    }
    out.put(b"</payload>");
    Ok(())
}

/// An element without references.
#[inline(always)]
fn plain_element(table: &Table, out: &mut Out<'_>, code: u8, value: &[u8]) -> bool {
    let name = table.label(code, value);
    name.is_some_and(|name| xml::quick_element(out, name, value))
}

/// `<name>value</name>`
#[inline(always)]
pub(super) fn element(out: &mut Out<'_>, name: &[u8], item: &Item<'_>) -> Result<(), Why> {
    if item.known.is_none() && !xml::is_name(name) {
        return Err(Why::Name);
    }
    xml::put_element(out, name, item.value).map_err(|_| Why::Character)
}

pub(super) fn decode_xml(table: &Table, text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = xml::Reader::new(text);
    let result = reader.begin(PAYLOAD).and_then(|()| elements(table, &mut reader, list));
    result.map_err(|what| reader.wrong(what))
}

/// The attributes of the root element, and the elements in it.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn elements(table: &Table, reader: &mut xml::Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    reader.no_attributes()?;
    loop {
        list.lend(|records| {
            reader.quick(xml::tag_ends, |name| table.reads(name), |known, value| records.known(known, value))
        });
        match reader.element()? {
            Event::Open(name) => {
                list.name();
                let named = match table.name(Some(name), list) {
                    Ok(false) if reader.has_prefix() => Err(Fault::Key),
                    named => named,
                };
                named.map_err(|what| reader.fail(reader.start(), what))?;
                reader.no_attributes()?;
                reader.text(&mut list.out)?;
                table.value_end(list).map_err(|what| reader.fail(reader.start(), what))?;
            }
            Event::Close => {}
            Event::End => return Ok(()),
        }
    }
}
