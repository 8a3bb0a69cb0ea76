//! One station and its memory, sized when the program runs.

use crate::scenario::statement::{Text, TextKey};
use offhook::trace::Begin;
use offhook::{Call, CallId, Cause, Entry, ForwardKind, Known, Output, OutputKind, RequestKind, Station, StationState};

/// Bytes for a station's own texts.
pub const OWN: u16 = 256;

/// A station in memory that this program owns.
#[derive(Clone)]
pub struct Seat {
    /// What people call it.
    pub ext: String,
    /// Names of calls for whoever looks on, the latest first to count.
    pub labels: Vec<(CallId, String)>,
    begin: Begin,
    state: StationState,
    calls: Vec<Call>,
    bytes: Vec<u8>,
    saved: Option<Vec<u8>>,
}

/// An output and the texts that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The output.
    pub output: Output,
    /// Its texts.
    pub texts: Vec<Text>,
    /// What the call's data were then, or where calls were forwarded to, where the output says that it changed.
    pub data: Vec<Text>,
}

impl Seat {
    /// An idle station.
    pub fn new(ext: &str, begin: Begin) -> Result<Self, Cause> {
        let mut calls = vec![Call::default(); usize::from(begin.calls)];
        let state = StationState::new(&begin.config, &mut calls, begin.data)?;
        let bytes = vec![0; usize::from(begin.own) + calls.len() * usize::from(begin.data)];
        Ok(Self { ext: ext.to_owned(), labels: Vec::new(), begin, state, calls, bytes, saved: None })
    }

    /// How the station was made.
    pub fn begin(&self) -> Begin {
        self.begin
    }

    /// The station.
    pub fn station(&mut self) -> Station<'_> {
        Station::over(&mut self.state, &mut self.calls, &mut self.bytes)
    }

    /// What people call this call.
    pub fn label(&self, id: CallId) -> String {
        let named = self.labels.iter().rev().find(|(call, _)| *call == id);
        match named {
            _ if id.is_none() => "none".to_owned(),
            Some((_, name)) => name.clone(),
            None => format!("call-{}", id.number()),
        }
    }

    /// Whether there is a snapshot to go back to.
    pub fn is_saved(&self) -> bool {
        self.saved.is_some()
    }

    /// Keeps a snapshot.
    pub fn save(&mut self) -> Result<(), String> {
        let needed = self.station().save(&mut []).err().unwrap_or_default();
        let mut bytes = vec![0; needed];
        self.station()
            .save(&mut bytes)
            .map_err(|needed| format!("a snapshot that needs {needed} bytes did not fit"))?;
        self.saved = Some(bytes);
        Ok(())
    }

    /// Goes back to the latest snapshot, in memory that has forgotten everything.
    pub fn restore(&mut self) -> Result<(), String> {
        let saved = self.saved.clone().ok_or("nothing was saved before")?;
        let fresh = Self::new(&self.ext, self.begin).map_err(|cause| cause.to_string())?;
        (self.state, self.calls, self.bytes) = (fresh.state, fresh.calls, fresh.bytes);
        self.station().restore(&saved).map_err(|error| error.to_string())
    }

    /// Everything that can be asked of the station, to be compared.
    pub fn dump(&mut self) -> Vec<String> {
        let ended: Vec<CallId> = self.labels.iter().map(|(id, _)| *id).collect();
        let station = self.station();
        let mut ids: Vec<CallId> = station.calls().map(|call| call.id).chain(ended).collect();
        ids.sort();
        ids.dedup();
        let mut lines = Vec::new();
        for id in ids {
            lines.push(format!("{:?}", station.call(id)));
            let data = station.data(id);
            lines.extend(
                data.into_iter().flat_map(|data| data.iter().map(|entry| format!("{entry:?}")).collect::<Vec<_>>()),
            );
        }
        lines.push(format!("{:?}", station.agent()));
        lines.extend(station.own().iter().map(|entry| format!("{entry:?}")));
        lines.push(format!("ignored {}", station.ignored()));
        lines
    }

    /// The outputs with their texts.
    pub fn told(&mut self, outputs: &[Output]) -> Vec<Told> {
        let station = self.station();
        let text = |entry: Entry<'_>| Text { key: TextKey::from(entry.key), value: entry.value.to_owned() };
        let told = |output: &Output| {
            let changed = matches!(output.what, OutputKind::Data | OutputKind::Reference)
                .then(|| station.data(output.call))
                .flatten();
            let data = changed.iter().flat_map(|data| data.iter().map(text).collect::<Vec<_>>());
            Told {
                output: *output,
                texts: station.texts(output).map(text).collect(),
                data: data.chain(forwarded_to(output, &station)).collect(),
            }
        };
        outputs.iter().map(told).collect()
    }
}

/// Where calls of this kind are forwarded to now, with an event that says so.
fn forwarded_to(output: &Output, station: &Station<'_>) -> Option<Text> {
    let key = match ForwardKind::from_code(output.parties)? {
        ForwardKind::Immediate => Known::ForwardImmediate,
        ForwardKind::Busy => Known::ForwardBusy,
        ForwardKind::NoAnswer => Known::ForwardNoAnswer,
    };
    let forward = output.what == OutputKind::Feature && output.of == RequestKind::Forward.code();
    let to = station.own().known(key).filter(|_| forward)?;
    Some(Text { key: TextKey::Known(Known::To), value: to.to_owned() })
}
