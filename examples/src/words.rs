//! Outputs and inputs in the words of the scenario language.

use crate::desk::{Seat, Told};
use crate::scenario::lex;
use crate::scenario::statement::Text;
use offhook::{
    AgentState, CallKind, Cause, Entry, ForwardKind, Key, Known, Link, Output, OutputKind, Purpose, Request,
    RequestKind, Signal, SignalKind, State, Which,
};

/// The name of a state by its number.
fn state(code: u8) -> &'static str {
    State::from_code(code).map_or("?", State::name)
}

fn agent_state(code: u8) -> &'static str {
    AgentState::from_code(code).map_or("?", AgentState::name)
}

/// A text as an argument: the keys that only travel have the argument's name already.
fn text(key: Key<'_>, value: &str) -> String {
    let name = match key {
        Key::Known(Known::Ani) => "from",
        Key::Known(Known::Dnis) => "to",
        Key::Known(Known::RedirectingParty) => "redirected",
        Key::Known(Known::ExternalReferenceId) => "external",
        Key::Known(Known::ExternalOriginalReferenceId) => "original",
        Key::Known(Known::OtherParty) => "other",
        Key::Known(Known::Party) => "party",
        Key::Known(Known::Presentation) => "presentation",
        _ => return lex::entry(key.app(), key.name(), value),
    };
    format!("{name}={}", lex::value(value))
}

/// An output: `command answer caller`, `event call caller local=connected …`.
pub fn told(told: &Told, seat: &Seat) -> String {
    let verb = if told.output.what.is_command() { "command" } else { "event" };
    format!("{verb} {}", said(told, seat))
}

/// An output in as few words as say it, for people who see it in its place.
pub fn brief(told: &Told, seat: &Seat) -> String {
    let output = &told.output;
    match output.what {
        OutputKind::Call => {
            format!("call {} {} far={}", seat.label(output.call), state(output.state), state(output.far))
        }
        OutputKind::Agent => format!("agent {}", agent_state(output.state)),
        _ => said(told, seat),
    }
}

/// An output without the word in front.
fn said(told: &Told, seat: &Seat) -> String {
    let output = &told.output;
    let mut words = vec![output.what.name().to_owned()];
    if !output.call.is_none() {
        words.push(seat.label(output.call));
    }
    fields(output, seat, &mut words);
    words.extend(told.texts.iter().map(|Text { key, value }| text(key.key(), value)));
    if output.cause != Cause::NONE && output.what != OutputKind::RequestFailed {
        words.push(format!("cause={}", output.cause));
    }
    words.join(" ")
}

fn fields(output: &Output, seat: &Seat, words: &mut Vec<String>) {
    let of = || RequestKind::from_code(output.of).map_or("?", RequestKind::name);
    let mut say = |key: &str, value: &str| words.push(format!("{key}={value}"));
    match output.what {
        OutputKind::Call => {
            say("local", state(output.state));
            say("far", state(output.far));
            say("was-local", state(output.was));
            say("was-far", state(output.was_far));
        }
        OutputKind::Merged => say("into", &seat.label(output.other)),
        OutputKind::Party => say("parties", &output.parties.to_string()),
        OutputKind::RequestDone => say("what", of()),
        OutputKind::RequestFailed => {
            say("what", of());
            say("reason", &output.cause.to_string());
        }
        OutputKind::Agent | OutputKind::CmdAgent => {
            say("state", agent_state(output.state));
            say("reason", &output.reason.to_string());
            say("pending", output.pending.checked_sub(1).map_or("none", agent_state));
        }
        OutputKind::Discrepancy => {
            say("was", state(output.was));
            say("said", state(output.state));
            say("was-far", state(output.was_far));
            say("said-far", state(output.far));
        }
        OutputKind::Link => say("state", Link::from_code(output.state).map_or("?", Link::name)),
        OutputKind::Feature => {
            say("what", of());
            say("state", if output.on == 1 { "on" } else { "off" });
        }
        OutputKind::CmdConsult => say("purpose", Purpose::from_code(output.on).map_or("?", Purpose::name)),
        OutputKind::CmdForward => say("kind", ForwardKind::from_code(output.parties).map_or("?", ForwardKind::name)),
        OutputKind::CmdNotReady | OutputKind::CmdLogOut if output.reason != 0 => {
            say("reason", &output.reason.to_string())
        }
        OutputKind::CmdDoNotDisturb | OutputKind::CmdMessageWaiting | OutputKind::CmdMute => {
            say("state", if output.on == 1 { "on" } else { "off" })
        }
        OutputKind::RejectedBusy | OutputKind::CmdQuery if output.call.is_none() => {
            say("ref", &output.reference.to_string())
        }
        _ => {}
    }
    if !output.other.is_none() && output.what != OutputKind::Merged {
        words.push(format!("other={}", seat.label(output.other)));
    }
}

fn which(which: Which, seat: &mut Seat) -> String {
    let found = seat.station().find(which.reference).filter(|_| which.id.is_none() && which.reference != 0);
    match found.unwrap_or(which.id) {
        id if id.is_none() => format!("ref={}", which.reference),
        id => seat.label(id),
    }
}

/// A signal, without the word in front.
pub fn signal(signal: &Signal<'_>, seat: &mut Seat) -> String {
    let mut words = vec![signal.what.name().to_owned()];
    if !signal.call.is_none() {
        words.push(which(signal.call, seat));
    }
    if !signal.with.is_none() {
        words.push(format!("with={}", which(signal.with, seat)));
    }
    words.extend(signal.kind.map(|kind: CallKind| format!("kind={}", kind.name())));
    match signal.what {
        SignalKind::Agent => words.push(format!("state={}", signal.agent.name())),
        SignalKind::Queue => words.push(format!("logged={}", if signal.on { "in" } else { "out" })),
        SignalKind::ResyncCall => words.push(format!("local={} far={}", signal.local.name(), signal.far.name())),
        SignalKind::Forward | SignalKind::DoNotDisturb | SignalKind::MessageWaiting | SignalKind::Mute => {
            words.push(format!("state={}", if signal.on { "on" } else { "off" }));
        }
        _ => {}
    }
    finish(words, signal.entries, signal.cause)
}

/// A request, without the word in front.
pub fn request(request: &Request<'_>, seat: &Seat) -> String {
    let mut words = vec![request.what.name().to_owned()];
    if !request.call.is_none() {
        words.push(seat.label(request.call));
    }
    if matches!(
        request.what,
        RequestKind::DoNotDisturb | RequestKind::MessageWaiting | RequestKind::Mute | RequestKind::Forward
    ) {
        words.push(format!("state={}", if request.on { "on" } else { "off" }));
    }
    if request.reason != 0 {
        words.push(format!("reason={}", request.reason));
    }
    finish(words, request.entries, request.cause)
}

fn finish(mut words: Vec<String>, entries: &[Entry<'_>], cause: Cause) -> String {
    words.extend(entries.iter().map(|entry| text(entry.key, entry.value)));
    if cause != Cause::NONE {
        words.push(format!("cause={cause}"));
    }
    words.join(" ")
}
