//! What a key means: the table's deed becomes a wish about the calls that are there.

use super::digits::{self, MAX_DIGITS};
use super::key::{Key, Press};
use super::situation::{Scene, has_failed};
use super::table::{self, Deed, Who};
use super::wish::{Dialled, Wish};
use super::{Panel, is_mute};
use crate::cause::Cause;
use crate::id::CallId;
use crate::request::RequestKind as R;
use crate::state::State;
use crate::station::Station;

/// What a key would come to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Plan<W = Wish> {
    /// Nothing to ask for.
    Nothing,
    /// The digit is kept.
    Keep,
    /// The digits are forgotten.
    Forget,
    /// The station is asked for this.
    Ask(W),
    /// A dial tone or busy tone is cleared first, then this is asked for.
    ClearThen(W, R, CallId),
}

impl<W> Plan<W> {
    /// What the station is asked for first.
    pub(super) const fn wish(&self) -> Option<&W> {
        match self {
            Self::Ask(wish) | Self::ClearThen(wish, ..) => Some(wish),
            Self::Nothing | Self::Keep | Self::Forget => None,
        }
    }
}

/// The same while the digits are the panel's.
pub(super) type Means = Plan<Wish<Dialled>>;

impl Panel {
    /// What a key means, in a frame of its own: afterwards the station is asked whether it would grant it.
    #[inline(never)]
    pub(super) fn means(&self, station: &Station<'_>, press: Press) -> Result<Means, Cause> {
        let scene = Scene::of(station, self.last);
        if press.key == Key::Line {
            return self.plan_line(station, &scene, press.of);
        }
        if let Some(plan) = self.plan_agent(station, &scene, press) {
            return Ok(plan);
        }
        match table::of_key(press.key, scene.situation) {
            Deed::Collect if press.of == b'#' => self.send(&scene).map(Plan::Ask),
            Deed::Collect => self.keep(press.of),
            Deed::Send => self.send(&scene).map(Plan::Ask),
            Deed::Forget if self.digits.is_empty() => Err(Cause::NO_ACTIVE_CALL),
            Deed::Forget => Ok(Plan::Forget),
            Deed::Ask(R::Dtmf, _) => {
                // A key that is no digit sends none.
                let digits = if digits::is_digit(press.of) { Dialled::One([press.of]) } else { Dialled::None };
                Ok(Plan::Ask(Wish { digits, ..Wish::new(R::Dtmf, scene.active) }))
            }
            deed => self.plan_deed(station, &scene, deed, CallId::NONE),
        }
    }

    fn plan_line(&self, station: &Station<'_>, scene: &Scene, line: u8) -> Result<Means, Cause> {
        if line >= self.count {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let call = station.record(self.line(line));
        let state = match call.map(|call| (call.local(), has_failed(call))) {
            Some((State::Held, _)) => State::Held,
            Some((State::Null, _)) | None => State::Null,
            Some((_, true)) => State::Failed,
            Some((local, false)) => local,
        };
        let id = call.map_or(CallId::NONE, |call| call.id.get());
        let deed = table::of_line(state);
        let way = match deed {
            Deed::Seize => Some((R::MakeCall, CallId::NONE)),
            Deed::Ask(R::Answer, _) => Some((R::Answer, id)),
            Deed::TakeBack if station.record(scene.active).is_some_and(|active| station.bound(active) != id) => {
                Some((R::Retrieve, id))
            }
            _ => None,
        };
        match way {
            // A phone has one ear: a dial tone or busy tone ends when another line is taken.
            Some((what, call)) if scene.situation.makes_way() => {
                Ok(Plan::ClearThen(Wish::new(R::Clear, scene.active), what, call))
            }
            _ => self.plan_deed(station, scene, deed, id),
        }
    }

    fn plan_deed(&self, station: &Station<'_>, scene: &Scene, deed: Deed, of_line: CallId) -> Result<Means, Cause> {
        let wish = match deed {
            Deed::Refused(cause) => return Err(cause),
            Deed::Ask(what, who) => {
                let call = match who {
                    Who::Station => CallId::NONE,
                    Who::Active => scene.active,
                    Who::Offered => scene.offered,
                    Who::Held => scene.held,
                    Who::OfLine => of_line,
                };
                self.wish(station, scene, what, call)
            }
            Deed::Seize => Wish { digits: Dialled::Typed, ..Wish::new(R::MakeCall, CallId::NONE) },
            Deed::TakeBack if scene.active.is_none() => Wish::new(R::Retrieve, of_line),
            // Taken back from a dial tone or busy tone: that is what the consultation was for.
            Deed::TakeBack if scene.situation.makes_way() => Wish::new(R::Reconnect, of_line),
            Deed::TakeBack => Wish { with: of_line, ..Wish::new(R::Alternate, scene.active) },
            Deed::Nothing | Deed::Collect | Deed::Send | Deed::Forget => return Ok(Plan::Nothing),
        };
        Ok(Plan::Ask(wish))
    }

    fn wish(&self, station: &Station<'_>, scene: &Scene, what: R, call: CallId) -> Wish<Dialled> {
        let mut wish = Wish::new(what, call);
        match what {
            R::Mute => wish.on = !is_mute(station),
            R::Deflect => wish.digits = Dialled::Typed,
            R::Alternate => {
                // With a consultation the other side of it, else who waits longest.
                let bound = station.record(call).map_or(CallId::NONE, |call| station.bound(call));
                let others = [bound, scene.offered, scene.held];
                wish.with = others.into_iter().find(|other| !other.is_none()).unwrap_or(CallId::NONE);
            }
            _ => {}
        }
        wish
    }

    fn keep(&self, character: u8) -> Result<Means, Cause> {
        if !digits::is_digit(character) {
            Err(Cause::INVALID_PARAMETER_VALUE)
        } else if self.digits.as_str().len() == MAX_DIGITS {
            Err(Cause::NO_ROOM)
        } else {
            Ok(Plan::Keep)
        }
    }

    /// The digits are complete.
    pub(super) fn send(&self, scene: &Scene) -> Result<Wish<Dialled>, Cause> {
        if self.digits.is_empty() {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let what = if scene.situation.dials() { R::Dial } else { R::MakeCall };
        let call = if what == R::Dial { scene.active } else { CallId::NONE };
        Ok(Wish { digits: Dialled::Typed, ..Wish::new(what, call) })
    }
}
