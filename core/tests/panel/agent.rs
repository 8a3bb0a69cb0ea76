//! The agent's keys and lamps: each key in each of the agent's states, and the lamps beside them.

use super::desk::Desk;
use offhook::panel::lamp::{Lamp, LampMode};
use offhook::panel::{Key, Plan, Press, Situation};
use offhook::{AgentState as A, Cause, Entry, Known, OutputKind, RequestKind as R, Signal, SignalKind as K};

const LAMPS: [Lamp; 4] = [Lamp::LogIn, Lamp::Ready, Lamp::NotReady, Lamp::WrapUp];

fn amid(state: A) -> Desk {
    let mut desk = Desk::new();
    if state != A::LoggedOut {
        let queue = [Entry::known(Known::QueueName, "sales")];
        desk.signal(Signal { agent: A::NotReady, entries: &queue, ..Signal::new(K::Agent) });
        desk.signal(Signal { agent: A::Ready, ..Signal::new(K::Agent) });
        desk.signal(Signal { agent: state, ..Signal::new(K::Agent) });
    }
    assert_eq!(desk.station().agent().state, state);
    desk
}

fn asked(desk: &mut Desk, press: Press) -> Result<(R, u16), Cause> {
    desk.plan(press).map(|plan| match plan {
        Plan::Ask(wish) => (wish.what, wish.reason),
        other => panic!("{other:?}"),
    })
}

#[test]
fn each_key_in_each_state() {
    let out = Err(Cause::from_name("invalid-agent-state").unwrap());
    let keys = [Key::LogIn, Key::Ready, Key::NotReady, Key::WrapUp]
        .map(|key| Press { of: if key == Key::Ready { 0 } else { 5 }, key });
    let inside = [Ok((R::LogOut, 5)), Ok((R::Ready, 0)), Ok((R::NotReady, 5)), Ok((R::WrapUp, 5))];
    for state in A::ALL {
        let mut desk = amid(*state);
        let expected = if *state == A::LoggedOut { [Ok((R::LogIn, 5)), out, out, out] } else { inside };
        assert_eq!(keys.map(|press| asked(&mut desk, press)), expected, "{}", state.name());
    }
    // Whatever the phone is in the middle of.
    for situation in Situation::ALL {
        assert_eq!(asked(&mut Desk::amid(*situation), Press::key(Key::LogIn)), Ok((R::LogIn, 0)));
    }
}

#[test]
fn the_number_typed_is_the_agents() {
    let mut desk = Desk::new();
    desk.digits("77");
    let wish = desk.key(Key::LogIn).unwrap().unwrap();
    assert_eq!(wish.entry(), Some(Entry::known(Known::AgentId, "77")));
    assert_eq!(desk.commands[0].0, OutputKind::CmdLogIn);
    assert_eq!(desk.panel.digits(), "");
    // After a dial tone the digits are for the call, and stay.
    let mut desk = Desk::new();
    desk.dial_tone(Key::OffHook);
    desk.digits("40");
    let wish = desk.key(Key::LogIn).unwrap().unwrap();
    assert_eq!(wish.entry(), None);
    assert_eq!(desk.panel.digits(), "40");
}

fn lamps(desk: &mut Desk) -> [LampMode; 4] {
    let panel = desk.panel;
    LAMPS.map(|lamp| panel.lamp(&desk.station(), lamp, 0))
}

#[test]
fn the_lamps_of_each_state() {
    use LampMode::{Off, Steady, Wink};
    let expected = [
        (A::LoggedOut, [Off, Off, Off, Off]),
        (A::NotReady, [Steady, Off, Steady, Off]),
        (A::Ready, [Steady, Steady, Off, Off]),
        (A::Reserved, [Steady, Off, Off, Off]),
        (A::Busy, [Steady, Off, Off, Off]),
        (A::WrapUp, [Steady, Off, Off, Steady]),
    ];
    assert_eq!(expected.len(), A::ALL.len());
    for (state, lit) in expected {
        assert_eq!(lamps(&mut amid(state)), lit, "{}", state.name());
    }
    // A wish that waits for the end of the call winks.
    for (key, lit) in [
        (Key::NotReady, [Steady, Off, Wink, Off]),
        (Key::Ready, [Steady, Wink, Off, Off]),
        (Key::WrapUp, [Steady, Off, Off, Wink]),
        (Key::LogIn, [Wink, Off, Off, Off]),
    ] {
        let mut desk = amid(A::Busy);
        desk.key(key).unwrap();
        assert_eq!(lamps(&mut desk), lit, "{}", key.name());
    }
}
