//! What a station does, told to a log of defmt (feature `defmt`): a line for each thing that passes one of the step's doors. Without the
//! feature nothing of it is compiled, not even what the lines would say.
//!
//! | level | what |
//! |---|---|
//! | `warn` | a discrepancy: the network said what could not be |
//! | `info` | a connection's or the agent's state changes, and why |
//! | `debug` | a command, an event, a refused request |
//! | `trace` | a signal that changed nothing |
//!
//! A line says numbers and states, and never a text: a log holds no telephone number. `DEFMT_LOG` in the firmware's build picks the levels.

use crate::call::sides::Sides;
use crate::cause::Cause;
use crate::id::CallId;
use crate::output::{Output, OutputKind};
use crate::request::Request;
use crate::signal::Signal;
use crate::state::{AgentState, State};

/// One line at a level, as defmt's macro of that name takes it.
macro_rules! line {
    ($level:ident, $text:literal $(, $value:expr)* $(,)?) => {{
        #[cfg(feature = "defmt")]
        defmt::$level!($text $(, $value)*);
        // Never called, so nothing is worked out.
        #[cfg(not(feature = "defmt"))]
        let _ = || { $(let _ = $value;)* };
    }};
}

/// A connection's states change.
#[inline(always)]
pub(crate) fn moved(call: CallId, from: Sides, to: Sides, cause: Cause) {
    line!(
        info,
        "call {=u32}: {} -> {}, far {} -> {}, cause {=u16}",
        call.number(),
        from.local(),
        to.local(),
        from.far(),
        to.far(),
        cause.0
    );
}

/// The agent's state changes, or only its reason.
#[inline(always)]
pub(crate) fn agent_moved(from: AgentState, to: AgentState, reason: u16, cause: Cause) {
    line!(info, "agent: {} -> {}, reason {=u16}, cause {=u16}", from, to, reason, cause.0);
}

/// A step's outputs, when each is complete.
#[inline(always)]
pub(crate) fn told(outputs: &[Output]) {
    if !cfg!(feature = "defmt") {
        return;
    }
    for output in outputs {
        match output.what {
            OutputKind::Discrepancy => line!(
                warn,
                "event {=u32} Discrepancy of call {=u32}: was {}, far {}; said {}, far {}, cause {=u16}",
                output.sequence,
                output.call.number(),
                State::from_bits(output.was),
                State::from_bits(output.was_far),
                State::from_bits(output.state),
                State::from_bits(output.far),
                output.cause.0
            ),
            what if what.is_command() => line!(
                debug,
                "command {} of call {=u32}, other {=u32}, request {=u16}",
                what,
                output.call.number(),
                output.other.number(),
                output.request
            ),
            what => line!(
                debug,
                "event {=u32} {} of call {=u32}, cause {=u16}",
                output.sequence,
                what,
                output.call.number(),
                output.cause.0
            ),
        }
    }
}

/// A request is refused.
#[inline(always)]
pub(crate) fn refused(request: &Request<'_>, reason: Cause) {
    line!(debug, "refused {} of call {=u32}, reason {=u16}", request.what, request.call.number(), reason.0);
}

/// A signal was late or repeated, or meant nothing.
#[inline(always)]
pub(crate) fn ignored(signal: &Signal<'_>) {
    line!(
        trace,
        "ignored {} of call {=u32}, reference {=u64}",
        signal.what,
        signal.call.id.number(),
        signal.call.reference
    );
}
