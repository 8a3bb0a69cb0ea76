//! One function a codec that reads: what is linked is that codec alone.
//!
//! All have one signature, and do what [`offhook_decode`](crate::codec::offhook_decode) does with their number.

use core::ffi::c_char;

use offhook_core::codec::Codec;

use crate::args::Entries;
use crate::codec::decode;
use crate::status::Status;
use crate::types::Wrong;

/// `offhook_decode` for SAP C4C's adapter query (`c4c-query`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_c4c_query(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::C4cQuery, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for SAP C4C's payload in XML (`c4c-xml`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_c4c_xml(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::C4cXml, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for SAP C4C's payload in JSON (`c4c-json`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_c4c_json(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::C4cJson, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for SAP C4C's ticket push in XML (`c4c-notification-xml`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_c4c_xml_notification(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::C4cNotificationXml, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for SAP C4C's ticket push in JSON (`c4c-notification-json`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_c4c_json_notification(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::C4cNotificationJson, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for SAP C4C's click-to-call context (`c4c-outbound`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_c4c_outbound(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::C4cOutbound, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for SAP CRM's attached data over ICI (`ici-xml`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_ici_xml(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::IciXml, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for SIP's User-to-User header field (`uui`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_uui(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::Uui, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for SIP's User-to-User among the headers of a URI (`uui-uri`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_uui_uri(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::UuiUri, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for Salesforce Open CTI's click-to-dial (`opencti-click`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_opencti_click(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::OpenctiClick, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for Salesforce's call-centre definition file (`opencti-definition`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_opencti_definition(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::OpenctiDefinition, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for Salesforce's call centre as metadata (`opencti-metadata`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_opencti_metadata(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::OpenctiMetadata, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for Pega Call OpenCTI's properties (`pega`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_pega(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::Pega, from, from_len, into, into_len, entries, wrong)
}

/// `offhook_decode` for postcard's format (`binary`) alone.
///
/// *Returns* as `offhook_decode`.
/// *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
/// *ISR* no.
/// *Bound* linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_decode_binary(
    from: *const c_char,
    from_len: usize,
    into: *mut u8,
    into_len: usize,
    entries: Option<&mut Entries>,
    wrong: Option<&mut Wrong>,
) -> Status {
    decode(Codec::Binary, from, from_len, into, into_len, entries, wrong)
}
