//! Rules about what would happen: tried aside, on copies of the station.

use super::{Check, check, list};
use offhook::{
    CallId, Cause, Entry, Input, Key, Known, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind as R, Signal,
    SignalKind as K, Station, Step, Which,
};

/// A station of which copies can be made: what happens to a copy happens to nobody else.
pub trait Trial: Clone {
    /// The station.
    fn station(&mut self) -> Station<'_>;

    /// A step of it.
    ///
    /// # Errors
    /// A request that is refused.
    fn take(&mut self, now: u64, input: &Input<'_>, out: &mut [Output; MAX_OUTPUTS]) -> Result<Step, Cause> {
        self.station().step(now, input, out)
    }
}

/// A step of a copy, and what it said.
fn step(trial: &mut impl Trial, now: u64, input: &Input<'_>) -> Result<Vec<Output>, Cause> {
    let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
    let taken = trial.take(now, input, &mut out)?;
    Ok(out.into_iter().take(taken.outputs.into()).collect())
}

/// I9: the signal just heard, heard once more. `told`: what was said the first time; `differs`: what is not the same in
/// two copies, counters aside.
///
/// # Errors
/// What happened the second time.
pub fn repeated<T: Trial>(
    after: &T,
    now: u64,
    signal: &Signal<'_>,
    told: &[Output],
    differs: impl FnOnce(&mut T, &mut T) -> Option<String>,
) -> Check {
    // A network that says a name is no more in use, or answers without a number, says something new the second time.
    let another = matches!(
        signal.what,
        K::Accepted | K::Refused | K::PartyLeft | K::LinkUp | K::ResyncBegin | K::ResyncCall | K::ResyncEnd
    );
    let turned_away = told.iter().any(|output| {
        output.call.is_none()
            && matches!(output.what, OutputKind::CmdReject | OutputKind::RejectedBusy | OutputKind::Discrepancy)
    });
    let no_room = told.iter().any(|output| output.cause == Cause::NO_ROOM);
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
    let again = step(&mut twice, now, &Input::Signal(*signal)).unwrap_or_default();
    check("I9", again.is_empty(), || format!("{} again:\n{}", signal.what.name(), list(&again)))?;
    let differs = differs(&mut once, &mut twice);
    check("I9", differs.is_none(), || format!("{} again:\n{}", signal.what.name(), differs.unwrap_or_default()))
}

/// I10: two calls cleared in one order and in the other.
///
/// # Errors
/// The two that did not commute.
pub fn clears_commute(of: &impl Trial, now: u64) -> Check {
    let calls: Vec<CallId> = of.clone().station().calls().map(|call| call.id).collect();
    for (at, first) in calls.iter().enumerate() {
        for second in calls.iter().skip(at + 1) {
            let (mut one, mut other) = (of.clone(), of.clone());
            let mut asked = false;
            for (trial, order) in [(&mut one, [first, second]), (&mut other, [second, first])] {
                for call in order {
                    let clear = Signal { call: Which::id(*call), ..Signal::new(K::Cleared) };
                    let said = step(trial, now, &Input::Signal(clear)).unwrap_or_default();
                    asked |= said.iter().any(|output| output.what.is_command());
                }
                settle(trial, now);
            }
            let (one, other) = (states(&mut one), states(&mut other));
            // Where the first clear makes way for a command, the network was asked for something in one order only.
            check("I10", asked || one == other, || {
                format!("calls {} and {}\n{one:?}\n{other:?}", first.number(), second.number())
            })?;
        }
    }
    Ok(())
}

fn states(trial: &mut impl Trial) -> Vec<String> {
    let station = trial.station();
    let calls = station.calls().map(|call| format!("{:?}", (call.id, call.local, call.far, call.kind, call.pending)));
    std::iter::once(format!("{:?}", station.agent())).chain(calls).collect()
}

/// Says what is left to say.
fn settle(trial: &mut impl Trial, now: u64) {
    for _ in 0..64 {
        if trial.station().deadline().is_none_or(|due| due > now) {
            return;
        }
        let _ = step(trial, now, &Input::Time);
    }
}

/// I21: every request, of every call.
///
/// # Errors
/// The request that is allowed and refused, or the reverse.
pub fn allowed(of: &impl Trial, now: u64) -> Check {
    let mut here = of.clone();
    let calls: Vec<CallId> = here.station().calls().map(|call| call.id).chain([CallId::NONE]).collect();
    for call in calls {
        let there = other_party(&here.station(), call);
        for what in R::ALL.iter().copied() {
            let entries: &[Entry<'_>] = match what {
                R::Dial | R::Dtmf => &[Entry::known(Known::Digits, "7")],
                R::DropParty => &[Entry::known(Known::Dropped, &there)],
                R::Attach | R::Detach => &[Entry { key: Key::Own { app: "", name: "note" }, value: "" }],
                R::LogIn => &[Entry::known(Known::AgentId, "7")],
                R::Pickup => &[],
                _ => &[Entry::known(Known::To, "4009")],
            };
            let request = Request { call, entries, ..Request::new(what) };
            let said = here.station().allowed(what, call);
            let done = step(&mut of.clone(), now, &Input::Request(request)).map(|_| ());
            check("I21", said == done || done == Err(Cause::NO_ROOM), || {
                format!("{} of call {}: allowed says {said:?}, the request {done:?}", what.name(), call.number())
            })?;
        }
    }
    Ok(())
}

/// Somebody who can be dropped from the call: a party, or who is just being added.
fn other_party(station: &Station<'_>, call: CallId) -> String {
    let adds = station.call(call).and_then(|call| call.pending) == Some(R::AddParty);
    let key = Key::Known(if adds { Known::To } else { Known::Party });
    let data = station.data(call);
    let named = data.iter().flat_map(|data| data.records()).filter_map(|record| record.entry());
    named.into_iter().find(|entry| entry.key == key).map_or("somebody", |entry| entry.value).to_owned()
}
