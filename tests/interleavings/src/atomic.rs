//! Words with the interface of `core::sync::atomic`, as far as the library uses it: each access is the explorer's to decide.

pub use core::sync::atomic::Ordering;

use crate::explore::{Access, access};

macro_rules! word {
    ($name:ident $number:ty) => {
        /// A shared word. Which one it is, its address tells.
        #[derive(Debug)]
        pub struct $name($number);

        impl $name {
            /// A word with this value.
            pub const fn new(value: $number) -> Self {
                Self(value)
            }

            /// Any value that this side may see now.
            pub fn load(&self, order: Ordering) -> $number {
                access(Access { word: self.word(), initial: self.0.into(), store: None, order }) as $number
            }

            /// From now on this side sees this value.
            pub fn store(&self, value: $number, order: Ordering) {
                access(Access { word: self.word(), initial: self.0.into(), store: Some(value.into()), order });
            }

            fn word(&self) -> usize {
                std::ptr::from_ref(self).addr()
            }
        }
    };
}
word!(AtomicU16 u16);
word!(AtomicU32 u32);
