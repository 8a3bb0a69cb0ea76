//! Lightning's way: one object with the arguments under their names.

use super::super::items::Items;
use super::super::source::Item;
use super::call::{Call, Kind, METHOD, is_number, takes};
use super::script;
use crate::syntax::{Out, same};

/// `sforce.opencti.screenPop({"type":…,"params":{…},"callback":…})`: for one argument after the other, the entries that it
/// takes.
#[inline(never)]
pub(super) fn put(call: Call, items: &mut Items<'_>, out: &mut Out<'_>) {
    out.put(b"sforce.opencti.");
    out.put(call.method().name.as_bytes());
    out.put(b"({");
    // Behind the method, which is taken.
    let (mut item, mut place, mut argument, mut taken) = (Item::NONE, 0u32, &METHOD, true);
    let mut comma = false;
    loop {
        let several = matches!(argument.1, Kind::Record | Kind::Defaults | Kind::Flow);
        if taken && !several || !items.advance(&mut item) {
            if several && taken {
                out.put(if argument.1 == Kind::Flow { b"]" } else { b"}" });
            }
            place = place.wrapping_add(1);
            let Some(next) = call.argument(place) else { break };
            let parameter = matches!(argument.1, Kind::Parameter | Kind::Search | Kind::Flow);
            if parameter && matches!(next.1, Kind::Defaults | Kind::Function) {
                out.put(b"}");
            }
            (argument, taken) = (next, false);
            items.again();
            continue;
        }
        let Some(name) = takes(argument, &item) else { continue };
        if comma {
            out.put(b",");
        }
        let kind = argument.1;
        if !taken {
            out.put(match kind {
                Kind::Record => b"\"value\":{",
                Kind::Defaults => b"\"defaultFieldValues\":{",
                Kind::Flow => b"\"flowArgs\":[",
                _ => b"",
            });
        }
        (comma, taken) = (true, true);
        out.put(if kind == Kind::Flow { b"{\"name\":\"" } else { b"\"" });
        script::put(out, name);
        let between: &[u8] = match kind {
            Kind::Pop => b"\":sforce.opencti.SCREENPOP_TYPE.",
            Kind::CallType => b"\":sforce.opencti.CALL_TYPE.",
            Kind::Flow => b"\",\"type\":\"String\",\"value\":\"",
            Kind::Flag | Kind::Deferred | Kind::Number | Kind::Function => b"\":",
            Kind::Record if same(name, b"CallDurationInSeconds") && is_number(item.value) => b"\":",
            _ => b"\":\"",
        };
        out.put(between);
        if kind == Kind::CallType {
            script::put_word(out, item.value, false);
        } else if between.last() == Some(&b'"') {
            script::put(out, item.value);
            out.put(b"\"");
        } else {
            out.put(item.value);
        }
        if kind == Kind::Flow {
            out.put(b"}");
        }
        if kind == Kind::Pop {
            out.put(b",\"params\":{");
            comma = false;
        }
    }
    out.put(b"})");
}
