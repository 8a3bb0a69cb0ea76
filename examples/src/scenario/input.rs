//! `signal`, `request`, `encode` and `decode` as they are carried out.

use crate::codec;
use crate::error::Fault;
use crate::scenario::lex;
use crate::scenario::link::Parcel;
use crate::scenario::names::{Named, Names};
use crate::scenario::run::{Attempt, Refusal, Run};
use crate::scenario::statement::{RequestDraft, SignalDraft, Text};
use offhook::codec::{Options, Source};
use offhook::trace::{MAX_ENTRIES, Recorded};
use offhook::{
    CallId, Cause, Entry, Input, MAX_OUTPUTS, Output, OutputKind, Request, Signal, SignalKind, State, Which,
};

/// Sends a signal on its way to the current station.
pub fn signal(run: &mut Run<'_, '_>, draft: &SignalDraft) -> Result<(), Fault> {
    let mut plain = draft.plain;
    let fresh = run.next_reference;
    let (seat, heard) = run.here()?;
    if let Some(with) = &draft.with {
        plain.with = Names::which(heard.names.need(with).map_err(Fault::File)?);
    }
    // Without a `ref=`, a call that the network is the first to speak of gets a reference that no other has.
    let given = if plain.reference == 0 { fresh } else { plain.reference };
    let mut over = |id: CallId| seat.station().call(id).is_none_or(|call| call.local == State::Null);
    match draft.call.as_deref().map(|name| (name, heard.names.get(name))) {
        Some((name, None)) => {
            heard.names.set(name, Named { id: CallId::NONE, reference: given });
            plain.call = Which::reference(given);
            plain.reference = 0;
        }
        // The name of a call that is over names the next one that has another reference.
        Some((name, Some(named)))
            if makes(plain.what)
                && named.reference != 0
                && ![0, named.reference].contains(&plain.reference)
                && over(named.id) =>
        {
            heard.names.set(name, Named { id: CallId::NONE, reference: given });
            plain.call = Which::reference(given);
            plain.reference = 0;
        }
        Some((name, Some(named))) => {
            plain.call = Names::which(named);
            if makes(plain.what) && named.reference == 0 {
                plain.reference = given;
                heard.names.set(name, Named { reference: given, ..named });
            }
        }
        None => {
            plain.call = Which::reference(plain.reference);
            plain.reference = 0;
        }
    }
    let parcel = Parcel { plain, texts: draft.texts.clone(), name: draft.call.clone() };
    if given == fresh {
        run.next_reference += 1;
    }
    send(run, run.current, parcel)
}

/// Whether a signal may be the first word of a call.
pub fn makes(what: SignalKind) -> bool {
    use SignalKind::{Established, Initiated, Offered, Originated, ResyncCall};
    matches!(what, Offered | Originated | Established | Initiated | ResyncCall)
}

/// Sends a signal on its way to a station, where it may get lost, come twice, or wait.
pub fn send(run: &mut Run<'_, '_>, station: u16, parcel: Parcel) -> Result<(), Fault> {
    let (_, heard) = run.at_station(station)?;
    heard.link.send(parcel).into_iter().try_for_each(|parcel| deliver(run, station, &parcel))
}

/// Lets signals through to the current station that were kept back.
pub fn deliver_kept(run: &mut Run<'_, '_>, count: Option<u32>) -> Result<(), Fault> {
    let (_, heard) = run.here()?;
    let arriving = heard.link.deliver(count).map_err(Fault::File)?;
    arriving.iter().try_for_each(|parcel| deliver(run, run.current, parcel))
}

/// Gives a station a signal.
fn deliver(run: &mut Run<'_, '_>, station: u16, parcel: &Parcel) -> Result<(), Fault> {
    let entries = entries(&parcel.texts)?;
    let signal = Signal { entries: &entries, ..parcel.plain };
    let outcome = run.step(station, Recorded::Signal(signal), |run, outcome| {
        let (Some(name), Some(Ok(step)), Ok((seat, heard))) = (&parcel.name, outcome.step, run.at_station(station))
        else {
            return;
        };
        let known = heard.names.get(name).unwrap_or_default();
        let over = seat.station().call(known.id).is_none_or(|call| call.local == State::Null);
        if !step.call.is_none() && over {
            heard.names.set(name, Named { id: step.call, ..known });
        }
    })?;
    match outcome.step {
        Some(Err(cause)) => {
            let got = format!("it was refused: {cause}");
            Err(Fault::expectation(format!("`signal {}` is taken: a fact is never refused", signal.what.name()), got))
        }
        _ => Ok(()),
    }
}

/// Makes a request of the current station.
pub fn request(run: &mut Run<'_, '_>, draft: &RequestDraft, line: u32) -> Result<(), Fault> {
    let (seat, heard) = run.here()?;
    let named = |name: &Option<String>| match name {
        Some(name) => heard.names.need(name).map(|named| named.id),
        None => Ok(CallId::NONE),
    };
    let mut plain = draft.plain;
    plain.call = named(&draft.call).map_err(Fault::File)?;
    plain.with = named(&draft.with).map_err(Fault::File)?;
    let before = seat.dump();
    let ids: Vec<CallId> = seat.station().calls().map(|call| call.id).collect();
    let entries = entries(&draft.texts)?;
    let request = Request { entries: &entries, ..plain };
    let what = format!(
        "request {}{}",
        request.what.name(),
        draft.call.iter().map(|name| format!(" {name}")).collect::<String>()
    );
    let outcome = run.step(run.current, Recorded::Request(request), |run, _| {
        let (Some(name), Ok((seat, heard))) = (&draft.makes, run.here()) else { return };
        let made = seat.station().calls().map(|call| call.id).find(|id| !ids.contains(id));
        if let Some(id) = made {
            heard.names.set(name, Named { id, reference: 0 });
        }
    })?;
    let (seat, heard) = run.here()?;
    let result = match outcome.step {
        Some(Err(reason)) => Err(Refusal { reason, more: String::new(), line, changed: change(&before, &seat.dump()) }),
        _ => Ok(()),
    };
    if let (Some(name), Some(alias)) = (&draft.call, &draft.known_as) {
        let named = heard.names.need(name).map_err(Fault::File)?;
        heard.names.set(alias, named);
    }
    if let (Ok(()), Some(name)) = (&result, &draft.makes) {
        heard
            .names
            .need(name)
            .map_err(|_| Fault::File(format!("`{what}` was granted and made no call to be named `{name}`")))?;
    }
    run.attempt = Some(Attempt { what, result });
    Ok(())
}

/// The first difference between two dumps of a station.
fn change(before: &[String], after: &[String]) -> Option<String> {
    let differs = before.iter().zip(after).find(|(before, after)| before != after);
    match differs {
        Some((before, after)) => Some(format!("{before}\n            became {after}")),
        None if before.len() != after.len() => {
            Some("the station has more or fewer calls or entries than before".to_owned())
        }
        None => None,
    }
}

/// Texts as the core takes them.
fn entries(texts: &[Text]) -> Result<Vec<Entry<'_>>, Fault> {
    if texts.len() > MAX_ENTRIES {
        return Err(Fault::File(format!(
            "{} entries are more than a trace holds: write {MAX_ENTRIES} a line",
            texts.len()
        )));
    }
    Ok(texts.iter().map(|text| Entry { key: text.key.key(), value: &text.value }).collect())
}

/// Holds the text that a codec makes of a call's data against the file's.
pub fn encode(run: &mut Run<'_, '_>, call: &str, codec: &str, text: Option<&str>, line: u32) -> Result<(), Fault> {
    let codec = codec::named(codec).map_err(Fault::File)?;
    let (seat, heard) = run.here()?;
    let id = heard.names.need(call).map_err(Fault::File)?.id;
    let station = seat.station();
    let made = codec::encode(codec, Source::Call(station.data(id).unwrap_or_default()), &Options::DEFAULT);
    let what = format!("encode {call} {}", codec.name());
    let result = match made {
        Err(codec::Refused { reason, text }) => {
            Err(Refusal { reason, more: format!(" ({text})"), line, changed: None })
        }
        Ok(made) if text == Some(&made) => {
            run.desk.encoded(run.current, &what, &made);
            Ok(())
        }
        Ok(made) => {
            let expected =
                text.map_or_else(|| format!("`{what}` is refused"), |text| format!("{what} = {}", lex::quote(text)));
            return Err(Fault::expectation(expected, format!("{what} = {}", lex::quote(&made))));
        }
    };
    run.attempt = Some(Attempt { what, result });
    Ok(())
}

/// Makes the entries of a text those of a call: all of them, as the network's, or none.
pub fn decode(run: &mut Run<'_, '_>, codec: &str, text: &str, call: &str, line: u32) -> Result<(), Fault> {
    let codec = codec::named(codec).map_err(Fault::File)?;
    let (seat, heard) = run.here()?;
    let named = heard.names.need(call).map_err(Fault::File)?;
    let what = format!("decode {}", codec.name());
    let refused = |reason, text: &str| Err(Refusal { reason, more: format!(" ({text})"), line, changed: None });
    let texts = match codec::decode(codec, text.as_bytes()) {
        Ok(texts) => texts,
        Err(codec::Refused { reason, text }) => {
            run.attempt = Some(Attempt { what, result: refused(reason, &text) });
            return Ok(());
        }
    };
    // Tried first beside the station: what does not fit as a whole does not come in at all.
    let mut trial = seat.clone();
    let now = run.desk.now;
    for some in texts.chunks(MAX_ENTRIES) {
        let entries = entries(some)?;
        let signal = Signal { entries: &entries, call: Names::which(named), ..Signal::new(SignalKind::Data) };
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let _ = trial.station().step(now, &Input::Signal(signal), &mut out);
    }
    let station = trial.station();
    let data = station.data(named.id).unwrap_or_default();
    let there = |text: &Text| data.iter().any(|entry| entry.key == text.key.key() && entry.value == text.value);
    // Of two entries of one key the later one counts, as in any other signal.
    let fits = texts.iter().enumerate().all(|(at, text)| {
        let again = texts.iter().skip(at + 1).any(|later| later.key == text.key);
        again || there(text)
    });
    let result = if fits { Ok(()) } else { refused(Cause::NO_ROOM, "the call has no room for every entry") };
    let done = result.is_ok();
    run.attempt = Some(Attempt { what, result });
    if !done {
        return Ok(());
    }
    texts.chunks(MAX_ENTRIES).try_for_each(|some| {
        let plain = Signal { call: Names::which(named), ..Signal::new(SignalKind::Data) };
        deliver(run, run.current, &Parcel { plain, texts: some.to_vec(), name: None })
    })
}
