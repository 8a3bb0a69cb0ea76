//! A hook switch: a contact that bounces becomes off-hook, on-hook and flash.

use super::key::Key;

/// Times of a hook switch, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct HookTimes {
    /// How long the contact must rest before it is believed.
    pub bounce: u32,
    /// The shortest tap that is a flash; a shorter one is nothing (a bounce, a dial pulse).
    pub flash: u32,
    /// The longest tap that is a flash; after it the handset is back.
    pub flash_end: u32,
}

impl HookTimes {
    /// offhook's own choice, wide enough for a thumb: a tap of 80 to 800 ms is a flash. Networks ask for other figures: set what
    /// the line has.
    pub const DEFAULT: Self = Self { bounce: 20, flash: 80, flash_end: 800 };
}

impl Default for HookTimes {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A hook switch over a level and the time. Plain data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct HookSwitch {
    times: HookTimes,
    /// Since when the contact has been as it is.
    changed: u64,
    /// Since when the believed level has been on-hook.
    down: u64,
    /// Off-hook: as the contact is, as it is believed, and as it was told.
    contact: bool,
    believed: bool,
    told: bool,
}

impl HookSwitch {
    /// A handset that lies in its place.
    pub const fn new(times: HookTimes) -> Self {
        Self { times, changed: 0, down: 0, contact: false, believed: false, told: false }
    }

    /// The contact is looked at: at each of its edges, and at [`deadline`](Self::deadline); as often as one likes besides.
    /// Gives [`Key::OffHook`], [`Key::OnHook`] or [`Key::Flash`] when that is certain.
    pub fn sample(&mut self, now: u64, off_hook: bool) -> Option<Key> {
        // What has been so until now comes first: samples may be far apart.
        let key = self.rest(now);
        if off_hook != self.contact {
            (self.contact, self.changed) = (off_hook, now);
        }
        key.or_else(|| self.rest(now))
    }

    /// When the contact is to be looked at again, in milliseconds.
    pub fn deadline(&self) -> Option<u64> {
        if self.contact != self.believed {
            Some(self.changed.saturating_add(u64::from(self.times.bounce)))
        } else if self.told && !self.believed {
            Some(self.down.saturating_add(u64::from(self.times.flash_end)).saturating_add(1))
        } else {
            None
        }
    }

    /// Whether the handset is lifted; during a flash it is.
    pub const fn is_off_hook(&self) -> bool {
        self.told
    }

    fn rest(&mut self, now: u64) -> Option<Key> {
        let rested = now.saturating_sub(self.changed) >= u64::from(self.times.bounce);
        let mut key = None;
        if self.contact != self.believed && rested {
            self.believed = self.contact;
            if !self.believed {
                self.down = self.changed;
            } else if self.told {
                key = self.lifted_again();
            } else {
                (self.told, key) = (true, Some(Key::OffHook));
            }
        }
        // As long as the contact may just be coming back, the tap may still be a flash.
        let end = if self.contact { self.changed } else { now };
        if self.told && !self.believed && end.saturating_sub(self.down) > u64::from(self.times.flash_end) {
            (self.told, key) = (false, Some(Key::OnHook));
        }
        key
    }

    fn lifted_again(&self) -> Option<Key> {
        let tap = self.changed.saturating_sub(self.down);
        (tap >= u64::from(self.times.flash)).then_some(Key::Flash)
    }
}
