//! A record in an envelope: `{"payload":{"ANI":"…"}}` and `<payload><ANI>…</ANI></payload>`.

use super::error::{DecodeError, EncodeError, Why};
use super::source::{Item, Items, Source};
use super::table::Table;
use super::{Accept, Options};
use crate::data::Known;
use crate::data::list::List;
use crate::syntax::json::{self, Value};
use crate::syntax::xml::{self, Event};
use crate::syntax::{Nowhere, Out, Same, Sink, What};

/// The envelope.
const PAYLOAD: &[u8] = b"payload";

/// The items under the names that the format has for them.
struct Fields<'a> {
    table: &'static Table,
    items: Items<'a>,
    accept: Accept,
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(&'a [u8], Item<'a>), EncodeError>;

    fn next(&mut self) -> Option<Self::Item> {
        for mut item in self.items.by_ref() {
            if item.known == Some(Known::Action) && item.value == b"ACCEPT" {
                match self.accept {
                    Accept::Written => {}
                    Accept::Empty => item.value = b"",
                    Accept::LeftOut => continue,
                }
            }
            match self.table.place(&item) {
                Ok(None) => {}
                Ok(Some(name)) => return Some(Ok((name, item))),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

fn fields<'a>(table: &'static Table, source: Source<'a>, options: &Options) -> Fields<'a> {
    Fields { table, items: source.items(), accept: options.accept }
}

pub(super) fn encode_json(
    table: &'static Table,
    source: Source<'_>,
    options: &Options,
    out: &mut Out<'_>,
) -> Result<(), EncodeError> {
    out.put(b"{\"payload\":{");
    let mut between: &[u8] = b"\"";
    for field in fields(table, source, options) {
        let (name, item) = field?;
        put_member(out, &mut between, name, item.value);
    }
    out.put(b"}}");
    Ok(())
}

/// `,"name":"value"`; the first one has no comma.
pub(super) fn put_member(out: &mut Out<'_>, between: &mut &[u8], name: &[u8], value: &[u8]) {
    out.put(between);
    json::put(out, name);
    out.put(b"\":\"");
    json::put(out, value);
    out.byte(b'"');
    *between = b",\"";
}

/// With the envelope, and as some widgets send it, without.
pub(super) fn decode_json(table: &Table, mut reader: json::Reader<'_>, list: &mut List<'_>) -> Result<(), DecodeError> {
    reader.object()?;
    let mut envelope = Same::new(PAYLOAD);
    let mut inside = reader.clone();
    if inside.name(&mut envelope)? && envelope.is() && inside.value(&mut Nowhere)? == Value::Object {
        members(table, &mut inside, list)?;
        if inside.name(&mut Nowhere)? {
            return Err(DecodeError::at(inside.start(), What::Unknown));
        }
        return Ok(inside.end()?);
    }
    members(table, &mut reader, list)?;
    Ok(reader.end()?)
}

/// The members of the open object, to its end.
pub(super) fn members(table: &Table, reader: &mut json::Reader<'_>, list: &mut List<'_>) -> Result<(), DecodeError> {
    while member(table, reader, list)? {}
    Ok(())
}

/// One member of the open object; false at its end. `null` says nothing.
pub(super) fn member(table: &Table, reader: &mut json::Reader<'_>, list: &mut List<'_>) -> Result<bool, DecodeError> {
    list.name();
    if !reader.name(list)? {
        list.drop_open();
        return Ok(false);
    }
    let takes = table.name_end(list).map_err(|what| DecodeError::at(reader.start(), what))?;
    let value = reader.value(list)?;
    let wrong = |what| DecodeError::at(reader.start(), what);
    match value {
        Value::Text => table.value_end(list, takes).map_err(wrong)?,
        Value::Null => list.drop_open(),
        Value::Object => return Err(wrong(What::Nested)),
    }
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
    for field in fields(table, source, options) {
        let (name, item) = field?;
        element(out, name, &item)?;
    }
    out.put(b"</payload>");
    Ok(())
}

/// `<name>value</name>`
pub(super) fn element(out: &mut Out<'_>, name: &[u8], item: &Item<'_>) -> Result<(), EncodeError> {
    let refused = |why| EncodeError::Refused { entry: item.at, why };
    if item.known.is_none() && !xml::is_name(name) {
        return Err(refused(Why::Name));
    }
    out.byte(b'<');
    out.put(name);
    out.byte(b'>');
    xml::put(out, item.value).map_err(|_| refused(Why::Character))?;
    out.put(b"</");
    out.put(name);
    out.byte(b'>');
    Ok(())
}

pub(super) fn decode_xml(table: &Table, text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = xml::Reader::new(text)?;
    if reader.element()? != Event::Open(PAYLOAD) {
        return Err(DecodeError::at(reader.start(), What::Unknown));
    }
    reader.no_attributes()?;
    loop {
        match reader.element()? {
            Event::Open(name) => {
                let at = reader.start();
                let wrong = |what| DecodeError::at(at, what);
                if name.contains(&b':') {
                    return Err(wrong(What::Key));
                }
                list.name();
                list.put(name);
                let takes = table.name_end(list).map_err(wrong)?;
                reader.no_attributes()?;
                reader.text(list)?;
                table.value_end(list, takes).map_err(wrong)?;
            }
            Event::Close => {}
            Event::End => return Ok(()),
        }
    }
}
