//! What the line needs before a number: the dialling options of a call-centre definition, applied.

use core::ffi::c_char;

use offhook_core::codec::dialling::{self, DialError, Options, RULES, Reach, Rule};

use crate::args::{self, Entries};
use crate::codec::say;
use crate::status::{
    OFFHOOK_BAD_BYTES, OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_NO_ROOM, OFFHOOK_REFUSED, Status,
};
use crate::types::{Text, Wrong};

/// One rule of dialling: numbers that begin so and are so long go so far.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct DialRule {
    /// What the number begins with; this is not dialled.
    pub begins: Text,
    /// The least digits behind it.
    pub least: u8,
    /// The most digits behind it.
    pub most: u8,
    /// `OFFHOOK_REACH_*`.
    pub reach: u8,
    /// 0.
    pub reserved: u8,
}

/// Writes what is to be dialled: the prefixes that the number needs, then its digits, `+`, `*` and `#`, without what
/// people write between them (space and `- . ( ) /`). The first rule that takes the number says how far it goes.
///
/// The prefixes are those of a call-centre definition: `definition` is what was decoded of a file, or collected under
/// application `reqDialingOptions`, keys `reqOutsidePrefix`, `reqLongDistPrefix` and `reqInternationalPrefix`; `NULL` for
/// none. `rules` may be `NULL`, of length 0, for those of North America.
///
/// *Returns* done: `written` bytes, without a NUL; no room: `written` says how many are needed, and `into` means
/// nothing; bad bytes: `wrong` has the offset of a character that cannot be dialled; refused: no rule takes the number;
/// misuse. `wrong` may be `NULL`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the number, times the rules, and in the entries.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_dial(
    number: *const c_char,
    number_len: usize,
    definition: Option<&Entries>,
    rules: *const DialRule,
    rules_len: usize,
    into: *mut c_char,
    into_len: usize,
    written: Option<&mut usize>,
    wrong: Option<&mut Wrong>,
) -> Status {
    Status::of((|| {
        let written = written.ok_or(OFFHOOK_MISUSE_NULL)?;
        let number = args::text(number, number_len)?;
        let options = match definition {
            Some(entries) => Options::of(entries.read()?),
            None => Options::default(),
        };
        let rules = args::rules(rules, rules_len)?;
        // A rule that is none is told whether or not an earlier one takes the number.
        rules.iter().try_for_each(|given| rule(given).map(|_| ()))?;
        let usual = if rules.is_empty() { RULES } else { &[] };
        let given = rules.iter().filter_map(|given| rule(given).ok());
        let into = args::room(into.cast(), into_len)?;
        let (len, status, at, why) = match dialling::dial(number, &options, usual.iter().copied().chain(given), into) {
            Ok(len) => (len, OFFHOOK_DONE, 0, ""),
            Err(DialError::NeedSize(needed)) => (needed, OFFHOOK_NO_ROOM, 0, ""),
            Err(DialError::Character(at)) => (0, OFFHOOK_BAD_BYTES, at, "a character that cannot be dialled"),
            Err(DialError::NoRule) => (0, OFFHOOK_REFUSED, 0, "no rule takes the number"),
        };
        *written = len;
        say(wrong, at, why);
        Ok(status)
    })())
}

fn rule(given: &DialRule) -> Result<Rule<'_>, Status> {
    let begins = args::text(given.begins.data, given.begins.len)?;
    let reach = Reach::from_code(given.reach).filter(|_| given.reserved == 0).ok_or(OFFHOOK_MISUSE_CODE)?;
    Ok(Rule::new(begins, given.least, given.most, reach))
}
