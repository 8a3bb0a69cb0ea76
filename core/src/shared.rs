//! A station that an interrupt and the main loop share (feature `critical-section`).
//!
//! The [inbox](crate::inbox) needs no such thing and holds nobody off: it is the first choice. Where an interrupt must step the station
//! itself, both sides enter it through a [`Shared`], in a critical section of the `critical-section` crate; whoever makes the firmware
//! says what that is (interrupts off, a spin lock between cores). It lasts as long as the work inside, a step at most.
//!
//! ```
//! use offhook::shared::Shared;
//! use offhook::{Config, Input, MAX_OUTPUTS, Output, OutputKind, Storage};
//!
//! static PHONE: Shared<Option<Storage<4, 512>>> = Shared::new(None);
//!
//! PHONE.with(|phone| *phone = Storage::new(&Config::default()).ok());
//! let step = PHONE.with(|phone| {
//!     let mut out = [Output::new(OutputKind::Call); MAX_OUTPUTS];
//!     phone.as_mut().map(|phone| phone.station().step(10, &Input::Time, &mut out))
//! });
//! assert!(matches!(step, Some(Some(Ok(_)))));
//! ```

use core::cell::RefCell;

use critical_section::Mutex;

/// What is entered by one at a time: a [`Storage`](crate::Storage), or `None` until it is made. Usable as a `static`.
#[derive(Debug)]
pub struct Shared<T>(Mutex<RefCell<T>>);

impl<T> Shared<T> {
    /// Holds this.
    pub const fn new(value: T) -> Self {
        Self(Mutex::new(RefCell::new(value)))
    }

    /// Does the work in a critical section. `None`: the work was not done, since this side is inside already (a critical section
    /// may be entered twice; a station may not).
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> Option<R> {
        critical_section::with(|section| {
            let mut inside = self.0.borrow(section).try_borrow_mut().ok()?;
            Some(work(&mut inside))
        })
    }
}

/// In a log, what is inside; from inside, only that somebody is.
#[cfg(feature = "defmt")]
impl<T: defmt::Format> defmt::Format for Shared<T> {
    fn format(&self, log: defmt::Formatter<'_>) {
        if self.with(|inside| defmt::write!(log, "Shared({})", inside)).is_none() {
            defmt::write!(log, "Shared(entered)");
        }
    }
}
