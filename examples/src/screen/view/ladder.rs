//! The ladder below the phones: the newest at the bottom, a lane under each phone.

use super::look;
use crate::ladder::lanes::{self, Ink};
use crate::ladder::{Rung, Seen};
use crate::screen::model::Model;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Columns of the time, at the right.
const TIME: usize = 8;

/// Draws as much of the ladder's end as there is room for.
pub fn draw(model: &Model<'_, '_>, area: Rect, frame: &mut Frame<'_>) {
    let width = usize::from(area.width);
    let posts = lanes::posts(model.phones.len(), width);
    let mut head = vec!['─'; width];
    for (post, phone) in posts.iter().zip(&model.phones) {
        let name = format!("┬ {} ", phone.ext);
        for (place, char) in head.iter_mut().skip(*post).zip(name.chars()) {
            *place = char;
        }
    }
    let mut head: String = head.into_iter().collect();
    if model.scroll > 0 {
        let end = format!(" {} newer ", model.scroll);
        head = head.chars().take(width.saturating_sub(end.len())).collect::<String>() + &end;
    }
    frame.render_widget(Line::styled(head, look::DIM), Rect { height: 1, ..area });
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };

    let rungs = model.office.rungs();
    let shown = rungs.iter().rev().filter(|rung| is_shown(rung)).skip(model.scroll);
    // From the newest upwards, until there is no more room.
    let mut rows: Vec<Line<'_>> = Vec::new();
    for rung in shown.take(usize::from(body.height)) {
        let (ink, text) = lanes::word(&rung.what);
        let time = format!("{:>TIME$.1}", precise(rung.now));
        let words = lanes::rows(usize::from(rung.station), ink, &text, &posts, width - TIME);
        for (index, row) in words.into_iter().enumerate().rev() {
            let mut spans: Vec<Span<'_>> =
                row.into_iter().map(|(text, ink)| Span::styled(text, look::ink(ink))).collect();
            spans.push(Span::styled(if index == 0 { time.clone() } else { String::new() }, look::DIM));
            rows.push(Line::from(spans));
        }
    }
    rows.truncate(usize::from(body.height));
    rows.reverse();
    if rows.is_empty() {
        rows.push(Line::styled(" Press i: a caller calls, and the ladder grows here.", look::ink(Ink::Post)));
        rows.push(Line::styled(format!(" {}", lanes::LEGEND), look::ink(Ink::Post)));
    }
    for (row, y) in rows.into_iter().zip(body.y..) {
        frame.render_widget(row, Rect { y, height: 1, ..body });
    }
}

/// What passes between people, stations and the exchange; how it changes the calls is to be seen on the phones.
fn is_shown(rung: &Rung) -> bool {
    match &rung.what {
        Seen::Signal(_) | Seen::Command(_) | Seen::Request(_) | Seen::Refused(_) => true,
        Seen::Event(text) => text.starts_with("request-failed") || text.starts_with("discrepancy"),
        Seen::Note(_) | Seen::Data(_) | Seen::Stand(_) => false,
    }
}

/// Milliseconds in seconds.
#[allow(clippy::cast_precision_loss, reason = "a time for people")]
fn precise(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}
