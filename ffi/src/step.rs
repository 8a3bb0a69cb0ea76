//! The step: an input and the time go in, its outputs come back in hand.

use offhook_core::{Cause, Signal, SignalKind, Step};

use crate::args;
use crate::input::{fill, request, unused};
use crate::status::{OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_REFUSED, Status};
use crate::storage::{Made, Storage, made};
use crate::types::{self, Input, OFFHOOK_INPUT_REQUEST, OFFHOOK_INPUT_SIGNAL, OFFHOOK_INPUT_TIME, Taken};

/// One step: gives the station an input, and the time in ms, which never goes back: an earlier one counts as the latest that was given.
///
/// *Returns* done; nothing: there was nothing to do, or the signal was ignored; refused: `taken->cause` says why;
/// misuse: nothing was written. Otherwise `taken` is written always, and `out[0]` to `out[taken->outputs - 1]`.
/// *Ownership* nothing is kept. `out` has room for `OFFHOOK_MAX_OUTPUTS` at least; room beyond an output written is
/// left undefined.
/// *ISR* no.
/// *Bound* the same however many calls there are; linear in the texts.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_step(
    station: Option<&mut Storage>,
    now: u64,
    input: Option<&Input<'_>>,
    out: *mut types::Output,
    out_len: usize,
    taken: Option<&mut Taken>,
) -> Status {
    Status::of((|| {
        let made = made(station)?;
        let (input, taken) = (input.ok_or(OFFHOOK_MISUSE_NULL)?, taken.ok_or(OFFHOOK_MISUSE_NULL)?);
        // Each is the end of this function, and has its arguments where they are: no frame stays under it.
        match input.input {
            OFFHOOK_INPUT_TIME => Ok(tick(made, now, input, out, out_len, taken)),
            OFFHOOK_INPUT_SIGNAL => Ok(hear(made, now, input, out, out_len, taken)),
            OFFHOOK_INPUT_REQUEST => Ok(ask(made, now, input, out, out_len, taken)),
            _ => Err(OFFHOOK_MISUSE_CODE),
        }
    })())
}

#[inline(never)]
fn tick(
    made: &mut Made,
    now: u64,
    input: &Input<'_>,
    out: *mut types::Output,
    out_len: usize,
    taken: &mut Taken,
) -> Status {
    Status::of((|| {
        let out = args::outputs(out, out_len)?;
        unused(input)?;
        Ok(give(&made.station().tick(now, out), taken))
    })())
}

#[cfg_attr(target_pointer_width = "32", inline(never))]
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn hear(
    made: &mut Made,
    now: u64,
    input: &Input<'_>,
    out: *mut types::Output,
    out_len: usize,
    taken: &mut Taken,
) -> Status {
    Status::of((|| {
        let out = args::outputs(out, out_len)?;
        let mut signal = Signal::new(SignalKind::Initiated);
        fill(&mut signal, input)?;
        Ok(give(&made.station().hear(now, &signal, out), taken))
    })())
}

#[cfg_attr(target_pointer_width = "32", inline(never))]
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn ask(
    made: &mut Made,
    now: u64,
    input: &Input<'_>,
    out: *mut types::Output,
    out_len: usize,
    taken: &mut Taken,
) -> Status {
    Status::of((|| {
        let out = args::outputs(out, out_len)?;
        let request = request(input)?;
        Ok(given(made.station().ask(now, &request, out), taken))
    })())
}

/// What a step came to, as C has it.
#[inline]
fn give(step: &Step, taken: &mut Taken) -> Status {
    *taken = Taken { call: step.call.number(), request: step.request, cause: 0, outputs: step.outputs.into() };
    Status::done(step.nothing)
}

/// The same of a step that may be refused.
#[inline]
pub(crate) fn given(step: Result<Step, Cause>, taken: &mut Taken) -> Status {
    match step {
        Ok(step) => give(&step, taken),
        Err(cause) => {
            *taken = Taken { cause: cause.0, ..Taken::default() };
            OFFHOOK_REFUSED
        }
    }
}
