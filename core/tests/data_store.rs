//! Attached data against a plain list that does the same things.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

use offhook::data::{Data, DataError, DataMut, HEADER, valid};
use offhook::{
    Cause, Config, Entry, Input, Key, Known, MAX_OUTPUTS, Output, OutputKind, Signal, SignalKind, Storage, Which,
};

/// xorshift: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

const KEYS: [Key<'static>; 9] = [
    Key::Known(Known::Ani),
    Key::Known(Known::Party),
    Key::Known(Known::To),
    Key::Known(Known::Digits),
    Key::Own { app: "", name: "ANI" },
    Key::Own { app: "", name: "Free" },
    Key::Own { app: "SAP-IC", name: "Free" },
    Key::Own { app: "SAP-IC", name: "CV01" },
    Key::Own { app: "CRM_IC/MCM", name: "FWDTYPE" },
];
const VALUES: [&str; 6] = ["", "1", "value", "Grüße 😀 \0\u{7f}", "0123456789012345678901234567890123456789", "x=y"];

/// The list that does the same things.
#[derive(Clone, Default)]
struct Model(Vec<(Key<'static>, String, u16)>);

impl Model {
    fn size(&self) -> usize {
        self.0.iter().map(|(key, value, _)| size(*key, value)).sum()
    }

    fn set(&mut self, key: Key<'static>, value: &str, tag: u16) -> bool {
        let first = self.0.iter().position(|row| row.0 == key);
        let same = self.0.iter().filter(|row| row.0 == key).count() == 1;
        match first {
            None => self.0.push((key, value.into(), tag)),
            Some(at) => {
                let changed = !same || self.0[at].1 != value;
                self.0[at] = (key, value.into(), tag);
                let mut place = 0;
                self.0.retain(|row| {
                    place += 1;
                    row.0 != key || place == at + 1
                });
                return changed;
            }
        }
        true
    }
}

fn size(key: Key<'_>, value: &str) -> usize {
    match key {
        Key::Known(_) => HEADER + value.len(),
        Key::Own { app, name } => HEADER + app.len() + name.len() + value.len(),
    }
}

fn refused(key: Key<'_>, tag: u16) -> bool {
    key.app() == "CRM_IC/MCM" && tag != 0
}

fn agrees(data: Data<'_>, model: &Model) {
    let stored: Vec<_> = data.records().map(|record| (record.entry().unwrap(), record.tag)).collect();
    let wanted: Vec<_> = model.0.iter().map(|(key, value, tag)| (Entry { key: *key, value }, *tag)).collect();
    assert_eq!(stored, wanted);
    assert!(valid(data.bytes()));
    let visible = |key: &Key<'_>| !matches!(key, Key::Known(known) if !known.is_data());
    assert!(data.iter().eq(wanted.iter().filter(|(entry, _)| visible(&entry.key)).map(|(entry, _)| *entry)));
    for key in KEYS {
        let first = model.0.iter().find(|row| row.0 == key.plain()).map(|row| row.1.as_str());
        assert_eq!(data.get(key), first);
    }
    for tag in 0..4 {
        assert!(data.tagged(tag).eq(wanted.iter().filter(|row| row.1 == tag).map(|row| row.0)));
    }
}

#[test]
fn random_changes_agree_with_a_list() {
    let mut random = Random(0x0FF_400C);
    for round in 0..400 {
        let mut bytes = vec![0; random.below(300)];
        let mut used = 0;
        let mut model = Model::default();
        for _ in 0..120 {
            let mut data = DataMut::new(&mut bytes, &mut used);
            let (key, value) = (KEYS[random.below(9)], VALUES[random.below(6)]);
            let tag = random.below(4) as u16;
            let room = data.room();
            match random.below(8) {
                0 | 1 => {
                    let mut after = model.clone();
                    let changed = after.set(key.plain(), value, tag);
                    let fits = after.size() <= model.size() + room;
                    match data.set(key, value, tag) {
                        _ if refused(key, tag) => {
                            assert_eq!(
                                DataMut::new(&mut bytes, &mut used).set(key, value, tag),
                                Err(DataError::Reserved)
                            )
                        }
                        Ok(said) => {
                            assert!(fits && said == changed, "round {round}");
                            model = after;
                        }
                        Err(error) => assert!(!fits && error == DataError::NoRoom),
                    }
                }
                2 | 3 => {
                    let added = data.add(key, value, tag);
                    let fits = size(key.plain(), value) <= room;
                    assert_eq!(added.is_ok(), fits && !refused(key, tag));
                    if added.is_ok() {
                        model.0.push((key.plain(), value.into(), tag));
                    }
                }
                4 => {
                    let before = model.0.len();
                    model.0.retain(|row| row.0 != key.plain());
                    assert_eq!(data.remove(key), model.0.len() != before);
                }
                5 => {
                    let at = model.0.iter().position(|row| row.0 == Key::Known(Known::Party) && row.1 == value);
                    assert_eq!(data.remove_value(Known::Party, value), at.is_some());
                    if let Some(at) = at {
                        model.0.remove(at);
                    }
                }
                6 => {
                    data.end(tag);
                    if tag != 0 {
                        model.0.retain(|row| row.2 != tag || !matches!(row.0, Key::Known(known) if !known.is_data()));
                        for row in model.0.iter_mut().filter(|row| row.2 == tag) {
                            row.2 = 0;
                        }
                    }
                }
                _ => {
                    let entries: Vec<Entry<'_>> = (0..random.below(5))
                        .map(|_| Entry { key: KEYS[random.below(9)], value: VALUES[random.below(6)] })
                        .collect();
                    set_all(&mut data, &mut model, &entries, tag);
                }
            }
            agrees(DataMut::new(&mut bytes, &mut used).data(), &model);
        }
    }
}

/// The same as one `set` after the other, but all or nothing; what is new stands in the order given.
fn set_all(data: &mut DataMut<'_>, model: &mut Model, entries: &[Entry<'static>], tag: u16) {
    let mut after = model.clone();
    let mut changed = false;
    let room = data.room();
    for (at, entry) in entries.iter().enumerate() {
        let key = entry.key.plain();
        if matches!(key, Key::Known(known) if !known.is_data()) {
            after.0.push((key, entry.value.into(), tag));
        } else if !entries[at + 1..].iter().any(|later| later.key.plain() == key) {
            changed |= after.set(key, entry.value, tag);
        }
    }
    let fits = after.size() <= model.size() + room;
    match data.set_all(entries, tag) {
        Ok(said) => {
            assert!(fits && !entries.iter().any(|entry| refused(entry.key, tag)));
            assert_eq!(said, changed);
            *model = after;
        }
        Err(DataError::Reserved) => assert!(entries.iter().any(|entry| refused(entry.key, tag))),
        Err(error) => assert!(!fits && error == DataError::NoRoom),
    }
}

/// Each entry by itself: one `set` after the other, but for those that a later one of the same key makes idle, and the
/// original external id, which is set once. Whether anything is new, and whether all found room.
fn heard(model: &mut Model, entries: &[Entry<'static>], room: usize) -> (bool, bool) {
    const ORIGINAL: Key<'static> = Key::Known(Known::ExternalOriginalReferenceId);
    let (mut new, mut all) = (false, true);
    let mut set = |model: &mut Model, key: Key<'static>, value| {
        let mut after = model.clone();
        let changed = after.set(key, value, 0);
        let fits = after.size() <= room;
        if fits {
            *model = after;
        }
        all &= fits;
        fits && changed
    };
    let has_original = |model: &Model| model.0.iter().any(|row| row.0 == ORIGINAL);
    for (at, entry) in entries.iter().enumerate() {
        let key = entry.key.plain();
        let idle = entries[at + 1..].iter().any(|later| later.key.plain() == key);
        if !idle && (key != ORIGINAL || !has_original(model)) {
            new |= set(model, key, entry.value);
        }
    }
    let first = entries.iter().find(|entry| entry.key == Key::Known(Known::ExternalReferenceId));
    if let Some(first) = first.filter(|_| !has_original(model)) {
        set(model, ORIGINAL, first.value);
    }
    (new, all)
}

#[test]
fn what_signals_say_agrees_with_a_list() {
    const MORE: [Key<'static>; 5] = [
        Key::Known(Known::ExternalReferenceId),
        Key::Known(Known::ExternalOriginalReferenceId),
        Key::Own { app: "", name: "tree" },
        Key::Own { app: "CRM", name: "Free" },
        Key::Known(Known::Custom1),
    ];
    const ROOM: usize = 160;
    let mut random = Random(0x0FF_400C);
    let (mut left_out, mut idle) = (0, 0);
    for reference in 1..600 {
        let mut storage = Storage::<1, ROOM>::new(&Config::default()).unwrap();
        let mut station = storage.station();
        let mut model = Model::default();
        for what in [SignalKind::Offered, SignalKind::Data, SignalKind::Data] {
            let entries: Vec<Entry<'_>> = (0..random.below(8))
                .map(|_| {
                    let key = random.below(KEYS.len() + MORE.len());
                    let key = KEYS.get(key).or(MORE.get(key.wrapping_sub(KEYS.len())));
                    Entry { key: *key.unwrap(), value: VALUES[random.below(6)] }
                })
                .collect();
            let signal = Signal { call: Which::reference(reference), entries: &entries, ..Signal::new(what) };
            let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
            let step = station.step(reference, &Input::Signal(signal), &mut out).unwrap();
            let said = |what| out[..step.outputs.into()].iter().any(|output| output.what == what);
            let (new, all) = heard(&mut model, &entries, ROOM);
            agrees(station.data(step.call).unwrap(), &model);
            assert_eq!(said(OutputKind::Discrepancy), !all);
            assert!(what == SignalKind::Offered || said(OutputKind::Data) == new);
            left_out += usize::from(!all);
            idle += usize::from(!new);
        }
    }
    assert!(left_out > 100 && idle > 100, "{left_out} {idle}");
}

#[test]
fn traces_give_way_to_entries_where_that_helps() {
    let (mut bytes, mut used) = ([0; 8 + 8 + 4], 0);
    let mut data = DataMut::new(&mut bytes, &mut used);
    data.add(Key::Known(Known::Ani), "1234", 0).unwrap();
    assert!(data.detach(Key::Known(Known::Ani), 7) && !data.detach(Key::Known(Known::Ani), 7));
    assert!(data.data().records().eq(data.data().records().filter(|record| record.removed && record.tag == 7)));
    assert_eq!(data.set(Key::Known(Known::Bp), "1234567890123", 0), Err(DataError::NoRoom));
    assert_eq!(data.data().records().count(), 1, "it would not have helped");
    assert_eq!(data.set_all(&[Entry::known(Known::Bp, "123456789012")], 7), Ok(true));
    assert!(data.data().records().all(|record| record.is(Known::Bp)));
}

#[test]
fn the_budget_is_kept_to_the_byte() {
    let entries = [Entry::new("", "Free", "1234"), Entry::new("SAP-IC", "CV01", ""), Entry::new("", "a", "😀")];
    let budget: usize =
        entries.iter().map(|entry| 8 + entry.key.app().len() + entry.key.name().len() + entry.value.len()).sum();
    for (room, taken) in [(budget, true), (budget - 1, false)] {
        let mut bytes = vec![0; room];
        let mut used = 0;
        let mut data = DataMut::new(&mut bytes, &mut used);
        assert_eq!(data.set_all(&entries, 7).is_ok(), taken);
        assert_eq!(data.data().iter().count(), if taken { 3 } else { 0 }, "all or nothing");
    }
}

#[test]
fn values_of_every_size() {
    let mut bytes = vec![0; 70_000];
    for (length, taken) in [(0, true), (1, true), (65_526, true), (65_527, false), (65_535, false), (65_536, false)] {
        let value = "v".repeat(length);
        let mut used = 0;
        let mut data = DataMut::new(&mut bytes, &mut used);
        assert_eq!(data.set(Key::new("", "n"), &value, 0).is_ok(), taken, "{length}");
        assert_eq!(data.data().get(Key::new("", "n")).is_some(), taken);
    }
}

#[test]
fn keys_that_cannot_be_stored_are_named() {
    let (mut bytes, mut used) = ([0; 600], 0);
    let mut data = DataMut::new(&mut bytes, &mut used);
    let long = "k".repeat(256);
    assert_eq!(data.set(Key::new("", ""), "x", 0), Err(DataError::EmptyKey));
    assert_eq!(data.set(Key::new("app", &long), "x", 0), Err(DataError::KeyTooLong));
    assert_eq!(data.add(Key::new(&long, "n"), "x", 0), Err(DataError::KeyTooLong));
    assert_eq!(data.set(Key::new("app", &long[..255]), "x", 0), Ok(true));
    assert_eq!(Cause::from(DataError::NoRoom), Cause::NO_ROOM);
    assert_eq!(Cause::from(DataError::EmptyKey), Cause::INVALID_PARAMETER_VALUE);
}

#[test]
fn growing_and_shrinking_at_once_needs_only_the_end_of_it() {
    let (mut bytes, mut used) = ([0; 8 + 1 + 8 + 1 + 10], 0);
    let mut data = DataMut::new(&mut bytes, &mut used);
    data.set_all(&[Entry::new("", "a", "12"), Entry::new("", "b", "12345678")], 0).unwrap();
    assert_eq!(data.set_all(&[Entry::new("", "a", "12345678"), Entry::new("", "b", "12")], 0), Ok(true));
    assert!(data.data().iter().map(|entry| entry.value).eq(["12345678", "12"]));
}

#[test]
fn any_bytes_are_read_and_changed_without_harm() {
    let mut random = Random(42);
    let mut damaged = 0;
    for _ in 0..20_000 {
        let mut bytes: Vec<u8> = (0..random.below(64)).map(|_| random.below(256) as u8).collect();
        for small in [0, 1, 4, 5, 6] {
            if let Some(byte) = bytes.get_mut(small) {
                *byte %= 5;
            }
        }
        damaged += usize::from(!valid(&bytes));
        let mut used = random.below(80) as u16;
        let mut data = DataMut::new(&mut bytes, &mut used);
        let entries = data.data().iter().count() + data.data().records().count();
        assert!(entries <= 16);
        let _ = data.set(Key::new("", "Free"), "value", 1);
        data.end(1);
        data.remove(Key::new("", "Free"));
    }
    assert!(damaged > 10_000);
    assert!(!valid(&[0, 0, 0, 0, 0, 0, 0, 0]), "a key without a name");
    assert!(!valid(&[0, 0, 0, 0, 0, 3, 0, 0, b'A', b'N', b'I']), "a well-known key in letters");
    assert!(!valid(&[1, 0, 0, 0, 0, 0, 3, 0, 0xFF]), "not UTF-8");
    assert!(!valid(&[1, 0, 0, 0, 0, 0, 3, 2, b'1']), "neither an entry nor a trace");
    assert!(valid(&[1, 0, 0, 0, 0, 0, 3, 1, b'1']) && valid(&[1, 0, 0, 0, 0, 0, 3, 0, b'1']));
}
