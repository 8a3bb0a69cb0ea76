//! Lists whose links lie in the records themselves: a record enters and leaves in constant work, and the caller's
//! memory is all there is.

/// No record.
pub(super) const NONE: u32 = u32::MAX;

/// A record's place in one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(super) struct Links {
    before: u32,
    after: u32,
}

impl Links {
    pub const EMPTY: Self = Self { before: NONE, after: NONE };

    /// The next record.
    pub const fn after(self) -> u32 {
        self.after
    }
}

/// A record that can be in the list number `LIST`.
pub(super) trait Node<const LIST: u8> {
    fn links(&self) -> &Links;
    fn links_mut(&mut self) -> &mut Links;
}

/// One list of records of a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(super) struct List<const LIST: u8> {
    pub first: u32,
    pub last: u32,
}

impl<const LIST: u8> List<LIST> {
    pub const EMPTY: Self = Self { first: NONE, last: NONE };

    /// Every record of a slice, in order.
    pub fn all<T: Node<LIST>>(items: &mut [T]) -> Self {
        let mut list = Self::EMPTY;
        for at in (0..items.len()).filter_map(|at| u32::try_from(at).ok()) {
            list.push_back(items, at);
        }
        list
    }

    pub fn is_empty(&self) -> bool {
        self.first == NONE
    }

    /// The record after this one.
    pub fn after<T: Node<LIST>>(items: &[T], at: u32) -> u32 {
        items.get(at as usize).map_or(NONE, |item| item.links().after)
    }

    /// The records in order. A record may leave while it is the current one's predecessor.
    pub fn iter<'i, T: Node<LIST>>(&self, items: &'i [T]) -> impl Iterator<Item = u32> + use<'i, T, LIST> {
        let mut at = self.first;
        core::iter::from_fn(move || {
            let this = at;
            at = Self::after(items, this);
            (this != NONE).then_some(this)
        })
    }

    pub fn push_back<T: Node<LIST>>(&mut self, items: &mut [T], at: u32) {
        let before = self.last;
        if let Some(item) = items.get_mut(at as usize) {
            *item.links_mut() = Links { before, after: NONE };
            self.last = at;
            match items.get_mut(before as usize) {
                Some(item) => item.links_mut().after = at,
                None => self.first = at,
            }
        }
    }

    pub fn push_front<T: Node<LIST>>(&mut self, items: &mut [T], at: u32) {
        self.insert(items, at, self.first);
    }

    /// Puts a record in before another one, or at the end.
    pub fn insert<T: Node<LIST>>(&mut self, items: &mut [T], at: u32, next: u32) {
        let Some(before) = items.get(next as usize).map(|item| item.links().before) else {
            return self.push_back(items, at);
        };
        if let Some(item) = items.get_mut(at as usize) {
            *item.links_mut() = Links { before, after: next };
            match items.get_mut(before as usize) {
                Some(item) => item.links_mut().after = at,
                None => self.first = at,
            }
            if let Some(item) = items.get_mut(next as usize) {
                item.links_mut().before = at;
            }
        }
    }

    pub fn pop_front<T: Node<LIST>>(&mut self, items: &mut [T]) -> Option<u32> {
        let first = self.first;
        if first == NONE {
            return None;
        }
        self.remove(items, first);
        Some(first)
    }

    /// Takes out a record that is in this list.
    pub fn remove<T: Node<LIST>>(&mut self, items: &mut [T], at: u32) {
        let Some(item) = items.get_mut(at as usize) else { return };
        let Links { before, after } = core::mem::replace(item.links_mut(), Links::EMPTY);
        match items.get_mut(before as usize) {
            Some(item) => item.links_mut().after = after,
            None => self.first = after,
        }
        match items.get_mut(after as usize) {
            Some(item) => item.links_mut().before = before,
            None => self.last = before,
        }
    }

    /// Puts a record into another one's place in this list.
    pub fn replace<T: Node<LIST>>(&mut self, items: &mut [T], old: u32, new: u32) {
        let Some(links) = items.get(old as usize).map(|item| *item.links()) else { return };
        if let Some(item) = items.get_mut(new as usize) {
            *item.links_mut() = links;
        }
        match items.get_mut(links.before as usize) {
            Some(item) => item.links_mut().after = new,
            None => self.first = new,
        }
        match items.get_mut(links.after as usize) {
            Some(item) => item.links_mut().before = new,
            None => self.last = new,
        }
        if let Some(item) = items.get_mut(old as usize) {
            *item.links_mut() = Links::EMPTY;
        }
    }
}
