//! One macro for every list of words: the enum, its numbers, its names, the way back from both, and what
//! each means.
//!
//! A word has one number for ever: lists only grow at their end. The name is the scenario-language
//! name (kebab-case); C writes the same words as `OFFHOOK_…`.

macro_rules! list {
    ($(#[$meta:meta])* $list:ident { $($(#[doc = $about:literal])+ $word:ident = $number:literal $name:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "defmt", derive(defmt::Format))]
        #[repr(u8)]
        pub enum $list { $($(#[doc = $about])+ $word = $number),+ }

        impl $list {
            /// Every word of the list, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];

            /// The word's number, the same in every host, trace and snapshot.
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// The word with this number, if there is one.
            pub const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $($number => Some(Self::$word),)+
                    _ => None,
                }
            }

            /// The name in kebab-case.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$word => $name),+
                }
            }

            /// What the word means, in a sentence: as it stands in the documentation.
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$word => concat!($($about),+)),+
                }
            }

            /// The word of this name, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.name() == name)
            }
        }

        impl core::fmt::Display for $list {
            /// The name.
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use list;
