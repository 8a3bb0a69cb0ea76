//! What both forms of a call-centre definition have: sections with items in them.
//!
//! A section is an application, an item a key of it. Labels, and an order that is not the place, are entries of
//! their own: `section:@label`, and behind their item `section:item@label` and `section:item@sortOrder`.

use super::super::error::Why;
use super::super::items::Items;
use super::super::source::Item;
use crate::data::list::{List, Name};
use crate::data::{MAX_NAME, MAX_VALUE};
use crate::syntax::{Fault, same};

/// What an item or a section says beside name and value.
#[derive(Clone, Copy, Default)]
pub(super) struct Said<'a> {
    pub order: Option<&'a [u8]>,
    pub label: Option<&'a [u8]>,
}

impl<'a> Said<'a> {
    #[inline(always)]
    fn place(&mut self, label: bool) -> &mut Option<&'a [u8]> {
        if label { &mut self.label } else { &mut self.order }
    }
}

pub(super) const ORDER: &[u8] = b"@sortOrder";
pub(super) const LABEL: &[u8] = b"@label";

/// What an entry is of its section.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Of none: it is of the call's own.
    None,
    /// An item.
    Within,
    /// An item, and the section opens with it.
    First,
    /// Nothing but what the section says of itself; it opens with that.
    Section,
}

/// Goes to the next entry that is no fact, and notes what those that follow say of the same. `place` is what it is of its
/// section, and becomes that of the next one as far as it is known. What is refused came last.
#[inline(always)]
pub(super) fn next<'a>(
    items: &mut Items<'a>,
    item: &mut Item<'a>,
    said: &mut Said<'a>,
    opens: &mut bool,
) -> Result<Option<Place>, Why> {
    pass_facts(items);
    if !items.advance(item) {
        return Ok(None);
    }
    item.limits()?;
    check(item)?;
    let place = place(item, *opens, said)?;
    loop {
        pass_facts(items);
        let says = says(items, item, place, said);
        match says {
            Ok(Some(next_opens)) => {
                *opens = next_opens;
                return Ok(Some(place));
            }
            says => {
                items.pass();
                says?;
            }
        }
    }
}

#[inline(always)]
fn pass_facts(items: &mut Items<'_>) {
    while items.fact_ahead() {
        items.pass();
    }
}

/// What an entry is, and what it says if it is of its section. The name of an item has no `@`.
#[inline(never)]
fn place<'a>(item: &Item<'a>, opens: bool, said: &mut Said<'a>) -> Result<Place, Why> {
    *said = Said::default();
    let (name, own) = (item.name(), item.app.is_empty());
    if name.first() == Some(&b'@') && !own {
        let label = same(name, LABEL);
        if !opens || !label && !same(name, ORDER) {
            return Err(Why::Name);
        }
        *said.place(label) = Some(item.value);
        Ok(Place::Section)
    } else if name.contains(&b'@') {
        Err(Why::Name)
    } else {
        Ok(match (own, opens) {
            (true, _) => Place::None,
            (_, true) => Place::First,
            (_, false) => Place::Within,
        })
    }
}

/// Notes what the next entry says, if that is more of an item, or of its section; else, whether another section opens.
#[inline(never)]
fn says<'a>(items: &Items<'a>, item: &Item<'a>, place: Place, said: &mut Said<'a>) -> Result<Option<bool>, Why> {
    let Some([app, name, value]) = items.peek() else { return Ok(Some(true)) };
    if !same(app, item.app) {
        return Ok(Some(true));
    }
    let of = if place == Place::Section { b"" } else { item.name() };
    let Some((begins, says)) = name.split_at_checked(of.len()) else { return Ok(Some(false)) };
    let label = same(says, LABEL);
    let noted = said.place(label);
    if !label && !same(says, ORDER) || noted.is_some() || !same(begins, of) {
        return Ok(Some(false));
    }
    if name.len() > MAX_NAME {
        return Err(Why::KeyTooLong);
    }
    if value.len() > MAX_VALUE {
        return Err(Why::TooLong);
    }
    *noted = Some(value);
    Ok(None)
}

/// What the platform asks of a value.
enum Rule {
    /// A name for the interface: letters and digits, a letter first.
    Id,
    /// At most 1,000 characters.
    Text,
    Number,
    OneOf(&'static [&'static str]),
}

/// What it asks of the items of section `reqGeneralInfo`.
const RULES: [(&str, Rule); 7] = [
    ("reqInternalName", Rule::Id),
    ("reqDisplayName", Rule::Text),
    ("reqSoftphoneHeight", Rule::Number),
    ("reqSoftphoneWidth", Rule::Number),
    ("reqTimeout", Rule::Number),
    ("reqUseApi", Rule::OneOf(&["true", "false"])),
    ("reqSalesforceCompatibilityMode", Rule::OneOf(&["Classic", "Lightning", "Classic_and_Lightning"])),
];

/// The values that an item of section `reqGeneralInfo` takes, where they are a list.
pub(in super::super) fn values(name: &str) -> &'static [&'static str] {
    match RULES.iter().find(|(item, _)| *item == name) {
        Some((_, Rule::OneOf(words))) => words,
        _ => &[],
    }
}

impl Rule {
    #[inline(never)]
    fn check(&self, value: &[u8]) -> Result<(), Why> {
        let fits = match self {
            Self::Id => {
                value.len() <= 40
                    && value.first().is_some_and(u8::is_ascii_alphabetic)
                    && value.iter().all(u8::is_ascii_alphanumeric)
            }
            // Each character has one byte that does not go on with another.
            Self::Text => {
                let characters = value.iter().filter(|byte| !matches!(byte, 0x80..0xC0)).count();
                characters <= 1000 && core::str::from_utf8(value).is_ok()
            }
            Self::Number => is_number(value),
            Self::OneOf(words) => words.iter().any(|word| same(word.as_bytes(), value)),
        };
        if fits { Ok(()) } else { Err(Why::Value) }
    }
}

#[inline(never)]
fn check(item: &Item<'_>) -> Result<(), Why> {
    if same(item.app, b"reqGeneralInfo")
        && let Some((_, rule)) = RULES.iter().find(|(name, _)| same(name.as_bytes(), item.name()))
    {
        return rule.check(item.value);
    }
    Ok(())
}

#[inline(never)]
pub(super) fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_digit())
}

/// The name of an item is whole: it has no `@`.
#[inline(never)]
pub(super) fn plain(list: &mut List<'_>) -> Result<(), Fault> {
    match list.name_put() {
        Some(name) if name.len() <= MAX_NAME && name.contains(&b'@') => Err(Fault::Key),
        _ => whole(list),
    }
}

/// What is said follows a name.
#[inline(never)]
pub(super) fn saying(what: &[u8], list: &mut List<'_>) -> Result<(), Fault> {
    list.out.put(what);
    whole(list)
}

/// The name that was put is whole.
#[inline(never)]
fn whole(list: &mut List<'_>) -> Result<(), Fault> {
    list.name_is(None, Name::Same)
}

/// What stands in quotes.
pub(super) fn unquoted(quoted: &[u8]) -> &[u8] {
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or(&[])
}
