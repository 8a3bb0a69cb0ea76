//! The ladder as a picture: a post for the network, for each station, and for the application.

use super::{Ladder, Seen};
use svg::node::element::{Definitions, Line, Marker, Path, Rectangle, Text};
use svg::{Document, Node};

/// Pixels between two posts.
const LANE: usize = 340;
/// Pixels before the first post.
const MARGIN: usize = 110;
/// Pixels from one line to the next.
const ROW: usize = 22;
/// Pixels above the first rung.
const TOP: usize = 60;
/// Characters that fit between two posts.
const CHARS: usize = 38;

/// The picture, as the text of an SVG file.
pub fn picture(ladder: &Ladder) -> String {
    let posts = ladder.stations.len() + 2;
    let mut page = Page { document: Document::new(), y: TOP };
    for (index, rung) in ladder.rungs.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| ladder.rungs.get(before));
        if before.is_none_or(|before| before.now != rung.now) {
            page.text(MARGIN - 12, &format!("{} ms", rung.now), "end", "#777");
        }
        let station = usize::from(rung.station) + 1;
        let application = posts - 1;
        match &rung.what {
            Seen::Signal(text) => page.arrow(0, station, text, "#0b7285"),
            Seen::Command(text) => page.arrow(station, 0, text, "#b35c00"),
            Seen::Request(text) => page.arrow(application, station, text, "#2b7a2b"),
            Seen::Event(text) => page.arrow(station, application, text, "#862e9c"),
            Seen::Refused(reason) => page.arrow(station, application, &format!("refused {reason}"), "#c92a2a"),
            Seen::Note(text) => page.note(station, std::slice::from_ref(text)),
            Seen::Stand(stand) => page.note(station, stand),
        }
    }
    let heads = std::iter::once("network").chain(ladder.stations.iter().map(String::as_str)).chain(["application"]);
    page.finish(heads.collect())
}

struct Page {
    document: Document,
    /// Where the next line goes.
    y: usize,
}

/// Where a post stands.
fn x(post: usize) -> usize {
    MARGIN + post * LANE
}

impl Page {
    fn put(&mut self, node: impl Node) {
        self.document.append(node);
    }

    fn text(&mut self, x: usize, text: &str, anchor: &str, color: &str) {
        let text = Text::new(text).set("x", x).set("y", self.y).set("text-anchor", anchor).set("fill", color);
        self.put(text);
    }

    /// A message from one post to another: its words, in lines, over an arrow.
    fn arrow(&mut self, from: usize, to: usize, text: &str, color: &str) {
        // The words stand beside the station's post, on the side that the arrow is on.
        let lane = if from == 0 || to == 0 { from.max(to) - 1 } else { from.min(to) };
        for line in super::text::wrap(text, CHARS) {
            self.text(x(lane) + LANE / 2, &line, "middle", color);
            self.y += ROW - 6;
        }
        let y = self.y - 10;
        let (start, end) = if from < to { (x(from), x(to) - 2) } else { (x(from), x(to) + 2) };
        let line = Line::new().set("x1", start).set("x2", end).set("y1", y).set("y2", y);
        self.put(line.set("stroke", color).set("stroke-width", 1.5).set("marker-end", "url(#head)"));
        self.y += ROW - 6;
    }

    /// How things stand, in a box on the station's post.
    fn note(&mut self, post: usize, lines: &[String]) {
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        let width = longest * 8 + 16;
        let frame = Rectangle::new()
            .set("x", x(post) - width / 2)
            .set("y", self.y - 14)
            .set("width", width)
            .set("height", lines.len() * (ROW - 6) + 4);
        self.put(frame.set("rx", 4).set("fill", "#fff8db").set("stroke", "#999"));
        for line in lines {
            self.text(x(post), line, "middle", "#222");
            self.y += ROW - 6;
        }
        self.y += ROW - 10;
    }

    fn finish(self, heads: Vec<&str>) -> String {
        let (width, height) = (x(heads.len() - 1) + MARGIN, self.y + 20);
        let tip = Path::new().set("d", "M0,0 L8,4 L0,8 z").set("fill", "#444");
        let head =
            Marker::new().set("id", "head").set("markerWidth", 8).set("markerHeight", 8).set("refX", 8).set("refY", 4);
        let mut under = Document::new()
            .set("viewBox", (0, 0, width, height))
            .set("font-family", "monospace")
            .set("font-size", 13)
            .add(Definitions::new().add(head.set("orient", "auto").add(tip)))
            .add(Rectangle::new().set("width", "100%").set("height", "100%").set("fill", "white"));
        for (post, name) in heads.into_iter().enumerate() {
            let line = Line::new().set("x1", x(post)).set("x2", x(post)).set("y1", TOP - 30).set("y2", height - 10);
            let name = Text::new(name)
                .set("x", x(post))
                .set("y", TOP - 38)
                .set("text-anchor", "middle")
                .set("font-weight", "bold");
            under = under.add(line.set("stroke", "#bbb")).add(name);
        }
        under.add(self.document.set("overflow", "visible")).to_string()
    }
}
