//! Colours and letters: the sixteen colours that every terminal's owner has chosen, so that light and dark both work.

use crate::ladder::lanes::Ink;
use offhook::{AgentState, State};
use ratatui::style::{Color, Modifier, Style};

/// What is there and not important now.
pub const DIM: Style = Style::new().add_modifier(Modifier::DIM);
/// What counts.
pub const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
/// What is chosen.
pub const CHOSEN: Style = Style::new().add_modifier(Modifier::REVERSED);
/// The letter of a soft key.
pub const LETTER: Style = Style::new().fg(Color::Green).add_modifier(Modifier::BOLD);
/// Something did not come true.
pub const REFUSED: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);

/// A call in this state.
pub fn call(state: State) -> Style {
    match state {
        State::Alerting => Style::new().fg(Color::Magenta).add_modifier(Modifier::BOLD),
        State::Connected => Style::new().fg(Color::Green),
        State::Held | State::Queued => Style::new().fg(Color::Cyan),
        State::Failed => Style::new().fg(Color::Red),
        _ => Style::new(),
    }
}

/// An agent in this state.
pub fn agent(state: AgentState) -> Style {
    match state {
        AgentState::Ready => Style::new().fg(Color::Green),
        AgentState::Reserved => Style::new().fg(Color::Magenta).add_modifier(Modifier::BOLD),
        AgentState::Busy => Style::new().fg(Color::Green).add_modifier(Modifier::BOLD),
        AgentState::WrapUp => Style::new().fg(Color::Cyan),
        AgentState::NotReady => Style::new().fg(Color::Red),
        AgentState::LoggedOut => DIM,
    }
}

/// A part of the ladder.
pub fn ink(ink: Ink) -> Style {
    match ink {
        Ink::Blank => Style::new(),
        Ink::Post => DIM,
        Ink::Signal => Style::new().fg(Color::Cyan),
        Ink::Command => Style::new().fg(Color::Magenta),
        Ink::Request => Style::new().fg(Color::Green),
        Ink::Event => Style::new(),
        Ink::Refused => REFUSED,
        Ink::Note => BOLD,
    }
}

/// A time as minutes and seconds.
pub fn time(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
