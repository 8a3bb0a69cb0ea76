//! The inputs that a state is tried with.

use offhook::{
    AgentState as A, CallInfo, CallKind, Cause, Entry, Input, Known, Request, RequestKind as R, Signal,
    SignalKind as K, State as S, Which,
};

use crate::canon::Sees;
use crate::rig::Rig;
use crate::snapshot::Image;

/// What the network says of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Nothing.
    Silent,
    /// Anything.
    Hostile,
    /// What is lawful.
    Lawful,
    /// What is lawful, and one thing anywhere that is not.
    LawfulButOne,
}

/// How much of the agent there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agent {
    /// Nothing.
    None,
    /// States and wishes, and calls of an ACD.
    Plain,
    /// Reasons and queues, too.
    Whole,
}

/// Which inputs there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// What the network says of calls.
    pub network: Network,
    /// Attached data and digits, too.
    pub data: bool,
    /// The agent's wishes, ACD calls, and what the network says of the agent.
    pub agent: Agent,
    /// The link fails and comes back.
    pub link: bool,
    /// The station's features.
    pub features: bool,
    /// It counts which names calls have, and had.
    pub names: bool,
}

/// One input, and when.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    /// The time.
    pub now: u64,
    /// The input.
    pub input: Input<'static>,
    /// A lawful network does not say it here.
    pub unlawful: bool,
    /// Which deadline comes: its place in the snapshot.
    first: Option<usize>,
}

impl Letter {
    fn new(now: u64, input: Input<'static>, unlawful: bool) -> Self {
        Self { now, input, unlawful, first: None }
    }

    /// The station as this finds it: of its deadlines, the one that comes is the first.
    ///
    /// # Panics
    /// When a station with other times is none that could be.
    pub fn rig(&self, rig: &Rig) -> Rig {
        let Some(first) = self.first else { return rig.clone() };
        let mut image = Image::default();
        image.take(&mut rig.clone());
        image.comes_first(first, self.now);
        rig.restored_from(image.bytes()).unwrap_or_else(|error| panic!("with another deadline first: {error}"))
    }
}

const TO: &[Entry<'static>] = &[Entry::known(Known::To, "2")];
const DIGITS: &[Entry<'static>] = &[Entry::known(Known::Digits, "5")];
const PARTY: &[Entry<'static>] = &[Entry::known(Known::Party, "2")];
const DROPPED: &[Entry<'static>] = &[Entry::known(Known::Dropped, "2")];
const DATA: &[Entry<'static>] = &[Entry::known(Known::TicketId, "7")];
const GONE: &[Entry<'static>] = &[Entry::known(Known::TicketId, "")];
const QUEUE: &[Entry<'static>] = &[Entry::known(Known::QueueName, "q")];
const AGENT: &[Entry<'static>] = &[Entry::known(Known::AgentId, "7")];

const OF_CALLS: &[R] = &[
    R::Dial,
    R::Answer,
    R::Reject,
    R::Deflect,
    R::Hold,
    R::Retrieve,
    R::Alternate,
    R::Consult,
    R::Reconnect,
    R::Transfer,
    R::BlindTransfer,
    R::Conference,
    R::AddParty,
    R::DropParty,
    R::Dtmf,
    R::Park,
    R::Clear,
    R::Attach,
    R::Detach,
];
const OF_SIGNALS: &[K] = &[
    K::Initiated,
    K::Offered,
    K::Originated,
    K::Delivered,
    K::Queued,
    K::Established,
    K::Held,
    K::Retrieved,
    K::FarHeld,
    K::FarRetrieved,
    K::Failed,
    K::FarCleared,
    K::Cleared,
    K::Diverted,
    K::Transferred,
    K::Conferenced,
    K::PartyJoined,
    K::PartyLeft,
    K::Reference,
    K::Data,
    K::Accepted,
    K::Refused,
];

impl Inputs {
    /// What these inputs can tell apart.
    pub fn sees(self) -> Sees {
        let lawful = matches!(self.network, Network::Lawful | Network::LawfulButOne);
        Sees { names: self.names, acd: self.agent != Agent::None, kinds: lawful }
    }

    /// What a state is tried with.
    pub fn letters(self, rig: &mut Rig, now: u64, spent: bool) -> Vec<Letter> {
        let mut letters = Vec::with_capacity(160);
        let mut add = |input: Input<'static>, unlawful: bool| letters.push(Letter::new(now, input, unlawful));
        let calls: Vec<CallInfo> = rig.station().calls().collect();
        if self.network != Network::Silent {
            wishes(&calls, self.data, &mut add);
        }
        match self.network {
            Network::Silent => {}
            Network::Hostile => any_signal(&calls, rig, self, &mut |signal| add(Input::Signal(signal), false)),
            Network::Lawful | Network::LawfulButOne => {
                lawful(&calls, rig, self.agent != Agent::None, &mut |signal| add(Input::Signal(signal), false));
                if self.network == Network::LawfulButOne && !spent {
                    any_signal(&calls, rig, self, &mut |signal| add(Input::Signal(signal), true));
                }
            }
        }
        if self.agent != Agent::None {
            let whole = self.agent == Agent::Whole;
            agent_wishes(whole, &mut add);
            if self.network != Network::Lawful {
                agent_signals(whole, &mut add);
            }
        }
        if self.link {
            link(&calls, &mut add);
        }
        if self.features {
            features(&mut add);
        }
        match rig.station().deadline() {
            None => {}
            // What is left to say is said.
            Some(due) if due <= now => letters.push(Letter::new(now, Input::Time, false)),
            Some(_) => {
                let mut image = Image::default();
                image.take(rig);
                let comes = |at| Letter { first: Some(at), ..Letter::new(now + 1, Input::Time, false) };
                letters.extend(image.deadlines().into_iter().map(comes));
            }
        }
        letters
    }
}

type Add<'a> = &'a mut dyn FnMut(Input<'static>, bool);

fn wishes(calls: &[CallInfo], data: bool, add: Add<'_>) {
    for entries in [TO, &[]] {
        add(Input::Request(Request { entries, ..Request::new(R::MakeCall) }), false);
    }
    add(Input::Request(Request::new(R::Pickup)), false);
    for call in calls {
        for what in OF_CALLS.iter().copied() {
            let entries: &[Entry<'static>] = match what {
                R::Dial | R::Dtmf => DIGITS,
                R::DropParty => DROPPED,
                R::Attach => DATA,
                R::Detach => GONE,
                _ => TO,
            };
            if data || !matches!(what, R::Attach | R::Detach | R::Dtmf) {
                add(Input::Request(Request { call: call.id, entries, ..Request::new(what) }), false);
            }
        }
    }
}

fn agent_wishes(whole: bool, add: Add<'_>) {
    let wishes: [(R, &[Entry<'static>], u16); 8] = [
        (R::LogIn, AGENT, 0),
        (R::LogIn, QUEUE, 0),
        (R::LogOut, &[], 0),
        (R::LogOut, QUEUE, 0),
        (R::Ready, &[], 0),
        (R::NotReady, &[], 0),
        (R::NotReady, &[], 1),
        (R::WrapUp, &[], 0),
    ];
    for (what, entries, reason) in
        wishes.into_iter().filter(|(_, entries, reason)| whole || *reason == 0 && *entries != QUEUE)
    {
        add(Input::Request(Request { entries, reason, ..Request::new(what) }), false);
    }
}

fn agent_signals(whole: bool, add: Add<'_>) {
    for state in A::ALL.iter().copied() {
        for pending in [None, Some(A::Ready), Some(A::NotReady)] {
            add(Input::Signal(Signal { agent: state, pending, ..Signal::new(K::Agent) }), false);
        }
    }
    for on in [true, false].into_iter().filter(|_| whole) {
        add(Input::Signal(Signal { on, entries: QUEUE, ..Signal::new(K::Queue) }), false);
    }
    for what in [K::Accepted, K::Refused] {
        add(Input::Signal(Signal::new(what)), false);
    }
}

fn features(add: Add<'_>) {
    for on in [true, false] {
        let entries = if on { TO } else { &[] };
        add(Input::Request(Request { on, entries, ..Request::new(R::Forward) }), false);
        add(Input::Request(Request { on, ..Request::new(R::DoNotDisturb) }), false);
        add(Input::Signal(Signal { on, entries, ..Signal::new(K::Forward) }), false);
        add(Input::Signal(Signal { on, ..Signal::new(K::DoNotDisturb) }), false);
    }
}

fn link(calls: &[CallInfo], add: Add<'_>) {
    for what in [K::LinkDown, K::LinkUp, K::ResyncBegin, K::ResyncEnd] {
        add(Input::Signal(Signal::new(what)), false);
    }
    let call = calls.first().map_or(Which::reference(1), |call| Which::id(call.id));
    for (local, far) in [
        (S::Null, S::Null),
        (S::Alerting, S::Connected),
        (S::Connected, S::Connected),
        (S::Held, S::Held),
        (S::Connected, S::Unknown),
    ] {
        add(Input::Signal(Signal { call, local, far, ..Signal::new(K::ResyncCall) }), false);
    }
}

/// Names that a signal may use: live calls, one that has ended, one that nobody knows.
fn names(calls: &[CallInfo], rig: &mut Rig) -> Vec<Which> {
    let mut names: Vec<Which> = calls.iter().map(|call| Which::id(call.id)).collect();
    let station = rig.station();
    let live = |reference: u64| calls.iter().any(|call| call.reference == reference);
    let ended = (1..8).find(|reference| station.find(*reference).is_some() && !live(*reference));
    names.extend(ended.map(Which::reference));
    names.push(Which::reference(unknown(rig)));
    names
}

/// A reference that the station does not know.
fn unknown(rig: &mut Rig) -> u64 {
    let station = rig.station();
    (1..).find(|reference| station.find(*reference).is_none()).unwrap_or(1)
}

fn any_signal(calls: &[CallInfo], rig: &mut Rig, inputs: Inputs, add: &mut dyn FnMut(Signal<'static>)) {
    for call in names(calls, rig) {
        for what in OF_SIGNALS.iter().copied().filter(|what| inputs.data || *what != K::Data) {
            let entries: &[Entry<'static>] = match what {
                K::PartyJoined | K::PartyLeft => PARTY,
                K::Data => DATA,
                _ => &[],
            };
            let plain = Signal { call, entries, ..Signal::new(what) };
            add(plain);
            match what {
                K::Offered => {
                    if inputs.agent != Agent::None {
                        add(Signal { acd: true, ..plain });
                    }
                    if inputs.names {
                        add(Signal { attempt: 1, ..plain });
                    }
                }
                K::Cleared if inputs.agent != Agent::None => add(Signal { cause: Cause::NO_ANSWER, ..plain }),
                _ => {}
            }
        }
    }
}

/// What a lawful network may say.
fn lawful(calls: &[CallInfo], rig: &mut Rig, acd: bool, add: &mut dyn FnMut(Signal<'static>)) {
    let fresh = Which::reference(unknown(rig));
    let takes = |call: &CallInfo| call.local == S::Connected && call.far != S::Failed;
    add(Signal { call: fresh, ..Signal::new(K::Offered) });
    if acd {
        add(Signal { call: fresh, acd: true, ..Signal::new(K::Offered) });
    }
    if !calls.iter().any(takes) {
        add(Signal { call: fresh, ..Signal::new(K::Initiated) });
    }
    for call in calls {
        let free = !calls.iter().any(|other| other.id != call.id && takes(other));
        for what in answers(call, free).into_iter().chain(news(call, free)) {
            let with =
                if matches!(what, K::Transferred | K::Conferenced) { Which::id(call.bound) } else { Which::NONE };
            let entries: &[Entry<'static>] = if matches!(what, K::PartyJoined | K::PartyLeft) { PARTY } else { &[] };
            add(Signal { call: Which::id(call.id), with, entries, ..Signal::new(what) });
        }
    }
}

/// What the network answers to the request of a call.
fn answers(call: &CallInfo, free: bool) -> Vec<K> {
    let Some(pending) = call.pending else { return Vec::new() };
    let mut may = vec![K::Accepted, K::Refused];
    match (pending, call.local) {
        (R::MakeCall | R::Dial | R::Consult, S::Initiated) => {
            may.push(K::Failed);
            if free {
                may.push(K::Originated);
            }
        }
        (R::Transfer | R::BlindTransfer, _) => may.push(K::Transferred),
        (R::Conference, _) => may.push(K::Conferenced),
        (R::Deflect, _) => may.push(K::Diverted),
        (R::AddParty, _) => may.push(K::PartyJoined),
        (R::DropParty, _) => may.push(K::PartyLeft),
        (R::Clear | R::Reject | R::Park, _) => {}
        (R::Reconnect, S::Connected) => {}
        // What is active makes way, or is asked to.
        (_, S::Connected) => may.push(K::Held),
        (_, S::Held) if free => may.push(K::Retrieved),
        (_, S::Alerting | S::Queued | S::Initiated) if free => may.push(K::Established),
        _ => {}
    }
    may
}

/// What happens without anybody having asked.
fn news(call: &CallInfo, free: bool) -> Vec<K> {
    let mut may = vec![K::Cleared];
    let plain = call.parties == 2;
    let placed = matches!(call.kind, CallKind::Outbound | CallKind::Consult) && call.answered.is_none();
    match (call.local, call.far) {
        (S::Alerting, _) => {
            may.push(K::Diverted);
            if free && call.pending.is_none() {
                may.push(K::Established);
            }
        }
        (S::Initiated, _) if free && call.pending.is_none() => may.push(K::Originated),
        (S::Connected | S::Held, S::Null | S::Alerting | S::Queued) if placed => {
            may.extend([K::Delivered, K::Failed]);
            if call.local == S::Held || free {
                may.push(K::Established);
            }
        }
        (S::Connected | S::Held, S::Connected) if plain => may.extend([K::FarHeld, K::FarCleared, K::PartyJoined]),
        (S::Connected | S::Held, S::Held) if plain => may.extend([K::FarRetrieved, K::FarCleared]),
        (S::Connected | S::Held, S::Unknown) => may.push(K::PartyLeft),
        _ => {}
    }
    if call.local == S::Held && free && call.pending.is_none() {
        may.push(K::Retrieved);
    }
    may
}
