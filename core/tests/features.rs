//! The optional features: public types through serde and postcard, outputs in a heapless vector.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use offhook::{
    CallInfo, Config, Input, Output, OutputKind, Quirk, Request, RequestKind, Signal, SignalKind, Storage, Which,
};

fn through<'b, T: serde::Serialize + serde::Deserialize<'b>>(value: &T, bytes: &'b mut [u8]) -> T {
    let used: &'b [u8] = postcard::to_slice(value, bytes).unwrap();
    postcard::from_bytes(used).unwrap()
}

#[test]
fn public_types_come_back_from_postcard() {
    let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let offered = Signal { call: Which::reference(17), ..Signal::new(SignalKind::Offered) };
    let (_, outputs) = station.step_to_vec(5, &Input::Signal(offered)).unwrap();
    let mut bytes = [0; 256];
    for output in &outputs {
        assert_eq!(through::<Output>(output, &mut bytes), *output);
    }
    let call = station.calls().next().unwrap();
    assert_eq!(through::<CallInfo>(&call, &mut bytes), call);
    let config = Config { wrap_up: 9, ..Config::default() }.with(Quirk::DtmfHeld);
    assert_eq!(through::<Config>(&config, &mut bytes), config);
}

#[test]
fn outputs_come_in_a_vector_and_a_refusal_in_none() {
    let mut storage = Storage::<2, 64>::new(&Config::default()).unwrap();
    let mut station = storage.station();
    let offered = Signal { call: Which::reference(17), ..Signal::new(SignalKind::Offered) };
    let (step, outputs) = station.step_to_vec(0, &Input::Signal(offered)).unwrap();
    assert_eq!(outputs.iter().map(|output| output.what).collect::<Vec<_>>(), [OutputKind::Call, OutputKind::Actions]);
    let hold = Request { call: step.call, ..Request::new(RequestKind::Hold) };
    assert_eq!(station.step_to_vec(1, &Input::Request(hold)), Err(offhook::Cause::INVALID_CONNECTION_STATE));
}
