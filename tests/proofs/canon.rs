//! A station's records, field by field, out of the form in which they write themselves for debugging. Every field
//! takes part, also one that is added later: only what is named here is left out.

use std::collections::HashMap;

use offhook::Known;
use offhook::data::Data;

use crate::rig::Rig;

/// A field: the field it is within, its name, its number.
type Field<'t> = (&'t str, &'t str, u64);
/// One record, in the order of its fields.
type Fields<'t> = Vec<Field<'t>>;

/// Reads the records of a station: itself with its agent, then each call.
fn records(text: &str) -> Vec<Fields<'_>> {
    let mut records: Vec<Fields<'_>> = Vec::new();
    let (mut within, mut name, mut depth) = ("", "", 0);
    let mut begin = 0;
    for (at, end) in text.bytes().enumerate() {
        if !matches!(end, b' ' | b',' | b'{' | b'}' | b'(' | b')' | b'[' | b']' | b':') {
            continue;
        }
        let word = &text[begin..at];
        begin = at + 1;
        match end {
            b':' => name = word,
            b'{' => {
                depth += 1;
                within = if depth == 1 { "" } else { name };
                if depth == 1 {
                    records.push(Vec::new());
                }
            }
            b'}' => depth -= 1,
            _ => {}
        }
        let digit = word.as_bytes().first().is_some_and(u8::is_ascii_digit);
        if let (true, Some(record)) = (digit, records.last_mut()) {
            let number = word.bytes().fold(0u64, |sum, digit| sum.wrapping_mul(10) + u64::from(digit - b'0'));
            record.push((within, name, number));
        }
        if end == b'}' {
            within = "";
        }
    }
    records
}

/// What is left of calls when none lives: fields that are not as in an idle station.
pub fn left_of_calls(rig: &Rig) -> Vec<String> {
    let mut text = String::new();
    rig.write(&mut text);
    let mut left = Vec::new();
    for (record, fields) in records(&text).iter().enumerate() {
        for (within, name, value) in fields {
            let idle = match (record, *within, *name) {
                (0, "", "line" | "pair") => NO_SLOT,
                (0, "", "lines") | (0, "agent", "calls") | (1.., "", "pending" | "part" | "request") => 0,
                _ => continue,
            };
            if *value != idle {
                left.push(format!("{within} {name} {value}"));
            }
        }
    }
    left
}

/// Calls that live and whose end is left to the next step, by slot.
pub fn ending(rig: &Rig) -> Vec<usize> {
    let mut text = String::new();
    rig.write(&mut text);
    let ends = |call: &Fields<'_>| get(call, "flags") & flags::ENDING != 0 && get(call, "states") & 7 != 0;
    let calls = records(&text).into_iter().skip(1).enumerate();
    calls.filter(|(_, call)| ends(call)).map(|(slot, _)| slot).collect()
}

/// The canonical form of a station: what it will do, and nothing of what it did. Calls are sorted, free slots as they
/// will be used; deadlines that count are ranks; references and requests are numbered as they come; causes are the
/// classes that something depends on; four parties stand for more. Generations, running numbers, counters, and what is
/// left in the record of a call that is over are left out.
#[derive(Debug, Default)]
pub struct Canon {
    text: String,
    names: HashMap<(u8, u64), u64>,
}

/// Bits of the records' `flags` that say which deadlines count, and which calls are not over.
mod flags {
    pub const STATE_TIMER: u64 = 1 << 11;
    pub const DIGITS_TIMER: u64 = 1 << 13;
    pub const ENDING: u64 = 1 << 14;
    pub const ASKED: u64 = 1 << 1;
    pub const QUERY: u64 = 1 << 4;
}

const NO_SLOT: u64 = u16::MAX as u64;
const REFERENCE: u8 = 0;
const REQUEST: u8 = 1;

impl Canon {
    /// The form of this station, as a number of 128 bits.
    pub fn of(&mut self, rig: &mut Rig) -> u128 {
        self.text.clear();
        rig.write(&mut self.text);
        let text = std::mem::take(&mut self.text);
        let form = self.form(&text, rig);
        self.text = text;
        hash(&form)
    }

    fn form(&mut self, text: &str, rig: &mut Rig) -> Vec<u64> {
        let records = records(text);
        let deadlines = ranks(&records);
        let epoch = get(&records[0], "epoch");
        self.names.clear();
        // Calls in an order that does not depend on their slots.
        let mut order: Vec<usize> = (1..records.len()).collect();
        let used = used_in(&records);
        let shape = |call: &usize| {
            let fields = &records[*call];
            let get = |name| get(fields, name);
            if !lives(fields) {
                return (used[*call], [0; 9]);
            }
            let due = |name, counts| if counts { rank(&deadlines, get(name)) } else { 0 };
            let looks = [
                get("states") << 32 | get("pending") << 16 | get("part") << 8 | parties(get("parties")),
                get("flags"),
                u64::from(get("reference") != 0),
                get("attempt"),
                class(get("cause")) << 1 | u64::from(get("answered") != 0),
                u64::from(get("link") != NO_SLOT),
                due("request_due", get("pending") != 0),
                due("state_due", get("flags") & flags::STATE_TIMER != 0),
                u64::from(get("epoch") == epoch),
            ];
            (0, looks)
        };
        order.sort_by_key(shape);
        let place = |slot: u64| order.iter().position(|call| *call as u64 == slot + 1).map_or(u64::MAX, |at| at as u64);
        let mut form = Vec::with_capacity(160);
        let station = &records[0];
        for (within, name, value) in station {
            form.push(match (*within, *name) {
                ("config", _) => continue,
                ("", "now" | "due" | "sequence" | "ignored" | "heard" | "epoch" | "own_used" | "request") => continue,
                ("free", _) => continue,
                ("", "line" | "pair") | ("agent", "call") => place(*value),
                ("agent", "request") | ("", "feature_request") => self.rename(REQUEST, *value),
                ("agent", "due" | "request_due") | ("", "feature_due" | "query_due")
                    if !counts(station, within, name) =>
                {
                    0
                }
                ("agent", "due" | "request_due") | ("", "feature_due" | "query_due") => rank(&deadlines, *value),
                _ => *value,
            });
        }
        let station = rig.station();
        texts(self, &mut form, &station.own());
        let ids: Vec<_> = (0..records.len() - 1).map(|slot| get(&records[slot + 1], "id")).collect();
        for call in &order {
            let fields = &records[*call];
            let live = lives(fields);
            for (_, name, value) in fields {
                form.push(match *name {
                    "started" | "cleared" | "id" | "bucket" | "next" | "used" => continue,
                    "answered" | "flags" | "cause" | "parties" | "epoch" | "link" if !live => continue,
                    "answered" => u64::from(*value != 0),
                    "cause" => class(*value),
                    "parties" => parties(*value),
                    "reference" => self.rename(REFERENCE, *value),
                    "request" => self.rename(REQUEST, *value),
                    "request_due" | "digits_due" | "state_due" if !counts(fields, "", name) => 0,
                    "request_due" | "digits_due" | "state_due" => rank(&deadlines, *value),
                    "epoch" => u64::from(*value == epoch),
                    "link" => place(*value),
                    _ => *value,
                });
            }
            let id = offhook::CallId::from_number(ids[*call - 1] as u32);
            match station.data(id).filter(|_| live) {
                Some(data) => texts(self, &mut form, &data),
                None => form.push(u64::MAX),
            }
        }
        form
    }

    /// The same number for the same name, in the order in which they come.
    fn rename(&mut self, kind: u8, value: u64) -> u64 {
        if value == 0 {
            return 0;
        }
        let next = self.names.len() as u64 + 1;
        *self.names.entry((kind, value)).or_insert(next)
    }
}

/// Whether a slot's call lives, or its end is still to be told.
fn lives(fields: &Fields<'_>) -> bool {
    get(fields, "states") & 7 != 0 || get(fields, "flags") & flags::ENDING != 0
}

/// For each record: when its slot will be used, from 1 on; 0 for the station and for calls.
fn used_in(records: &[Fields<'_>]) -> Vec<u64> {
    let mut used = vec![0; records.len()];
    let mut slot = within_get(&records[0], "free", "first");
    for turn in 1..records.len() as u64 {
        let Some(place) = used.get_mut(slot as usize + 1).filter(|_| slot != NO_SLOT) else { break };
        *place = turn;
        slot = get(&records[slot as usize + 1], "link");
    }
    used
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

fn texts(canon: &mut Canon, form: &mut Vec<u64>, data: &Data<'_>) {
    let mut named = 0;
    for record in data.records() {
        // Nothing depends on who came or went last; of parties, three stand for more.
        named += u64::from(record.is(Known::Party));
        if record.is(Known::Who) || record.is(Known::Party) && named > 3 {
            continue;
        }
        form.push(record.known.map_or(0, |known| u64::from(known.code())) << 1 | u64::from(record.removed));
        form.push(canon.rename(REQUEST, u64::from(record.tag)));
        for part in [record.app, record.name, record.value] {
            form.push(
                part.iter().fold(part.len() as u64, |sum, byte| sum.wrapping_mul(257).wrapping_add(u64::from(*byte))),
            );
        }
    }
    form.push(u64::MAX);
}

fn get(fields: &Fields<'_>, name: &str) -> u64 {
    within_get(fields, "", name)
}

fn within_get(fields: &Fields<'_>, within: &str, name: &str) -> u64 {
    fields.iter().find(|(of, field, _)| (*of, *field) == (within, name)).map_or(0, |(.., value)| *value)
}

/// Every deadline that counts, sorted.
fn ranks(records: &[Fields<'_>]) -> Vec<u64> {
    let now = get(&records[0], "now") as u32;
    let mut all: Vec<u64> = Vec::new();
    for fields in records {
        let counts = |(within, name, _): &&Field<'_>| counts(fields, within, name);
        all.extend(fields.iter().filter(counts).map(|(.., value)| u64::from((*value as u32).wrapping_sub(now))));
    }
    all.sort_unstable();
    all.dedup();
    all.insert(0, u64::from(now));
    all
}

/// Whether this field is a deadline that counts.
fn counts(fields: &Fields<'_>, within: &str, name: &str) -> bool {
    let flag = |bits| get(fields, "flags") & bits != 0;
    match (within, name) {
        ("agent", "due") => within_get(fields, "agent", "timed") != 0,
        ("agent", "request_due") => within_get(fields, "agent", "asked") != 0,
        ("", "feature_due") => get(fields, "feature_pending") != 0,
        ("", "query_due") => flag(flags::QUERY | flags::ASKED),
        ("", "request_due") => get(fields, "pending") != 0,
        ("", "digits_due") => flag(flags::DIGITS_TIMER),
        ("", "state_due") => flag(flags::STATE_TIMER),
        _ => false,
    }
}

fn rank(deadlines: &[u64], due: u64) -> u64 {
    let after = u64::from((due as u32).wrapping_sub(deadlines[0] as u32));
    deadlines[1..].iter().position(|known| *known == after).map_or(0, |at| at as u64 + 1)
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
