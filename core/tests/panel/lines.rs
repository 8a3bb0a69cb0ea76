//! Which call is on which line key, and what the keys of lines do.

use super::desk::Desk;
use offhook::panel::{Key, MAX_LINES, Panel, Press, Situation};
use offhook::{CallId, CallKind, Cause, OutputKind, SignalKind as K};

#[test]
fn a_call_keeps_its_line_and_a_new_one_takes_the_first_free() {
    let mut desk = Desk::new();
    let first = desk.talk(1);
    let second = desk.offer(2, CallKind::Internal);
    assert_eq!([0, 1, 2].map(|line| desk.panel.line(line)), [first, second, CallId::NONE]);
    desk.say(K::Cleared, first);
    assert_eq!([0, 1].map(|line| desk.panel.line(line)), [CallId::NONE, second]);
    let third = desk.offer(3, CallKind::Internal);
    assert_eq!([0, 1].map(|line| desk.panel.line(line)), [third, second]);
}

#[test]
fn the_line_that_was_pressed_is_the_line_of_the_call() {
    let mut desk = Desk::new();
    desk.press(Press::line(2)).unwrap();
    let call = desk.active();
    assert_eq!(desk.panel.line(2), call);
    // An offered call does not take a line that is still being asked for.
    assert_eq!(desk.offer(2, CallKind::Internal), desk.panel.line(0));
}

#[test]
fn a_dial_tone_makes_way_for_the_line_that_is_pressed() {
    let mut desk = Desk::amid(Situation::Holding);
    let held = desk.scene().held;
    let tone = desk.dial_tone(Key::OffHook);
    desk.press(Press::line(0)).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdClear, tone), (OutputKind::CmdRetrieve, held)]);

    // The digits go with the line.
    let mut desk = Desk::amid(Situation::Dialling);
    let tone = desk.active();
    desk.digits("77");
    desk.press(Press::line(3)).unwrap();
    assert_eq!(
        desk.commands.iter().map(|said| said.0).collect::<Vec<_>>(),
        [OutputKind::CmdClear, OutputKind::CmdMakeCall]
    );
    assert_ne!(desk.panel.line(3), tone);
    assert_eq!(desk.panel.line(3), desk.active());
    assert_eq!(desk.panel.digits(), "");
}

#[test]
fn a_held_line_is_swapped_with_the_active_one() {
    let mut desk = Desk::new();
    let first = desk.talk(1);
    let second = desk.offer(2, CallKind::Inbound);
    desk.key(Key::Flash).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdAlternate, first)]);
    desk.say(K::Held, first);
    desk.say(K::Established, second);
    let third = desk.offer(3, CallKind::Inbound);
    desk.press(Press::line(0)).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdAlternate, second)]);
    desk.say(K::Held, second);
    desk.say(K::Retrieved, first);
    // The line that rings is answered, and the active call held first.
    desk.press(Press::line(2)).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdHold, first)]);
    desk.say(K::Held, first);
    assert_eq!(desk.commands, [(OutputKind::CmdAnswer, third)]);
    desk.say(K::Established, third);
    // Hold, and hold again: back to the call that was held last, not to the oldest.
    desk.key(Key::Hold).unwrap();
    desk.say(K::Held, third);
    desk.key(Key::Hold).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdRetrieve, third)]);
}

#[test]
fn lifting_the_handset_answers_who_waits_longest() {
    let mut desk = Desk::new();
    let first = desk.offer(1, CallKind::Inbound);
    desk.now += 10;
    desk.offer(2, CallKind::Inbound);
    desk.key(Key::OffHook).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdAnswer, first)]);
}

#[test]
fn hanging_up_leaves_who_is_held() {
    let mut desk = Desk::amid(Situation::Consulted);
    let (consult, primary) = (desk.active(), desk.scene().held);
    desk.key(Key::OnHook).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdClear, consult)]);
    desk.say(K::Cleared, consult);
    assert_eq!((desk.scene().situation, desk.scene().held), (Situation::Holding, primary));
    desk.key(Key::Flash).unwrap();
    assert_eq!(desk.commands, [(OutputKind::CmdRetrieve, primary)]);
}

#[test]
fn more_calls_than_keys_are_no_harm() {
    let mut desk = Desk::new();
    desk.panel = Panel::new(1);
    let first = desk.offer(1, CallKind::Inbound);
    let second = desk.offer(2, CallKind::Inbound);
    assert_eq!([0, 1].map(|line| desk.panel.line(line)), [first, CallId::NONE]);
    assert_eq!(desk.press(Press::line(1)), Err(Cause::INVALID_PARAMETER_VALUE));
    desk.say(K::Cleared, first);
    assert_eq!(desk.panel.line(0), second);
    assert_eq!(usize::from(Panel::new(u8::MAX).lines()), MAX_LINES);
}
