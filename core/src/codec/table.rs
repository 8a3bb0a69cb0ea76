//! The shape that every codec has: a table of keys over a syntax.

use super::error::Why;
use super::source::Item;
use crate::data::list::{List, Name};
use crate::data::{Key, Known, names};
use crate::syntax::{self, Fault, Label, Piece, same};

/// One key of a format.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// The well-known key, where it is one; else the key has the format's name.
    pub known: Option<Known>,
    /// What values it takes when it is written.
    pub check: Check,
    /// The name that the format has for it.
    pub name: &'static str,
}

impl Field {
    /// A well-known key under its own name.
    pub const fn known(known: Known, check: Check) -> Self {
        Self::named(known, known.name(), check)
    }

    /// A well-known key under the format's name.
    pub const fn named(known: Known, name: &'static str, check: Check) -> Self {
        Self { known: Some(known), check, name }
    }

    /// A key that only this format has.
    pub const fn own(name: &'static str, check: Check) -> Self {
        Self { known: None, check, name }
    }

    const fn is(&self, known: Known) -> bool {
        matches!(self.known, Some(this) if this as u8 == known as u8)
    }
}

/// What values a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// Any.
    Any,
    /// 1 to 35 letters and digits (SAP KBA 3481409).
    Reference,
    /// A CTI vendor that the C4C adapter knows.
    Vendor,
    /// The event of a C4C activity.
    Activity,
    /// A ticket push.
    Notification,
    /// The event of a ticket push.
    Push,
    /// Pega's kind of call.
    CallType,
    /// Any, and the options say how it is written.
    Action,
}

impl Check {
    /// The values, where they are a list.
    const fn values(self) -> &'static [&'static str] {
        match self {
            Self::Any | Self::Reference | Self::Action => &[],
            Self::Vendor => &["BCM1234", "AVAYA5678", "CISCO9876", "GEN8923", "SIE5281"],
            Self::Activity => &["INBOUND", "OUTBOUND", "UPDATEACTIVITY", "TRANSFER"],
            Self::Notification => &["NOTIFICATION"],
            Self::Push => &["Push"],
            Self::CallType => &["INBOUND", "CONSULT", "OUTBOUND", "INTERNAL"],
        }
    }

    pub fn of(self, value: &[u8]) -> Result<(), Why> {
        match self {
            Self::Any | Self::Action => Ok(()),
            Self::Reference if (1..=35).contains(&value.len()) && syntax::word::is_alphanumeric(value) => Ok(()),
            Self::Reference => Err(Why::Reference),
            _ if self.values().iter().any(|one| same(one.as_bytes(), value)) => Ok(()),
            _ => Err(Why::Value),
        }
    }
}

/// The keys of a format. Where they are the first well-known ones in their order, a key is found at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    pub fields: &'static [Field],
    /// Another name that is read for a key.
    pub also: Option<(&'static str, Known)>,
    /// Whether other keys go as they are.
    pub free: bool,
    /// Whether the format's names are read without regard to case.
    pub any_case: bool,
    /// A well-known key that takes any value, and is written under another name.
    pub renamed: Option<(&'static Label, Known)>,
    /// Well-known keys under their own names that take any value, and those that do not: [`masks`] of the fields.
    pub plain: u64,
    pub checked: u64,
}

/// The keys that go under their own names, by the bits of their numbers: those that take any value, and the others.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
pub(super) const fn masks(fields: &[Field]) -> (u64, u64) {
    let (mut plain, mut checked, mut at) = (0, 0, 0);
    while at < fields.len() {
        if let Some(known) = fields[at].known
            && fields[at].name.len() == known.name().len()
        {
            assert!(known as usize == at + 1, "a field is found by the number of its key");
            match fields[at].check {
                Check::Any => plain |= 1 << known as u8,
                Check::Action => {}
                _ => checked |= 1 << known as u8,
            }
        }
        at += 1;
    }
    (plain, checked)
}

const fn bit(code: u8) -> u64 {
    1u64.wrapping_shl(code as u32)
}

impl Table {
    /// The name that a well-known key goes under, where the value is one that it takes and needs no look at the options.
    #[inline(always)]
    pub fn label(&self, code: u8, value: &[u8]) -> Option<&'static Label> {
        if self.plain & bit(code) == 0 { self.checked_label(code, value) } else { names::label(code) }
    }

    /// The same of a key that does not take any value, or goes under another name.
    #[inline(never)]
    fn checked_label(&self, code: u8, value: &[u8]) -> Option<&'static Label> {
        if self.checked & bit(code) == 0 {
            return self.renamed.filter(|(_, known)| known.code() == code).map(|(label, _)| label);
        }
        let field = self.fields.get(usize::from(code).wrapping_sub(1))?;
        field.check.of(value).ok()?;
        names::label(code)
    }

    /// Gives an entry the name under which it is written; false where the format leaves it out.
    pub fn place(&self, item: &mut Item<'_>) -> Result<bool, Why> {
        if !item.app.is_empty() {
            return Ok(false);
        }
        match self.field(item) {
            Some(field) => {
                field.check.of(item.value)?;
                item.own = field.name.as_bytes();
            }
            None if !self.free && item.is_fact() => return Ok(false),
            // A free key that reads back as another one would be lost.
            None if !self.free || self.means(item.name()).is_some() => return Err(Why::Key),
            None => item.own = item.name(),
        }
        item.limits()?;
        Ok(true)
    }

    /// The field of an entry.
    pub fn field(&self, item: &Item<'_>) -> Option<&'static Field> {
        match item.known {
            Some(known) => self.known(known),
            // Keys in the order of the well-known ones are all well-known.
            None if self.plain != 0 => None,
            None => self.fields.iter().find(|field| field.known.is_none() && same(field.name.as_bytes(), item.name())),
        }
    }

    /// The values that a key takes, where they are a list.
    pub fn values(&self, key: Key<'_>) -> &'static [&'static str] {
        let is = |field: &&Field| match (key.plain(), field.known) {
            (Key::Known(key), Some(known)) => key == known,
            (Key::Own { app: "", name }, None) => name == field.name,
            _ => false,
        };
        self.fields.iter().find(is).map_or(&[], |field| field.check.values())
    }

    #[inline]
    fn known(&self, known: Known) -> Option<&'static Field> {
        let at = usize::from(known.code()).wrapping_sub(1);
        match self.fields.get(at) {
            Some(field) if field.is(known) => Some(field),
            _ => self.fields.iter().find(|field| field.is(known)),
        }
    }

    /// The field that a name read means, beside the well-known keys.
    fn means(&self, name: &[u8]) -> Option<&'static Field> {
        if !self.any_case {
            return self.also.filter(|(also, _)| same(also.as_bytes(), name)).and_then(|(_, known)| self.known(known));
        }
        // Without regard to case, and under names of its own, a format's keys are to be looked for.
        let same = |ours: &str| ours.as_bytes().eq_ignore_ascii_case(name);
        match self.also.filter(|(also, _)| same(also)) {
            Some((_, known)) => self.known(known),
            None => {
                self.fields.iter().find(|field| same(field.name) || field.known.is_some_and(|known| same(known.name())))
            }
        }
    }

    /// The well-known key of this name, where the format has it and reads any value.
    #[inline(always)]
    pub fn reads(&self, name: Piece<'_>) -> Option<Known> {
        match names::find(name) {
            Some(known) if (self.plain | self.checked).wrapping_shr(known as u32) & 1 == 1 => Some(known),
            Some(_) => None,
            None => self.also_reads(name.text()),
        }
    }

    /// The key that is read under another name as well.
    #[cold]
    fn also_reads(&self, name: &[u8]) -> Option<Known> {
        self.also.filter(|(also, _)| !self.any_case && same(also.as_bytes(), name)).map(|(_, known)| known)
    }

    /// The open record has this name, or the one that was put; whether the format has a field of it.
    pub fn name(&self, said: Option<&[u8]>, list: &mut List<'_>) -> Result<bool, Fault> {
        // A name that did not fit means nothing any more: the size told may be some bytes too much.
        let (known, field) = match said.or_else(|| list.name_put()) {
            Some(name) => self.mean(name)?,
            None => (None, None),
        };
        list.name_is(
            said,
            match (known, field) {
                (Some(known), _) => Name::Known(known),
                (None, Some(field)) => Name::As(field.name),
                (None, None) => Name::Same,
            },
        )?;
        Ok(field.is_some())
    }

    /// What a name read means: a well-known key, a field, both or another key.
    fn mean(&self, name: &[u8]) -> Result<(Option<Known>, Option<&'static Field>), Fault> {
        let known = names::find(Piece::whole(name));
        let field = match known {
            Some(known) => self.known(known),
            None => self.means(name),
        };
        if field.is_none() && !self.free {
            return Err(if name.is_empty() { Fault::Key } else { Fault::Unknown });
        }
        Ok((known.or(field.and_then(|field| field.known)), field))
    }

    /// The open record's value is whole. Where names have any case, their fixed values have too.
    pub fn value_end(&self, list: &mut List<'_>) -> Result<(), Fault> {
        if self.any_case {
            self.settle(list)?;
        }
        list.value_end()
    }

    /// Where the key has a list of values, the one put becomes that of the list.
    fn settle(&self, list: &mut List<'_>) -> Result<(), Fault> {
        let Some((known, name, value)) = list.put() else { return Ok(()) };
        let is = |field: &&Field| match known {
            0 => field.known.is_none() && same(field.name.as_bytes(), name),
            known => field.known.is_some_and(|this| this.code() == known),
        };
        let values = self.fields.iter().find(is).map_or(&[][..], |field| field.check.values());
        if !values.is_empty() {
            let one = values.iter().map(|one| one.as_bytes()).find(|one| one.eq_ignore_ascii_case(value));
            crate::bytes::copy(value, one.ok_or(Fault::Unknown)?);
        }
        Ok(())
    }
}
