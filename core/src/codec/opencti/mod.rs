//! Salesforce Open CTI: the calls that a softphone page makes, what a click on a number gives it, and the definition of
//! a call centre in its two forms.
//!
//! The entries of a page's call are a method by its Lightning name: `method=screenPop`, its arguments under their
//! names, and if wanted `callback=NAME` (or `listener=NAME`) of a function in the page. `defaultFieldValues.F` and
//! `flowArgs.A` set one field or argument each. In `saveLog` every other key is a field of the record. Each is there
//! once: a name that comes again is refused, which costs a look at those before it. The text is
//! an expression that may stand in a page's script. Classic takes what it has a counterpart for.

mod call;
mod classic;
mod definition;
mod lightning;
mod metadata;
mod script;
mod sections;

pub(super) use call::values;
pub(super) use definition::{decode as decode_definition, encode as encode_definition};
pub(super) use metadata::decode as decode_metadata;
pub(super) use sections::values as item_values;

use self::call::Call;
use super::error::EncodeError;
use super::items::Items;
use super::payload::{self, Open};
use super::sized;
use super::table::Table;
use crate::data::list::List;
use crate::syntax::json::{self, Dialect};
use crate::syntax::{Out, Wrong};

/// A page's call is looked up and checked before it is written: so the two are not on the stack together.
#[inline(always)]
pub(super) fn encode_lightning(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<usize, EncodeError> {
    let mut result = Call::of(items);
    if let Ok(call) = result {
        lightning::put(Call(call), items, out);
        result = sized(out);
    }
    result
}

#[inline(always)]
pub(super) fn encode_classic(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<usize, EncodeError> {
    let mut result = Call::of(items);
    if let Ok(call) = result {
        result = classic::put(Call(call), items, out);
    }
    result
}

#[inline(always)]
pub(super) fn encode_metadata(items: &mut Items<'_>, out: &mut Out<'_>) -> Result<usize, EncodeError> {
    match metadata::put(items, out) {
        Ok(written) => metadata::missing(written).map_or_else(|| sized(out), |name| Err(EncodeError::Missing(name))),
        Err(why) => Err(items.refused(why)),
    }
}

/// What a click gives: `{"number":"…","recordId":"…",…}`; every name as it stands.
const CLICK: Table =
    Table { fields: &[], also: None, free: true, any_case: false, renamed: None, plain: 0, checked: 0 };

pub(super) fn decode_click(text: &[u8], list: &mut List<'_>) -> Result<(), Wrong> {
    let mut reader = json::Reader::new(text, Dialect::Script);
    let result = reader.begin().and_then(|()| payload::objects(&CLICK, Open::Record, &mut reader, list));
    result.map_err(|what| reader.wrong(what))
}
