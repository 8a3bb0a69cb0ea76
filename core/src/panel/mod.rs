//! The face of a desk phone: keys become requests, states become lamps and ringing.
//!
//! | part | what it is |
//! |---|---|
//! | [`Panel`] | line keys and what is being dialled: takes a [`Press`], gives a [`Wish`] |
//! | [`table`] | what each key means in each [`Situation`], as data |
//! | [`HookSwitch`] | a bouncing contact becomes off-hook, on-hook, flash |
//! | [`lamp`] | a lamp's mode as a function of the state; lit or not as a function of mode and time |
//! | [`ring`] | the ringer likewise |
//! | `pins` | the same on pins of `embedded-hal` 1.0 (feature `embedded-hal`) |
//!
//! Nothing here but `pins` knows of hardware. A panel holds no state of a call: it looks at the station. A key that is not
//! allowed does nothing, and says why; what is allowed is the station's own rule ([`Station::allowed`]), so soft keys are those
//! for which [`Panel::plan`] gives no error.
//!
//! The contract: hand in each key with [`press`](Panel::press) and ask the station for what comes back; after every step
//! of the station, and at [`deadline`](Panel::deadline), call [`follow`](Panel::follow), and ask for what *it* gives.
//!
//! ```
//! use offhook::panel::{Key, Panel, Press};
//! use offhook::{Cause, Config, MAX_OUTPUTS, Output, OutputKind, Storage};
//!
//! # fn main() -> Result<(), Cause> {
//! let mut storage = Storage::<4, 512>::new(&Config::default())?;
//! let mut station = storage.station();
//! let mut panel = Panel::new(4);
//! let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
//!
//! assert_eq!(panel.press(&station, 0, Press::key(Key::Hold)), Err(Cause::NO_ACTIVE_CALL));
//! for digit in *b"4002" {
//!     assert_eq!(panel.press(&station, 100, Press::digit(digit)), Ok(None)); // on-hook: kept
//! }
//! let wish = panel.press(&station, 500, Press::key(Key::OffHook))?.ok_or(Cause::NONE)?;
//! wish.ask(&mut station, 500, &mut out)?;
//! assert_eq!(panel.follow(&station, 500), None);
//! assert_eq!(out[0].what, OutputKind::CmdMakeCall);
//! assert_eq!(station.call(panel.line(0)).map(|call| call.id), Some(out[0].call));
//! # Ok(())
//! # }
//! ```

mod agent;
mod digits;
mod hook;
mod key;
pub mod lamp;
#[cfg(feature = "embedded-hal")]
pub mod pins;
mod plan;
pub mod ring;
mod situation;
pub mod table;
mod wish;

pub use digits::{Digits, MAX_DIGITS};
pub use hook::{HookSwitch, HookTimes};
pub use key::{Key, Press};
pub use plan::Plan;
pub use situation::{Scene, Situation};
pub use wish::{Dialled, Wish};

use crate::call::record::Call;
use crate::cause::Cause;
use crate::data::Entry;
use crate::id::CallId;
use crate::request::{Request, RequestKind as R};
use crate::state::{ForwardKind, State};
use crate::station::Station;
use plan::Means;

/// The most line keys of a panel.
pub const MAX_LINES: usize = 8;
/// Milliseconds after the last digit until a number is sent without `#`; what PBXs commonly wait.
pub const INTER_DIGIT: u32 = 4_000;

const NO_LINE: u8 = u8::MAX;
const NEVER: u64 = u64::MAX;

/// The keys of one phone: which call is on which line key, and what is being dialled. Plain data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Panel {
    /// When the digits are sent without `#`.
    due: u64,
    lines: [CallId; MAX_LINES],
    count: u8,
    /// The line that the next call of this phone is to take.
    seized: u8,
    /// There was a call, and mute is to end with it.
    talked: bool,
    /// The call that was active last.
    last: CallId,
    /// What follows after the wish that was given.
    then: Option<(R, CallId)>,
    /// What the last key came to, until the station is asked for it.
    plan: Means,
    digits: Digits,
    inter_digit: u32,
}

impl Panel {
    /// A panel with so many line keys, at most [`MAX_LINES`].
    pub const fn new(lines: u8) -> Self {
        let count = if lines as usize > MAX_LINES { MAX_LINES as u8 } else { lines };
        Self {
            due: NEVER,
            lines: [CallId::NONE; MAX_LINES],
            count,
            seized: NO_LINE,
            talked: false,
            last: CallId::NONE,
            then: None,
            plan: Plan::Nothing,
            digits: Digits::NONE,
            inter_digit: INTER_DIGIT,
        }
    }

    /// With another time, in milliseconds, after which a number is sent without `#`.
    #[must_use]
    pub const fn inter_digit(mut self, milliseconds: u32) -> Self {
        self.inter_digit = milliseconds;
        self
    }

    /// A key is pressed: what the station is to be asked for, if anything.
    ///
    /// # Errors
    /// Why the key means nothing now: nothing has changed.
    pub fn press(&mut self, station: &Station<'_>, now: u64, press: Press) -> Result<Option<Wish>, Cause> {
        self.pressed(station, now, press)?;
        Ok(self.take_wish())
    }

    /// As [`press`](Self::press), where [`asks`](Self::asks) comes next.
    ///
    /// # Errors
    /// As [`press`](Self::press).
    pub fn pressed(&mut self, station: &Station<'_>, now: u64, press: Press) -> Result<(), Cause> {
        self.sort(station);
        self.plan = self.means(station, press)?;
        self.granted(station, &self.plan).inspect_err(|_| self.plan = Plan::Nothing)?;
        match self.plan {
            Plan::Nothing => return Ok(()),
            Plan::Keep => {
                self.digits.push(press.of);
                self.due = now.saturating_add(u64::from(self.inter_digit));
                return Ok(());
            }
            Plan::Forget => {
                self.forget();
                return Ok(());
            }
            Plan::Ask(_) => {}
            Plan::ClearThen(_, what, call) => self.then = Some((what, call)),
        }
        self.seized = if press.key == Key::Line { press.of } else { NO_LINE };
        Ok(())
    }

    /// What a key would come to, without pressing it.
    ///
    /// # Errors
    /// As [`press`](Self::press).
    pub fn plan(&self, station: &Station<'_>, press: Press) -> Result<Plan, Cause> {
        let plan = self.means(station, press)?;
        self.granted(station, &plan)?;
        Ok(match plan {
            Plan::Nothing => Plan::Nothing,
            Plan::Keep => Plan::Keep,
            Plan::Forget => Plan::Forget,
            Plan::Ask(wish) => Plan::Ask(wish.owned(&self.digits)),
            Plan::ClearThen(wish, what, call) => Plan::ClearThen(wish.owned(&self.digits), what, call),
        })
    }

    /// Whether a key would mean something now: what a soft key may show.
    ///
    /// # Errors
    /// As [`press`](Self::press).
    pub fn allowed(&self, station: &Station<'_>, press: Press) -> Result<(), Cause> {
        let plan = self.means(station, press)?;
        self.granted(station, &plan)
    }

    /// Whether the station would grant what a key asks for.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn granted(&self, station: &Station<'_>, plan: &Means) -> Result<(), Cause> {
        let Some(wish) = plan.wish() else { return Ok(()) };
        let sends = matches!(wish.what, R::Dial | R::Dtmf | R::Deflect);
        if sends && wish.digits.text(&self.digits).is_empty() {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        station.grants(&wish.request(&[]))
    }

    /// What the station is to be asked for after [`pressed`](Self::pressed) or [`followed`](Self::followed), if anything, with the digits in
    /// `entry`. Then it is [`asked`](Self::asked).
    #[inline(never)]
    pub fn asks<'a>(&'a self, entry: &'a mut Option<Entry<'a>>) -> Option<Request<'a>> {
        let wish = self.plan.wish()?;
        *entry = wish::entry(wish.what, wish.digits.text(&self.digits));
        Some(wish.request(entry.as_slice()))
    }

    /// The station was asked, and the digits are gone with the wish.
    pub fn asked(&mut self) {
        if self.plan.wish().is_some_and(|wish| wish.digits == Dialled::Typed) {
            self.forget();
        }
        self.plan = Plan::Nothing;
    }

    fn take_wish(&mut self) -> Option<Wish> {
        let wish = self.plan.wish().map(|wish| wish.owned(&self.digits));
        self.asked();
        wish
    }

    /// The station has made a step, or the deadline is there: what it is to be asked for now, if anything. One wish at a
    /// time; the next follows after its step.
    pub fn follow(&mut self, station: &Station<'_>, now: u64) -> Option<Wish> {
        self.followed(station, now);
        self.take_wish()
    }

    /// As [`follow`](Self::follow), where [`asks`](Self::asks) comes next.
    pub fn followed(&mut self, station: &Station<'_>, now: u64) {
        self.sort(station);
        self.plan = self.next_wish(station, now).map_or(Plan::Nothing, Plan::Ask);
    }

    fn next_wish(&mut self, station: &Station<'_>, now: u64) -> Option<Wish<Dialled>> {
        if let Some((what, call)) = self.then.take() {
            let digits = if what == R::MakeCall { Dialled::Typed } else { Dialled::None };
            return Some(Wish { digits, ..Wish::new(what, call) });
        }
        let scene = Scene::of(station, self.last);
        if !scene.active.is_none() {
            self.last = scene.active;
            self.talked = true;
        }
        if !scene.active.is_none() && !scene.situation.dials() {
            // Whom they were for is there by other means.
            self.forget();
        }
        self.send_late(station, &scene, now).or_else(|| self.unmute(station))
    }

    /// Sends what was dialled after dial tone when no more digits come. Digits typed before stay until they are sent.
    fn send_late(&mut self, station: &Station<'_>, scene: &Scene, now: u64) -> Option<Wish<Dialled>> {
        if now < self.due {
            return None;
        }
        self.due = NEVER;
        if !scene.situation.dials() {
            return None;
        }
        let wish = self.send(scene).ok()?;
        match self.granted(station, &Plan::Ask(wish)) {
            Ok(()) => Some(wish),
            // The dial tone itself is still being asked for.
            Err(Cause::REQUEST_PENDING) => {
                self.due = now.saturating_add(u64::from(self.inter_digit).max(1));
                None
            }
            _ => None,
        }
    }

    /// Mute ends with the last call: nobody is to begin the next one unheard.
    fn unmute(&mut self, station: &Station<'_>) -> Option<Wish<Dialled>> {
        if !self.talked || station.records().next().is_some() {
            return None;
        }
        self.talked = false;
        is_mute(station).then(|| Wish::new(R::Mute, CallId::NONE))
    }

    /// When [`follow`](Self::follow) is due, in milliseconds; past when there is more to ask for now.
    pub fn deadline(&self) -> Option<u64> {
        if self.then.is_some() { Some(0) } else { Some(self.due).filter(|due| *due != NEVER) }
    }

    /// The call on a line, or [`CallId::NONE`].
    pub fn line(&self, line: u8) -> CallId {
        self.lines.get(usize::from(line)).copied().unwrap_or(CallId::NONE)
    }

    /// How many line keys there are.
    pub const fn lines(&self) -> u8 {
        self.count
    }

    /// The digits that were typed and not sent yet.
    pub fn digits(&self) -> &str {
        self.digits.as_str()
    }

    /// What the phone is in the middle of.
    pub fn scene(&self, station: &Station<'_>) -> Scene {
        Scene::of(station, self.last)
    }

    fn forget(&mut self) {
        self.digits = Digits::NONE;
        self.due = NEVER;
    }

    /// A call keeps its line key to its end; a new one takes the line that was pressed for it, or the first free one.
    #[inline(never)]
    fn sort(&mut self, station: &Station<'_>) {
        let lives = |id: CallId| station.record(id).is_some_and(Call::live);
        for line in &mut self.lines {
            if !lives(*line) {
                *line = CallId::NONE;
            }
        }
        for call in station.records() {
            let id = call.id.get();
            if self.lines.contains(&id) {
                continue;
            }
            let starts = call.local() == State::Initiated;
            let count = usize::from(self.count);
            let seized = usize::from(self.seized);
            let is_free = |line: &CallId| line.is_none();
            let place = match self.lines.iter().take(count).nth(seized).is_some_and(is_free) {
                true if starts => Some(seized),
                _ => self.lines.iter().take(count).position(is_free),
            };
            if starts {
                self.seized = NO_LINE;
            }
            if let Some(line) = place.and_then(|place| self.lines.get_mut(place)) {
                *line = id;
            }
        }
    }
}

fn is_mute(station: &Station<'_>) -> bool {
    station.feature(R::Mute, ForwardKind::Immediate)
}
