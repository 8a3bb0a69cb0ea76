//! Stations and the exchange between them, explored together on the code that runs.
//!
//! ```text
//!   user ── wish ──▶ station ── command, at once ──▶ exchange
//!                       ▲                               │
//!                       └──── link: signals wait, are lost, come twice, change places
//! ```
//!
//! A command is carried out the moment it is given, and its signals wait in the link of each station until they are let
//! through. That is as general as if commands waited, too: what a station hears between its command and the moment the
//! exchange takes it, it could have heard later just as well. So every crossing of commands and signals is a choice of
//! when signals arrive.
//!
//! Every station is restarted from its snapshot before each of its steps.

pub mod canon;
pub mod explore;
pub mod invariants;
pub mod moves;
pub mod names;
pub mod plans;
pub mod scn;
pub mod snapshot;
pub mod switch;
pub mod walk;
pub mod world;
