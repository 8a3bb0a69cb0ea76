//! Call and agent states with call attached data: for desk phones, CTI connectors and PBX firmware.
//!
//! A [`Station`] is one extension: its calls, its agent, and the rules that tie them. It never does I/O, allocates, blocks or
//! looks at a clock. **One call does one [`step`](Station::step)**: an [`Input`] and the time go in, at most [`MAX_OUTPUTS`]
//! [`Output`]s come back in hand.
//!
//! # The contract
//!
//! Hand in each signal and each request as one step, send the commands that come back, show the events, and step with time
//! alone when the deadline is there.
//!
//! * A [`Signal`] is a fact from the network. It is never refused; what cannot be is believed and told as a discrepancy.
//! * A [`Request`] is a wish of the user or the application. It may be refused with a [`Cause`], and then nothing has changed.
//!   Granted, it becomes a command for the network, and the state changes when the network's signal says so.
//! * Time is an argument, in milliseconds, and never goes back. At [`Station::deadline`] a step with [`Input::Time`] is due.
//!
//! # A call comes in
//!
//! ```
//! use offhook::{Config, Entry, Input, Known, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind, Signal, SignalKind, State, Storage, Which};
//!
//! # fn main() -> Result<(), offhook::Cause> {
//! // Four calls with 512 bytes of attached data each; the memory is yours.
//! let mut storage = Storage::<4, 512>::new(&Config::default())?;
//! let mut station = storage.station();
//! let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
//!
//! // The network offers a call, which it calls 17.
//! let from = [Entry::known(Known::Ani, "408-361-3611")];
//! let offered = Signal { call: Which::reference(17), entries: &from, ..Signal::new(SignalKind::Offered) };
//! let call = station.step(0, &Input::Signal(offered), &mut out)?.call;
//!
//! // The user answers: a command for the network.
//! let answer = Request { call, ..Request::new(RequestKind::Answer) };
//! let step = station.step(1_200, &Input::Request(answer), &mut out)?;
//! assert_eq!((out[0].what, out[0].request), (OutputKind::CmdAnswer, step.request));
//! assert_eq!(station.call(call).map(|call| call.local), Some(State::Alerting)); // still
//!
//! // The network says so, and the state changes.
//! let established = Signal { call: Which::reference(17), ..Signal::new(SignalKind::Established) };
//! station.step(1_250, &Input::Signal(established), &mut out)?;
//! assert_eq!((out[0].what, out[0].local_state()), (OutputKind::Call, Some(State::Connected)));
//! assert_eq!(station.data(call).and_then(|data| data.known(Known::Ani)), Some("408-361-3611"));
//! # Ok(())
//! # }
//! ```
//!
//! # A call goes out
//!
//! What belongs to a command stands in [`Station::texts`] until its request ends. The new call has an id at once; its reference
//! is what the network's first signal calls it. Where the network keeps silent, the deadline ends the request.
//!
//! ```
//! # use offhook::{CallId, Cause, Config, Entry, Input, Known, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind, State, Storage};
//! # fn main() -> Result<(), Cause> {
//! # let mut storage = Storage::<4, 512>::new(&Config::default())?;
//! # let mut station = storage.station();
//! # let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
//! let to = [Entry::known(Known::To, "4002")];
//! let make = Request { entries: &to, ..Request::new(RequestKind::MakeCall) };
//! let call = station.step(0, &Input::Request(make), &mut out)?.call;
//! assert_eq!((out[0].what, out[0].call), (OutputKind::CmdMakeCall, call));
//! assert!(station.texts(&out[0]).eq([Entry::known(Known::Dnis, "4002")]));
//!
//! // What is asked for at the wrong time is refused, and says why.
//! assert_eq!(station.allowed(RequestKind::Hold, call), Err(Cause::REQUEST_PENDING));
//!
//! // The network does not answer: time alone ends it.
//! let due = station.deadline().ok_or(Cause::NONE)?;
//! let step = station.step(due, &Input::Time, &mut out)?;
//! let told = &out[..step.outputs.into()];
//! assert!(told.iter().any(|output| output.what == OutputKind::RequestFailed && output.cause == Cause::TIMED_OUT));
//! assert_eq!(station.call(call).map(|call| call.local), Some(State::Null));
//! # Ok(())
//! # }
//! ```
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | what a signal moves, when a request is allowed | [`call::row`], [`agent::row`] |
//! | policies, capabilities of a switch, a vendor's quirks | [`Config`] |
//! | numbers, ids and data of a call | [`data`], its formats in [`codec`], the words of other systems in [`vendor`] |
//! | a station that outlives a power cut | [`Station::save`], [`Station::restore`], `flash` (feature `embedded-storage`) |
//! | recording and playing again | [`trace`] |
//! | keys, lamps and ringing of a phone | [`panel`], its pins in `panel::pins` (feature `embedded-hal`) |
//! | interrupts | [`inbox`], or `shared` (feature `critical-section`) |
//! | the switch that stations talk to | [`exchange`] |
//! | outputs in a vector, public types in other formats and in logs | the features `heapless`, `serde`, `defmt` |
//!
//! `DESIGN.md` says why it is so, `SPEC.md` has bytes and numbers.
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
pub use output::{Link, MAX_OUTPUTS, Output, OutputKind};
pub use request::{Request, RequestKind};
pub use signal::{Signal, SignalKind};
pub use snapshot::SnapshotError;
pub use state::{AgentState, CallKind, ForwardKind, Presentation, Purpose, State, simple_call_state};
pub use station::{Input, Station, Step};
pub use storage::{StationState, Storage};
