//! A station's part of a form: what its snapshot says, and what is on its way to it.

use offhook::data::{Data, Record};
use offhook::{Cause, Known};

use super::{END, Form};
use crate::system::names::{GONE, NOBODY};
use crate::system::snapshot::{Call, Field, What, left};

/// A text that is no station's number.
const WORD: u64 = 1 << 63;

impl Form<'_> {
    pub(super) fn station(&mut self, at: usize) {
        let saved = self.stations[at];
        for field in &saved.fields {
            self.field(at, *field);
        }
        self.data(Some(at), saved.own());
        for place in 0..saved.calls.len() {
            let call = &saved.calls[self.slots[at][place]];
            let reference = self.reference(at, call.reference);
            if call.live {
                self.put(reference);
                self.call(at, call);
            } else {
                // What is over is only a name, and only while somebody may still say it.
                self.put(if reference == GONE { NOBODY } else { reference });
                self.put(END);
            }
        }
    }

    fn call(&mut self, station: usize, call: &Call) {
        for field in &call.fields {
            self.field(station, *field);
        }
        self.data(Some(station), self.stations[station].data(call));
    }

    fn field(&mut self, station: usize, (what, value): Field) {
        let value = match what {
            What::Plain => value,
            What::Slot => self.slot(station, value),
            What::Request => self.requests[station].give(value),
            What::Due => 1 + left(value, self.world.now),
            What::Cause => self.cause(Cause(value as u16)).saturating_sub(1),
            What::Never => return,
        };
        self.put(value);
    }

    /// Texts of a station, whose requests go with some of them, or of a call of the exchange. Where a text stands that no request
    /// goes with is nobody's business.
    pub(super) fn data(&mut self, station: Option<usize>, data: Data<'_>) {
        let mut texts = std::mem::take(self.texts);
        texts.clear();
        for record in data.records() {
            if !self.counts(record.known) {
                continue;
            }
            let name = match station {
                Some(station) => self.requests[station].give(u64::from(record.tag)),
                None => NOBODY,
            };
            let mut text = self.text(record.known, record.value, record.tag != 0);
            if station.is_none() && record.is(Known::To) && !self.named && text & WORD == 0 {
                // The number that was dialled: whether it is a station's.
                text = 1;
            }
            texts.push([name << 1 | u64::from(record.removed), key(&record), text]);
        }
        texts.sort_unstable();
        self.form.extend(texts.iter().flatten());
        self.put(END);
        *self.texts = texts;
    }

    /// Whether something depends on a text being there.
    fn counts(&self, known: Option<Known>) -> bool {
        match known {
            Some(Known::RedirectingParty) => false,
            Some(Known::Ani | Known::OtherParty | Known::Who) => self.named,
            _ => true,
        }
    }

    /// A text; the number of a station is its place. That a number was dialled counts, and which only where parties are named, or
    /// while the request goes on.
    fn text(&self, known: Option<Known>, value: &[u8], asked: bool) -> u64 {
        if known == Some(Known::Dnis) && !self.named && !asked {
            return 1;
        }
        let numbers = &self.world.setup.size.stations;
        match numbers.iter().position(|(number, _)| number.as_bytes() == value) {
            Some(station) => 1 + self.place[station] as u64,
            None => bytes(value) | WORD,
        }
    }

    /// Of a call from a queue something depends on whether a cause is named, whether nobody answered, or somebody else did.
    fn cause(&self, cause: Cause) -> u64 {
        match cause {
            _ if self.world.setup.size.queues.is_empty() => 0,
            Cause::NONE => 0,
            Cause::ANSWERED_ELSEWHERE => 2,
            cause if cause.is_no_answer() => 3,
            _ => 1,
        }
    }

    pub(super) fn link(&mut self, at: usize) {
        let link = &self.world.links[at];
        self.put(u64::from(link.down));
        if link.down {
            // What waits is lost, and only counts.
            self.put(link.waiting.len() as u64);
            return;
        }
        let mut heard = self.stations[at].heard;
        for parcel in &link.waiting {
            let signal = &parcel.plain;
            for which in [signal.call, signal.with] {
                let name = self.reference(at, which.reference);
                self.put(self.id(at, which.id.number().into()));
                self.put(name);
            }
            let agent = signal.pending.map_or(0, |state| 1 + u64::from(state.code()));
            let kind = signal.kind.map_or(0, |kind| 1 + u64::from(kind.code()));
            let gap = gap(heard, signal.sequence.into());
            heard = heard.max(signal.sequence.into());
            self.put(u64::from(signal.what.code()));
            self.put(self.reference(at, signal.reference));
            self.put(gap);
            self.put(self.requests[at].of(u64::from(signal.request)));
            self.put(self.cause(signal.cause));
            self.put(kind << 8 | agent);
            self.put(u64::from(signal.acd) << 1 | u64::from(signal.on));
            self.put(u64::from(signal.local.code()) << 8 | u64::from(signal.far.code()));
            self.put(u64::from(signal.agent.code()) << 8 | u64::from(signal.forward.code()));
            self.put(u64::from(signal.reason));
            for text in &parcel.texts {
                let known = if let offhook::Key::Known(known) = text.key.key() { Some(known) } else { None };
                if self.counts(known) {
                    let key = text.key.key();
                    let name = bytes(key.app().as_bytes()) ^ bytes(key.name().as_bytes()).rotate_left(7);
                    self.put(name);
                    self.put(self.text(known, text.value.as_bytes(), false));
                }
            }
            self.put(END);
        }
        self.put(gap(heard, u64::from(link.sequence) + 1));
        self.put(END);
    }
}

/// Of the number of a signal: there is none before it, it is the next one, or some are missing.
fn gap(heard: u64, sequence: u64) -> u64 {
    if heard == 0 || sequence == 0 { 0 } else { sequence.saturating_sub(heard).min(2) }
}

/// What a record goes by.
fn key(record: &Record<'_>) -> u64 {
    match record.known {
        Some(known) => u64::from(known.code()),
        None => bytes(record.app) ^ bytes(record.name).rotate_left(7) | 1 << 63,
    }
}

fn bytes(value: &[u8]) -> u64 {
    value.iter().fold(value.len() as u64, |sum, byte| sum.wrapping_mul(257).wrapping_add(u64::from(*byte)))
}
