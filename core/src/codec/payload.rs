//! A record in an envelope: `{"payload":{"ANI":"…"}}` and `<payload><ANI>…</ANI></payload>`.

use super::error::{DecodeError, EncodeError, Why};
use super::source::{Item, Source};
use super::table::Table;
use super::{Accept, Options};
use crate::data::Known;
use crate::data::list::List;
use crate::syntax::json::{self, Value};
use crate::syntax::xml::{self, Event};
use crate::syntax::{Name, Out, Sink, What};

/// The envelope.
const PAYLOAD: &[u8] = b"payload";

/// The value that an entry is written with; `None` where it is left out.
fn value<'a>(item: &Item<'a>, accept: Accept) -> Option<&'a [u8]> {
    match accept {
        Accept::Empty | Accept::LeftOut if item.known != Some(Known::Action) || item.value != b"ACCEPT" => {
            Some(item.value)
        }
        Accept::Written => Some(item.value),
        Accept::Empty => Some(b""),
        Accept::LeftOut => None,
    }
}

pub(super) fn encode_json(
    table: &'static Table,
    source: Source<'_>,
    options: &Options,
    out: &mut Out<'_>,
) -> Result<(), EncodeError> {
    out.put(b"{\"payload\":");
    let mut before = *b"{\"";
    let mut items = source.items();
    loop {
        out.lend(|out| {
            items.quick(|known, value| {
                let name = table.label(known, value);
                let put = name.is_some_and(|name| out.field((&before, b"\":\"", b"\""), name, value, json::quick));
                if put {
                    before = *b",\"";
                }
                put
            });
        });
        let Some(item) = items.next() else { break };
        member(table, &mut before, item, options.accept, out)?;
    }
    if before == *b"{\"" {
        out.byte(b'{');
    }
    out.put(b"}}");
    Ok(())
}

/// Any member of a payload.
#[inline(never)]
fn member(
    table: &'static Table,
    before: &mut [u8; 2],
    item: Item<'_>,
    accept: Accept,
    out: &mut Out<'_>,
) -> Result<(), EncodeError> {
    if let (Some(value), Some(name)) = (value(&item, accept), table.place(&item)?) {
        put_member(out, before, name, &Item { value, ..item });
    }
    Ok(())
}

/// `"name":"value"`, and what stands `before` it: that becomes a comma and the quote. Names of the format need no escapes.
pub(super) fn put_member(out: &mut Out<'_>, before: &mut [u8; 2], name: &[u8], item: &Item<'_>) {
    out.put(before);
    *before = *b",\"";
    match item.known {
        Some(_) => out.put(name),
        None => json::put(out, name),
    }
    out.put(b"\":\"");
    json::put(out, item.value);
    out.byte(b'"');
}

/// With the envelope, and as some widgets send it, without.
pub(super) fn decode_json(table: &Table, mut reader: json::Reader<'_>, list: &mut List<'_>) -> Result<(), DecodeError> {
    reader.object()?;
    list.name();
    let name = reader.name(list)?;
    if is(name, PAYLOAD, list) && reader.peek()? == Some(b'{') {
        list.drop_open();
        reader.object()?;
        members(table, &mut reader, list)?;
        list.name();
        if reader.name(list)? != Name::End {
            return Err(DecodeError::at(reader.start(), What::Unknown));
        }
        list.drop_open();
    } else if named_member(table, name, &mut reader, list)? {
        members(table, &mut reader, list)?;
    }
    Ok(reader.end()?)
}

/// Whether the name that was read is this one. One that was written with escapes and did not fit may be: the size is
/// told in the end, and with that it is known.
pub(super) fn is(name: Name<'_>, this: &[u8], list: &List<'_>) -> bool {
    match name {
        Name::Plain(name) => name == this,
        Name::Put => list.name_put().is_none_or(|name| name == this),
        Name::End => false,
    }
}

/// The members of the open object, to its end.
pub(super) fn members(table: &Table, reader: &mut json::Reader<'_>, list: &mut List<'_>) -> Result<(), DecodeError> {
    loop {
        reader.quick(|name, value| table.quick(name, value, list));
        list.name();
        let name = reader.name(list)?;
        if !named_member(table, name, reader, list)? {
            return Ok(());
        }
    }
}

/// The member of this name; false where it is the end of the object. `null` says nothing.
pub(super) fn named_member(
    table: &Table,
    name: Name<'_>,
    reader: &mut json::Reader<'_>,
    list: &mut List<'_>,
) -> Result<bool, DecodeError> {
    if name == Name::End {
        list.drop_open();
        return Ok(false);
    }
    let field = table.name(name, list).map_err(|what| DecodeError::at(reader.start(), what))?;
    match reader.value(list)? {
        Value::Plain(text) => list.put(text),
        Value::Put => {}
        Value::Null => {
            list.drop_open();
            return Ok(true);
        }
        Value::Object => return Err(DecodeError::at(reader.start(), What::Nested)),
    }
    table.value_end(list, field).map_err(|what| DecodeError::at(reader.start(), what))?;
    Ok(true)
}

pub(super) fn encode_xml(
    table: &'static Table,
    source: Source<'_>,
    options: &Options,
    out: &mut Out<'_>,
) -> Result<(), EncodeError> {
    out.put(xml::DECLARATION);
    out.put(b"<payload>");
    let mut items = source.items();
    loop {
        out.lend(|out| {
            items.quick(|known, value| {
                let name = table.label(known, value);
                name.is_some_and(|name| xml::quick_element(out, name, value))
            });
        });
        let Some(item) = items.next() else { break };
        any_element(table, item, options.accept, out)?;
    }
    out.put(b"</payload>");
    Ok(())
}

/// Any element of a payload.
#[inline(never)]
fn any_element(table: &'static Table, item: Item<'_>, accept: Accept, out: &mut Out<'_>) -> Result<(), EncodeError> {
    let (Some(value), Some(name)) = (value(&item, accept), table.place(&item)?) else { return Ok(()) };
    element(out, name, &Item { value, ..item })
}

/// `<name>value</name>`
pub(super) fn element(out: &mut Out<'_>, name: &[u8], item: &Item<'_>) -> Result<(), EncodeError> {
    let refused = |why| EncodeError::Refused { entry: item.at, why };
    if item.known.is_none() && !xml::is_name(name) {
        return Err(refused(Why::Name));
    }
    out.framed(b"<", name, b">");
    xml::put(out, item.value).map_err(|_| refused(Why::Character))?;
    out.framed(b"</", name, b">");
    Ok(())
}

pub(super) fn decode_xml(table: &Table, text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = xml::Reader::new(text);
    reader.begin()?;
    if reader.element()? != Event::Open(PAYLOAD) {
        return Err(DecodeError::at(reader.start(), What::Unknown));
    }
    reader.no_attributes()?;
    loop {
        reader.quick(|name, value| table.quick(name, value, list));
        match reader.element()? {
            Event::Open(name) => {
                let at = reader.start();
                let wrong = |what| DecodeError::at(at, what);
                list.name();
                let takes = table.name(Name::Plain(name), list).map_err(wrong)?;
                if takes.is_none() && name.contains(&b':') {
                    return Err(wrong(What::Key));
                }
                reader.no_attributes()?;
                reader.text(list)?;
                table.value_end(list, takes).map_err(wrong)?;
            }
            Event::Close => {}
            Event::End => return Ok(()),
        }
    }
}
