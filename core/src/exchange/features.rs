//! The features of a station: what it asks for is so at once, and it hears the same word back.

use super::Exchange;
use super::memory::{Detail, Post};
use super::order::Order;
use super::records::station;
use crate::data::{DataMut, Key, Known};
use crate::output::What;
use crate::signal::SignalKind as K;
use crate::state::ForwardKind;

impl Exchange<'_> {
    pub(super) fn feature(&mut self, order: &Order<'_>) {
        let on = order.command.on != 0;
        let (what, detail, state) = match order.command.what {
            What::CmdForward => {
                let kind = ForwardKind::from_code(order.command.parties).unwrap_or(ForwardKind::Immediate);
                if let Err(error) = self.set_forward(order.station, kind, order.to().unwrap_or_default()) {
                    return self.refuse(order, error.into());
                }
                (K::Forward, Detail::Forward, kind.code())
            }
            What::CmdDoNotDisturb => {
                self.set_flag(order.station, station::DO_NOT_DISTURB, on);
                if !on {
                    self.relist_agent(order.station);
                }
                (K::DoNotDisturb, Detail::Plain, u8::from(on))
            }
            What::CmdMessageWaiting => (K::MessageWaiting, Detail::Plain, u8::from(on)),
            _ => (K::Mute, Detail::Plain, u8::from(on)),
        };
        self.enqueue(Post { station: order.station, what, detail, state, ..Post::EMPTY });
    }

    /// Where a station forwards to; an empty number ends it.
    fn set_forward(&mut self, station: u32, kind: ForwardKind, to: &str) -> Result<(), crate::data::DataError> {
        let key = match kind {
            ForwardKind::Immediate => Known::ForwardImmediate,
            ForwardKind::Busy => Known::ForwardBusy,
            ForwardKind::NoAnswer => Known::ForwardNoAnswer,
        };
        let area = self.own_area(station);
        let bytes = self.memory.texts.get_mut(area).unwrap_or_default();
        let Some(extension) = self.memory.extensions.get_mut(station as usize) else { return Ok(()) };
        let mut texts = DataMut::new(bytes, &mut extension.used);
        if to.is_empty() {
            texts.remove(Key::Known(key));
        } else {
            texts.set(Key::Known(key), to, 0)?;
        }
        self.set_flag(station, station::FORWARD.wrapping_shl(u32::from(kind.code())), !to.is_empty());
        Ok(())
    }

    fn set_flag(&mut self, station: u32, flag: u16, on: bool) {
        let flags = &mut self.extension_mut(station).flags;
        *flags = if on { *flags | flag } else { *flags & !flag };
    }
}
