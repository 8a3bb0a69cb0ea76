//! Classic's way: the arguments by their place, the function last.

use super::super::error::{EncodeError, Why};
use super::super::items::Items;
use super::super::sized;
use super::super::source::Item;
use super::call::{Call, DEFERRED, ENTITY, Kind, first, takes};
use super::script;
use crate::syntax::{Out, same, url};

/// `sforce.interaction.setVisible(true,…)`
#[inline(never)]
pub(super) fn put(call: Call, items: &mut Items<'_>, out: &mut Out<'_>) -> Result<usize, EncodeError> {
    let (mut item, mut place, mut comma) = (Item::NONE, 0, false);
    while let Some(argument) = call.argument(place) {
        place = place.wrapping_add(1);
        let there = first(items, &mut item, |item| takes(argument, item).is_some());
        match argument.1 {
            Kind::Method => {
                let mut name = call.method().classic.as_bytes();
                if name.is_empty() {
                    return Err(items.refused(Why::Value));
                }
                if same(name, b"searchAndScreenPop")
                    && first(items, &mut item, |item| takes(&DEFERRED, item).is_some())
                    && same(item.value, b"true")
                {
                    name = b"searchAndGetScreenPopUrl";
                }
                out.put(b"sforce.interaction.");
                out.put(name);
                out.put(b"(");
                continue;
            }
            // A page is popped by its address.
            Kind::Pop if call.pop().classic.is_none() => return Err(items.refused(Why::Value)),
            Kind::Defaults | Kind::Flow if there => return Err(items.refused(Why::Key)),
            Kind::Pop | Kind::Defaults | Kind::Flow | Kind::Deferred => continue,
            Kind::Function if !there => continue,
            _ => {}
        }
        if comma {
            out.put(b",");
        }
        comma = true;
        match argument.1 {
            _ if !there => out.put(b"null"),
            Kind::Flag | Kind::Number | Kind::Function => out.put(item.value),
            Kind::Record => {
                let said = first(items, &mut item, |item| takes(&ENTITY, item).is_some());
                out.put(b"\"");
                script::put(out, if said { item.value } else { b"Task" });
                out.put(b"\",\"");
                // The fields, as a query.
                let mut between: &[u8] = b"";
                items.again();
                while items.advance(&mut item) {
                    if takes(argument, &item).is_some() && takes(&ENTITY, &item).is_none() {
                        out.put(between);
                        url::put(out, item.name());
                        out.put(b"=");
                        url::put(out, item.value);
                        between = b"&";
                    }
                }
                out.put(b"\"");
            }
            kind => {
                out.put(b"\"");
                if kind == Kind::CallType {
                    script::put_word(out, item.value, true);
                } else {
                    out.put(call.pop().classic.unwrap_or("").as_bytes());
                    script::put(out, item.value);
                }
                out.put(if kind == Kind::Parameter { b"\",true" } else { b"\"" });
            }
        }
    }
    out.put(b")");
    sized(out)
}
