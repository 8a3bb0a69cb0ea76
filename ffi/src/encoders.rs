//! One function a codec that writes: what is linked is that codec alone.
//!
//! All have one signature, and do what [`offhook_encode`](crate::codec::offhook_encode) does with their number. Names are
//! told apart by their first 31 characters, which is why two of them end in `notification`.

use core::ffi::c_char;

use offhook_core::codec::Codec;

use crate::args::Entries;
use crate::codec::{EncodeOptions, encode};
use crate::status::Status;
use crate::storage::Storage;
use crate::types::Wrong;

/// `offhook_encode` for SAP C4C's adapter query (`c4c-query`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_c4c_query(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::C4cQuery, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for SAP C4C's payload in XML (`c4c-xml`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_c4c_xml(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::C4cXml, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for SAP C4C's payload in JSON (`c4c-json`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_c4c_json(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::C4cJson, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for SAP C4C's ticket push in XML (`c4c-notification-xml`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_c4c_xml_notification(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::C4cNotificationXml, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for SAP C4C's ticket push in JSON (`c4c-notification-json`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_c4c_json_notification(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::C4cNotificationJson, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for SAP CRM's attached data over ICI (`ici-xml`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_ici_xml(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::IciXml, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for SIP's User-to-User header field (`uui`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_uui(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::Uui, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for SIP's User-to-User among the headers of a URI (`uui-uri`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_uui_uri(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::UuiUri, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for a call of Salesforce Open CTI in Lightning (`opencti-lightning`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_opencti_lightning(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::OpenctiLightning, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for a call of Salesforce Open CTI in Classic (`opencti-classic`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_opencti_classic(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::OpenctiClassic, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for Salesforce's call-centre definition file (`opencti-definition`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_opencti_definition(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::OpenctiDefinition, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for Salesforce's call centre as metadata (`opencti-metadata`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_opencti_metadata(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::OpenctiMetadata, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for Pega Call OpenCTI's properties (`pega`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_pega(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::Pega, station, call, entries, options, into, into_len, written, wrong)
}

/// `offhook_encode` for postcard's format (`binary`) alone.
///
/// *Returns* as `offhook_encode`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_encode_binary(
    station: Option<&Storage>,
    call: u32,
    entries: Option<&Entries>,
    options: Option<&EncodeOptions>,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    encode(Codec::Binary, station, call, entries, options, into, into_len, written, wrong)
}
