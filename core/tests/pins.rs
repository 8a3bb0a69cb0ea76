//! The panel's pins on mocked ones.
#![allow(clippy::unwrap_used, missing_docs)]

use embedded_hal_mock::eh1::MockError;
use embedded_hal_mock::eh1::digital::{Mock, State, Transaction};
use offhook::panel::lamp::LampMode;
use offhook::panel::pins::{Active, HookPin, KeyPin, LampPin};
use offhook::panel::ring::{self, Ring};
use offhook::panel::{HookTimes, Key, Press};
use offhook::{CallKind, Config, Input, MAX_OUTPUTS, Output, OutputKind, Signal, SignalKind, Storage, Which};

/// A pin that is read at these levels, one after the other.
fn levels(levels: &[u8]) -> Mock {
    let state = |level: &u8| if *level == 1 { State::High } else { State::Low };
    Mock::new(&levels.iter().map(|level| Transaction::get(state(level))).collect::<Vec<_>>())
}

#[test]
fn a_handset_that_is_lifted_bounces_is_tapped_and_put_back() {
    // Off-hook is low: the contact goes to ground.
    let mut pin = levels(&[1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1]);
    let mut hook = HookPin::new(pin.clone(), Active::Low, HookTimes::default());
    let mut poll = |now| hook.poll(now).unwrap().map(|press| press.key);
    assert_eq!([poll(0), poll(100), poll(103), poll(105)], [None; 4]);
    assert_eq!(poll(125), Some(Key::OffHook));
    assert_eq!([poll(1_000), poll(1_020), poll(1_150)], [None; 3]);
    assert_eq!(poll(1_170), Some(Key::Flash));
    assert_eq!(poll(2_000), None);
    assert_eq!(poll(2_801), Some(Key::OnHook));
    assert_eq!(hook.deadline(), None);
    pin.done();
}

#[test]
fn a_key_is_told_once_each_time() {
    let mut pin = levels(&[0, 1, 1, 1, 0, 0, 1, 1]);
    let mut key = KeyPin::new(pin.clone(), Active::High, Press::line(2), 10);
    let mut poll = |now| key.poll(now).unwrap();
    assert_eq!([poll(0), poll(5), poll(14)], [None; 3]);
    assert_eq!(poll(15), Some(Press::line(2)));
    assert_eq!([poll(500), poll(511), poll(600)], [None; 3]);
    assert_eq!(poll(610), Some(Press::line(2)));
    pin.done();
}

#[test]
fn a_lamp_is_written_when_it_changes() {
    let mut pin = Mock::new(&[
        Transaction::set(State::Low),
        Transaction::set(State::High),
        Transaction::set(State::Low),
        Transaction::set(State::High),
    ]);
    // Lit when low.
    let mut lamp = LampPin::new(pin.clone(), Active::Low);
    for now in [0, 100, 499] {
        lamp.show(LampMode::Wink, now).unwrap();
    }
    for now in [500, 999] {
        lamp.show(LampMode::Wink, now).unwrap();
    }
    lamp.show(LampMode::Steady, 1_100).unwrap();
    lamp.show(LampMode::Off, 1_200).unwrap();
    pin.done();
}

#[test]
fn a_ringer_follows_the_call() {
    let mut storage = Storage::<1, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
    let offered =
        Signal { call: Which::reference(1), kind: Some(CallKind::Internal), ..Signal::new(SignalKind::Offered) };
    let _ = station.step(100, &Input::Signal(offered), &mut out).unwrap();
    assert_eq!(ring::of(&station), Ring::Internal);
    let mut pin = Mock::new(&[
        Transaction::set(State::High),
        Transaction::set(State::Low),
        Transaction::set(State::High),
        Transaction::set(State::Low),
    ]);
    let mut ringer = LampPin::new(pin.clone(), Active::High);
    let mut now = 100;
    while now < 5_200 {
        ringer.set(ring::sounds(&station, now)).unwrap();
        now = ring::changes(&station, now).unwrap();
    }
    let cleared = Signal { call: Which::reference(1), ..Signal::new(SignalKind::Cleared) };
    let _ = station.step(5_200, &Input::Signal(cleared), &mut out).unwrap();
    ringer.set(ring::sounds(&station, 5_200)).unwrap();
    pin.done();
}

#[test]
fn an_error_of_a_pin_is_handed_on_and_the_next_try_writes_again() {
    let error = || MockError::Io(std::io::ErrorKind::Other);
    let mut pin = Mock::new(&[Transaction::set(State::High).with_error(error()), Transaction::set(State::High)]);
    let mut lamp = LampPin::new(pin.clone(), Active::High);
    assert_eq!(lamp.set(true), Err(error()));
    assert_eq!(lamp.set(true), Ok(()));
    pin.done();
    let mut pin = Mock::new(&[Transaction::get(State::High).with_error(error())]);
    let mut hook = HookPin::new(pin.clone(), Active::High, HookTimes::default());
    assert_eq!(hook.poll(0), Err(error()));
    pin.done();
}
