//! Stations joined by an exchange: each one's commands become the others' signals, until all is quiet.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod calls;
mod conferences;
mod crowds;
mod floor;
mod limits;
mod numbers;
mod places;
mod posts;
mod queues;
mod random;
mod routes;
mod strangers;
mod transfers;
