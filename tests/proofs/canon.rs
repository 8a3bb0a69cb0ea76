//! A station's records, field by field, out of the form in which they write themselves for debugging. Every field
//! takes part, also one that is added later: only what is named here is left out.

use std::collections::HashMap;

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
    let mut rest = text;
    while let Some(at) = rest.find([' ', ',', '{', '}', '(', ')', '[', ']', ':']) {
        let (word, end) = (&rest[..at], rest.as_bytes()[at]);
        rest = &rest[at + 1..];
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
        if let (Ok(number), Some(record)) = (word.parse(), records.last_mut()) {
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

/// The canonical form of a station: what it will do, and nothing of what it did. Calls are sorted, deadlines are
/// ranks, references and requests are numbered as they come; generations, running numbers and counters are left out.
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
        let shape = |call: &usize| {
            let fields = &records[*call];
            let get = |name| get(fields, name);
            (
                get("states"),
                get("pending"),
                get("part"),
                get("flags"),
                get("parties"),
                get("cause"),
                get("answered") != 0,
            )
        };
        order.sort_by_key(shape);
        let place = |slot: u64| order.iter().position(|call| *call as u64 == slot + 1).map_or(u64::MAX, |at| at as u64);
        let mut form = Vec::with_capacity(160);
        let station = &records[0];
        let waits_for = flags::QUERY | flags::ASKED;
        for (within, name, value) in station {
            form.push(match (*within, *name) {
                ("config", _) => continue,
                ("", "now" | "due" | "sequence" | "ignored" | "heard" | "epoch" | "own_used" | "request") => continue,
                ("", "line" | "pair") | ("free", _) | ("agent", "call") => place(*value),
                ("agent", "request") | ("", "feature_request") => self.rename(REQUEST, *value),
                ("agent", "due") if within_get(station, "agent", "timed") == 0 => 0,
                ("agent", "request_due") if within_get(station, "agent", "asked") == 0 => 0,
                ("", "feature_due") if get(station, "feature_pending") == 0 => 0,
                ("", "query_due") if get(station, "flags") & waits_for == 0 => 0,
                ("agent", "due" | "request_due") | ("", "feature_due" | "query_due") => rank(&deadlines, *value),
                _ => *value,
            });
        }
        let station = rig.station();
        texts(self, &mut form, &station.own());
        let ids: Vec<_> = (0..records.len() - 1).map(|slot| get(&records[slot + 1], "id")).collect();
        for call in &order {
            let fields = &records[*call];
            let live = get(fields, "states") & 7 != 0 || get(fields, "flags") & flags::ENDING != 0;
            for (_, name, value) in fields {
                form.push(match *name {
                    "started" | "cleared" | "id" | "bucket" | "next" | "used" => continue,
                    "answered" => u64::from(*value != 0),
                    "reference" => self.rename(REFERENCE, *value),
                    "request" => self.rename(REQUEST, *value),
                    "request_due" if get(fields, "pending") == 0 => 0,
                    "digits_due" if get(fields, "flags") & flags::DIGITS_TIMER == 0 => 0,
                    "state_due" if get(fields, "flags") & flags::STATE_TIMER == 0 => 0,
                    "request_due" | "digits_due" | "state_due" => rank(&deadlines, *value),
                    "epoch" => u64::from(*value == epoch),
                    "link" => place(*value),
                    "attempt" => *value,
                    "flags" | "cause" | "parties" if !live => continue,
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

fn texts(canon: &mut Canon, form: &mut Vec<u64>, data: &Data<'_>) {
    for record in data.records() {
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
        let counts = |(within, name, value): &&Field<'_>| {
            *value != 0 && (name.ends_with("_due") || (*within, *name) == ("agent", "due"))
        };
        all.extend(fields.iter().filter(counts).map(|(.., value)| u64::from((*value as u32).wrapping_sub(now))));
    }
    all.sort_unstable();
    all.dedup();
    all.insert(0, u64::from(now));
    all
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
