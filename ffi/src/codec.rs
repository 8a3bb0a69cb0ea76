//! Attached data in the formats of the CRM systems and carriers, both ways, by the number of the codec; and ICI's merge.
//!
//! A function by number links every codec. Firmware that uses one or two takes their own functions
//! ([`encoders`](crate::encoders), [`decoders`](crate::decoders)): what stands here works for all of them.

use core::ffi::c_char;

use offhook_core::codec::{
    self, Accept, Codec, DecodeError, Decoder, EncodeError, Encoder, MergeError, Options, Source,
};
use offhook_core::data::Data;
use offhook_core::syntax;

use crate::args::{self, Entries};
use crate::data::{data, text};
use crate::status::{
    OFFHOOK_BAD_BYTES, OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_ROOM, OFFHOOK_REFUSED, Status,
};
use crate::storage::{Storage, look};
use crate::types::Wrong;

/// What an encoder may be told. Zero it, set `struct_size`, then what is meant: zero means the default.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct EncodeOptions {
    /// `sizeof(struct offhook_encode_options)` of the header that the caller was built with.
    pub struct_size: u32,
    /// User-to-User: bytes of data that one value may carry; 0: 128.
    pub budget: u16,
    /// C4C payloads: how `Action=ACCEPT` is written. 0: as it is, 1: with an empty value, 2: not at all.
    pub accept: u8,
    /// 0.
    pub reserved: u8,
}

/// Writes a call's data, and behind them further entries, in the format of a codec (`OFFHOOK_CODEC_*`). With no room at
/// all it says how much is needed.
///
/// The further entries say what only this text does (the kind of event, a transcript); their values are read where they
/// are. `entries` may be `NULL` for none. `station` may be `NULL` with call 0: then the entries are all.
///
/// *Returns* done: `written` bytes, without a NUL; no room: `written` says how many are needed, and `into` means
/// nothing; refused: the format cannot say it, and `wrong` has the number of the entry, those of the call counted first
/// (or in `why` the name of an entry that is missing); no call; misuse. `options` may be `NULL` for the default, `wrong`
/// if it does not matter.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    codec: u8,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    match Codec::from_code(codec) {
        Some(codec) => encode(codec, station, call, entries, options, into, into_len, written, wrong),
        None => OFFHOOK_MISUSE_CODE,
    }
}

/// Reads a text in the format of a codec (`OFFHOOK_CODEC_*`): the entries for an `attach` request or a `data` signal, or
/// to be looked at (`offhook_entries_at` and its like). More than `OFFHOOK_MAX_ENTRIES` can only be looked at.
///
/// *Returns* done; no room: `into_len` is too small for the entries, and `wrong.at` says how many bytes are enough; bad
/// bytes: `wrong` has the offset and the reason; refused: the format is only written; misuse. `wrong` may be `NULL`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode(
    codec: u8,
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    match Codec::from_code(codec) {
        Some(codec) => decode(codec, from, from_len, into, into_len, entries, wrong),
        None => OFFHOOK_MISUSE_CODE,
    }
}

/// Updates the applications of a call's data, and of further entries, in an existing ICI document, and leaves everything
/// else in it byte for byte, above all `CRM_IC/MCM`. `entries` and `station` may be `NULL` as in `offhook_encode`.
///
/// *Returns* done: `written` bytes, without a NUL; no room: `written` says how many are needed; bad bytes: `wrong` has
/// the offset in the document; refused: `wrong` has the number of the entry; no call; misuse. `wrong` may be `NULL`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the document, times the entries, of which there are 256 at most.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_merge_ici(
    document: *const c_char,
    document_len: usize,
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    let Some(written) = written else { return OFFHOOK_MISUSE_NULL };
    let source = match asked(station, call, entries) {
        Ok(source) => source,
        Err(misuse) => return misuse,
    };
    let (document, into) = match (args::bytes(document.cast(), document_len), args::room(into.cast(), into_len)) {
        (Ok(document), Ok(into)) => (document, into),
        (Err(misuse), _) | (_, Err(misuse)) => return misuse,
    };
    match codec::merge(document, source, into) {
        Ok(len) => encoded(Ok(len), written, wrong),
        Err(MergeError::Encode(error)) => encoded(Err(error), written, wrong),
        Err(MergeError::Document(error)) => {
            *written = 0;
            bad_bytes(error, wrong)
        }
    }
}

/// One codec's writing. Where the codec is a constant, only that one is linked: a closure here would be one function for
/// all of them.
#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "those of the C functions, as they are")]
pub(crate) fn encode(
    codec: Codec,
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    let Some(written) = written else { return OFFHOOK_MISUSE_NULL };
    let mut encoder = None;
    let encoder = match begin(&mut encoder, station, call, entries, options) {
        Ok(encoder) => encoder,
        Err(misuse) => return misuse,
    };
    let result = match args::room(into.cast(), into_len) {
        Ok(into) => encoder.encode(codec, into),
        Err(misuse) => return misuse,
    };
    encoded(result, written, wrong)
}

/// One codec's reading; where the codec is a constant, only that one is linked.
#[inline(always)]
pub(crate) fn decode(
    codec: Codec,
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    let (from, into) = match (args::bytes(from.cast(), from_len), args::room(into, into_len)) {
        (Ok(from), Ok(into)) => (from, into),
        (Err(misuse), _) | (_, Err(misuse)) => return misuse,
    };
    let Some(entries) = entries else { return OFFHOOK_MISUSE_NULL };
    let mut decoder = Decoder::new(into);
    match decoder.decode(codec, from) {
        Ok(()) => decoded(&mut decoder, entries, wrong),
        Err(error) => undecoded(error, wrong),
    }
}

/// What is to be written, made where it stays: each wrapper has little stack.
#[inline(never)]
fn begin<'e, 'a>(
    encoder: &'e mut Option<Encoder<'a>>,
    station: Option<&'a Storage>,
    call: u32,
    entries: Option<&'a Entries>,
    options: Option<&EncodeOptions>,
) -> Result<&'e mut Encoder<'a>, Status> {
    let (source, options) = (asked(station, call, entries)?, core_options(options)?);
    let encoder = encoder.insert(Encoder::EMPTY);
    encoder.begin(source, options);
    Ok(encoder)
}

/// What an encoder is given.
#[inline(always)]
fn asked<'a>(station: Option<&'a Storage>, call: u32, entries: Option<&'a Entries>) -> Result<Source<'a>, Status> {
    let none = station.is_none() && call == 0 && entries.is_some();
    let data = if none { Data::default() } else { held(station, call)? };
    Ok(Source::CallAnd(data, args::entries(entries)?))
}

/// A call's data, which stay where they are while C is in this library.
#[inline(never)]
fn held<'a>(station: Option<&'a Storage>, call: u32) -> Result<Data<'a>, Status> {
    match &look(station) {
        Ok(station) => Ok(args::held(data(station, call)?)),
        Err(misuse) => Err(*misuse),
    }
}

#[inline(never)]
fn core_options(options: Option<&EncodeOptions>) -> Result<Options, Status> {
    let options = args::versioned(options)?;
    let accept = match (options.accept, options.reserved) {
        (0, 0) => Accept::Written,
        (1, 0) => Accept::Empty,
        (2, 0) => Accept::LeftOut,
        _ => return Err(OFFHOOK_MISUSE_CODE),
    };
    let budget = if options.budget == 0 { Options::DEFAULT.budget } else { options.budget };
    Ok(Options { accept, budget })
}

#[inline(never)]
fn encoded(result: Result<usize, EncodeError>, written: &mut usize, wrong: Option<&mut Wrong>) -> Status {
    let (len, status, at, why) = match result {
        Ok(len) => (len, OFFHOOK_DONE, 0, ""),
        Err(EncodeError::NeedSize(needed)) => (needed, OFFHOOK_NO_ROOM, 0, ""),
        Err(EncodeError::Refused { entry, why }) => (0, OFFHOOK_REFUSED, entry, why.text()),
        Err(EncodeError::Missing(key)) => (0, OFFHOOK_REFUSED, 0, key),
        Err(EncodeError::OnlyRead) => (0, OFFHOOK_REFUSED, 0, "the format is only read"),
    };
    *written = len;
    say(wrong, at, why);
    status
}

/// Hands the entries over.
#[inline(never)]
fn decoded(decoder: &mut Decoder<'static>, entries: &mut Entries, wrong: Option<&mut Wrong>) -> Status {
    match entries.take(decoder) {
        Ok(()) => {
            say(wrong, 0, "");
            OFFHOOK_DONE
        }
        Err(error) => undecoded(error, wrong),
    }
}

/// Says why there are none.
#[inline(never)]
fn undecoded(error: DecodeError, wrong: Option<&mut Wrong>) -> Status {
    let (status, at, why) = match error {
        DecodeError::NeedSize(size) => (OFFHOOK_NO_ROOM, size, ""),
        DecodeError::Wrong(error) => return bad_bytes(error, wrong),
        DecodeError::OnlyWritten => (OFFHOOK_REFUSED, 0, "the format is only written"),
    };
    say(wrong, at, why);
    status
}

fn bad_bytes(error: syntax::Wrong, wrong: Option<&mut Wrong>) -> Status {
    say(wrong, error.at, error.what.text());
    OFFHOOK_BAD_BYTES
}

pub(crate) fn say(wrong: Option<&mut Wrong>, at: usize, why: &'static str) {
    if let Some(wrong) = wrong {
        *wrong = Wrong { at, why: text(why) };
    }
}
