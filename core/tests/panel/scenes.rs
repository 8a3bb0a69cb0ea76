//! Which of several calls is meant, and what is due.

use super::desk::Desk;
use offhook::panel::lamp::{Lamp, LampMode};
use offhook::panel::{Key, Press, Situation};
use offhook::{CallId, Signal, SignalKind as K, State as S, Which};

/// The network says that there is a call in these states.
fn listed(desk: &mut Desk, reference: u64, local: S, far: S) -> CallId {
    desk.signal(Signal { call: Which::reference(reference), reference, local, far, ..Signal::new(K::ResyncCall) })
}

#[test]
fn who_talks_is_in_the_ear_before_who_hears_a_busy_tone() {
    for failed_first in [true, false] {
        for (local, far) in [(S::Failed, S::Connected), (S::Connected, S::Failed)] {
            let mut desk = Desk::new();
            let mut calls = [CallId::NONE; 2];
            for (at, reference) in [(0, 1), (1, 2)] {
                let (local, far) = if (at == 0) == failed_first { (local, far) } else { (S::Connected, S::Connected) };
                calls[at] = listed(&mut desk, reference, local, far);
            }
            let scene = desk.scene();
            assert_eq!((scene.situation, scene.active), (Situation::Talking, calls[usize::from(failed_first)]));
        }
    }
}

#[test]
fn a_call_that_failed_at_this_end_is_over() {
    let mut desk = Desk::new();
    listed(&mut desk, 1, S::Failed, S::Connected);
    let panel = desk.panel;
    let lamp = panel.lamp(&desk.station(), Lamp::Line, 0);
    assert_eq!((desk.scene().situation, lamp), (Situation::Failed, LampMode::BrokenFlutter));
}

#[test]
fn what_is_still_to_be_asked_is_due_at_once() {
    let mut desk = Desk::amid(Situation::Holding);
    desk.dial_tone(Key::OffHook);
    let (mut panel, now) = (desk.panel, desk.now);
    // The dial tone is cleared first, and then the held call is taken back.
    panel.press(&desk.station(), now, Press::line(0)).unwrap().unwrap();
    assert_eq!(panel.deadline(), Some(0));
    panel.follow(&desk.station(), now).unwrap();
    assert_eq!(panel.deadline(), None);
}
