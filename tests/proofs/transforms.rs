//! What a scenario gives to its stations, and the same with something going wrong: heard twice, out of order, the
//! caller gone. The outcomes that the file names do not hold then; the invariants do.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use offhook::trace::{Begin, Record, Recorded};
use offhook::{CallId, Cause, Entry, Input, Key, Request, Signal, SignalKind as K, Which};
use offhook_desk::desk::{Outcome, Seat, Watch};
use offhook_desk::scenario::{parse, play};

use crate::canon::left_of_calls;
use crate::invariants::{Broken, Checker};
use crate::rig::{Rig, Sizes, Told, show};
use crate::snapshot::{Image, call, station};

/// What one station was given, and when.
#[derive(Clone, Debug)]
pub struct Heard {
    /// How the station was made.
    pub begin: Begin,
    /// Its inputs.
    pub inputs: Vec<(u64, Input<'static>)>,
}

/// Listens to a scenario.
#[derive(Debug, Default)]
struct Listener {
    stations: Vec<Heard>,
}

impl Watch for Listener {
    fn step(&mut self, _: &mut Seat, record: &Record<'_>, _: &Outcome) -> Result<(), String> {
        let input = match record.what {
            Recorded::Station(begin, _) => {
                self.stations.push(Heard { begin, inputs: Vec::new() });
                return Ok(());
            }
            Recorded::Time => Input::Time,
            Recorded::Signal(signal) => {
                Input::Signal(Signal { entries: kept(signal.entries), ..plain_signal(&signal) })
            }
            Recorded::Request(request) => {
                Input::Request(Request { entries: kept(request.entries), ..plain_request(&request) })
            }
            Recorded::Save | Recorded::Restore => return Ok(()),
        };
        self.stations[usize::from(record.station)].inputs.push((record.now, input));
        Ok(())
    }
}

/// Entries for as long as the test runs.
fn kept(entries: &[Entry<'_>]) -> &'static [Entry<'static>] {
    let text = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    let key = |key: Key<'_>| match key {
        Key::Known(known) => Key::Known(known),
        Key::Own { app, name } => Key::Own { app: text(app), name: text(name) },
    };
    let entries: Vec<Entry<'static>> =
        entries.iter().map(|entry| Entry { key: key(entry.key), value: text(entry.value) }).collect();
    Box::leak(entries.into_boxed_slice())
}

fn plain_signal(signal: &Signal<'_>) -> Signal<'static> {
    let Signal { what, call, with, reference, sequence, request, cause, kind, acd, attempt, .. } = *signal;
    let Signal { local, far, agent, pending, reason, on, forward, .. } = *signal;
    Signal {
        what,
        call,
        with,
        reference,
        sequence,
        request,
        cause,
        kind,
        acd,
        attempt,
        local,
        far,
        agent,
        pending,
        reason,
        on,
        forward,
        entries: &[],
    }
}

fn plain_request(request: &Request<'_>) -> Request<'static> {
    let Request { what, call, with, cause, purpose, on, forward, reason, .. } = *request;
    Request { what, call, with, cause, purpose, on, forward, reason, entries: &[] }
}

/// The scenario files in a folder, in order.
pub fn scenarios(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(scenarios(&path));
        } else if path.extension().is_some_and(|extension| extension == "scn") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What each station of a scenario was given.
///
/// # Errors
/// Why the file does not play.
pub fn listen(file: &str, bytes: &[u8]) -> Result<Vec<Heard>, String> {
    let statements = parse(file, bytes).map_err(|failure| failure.to_string())?;
    let mut listener = Listener::default();
    play(file, &statements, vec![&mut listener]).map_err(|failure| failure.to_string())?;
    Ok(listener.stations)
}

impl Heard {
    fn rig(&self) -> Rig {
        let Begin { calls, data, own, .. } = self.begin;
        Rig::new(&self.begin.config, Sizes { calls: usize::from(calls), data, own })
    }

    /// Every signal twice.
    pub fn twice(&self) -> Self {
        let again = |(at, input): &(u64, Input<'static>)| {
            let times = if matches!(input, Input::Signal(_)) { 2 } else { 1 };
            std::iter::repeat_n((*at, *input), times)
        };
        Self { inputs: self.inputs.iter().flat_map(again).collect(), ..self.clone() }
    }

    /// The inputs at this place and the next one change places.
    pub fn swapped(&self, at: usize) -> Self {
        let mut other = self.clone();
        let (one, two) = (other.inputs[at], other.inputs[at + 1]);
        (other.inputs[at], other.inputs[at + 1]) = ((one.0, two.1), (two.0, one.1));
        other
    }

    /// A call is cleared before the input at this place.
    pub fn cleared(&self, at: usize, call: CallId) -> Self {
        let mut other = self.clone();
        let clear = Signal { call: Which::id(call), ..Signal::new(K::Cleared) };
        other.inputs.insert(at, (self.inputs[at].0, Input::Signal(clear)));
        other
    }

    /// The clock starts so much later.
    pub fn later(&self, by: u64) -> Self {
        Self { inputs: self.inputs.iter().map(|(at, input)| (at + by, *input)).collect(), ..self.clone() }
    }

    /// Calls that live before each input.
    pub fn live(&self) -> Vec<Vec<CallId>> {
        let mut rig = self.rig();
        let mut all = Vec::new();
        for (now, input) in &self.inputs {
            all.push(rig.station().calls().map(|call| call.id).collect());
            let _ = rig.step(*now, input);
        }
        all
    }

    /// The same with less room, once for every step that takes up more than any before it: a slot or a byte too few for it.
    pub fn cramped(&self) -> Vec<Self> {
        let (mut rig, mut image) = (self.rig(), Image::default());
        let (mut calls, mut data, mut own) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (now, input) in &self.inputs {
            let _ = rig.step(*now, input);
            image.take(&mut rig);
            let slots = 0..image.slots();
            calls.insert(slots.clone().filter(|slot| image.lives(*slot)).count() as u64);
            data.extend(slots.map(|slot| image.call(slot, call::USED)));
            own.insert(image.station(station::OWN_USED));
        }
        let less =
            |taken: BTreeSet<u64>| taken.into_iter().filter_map(|taken| taken.checked_sub(1)).map(|room| room as u16);
        let begin = self.begin;
        let slots = less(calls).map(|calls| Begin { calls, ..begin });
        let bytes = less(data).map(|data| Begin { data, ..begin }).chain(less(own).map(|own| Begin { own, ..begin }));
        slots.chain(bytes).map(|begin| Self { begin, ..self.clone() }).collect()
    }

    /// Plays the inputs, every step judged. Gives the outputs as one text. `restart`: saved and restored, in other
    /// memory, before every step.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn judge(&self, restart: bool) -> Result<String, String> {
        let mut said = String::new();
        self.play(restart, |told| said += &format!("{told:?}\n"))?;
        Ok(said)
    }

    /// Plays the inputs, has every call end, and says what is left: every slot must be there to be used again.
    ///
    /// # Errors
    /// The rule that does not hold, or what is left.
    pub fn leaves_nothing(&self) -> Result<(), String> {
        let (mut rig, mut checker) = self.play(false, |_| ())?;
        let now = rig.station().now();
        let mut step = |rig: &mut Rig, input: Input<'_>| {
            checker.step(rig, now, &input).map(|_| ()).map_err(|broken| broken.to_string())
        };
        let calls: Vec<CallId> = rig.station().calls().map(|call| call.id).collect();
        for call in calls {
            step(&mut rig, Input::Signal(Signal { call: Which::id(call), ..Signal::new(K::Cleared) }))?;
            // What is left to say.
            while rig.station().deadline().is_some_and(|due| due <= now) {
                step(&mut rig, Input::Time)?;
            }
        }
        let left = left_of_calls(&mut rig);
        if !left.is_empty() {
            return Err(format!("left after every call: {left:?}"));
        }
        for call in 0..rig.station().capacity() as u64 {
            let call = Which::reference(u64::MAX - call);
            step(&mut rig, Input::Signal(Signal { call, ..Signal::new(K::Offered) }))?;
        }
        let (live, all) = (rig.station().calls().count(), rig.station().capacity());
        if live == all { Ok(()) } else { Err(format!("{live} of {all} slots are there to be used again")) }
    }

    fn play(&self, restart: bool, mut hear: impl FnMut(&Result<Told, Cause>)) -> Result<(Rig, Checker), String> {
        let mut rig = self.rig();
        let mut checker = Checker::new(&self.begin.config, false);
        for (at, (now, input)) in self.inputs.iter().enumerate() {
            if restart {
                rig = rig.restored().map_err(|error| format!("step {at}: restore refused: {error:?}"))?;
            }
            let told = checker.step(&mut rig, *now, input).map_err(|broken| self.tell(at, &broken))?;
            hear(&told);
        }
        Ok((rig, checker))
    }

    fn tell(&self, at: usize, broken: &Broken) -> String {
        let way: String =
            self.inputs[..=at].iter().map(|(now, input)| format!("    {now} {}\n", show(input))).collect();
        format!("{broken}\n{way}")
    }
}
