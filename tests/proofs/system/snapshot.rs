//! A station's snapshot, field by field, as `core/SPEC.md` lays it out.

use std::ops::Range;

use offhook::data::Data;

/// What a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Itself.
    Plain,
    /// A slot.
    Slot,
    /// The number of a request.
    Request,
    /// When something is due.
    Due,
    /// A cause: its class.
    Cause,
    /// Nothing that later steps depend on, or what follows from other fields.
    Never,
}

use What::{Cause, Due, Never, Plain, Request, Slot};

/// The station's fields from the quirks on: what stands before is the configuration, which stays.
const STATION: &[(usize, What)] = &[
    (8, Never), // time of the last step
    (8, Never), // nothing is due earlier
    (4, Never), // number of the last event
    (4, Never), // number of the last signal: see the link
    (4, Never), // signals ignored
    (4, Due),
    (4, Due),
    (2, Never), // the free slots follow from the calls
    (2, Never),
    (2, Slot),
    (2, Slot),
    (2, Slot),
    (2, Plain),
    (2, Never), // number of the last request
    (2, Never),
    (2, Never),
    (2, Never),
    (2, Request),
    (1, Plain),
    (1, Plain),
    (1, Plain),
    (1, Plain),
    (1, Never), // epoch: see the calls
    (4, Due),
    (4, Due),
    (2, Plain),
    (2, Plain),
    (2, Plain),
    (2, Request),
    (2, Slot),
    (2, Plain),
    (1, Plain),
    (1, Plain),
    (1, Plain),
    (1, Plain),
    (1, Plain),
];
/// Where those fields begin, and the section's length.
const STATION_AT: usize = 34;
const STATION_SIZE: usize = 122;

/// A call's fields.
const CALL: &[(usize, What)] = &[
    (8, Never), // reference: told apart
    (8, Never),
    (8, Never),
    (4, Never), // answered: told as one bit
    (4, Due),
    (4, Due),
    (4, Due),
    (4, Never), // id
    (2, Plain),
    (2, Cause),
    (2, Request),
    (2, Never),
    (2, Slot),
    (2, Never),
    (2, Never),
    (1, Plain),
    (1, Plain),
    (1, Plain),
    (1, Plain),
    (1, Never), // epoch: told as one bit
    (1, Never), // attempt: each offer has a connection of its own
];
const CALL_SIZE: usize = 64;

/// A field and its value.
pub type Field = (What, u64);

/// A station's snapshot, read.
#[derive(Clone, Debug)]
pub struct Saved {
    bytes: Vec<u8>,
    /// The station's own fields.
    pub fields: Vec<Field>,
    /// Its slots.
    pub calls: Vec<Call>,
    /// The free slots, as they will be used.
    pub free: Vec<usize>,
    /// Number of the last signal that had one.
    pub heard: u64,
    own: Range<usize>,
}

/// A slot, read.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its fields.
    pub fields: Vec<Field>,
    /// The network's reference.
    pub reference: u64,
    /// The id.
    pub id: u32,
    /// Whether it is a call, and not only the memory of one.
    pub live: bool,
    texts: Range<usize>,
}

/// Bits that say which deadlines count.
mod bits {
    pub const STAGED: u64 = 1 << 8;
    pub const PART_DONE: u64 = 1 << 9;
    pub const STATE_TIMER: u64 = 1 << 11;
    pub const DIGITS_TIMER: u64 = 1 << 13;
    pub const ENDING: u64 = 1 << 14;
    pub const ASKED_OR_QUERY: u64 = 1 << 1 | 1 << 4;
}

impl Saved {
    /// Reads a snapshot.
    ///
    /// # Panics
    /// When it is not laid out as said.
    pub fn new(bytes: Vec<u8>) -> Self {
        let (mut station, mut records, mut texts, mut at) = (&[][..], &[][..], 0, 16);
        while at < bytes.len() {
            let (section, length) = (number(&bytes[at..at + 4]), number(&bytes[at + 4..at + 8]) as usize);
            at += 8;
            match section {
                1 => station = &bytes[at..at + length],
                2 => records = &bytes[at..at + length],
                3 => texts = at,
                _ => panic!("the snapshot has a section that is not known here"),
            }
            at += length;
        }
        assert_eq!(station.len(), STATION_SIZE, "the snapshot's layout is another one");
        assert_eq!(records.len() % CALL_SIZE, 0, "the snapshot's layout is another one");
        let field = |at: usize, size: usize| number(&station[at..at + size]);
        let own = texts..texts + field(88, 2) as usize;
        let mut fields = read(&station[STATION_AT..], STATION);
        for (at, counts) in [
            (5, field(95, 1) & bits::ASKED_OR_QUERY != 0),
            (6, field(92, 1) != 0),
            (23, field(121, 1) != 0),
            (24, field(120, 1) != 0),
        ] {
            drop_due(&mut fields, at, counts);
        }
        let mut calls: Vec<Call> = Vec::with_capacity(records.len() / CALL_SIZE);
        for record in records.chunks(CALL_SIZE) {
            let texts = calls.last().map_or(own.end, |call| call.texts.end);
            calls.push(Call::new(record, field(96, 1), texts));
        }
        let mut free = Vec::with_capacity(calls.len());
        let mut slot = field(70, 2) as usize;
        while slot < calls.len() && free.len() < calls.len() {
            free.push(slot);
            slot = number(&records[slot * CALL_SIZE + 52..][..2]) as usize;
        }
        let heard = field(54, 4);
        Self { fields, calls, free, heard, own, bytes }
    }

    /// The snapshot itself.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The station's own texts.
    pub fn own(&self) -> Data<'_> {
        Data::new(&self.bytes[self.own.clone()])
    }

    /// The data of a call.
    pub fn data(&self, call: &Call) -> Data<'_> {
        Data::new(&self.bytes[call.texts.clone()])
    }
}

impl Call {
    fn new(record: &[u8], epoch: u64, texts: usize) -> Self {
        let mut fields = read(record, CALL);
        let at = |at: usize, size: usize| number(&record[at..at + size]);
        let (flags, states) = (at(44, 2), at(58, 1));
        drop_due(&mut fields, 4, at(59, 1) != 0 && flags & (bits::STAGED | bits::PART_DONE) == 0);
        drop_due(&mut fields, 5, flags & bits::STATE_TIMER != 0);
        drop_due(&mut fields, 6, flags & bits::DIGITS_TIMER != 0);
        fields.push((Plain, u64::from(at(24, 4) != 0) << 1 | u64::from(at(62, 1) == epoch)));
        let live = states & 7 != 0 || flags & bits::ENDING != 0;
        Self { fields, reference: at(0, 8), id: at(40, 4) as u32, live, texts: texts..texts + at(50, 2) as usize }
    }

    /// What it is like at this time, whatever it is called.
    pub fn shape(&self, now: u64) -> u64 {
        let value = |(what, value): &Field| match what {
            Plain => *value,
            Due => left(*value, now),
            _ => 0,
        };
        self.fields.iter().map(value).fold(0, |sum: u64, value| sum.wrapping_mul(0x1_0001).wrapping_add(value))
    }
}

/// How far off a deadline is, which is kept in 32 bits.
pub fn left(due: u64, now: u64) -> u64 {
    u64::from((due as u32).wrapping_sub(now as u32))
}

/// A deadline that does not count is none.
fn drop_due(fields: &mut [Field], at: usize, counts: bool) {
    debug_assert_eq!(fields[at].0, Due);
    if !counts {
        fields[at] = (Plain, 0);
    }
}

/// The fields that say something.
fn read(mut bytes: &[u8], layout: &[(usize, What)]) -> Vec<Field> {
    let mut fields = Vec::with_capacity(layout.len() + 1);
    for (size, what) in layout {
        let (field, rest) = bytes.split_at(*size);
        fields.push((*what, if *what == Never { 0 } else { number(field) }));
        bytes = rest;
    }
    fields
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
