//! The desk on a terminal: a few phones side by side, to be tried with keyboard and mouse.
//!
//! [`model`] is what there is, [`update`] what happens to it, [`view`] how it looks. The rules of telephony are in none of
//! them: the soft keys are what the stations allow, and every key makes a line of a scenario.

pub mod keys;
pub mod model;
pub mod office;
pub mod phone;
pub mod prompt;
pub mod terminal;
pub mod update;
pub mod view;

use model::Model;
use office::Seen;
use ratatui::crossterm::event::{self, Event, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use std::io;
use std::time::{Duration, Instant};
use update::{Effect, Message};
use view::Spots;

/// How often the lamps and the clock are looked after.
const BEAT: Duration = Duration::from_millis(125);
/// Where the story is written down.
const STORY: &str = "offhook-desk.scn";

/// Opens the desk on this terminal, until the user quits.
///
/// # Errors
/// What the terminal does not do, or what cannot be made.
pub fn open() -> io::Result<()> {
    let mut room = office::room();
    let mut watch = Seen::default();
    let mut model = Model::open(&mut room, &mut watch).map_err(io::Error::other)?;
    let begun = Instant::now();
    terminal::with(|terminal| {
        loop {
            let now = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            model.at(now);
            let mut spots = Spots::default();
            terminal.draw(|frame| spots = view::draw(&model, frame))?;
            if !event::poll(BEAT)? {
                continue;
            }
            let Some(message) = message(&event::read()?, &spots) else { continue };
            let now = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            match update::update(&mut model, message, now) {
                Effect::Nothing => {}
                Effect::Quit => return Ok(()),
                Effect::Save => {
                    let result = save(&model.office.story());
                    update::saved(&mut model, result);
                }
            }
        }
    })
}

/// What an event of the terminal means, where this can be clicked.
pub fn message(event: &Event, spots: &Spots) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Message::Key(*key)),
        Event::Mouse(MouseEvent { kind, column, row, .. }) => match kind {
            MouseEventKind::Down(MouseButton::Left) => spots.at(*column, *row).map(Message::Click),
            MouseEventKind::ScrollUp => Some(Message::Wheel(3)),
            MouseEventKind::ScrollDown => Some(Message::Wheel(-3)),
            _ => None,
        },
        _ => None,
    }
}

fn save(story: &str) -> Result<String, String> {
    std::fs::write(STORY, story)
        .map(|()| STORY.to_owned())
        .map_err(|error| format!("{STORY} cannot be written here: {error}; start the desk in a folder of yours"))
}
