//! How much the long tests do: `tests/budgets`, as many times as the environment says.

/// The count of this name.
///
/// # Panics
/// Where there is none: a test without a budget would prove nothing.
pub fn of(name: &str) -> u64 {
    let times = std::env::var("OFFHOOK_BUDGET_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    count(name) * times
}

/// The count of this name that no environment makes larger: a depth.
///
/// # Panics
/// Where there is none.
pub fn count(name: &str) -> u64 {
    let lines = include_str!("../budgets").lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let found = lines
        .filter(|words| words.first() == Some(&name))
        .find_map(|words| words.get(1)?.replace('_', "").parse().ok());
    found.unwrap_or_else(|| panic!("tests/budgets has no count `{name}`"))
}
