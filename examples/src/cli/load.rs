//! `load`: random lawful traffic between stations and an exchange, and what came of it.

use super::Trouble;
use crate::desk::{Outcome, Seat, Watch};
use crate::invariants::watch::Judges;
use crate::invariants::{Holds, LIST};
use crate::scenario::args::{self, Call::Needed};
use crate::scenario::{self, Limits, Room, Run};
use crate::tracing::Tracer;
use crate::words;
use indicatif::{ProgressBar, ProgressStyle};
use offhook::trace::{Record, Recorded};
use offhook::{AgentState, CallId, Entry, Known, OutputKind, Request, RequestKind};
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// How much is to happen.
#[derive(Clone, Debug)]
pub struct Load {
    /// How many stations talk to each other.
    pub stations: u16,
    /// How many requests are tried.
    pub requests: u64,
    /// The same seed gives the same traffic.
    pub seed: u64,
    /// Where to write every input.
    pub trace: Option<PathBuf>,
}

/// The requests that people make, the frequent ones more than once.
const WISHES: &[RequestKind] = {
    use RequestKind as R;
    #[rustfmt::skip]
    let wishes: &[R] = &[
        R::MakeCall, R::MakeCall, R::MakeCall, R::Answer, R::Answer, R::Answer, R::Answer, R::Clear, R::Clear, R::Hold, R::Retrieve,
        R::Consult, R::Consult, R::Transfer, R::Conference, R::Alternate, R::Reconnect, R::BlindTransfer, R::Reject, R::Deflect,
        R::AddParty, R::DropParty, R::Dtmf, R::Attach, R::Detach, R::Park, R::Pickup, R::LogIn, R::Ready, R::Ready, R::NotReady,
        R::WrapUp, R::LogOut, R::Forward, R::DoNotDisturb, R::DoNotDisturb,
    ];
    wishes
};

/// The number of the queue.
const QUEUE: &str = "sales";
/// Where calls are parked.
const PLACE: &str = "parked";

/// What has been seen.
#[derive(Clone, Debug, Default)]
struct Tally {
    steps: u64,
    signals: u64,
    granted: u64,
    refused: u64,
    commands: u64,
    events: u64,
    discrepancies: u64,
    /// The first discrepancy, and the signal that it is about.
    first: Option<String>,
}

impl Watch for Tally {
    fn step(&mut self, seat: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        self.steps += u64::from(outcome.step.is_some());
        self.signals += u64::from(matches!(record.what, Recorded::Signal(_)));
        if matches!(record.what, Recorded::Request(_)) {
            let granted = matches!(outcome.step, Some(Ok(_)));
            self.granted += u64::from(granted);
            self.refused += u64::from(!granted);
        }
        for told in &outcome.told {
            let what = told.output.what;
            self.commands += u64::from(what.is_command());
            self.events += u64::from(!what.is_command());
            if what == OutputKind::Discrepancy {
                self.discrepancies += 1;
                let signal = if let Recorded::Signal(signal) = &record.what {
                    words::signal(signal, seat)
                } else {
                    String::new()
                };
                let told = words::told(told, seat);
                self.first
                    .get_or_insert_with(|| format!("{} ms, {}: {told}, at signal {signal}", record.now, seat.ext));
            }
        }
        Ok(())
    }
}

/// Makes the traffic. Exit status 1 when a station called a lawful signal a discrepancy, refused what it had
/// allowed, when an invariant was broken, or when something was left at the end.
pub fn load(load: &Load, out: &mut impl Write) -> Result<u8, Trouble> {
    let begun = Instant::now();
    let calls = 4 * usize::from(load.stations);
    let mut tally = Tally::default();
    let mut judges = Judges::new(true);
    let mut room = Room::new(Limits { stations: load.stations.into(), calls, data: 512, queues: 1, groups: 0 });
    let mut tracer = Tracer::new(None);
    let mut watch: Vec<&mut dyn Watch> = vec![&mut tally, &mut judges];
    if load.trace.is_some() {
        watch.push(&mut tracer);
    }
    let mut run = Run::new(&mut room, watch);
    let result = traffic(load, &mut run).and_then(|()| hang_up(&mut run));
    let left: usize = run.desk.seats.iter_mut().map(|seat| seat.station().calls().count()).sum();
    let waits = |state| matches!(state, AgentState::Reserved | AgentState::Busy);
    let waiting =
        run.desk.seats.iter_mut().map(|seat| seat.station().agent().state).filter(|state| waits(*state)).count();
    let simulated = run.desk.now;
    drop(run);
    if waiting > 0 {
        judges.breaks(format!("{waiting} agents are reserved or busy after everybody has hung up"));
    }
    if let Some(path) = &load.trace {
        super::write(path, &tracer.bytes)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    writeln!(out, "seed {}\nstations {}\nsimulated_seconds {}", load.seed, load.stations, simulated / 1000)?;
    writeln!(
        out,
        "steps {}\nsignals {}\ncommands {}\nevents {}",
        tally.steps, tally.signals, tally.commands, tally.events
    )?;
    writeln!(out, "requests_granted {}\nrefused_although_allowed {}", tally.granted, tally.refused)?;
    writeln!(out, "discrepancies {}\ncalls_left {left}\ninvariants_broken {}", tally.discrepancies, judges.broken)?;
    // What cannot be seen of a station from outside, and where it is seen.
    for (rule, _, sentence) in LIST.iter().filter(|(_, holds, _)| *holds == Holds::Elsewhere) {
        writeln!(out, "not_asked_here {rule}: {sentence}")?;
    }
    #[allow(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = tally.steps as f64 / seconds;
    writeln!(out, "steps_per_second {rate:.0}")?;
    if let Some(first) = &tally.first {
        super::complain(&format!(
            "the first discrepancy: {first}; `--trace FILE` and `offhook replay FILE` show what led to it"
        ));
    }
    if let Some(first) = &judges.first {
        super::complain(&format!("the first broken invariant: {first}; `--trace FILE` keeps what led to it"));
    }
    result.map_err(Trouble::Usage)?;
    Ok(u8::from(judges.broken > 0 || tally.discrepancies > 0 || tally.refused > 0 || left > 0))
}

fn traffic(load: &Load, run: &mut Run<'_, '_>) -> Result<(), String> {
    for station in 0..load.stations {
        say(run, &format!("station {}", extension(station)))?;
    }
    say(run, "exchange")?;
    say(run, &format!("queue {QUEUE} overflow=20000 to={}", extension(0)))?;
    let mut random = Random(load.seed);
    let bar = progress(load.requests);
    for done in 0..load.requests {
        run.current = u16::try_from(random.below(load.stations.into())).unwrap_or_default();
        wish(run, load, &mut random)?;
        let now = run.desk.now + random.below(400);
        run.at(now).map_err(|fault| fault.to_string())?;
        run.ears.forget();
        bar.set_position(done);
    }
    bar.finish_and_clear();
    Ok(())
}

/// A bar on the standard error, where that is a terminal.
fn progress(requests: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30.green} {human_pos} of {human_len} requests, {eta} to go");
    ProgressBar::new(requests).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// One station tries something that is allowed now, with one of its calls.
fn wish(run: &mut Run<'_, '_>, load: &Load, random: &mut Random) -> Result<(), String> {
    let what = random.pick(WISHES).unwrap_or(RequestKind::MakeCall);
    let (seat, _) = run.here().map_err(|fault| fault.to_string())?;
    let calls: Vec<CallId> = seat.station().calls().map(|call| call.id).collect();
    let call = if args::request(what).call == Needed { random.pick(&calls).unwrap_or_default() } else { CallId::NONE };
    if seat.station().allowed(what, call).is_err() {
        return Ok(());
    }
    let station = extension(u16::try_from(random.below(load.stations.into())).unwrap_or_default());
    // Sometimes the queue, a park place, or a number that nobody has.
    let to = random.pick(&[QUEUE, PLACE, "nobody", &station, &station, &station, &station]).unwrap_or_default();
    let entries = match what {
        RequestKind::Dtmf => vec![Entry::known(Known::Digits, "1")],
        RequestKind::Attach => vec![Entry::known(Known::TicketId, to)],
        RequestKind::Detach => vec![Entry::known(Known::TicketId, "")],
        RequestKind::DropParty => vec![Entry::known(Known::Dropped, &station)],
        RequestKind::Park => vec![Entry::known(Known::To, PLACE)],
        RequestKind::Pickup => vec![Entry::known(Known::Of, PLACE)],
        RequestKind::LogIn => vec![Entry::known(Known::AgentId, "agent"), Entry::known(Known::QueueName, QUEUE)],
        RequestKind::LogOut | RequestKind::Ready | RequestKind::NotReady | RequestKind::WrapUp => Vec::new(),
        _ => vec![Entry::known(Known::To, to)],
    };
    let on = random.below(4) == 0;
    let request = Request { call, on, entries: &entries, ..Request::new(what) };
    run.input(Recorded::Request(request)).map_err(|fault| fault.to_string())
}

/// Everybody hangs up, and whatever is pending runs out.
fn hang_up(run: &mut Run<'_, '_>) -> Result<(), String> {
    for _ in 0..4 {
        for station in (0..).take(run.desk.seats.len()) {
            run.current = station;
            let (seat, _) = run.here().map_err(|fault| fault.to_string())?;
            let calls: Vec<CallId> = seat.station().calls().map(|call| call.id).collect();
            for call in calls {
                let request = Request { call, ..Request::new(RequestKind::Clear) };
                let (seat, _) = run.here().map_err(|fault| fault.to_string())?;
                if seat.station().allowed(RequestKind::Clear, call).is_ok() {
                    run.input(Recorded::Request(request)).map_err(|fault| fault.to_string())?;
                }
            }
        }
        run.at(run.desk.now + 200_000).map_err(|fault| fault.to_string())?;
        run.ears.forget();
    }
    Ok(())
}

fn say(run: &mut Run<'_, '_>, line: &str) -> Result<(), String> {
    scenario::line(0, line)?.map_or(Ok(()), |statement| run.statement(&statement).map_err(|fault| fault.to_string()))
}

fn extension(station: u16) -> String {
    (1000 + u32::from(station)).to_string()
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below this one, 0 where there is none.
    fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or_default()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let at = self.below(u64::try_from(from.len()).unwrap_or_default());
        from.get(usize::try_from(at).unwrap_or_default()).copied()
    }
}
