//! Dialling options: what the line needs before a number that a user or a page gives.
//!
//! A call-centre definition has three prefixes (`reqDialingOptions`) and leaves it to the softphone which number
//! needs which. That is a table of rules here, and a site may bring its own.

use core::borrow::Borrow;

use crate::data::{Entry, Key};
use crate::list::list;
use crate::syntax::Out;

/// The prefixes of a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Options<'a> {
    /// `reqOutsidePrefix`: reaches an external line.
    pub outside: &'a str,
    /// `reqLongDistPrefix`: before a long-distance number.
    pub long_distance: &'a str,
    /// `reqInternationalPrefix`: before a country's code.
    pub international: &'a str,
}

impl<'a> Options<'a> {
    /// The prefixes that a call-centre definition has, as either codec of it gives them; empty where it has none. Of a
    /// name that is there twice the first that says something counts.
    pub fn of(definition: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let mut options = Self::default();
        for entry in definition {
            let place = match entry.key {
                Key::Own { app: "reqDialingOptions", name: "reqOutsidePrefix" } => &mut options.outside,
                Key::Own { app: "reqDialingOptions", name: "reqLongDistPrefix" } => &mut options.long_distance,
                Key::Own { app: "reqDialingOptions", name: "reqInternationalPrefix" } => &mut options.international,
                _ => continue,
            };
            if place.is_empty() {
                *place = entry.value;
            }
        }
        options
    }
}

list! {
    /// How far a number goes.
    Reach {
        /// A station of this switch: no prefix.
        Internal = 1 "internal",
        /// A number of the same area: the outside prefix.
        Local = 2 "local",
        /// A number of another area: outside, then long-distance prefix.
        LongDistance = 3 "long-distance",
        /// A number of another country: outside, then international prefix.
        International = 4 "international",
    }
}

/// One rule: numbers that begin so and are so long go so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Rule<'a> {
    /// What the number begins with; this is taken away.
    pub begins: &'a str,
    /// The least and the most digits behind it.
    pub digits: (u8, u8),
    /// How far such a number goes.
    pub reach: Reach,
}

impl<'a> Rule<'a> {
    /// A rule.
    pub const fn new(begins: &'a str, least: u8, most: u8, reach: Reach) -> Self {
        Self { begins, digits: (least, most), reach }
    }
}

/// North American rules: `+1` and a leading 1 are long distance, another `+` is abroad, up to five digits and
/// star codes stay in the house.
pub const RULES: &[Rule<'static>] = &[
    Rule::new("+1", 10, 10, Reach::LongDistance),
    Rule::new("+", 1, 255, Reach::International),
    Rule::new("1", 10, 10, Reach::LongDistance),
    Rule::new("", 1, 5, Reach::Internal),
    Rule::new("", 6, 9, Reach::Local),
    Rule::new("", 10, 255, Reach::LongDistance),
];

/// Why there is nothing to dial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum DialError {
    /// The buffer is too small; so many bytes are needed.
    NeedSize(usize),
    /// A character that cannot be dialled, and its offset.
    Character(usize),
    /// No rule takes the number.
    NoRule,
}

/// Writes what is to be dialled: prefixes, then the number without what people write between its digits (space and
/// `- . ( ) /`). The first rule that takes the number decides.
pub fn dial<'r>(
    number: &str,
    options: &Options<'_>,
    rules: impl IntoIterator<Item: Borrow<Rule<'r>>>,
    into: &mut [u8],
) -> Result<usize, DialError> {
    let strange = |(_, byte): &(usize, u8)| !is_dialled(*byte) && !b" -.()/".contains(byte);
    if let Some((at, _)) = number.bytes().enumerate().find(strange) {
        return Err(DialError::Character(at));
    }
    let digits = || number.bytes().filter(|byte| is_dialled(*byte));
    let length = digits().count();
    let rule = rules.into_iter().find(|rule| {
        let rule = rule.borrow();
        let rest = length.wrapping_sub(rule.begins.len());
        let (least, most) = rule.digits;
        digits().take(rule.begins.len()).eq(rule.begins.bytes())
            && (usize::from(least)..=usize::from(most)).contains(&rest)
    });
    let rule = rule.ok_or(DialError::NoRule)?;
    let rule = rule.borrow();
    let mut out = Out::new(into);
    let prefixes = match rule.reach {
        Reach::Internal => ["", ""],
        Reach::Local => [options.outside, ""],
        Reach::LongDistance => [options.outside, options.long_distance],
        Reach::International => [options.outside, options.international],
    };
    prefixes.iter().for_each(|prefix| out.put(prefix.as_bytes()));
    digits().skip(rule.begins.len()).for_each(|byte| out.byte(byte));
    out.done().map_err(DialError::NeedSize)
}

const fn is_dialled(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'+' | b'*' | b'#')
}
