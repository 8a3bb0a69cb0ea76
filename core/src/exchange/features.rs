//! The features of a station: what it asks for is so at once, and it hears the same word back.

use super::Exchange;
use super::order::{Order, Served};
use super::records::station;
use super::route::{forward_flag, forward_key};
use crate::data::{DataMut, Key};
use crate::output::OutputKind;
use crate::signal::SignalKind as K;
use crate::state::ForwardKind;

impl Exchange<'_> {
    #[inline(never)]
    pub(super) fn feature(&mut self, order: &Order<'_>) -> Served {
        let station = order.station;
        let mut state = order.command.on.min(1);
        let what = match order.command.what {
            OutputKind::CmdForward => {
                let kind = ForwardKind::from_code(order.command.parties).unwrap_or(ForwardKind::Immediate);
                self.set_forward(station, kind, order.to().unwrap_or_default())?;
                state = kind.code();
                K::Forward
            }
            OutputKind::CmdDoNotDisturb => {
                self.extension_mut(station).flags.set(station::DO_NOT_DISTURB, state != 0);
                if state == 0 {
                    self.relist_agent(station);
                }
                K::DoNotDisturb
            }
            OutputKind::CmdMessageWaiting => K::MessageWaiting,
            _ => K::Mute,
        };
        self.enqueue(station, what).state = state;
        Ok(())
    }

    /// Where a station forwards to; an empty number ends it.
    fn set_forward(&mut self, station: u32, kind: ForwardKind, to: &str) -> Served {
        let area = self.own_area(station);
        let bytes = self.memory.texts.get_mut(area).unwrap_or_default();
        let Some(extension) = self.memory.extensions.get_mut(station as usize) else { return Ok(()) };
        let (mut texts, key) = (DataMut::new(bytes, &mut extension.used), Key::Known(forward_key(kind)));
        if to.is_empty() {
            texts.remove(key);
        } else {
            texts.set(key, to, 0)?;
        }
        extension.flags.set(forward_flag(kind), !to.is_empty());
        Ok(())
    }
}
