//! The rules that are tried on copies: they hold for a station, and one that mishears is found out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is wrong")]

use offhook::trace::Begin;
use offhook::{
    Cause, Config, Input, MAX_OUTPUTS, Output, OutputKind, RequestKind, Signal, SignalKind, Station, Step, Which,
};
use offhook_desk::desk::Seat;
use offhook_desk::invariants::aside::{self, Trial};

/// How a station mishears what it is given, after so many steps.
type Fault = for<'a> fn(usize, Input<'a>) -> Input<'a>;

#[derive(Clone)]
struct Mishearing {
    seat: Seat,
    steps: usize,
    fault: Fault,
}

impl Trial for Mishearing {
    fn station(&mut self) -> Station<'_> {
        self.seat.station()
    }

    fn take(&mut self, now: u64, input: &Input<'_>, out: &mut [Output; MAX_OUTPUTS]) -> Result<Step, Cause> {
        let heard = (self.fault)(self.steps, *input);
        self.steps += 1;
        self.seat.station().step(now, &heard, out)
    }
}

/// Two calls, the second one offered with this signal.
fn station(fault: Fault) -> (Mishearing, Signal<'static>, Vec<Output>) {
    let begin = Begin { calls: 4, data: 64, own: 64, config: Config::default() };
    let mut trial = Mishearing { seat: Seat::new("4001", begin).unwrap(), steps: 0, fault: |_, input| input };
    let offered = |reference| Signal { call: Which::reference(reference), ..Signal::new(SignalKind::Offered) };
    let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
    let _ = trial.take(0, &Input::Signal(offered(17)), &mut out).unwrap();
    let step = trial.take(0, &Input::Signal(offered(18)), &mut out).unwrap();
    assert!(step.outputs > 0);
    let told = out[..usize::from(step.outputs)].to_vec();
    (Mishearing { steps: 0, fault, ..trial }, offered(18), told)
}

/// The rule that a station with this fault breaks, by its name.
fn broken(fault: Fault) -> Vec<&'static str> {
    let (trial, signal, told) = station(fault);
    let calls = |trial: &mut Mishearing| trial.station().calls().collect::<Vec<_>>();
    let differs = |once: &mut Mishearing, twice: &mut Mishearing| {
        (calls(once) != calls(twice)).then(|| "the calls are others".to_owned())
    };
    let rules = [
        aside::repeated(&trial, 0, &signal, &told, differs),
        aside::clears_commute(&trial, 0),
        aside::allowed(&trial, 0),
    ];
    rules.into_iter().filter_map(|rule| rule.err().map(|broken| broken.rule)).collect()
}

#[test]
fn a_station_keeps_the_rules() {
    assert_eq!(broken(|_, input| input), Vec::<&str>::new());
}

#[test]
fn a_station_that_takes_a_repeated_offer_for_another_call_is_found() {
    let another: Fault = |_, input| match input {
        Input::Signal(signal) if signal.what == SignalKind::Offered => {
            Input::Signal(Signal { call: Which::reference(19), ..signal })
        }
        other => other,
    };
    assert_eq!(broken(another), ["I9"]);
}

#[test]
fn a_station_that_misses_the_second_clear_is_found() {
    assert_eq!(broken(|step, input| if step == 1 { Input::Time } else { input }), ["I10"]);
}

#[test]
fn a_station_that_grants_what_it_does_not_allow_is_found() {
    let everything: Fault = |_, input| match input {
        Input::Request(request) if request.what == RequestKind::Hold => Input::Time,
        other => other,
    };
    assert_eq!(broken(everything), ["I21"]);
}
