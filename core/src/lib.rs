//! offhook (guide to be written)
#![no_std]
#![forbid(unsafe_code)]

mod agent;
mod bytes;
pub mod call;
mod carry;
pub mod cause;
pub mod codec;
pub mod config;
pub mod data;
mod features;
mod id;
mod link;
mod list;
mod output;
mod pending;
mod request;
mod requests;
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
pub use station::{Input, Station, Step};
pub use storage::{State as StationState, Storage};
pub use state::{AgentState, CallKind, ForwardKind, Presentation, Purpose, State, simple_call_state};
