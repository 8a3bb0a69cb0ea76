//! Random entries and mutated texts, for every comparison: the same on every machine.

use offhook::Entry;

/// xorshift: the same numbers on every machine.
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// A number below this.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    /// One of them.
    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

const PIECES: [&str; 24] = [
    "a",
    "value",
    "408-361-3611",
    " ",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "%",
    "+",
    "#",
    "=",
    "\\",
    "]]>",
    "\r\n",
    "\t",
    "\0",
    "é",
    "😀",
    "שלום",
    "\u{feff}",
    "\u{7f}",
    "%41",
];

/// Up to five pieces, most of which mean something somewhere.
pub fn value(random: &mut Random) -> String {
    (0..random.below(6)).map(|_| random.one(&PIECES)).collect()
}

/// As the library takes them.
pub fn entries(triples: &[(String, String, String)]) -> Vec<Entry<'_>> {
    triples.iter().map(|(app, name, value)| Entry::new(app, name, value)).collect()
}

/// Changes some bytes: cut, doubled, exchanged, or replaced by what means something.
pub fn mutated(random: &mut Random, text: &[u8], pieces: &[&str]) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(text.len() + 1);
        let end = (at + random.below(9)).min(text.len());
        let piece = match random.below(5) {
            0 => Vec::new(),
            1 => text[at..end].repeat(2),
            2 => vec![random.below(256) as u8],
            _ => random.one(pieces).as_bytes().to_vec(),
        };
        text.splice(at..if random.below(2) == 0 { end } else { at }, piece);
    }
    text
}

/// Whether this place is in a declaration or a processing instruction.
pub fn in_instruction(text: &[u8], at: usize) -> bool {
    let before = &text[..text.len().min(at + 2)];
    let last = |two: &[u8]| before.windows(2).rposition(|window| window == two);
    last(b"<?").is_some_and(|opens| last(b"?>").is_none_or(|closes| closes < opens))
}
