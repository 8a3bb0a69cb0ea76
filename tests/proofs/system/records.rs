//! The exchange's records, read from the form in which they write themselves for debugging.

/// One record: names of fields and their values; words are numbers made of their letters.
#[derive(Clone, Debug, Default)]
pub struct Fields<'t>(Vec<(&'t str, u64)>);

/// The records.
#[derive(Clone, Debug, Default)]
pub struct Records<'t> {
    extensions: Vec<Fields<'t>>,
    connections: Vec<Fields<'t>>,
    calls: Vec<Fields<'t>>,
    /// Queues.
    pub queues: Vec<Fields<'t>>,
    /// Memberships.
    pub members: Vec<Fields<'t>>,
    /// Park places.
    pub places: Vec<Fields<'t>>,
}

/// No record.
const NONE: u64 = u32::MAX as u64;

impl<'t> Records<'t> {
    /// Reads the text.
    pub fn read(text: &'t str) -> Self {
        let mut records = Self::default();
        let (mut kind, mut name, mut within, mut depth) = ("", "", "", 0);
        let mut fields: Vec<(&str, u64)> = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.bytes().position(ends_word) {
            let (word, end) = (&rest[..at], rest.as_bytes()[at]);
            rest = &rest[at + 1..];
            match end {
                b':' => name = word,
                b'{' if depth == 0 => (depth, fields) = (1, Vec::with_capacity(32)),
                b'{' => (depth, within) = (depth + 1, name),
                // The bytes of a number say nothing here.
                b'[' if depth > 1 => rest = rest.split_once(']').map_or("", |(_, rest)| rest),
                b' ' if depth == 0 && !word.is_empty() => kind = word,
                _ => {}
            }
            // Of a type with one field the name says nothing, but for the stages of a call.
            let typed = end == b':' || rest.starts_with('{') || end == b'(' && name != "stage";
            let says = !word.is_empty() && depth > 0 && !typed;
            match (within, name) {
                ("", name) if says => fields.push((name, value(word))),
                // Of a list its first, of a link the next.
                (list, "first" | "after") if says => fields.push((list, value(word))),
                _ => {}
            }
            if end == b'}' {
                (depth, within) = (depth - 1, "");
                if depth == 0 {
                    records.add(kind, Fields(std::mem::take(&mut fields)));
                }
            }
        }
        records
    }

    fn add(&mut self, kind: &str, fields: Fields<'t>) {
        match kind {
            "Extension" => self.extensions.push(fields),
            "Connection" => self.connections.push(fields),
            "Call" => self.calls.push(fields),
            "Queue" => self.queues.push(fields),
            "Member" => self.members.push(fields),
            "Place" => self.places.push(fields),
            _ => {}
        }
    }

    /// A station.
    pub fn extension(&self, at: usize) -> &Fields<'t> {
        &self.extensions[at]
    }

    /// A connection.
    pub fn connection(&self, at: usize) -> &Fields<'t> {
        &self.connections[at]
    }

    /// A connection, where there is one of this number.
    pub fn get_connection(&self, at: usize) -> Option<&Fields<'t>> {
        self.connections.get(at)
    }

    /// A call.
    pub fn call(&self, at: usize) -> &Fields<'t> {
        &self.calls[at]
    }

    /// Calls in use.
    pub fn live_calls(&self) -> impl Iterator<Item = &Fields<'t>> {
        self.calls.iter().filter(|call| call.number("flags") & 1 != 0)
    }

    /// A station's connections, in order.
    pub fn connections_of(&self, station: usize) -> Vec<usize> {
        follow(self.extensions[station].number("connections"), &self.connections, "of_station")
    }

    /// A call's connections, in order.
    pub fn connections_of_call(&self, call: usize) -> Vec<usize> {
        follow(self.calls[call].number("connections"), &self.connections, "of_call")
    }

    /// A queue's calls, in order.
    pub fn calls_of(&self, queue: usize, list: &str) -> Vec<usize> {
        follow(self.queues[queue].number(list), &self.calls, list)
    }

    /// A queue's ready agents, in order.
    pub fn members_of(&self, queue: usize, list: &str) -> Vec<usize> {
        follow(self.queues[queue].number(list), &self.members, "ready")
    }
}

fn follow(first: u64, records: &[Fields<'_>], link: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = first;
    while at != NONE && found.len() <= records.len() {
        found.push(at as usize);
        at = records[at as usize].number(link);
    }
    found
}

impl Fields<'_> {
    /// The value of a field; [`u32::MAX`], no record, where there is none.
    pub fn number(&self, name: &str) -> u64 {
        self.0.iter().find(|(field, _)| *field == name).map_or(NONE, |(_, value)| *value)
    }

    /// Every field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().copied()
    }

    /// When a call's time in its queue is over.
    pub fn overflow(&self) -> Option<u64> {
        const TIMED: u64 = 1 << 3;
        Some(self.number("overflow")).filter(|_| self.number("flags") & TIMED != 0)
    }

    /// Where a call is that has not come to anybody.
    pub fn stage(&self) -> u64 {
        self.0.iter().filter(|(field, _)| *field == "stage").fold(0, |sum, (_, value)| sum * 1031 + value)
    }
}

fn ends_word(byte: u8) -> bool {
    matches!(byte, b' ' | b',' | b'{' | b'}' | b'(' | b')' | b'[' | b']' | b':')
}

fn value(word: &str) -> u64 {
    word.parse()
        .unwrap_or_else(|_| word.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte))))
}
