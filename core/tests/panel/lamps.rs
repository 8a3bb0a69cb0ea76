//! Lamps and the ringer: modes from states, light and sound from modes and time.

use super::desk::Desk;
use offhook::panel::lamp::{Lamp, LampMode};
use offhook::panel::ring::{self, Ring};
use offhook::panel::{Key, Press, Situation};
use offhook::{AgentState, CallKind, Cause, Signal, SignalKind as K, Which};

fn line(desk: &mut Desk, line: u8) -> LampMode {
    let panel = desk.panel;
    panel.lamp(&desk.station(), Lamp::Line, line)
}

fn lamp(desk: &mut Desk, lamp: Lamp) -> LampMode {
    let panel = desk.panel;
    panel.lamp(&desk.station(), lamp, 0)
}

#[test]
fn the_lamps_of_two_lines_in_every_situation() {
    use LampMode::{BrokenFlutter, Flutter, Off, Steady, Wink};
    let expected = [
        (Situation::Idle, [Off, Off]),
        (Situation::Ringing, [Flutter, Off]),
        (Situation::Holding, [Wink, Off]),
        (Situation::Dialling, [Steady, Off]),
        (Situation::Calling, [Steady, Off]),
        (Situation::Talking, [Steady, Off]),
        (Situation::Waiting, [Steady, Flutter]),
        (Situation::Conference, [Steady, Off]),
        (Situation::Failed, [BrokenFlutter, Off]),
        (Situation::ConsultDialling, [Wink, Steady]),
        (Situation::ConsultCalling, [Wink, Steady]),
        (Situation::Consulted, [Wink, Steady]),
        (Situation::ConsultFailed, [Wink, BrokenFlutter]),
    ];
    assert_eq!(expected.len(), Situation::COUNT);
    for (situation, lamps) in expected {
        let mut desk = Desk::amid(situation);
        assert_eq!([line(&mut desk, 0), line(&mut desk, 1)], lamps, "{}", situation.name());
        assert_eq!(line(&mut desk, 7), Off);
    }
}

#[test]
fn message_mute_and_agent() {
    let mut desk = Desk::new();
    assert_eq!([Lamp::Message, Lamp::Mute, Lamp::Agent].map(|which| lamp(&mut desk, which)), [LampMode::Off; 3]);
    desk.signal(Signal { on: true, ..Signal::new(K::MessageWaiting) });
    desk.signal(Signal { on: true, ..Signal::new(K::Mute) });
    desk.signal(Signal { agent: AgentState::WrapUp, ..Signal::new(K::Agent) });
    assert_eq!(lamp(&mut desk, Lamp::Message), LampMode::Steady);
    assert_eq!(lamp(&mut desk, Lamp::Mute), LampMode::Steady);
    assert_eq!(lamp(&mut desk, Lamp::Agent), LampMode::Wink);
    desk.signal(Signal { on: false, ..Signal::new(K::MessageWaiting) });
    assert_eq!(lamp(&mut desk, Lamp::Message), LampMode::Off);
}

/// The light of two seconds, a letter an eighth of a second.
fn light(mode: LampMode) -> String {
    (0..16).map(|beat| if mode.lit(2_000 + beat * 125) { '#' } else { '.' }).collect()
}

#[test]
fn light_by_mode_and_time() {
    assert_eq!(light(LampMode::Off), "................");
    assert_eq!(light(LampMode::Steady), "################");
    assert_eq!(light(LampMode::Wink), "####....####....");
    assert_eq!(light(LampMode::Flutter), "#.#.#.#.#.#.#.#.");
    assert_eq!(light(LampMode::BrokenFlutter), "#.#.#.#.........");
    for mode in LampMode::ALL {
        // Between what it says, it does not change.
        let mut now = 0;
        while let Some(next) = mode.changes(now).filter(|next| *next <= 4_000) {
            assert!((now..next).all(|at| mode.lit(at) == mode.lit(now)));
            now = next;
        }
        assert_eq!(mode.changes(0).is_none(), matches!(mode, LampMode::Off | LampMode::Steady));
    }
}

#[test]
fn how_it_rings() {
    let rings = |desk: &mut Desk| ring::of(&desk.station());
    let mut desk = Desk::new();
    assert_eq!(rings(&mut desk), Ring::Silent);
    desk.offer(1, CallKind::Inbound);
    assert_eq!(rings(&mut desk), Ring::External);
    // Who has waited longest is who rings.
    desk.now += 1;
    desk.offer(2, CallKind::Internal);
    assert_eq!(rings(&mut desk), Ring::External);
    desk.signal(Signal { call: Which::reference(1), ..Signal::new(K::Cleared) });
    assert_eq!(rings(&mut desk), Ring::Internal);
    let recall = Cause::from_name("recall").unwrap();
    let mut desk = Desk::new();
    desk.signal(Signal { call: Which::reference(9), cause: recall, ..Signal::new(K::Offered) });
    assert_eq!(rings(&mut desk), Ring::Recall);
    assert_eq!(rings(&mut Desk::amid(Situation::Waiting)), Ring::Waiting);
    assert_eq!(rings(&mut Desk::amid(Situation::Holding)), Ring::Silent);
    // A held call does not keep the next one quiet.
    let mut desk = Desk::amid(Situation::Holding);
    desk.offer(2, CallKind::Inbound);
    assert_eq!(rings(&mut desk), Ring::External);
    desk.press(Press::key(Key::Release)).unwrap();
}

#[test]
fn the_cadence_begins_with_the_call() {
    let mut desk = Desk::new();
    desk.now = 12_345;
    desk.offer(1, CallKind::Inbound);
    let station = desk.station();
    let mut edges = Vec::new();
    let mut now = 12_345;
    let mut was = false;
    while now < 12_345 + 6_000 {
        let sounds = ring::sounds(&station, now);
        if sounds != was {
            edges.push(now - 12_345);
            was = sounds;
        }
        let next = ring::changes(&station, now).unwrap();
        assert!((now..next).all(|at| ring::sounds(&station, at) == sounds));
        now = next;
    }
    assert_eq!(edges, [0, 400, 600, 1_000, 5_000, 5_400, 5_600]);
    assert_eq!(Ring::Silent.phase(77), (false, 0));
}
