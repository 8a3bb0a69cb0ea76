//! Pega Call OpenCTI (Pega Call 7.31, server-side integration): the properties of call events and requests
//! as one JSON object, everything else as property-value pairs in its `pyCallVariables`.
//!
//! The guide's text and its maps do not agree about some request properties, nor does their spelling: every
//! name is read, without regard to case.

use super::error::{DecodeError, EncodeError};
use super::payload;
use super::source::Source;
use super::table::{Check, Field, Table, limits};
use crate::data::Known;
use crate::data::list::List;
use crate::syntax::json::{self, Dialect, Value};
use crate::syntax::{Out, What};

const VARIABLES: &[u8] = b"pyCallVariables";

const PROPERTIES: Table = Table {
    fields: &[
        Field::own("pyEventName", Check::Any),
        Field::own("pyCallState", Check::Any),
        Field::own("pyCallType", Check::CallType),
        Field::named(Known::ExternalReferenceId, "pyCallID", Check::Any),
        Field::named(Known::Ani, "pyANI", Check::Any),
        Field::named(Known::Dnis, "pyDNIS", Check::Any),
        Field::named(Known::OtherParty, "pyOtherDN", Check::Any),
        Field::own("CallID", Check::Any),
        Field::own("HeldCallID", Check::Any),
        Field::own("ConsultCallID", Check::Any),
        Field::own("DN", Check::Any),
        Field::own("DestinationNumber", Check::Any),
        Field::named(Known::Party, "Party", Check::Any),
        Field::own("AgentID", Check::Any),
        Field::own("AgentPassword", Check::Any),
        Field::own("Queue", Check::Any),
        Field::own("WorkMode", Check::Any),
        Field::own("pyReasonCode", Check::Any),
    ],
    also: Some(("PartyToRemove", Known::Party)),
    free: true,
    any_case: true,
    plain: 0,
    checked: 0,
};

/// The call's own names, as they are.
const FREE: Table = Table { fields: &[], also: None, free: true, any_case: false, plain: 0, checked: 0 };

pub(super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    let mut before = *b"{\"";
    let own = || source.items().filter(|item| item.app.is_empty());
    for item in own() {
        if let Some(name) = PROPERTIES.listed(&item)? {
            payload::put_member(out, &mut before, name, &item);
        }
    }
    let mut variables = own().filter(|item| PROPERTIES.field(item).is_none()).peekable();
    let any = variables.peek().is_some();
    if any {
        out.put(&before);
        out.put(VARIABLES);
        out.put(b"\":");
        before = *b"{\"";
    }
    for item in variables {
        limits(&item).map_err(|why| EncodeError::Refused { entry: item.at, why })?;
        payload::put_member(out, &mut before, item.name, &item);
    }
    if before == *b"{\"" {
        out.byte(b'{');
    }
    out.put(if any { b"}}" } else { b"}" });
    Ok(())
}

pub(super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), DecodeError> {
    let mut reader = json::Reader::new(text, Dialect::Json)?;
    reader.object()?;
    loop {
        list.name();
        let name = reader.name(list)?;
        // The variables are the one member that is an object.
        if payload::is(name, VARIABLES, list) {
            list.drop_open();
            match reader.value(list)? {
                Value::Object => payload::members(&FREE, &mut reader, list)?,
                Value::Null => {}
                Value::Plain(_) | Value::Put => return Err(DecodeError::at(reader.start(), What::Unexpected)),
            }
        } else if !payload::named_member(&PROPERTIES, name, &mut reader, list)? {
            return Ok(reader.end()?);
        }
    }
}
