//! A desk phone: keys, lamps and a display on the serial line, an exchange and colleagues on the other side.
//!
//! The main loop is the one to copy. It is the only one that is in the station; interrupts post into the inbox. In an RTOS it is the
//! body of one task, and [`board::sleep`] waits for the task's notification instead of an interrupt.
#![no_std]
#![no_main]

mod board;
mod far;
mod host;
mod player;
mod screen;

use cortex_m_rt::entry;
use cortex_m_semihosting::debug;
use far::{CALLS, DATA, Far, STATIONS};
use offhook::exchange::{Call, Connection, Extension, Head, Memory, PARTIES, Post, posts};
use offhook::panel::lamp::Lamp;
use offhook::panel::pins::{Active, HookPin, LampPin};
use offhook::panel::{HookTimes, Key, Panel, Press, ring};
use offhook::{Cause, MAX_OUTPUTS, Output, OutputKind, Step};

const HELP: &str = "0-9*# digits  h handset  f flash  A-D lines  o hold  t transfer  c conference  u mute  r release\n\
                    l log in and out  y ready  n N not ready, for reason 1 and 2  z wrap-up\n\
                    i call from inside  e call from outside  w message  ! hold the clock  . let it run  x end\n--\n";

struct Phone<'m> {
    far: Far<'m>,
    panel: Panel,
    is_script: bool,
}

#[entry]
fn main() -> ! {
    if host::argument("play") {
        end(player::play_all());
    }
    let memory = Memory {
        extensions: &mut [Extension::default(); STATIONS],
        calls: &mut [Call::default(); 8],
        connections: &mut [Connection::default(); 4 * 8],
        queues: &mut [],
        groups: &mut [],
        members: &mut [],
        places: &mut [],
        index: &mut [Head::default(); 2 * STATIONS + 1],
        posts: &mut [Post::default(); posts(PARTIES)],
        texts: &mut [0; 64 * STATIONS],
        data: &mut [0; 2 * CALLS * DATA],
    };
    let Ok(far) = Far::new(memory) else { end(1) };
    let mut phone = Phone { far, panel: Panel::new(4), is_script: false };
    let mut hook = HookPin::new(board::Hook, Active::High, HookTimes::default());
    let mut line_lamp = LampPin::new(board::Light(0), Active::High);
    let mut ringer = LampPin::new(board::Light(1), Active::High);
    board::start();
    say!("{HELP}");
    loop {
        let typed = board::key();
        if let Some(typed) = typed {
            phone.key(typed);
        }
        let Ok(press) = hook.poll(board::now());
        if let Some(press) = press {
            phone.press(press);
        }
        phone.settle();
        let changed = phone.far.changed() || typed.is_some();
        let shows = if phone.is_script { typed == Some(b'\n') } else { changed };
        if shows {
            screen::show(&phone.panel, &phone.far.station());
        }
        let now = board::now();
        let station = phone.far.station();
        let mode = phone.panel.lamp(&station, Lamp::Line, 0);
        let Ok(()) = line_lamp.show(mode, now);
        let Ok(()) = ringer.set(ring::sounds(&station, now));
        let changes = [mode.changes(now), ring::changes(&station, now)];
        let dues = [phone.far.deadline(), phone.panel.deadline(), hook.deadline()];
        board::sleep(changes.into_iter().chain(dues).flatten().min());
    }
}

impl Phone<'_> {
    fn key(&mut self, typed: u8) {
        match typed {
            b'0'..=b'9' | b'*' | b'#' => self.press(Press::digit(typed)),
            b'A'..=b'D' => self.press(Press::line(typed - b'A')),
            b'f' => self.press(Press::key(Key::Flash)),
            b'o' => self.press(Press::key(Key::Hold)),
            b't' => self.press(Press::key(Key::Transfer)),
            b'c' => self.press(Press::key(Key::Conference)),
            b'u' => self.press(Press::key(Key::Mute)),
            b'r' => self.press(Press::key(Key::Release)),
            b'l' => self.press(Press::key(Key::LogIn)),
            b'y' => self.press(Press::key(Key::Ready)),
            b'n' => self.press(Press { key: Key::NotReady, of: 1 }),
            b'N' => self.press(Press { key: Key::NotReady, of: 2 }),
            b'z' => self.press(Press::key(Key::WrapUp)),
            b'h' => board::handset(),
            b'i' | b'e' => self.far.call(board::now(), typed == b'e'),
            b'w' => self.far.message(board::now()),
            b'!' => {
                self.is_script = true;
                board::hold();
            }
            b'.' => board::run(500),
            b'x' => {
                say!("bye\n");
                end(if board::lost() == 0 { 0 } else { 4 });
            }
            _ => {}
        }
    }

    fn press(&mut self, press: Press) {
        let now = board::now();
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let mut station = self.far.station();
        let wish = self.panel.press(&station, now, press);
        let step = wish.and_then(|wish| wish.map_or(Ok(Step::default()), |wish| wish.ask(&mut station, now, &mut out)));
        self.came_to(step, &out);
    }

    /// The other side answers, the panel follows, until nobody has anything to say.
    fn settle(&mut self) {
        loop {
            let now = board::now();
            self.far.settle(now);
            let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
            let mut station = self.far.station();
            let Some(wish) = self.panel.follow(&station, now) else { return };
            let step = wish.ask(&mut station, now, &mut out);
            self.came_to(step, &out);
        }
    }

    /// What a step came to: commands go out, and a refusal is said.
    fn came_to(&mut self, step: Result<Step, Cause>, out: &[Output; MAX_OUTPUTS]) {
        match step {
            Ok(step) => self.far.heard(&out[..step.outputs.into()]),
            Err(cause) => say!("not now: {cause}\n"),
        }
    }
}

/// Ends the emulator.
fn end(code: u32) -> ! {
    loop {
        debug::exit(if code == 0 { debug::EXIT_SUCCESS } else { debug::EXIT_FAILURE });
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo<'_>) -> ! {
    say!("{info}\n");
    end(3)
}
