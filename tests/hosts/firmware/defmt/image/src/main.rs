//! One call of an agent: offered, answered, held, cleared; and what goes wrong beside it. The log is all that comes out.
#![no_std]
#![no_main]

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m_rt::entry;
use cortex_m_semihosting::debug;
use defmt_semihosting as _;
use offhook::inbox::{Edge, Inbox};
use offhook::{
    AgentState, CallId, Config, Entry, Input, Known, MAX_OUTPUTS, Output, OutputKind, Request, RequestKind, Signal,
    SignalKind, Step, Storage, Which,
};

static INBOX: Inbox<4> = Inbox::new();

/// The log's time is the station's: the milliseconds that a step was given.
static NOW: AtomicU32 = AtomicU32::new(0);
defmt::timestamp!("{=u32:ms}", NOW.load(Ordering::Relaxed));

struct Phone(Storage<1, 128>);

#[entry]
fn main() -> ! {
    let Ok(storage) = Storage::new(&Config { wrap_up: 5_000, ..Config::default() }) else { end(false) };
    let mut phone = Phone(storage);

    // An agent logs in and gets ready.
    let who = [Entry::known(Known::AgentId, "77")];
    let _ = phone.ask(0, Request { entries: &who, ..Request::new(RequestKind::LogIn) });
    let _ = phone.hear(100, Signal { agent: AgentState::NotReady, ..Signal::new(SignalKind::Agent) });
    let _ = phone.ask(200, Request::new(RequestKind::Ready));
    let _ = phone.hear(300, Signal { agent: AgentState::Ready, ..Signal::new(SignalKind::Agent) });

    // A queue's call is offered; what cannot be is refused; it is answered.
    let from = [Entry::known(Known::Ani, "408-361-3611")];
    let call = phone.hear(1_000, Signal { acd: true, entries: &from, ..of_call(SignalKind::Offered) }).call;
    let _ = phone.ask(2_000, Request { call, ..Request::new(RequestKind::Retrieve) });
    let _ = phone.ask(2_100, Request { call, ..Request::new(RequestKind::Answer) });
    let _ = phone.hear(2_200, of_call(SignalKind::Established));

    // The network says what could not be: dial tone while it is talked on. Then it clears the call, twice.
    let _ = phone.hear(3_000, of_call(SignalKind::Initiated));
    let _ = phone.hear(4_000, of_call(SignalKind::Cleared));
    let _ = phone.hear(4_100, of_call(SignalKind::Cleared));
    let _ = phone.step(9_000, &Input::Time);

    // Values of the library, in a log of the firmware's own.
    INBOX.post(Edge { source: 1, code: 2, value: 3 });
    defmt::info!("{}", INBOX);
    defmt::info!("{}", INBOX.take());
    defmt::info!("{}", phone.0.station().agent());
    defmt::info!("{}", phone.0.station().call(call).map(|call| call.local));
    end(true)
}

impl Phone {
    fn ask(&mut self, now: u32, request: Request<'_>) -> Step {
        self.step(now, &Input::Request(request))
    }

    fn hear(&mut self, now: u32, signal: Signal<'_>) -> Step {
        self.step(now, &Input::Signal(signal))
    }

    /// What the application does with the outputs is not of interest here, nor is a refusal: both are in the log.
    fn step(&mut self, now: u32, input: &Input<'_>) -> Step {
        NOW.store(now, Ordering::Relaxed);
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        self.0.station().step(now.into(), input, &mut out).unwrap_or_default()
    }
}

/// A signal of the one call: the network's reference is 17.
fn of_call(what: SignalKind) -> Signal<'static> {
    Signal { call: Which { id: CallId::NONE, reference: 17 }, ..Signal::new(what) }
}

/// Ends the emulator.
fn end(well: bool) -> ! {
    loop {
        debug::exit(if well { debug::EXIT_SUCCESS } else { debug::EXIT_FAILURE });
    }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    end(false)
}
