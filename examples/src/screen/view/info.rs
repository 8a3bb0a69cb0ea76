//! The call that is chosen: its attached data, and what the CRM received.

use super::look;
use crate::ladder::text::wrap;
use crate::screen::model::Model;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns of a title at the left.
const TITLE: usize = 6;

/// Draws both.
pub fn draw(model: &Model<'_, '_>, area: Rect, frame: &mut Frame<'_>) {
    let Some(phone) = model.phone() else { return };
    let width = usize::from(area.width);
    let line = model.line(model.focus);
    let head = match line {
        Some(line) => {
            let pair = line.pair.as_ref().map(|pair| format!(", a pair with {pair}")).unwrap_or_default();
            format!("─ {}: {} is {} ({}{pair}) ", phone.ext, line.name, line.local.name(), line.kind.name())
        }
        None => format!("─ {}: no call on this line ", phone.ext),
    };
    let rest = "─".repeat(width.saturating_sub(head.chars().count()));
    frame.render_widget(Line::styled(head + &rest, look::DIM), Rect { height: 1, ..area });

    let half = area.height.saturating_sub(1) / 2;
    let room = width.saturating_sub(TITLE + 2);
    let data = line.map(|line| line.data.join("  ")).unwrap_or_default();
    let data = if data.is_empty() { vec!["—".to_owned()] } else { wrap(&data, room) };
    let upper = Rect { y: area.y + 1, height: half, ..area };
    section("Data", data, room, upper, frame);
    let (pop, style) = match model.office.last_pop(&phone.ext).map(|pop| &pop.sent) {
        Some(Ok(url)) => (chunks(url, room), ratatui::style::Style::new()),
        Some(Err(why)) => (wrap(&format!("nothing was sent: {why}"), room), look::REFUSED),
        None if phone.is_outside => (vec!["—".to_owned()], look::DIM),
        None => (vec!["a call that rings here opens the caller's record".to_owned()], look::DIM),
    };
    let lower = Rect { y: upper.bottom(), height: half, ..area };
    let pop = pop.into_iter().collect();
    section_styled("CRM", pop, style, room, lower, frame);
}

fn section(title: &str, lines: Vec<String>, room: usize, area: Rect, frame: &mut Frame<'_>) {
    section_styled(title, lines, ratatui::style::Style::new(), room, area, frame);
}

/// A title and lines beside it; what does not fit is said by an ellipsis.
fn section_styled(
    title: &str,
    mut lines: Vec<String>,
    style: ratatui::style::Style,
    room: usize,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let height = usize::from(area.height);
    if lines.len() > height {
        lines.truncate(height);
        if let Some(last) = lines.last_mut() {
            *last = last.chars().take(room.saturating_sub(1)).chain(['…']).collect();
        }
    }
    for ((index, line), y) in lines.into_iter().enumerate().zip(area.y..) {
        let title = if index == 0 { title } else { "" };
        let text = vec![Span::styled(format!(" {title:<TITLE$}"), look::BOLD), Span::styled(line, style)];
        frame.render_widget(Line::from(text), Rect { y, height: 1, ..area });
    }
}

/// A text without blanks, in lines.
fn chunks(text: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(width.max(1)).map(|line| line.iter().collect()).collect()
}
