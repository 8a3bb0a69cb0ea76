//! What happens to the desk, and what it makes of it.

use crate::screen::keys::SoftKey;
use crate::screen::model::{Model, Notice, Over};
use crate::screen::prompt::Answer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What happens.
#[derive(Clone, Copy, Debug)]
pub enum Message {
    /// A key of the keyboard.
    Key(KeyEvent),
    /// The mouse is pressed on something.
    Click(Spot),
    /// The wheel: up is positive.
    Wheel(i16),
}

/// A place on the screen that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A phone.
    Phone(usize),
    /// A line of a phone.
    Line(usize, usize),
    /// A soft key of a phone.
    Key(usize, &'static SoftKey),
    /// A choice of the question.
    Choice(usize),
    /// The question, beside its choices.
    Prompt,
    /// The outside caller calls.
    Incoming,
    /// The help.
    Help,
    /// The end.
    Quit,
}

/// What the desk asks of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Nothing,
    /// Write the story down.
    Save,
    /// Close.
    Quit,
}

/// One thing happens, at this time (milliseconds since the desk opened).
pub fn update(model: &mut Model<'_, '_>, message: Message, now: u64) -> Effect {
    model.at(now);
    match message {
        Message::Key(key) if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') => {
            return Effect::Quit;
        }
        Message::Key(key) => match &mut model.over {
            Over::Prompt(_) => answer(model, key),
            Over::Help(from) => match key.code {
                KeyCode::Down | KeyCode::PageDown => *from = from.saturating_add(1),
                KeyCode::Up | KeyCode::PageUp => *from = from.saturating_sub(1),
                _ => model.over = Over::Nothing,
            },
            Over::Nothing => {
                model.notice = None;
                return desk(model, key);
            }
        },
        Message::Click(spot) => return click(model, spot),
        Message::Wheel(up) => scroll(model, up),
    }
    Effect::Nothing
}

/// A key while nothing is in front of the desk.
fn desk(model: &mut Model<'_, '_>, key: KeyEvent) -> Effect {
    match key.code {
        KeyCode::Char('q') => return Effect::Quit,
        KeyCode::Char('S') => return Effect::Save,
        KeyCode::Char('?') | KeyCode::F(1) => model.over = Over::Help(0),
        KeyCode::Char('i') => model.incoming(),
        KeyCode::Tab | KeyCode::Right => turn(model, 1),
        KeyCode::BackTab | KeyCode::Left => turn(model, model.phones.len().saturating_sub(1)),
        KeyCode::Down => choose(model, 1),
        KeyCode::Up => {
            let lines = model.phone().map_or(0, |phone| phone.lines.len());
            choose(model, lines.saturating_sub(1));
        }
        KeyCode::PageUp => scroll(model, 5),
        KeyCode::PageDown => scroll(model, -5),
        KeyCode::Char(digit @ ('0'..='9' | '*' | '#')) => model.digit(digit),
        KeyCode::Char(letter) => {
            if let Some(key) = SoftKey::of_letter(letter) {
                model.press(model.focus, key);
            }
        }
        _ => {}
    }
    Effect::Nothing
}

/// The keyboard goes to the phone so many places on.
fn turn(model: &mut Model<'_, '_>, by: usize) {
    model.focus = (model.focus + by).checked_rem(model.phones.len()).unwrap_or_default();
}

/// The line so many places on is chosen.
fn choose(model: &mut Model<'_, '_>, by: usize) {
    let lines = model.phone().map_or(0, |phone| phone.lines.len());
    if let Some(chosen) = model.chosen.get_mut(model.focus) {
        *chosen = (*chosen + by).checked_rem(lines).unwrap_or_default();
    }
}

fn scroll(model: &mut Model<'_, '_>, up: i16) {
    let by = usize::from(up.unsigned_abs());
    if let Over::Help(from) = &mut model.over {
        *from = from.saturating_add_signed(-up);
        return;
    }
    let most = model.office.rungs().len();
    model.scroll = if up > 0 { (model.scroll + by).min(most) } else { model.scroll.saturating_sub(by) };
}

fn answer(model: &mut Model<'_, '_>, key: KeyEvent) {
    let Over::Prompt(prompt) = &mut model.over else { return };
    let (phone, pressed) = (prompt.phone, prompt.key);
    match prompt.key(key) {
        Answer::Open => {}
        Answer::Left => model.over = Over::Nothing,
        Answer::Given(text) => {
            model.over = Over::Nothing;
            model.notice = None;
            model.request(phone, pressed, &text);
        }
    }
}

fn click(model: &mut Model<'_, '_>, spot: Spot) -> Effect {
    if let Over::Prompt(prompt) = &mut model.over {
        match spot {
            // The second click on a choice takes it.
            Spot::Choice(at) if prompt.picked() == Some(at) => answer(model, KeyEvent::from(KeyCode::Enter)),
            Spot::Choice(at) => prompt.pick(at),
            Spot::Prompt => {}
            _ => model.over = Over::Nothing,
        }
        return Effect::Nothing;
    }
    if matches!(model.over, Over::Help(_)) {
        model.over = Over::Nothing;
        return Effect::Nothing;
    }
    model.notice = None;
    match spot {
        Spot::Phone(phone) => model.focus = phone,
        Spot::Line(phone, line) => {
            model.focus = phone;
            if let Some(chosen) = model.chosen.get_mut(phone) {
                *chosen = line;
            }
        }
        Spot::Key(phone, key) => {
            model.focus = phone;
            model.press(phone, key);
        }
        Spot::Incoming => model.incoming(),
        Spot::Help => model.over = Over::Help(0),
        Spot::Quit => return Effect::Quit,
        Spot::Choice(_) | Spot::Prompt => {}
    }
    Effect::Nothing
}

/// The story was written down, or was not.
pub fn saved(model: &mut Model<'_, '_>, result: Result<String, String>) {
    model.notice = Some(match result {
        Ok(file) => Notice { text: format!("written down: `offhook play {file}` plays it again"), is_refusal: false },
        Err(text) => Notice { text, is_refusal: true },
    });
}
