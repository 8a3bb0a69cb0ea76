//! No content of the data can change a call's state: whatever a text of any format says, what comes of it are entries.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic, missing_docs)]

use offhook::codec::{self, Codec, DecodeError, EncodeError, Options};
use offhook::{
    Cause, Config, Entry, Input, Key, Known, Output, OutputKind, Request, RequestKind, Signal, SignalKind, State,
    Storage, Which,
};

type Phone = Storage<4, 16_384>;

/// A phone whose first call is in this state, beside one that is held.
fn phone(state: State) -> (Phone, u64) {
    let mut storage = Phone::new(&Config::default()).unwrap();
    let signals: &[(SignalKind, u64)] = match state {
        State::Initiated => &[(SignalKind::Initiated, 1)],
        State::Alerting => &[(SignalKind::Offered, 1)],
        State::Queued => &[(SignalKind::Offered, 1), (SignalKind::Queued, 1)],
        State::Failed => &[(SignalKind::Initiated, 1), (SignalKind::Failed, 1)],
        State::Held => &[(SignalKind::Established, 1), (SignalKind::Held, 1)],
        _ => &[(SignalKind::Established, 1)],
    };
    let other = [(SignalKind::Established, 2), (SignalKind::Held, 2)];
    for (time, (what, reference)) in other.iter().chain(signals).enumerate() {
        let signal = Signal { call: Which::reference(*reference), ..Signal::new(*what) };
        step(&mut storage, time as u64, &Input::Signal(signal)).unwrap();
    }
    let call = call_of(&mut storage);
    assert_eq!(storage.station().call(call).unwrap().local, state);
    (storage, 10)
}

fn call_of(storage: &mut Phone) -> offhook::CallId {
    storage.station().find(1).unwrap()
}

fn step(storage: &mut Phone, now: u64, input: &Input<'_>) -> Result<Vec<Output>, Cause> {
    let mut out = [Output::new(OutputKind::Actions); offhook::MAX_OUTPUTS];
    let step = storage.station().step(now, input, &mut out)?;
    Ok(out[..step.outputs.into()].to_vec())
}

/// Keys and values that mean something elsewhere: the names of all lists, in more than one case.
fn words() -> Vec<String> {
    let known = Known::ALL.iter().map(|word| word.name());
    let signals = SignalKind::ALL.iter().map(|word| word.name());
    let requests = RequestKind::ALL.iter().map(|word| word.name());
    let outputs = OutputKind::ALL.iter().map(|word| word.name());
    let states = State::ALL.iter().map(|word| word.name());
    let others = [
        "pyCallState",
        "pyCallID",
        "local",
        "far",
        "state",
        "ref",
        "with",
        "CRM_IC/MCM",
        "0",
        "-1",
        "\u{0}",
        "UUI",
        "UUI-x",
        "Text",
    ];
    let words = known.chain(signals).chain(requests).chain(outputs).chain(states).chain(others);
    words.flat_map(|word| [word.to_owned(), word.to_uppercase()]).collect()
}

/// Texts of a format that say each word as key and as value, where the format can say it.
fn texts(codec: Codec) -> Vec<Vec<u8>> {
    let words = words();
    let mut texts = Vec::new();
    for key in &words {
        for value in [key.as_str(), "cleared", "4002"] {
            for app in ["", "CRM_IC/MCM", "station"] {
                let label = format!("{key}@label");
                let entries = match codec {
                    Codec::OpenctiMetadata => vec![
                        Entry::new("", "displayName", value),
                        Entry::new("", "displayNameLabel", value),
                        Entry::new("", "internalNameLabel", value),
                        Entry::new("station", "@label", value),
                        Entry::new("station", key, value),
                        Entry::new("station", &label, value),
                    ],
                    _ => vec![Entry::new(app, key, value)],
                };
                // What is only read gets the text of its neighbour.
                let codec = match codec {
                    Codec::C4cOutbound | Codec::OpenctiClick => Codec::C4cJson,
                    codec => codec,
                };
                let mut text = vec![0; 1024];
                match codec::encode(codec, entries.as_slice(), &Options::DEFAULT, &mut text) {
                    Ok(length) => text.truncate(length),
                    Err(EncodeError::NeedSize(size)) => panic!("{size}"),
                    Err(_) => continue,
                }
                if codec == Codec::C4cJson {
                    texts.push(text[b"{\"payload\":".len()..text.len() - 1].to_vec());
                }
                texts.push(text);
            }
        }
    }
    texts.push(b"\0\xFFnothing of any format".to_vec());
    texts
}

#[test]
fn what_a_text_says_are_entries_and_nothing_else() {
    const STATES: [State; 6] =
        [State::Initiated, State::Alerting, State::Connected, State::Held, State::Queued, State::Failed];
    for &codec in Codec::ALL {
        let mut said = 0;
        for (turn, text) in texts(codec).iter().enumerate() {
            let mut bytes = vec![0; text.len() * 9 + 64];
            let data = match codec::decode(codec, text, &mut bytes) {
                Ok(data) => data,
                Err(DecodeError::Wrong(_) | DecodeError::OnlyWritten) => continue,
                Err(error) => panic!("{error:?}"),
            };
            let entries: Vec<Entry<'_>> = data.iter().collect();
            said += entries.len();
            // None is a text of a request: they have no names outside.
            assert!(
                entries.iter().all(|entry| !matches!(entry.key, Key::Known(known) if !known.is_data())),
                "{entries:?}"
            );
            let (mut storage, now) = phone(STATES[turn % STATES.len()]);
            let call = call_of(&mut storage);
            let before = look(&mut storage);
            let signal = Signal { call: Which::reference(1), entries: &entries, ..Signal::new(SignalKind::Data) };
            let told = step(&mut storage, now, &Input::Signal(signal)).unwrap();
            assert!(
                told.iter().all(|out| matches!(out.what, OutputKind::Data | OutputKind::Actions)),
                "{codec:?} {entries:?} {told:?}"
            );
            assert_eq!(look(&mut storage), before, "{codec:?} {entries:?}");
            let request = Request { call, entries: &entries, ..Request::new(RequestKind::Attach) };
            if let Ok(told) = step(&mut storage, now + 1, &Input::Request(request)) {
                let kinds = [OutputKind::CmdData, OutputKind::Data, OutputKind::RequestDone, OutputKind::Actions];
                assert!(told.iter().all(|out| kinds.contains(&out.what)), "{codec:?} {entries:?} {told:?}");
            }
            assert_eq!(look(&mut storage), before, "{codec:?} {entries:?}");
        }
        let writes_only = matches!(codec, Codec::OpenctiLightning | Codec::OpenctiClassic);
        assert_eq!(said == 0, writes_only, "{codec:?} says {said}");
    }
}

/// Everything of a station that is no attached data.
fn look(storage: &mut Phone) -> String {
    let station = storage.station();
    let calls: Vec<_> = station.calls().collect();
    let own: Vec<_> = station.own().records().map(|record| (record.known, record.value.to_vec())).collect();
    format!("{calls:?} {:?} {own:?} {:?}", station.agent(), station.deadline())
}
