//! Making a station, and asking it what is not about one call.

use offhook_core::{CallId, ForwardKind, RequestKind, StationState};

use crate::args;
use crate::config::core_config;
use crate::status::{
    OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_NOTHING, OFFHOOK_REFUSED, Status, cause,
};
use crate::storage::{Block, OFFHOOK_BLOCK_SLACK, OFFHOOK_CALL_SIZE, OFFHOOK_OWN_SIZE, Storage, look};
use crate::types;

/// Makes an idle station with room for `calls` calls and `data` bytes of attached data a call.
///
/// The block is at least `OFFHOOK_BLOCK_SIZE(calls, data)` bytes less `OFFHOOK_OWN_SIZE`; what calls and data
/// leave of it is for the station's own texts (agent, queues, forwarding). `config` may be `NULL` for defaults.
///
/// *Returns* done; refused: a policy out of range, a code of the configuration that is in no list, or more than 4096 calls; misuse.
/// *Ownership* storage and block are the caller's memory, in use until the caller gives the station up; neither may
/// be moved or touched meanwhile. Nothing needs to be released.
/// *ISR* no.
/// *Bound* linear in the block.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_station_make(
    station: Option<&mut Storage>,
    station_len: usize,
    block: *mut u8,
    block_len: usize,
    calls: u16,
    data: u16,
    config: Option<&types::Config>,
) -> Status {
    Status::of((|| {
        let station = station.ok_or(OFFHOOK_MISUSE_NULL)?;
        let config = core_config(&args::versioned(config)?);
        let block = Block::new(block, block_len, calls, data)?;
        station.make(station_len, block, |calls, data| {
            StationState::new(&config, calls, data).map_err(|_| OFFHOOK_REFUSED)
        })?;
        Ok(OFFHOOK_DONE)
    })())
}

/// The bytes of `struct offhook_storage` that this library needs.
///
/// *Returns* the size.
/// *Ownership* nothing.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_storage_size() -> usize {
    size_of::<Storage>()
}

/// `OFFHOOK_BLOCK_SIZE` as a function.
///
/// *Returns* the size.
/// *Ownership* nothing.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_block_size(calls: u16, data: u16) -> usize {
    let each = OFFHOOK_CALL_SIZE.saturating_add(data as usize);
    (calls as usize).saturating_mul(each).saturating_add(OFFHOOK_OWN_SIZE.saturating_add(OFFHOOK_BLOCK_SLACK))
}

/// When the next step with `OFFHOOK_INPUT_TIME` is due, in ms; it may be now or earlier: step at once.
///
/// *Returns* done; nothing: no deadline, and `at` is `OFFHOOK_NEVER`; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_deadline(station: Option<&Storage>, at: Option<&mut u64>) -> Status {
    Status::of((|| {
        let at = at.ok_or(OFFHOOK_MISUSE_NULL)?;
        let deadline = look(station)?.deadline();
        *at = deadline.unwrap_or(types::OFFHOOK_NEVER);
        Ok(Status::done(deadline.is_none()))
    })())
}

/// Whether a request (`OFFHOOK_REQUEST_*`) would be granted now; `call` is 0 for those of the agent or the station.
///
/// *Returns* done: it would; refused: `why` has the cause; misuse. `why` may be `NULL`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_allowed(station: Option<&Storage>, request: u8, call: u32, why: Option<&mut u16>) -> Status {
    Status::of((|| {
        let what = RequestKind::from_code(request).ok_or(OFFHOOK_MISUSE_CODE)?;
        let allowed = look(station)?.allowed(what, CallId::from_number(call));
        if let Some(why) = why {
            *why = cause(allowed);
        }
        Ok(if allowed.is_ok() { OFFHOOK_DONE } else { OFFHOOK_REFUSED })
    })())
}

/// The agent's session at this station.
///
/// *Returns* done; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_agent(station: Option<&Storage>, agent: Option<&mut types::Agent>) -> Status {
    Status::of((|| {
        let agent = agent.ok_or(OFFHOOK_MISUSE_NULL)?;
        let station = look(station)?;
        let now = station.agent();
        *agent = types::Agent {
            reason: now.reason,
            state: now.state.code(),
            pending: now.pending.map_or(0, |state| state.code().wrapping_add(1)),
        };
        Ok(OFFHOOK_DONE)
    })())
}

/// How many signals were late or repeated, and ignored.
///
/// *Returns* done; nothing: none was; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_ignored(station: Option<&Storage>, count: Option<&mut u32>) -> Status {
    Status::of((|| {
        let count = count.ok_or(OFFHOOK_MISUSE_NULL)?;
        *count = look(station)?.ignored();
        Ok(if *count == 0 { OFFHOOK_NOTHING } else { OFFHOOK_DONE })
    })())
}

/// Whether a feature of the station is on: `OFFHOOK_REQUEST_FORWARD` (of the kind `OFFHOOK_FORWARD_*`),
/// `OFFHOOK_REQUEST_DO_NOT_DISTURB`, `OFFHOOK_REQUEST_MESSAGE_WAITING`, `OFFHOOK_REQUEST_MUTE`.
///
/// *Returns* done: it is on; nothing: it is off; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_feature(station: Option<&Storage>, request: u8, forward: u8) -> Status {
    Status::of((|| {
        let what = RequestKind::from_code(request).ok_or(OFFHOOK_MISUSE_CODE)?;
        let kind = ForwardKind::from_code(forward).ok_or(OFFHOOK_MISUSE_CODE)?;
        Ok(Status::done(!look(station)?.feature(what, kind)))
    })())
}
