//! Data follows the call: what one call's data gives to another's.

use crate::call::record::{Call, flag};
use crate::data::{Data, DataMut, Key, Known, Record};
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
        let has = |known: Known| self.data(call).records().any(|record| record.is(known));
        if call.parties.get() != 2 || has(Known::Party) {
            return;
        }
        let other = if has(Known::OtherParty) {
            Known::OtherParty
        } else if call.has(flag::OUTGOING) || call.is_consult() {
            Known::Dnis
        } else {
            Known::Ani
        };
        // Without room the party stays unnamed, and counted.
        let _ = self.data_mut(call).duplicate(other, Known::Party);
    }

    /// Copies records between two calls' bytes. What does not fit is told at the end of the step.
    fn copy(&mut self, from: &Call, to: &'t Call, which: fn(&Record<'_>) -> bool) {
        let size = self.state.data;
        let areas = [area(size, from.slot()), area(size, to.slot())];
        let Ok([source, bytes]) = self.data.get_disjoint_mut(areas) else { return };
        let source = Data::new(source.get(..from.used.get() as usize).unwrap_or_default());
        let mut target = DataMut::over(bytes, &to.used);
        for record in source.records().filter(which) {
            let Some(entry) = record.entry() else { continue };
            let there = entry.key != Key::Known(Known::Party) && target.data().get(entry.key).is_some();
            if !there && target.add(entry.key, entry.value, 0).is_err() {
                self.short = Some(to);
            }
        }
    }
}
