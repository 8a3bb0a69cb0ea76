//! Random walks from a seed: the station and the second model take the same steps and must say the same.

use offhook::Input;

use crate::aside;
use crate::canon::Canon;
use crate::compare::Pair;
use crate::lawful;
use crate::rig::{Rig, Sizes, Told, show};
use crate::rng::Rng;

/// After one step in so many the dear rules are tried, each on copies of the station.
const ASIDE: usize = 200;

/// Steps of one walk; then another station is taken.
const LENGTH: u64 = 2_000;

/// What kind of network a walk meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// One that keeps the rules.
    Lawful,
    /// One that says anything.
    Hostile,
}

/// Takes so many steps. `seen` is told after every walk how many were taken.
///
/// # Errors
/// The first difference, with the seed of its walk and the inputs that led there.
pub fn walk(seed: u64, steps: u64, mut seen: impl FnMut(u64)) -> Result<(), String> {
    let mut taken = 0;
    let mut walks = 0;
    while taken < steps {
        let length = LENGTH.min(steps - taken);
        taken += one(seed.wrapping_add(walks), length)?;
        walks += 1;
        seen(taken);
    }
    Ok(())
}

/// One walk of one station. Gives the steps taken: a walk ends early where the two go apart.
///
/// # Errors
/// The first difference.
pub fn one(seed: u64, steps: u64) -> Result<u64, String> {
    let mut rng = Rng::new(seed);
    let mut left = steps + 1;
    let more = |_: &Rng| {
        left = left.saturating_sub(1);
        left > 0
    };
    from(&mut rng, more).map_err(|difference| format!("walk of seed {seed}: {difference}"))
}

/// One walk whose chances are these bytes.
///
/// # Errors
/// The first difference.
pub fn by_bytes(bytes: &[u8]) -> Result<(), String> {
    from(&mut Rng::reading(bytes), |rng| !rng.is_over()).map(|_| ())
}

fn from(rng: &mut Rng, mut more: impl FnMut(&Rng) -> bool) -> Result<u64, String> {
    let config = lawful::config(rng);
    let sizes = Sizes { calls: 1 + rng.below(4), data: *rng.of(&[0, 60, 400]), own: *rng.of(&[0, 40, 256]) };
    let network = *rng.of(&[Network::Lawful, Network::Hostile]);
    // Also where the low 32 bits of the time turn over.
    let mut now: u64 = *rng.of(&[0, (1 << 32) - 30_000, u64::from(u32::MAX), 5 << 32]);
    let mut pair = Pair::new(&config, sizes, network == Network::Lawful);
    let mut canon = Canon::default();
    let mut past: Vec<(u64, Input<'static>)> = Vec::new();
    while more(rng) {
        let input = next(&pair, network, &mut now, &past, rng);
        past.push((now, input));
        let told = pair.step(now, &input);
        let aside = match &told {
            Ok(Ok(told)) if rng.once_in(ASIDE) => aside(&pair.rig, &mut canon, now, &input, told),
            _ => Ok(()),
        };
        if let Err(difference) = told.map(|_| ()).and(aside) {
            return Err(report(&past, &format!("{network:?} {sizes:?} {config:?}"), &difference));
        }
    }
    Ok(past.len() as u64)
}

/// What is tried on a copy, now and then.
fn aside(rig: &Rig, canon: &mut Canon, now: u64, input: &Input<'static>, told: &Told) -> Result<(), String> {
    let mut all = || {
        // Where a mode leaves events out, it is not told what found no room.
        let heard = rig.clone().station().config().mode == 0;
        if let Input::Signal(signal) = input
            && heard
        {
            aside::repeated(rig, canon, now, signal, told)?;
        }
        aside::clears_commute(rig, now)?;
        aside::restored(&mut rig.clone())?;
        aside::allowed(rig, now)
    };
    all().map_err(|broken| broken.to_string())
}

fn next(pair: &Pair, network: Network, now: &mut u64, past: &[(u64, Input<'static>)], rng: &mut Rng) -> Input<'static> {
    let due = pair.model.deadline();
    match rng.below(16) {
        0 => {
            *now += rng.below(3_000) as u64;
            Input::Time
        }
        1 | 2 => {
            *now = due.map_or(*now, |due| due.max(*now));
            Input::Time
        }
        3..9 => lawful::request(&pair.model, rng),
        9..11 if network == Network::Hostile => {
            // What was said lately is said again, now and then.
            let lately = &past[past.len().saturating_sub(4)..];
            match rng.any(lately).filter(|(_, input)| matches!(input, Input::Signal(_)) && rng.once_in(3)) {
                Some((_, again)) => again,
                None => lawful::hostile(&pair.model, rng),
            }
        }
        _ => lawful::lawful(&pair.model, rng).unwrap_or(Input::Time),
    }
}

fn report(past: &[(u64, Input<'static>)], about: &str, difference: &str) -> String {
    let tail = past.len().saturating_sub(40);
    let lines: String = past[tail..].iter().map(|(at, input)| format!("  {at} {}\n", show(input))).collect();
    format!("step {}: {about}\n{lines}  {difference}", past.len())
}
