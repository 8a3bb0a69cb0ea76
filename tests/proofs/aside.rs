//! Rules about what would happen: tried aside, on a copy of the station.

use offhook::{
    CallId, Cause, Entry, Input, Key, Known, Request, RequestKind as R, Signal, SignalKind as K, What, Which,
};

use crate::canon::Canon;
use crate::invariants::Broken;
use crate::rig::{Rig, Told, list, show};

type Check = Result<(), Broken>;

fn broken(rule: &'static str, seen: String) -> Check {
    Err(Broken { rule, seen })
}

/// I9: the signal just heard, heard once more.
///
/// # Errors
/// What happened the second time.
pub fn repeated(after: &Rig, canon: &mut Canon, now: u64, signal: &Signal<'_>, told: &Told) -> Check {
    // A network that says a name is no more in use, or answers without a number, says something new the second time.
    let another = matches!(
        signal.what,
        K::Accepted | K::Refused | K::PartyLeft | K::LinkUp | K::ResyncBegin | K::ResyncCall | K::ResyncEnd
    );
    let turned_away = told.outputs.iter().any(|output| {
        output.call.is_none() && matches!(output.what, What::CmdReject | What::RejectedBusy | What::Discrepancy)
    });
    let no_room = told.outputs.iter().any(|output| output.cause == Cause::NO_ROOM);
    let of_station = matches!(
        signal.what,
        K::Agent | K::Queue | K::LinkDown | K::Forward | K::DoNotDisturb | K::MessageWaiting | K::Mute
    );
    let unnamed = signal.call.is_none() && !of_station;
    if another || turned_away || no_room || signal.reference != 0 || unnamed {
        return Ok(());
    }
    let (mut once, mut twice) = (after.clone(), after.clone());
    // What is left to say, or is due, comes first.
    if once.station().deadline().is_some_and(|due| due <= now) {
        return Ok(());
    }
    let again = twice.step(now, &Input::Signal(*signal));
    let quiet = again.as_ref().is_ok_and(|told| told.outputs.is_empty());
    // Where nothing is different, nobody has to look twice.
    if quiet && (same(&mut once, &mut twice) || canon.exactly(&mut once) == canon.exactly(&mut twice)) {
        return Ok(());
    }
    let outputs = again.map(|told| list(&told.outputs)).unwrap_or_default();
    let (mut is, mut was) = (String::new(), String::new());
    twice.write(&mut is);
    once.write(&mut was);
    broken("I9", format!("{} again:\n{outputs}{was}\n{is}", show(&Input::Signal(*signal))))
}

/// Whether all that can be asked is the same, and every call to its last bit.
fn same(one: &mut Rig, other: &mut Rig) -> bool {
    let asked = |rig: &mut Rig| {
        let station = rig.station();
        (station.agent(), station.deadline())
    };
    one.same_calls(other) && asked(one) == asked(other)
}

/// I10: two calls cleared in one order and in the other.
///
/// # Errors
/// The two that did not commute.
pub fn clears_commute(rig: &Rig, now: u64) -> Check {
    let mut here = rig.clone();
    let calls: Vec<CallId> = here.station().calls().map(|call| call.id).collect();
    let clear = |call: CallId| Input::Signal(Signal { call: Which::id(call), ..Signal::new(K::Cleared) });
    for (at, first) in calls.iter().enumerate() {
        for second in &calls[at + 1..] {
            let (mut one, mut other) = (rig.clone(), rig.clone());
            let mut asked = false;
            for (rig, order) in [(&mut one, [first, second]), (&mut other, [second, first])] {
                for call in order {
                    let told = rig.step(now, &clear(*call));
                    asked |= told.is_ok_and(|told| told.outputs.iter().any(|output| output.what.is_command()));
                }
                settle(rig, now);
            }
            // Where the first clear makes way for a command, the network was asked for something in one order only.
            if !asked && states(&mut one) != states(&mut other) {
                let seen = format!(
                    "calls {} and {}\n{:?}\n{:?}",
                    first.number(),
                    second.number(),
                    states(&mut one),
                    states(&mut other)
                );
                return broken("I10", seen);
            }
        }
    }
    Ok(())
}

fn states(rig: &mut Rig) -> Vec<String> {
    let agent = format!("{:?}", rig.station().agent());
    let calls = rig
        .station()
        .calls()
        .map(|call| format!("{:?}", (call.id, call.local, call.far, call.kind, call.pending)))
        .collect::<Vec<_>>();
    std::iter::once(agent).chain(calls).collect()
}

/// Says what is left to say.
fn settle(rig: &mut Rig, now: u64) {
    for _ in 0..64 {
        if rig.station().deadline().is_none_or(|due| due > now) {
            return;
        }
        let _ = rig.step(now, &Input::Time);
    }
}

/// I20: saved and restored.
///
/// # Errors
/// What became of it.
pub fn restored(rig: &mut Rig) -> Check {
    match rig.restored() {
        Ok(other) if other.same(rig) => Ok(()),
        Ok(other) => {
            let (mut is, mut was) = (String::new(), String::new());
            other.write(&mut is);
            rig.write(&mut was);
            broken("I20", format!("{was}\n{is}"))
        }
        Err(error) => broken("I20", format!("refused: {error:?}")),
    }
}

/// I21: every request, of every call.
///
/// # Errors
/// The request that is allowed and refused, or the reverse.
pub fn allowed(rig: &Rig, now: u64) -> Check {
    let mut here = rig.clone();
    let mut ids: Vec<CallId> = here.station().calls().map(|call| call.id).collect();
    ids.push(CallId::NONE);
    for call in ids {
        let data = here
            .station()
            .data(call)
            .map(|data| {
                data.records()
                    .filter_map(|record| record.entry())
                    .map(|entry| {
                        (
                            entry.key == Key::Known(Known::Party),
                            entry.key == Key::Known(Known::To),
                            entry.value.to_owned(),
                        )
                    })
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default();
        let pending = here.station().call(call).and_then(|call| call.pending);
        let adds = pending == Some(R::AddParty);
        let there = data
            .iter()
            .find(|(party, to, _)| if adds { *to } else { *party })
            .map_or("somebody", |(.., name)| name.as_str());
        for what in R::ALL.iter().copied() {
            let entries: &[Entry<'_>] = match what {
                R::Dial | R::Dtmf => &[Entry::known(Known::Digits, "7")],
                R::DropParty => &[Entry::known(Known::Dropped, there)],
                R::Attach | R::Detach => &[Entry { key: Key::Own { app: "", name: "note" }, value: "" }],
                R::LogIn => &[Entry::known(Known::AgentId, "7")],
                R::Pickup => &[],
                _ => &[Entry::known(Known::To, "4009")],
            };
            let request = Request { call, entries, ..Request::new(what) };
            let said = here.station().allowed(what, call);
            let done = rig.clone().step(now, &Input::Request(request)).map(|_| ());
            if said != done && done != Err(Cause::NO_ROOM) {
                return broken(
                    "I21",
                    format!("{}: allowed says {said:?}, the request {done:?}", show(&Input::Request(request))),
                );
            }
        }
    }
    Ok(())
}
