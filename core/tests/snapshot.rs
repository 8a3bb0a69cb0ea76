//! Snapshots: a station comes back as it was, from its own bytes and from no others.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, missing_docs)]

use offhook::storage::{StationState as Memory, block_size};
use offhook::{
    AgentState, Call, CallId, CallKind, Cause, Config, Entry, ForwardKind, Input, Key, Known, MAX_OUTPUTS, Output,
    OutputKind, Purpose, Quirk, Request, RequestKind, Signal, SignalKind, SnapshotError, State, Station, Which,
};

const HEADER: usize = 16;
const SECTION: usize = 8;
const STATION: usize = 122;
const CALL: usize = 64;
/// Where the first call's record begins.
const RECORDS: usize = HEADER + SECTION + STATION + SECTION;

/// Where the bytes of data per call, and of own texts, stand.
const SIZES: usize = HEADER + SECTION + 34 + 50;

/// A station with its memory; sizes are chosen at run time.
#[derive(Clone, PartialEq, Debug)]
struct Host {
    state: Memory,
    calls: Vec<Call>,
    block: Vec<u8>,
}

/// What comes out of a step, refusals included.
type Outcome = (Result<(u32, u16, bool), Cause>, Vec<Output>);

impl Host {
    fn new(config: &Config, calls: usize, data: u16, own: u16) -> Self {
        let mut calls = vec![Call::default(); calls];
        let state = Memory::new(config, &mut calls, data).unwrap();
        let block = vec![0; block_size(calls.len(), data, own)];
        Self { state, calls, block }
    }

    fn station(&mut self) -> Station<'_> {
        Station::over(&mut self.state, &mut self.calls, &mut self.block)
    }

    fn save(&mut self) -> Vec<u8> {
        let needed = self.station().save(&mut []).unwrap_err();
        let mut bytes = vec![0xAA; needed];
        assert_eq!(self.station().save(&mut bytes), Ok(needed));
        bytes
    }

    fn restore(&mut self, from: &[u8]) -> Result<(), SnapshotError> {
        self.station().restore(from)
    }

    fn step(&mut self, now: u64, input: &Input<'_>) -> Outcome {
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        match self.station().step(now, input, &mut out) {
            Ok(step) => (Ok((step.call.number(), step.request, step.nothing)), out[..step.outputs.into()].to_vec()),
            Err(cause) => (Err(cause), Vec::new()),
        }
    }
}

/// Numbers that only look random, the same ones each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % sides
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len() as u64) as usize]
    }
}

const TEXTS: [&str; 6] = ["", "4001", "4002", "4003", "grüße", "a value of some length"];
const KEYS: [Known; 10] = [
    Known::To,
    Known::Digits,
    Known::Of,
    Known::Dropped,
    Known::Party,
    Known::QueueName,
    Known::AgentId,
    Known::TicketId,
    Known::ExternalReferenceId,
    Known::Dnis,
];

fn entries(dice: &mut Dice) -> Vec<Entry<'static>> {
    (0..dice.roll(4))
        .map(|_| match dice.roll(6) {
            0 => Entry::new("SAP-IC", "KEY", dice.of(&TEXTS)),
            _ => Entry::known(dice.of(&KEYS), dice.of(&TEXTS)),
        })
        .collect()
}

/// A random wish, mostly of a call that lives, with the texts that it needs.
fn request<'e>(dice: &mut Dice, live: &[CallId], entries: &'e [Entry<'e>]) -> Request<'e> {
    let call = if live.is_empty() || dice.roll(20) == 0 {
        CallId::from_number(dice.roll(1 << 14) as u32)
    } else {
        dice.of(live)
    };
    Request {
        call,
        with: if live.is_empty() || dice.roll(2) == 0 { CallId::NONE } else { dice.of(live) },
        purpose: dice.of(Purpose::ALL),
        on: dice.roll(2) == 0,
        forward: dice.of(ForwardKind::ALL),
        reason: dice.roll(3) as u16,
        entries,
        ..Request::new(dice.of(RequestKind::ALL))
    }
}

/// A random fact, mostly of a call that lives or lived.
fn signal<'e>(dice: &mut Dice, live: &[CallId], pending: u16, entries: &'e [Entry<'e>]) -> Signal<'e> {
    let what = match dice.roll(3) {
        0 => dice.of(&[
            SignalKind::Offered,
            SignalKind::Established,
            SignalKind::Held,
            SignalKind::Retrieved,
            SignalKind::Delivered,
        ]),
        1 => dice.of(&[
            SignalKind::Accepted,
            SignalKind::Refused,
            SignalKind::Cleared,
            SignalKind::Agent,
            SignalKind::Conferenced,
        ]),
        _ => dice.of(SignalKind::ALL),
    };
    let call = match dice.roll(3) {
        0 if !live.is_empty() => Which::id(dice.of(live)),
        1 => Which::reference(dice.roll(6)),
        _ => Which::reference(dice.roll(1 << 40)),
    };
    Signal {
        call: if matches!(what, SignalKind::Accepted | SignalKind::Refused) && dice.roll(3) == 0 {
            Which::NONE
        } else {
            call
        },
        with: if dice.roll(2) == 0 { Which::NONE } else { Which::reference(dice.roll(6)) },
        reference: if dice.roll(6) == 0 { dice.roll(6) } else { 0 },
        sequence: if dice.roll(30) == 0 { dice.roll(100) as u32 } else { 0 },
        request: if dice.roll(2) == 0 { pending } else { 0 },
        cause: Cause(dice.roll(70) as u16),
        kind: if dice.roll(2) == 0 { None } else { Some(dice.of(CallKind::ALL)) },
        acd: dice.roll(2) == 0,
        attempt: dice.roll(3) as u8,
        local: dice.of(State::ALL),
        far: dice.of(State::ALL),
        agent: dice.of(AgentState::ALL),
        pending: if dice.roll(4) == 0 { Some(dice.of(&[AgentState::Ready, AgentState::NotReady])) } else { None },
        on: dice.roll(2) == 0,
        forward: dice.of(ForwardKind::ALL),
        entries,
        ..Signal::new(what)
    }
}

fn config(dice: &mut Dice) -> Config {
    let quirks =
        Quirk::ALL.iter().filter(|_| dice.roll(4) == 0).fold(Config::default(), |config, quirk| config.with(*quirk));
    Config {
        request_timeout: dice.of(&[0, 1000]),
        auto_answer: dice.of(&[0, 50]),
        wrap_up: dice.of(&[0, 500, u32::MAX]),
        recall: dice.of(&[0, 300]),
        wrap_up_wish: dice.roll(3) as u8,
        login_ready: dice.roll(2) as u8,
        ..quirks
    }
}

/// Drives a station with random inputs, and shows each to `watch` before it is made.
fn drive(seed: u64, steps: usize, mut watch: impl FnMut(&mut Host, u64, &Input<'_>)) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let config = config(&mut dice);
    let mut host = Host::new(&config, 4, 200, 100);
    let mut now = dice.of(&[0, u64::from(u32::MAX) - 500]);
    for _ in 0..steps {
        now += dice.of(&[0, 0, 0, 10, 100, 700]);
        let live: Vec<CallId> = host.station().calls().map(|call| call.id).collect();
        let pending = host.station().calls().map(|call| call.request).max().unwrap_or(0);
        let entries = entries(&mut dice);
        let input = match dice.roll(5) {
            0 => Input::Time,
            1 | 2 => Input::Request(request(&mut dice, &live, &entries)),
            _ => Input::Signal(signal(&mut dice, &live, pending, &entries)),
        };
        watch(&mut host, now, &input);
        host.step(now, &input).0.ok();
    }
}

/// A station with a consultation, digits under way, an ended call, a queue and a wish: most of what there is to save.
fn busy() -> Host {
    let mut host = Host::new(&Config { recall: 700, ..Config::default() }, 4, 200, 100);
    let offered =
        |reference| Signal { call: Which::reference(reference), acd: true, ..Signal::new(SignalKind::Offered) };
    let of = |what, reference| Signal { call: Which::reference(reference), ..Signal::new(what) };
    let login = [Entry::known(Known::AgentId, "7"), Entry::known(Known::QueueName, "hotline")];
    let ani = [Entry::known(Known::Ani, "408-361-3611"), Entry::new("SAP-IC", "KEY", "grüße")];
    let to = [Entry::known(Known::To, "4002")];
    let digits = [Entry::known(Known::Digits, "12#")];
    host.step(1, &Input::Request(Request { entries: &login, ..Request::new(RequestKind::LogIn) })).0.unwrap();
    host.step(2, &Input::Signal(Signal::new(SignalKind::Accepted))).0.unwrap();
    host.step(3, &Input::Signal(offered(16))).0.unwrap();
    host.step(4, &Input::Signal(of(SignalKind::Cleared, 16))).0.unwrap();
    host.step(5, &Input::Signal(Signal { entries: &ani, ..offered(17) })).0.unwrap();
    host.step(6, &Input::Signal(of(SignalKind::Established, 17))).0.unwrap();
    let primary = host.station().find(17).unwrap();
    let asked =
        host.step(7, &Input::Request(Request { call: primary, entries: &to, ..Request::new(RequestKind::Consult) }));
    let consult = CallId::from_number(asked.0.unwrap().0);
    host.step(8, &Input::Signal(of(SignalKind::Held, 17))).0.unwrap();
    host.step(
        9,
        &Input::Signal(Signal { call: Which::id(consult), reference: 18, ..Signal::new(SignalKind::Originated) }),
    )
    .0
    .unwrap();
    host.step(10, &Input::Signal(of(SignalKind::Established, 18))).0.unwrap();
    host.step(11, &Input::Request(Request { call: consult, entries: &digits, ..Request::new(RequestKind::Dtmf) }))
        .0
        .unwrap();
    host.step(12, &Input::Request(Request { call: consult, ..Request::new(RequestKind::Transfer) })).0.unwrap();
    assert_eq!(host.station().call(primary).unwrap().bound, consult);
    host
}

fn fresh(calls: usize, data: u16, own: u16) -> Host {
    Host::new(&Config::default(), calls, data, own)
}

/// CRC-32, a bit at a time.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes
        .iter()
        .fold(!0u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ ((crc & 1) * 0xEDB8_8320)))
}

/// Gives changed bytes the length and the checksum of a whole snapshot.
fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    let length = (bytes.len() as u32).to_le_bytes();
    bytes[8..12].copy_from_slice(&length);
    let covered = [&bytes[..12], &bytes[HEADER..]].concat();
    bytes[12..HEADER].copy_from_slice(&checksum(&covered).to_le_bytes());
    bytes
}

fn with_u16(mut bytes: Vec<u8>, at: usize, value: u16) -> Vec<u8> {
    bytes[at..at + 2].copy_from_slice(&value.to_le_bytes());
    seal(bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

#[test]
fn a_station_comes_back_as_it_was_from_every_state() {
    for seed in 1..120 {
        drive(seed, 250, |host, _, _| {
            let saved = host.save();
            let mut back = fresh(4, 200, 100);
            assert_eq!(back.restore(&saved), Ok(()), "seed {seed}");
            assert_eq!(back.save(), saved, "seed {seed}");
            assert_eq!((&back.state, &back.calls), (&host.state, &host.calls));
        });
    }
}

/// Power fails between any two steps; nobody can tell afterwards. The station that comes back had another life before.
#[test]
fn a_restart_at_every_step_changes_nothing() {
    for seed in 1..120 {
        let mut twin: Option<Host> = None;
        let mut other_life = busy();
        drive(seed, 250, |host, now, input| {
            let mut restarted = other_life.clone();
            restarted.restore(&twin.as_mut().unwrap_or(host).save()).unwrap();
            assert_eq!(restarted.station().deadline(), host.station().deadline());
            let (expected, got) = (host.clone().step(now, input), restarted.step(now, input));
            assert_eq!(got, expected, "seed {seed}");
            other_life = twin.replace(restarted).unwrap_or_else(busy);
        });
    }
}

#[test]
fn texts_and_calls_come_back() {
    let mut host = busy();
    let saved = host.save();
    let mut back = fresh(4, 200, 100);
    back.restore(&saved).unwrap();
    let (id, station) = (back.station().find(17).unwrap(), back.station());
    assert_eq!(station.data(id).unwrap().get(Key::Known(Known::Ani)), Some("408-361-3611"));
    assert_eq!(station.data(id).unwrap().get(Key::new("SAP-IC", "KEY")), Some("grüße"));
    assert_eq!(station.own().known(Known::QueueName), Some("hotline"));
    assert_eq!(station.call(id), host.station().call(id));
    assert!(station.find(16).is_some(), "a late signal of the ended call is recognised");
}

#[test]
fn what_is_torn_anywhere_is_refused() {
    let saved = busy().save();
    let mut station = busy();
    station.step(20, &Input::Signal(Signal::new(SignalKind::LinkDown))).0.unwrap();
    let before = station.clone();
    for end in 0..saved.len() {
        assert_eq!(station.restore(&saved[..end]), Err(SnapshotError::TooShort), "{end}");
        let mut half = saved.clone();
        half[end..].fill(0xFF);
        if half != saved {
            assert!(station.restore(&half).is_err(), "{end}");
        }
    }
    assert_eq!(station, before);
    assert_eq!(station.restore(&saved), Ok(()));
}

#[test]
fn every_flipped_bit_is_noticed() {
    let saved = busy().save();
    let mut station = fresh(4, 200, 100);
    let before = station.clone();
    for bit in 0..saved.len() * 8 {
        let mut flipped = saved.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(station.restore(&flipped).is_err(), "bit {bit}");
    }
    assert_eq!(station, before);
}

/// Whoever makes a checksum fit may make a station that never was, but none that breaks: it is refused, or it works.
#[test]
fn any_bytes_are_refused_or_work() {
    let saved = busy().save();
    let mut accepted = 0;
    for at in HEADER..saved.len() {
        for value in [0, 1, 2, 3, 7, 64, 127, 128, 254, 255] {
            let mut changed = saved.clone();
            changed[at] = value;
            let changed = seal(changed);
            let mut station = fresh(4, 200, 100);
            let before = station.clone();
            if station.restore(&changed).is_err() {
                assert_eq!(station, before, "byte {at} = {value}");
                continue;
            }
            accepted += 1;
            let mut sized = changed.clone();
            sized[SIZES..SIZES + 4].copy_from_slice(&saved[SIZES..SIZES + 4]);
            assert_eq!(station.save(), seal(sized), "byte {at} = {value}");
            let now = station.station().now();
            for what in SignalKind::ALL {
                let signal = Signal { call: Which::reference(17), ..Signal::new(*what) };
                station.step(now, &Input::Signal(signal)).0.unwrap();
                station.step(now, &Input::Time).0.unwrap();
            }
            let end = station.save();
            assert_eq!(fresh(4, 200, 100).restore(&end), Ok(()), "byte {at} = {value}");
        }
    }
    assert!(accepted > 0, "a changed number or time is as good as another");
}

#[test]
fn what_contradicts_itself_is_refused() {
    let saved = busy().save();
    let record = |slot: usize| RECORDS + slot * CALL;
    const FLAGS: usize = 44;
    const USED: usize = 50;
    const LINK: usize = 52;
    const BUCKET: usize = 54;
    const NEXT: usize = 56;
    const STATES: usize = 58;
    const PENDING: usize = 59;
    const SEQUENCE: usize = HEADER + SECTION + 34 + 16;
    const FREE: usize = SEQUENCE + 20;
    const PAIR: usize = FREE + 4;
    const LINE: usize = PAIR + 4;
    // Slot 0 has ended, 1 and 2 are the pair, 3 was never used: the free list is 3, 0.
    assert_eq!((u16_at(&saved, FREE), u16_at(&saved, FREE + 2)), (3, 0));
    assert_eq!((u16_at(&saved, record(1) + LINK), u16_at(&saved, record(2) + LINK)), (2, 1));
    let bucket = (0..4).find(|slot| u16_at(&saved, record(*slot) + BUCKET) != u16::MAX).unwrap();
    let first = usize::from(u16_at(&saved, record(bucket) + BUCKET));
    for (what, at, value) in [
        ("the free list begins at a call", FREE, 1),
        ("the free list is cut", FREE, 0),
        ("the free list leads out", FREE, 4),
        ("the free list ends elsewhere", FREE + 2, 3),
        ("the free list is a ring", record(0) + LINK, 3),
        ("a call is bound to itself", record(1) + LINK, 1),
        ("a call is bound to an ended one", record(1) + LINK, 0),
        ("a call is bound one way", record(2) + LINK, u16::MAX),
        ("a call is bound to nobody", record(1) + LINK, 9),
        ("a pair of one", PAIR, 1),
        ("the line is taken by a held call", LINE, 1),
        ("two take the line", LINE + 2, 2),
        ("more texts than there are", record(1) + USED, 199),
        ("fewer texts than there are", record(1) + USED, 0),
        ("a state that is none", record(1) + STATES, 0x0838),
        ("a purpose that is none", record(1) + FLAGS, 0b1100),
        ("a request that is none", record(1) + PENDING, 0x2424),
        ("half a request", record(1) + PENDING, 0),
        ("another slot's id", record(1) + 40, 0x1002),
        ("an index that leads out", record(bucket) + BUCKET, 7),
        ("an index that leaves a call out", record(bucket) + BUCKET, u16::MAX),
        ("an index that is a ring", record(first) + NEXT, first as u16),
        ("no auto-hold is neither yes nor no", SEQUENCE - 21, 2),
        ("ready after log-in is neither", SEQUENCE - 18, 2),
        ("ready without an answer is neither", SEQUENCE - 18, 0x0200),
        ("whether the agent has a limit is neither", SEQUENCE + 71, 2),
        ("a feature's request that is none", SEQUENCE + 42, 0x1B + 32),
        ("a kind of forwarding that is none", SEQUENCE + 43, 4),
        ("a flag that is none", SEQUENCE + 45, 0x80),
    ] {
        assert_ne!(u16_at(&saved, at), value, "{what}");
        let mut station = fresh(4, 200, 100);
        let before = station.clone();
        assert_eq!(station.restore(&with_u16(saved.clone(), at, value)), Err(SnapshotError::Damaged), "{what}");
        assert_eq!(station, before, "{what}");
    }
}

#[test]
fn nothing_in_it_may_be_wrong() {
    let mut saved = busy().save();
    saved[HEADER + SECTION..RECORDS - SECTION].fill(0xFF);
    let mut station = fresh(4, 200, 100);
    let before = station.clone();
    assert_eq!(station.restore(&seal(saved)), Err(SnapshotError::Damaged));
    assert_eq!(station, before);
}

#[test]
fn texts_must_be_entries() {
    let saved = busy().save();
    let at = saved.windows(4).position(|bytes| bytes == b"408-").unwrap();
    let mut changed = saved.clone();
    changed[at] = 0xFF;
    assert_eq!(fresh(4, 200, 100).restore(&seal(changed)), Err(SnapshotError::Damaged), "not UTF-8");
    let mut changed = saved;
    changed[at - 8] = 200;
    assert_eq!(fresh(4, 200, 100).restore(&seal(changed)), Err(SnapshotError::Damaged), "a length that leads out");
}

#[test]
fn what_is_foreign_is_refused() {
    let mut station = fresh(4, 200, 100);
    let mut saved = busy().save();
    assert_eq!(station.restore(&[]), Err(SnapshotError::TooShort));
    assert_eq!(station.restore(&[0; 200]), Err(SnapshotError::NotASnapshot));
    assert_eq!(station.restore(b"ohtr\x01\0\0\0"), Err(SnapshotError::NotASnapshot));
    saved[4] = 2;
    assert_eq!(station.restore(&seal(saved)), Err(SnapshotError::Version));
}

#[test]
fn sections_of_later_versions_are_skipped() {
    let saved = busy().save();
    let unknown = [0x63, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3];
    let before = [&saved[..HEADER], &unknown, &saved[HEADER..]].concat();
    let after = [&saved[..], &unknown].concat();
    for longer in [before, after] {
        let mut station = fresh(4, 200, 100);
        assert_eq!(station.restore(&seal(longer)), Ok(()));
        assert_eq!(station.save(), saved);
    }
}

#[test]
fn each_section_is_there_once() {
    let saved = busy().save();
    let station_twice = [&saved[..], &saved[HEADER..HEADER + SECTION + STATION]].concat();
    let none = saved[..HEADER].to_vec();
    let without_station = [&saved[..HEADER], &saved[HEADER + SECTION + STATION..]].concat();
    let torn_head = [&saved[..], &[1, 0, 0]].concat();
    let after = HEADER + SECTION + STATION;
    let mut short_station = [&saved[..after - 1], &saved[after..]].concat();
    short_station[HEADER + 4] -= 1;
    let mut half_a_call = [&saved[..after + SECTION + CALL / 2], &saved[after + SECTION + CALL..]].concat();
    half_a_call[after + 4..after + 8].copy_from_slice(&(4 * CALL as u32 - CALL as u32 / 2).to_le_bytes());
    for (what, bytes) in [
        ("twice", station_twice),
        ("none", none),
        ("without the station", without_station),
        ("a torn section", torn_head),
        ("a station cut short", short_station),
        ("half a call", half_a_call),
    ] {
        assert_eq!(fresh(4, 200, 100).restore(&seal(bytes)), Err(SnapshotError::Damaged), "{what}");
    }
}

#[test]
fn a_larger_station_takes_it_and_a_smaller_one_does_not() {
    let mut host = busy();
    let saved = host.save();
    let needs = SnapshotError::DoesNotFit { calls: 4, data: 200, own: 100 };
    for (calls, data, own) in [(3, 200, 100), (5, 200, 100), (4, 199, 100), (4, 200, 99)] {
        assert_eq!(fresh(calls, data, own).restore(&saved), Err(needs));
    }
    let mut larger = fresh(4, 1000, 300);
    larger.restore(&saved).unwrap();
    let input = Input::Signal(Signal { call: Which::reference(18), ..Signal::new(SignalKind::Cleared) });
    assert_eq!(larger.step(30, &input), host.step(30, &input));
    let big = "x".repeat(900);
    let id = larger
        .step(31, &Input::Signal(Signal { call: Which::reference(19), ..Signal::new(SignalKind::Offered) }))
        .0
        .unwrap()
        .0;
    let entries = [Entry::new("", "Note", &big)];
    let attach = Request { call: CallId::from_number(id), entries: &entries, ..Request::new(RequestKind::Attach) };
    assert!(larger.step(32, &Input::Request(attach)).0.is_ok(), "the room is the station's, not the snapshot's");
}

/// A block shorter than the sizes say holds less data, and no texts of the station; what does not fit there is refused.
#[test]
fn a_short_block_takes_what_fits_in_it() {
    let note = "x".repeat(100);
    let entries = [Entry::known(Known::Ani, "42"), Entry::new("", "Note", &note)];
    let offered = Signal { call: Which::reference(17), entries: &entries, ..Signal::new(SignalKind::Offered) };
    let mut saved = fresh(4, 200, 0);
    let idle = saved.save();
    saved.step(1, &Input::Signal(offered)).0.unwrap();
    let saved = saved.save();
    let mut short = fresh(4, 200, 100);
    short.block.truncate(250);
    assert_eq!(short.restore(&saved), Ok(()));
    assert_eq!(short.restore(&idle), Ok(()));
    short.block.truncate(150);
    assert_eq!(short.restore(&saved), Err(SnapshotError::DoesNotFit { calls: 4, data: 200, own: 0 }));
    assert_eq!(short.restore(&idle), Ok(()));
    // All the calls' data, and none of the station's own texts.
    let mut without_own = fresh(4, 200, 100);
    without_own.block.truncate(800);
    let before = without_own.clone();
    assert!(matches!(without_own.restore(&busy().save()), Err(SnapshotError::DoesNotFit { .. })));
    assert_eq!(without_own, before);
    let with_texts = fresh(4, 200, 100).save();
    assert_eq!(short.restore(&with_texts), Err(SnapshotError::DoesNotFit { calls: 4, data: 200, own: 100 }));
}

#[test]
fn save_says_how_much_it_needs_and_restore_reads_no_further() {
    let mut host = busy();
    let saved = host.save();
    for room in 0..saved.len() {
        let mut bytes = vec![0x55; room];
        assert_eq!(host.station().save(&mut bytes), Err(saved.len()));
        assert!(bytes.iter().all(|byte| *byte == 0x55), "nothing is written");
    }
    let mut page = vec![0xFF; 4096];
    let written = host.station().save(&mut page).unwrap();
    assert_eq!(&page[..written], &saved[..]);
    assert_eq!(fresh(4, 200, 100).restore(&page), Ok(()));
}

#[test]
fn a_station_without_calls_can_be_saved() {
    let saved = fresh(0, 0, 0).save();
    assert_eq!(saved.len(), HEADER + 3 * SECTION + STATION);
    assert_eq!(fresh(0, 0, 0).restore(&saved), Ok(()));
}

/// The layout, byte for byte: another build, or another processor, writes these and no others.
#[test]
fn the_layout_is_the_documented_one() {
    let mut host = Host::new(&Config { recall: 0x0403_0201, ..Config::default() }, 1, 20, 3);
    let entries = [Entry::known(Known::Ani, "42")];
    let offered =
        Signal { call: Which::reference(0x1122_3344_5566_7788), entries: &entries, ..Signal::new(SignalKind::Offered) };
    host.step(0x0102_0304_0506, &Input::Signal(offered)).0.unwrap();
    let hex: String = host.save().iter().map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<&str> = hex.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    assert_eq!(lines, include_str!("snapshot.hex").lines().collect::<Vec<_>>());
}
