//! Expectations about what is so now: calls, the agent, what is allowed, data.

use crate::desk::Seat;
use crate::error::Fault;
use crate::scenario::heard::Heard;
use crate::scenario::lex;
use crate::scenario::names::Names;
use crate::scenario::statement::{AgentWanted, CallWanted, Text, TextKey};
use crate::scenario::values::same_cause;
use offhook::data::Data;
use offhook::{CallId, CallInfo, Entry, Key, Known, RequestKind, State};

/// `call NAME STATE …`
pub fn call(wanted: &CallWanted, seat: &mut Seat, heard: &Heard) -> Result<(), Fault> {
    let named = heard.names.need(&wanted.name).map_err(Fault::File)?;
    let bound = match &wanted.bound {
        Some(Some(name)) => Some(heard.names.need(name).map_err(Fault::File)?.id),
        Some(None) => Some(CallId::NONE),
        None => None,
    };
    let station = seat.station();
    let found = station.call(named.id);
    let data = station.data(named.id);
    let holds = match found {
        // Its slot is free, or was never taken.
        None => wanted.local == Some(State::Null),
        Some(call) => {
            wanted.local.is_none_or(|local| call.local == local)
                && wanted.far.is_none_or(|far| call.far == far)
                && wanted.kind.is_none_or(|kind| call.kind == kind)
                && wanted.parties.is_none_or(|parties| call.parties == parties)
                && bound.is_none_or(|bound| call.bound == bound)
                && wanted.stale.is_none_or(|stale| call.stale == stale)
                && wanted.cause.is_none_or(|cause| same_cause(cause, call.cause))
                && wanted.facts.iter().all(|(key, value)| has(data, Key::Known(*key), value))
        }
    };
    if holds {
        return Ok(());
    }
    let got = match found {
        None => "the station has no such call".to_owned(),
        Some(call) => describe(&call, data, &heard.names, wanted),
    };
    Err(Fault::expectation(written(wanted), got))
}

fn has(data: Option<Data<'_>>, key: Key<'_>, value: &str) -> bool {
    data.is_some_and(|data| data.iter().any(|entry| entry.key == key && entry.value == value))
}

/// The expectation as the file writes it.
fn written(wanted: &CallWanted) -> String {
    let mut words = vec![format!("call {}", wanted.name)];
    words.extend(wanted.local.map(|local| local.name().to_owned()));
    words.extend(wanted.far.map(|far| format!("far={}", far.name())));
    words.extend(wanted.kind.map(|kind| format!("kind={}", kind.name())));
    words.extend(wanted.parties.map(|parties| format!("parties={parties}")));
    words.extend(wanted.bound.iter().map(|bound| format!("bound={}", bound.as_deref().unwrap_or("none"))));
    words.extend(wanted.stale.map(|stale| format!("stale={}", if stale { "yes" } else { "no" })));
    words.extend(wanted.cause.map(|cause| format!("cause={cause}")));
    words.extend(wanted.facts.iter().map(|(key, value)| format!("{}={}", fact(*key), lex::value(value))));
    words.join(" ")
}

/// The argument that asks for a fact.
fn fact(key: Known) -> &'static str {
    match key {
        Known::Ani => "from",
        Known::Dnis => "to",
        Known::OtherParty => "other",
        Known::ExternalReferenceId => "external",
        Known::ExternalOriginalReferenceId => "original",
        other => other.name(),
    }
}

fn describe(call: &CallInfo, data: Option<Data<'_>>, names: &Names, wanted: &CallWanted) -> String {
    let mut words = vec![
        format!("call {} {} far={} kind={}", wanted.name, call.local.name(), call.far.name(), call.kind.name()),
        format!(
            "parties={} bound={}",
            call.parties,
            names.of(call.bound).unwrap_or(if call.bound.is_none() { "none" } else { "?" })
        ),
        format!("stale={} cause={}", if call.stale { "yes" } else { "no" }, call.cause),
    ];
    words.extend(call.pending.map(|pending| format!("({} pending)", pending.name())));
    for (key, _) in &wanted.facts {
        let value = data.and_then(|data| data.get(Key::Known(*key)));
        words.push(
            value.map_or_else(
                || format!("(no {})", fact(*key)),
                |value| format!("{}={}", fact(*key), lex::value(value)),
            ),
        );
    }
    words.join(" ")
}

/// `calls N`
pub fn calls(wanted: usize, seat: &mut Seat) -> Result<(), Fault> {
    let ids: Vec<(CallId, State)> =
        seat.station().calls().filter(|call| call.local != State::Null).map(|call| (call.id, call.local)).collect();
    if ids.len() == wanted {
        return Ok(());
    }
    let list: Vec<String> = ids.iter().map(|(id, state)| format!("{} {}", seat.label(*id), state.name())).collect();
    let list = if list.is_empty() { String::new() } else { format!(": {}", list.join(", ")) };
    Err(Fault::expectation(format!("calls {wanted}"), format!("calls {}{list}", ids.len())))
}

/// `agent STATE …`
pub fn agent(wanted: &AgentWanted, seat: &mut Seat) -> Result<(), Fault> {
    let station = seat.station();
    let agent = station.agent();
    let holds = agent.state == wanted.state
        && wanted.pending.is_none_or(|pending| agent.pending == pending)
        && wanted.reason.is_none_or(|reason| agent.reason == reason);
    if holds {
        return Ok(());
    }
    let pending = |pending: Option<offhook::AgentState>| pending.map_or("none", |state| state.name());
    let mut words = vec![format!("agent {}", wanted.state.name())];
    words.extend(wanted.pending.map(|state| format!("pending={}", pending(state))));
    words.extend(wanted.reason.map(|reason| format!("reason={reason}")));
    let got = format!("agent {} pending={} reason={}", agent.state.name(), pending(agent.pending), agent.reason);
    Err(Fault::expectation(words.join(" "), got))
}

/// `allowed NAME WHAT…`, `denied NAME WHAT…`
pub fn allowed(
    call: Option<&str>,
    what: &[RequestKind],
    granted: bool,
    seat: &mut Seat,
    heard: &Heard,
) -> Result<(), Fault> {
    let id = match call {
        Some(name) => heard.names.need(name).map_err(Fault::File)?.id,
        None => CallId::NONE,
    };
    for kind in what {
        let answer = seat.station().allowed(*kind, id);
        if answer.is_ok() != granted {
            let whose = call.unwrap_or(if is_of_agent(*kind) { "agent" } else { "station" });
            let expected = format!("{} {whose} {}", if granted { "allowed" } else { "denied" }, kind.name());
            let got = answer
                .map_or_else(|cause| format!("it would be refused: {cause}"), |()| "it would be granted".to_owned());
            return Err(Fault::expectation(expected, got));
        }
    }
    Ok(())
}

fn is_of_agent(what: RequestKind) -> bool {
    use RequestKind::{LogIn, LogOut, NotReady, Ready, WrapUp};
    matches!(what, LogIn | LogOut | NotReady | Ready | WrapUp)
}

/// `data NAME [APP:]KEY=VALUE…`
pub fn data(name: &str, entries: &[Text], seat: &mut Seat, heard: &Heard) -> Result<(), Fault> {
    let named = heard.names.need(name).map_err(Fault::File)?;
    let station = seat.station();
    let data = station.data(named.id);
    match entries.iter().find(|text| !has(data, text.key.key(), &text.value)) {
        None => Ok(()),
        Some(text) => {
            let key = text.key.key();
            let expected = format!("data {name} {}", lex::entry(key.app(), key.name(), &text.value));
            Err(Fault::expectation(expected, listed(data)))
        }
    }
}

/// `nodata NAME [APP:]KEY…`
pub fn no_data(name: &str, keys: &[TextKey], seat: &mut Seat, heard: &Heard) -> Result<(), Fault> {
    let named = heard.names.need(name).map_err(Fault::File)?;
    let station = seat.station();
    let data = station.data(named.id);
    let present = |key: &&TextKey| data.is_some_and(|data| data.iter().any(|entry| entry.key == key.key()));
    match keys.iter().find(present) {
        None => Ok(()),
        Some(key) => Err(Fault::expectation(
            format!("nodata {name} {}", lex::key(key.key().app(), key.key().name())),
            listed(data),
        )),
    }
}

/// The data of a call, as entries.
fn listed(data: Option<Data<'_>>) -> String {
    let entry = |entry: Entry<'_>| lex::entry(entry.key.app(), entry.key.name(), entry.value);
    let entries: Vec<String> = data.into_iter().flat_map(|data| data.iter().map(entry).collect::<Vec<_>>()).collect();
    if entries.is_empty() { "no data".to_owned() } else { entries.join(" ") }
}
