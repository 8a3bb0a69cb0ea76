//! Lines into statements. Whatever can be wrong with a file without playing it is found here.

use crate::error::{Failure, Fault};
use crate::scenario::draft;
use crate::scenario::lex::{self, Word};
use crate::scenario::setup;
use crate::scenario::statement::{AgentWanted, CallWanted, LinkFault, Says, Statement, Text, TextKey};
use crate::scenario::values::{cause, either, number, output, unlisted, word};
use crate::scenario::wanted;
use offhook::{Known, RequestKind};

/// Every statement's first word.
pub const VERBS: &[&str] = &[
    "station", "exchange", "queue", "hunt", "plug", "unplug", "at", "signal", "request", "refused", "command", "event",
    "strict", "drain", "call", "calls", "agent", "allowed", "denied", "data", "nodata", "encode", "decode", "save",
    "restore", "lose", "repeat", "swap", "delay", "deliver",
];

/// The statements of a file.
pub fn parse(file: &str, bytes: &[u8]) -> Result<Vec<Statement>, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Fault::file("the file is not UTF-8 from here on: save it as UTF-8").at(file, line_number(line))
    })?;
    let mut statements = Vec::new();
    for (index, line) in text.trim_start_matches('\u{feff}').split('\n').enumerate() {
        let at = line_number(index + 1);
        statements.extend(self::line(at, line).map_err(|what| Fault::file(what).at(file, at))?);
    }
    Ok(statements)
}

/// The statement of one line; `None` for a blank one.
pub fn line(number: u32, text: &str) -> Result<Option<Statement>, String> {
    statement(number, &lex::words(text)?)
}

fn line_number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn statement(line: u32, words: &[Word]) -> Result<Option<Statement>, String> {
    let mut rest = Rest { words };
    let Some(mut first) = rest.next() else { return Ok(None) };
    let station = first.prefix().map(str::to_owned);
    if let Some(ext) = &station {
        first = rest
            .next()
            .ok_or_else(|| format!("`{ext}:` says which station, and nothing follows: write the statement after it"))?;
    }
    let says = says(&first.text, &mut rest)?;
    if let Some(extra) = rest.next() {
        return Err(format!("`{}` is more than `{}` takes: remove it", extra.text, first.text));
    }
    Ok(Some(Statement { line, station, says }))
}

fn says(verb: &str, rest: &mut Rest<'_>) -> Result<Says, String> {
    Ok(match verb {
        "station" => Says::Station(Box::new(setup::station(rest)?)),
        "exchange" => Says::Exchange(rest.names()),
        "queue" => Says::Queue(setup::queue(rest)?),
        "hunt" => Says::Hunt(setup::hunt(rest)?),
        "plug" | "unplug" => Says::Plug(rest.need("the extension")?.text.clone(), verb == "plug"),
        "at" => Says::At(rest.number("the time in milliseconds")?),
        "signal" => Says::Signal(Box::new(draft::signal(rest)?)),
        "request" => Says::Request(Box::new(draft::request(rest)?)),
        "refused" => Says::Refused(rest.next().map(|reason| cause(&reason.text)).transpose()?),
        "command" | "event" => {
            let what = rest.need(&format!("the {verb}"))?;
            Says::Output(wanted::output(output(verb == "command", &what.text)?, rest)?)
        }
        "strict" => Says::Strict,
        "drain" => Says::Drain,
        "call" => Says::Call(Box::new(call(rest)?)),
        "calls" => Says::Calls(rest.number("how many calls")?),
        "agent" => Says::Agent(agent(rest)?),
        "allowed" | "denied" => allowed(rest, verb == "allowed")?,
        "data" => Says::Data(rest.need("the call")?.text.clone(), rest.entries()?),
        "nodata" => Says::NoData(rest.need("the call")?.text.clone(), rest.keys()?),
        "encode" => {
            let call = rest.need("the call")?.text.clone();
            let codec = rest.need("the codec")?.text.clone();
            let text = match rest.next() {
                Some(equals) if equals.text == "=" => Some(rest.need("the text in quotes")?.text.clone()),
                Some(_) => {
                    let written = "`encode NAME CODEC = \"TEXT\"`";
                    return Err(format!("`encode` is written {written}, with blanks around the `=`"));
                }
                None => None,
            };
            Says::Encode { call, codec, text }
        }
        "decode" => Says::Decode {
            codec: rest.need("the codec")?.text.clone(),
            text: rest.need("the text in quotes")?.text.clone(),
            call: rest.need("the call")?.text.clone(),
        },
        "save" => Says::Save,
        "restore" => Says::Restore,
        "lose" => Says::Link(LinkFault::Lose(rest.number("how many signals")?)),
        "repeat" => Says::Link(LinkFault::Repeat(rest.number("how many signals")?)),
        "swap" => Says::Link(LinkFault::Swap),
        "delay" => Says::Link(LinkFault::Delay),
        "deliver" => Says::Deliver(rest.next().map(|count| number(&count.text)).transpose()?),
        other => {
            let list = format!("a line says one of: {}", VERBS.join(" "));
            return Err(unlisted("statement", other, VERBS.iter().copied(), &list));
        }
    })
}

fn call(rest: &mut Rest<'_>) -> Result<CallWanted, String> {
    let name = rest.need("the call")?.text.clone();
    let mut call = CallWanted {
        name,
        local: None,
        far: None,
        kind: None,
        parties: None,
        bound: None,
        stale: None,
        cause: None,
        facts: Vec::new(),
    };
    loop {
        if let (None, Some(state)) = (call.local, rest.bare()) {
            call.local = Some(word(&state.text)?);
            continue;
        }
        let Some((key, value)) = rest.argument("call")? else { return Ok(call) };
        match key {
            "far" => call.far = Some(word(value)?),
            "kind" => call.kind = Some(word(value)?),
            "parties" => call.parties = Some(number(value)?),
            "bound" => call.bound = Some((value != "none").then(|| value.to_owned())),
            "stale" => call.stale = Some(either(value, "yes", "no")?),
            "cause" => call.cause = Some(cause(value)?),
            _ => {
                let fact = match key {
                    "from" => Known::Ani,
                    "to" => Known::Dnis,
                    "other" => Known::OtherParty,
                    "external" => Known::ExternalReferenceId,
                    "original" => Known::ExternalOriginalReferenceId,
                    _ => {
                        let keys = "far kind parties bound stale cause from to other external original";
                        return Err(format!("`call` knows no `{key}=`: it takes {keys}"));
                    }
                };
                call.facts.push((fact, value.to_owned()));
            }
        }
    }
}

fn agent(rest: &mut Rest<'_>) -> Result<AgentWanted, String> {
    let mut agent = AgentWanted { state: word(&rest.need("the agent's state")?.text)?, pending: None, reason: None };
    while let Some((key, value)) = rest.argument("agent")? {
        match key {
            "pending" => agent.pending = Some(if value == "none" { None } else { Some(word(value)?) }),
            "reason" => agent.reason = Some(number(value)?),
            _ => return Err(format!("`agent` knows no `{key}=`: it takes pending and reason")),
        }
    }
    Ok(agent)
}

fn allowed(rest: &mut Rest<'_>, granted: bool) -> Result<Says, String> {
    let name = &rest.need("a call, `agent` or `station`")?.text;
    let call = (name != "agent" && name != "station").then(|| name.clone());
    let what = rest.names().iter().map(|name| word::<RequestKind>(name)).collect::<Result<Vec<_>, _>>()?;
    if what.is_empty() {
        return Err("no request is named: write the requests after the call".to_owned());
    }
    Ok(Says::Allowed { call, what, granted })
}

/// The words of a line that are still to be read.
pub struct Rest<'w> {
    words: &'w [Word],
}

impl<'w> Rest<'w> {
    /// The next word.
    pub fn next(&mut self) -> Option<&'w Word> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    /// The next word, if it has no `=`.
    pub fn bare(&mut self) -> Option<&'w Word> {
        let first = self.words.first()?;
        first.equals.is_none().then(|| self.next()).flatten()
    }

    /// The next word, which has to be there.
    pub fn need(&mut self, what: &str) -> Result<&'w Word, String> {
        self.next().ok_or_else(|| format!("the line ends where {what} should follow"))
    }

    /// The next word as a number.
    pub fn number<T: TryFrom<u64>>(&mut self, what: &str) -> Result<T, String> {
        number(&self.need(what)?.text)
    }

    /// Words up to the next `=`, or the end.
    pub fn names(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.bare()).map(|word| word.text.clone()).collect()
    }

    /// The next `key=value`; an error if the next word is none.
    pub fn argument(&mut self, of: &str) -> Result<Option<(&'w str, &'w str)>, String> {
        let Some(next) = self.next() else { return Ok(None) };
        let argument = next.argument();
        let what = || format!("`{}` is no argument of `{of}`: arguments are written `key=value`", next.text);
        argument.map(Some).ok_or_else(what)
    }

    /// The rest as entries of data.
    fn entries(&mut self) -> Result<Vec<Text>, String> {
        let mut entries = Vec::new();
        while let Some(next) = self.next() {
            entries.push(entry(next)?);
        }
        if entries.is_empty() { Err("no entry follows: write `[APP:]KEY=VALUE`".to_owned()) } else { Ok(entries) }
    }

    /// The rest as keys of data.
    fn keys(&mut self) -> Result<Vec<TextKey>, String> {
        let keys = std::iter::from_fn(|| self.next()).map(key).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() { Err("no key follows: write `[APP:]KEY`".to_owned()) } else { Ok(keys) }
    }
}

/// A word as an entry of data.
pub fn entry(word: &Word) -> Result<Text, String> {
    // A word quoted as a whole is an entry all the same: no other reading of it has a value.
    let whole = Word::plain(&word.text);
    let parts = if word.equals.is_some() { word.parts() } else { whole.parts() };
    match parts.value {
        Some(value) => Ok(Text { key: named(parts.app, parts.key, &word.text)?, value: value.to_owned() }),
        None => Err(format!("`{}` is no entry: entries are written `[APP:]KEY=VALUE`", word.text)),
    }
}

/// A word as the key of an entry.
pub fn key(word: &Word) -> Result<TextKey, String> {
    let parts = word.parts();
    match parts.value {
        None => named(parts.app, parts.key, &word.text),
        Some(_) => Err(format!("`{}` has a value where only a key belongs: write `[APP:]KEY`", word.text)),
    }
}

fn named(app: Option<&str>, key: &str, word: &str) -> Result<TextKey, String> {
    match key {
        "" => Err(format!("`{word}` has no key: entries are written `[APP:]KEY=VALUE`")),
        _ => Ok(TextKey::new(app.unwrap_or_default(), key)),
    }
}
