//! The whole work for one call: ten inputs, and one record that comes with the offer in one format and is told to the
//! application in another.

use std::hint::black_box;

use offhook::codec::{Codec, Options, decode, encode};
use offhook::{
    CallId, Config, Entry, Input, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind as R, Signal, SignalKind as S,
    Storage, Which,
};

use crate::pairs::PAIRS;
use crate::{line, nanoseconds};

/// The record, as it comes and as it goes.
const COMES: Codec = Codec::Binary;
const GOES: Codec = Codec::C4cJson;
type Memory = Storage<2, 512>;

/// A station, and the record on its way in.
pub struct Work {
    memory: Memory,
    wire: Vec<u8>,
    now: u64,
    reference: u64,
}

impl Work {
    pub fn new() -> Self {
        let record = PAIRS.map(|(name, value)| Entry::new("", name, value));
        let mut wire = vec![0; 512];
        let length = encode(COMES, &record, &Options::DEFAULT, &mut wire).expect("it fits");
        wire.truncate(length);
        let memory = Storage::new(&Config::default()).expect("the default configuration");
        Self { memory, wire, now: 0, reference: 0 }
    }

    fn signal(&mut self, what: S) {
        step(
            &mut self.memory,
            &mut self.now,
            &Input::Signal(Signal { call: Which::reference(self.reference), ..Signal::new(what) }),
        );
    }

    fn request(&mut self, what: R, call: CallId) {
        step(&mut self.memory, &mut self.now, &Input::Request(Request { call, ..Request::new(what) }));
    }

    /// The record is read, and offered with the call.
    fn offered(&mut self) -> CallId {
        let mut held = [0; 512];
        let data = decode(COMES, black_box(&self.wire), &mut held).expect("a record");
        let mut record = [Entry::new("", "", ""); PAIRS.len()];
        for (place, entry) in record.iter_mut().zip(data.iter()) {
            *place = entry;
        }
        let offered = Signal { call: Which::reference(self.reference), entries: &record, ..Signal::new(S::Offered) };
        step(&mut self.memory, &mut self.now, &Input::Signal(offered))
    }
}

fn step(memory: &mut Memory, now: &mut u64, input: &Input<'_>) -> CallId {
    *now += 1;
    let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
    let step = memory.station().step(*now, input, &mut out).expect("every request of a call is granted");
    black_box(&out);
    step.call
}

/// The whole work for one call.
#[inline(never)]
pub fn counted(work: &mut Work) {
    work.reference += 1;
    let call = work.offered();
    let mut text = [0; 512];
    let data = work.memory.station();
    let data = data.data(call).expect("the call");
    encode(GOES, data, &Options::DEFAULT, black_box(&mut text)).expect("it fits");
    work.request(R::Answer, call);
    work.signal(S::Established);
    work.request(R::Hold, call);
    work.signal(S::Held);
    work.request(R::Retrieve, call);
    work.signal(S::Retrieved);
    work.request(R::Clear, call);
    work.signal(S::Accepted);
    work.signal(S::Cleared);
}

/// Nanoseconds of all of it.
pub fn times() {
    let mut work = Work::new();
    line("call-whole", nanoseconds(1_000, || counted(&mut work)), "ns", Some(600.0));
}
