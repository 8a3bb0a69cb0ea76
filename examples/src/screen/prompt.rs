//! A question on the screen, and what is typed as the answer.

use crate::screen::keys::SoftKey;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

/// A question that waits for its answer.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The phone that asks, by its place on the desk.
    pub phone: usize,
    /// The key that was pressed.
    pub key: &'static SoftKey,
    /// What is asked.
    pub question: &'static str,
    /// What may be meant, to be picked.
    pub choices: Vec<String>,
    /// The line of text.
    pub input: Input,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is still open.
    Open,
    /// It was withdrawn.
    Left,
    /// This was answered.
    Given(String),
}

impl Prompt {
    /// A question with these choices and an answer to begin with.
    pub fn new(phone: usize, key: &'static SoftKey, question: &'static str, choices: Vec<String>, text: &str) -> Self {
        Self { phone, key, question, choices, input: Input::new(text.to_owned()) }
    }

    /// Takes a key of the keyboard.
    pub fn key(&mut self, key: KeyEvent) -> Answer {
        match key.code {
            KeyCode::Esc => return Answer::Left,
            KeyCode::Enter => return Answer::Given(self.input.value().trim().to_owned()),
            KeyCode::Up | KeyCode::BackTab => self.step(false),
            KeyCode::Down | KeyCode::Tab => self.step(true),
            _ => {
                self.input.handle_event(&Event::Key(key));
            }
        }
        Answer::Open
    }

    /// Takes this choice as the text.
    pub fn pick(&mut self, at: usize) {
        if let Some(choice) = self.choices.get(at) {
            self.input = Input::new(choice.clone());
        }
    }

    /// The choice that the text is.
    pub fn picked(&self) -> Option<usize> {
        self.choices.iter().position(|choice| choice == self.input.value())
    }

    fn step(&mut self, down: bool) {
        let last = self.choices.len().saturating_sub(1);
        self.pick(match (self.picked(), down) {
            (Some(at), true) if at < last => at + 1,
            (Some(0) | None, false) => last,
            (Some(at), false) => at - 1,
            _ => 0,
        });
    }
}
