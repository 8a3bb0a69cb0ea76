//! The desk in a real pseudo-terminal: it is there, it listens, and it leaves the terminal as it was; also after a panic.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use offhook_desk::screen::terminal;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use vt100::{MouseProtocolMode, Parser};

/// How long a screen may stand still before something is wrong: no result depends on it.
const GUARD: Duration = Duration::from_secs(60);
/// This test as a program of its own, which panics with the terminal in its hands.
const INSIDE: &str = "OFFHOOK_TEST_PANICS";

/// A program in a terminal of 80 columns and 24 rows.
struct Session {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: Parser,
    child: Box<dyn Child + Send + Sync>,
    /// The terminal's modes before anybody changed them.
    before: String,
}

impl Session {
    fn begin(mut command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        let master = pair.master;
        let before = format!("{:?}", master.get_termios().unwrap());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = master.try_clone_reader().unwrap();
        let keys = master.take_writer().unwrap();
        let (send, bytes) = channel();
        thread::spawn(move || {
            let mut some = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut some) {
                if send.send(some[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            master,
            keys,
            bytes,
            screen: Parser::new(NonZero::new(24).unwrap(), NonZero::new(80).unwrap(), 0),
            child,
            before,
        }
    }

    /// Reads until the screen shows this.
    fn wait_for(&mut self, text: &str) {
        while !self.screen.screen().contents().contains(text) {
            let bytes = self.bytes.recv_timeout(GUARD);
            let bytes = bytes.unwrap_or_else(|_| panic!("no {text:?} on:\n{}", self.screen.screen().contents()));
            self.screen.process(&bytes);
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios().unwrap())
    }

    /// Reads to the program's end, and says whether the terminal is as it was.
    fn ends_clean(&mut self) -> bool {
        let ended = self.child.wait().unwrap();
        // What it wrote last is still on its way; the reader ends with the terminal's other side.
        while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_secs(2)) {
            self.screen.process(&bytes);
        }
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "the mouse is free");
        // Lines and echoes, as before raw mode.
        assert_eq!(self.modes(), self.before, "the modes are as they were");
        ended.success()
    }
}

#[test]
fn the_desk_opens_listens_and_leaves() {
    let mut desk = Session::begin(CommandBuilder::new(env!("CARGO_BIN_EXE_offhook")));
    desk.wait_for("4001 ada");
    assert!(desk.screen.screen().alternate_screen());
    assert_ne!(desk.screen.screen().mouse_protocol_mode(), MouseProtocolMode::None);
    desk.press("i");
    desk.wait_for("Enter does it");
    desk.press("\r");
    desk.wait_for("reserved");
    // The mouse on the soft key `Answer`, as a terminal reports it: row 11, column 4.
    desk.press("\u{1b}[<0;4;10M");
    desk.wait_for("busy");
    desk.wait_for("established c1");
    desk.press("?");
    desk.wait_for("any other key closes");
    desk.press("?");
    desk.press("q");
    assert!(desk.ends_clean());
}

/// A bar that grows while the traffic is made, and is gone when its report stands there.
#[test]
fn a_load_shows_how_far_it_is() {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_offhook"));
    command.args(["load", "--stations", "3", "--requests", "20000"]);
    let mut load = Session::begin(command);
    let mut done: Vec<u64> = Vec::new();
    while let Ok(bytes) = load.bytes.recv_timeout(GUARD) {
        load.screen.process(&bytes);
        let shown = load.screen.screen().contents();
        let Some((bar, _)) = shown.split_once(" of 20,000 requests") else { continue };
        let digits = bar.rsplit(' ').next().unwrap().replace(',', "");
        done.push(digits.parse().unwrap_or_else(|_| panic!("no number on:\n{shown}")));
    }
    assert!(done.is_sorted() && done.iter().all(|done| *done <= 20_000), "{done:?}");
    assert!(done.first() < done.last(), "it does not grow: {done:?}");
    assert!(load.ends_clean());
    let shown = load.screen.screen().contents();
    assert!(!shown.contains("to go") && shown.contains("invariants_broken 0"), "{shown}");
}

#[test]
fn a_dumb_terminal_gets_the_demonstration() {
    // `env` sets what the session sets otherwise.
    let mut command = CommandBuilder::new("env");
    command.args(["TERM=dumb", env!("CARGO_BIN_EXE_offhook")]);
    let mut shown = Session::begin(command);
    assert!(shown.ends_clean());
    assert!(shown.screen.screen().contents().contains("http://localhost:36729/?"));
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was() {
    if std::env::var_os(INSIDE).is_some() {
        let _ = terminal::with(|screen| -> std::io::Result<()> {
            screen.draw(|frame| frame.render_widget("the desk stands here", frame.area()))?;
            // Seen, and then provoked: the test presses a key.
            let _ = ratatui::crossterm::event::read()?;
            panic!("provoked");
        });
        return;
    }
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "a_panic_leaves_the_terminal_as_it_was", "--nocapture", "--test-threads=1"]);
    command.env(INSIDE, "1");
    // What is said has to fit on the screen.
    command.env("RUST_BACKTRACE", "0");
    let mut inside = Session::begin(command);
    inside.wait_for("the desk stands here");
    assert!(inside.screen.screen().alternate_screen() && inside.screen.screen().hide_cursor());
    inside.press("x");
    assert!(!inside.ends_clean(), "it failed");
    // What went wrong is said where it stays: on the terminal's own screen.
    assert!(inside.screen.screen().contents().contains("provoked"), "{}", inside.screen.screen().contents());
}
