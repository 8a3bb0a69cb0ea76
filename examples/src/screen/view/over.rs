//! What stands in front of the desk: a question, or the help.

use super::{Spots, look};
use crate::ladder::lanes;
use crate::screen::keys::{KEYS, SoftKey};
use crate::screen::model::Model;
use crate::screen::prompt::Prompt;
use crate::screen::update::Spot;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

/// Columns of a question.
const WIDTH: u16 = 46;

/// Draws a question below the phone that asks it.
pub fn prompt(model: &Model<'_, '_>, prompt: &Prompt, frame: &mut Frame<'_>, spots: &mut Spots) {
    let area = frame.area();
    let ext = model.phones.get(prompt.phone).map_or("", |phone| &phone.ext);
    let choices = u16::try_from(prompt.choices.len()).unwrap_or_default();
    let phones = u16::try_from(model.phones.len().max(1)).unwrap_or(1);
    let left = area.width / phones * u16::try_from(prompt.phone).unwrap_or_default() + 2;
    let width = WIDTH.min(area.width);
    let place = Rect { x: left.min(area.width - width), y: area.y + 3, width, height: choices + 5 }.intersection(area);
    let title = Line::styled(format!(" {ext}: {} ", prompt.key.label), look::CHOSEN);
    let block = Block::bordered()
        .border_type(BorderType::Thick)
        .title(title)
        .title_bottom(Line::styled(" Enter does it, Esc leaves ", look::DIM).right_aligned());
    let inside = block.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(block, place);
    spots.add(area, Spot::Quit);
    spots.add(place, Spot::Prompt);
    frame.render_widget(Line::styled(format!(" {}", prompt.question), look::DIM), Rect { height: 1, ..inside });

    let row = Rect { x: inside.x + 3, y: inside.y + 1, width: inside.width.saturating_sub(4), height: 1 };
    frame.render_widget(Line::styled(" ▸", look::LETTER), Rect { x: inside.x, width: 2, ..row });
    let scroll = prompt.input.visual_scroll(usize::from(row.width.saturating_sub(1)));
    let text: String = prompt.input.value().chars().skip(scroll).collect();
    frame.render_widget(Line::styled(text, look::BOLD), row);
    let cursor = u16::try_from(prompt.input.visual_cursor().saturating_sub(scroll)).unwrap_or_default();
    frame.set_cursor_position(Position::new(row.x + cursor, row.y));

    for ((at, choice), y) in prompt.choices.iter().enumerate().zip(inside.y + 3..) {
        let style = if prompt.picked() == Some(at) { look::CHOSEN } else { ratatui::style::Style::new() };
        let place = Rect { y, ..row }.intersection(inside);
        frame.render_widget(Line::styled(choice.as_str(), style), place);
        spots.add(place, Spot::Choice(at));
    }
}

/// What the help says before the keys.
const WORDS: &[&str] = &[
    "An outside caller and three agents are on one exchange. Every phone shows",
    "its lines, and the soft keys that would be granted now, no others.",
    "",
    "  i              the outside caller calls; Enter takes the number",
    "  Tab ← →        another phone        ↑ ↓     another line",
    "  0-9 * #        dial, or send digits PgUp    an older part of the ladder",
    "  S              write all this down as a scenario that `offhook play` plays",
    "  q              quit                 mouse   phones, lines, keys, wheel",
    "",
    "A warm transfer: i, Enter; at 4001 a (answer), c 4002 Enter (consult);",
    "Tab to 4002, a (answer); back to 4001, t (transfer).",
    "",
    "Letters, on the phone with the thick frame:",
];

/// Draws the help from this line on.
pub fn help(from: u16, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut lines: Vec<Line<'_>> = WORDS.iter().map(|line| Line::raw(*line)).collect();
    lines.extend(KEYS.chunks(3).map(|keys| Line::from(keys.iter().flat_map(key).collect::<Vec<_>>())));
    lines.extend([Line::raw(""), Line::raw(format!("In the ladder: {}", lanes::LEGEND))]);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).min(area.height);
    let width = 80.min(area.width);
    let place = Rect { x: (area.width - width) / 2, y: (area.height - height) / 2, width, height };
    let last = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_sub(height.saturating_sub(2));
    let bottom = if last > 0 { " ↑↓ more, any other key closes " } else { " any key closes " };
    let block = Block::bordered()
        .border_type(BorderType::Thick)
        .title(Line::styled(" Help ", look::CHOSEN))
        .title_bottom(Line::styled(bottom, look::DIM).right_aligned());
    frame.render_widget(Clear, place);
    frame.render_widget(Paragraph::new(lines).block(block).scroll((from.min(last), 0)), place);
}

fn key(key: &SoftKey) -> [Span<'static>; 3] {
    [
        Span::styled(format!("  {} ", key.letter), look::LETTER),
        Span::raw(format!("{:<11}", key.label)),
        Span::styled(format!("{:<10} ", shorter(key.what.name())), look::DIM),
    ]
}

/// The request's name in ten columns.
fn shorter(name: &str) -> String {
    if name.chars().count() <= 10 { name.to_owned() } else { name.chars().take(9).chain(['…']).collect() }
}
