//! A phone as it looks now: plain data, taken from its station after each thing that happened.

use crate::desk::Seat;
use crate::scenario::lex;
use crate::screen::keys::{FEATURES, KEYS, SoftKey};
use offhook::data::Data;
use offhook::{AgentState, CallId, CallInfo, CallKind, ForwardKind, Known, RequestKind, State};

/// One phone.
#[derive(Clone, Debug)]
pub struct Phone {
    /// Its extension.
    pub ext: String,
    /// Whether it is the outside caller's.
    pub is_outside: bool,
    /// The agent's id, where somebody is logged in.
    pub who: Option<String>,
    /// The agent's state.
    pub agent: AgentState,
    /// The state that waits.
    pub pending: Option<AgentState>,
    /// The reason code.
    pub reason: u16,
    /// Features that are on, as the phone's lamps name them.
    pub features: Vec<&'static str>,
    /// Its lines; `None` where there is no call.
    pub lines: Vec<Option<Line>>,
    /// The soft keys that are allowed without a call.
    pub keys: Vec<&'static SoftKey>,
}

/// A line with a call.
#[derive(Clone, Debug)]
pub struct Line {
    /// The call.
    pub id: CallId,
    /// What the ladder calls it.
    pub name: String,
    /// Who is at the other end.
    pub party: String,
    /// What the call is to this phone.
    pub kind: CallKind,
    /// Its own state.
    pub local: State,
    /// The far state.
    pub far: State,
    /// The request that waits for its answer.
    pub pending: Option<RequestKind>,
    /// The name of the call that it is a pair with.
    pub pair: Option<String>,
    /// When it was answered, else when it began.
    pub since: u64,
    /// The attached data, an entry each.
    pub data: Vec<String>,
    /// The parties of a conference.
    pub parties: Vec<String>,
    /// The soft keys that are allowed on this line.
    pub keys: Vec<&'static SoftKey>,
}

/// How a lamp shines: the modes of CSTA's lamps that a line needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lamp {
    /// Dark.
    Off,
    /// Lit.
    Steady,
    /// Lit most of the time.
    Wink,
    /// On and off quickly.
    Flutter,
}

impl Lamp {
    /// The lamp of a line in this state.
    pub fn of(state: State) -> Self {
        match state {
            State::Alerting => Self::Flutter,
            State::Held | State::Queued => Self::Wink,
            State::Null => Self::Off,
            _ => Self::Steady,
        }
    }

    /// Whether it is lit at this time (milliseconds).
    pub fn is_lit(self, now: u64) -> bool {
        match self {
            Self::Off => false,
            Self::Steady => true,
            Self::Wink => now % 1000 < 750,
            Self::Flutter => now % 500 < 250,
        }
    }
}

impl Phone {
    /// The phone of this station.
    pub fn of(seat: &mut Seat, is_outside: bool) -> Self {
        let ext = seat.ext.clone();
        let labels = seat.clone();
        let station = seat.station();
        let agent = station.agent();
        let mut lines: Vec<Option<Line>> = vec![None; station.capacity()];
        for call in station.calls().filter(|call| call.local != State::Null) {
            let mut line = Line::of(&call, station.data(call.id).unwrap_or_default(), &ext);
            line.name = labels.label(call.id);
            line.pair = (!call.bound.is_none()).then(|| labels.label(call.bound));
            line.keys = KEYS.iter().filter(|key| station.allowed(key.what, call.id).is_ok()).collect();
            if let Some(place) = lines.get_mut(call.id.slot()) {
                *place = Some(line);
            }
        }
        let is_on = |what: RequestKind| ForwardKind::ALL.iter().any(|kind| station.feature(what, *kind));
        let allowed = |key: &&SoftKey| !key.is_of_call() && station.allowed(key.what, CallId::NONE).is_ok();
        Self {
            is_outside,
            who: station.own().known(Known::AgentId).map(str::to_owned),
            agent: agent.state,
            pending: agent.pending,
            reason: agent.reason,
            features: FEATURES.iter().filter(|(what, _)| is_on(*what)).map(|(_, lamp)| *lamp).collect(),
            lines,
            keys: KEYS.iter().filter(allowed).collect(),
            ext,
        }
    }

    /// The call on this line.
    pub fn line(&self, at: usize) -> Option<&Line> {
        self.lines.get(at).and_then(Option::as_ref)
    }

    /// The soft keys that are allowed while this line is chosen.
    pub fn soft_keys(&self, at: usize) -> &[&'static SoftKey] {
        self.line(at).map_or(&self.keys, |line| &line.keys)
    }
}

impl Line {
    fn of(call: &CallInfo, data: Data<'_>, ext: &str) -> Self {
        let number = |known| data.known(known).filter(|number| *number != ext);
        let parties: Vec<String> = data.each_known(Known::Party).map(str::to_owned).collect();
        let other = number(Known::OtherParty).or_else(|| number(Known::Ani)).or_else(|| number(Known::Dnis));
        let dialled = || data.known(Known::To).or_else(|| data.known(Known::Digits));
        let party = match parties.as_slice() {
            [] | [_] => other.or_else(dialled).unwrap_or("…").to_owned(),
            several => several.join(" + "),
        };
        let shown = data.iter().filter(|entry| !matches!(entry.key, offhook::Key::Known(Known::Party)));
        Self {
            id: call.id,
            name: String::new(),
            party,
            kind: call.kind,
            local: call.local,
            far: call.far,
            pending: call.pending,
            pair: None,
            since: call.answered.unwrap_or(call.started),
            data: shown.map(|entry| lex::entry(entry.key.app(), entry.key.name(), entry.value)).collect(),
            parties,
            keys: Vec::new(),
        }
    }
}
