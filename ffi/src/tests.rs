//! What C programs cannot see: that the numbers and names here are the core's, all of them.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test's way to fail")]

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use std::ffi::{CStr, c_char};
use std::{format, vec};

use offhook_core::codec::Codec;
use offhook_core::codec::dialling::Reach;
use offhook_core::{
    AgentState, CallKind, ForwardKind, Known, Link, Mode, OutputKind, Presentation, Purpose, Quirk, RequestKind,
    SignalKind, State, WrapUpWish, cause,
};

use crate::args::{Entries, Inbox, Panel};
use crate::exchange::make::{
    ExchangeConfig, OFFHOOK_EXCHANGE_BASE_SIZE, OFFHOOK_EXCHANGE_CALL_SIZE, OFFHOOK_EXCHANGE_CONNECTION_SIZE,
    OFFHOOK_EXCHANGE_CONNECTIONS, OFFHOOK_EXCHANGE_OWN_SIZE, OFFHOOK_EXCHANGE_STATION_SIZE,
};
use crate::exchange::{make, switch};
use crate::status::{OFFHOOK_DONE, OFFHOOK_MISUSE_MOVED, OFFHOOK_NO_ROOM, OFFHOOK_NOTHING, OFFHOOK_REFUSED};
use crate::storage::{Exchange, Storage};
use crate::types::{Edge, Input, OFFHOOK_EVENTS, OFFHOOK_INPUT_REQUEST, OFFHOOK_MAX_OUTPUTS, Output, Taken, Text};
use crate::version::{OFFHOOK_VERSION_MAJOR, OFFHOOK_VERSION_MINOR, OFFHOOK_VERSION_PATCH};
use crate::{call, data, encoders, entries, inbox, names, panel, snapshot, station, step, version};

fn text(name: *const c_char) -> Option<&'static str> {
    // SAFETY: the library's names end with a NUL and last for ever.
    (!name.is_null()).then(|| unsafe { CStr::from_ptr(name) }.to_str().unwrap())
}

#[test]
fn every_number_has_its_name_and_no_other_has_one() {
    macro_rules! list {
        ($($list:ident $name:ident)+) => {$(
            for code in 0..=u8::MAX {
                assert_eq!(text(names::$name(code)), $list::from_code(code).map($list::name), "{} {code}", stringify!($list));
            }
        )+};
    }
    list! {
        SignalKind offhook_signal_name
        RequestKind offhook_request_name
        OutputKind offhook_output_name
        State offhook_state_name
        AgentState offhook_agent_name
        CallKind offhook_kind_name
        Purpose offhook_purpose_name
        ForwardKind offhook_forward_name
        Presentation offhook_presentation_name
        Link offhook_link_name
        Mode offhook_mode_name
        WrapUpWish offhook_wrap_up_wish_name
        Quirk offhook_quirk_name
        Known offhook_key_name
        Codec offhook_codec_name
        Reach offhook_reach_name
    }
    for code in 0..=u16::MAX {
        assert_eq!(text(names::offhook_cause_name(code)), offhook_core::Cause(code).name(), "cause {code}");
    }
    assert!(cause::NAMES.len() > 100);
}

#[test]
fn every_version_is_the_packages() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(format!("{OFFHOOK_VERSION_MAJOR}.{OFFHOOK_VERSION_MINOR}.{OFFHOOK_VERSION_PATCH}"), version);
    assert_eq!(text(version::offhook_version_text()), Some(version));
    assert_eq!(
        version::offhook_version(),
        OFFHOOK_VERSION_MAJOR * 65536 + OFFHOOK_VERSION_MINOR * 256 + OFFHOOK_VERSION_PATCH
    );
}

/// Numbers, which any bytes are.
fn zeroed<T>() -> T {
    // SAFETY: asked for opaque structs and structs of numbers only.
    unsafe { MaybeUninit::zeroed().assume_init() }
}

fn given(known: Known, value: &str) -> Entries {
    let mut given: Entries = zeroed();
    assert_eq!(entries::offhook_entries_clear(Some(&mut given)), OFFHOOK_DONE);
    let added =
        entries::offhook_entries_add(Some(&mut given), known.code(), value.as_ptr().cast::<c_char>(), value.len());
    assert_eq!(added, OFFHOOK_DONE);
    given
}

/// Memory that was never written.
fn empty() -> Storage {
    Storage { places: UnsafeCell::new(MaybeUninit::uninit()), words: UnsafeCell::new(MaybeUninit::uninit()) }
}

/// Two stations and the exchange between them, in memory that was never written, called as C calls them: what Miri watches
/// (`tests/run miri`).
#[test]
fn a_life_as_c_leads_it() {
    let mut stations: [Storage; 2] = [(); 2].map(|()| empty());
    let mut blocks = [(); 2].map(|()| vec![0xa5_u8; 3 + 2 * (64 + 128) + 256 + 8]);
    for (storage, block) in stations.iter_mut().zip(&mut blocks) {
        // A block need not be aligned.
        let (at, len) = (block.as_mut_ptr().wrapping_add(3), block.len() - 3);
        let made = station::offhook_station_make(Some(storage), size_of::<Storage>(), at, len, 2, 128, None);
        assert_eq!(made, OFFHOOK_DONE);
    }
    let mut exchange = Exchange { words: UnsafeCell::new(MaybeUninit::uninit()) };
    let one = OFFHOOK_EXCHANGE_STATION_SIZE + OFFHOOK_EXCHANGE_OWN_SIZE;
    let call = OFFHOOK_EXCHANGE_CALL_SIZE + OFFHOOK_EXCHANGE_CONNECTIONS * OFFHOOK_EXCHANGE_CONNECTION_SIZE + 128;
    let mut board = vec![0xa5_u8; OFFHOOK_EXCHANGE_BASE_SIZE + 2 * one + 2 * call];
    let setup = ExchangeConfig {
        struct_size: size_of::<ExchangeConfig>() as u32,
        stations: 2,
        calls: 2,
        data: 128,
        ..ExchangeConfig::default()
    };
    let (at, len) = (board.as_mut_ptr(), board.len());
    let made = make::offhook_exchange_make(Some(&mut exchange), size_of::<Exchange>(), at, len, Some(&setup), None);
    assert_eq!(made, OFFHOOK_DONE);
    for number in ["4001", "4002"] {
        let at = number.as_ptr().cast();
        assert_eq!(make::offhook_exchange_station(Some(&mut exchange), at, 4, 2, 0, None, None), OFFHOOK_DONE);
    }

    let mut out = [zeroed::<Output>(); OFFHOOK_MAX_OUTPUTS];
    let mut taken = Taken::default();
    let mut signals = 0;
    let to = given(Known::To, "4002");
    let account = given(Known::Bp, "4711");
    let wish = |what: RequestKind| Input { input: OFFHOOK_INPUT_REQUEST, what: what.code(), ..Input::default() };
    let mut wishes = vec![
        (0, Input { entries: Some(&to), ..wish(RequestKind::MakeCall) }),
        (0, Input { entries: Some(&account), ..wish(RequestKind::Attach) }),
        (1, wish(RequestKind::Answer)),
        (0, wish(RequestKind::Clear)),
    ];
    wishes.reverse();
    let mut now = 0;
    while let Some((by, mut input)) = wishes.pop() {
        now += 10;
        let mut info = zeroed();
        if call::offhook_call_next(stations.get(by), Some(&mut 0), Some(&mut info)) == OFFHOOK_DONE {
            input.call = info.id;
        }
        let to = stations.get_mut(by);
        let status = step::offhook_step(to, now, Some(&input), out.as_mut_ptr(), out.len(), Some(&mut taken));
        assert!(status.0 < OFFHOOK_REFUSED.0, "{status:?} {}", taken.cause);
        for output in out.iter().take(taken.outputs as usize).filter(|output| output.what < OFFHOOK_EVENTS) {
            let mut texts: Entries = zeroed();
            let _ = data::offhook_output_texts(stations.get(by), Some(output), Some(&mut texts));
            let (board, texts) = (Some(&mut exchange), Some(&texts));
            let commanded = switch::offhook_exchange_command(board, now, by as u32, Some(output), 0, texts);
            assert_eq!(commanded, OFFHOOK_DONE);
            signals += deliver(&mut exchange, &mut stations, now);
        }
        if wishes.len() == 1 {
            look_at(stations.get_mut(1));
        }
    }
    assert!(signals > 8, "{signals}");
    // A copy elsewhere is none.
    let mut copied = empty();
    // SAFETY: both are there, and opaque.
    unsafe { core::ptr::from_mut(&mut copied).copy_from(stations.as_ptr(), 1) };
    assert_eq!(station::offhook_deadline(Some(&copied), Some(&mut 0)), OFFHOOK_MISUSE_MOVED);
}

/// The signals that the exchange owes; how many there were.
fn deliver(exchange: &mut Exchange, stations: &mut [Storage; 2], now: u64) -> u32 {
    let mut count = 0;
    let mut told: Entries = zeroed();
    loop {
        let mut delivery = switch::Delivery::default();
        let next = switch::offhook_exchange_next(Some(exchange), Some(&mut told), Some(&mut delivery));
        if next == OFFHOOK_NOTHING {
            return count;
        }
        count += 1;
        let mut out = [zeroed::<Output>(); OFFHOOK_MAX_OUTPUTS];
        let (to, input) = (stations.get_mut(delivery.station as usize), Some(&delivery.input));
        let status = step::offhook_step(to, now, input, out.as_mut_ptr(), out.len(), Some(&mut Taken::default()));
        assert!(status.0 < OFFHOOK_REFUSED.0);
    }
}

/// What can be asked of a station with a call in it; saved and restored; its panel; an inbox.
fn look_at(storage: Option<&mut Storage>) {
    let Some(storage) = storage else { return };
    let mut info = zeroed();
    let mut value: Text = zeroed();
    assert_eq!(call::offhook_call_next(Some(storage), Some(&mut 0), Some(&mut info)), OFFHOOK_DONE);
    assert_eq!(info.local, State::Connected.code());
    let known = data::offhook_data_known(Some(storage), info.id, Known::Bp.code(), Some(&mut value));
    assert_eq!((known, value.len), (OFFHOOK_DONE, 4));
    let (mut room, mut written) = ([0_u8; 512], 0);
    let (into, len) = (room.as_mut_ptr(), room.len());
    let query = encoders::offhook_encode_c4c_query(
        Some(storage),
        info.id,
        None,
        None,
        into.cast(),
        len,
        Some(&mut written),
        None,
    );
    assert_eq!(query, OFFHOOK_DONE);
    assert_eq!(snapshot::offhook_save(Some(storage), into, 3, Some(&mut written)), OFFHOOK_NO_ROOM);
    let mut saved = vec![0; written];
    let (into, len) = (saved.as_mut_ptr(), saved.len());
    assert_eq!(snapshot::offhook_save(Some(storage), into, len, Some(&mut written)), OFFHOOK_DONE);
    assert_eq!(snapshot::offhook_restore(Some(storage), saved.as_ptr(), written), OFFHOOK_DONE);

    let mut keys = Panel { words: MaybeUninit::uninit() };
    assert_eq!(panel::offhook_panel_make(Some(&mut keys), 2, 0), OFFHOOK_DONE);
    assert_eq!(panel::offhook_panel_allowed(Some(&keys), Some(storage), 6, 0, None), OFFHOOK_DONE);
    let mut ring = Inbox { words: UnsafeCell::new(MaybeUninit::uninit()) };
    assert_eq!(inbox::offhook_inbox_init(Some(&mut ring)), OFFHOOK_DONE);
    assert_eq!(inbox::offhook_inbox_post(&raw mut ring, 1, 2, 3), OFFHOOK_DONE);
    let mut edge: Edge = zeroed();
    assert_eq!(inbox::offhook_inbox_take(&raw mut ring, Some(&mut edge)), OFFHOOK_DONE);
    assert_eq!((edge.source, edge.code, edge.value), (1, 2, 3));
}
