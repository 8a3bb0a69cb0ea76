//! What the vendors call our states, and what their words mean here: one table a list of theirs.
//!
//! A table has a row for every state of ours: their words for it, the one to say first, or the reason why they have none.
//! Their words that are no state of ours stand beside it, each with its reason. Where we could not confirm a
//! name or a number, the table says so, and neither is said nor understood unless it is asked for ([`Trust::All`]).
//!
//! To add a vendor: one file of tables, one line here, one line in [`Vocabulary`] for each table.

pub mod connect;
pub mod csta;
pub mod finesse;
pub mod genesys;
mod packed;
pub mod pega;
mod phase;
pub mod tapi;
pub mod tsapi;

pub use phase::Phase;

use packed::{Asked, Packed, Row, Said, Source, none, packed, row, table};

use core::marker::PhantomData;

use crate::list::list;
use crate::state::{AgentState, CallKind, State};

/// Whether unconfirmed names and numbers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Trust {
    /// Only what was confirmed.
    Confirmed,
    /// Everything.
    All,
}

/// A vendor's word for a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Word {
    name: &'static str,
    number: Option<i32>,
    unconfirmed_name: bool,
    unconfirmed_number: bool,
    /// A second word that goes with it: Genesys' work mode.
    pub mode: Option<&'static str>,
    /// It is the word while this state is the agent's next.
    pub next: Option<AgentState>,
}

impl Word {
    const fn new(name: &'static str) -> Self {
        Self { name, number: None, unconfirmed_name: false, unconfirmed_number: false, mode: None, next: None }
    }

    const fn number_of(name: &'static str, number: i32) -> Self {
        Self { number: Some(number), ..Self::new(name) }
    }

    const fn unconfirmed_number(name: &'static str, number: i32) -> Self {
        Self { unconfirmed_number: true, ..Self::number_of(name, number) }
    }

    const fn unconfirmed_name(self) -> Self {
        Self { unconfirmed_name: true, ..self }
    }

    const fn mode(self, mode: &'static str) -> Self {
        Self { mode: Some(mode), ..self }
    }

    const fn next(self, next: AgentState) -> Self {
        Self { next: Some(next), ..self }
    }

    /// The name; `None` where it is not trusted.
    pub const fn name(&self, trust: Trust) -> Option<&'static str> {
        if self.unconfirmed_name && matches!(trust, Trust::Confirmed) { None } else { Some(self.name) }
    }

    /// The number; `None` where there is none, or it is not trusted.
    pub const fn number(&self, trust: Trust) -> Option<i32> {
        if self.unconfirmed_number && matches!(trust, Trust::Confirmed) { None } else { self.number }
    }

    /// Whether the word can be said, by its name or by its number.
    fn counts(&self, trust: Trust) -> bool {
        self.name(trust).is_some() || self.number(trust).is_some()
    }
}

/// What a vendor's word means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Meaning<K> {
    /// This state.
    State(K),
    /// No state of ours, for this reason.
    Nothing(&'static str),
    /// It is no word of the table, or one that is not trusted.
    Unknown,
}

/// One list of a vendor's words.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Table<K> {
    packed: Packed,
    of: PhantomData<K>,
}

impl<K: Ours> Table<K> {
    const fn new(packed: &'static [u8]) -> Self {
        Self { packed: Packed::new(packed), of: PhantomData }
    }

    /// The vendor, and the vendor's name for the list.
    pub fn name(&self) -> &'static str {
        self.packed.open().0
    }

    /// Every state of ours in order, with each of the words for it, the one to say first, or why there is none.
    pub fn rows(&self) -> impl Iterator<Item = (K, Result<Word, &'static str>)> {
        self.packed.open().1.filter_map(|line| Some((K::of(line.ours?)?, line.theirs)))
    }

    /// Words that are no state of ours, each with the reason.
    pub fn others(&self) -> impl Iterator<Item = (Word, &'static str)> {
        let others = self.packed.open().1.filter(|line| line.ours.is_none());
        others.filter_map(|line| Some((line.theirs.ok()?, line.reason)))
    }

    /// The word for a state of ours, while `next` is the agent's next state.
    ///
    /// # Errors
    /// The reason why the vendor has none.
    pub fn say(&self, ours: K, next: Option<AgentState>, trust: Trust) -> Result<Word, &'static str> {
        self.packed.say(ours.number(), next, trust)
    }

    /// What a word means, with its mode where one is said. A word that stands for several states means the one that it
    /// is the first word of.
    pub fn read(&self, name: &str, mode: Option<&str>, trust: Trust) -> Meaning<K> {
        self.find(&Asked { word: Said::Name(name, mode), trust, placed: None })
    }

    /// What a number means.
    pub fn read_number(&self, number: i32, trust: Trust) -> Meaning<K> {
        self.find(&Asked { word: Said::Number(number), trust, placed: None })
    }

    fn find(&self, asked: &Asked<'_>) -> Meaning<K> {
        match self.packed.find(asked) {
            Meaning::State(code) => K::of(code).map_or(Meaning::Unknown, Meaning::State),
            Meaning::Nothing(reason) => Meaning::Nothing(reason),
            Meaning::Unknown => Meaning::Unknown,
        }
    }
}

impl Table<Phase> {
    /// What a word means for a call that this station placed, or for one that came to it. Some vendors have one
    /// word for both.
    pub fn read_call(&self, name: &str, placed: bool, trust: Trust) -> Meaning<Phase> {
        self.find(&Asked { word: Said::Name(name, None), trust, placed: Some(placed) })
    }
}

/// What a table can be about.
pub trait Ours: Copy + PartialEq {
    /// The state with this number.
    fn of(code: u8) -> Option<Self>;

    /// Its number.
    fn number(self) -> u8;
}

macro_rules! ours {
    ($($list:ident)+) => {
        $(impl Ours for $list {
            fn of(code: u8) -> Option<Self> {
                Self::from_code(code)
            }

            fn number(self) -> u8 {
                self.code()
            }
        })+
    };
}
ours!(State Phase AgentState CallKind);

/// A table, by what its rows are of.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Any {
    /// Local states.
    State(Table<State>),
    /// Phases of a call.
    Phase(Table<Phase>),
    /// Agent states.
    Agent(Table<AgentState>),
    /// Kinds of calls.
    Kind(Table<CallKind>),
}

list! {
    /// A vendor's list of words. Which states its words are for is said of each.
    Vocabulary {
        /// CSTA LocalConnectionState: local states.
        CstaConnection = 1 "csta-connection",
        /// CSTA AgentState: states of an agent.
        CstaAgent = 2 "csta-agent",
        /// CSTA PendingAgentState: states of an agent.
        CstaPendingAgent = 3 "csta-pending-agent",
        /// CSTA ReqAgentState: states of an agent.
        CstaRequestedAgent = 4 "csta-requested-agent",
        /// Finesse participant: states of a call.
        FinesseParticipant = 5 "finesse-participant",
        /// Finesse dialog: states of a call.
        FinesseDialog = 6 "finesse-dialog",
        /// Finesse agent: states of an agent.
        FinesseAgent = 7 "finesse-agent",
        /// Connect connection: states of a call.
        ConnectConnection = 8 "connect-connection",
        /// Connect contact: states of a call.
        ConnectContact = 9 "connect-contact",
        /// Connect agent: states of an agent.
        ConnectAgent = 10 "connect-agent",
        /// Genesys call: states of a call.
        GenesysCall = 11 "genesys-call",
        /// Genesys callType: kinds of calls.
        GenesysCallType = 12 "genesys-call-type",
        /// Genesys agentState: states of an agent.
        GenesysAgent = 13 "genesys-agent",
        /// TAPI 2 LINECALLSTATE: states of a call.
        TapiLineCall = 14 "tapi-line-call",
        /// TAPI 3 CALL_STATE: states of a call.
        TapiCall = 15 "tapi-call",
        /// TAPI 3 agent session: states of an agent.
        TapiSession = 16 "tapi-session",
        /// TAPI 3 AGENT_STATE: states of an agent.
        TapiAgent = 17 "tapi-agent",
        /// TSAPI LocalConnectionState: local states.
        TsapiConnection = 18 "tsapi-connection",
        /// Cisco LCS: local states.
        CiscoConnection = 19 "cisco-connection",
        /// Pega pyCallState: states of a call.
        PegaCall = 20 "pega-call",
        /// Pega pyEventName: states of a call.
        PegaEvent = 21 "pega-event",
        /// Pega pyCallType: kinds of calls.
        PegaCallType = 22 "pega-call-type",
        /// Pega agent: states of an agent.
        PegaAgent = 23 "pega-agent",
    }
}

impl Vocabulary {
    /// Its words.
    pub const fn table(self) -> Any {
        match self {
            Self::CstaConnection => Any::State(csta::CONNECTION),
            Self::CstaAgent => Any::Agent(csta::AGENT),
            Self::CstaPendingAgent => Any::Agent(csta::PENDING_AGENT),
            Self::CstaRequestedAgent => Any::Agent(csta::REQUESTED_AGENT),
            Self::FinesseParticipant => Any::Phase(finesse::PARTICIPANT),
            Self::FinesseDialog => Any::Phase(finesse::DIALOG),
            Self::FinesseAgent => Any::Agent(finesse::AGENT),
            Self::ConnectConnection => Any::Phase(connect::CONNECTION),
            Self::ConnectContact => Any::Phase(connect::CONTACT),
            Self::ConnectAgent => Any::Agent(connect::AGENT),
            Self::GenesysCall => Any::Phase(genesys::CALL),
            Self::GenesysCallType => Any::Kind(genesys::CALL_TYPE),
            Self::GenesysAgent => Any::Agent(genesys::AGENT),
            Self::TapiLineCall => Any::Phase(tapi::LINE_CALL),
            Self::TapiCall => Any::Phase(tapi::CALL),
            Self::TapiSession => Any::Agent(tapi::SESSION),
            Self::TapiAgent => Any::Agent(tapi::AGENT),
            Self::TsapiConnection => Any::State(tsapi::CONNECTION),
            Self::CiscoConnection => Any::State(tsapi::CISCO_CONNECTION),
            Self::PegaCall => Any::Phase(pega::CALL),
            Self::PegaEvent => Any::Phase(pega::EVENT),
            Self::PegaCallType => Any::Kind(pega::CALL_TYPE),
            Self::PegaAgent => Any::Agent(pega::AGENT),
        }
    }
}
