//! The codecs beside their peers: what they cost (`cargo run --release`), and whether they mean the same
//! (`cargo test`).

pub mod jobs;
pub mod record;
