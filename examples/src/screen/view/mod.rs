//! The desk as a picture: it reads the model, decides nothing, and says where what can be clicked is.

mod info;
mod keys;
mod ladder;
mod look;
mod over;
mod phone;

use crate::screen::model::{Model, Over};
use crate::screen::update::Spot;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

/// The least that everything fits in.
const SMALLEST: (u16, u16) = (60, 20);
/// From so many columns and rows on, every phone has room for all its soft keys.
const ROOMY: (u16, u16) = (112, 38);
/// Rows of the soft keys of one phone, below the phones.
const STRIP: u16 = 4;

/// What can be clicked, in front last.
#[derive(Clone, Debug, Default)]
pub struct Spots(Vec<(Rect, Spot)>);

impl Spots {
    /// This area is that.
    pub fn add(&mut self, area: Rect, spot: Spot) {
        self.0.push((area, spot));
    }

    /// What is at this place.
    pub fn at(&self, column: u16, row: u16) -> Option<Spot> {
        let here = Position::new(column, row);
        self.0.iter().rev().find(|(area, _)| area.contains(here)).map(|(_, spot)| *spot)
    }
}

/// Draws the desk.
pub fn draw(model: &Model<'_, '_>, frame: &mut Frame<'_>) -> Spots {
    let mut spots = Spots::default();
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let text =
            format!("This window has {}×{}; the desk needs {}×{}.", area.width, area.height, SMALLEST.0, SMALLEST.1);
        frame.render_widget(Line::raw(text), area);
        return spots;
    }
    let roomy = area.width >= ROOMY.0 && area.height >= ROOMY.1;
    let lines = model.phones.iter().map(|phone| phone.lines.len()).max().unwrap_or_default();
    let lines = u16::try_from(lines).unwrap_or_default();
    let grid = keys::rows(area.width / u16::try_from(model.phones.len().max(1)).unwrap_or(1));
    let phones = if roomy { 2 * lines + 3 + grid } else { 2 * lines + 3 };
    let strip = if roomy { 0 } else { STRIP };
    let info = if area.height >= ROOMY.1 { 9 } else { 5 };
    let [phones, strip, ladder, info, status] = area.layout(&Layout::vertical([
        Constraint::Length(phones),
        Constraint::Length(strip),
        Constraint::Min(3),
        Constraint::Length(info),
        Constraint::Length(1),
    ]));
    phone::draw(model, roomy, phones, frame, &mut spots);
    if let Some(phone) = model.phone().filter(|_| !roomy) {
        let strip = Rect { x: strip.x + 1, width: strip.width.saturating_sub(1), ..strip };
        keys::draw(phone.soft_keys(model.chosen(model.focus)), model.focus, true, strip, frame, &mut spots);
    }
    ladder::draw(model, ladder, frame);
    info::draw(model, info, frame);
    draw_status(model, status, frame, &mut spots);
    match &model.over {
        Over::Nothing => {}
        Over::Help(from) => over::help(*from, frame),
        Over::Prompt(prompt) => over::prompt(model, prompt, frame, &mut spots),
    }
    spots
}

/// The last row: what there is to say, else what can be done everywhere; and the time.
fn draw_status(model: &Model<'_, '_>, area: Rect, frame: &mut Frame<'_>, spots: &mut Spots) {
    let clock = look::time(model.office.now());
    let [words, time] = area.layout(&Layout::horizontal([
        Constraint::Min(0),
        Constraint::Length(u16::try_from(clock.len() + 1).unwrap_or_default()),
    ]));
    frame.render_widget(Line::styled(clock, look::DIM), time);
    if let Some(notice) = &model.notice {
        let style = if notice.is_refusal { look::REFUSED } else { look::BOLD };
        frame.render_widget(Line::styled(format!(" {}", notice.text), style), words);
        return;
    }
    let hints: [(&str, &str, Option<Spot>); 6] = [
        ("i", "a caller calls", Some(Spot::Incoming)),
        ("Tab", "phones", None),
        ("↑↓", "lines", None),
        ("0-9", "dial", None),
        ("?", "help", Some(Spot::Help)),
        ("q", "quit", Some(Spot::Quit)),
    ];
    let mut x = words.x + 1;
    for (key, does, spot) in hints {
        let hint = Line::from(vec![Span::styled(key, look::LETTER), Span::raw(format!(" {does}"))]);
        let width = u16::try_from(hint.width()).unwrap_or_default();
        let place = Rect { x, width, ..words }.intersection(words);
        frame.render_widget(hint, place);
        if let Some(spot) = spot {
            spots.add(place, spot);
        }
        x += width + 3;
    }
}
