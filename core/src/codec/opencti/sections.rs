//! What both forms of a call-centre definition have: sections with items in them.
//!
//! A section is an application, an item a key of it. Labels, and an order that is not the place, are entries of
//! their own: `section:@label`, and behind their item `section:item@label` and `section:item@sortOrder`.

use super::super::error::{EncodeError, Why};
use super::super::source::{Item, Items, Source};
use crate::data::MAX_NAME;
use crate::data::list::{List, Name};
use crate::syntax::What;

/// What an item or a section says beside name and value.
#[derive(Clone, Copy, Default)]
pub(super) struct Said<'a> {
    pub order: Option<&'a [u8]>,
    pub label: Option<&'a [u8]>,
}

impl<'a> Said<'a> {
    /// Notes the value of an entry that says something of `of`.
    fn note(&mut self, item: &Item<'a>, of: &[u8]) -> Option<()> {
        let place = match item.name().strip_prefix(of)? {
            b"@sortOrder" => &mut self.order,
            b"@label" => &mut self.label,
            _ => return None,
        };
        place.is_none().then(|| *place = Some(item.value))
    }
}

/// An entry with those that follow it and say more of the same.
pub(super) struct Piece<'a> {
    pub item: Item<'a>,
    /// The section begins with it.
    pub opens: bool,
    /// It is said of the section itself: there is no item.
    pub of_section: bool,
    pub said: Said<'a>,
}

impl Piece<'_> {
    pub fn refused(&self, why: Why) -> EncodeError {
        EncodeError::Refused { entry: self.item.at, why }
    }
}

/// The entries, piece by piece.
pub(super) struct Pieces<'a> {
    items: Items<'a>,
    ahead: Option<Item<'a>>,
    section: Option<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    pub fn new(source: Source<'a>) -> Self {
        let mut items = source.items();
        let ahead = next(&mut items);
        Self { items, ahead, section: None }
    }

    #[inline(never)]
    pub fn next(&mut self) -> Result<Option<Piece<'a>>, EncodeError> {
        let Some(item) = self.ahead else { return Ok(None) };
        self.ahead = next(&mut self.items);
        let opens = self.section != Some(item.app);
        self.section = Some(item.app);
        let of_section = item.name().first() == Some(&b'@') && !item.app.is_empty();
        let mut piece = Piece { item, opens, of_section, said: Said::default() };
        item.limits().and_then(|()| rule(&item)).map_err(|why| piece.refused(why))?;
        let mut of = item.name();
        if of_section {
            of = b"";
            if !opens || piece.said.note(&item, of).is_none() {
                return Err(piece.refused(Why::Name));
            }
        } else if item.name().contains(&b'@') {
            return Err(piece.refused(Why::Name));
        }
        while let Some(after) = self.ahead.filter(|after| after.app == item.app) {
            let Some(()) = piece.said.note(&after, of) else { break };
            after.limits().map_err(|why| EncodeError::Refused { entry: after.at, why })?;
            self.ahead = next(&mut self.items);
        }
        Ok(Some(piece))
    }
}

/// The next entry that is no fact of a call.
#[inline(never)]
fn next<'a>(items: &mut Items<'a>) -> Option<Item<'a>> {
    items.find(|item| !item.is_fact())
}

/// What the platform asks of an item (section `reqGeneralInfo`).
fn rule(item: &Item<'_>) -> Result<(), Why> {
    let fits = match item.name() {
        _ if item.app != b"reqGeneralInfo" => true,
        b"reqInternalName" => {
            item.value.len() <= 40
                && item.value.iter().all(u8::is_ascii_alphanumeric)
                && item.value.first().is_some_and(u8::is_ascii_alphabetic)
        }
        b"reqDisplayName" => core::str::from_utf8(item.value).is_ok_and(|text| text.chars().count() <= 1000),
        b"reqSoftphoneHeight" | b"reqSoftphoneWidth" | b"reqTimeout" => is_number(item.value),
        b"reqUseApi" => matches!(item.value, b"true" | b"false"),
        b"reqSalesforceCompatibilityMode" => {
            matches!(item.value, b"Classic" | b"Lightning" | b"Classic_and_Lightning")
        }
        _ => true,
    };
    if fits { Ok(()) } else { Err(Why::Value) }
}

pub(super) fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

/// The name of an item is whole: it has no `@`.
pub(super) fn plain(list: &mut List<'_>) -> Result<(), What> {
    match list.name_put() {
        Some(name) if name.len() <= MAX_NAME && name.contains(&b'@') => Err(What::Key),
        _ => list.name_is(None, Name::Same),
    }
}
