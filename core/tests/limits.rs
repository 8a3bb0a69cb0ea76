//! What an integrator may choose, and answers that name no call.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use offhook::{
    Call, CallId, Cause, Config, Input, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind as R, Signal,
    SignalKind as K, StationState, Storage,
};

#[test]
fn policies_out_of_range_are_refused() {
    let wrong = Err(Cause::INVALID_PARAMETER_VALUE);
    let made = |config: Config| StationState::new(&config, &mut [Call::default()], 64).map(|_| ());
    let plain = Config::default();
    assert_eq!(made(plain), Ok(()));
    for config in [
        Config { no_auto_hold: 2, ..plain },
        Config { login_ready: 2, ..plain },
        Config { rona_ready: 2, ..plain },
        Config { reserved: [0, 1], ..plain },
        Config { quirks: 0xFF, ..plain },
        Config { mode: 0xFF, ..plain },
        Config { wrap_up_wish: 0xFF, ..plain },
    ] {
        assert_eq!(made(config), wrong, "{config:?}");
    }
}

#[test]
fn no_more_calls_than_ids_can_name() {
    let made = |calls: usize| StationState::new(&Config::default(), &mut vec![Call::default(); calls], 0).map(|_| ());
    assert_eq!(made(CallId::MAX_SLOTS), Ok(()));
    assert_eq!(made(CallId::MAX_SLOTS + 1), Err(Cause::INVALID_PARAMETER_VALUE));
}

#[test]
fn a_feature_is_answered_by_its_number() {
    for (what, done) in [(K::Accepted, OutputKind::RequestDone), (K::Refused, OutputKind::RequestFailed)] {
        let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
        let mut station = storage.station();
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let asked = Request { on: true, ..Request::new(R::DoNotDisturb) };
        let number = station.step(0, &Input::Request(asked), &mut out).unwrap().request;
        assert_ne!(number, 0);
        let mut answered = |request| {
            let step = station.step(0, &Input::Signal(Signal { request, ..Signal::new(what) }), &mut out).unwrap();
            out[..step.outputs.into()].iter().any(|said| said.what == done && said.request == number)
        };
        assert!(!answered(number + 1), "nobody asked under this number");
        assert!(answered(number));
        assert!(!answered(number), "once");
    }
}
