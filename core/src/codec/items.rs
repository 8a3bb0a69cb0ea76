//! The one reader of the entries to be encoded: it goes forward, looks ahead, and begins anew.

use super::error::{EncodeError, Why};
use super::source::{Item, Source};
use crate::data::{Data, Entry, Key, Known, Record, names};
use crate::syntax::{Piece, word};

/// The items of a source, one after the other.
///
/// The records of a call are gone through in rounds. In each, those whose bit is in `round` come; the bits in `left`
/// have rounds of their own: one for all facts where they stand in order, else one for each, and the last for the rest.
#[derive(Clone, Debug)]
pub(super) struct Items<'a> {
    data: Data<'a>,
    entries: &'a [Entry<'a>],
    /// What is left of the data in this round.
    records: &'a [u8],
    /// Entries of the list that have come.
    taken: usize,
    /// The place of what comes next.
    at: usize,
    round: u32,
    left: u32,
}

/// The bit of what is no fact.
const REST: u32 = 1;

/// Facts by the bits of their numbers.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated when it is compiled")]
const FACTS: u32 = {
    let mut bits = 0;
    let mut at = 0;
    while at < Known::ALL.len() {
        let known = Known::ALL[at];
        assert!(known.code() < 32 || !known.is_data());
        if known.is_fact() {
            bits |= 1 << known.code();
        }
        at += 1;
    }
    bits
};

/// The bit of a record under the well-known key of this number; 0 is any other key.
#[inline(always)]
const fn bit(code: u8) -> u32 {
    match 1u32.wrapping_shl(code as u32) & FACTS {
        0 => REST,
        fact => fact,
    }
}

impl<'a> Items<'a> {
    pub const EMPTY: Self =
        Self { data: Data::new(&[]), entries: &[], records: &[], taken: 0, at: 0, round: 0, left: 0 };

    /// Begins with this source.
    #[inline]
    pub fn begin(&mut self, source: Source<'a>) {
        (self.data, self.entries) = source.parts();
        self.restart();
    }

    /// Begins anew.
    pub fn restart(&mut self) {
        let (mut seen, mut facts, mut ordered) = (0, 0, true);
        self.records = self.data.bytes();
        while let Some((code, rest)) = Record::skim(self.records) {
            self.records = rest;
            if let Some(code) = code {
                let bit = bit(code);
                seen |= bit;
                if bit != REST {
                    // No higher one came before.
                    ordered &= bit.wrapping_shl(1) > facts;
                    facts |= bit;
                }
            }
        }
        (self.taken, self.at, self.left, self.records) = (0, 0, seen, &[]);
        if ordered && facts != 0 {
            self.go(facts);
        }
    }

    /// Begins anew, without the facts that signals set.
    pub fn again(&mut self) {
        (self.taken, self.left) = (0, REST);
        self.next_round();
    }

    /// The place of the item that came last.
    pub const fn place(&self) -> usize {
        self.at.wrapping_sub(1)
    }

    /// This item, which came, cannot be said: it becomes the one that came last.
    pub const fn refuse(&mut self, item: &Item<'_>, why: Why) -> Why {
        self.at = item.at.wrapping_add(1);
        why
    }

    /// The item that came last cannot be said.
    pub const fn refused(&self, why: Why) -> EncodeError {
        EncodeError::Refused { entry: self.place(), why }
    }

    /// How many items there are in all.
    pub fn total(&self) -> usize {
        let (mut count, mut records) = (0usize, self.data.bytes());
        while let Some((code, rest)) = Record::skim(records) {
            count = count.wrapping_add(usize::from(code.is_some()));
            records = rest;
        }
        for entry in self.entries {
            count = count.wrapping_add(usize::from(is_seen(&entry.key)));
        }
        count
    }

    /// Begins a round.
    #[inline(always)]
    fn go(&mut self, round: u32) {
        (self.round, self.left, self.at) = (round, self.left & !round, 0);
        self.records = self.data.bytes();
    }

    /// The next round over the records, if there is one more.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn next_round(&mut self) -> bool {
        let more = self.left != 0;
        if more {
            let facts = self.left & !REST;
            self.go(if facts == 0 { REST } else { facts & facts.wrapping_neg() });
        }
        more
    }

    /// Goes to the next item; whether there is one. On the processors of firmware a part that ends another is no deeper on
    /// the stack.
    #[inline(never)]
    pub fn advance(&mut self, item: &mut Item<'a>) -> bool {
        loop {
            while let Some((record, rest)) = Record::parse(self.records) {
                self.records = rest;
                if record.is_data() {
                    let Record { known, app, name: own, value, .. } = record;
                    let at = self.at;
                    self.at = at.wrapping_add(1);
                    if bit(known.map_or(0, Known::code)) & self.round != 0 {
                        *item = Item { at, known, given: false, app, own, value };
                        return true;
                    }
                }
            }
            if !self.next_round() {
                return self.given(item);
            }
        }
    }

    /// Goes to the next item of the list, and finds out which key its name means.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn given(&mut self, item: &mut Item<'a>) -> bool {
        let there = self.listed(item);
        if there && item.known.is_none() && item.app.is_empty() {
            item.known = names::find(Piece::whole(item.own));
        }
        there
    }

    /// Goes to the next item of the list, with its key as it is given.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn listed(&mut self, item: &mut Item<'a>) -> bool {
        while let Some(entry) = self.entries.get(self.taken) {
            let (at, value) = (self.at, entry.value.as_bytes());
            (self.taken, self.at) = (self.taken.wrapping_add(1), at.wrapping_add(1));
            if is_seen(&entry.key) {
                let (known, app, own): (_, &[u8], &[u8]) = match entry.key {
                    Key::Known(known) => (Some(known), b"", b""),
                    Key::Own { app, name } => (None, app.as_bytes(), name.as_bytes()),
                };
                *item = Item { at, known, given: true, app, own, value };
                return true;
            }
        }
        false
    }

    /// What comes next, as it stands: application, name (none of a well-known key), value.
    #[inline(always)]
    pub fn peek(&self) -> Option<[&'a [u8]; 3]> {
        if let Some((record, _)) = Record::parse(self.records) {
            return Some([record.app, record.name, record.value]);
        }
        let entry = self.entries.get(self.taken)?;
        match entry.key {
            Key::Known(_) => Some([b"", b"", entry.value.as_bytes()]),
            Key::Own { app, name } => Some([app.as_bytes(), name.as_bytes(), entry.value.as_bytes()]),
        }
    }

    /// Passes over what comes next.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn pass(&mut self) {
        let mut counts = true;
        match Record::skim(self.records) {
            Some((code, rest)) => (self.records, counts) = (rest, code.is_some()),
            None => self.taken = self.taken.wrapping_add(1),
        }
        self.at = self.at.wrapping_add(usize::from(counts));
    }

    /// Whether what comes next is a fact, where those of the call have come, or nothing that codecs see.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn fact_ahead(&self) -> bool {
        match Record::skim(self.records) {
            Some((code, _)) => code.is_none_or(|code| bit(code) != REST),
            None => self.given_fact_ahead(),
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn given_fact_ahead(&self) -> bool {
        let Some(entry) = self.entries.get(self.taken) else { return false };
        let known = match entry.key {
            Key::Known(known) => Some(known),
            Key::Own { app, .. } if !app.is_empty() => None,
            Key::Own { name, .. } => names::find(Piece::whole(name.as_bytes())),
        };
        known.is_some_and(|known| !known.is_data() || known.is_fact())
    }

    /// Hands out entries of a list under well-known keys (the number, the value), until one is not taken or there is
    /// another kind of entry: that is the next item. Most are put like this, without making items of them. Call and list
    /// have loops of their own, so that what puts an entry becomes a part of each. Where words are short there is none.
    #[inline(always)]
    pub fn quick_list(&mut self, mut put: impl FnMut(u8, &'a [u8]) -> bool) {
        if !word::WIDE {
            return;
        }
        let mut rest = self.list();
        while let Some((entry, after)) = rest.split_first()
            && let Key::Known(known) = entry.key
            && put(known.code(), entry.value.as_bytes())
        {
            rest = after;
        }
        self.took(rest.len());
    }

    /// The same for the records of a call.
    #[inline(always)]
    pub fn quick_call(&mut self, mut put: impl FnMut(u8, &'a [u8]) -> bool) {
        if !word::WIDE {
            return;
        }
        loop {
            let (mut rest, mut at) = (self.records, self.at);
            while let Some((code, value, after)) = Record::split_known(rest)
                && (bit(code) & self.round == 0 || put(code, value))
            {
                (rest, at) = (after, at.wrapping_add(1));
            }
            (self.records, self.at) = (rest, at);
            if !rest.is_empty() || !self.next_round() {
                return;
            }
        }
    }

    /// The same for entries of applications in a list: application, name, value.
    #[inline(always)]
    pub fn quick_list_own(&mut self, mut put: impl FnMut(&'a [u8], &'a [u8], &'a [u8]) -> bool) {
        if !word::WIDE {
            return;
        }
        let mut rest = self.list();
        while let Some((entry, after)) = rest.split_first()
            && let Key::Own { app, name } = entry.key
            && put(app.as_bytes(), name.as_bytes(), entry.value.as_bytes())
        {
            rest = after;
        }
        self.took(rest.len());
    }

    /// The same for those in the records of a call.
    #[inline(always)]
    pub fn quick_call_own(&mut self, mut put: impl FnMut(&'a [u8], &'a [u8], &'a [u8]) -> bool) {
        if !word::WIDE {
            return;
        }
        let (mut rest, mut at) = (self.records, self.at);
        while let Some(([app, name, value], after)) = Record::split_own(rest)
            && (self.round != REST || put(app, name, value))
        {
            (rest, at) = (after, at.wrapping_add(1));
        }
        (self.records, self.at) = (rest, at);
    }

    /// What is left of the list, when it is its turn.
    #[inline(always)]
    fn list(&self) -> &'a [Entry<'a>] {
        let turn = self.left == 0 && self.records.is_empty();
        self.entries.get(if turn { self.taken } else { self.entries.len() }..).unwrap_or(&[])
    }

    /// So many entries of the list are left, when it was its turn.
    #[inline(always)]
    fn took(&mut self, left: usize) {
        if self.left == 0 && self.records.is_empty() {
            let taken = self.entries.len().wrapping_sub(left);
            self.at = self.at.wrapping_add(taken.wrapping_sub(self.taken));
            self.taken = taken;
        }
    }
}

/// Whether this is a key that codecs see: not a text of a request.
const fn is_seen(key: &Key<'_>) -> bool {
    match key {
        Key::Known(known) => known.is_data(),
        Key::Own { .. } => true,
    }
}
