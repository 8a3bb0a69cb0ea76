//! What a lawful network may say next, read off the second model; and what anybody may say or wish for.

use offhook::{
    AgentState as A, CallId, CallKind, Cause, Config, Entry, ForwardKind, Input, Key, Known, Purpose, Quirk, Request,
    RequestKind as R, Signal, SignalKind as K, State as S, Which,
};

use crate::naive::{Model, Wish};
use crate::rng::Rng;

const fn e(key: Known, value: &'static str) -> Entry<'static> {
    Entry::known(key, value)
}

const fn own(app: &'static str, name: &'static str, value: &'static str) -> Entry<'static> {
    Entry { key: Key::Own { app, name }, value }
}

const TO: &[&[Entry<'static>]] = &[&[e(Known::To, "4002")], &[e(Known::To, "4003")], &[], &[e(Known::To, "")]];
const DIGITS: &[&[Entry<'static>]] = &[&[e(Known::Digits, "1")], &[e(Known::Digits, "22")], &[]];
const PARTY: &[&[Entry<'static>]] =
    &[&[e(Known::Party, "4002")], &[e(Known::Party, "4003")], &[e(Known::Party, "911")], &[]];
const DROPPED: &[&[Entry<'static>]] =
    &[&[e(Known::Dropped, "4002")], &[e(Known::Dropped, "4003")], &[e(Known::Dropped, "911")], &[]];
const PARTIES: &[&[Entry<'static>]] = &[&[], &[], &[e(Known::Party, "911"), e(Known::Party, "4002")]];
const PICKUP: &[&[Entry<'static>]] = &[&[e(Known::Of, "4002")], &[e(Known::Group, "g")], &[]];
const FACTS: &[&[Entry<'static>]] = &[
    &[],
    &[],
    &[e(Known::Ani, "911"), e(Known::Dnis, "4001")],
    &[e(Known::ExternalReferenceId, "x1")],
    &[e(Known::ExternalReferenceId, "x2"), e(Known::OtherParty, "912")],
    &[e(Known::ExternalOriginalReferenceId, "x0")],
    &[own("A", "k", "v"), e(Known::TicketId, "1")],
    &[own("CRM_IC/MCM", "k", "v")],
];
const DATA: &[&[Entry<'static>]] = &[
    &[e(Known::TicketId, "1")],
    &[e(Known::TicketId, "22")],
    &[e(Known::OtherParty, "913")],
    &[own("A", "k", "v"), own("A", "k", "w")],
    &[own("A", "k", "a longer value")],
    &[own("", "note", "1"), e(Known::TicketId, "333")],
    &[own("CRM_IC/MCM", "k", "v")],
    &[own("", "", "v")],
    &[e(Known::ExternalOriginalReferenceId, "x0")],
    &[],
];
const NEWS: &[&[Entry<'static>]] = &[
    &[e(Known::TicketId, "1")],
    &[e(Known::TicketId, "4444"), own("", "note", "2")],
    &[own("A", "k", "v"), own("B", "k", "w")],
    &[own("CRM_IC/MCM", "k", "v")],
    &[e(Known::ExternalOriginalReferenceId, "x0")],
    &[],
];
const GONE: &[&[Entry<'static>]] =
    &[&[e(Known::TicketId, "")], &[own("A", "k", "")], &[e(Known::OtherParty, ""), own("", "note", "")]];
const QUEUES: &[&[Entry<'static>]] = &[&[], &[], &[e(Known::QueueName, "sales")], &[e(Known::QueueName, "care")]];
const LOG_IN: &[&[Entry<'static>]] = &[
    &[e(Known::AgentId, "7")],
    &[e(Known::AgentId, "7"), e(Known::QueueName, "sales")],
    &[e(Known::QueueName, "care"), e(Known::Skills, "fr")],
    &[e(Known::AgentId, "7"), e(Known::QueueName, "sales"), e(Known::QueueName, "care")],
];
const CAUSES: &[Cause] = &[
    Cause::NONE,
    Cause::NONE,
    Cause::BUSY,
    Cause::CALL_NOT_ANSWERED,
    Cause::ANSWERED_ELSEWHERE,
    Cause::NO_ANSWER,
    Cause::GLARE,
];

fn texts(rng: &mut Rng, of: &[&'static [Entry<'static>]]) -> &'static [Entry<'static>] {
    of[rng.below(of.len())]
}

/// A configuration by chance.
pub fn config(rng: &mut Rng) -> Config {
    let mut config = Config {
        request_timeout: *rng.of(&[0, 1_000, 5_000]),
        no_answer: *rng.of(&[0, 20_000]),
        auto_answer: *rng.of(&[0, 0, 3_000]),
        wrap_up: *rng.of(&[0, 10_000, u32::MAX]),
        recall: *rng.of(&[0, 0, 7_000]),
        no_auto_hold: u8::from(rng.once_in(4)),
        mode: if rng.once_in(6) { *rng.of(&[1, 2]) } else { 0 },
        wrap_up_wish: *rng.of(&[0, 1, 2]),
        login_ready: u8::from(rng.once_in(3)),
        rona_ready: u8::from(rng.once_in(3)),
        ..Config::default()
    };
    for quirk in Quirk::ALL {
        if rng.once_in(8) {
            config = config.with(*quirk);
        }
    }
    if rng.once_in(8) { config.without(*rng.of(&[R::Hold, R::Transfer, R::Ready, R::Mute])) } else { config }
}

/// A wish of any kind: mostly of a call that lives.
pub fn request(model: &Model, rng: &mut Rng) -> Input<'static> {
    let calls = [
        R::MakeCall,
        R::MakeCall,
        R::Dial,
        R::Answer,
        R::Answer,
        R::Reject,
        R::Deflect,
        R::Hold,
        R::Hold,
        R::Retrieve,
        R::Alternate,
        R::Consult,
        R::Consult,
        R::Reconnect,
        R::Transfer,
        R::BlindTransfer,
        R::Conference,
        R::AddParty,
        R::DropParty,
        R::Dtmf,
        R::Park,
        R::Pickup,
        R::Clear,
        R::Attach,
        R::Detach,
    ];
    let agent = [R::LogIn, R::LogIn, R::LogOut, R::Ready, R::Ready, R::NotReady, R::WrapUp];
    let what = match rng.below(20) {
        0..15 => *rng.of(&calls),
        15..18 => *rng.of(&agent),
        18 => *rng.of(&[R::Forward, R::DoNotDisturb, R::MessageWaiting, R::Mute]),
        _ => *rng.of(R::ALL),
    };
    let mut request = Request { call: some_call(model, rng), ..Request::new(what) };
    // Who consults means to end it: by chance alone a pair of calls seldom lasts so long.
    let pair: Vec<CallId> = model.calls.iter().filter(|call| call.bound.is_some()).map(|call| call.id).collect();
    if let Some(call) = rng.any(&pair).filter(|_| rng.once_in(3)) {
        let what = *rng.of(&[R::Transfer, R::Transfer, R::Conference, R::Reconnect, R::BlindTransfer, R::Alternate]);
        request = Request { call, entries: if what == R::BlindTransfer { TO[0] } else { &[] }, ..Request::new(what) };
    }
    let what = request.what;
    match what {
        R::MakeCall | R::Consult | R::Deflect | R::BlindTransfer | R::AddParty | R::Park | R::Forward => {
            request.entries = texts(rng, TO)
        }
        R::Dial | R::Dtmf => request.entries = texts(rng, DIGITS),
        R::DropParty => request.entries = texts(rng, DROPPED),
        R::Pickup => request.entries = texts(rng, PICKUP),
        R::Attach => request.entries = texts(rng, DATA),
        R::Detach => request.entries = texts(rng, GONE),
        R::LogIn => request.entries = texts(rng, LOG_IN),
        R::LogOut => request.entries = texts(rng, QUEUES),
        R::Reject => request.cause = *rng.of(CAUSES),
        R::Alternate if rng.once_in(3) => request.with = some_call(model, rng),
        _ => {}
    }
    request.purpose = if rng.once_in(3) { *rng.of(Purpose::ALL) } else { Purpose::Any };
    request.on = rng.once_in(2);
    request.forward = *rng.of(ForwardKind::ALL);
    // Nobody needs a reason to be ready: one that is given all the same is not kept.
    request.reason = rng.below(3) as u16;
    Input::Request(request)
}

fn some_call(model: &Model, rng: &mut Rng) -> CallId {
    let live: Vec<CallId> = model.calls.iter().filter(|call| call.live()).map(|call| call.id).collect();
    match rng.any(&live) {
        Some(call) if !rng.once_in(30) => call,
        _ => CallId::from_number((rng.below(5) << 12 | rng.below(model.calls.len() + 1)) as u32),
    }
}

/// A signal that a lawful network may say now; `None` when it has nothing to say about what chance chose.
pub fn lawful(model: &Model, rng: &mut Rng) -> Option<Input<'static>> {
    let live: Vec<usize> = (0..model.calls.len()).filter(|slot| model.calls[*slot].live()).collect();
    let signal = match rng.below(24) {
        0..2 => offer(model, rng),
        2..9 => {
            let wish = model.wishes.get(rng.below(model.wishes.len().max(1)))?;
            answer(model, wish, rng)?
        }
        9..19 => about(model, rng.any(&live)?, rng)?,
        19..22 => of_agent(model, rng)?,
        22 if rng.once_in(4) => Signal::new(*rng.of(&[K::LinkDown, K::LinkUp])),
        _ => feature(rng),
    };
    Some(Input::Signal(signal))
}

fn offer(model: &Model, rng: &mut Rng) -> Signal<'static> {
    let reference = 1 + rng.number() % (1 << 40);
    let acd = rng.once_in(2);
    let kind = if rng.once_in(4) { Some(CallKind::Internal) } else { None };
    // A device may also be used by hand: off hook, when its line is free.
    let by_hand = !model.calls.iter().any(|call| call.takes_line()) && rng.once_in(6);
    let what = if by_hand { K::Initiated } else { K::Offered };
    let call = Which::reference(reference);
    Signal {
        call,
        acd: acd && !by_hand,
        kind: kind.filter(|_| !by_hand),
        entries: texts(rng, FACTS),
        ..Signal::new(what)
    }
}

fn to(model: &Model, slot: usize, what: K, rng: &mut Rng) -> Signal<'static> {
    let call = &model.calls[slot];
    let which =
        if call.reference == 0 || rng.once_in(4) { Which::id(call.id) } else { Which::reference(call.reference) };
    // A call without a name gets one with the first signal.
    let reference = if call.reference == 0 { 1 + rng.number() % (1 << 40) } else { 0 };
    Signal { call: which, reference, ..Signal::new(what) }
}

/// What the network answers to a pending request.
fn answer(model: &Model, wish: &Wish, rng: &mut Rng) -> Option<Signal<'static>> {
    let waiting: Vec<_> = wish.parts.iter().filter(|part| part.sent && !part.done).collect();
    let part = waiting.get(rng.below(waiting.len().max(1)))?;
    let slot = part.call;
    if rng.once_in(6) {
        let request = if rng.once_in(3) { 0 } else { wish.number };
        let what = if rng.once_in(2) { K::Refused } else { K::Accepted };
        let cause = if what == K::Refused { *rng.of(CAUSES) } else { Cause::NONE };
        return Some(Signal { request, cause, ..to(model, slot, what, rng) });
    }
    let call = &model.calls[slot];
    // Under way, and then it did not work.
    let alone =
        matches!(part.awaits, R::Transfer | R::BlindTransfer | R::Conference | R::AddParty | R::Deflect | R::Park);
    if alone && matches!(call.far, S::Connected | S::Held | S::Unknown) && rng.once_in(8) {
        return Some(Signal { cause: *rng.of(CAUSES), ..to(model, slot, K::Failed, rng) });
    }
    let what = match part.awaits {
        R::MakeCall | R::Dial | R::Consult => match rng.below(8) {
            0 if wish.parts.len() == 1 && call.texts.known(Known::Dnis).is_none() => K::Initiated,
            0 => K::Failed,
            1 => K::Cleared,
            // A consultation's call is active only when the first one is held.
            _ if line_taken_by_another(model, slot) => return None,
            _ => K::Originated,
        },
        R::Answer | R::Pickup => {
            if line_taken_by_another(model, slot) {
                return None;
            } else {
                K::Established
            }
        }
        R::Reject | R::Clear | R::Park => K::Cleared,
        R::Deflect => K::Diverted,
        R::Hold => K::Held,
        R::Retrieve => match call.local {
            _ if line_taken_by_another(model, slot) => return None,
            S::Alerting | S::Queued => K::Established,
            _ => K::Retrieved,
        },
        R::Transfer | R::BlindTransfer => K::Transferred,
        R::Conference => K::Conferenced,
        R::AddParty => K::PartyJoined,
        R::DropParty => K::PartyLeft,
        _ => return None,
    };
    let mut signal = to(model, slot, what, rng);
    match part.awaits {
        R::Transfer | R::Conference => {
            let other = wish.parts.iter().find(|other| other.call != slot)?.call;
            signal.with = if rng.once_in(2) { Which::NONE } else { Which::id(model.calls[other].id) };
            if part.awaits == R::Conference {
                signal.entries = texts(rng, PARTIES);
                signal.reference = if rng.once_in(2) { 0 } else { 1 + rng.number() % (1 << 40) };
            }
        }
        R::AddParty => {
            signal.entries =
                named(call.texts.list.iter().find(|text| text.tag == wish.number).map(|text| text.value.as_str()))?
        }
        R::DropParty => {
            let asked = call.texts.list.iter().find(|text| text.tag == wish.number).map(|text| text.value.as_str());
            signal.entries =
                named(asked.filter(|party| call.texts.all(Known::Party).iter().any(|listed| listed == party)))?;
        }
        _ => {}
    }
    Some(signal)
}

fn named(party: Option<&str>) -> Option<&'static [Entry<'static>]> {
    PARTY.iter().find(|list| list.first().map(|entry| entry.value) == party && party.is_some()).copied()
}

fn line_taken_by_another(model: &Model, slot: usize) -> bool {
    !model.config.has(Quirk::AutoHoldBySwitch)
        && (0..model.calls.len()).any(|other| other != slot && model.calls[other].takes_line())
}

/// What happens to a call without anybody having asked.
fn about(model: &Model, slot: usize, rng: &mut Rng) -> Option<Signal<'static>> {
    let call = &model.calls[slot];
    let plain = call.parties == 2;
    let placed = call.outgoing && call.answered.is_none();
    let mut may = vec![K::Cleared, K::Reference, K::Data];
    match (call.local, call.far) {
        (S::Initiated, _) if !call.making && model.wish_of(slot).is_none() && !line_taken_by_another(model, slot) => {
            may.push(K::Originated)
        }
        (S::Alerting, _) => {
            may.push(K::Diverted);
            // The device is picked up by hand.
            if !line_taken_by_another(model, slot) {
                may.push(K::Established);
            }
        }
        (S::Queued, _) => may.push(K::Diverted),
        (S::Connected | S::Held, S::Null | S::Alerting | S::Queued) if placed => {
            may.extend([K::Delivered, K::Queued, K::Failed]);
            if call.local == S::Held || call.takes_line() {
                may.extend([K::Established, K::Established]);
            }
        }
        (S::Connected | S::Held, S::Connected) if plain => may.extend([K::FarHeld, K::FarCleared, K::PartyJoined]),
        (S::Connected | S::Held, S::Held) if plain => may.extend([K::FarRetrieved, K::FarCleared]),
        (S::Connected | S::Held, S::Unknown) => may.extend([K::PartyLeft, K::PartyLeft, K::PartyJoined]),
        _ => {}
    }
    if call.local == S::Held && !line_taken_by_another(model, slot) && model.wish_of(slot).is_none() {
        may.push(K::Retrieved);
    }
    let what = *rng.of(&may);
    let mut signal = Signal { entries: texts(rng, FACTS), ..to(model, slot, what, rng) };
    signal.cause = *rng.of(CAUSES);
    match what {
        K::PartyJoined => signal.entries = PARTY[rng.below(3)],
        K::PartyLeft => {
            signal.entries =
                named(rng.any(&call.texts.all(Known::Party).iter().map(String::as_str).collect::<Vec<_>>()))?
        }
        K::Data => signal.entries = texts(rng, NEWS),
        K::Reference if rng.once_in(2) => signal.reference = 1 + rng.number() % (1 << 40),
        _ => {}
    }
    Some(signal)
}

/// What the network says of the agent: its answer, or what a supervisor did.
fn of_agent(model: &Model, rng: &mut Rng) -> Option<Signal<'static>> {
    let state = model.agent.state;
    if model.agent.asked.is_some() && !rng.once_in(3) {
        let what = if rng.once_in(4) { K::Refused } else { K::Accepted };
        return Some(Signal { cause: *rng.of(CAUSES), ..Signal::new(what) });
    }
    if rng.once_in(4) {
        return Some(Signal { entries: QUEUES[2 + rng.below(2)], on: rng.once_in(2), ..Signal::new(K::Queue) });
    }
    let to: &[A] = match state {
        A::LoggedOut => &[A::NotReady, A::Ready],
        A::NotReady | A::Ready | A::WrapUp => &[A::LoggedOut, A::NotReady, A::Ready, A::Ready, A::WrapUp],
        A::Reserved | A::Busy => return None,
    };
    let agent = *rng.of(to);
    let reason = if agent == A::Ready { 0 } else { rng.below(2) as u16 };
    Some(Signal { agent, reason, ..Signal::new(K::Agent) })
}

fn feature(rng: &mut Rng) -> Signal<'static> {
    let what = *rng.of(&[K::Forward, K::DoNotDisturb, K::MessageWaiting, K::Mute]);
    let entries = if what == K::Forward { texts(rng, TO) } else { TO[2] };
    Signal { on: rng.once_in(2), forward: *rng.of(ForwardKind::ALL), entries, ..Signal::new(what) }
}

/// A signal of any kind, about anything.
pub fn hostile(model: &Model, rng: &mut Rng) -> Input<'static> {
    // A resync answers what is pending only where it names the call: by chance alone it seldom does.
    let pending: Vec<CallId> =
        model.wishes.iter().flat_map(|wish| wish.parts.iter().map(|part| model.calls[part.call].id)).collect();
    if let Some(call) = rng.any(&pending).filter(|_| rng.once_in(12)) {
        let (local, far) = (*rng.of(&[S::Connected, S::Connected, S::Held]), *rng.of(&[S::Connected, S::Held]));
        return Input::Signal(Signal { call: Which::id(call), local, far, ..Signal::new(K::ResyncCall) });
    }
    let what = *rng.of(K::ALL);
    let mut signal = Signal::new(what);
    signal.call = which(model, rng);
    if rng.once_in(3) {
        signal.with = which(model, rng);
    }
    if rng.once_in(6) {
        signal.reference = 1 + rng.number() % 6;
    }
    if rng.once_in(12) {
        // One missed, one repeated, the next one, or some missed.
        signal.sequence = (model.heard + rng.below(5) as u32).max(1);
    }
    if rng.once_in(3) {
        let open: Vec<u16> = model.wishes.iter().map(|wish| wish.number).collect();
        let tags: Vec<u16> = model.calls.iter().flat_map(|call| call.texts.list.iter().map(|text| text.tag)).collect();
        let known = if rng.once_in(2) { open } else { tags };
        signal.request = rng.any(&known).unwrap_or(rng.below(9) as u16);
    }
    signal.cause = *rng.of(CAUSES);
    signal.kind = if rng.once_in(4) { Some(*rng.of(CallKind::ALL)) } else { None };
    signal.acd = rng.once_in(3);
    signal.attempt = rng.below(3) as u8;
    signal.local = *rng.of(S::ALL);
    signal.far = *rng.of(&[S::Null, S::Alerting, S::Connected, S::Held, S::Queued, S::Failed, S::Unknown]);
    signal.agent = *rng.of(A::ALL);
    signal.pending =
        if rng.once_in(4) { Some(*rng.of(&[A::LoggedOut, A::NotReady, A::Ready, A::WrapUp])) } else { None };
    signal.reason = if signal.agent == A::Ready || signal.pending == Some(A::Ready) { 0 } else { rng.below(3) as u16 };
    signal.on = rng.once_in(2);
    signal.forward = *rng.of(ForwardKind::ALL);
    signal.entries = match what {
        K::PartyJoined | K::PartyLeft => texts(rng, PARTY),
        K::Conferenced => texts(rng, PARTIES),
        K::Data => texts(rng, NEWS),
        K::Queue => texts(rng, QUEUES),
        K::Forward => texts(rng, TO),
        _ => texts(rng, FACTS),
    };
    Input::Signal(signal)
}

fn which(model: &Model, rng: &mut Rng) -> Which {
    match rng.below(6) {
        0 => Which::NONE,
        1 | 2 => Which::reference(1 + rng.number() % 6),
        3 | 4 => Which::id(some_call(model, rng)),
        _ => rng
            .any(&model.calls.iter().map(|call| call.reference).collect::<Vec<_>>())
            .map_or(Which::NONE, Which::reference),
    }
}
