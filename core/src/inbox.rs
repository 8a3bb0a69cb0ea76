//! The door for interrupts: a ring that one interrupt fills and the main loop empties.
//!
//! An interrupt must not enter a station that the main loop may be in. It posts an [`Edge`] (a key went down, a line
//! rang) and is done; the main loop takes the edges one at a time and makes signals and requests of them.
//!
//! The two sides share nothing but loads and stores, so no interrupt is ever held off and it runs where there is no
//! compare-and-swap (Cortex-M0). Each word has one writer: `posted`, `lost` and the slots are the interrupt's, `taken` is the
//! main loop's. Several interrupts of one priority are one producer; several priorities need an inbox each.
//!
//! ```
//! use offhook::inbox::{Edge, Inbox};
//!
//! static KEYS: Inbox<16> = Inbox::new();
//!
//! // In the interrupt:
//! KEYS.post(Edge { source: 1, code: 4, value: 0 });
//!
//! // In the main loop:
//! while let Some(edge) = KEYS.take() {
//!     assert_eq!(edge.code, 4);
//! }
//! assert_eq!(KEYS.lost(), 0);
//! ```

// By the crate's own name for them: `tests/interleavings` compiles this file with words that explore every interleaving.
use crate::atomic::{AtomicU16, AtomicU32, Ordering};

/// What an interrupt saw. The numbers mean what the firmware wants them to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(C)]
pub struct Edge {
    /// Where it comes from: a port, a matrix of keys, a line card.
    pub source: u8,
    /// Which key, pin or line of that source.
    pub code: u8,
    /// What it is now: a level, a count, the low bits of a clock.
    pub value: u16,
}

impl Edge {
    const fn to_bits(self) -> u32 {
        (self.source as u32) << 24 | (self.code as u32) << 16 | self.value as u32
    }

    const fn from_bits(bits: u32) -> Self {
        Self { source: (bits >> 24) as u8, code: (bits >> 16) as u8, value: bits as u16 }
    }
}

/// Room for `N` edges: a power of two, at most 32,768. `N` words and two more; usable as a `static`.
#[derive(Debug)]
pub struct Inbox<const N: usize> {
    slots: [AtomicU32; N],
    /// Edges that did not fit. Stays at its largest number.
    lost: AtomicU32,
    /// Edges ever posted, modulo 2^16.
    posted: AtomicU16,
    /// Edges ever taken, modulo 2^16.
    taken: AtomicU16,
}

impl<const N: usize> Inbox<N> {
    /// Both counts wrap at a multiple of `N`, and their difference still tells full from empty.
    const FITS: () =
        assert!(N.is_power_of_two() && N <= 1 << 15, "an inbox has room for a power of two, at most 32,768");

    /// Empty.
    pub const fn new() -> Self {
        let () = Self::FITS;
        Self {
            slots: [const { AtomicU32::new(0) }; N],
            lost: AtomicU32::new(0),
            posted: AtomicU16::new(0),
            taken: AtomicU16::new(0),
        }
    }

    /// Posts an edge: the interrupt's side. `false`: the inbox is full, the edge is not in it and is counted as
    /// [`lost`](Self::lost). Constant time, never waits.
    pub fn post(&self, edge: Edge) -> bool {
        let posted = self.posted.load(Ordering::Relaxed);
        // Acquire: what `take` read of the slot was read before it is written again.
        let waiting = posted.wrapping_sub(self.taken.load(Ordering::Acquire));
        let Some(slot) = self.slot(posted).filter(|_| (waiting as usize) < N) else {
            self.lost.store(self.lost.load(Ordering::Relaxed).saturating_add(1), Ordering::Relaxed);
            return false;
        };
        slot.store(edge.to_bits(), Ordering::Relaxed);
        // Release: the slot is written before the count says so.
        self.posted.store(posted.wrapping_add(1), Ordering::Release);
        true
    }

    /// Takes the oldest edge: the main loop's side.
    pub fn take(&self) -> Option<Edge> {
        let taken = self.taken.load(Ordering::Relaxed);
        if self.posted.load(Ordering::Acquire) == taken {
            return None;
        }
        let bits = self.slot(taken)?.load(Ordering::Relaxed);
        self.taken.store(taken.wrapping_add(1), Ordering::Release);
        Some(Edge::from_bits(bits))
    }

    /// How many edges did not fit, ever. Where it has grown, edges are missing: read the keys themselves.
    pub fn lost(&self) -> u32 {
        self.lost.load(Ordering::Relaxed)
    }

    /// The slot of the edge with this number. `N` is a power of two.
    fn slot(&self, number: u16) -> Option<&AtomicU32> {
        self.slots.get(number as usize & N.wrapping_sub(1))
    }
}

/// In a log an inbox is how many edges wait in it, and how many did not fit.
#[cfg(feature = "defmt")]
impl<const N: usize> defmt::Format for Inbox<N> {
    fn format(&self, log: defmt::Formatter<'_>) {
        let waiting = self.posted.load(Ordering::Relaxed).wrapping_sub(self.taken.load(Ordering::Relaxed));
        defmt::write!(log, "Inbox {{ waiting: {=u16}, lost: {=u32} }}", waiting, self.lost());
    }
}

impl<const N: usize> Default for Inbox<N> {
    fn default() -> Self {
        Self::new()
    }
}
