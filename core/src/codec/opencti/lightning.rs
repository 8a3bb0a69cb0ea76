//! Lightning's way: one object with the arguments under their names.

use super::super::error::EncodeError;
use super::super::source::Source;
use super::call::{Call, DEFAULTS, FLOW, Kind, is_number};
use super::script::Listing;
use crate::syntax::Out;

/// `sforce.opencti.screenPop({"type":…,"params":{…},"callback":…})`
pub(in super::super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    let call = Call::of(source)?;
    out.put(b"sforce.opencti.");
    out.put(call.method.name.as_bytes());
    out.put(b"({");
    let mut list = Listing { out, first: true };
    for (name, kind, _) in call.method.arguments {
        let value = call.value(name).unwrap_or(b"");
        match kind {
            Kind::Record => {
                list.open(name);
                record(&mut list, &call);
                list.close(b"}");
            }
            _ if call.value(name).is_none() => {}
            Kind::Pop => {
                list.word(name, b"sforce.opencti.SCREENPOP_TYPE.", value);
                list.open("params");
                for (name, _, _) in call.parameters {
                    if let Some(value) = call.value(name) {
                        list.text(name.as_bytes(), value);
                    }
                }
                if call.prefix == FLOW {
                    flow(&mut list, &call);
                }
                list.close(b"}");
            }
            Kind::CallType => list.word(name, b"sforce.opencti.CALL_TYPE.", value),
            Kind::Flag | Kind::Number => list.plain(name.as_bytes(), value),
            Kind::Text | Kind::Parameter | Kind::Search => list.text(name.as_bytes(), value),
        }
    }
    if call.prefix == DEFAULTS {
        defaults(&mut list, &call);
    }
    if let Some(function) = call.value(call.function()) {
        list.plain(call.function().as_bytes(), function);
    }
    out.put(b"})");
    Ok(())
}

/// The fields of the record that is logged.
#[inline(never)]
fn record(list: &mut Listing<'_, '_>, call: &Call<'_>) {
    for item in call.fields() {
        if item.name() == b"CallDurationInSeconds" && is_number(item.value) {
            list.plain(item.name(), item.value);
        } else {
            list.text(item.name(), item.value);
        }
    }
}

#[inline(never)]
fn defaults(list: &mut Listing<'_, '_>, call: &Call<'_>) {
    if call.group().next().is_some() {
        list.open("defaultFieldValues");
        call.group().for_each(|(name, value)| list.text(name, value));
        list.close(b"}");
    }
}

#[inline(never)]
fn flow(list: &mut Listing<'_, '_>, call: &Call<'_>) {
    if call.group().next().is_none() {
        return;
    }
    list.name(b"flowArgs");
    list.out.byte(b'[');
    list.first = true;
    for (name, value) in call.group() {
        list.next();
        list.out.byte(b'{');
        list.first = true;
        list.text(b"name", name);
        list.text(b"type", b"String");
        list.text(b"value", value);
        list.close(b"}");
    }
    list.close(b"]");
}
