//! Our states in the words of other systems, and theirs in ours: one function each way, for every list of theirs.

use core::ffi::c_char;

use offhook_core::vendor::{Any, Meaning as Read, Ours, Phase, Table, Trust, Vocabulary, Word as Theirs};
use offhook_core::{AgentState, CallKind, State, simple_call_state};

use crate::args;
use crate::data::text;
use crate::status::{OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_REFUSED, Status};
use crate::types::Text;

/// `flags` of a word: names and numbers that could not be confirmed count, too.
pub const OFFHOOK_WORD_UNCONFIRMED: u8 = 1;
/// `flags` of a word that is read: this station placed the call. Some vendors have one word for both directions.
pub const OFFHOOK_WORD_PLACED: u8 = 2;

/// A vendor's word for a state.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Word {
    /// The name, or empty.
    pub name: Text,
    /// A second word that goes with it, or empty: Genesys' work mode.
    pub mode: Text,
    /// Why there is no word, in English, for a log; else empty.
    pub why: Text,
    /// The number, where `numbered` is 1.
    pub number: i32,
    /// 1: it has a number.
    pub numbered: u8,
    /// 0.
    pub reserved: [u8; 3],
}

/// What a vendor's word means.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Meaning {
    /// Why it means no state, in English, for a log; else empty.
    pub why: Text,
    /// `OFFHOOK_STATE_*` of this station, `OFFHOOK_AGENT_*` or `OFFHOOK_KIND_*`, by the list.
    pub state: u8,
    /// Call: the far party's `OFFHOOK_STATE_*`, and `OFFHOOK_STATE_UNKNOWN` where the word does not say it. Else 0.
    pub far: u8,
    /// 0.
    pub reserved: [u8; 6],
}

/// CSTA's simple call state of a pair of states (`OFFHOOK_STATE_*`): `far << 4 | local`, where the standard names the pair.
///
/// *Returns* the code; -1 where there is none.
/// *Ownership* nothing.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_simple_call_state(local: u8, far: u8) -> i32 {
    match (State::from_code(local), State::from_code(far)) {
        (Some(local), Some(far)) => simple_call_state(local, far).into(),
        _ => -1,
    }
}

/// The word of a vendor's list (`OFFHOOK_VENDOR_*`) for a state: `OFFHOOK_STATE_*` of this station, `OFFHOOK_AGENT_*` or
/// `OFFHOOK_KIND_*`, as the list says. `second`: of a call, the far party's `OFFHOOK_STATE_*`; of an agent, 1 + `OFFHOOK_AGENT_*` of
/// the pending state, or 0; of a kind, 0. `flags`: `OFFHOOK_WORD_UNCONFIRMED`, or 0.
///
/// *Returns* done; nothing: the vendor has no word for it, or none that is confirmed, and `word->why` says so; misuse.
/// *Ownership* the texts are the library's, for ever.
/// *ISR* no.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_vendor_say(list: u8, state: u8, second: u8, flags: u8, word: Option<&mut Word>) -> Status {
    Status::of((|| {
        let word = word.ok_or(OFFHOOK_MISUSE_NULL)?;
        let trust = trust(flags, OFFHOOK_WORD_UNCONFIRMED)?;
        let said = match vocabulary(list)?.table() {
            Any::State(table) => {
                code(State::from_code(second))?;
                table.say(code(State::from_code(state))?, None, trust)
            }
            Any::Phase(table) => {
                table.say(Phase::of(code(State::from_code(state))?, code(State::from_code(second))?), None, trust)
            }
            Any::Agent(table) => {
                let next = second.checked_sub(1).map(|next| code(AgentState::from_code(next))).transpose()?;
                table.say(code(AgentState::from_code(state))?, next, trust)
            }
            Any::Kind(table) => {
                code((second == 0).then_some(()))?;
                table.say(code(CallKind::from_code(state))?, None, trust)
            }
        };
        *word = plain(said, trust);
        Ok(Status::done(said.is_err()))
    })())
}

/// What a word of a vendor's list (`OFFHOOK_VENDOR_*`) means: by its name, and its mode where it has one; without a name, by its number.
/// `flags`: the sum of `OFFHOOK_WORD_*`.
///
/// *Returns* done; nothing: it is no state of ours, and `meaning->why` says what it is; refused: the list has no such word, or it is not
/// confirmed; misuse.
/// *Ownership* nothing is kept; `why` is the library's, for ever.
/// *ISR* no.
/// *Bound* linear in the list.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_vendor_read(
    list: u8,
    name: *const c_char,
    name_len: usize,
    mode: *const c_char,
    mode_len: usize,
    number: i32,
    flags: u8,
    meaning: Option<&mut Meaning>,
) -> Status {
    Status::of((|| {
        let meaning = meaning.ok_or(OFFHOOK_MISUSE_NULL)?;
        let trust = trust(flags, OFFHOOK_WORD_UNCONFIRMED | OFFHOOK_WORD_PLACED)?;
        let given = Given { name: args::text(name, name_len)?, mode: args::text(mode, mode_len)?, number, trust };
        let (state, far, why) = match vocabulary(list)?.table() {
            Any::State(table) => given.read(&table, |state| (state.code(), State::Unknown.code())),
            Any::Kind(table) => given.read(&table, |kind| (kind.code(), 0)),
            Any::Agent(table) => given.read(&table, |agent| (agent.code(), 0)),
            Any::Phase(table) => given.read_call(&table, flags & OFFHOOK_WORD_PLACED != 0),
        }?;
        *meaning = Meaning { why: text(why), state, far, reserved: [0; 6] };
        Ok(Status::done(!why.is_empty()))
    })())
}

/// A word as it came.
struct Given<'a> {
    name: &'a str,
    mode: &'a str,
    number: i32,
    trust: Trust,
}

impl Given<'_> {
    fn read<K: Ours>(&self, table: &Table<K>, codes: impl Fn(K) -> (u8, u8)) -> Result<(u8, u8, &'static str), Status> {
        self.meant(
            match self.name {
                "" => table.read_number(self.number, self.trust),
                name => table.read(name, Some(self.mode).filter(|mode| !mode.is_empty()), self.trust),
            },
            codes,
        )
    }

    fn read_call(&self, table: &Table<Phase>, placed: bool) -> Result<(u8, u8, &'static str), Status> {
        let codes = |phase: Phase| {
            let (local, far) = phase.states();
            (local.code(), far.unwrap_or(State::Unknown).code())
        };
        // A word for one direction alone is what it is, whoever placed the call.
        match table.read_call(self.name, placed, self.trust) {
            Read::Unknown => self.read(table, codes),
            read => self.meant(read, codes),
        }
    }

    fn meant<K>(&self, read: Read<K>, codes: impl Fn(K) -> (u8, u8)) -> Result<(u8, u8, &'static str), Status> {
        match read {
            Read::State(state) => {
                let (state, far) = codes(state);
                Ok((state, far, ""))
            }
            Read::Nothing(why) => Ok((0, 0, why)),
            Read::Unknown => Err(OFFHOOK_REFUSED),
        }
    }
}

/// As C has it.
fn plain(said: Result<Theirs, &'static str>, trust: Trust) -> Word {
    let (name, mode, why, number) = match &said {
        Ok(word) => (word.name(trust).unwrap_or(""), word.mode.unwrap_or(""), "", word.number(trust)),
        Err(why) => ("", "", *why, None),
    };
    Word {
        name: text(name),
        mode: text(mode),
        why: text(why),
        number: number.unwrap_or(0),
        numbered: number.is_some().into(),
        reserved: [0; 3],
    }
}

fn vocabulary(list: u8) -> Result<Vocabulary, Status> {
    code(Vocabulary::from_code(list))
}

fn code<T>(word: Option<T>) -> Result<T, Status> {
    word.ok_or(OFFHOOK_MISUSE_CODE)
}

/// What counts, where the flags are among the known.
fn trust(flags: u8, known: u8) -> Result<Trust, Status> {
    match flags {
        flags if flags & !known != 0 => Err(OFFHOOK_MISUSE_CODE),
        flags if flags & OFFHOOK_WORD_UNCONFIRMED != 0 => Ok(Trust::All),
        _ => Ok(Trust::Confirmed),
    }
}
