//! The station's features: forwarding, do-not-disturb, message waiting, mute. Each is a request, a command and a
//! signal of the same word.

use crate::cause::Cause;
use crate::data::{Key, Known};
use crate::decide::text;
use crate::output::OutputKind;
use crate::pending::command;
use crate::request::{Request, RequestKind as R};
use crate::signal::{Signal, SignalKind};
use crate::state::ForwardKind;
use crate::storage::{Wish, feature};
use crate::turn::Turn;

/// The bit of a feature; 0 for any other request.
pub(crate) const fn bit(what: R, kind: ForwardKind) -> u8 {
    match what {
        R::Forward => feature::FORWARD.wrapping_shl(kind.code() as u32),
        R::DoNotDisturb => feature::DO_NOT_DISTURB,
        R::MessageWaiting => feature::MESSAGE_WAITING,
        R::Mute => feature::MUTE,
        _ => 0,
    }
}

/// The key under which a feature's target is kept: forwarding has one.
fn target(what: R, kind: ForwardKind) -> Option<Known> {
    let key = match kind {
        ForwardKind::Immediate => Known::ForwardImmediate,
        ForwardKind::Busy => Known::ForwardBusy,
        ForwardKind::NoAnswer => Known::ForwardNoAnswer,
    };
    (what == R::Forward).then_some(key)
}

/// The request that has the same word as a feature's signal.
const fn request_of(what: SignalKind) -> R {
    match what {
        SignalKind::DoNotDisturb => R::DoNotDisturb,
        SignalKind::MessageWaiting => R::MessageWaiting,
        SignalKind::Mute => R::Mute,
        _ => R::Forward,
    }
}

impl Turn<'_> {
    /// Whether a feature is so already. Forwarding is on when it has a target.
    fn feature_is(&self, what: R, kind: ForwardKind, on: bool, to: &str) -> bool {
        let is = self.state.features & bit(what, kind) != 0;
        is == on && (!on || target(what, kind).is_none_or(|key| self.own().known(key) == Some(to)))
    }

    /// Carries a feature's request out. Gives its number; 0 when it is so already.
    #[inline(never)]
    pub fn grant_feature(&mut self, request: &Request<'_>) -> Result<u16, Cause> {
        let what = request.what;
        let to = text(request.entries, Known::To).unwrap_or_default();
        let on = if what == R::Forward { !to.is_empty() } else { request.on };
        if self.state.feature_wish.code() == 0 && self.feature_is(what, request.forward, on, to) {
            return Ok(0);
        }
        let number = self.next_number();
        if what == R::Forward {
            self.own_mut().add(Key::Known(Known::To), to, number)?;
        }
        self.number();
        if self.state.feature_wish.code() != 0 {
            self.feature_over(Some(Cause::OVERRIDE));
        }
        self.state.feature_due = self.deadline(self.state.config.request_timeout());
        self.state.feature_request = number;
        self.state.feature_wish = Wish::new(what, request.forward, on);
        let sent = self.station_command(command(what), number);
        sent.on = u8::from(on);
        sent.parties = request.forward.code();
        self.changed = true;
        Ok(number)
    }

    /// The network says how a feature stands.
    #[inline(never)]
    pub fn feature_signal(&mut self, signal: &Signal<'_>) {
        let what = request_of(signal.what);
        let to = text(signal.entries, Known::To).unwrap_or_default();
        let on = if what == R::Forward { !to.is_empty() } else { signal.on };
        let changed = !self.feature_is(what, signal.forward, on, to);
        if changed {
            self.set_feature(what, signal.forward, on, to, signal.cause);
        }
        if self.state.feature_wish == Wish::new(what, signal.forward, on) {
            self.feature_over(None);
        } else if !changed {
            self.ignore();
        }
    }

    fn set_feature(&mut self, what: R, kind: ForwardKind, on: bool, to: &str, cause: Cause) {
        if let Some(key) = target(what, kind) {
            self.remove_own(key);
            if on && self.own_mut().add(Key::Known(key), to, 0).is_err() {
                self.own_short = true;
            }
        }
        self.feature_event(what, kind, on, cause);
    }

    fn feature_event(&mut self, what: R, kind: ForwardKind, on: bool, cause: Cause) {
        let bit = bit(what, kind);
        if on {
            self.state.features |= bit;
        } else {
            self.state.features &= !bit;
        }
        let event = self.station_event(OutputKind::Feature);
        event.of = what.code();
        event.on = u8::from(on);
        event.parties = kind.code();
        event.cause = cause;
        self.changed = true;
    }

    /// `accepted` or, with a reason, `refused`, of the feature's request.
    #[inline(never)]
    pub fn feature_answered(&mut self, refused: Option<Cause>) {
        if let (None, Some(what)) = (refused, R::from_code(self.state.feature_wish.code())) {
            let asks = self.state.feature_wish.asks();
            let kind = ForwardKind::from_code(asks & !Wish::ON).unwrap_or(ForwardKind::Immediate);
            let on = asks & Wish::ON != 0;
            if let Some(key) = target(what, kind) {
                self.remove_own(key);
                if on {
                    self.own_mut().rename(Known::To, key);
                }
            }
            self.feature_event(what, kind, on, Cause::NONE);
        }
        self.feature_over(refused);
    }

    /// The feature's request is done or, with a reason, came to nothing.
    pub fn feature_over(&mut self, failed: Option<Cause>) {
        let (of, number) = (self.state.feature_wish.code(), self.state.feature_request);
        self.state.feature_wish = self.state.feature_wish.over();
        self.state.feature_request = 0;
        self.own_mut().end(number);
        self.request_event(None, of, number, failed);
        self.changed = true;
    }
}
