//! SAP Cloud for Customer (SAP C4C guide): the adapter's query, the widget's payload, the ticket push and the
//! context of a click-to-call. These are the keys; the shapes are in [`super::payload`].

use super::error::Why;
use super::items::Items;
use super::payload::Open;
use super::source::Item;
use super::table::{Check, Field, Table, masks};
use crate::data::list::List;
use crate::data::{Known, MAX_VALUE};
use crate::syntax::json::Dialect;
use crate::syntax::{Fault, Label, Name, Out, Wrong, json, url};

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
    renamed: None,
    plain: masks(PARAMETERS).0,
    checked: masks(PARAMETERS).1,
};
pub(super) const JSON: Table = Table { free: true, ..QUERY };
const SERIAL_LABEL: &Label = &Label::new("Serial");
const ELEMENTS: &[Field] = &parameters("Serial");
pub(super) const XML: Table = Table {
    fields: ELEMENTS,
    also: SERIAL,
    free: true,
    any_case: false,
    renamed: Some((SERIAL_LABEL, Known::SerialNo)),
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
    renamed: None,
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
    renamed: None,
    plain: 0,
    checked: 0,
};

/// `CID=…&ANI=…`
pub(super) fn encode_query(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<(), Why> {
    let mut item = Item::NONE;
    loop {
        out.lend(|out| {
            items.quick_call(|code, value| plain(out, code, value));
            items.quick_list(|code, value| plain(out, code, value));
        });
        if !items.advance(&mut item) {
            break;
        }
        parameter(&mut item, out)?;
    }
    // Behind the last one stands none.
    out.back(out.len().saturating_sub(1));
    Ok(())
}

/// A parameter without escapes.
#[inline(always)]
fn plain(out: &mut Out<'_>, code: u8, value: &[u8]) -> bool {
    let Some(name) = QUERY.label(code, value) else { return false };
    out.field((b"", b"=", b"&"), name, value, Some(url::not_plain))
        || value.len() <= MAX_VALUE && out.lend(|out| escaped(out, name.name(), value))
}

/// A parameter that has its place.
#[cfg_attr(target_pointer_width = "32", inline(always))]
#[cfg_attr(target_pointer_width = "64", inline(never))]
fn escaped(out: &mut Out<'_>, name: &[u8], value: &[u8]) -> bool {
    out.put(name);
    out.byte(b'=');
    url::put(out, value);
    out.byte(b'&');
    true
}

/// Any parameter.
fn parameter(item: &mut Item<'_>, out: &mut Out<'_>) -> Result<(), Why> {
    if QUERY.place(item)? {
        escaped(out, item.own, item.value);
    }
    Ok(())
}

/// A POST's body, a query, or the whole address that a GET is sent to.
pub(super) fn decode_query(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = url::Reader::new(text);
    if [&b"http://"[..], b"https://", b"/"].iter().any(|start| text.starts_with(start)) {
        reader.skip_address();
    }
    loop {
        list.lend(|records| reader.quick(|name| QUERY.reads(name), |known, value| records.known(known, value)));
        if !reader.more() {
            return Ok(());
        }
        let mut at = reader.at();
        pair(&mut reader, &mut at, list).map_err(|what| Wrong { at, what })?;
    }
}

/// Any pair; where it fails, `at` becomes the offset of what is wrong in it.
fn pair(reader: &mut url::Reader<'_>, at: &mut usize, list: &mut List<'_>) -> Result<(), Fault> {
    list.name();
    let name = reader.name(&mut list.out).inspect_err(|_| *at = reader.at())?;
    let said = if let Name::Plain(said) = name { Some(said) } else { None };
    QUERY.name(said, list)?;
    reader.value(&mut list.out).inspect_err(|_| *at = reader.at())?;
    QUERY.value_end(list)
}

/// A number as it stands, a number in quotes, or an object with the number in it.
pub(super) fn decode_outbound(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = json::Reader::new(text, Dialect::Script);
    let result = reader.begin().and_then(|()| outbound(&mut reader, list));
    result.map_err(|what| reader.wrong(what))
}

#[cfg_attr(target_pointer_width = "32", inline(never))]
fn outbound(reader: &mut json::Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    match reader.peek()? {
        Some(b'{') => super::payload::objects(&OUTBOUND, Open::First, reader, list),
        first => number(first, reader, list),
    }
}

#[cfg_attr(target_pointer_width = "32", inline(never))]
fn number(first: Option<u8>, reader: &mut json::Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    list.name();
    OUTBOUND.name(Some(NUMBER.as_bytes()), list)?;
    let at = reader.at();
    match first {
        Some(quote @ (b'"' | b'\'')) => {
            reader.quoted(quote, &mut list.out)?;
            reader.end()?;
        }
        _ => {
            let number = reader.rest().trim_ascii_end();
            list.out.put(number);
            dialled(number).map_err(|(place, what)| reader.fail(at.saturating_add(place), what))?;
        }
    }
    OUTBOUND.value_end(list).map_err(|what| reader.fail(at, what))
}

/// A plain number: something to dial, and nothing that looks like the beginning of another format. Else the place and what is wrong there.
fn dialled(number: &[u8]) -> Result<(), (usize, Fault)> {
    let strange =
        |byte: &u8| byte.is_ascii_control() || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'[' | b']' | b'{' | b'}');
    if let Some(place) = number.iter().position(strange) {
        return Err((place, Fault::Character));
    }
    let dials = number.iter().any(|byte| byte.is_ascii_digit() || matches!(byte, b'*' | b'#' | b'@'));
    let what = if number.is_empty() { Fault::End } else { Fault::Unexpected };
    if dials { Ok(()) } else { Err((0, what)) }
}
