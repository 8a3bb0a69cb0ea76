//! The tables of moves, printed from the rows that the station itself uses.

use offhook::agent::row::{self as agent, AgentInput, Next, Otherwise};
use offhook::call::row::{self, Ack, Moves, RequestRow, SignalRow};
use offhook::{AgentState, Mode, RequestKind, SignalKind, State};
use std::io::{self, Write};

/// The local states, in the order of their numbers; `unknown` is for far states only.
fn locals() -> impl Iterator<Item = State> {
    State::ALL.iter().copied().filter(|state| *state != State::Unknown)
}

/// Writes the tables: calls, then agents.
pub fn print(to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "calls: where a signal moves a connection, by the local state before")?;
    for what in SignalKind::ALL {
        if let Some(row) = row::signal(*what) {
            signal(*what, &row, to)?;
        }
    }
    writeln!(to, "\ncalls: moves that are no discrepancy (from, to)")?;
    for from in locals() {
        let to_states = locals().filter(|to| *to != from && row::legal(from, *to));
        writeln!(to, "  {:<16}{}", from.name(), names(to_states.map(State::name)))?;
    }
    writeln!(to, "\ncalls: requests")?;
    for what in RequestKind::ALL {
        match row::request(*what) {
            Some(row) => request(*what, row, to)?,
            None => writeln!(to, "  {:<16}unsupported", what.name())?,
        }
    }
    agents(to)
}

/// A row of a table: its name, then a line for each thing that there is to say.
fn lines(name: &str, titled: &[(&str, String)], to: &mut impl Write) -> io::Result<()> {
    let mut first = name;
    let mut before = "";
    for (title, text) in titled.iter().filter(|(_, text)| !text.is_empty()) {
        let shown = if *title == before { "" } else { title };
        writeln!(to, "  {first:<16}{shown:<10}{text}")?;
        (first, before) = ("", title);
    }
    if before.is_empty() { writeln!(to, "  {name:<16}moves nothing") } else { Ok(()) }
}

fn signal(what: SignalKind, row: &SignalRow, to: &mut impl Write) -> io::Result<()> {
    let side = |title, moves| groups(moves).into_iter().map(move |text| (title, text));
    let makes = row.makes.then(|| ("makes", "a call, where there is none".to_owned()));
    let titled: Vec<(&str, String)> = side("local", row.local).chain(side("far", row.far)).chain(makes).collect();
    lines(what.name(), &titled, to)
}

/// What becomes of a side, one text for each state that it may come to: `held from held`; none where it stays.
fn groups(moves: Moves) -> Vec<String> {
    let outcome = |local| moves.given(local).map_or("-", State::name);
    let mut outcomes: Vec<&str> = Vec::new();
    for local in locals() {
        if !outcomes.contains(&outcome(local)) {
            outcomes.push(outcome(local));
        }
    }
    if let [only] = outcomes.as_slice() {
        return if *only == "-" { Vec::new() } else { vec![(*only).to_owned()] };
    }
    let from = |to: &str| -> Vec<&str> { locals().filter(|local| outcome(*local) == to).map(State::name).collect() };
    let most = outcomes.iter().copied().max_by_key(|to| from(to).len());
    // Where nothing stays, what happens most often needs no list.
    let rest = most.filter(|_| !outcomes.contains(&"-"));
    let moved = outcomes.iter().filter(|to| **to != "-" && Some(**to) != rest);
    let listed = moved.map(|to| format!("{to} from {}", from(to).join(" ")));
    listed.chain(rest.map(|to| format!("{to} from any other"))).collect()
}

fn request(what: RequestKind, row: &RequestRow, to: &mut impl Write) -> io::Result<()> {
    let from = names(locals().filter(|state| row.from.has(*state)).map(State::name));
    let done = names(SignalKind::ALL.iter().filter(|signal| row.done.has(**signal)).map(|signal| signal.name()));
    let accepted = match row.ack {
        Ack::Completes(signal) => format!("as {}", signal.name()),
        Ack::UnderWay => "under way".to_owned(),
        Ack::Done => "done".to_owned(),
    };
    let mode = match row.mode {
        Mode::Full => "",
        Mode::SimpleAgent => "also simple-agent",
        Mode::Simple => "also simple-agent and simple",
    };
    let titled = [
        ("from", from),
        ("needs", needs(row).to_owned()),
        ("done by", done),
        ("accepted", accepted),
        ("modes", mode.to_owned()),
    ];
    lines(what.name(), &titled, to)
}

/// What a request needs besides the state of its call.
fn needs(row: &RequestRow) -> &'static str {
    use row::Needs;
    match row.needs {
        Needs::Nothing => "",
        Needs::Line => "the line",
        Needs::LineAndSlot => "the line, a free slot",
        Needs::Consultation => "no consultation yet, a free slot",
        Needs::Swap => "a connected call and a held, alerting or queued one",
        Needs::Bound => "a consultation",
        Needs::Ripe => "primary held, second connected (far alerting too)",
        Needs::RipeAnswered => "primary held, second connected, far connected",
        Needs::Party => "a conference with that party",
    }
}

fn agents(to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "\nagents: what happens without a request")?;
    for state in AgentState::ALL {
        for input in AgentInput::ALL {
            let next = match agent::next(*state, *input) {
                Some(Next::To(next)) => next.name().to_owned(),
                Some(Next::PendingElse(otherwise)) => format!("the pending state, else {}", otherwise.name()),
                None => continue,
            };
            writeln!(to, "  {:<16}{:<16}{next}", state.name(), input.name())?;
        }
    }
    writeln!(to, "\nagents: what the network may say without a discrepancy (from, to)")?;
    for from in AgentState::ALL {
        let next = AgentState::ALL.iter().filter(|next| *next != from && agent::expected(*from, **next));
        writeln!(to, "  {:<16}{}", from.name(), names(next.map(|next| next.name())))?;
    }
    Ok(())
}

/// Writes the same moves as two state diagrams in Mermaid's language.
pub fn diagram(to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "%% the connection: signals that move it as expected\nstateDiagram-v2")?;
    for from in locals() {
        for next in locals().filter(|next| *next != from && row::legal(from, *next)) {
            let moves = |what: &SignalKind| {
                // Where there is no call, only a signal that makes one moves anything.
                row::signal(*what)
                    .is_some_and(|row| (row.makes || from != State::Null) && row.local.after(from, from) == next)
            };
            let signals: Vec<&str> = SignalKind::ALL.iter().copied().filter(moves).map(SignalKind::name).collect();
            if !signals.is_empty() {
                writeln!(to, "    {} --> {}: {}", from.name(), next.name(), signals.join(", "))?;
            }
        }
    }
    writeln!(to, "\n%% the agent: calls and limits; a pending state goes before\nstateDiagram-v2")?;
    let word = |state: AgentState| state.name().replace('-', "_");
    for from in AgentState::ALL {
        for input in AgentInput::ALL {
            let next = match agent::next(*from, *input) {
                Some(Next::To(next)) => next,
                Some(Next::PendingElse(Otherwise::Before | Otherwise::Ready)) => AgentState::Ready,
                Some(Next::PendingElse(Otherwise::Rona)) => AgentState::NotReady,
                Some(Next::PendingElse(Otherwise::WrapUp)) => AgentState::WrapUp,
                None => continue,
            };
            writeln!(to, "    {} --> {}: {}", word(*from), word(next), input.name())?;
        }
    }
    Ok(())
}

fn names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(" ")
}
