//! What is explored of systems, and how far.

use std::rc::Rc;

use offhook::Config;
use offhook::RequestKind as R;
use offhook::exchange::StationSetup;

use crate::system::explore::Plan;
use crate::system::moves::{Alphabet, Mishap};
use crate::system::switch::{QueueSetup, Size};
use crate::system::world::Setup;

const NUMBERS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8"];
/// Numbers that plans call: a station's, and one that nobody has.
const TWO: &[&str] = &["1", "2"];
/// Of two stations, each other's: who calls himself is busy.
const OTHERS: &[&str] = TWO;
/// No number at first.
const DIAL_TONE: &[&str] = &["", "1", "2"];
const NOWHERE: &[&str] = &["1", "2", "9"];
const THREE: &[&str] = &["1", "2", "3"];

/// The shortest time that a policy names, in milliseconds.
const TIME: u32 = 30_000;

/// Stations with room for so many calls each.
fn setup(stations: usize, calls: u16) -> Setup {
    let station = StationSetup { calls, ..StationSetup::default() };
    let stations: Vec<_> = NUMBERS.iter().take(stations).map(|number| (*number, station)).collect();
    // Times that are multiples of one another: so deadlines stand in few ways to each other.
    let config = Config { request_timeout: TIME, no_answer: 2 * TIME, ..Config::default() };
    let configs = vec![config; stations.len()];
    let size = Size { stations, queues: Vec::new(), groups: Vec::new(), data: 96, own: 40 };
    Setup { size, configs, delayed: true, numbered: false, fault: None, loss: None }
}

fn plan(name: &'static str, setup: Setup, wishes: &'static [R], to: &'static [&'static str]) -> Plan {
    let alphabet = Alphabet { wishes, to, at: &["p"], ahead: 1, faults: 0, mishaps: &[] };
    Plan { name, setup: Rc::new(setup), alphabet, begin: Vec::new(), depth: None, aside: 61, blur: None }
}

/// Plain calls of two stations: everything that one call needs, crossing as it can.
fn calls() -> Plan {
    plan("calls", setup(2, 2), &[R::MakeCall, R::Answer, R::Reject, R::Clear, R::Hold, R::Retrieve], TWO)
}

/// Two calls each, swapped and answered over one another.
fn swaps() -> Plan {
    plan("swaps", setup(2, 2), &[R::MakeCall, R::Answer, R::Alternate, R::Clear], OTHERS)
}

/// Consultations, and all that may become of them.
fn consultations() -> Plan {
    let wishes = &[R::MakeCall, R::Answer, R::Consult, R::Reconnect, R::Transfer, R::Conference, R::Clear];
    plan("consultations", setup(2, 2), wishes, OTHERS)
}

/// Calls that are sent on, left at a place and fetched.
fn places() -> Plan {
    let wishes = &[R::MakeCall, R::Answer, R::Deflect, R::BlindTransfer, R::Park, R::Pickup, R::Clear];
    plan("places", setup(2, 2), wishes, OTHERS)
}

/// Dial tone, digits, data, do-not-disturb and forwarding.
fn extras() -> Plan {
    let wishes = &[R::MakeCall, R::Dial, R::Answer, R::Clear, R::Dtmf, R::Attach, R::DoNotDisturb, R::Forward];
    plan("extras", setup(2, 1), wishes, DIAL_TONE)
}

/// A queue, its agents and their calls.
fn agents() -> Plan {
    let wishes = &[R::MakeCall, R::Answer, R::Reject, R::Clear, R::LogIn, R::LogOut, R::Ready, R::NotReady];
    queue("agents", 2, wishes)
}

/// The same with one call each: who calls is offered none.
fn one_call_agents() -> Plan {
    let wishes = &[R::MakeCall, R::Answer, R::Reject, R::Clear, R::LogIn, R::LogOut, R::Ready, R::NotReady];
    queue("one-call-agents", 1, wishes)
}

/// Agents who stay: two calls each, answered or left ringing.
fn staying_agents() -> Plan {
    queue("staying-agents", 2, &[R::MakeCall, R::Answer, R::Clear, R::LogIn, R::Ready])
}

/// Two stations with room for so many calls each, and a queue that both can log in to.
fn queue(name: &'static str, calls: u16, wishes: &'static [R]) -> Plan {
    let mut setup = setup(2, calls);
    setup.size.queues.push(QueueSetup { number: "q", stations: &[], skills: "", overflow: None });
    setup.configs.iter_mut().for_each(|config| config.wrap_up = TIME);
    let mut plan = plan(name, setup, wishes, &["q"]);
    plan.alphabet.at = &["q"];
    plan
}

/// Plain calls over links that do one thing wrong.
fn mishaps() -> Plan {
    let mut setup = setup(2, 1);
    setup.numbered = true;
    let mut plan = plan("mishaps", setup, &[R::MakeCall, R::Answer, R::Clear, R::Hold, R::Retrieve], OTHERS);
    plan.alphabet.faults = 1;
    plan.alphabet.mishaps = &[Mishap::Loss, Mishap::Repeat, Mishap::Swap, Mishap::Break, Mishap::Late];
    plan
}

/// Three stations: consultation, transfer, conference, parties that come and go.
fn three() -> Plan {
    let wishes = &[
        R::MakeCall,
        R::Answer,
        R::Consult,
        R::Reconnect,
        R::Transfer,
        R::Conference,
        R::AddParty,
        R::DropParty,
        R::Hold,
        R::Retrieve,
        R::BlindTransfer,
        R::Clear,
    ];
    plan("three", setup(3, 2), wishes, THREE)
}

const EVERYTHING: &[R] = &[
    R::MakeCall,
    R::Dial,
    R::Answer,
    R::Reject,
    R::Deflect,
    R::Hold,
    R::Retrieve,
    R::Alternate,
    R::Consult,
    R::Reconnect,
    R::Transfer,
    R::BlindTransfer,
    R::Conference,
    R::AddParty,
    R::DropParty,
    R::Park,
    R::Pickup,
    R::Clear,
];

/// Every service, nothing crossing.
fn services() -> Plan {
    let mut plan = plan("services", setup(2, 2), EVERYTHING, NOWHERE);
    plan.alphabet.ahead = 0;
    plan
}

/// A part of the services, nothing crossing.
fn part(name: &'static str, wishes: &'static [R]) -> Plan {
    let mut plan = plan(name, setup(2, 2), wishes, NOWHERE);
    plan.alphabet.ahead = 0;
    plan
}

/// Of the services: calls that are refused, sent on, left at a place and fetched.
fn redirection() -> Plan {
    part(
        "redirection",
        &[R::MakeCall, R::Answer, R::Reject, R::Deflect, R::BlindTransfer, R::Park, R::Pickup, R::Clear],
    )
}

/// Of the services: one user and two calls, held, swapped, asked back and made one.
fn two_lines() -> Plan {
    use R::*;
    part("two-lines", &[MakeCall, Answer, Hold, Retrieve, Alternate, Consult, Reconnect, Transfer, Clear])
}

/// Of the services: parties that come, and go.
fn conferences() -> Plan {
    part("conferences", &[R::MakeCall, R::Answer, R::Consult, R::Conference, R::AddParty, R::DropParty, R::Clear])
}

/// The plan of this name.
pub fn named(name: &str) -> Option<Plan> {
    Some(match name {
        "calls" => calls(),
        "swaps" => swaps(),
        "consultations" => consultations(),
        "places" => places(),
        "extras" => extras(),
        "agents" => agents(),
        "one-call-agents" => one_call_agents(),
        "staying-agents" => staying_agents(),
        "mishaps" => mishaps(),
        "three" => three(),
        "services" => services(),
        "redirection" => redirection(),
        "two-lines" => two_lines(),
        "conferences" => conferences(),
        _ => return None,
    })
}

/// The plans' names.
pub const NAMES: &[&str] = &[
    "calls",
    "swaps",
    "consultations",
    "places",
    "extras",
    "agents",
    "one-call-agents",
    "staying-agents",
    "mishaps",
    "three",
    "services",
    "redirection",
    "two-lines",
    "conferences",
];
