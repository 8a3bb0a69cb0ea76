//! The names of numbers: the same words as everywhere else, for logs and for people.

use core::ffi::c_char;
use core::ptr;

use offhook_core::{
    AgentState, CallKind, ForwardKind, Known, Link, Mode, OutputKind, Presentation, Purpose, Quirk, RequestKind,
    SignalKind, State, WrapUpWish, cause,
    codec::{Codec, dialling::Reach},
};

use offhook_core::panel::lamp::{Lamp, LampMode};
use offhook_core::panel::ring::Ring;
use offhook_core::panel::{Key, Situation};
use offhook_core::vendor::Vocabulary;

use crate::status::*;

/// A list as bytes, made when this is compiled: each word's number, its name, and a NUL.
macro_rules! list {
    ($count:expr, |$index:ident| $number:expr, $name:expr) => {{
        #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated by the compiler only")]
        const LEN: usize = {
            let (mut len, mut $index) = (0, 0);
            while $index < $count {
                len += $name.len() + 3;
                $index += 1;
            }
            len
        };
        #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated by the compiler only")]
        static LIST: [u8; LEN] = {
            let (mut list, mut at, mut $index) = ([0; LEN], 0, 0);
            while $index < $count {
                let (number, name) = (($number as u16).to_le_bytes(), $name.as_bytes());
                (list[at], list[at + 1]) = (number[0], number[1]);
                at += 2;
                let mut from = 0;
                while from < name.len() {
                    list[at] = name[from];
                    (at, from) = (at + 1, from + 1);
                }
                (at, $index) = (at + 1, $index + 1);
            }
            list
        };
        &LIST
    }};
    ($words:ident) => {
        list!($words::ALL.len(), |index| $words::ALL[index].code(), $words::ALL[index].name())
    };
}

/// The name of a number in a list, or `NULL`.
fn name(list: &'static [u8], number: u16) -> *const c_char {
    let mut rest = list;
    while let [low, high, names @ ..] = rest {
        if u16::from_le_bytes([*low, *high]) == number {
            return names.as_ptr().cast();
        }
        let end = names.iter().position(|byte| *byte == 0).unwrap_or(names.len());
        rest = names.get(end.wrapping_add(1)..).unwrap_or_default();
    }
    ptr::null()
}

/// The name of a signal (`OFFHOOK_SIGNAL_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_signal_name(code: u8) -> *const c_char {
    name(list!(SignalKind), code.into())
}

/// The name of a request (`OFFHOOK_REQUEST_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_request_name(code: u8) -> *const c_char {
    name(list!(RequestKind), code.into())
}

/// The name of an output (`OFFHOOK_COMMAND_*`, `OFFHOOK_EVENT_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_output_name(code: u8) -> *const c_char {
    name(list!(OutputKind), code.into())
}

/// The name of the state of a connection (`OFFHOOK_STATE_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_state_name(code: u8) -> *const c_char {
    name(list!(State), code.into())
}

/// The name of the state of an agent (`OFFHOOK_AGENT_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_agent_name(code: u8) -> *const c_char {
    name(list!(AgentState), code.into())
}

/// The name of the kind of a call (`OFFHOOK_KIND_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_kind_name(code: u8) -> *const c_char {
    name(list!(CallKind), code.into())
}

/// The name of the purpose of a consultation (`OFFHOOK_PURPOSE_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_purpose_name(code: u8) -> *const c_char {
    name(list!(Purpose), code.into())
}

/// The name of a kind of forwarding (`OFFHOOK_FORWARD_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_forward_name(code: u8) -> *const c_char {
    name(list!(ForwardKind), code.into())
}

/// The name of the caller's wish about the number (`OFFHOOK_PRESENTATION_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_presentation_name(code: u8) -> *const c_char {
    name(list!(Presentation), code.into())
}

/// The name of the state of the link (`OFFHOOK_LINK_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_link_name(code: u8) -> *const c_char {
    name(list!(Link), code.into())
}

/// The name of a telephony mode (`OFFHOOK_MODE_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_mode_name(code: u8) -> *const c_char {
    name(list!(Mode), code.into())
}

/// The name of what becomes of a wish in wrap-up (`OFFHOOK_WRAP_UP_WISH_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_wrap_up_wish_name(code: u8) -> *const c_char {
    name(list!(WrapUpWish), code.into())
}

/// The name of a switch's own way (`OFFHOOK_QUIRK_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_quirk_name(code: u8) -> *const c_char {
    name(list!(Quirk), code.into())
}

/// The name of a well-known key (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_key_name(code: u8) -> *const c_char {
    name(list!(Known), code.into())
}

/// The name of a codec (`OFFHOOK_CODEC_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_codec_name(code: u8) -> *const c_char {
    name(list!(Codec), code.into())
}

/// The name of how far a number goes (`OFFHOOK_REACH_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_reach_name(code: u8) -> *const c_char {
    name(list!(Reach), code.into())
}

/// The name of a list of a vendor's words (`OFFHOOK_VENDOR_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_vendor_name(code: u8) -> *const c_char {
    name(list!(Vocabulary), code.into())
}

/// The name of a cause or reason (`OFFHOOK_CAUSE_*`, `OFFHOOK_REASON_*`).
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none, and for 0.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_cause_name(code: u16) -> *const c_char {
    name(list!(cause::NAMES.len(), |index| cause::NAMES[index].0, cause::NAMES[index].1), code)
}

/// The name of a key of a panel.
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_key_name(code: u8) -> *const c_char {
    name(list!(Key), code.into())
}

/// The name of what a phone is in the middle of.
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_situation_name(code: u8) -> *const c_char {
    name(list!(Situation), code.into())
}

/// The name of a lamp.
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_lamp_name(code: u8) -> *const c_char {
    name(list!(Lamp), code.into())
}

/// The name of a lamp's mode.
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_lamp_mode_name(code: u8) -> *const c_char {
    name(list!(LampMode), code.into())
}

/// The name of a way to ring.
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_ring_name(code: u8) -> *const c_char {
    name(list!(Ring), code.into())
}

const STATUSES: &[(i32, &str)] = &[
    (OFFHOOK_DONE.0, "done"),
    (OFFHOOK_NOTHING.0, "nothing"),
    (OFFHOOK_REFUSED.0, "refused"),
    (OFFHOOK_BAD_BYTES.0, "bad-bytes"),
    (OFFHOOK_NO_ROOM.0, "no-room"),
    (OFFHOOK_NO_CALL.0, "no-call"),
    (OFFHOOK_NO_STATION.0, "no-station"),
    (OFFHOOK_BUSY.0, "busy"),
    (OFFHOOK_ENTERED.0, "entered"),
    (OFFHOOK_MISUSE_NULL.0, "misuse-null"),
    (OFFHOOK_MISUSE_NOT_MADE.0, "misuse-not-made"),
    (OFFHOOK_MISUSE_MOVED.0, "misuse-moved"),
    (OFFHOOK_MISUSE_SMALL.0, "misuse-small"),
    (OFFHOOK_MISUSE_CODE.0, "misuse-code"),
    (OFFHOOK_MISUSE_TEXT.0, "misuse-text"),
    (OFFHOOK_MISUSE_MANY.0, "misuse-many"),
    (OFFHOOK_MISUSE_ALIGNMENT.0, "misuse-alignment"),
];

/// The name of a status.
///
/// *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
/// *Ownership* it is the library's, for ever.
/// *ISR* yes.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_status_name(status: Status) -> *const c_char {
    match u16::try_from(status.0) {
        Ok(number) => name(list!(STATUSES.len(), |index| STATUSES[index].0, STATUSES[index].1), number),
        Err(_) => ptr::null(),
    }
}
