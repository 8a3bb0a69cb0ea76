//! The way to a station, on which signals get lost, come twice, or overtake each other.

use crate::scenario::statement::{LinkFault, Text};
use offhook::Signal;
use std::collections::VecDeque;

/// A signal on its way, complete.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Everything but its entries.
    pub plain: Signal<'static>,
    /// Its entries.
    pub texts: Vec<Text>,
    /// The file's name of the call.
    pub name: Option<String>,
}

impl Parcel {
    /// A signal without its entries.
    pub fn plain(signal: &Signal<'_>) -> Signal<'static> {
        let Signal { what, call, with, reference, sequence, request, cause, kind, acd, attempt, .. } = *signal;
        let Signal { local, far, agent, pending, reason, on, forward, .. } = *signal;
        Signal {
            call,
            with,
            reference,
            sequence,
            request,
            cause,
            kind,
            acd,
            attempt,
            local,
            far,
            agent,
            pending,
            reason,
            on,
            forward,
            ..Signal::new(what)
        }
    }
}

/// What happens to the next signals.
#[derive(Clone, Debug, Default)]
pub struct Link {
    lose: u32,
    repeat: u32,
    swap: u32,
    /// The first of two that change places.
    waiting: Option<Box<Parcel>>,
    /// Signals are kept until they are let through.
    delays: bool,
    kept: VecDeque<Parcel>,
    /// The exchange's signals are numbered.
    pub numbered: bool,
    sequence: u32,
}

impl Link {
    /// Does this to the signals that come next.
    pub fn add(&mut self, fault: LinkFault) {
        match fault {
            LinkFault::Lose(count) => self.lose += count,
            LinkFault::Repeat(count) => self.repeat += count,
            LinkFault::Swap => self.swap += 1,
            LinkFault::Delay => self.delays = true,
        }
    }

    /// Gives a signal of the exchange its number, where the link numbers.
    pub fn number(&mut self, parcel: &mut Parcel) {
        if self.numbered {
            self.sequence += 1;
            parcel.plain.sequence = self.sequence;
        }
    }

    /// What arrives when this is sent, in order.
    pub fn send(&mut self, parcel: Parcel) -> Vec<Parcel> {
        if self.delays {
            self.kept.push_back(parcel);
            return Vec::new();
        }
        self.pass(parcel)
    }

    /// What arrives of so many signals that were kept; of all, and then none is kept any more, where no number is given.
    pub fn deliver(&mut self, count: Option<u32>) -> Result<Vec<Parcel>, String> {
        let all = u32::try_from(self.kept.len()).unwrap_or(u32::MAX);
        let count = count.unwrap_or_else(|| {
            self.delays = false;
            all
        });
        if count > all {
            return Err(format!("{all} signals wait, and {count} are to be delivered: ask for fewer"));
        }
        let first: Vec<Parcel> = (0..count).filter_map(|_| self.kept.pop_front()).collect();
        Ok(first.into_iter().flat_map(|parcel| self.pass(parcel)).collect())
    }

    fn pass(&mut self, parcel: Parcel) -> Vec<Parcel> {
        if self.lose > 0 {
            self.lose -= 1;
            return Vec::new();
        }
        let mut arriving = vec![parcel];
        if let Some(first) = self.waiting.take() {
            arriving.push(*first);
        } else if self.swap > 0 {
            self.swap -= 1;
            self.waiting = arriving.pop().map(Box::new);
        }
        arriving.into_iter().flat_map(|parcel| self.copies(parcel)).collect()
    }

    fn copies(&mut self, parcel: Parcel) -> Vec<Parcel> {
        if self.repeat == 0 {
            return vec![parcel];
        }
        self.repeat -= 1;
        vec![parcel.clone(), parcel]
    }

    /// What was asked for and has not happened.
    pub fn left(&self) -> Option<String> {
        if !self.kept.is_empty() {
            return Some(format!("{} signals still wait to be delivered", self.kept.len()));
        }
        match (self.lose, self.repeat, self.swap, &self.waiting) {
            (0, 0, 0, None) => None,
            (0, 0, _, Some(_)) => Some("a signal still waits to change places with the next".to_owned()),
            (0, 0, _, None) => Some("two signals were still to change places".to_owned()),
            (0, repeat, ..) => Some(format!("{repeat} signals were still to be repeated")),
            (lose, ..) => Some(format!("{lose} signals were still to be lost")),
        }
    }
}
