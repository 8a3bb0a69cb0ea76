//! The names that a file gives to the calls of one station.

use offhook::{CallId, Station, Which};
use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The station's id; none while the station has not heard of the call.
    pub id: CallId,
    /// The network's reference, or the last one; 0 when it has none.
    pub reference: u64,
}

/// The names of one station's calls.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, Named>);

impl Names {
    /// What this name stands for.
    pub fn get(&self, name: &str) -> Option<Named> {
        self.0.get(name).copied()
    }

    /// What this name stands for, or what is wrong with it.
    pub fn need(&self, name: &str) -> Result<Named, String> {
        self.get(name).ok_or_else(|| {
            let known: Vec<&str> = self.0.keys().map(String::as_str).collect();
            let known = if known.is_empty() { "no call yet".to_owned() } else { known.join(" ") };
            format!("this station has no call named `{name}`; it has {known}. A signal or `as NAME` names one")
        })
    }

    /// Names a call.
    pub fn set(&mut self, name: &str, named: Named) {
        self.0.insert(name.to_owned(), named);
    }

    /// Takes a name back that was lent.
    pub fn forget(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Names a call that the station has already.
    pub fn adopt(&mut self, name: &str, id: CallId, reference: u64) {
        self.set(name, Named { id, reference });
    }

    /// How a signal names the call: by reference where it has one.
    pub fn which(named: Named) -> Which {
        match named.reference {
            0 => Which::id(named.id),
            reference => Which::reference(reference),
        }
    }

    /// The name of a call.
    pub fn of(&self, id: CallId) -> Option<&str> {
        self.0.iter().find(|(_, named)| named.id == id && !id.is_none()).map(|(name, _)| name.as_str())
    }

    /// Learns what the station calls them now.
    pub fn refresh(&mut self, station: &Station<'_>) {
        for named in self.0.values_mut() {
            if named.id.is_none() {
                named.id = station.find(named.reference).unwrap_or_default();
            }
            match station.call(named.id) {
                Some(call) if call.reference != 0 => named.reference = call.reference,
                _ => {}
            }
        }
    }

    /// Every name and its call.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Named)> {
        self.0.iter().map(|(name, named)| (name.as_str(), *named))
    }
}
