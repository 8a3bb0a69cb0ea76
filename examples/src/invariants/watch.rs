//! Somebody who looks on and judges every step of every station.

use super::aside::{self, Trial};
use super::{Broken, Given, Judge, Memory, Seen};
use crate::desk::{Outcome, Seat, Watch};
use offhook::trace::{Record, Recorded};
use offhook::{Input, Mode, Output, Signal, Station};

/// After one step in so many the rules are asked that need copies of the station.
const ASIDE: u64 = 64;

/// What is known of each station, and what was found.
pub struct Judges {
    lawful: bool,
    stations: Vec<Known>,
    steps: u64,
    /// How often a rule did not hold.
    pub broken: u64,
    /// The first time.
    pub first: Option<String>,
}

/// A station after its last step.
struct Known {
    judge: Judge,
    seen: Seen,
    image: Vec<u8>,
}

/// A station's memory as its snapshots show it.
struct Images<'i> {
    seat: &'i mut Seat,
    before: &'i [u8],
    after: &'i [u8],
}

impl Memory for Images<'_> {
    fn station(&mut self) -> Station<'_> {
        self.seat.station()
    }

    fn is_as_before(&self) -> bool {
        self.before == self.after
    }

    fn calls_are_as_before(&self) -> bool {
        calls(self.before) == calls(self.after)
    }

    /// A record that nobody uses is not to be seen in a snapshot without knowing its fields.
    fn left(&mut self) -> Vec<String> {
        Vec::new()
    }
}

/// What comes after the first section of a snapshot, which is the station's own record.
fn calls(image: &[u8]) -> &[u8] {
    const HEADER: usize = 16;
    let length = image.get(HEADER + 4..).and_then(|rest| rest.first_chunk().copied()).map_or(0, u32::from_le_bytes);
    image.get(HEADER + 8 + length as usize..).unwrap_or_default()
}

impl Judges {
    /// Nobody has been seen yet. `lawful`: the network keeps the rules.
    pub fn new(lawful: bool) -> Self {
        Self { lawful, stations: Vec::new(), steps: 0, broken: 0, first: None }
    }

    /// What should never be.
    pub fn breaks(&mut self, what: String) {
        self.broken += 1;
        self.first.get_or_insert(what);
    }
}

impl Watch for Judges {
    fn step(&mut self, seat: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        let input = match record.what {
            Recorded::Station(begin, _) => {
                let judge = Judge::new(&begin.config, self.lawful);
                self.stations.push(Known { judge, seen: Seen::of(&seat.station()), image: image(seat) });
                return Ok(());
            }
            Recorded::Time => Input::Time,
            Recorded::Signal(signal) => Input::Signal(signal),
            Recorded::Request(request) => Input::Request(request),
            Recorded::Save | Recorded::Restore => return Ok(()),
        };
        let (Some(known), Some(result)) = (self.stations.get_mut(usize::from(record.station)), outcome.step) else {
            return Ok(());
        };
        let image = image(seat);
        let outputs: Vec<Output> = outcome.told.iter().map(|told| told.output).collect();
        let mut memory = Images { seat, before: &known.image, after: &image };
        let given = Given { now: record.now, input: &input, before: &known.seen, result, outputs: &outputs };
        let judged = known.judge.judge(&given, &mut memory);
        (known.seen, known.image) = (Seen::of(&seat.station()), image);
        self.steps += 1;
        let tried = if self.steps.is_multiple_of(ASIDE) { aside(seat, record.now, &input, &outputs) } else { Ok(()) };
        if let Err(broken) = judged.and(tried) {
            self.breaks(format!("{} ms, station number {}: {broken}", record.now, record.station));
        }
        Ok(())
    }
}

fn image(seat: &mut Seat) -> Vec<u8> {
    let station = seat.station();
    let mut bytes = vec![0; station.save(&mut []).err().unwrap_or_default()];
    let used = station.save(&mut bytes).unwrap_or_default();
    bytes.truncate(used);
    bytes
}

impl Trial for Seat {
    fn station(&mut self) -> Station<'_> {
        self.station()
    }
}

/// I9, I10, I20 and I21.
fn aside(seat: &mut Seat, now: u64, input: &Input<'_>, outputs: &[Output]) -> Result<(), Broken> {
    // Where a mode leaves events out, it is not told what found no room.
    let heard = Mode::from_code(seat.station().config().mode) == Some(Mode::Full);
    if let Input::Signal(signal) = input
        && heard
    {
        repeated(seat, now, signal, outputs)?;
    }
    aside::clears_commute(seat, now)?;
    aside::allowed(seat, now)?;
    restored(seat)
}

/// I9, by all that can be asked; how many signals were ignored counts on.
fn repeated(seat: &Seat, now: u64, signal: &Signal<'_>, outputs: &[Output]) -> Result<(), Broken> {
    let asked = |seat: &mut Seat| {
        let mut lines = seat.dump();
        lines.retain(|line| !line.starts_with("ignored "));
        (lines, seat.station().deadline())
    };
    aside::repeated(seat, now, signal, outputs, |once, twice| {
        let (was, is) = (asked(once), asked(twice));
        (was != is).then(|| format!("{was:?}\n{is:?}"))
    })
}

/// I20: the same after it was saved, and restored in other memory.
fn restored(seat: &mut Seat) -> Result<(), Broken> {
    let broken = |seen: String| Broken { rule: "I20", seen };
    let mut other = seat.clone();
    other.save().and_then(|()| other.restore()).map_err(broken)?;
    if other.dump() == seat.dump() { Ok(()) } else { Err(broken("not the same after it was restored".to_owned())) }
}
