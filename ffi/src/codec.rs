//! Attached data in the formats of the CRM systems and carriers, both ways.

use core::ffi::c_char;

use offhook_core::codec::{self, Accept, Codec, DecodeError, EncodeError, Options};
use offhook_core::data::Data;

use crate::args::{self, Entries};
use crate::data::{data, text};
use crate::status::{
    OFFHOOK_BAD_BYTES, OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_ROOM, OFFHOOK_REFUSED, Status,
};
use crate::storage::{Storage, look};
use crate::types::Wrong;

/// What an encoder may be told. Zero it for the default.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct EncodeOptions {
    /// User-to-User: bytes of data that one value may carry; 0: 128.
    pub budget: u16,
    /// C4C payloads: how `Action=ACCEPT` is written. 0: as it is, 1: with an empty value, 2: not at all.
    pub accept: u8,
    /// 0.
    pub reserved: u8,
}

/// Writes a call's data in the format of a codec (`OFFHOOK_CODEC_*`). With no room at all it says how much is needed.
///
/// *Returns* done: `written` bytes, without a NUL; no room: `written` says how many are needed, and `into` means
/// nothing; refused: the format cannot say it, and `wrong` has the number of the entry; no call; misuse. `options` may be
/// `NULL` for the default, `wrong` if it does not matter.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode(
    station: Option<&Storage>,
    call: u32,
    codec: u8,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    Status::of((|| {
        let codec = Codec::from_code(codec).ok_or(OFFHOOK_MISUSE_CODE)?;
        let options = core_options(&options.copied().unwrap_or_default())?;
        let written = written.ok_or(OFFHOOK_MISUSE_NULL)?;
        let station = look(station)?;
        let source = data(&station, call)?;
        let (len, status, at, why) = match codec::encode(codec, source, &options, args::room(into.cast(), into_len)?) {
            Ok(len) => (len, OFFHOOK_DONE, 0, ""),
            Err(EncodeError::NeedSize(needed)) => (needed, OFFHOOK_NO_ROOM, 0, ""),
            Err(EncodeError::Refused { entry, why }) => (0, OFFHOOK_REFUSED, entry, why.text()),
            Err(EncodeError::Missing(key)) => (0, OFFHOOK_REFUSED, 0, key),
            Err(EncodeError::OnlyRead) => (0, OFFHOOK_REFUSED, 0, "the format is only read"),
        };
        *written = len;
        say(wrong, at, why);
        Ok(status)
    })())
}

/// Reads a text in the format of a codec (`OFFHOOK_CODEC_*`): the entries for an `attach` request or a `data` signal.
///
/// *Returns* done; no room: `into_len` is too small for the entries; bad bytes: `wrong` has the offset and the reason;
/// refused: the format is only written, or there are more than `OFFHOOK_MAX_ENTRIES` entries; misuse. `wrong` may be `NULL`.
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
    Status::of((|| {
        let codec = Codec::from_code(codec).ok_or(OFFHOOK_MISUSE_CODE)?;
        let entries = entries.ok_or(OFFHOOK_MISUSE_NULL)?;
        let decoded = codec::decode(codec, args::bytes(from.cast(), from_len)?, args::room(into, into_len)?);
        let (status, at, why) = match decoded {
            Ok(decoded) => (collect(entries, &decoded), 0, ""),
            Err(DecodeError::NeedSize(_)) => (OFFHOOK_NO_ROOM, 0, ""),
            Err(DecodeError::Wrong(wrong)) => (OFFHOOK_BAD_BYTES, wrong.at, wrong.what.text()),
            Err(DecodeError::OnlyWritten) => (OFFHOOK_REFUSED, 0, "the format is only written"),
        };
        say(wrong, at, why);
        Ok(status)
    })())
}

/// The entries of what was decoded; all, or none and a refusal.
fn collect(entries: &mut Entries, decoded: &Data<'static>) -> Status {
    entries.clear();
    if decoded.iter().all(|entry| entries.add(entry).is_ok()) {
        return OFFHOOK_DONE;
    }
    entries.clear();
    OFFHOOK_REFUSED
}

fn core_options(options: &EncodeOptions) -> Result<Options, Status> {
    let accept = match options.accept {
        0 => Accept::Written,
        1 => Accept::Empty,
        2 => Accept::LeftOut,
        _ => return Err(OFFHOOK_MISUSE_CODE),
    };
    let budget = if options.budget == 0 { Options::DEFAULT.budget } else { options.budget };
    Ok(Options { accept, budget })
}

fn say(wrong: Option<&mut Wrong>, at: usize, why: &'static str) {
    if let Some(wrong) = wrong {
        *wrong = Wrong { at, why: text(why) };
    }
}
