//! Attached data in postcard's format: a list of (application, name, value), three texts each.
//!
//! What postcard and serde make of `Vec<(String, String, String)>`. Names stand there in full, so that a reader of
//! another version knows no fewer keys.

use super::error::{DecodeError, EncodeError};
use super::source::Source;
use super::table::limits;
use crate::data::list::{List, Name};
use crate::data::names;
use crate::syntax::{Out, Sink, postcard};

pub(super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    postcard::put_length(out, source.len());
    let mut items = source.items();
    while let Some(item) = items.following() {
        limits(&item).map_err(|why| EncodeError::Refused { entry: item.at, why })?;
        for text in [item.app, item.name, item.value] {
            postcard::put(out, text);
        }
    }
    Ok(())
}

pub(super) fn decode(bytes: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = postcard::Reader::new(bytes);
    // A count that lies ends at the end of the bytes: no entry is without any.
    for _ in 0..reader.length()? {
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
        match own_name(list.own(), name) {
            Name::Known(known) => list.name_known(known),
            other => list.name_is(name, other).map_err(wrong)?,
        }
        list.put(reader.text()?);
        list.value_end().map_err(wrong)?;
    }
    Ok(reader.end()?)
}

/// What a name means where any key goes.
pub(super) fn own_name(own: bool, name: &[u8]) -> Name {
    match own {
        true => names::find(name).map_or(Name::Same, Name::Known),
        false => Name::Same,
    }
}
