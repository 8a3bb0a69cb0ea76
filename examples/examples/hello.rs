//! A call comes in and is answered; all that offhook says is printed.

use offhook::{
    Cause, Config, Entry, Input, Known, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind, Signal, SignalKind,
    Storage, Which,
};

fn main() -> Result<(), Cause> {
    let mut memory = Storage::<4, 512>::new(&Config::default())?; // four calls, 512 bytes of data each
    let mut station = memory.station();
    let mut give = |now, input: Input<'_>| {
        let mut out = [Output::new(OutputKind::Call); MAX_OUTPUTS];
        let step = station.step(now, &input, &mut out)?;
        for told in out.iter().take(step.outputs.into()) {
            print!("{} {}", if told.what.is_command() { "command" } else { "event" }, told.what.name());
            println!("{}", told.local_state().map_or(String::new(), |state| format!(" {}", state.name())));
        }
        Ok::<_, Cause>(step.call)
    };

    let from = [Entry::known(Known::Ani, "408-361-3611")];
    let call = Which::reference(17);
    // The network: a call, which it calls 17.
    let id = give(0, Input::Signal(Signal { call, entries: &from, ..Signal::new(SignalKind::Offered) }))?;
    // The user picks up.
    give(900, Input::Request(Request { call: id, ..Request::new(RequestKind::Answer) }))?;
    // The network: answered.
    give(950, Input::Signal(Signal { call, ..Signal::new(SignalKind::Established) }))?;
    Ok(())
}
