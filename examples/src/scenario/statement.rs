//! What a scenario file says, one statement a line, as plain data.

use offhook::{AgentState, CallKind, Cause, Config, Key, Known, OutputKind, Request, RequestKind, Signal, State};

/// One statement and where it stands.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The line, from 1.
    pub line: u32,
    /// The extension before the `:`, where it is said.
    pub station: Option<String>,
    /// What is said.
    pub says: Says,
}

/// A text of a signal, a request or an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its key.
    pub key: TextKey,
    /// Its value; empty for an entry to be removed.
    pub value: String,
}

/// The key of a text, owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextKey {
    /// One of the well-known keys.
    Known(Known),
    /// Any other.
    Own {
        /// The application, empty for the call's own.
        app: String,
        /// The name within the application.
        name: String,
    },
}

impl TextKey {
    /// The key written `[app:]name`.
    pub fn new(app: &str, name: &str) -> Self {
        Key::new(app, name).into()
    }

    /// The key as the core takes it.
    pub fn key(&self) -> Key<'_> {
        match self {
            Self::Known(known) => Key::Known(*known),
            Self::Own { app, name } => Key::Own { app, name },
        }
    }
}

impl From<Key<'_>> for TextKey {
    fn from(key: Key<'_>) -> Self {
        match key {
            Key::Known(known) => Self::Known(known),
            Key::Own { app, name } => Self::Own { app: app.to_owned(), name: name.to_owned() },
        }
    }
}

/// A statement without its place.
#[derive(Clone, Debug)]
pub enum Says {
    /// `station`
    Station(Box<Setup>),
    /// `exchange`: the extensions to join; none for all of them.
    Exchange(Vec<String>),
    /// `queue`
    Queue(Queue),
    /// `hunt`
    Hunt(Hunt),
    /// `plug` (true), `unplug`
    Plug(String, bool),
    /// `at`, in milliseconds
    At(u64),
    /// `signal`
    Signal(Box<SignalDraft>),
    /// `request`
    Request(Box<RequestDraft>),
    /// `refused`, with a reason where it is said
    Refused(Option<Cause>),
    /// `command`, `event`
    Output(OutputWanted),
    /// `strict`
    Strict,
    /// `drain`
    Drain,
    /// `call`
    Call(Box<CallWanted>),
    /// `calls`
    Calls(usize),
    /// `agent`
    Agent(AgentWanted),
    /// `allowed` (true), `denied`
    Allowed {
        /// The call; `None` for the agent or the station.
        call: Option<String>,
        /// The requests.
        what: Vec<RequestKind>,
        /// What is expected of each.
        granted: bool,
    },
    /// `data`
    Data(String, Vec<Text>),
    /// `nodata`
    NoData(String, Vec<TextKey>),
    /// `encode`
    Encode {
        /// The call.
        call: String,
        /// The codec's name.
        codec: String,
        /// The text it must give; without one it has to be refused.
        text: Option<String>,
    },
    /// `decode`
    Decode {
        /// The codec's name.
        codec: String,
        /// The text.
        text: String,
        /// The call whose data it becomes.
        call: String,
    },
    /// `save`
    Save,
    /// `restore`
    Restore,
    /// `lose`, `repeat`, `swap`, `delay`
    Link(LinkFault),
    /// `deliver`: how many of those that wait; none for all, and no more are to wait.
    Deliver(Option<u32>),
}

/// What the way to a station does to the next signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// So many are lost.
    Lose(u32),
    /// So many are delivered twice.
    Repeat(u32),
    /// Two change places.
    Swap,
    /// All wait until they are delivered.
    Delay,
}

/// A station to be made.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Its extension.
    pub ext: String,
    /// How many calls it has room for.
    pub calls: u16,
    /// Bytes of data per call.
    pub data: u16,
    /// Whether it is an outside line.
    pub trunk: bool,
    /// Whether the exchange's signals to it are numbered.
    pub numbered: bool,
    /// Everything else.
    pub config: Config,
}

/// A queue of the exchange.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Its number.
    pub name: String,
    /// The stations it offers to; none for all.
    pub stations: Vec<String>,
    /// The skills an agent needs.
    pub skills: Vec<String>,
    /// After so many milliseconds, to this place.
    pub overflow: Option<(u64, String)>,
}

/// A hunt group of the exchange.
#[derive(Clone, Debug)]
pub struct Hunt {
    /// Its number.
    pub name: String,
    /// All its stations ring at once, and not one after the other.
    pub all: bool,
    /// Its stations.
    pub stations: Vec<String>,
}

/// A signal but for the ids that the runner knows.
#[derive(Clone, Debug)]
pub struct SignalDraft {
    /// Everything that needs neither a name nor a text. `reference` is the file's `ref=`.
    pub plain: Signal<'static>,
    /// The call.
    pub call: Option<String>,
    /// `with=`: the other call.
    pub with: Option<String>,
    /// Texts and data.
    pub texts: Vec<Text>,
}

/// A request but for the ids that the runner knows.
#[derive(Clone, Debug)]
pub struct RequestDraft {
    /// Everything that needs neither a name nor a text.
    pub plain: Request<'static>,
    /// The call.
    pub call: Option<String>,
    /// `with=`: the other call.
    pub with: Option<String>,
    /// `as`: the name of the call that the request makes.
    pub makes: Option<String>,
    /// `as`: one more name of this station for the call that the request is about.
    pub known_as: Option<String>,
    /// Texts and data.
    pub texts: Vec<Text>,
}

/// A command or event that has to have been there.
#[derive(Clone, Debug)]
pub struct OutputWanted {
    /// What it is.
    pub what: OutputKind,
    /// Its call.
    pub call: Option<String>,
    /// What it says.
    pub fields: Vec<FieldWanted>,
}

/// One thing that an output says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldWanted {
    /// How the file writes it.
    pub written: String,
    /// The field, and what it has to be.
    pub field: Field,
}

/// A field of an output and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// `Output::reference`
    Reference(u64),
    /// `Output::sequence`
    Sequence(u32),
    /// `Output::request`
    Request(u16),
    /// `Output::cause`
    Cause(Cause),
    /// `Output::reason`
    Reason(u16),
    /// `Output::of`
    Of(RequestKind),
    /// `Output::state`
    State(u8),
    /// `Output::far`
    Far(State),
    /// `Output::was`
    Was(u8),
    /// `Output::was_far`
    WasFar(State),
    /// `Output::pending`
    Pending(Option<AgentState>),
    /// `Output::parties`
    Parties(u8),
    /// `Output::on`
    On(u8),
    /// `Output::other`, by name; `None` for no call
    Other(Option<String>),
    /// The party of a `party` event: `Output::on`, and its number
    PartyWas(u8, String),
    /// One of the texts, under any of these keys
    Text(Vec<TextKey>, String),
}

/// What a call has to be.
#[derive(Clone, Debug)]
pub struct CallWanted {
    /// Its name.
    pub name: String,
    /// Its local state, where it is asked for.
    pub local: Option<State>,
    /// `far=`
    pub far: Option<State>,
    /// `kind=`
    pub kind: Option<CallKind>,
    /// `parties=`
    pub parties: Option<u8>,
    /// `bound=`: a name, or `None` for no call
    pub bound: Option<Option<String>>,
    /// `stale=`
    pub stale: Option<bool>,
    /// `cause=`
    pub cause: Option<Cause>,
    /// The facts that are entries of its data.
    pub facts: Vec<(Known, String)>,
}

/// What the agent has to be.
#[derive(Clone, Debug)]
pub struct AgentWanted {
    /// The state.
    pub state: AgentState,
    /// `pending=`: a state, or `None` for no wish
    pub pending: Option<Option<AgentState>>,
    /// `reason=`
    pub reason: Option<u16>,
}
