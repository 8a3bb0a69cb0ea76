//! Texts of a call, or of the station, as a list of strings; what fits is counted as the bytes would be.

use offhook::data::{HEADER, RESERVED_APPLICATION};
use offhook::{Cause, Entry, Key, Known};

/// One text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The application, empty for the call's own.
    pub app: String,
    /// The name, also of a well-known key.
    pub name: String,
    /// The well-known key.
    pub known: Option<Known>,
    /// The value.
    pub value: String,
    /// The request that set it, 0 for none.
    pub tag: u16,
    /// Only the trace of one that the request removed.
    pub removed: bool,
}

impl Text {
    /// An entry as a text of this request.
    pub fn of(entry: &Entry<'_>, tag: u16) -> Self {
        let key = entry.key.plain();
        let known = if let Key::Known(known) = key { Some(known) } else { None };
        let (app, name) = (key.app().to_owned(), key.name().to_owned());
        Self { app, name, known, value: entry.value.to_owned(), tag, removed: false }
    }

    /// Bytes that it takes.
    pub fn size(&self) -> usize {
        let name = if self.known.is_some() { 0 } else { self.app.len() + self.name.len() };
        HEADER + name + self.value.len()
    }

    /// Whether it stands under this well-known key.
    pub fn is(&self, known: Known) -> bool {
        !self.removed && self.known == Some(known)
    }

    fn same_key(&self, other: &Text) -> bool {
        !self.removed && self.app == other.app && self.name == other.name && self.known == other.known
    }

    /// Whether it gives way to an entry: a trace, or whom a conference's last event was about.
    fn gives_way(&self) -> bool {
        self.removed || self.known == Some(Known::Who)
    }

    /// Whether applications see it.
    pub fn visible(&self) -> bool {
        !self.removed && self.known.is_none_or(|known| known.is_data())
    }
}

/// An ordered list of texts within so many bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The texts.
    pub list: Vec<Text>,
    /// Bytes there are.
    pub bytes: usize,
}

impl Texts {
    /// None, within so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self { list: Vec::new(), bytes }
    }

    /// Bytes that are free.
    pub fn room(&self) -> usize {
        self.bytes - self.list.iter().map(Text::size).sum::<usize>()
    }

    /// Bytes that are free once all has given way that does.
    pub fn room_at_most(&self) -> usize {
        self.bytes - self.list.iter().filter(|text| !text.gives_way()).map(Text::size).sum::<usize>()
    }

    /// The first value of a well-known key.
    pub fn known(&self, known: Known) -> Option<&str> {
        self.list.iter().find(|text| text.is(known)).map(|text| text.value.as_str())
    }

    /// Values of a well-known key.
    pub fn all(&self, known: Known) -> Vec<String> {
        self.list.iter().filter(|text| text.is(known)).map(|text| text.value.clone()).collect()
    }

    /// The first value of this entry's key.
    pub fn get(&self, like: &Text) -> Option<&str> {
        self.list.iter().find(|text| text.same_key(like)).map(|text| text.value.as_str())
    }

    /// Whether so many bytes fit where others go. What gives way does, where that helps.
    fn make_room(&mut self, size: usize, goes: usize) -> bool {
        if self.room() + goes < size && self.room_at_most() + goes >= size {
            self.list.retain(|text| !text.gives_way());
        }
        self.room() + goes >= size
    }

    /// Sets a key's value; whether an application sees a difference, or nothing where it does not fit.
    pub fn set(&mut self, text: Text) -> Option<bool> {
        let held: usize = self.list.iter().filter(|old| old.same_key(&text)).map(Text::size).sum();
        if !self.make_room(text.size(), held) {
            return None;
        }
        let Some(at) = self.list.iter().position(|old| old.same_key(&text)) else {
            self.list.push(text);
            return Some(true);
        };
        let count = self.list.iter().filter(|old| old.same_key(&text)).count();
        let changed = count > 1 || self.list[at].value != text.value;
        let mut seen = false;
        self.list.retain(|old| !old.same_key(&text) || !std::mem::replace(&mut seen, true));
        self.list[at] = text;
        Some(changed)
    }

    /// Puts a text at the end; false where it does not fit.
    pub fn add(&mut self, text: Text) -> bool {
        self.make_room(text.size(), 0) && self.copy(text)
    }

    /// Puts a text of another call, or of another key, at the end: nothing gives way to it. False where it does not fit.
    pub fn copy(&mut self, text: Text) -> bool {
        let fits = text.size() <= self.room();
        if fits {
            self.list.push(text);
        }
        fits
    }

    /// Puts a well-known text at the end.
    pub fn put(&mut self, known: Known, value: &str, tag: u16) -> bool {
        self.add(Text::of(&Entry::known(known, value), tag))
    }

    /// Sets all or none, of two with the same key the later.
    pub fn set_all(&mut self, entries: &[Entry<'_>], tag: u16) -> Result<bool, Cause> {
        let texts: Vec<Text> = entries.iter().map(|entry| Text::of(entry, tag)).collect();
        if texts.iter().any(|text| text.name.is_empty() || text.app == RESERVED_APPLICATION) {
            return Err(Cause::INVALID_PARAMETER_VALUE);
        }
        let before = self.clone();
        // More than enough on the way; what counts is the end of it.
        self.bytes = usize::MAX / 2;
        let mut changed = false;
        for (at, text) in texts.iter().enumerate() {
            if !texts[at + 1..].iter().any(|later| later.same_key(text)) {
                changed |= self.set(text.clone()) == Some(true);
            }
        }
        self.bytes = before.bytes;
        let used: usize = self.list.iter().map(Text::size).sum();
        if used > self.bytes {
            self.list.retain(|text| !text.gives_way());
        }
        if self.list.iter().map(Text::size).sum::<usize>() > self.bytes {
            *self = before;
            return Err(Cause::NO_ROOM);
        }
        Ok(changed)
    }

    /// Removes a key; whether it was there.
    pub fn remove(&mut self, like: &Text) -> bool {
        let before = self.list.len();
        self.list.retain(|text| !text.same_key(like));
        self.list.len() != before
    }

    /// Removes a well-known key.
    pub fn remove_known(&mut self, known: Known) {
        self.list.retain(|text| !text.is(known));
    }

    /// Removes the first text of a well-known key with this value.
    pub fn remove_value(&mut self, known: Known, value: &str) -> bool {
        let at = self.list.iter().position(|text| text.is(known) && text.value == value);
        at.map(|at| self.list.remove(at)).is_some()
    }

    /// Removes a key, and leaves a trace.
    pub fn detach(&mut self, entry: &Entry<'_>, tag: u16) -> bool {
        let like = Text::of(entry, tag);
        let there = self.remove(&like);
        if there {
            self.list.push(Text { value: String::new(), removed: true, ..like });
        }
        there
    }

    /// A request is over: what only it needed goes.
    pub fn end(&mut self, tag: u16) {
        if tag != 0 {
            self.list.retain(|text| text.tag != tag || text.visible());
            self.keep(tag);
        }
    }

    /// A request is over, and its texts stay.
    pub fn keep(&mut self, tag: u16) {
        for text in self.list.iter_mut().filter(|text| text.tag == tag) {
            text.tag = 0;
        }
    }

    /// A log-in is done: its texts stay, but for what is there already.
    pub fn join(&mut self, tag: u16) {
        let there: Vec<Text> = self.list.iter().filter(|text| text.tag != tag).cloned().collect();
        self.list
            .retain(|text| text.tag != tag || !there.iter().any(|old| old.same_key(text) && old.value == text.value));
        self.keep(tag);
    }

    /// The first text of one well-known key becomes the only one of another.
    pub fn rename(&mut self, from: Known, to: Known) {
        if self.known(from).is_some() {
            self.remove_known(to);
            if let Some(text) = self.list.iter_mut().find(|text| text.is(from)) {
                *text = Text::of(&Entry::known(to, &text.value.clone()), 0);
            }
        }
    }

    /// Entries that applications see, as `(application, name, value)`.
    pub fn visible(&self) -> Vec<(&str, &str, &str)> {
        let seen = self.list.iter().filter(|text| text.visible());
        seen.map(|text| (text.app.as_str(), text.name.as_str(), text.value.as_str())).collect()
    }

    /// What a request set.
    pub fn tagged(&self, tag: u16) -> Vec<(String, String, String)> {
        let of = self.list.iter().filter(|text| text.tag == tag);
        of.map(|text| (text.app.clone(), text.name.clone(), text.value.clone())).collect()
    }
}
