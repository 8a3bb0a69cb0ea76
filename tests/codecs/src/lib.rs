//! The codecs beside their peers: what they cost (`cargo run --release`), and whether they mean the same
//! (`cargo test`).

pub mod growth;
pub mod jobs;
pub mod members;
pub mod pairs;
pub mod random;
pub mod record;
pub mod rows;

/// How often: the count of this name in `tests/budgets`, times `OFFHOOK_BUDGET_TIMES`.
pub fn budget(name: &str) -> u64 {
    let lines = include_str!("../../budgets").lines();
    let count =
        lines.filter_map(|line| line.split_once(' ')).find(|(this, _)| *this == name).map(|(_, count)| count.trim());
    let times = std::env::var("OFFHOOK_BUDGET_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    count.map_or(20_000, |count| count.parse().expect("a count")) * times
}
