//! Soft keys, in a grid.

use super::{Spots, look};
use crate::screen::keys::{KEYS, SoftKey};
use crate::screen::update::Spot;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Columns of one key: its letter, the longest label, and a gap.
const KEY: u16 = 13;
/// The most keys that are allowed at once: some of a call's exclude each other.
const MOST: u16 = 24;

/// Rows that the keys of a phone of this width (with its frame) take at most.
pub fn rows(width: u16) -> u16 {
    MOST.div_ceil((width.saturating_sub(2) / KEY).max(1))
}

/// Draws the keys of a phone; the letters count where the keyboard is.
pub fn draw(
    keys: &[&'static SoftKey],
    phone: usize,
    focused: bool,
    area: Rect,
    frame: &mut Frame<'_>,
    spots: &mut Spots,
) {
    debug_assert!(KEYS.len() >= keys.len());
    let columns = usize::from((area.width / KEY).max(1));
    for (index, key) in keys.iter().enumerate() {
        let (column, row) = (u16::try_from(index % columns), u16::try_from(index / columns));
        let (Ok(column), Ok(row)) = (column, row) else { return };
        let place = Rect { x: area.x + column * KEY, y: area.y + row, width: KEY - 1, height: 1 }.intersection(area);
        if place.is_empty() {
            return;
        }
        let (letter, label) = if focused { (look::LETTER, Style::new()) } else { (look::DIM, Style::new()) };
        let text = vec![Span::styled(format!("{} ", key.letter), letter), Span::styled(key.label, label)];
        frame.render_widget(Line::from(text), place);
        spots.add(place, Spot::Key(phone, key));
    }
}

/// Draws the first keys of a phone in one row, as many as fit.
pub fn draw_first(keys: &[&'static SoftKey], phone: usize, area: Rect, frame: &mut Frame<'_>, spots: &mut Spots) {
    let mut x = area.x;
    for key in keys.iter().filter(|key| key.is_of_call()) {
        let width = u16::try_from(key.label.chars().count()).unwrap_or_default();
        if x + width > area.right() {
            return;
        }
        let place = Rect { x, width, ..area };
        frame.render_widget(Line::styled(key.label, Style::new().underlined()), place);
        spots.add(place, Spot::Key(phone, key));
        x += width + 2;
    }
}
