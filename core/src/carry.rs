//! Data follows the call: what one call's data gives to another's.

use crate::call::record::{Call, flag};
use crate::data::{Data, DataMut, Known, Record};
use crate::turn::Turn;
use crate::view::{View, area};

impl View<'_, '_> {
    /// Bytes of what a call would give to its consultation call.
    pub fn carried(&self, call: &Call) -> usize {
        self.data(call).records().filter(Record::travels).map(|record| record.size()).sum()
    }
}

impl<'t> Turn<'t> {
    /// Gives a call what applications and the network attached to another one, and the original external id.
    /// What the call has already stays as it is; what does not fit is left out and told.
    pub fn carry(&mut self, from: &Call, to: &'t Call) {
        self.copy(from, to, false);
    }

    /// Gives a conference the parties of the call that joins it.
    pub fn carry_parties(&mut self, from: &Call, to: &'t Call) {
        self.copy(from, to, true);
    }

    /// The other party of a plain call becomes its list of parties.
    pub fn list_parties(&mut self, call: &Call) {
        if call.parties.get() != 2 {
            return;
        }
        let placed = call.has(flag::OUTGOING) || call.is_consult();
        let usual = if placed { Known::Dnis } else { Known::Ani };
        let (mut other, mut who) = (None, None);
        for record in self.data(call).records() {
            if record.is(Known::Party) {
                return;
            }
            if record.is(Known::Who) {
                who = Some(record.value);
            }
            if record.is(Known::OtherParty) || other.is_none() && record.is(usual) {
                other = record.known.zip(Some(record.value));
            }
        }
        // Who left last is not there, also where nobody has named who stayed.
        if let Some((other, _)) = other.filter(|(_, name)| who != Some(*name)) {
            // Without room the party stays unnamed, and counted.
            let _ = self.data_mut(call).duplicate(other, Known::Party);
        }
    }

    /// Copies records between two calls' bytes. What does not fit is told at the end of the step.
    fn copy(&mut self, from: &Call, to: &'t Call, parties: bool) {
        let size = self.state.data;
        let areas = [area(size, from.slot()), area(size, to.slot())];
        let Ok([source, bytes]) = self.data.get_disjoint_mut(areas) else { return };
        let source = Data::new(source.get(..from.used.get() as usize).unwrap_or_default());
        if !DataMut::over(bytes, &to.used).take(source, parties, 0) {
            self.short = Some(to);
        }
    }
}
