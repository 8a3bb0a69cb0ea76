//! The keys of a desk phone.

use crate::list::list;

list! {
    /// A key, or what the hook switch says.
    Key {
        /// The handset was lifted.
        OffHook = 1 "off-hook",
        /// The handset was put back.
        OnHook = 2 "on-hook",
        /// The hook was tapped, or the key R (register recall) pressed.
        Flash = 3 "flash",
        /// A key of the dial pad; [`Press::of`]: its character, `0` to `9`, `*` or `#`.
        Digit = 4 "digit",
        /// A line key; [`Press::of`]: the line, from 0.
        Line = 5 "line",
        /// Hold, and back.
        Hold = 6 "hold",
        /// Transfer: begins a consultation, sends its number, completes it.
        Transfer = 7 "transfer",
        /// Conference: as transfer.
        Conference = 8 "conference",
        /// Microphone mute, and back.
        Mute = 9 "mute",
        /// Hangs up without the handset, turns an offered call away, or forgets the digits.
        Release = 10 "release",
        /// Logs the agent in, with the digits that were typed as the agent's number, and out again.
        LogIn = 11 "log-in",
        /// The agent takes calls.
        Ready = 12 "ready",
        /// The agent takes none; [`Press::of`]: the reason code.
        NotReady = 13 "not-ready",
        /// The agent's work after a call.
        WrapUp = 14 "wrap-up",
    }
}

/// A key that is pressed. Two bytes: it fits into what an interrupt posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Press {
    /// The key.
    pub key: Key,
    /// Which of its kind: of a digit the character in ASCII, of a line key its number from 0; of `not-ready`, and of `log-in` where it
    /// logs out, the reason code; otherwise 0.
    pub of: u8,
}

impl Press {
    /// This key, the only one of its kind.
    pub const fn key(key: Key) -> Self {
        Self { key, of: 0 }
    }

    /// A key of the dial pad.
    pub const fn digit(character: u8) -> Self {
        Self { key: Key::Digit, of: character }
    }

    /// A line key; lines are counted from 0.
    pub const fn line(line: u8) -> Self {
        Self { key: Key::Line, of: line }
    }
}
