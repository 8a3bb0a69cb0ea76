//! The station and the second model, step by step: the same outputs in the same order, and the same state.

use offhook::data::{Data, Record};
use offhook::{CallId, Cause, Config, ForwardKind, Input, Known, RequestKind as R, State as S};

use crate::canon;
use crate::invariants::Checker;
use crate::naive::{Model, Text};
use crate::rig::{Rig, Sizes, Told, list, show};

/// Both, side by side.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The station.
    pub rig: Rig,
    /// The second model.
    pub model: Model,
    /// Judges every step.
    pub checker: Checker,
}

/// Where they differ: what was compared, the station's and the model's.
pub type Difference = String;

impl Pair {
    /// Two idle ones. `lawful`: the network will keep the rules.
    pub fn new(config: &Config, sizes: Sizes, lawful: bool) -> Self {
        Self {
            rig: Rig::new(config, sizes),
            model: Model::new(*config, sizes.calls, usize::from(sizes.data), usize::from(sizes.own)),
            checker: Checker::new(config, lawful),
        }
    }

    /// The same step in both. What a step has no room for is told by the next ones: they are taken, too.
    ///
    /// # Errors
    /// Where they differ.
    pub fn step(&mut self, now: u64, input: &Input<'_>) -> Result<Result<Told, Cause>, Difference> {
        let is = self.one(now, input)?;
        while self.model.more_to_tell() {
            let _ = self.one(now, &Input::Time)?;
        }
        self.state().map_err(|difference| format!("{difference}\n    after {}", show(input)))?;
        Ok(is)
    }

    fn one(&mut self, now: u64, input: &Input<'_>) -> Result<Result<Told, Cause>, Difference> {
        let is = self.checker.step(&mut self.rig, now, input).map_err(|broken| broken.to_string())?;
        let more = self.rig.station().deadline().is_some_and(|due| due <= now.max(self.model.now));
        self.model.later = if more { canon::ending(&mut self.rig) } else { Vec::new() };
        // What is refused changes nothing.
        let should = if is.is_err() { self.model.clone().step(now, input) } else { self.model.step(now, input) };
        match (&is, &should) {
            (Err(is), Err(should)) => same("reason", is, should)?,
            (Ok(told), Ok(reply)) => {
                let outputs: Vec<_> = reply.said.iter().map(|said| said.output).collect();
                if told.outputs != outputs {
                    return Err(format!(
                        "outputs\n    station:\n{}    model:\n{}",
                        list(&told.outputs),
                        list(&outputs)
                    ));
                }
                same("step", &(told.call, told.request, told.nothing), &(reply.call, reply.request, reply.nothing))?;
                let station = self.rig.station();
                for said in &reply.said {
                    let texts = station
                        .texts(&said.output)
                        .map(|text| (text.key.app().to_owned(), text.key.name().to_owned(), text.value.to_owned()));
                    same("texts of an output", &texts.collect::<Vec<_>>(), &said.texts)?;
                }
            }
            _ => return Err(format!("granted or refused: station {is:?}, model {should:?}")),
        }
        Ok(is)
    }

    /// Compares what can be asked.
    fn state(&mut self) -> Result<(), Difference> {
        let station = self.rig.station();
        let model = &self.model;
        for (slot, call) in model.calls.iter().enumerate() {
            let Some(info) = station.call(call.id) else {
                if call.live() {
                    return Err(format!("call {} is not there", call.id.number()));
                }
                continue;
            };
            let wish = model.wish_of(slot);
            same("reference", &info.reference, &call.reference)?;
            same("local", &info.local, &call.local)?;
            same("far", &info.far, &call.far)?;
            same("kind", &info.kind, &call.kind)?;
            same("cause", &info.cause, &call.cause)?;
            same("parties", &info.parties, &call.parties)?;
            same("acd", &info.acd, &call.acd)?;
            same("started", &info.started, &call.started)?;
            same("answered", &info.answered, &call.answered)?;
            same("pending", &info.pending, &wish.map(|wish| wish.what))?;
            same("request", &info.request, &wish.map_or(0, |wish| wish.number))?;
            if call.live() {
                same("bound", &info.bound, &call.bound.map_or(CallId::NONE, |bound| model.calls[bound].id))?;
                same("stale", &info.stale, &(call.stale || model.down))?;
            } else {
                same("cleared", &info.cleared, &call.cleared)?;
            }
            let data = station.data(call.id).unwrap_or_default();
            if !same_texts(&data, &call.texts.list) {
                let data = data.records().map(text).collect::<Vec<_>>();
                same("data", &in_order(data), &in_order(call.texts.list.clone()))?;
            }
        }
        same("live calls", &station.calls().map(|call| call.id).collect::<Vec<_>>(), &live(model))?;
        let agent = station.agent();
        same("agent", &(agent.state, agent.reason), &(model.agent.state, model.agent.told_reason()))?;
        same("agent's pending state", &agent.pending, &model.agent.pending.map(|(state, _)| state))?;
        if !same_texts(&station.own(), &model.own.list) {
            same("own texts", &station.own().records().map(text).collect::<Vec<_>>(), &model.own.list)?;
        }
        for what in [R::Forward, R::DoNotDisturb, R::MessageWaiting, R::Mute] {
            for kind in ForwardKind::ALL.iter().filter(|kind| what == R::Forward || **kind == ForwardKind::Immediate) {
                same("feature", &station.feature(what, *kind), &model.features.contains(&(what, *kind)))?;
            }
        }
        same("ignored", &station.ignored(), &model.ignored)?;
        let late = match (station.deadline(), model.deadline()) {
            (Some(is), Some(should)) => is > should.max(model.now),
            (None, Some(_)) => true,
            (_, None) => false,
        };
        if late { Err(format!("deadline {:?} is late: {:?}", station.deadline(), model.deadline())) } else { Ok(()) }
    }
}

/// Whether all texts are the same, in the same order; where not, it is looked at more closely.
fn same_texts(data: &Data<'_>, list: &[Text]) -> bool {
    let same = |(record, text): (Record<'_>, &Text)| {
        let named = record.known.is_some() || record.app == text.app.as_bytes() && record.name == text.name.as_bytes();
        let same = (record.known, record.tag, record.removed) == (text.known, text.tag, text.removed);
        named && same && record.value == text.value.as_bytes()
    };
    data.records().count() == list.len() && data.records().zip(list).all(same)
}

/// Where the name of the party of the last event stands among the others is nobody's business.
fn in_order(mut texts: Vec<Text>) -> Vec<Text> {
    texts.sort_by_key(|text| text.known == Some(Known::Who));
    texts
}

fn live(model: &Model) -> Vec<CallId> {
    model.calls.iter().filter(|call| call.local != S::Null).map(|call| call.id).collect()
}

fn text(record: Record<'_>) -> Text {
    let string = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (app, name) = match record.known {
        Some(known) => (String::new(), Known::name(known).to_owned()),
        None => (string(record.app), string(record.name)),
    };
    Text { app, name, known: record.known, value: string(record.value), tag: record.tag, removed: record.removed }
}

fn same<T: PartialEq + core::fmt::Debug>(what: &str, is: &T, should: &T) -> Result<(), Difference> {
    if is == should { Ok(()) } else { Err(format!("{what}: station {is:?}, model {should:?}")) }
}
