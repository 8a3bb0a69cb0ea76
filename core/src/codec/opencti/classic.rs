//! Classic's way: the arguments by their place, the function last.

use super::super::error::{EncodeError, Why};
use super::super::source::Source;
use super::call::{Call, Kind, first, own, refused};
use super::script::Listing;
use crate::syntax::{Out, url};

/// `sforce.interaction.setVisible(true,…)`: arguments by their place, the function last.
pub(in super::super) fn encode(source: Source<'_>, out: &mut Out<'_>) -> Result<(), EncodeError> {
    let call = Call::of(source)?;
    let no_counterpart =
        |key| first(source, key).map_or(EncodeError::Missing("method"), |item| refused(&item, Why::Value));
    if call.method.classic.is_empty() {
        return Err(no_counterpart("method"));
    }
    let deferred = call.value("deferred") == Some(b"true");
    out.put(b"sforce.interaction.");
    out.put(if deferred { b"searchAndGetScreenPopUrl" } else { call.method.classic.as_bytes() });
    out.byte(b'(');
    let mut list = Listing { out, first: true };
    for (name, kind, _) in call.method.arguments {
        let value = call.value(name);
        match (kind, value) {
            (Kind::Pop, kind) => {
                // A page is popped by its address.
                let (start, key): (&[u8], _) = match kind {
                    Some(b"SOBJECT") => (b"/", "recordId"),
                    Some(b"URL") => (b"", "url"),
                    _ => return Err(no_counterpart("type")),
                };
                list.quoted(&[start, call.value(key).unwrap_or(b"")]);
                list.raw(b"true");
            }
            (Kind::Record, _) => {
                let entity = call.fields().find(|item| item.name() == b"entityApiName");
                list.quoted(&[entity.map_or(b"Task", |item| item.value)]);
                query(&mut list, &call);
            }
            (Kind::Flag, _) if *name == "deferred" => {}
            (_, None) => list.raw(b"null"),
            (Kind::Flag | Kind::Number, Some(value)) => list.raw(value),
            (Kind::CallType, Some(value)) => {
                list.next();
                list.out.byte(b'"');
                value.iter().for_each(|byte| list.out.byte(byte.to_ascii_lowercase()));
                list.out.byte(b'"');
            }
            (_, Some(value)) => list.quoted(&[value]),
        }
    }
    if let Some(item) = own(source).find(|item| call.in_group(item).is_some()) {
        return Err(refused(&item, Why::Key));
    }
    if let Some(function) = call.value(call.function()) {
        list.raw(function);
    }
    out.byte(b')');
    Ok(())
}

/// The fields of the record that is logged, as a query.
#[inline(never)]
fn query(list: &mut Listing<'_, '_>, call: &Call<'_>) {
    list.next();
    list.out.byte(b'"');
    let mut between: &[u8] = b"";
    for item in call.fields().filter(|item| item.name() != b"entityApiName") {
        list.out.put(between);
        url::put(list.out, item.name());
        list.out.byte(b'=');
        url::put(list.out, item.value);
        between = b"&";
    }
    list.out.byte(b'"');
}
