//! A call's life of 18 inputs: an inbound call, held and taken back, a consultation that becomes a conference, and the
//! end. `life.c` is the same through the C API.

use std::hint::black_box;

use offhook::storage::{StationState, block_size};
use offhook::{
    Call, CallId, Cause, Config, Entry, Input, Known, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind as R,
    Signal, SignalKind as S, Station, Step, Which,
};

use crate::{line, nanoseconds};

/// Inputs of a life.
pub const INPUTS: usize = 18;
/// What an offer may bring along.
pub const NUMBERS: &[Entry<'static>] =
    &[Entry::known(Known::Ani, "408-361-3611"), Entry::known(Known::Dnis, "1-800-455-5555")];

const DATA: u16 = 256;
const OWN: u16 = 256;
/// References from here on are of the calls that stand by: they live as long as the station.
const STANDING_BY: u64 = 1 << 32;

/// A station of so many calls, in use but for the two that a life takes.
pub struct Life {
    state: StationState,
    calls: Vec<Call>,
    block: Vec<u8>,
    now: u64,
    /// The reference given last: each call has one of its own.
    reference: u64,
    /// The texts of an offer.
    texts: &'static [Entry<'static>],
}

/// What is counted: one step.
#[inline(never)]
pub fn counted(
    station: &mut Station<'_>,
    now: u64,
    input: &Input<'_>,
    out: &mut [Output; MAX_OUTPUTS],
) -> Result<Step, Cause> {
    station.step(now, input, out)
}

impl Life {
    pub fn new(capacity: usize, texts: &'static [Entry<'static>]) -> Self {
        let mut calls = vec![Call::default(); capacity];
        let state = StationState::new(&Config::default(), &mut calls, DATA).expect("the default configuration");
        let mut life =
            Self { state, calls, block: vec![0; block_size(capacity, DATA, OWN)], now: 0, reference: 0, texts };
        for call in 2..capacity as u64 {
            for what in [S::Offered, S::Established, S::Held] {
                life.signal(what, STANDING_BY + call);
            }
        }
        life
    }

    fn step(&mut self, input: &Input<'_>) -> CallId {
        self.now += 1;
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let mut station = Station::over(&mut self.state, &mut self.calls, &mut self.block);
        let step =
            counted(&mut station, self.now, black_box(input), &mut out).expect("every request of a life is granted");
        black_box(&out);
        step.call
    }

    fn signal(&mut self, what: S, reference: u64) {
        self.step(&Input::Signal(Signal { call: Which::reference(reference), ..Signal::new(what) }));
    }

    fn request(&mut self, what: R, call: CallId) {
        self.step(&Input::Request(Request { call, ..Request::new(what) }));
    }

    /// The 18 inputs.
    pub fn live(&mut self) {
        let (primary, second) = (self.reference + 1, self.reference + 2);
        self.reference = second;
        let (of_primary, of_second) = (Which::reference(primary), Which::reference(second));
        let to = [Entry::known(Known::To, "4002")];
        let party = [Entry::known(Known::Party, "4002")];
        let call =
            self.step(&Input::Signal(Signal { call: of_primary, entries: self.texts, ..Signal::new(S::Offered) }));
        self.request(R::Answer, call);
        self.signal(S::Established, primary);
        self.request(R::Hold, call);
        self.signal(S::Held, primary);
        self.request(R::Retrieve, call);
        self.signal(S::Retrieved, primary);
        let consult = self.step(&Input::Request(Request { call, entries: &to, ..Request::new(R::Consult) }));
        self.signal(S::Held, primary);
        self.step(&Input::Signal(Signal { call: Which::id(consult), reference: second, ..Signal::new(S::Originated) }));
        self.signal(S::Delivered, second);
        self.signal(S::Established, second);
        self.request(R::Conference, call);
        self.step(&Input::Signal(Signal { call: of_primary, with: of_second, ..Signal::new(S::Conferenced) }));
        self.step(&Input::Signal(Signal { call: of_primary, entries: &party, ..Signal::new(S::PartyLeft) }));
        self.request(R::Clear, call);
        self.signal(S::Accepted, primary);
        self.signal(S::Cleared, primary);
    }
}

/// Nanoseconds a step, through Rust.
pub fn times() {
    let mut life = Life::new(2, &[]);
    let life = nanoseconds(1_000, || life.live());
    line("step-rust-mean", life / INPUTS as f64, "ns", None);
}
