//! Forwarding, do-not-disturb, message waiting, mute.

use offhook::{Cause, ForwardKind, Key, Known, OutputKind, Request, RequestKind as R, Signal, SignalKind as K};

use super::Model;
use super::requests::text;

fn target_key(kind: ForwardKind) -> Known {
    match kind {
        ForwardKind::Immediate => Known::ForwardImmediate,
        ForwardKind::Busy => Known::ForwardBusy,
        ForwardKind::NoAnswer => Known::ForwardNoAnswer,
    }
}

/// Only forwarding has kinds.
fn feature(what: R, kind: ForwardKind) -> (R, ForwardKind) {
    (what, if what == R::Forward { kind } else { ForwardKind::Immediate })
}

impl Model {
    fn is_so(&self, what: R, kind: ForwardKind, on: bool, to: &str) -> bool {
        let is = self.features.contains(&feature(what, kind));
        is == on && (!on || what != R::Forward || self.own.known(target_key(kind)) == Some(to))
    }

    pub(super) fn feature_request(&mut self, request: &Request<'_>) -> Result<u16, Cause> {
        let (what, kind) = (request.what, request.forward);
        let to = text(request, Known::To).unwrap_or_default();
        let on = if what == R::Forward { !to.is_empty() } else { request.on };
        if self.feature.is_none() && self.is_so(what, kind, on, to) {
            return Ok(0);
        }
        let number = self.next_number();
        if what == R::Forward && !self.own.put(Known::To, to, number) {
            return Err(Cause::NO_ROOM);
        }
        self.number();
        if self.feature.is_some() {
            self.feature_over(Some(Cause::OVERRIDE));
        }
        self.feature = Some((what, kind, on, number, self.request_due()));
        let word = OutputKind::from_code(what.code()).expect("a command has its request's number");
        self.command(word, None, number, |command| (command.on, command.parties) = (u8::from(on), kind.code()));
        self.changed = true;
        Ok(number)
    }

    pub(super) fn feature_signal(&mut self, signal: &Signal<'_>) {
        let what = match signal.what {
            K::DoNotDisturb => R::DoNotDisturb,
            K::MessageWaiting => R::MessageWaiting,
            K::Mute => R::Mute,
            _ => R::Forward,
        };
        let kind = signal.forward;
        let to = signal.entries.iter().find(|entry| entry.key == Key::Known(Known::To)).map_or("", |entry| entry.value);
        let on = if what == R::Forward { !to.is_empty() } else { signal.on };
        let changed = !self.is_so(what, kind, on, to);
        if changed {
            if what == R::Forward {
                self.own.remove_known(target_key(kind));
                if on && !self.own.put(target_key(kind), to, 0) {
                    self.left_out(None);
                }
            }
            self.set_feature(what, kind, on, signal.cause);
        }
        if self.feature.is_some_and(|(asked, of, wish, ..)| (asked, of, wish) == (what, kind, on)) {
            self.feature_over(None);
        } else if !changed {
            self.ignore();
        }
    }

    fn set_feature(&mut self, what: R, kind: ForwardKind, on: bool, cause: Cause) {
        self.features.retain(|is| *is != feature(what, kind));
        if on {
            self.features.push(feature(what, kind));
        }
        self.event(OutputKind::Feature, None, |event| {
            (event.of, event.on, event.parties, event.cause) = (what.code(), u8::from(on), kind.code(), cause);
        });
        self.changed = true;
    }

    pub(super) fn feature_answered(&mut self, refused: Option<Cause>) {
        let Some((what, kind, on, ..)) = self.feature else { return };
        if refused.is_none() {
            if what == R::Forward {
                // The target of the wish becomes the target.
                self.own.remove_known(target_key(kind));
                if on {
                    self.own.rename(Known::To, target_key(kind));
                }
            }
            self.set_feature(what, kind, on, Cause::NONE);
        }
        self.feature_over(refused);
    }

    pub(super) fn feature_over(&mut self, failed: Option<Cause>) {
        let Some((what, _, _, number, _)) = self.feature.take() else { return };
        self.own.end(number);
        let word = if failed.is_some() { OutputKind::RequestFailed } else { OutputKind::RequestDone };
        self.event(word, None, |event| {
            (event.of, event.request, event.cause) = (what.code(), number, failed.unwrap_or(Cause::NONE));
        });
        self.changed = true;
    }
}
