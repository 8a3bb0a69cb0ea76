//! Data follows the call: what one call's data gives to another's.

use crate::call::record::{Call, flag};
use crate::data::{Data, DataMut, Known, Record};
use crate::turn::Turn;
use crate::view::{View, area};

/// Whether an entry goes along: what was attached, and the original external id.
fn travels(record: &Record<'_>) -> bool {
    let fact = record.known.is_some_and(|known| known.is_fact() && known != Known::ExternalOriginalReferenceId);
    record.is_data() && !fact
}

impl View<'_, '_> {
    /// Bytes of what a call would give to its consultation call.
    pub fn carried(&self, call: &Call) -> usize {
        self.data(call).records().filter(travels).map(|record| record.size()).sum()
    }
}

impl<'t> Turn<'t> {
    /// Gives a call what applications and the network attached to another one, and the original external id.
    /// What the call has already stays as it is; what does not fit is left out and told.
    pub fn carry(&mut self, from: &Call, to: &'t Call) {
        self.copy(from, to, travels);
    }

    /// Gives a conference the parties of the call that joins it.
    pub fn carry_parties(&mut self, from: &Call, to: &'t Call) {
        self.copy(from, to, |record| record.is(Known::Party));
    }

    /// The other party of a plain call becomes its list of parties.
    pub fn list_parties(&mut self, call: &Call) {
        if call.parties.get() != 2 {
            return;
        }
        let placed = call.has(flag::OUTGOING) || call.is_consult();
        let usual = if placed { Known::Dnis } else { Known::Ani };
        let mut found = None;
        for record in self.data(call).records() {
            if record.is(Known::Party) {
                return;
            }
            if record.is(Known::OtherParty) || found.is_none() && record.is(usual) {
                found = record.known;
            }
        }
        let data = self.data(call);
        // Who left last is not there, also where nobody has named who stayed.
        if let Some(other) = found.filter(|other| data.known(*other) != data.known(Known::Who)) {
            // Without room the party stays unnamed, and counted.
            let _ = self.data_mut(call).duplicate(other, Known::Party);
        }
    }

    /// Copies records between two calls' bytes. What does not fit is told at the end of the step.
    fn copy(&mut self, from: &Call, to: &'t Call, which: fn(&Record<'_>) -> bool) {
        let size = self.state.data;
        let areas = [area(size, from.slot()), area(size, to.slot())];
        let Ok([source, bytes]) = self.data.get_disjoint_mut(areas) else { return };
        let source = source.get(..from.used.get() as usize).unwrap_or_default();
        let mut target = DataMut::over(bytes, &to.used);
        let mut at = 0usize;
        for record in Data::new(source).records() {
            let end = at.saturating_add(record.size());
            let there = !record.is(Known::Party) && target.data().records().any(|other| other.same_key(&record));
            if which(&record) && !there && target.take(source.get(at..end).unwrap_or_default()).is_err() {
                self.short = Some(to);
            }
            at = end;
        }
    }
}
