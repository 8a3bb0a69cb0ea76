//! Why an entry was not taken.

use crate::cause::Cause;

/// Why an entry was not taken. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum DataError {
    /// It does not fit.
    NoRoom,
    /// The key has no name.
    EmptyKey,
    /// The application or the name is longer than 255 bytes.
    KeyTooLong,
    /// A request may not write the application `CRM_IC/MCM`.
    Reserved,
}

impl core::fmt::Display for DataError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::NoRoom => "the entry does not fit",
            Self::EmptyKey => "the key is empty",
            Self::KeyTooLong => "the key is longer than 255 bytes",
            Self::Reserved => "the application CRM_IC/MCM is never written by this side",
        })
    }
}

impl core::error::Error for DataError {}

impl From<DataError> for Cause {
    fn from(error: DataError) -> Self {
        match error {
            DataError::NoRoom => Self::NO_ROOM,
            DataError::EmptyKey | DataError::KeyTooLong | DataError::Reserved => Self::INVALID_PARAMETER_VALUE,
        }
    }
}
