//! `signal` and `request`: inputs, but for what only the runner knows.

use crate::scenario::args::{self, Call, Takes};
use crate::scenario::lex::Word;
use crate::scenario::parse::{Rest, entry, key};
use crate::scenario::statement::{RequestDraft, SignalDraft, Text, TextKey};
use crate::scenario::values::{cause, either, number, word};
use offhook::{AgentState, ForwardKind, Known, Presentation, Request, RequestKind, Signal, SignalKind, State};

/// `signal WHAT [NAME] [key=value…]`
pub fn signal(rest: &mut Rest<'_>) -> Result<SignalDraft, String> {
    let what = word::<SignalKind>(&rest.need("the signal")?.text)?;
    let takes = args::signal(what);
    let mut draft = SignalDraft { plain: Signal::new(what), call: None, with: None, texts: Vec::new() };
    let (mut said, mut rings) = (Vec::new(), None);
    while let Some(next) = rest.next() {
        if names_call(next, &takes, &draft.call) {
            draft.call = Some(next.text.clone());
            continue;
        }
        let Some((name, value)) = argument(next, "signal", what.name(), &takes, args::EVERY_SIGNAL)? else {
            draft.texts.push(entry(next)?);
            continue;
        };
        // A conference has many parties.
        once(&mut said, name, name == "party")?;
        let plain = &mut draft.plain;
        match name {
            "ref" => plain.reference = number(value)?,
            "with" => draft.with = Some(value.to_owned()),
            "cause" => plain.cause = cause(value)?,
            "sequence" => plain.sequence = number(value)?,
            "request" => plain.request = number(value)?,
            "kind" if what == SignalKind::Forward => plain.forward = word::<ForwardKind>(value)?,
            "kind" => plain.kind = Some(word(value)?),
            "acd" => plain.acd = either(value, "yes", "no")?,
            "attempt" => plain.attempt = number(value)?,
            "local" => plain.local = word::<State>(value)?,
            "far" => plain.far = word::<State>(value)?,
            "state" if what == SignalKind::Agent => plain.agent = word::<AgentState>(value)?,
            "state" => rings = Some(either(value, "on", "off")?),
            "pending" => plain.pending = if value == "none" { None } else { Some(word(value)?) },
            "reason" => plain.reason = number(value)?,
            "logged" => rings = Some(either(value, "in", "out")?),
            text => {
                draft.texts.push(Text { key: TextKey::Known(signal_text(what, text)?), value: checked(text, value)? })
            }
        }
    }
    draft.plain.on = rings.unwrap_or(what == SignalKind::Forward);
    let of_call = draft.call.is_some() || draft.plain.reference != 0;
    missing(what.name(), takes.call == Call::Needed && !of_call, "the NAME of a call, or `ref=`")?;
    let has = |key: &str| said.contains(&key);
    match what {
        SignalKind::Agent => missing(what.name(), !has("state"), "`state=`")?,
        SignalKind::Queue => missing(what.name(), !has("name") || !has("logged"), "`name=` and `logged=in|out`")?,
        SignalKind::DoNotDisturb | SignalKind::MessageWaiting | SignalKind::Mute => {
            missing(what.name(), !has("state"), "`state=on` or `state=off`")?;
        }
        _ => {}
    }
    Ok(draft)
}

/// The key under which a signal carries the text of this argument.
fn signal_text(what: SignalKind, name: &str) -> Result<Known, String> {
    Ok(match name {
        "from" => Known::Ani,
        "to" if what == SignalKind::Forward => Known::To,
        "to" => Known::Dnis,
        "redirected" => Known::RedirectingParty,
        "external" => Known::ExternalReferenceId,
        "original" => Known::ExternalOriginalReferenceId,
        "other" => Known::OtherParty,
        "party" => Known::Party,
        "presentation" => Known::Presentation,
        "name" => Known::QueueName,
        other => return Err(format!("`{other}=` is no text of a signal")),
    })
}

/// `request WHAT [NAME] [key=value…] [as NAME]`
pub fn request(rest: &mut Rest<'_>) -> Result<RequestDraft, String> {
    let what = word::<RequestKind>(&rest.need("the request")?.text)?;
    let takes = args::request(what);
    let mut draft = RequestDraft {
        plain: Request::new(what),
        call: None,
        with: None,
        makes: None,
        known_as: None,
        texts: Vec::new(),
    };
    let (mut on, mut said) = (None, Vec::new());
    while let Some(next) = rest.next() {
        if next.text == "as" && next.equals.is_none() && (args::makes_a_call(what) || draft.call.is_some()) {
            once(&mut said, "as", false)?;
            let name = rest.need("the name of the new call")?.text.clone();
            if args::makes_a_call(what) {
                draft.makes = Some(name)
            } else {
                draft.known_as = Some(name)
            }
            continue;
        }
        if names_call(next, &takes, &draft.call) {
            draft.call = Some(next.text.clone());
            continue;
        }
        // What makes a call of nothing has no other call that a NAME could mean.
        if takes.call == Call::Never && args::makes_a_call(what) && draft.makes.is_none() && next.equals.is_none() {
            draft.makes = Some(next.text.clone());
            continue;
        }
        let Some((name, value)) = argument(next, "request", what.name(), &takes, &[])? else {
            let parts = next.parts();
            draft.texts.push(if parts.key.is_empty() && parts.value.is_some() != (what == RequestKind::Detach) {
                // The station refuses it, with a reason.
                Text {
                    key: TextKey::new(parts.app.unwrap_or_default(), ""),
                    value: parts.value.unwrap_or_default().to_owned(),
                }
            } else if what == RequestKind::Detach {
                Text { key: key(next)?, value: String::new() }
            } else {
                entry(next)?
            });
            continue;
        };
        once(&mut said, name, false)?;
        let plain = &mut draft.plain;
        match name {
            "with" => draft.with = Some(value.to_owned()),
            "cause" => plain.cause = cause(value)?,
            "purpose" => plain.purpose = word(value)?,
            "kind" => plain.forward = word(value)?,
            "state" => on = Some(either(value, "on", "off")?),
            "reason" => plain.reason = number(value)?,
            text => draft.texts.push(Text { key: TextKey::Known(request_text(text)?), value: value.to_owned() }),
        }
    }
    draft.plain.on = on.unwrap_or(what == RequestKind::Forward);
    missing(what.name(), takes.call == Call::Needed && draft.call.is_none(), "the NAME of a call")?;
    if matches!(what, RequestKind::DoNotDisturb | RequestKind::MessageWaiting | RequestKind::Mute) {
        missing(what.name(), on.is_none(), "`state=on` or `state=off`")?;
    }
    Ok(draft)
}

/// The key under which a request or command carries the text of this argument.
pub fn request_text(name: &str) -> Result<Known, String> {
    Ok(match name {
        "to" => Known::To,
        "digits" => Known::Digits,
        "party" => Known::Dropped,
        "of" => Known::Of,
        "group" => Known::Group,
        "agent" => Known::AgentId,
        "queue" => Known::QueueName,
        "skills" => Known::Skills,
        other => return Err(format!("`{other}=` is no text of a request")),
    })
}

/// Whether the word is the NAME of the call: the first one without a `=`.
fn names_call(word: &Word, takes: &Takes, named: &Option<String>) -> bool {
    takes.call != Call::Never && named.is_none() && word.equals.is_none()
}

/// The word as an argument of this kind; `None` when it is an entry of data.
pub fn argument<'w>(
    word: &'w Word,
    verb: &str,
    what: &str,
    takes: &Takes,
    every: &[&'static str],
) -> Result<Option<(&'w str, &'w str)>, String> {
    let known = |key: &str| takes.keys.contains(&key) || every.contains(&key);
    match word.argument() {
        // Where entries are taken, a word quoted as a whole is one.
        Some((key, value)) if known(key) && (word.equals.is_some() || !takes.data) => Ok(Some((key, value))),
        _ if takes.data => Ok(None),
        _ => {
            let keys: Vec<&str> = takes.keys.iter().chain(every).copied().collect();
            let takes = if keys.is_empty() {
                "no arguments".to_owned()
            } else {
                format!("{}, each as `key=value`", keys.join(" "))
            };
            Err(format!("`{}` is nothing that `{verb} {what}` takes: it takes {takes}", word.text))
        }
    }
}

/// Notes that this is said now; nothing but a list is said twice.
fn once<'w>(said: &mut Vec<&'w str>, name: &'w str, list: bool) -> Result<(), String> {
    if said.contains(&name) && !list {
        return Err(format!("`{name}` is said twice: leave one out"));
    }
    said.push(name);
    Ok(())
}

fn checked(name: &str, value: &str) -> Result<String, String> {
    if name == "presentation" {
        word::<Presentation>(value)?;
    }
    Ok(value.to_owned())
}

fn missing(what: &str, is: bool, needed: &str) -> Result<(), String> {
    if is { Err(format!("`{what}` needs {needed}: add it")) } else { Ok(()) }
}
