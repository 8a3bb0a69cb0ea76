//! A station with the memory it stands in: it can be cloned, compared and taken back.

pub use offhook_desk::invariants::list;

use offhook::storage::block_size;
use offhook::{
    Call, CallId, Cause, Config, Entry, Input, MAX_OUTPUTS, Output, OutputKind, Request, Signal, SnapshotError,
    Station, StationState, Step,
};

/// Sizes of a station.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Slots.
    pub calls: usize,
    /// Bytes of data a call.
    pub data: u16,
    /// Bytes of the station's own texts.
    pub own: u16,
}

/// An input as a broken station hears it.
pub type Fault = for<'a> fn(&Input<'a>) -> Input<'a>;

/// A station and its memory.
#[derive(Clone, Debug)]
pub struct Rig {
    state: StationState,
    calls: Vec<Call>,
    block: Vec<u8>,
    data: usize,
    /// How this station mishears its inputs, where a test wants to see that found.
    pub fault: Option<Fault>,
}

/// What a step gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The call that the input made or named.
    pub call: CallId,
    /// Number of the granted request.
    pub request: u16,
    /// There was nothing to do.
    pub nothing: bool,
    /// Commands, then events.
    pub outputs: Vec<Output>,
}

impl Told {
    /// What a step gave.
    pub fn new(step: &Step, outputs: &[Output]) -> Self {
        Self { call: step.call, request: step.request, nothing: step.nothing, outputs: outputs.to_vec() }
    }
}

impl Rig {
    /// An idle station.
    pub fn new(config: &Config, sizes: Sizes) -> Self {
        let mut calls = vec![Call::default(); sizes.calls];
        let state = StationState::new(config, &mut calls, sizes.data).expect("the policies are in range");
        Self {
            state,
            calls,
            block: vec![0; block_size(sizes.calls, sizes.data, sizes.own)],
            data: usize::from(sizes.data),
            fault: None,
        }
    }

    /// The station.
    pub fn station(&mut self) -> Station<'_> {
        Station::over(&mut self.state, &mut self.calls, &mut self.block)
    }

    /// One step.
    pub fn step(&mut self, now: u64, input: &Input<'_>) -> Result<Told, Cause> {
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let step = self.take(now, input, &mut out)?;
        Ok(Told::new(&step, &out[..usize::from(step.outputs)]))
    }

    /// One step, into this hand.
    pub fn take(&mut self, now: u64, input: &Input<'_>, out: &mut [Output; MAX_OUTPUTS]) -> Result<Step, Cause> {
        let heard = self.fault.map_or(*input, |fault| fault(input));
        self.station().step(now, &heard, out)
    }

    /// The records as they are written for debugging: every field of them, by name.
    pub fn write(&self, to: &mut impl core::fmt::Write) {
        // A string takes everything.
        let _ = write!(to, "{:?}{:?}", self.state, self.calls);
    }

    /// Whether calls and texts are the same, whatever the station counted.
    pub fn same_calls(&self, other: &Self) -> bool {
        self.calls == other.calls && self.same_texts(other)
    }

    /// Whether everything is the same. Bytes that are not in use do not count.
    pub fn same(&self, other: &Self) -> bool {
        self.state == other.state && self.same_calls(other)
    }

    fn same_texts(&self, other: &Self) -> bool {
        self.block == other.block || self.clone().used_texts() == other.clone().used_texts()
    }

    /// The station's snapshot.
    pub fn saved(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.save(&mut bytes);
        bytes
    }

    /// Writes the station's snapshot into memory that is used again.
    pub fn save(&mut self, bytes: &mut Vec<u8>) {
        bytes.resize(bytes.capacity(), 0);
        let needed = match self.station().save(bytes) {
            Ok(used) => used,
            Err(needed) => {
                bytes.resize(needed, 0);
                self.station().save(bytes).unwrap_or(0)
            }
        };
        bytes.truncate(needed);
    }

    /// The same station out of its snapshot, in memory that was another station's.
    ///
    /// # Errors
    /// Why the snapshot was refused.
    pub fn restored(&mut self) -> Result<Self, SnapshotError> {
        let bytes = self.saved();
        self.restored_from(&bytes)
    }

    /// A station of this one's sizes out of a snapshot.
    ///
    /// # Errors
    /// Why the snapshot was refused.
    pub fn restored_from(&self, bytes: &[u8]) -> Result<Self, SnapshotError> {
        let mut calls = vec![Call::default(); self.calls.len()];
        let state = StationState::new(&Config::default(), &mut calls, self.data as u16).expect("defaults are in range");
        let mut other = Self { state, calls, block: vec![0; self.block.len()], data: self.data, fault: self.fault };
        other.station().restore(bytes)?;
        Ok(other)
    }

    /// The texts in use: the station's own, then each call's.
    pub fn used_texts(&mut self) -> Vec<Vec<u8>> {
        let ids: Vec<CallId> = self.station().calls().map(|call| call.id).collect();
        let station = self.station();
        let calls = ids.iter().filter_map(|id| station.data(*id)).map(|data| data.bytes().to_vec());
        std::iter::once(station.own().bytes().to_vec()).chain(calls).collect()
    }
}

/// An input in one line.
pub fn show(input: &Input<'_>) -> String {
    let texts = |entries: &[Entry<'_>]| {
        entries
            .iter()
            .map(|entry| format!(" {}:{}={}", entry.key.app(), entry.key.name(), entry.value))
            .collect::<String>()
    };
    match input {
        Input::Time => "time".to_owned(),
        Input::Signal(signal) => {
            let plain = Signal { what: signal.what, ..Signal::new(signal.what) };
            let mut line = format!("signal {}", signal.what.name());
            let which = |which: offhook::Which| format!("{}/{}", which.id.number(), which.reference);
            let mut add = |differs: bool, text: String| {
                if differs {
                    line.push_str(&text)
                }
            };
            add(!signal.call.is_none(), format!(" call={}", which(signal.call)));
            add(!signal.with.is_none(), format!(" with={}", which(signal.with)));
            add(signal.reference != 0, format!(" ref={}", signal.reference));
            add(signal.sequence != 0, format!(" sequence={}", signal.sequence));
            add(signal.request != 0, format!(" request={}", signal.request));
            add(signal.cause != plain.cause, format!(" cause={:?}", signal.cause.name()));
            add(signal.kind.is_some(), format!(" kind={:?}", signal.kind));
            add(signal.acd, " acd".to_owned());
            add(signal.attempt != 0, format!(" attempt={}", signal.attempt));
            add(
                signal.local != plain.local || signal.far != plain.far,
                format!(" {}/{}", signal.local.name(), signal.far.name()),
            );
            add(signal.agent != plain.agent, format!(" state={}", signal.agent.name()));
            add(signal.pending.is_some(), format!(" pending={:?}", signal.pending));
            add(signal.reason != 0, format!(" reason={}", signal.reason));
            add(signal.on, " on".to_owned());
            add(signal.forward != plain.forward, format!(" kind={}", signal.forward.name()));
            line + &texts(signal.entries)
        }
        Input::Request(request) => {
            let plain = Request { what: request.what, ..Request::new(request.what) };
            let mut line = format!("request {}", request.what.name());
            let mut add = |differs: bool, text: String| {
                if differs {
                    line.push_str(&text)
                }
            };
            add(!request.call.is_none(), format!(" call={}", request.call.number()));
            add(!request.with.is_none(), format!(" with={}", request.with.number()));
            add(request.cause != plain.cause, format!(" cause={:?}", request.cause.name()));
            add(request.purpose != plain.purpose, format!(" purpose={}", request.purpose.name()));
            add(request.on, " on".to_owned());
            add(request.forward != plain.forward, format!(" kind={}", request.forward.name()));
            add(request.reason != 0, format!(" reason={}", request.reason));
            line + &texts(request.entries)
        }
    }
}
