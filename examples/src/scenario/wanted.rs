//! `command` and `event`: which field of an output each argument asks for.

use crate::scenario::args::{self, Takes};
use crate::scenario::draft::{self, argument};
use crate::scenario::parse::{Rest, entry};
use crate::scenario::statement::{Field, FieldWanted, OutputWanted, Text, TextKey};
use crate::scenario::values::{cause, either, number, word};
use offhook::{AgentState, ForwardKind, Known, Link, OutputKind, Purpose, RequestKind, State};

/// `WHAT [NAME] [key=value…]`
pub fn output(what: OutputKind, rest: &mut Rest<'_>) -> Result<OutputWanted, String> {
    let verb = if what.is_command() { "command" } else { "event" };
    let every = if what.is_command() { args::EVERY_COMMAND } else { args::EVERY_EVENT };
    let takes: Takes = args::output(what);
    let mut wanted = OutputWanted { what, call: None, fields: Vec::new() };
    while let Some(next) = rest.next() {
        // The first word without a `=`: the state of the link, or the NAME of the call.
        if next.equals.is_none() && wanted.call.is_none() {
            match what {
                OutputKind::Link => wanted.fields.push(link(&next.text)?),
                _ => wanted.call = Some(next.text.clone()),
            }
            continue;
        }
        let field = match argument(next, verb, what.name(), &takes, every)? {
            Some((key, value)) => field(what, key, value)?,
            None => {
                let Text { key, value } = entry(next)?;
                Field::Text(vec![key], value)
            }
        };
        wanted.fields.push(FieldWanted { written: next.text.clone(), field });
    }
    Ok(wanted)
}

fn link(state: &str) -> Result<FieldWanted, String> {
    Ok(FieldWanted { written: state.to_owned(), field: Field::State(word::<Link>(state)?.code()) })
}

fn field(what: OutputKind, key: &str, value: &str) -> Result<Field, String> {
    Ok(match key {
        "ref" => Field::Reference(number(value)?),
        "sequence" => Field::Sequence(number(value)?),
        "request" => Field::Request(number(value)?),
        "cause" => Field::Cause(cause(value)?),
        "reason" if what == OutputKind::RequestFailed || what == OutputKind::RequestDone => Field::Cause(cause(value)?),
        "reason" => Field::Reason(number(value)?),
        "what" => Field::Of(word::<RequestKind>(value)?),
        "into" => Field::Other(name_or_none(value)),
        "other" if what.is_command() => Field::Other(name_or_none(value)),
        "local" => Field::State(word::<State>(value)?.code()),
        "was-local" => Field::Was(word::<State>(value)?.code()),
        "far" | "said-far" => Field::Far(word(value)?),
        "was-far" => Field::WasFar(word(value)?),
        "said" => Field::State(either_state(value)?),
        "was" => Field::Was(either_state(value)?),
        "state" => Field::state_of(what, value)?,
        "pending" => Field::Pending(if value == "none" { None } else { Some(word(value)?) }),
        "parties" => Field::Parties(number(value)?),
        "kind" => Field::Parties(word::<ForwardKind>(value)?.code()),
        "purpose" => Field::On(word::<Purpose>(value)?.code()),
        "joined" => Field::PartyWas(1, value.to_owned()),
        "left" => Field::PartyWas(0, value.to_owned()),
        "to" => Field::Text(vec![TextKey::Known(Known::To), TextKey::Known(Known::Dnis)], value.to_owned()),
        "party" => Field::Text(vec![TextKey::Known(Known::Dropped), TextKey::Known(Known::Party)], value.to_owned()),
        "other" => Field::Text(vec![TextKey::Known(Known::OtherParty)], value.to_owned()),
        "external" => Field::Text(vec![TextKey::Known(Known::ExternalReferenceId)], value.to_owned()),
        text => Field::Text(vec![TextKey::Known(draft::request_text(text)?)], value.to_owned()),
    })
}

fn name_or_none(value: &str) -> Option<String> {
    (value != "none").then(|| value.to_owned())
}

/// A state of a call, or one of an agent: they share no name.
fn either_state(value: &str) -> Result<u8, String> {
    match AgentState::from_name(value) {
        Some(state) => Ok(state.code()),
        None => Ok(word::<State>(value)?.code()),
    }
}

impl Field {
    /// What `state=` asks of this kind of output.
    fn state_of(what: OutputKind, value: &str) -> Result<Self, String> {
        Ok(match what {
            OutputKind::Link => Self::State(word::<Link>(value)?.code()),
            OutputKind::Agent | OutputKind::CmdAgent => Self::State(word::<AgentState>(value)?.code()),
            _ => Self::On(u8::from(either(value, "on", "off")?)),
        })
    }
}
