//! Which fault is switched on. One at a time, by its number: those that the running program can have are read from its
//! environment once; those of what the compiler works out are built in.

extern crate std;

use core::sync::atomic::{AtomicU32, Ordering};

const UNREAD: u32 = u32::MAX;
static ACTIVE: AtomicU32 = AtomicU32::new(UNREAD);

/// Whether the running program has this fault.
#[inline]
pub(crate) fn on(fault: u32) -> bool {
    let active = ACTIVE.load(Ordering::Relaxed);
    (if active == UNREAD { read() } else { active }) == fault
}

#[cold]
fn read() -> u32 {
    let active = std::env::var("OFFHOOK_FAULT").ok().and_then(|fault| fault.parse().ok()).unwrap_or(0);
    ACTIVE.store(active, Ordering::Relaxed);
    active
}

const BUILT: u32 = match option_env!("OFFHOOK_FAULT_BUILT") {
    Some(text) => number(text.as_bytes()),
    None => 0,
};

const fn number(mut digits: &[u8]) -> u32 {
    let mut number = 0;
    while let [digit, rest @ ..] = digits {
        number = number * 10 + (*digit - b'0') as u32;
        digits = rest;
    }
    number
}

/// Whether the program was built with this fault.
pub(crate) const fn built(fault: u32) -> bool {
    fault == BUILT
}

/// An operator, and those that may stand in its place.
macro_rules! operator {
    ($is:path; $a:expr, $b:expr; $right:tt $(, $fault:literal $wrong:tt)*) => {{
        let (a, b) = ($a, $b);
        $(if $is($fault) { a $wrong b } else)* { a $right b }
    }};
}
pub(crate) use operator;

/// The same of one that changes its left side.
macro_rules! assign {
    ($is:path; $a:expr, $b:expr; $right:tt $(, $fault:literal $wrong:tt)*) => {{
        let b = $b;
        $(if $is($fault) { $a $wrong b } else)* { $a $right b }
    }};
}
pub(crate) use assign;
