//! The desk on a screen: whole stories with keyboard, mouse and a given clock; the screens are kept as text.
//!
//! `OFFHOOK_SCREENS=write cargo test -p offhook-desk --test desk` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use offhook_desk::scenario;
use offhook_desk::screen::model::Model;
use offhook_desk::screen::office::{self, Seen};
use offhook_desk::screen::update::{Effect, update};
use offhook_desk::screen::{message, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use std::path::Path;

/// A user: hands, eyes, and a watch that goes on half a second with every movement.
struct User<'w, 'm> {
    model: Model<'w, 'm>,
    terminal: Terminal<TestBackend>,
    spots: view::Spots,
    now: u64,
    last: Effect,
}

/// Lets somebody sit down at a desk of this size.
fn at_a_desk(columns: u16, rows: u16, story: impl FnOnce(&mut User<'_, '_>)) {
    let mut room = office::room();
    let mut watch = Seen::default();
    let model = Model::open(&mut room, &mut watch).unwrap();
    let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let mut user = User { model, terminal, spots: view::Spots::default(), now: 0, last: Effect::Nothing };
    user.look();
    story(&mut user);
}

impl User<'_, '_> {
    fn look(&mut self) -> String {
        let Self { model, terminal, spots, .. } = self;
        terminal.draw(|frame| *spots = view::draw(model, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let row = |y| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..buffer.area.height).map(|y| row(y).trim_end().to_owned() + "\n").collect()
    }

    fn event(&mut self, event: Event) {
        self.now += 500;
        if let Some(message) = message(&event, &self.spots) {
            self.last = update(&mut self.model, message, self.now);
        }
        self.look();
    }

    fn press(&mut self, code: KeyCode) {
        self.event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }

    /// Presses these keys; `\n` is Enter, `\t` Tab, `\u{1b}` Escape.
    fn keys(&mut self, keys: &str) {
        for key in keys.chars() {
            self.press(match key {
                '\n' => KeyCode::Enter,
                '\t' => KeyCode::Tab,
                '\u{1b}' => KeyCode::Esc,
                char => KeyCode::Char(char),
            });
        }
    }

    /// Presses the mouse on this text, counted from 0 where it is there more than once.
    fn click(&mut self, text: &str, which: usize) {
        let screen = self.look();
        let found = screen.lines().enumerate().flat_map(|(y, line)| {
            line.match_indices(text).map(move |(at, _)| (line[..at].chars().count(), y)).collect::<Vec<_>>()
        });
        let found: Vec<_> = found.collect();
        let (x, y) = *found.get(which).unwrap_or_else(|| panic!("no {text:?} on:\n{screen}"));
        let kind = MouseEventKind::Down(MouseButton::Left);
        let (column, row) = (x.try_into().unwrap(), y.try_into().unwrap());
        self.event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    }

    /// Waits.
    fn wait(&mut self, milliseconds: u64) {
        self.now += milliseconds;
        self.model.at(self.now);
    }

    /// Holds the screen against the one that is kept under this name.
    fn sees(&mut self, name: &str) {
        let screen = self.look();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(name).with_extension("txt");
        if std::env::var_os("OFFHOOK_SCREENS").is_some_and(|what| what == "write") {
            std::fs::write(&path, &screen).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == screen, "{} is otherwise now (OFFHOOK_SCREENS=write keeps it):\n{screen}", path.display());
    }

    fn reads(&mut self, text: &str) {
        let screen = self.look();
        assert!(screen.contains(text), "{text:?} is not on:\n{screen}");
    }
}

#[test]
fn a_warm_transfer_from_the_first_ring_to_the_end_of_wrap_up() {
    at_a_desk(80, 24, |user| {
        user.sees("start");
        user.keys("i");
        user.sees("the-caller-dials");
        user.keys("\n");
        user.sees("ringing");
        user.keys("a");
        user.sees("answered");
        user.keys("wCustom_1=asked for a refund\n");
        user.reads("Custom_1=\"asked for a refund\"");
        user.keys("c4002\n");
        user.sees("consulting");
        user.keys("\ta");
        user.sees("consulted");
        user.press(KeyCode::BackTab);
        user.keys("t");
        user.sees("transferred");
        user.reads("wrap-up");
        user.keys("\t");
        // The data has come along, and the first leg's id.
        user.sees("after-the-transfer");
        user.keys("e");
        user.wait(30_000);
        user.reads("││ready  ");
        user.reads("no call on this line");
    });
}

#[test]
fn a_conference_of_three_with_room_for_everything() {
    at_a_desk(140, 45, |user| {
        user.sees("large-start");
        user.keys("i\nac4002\n\ta");
        user.press(KeyCode::Left);
        user.sees("large-consulted");
        user.keys("j");
        user.sees("large-conference");
        // The first agent leaves; the others go on.
        user.keys("e");
        user.reads("4002");
        user.keys("?");
        user.sees("large-help");
    });
}

#[test]
fn the_help_tells_every_key_and_fits_the_smallest_terminal() {
    at_a_desk(80, 24, |user| {
        user.keys("?");
        user.sees("help");
        user.press(KeyCode::Down);
        user.press(KeyCode::Down);
        user.press(KeyCode::Down);
        user.sees("help-further");
        user.keys("x");
        user.reads("line 1");
    });
}

#[test]
fn what_is_refused_says_why_and_changes_nothing() {
    at_a_desk(80, 24, |user| {
        user.keys("h");
        user.reads("Hold: there is no call on this line");
        user.keys("i\n");
        user.keys("h");
        user.sees("refused");
        user.reads("refused: invalid-connection-state");
        user.keys("c");
        user.reads("Consult: refused: invalid-connection-state");
        // At 4003 nobody is logged in.
        user.keys("\t\ty");
        user.reads("refused: invalid-agent-state");
        // What the network does not do later is told as well: that number does not exist, and clears what it can.
        user.keys("wnonsense");
        user.keys("\u{1b}");
        user.keys("m\n");
        user.reads("nothing was typed");
    });
}

#[test]
fn the_mouse_does_what_the_keyboard_does() {
    at_a_desk(80, 24, |user| {
        // The hint in the last row; the ladder says the same before anything happened.
        user.click("a caller calls", 1);
        // It is what stands there already: one press takes it.
        user.click("1-800-455-5555", 1);
        user.reads("reserved");
        // The soft key of the phone that the keyboard belongs to.
        user.click("Answer", 0);
        user.reads("busy");
        user.sees("clicked");
        user.click("Consult", 1);
        user.click("4003", 1);
        user.keys("\n");
        // A soft key of another phone takes the keyboard there.
        user.click("Answer", 0);
        user.reads("┃logged-out");
        user.click("4001 ada", 0);
        user.reads("┏ 4001 ada");
        user.click("help", 0);
        user.reads("any other key closes");
        user.click("Help", 0);
        user.click("quit", 0);
        assert_eq!(user.last, Effect::Quit);
    });
}

#[test]
fn digits_go_where_they_are_wanted() {
    at_a_desk(80, 24, |user| {
        // No call: the digit begins one.
        user.keys("4003\n");
        user.reads("4001: c1 is connected (internal)");
        user.keys("\t\ta");
        // A connected call: they are sent in it.
        user.keys("12\n");
        user.reads("dtmf c1 digits=12");
    });
}

#[test]
fn lamps_are_a_matter_of_the_clock() {
    at_a_desk(80, 24, |user| {
        user.keys("i\n");
        let lamp = |user: &mut User<'_, '_>| user.look().contains("● 408-361-3611");
        user.wait(1000 - user.now % 500);
        let lit = lamp(user);
        user.wait(250);
        assert_ne!(lamp(user), lit, "an alerting line flutters");
    });
}

#[test]
fn the_story_is_written_down_and_plays() {
    at_a_desk(80, 24, |user| {
        user.keys("i\na");
        user.wait(1500);
        user.keys("hr");
        user.keys("vc4002\n\ta");
        user.press(KeyCode::Left);
        user.keys("tz");
        user.keys("S");
        assert_eq!(user.last, Effect::Save);
        let story = user.model.office.story();
        let statements = scenario::parse("story", story.as_bytes()).unwrap();
        if let Err(failure) = scenario::play("story", &statements, Vec::new()) {
            panic!("{failure}\n{story}");
        }
        assert!(story.contains("request transfer") && story.contains("\nrefused "), "{story}");
    });
}

#[test]
fn a_window_that_is_too_small_says_so() {
    at_a_desk(40, 10, |user| user.reads("This window has 40×10"));
    for (columns, rows) in [(60, 20), (81, 25), (111, 40), (200, 60)] {
        at_a_desk(columns, rows, |user| {
            user.keys("i\n?");
            user.keys("?a");
            user.reads("connected");
        });
    }
}
