//! The canonical form of a station: what it will do, and nothing of what it did.
//!
//! Calls are sorted, free slots stand as they will be used; references and requests are numbered as they come; causes are
//! the classes that something depends on; four parties stand for more. Left out are generations, running numbers,
//! counters, texts that are only shown, what is left in the record of a call that is over, and *when* deadlines are: which of
//! them comes next is a choice of the search, so every order is tried.

use offhook::Known;
use offhook::data::{Data, Record};

use crate::rig::Rig;
use crate::snapshot::{Image, NO_SLOT, call, station};

/// What the inputs to come can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sees {
    /// Names of calls: which of them have a reference, late and repeated offers, and whether a query is under way.
    pub names: bool,
    /// Calls of an ACD: then an agent follows who answered, and why nobody did.
    pub acd: bool,
    /// What a lawful network goes by: kinds, and whether a call was answered.
    pub kinds: bool,
}

impl Sees {
    /// Everything.
    pub const ALL: Self = Self { names: true, acd: true, kinds: true };
}

/// Makes forms. Kept, so that its memory is used again.
#[derive(Clone, Debug)]
pub struct Canon {
    sees: Sees,
    image: Image,
    form: Vec<u64>,
    names: Vec<(u8, u64)>,
    order: Vec<usize>,
}

/// What is left of calls when none lives: fields that are not as in an idle station.
pub fn left_of_calls(rig: &mut Rig) -> Vec<String> {
    let mut image = Image::default();
    image.take(rig);
    let mut left = Vec::new();
    let mut idle = |name: &str, is: u64, should: u64| {
        if is != should {
            left.push(format!("{name} {is}"));
        }
    };
    for slot in station::PAIR {
        idle("pair", image.station(slot), NO_SLOT);
    }
    idle("line", image.station(station::LINE), NO_SLOT);
    idle("lines", image.station(station::LINES), 0);
    idle("agent's calls", image.station(station::AGENT_CALLS), 0);
    for slot in 0..image.slots() {
        for (name, field) in [("pending", call::PENDING), ("part", call::PART), ("request", call::REQUEST)] {
            idle(name, image.call(slot, field), 0);
        }
    }
    left
}

/// Calls that live and whose end is left to the next step, by slot.
pub fn ending(rig: &mut Rig) -> Vec<usize> {
    let mut image = Image::default();
    image.take(rig);
    (0..image.slots()).filter(|slot| image.ends(*slot) && image.lives(*slot)).collect()
}

impl Default for Canon {
    fn default() -> Self {
        Self::new(Sees::ALL)
    }
}

const REFERENCE: u8 = 0;
const REQUEST: u8 = 1;

impl Canon {
    /// Of inputs that tell so much apart.
    pub fn new(sees: Sees) -> Self {
        Self { sees, image: Image::default(), form: Vec::new(), names: Vec::new(), order: Vec::new() }
    }

    /// The form of this station, as a number of 128 bits.
    pub fn of(&mut self, rig: &mut Rig) -> u128 {
        self.image.take(rig);
        self.fill();
        hash(&self.form)
    }

    /// The same, and when its deadlines are.
    pub fn exactly(&mut self, rig: &mut Rig) -> u128 {
        self.image.take(rig);
        self.fill();
        for at in self.image.deadlines() {
            let bytes = &self.image.bytes()[at..at + 4];
            self.form.extend(bytes.iter().map(|byte| u64::from(*byte)));
        }
        hash(&self.form)
    }

    fn fill(&mut self) {
        self.form.clear();
        self.names.clear();
        self.sort();
        self.station();
        for at in 0..self.order.len() {
            self.call(self.order[at]);
        }
    }

    /// Calls in an order that does not depend on their slots; free slots as they will be used.
    fn sort(&mut self) {
        let Self { image, order, sees, .. } = self;
        order.clear();
        order.extend((0..image.slots()).filter(|slot| taken(image, *slot)));
        order.sort_by_cached_key(|slot| {
            let get = |field| image.call(*slot, field);
            let link = get(call::LINK) as usize;
            // Of two that are alike, what they are bound to tells.
            let bound = if link < image.slots() { image.call(link, call::STATES) + 1 } else { 0 };
            [
                get(call::STATES) << 32 | get(call::PENDING) << 16 | get(call::PART) << 8 | parties(get(call::PARTIES)),
                flags(*sees, image, *slot),
                bound,
                if sees.names { u64::from(get(call::REFERENCE) != 0) << 8 | get(call::ATTEMPT) } else { 0 },
                past(*sees, image, *slot),
            ]
        });
        let mut slot = image.station(station::FIRST_FREE);
        while slot != NO_SLOT {
            order.push(slot as usize);
            slot = image.call(slot as usize, call::LINK);
        }
    }

    fn place(&self, slot: u64) -> u64 {
        self.order.iter().position(|known| *known as u64 == slot).map_or(u64::MAX, |at| at as u64)
    }

    fn station(&mut self) {
        let of = |field| self.image.station(field);
        let asked = of(station::ASKED);
        let link = if self.sees.names { of(station::FLAGS) } else { of(station::FLAGS) & !station::QUERY };
        let plain = [
            of(station::LINES) << 32 | link << 16 | of(station::FEATURES) << 8 | of(station::FEATURE),
            of(station::FEATURE_WISH),
            of(station::AGENT_STATES) << 16 | of(station::AGENT_CALLS) << 1 | of(station::TIMED),
            of(station::REASON) << 32 | of(station::PENDING_REASON) << 16,
            // Nobody looks at the reason of a request that is over.
            if asked == 0 { 0 } else { asked << 16 | of(station::ASKED_REASON) },
        ];
        self.form.extend(plain);
        for slot in [station::PAIR[0], station::PAIR[1], station::LINE, station::AGENT_CALL] {
            self.form.push(self.place(self.image.station(slot)));
        }
        for request in [station::AGENT_REQUEST, station::FEATURE_REQUEST] {
            let name = self.name(REQUEST, self.image.station(request));
            self.form.push(name);
        }
        let image = std::mem::take(&mut self.image);
        self.texts(&image.own());
        self.image = image;
    }

    fn call(&mut self, slot: usize) {
        let image = std::mem::take(&mut self.image);
        let get = |field| image.call(slot, field);
        if self.sees.names {
            let reference = self.name(REFERENCE, get(call::REFERENCE));
            self.form.push(reference << 8 | get(call::ATTEMPT));
        }
        if taken(&image, slot) {
            let fresh = get(call::EPOCH) == image.station(station::EPOCH);
            let request = self.name(REQUEST, get(call::REQUEST));
            self.form.extend([
                get(call::STATES) << 16 | get(call::PENDING) << 8 | get(call::PART),
                flags(self.sees, &image, slot) << 8 | parties(get(call::PARTIES)),
                past(self.sees, &image, slot) << 1 | u64::from(fresh),
                request,
                self.place(get(call::LINK)),
            ]);
            self.texts(&image.data(slot));
        } else {
            self.form.push(u64::MAX);
        }
        self.image = image;
    }

    fn texts(&mut self, data: &Data<'_>) {
        // Where texts stand that no request goes with is nobody's business.
        let begin = self.form.len();
        let mut parties = 0;
        for record in data.records().filter(|record| record.tag == 0 && !record.removed) {
            // Of parties, three names stand for more.
            let party = record.is(Known::Party);
            parties += usize::from(party);
            let left_out = only_shown(&record) || party && parties > 3;
            if !left_out {
                self.form.push(word(&record));
            }
        }
        self.form[begin..].sort_unstable();
        for record in data.records().filter(|record| record.tag != 0 || record.removed) {
            let name = self.name(REQUEST, u64::from(record.tag));
            self.form.extend([name << 1 | u64::from(record.removed), word(&record)]);
        }
        self.form.push(u64::MAX);
    }

    /// The same number for the same name, in the order in which they come.
    fn name(&mut self, kind: u8, value: u64) -> u64 {
        if value == 0 {
            return 0;
        }
        let known = self.names.iter().position(|known| *known == (kind, value));
        let at = known.unwrap_or_else(|| {
            self.names.push((kind, value));
            self.names.len() - 1
        });
        at as u64 + 1
    }
}

/// Whether a slot's call lives, or its end is still to be told.
fn taken(image: &Image, slot: usize) -> bool {
    image.lives(slot) || image.ends(slot)
}

/// Who came or went last, and the agent's number, decide nothing.
fn only_shown(record: &Record<'_>) -> bool {
    record.is(Known::Who) || record.is(Known::AgentId)
}

/// A text as a number.
fn word(record: &Record<'_>) -> u64 {
    let known = record.known.map_or(0, |known| u64::from(known.code()) + 1);
    [record.app, record.name, record.value].iter().fold(known, |sum, part| {
        part.iter()
            .fold(sum.wrapping_mul(257) + part.len() as u64, |sum, byte| sum.wrapping_mul(257) + u64::from(*byte))
    })
}

/// What is so of a call. Who placed it counts for a lawful network, and where the other party's number is known.
fn flags(sees: Sees, image: &Image, slot: usize) -> u64 {
    use call::flag::{CONSULT, KIND, OUTGOING};
    let flags = image.call(slot, call::FLAGS);
    let kind = flags & KIND;
    let kind = if kind == CONSULT || sees.kinds && kind & 1 == 1 { kind } else { 0 };
    let rest = flags & !KIND;
    let numbered = || image.data(slot).records().any(|record| record.is(Known::Dnis) || record.is(Known::Ani));
    if sees.kinds || numbered() { rest | kind } else { rest & !OUTGOING | kind }
}

/// What has been of a call, where that counts: it was answered, and why it is as it is.
fn past(sees: Sees, image: &Image, slot: usize) -> u64 {
    let answered = u64::from(image.call(slot, call::ANSWERED) != 0 && (sees.acd || sees.kinds));
    if sees.acd { class(image.call(slot, call::CAUSE)) << 1 | answered } else { answered }
}

/// Something depends on whether nobody answered, or somebody else did; on no other cause.
fn class(cause: u64) -> u64 {
    let cause = offhook::Cause(cause as u16);
    if cause == offhook::Cause::ANSWERED_ELSEWHERE { 2 } else { u64::from(cause.is_no_answer()) }
}

/// Four stand for more: nothing depends on how many more.
fn parties(count: u64) -> u64 {
    count.min(4)
}

/// A number of 128 bits for a form.
pub fn hash(form: &[u64]) -> u128 {
    let mut a: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut b: u64 = 0xC2B2_AE3D_27D4_EB4F;
    for word in form {
        a = (a ^ word).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        a ^= a >> 32;
        b = (b.rotate_left(29) ^ word).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
        b ^= b >> 31;
    }
    u128::from(a) << 64 | u128::from(b)
}
