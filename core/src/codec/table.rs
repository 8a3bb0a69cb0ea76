//! The shape that every codec has: a table of keys over a syntax.

use super::error::{EncodeError, Why};
use super::source::Item;
use crate::data::list::{List, Name};
use crate::data::{Known, MAX_NAME, MAX_VALUE, names};
use crate::syntax::{self, Label, What};

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

    /// Where the key has a list of values, the one put becomes that of the list.
    fn settle(&self, list: &mut List<'_>) -> Result<(), What> {
        let values = self.check.values();
        if let (false, Some(value)) = (values.is_empty(), list.value()) {
            let one = values.iter().map(|one| one.as_bytes()).find(|one| one.eq_ignore_ascii_case(value));
            crate::bytes::copy(value, one.ok_or(What::Unknown)?);
        }
        Ok(())
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

    #[inline]
    fn of(self, value: &[u8]) -> Result<(), Why> {
        match self {
            Self::Any | Self::Action => Ok(()),
            Self::Reference if (1..=35).contains(&value.len()) && syntax::url::is_alphanumeric(value) => Ok(()),
            Self::Reference => Err(Why::Reference),
            _ if self.values().iter().any(|one| syntax::same(one.as_bytes(), value)) => Ok(()),
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

impl Table {
    /// The name that a well-known key goes under, where it is its own, and the value is one that it takes.
    #[inline(always)]
    pub fn label(&self, known: Known, value: &[u8]) -> Option<&'static Label> {
        let bit = 1u64.wrapping_shl(u32::from(known.code()));
        if self.plain & bit == 0 && (self.checked & bit == 0 || !self.takes(known, value)) {
            return None;
        }
        names::label(known)
    }

    #[inline(never)]
    fn takes(&self, known: Known, value: &[u8]) -> bool {
        self.known(known).is_some_and(|field| field.check.of(value).is_ok())
    }

    /// The name under which an entry is written; `None` where the format leaves it out.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub fn place<'a>(&self, item: &Item<'a>) -> Result<Option<&'a [u8]>, EncodeError> {
        // Most are keys of the format that take any value.
        match item.known.and_then(|known| self.known(known)) {
            Some(field) if field.check == Check::Any && item.value.len() <= MAX_VALUE => {
                Ok(Some(field.name.as_bytes()))
            }
            field => self.written(*item, field).map_err(|why| EncodeError::Refused { entry: item.at, why }),
        }
    }

    fn written<'a>(&self, item: Item<'a>, field: Option<&'static Field>) -> Result<Option<&'a [u8]>, Why> {
        if !item.app.is_empty() {
            return Ok(None);
        }
        if let Some(field) = field.or_else(|| self.field(&item)) {
            field.check.of(item.value)?;
            limits(&item)?;
            return Ok(Some(field.name.as_bytes()));
        }
        if !self.free && item.known.is_some_and(|known| known.is_fact()) {
            return Ok(None);
        }
        // A free key that reads back as another one would be lost.
        if !self.free || self.means(item.name).is_some() {
            return Err(Why::Key);
        }
        limits(&item)?;
        Ok(Some(item.name))
    }

    /// The name under which an entry is written, if the table has the key.
    pub fn listed(&self, item: &Item<'_>) -> Result<Option<&'static [u8]>, EncodeError> {
        let Some(field) = self.field(item) else { return Ok(None) };
        let checked = limits(item).and_then(|()| field.check.of(item.value));
        checked.map_err(|why| EncodeError::Refused { entry: item.at, why })?;
        Ok(Some(field.name.as_bytes()))
    }

    /// The field of an entry.
    pub fn field(&self, item: &Item<'_>) -> Option<&'static Field> {
        match item.known {
            Some(known) => self.known(known),
            None => self.fields.iter().find(|field| field.known.is_none() && field.name.as_bytes() == item.name),
        }
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
        let same = |ours: &str| match self.any_case {
            true => ours.as_bytes().eq_ignore_ascii_case(name),
            false => ours.as_bytes() == name,
        };
        let also = self
            .also
            .filter(|(also, _)| also.len() == name.len() && same(also))
            .and_then(|(_, known)| self.known(known));
        // Without regard to case, and under names of its own, a format's keys are to be looked for.
        also.or_else(|| {
            let fields = if self.any_case { self.fields } else { &[] };
            fields.iter().find(|field| same(field.name) || field.known.is_some_and(|known| same(known.name())))
        })
    }

    /// Takes a whole entry, where its name is that of a well-known key which the format has; else nothing is changed.
    #[inline(always)]
    pub fn quick(&self, name: &[u8], value: &[u8], list: &mut List<'_>) -> bool {
        match names::find(name) {
            Some(known) => self.reads(known) && list.known(known, value),
            None => false,
        }
    }

    /// Whether a well-known key is one of the format that is read under its own name, with any value.
    #[inline(always)]
    const fn reads(&self, known: Known) -> bool {
        (self.plain | self.checked).wrapping_shr(known as u32) & 1 == 1
    }

    /// The open record has this name; the field that it is.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub fn name(&self, said: syntax::Name<'_>, list: &mut List<'_>) -> Result<Option<&'static Field>, What> {
        // Mostly it is a well-known key of the format.
        if let syntax::Name::Plain(said) = said
            && let Some(known) = names::find(said)
            && let Some(field) = self.known(known)
        {
            list.name_known(known);
            return Ok(Some(field));
        }
        self.other_name(said, list)
    }

    fn other_name(&self, said: syntax::Name<'_>, list: &mut List<'_>) -> Result<Option<&'static Field>, What> {
        if let syntax::Name::Plain(said) = said {
            let (name, field) = self.mean(said)?;
            list.name_is(said, name)?;
            return Ok(field);
        }
        let mut found = None;
        list.name_end(|name| {
            let (name, field) = self.mean(name)?;
            found = field;
            Ok(name)
        })?;
        Ok(found)
    }

    /// What a name read means.
    fn mean(&self, name: &[u8]) -> Result<(Name, Option<&'static Field>), What> {
        if let Some(known) = names::find(name) {
            let field = self.known(known);
            return if field.is_some() || self.free { Ok((Name::Known(known), field)) } else { Err(What::Unknown) };
        }
        match self.means(name) {
            Some(field) => Ok((field.known.map_or(Name::As(field.name), Name::Known), Some(field))),
            None if self.free => Ok((Name::Same, None)),
            None if name.is_empty() => Err(What::Key),
            None => Err(What::Unknown),
        }
    }

    /// The open record's value is whole. Where names have any case, their fixed values have too.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub fn value_end(&self, list: &mut List<'_>, field: Option<&'static Field>) -> Result<(), What> {
        if let (true, Some(field)) = (self.any_case, field) {
            field.settle(list)?;
        }
        list.value_end()
    }
}

/// What holds for every entry in every format.
pub(super) fn limits(item: &Item<'_>) -> Result<(), Why> {
    if item.name.is_empty() {
        Err(Why::EmptyKey)
    } else if item.name.len() > MAX_NAME || item.app.len() > MAX_NAME {
        Err(Why::KeyTooLong)
    } else if item.value.len() > MAX_VALUE {
        Err(Why::TooLong)
    } else {
        Ok(())
    }
}
