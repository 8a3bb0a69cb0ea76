//! The step: an input and the time go in, its outputs come back in hand.

use offhook_core::{Cause, MAX_OUTPUTS, Output, Signal, SignalKind, Station, Step};

use crate::args;
use crate::input::{fill, request};
use crate::status::{OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_REFUSED, Status};
use crate::storage::{Storage, open};
use crate::types::{self, Input, OFFHOOK_INPUT_REQUEST, OFFHOOK_INPUT_SIGNAL, OFFHOOK_INPUT_TIME, Taken};

/// One step: gives the station an input, and the time in ms, which never goes back.
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
        let mut station = open(station)?;
        let (input, taken) = (input.ok_or(OFFHOOK_MISUSE_NULL)?, taken.ok_or(OFFHOOK_MISUSE_NULL)?);
        let out = args::outputs(out, out_len)?;
        let step = match input.input {
            OFFHOOK_INPUT_TIME => Ok(tick(&mut station, now, out)),
            OFFHOOK_INPUT_SIGNAL => Ok(hear(&mut station, now, input, out)?),
            OFFHOOK_INPUT_REQUEST => ask(&mut station, now, input, out)?,
            _ => return Err(OFFHOOK_MISUSE_CODE),
        };
        match step {
            Ok(step) => {
                *taken =
                    Taken { call: step.call.number(), request: step.request, cause: 0, outputs: step.outputs.into() };
                Ok(Status::done(step.nothing))
            }
            Err(cause) => {
                *taken = Taken { cause: cause.0, ..Taken::default() };
                Err(OFFHOOK_REFUSED)
            }
        }
    })())
}

// Each kind of input is put together in a frame of its own: the stack holds one of them.

type Out = [Output; MAX_OUTPUTS];

#[inline(never)]
fn tick(station: &mut Station<'_>, now: u64, out: &mut Out) -> Step {
    station.tick(now, out)
}

#[cfg_attr(target_pointer_width = "32", inline(never))]
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn hear(station: &mut Station<'_>, now: u64, input: &Input<'_>, out: &mut Out) -> Result<Step, Status> {
    let mut signal = Signal::new(SignalKind::Initiated);
    fill(&mut signal, input)?;
    Ok(station.hear(now, &signal, out))
}

#[cfg_attr(target_pointer_width = "32", inline(never))]
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn ask(station: &mut Station<'_>, now: u64, input: &Input<'_>, out: &mut Out) -> Result<Result<Step, Cause>, Status> {
    Ok(station.ask(now, &request(input)?, out))
}
