//! Why an encoder or a decoder gives nothing.

use crate::syntax::{Fault, Wrong};

/// Why there is no text. What the buffer holds then means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum EncodeError {
    /// The buffer is too small; so many bytes are needed.
    NeedSize(usize),
    /// This entry cannot be said in the format.
    Refused {
        /// Its place among the entries given (a call's: among those that it shows), from 0.
        entry: usize,
        /// Why.
        why: Why,
    },
    /// An entry without which the format says nothing is missing.
    Missing(&'static str),
    /// The format is only read.
    OnlyRead,
}

/// Why an entry cannot be said in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Why {
    /// The format has no such key.
    Key,
    /// The key is empty.
    EmptyKey,
    /// The key is no name in this format.
    Name,
    /// The key is longer than 255 bytes.
    KeyTooLong,
    /// The value is longer than 65,535 bytes.
    TooLong,
    /// The value is not one of those that the key has.
    Value,
    /// The value is not of 1 to 35 letters and digits.
    Reference,
    /// A character that the format cannot hold.
    Character,
    /// There is more than the carrier takes.
    Budget,
    /// The key can be there only once.
    Twice,
    /// `CRM_IC/MCM` is carried, never written.
    Reserved,
    /// A merge, and a page's call, takes 256 entries.
    Many,
    /// The format asks for a label: an entry `@label` of the section, or `item@label` behind the item.
    Label,
}

impl Why {
    /// Why, in words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Key => "the codec has no such key",
            Self::EmptyKey => "the key is empty",
            Self::Name => "the key is no name in this format",
            Self::KeyTooLong => "the key is longer than 255 bytes",
            Self::TooLong => "the value is longer than 65,535 bytes",
            Self::Value => "the value is not one of those that this key has",
            Self::Reference => "an id has 1 to 35 letters and digits",
            Self::Character => "the value has a character that the format cannot hold",
            Self::Budget => "more than the carrier takes",
            Self::Twice => "the key can be there only once",
            Self::Many => "a merge, or a call of a page, takes 256 entries",
            Self::Label => "a label is needed: add `@label` of the section, or `item@label` behind the item",
            Self::Reserved => "the application CRM_IC/MCM is never written by this side",
        }
    }
}

impl core::fmt::Display for EncodeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::NeedSize(_) => "the buffer is too small",
            Self::Refused { why, .. } => why.text(),
            Self::Missing(_) => "an entry is missing",
            Self::OnlyRead => "the format is only read",
        })
    }
}

impl core::error::Error for EncodeError {}

/// Why a text gives no entries. Nothing was decoded then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum DecodeError {
    /// The bytes for the entries are too few; with so many it is done.
    NeedSize(usize),
    /// The text is wrong.
    Wrong(Wrong),
    /// The format is only written.
    OnlyWritten,
}

impl DecodeError {
    /// What is wrong at which offset.
    pub const fn at(at: usize, what: Fault) -> Self {
        Self::Wrong(Wrong { at, what })
    }
}

impl From<Wrong> for DecodeError {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

impl core::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::NeedSize(_) => "the bytes for the entries are too few",
            Self::Wrong(wrong) => wrong.what.text(),
            Self::OnlyWritten => "the format is only written",
        })
    }
}

impl core::error::Error for DecodeError {}
