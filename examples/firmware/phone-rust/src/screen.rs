//! The display: lines with their lamps, the station's lamps, the agent, attached data, digits, soft keys.

use crate::say;
use offhook::panel::lamp::Lamp;
use offhook::panel::{Key, Panel, Press, ring};
use offhook::{Known, Station};

/// Shown when they would mean something: the station's own rule, asked and not copied.
const SOFT_KEYS: [Key; 10] = [
    Key::Flash,
    Key::Hold,
    Key::Transfer,
    Key::Conference,
    Key::Mute,
    Key::Release,
    Key::LogIn,
    Key::Ready,
    Key::NotReady,
    Key::WrapUp,
];

pub fn show(panel: &Panel, station: &Station<'_>) {
    for number in 0..panel.lines() {
        line(panel, station, number);
    }
    let lamp = |which| panel.lamp(station, which, 0).name();
    say!("phone {}", panel.scene(station).situation.name());
    say!(", ring {}", ring::of(station).name());
    say!(", message {}, mute {}\n", lamp(Lamp::Message), lamp(Lamp::Mute));
    let agent = station.agent();
    say!("agent {}", agent.state.name());
    if agent.reason != 0 {
        say!(" for reason {}", agent.reason);
    }
    for which in [Lamp::LogIn, Lamp::Ready, Lamp::NotReady, Lamp::WrapUp] {
        say!(", {} {}", which.name(), lamp(which));
    }
    say!("\n");
    if !panel.digits().is_empty() {
        say!("digits {}\n", panel.digits());
    }
    say!("keys");
    for key in SOFT_KEYS.into_iter().filter(|key| panel.plan(station, Press::key(*key)).is_ok()) {
        say!(" {}", key.name());
    }
    say!("\n--\n");
}

fn line(panel: &Panel, station: &Station<'_>, number: u8) {
    say!("{} {}", number + 1, panel.lamp(station, Lamp::Line, number).name());
    let id = panel.line(number);
    if let (Some(call), Some(data)) = (station.call(id), station.data(id)) {
        say!(", {} {}, far end {}", call.kind.name(), call.local.name(), call.far.name());
        for (label, key) in [("from", Known::Ani), ("to", Known::Dnis), ("account", Known::Bp)] {
            if let Some(value) = data.known(key) {
                say!(", {label} {value}");
            }
        }
    }
    say!("\n");
}
