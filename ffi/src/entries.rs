//! Collecting the texts of an input, and looking at what was decoded.

use core::ffi::c_char;

use offhook_core::{Entry, Key, Known};

use crate::args::{Entries, text};
use crate::data::{give, text as c_text};
use crate::status::{OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, Status};
use crate::types;

/// The bytes of `struct offhook_entries`, for languages that do not read the header.
///
/// *Returns* the size.
/// *Ownership* nothing.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_entries_size() -> usize {
    size_of::<Entries>()
}

/// Makes this a collection without entries; first of all, and again after each input.
///
/// *Returns* done.
/// *Ownership* the collection is the caller's memory, nothing else is touched.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_entries_clear(entries: Option<&mut Entries>) -> Status {
    let Some(entries) = entries else { return OFFHOOK_MISUSE_NULL };
    entries.clear();
    OFFHOOK_DONE
}

/// One more entry, under a key that has a number (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`).
///
/// *Returns* done; misuse: text, too many, never cleared, no such key.
/// *Ownership* the value stays the caller's, and must last until the input was given.
/// *ISR* no.
/// *Bound* linear in the length.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_entries_add(
    entries: Option<&mut Entries>,
    known: u8,
    value: *const c_char,
    value_len: usize,
) -> Status {
    Status::of((|| {
        let entries = entries.ok_or(OFFHOOK_MISUSE_NULL)?;
        let known = Known::from_code(known).ok_or(OFFHOOK_MISUSE_CODE)?;
        entries.add(Entry::known(known, text(value, value_len)?))
    })())
}

/// One more entry, under any key of any application; the empty application is the call's own.
///
/// *Returns* done; misuse: text, too many, never cleared.
/// *Ownership* all three texts stay the caller's, and must last until the input was given.
/// *ISR* no.
/// *Bound* linear in the lengths.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_entries_add_key(
    entries: Option<&mut Entries>,
    app: *const c_char,
    app_len: usize,
    key: *const c_char,
    key_len: usize,
    value: *const c_char,
    value_len: usize,
) -> Status {
    Status::of((|| {
        let entries = entries.ok_or(OFFHOOK_MISUSE_NULL)?;
        let key = Key::new(text(app, app_len)?, text(key, key_len)?);
        entries.add(Entry { key, value: text(value, value_len)? })
    })())
}

/// How many entries there are.
///
/// *Returns* done; misuse: never cleared.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the entries.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_entries_count(entries: Option<&Entries>, count: Option<&mut usize>) -> Status {
    Status::of((|| {
        let count = count.ok_or(OFFHOOK_MISUSE_NULL)?;
        *count = entries.ok_or(OFFHOOK_MISUSE_NULL)?.read()?.count();
        Ok(OFFHOOK_DONE)
    })())
}

/// One entry, in order from 0.
///
/// *Returns* done; nothing: there are not so many; misuse: never cleared.
/// *Ownership* the texts are where they were collected from, or decoded into.
/// *ISR* no.
/// *Bound* linear in the entries.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_entries_at(
    entries: Option<&Entries>,
    index: usize,
    entry: Option<&mut types::Entry>,
) -> Status {
    Status::of((|| {
        let entry = entry.ok_or(OFFHOOK_MISUSE_NULL)?;
        Ok(give(entries.ok_or(OFFHOOK_MISUSE_NULL)?.read()?.nth(index), entry))
    })())
}

/// The first value under a key that has a number (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`).
///
/// *Returns* done; nothing: no such entry; misuse: never cleared, no such key.
/// *Ownership* the value is where it was collected from, or decoded into.
/// *ISR* no.
/// *Bound* linear in the entries.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_entries_known(
    entries: Option<&Entries>,
    known: u8,
    value: Option<&mut types::Text>,
) -> Status {
    Status::of((|| {
        let known = Known::from_code(known).ok_or(OFFHOOK_MISUSE_CODE)?;
        find(entries, Key::Known(known), value)
    })())
}

/// The first value under any key of any application; the empty application is the call's own.
///
/// *Returns* done; nothing: no such entry; misuse: text, never cleared.
/// *Ownership* the value is where it was collected from, or decoded into.
/// *ISR* no.
/// *Bound* linear in the entries.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_entries_get(
    entries: Option<&Entries>,
    app: *const c_char,
    app_len: usize,
    key: *const c_char,
    key_len: usize,
    value: Option<&mut types::Text>,
) -> Status {
    Status::of((|| find(entries, Key::new(text(app, app_len)?, text(key, key_len)?), value))())
}

fn find(entries: Option<&Entries>, key: Key<'_>, value: Option<&mut types::Text>) -> Result<Status, Status> {
    let value = value.ok_or(OFFHOOK_MISUSE_NULL)?;
    let found = entries.ok_or(OFFHOOK_MISUSE_NULL)?.read()?.find(|entry| entry.key == key);
    *value = c_text(found.map_or("", |entry| entry.value));
    Ok(Status::done(found.is_none()))
}
