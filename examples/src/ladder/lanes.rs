//! The ladder with a lane for each station, side by side: the mark on a station's post says whose word it is.

use super::Seen;
use super::text::wrap;

/// What part of a row something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Nothing.
    Blank,
    /// The post of a station.
    Post,
    /// From the network to the station.
    Signal,
    /// From the station to the network.
    Command,
    /// From the user to the station.
    Request,
    /// From the station to the user.
    Event,
    /// A request that was refused.
    Refused,
    /// Something at the station itself.
    Note,
}

/// The marks, for a reader who sees them first.
pub const LEGEND: &str = "▶ request  ▲ command  ▼ signal  ◁ event  ✗ refused";

impl Ink {
    const fn mark(self) -> char {
        match self {
            Self::Signal => '▼',
            Self::Command => '▲',
            Self::Request => '▶',
            Self::Event => '◁',
            Self::Refused => '✗',
            _ => '•',
        }
    }
}

/// Whose word it is, and the word.
pub fn word(seen: &Seen) -> (Ink, String) {
    match seen {
        Seen::Signal(text) => (Ink::Signal, text.clone()),
        Seen::Command(text) => (Ink::Command, text.clone()),
        Seen::Request(text) => (Ink::Request, text.clone()),
        Seen::Event(text) => (Ink::Event, text.clone()),
        Seen::Refused(reason) => (Ink::Refused, format!("refused: {reason}")),
        Seen::Note(text) => (Ink::Note, text.clone()),
        Seen::Data(changes) => (Ink::Note, changes.join("  ")),
        Seen::Stand(stand) => (Ink::Note, stand.join(", ")),
    }
}

/// The columns of so many posts.
pub fn posts(lanes: usize, width: usize) -> Vec<usize> {
    (0..lanes).map(|lane| (lane * width).checked_div(lanes).unwrap_or_default()).collect()
}

/// The rows of one word in its lane, each `width` columns in pieces of one ink, between posts at these columns.
pub fn rows(lane: usize, ink: Ink, text: &str, posts: &[usize], width: usize) -> Vec<Vec<(String, Ink)>> {
    let at = posts.get(lane).copied().unwrap_or_default();
    let (left, right) = (at.saturating_sub(1), width.saturating_sub(at + 2));
    let length = text.chars().count();
    // Beside the post, where there is more room; to its right if it can be.
    let goes_right = length <= right || length > left && right >= left;
    let room = if goes_right { right } else { left };
    let lines = wrap(text, room.max(1));
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let mut row = vec![(' ', Ink::Blank); width];
            for post in posts {
                put(&mut row, *post, "│", Ink::Post);
            }
            if index == 0 {
                put(&mut row, at, &ink.mark().to_string(), ink);
            }
            let start = if goes_right { at + 2 } else { left.saturating_sub(line.chars().count()) };
            put(&mut row, start, line, ink);
            pieces(&row)
        })
        .collect()
}

fn put(row: &mut [(char, Ink)], at: usize, text: &str, ink: Ink) {
    for (place, char) in row.iter_mut().skip(at).zip(text.chars()) {
        *place = (char, ink);
    }
}

fn pieces(row: &[(char, Ink)]) -> Vec<(String, Ink)> {
    row.chunk_by(|one, next| one.1 == next.1)
        .map(|piece| (piece.iter().map(|(char, _)| char).collect(), piece.first().map_or(Ink::Blank, |(_, ink)| *ink)))
        .collect()
}
