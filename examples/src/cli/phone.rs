//! Telephones to try: a customer's line, two desk phones and the exchange between them.

use super::Trouble;
use crate::codec;
use crate::ladder::Live;
use crate::scenario::statement::{Says, Statement};
use crate::scenario::values::{cause_name, word};
use crate::scenario::{self, Limits, Room, Run};
use offhook::RequestKind;
use offhook::codec::Source;
use std::io::{BufRead, Write};

/// What there is when the conversation begins.
const STATIONS: &[&str] = &["station X trunk=yes", "station 4001", "station 4002", "exchange"];

const HELP: &str = "\
A customer's line X and the desk phones 4001 and 4002 are on one exchange. Type
what somebody wishes, with a name for each new call; the ladder shows the rest:

  X: make-call to=4001 as k        the customer calls 4001
  4001: answer k                   so do hold, retrieve, clear, reject, dtmf …
  attach k TicketID=8003456        without a prefix: the same phone again
  consult k to=4002 as c           then 4002: answer c, and 4001: transfer c
  show k c4c-query                 the data of a call as a codec writes them
  log-in agent=smith               then ready, and `queue sales` for ACD calls

Every statement of a scenario file works, too. `quit` ends.
";

/// Talks with somebody at a terminal until the input ends. `clock` gives the milliseconds since it began.
pub fn converse(
    input: &mut impl BufRead,
    screen: impl Write,
    out: &mut impl Write,
    mut clock: impl FnMut() -> u64,
) -> Result<u8, Trouble> {
    let mut live = Live::new(screen);
    let mut room = Room::new(Limits { stations: 64, calls: 512, data: 512, queues: 16, groups: 16 });
    let mut run = Run::new(&mut room, vec![&mut live]);
    for line in STATIONS {
        say(&mut run, line).map_err(Trouble::Usage)?;
    }
    run.current = 1;
    write!(out, "{HELP}")?;
    let mut line = String::new();
    loop {
        let ext = run.here().map_or_else(|_| String::new(), |(seat, _)| seat.ext.clone());
        write!(out, "\n{ext}> ")?;
        out.flush()?;
        line.clear();
        if input.read_line(&mut line)? == 0 || line.trim() == "quit" {
            writeln!(out)?;
            return Ok(0);
        }
        let now = clock().max(run.desk.now);
        let done = run.at(now).map_err(|fault| fault.to_string()).and_then(|()| match line.trim() {
            "help" => Ok(HELP.to_owned()),
            said => match said.strip_prefix("show ") {
                Some(what) => show(&mut run, what),
                None => say(&mut run, said),
            },
        });
        match done {
            Ok(text) => write!(out, "{text}")?,
            Err(what) => writeln!(out, "{what}")?,
        }
    }
}

/// Carries a line out; the ladder says what came of it.
fn say(run: &mut Run<'_, '_>, said: &str) -> Result<String, String> {
    let Some(statement) = scenario::line(0, &wish(said))? else { return Ok(String::new()) };
    let expectation = scenario::is_expectation(&statement.says);
    run.statement(&statement).map_err(|fault| fault.to_string())?;
    // A refusal is on the ladder already; here nobody expects anything of it.
    match run.attempt.take() {
        Some(attempt) if matches!(statement, Statement { says: Says::Decode { .. }, .. }) => attempt
            .result
            .map(|()| String::new())
            .map_err(|refusal| format!("refused: {}{}", cause_name(refusal.reason), refusal.more)),
        _ => Ok(if expectation { "yes\n".to_owned() } else { String::new() }),
    }
}

/// The line with `request` before what is only a wish.
fn wish(said: &str) -> String {
    let (prefix, rest) = match said.split_once(' ') {
        Some((first, rest)) if first.ends_with(':') => (first, rest.trim_start()),
        _ => ("", said),
    };
    let first = rest.split(' ').next().unwrap_or_default();
    let known = scenario::VERBS.contains(&first);
    if !known && word::<RequestKind>(first).is_ok() { format!("{prefix} request {rest}") } else { said.to_owned() }
}

/// `NAME CODEC`: the data of a call in a format.
fn show(run: &mut Run<'_, '_>, what: &str) -> Result<String, String> {
    let (name, format) = what.trim().split_once(' ').ok_or("`show` is written `show NAME CODEC`")?;
    let codec = codec::named(format.trim())?;
    let (seat, heard) = run.here().map_err(|fault| fault.to_string())?;
    let id = heard.names.need(name)?.id;
    let station = seat.station();
    codec::encode(codec, Source::Call(station.data(id).unwrap_or_default()))
        .map(|text| text + "\n")
        .map_err(|refused| refused.text)
}
