//! Staged dialling, on-hook dialling, and what follows when nobody presses anything.

use super::desk::Desk;
use offhook::panel::{INTER_DIGIT, Key, MAX_DIGITS, Press, Situation};
use offhook::{
    Cause, Input, Known, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind as R, Signal, SignalKind as K,
};

fn dnis(desk: &mut Desk) -> String {
    let call = desk.active();
    desk.station().data(call).unwrap().known(Known::Dnis).unwrap_or_default().to_owned()
}

#[test]
fn digits_after_dial_tone_are_sent_when_no_more_come() {
    let mut desk = Desk::new();
    desk.dial_tone(Key::OffHook);
    desk.digits("40");
    desk.wait(u64::from(INTER_DIGIT) - 1);
    assert_eq!(desk.panel.digits(), "40");
    desk.digits("02");
    assert_eq!(desk.panel.deadline(), Some(desk.now + u64::from(INTER_DIGIT)));
    desk.wait(u64::from(INTER_DIGIT));
    assert_eq!(desk.commands.iter().map(|said| said.0).collect::<Vec<_>>(), [OutputKind::CmdDial]);
    assert_eq!((desk.panel.digits(), desk.panel.deadline()), ("", None));
}

#[test]
fn a_number_typed_before_the_network_gives_dial_tone_waits_for_it() {
    let mut desk = Desk::new();
    desk.key(Key::OffHook).unwrap();
    let call = desk.active();
    desk.digits("4002");
    assert_eq!(desk.press(Press::digit(b'#')), Err(Cause::REQUEST_PENDING));
    desk.wait(u64::from(INTER_DIGIT));
    assert!(desk.commands.is_empty());
    desk.say(K::Initiated, call);
    desk.wait(u64::from(INTER_DIGIT));
    assert_eq!(desk.commands, [(OutputKind::CmdDial, call)]);
}

#[test]
fn on_hook_dialling_has_no_limit_of_time() {
    let mut desk = Desk::new();
    desk.digits("*21");
    desk.wait(10 * u64::from(INTER_DIGIT));
    assert_eq!(desk.panel.digits(), "*21");
    desk.key(Key::OffHook).unwrap();
    assert_eq!(desk.commands.len(), 1);
    assert_eq!((dnis(&mut desk).as_str(), desk.panel.digits()), ("*21", ""));

    let mut desk = Desk::new();
    desk.digits("4002");
    desk.key(Key::Release).unwrap();
    assert_eq!(desk.panel.digits(), "");
    assert_eq!(desk.key(Key::Release), Err(Cause::NO_ACTIVE_CALL));

    desk.digits("4003#");
    assert_eq!(dnis(&mut desk), "4003");
}

#[test]
fn digits_in_a_call_are_tones_one_by_one() {
    let mut desk = Desk::amid(Situation::Talking);
    let call = desk.active();
    desk.digits("1#");
    assert_eq!(desk.commands, [(OutputKind::CmdDtmf, call)]);
    assert_eq!(desk.panel.digits(), "");
}

#[test]
fn no_more_digits_than_fit() {
    let mut desk = Desk::new();
    desk.digits(&"1".repeat(MAX_DIGITS));
    assert_eq!(desk.press(Press::digit(b'2')), Err(Cause::NO_ROOM));
    desk.press(Press::digit(b'#')).unwrap();
    assert_eq!(dnis(&mut desk), "1".repeat(MAX_DIGITS));
}

#[test]
fn digits_for_a_call_that_others_made_are_forgotten() {
    let mut desk = Desk::new();
    desk.dial_tone(Key::OffHook);
    desk.digits("40");
    desk.key(Key::OnHook).unwrap();
    let call = desk.active();
    desk.say(K::Cleared, call);
    desk.wait(u64::from(INTER_DIGIT));
    assert_eq!(desk.panel.deadline(), None);
    desk.talk(1);
    assert_eq!(desk.panel.digits(), "");
}

#[test]
fn mute_ends_with_the_last_call() {
    let mut desk = Desk::amid(Situation::Talking);
    let call = desk.active();
    desk.key(Key::Mute).unwrap();
    desk.signal(Signal { on: true, ..Signal::new(K::Mute) });
    assert!(desk.station().feature(R::Mute, offhook::ForwardKind::Immediate));
    desk.say(K::Cleared, call);
    assert!(desk.commands.iter().any(|said| said.0 == OutputKind::CmdMute));
    // Asked once, whatever the network makes of it.
    desk.signal(Signal::new(K::Refused));
    desk.wait(1);
    assert!(desk.commands.is_empty());

    // A microphone that was muted on purpose between calls stays so.
    let mut desk = Desk::new();
    let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
    let _ = desk.station().step(0, &Input::Request(Request { on: true, ..Request::new(R::Mute) }), &mut out).unwrap();
    desk.signal(Signal { on: true, ..Signal::new(K::Mute) });
    assert!(desk.commands.is_empty());
}

#[test]
fn a_transfer_by_three_presses() {
    let mut desk = Desk::amid(Situation::Talking);
    let primary = desk.active();
    desk.key(Key::Transfer).unwrap();
    let consult = desk.active();
    desk.say(K::Held, primary);
    desk.say(K::Initiated, consult);
    desk.digits("4002");
    desk.key(Key::Transfer).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdDial, consult)]);
    desk.say(K::Originated, consult);
    // Nobody rings there yet.
    assert_eq!(desk.key(Key::Transfer), Err(Cause::INVALID_CONNECTION_STATE));
    desk.say(K::Delivered, consult);
    desk.key(Key::Transfer).unwrap();
    assert_eq!(desk.commands[0].0, OutputKind::CmdTransfer);
}
