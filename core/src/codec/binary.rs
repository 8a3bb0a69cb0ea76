//! Attached data in postcard's format: a list of (application, name, value), three texts each.
//!
//! What postcard and serde make of `Vec<(String, String, String)>`. Names stand there in full, so that a reader of
//! another version knows no fewer keys.

use super::error::Why;
use super::items::Items;
use super::source::Item;
use crate::data::list::{List, Name};
use crate::data::names;
use crate::syntax::{Fault, Out, Piece, Wrong, postcard, word};

pub(super) fn encode(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<(), Why> {
    postcard::put_length(out, items.total());
    let mut item = Item::NONE;
    loop {
        // Mostly it is a well-known key with a short value.
        out.lend(|out| {
            items.quick_call(|code, value| short(out, code, value));
            items.quick_list(|code, value| short(out, code, value));
        });
        if !items.advance(&mut item) {
            return Ok(());
        }
        put(&item, out)?;
    }
}

/// A well-known key with a short value.
#[inline(always)]
fn short(out: &mut Out<'_>, code: u8, value: &[u8]) -> bool {
    names::label(code)
        .is_some_and(|name| out.field((&[0, name.length() as u8], &[value.len() as u8], b""), name, value, word::WHOLE))
}

/// Any entry.
fn put(item: &Item<'_>, out: &mut Out<'_>) -> Result<(), Why> {
    item.limits()?;
    for part in 0..3 {
        let text = match part {
            0 => item.app,
            1 => item.name(),
            _ => item.value,
        };
        postcard::put(out, text);
    }
    Ok(())
}

pub(super) fn decode(bytes: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = postcard::Reader::new(bytes);
    let result = entries(&mut reader, list);
    result.map_err(|what| Wrong { at: reader.at(), what })
}

fn entries(reader: &mut postcard::Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    // A count that lies ends at the end of the bytes: no entry is without any.
    let mut left = reader.length()?;
    loop {
        left = list.lend(|records| reader.quick(left, names::find, |known, value| records.known(known, value)));
        if left == 0 {
            return reader.end();
        }
        entry(reader, list)?;
        left = left.wrapping_sub(1);
    }
}

/// Any entry. Where its key or its length is wrong, that is said of its beginning.
fn entry(reader: &mut postcard::Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    let at = reader.at();
    let app = reader.text()?;
    let mut named = Ok(());
    if !app.is_empty() || !list.own() {
        list.app();
        list.out.put(app);
        named = list.app_end();
    }
    named.map_err(|what| reader.fail(at, what))?;
    list.name();
    let name = reader.text()?;
    list.name_is(Some(name), own_name(list.own(), name)).map_err(|what| reader.fail(at, what))?;
    list.out.put(reader.text()?);
    list.value_end().map_err(|what| reader.fail(at, what))
}

/// What a name means where any key goes.
pub(super) fn own_name(own: bool, name: &[u8]) -> Name {
    match own {
        true => names::find(Piece::whole(name)).map_or(Name::Same, Name::Known),
        false => Name::Same,
    }
}
