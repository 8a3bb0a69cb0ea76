//! Data follows the call: what one call's data gives to another's.

use crate::call::record::{Call, Slot};
use crate::data::{Data, DataMut, Key, Known, Record};
use crate::state::CallKind;
use crate::turn::Turn;
use crate::view::{View, area};

/// Whether an entry goes along: what was attached, and the original external id.
fn travels(record: &Record<'_>) -> bool {
    let fact = record.known.is_some_and(|known| known.is_fact() && known != Known::ExternalOriginalReferenceId);
    record.is_data() && !fact
}

impl View<'_> {
    /// Bytes of what a call would give to its consultation call.
    pub fn carried(&self, slot: Slot) -> usize {
        self.data(slot).records().filter(travels).map(|record| record.size()).sum()
    }
}

impl Turn<'_> {
    /// Gives a call what applications and the network attached to another one, and the original external id.
    /// What the call has already stays as it is; what does not fit is left out and told.
    pub fn carry(&mut self, from: Slot, to: Slot) {
        if !self.copy(from, to, travels) {
            self.left_out(to);
        }
    }

    /// Gives a conference the parties of the call that joins it.
    pub fn carry_parties(&mut self, from: Slot, to: Slot) {
        if !self.copy(from, to, |record| record.is(Known::Party)) {
            self.left_out(to);
        }
    }

    /// The other party of a plain call becomes its list of parties.
    pub fn list_parties(&mut self, slot: Slot) {
        let has = |known: Known| self.data(slot).records().any(|record| record.is(known));
        if self.at(slot).parties != 2 || has(Known::Party) {
            return;
        }
        let placed =
            self.at(slot).has(crate::call::record::flag::OUTGOING) || self.at(slot).kind() == CallKind::Consult;
        let other = if has(Known::OtherParty) {
            Known::OtherParty
        } else if placed {
            Known::Dnis
        } else {
            Known::Ani
        };
        // Without room the party stays unnamed, and counted.
        let _ = self.data_mut(slot).duplicate(other, Known::Party);
    }

    /// Copies records between two calls' bytes; false when one did not fit.
    fn copy(&mut self, from: Slot, to: Slot, which: impl Fn(&Record<'_>) -> bool) -> bool {
        let size = self.state.data;
        let areas = [area(size, from), area(size, to)];
        let Ok([source, bytes]) = self.data.get_disjoint_mut(areas) else { return true };
        let Some(used) = self.calls.get(from as usize).map(|call: &Call| call.used) else { return true };
        let Some(call) = self.calls.get_mut(to as usize) else { return true };
        let source = Data::new(source.get(..used as usize).unwrap_or_default());
        let mut target = DataMut::new(bytes, &mut call.used);
        let mut fits = true;
        for record in source.records().filter(|record| which(record)) {
            let Some(entry) = record.entry() else { continue };
            let there = entry.key != Key::Known(Known::Party) && target.data().get(entry.key).is_some();
            if !there {
                fits &= target.add(entry.key, entry.value, 0).is_ok();
            }
        }
        fits
    }
}
