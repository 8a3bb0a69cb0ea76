//! Stations side by side on one clock: every input goes in here, and whoever watches sees it.

mod seat;

pub use seat::{OWN, Seat, Told};

use offhook::trace::{Begin, NAME, Record, Recorded};
use offhook::{Cause, Entry, Input, MAX_OUTPUTS, Output, OutputKind, Step};

/// Somebody who looks on: a trace, a transcript, a ladder.
pub trait Watch {
    /// A station was given this, and said that.
    fn step(&mut self, seat: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String>;

    /// A call's data was written in a codec's format: `what` says which call and codec.
    fn encoded(&mut self, _station: u16, _now: u64, _what: &str, _text: &str) {}
}

/// What came of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The step, or why a request was refused; `None` when the record is no step.
    pub step: Option<Result<Step, Cause>>,
    /// The outputs.
    pub told: Vec<Told>,
}

/// How often a station may have more to say at one time before something is wrong with it.
const MORE: u32 = 10_000;

/// The stations, the clock, and those who look on.
#[derive(Default)]
pub struct Desk<'w> {
    /// The stations, by their number in a trace.
    pub seats: Vec<Seat>,
    /// The time in milliseconds.
    pub now: u64,
    watch: Vec<&'w mut dyn Watch>,
}

impl<'w> Desk<'w> {
    /// An empty desk with these people around it.
    pub fn new(watch: Vec<&'w mut dyn Watch>) -> Self {
        Self { seats: Vec::new(), now: 0, watch }
    }

    /// Adds a station; its number.
    pub fn add(&mut self, ext: &str, begin: Begin) -> Result<u16, String> {
        let index = u16::try_from(self.seats.len()).map_err(|_| "65,535 stations are the most".to_owned())?;
        let seat = Seat::new(ext, begin)
            .map_err(|cause| format!("the station cannot be made so ({cause}): see its numbers"))?;
        self.seats.push(seat);
        let named = [Entry { key: NAME, value: ext }];
        let record = Record { station: index, now: 0, what: Recorded::Station(begin, &named) };
        self.show(&record, &Outcome { step: None, told: Vec::new() })?;
        Ok(index)
    }

    /// The station with this number.
    pub fn seat(&mut self, index: u16) -> Result<&mut Seat, String> {
        self.seats.get_mut(usize::from(index)).ok_or_else(|| format!("there is no station number {index}"))
    }

    /// Carries a record out, without showing it.
    pub fn apply(&mut self, record: &Record<'_>) -> Result<Outcome, String> {
        let seat = self.seat(record.station)?;
        let input = match record.what {
            Recorded::Time => Input::Time,
            Recorded::Signal(signal) => Input::Signal(signal),
            Recorded::Request(request) => Input::Request(request),
            Recorded::Save => return seat.save().map(|()| Outcome { step: None, told: Vec::new() }),
            Recorded::Restore => return seat.restore().map(|()| Outcome { step: None, told: Vec::new() }),
            Recorded::Station(..) => return Err("a station begins where another has its number".to_owned()),
        };
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let step = seat.station().step(record.now, &input, &mut out);
        let count = step.map_or(0, |step| usize::from(step.outputs));
        let told = seat.told(out.get(..count).unwrap_or_default());
        Ok(Outcome { step: Some(step), told })
    }

    /// Shows a record and what came of it to those who look on.
    pub fn show(&mut self, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        let Some(seat) = self.seats.get_mut(usize::from(record.station)) else { return Ok(()) };
        self.watch.iter_mut().try_for_each(|watch| watch.step(seat, record, outcome))
    }

    /// Shows a call's data in a codec's format.
    pub fn encoded(&mut self, station: u16, what: &str, text: &str) {
        self.watch.iter_mut().for_each(|watch| watch.encoded(station, self.now, what, text));
    }

    /// Lets a station say what it has left to say now, and gives it to `hear`.
    pub fn settle(&mut self, station: u16, hear: &mut impl FnMut(u16, Outcome)) -> Result<(), String> {
        for _ in 0..MORE {
            if self.seat(station)?.station().deadline().is_none_or(|due| due > self.now) {
                return Ok(());
            }
            let record = Record { station, now: self.now, what: Recorded::Time };
            let outcome = self.apply(&record)?;
            self.show(&record, &outcome)?;
            hear(station, outcome);
        }
        Err(format!("the station has more to say at {} ms without end: this is a fault of the station", self.now))
    }

    /// The earliest deadline, and whose it is; of several the first station's.
    pub fn next_due(&mut self) -> Option<(u64, u16)> {
        let due = self.seats.iter_mut().zip(0..).filter_map(|(seat, index)| Some((seat.station().deadline()?, index)));
        due.min()
    }
}
