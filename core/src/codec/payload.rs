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

/// The value that an `Action` is written with; `None` where it is left out.
fn action(value: &[u8], accept: Accept) -> Option<&[u8]> {
    match accept {
        Accept::Empty if value == b"ACCEPT" => Some(b""),
        Accept::LeftOut if value == b"ACCEPT" => None,
        _ => Some(value),
    }
}

pub(super) fn encode_json(
    table: &'static Table,
    source: Source<'_>,
    options: &Options,
    out: &mut Out<'_>,
) -> Result<(), EncodeError> {
    out.put(b"{\"payload\":{");
    let mut first = true;
    let mut items = source.items();
    while let Some(mut item) = items.following() {
        if item.known == Some(Known::Action) {
            let Some(value) = action(item.value, options.accept) else { continue };
            item.value = value;
        }
        let Some(name) = table.place(&item)? else { continue };
        put_member(out, &mut first, name, &item);
    }
    out.put(b"}}");
    Ok(())
}

/// `"name":"value"`, with a comma before it unless it is the `first`. Names of the format need no escapes.
#[inline]
pub(super) fn put_member(out: &mut Out<'_>, first: &mut bool, name: &[u8], item: &Item<'_>) {
    match (core::mem::take(first), item.known) {
        (true, Some(_)) => out.framed(b"\"", name, b"\":\""),
        (false, Some(_)) => out.framed(b",\"", name, b"\":\""),
        (first, None) => {
            out.put(if first { b"\"" } else { b",\"" });
            json::put(out, name);
            out.put(b"\":\"");
        }
    }
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
    while let Some(mut item) = items.following() {
        if item.known == Some(Known::Action) {
            let Some(value) = action(item.value, options.accept) else { continue };
            item.value = value;
        }
        let Some(name) = table.place(&item)? else { continue };
        element(out, name, &item)?;
    }
    out.put(b"</payload>");
    Ok(())
}

/// `<name>value</name>`
#[inline]
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
