//! Every scenario of the suite in other circumstances, which change nothing of what it expects; and its inputs in
//! other orders, where only what always holds is asked for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use offhook::trace::Record;
use offhook::{CallId, Cause, OutputKind, SignalKind};
use offhook_desk::desk::{Outcome, Seat, Watch};
use offhook_desk::scenario::statement::{Field, LinkFault, RequestDraft, Says, Statement};
use offhook_desk::scenario::{Room, Run, is_expectation, parse, play};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The statements of every scenario, with its file's name.
fn suite() -> Vec<(String, Vec<Statement>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("scenarios"), root.join("../tests/scenarios")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "scn") {
                let statements = parse("file", &std::fs::read(&path).unwrap()).unwrap();
                files.push((path.display().to_string(), statements));
            }
        }
    }
    assert!(!files.is_empty());
    files
}

fn any(statements: &[Statement], is: impl Fn(&Says) -> bool) -> bool {
    statements.iter().any(|statement| is(&statement.says))
}

fn is_input(says: &Says) -> bool {
    matches!(says, Says::Signal(_) | Says::Request(_) | Says::At(_))
}

/// Each scenario that holds as it is written holds transformed, too. `transform` gives `None` for one that says
/// itself what it would be changed into.
fn hold(transform: impl Fn(&[Statement]) -> Option<Vec<Statement>>) {
    let mut failed = Vec::new();
    let mut played = 0;
    for (file, statements) in suite() {
        // One that fails as it is is another check's matter.
        let Some(changed) = transform(&statements).filter(|_| play(&file, &statements, Vec::new()).is_ok()) else {
            continue;
        };
        played += 1;
        if let Err(failure) = play(&file, &changed, Vec::new()) {
            failed.push(failure.to_string());
        }
    }
    assert!(played > 0);
    assert!(failed.is_empty(), "{} of {played}:\n{}", failed.len(), failed.join("\n"));
}

/// Statements with some more before some.
fn with(statements: &[Statement], before: impl Fn(&Says) -> Vec<Says>) -> Vec<Statement> {
    let all = statements.iter().flat_map(|statement| {
        let more = before(&statement.says).into_iter().map(|says| Statement { says, ..statement.clone() });
        more.chain([statement.clone()]).collect::<Vec<_>>()
    });
    all.collect()
}

/// Whether the scenario is about a station that has no room for one more call.
fn fills_up(statements: &[Statement]) -> bool {
    any(statements, |says| match says {
        Says::Output(wanted) => {
            wanted.what == OutputKind::CmdReject
                && wanted.fields.iter().any(|wanted| wanted.field == Field::Cause(Cause::BUSY))
        }
        Says::Refused(reason) => *reason == Some(Cause::NO_SLOT),
        _ => false,
    })
}

#[test]
fn every_signal_may_come_twice() {
    hold(|statements| {
        let repeats = |says: &Says| match says {
            Says::Signal(draft) => match draft.plain.what {
                // Without a number it answers whatever is pending: twice is not once.
                SignalKind::Accepted | SignalKind::Refused => draft.plain.request != 0,
                // The second one would name the call by a reference that it has no more.
                SignalKind::Conferenced | SignalKind::Reference => draft.plain.reference == 0,
                _ => true,
            },
            _ => false,
        };
        let repeat = |says: &Says| if repeats(says) { vec![Says::Link(LinkFault::Repeat(1))] } else { Vec::new() };
        let own = any(statements, |says| matches!(says, Says::Link(_) | Says::Exchange(_)));
        (!own && !fills_up(statements)).then(|| with(statements, repeat))
    });
}

/// Between stations and the exchange: whatever the exchange says, each station hears it twice.
#[test]
fn the_exchange_may_say_everything_twice() {
    let mut played = 0;
    let mut failed = Vec::new();
    for (file, statements) in suite() {
        let between = any(&statements, |says| matches!(says, Says::Exchange(_)));
        let own = any(&statements, |says| matches!(says, Says::Link(_) | Says::Signal(_) | Says::Deliver(_)));
        if !between || own || fills_up(&statements) {
            continue;
        }
        let mut room = Room::of(&statements);
        let mut run = Run::new(&mut room, Vec::new());
        run.exchange_follows = true;
        for statement in &statements {
            if let Err(fault) = run.statement(statement) {
                failed.push(format!("{file}:{}: {fault:?}", statement.line));
                break;
            }
            if let Says::Station(setup) = &statement.says {
                let station = Some(setup.ext.clone());
                let repeat = Statement { says: Says::Link(LinkFault::Repeat(u32::MAX)), station, ..statement.clone() };
                run.statement(&repeat).unwrap();
            }
        }
        played += 1;
    }
    assert!(played > 0);
    assert!(failed.is_empty(), "{} of {played}:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn a_restart_may_come_between_any_two_inputs() {
    hold(|statements| {
        let restart = |says: &Says| if is_input(says) { vec![Says::Save, Says::Restore] } else { Vec::new() };
        let own = any(statements, |says| matches!(says, Says::Save));
        (!own).then(|| with(statements, restart))
    });
}

#[test]
fn the_clock_may_pass_32_bits() {
    const LATE: u64 = (1 << 32) - 10_000;
    hold(|statements| {
        let first = statements
            .iter()
            .position(|statement| is_input(&statement.says) || matches!(statement.says, Says::Strict))?;
        let mut late = statements.to_vec();
        for statement in &mut late {
            if let Says::At(to) = &mut statement.says {
                *to += LATE;
            }
        }
        late.insert(first, Statement { says: Says::At(LATE), ..statements[first].clone() });
        Some(late)
    });
}

#[test]
fn a_station_may_have_more_room() {
    hold(|statements| {
        if fills_up(statements) {
            return None;
        }
        let mut big = statements.to_vec();
        for statement in &mut big {
            if let Says::Station(setup) = &mut statement.says {
                (setup.calls, setup.data) = (
                    if setup.calls == 4 { 64 } else { setup.calls },
                    if setup.data == 512 { 4000 } else { setup.data },
                );
            }
        }
        Some(big)
    });
}

/// What always holds of a station's events.
#[derive(Default)]
struct Always {
    /// The last running number of each station.
    sequence: BTreeMap<u16, u32>,
    /// The calls that are over.
    ended: BTreeSet<(u16, CallId)>,
    wrong: Vec<String>,
}

impl Watch for Always {
    fn step(&mut self, _: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        for told in outcome.told.iter().filter(|told| !told.output.what.is_command()) {
            let output = &told.output;
            let last = self.sequence.entry(record.station).or_default();
            *last += 1;
            if output.sequence != *last {
                self.wrong.push(format!("{output:?} should have the number {last}"));
            }
            let call = (record.station, output.call);
            if self.ended.contains(&call) {
                self.wrong.push(format!("{output:?} is told of a call that is over"));
            }
            if output.what == OutputKind::Ended {
                self.ended.insert(call);
            }
        }
        Ok(())
    }
}

/// Only the inputs of each scenario, in another order: whatever comes, the events stay in order, and a call ends once.
fn survive(transform: impl Fn(&[Statement]) -> Vec<Statement>) {
    for (file, statements) in suite() {
        // A snapshot goes back in time, and the running numbers with it.
        if any(&statements, |says| matches!(says, Says::Save)) {
            continue;
        }
        let inputs: Vec<Statement> = statements
            .into_iter()
            .filter(|statement| !is_expectation(&statement.says) && !matches!(statement.says, Says::Strict))
            .collect();
        let changed = transform(&inputs);
        let mut always = Always::default();
        let mut room = Room::of(&changed);
        let mut run = Run::new(&mut room, vec![&mut always]);
        for statement in &changed {
            // A statement may now come before there is a call of its name: then it says nothing.
            let _ = run.statement(statement);
            run.attempt = None;
        }
        drop(run);
        assert!(always.wrong.is_empty(), "{file}:\n{}", always.wrong.join("\n"));
    }
}

#[test]
fn neighbours_may_change_places() {
    for odd in [0, 1] {
        survive(|inputs| {
            let first = inputs.iter().position(|statement| is_input(&statement.says)).unwrap_or(inputs.len());
            let mut swapped = inputs.to_vec();
            for pair in swapped[first..].chunks_mut(2 + odd) {
                if let [.., one, other] = pair {
                    std::mem::swap(one, other);
                }
            }
            swapped
        });
    }
}

#[test]
fn anything_may_be_cleared_before_any_step() {
    survive(|inputs| {
        with(inputs, |says| {
            let call = match says {
                Says::Signal(draft) => draft.call.clone(),
                Says::Request(draft) => draft.call.clone(),
                _ => None,
            };
            let clear = |call| {
                let plain = offhook::Request::new(offhook::RequestKind::Clear);
                Says::Request(Box::new(RequestDraft {
                    plain,
                    call: Some(call),
                    with: None,
                    makes: None,
                    known_as: None,
                    texts: Vec::new(),
                }))
            };
            call.map(clear).into_iter().collect()
        })
    });
}
