//! Names for a call: our own id, and what the network calls it.

/// A call of one station: slot and generation in one number.
///
/// The generation makes the id of an ended call useless for the next call in its slot: 2^20 − 1 calls
/// pass through a slot before an id comes back. [`CallId::NONE`] is no call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(transparent)]
pub struct CallId(u32);

impl CallId {
    /// No call.
    pub const NONE: Self = Self(0);
    const SLOT_BITS: u32 = 12;
    const SLOT_MASK: u32 = (1 << Self::SLOT_BITS) - 1;
    const LAST_GENERATION: u32 = u32::MAX >> Self::SLOT_BITS;
    /// Slots that an id can name: the most calls that one station can have.
    pub const MAX_SLOTS: usize = 1 << Self::SLOT_BITS;

    /// The id that a slot has before its first call; no call ever has it.
    pub(crate) const fn unused(slot: u16) -> Self {
        Self(slot as u32 & Self::SLOT_MASK)
    }

    /// Whether no call ever has it.
    pub(crate) const fn is_unused(self) -> bool {
        self.0 <= Self::SLOT_MASK
    }

    /// The id of the slot's next call. Generation 0 stays unused, so that no id is [`CallId::NONE`].
    pub(crate) const fn next(self) -> Self {
        let generation = self.0 >> Self::SLOT_BITS;
        let next = if generation >= Self::LAST_GENERATION { 1 } else { generation.wrapping_add(1) };
        Self(next << Self::SLOT_BITS | self.0 & Self::SLOT_MASK)
    }

    /// The slot, from 0.
    pub const fn slot(self) -> usize {
        (self.0 & Self::SLOT_MASK) as usize
    }

    /// The number that C, traces and snapshots carry.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The id with this number; whether a call has it is asked at the station.
    pub const fn from_number(number: u32) -> Self {
        Self(number)
    }

    /// Whether this is [`CallId::NONE`].
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// How a signal names a call: by our id, by the network's reference, or by both (the id counts).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Which {
    /// Our id, or [`CallId::NONE`].
    pub id: CallId,
    /// The network's reference, or 0.
    pub reference: u64,
}

impl Which {
    /// No call is named.
    pub const NONE: Self = Self { id: CallId::NONE, reference: 0 };

    /// The call with this id.
    pub const fn id(id: CallId) -> Self {
        Self { id, reference: 0 }
    }

    /// The call with this reference.
    pub const fn reference(reference: u64) -> Self {
        Self { id: CallId::NONE, reference }
    }

    /// Whether no call is named.
    pub const fn is_none(self) -> bool {
        self.id.is_none() && self.reference == 0
    }
}

#[cfg(test)]
mod tests {
    use super::CallId;

    #[test]
    fn the_last_generation_is_followed_by_the_first() {
        // Slot 5, for the last time, and then for the first time again.
        let last = CallId::from_number(0xFFFF_F005);
        assert_eq!(last.next(), CallId::from_number(0x1005));
        assert_eq!(CallId::unused(5).next(), CallId::from_number(0x1005));
    }
}
