//! SAP Cloud for Customer (SAP C4C guide): the adapter's query, the widget's payload, the ticket push and the
//! context of a click-to-call. These are the keys; the shapes are in [`super::payload`].

use super::error::{DecodeError, EncodeError};
use super::source::{Item, Source};
use super::table::{Check, Field, Table, masks};
use crate::data::Known;
use crate::data::list::List;
use crate::syntax::json::Dialect;
use crate::syntax::{Name, Out, Sink, What, is_utf8, json, url};

/// The parameters in the order of the guide, which is the order of the well-known keys. The serial number has two
/// names: which one is written depends on the carrier, both are read.
const fn parameters(serial: &'static str) -> [Field; 18] {
    [
        Field::known(Known::Type, Check::Any),
        Field::known(Known::Cid, Check::Vendor),
        Field::known(Known::Ani, Check::Any),
        Field::known(Known::Dnis, Check::Any),
        Field::known(Known::Bp, Check::Any),
        Field::known(Known::TicketId, Check::Any),
        Field::named(Known::SerialNo, serial, Check::Any),
        Field::known(Known::Email, Check::Any),
        Field::known(Known::ExternalReferenceId, Check::Reference),
        Field::known(Known::ExternalOriginalReferenceId, Check::Reference),
        Field::known(Known::EventType, Check::Activity),
        Field::known(Known::Custom1, Check::Any),
        Field::known(Known::Custom2, Check::Any),
        Field::known(Known::Custom3, Check::Any),
        Field::known(Known::Custom4, Check::Any),
        Field::known(Known::ActivityUuid, Check::Any),
        Field::known(Known::Transcript, Check::Any),
        Field::known(Known::Action, Check::Action),
    ]
}

const PARAMETERS: &[Field] = &parameters("SerialNo");
const SERIAL: Option<(&str, Known)> = Some(("Serial", Known::SerialNo));
const QUERY: Table = Table {
    fields: PARAMETERS,
    also: SERIAL,
    free: false,
    any_case: false,
    plain: masks(PARAMETERS).0,
    checked: masks(PARAMETERS).1,
};
pub(super) const JSON: Table = Table { free: true, ..QUERY };
const ELEMENTS: &[Field] = &parameters("Serial");
pub(super) const XML: Table = Table {
    fields: ELEMENTS,
    also: SERIAL,
    free: true,
    any_case: false,
    plain: masks(ELEMENTS).0,
    checked: masks(ELEMENTS).1,
};

/// The ticket push. Its samples disagree in the case of names and values.
pub(super) const NOTIFICATION: Table = Table {
    fields: &[
        Field::known(Known::Type, Check::Notification),
        Field::own("ObjectID", Check::Any),
        Field::own("ObjectUUID", Check::Any),
        Field::known(Known::EventType, Check::Push),
        Field::own("ThingType", Check::Any),
        Field::own("Text", Check::Any),
    ],
    also: None,
    free: false,
    any_case: true,
    plain: 0,
    checked: 0,
};

const NUMBER: &str = "PhoneNumber";

/// The context of a click-to-call.
const OUTBOUND: Table = Table {
    fields: &[
        Field::own("BusinessPartnerID", Check::Any),
        Field::own("ObjectID", Check::Any),
        Field::own("ObjectUUID", Check::Any),
        Field::own("ObjectTypeCode", Check::Any),
        Field::own("ESObjectID", Check::Any),
        Field::own(NUMBER, Check::Any),
        Field::own("ObjectThingType", Check::Any),
        Field::own("IsBTDDRef", Check::Any),
        Field::own("Direction", Check::Any),
        Field::own("LoggedInUserID", Check::Any),
        Field::known(Known::ActivityUuid, Check::Any),
    ],
    also: None,
    free: true,
    any_case: true,
    plain: 0,
    checked: 0,
};

/// `CID=…&ANI=…`
pub(super) fn encode_query(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    let mut items = source.items();
    loop {
        let Some(item) = items.next() else { return Ok(()) };
        parameter(&item, out)?;
        if !out.is_empty() {
            out.lend(|out| {
                items.quick(|known, value| {
                    let name = QUERY.label(known, value);
                    name.is_some_and(|name| out.field((b"&", b"=", b""), name, value, url::stops))
                });
            });
        }
    }
}

/// Any parameter.
#[inline(never)]
fn parameter(item: &Item<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    let Some(name) = QUERY.place(item)? else { return Ok(()) };
    if !out.is_empty() {
        out.byte(b'&');
    }
    out.put(name);
    out.byte(b'=');
    url::put(out, item.value);
    Ok(())
}

/// A POST's body, a query, or the whole address that a GET is sent to.
pub(super) fn decode_query(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = url::Reader::new(text);
    if [&b"http://"[..], b"https://", b"/"].iter().any(|start| text.starts_with(start)) {
        reader.skip_address();
    }
    loop {
        reader.quick(|name, value| QUERY.quick(name, value, list));
        if !reader.more() {
            return Ok(());
        }
        let at = reader.at();
        let wrong = |what| DecodeError::at(at, what);
        list.name();
        let name = reader.name(list)?;
        let takes = QUERY.name(name, list).map_err(wrong)?;
        let start = reader.at();
        let is_text = reader.value(list)? || list.value().is_some_and(|value| is_utf8(value));
        if !is_text {
            reader.utf8(start)?;
        }
        QUERY.value_end(list, takes).map_err(wrong)?;
    }
}

/// A number as it stands, a number in quotes, or an object with the number in it.
pub(super) fn decode_outbound(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = json::Reader::new(text, Dialect::Script)?;
    let quote = reader.peek()?;
    let at = reader.at();
    let wrong = |what| DecodeError::at(at, what);
    if quote == Some(b'{') {
        return super::payload::decode_json(&OUTBOUND, reader, list);
    }
    list.name();
    let takes = OUTBOUND.name(Name::Plain(NUMBER.as_bytes()), list).map_err(wrong)?;
    match quote {
        Some(quote @ (b'"' | b'\'')) => {
            reader.quoted(quote, list)?;
            reader.end()?;
        }
        _ => {
            let number = text.get(at..).unwrap_or(&[]).trim_ascii_end();
            list.put(dialled(number, at)?);
        }
    }
    OUTBOUND.value_end(list, takes).map_err(wrong)
}

/// A plain number: something to dial, and nothing that looks like the beginning of another format.
fn dialled(number: &[u8], at: usize) -> Result<&[u8], DecodeError> {
    let strange =
        |byte: &u8| byte.is_ascii_control() || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'[' | b']' | b'{' | b'}');
    if let Some(place) = number.iter().position(strange) {
        return Err(DecodeError::at(at.saturating_add(place), What::Character));
    }
    let dials = number.iter().any(|byte| byte.is_ascii_digit() || matches!(byte, b'*' | b'#' | b'@'));
    let what = if number.is_empty() { What::End } else { What::Unexpected };
    if dials { Ok(number) } else { Err(DecodeError::at(at, what)) }
}
