//! Lawful traffic at random: whatever is wished, the stations and the exchange mean the same after each wish, no station
//! hears what cannot be, and nothing is left at the end.

use crate::floor::Floor;
use offhook::{CallId, Config, Entry, ForwardKind, Known, Request, RequestKind as R};

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

const NUMBERS: [&str; 6] = ["4001", "4002", "4003", "4004", "T1", "T2"];
const PLACES: [&str; 14] =
    ["4001", "4002", "4003", "4004", "T1", "T2", "sales", "sap", "team", "find", "801", "802", "4999", "4001"];
const WISHES: [R; 27] = [
    R::MakeCall,
    R::MakeCall,
    R::Answer,
    R::Answer,
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
    R::Dtmf,
    R::Park,
    R::Pickup,
    R::Clear,
    R::Attach,
    R::Detach,
    R::LogIn,
    R::Ready,
    R::NotReady,
    R::LogOut,
];

fn play(seed: u64, wishes: usize, lossy: bool) {
    let config = Config { no_answer: 9_000, wrap_up: 2_000, rona_ready: (seed % 2) as u8, ..Config::default() };
    let mut floor = Floor::with(&NUMBERS, &config, if lossy { 2 } else { 4 });
    floor.pending = true;
    floor.exchange.queue("sales", &[0, 1, 2], "", None).unwrap();
    floor.exchange.queue("sap", &[], "sap", Some((5_000, "4004"))).unwrap();
    floor.exchange.hunt("team", true, &[0, 1, 2, 3]).unwrap();
    floor.exchange.hunt("find", false, &[3, 2, 1]).unwrap();
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..wishes {
        let at = dice.roll(NUMBERS.len());
        let calls = floor.calls(at);
        let call = if calls.is_empty() { CallId::NONE } else { calls[dice.roll(calls.len())].id };
        let place = PLACES[dice.roll(PLACES.len())];
        let value = dice.roll(3).to_string();
        let what = WISHES[dice.roll(WISHES.len())];
        let entries = match what {
            R::MakeCall if dice.roll(8) == 0 => vec![],
            R::Pickup => vec![Entry::known([Known::Of, Known::Group][dice.roll(2)], place)],
            R::DropParty => vec![Entry::known(Known::Dropped, place)],
            R::Dial | R::Dtmf => vec![Entry::known(Known::Digits, place)],
            R::Attach | R::Detach => vec![Entry::new("", ["Account", "Note", "Extra"][dice.roll(3)], &value)],
            R::LogIn => vec![Entry::known(Known::AgentId, "a"), Entry::known(Known::Skills, ["", "sap"][dice.roll(2)])],
            R::LogOut => vec![],
            _ => vec![Entry::known(Known::To, place)],
        };
        match dice.roll(40) {
            0 => floor.at(floor.now + dice.roll(6_000) as u64),
            1 => {
                let on = dice.roll(4) == 0;
                let _ = floor.request(at, Request { on, ..Request::new(R::DoNotDisturb) });
            }
            2 => {
                let forward = ForwardKind::ALL[dice.roll(3)];
                let to = [Entry::known(Known::To, ["", place][dice.roll(2)])];
                let _ = floor.request(at, Request { forward, entries: &to, ..Request::new(R::Forward) });
            }
            3 if lossy => {
                // The station is away for a while, and asks what is true when it is back.
                floor.compare = false;
                floor.exchange.plug(floor.now, at as u32, false).unwrap();
                floor.quiet();
                floor.exchange.plug(floor.now, at as u32, true).unwrap();
                floor.quiet();
                floor.back(at);
            }
            4 if lossy => {
                // What it is told while another one wishes something gets lost.
                floor.compare = false;
                floor.deaf[at] = true;
                let other = (at + 1) % NUMBERS.len();
                if let Some(call) = floor.calls(other).first().map(|call| call.id) {
                    let _ = floor.request(other, Request { call, ..Request::new(R::Clear) });
                }
                floor.deaf[at] = false;
                floor.back(at);
            }
            _ => {
                let _ = floor.request(at, Request { call, entries: &entries, ..Request::new(what) });
            }
        }
    }
    floor.empty();
}

#[test]
fn nothing_is_lost_or_left() {
    for seed in 1..=300 {
        println!("seed {seed}");
        play(seed, 400, false);
    }
}

#[test]
fn the_truth_comes_back_after_a_loss() {
    for seed in 1..=100 {
        println!("lossy seed {seed}");
        play(seed, 400, true);
    }
}
