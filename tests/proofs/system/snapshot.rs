//! A station's snapshot, field by field, as `core/SPEC.md` lays it out.

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
    /// Nothing that later steps depend on, or what follows from other fields.
    Never,
}

use What::{Due, Never, Plain, Request, Slot};

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
    (2, Plain),
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

/// A station, read.
#[derive(Clone, Debug)]
pub struct Saved {
    fields: Vec<Field>,
    /// Its slots.
    pub calls: Vec<Call>,
    /// Number of the last signal that had one.
    pub heard: u64,
    /// When something is due, from now on.
    pub deadlines: Vec<u64>,
    now: u64,
}

/// A slot, read.
#[derive(Clone, Debug)]
pub struct Call {
    fields: Vec<Field>,
    /// The network's reference.
    pub reference: u64,
    /// The id.
    pub id: u64,
    live: bool,
}

/// Bits that say which deadlines count.
mod bits {
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
    pub fn new(bytes: &[u8], now: u64) -> Self {
        let mut rest = &bytes[16..];
        let (mut station, mut records, mut other) = (&[][..], &[][..], Vec::new());
        while !rest.is_empty() {
            let (number, length) = (number(&rest[..4]), number(&rest[4..8]) as usize);
            let section = &rest[8..8 + length];
            match number {
                1 => station = section,
                2 => records = section,
                3 => {}
                _ => other.extend(section.iter().map(|byte| (Plain, u64::from(*byte)))),
            }
            rest = &rest[8 + length..];
        }
        assert_eq!(station.len(), STATION_SIZE, "the snapshot's layout is another one");
        assert_eq!(records.len() % CALL_SIZE, 0, "the snapshot's layout is another one");
        let epoch = u64::from(station[96]);
        let calls = records.chunks(CALL_SIZE).map(|record| Call::new(record, epoch)).collect();
        let mut fields = read(&station[STATION_AT..], STATION);
        let at = |at: usize, size: usize| number(&station[at..at + size]);
        for (field, counts) in [
            (5, at(95, 1) & bits::ASKED_OR_QUERY != 0),
            (6, at(92, 1) != 0),
            (23, at(121, 1) != 0),
            (24, at(120, 1) != 0),
        ] {
            drop_due(&mut fields, field, counts);
        }
        fields.extend(other);
        let mut saved = Self { fields, calls, heard: at(54, 4), deadlines: Vec::new(), now };
        let all = saved.fields.iter().chain(saved.calls.iter().filter(|call| call.live).flat_map(|call| &call.fields));
        let due = all.filter(|(what, _)| *what == Due).filter_map(|(_, value)| saved.due(*value));
        saved.deadlines = due.collect();
        saved
    }

    /// The station's own fields.
    pub fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.fields.iter().copied()
    }

    /// The whole time of a deadline.
    pub fn due(&self, due: u64) -> Option<u64> {
        let after = (due as u32).wrapping_sub(self.now as u32);
        Some(self.now.saturating_add_signed(i64::from(after as i32)))
    }
}

impl Call {
    fn new(record: &[u8], epoch: u64) -> Self {
        let mut fields = read(record, CALL);
        let at = |at: usize, size: usize| number(&record[at..at + size]);
        let (flags, states) = (at(44, 2), at(58, 1));
        drop_due(&mut fields, 4, at(59, 1) != 0);
        drop_due(&mut fields, 5, flags & bits::STATE_TIMER != 0);
        drop_due(&mut fields, 6, flags & bits::DIGITS_TIMER != 0);
        fields.push((Plain, u64::from(at(24, 4) != 0) << 1 | u64::from(at(62, 1) == epoch)));
        let live = states & 7 != 0 || flags & bits::ENDING != 0;
        Self { fields, reference: at(0, 8), id: at(40, 4), live }
    }

    /// Whether it is a call, and not only the memory of one.
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// Its fields.
    pub fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.fields.iter().copied()
    }

    /// What it is like, whatever it is called.
    pub fn shape(&self) -> u64 {
        let plain = self.fields.iter().filter(|(what, _)| *what == Plain);
        plain.fold(0, |sum: u64, (_, value)| sum.wrapping_mul(0x1_0001).wrapping_add(*value))
    }
}

/// A deadline that does not count is none.
fn drop_due(fields: &mut [Field], at: usize, counts: bool) {
    debug_assert_eq!(fields[at].0, Due);
    if !counts {
        fields[at] = (Plain, 0);
    }
}

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
