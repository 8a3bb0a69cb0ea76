//! The exchange at work: commands in, signals out.

use core::ffi::c_char;

use offhook_core::exchange::{INVALID_DEVICE, RESOURCE_BUSY};
use offhook_core::{CallId, Cause};

use crate::args::{self, Entries, text};
use crate::input::{from_signal, switch};
use crate::status::{
    OFFHOOK_BUSY, OFFHOOK_DONE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_CALL, OFFHOOK_NO_STATION, OFFHOOK_NOTHING,
    OFFHOOK_REFUSED, Status,
};
use crate::storage::{Exchange, look_at_exchange, open_exchange};
use crate::types::{Input, OFFHOOK_NEVER, Output};

/// One signal for one station.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct Delivery<'a> {
    /// The exchange's number of the call, 0 for none: the same for every station in it, and never used again.
    pub call: u64,
    /// The signal, as `offhook_step` takes it.
    pub input: Input<'a>,
    /// The station that is to be given it.
    pub station: u32,
    /// 0.
    pub reserved: u32,
}

/// A connection of a station to a call, as the exchange knows it.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Connection {
    /// The exchange's number of the call: the same for every station in it, and never used again.
    pub call: u64,
    /// `OFFHOOK_STATE_*`.
    pub local: u8,
    /// `OFFHOOK_STATE_*`.
    pub far: u8,
    /// 0.
    pub reserved: [u8; 6],
}

/// One command of a station (`what` below `OFFHOOK_EVENTS`), with its texts as `offhook_output_texts` gives them. What it
/// leads to is taken by `offhook_exchange_next` before the next command. Events are no commands, and are passed over.
///
/// `other` is the network's reference of the call `command->other` (`offhook_call` tells it), 0 where it has none.
///
/// *Returns* done; no station; busy: there are signals to be taken first; misuse. A command that cannot be carried out is
/// refused by a signal to its station.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* the same however many stations and calls there are; linear in the parties of a call and in the texts.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_command(
    exchange: Option<&mut Exchange>,
    now: u64,
    station: u32,
    command: Option<&Output>,
    other: u64,
    entries: Option<&Entries>,
) -> Status {
    Status::of((|| {
        let command = command.ok_or(OFFHOOK_MISUSE_NULL)?;
        let exchange = open_exchange(exchange)?;
        let (command, entries) = (args::output(command)?, args::entries(entries)?);
        taken(exchange.command(now, station, command, other, entries))
    })())
}

/// The next signal, in order of extension: a step of the station that `delivery` names. Its texts are collected in `entries`,
/// which its input refers to. To be called until there is nothing more.
///
/// *Returns* done; nothing: every station has been told; misuse.
/// *Ownership* the texts are in the exchange's block, and good until its next change; `entries` is the caller's.
/// *ISR* no.
/// *Bound* linear in the call's data.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_next<'a>(
    exchange: Option<&mut Exchange>,
    entries: Option<&'a mut Entries>,
    delivery: Option<&mut Delivery<'a>>,
) -> Status {
    Status::of((|| {
        let exchange = open_exchange(exchange)?;
        let (entries, delivery) = (entries.ok_or(OFFHOOK_MISUSE_NULL)?, delivery.ok_or(OFFHOOK_MISUSE_NULL)?);
        entries.clear();
        // There are no more of them than it has room for.
        let told = exchange.next_with(|entry| _ = entries.add(entry));
        let Some(told) = told else { return Ok(OFFHOOK_NOTHING) };
        from_signal(&mut delivery.input, &told.signal);
        (delivery.call, delivery.station, delivery.reserved) = (told.call, told.station, 0);
        delivery.input.entries = Some(entries);
        Ok(OFFHOOK_DONE)
    })())
}

/// Time passes: what is due is done, and what it leads to is taken by `offhook_exchange_next`.
///
/// *Returns* done; busy: there are signals to be taken first; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* as `offhook_exchange_command`.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_tick(exchange: Option<&mut Exchange>, now: u64) -> Status {
    Status::of((|| taken(open_exchange(exchange)?.tick(now)))())
}

/// When `offhook_exchange_tick` is due, in ms; it may be now or earlier: then at once.
///
/// *Returns* done; nothing: no deadline, and `at` is `OFFHOOK_NEVER`; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_deadline(exchange: Option<&Exchange>, at: Option<&mut u64>) -> Status {
    Status::of((|| {
        let at = at.ok_or(OFFHOOK_MISUSE_NULL)?;
        let deadline = look_at_exchange(exchange)?.deadline();
        *at = deadline.unwrap_or(OFFHOOK_NEVER);
        Ok(Status::done(deadline.is_none()))
    })())
}

/// A station can be reached (`plugged` is 1), or not any more (0): then its calls end, one a turn.
///
/// *Returns* done; no station; busy: there are signals to be taken first; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* as `offhook_exchange_command`.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_plug(
    exchange: Option<&mut Exchange>,
    now: u64,
    station: u32,
    plugged: u8,
) -> Status {
    Status::of((|| taken(open_exchange(exchange)?.plug(now, station, switch(plugged)?)))())
}

/// The station with this number.
///
/// *Returns* done; no station; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the number.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_find(
    exchange: Option<&Exchange>,
    number: *const c_char,
    number_len: usize,
    station: Option<&mut u32>,
) -> Status {
    Status::of((|| {
        let station = station.ok_or(OFFHOOK_MISUSE_NULL)?;
        let found = look_at_exchange(exchange)?.find(text(number, number_len)?);
        *station = found.ok_or(OFFHOOK_NO_STATION)?;
        Ok(OFFHOOK_DONE)
    })())
}

/// A connection of a station, by the network's reference, or by the station's id of the call where `reference` is 0.
///
/// *Returns* done; no call; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant by reference; linear in the station's calls by id.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_connection(
    exchange: Option<&Exchange>,
    station: u32,
    call: u32,
    reference: u64,
    connection: Option<&mut Connection>,
) -> Status {
    Status::of((|| {
        let connection = connection.ok_or(OFFHOOK_MISUSE_NULL)?;
        let (exchange, id) = (look_at_exchange(exchange)?, CallId::from_number(call));
        let (local, far) = exchange.states(station, id, reference).ok_or(OFFHOOK_NO_CALL)?;
        let call = exchange.call_of(station, id, reference);
        *connection = Connection { call, local: local.code(), far: far.code(), reserved: [0; 6] };
        Ok(OFFHOOK_DONE)
    })())
}

/// Whether no call is left, and no signal is still to be taken.
///
/// *Returns* done: nothing is left; nothing: there is a call, or a signal to be taken; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the stations.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_exchange_idle(exchange: Option<&Exchange>) -> Status {
    Status::of((|| Ok(Status::done(!look_at_exchange(exchange)?.is_idle())))())
}

fn taken(result: Result<(), Cause>) -> Result<Status, Status> {
    match result {
        Ok(()) => Ok(OFFHOOK_DONE),
        Err(INVALID_DEVICE) => Err(OFFHOOK_NO_STATION),
        Err(RESOURCE_BUSY) => Err(OFFHOOK_BUSY),
        Err(_) => Err(OFFHOOK_REFUSED),
    }
}
