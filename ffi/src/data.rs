//! Attached data of a call, the station's own texts, and the texts of a command.

use core::ffi::c_char;

use offhook_core::data::Data;
use offhook_core::{CallId, Key, Known, Station};

use crate::args::{self, Entries};
use crate::status::{OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_CALL, OFFHOOK_NOTHING, Status};
use crate::storage::{Storage, look};
use crate::types::{Entry, Output, Text};

/// One entry of a call's data, in order from 0; call 0 has the station's own texts.
///
/// *Returns* done; nothing: there are not so many; no call; misuse.
/// *Ownership* the texts are the station's, and good until its next change.
/// *ISR* no.
/// *Bound* linear in the call's data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_data_at(
    station: Option<&Storage>,
    call: u32,
    index: usize,
    entry: Option<&mut Entry>,
) -> Status {
    Status::of((|| {
        let entry = entry.ok_or(OFFHOOK_MISUSE_NULL)?;
        let station = look(station)?;
        Ok(give(data(&station, call)?.iter().nth(index), entry))
    })())
}

/// How many entries a call's data has; call 0 has the station's own texts.
///
/// *Returns* done; no call; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the call's data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_data_count(station: Option<&Storage>, call: u32, count: Option<&mut usize>) -> Status {
    Status::of((|| {
        let count = count.ok_or(OFFHOOK_MISUSE_NULL)?;
        *count = data(&look(station)?, call)?.iter().count();
        Ok(OFFHOOK_DONE)
    })())
}

/// The first value under a key that has a number (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`).
///
/// *Returns* done; nothing: no such entry; no call; misuse.
/// *Ownership* the value is the station's, and good until its next change.
/// *ISR* no.
/// *Bound* linear in the call's data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_data_known(
    station: Option<&Storage>,
    call: u32,
    known: u8,
    value: Option<&mut Text>,
) -> Status {
    Status::of((|| {
        let value = value.ok_or(OFFHOOK_MISUSE_NULL)?;
        let known = Known::from_code(known).ok_or(OFFHOOK_MISUSE_CODE)?;
        Ok(find(&data(&look(station)?, call)?, Key::Known(known), value))
    })())
}

/// The first value under any key of any application; the empty application is the call's own.
///
/// *Returns* done; nothing: no such entry; no call; misuse.
/// *Ownership* the value is the station's, and good until its next change.
/// *ISR* no.
/// *Bound* linear in the call's data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_data_get(
    station: Option<&Storage>,
    call: u32,
    app: *const c_char,
    app_len: usize,
    key: *const c_char,
    key_len: usize,
    value: Option<&mut Text>,
) -> Status {
    Status::of((|| {
        let value = value.ok_or(OFFHOOK_MISUSE_NULL)?;
        let key = Key::new(args::text(app, app_len)?, args::text(key, key_len)?);
        Ok(find(&data(&look(station)?, call)?, key, value))
    })())
}

/// One text of a command, in order from 0: `to`, digits, attached or removed entries. To be read before the next step.
///
/// *Returns* done; nothing: there are not so many; misuse.
/// *Ownership* the texts are the station's, and good until its next change.
/// *ISR* no.
/// *Bound* linear in the call's data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_output_text(
    station: Option<&Storage>,
    output: Option<&Output>,
    index: usize,
    entry: Option<&mut Entry>,
) -> Status {
    Status::of((|| {
        let (output, entry) = (output.ok_or(OFFHOOK_MISUSE_NULL)?, entry.ok_or(OFFHOOK_MISUSE_NULL)?);
        let station = look(station)?;
        Ok(give(station.texts(args::output(output)?).nth(index), entry))
    })())
}

/// The data of a call, or for 0 the station's own.
pub(crate) fn data<'s>(station: &'s Station<'_>, call: u32) -> Result<Data<'s>, Status> {
    match CallId::from_number(call) {
        CallId::NONE => Ok(station.own()),
        id => station.data(id).ok_or(OFFHOOK_NO_CALL),
    }
}

fn find(data: &Data<'_>, key: Key<'_>, value: &mut Text) -> Status {
    let found = data.get(key);
    *value = text(found.unwrap_or_default());
    Status::done(found.is_none())
}

/// All texts of a command at once, to be handed to whoever carries it out. To be read before the next step.
///
/// *Returns* done; nothing: it has none; misuse.
/// *Ownership* the texts are the station's, and good until its next change; `entries` is the caller's.
/// *ISR* no.
/// *Bound* linear in the call's data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_output_texts(
    station: Option<&Storage>,
    output: Option<&Output>,
    entries: Option<&mut Entries>,
) -> Status {
    Status::of((|| {
        let (output, entries) = (output.ok_or(OFFHOOK_MISUSE_NULL)?, entries.ok_or(OFFHOOK_MISUSE_NULL)?);
        let station = look(station)?;
        entries.clear();
        let mut nothing = true;
        for text in station.texts(args::output(output)?) {
            entries.refer(text)?;
            nothing = false;
        }
        Ok(Status::done(nothing))
    })())
}

/// One entry as C has it, if there is one.
pub(crate) fn give(found: Option<offhook_core::Entry<'_>>, entry: &mut Entry) -> Status {
    let Some(found) = found else { return OFFHOOK_NOTHING };
    *entry = Entry {
        app: text(found.key.app()),
        key: text(found.key.name()),
        value: text(found.value),
        known: match found.key {
            Key::Known(known) => known.code(),
            Key::Own { .. } => 0,
        },
        reserved: [0; 3],
    };
    OFFHOOK_DONE
}

/// A text as C has it.
pub(crate) fn text(text: &str) -> Text {
    Text { data: text.as_ptr().cast(), len: text.len() }
}
