//! A station that two threads share: each step is whole, and nobody enters it twice.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test's way to fail")]

use std::sync::atomic::{AtomicU32, Ordering};

use offhook::shared::Shared;
use offhook::{Config, Input, MAX_OUTPUTS, Output, OutputKind, Signal, SignalKind, Storage, Which};

static PHONE: Shared<Option<Storage<4, 64>>> = Shared::new(None);
static TOLD: AtomicU32 = AtomicU32::new(0);

const ROUNDS: u64 = 5_000;

/// Calls come and go, with references of this side's own.
fn calls(side: u64) {
    for round in 0..ROUNDS {
        for what in [SignalKind::Offered, SignalKind::Cleared] {
            let call = Which::reference(side << 32 | (round + 1));
            PHONE
                .with(|phone| {
                    let mut out = [Output::new(OutputKind::Call); MAX_OUTPUTS];
                    let input = Input::Signal(Signal { call, ..Signal::new(what) });
                    let step = phone.as_mut().unwrap().station().step(round, &input, &mut out).unwrap();
                    // The running number goes up by one with each event, whichever side it was told to.
                    for event in out.iter().take(step.outputs.into()).filter(|output| !output.what.is_command()) {
                        assert_eq!(event.sequence, TOLD.fetch_add(1, Ordering::Relaxed) + 1);
                    }
                })
                .unwrap();
        }
    }
}

#[test]
fn both_sides_step_one_station() {
    assert!(PHONE.with(|phone| *phone = Storage::new(&Config::default()).ok()).is_some());
    std::thread::scope(|scope| {
        scope.spawn(|| calls(1));
        scope.spawn(|| calls(2));
    });
    assert!(u64::from(TOLD.load(Ordering::Relaxed)) >= 4 * ROUNDS);
    PHONE.with(|phone| assert_eq!(phone.as_mut().unwrap().station().calls().count(), 0)).unwrap();
}

#[test]
fn nobody_enters_twice() {
    let shared = Shared::new(1);
    let inner = shared.with(|outer| {
        *outer += 1;
        shared.with(|inner| *inner += 10)
    });
    assert_eq!((inner, shared.with(|value| *value)), (Some(None), Some(2)));
}
