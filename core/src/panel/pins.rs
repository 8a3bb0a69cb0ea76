//! The panel on pins: thin wrappers over the traits of `embedded-hal` 1.0. What they do is decided elsewhere in
//! [`panel`](crate::panel).
//!
//! Who implements the traits gives levels; [`Active`] says which level means "on", so a lamp to ground and a lamp to supply differ
//! in one word. Errors of a pin are handed on, and nothing is kept of them.

use embedded_hal::digital::{InputPin, OutputPin, PinState};

use super::hook::{HookSwitch, HookTimes};
use super::key::{Key, Press};
use super::lamp::LampMode;

/// The level of a pin that means on, pressed, or off-hook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Active {
    /// High.
    #[default]
    High,
    /// Low: a key to ground with a pull-up, a lamp to supply.
    Low,
}

impl Active {
    fn level(self, on: bool) -> PinState {
        PinState::from(on == (self == Self::High))
    }
}

/// A hook switch on a pin.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct HookPin<P> {
    pin: P,
    off_hook: Active,
    switch: HookSwitch,
}

impl<P: InputPin> HookPin<P> {
    /// A hook switch whose pin has this level while the handset is lifted.
    pub const fn new(pin: P, off_hook: Active, times: HookTimes) -> Self {
        Self { pin, off_hook, switch: HookSwitch::new(times) }
    }

    /// Looks at the pin: at each edge, and at the [`deadline`](Self::deadline).
    ///
    /// # Errors
    /// The pin's.
    pub fn poll(&mut self, now: u64) -> Result<Option<Press>, P::Error> {
        let lifted = is_on(&mut self.pin, self.off_hook)?;
        Ok(self.switch.sample(now, lifted).map(Press::key))
    }

    /// When to look again, in milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        self.switch.deadline()
    }
}

/// A key on a pin.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct KeyPin<P> {
    pin: P,
    pressed: Active,
    press: Press,
    switch: HookSwitch,
}

impl<P: InputPin> KeyPin<P> {
    /// A key whose pin has this level while it is pressed, and what it then says. `bounce`: milliseconds that the contact must rest.
    pub const fn new(pin: P, pressed: Active, press: Press, bounce: u32) -> Self {
        // A key is a hook switch that knows no flash: each press that lasts is told once.
        let times = HookTimes { bounce, flash: u32::MAX, flash_end: 0 };
        Self { pin, pressed, press, switch: HookSwitch::new(times) }
    }

    /// Looks at the pin: at each edge, and at the [`deadline`](Self::deadline).
    ///
    /// # Errors
    /// The pin's.
    pub fn poll(&mut self, now: u64) -> Result<Option<Press>, P::Error> {
        let pressed = is_on(&mut self.pin, self.pressed)?;
        Ok(self.switch.sample(now, pressed).filter(|key| *key == Key::OffHook).map(|_| self.press))
    }

    /// When to look again, in milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        self.switch.deadline()
    }
}

/// A lamp, or a ringer, on a pin.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct LampPin<P> {
    pin: P,
    lit: Active,
    /// What the pin was set to; nothing yet.
    was: Option<bool>,
}

impl<P: OutputPin> LampPin<P> {
    /// A lamp that is lit at this level of its pin.
    pub const fn new(pin: P, lit: Active) -> Self {
        Self { pin, lit, was: None }
    }

    /// Shows a mode at this time; the pin is written only when it changes.
    ///
    /// # Errors
    /// The pin's; the next call writes it again.
    pub fn show(&mut self, mode: LampMode, now: u64) -> Result<(), P::Error> {
        self.set(mode.lit(now))
    }

    /// On or off: a ringer's pin.
    ///
    /// # Errors
    /// As [`show`](Self::show).
    pub fn set(&mut self, on: bool) -> Result<(), P::Error> {
        if self.was == Some(on) {
            return Ok(());
        }
        self.was = None;
        self.pin.set_state(self.lit.level(on))?;
        self.was = Some(on);
        Ok(())
    }
}

fn is_on<P: InputPin>(pin: &mut P, active: Active) -> Result<bool, P::Error> {
    match active {
        Active::High => pin.is_high(),
        Active::Low => pin.is_low(),
    }
}
