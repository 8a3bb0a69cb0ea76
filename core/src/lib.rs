//! Call and agent states with call attached data: for desk phones, CTI connectors and PBX firmware.
//!
//! A [`Station`] is one extension: its calls, its agent, and the rules that tie them. It never does I/O,
//! allocates, blocks or looks at a clock. **One call does one [`step`](Station::step)**: an [`Input`] and the time go in, at most
//! [`MAX_OUTPUTS`] [`Output`]s come back in hand.
//!
//! * A [`Signal`] is a fact from the network. It is never refused; what cannot be is believed and told as a discrepancy.
//! * A [`Request`] is a wish of the user or the application. It may be refused, and then nothing has changed. Granted, it becomes a
//!   command for the network, and the state changes when the network's signal says so.
//! * Time is an argument, in milliseconds, and never goes back. At [`Station::deadline`] a step with [`Input::Time`] is due.
//!
//! The contract in one sentence: hand in each signal and each request as one step, send the commands that come back, show
//! the events, and step with time alone when the deadline is there.
//!
//! ```
//! use offhook::{Config, Input, Key, Known, Entry, Output, Request, RequestKind, Signal, SignalKind, Storage, What, Which};
//!
//! # fn main() -> Result<(), offhook::Cause> {
//! // Four calls with 512 bytes of attached data each; the memory is yours.
//! let mut storage = Storage::<4, 512>::new(&Config::default())?;
//! let mut station = storage.station();
//! let mut out = [Output::new(What::Actions); offhook::MAX_OUTPUTS];
//!
//! // The network offers call 17.
//! let from = [Entry::known(Known::Ani, "408-361-3611")];
//! let offered = Signal { call: Which::reference(17), entries: &from, ..Signal::new(SignalKind::Offered) };
//! let call = station.step(0, &Input::Signal(offered), &mut out)?.call;
//!
//! // The user answers: a command for the network.
//! let answer = Request { call, ..Request::new(RequestKind::Answer) };
//! let step = station.step(1_200, &Input::Request(answer), &mut out)?;
//! assert_eq!(out[0].what, What::CmdAnswer);
//! assert_eq!(out[0].request, step.request);
//!
//! // The network says so, and the state changes.
//! let established = Signal { call: Which::reference(17), ..Signal::new(SignalKind::Established) };
//! station.step(1_250, &Input::Signal(established), &mut out)?;
//! assert_eq!(out[0].local_state(), Some(offhook::State::Connected));
//! assert_eq!(station.call(call).map(|call| call.local), Some(offhook::State::Connected));
//! assert_eq!(station.data(call).and_then(|data| data.get(Key::new("", "ANI"))), Some("408-361-3611"));
//! # Ok(())
//! # }
//! ```
//!
//! Where to look: [`call::row`] for the rules, [`panel`] for keys, lamps and ringing, [`Config`] for policies and quirks, [`codec`] for the formats of attached data,
//! [`trace`] for recording and replaying, [`exchange`] for the switch's side, [`inbox`] for interrupts, [`vendor`] for the words of other systems, `DESIGN.md` for why, `SPEC.md` for bytes and numbers.
#![no_std]
#![forbid(unsafe_code)]

pub mod agent;
mod answers;
mod bytes;
pub mod call;
mod carry;
pub mod cause;
pub mod codec;
pub mod config;
pub mod data;
mod decide;
pub mod exchange;
mod features;
#[cfg(feature = "embedded-storage")]
pub mod flash;
mod grant;
mod hand;
mod id;
pub mod inbox;
mod joins;
mod link;
mod list;
mod log;
mod order;
mod output;
pub mod panel;
mod pending;
mod request;
#[cfg(feature = "critical-section")]
pub mod shared;
mod signal;
mod signals;
mod snapshot;
mod state;
mod station;
pub mod storage;
pub mod syntax;
mod timers;
pub mod trace;
mod turn;
pub mod vendor;
mod view;
mod wire;

use core::sync::atomic;

pub use agent::AgentInfo;
pub use call::record::{Call, CallInfo};
pub use cause::Cause;
pub use config::{Config, Mode, Quirk, WrapUpWish};
pub use data::{Entry, Key, Known};
pub use id::{CallId, Which};
pub use output::{Link, MAX_OUTPUTS, Output, What};
pub use request::{Request, RequestKind};
pub use signal::{Signal, SignalKind};
pub use snapshot::SnapshotError;
pub use state::{AgentState, CallKind, ForwardKind, Presentation, Purpose, State, simple_call_state};
pub use station::{Input, Station, Step};
pub use storage::{State as StationState, Storage};
