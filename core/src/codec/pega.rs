//! Pega Call OpenCTI (Pega Call 7.31, server-side integration): the properties of call events and requests
//! as one JSON object, everything else as property-value pairs in its `pyCallVariables`.
//!
//! The guide's text and its maps do not agree about some request properties, nor does their spelling: every
//! name is read, without regard to case.

use super::error::Why;
use super::items::Items;
use super::payload;
use super::source::Item;
use super::table::{Check, Field, Table};
use crate::data::Known;
use crate::data::list::List;
use crate::syntax::json::{self, Dialect, Value};
use crate::syntax::{Fault, Name, Out, Wrong};

const VARIABLES: &[u8] = b"pyCallVariables";

pub(super) const PROPERTIES: Table = Table {
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
    renamed: None,
    plain: 0,
    checked: 0,
};

/// The call's own names, as they are.
const FREE: Table = Table { fields: &[], also: None, free: true, any_case: false, renamed: None, plain: 0, checked: 0 };

pub(super) fn encode(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<(), Why> {
    let mut before = *b"{\"";
    let (mut variables, mut item) = (false, Item::NONE);
    // First the properties, then what is none.
    for round in 0..2 {
        items.restart();
        while items.advance(&mut item) {
            let field = PROPERTIES.field(&item);
            if !item.app.is_empty() || field.is_some() != (round == 0) {
                continue;
            }
            item.limits()?;
            if let Some(field) = field {
                field.check.of(item.value)?;
                item.own = field.name.as_bytes();
            } else {
                if !variables {
                    out.put(&before);
                    out.put(VARIABLES);
                    out.put(b"\":");
                    (before, variables) = (*b"{\"", true);
                }
                item.own = item.name();
            }
            payload::put_member(out, &mut before, &item);
        }
    }
    let none: &[u8] = if before == *b"{\"" { b"{" } else { b"" };
    out.put(none);
    out.put(if variables { b"}}" } else { b"}" });
    Ok(())
}

pub(super) fn decode(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = json::Reader::new(text, Dialect::Json);
    let result = reader.begin().and_then(|()| objects(&mut reader, list));
    result.map_err(|what| reader.wrong(what))
}

/// The properties, and the object in them.
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn objects(reader: &mut json::Reader<'_>, list: &mut List<'_>) -> Result<(), Fault> {
    reader.object()?;
    let mut table = &PROPERTIES;
    loop {
        list.name();
        let name = reader.name(&mut list.out)?;
        let outer = table.any_case;
        if name == Name::End {
            if outer {
                return reader.end();
            }
            list.drop_open();
            table = &PROPERTIES;
        } else if outer && payload::is(name, VARIABLES, list) {
            // The variables are the one member that is an object.
            list.drop_open();
            match reader.value(&mut list.out)? {
                Value::Object => table = &FREE,
                Value::Null => {}
                Value::Put => return Err(reader.fail(reader.start(), Fault::Unexpected)),
            }
        } else {
            payload::member(table, name, reader, list)?;
        }
    }
}
