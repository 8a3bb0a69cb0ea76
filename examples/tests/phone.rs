//! The conversation at a terminal, with a script for the hands and a counter for the clock.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where something is wrong")]

use offhook_desk::cli::phone::converse;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A screen that both the ladder and the prompt write to.
#[derive(Clone, Default)]
struct Screen(Rc<RefCell<Vec<u8>>>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is on the screen after these lines were typed, each a second after the one before; without what comes
/// before the first prompt.
fn typed(lines: &str) -> String {
    let screen = Screen::default();
    let mut now = 0;
    let clock = || {
        now += 1000;
        now
    };
    converse(&mut lines.as_bytes(), screen.clone(), &mut screen.clone(), clock).unwrap();
    let text = String::from_utf8(anstream::adapter::strip_bytes(&screen.0.borrow()).into_vec()).unwrap();
    text.split_once("\n4001> ").expect("a prompt").1.to_owned()
}

#[test]
fn a_call_is_made_answered_and_shown() {
    let screen =
        typed("X: make-call to=4001 as k\n4001: answer k\nattach k TicketID=7\nshow k c4c-json\nquit\nclear k\n");
    for seen in ["── offered k kind=inbound", "[k connected, far connected]", "\"TicketID\":\"7\"", "X> ", "4001> "]
    {
        assert!(screen.contains(seen), "{seen:?} is not in:\n{screen}");
    }
    assert!(!screen.contains("clear k"), "what follows `quit` is not read:\n{screen}");
    let lines = screen.lines().map(|line| line.rsplit("> ").next().unwrap_or(line));
    assert!(lines.into_iter().all(|line| line.chars().count() <= 80), "{screen}");
}

#[test]
fn refusals_and_mistakes_are_told_and_the_talk_goes_on() {
    let screen = typed("make-call to=4002 as k\nretrieve k\nhld k\nhold x\nshow k nothing\ncalls 1\ncalls 2\nhelp\n");
    for seen in [
        "── refused ─",
        "no statement is called `hld`",
        "no call named `x`",
        "no codec is called",
        "yes",
        "got: calls 1",
    ] {
        assert!(screen.contains(seen), "{seen:?} is not in:\n{screen}");
    }
    assert_eq!(screen.matches("the customer calls 4001").count(), 1, "help is printed again");
}

#[test]
fn the_clock_goes_on_between_lines() {
    // The offer is not answered within two minutes.
    let screen = typed(&format!("X: make-call to=4001 as k\n{}", "4001: calls 1\n".repeat(121)));
    assert!(screen.contains("no-answer") && screen.contains("got: calls 0"), "{screen}");
}
