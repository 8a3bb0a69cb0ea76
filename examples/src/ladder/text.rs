//! The ladder in a terminal: 80 columns, three posts.

use super::lanes::{self, Ink};
use super::{Ladder, Rung, Seen};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Columns between two posts.
const LANE: usize = 33;
/// Columns before the first post: the time.
const MARGIN: usize = 9;
/// Columns of a text on its arrow, which keeps a tail and a head.
const TEXT: usize = LANE - 6;

/// Columns of the lanes, where there are several.
const LANES: usize = 71;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Writes the ladder.
pub fn print(ladder: &Ladder, to: &mut impl Write) -> io::Result<()> {
    if ladder.stations.len() > 1 {
        return side_by_side(ladder, to);
    }
    Printer::default().print(&ladder.stations, &ladder.rungs, to)
}

/// Several stations: a lane each.
fn side_by_side(ladder: &Ladder, to: &mut impl Write) -> io::Result<()> {
    let posts = lanes::posts(ladder.stations.len(), LANES);
    let mut head = " ".repeat(LANES);
    for (post, name) in posts.iter().zip(&ladder.stations) {
        head = head.chars().take(*post).chain(name.chars()).chain(std::iter::repeat(' ')).take(LANES).collect();
    }
    writeln!(to, "{DIM}{}{DIM:#}\n{BOLD}{:>8} {}{BOLD:#}", lanes::LEGEND, "ms", head.trim_end())?;
    let mut time = None;
    for rung in &ladder.rungs {
        // How things stand is said by the events, and the data by the signals and requests.
        if matches!(rung.what, Seen::Stand(_) | Seen::Data(_)) {
            continue;
        }
        let (ink, text) = lanes::word(&rung.what);
        for row in lanes::rows(usize::from(rung.station), ink, &text, &posts, LANES) {
            let shown = if time == Some(rung.now) { String::new() } else { rung.now.to_string() };
            time = Some(rung.now);
            write!(to, "{DIM}{shown:>8}{DIM:#} ")?;
            let last = row.len().saturating_sub(1);
            for (index, (text, ink)) in row.iter().enumerate() {
                let style = style(*ink);
                let text = if index == last { text.trim_end() } else { text };
                write!(to, "{style}{text}{style:#}")?;
            }
            writeln!(to)?;
        }
    }
    Ok(())
}

const fn style(ink: Ink) -> Style {
    match ink {
        Ink::Signal => AnsiColor::Cyan.on_default(),
        Ink::Command => AnsiColor::Yellow.on_default(),
        Ink::Request => AnsiColor::Green.on_default(),
        Ink::Event => AnsiColor::Magenta.on_default(),
        Ink::Refused => AnsiColor::Red.on_default().bold(),
        Ink::Note => BOLD,
        Ink::Post => DIM,
        Ink::Blank => Style::new(),
    }
}

/// Writes rungs as they come, and remembers what the reader has just seen.
#[derive(Clone, Debug, Default)]
pub struct Printer {
    station: Option<u16>,
    time: Option<u64>,
}

impl Printer {
    /// Writes some more rungs of a ladder with these stations.
    pub fn print(&mut self, stations: &[String], rungs: &[Rung], to: &mut impl Write) -> io::Result<()> {
        for rung in rungs {
            if self.station != Some(rung.station) {
                let name = stations.get(usize::from(rung.station)).map_or("", String::as_str);
                heads(name, to)?;
                *self = Self { station: Some(rung.station), time: None };
            }
            let shown = if self.time == Some(rung.now) { String::new() } else { rung.now.to_string() };
            self.time = Some(rung.now);
            self::rung(rung, &shown, to)?;
        }
        Ok(())
    }
}

/// What the three posts stand for.
fn heads(station: &str, to: &mut impl Write) -> io::Result<()> {
    let line = format!("{:<MARGIN$}network{:^53}application", "      ms", station);
    writeln!(to, "{BOLD}{}{BOLD:#}", line.trim_end())
}

fn rung(rung: &Rung, time: &str, to: &mut impl Write) -> io::Result<()> {
    let arrow = match &rung.what {
        Seen::Signal(text) => Arrow { text, left: true, towards_right: true, color: AnsiColor::Cyan },
        Seen::Command(text) => Arrow { text, left: true, towards_right: false, color: AnsiColor::Yellow },
        Seen::Request(text) => Arrow { text, left: false, towards_right: false, color: AnsiColor::Green },
        Seen::Event(text) => Arrow { text, left: false, towards_right: true, color: AnsiColor::Magenta },
        Seen::Refused(reason) => {
            let text = &format!("refused {reason}");
            return draw(&Arrow { text, left: false, towards_right: true, color: AnsiColor::Red }, time, to);
        }
        Seen::Data(_) => return Ok(()),
        Seen::Note(text) => return centered(time, text, DIM, to),
        Seen::Stand(stand) => {
            let mut time = time;
            for one in stand {
                centered(time, &format!("[{one}]"), BOLD, to)?;
                time = "";
            }
            return Ok(());
        }
    };
    draw(&arrow, time, to)
}

/// A message from one post to the next.
struct Arrow<'t> {
    text: &'t str,
    /// Between network and station, else between station and application.
    left: bool,
    towards_right: bool,
    color: AnsiColor,
}

fn draw(arrow: &Arrow<'_>, time: &str, to: &mut impl Write) -> io::Result<()> {
    let style = arrow.color.on_default();
    for (index, text) in wrap(arrow.text, TEXT).iter().enumerate() {
        let line = "─".repeat(TEXT.saturating_sub(text.chars().count()));
        let lane = match (index, arrow.towards_right) {
            (0, true) => format!("── {text} {line}─▶"),
            (0, false) => format!("◀─ {text} {line}──"),
            _ => format!("   {text:<TEXT$}   "),
        };
        let lane = format!("{style}{lane}{style:#}");
        let blank = " ".repeat(LANE);
        let (left, right) = if arrow.left { (&lane, &blank) } else { (&blank, &lane) };
        let time = if index == 0 { time } else { "" };
        writeln!(to, "{DIM}{time:>8}{DIM:#} │{left}│{right}│")?;
    }
    Ok(())
}

/// A text across the station's post.
fn centered(time: &str, text: &str, style: Style, to: &mut impl Write) -> io::Result<()> {
    const WIDTH: usize = 2 * LANE + 1;
    for (index, text) in wrap(text, WIDTH).iter().enumerate() {
        let time = if index == 0 { time } else { "" };
        writeln!(to, "{DIM}{time:>8}{DIM:#} │{style}{text:^WIDTH$}{style:#}│")?;
    }
    Ok(())
}

/// The words of a text in lines of at most so many characters; a longer word is broken.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        while let Some(line) = lines.last_mut() {
            let used = line.chars().count();
            let gap = usize::from(used > 0);
            if used + gap + word.len() <= width {
                line.extend(std::iter::repeat_n(' ', gap).chain(word));
                break;
            }
            if used == 0 {
                line.extend(word.drain(..width));
            }
            lines.push(String::new());
        }
    }
    lines
}
