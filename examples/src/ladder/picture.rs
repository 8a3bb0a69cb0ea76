//! The ladder as a picture that can be sent on: who says what to whom along a time axis, with the states of calls and
//! agents as coloured bars.

use super::text::wrap;
use super::{Bar, Ladder, Rung, Seen};
use svg::node::element::{Definitions, Line, Marker, Path, Rectangle, Text, Title};
use svg::{Document, Node};

/// Pixels between two posts, where there is one station and where there are several.
const LANES: (usize, usize) = (380, 320);
/// Pixels of the time axis, left of everything.
const AXIS: usize = 84;
/// Pixels from one line to the next.
const ROW: usize = 16;
/// Pixels above the first rung: names and the legend.
const TOP: usize = 92;
/// Tenths of a pixel of a character: what the widest of the fonts takes, and a little.
const CHAR: usize = 73;
/// Pixels after which the names of the posts stand there again.
const PAGE: usize = 900;
/// Pixels of a bar, and from one bar to the next.
const BAR: (usize, usize) = (8, 11);

/// The states' colours, calls first, then agents: the same wherever the state is to be seen.
const COLORS: &[(&str, &str)] = &[
    ("initiated", "#adb5bd"),
    ("alerting", "#f783ac"),
    ("connected", "#51cf66"),
    ("held", "#4dabf7"),
    ("queued", "#b197fc"),
    ("failed", "#ff6b6b"),
    ("not-ready", "#ffa8a8"),
    ("ready", "#b2f2bb"),
    ("reserved", "#faa2c1"),
    ("busy", "#37b24d"),
    ("wrap-up", "#a5d8ff"),
];
/// How many of them are states of calls.
const OF_CALLS: usize = 6;

/// Pixels of so many characters.
const fn pixels(chars: usize) -> usize {
    chars * CHAR / 10
}

/// Characters that so many pixels have room for.
const fn chars(pixels: usize) -> usize {
    pixels * 10 / CHAR
}

/// The picture, as the text of an SVG file.
pub fn picture(ladder: &Ladder) -> String {
    let several = ladder.stations.len() > 1;
    let lane = if several { LANES.1 } else { LANES.0 };
    let mut page = Page {
        document: Document::new(),
        rules: Document::new(),
        behind: Document::new(),
        y: TOP,
        heads: vec![TOP - 28],
        lane,
        stations: ladder.stations.len(),
    };
    let mut bars: Vec<Vec<Running>> = vec![Vec::new(); ladder.stations.len()];
    let mut time = None;
    for rung in &ladder.rungs {
        if time != Some(rung.now) {
            page.tick(rung.now);
            time = Some(rung.now);
        }
        match &rung.what {
            Seen::Stand(_) => {
                let at = usize::from(rung.station);
                if let Some(running) = bars.get_mut(at) {
                    page.bars(at, running, &rung.bars);
                }
            }
            _ => page.word(rung),
        }
    }
    for (at, running) in bars.iter_mut().enumerate() {
        page.bars(at, running, &[]);
    }
    page.finish(&ladder.stations)
}

/// A bar that has begun.
#[derive(Clone, Debug)]
struct Running {
    bar: Bar,
    from: usize,
}

struct Page {
    document: Document,
    /// What lies under everything: the rules of the time axis.
    rules: Document,
    /// What lies under the words and arrows: the bars.
    behind: Document,
    /// Where the next line goes.
    y: usize,
    /// Where the names of the posts stand.
    heads: Vec<usize>,
    lane: usize,
    stations: usize,
}

impl Page {
    /// Where a station's post stands; the network's stands at the left.
    fn post(&self, station: usize) -> usize {
        self.network() + (station + 1) * self.lane
    }

    fn network(&self) -> usize {
        AXIS + 50
    }

    fn width(&self) -> usize {
        self.post(self.stations) + 50
    }

    fn text(&mut self, x: usize, y: usize, text: &str, anchor: &str, color: &str) {
        let text = Text::new(text).set("x", x).set("y", y).set("text-anchor", anchor).set("fill", color);
        // A halo keeps words readable where they cross a post.
        self.document.append(text.set("stroke", "white").set("stroke-width", 4).set("paint-order", "stroke"));
    }

    /// A new time: a rule across, and the time at the axis.
    fn tick(&mut self, now: u64) {
        self.y += ROW / 2;
        if self.heads.last().is_some_and(|last| self.y > last + PAGE) {
            self.heads.push(self.y + ROW / 2);
            self.y += 2 * ROW;
        }
        let y = self.y;
        let rule = Line::new().set("x1", AXIS).set("x2", self.width()).set("y1", y).set("y2", y);
        self.rules.append(rule.set("stroke", "#dee2e6").set("stroke-dasharray", "4 4"));
        self.text(AXIS - 10, y + 4, &format!("{}.{:03} s", now / 1000, now % 1000), "end", "#495057");
        self.y += ROW + 6;
    }

    /// Whose word it is: from and to the network at the left of the post, from and to the user at its right.
    fn word(&mut self, rung: &Rung) {
        let post = self.post(usize::from(rung.station));
        let network = self.network();
        let user = post + self.lane - self.lane / 5;
        match &rung.what {
            Seen::Signal(text) => self.arrow(network, post, text, "#0b7285", ""),
            Seen::Command(text) => self.arrow(post, network, text, "#b35c00", ""),
            Seen::Request(text) => self.arrow(user, post, text, "#2b7a2b", ""),
            Seen::Event(text) => self.arrow(post, user, text, "#862e9c", ""),
            Seen::Refused(reason) => self.arrow(post, user, &format!("refused: {reason}"), "#c92a2a", "5 3"),
            Seen::Data(lines) => self.note(post, lines, "#fff3bf"),
            Seen::Note(text) => self.note(post, std::slice::from_ref(text), "#e7f5ff"),
            Seen::Stand(_) => {}
        }
    }

    /// A message: its words, in lines, over an arrow, beside the station's post.
    fn arrow(&mut self, from: usize, to: usize, text: &str, color: &str, dashes: &str) {
        let network = from.min(to) == self.network();
        let lines = wrap(text, chars(self.lane - 76));
        for line in &lines {
            let (x, anchor) = if network { (from.max(to) - 42, "end") } else { (from.min(to) + 14, "start") };
            self.text(x, self.y, line, anchor, color);
            self.y += ROW;
        }
        let y = self.y - ROW + 6;
        let (start, end) = if from < to { (from, to - 2) } else { (from, to + 2) };
        let line = Line::new().set("x1", start).set("x2", end).set("y1", y).set("y2", y).set("stroke", color);
        self.document
            .append(line.set("stroke-width", 1.5).set("stroke-dasharray", dashes).set("marker-end", "url(#head)"));
        self.y += ROW - 2;
    }

    /// Something at the station itself, in a box right of its post.
    fn note(&mut self, post: usize, lines: &[String], fill: &str) {
        // A sign stays with what it is about.
        let whole = |line: &String| line.replacen("+ ", "+\u{a0}", 1).replacen("- ", "-\u{a0}", 1);
        let lines: Vec<String> = lines.iter().flat_map(|line| wrap(&whole(line), chars(self.lane - 44))).collect();
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        let frame = Rectangle::new()
            .set("x", post + 12)
            .set("y", self.y - 13)
            .set("width", pixels(longest) + 12)
            .set("height", lines.len() * ROW + 4)
            .set("rx", 4);
        self.document.append(frame.set("fill", fill).set("stroke", "#ced4da"));
        for line in lines {
            let text = Text::new(line).set("x", post + 18).set("y", self.y).set("fill", "#212529");
            self.document.append(text);
            self.y += ROW;
        }
        self.y += 6;
    }

    /// The bars go on, change or end here.
    fn bars(&mut self, station: usize, running: &mut Vec<Running>, now: &[Bar]) {
        let post = self.post(station);
        let (ended, lasting): (Vec<Running>, Vec<Running>) = running.drain(..).partition(|one| !now.contains(&one.bar));
        for Running { bar, from } in ended {
            let color = COLORS.iter().find(|(state, _)| *state == bar.state).map_or("#dee2e6", |(_, color)| *color);
            let rectangle = Rectangle::new()
                .set("x", post - 4 - bar.lane * BAR.1)
                .set("y", from)
                .set("width", BAR.0)
                .set("height", self.y.saturating_sub(from + 8).max(4))
                .set("rx", 2);
            let title = Title::new(format!("{}: {}", bar.whose, bar.state));
            self.behind
                .append(rectangle.set("fill", color).set("stroke", "#495057").set("stroke-width", 0.5).add(title));
        }
        let fresh = now.iter().filter(|bar| !lasting.iter().any(|one| one.bar == **bar));
        let from = self.y - 8;
        *running = lasting.iter().cloned().chain(fresh.map(|bar| Running { bar: bar.clone(), from })).collect();
    }

    fn legend(&self, mut under: Document) -> Document {
        let calls = COLORS.get(..OF_CALLS).unwrap_or_default();
        let agents = COLORS.get(OF_CALLS..).unwrap_or_default();
        for (row, (title, states)) in [("calls", calls), ("agent", agents)].into_iter().enumerate() {
            let y = 20 + row * (ROW + 4);
            let mut x = AXIS + 50;
            under = under.add(Text::new(title).set("x", 12).set("y", y).set("fill", "#495057"));
            for (state, color) in states {
                let swatch = Rectangle::new().set("x", x).set("y", y - 10).set("width", 12).set("height", 12);
                under = under
                    .add(swatch.set("rx", 2).set("fill", *color).set("stroke", "#495057").set("stroke-width", 0.5))
                    .add(Text::new(*state).set("x", x + 17).set("y", y).set("fill", "#495057"));
                x += pixels(state.len()) + 40;
            }
        }
        under
    }

    fn finish(self, stations: &[String]) -> String {
        let (width, height) = (self.width().max(620), self.y + 40);
        let tip = Path::new().set("d", "M0,0 L8,4 L0,8 z").set("fill", "#343a40");
        let head =
            Marker::new().set("id", "head").set("markerWidth", 8).set("markerHeight", 8).set("refX", 8).set("refY", 4);
        let under = Document::new()
            .set("viewBox", (0, 0, width, height))
            .set("width", width)
            .set("height", height)
            .set("font-family", "DejaVu Sans Mono, Menlo, Consolas, monospace")
            .set("font-size", 12)
            .add(Definitions::new().add(head.set("orient", "auto").add(tip)))
            .add(Rectangle::new().set("width", "100%").set("height", "100%").set("fill", "white"));
        let mut under = self.legend(under).add(self.rules.clone().set("overflow", "visible"));
        let line = |x: usize| Line::new().set("x1", x).set("x2", x).set("y1", TOP - 20).set("y2", height - 32);
        under = under.add(line(AXIS).set("stroke", "#495057"));
        let posts = (0..stations.len()).map(|station| self.post(station));
        let names = stations.iter().map(String::as_str);
        let posts: Vec<(usize, &str)> = [(self.network(), "network")].into_iter().chain(posts.zip(names)).collect();
        for (x, _) in &posts {
            under = under.add(line(*x).set("stroke", "#adb5bd"));
        }
        under = under.add(self.behind.clone().set("overflow", "visible"));
        for y in self.heads.iter().copied().chain([height - 14]) {
            for (x, name) in &posts {
                let name = Text::new(*name).set("x", *x).set("y", y).set("text-anchor", "middle");
                let halo = name.set("stroke", "white").set("stroke-width", 6).set("paint-order", "stroke");
                under = under.add(halo.set("font-weight", "bold"));
            }
        }
        under.add(self.document.set("overflow", "visible")).to_string()
    }
}
