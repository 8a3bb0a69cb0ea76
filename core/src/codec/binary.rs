//! Attached data in postcard's format: a list of (application, name, value), three texts each.
//!
//! What postcard and serde make of `Vec<(String, String, String)>`. Names stand there in full, so that a reader of
//! another version knows no fewer keys.

use super::error::{DecodeError, EncodeError, Why};
use super::source::{Item, Source};
use super::table::limits;
use crate::data::list::{List, Name};
use crate::data::names;
use crate::syntax::{Out, Sink, postcard};

pub(super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    postcard::put_length(out, source.len());
    let mut items = source.items();
    loop {
        // Mostly it is a well-known key with a short value.
        out.lend(|out| {
            items.quick(|known, value| {
                names::label(known).is_some_and(|name| {
                    out.field((&[0, name.length() as u8], &[value.len() as u8], b""), name, value, |_| 0)
                })
            });
        });
        let Some(item) = items.next() else { return Ok(()) };
        put(&item, out).map_err(|why| EncodeError::Refused { entry: item.at, why })?;
    }
}

/// Any entry.
#[inline(never)]
fn put(item: &Item<'_>, out: &mut Out<'_>) -> Result<(), Why> {
    limits(item)?;
    for text in [item.app, item.name, item.value] {
        postcard::put(out, text);
    }
    Ok(())
}

pub(super) fn decode(bytes: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = postcard::Reader::new(bytes);
    // A count that lies ends at the end of the bytes: no entry is without any.
    let mut left = reader.length()?;
    loop {
        left = reader.quick(left, |name, value| names::find(name).is_some_and(|known| list.known(known, value)));
        if left == 0 {
            return Ok(reader.end()?);
        }
        entry(&mut reader, list)?;
        left = left.wrapping_sub(1);
    }
}

/// Any entry.
#[inline(never)]
fn entry(reader: &mut postcard::Reader<'_>, list: &mut List<'_>) -> Result<(), DecodeError> {
    let at = reader.at();
    let wrong = |what| DecodeError::at(at, what);
    let app = reader.text()?;
    if !app.is_empty() || !list.own() {
        list.app();
        list.put(app);
        list.app_end().map_err(wrong)?;
    }
    list.name();
    let name = reader.text()?;
    list.name_is(name, own_name(list.own(), name)).map_err(wrong)?;
    list.put(reader.text()?);
    list.value_end().map_err(wrong)
}

/// What a name means where any key goes.
pub(super) fn own_name(own: bool, name: &[u8]) -> Name {
    match own {
        true => names::find(name).map_or(Name::Same, Name::Known),
        false => Name::Same,
    }
}
