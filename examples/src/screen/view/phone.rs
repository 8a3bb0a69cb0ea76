//! The phones, side by side: each with its agent, its lines and lamps, and soft keys where there is room.

use super::{Spots, keys, look};
use crate::screen::model::Model;
use crate::screen::phone::{Lamp, Line as Call, Phone};
use crate::screen::update::Spot;
use offhook::State;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

/// Draws every phone.
pub fn draw(model: &Model<'_, '_>, roomy: bool, area: Rect, frame: &mut Frame<'_>, spots: &mut Spots) {
    let count = u32::try_from(model.phones.len()).unwrap_or(1);
    let places = Layout::horizontal(vec![Constraint::Ratio(1, count); model.phones.len()]).split(area);
    for ((at, phone), place) in model.phones.iter().enumerate().zip(places.iter()) {
        one(model, at, phone, roomy, *place, frame, spots);
    }
}

fn one(
    model: &Model<'_, '_>,
    at: usize,
    phone: &Phone,
    roomy: bool,
    area: Rect,
    frame: &mut Frame<'_>,
    spots: &mut Spots,
) {
    let focused = model.focus == at;
    let (border, style) = if focused { (BorderType::Thick, look::BOLD) } else { (BorderType::Rounded, look::DIM) };
    let name = match &phone.who {
        Some(who) => format!(" {} {who} ", phone.ext),
        None => format!(" {} ", phone.ext),
    };
    let name = Line::styled(name, if focused { look::CHOSEN } else { look::BOLD });
    let features = phone.features.iter().map(|on| Span::styled(format!(" {on} "), look::REFUSED));
    let block = Block::bordered()
        .border_type(border)
        .border_style(style)
        .title(name)
        .title_bottom(Line::from(features.collect::<Vec<_>>()));
    let inside = block.inner(area);
    frame.render_widget(block, area);
    spots.add(area, Spot::Phone(at));

    let lines = u16::try_from(2 * phone.lines.len()).unwrap_or_default();
    // A narrow phone shows the first keys in the place of its last line's second row.
    let lines = if roomy { lines } else { lines.min(inside.height.saturating_sub(2)) };
    let [agent, lines, soft] =
        inside.layout(&Layout::vertical([Constraint::Length(1), Constraint::Length(lines), Constraint::Min(0)]));
    frame.render_widget(agent_row(phone), agent);
    draw_lines(model, at, phone, lines, frame, spots);
    let allowed = phone.soft_keys(model.chosen(at));
    if roomy {
        keys::draw(allowed, at, focused, soft, frame, spots);
    } else if !focused {
        keys::draw_first(allowed, at, soft, frame, spots);
    }
}

fn agent_row(phone: &Phone) -> Line<'static> {
    if phone.is_outside {
        return Line::styled("outside line", look::DIM);
    }
    let reason = if phone.reason == 0 { String::new() } else { format!(" {}", phone.reason) };
    let mut row = vec![Span::styled(format!("{}{reason}", phone.agent.name()), look::agent(phone.agent))];
    row.extend(phone.pending.map(|next| Span::styled(format!(" → {}", next.name()), look::agent(next))));
    Line::from(row)
}

/// The lines: a call takes two rows, a free line one.
fn draw_lines(model: &Model<'_, '_>, at: usize, phone: &Phone, area: Rect, frame: &mut Frame<'_>, spots: &mut Spots) {
    let mut y = area.y;
    for (number, line) in phone.lines.iter().enumerate() {
        let chosen = model.chosen(at) == number;
        let height = if line.is_some() { 2 } else { 1 };
        let place = Rect { y, height, ..area }.intersection(area);
        let first = Rect { height: 1, ..place };
        let mark = if chosen { "▸" } else { " " };
        let style = if chosen && model.focus == at { look::CHOSEN } else { Style::new() };
        match line {
            None => {
                let text = format!("{mark}○ line {}", number + 1);
                frame.render_widget(Line::styled(text, if chosen { style } else { look::DIM }), first);
            }
            Some(call) => {
                let lit = Lamp::of(call.local).is_lit(model.office.now());
                let lamp = Span::styled(if lit { "●" } else { "○" }, look::call(call.local));
                let party = Span::styled(format!(" {}", call.party), style);
                frame.render_widget(Line::from(vec![Span::raw(mark), lamp, party]), first);
                let second = Rect { x: place.x + 3, y: place.y + 1, width: place.width.saturating_sub(3), height: 1 };
                draw_state(call, model.office.now(), second.intersection(place), frame);
            }
        }
        spots.add(place, Spot::Line(at, number));
        y += height;
    }
}

/// What a call does, and for how long.
fn draw_state(call: &Call, now: u64, area: Rect, frame: &mut Frame<'_>) {
    let local = call.local.name();
    let state = match (call.local, call.far) {
        (_, State::Unknown) => "conference".to_owned(),
        (_, State::Connected | State::Null) => local.to_owned(),
        (State::Connected, far) => format!("far {}", far.name()),
        (_, far) => format!("{local}/{}", far.name()),
    };
    let waits = if call.pending.is_some() { "…" } else { "" };
    let time = look::time(now.saturating_sub(call.since));
    let text = format!("{state}{waits}");
    frame.render_widget(Line::styled(text.clone(), look::call(call.local)), area);
    let room = usize::from(area.width).saturating_sub(text.chars().count());
    if room > time.len() {
        frame.render_widget(Line::styled(time, look::DIM).right_aligned(), area);
    }
}
