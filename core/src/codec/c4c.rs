//! SAP Cloud for Customer: the local adapter's query (SAP C4C guide).

use super::error::{DecodeError, EncodeError};
use super::source::Source;
use super::table::{Check, Field, Table};
use super::Options;
use crate::data::Known;
use crate::data::list::List;
use crate::syntax::{Out, url};

/// CTI vendors that the adapter knows.
const CID: Check = Check::OneOf(&["BCM1234", "AVAYA5678", "CISCO9876", "GEN8923", "SIE5281"]);
const EVENT: Check = Check::OneOf(&["INBOUND", "OUTBOUND", "UPDATEACTIVITY", "TRANSFER"]);

/// The parameters in the order of the guide, which is the order of the well-known keys.
const fn fields(serial: &'static str, also: &'static str) -> [Field; 18] {
    [
        Field::known(Known::Type, Check::Any),
        Field::known(Known::Cid, CID),
        Field::known(Known::Ani, Check::Any),
        Field::known(Known::Dnis, Check::Any),
        Field::known(Known::Bp, Check::Any),
        Field::known(Known::TicketId, Check::Any),
        Field::named(Known::SerialNo, serial, also, Check::Any),
        Field::known(Known::Email, Check::Any),
        Field::known(Known::ExternalReferenceId, Check::Reference),
        Field::known(Known::ExternalOriginalReferenceId, Check::Reference),
        Field::known(Known::EventType, EVENT),
        Field::known(Known::Custom1, Check::Any),
        Field::known(Known::Custom2, Check::Any),
        Field::known(Known::Custom3, Check::Any),
        Field::known(Known::Custom4, Check::Any),
        Field::known(Known::ActivityUuid, Check::Any),
        Field::known(Known::Transcript, Check::Any),
        Field::known(Known::Action, Check::Any),
    ]
}

const QUERY: Table = Table { fields: &fields("SerialNo", "Serial"), free: false, any_case: false };

/// `CID=…&ANI=…`
pub(super) fn encode_query(source: Source<'_>, _: &Options, out: &mut Out<'_>) -> Result<(), EncodeError> {
    for item in source.items() {
        let Some(name) = QUERY.place(&item)? else { continue };
        if !out.is_empty() {
            out.byte(b'&');
        }
        out.put(name);
        out.byte(b'=');
        url::put(out, item.value);
    }
    Ok(())
}

pub(super) fn decode_query(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = url::Reader::new(text);
    while reader.more() {
        let at = reader.at();
        list.name();
        reader.name(list)?;
        list.name_end(|name| QUERY.mean(name)).map_err(|what| DecodeError::at(at, what))?;
        reader.value(list)?;
        list.value_end().map_err(|what| DecodeError::at(at, what))?;
    }
    Ok(())
}
