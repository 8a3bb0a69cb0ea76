//! What one command leads to has room, whatever it is: the calls with the most parties that become one, the groups that ring
//! at once, and what was left from before on top of them.

use offhook::exchange::{
    Call, Connection, Exchange, Extension, Group, Head, MAX_PARTIES, Member, Memory, Place, Post, Queue, Setup,
    StationSetup, posts,
};
use offhook::{AgentState, CallId, Entry, Known, Output, OutputKind, SignalKind};

/// Records of each kind, which is more than any test here needs.
const MANY: usize = 256;

fn records<T: Default + Clone>(count: usize) -> &'static mut [T] {
    vec![T::default(); count].leak()
}

/// Stations without a mind of their own: what they command is said here.
struct Lines {
    exchange: Exchange<'static>,
    /// What each station knows of its calls: how the exchange calls them, the latest last.
    known: Vec<Vec<(u64, CallId)>>,
    next: u32,
    now: u64,
}

impl Lines {
    fn new(parties: u8) -> Self {
        let mut exchange = Exchange::new(memory(posts(parties)), &Setup { data: 64, own: 32, parties }).unwrap();
        for at in 0..80 {
            let setup = StationSetup { calls: 8, login_ready: true, ..StationSetup::default() };
            exchange.station(&number(at), &setup).unwrap();
        }
        Self { exchange, known: vec![Vec::new(); 80], next: 0, now: 0 }
    }

    /// Every signal of the last command is taken. How many there were.
    fn take(&mut self) -> usize {
        let mut count = 0;
        while let Some(delivery) = self.exchange.next() {
            count += 1;
            let signal = delivery.signal();
            let known = &mut self.known[delivery.station as usize];
            let reference = signal.call.reference;
            if reference != 0 && known.iter().all(|(known, _)| *known != reference) {
                known.push((reference, signal.call.id));
            }
        }
        assert_eq!(self.exchange.lost(), 0, "signals were lost");
        count
    }

    fn command(&mut self, at: u32, command: Output, texts: &[Entry<'_>]) -> usize {
        self.exchange.command(self.now, at, &Output { request: 1, ..command }, 0, texts).unwrap();
        self.take()
    }

    /// A command about a station's latest call.
    fn about(&mut self, at: u32, what: OutputKind, to: &str) -> usize {
        let (reference, call) = *self.known[at as usize].last().unwrap();
        self.command(at, Output { reference, call, ..Output::new(what) }, &[Entry::known(Known::To, to)])
    }

    fn id(&mut self) -> CallId {
        self.next += 1;
        CallId::from_number(self.next << 12)
    }

    fn dial(&mut self, at: u32, to: &str) -> usize {
        let call = self.id();
        self.command(at, Output { call, ..Output::new(OutputKind::CmdMakeCall) }, &[Entry::known(Known::To, to)])
    }

    fn consult(&mut self, at: u32, to: &str) -> usize {
        let (reference, call) = *self.known[at as usize].last().unwrap();
        let other = self.id();
        let output = Output { reference, call, other, ..Output::new(OutputKind::CmdConsult) };
        self.command(at, output, &[Entry::known(Known::To, to)])
    }

    fn answer(&mut self, at: u32) -> usize {
        self.about(at, OutputKind::CmdAnswer, "")
    }

    /// Something is attached to a station's latest call, so that whoever is offered it is told that, too.
    fn attach(&mut self, at: u32, key: &str) {
        let (reference, call) = *self.known[at as usize].last().unwrap();
        self.command(at, Output { reference, call, ..Output::new(OutputKind::CmdData) }, &[Entry::new("", key, "v")]);
    }

    /// A station's latest call gets so many more parties, from this station on.
    fn add(&mut self, at: u32, from: u32, count: u32) {
        for party in from..from + count {
            self.about(at, OutputKind::CmdAddParty, &number(party));
            self.answer(party);
        }
    }
}

fn memory(posts: usize) -> Memory<'static> {
    Memory {
        extensions: records::<Extension>(80),
        calls: records::<Call>(MANY),
        connections: records::<Connection>(MANY),
        queues: records::<Queue>(2),
        groups: records::<Group>(2),
        members: records::<Member>(MANY),
        places: records::<Place>(1),
        index: records::<Head>(MANY),
        posts: records::<Post>(posts),
        texts: records::<u8>(80 * 32),
        data: records::<u8>(MANY * 64),
    }
}

fn number(at: u32) -> String {
    format!("{}", 4000 + at)
}

/// The station in the middle has one call with `first` parties and one with `second`, itself counted.
fn two_calls(parties: u8, first: u32, second: u32) -> Lines {
    let mut lines = Lines::new(parties);
    lines.dial(0, &number(1));
    lines.answer(1);
    lines.add(0, 2, first - 2);
    lines.attach(0, "A");
    lines.consult(0, &number(40));
    lines.answer(40);
    lines.attach(0, "B");
    lines.attach(40, "C");
    lines.add(0, 41, second - 2);
    lines
}

#[test]
fn the_largest_calls_become_one() {
    for parties in 3..=MAX_PARTIES as u8 {
        let mut most = 0;
        let all = u32::from(parties);
        // A conference keeps the one in the middle, a transfer does not.
        for (what, sum) in [(OutputKind::CmdConference, all + 1), (OutputKind::CmdTransfer, all + 2)] {
            for first in 2..=(sum - 2).min(all) {
                let second = (sum - first).min(all);
                let mut lines = two_calls(parties, first, second);
                most = most.max(lines.about(0, what, ""));
            }
        }
        let (all, room) = (all as usize, posts(parties));
        // Everyone hears of everyone on the other side.
        let each = all / 2 * (all - all / 2) * 2;
        assert!((each..=room).contains(&most), "{parties} parties: {most} signals, room for {room}");
    }
}

/// 32 stations ring at once, one of them sends the call on to 32 others, and a station that was unplugged before still has a
/// call: it waits in a queue whose time is over, and goes to 32 stations as well.
#[test]
fn everything_rings_at_once() {
    for parties in [2, 8] {
        let mut lines = Lines::new(parties);
        let (first, second): (Vec<u32>, Vec<u32>) = ((0..32).collect(), (32..64).collect());
        lines.exchange.hunt("first", true, &first).unwrap();
        lines.exchange.hunt("second", true, &second).unwrap();
        lines.exchange.queue("sales", &[72], "", Some((1_000, "second"))).unwrap();
        lines.command(72, Output::new(OutputKind::CmdLogIn), &[Entry::known(Known::AgentId, "a")]);
        lines.command(72, Output { state: AgentState::Ready.code(), ..Output::new(OutputKind::CmdAgent) }, &[]);
        // The agent's first call is another one, so that the offer is left when the station is unplugged.
        lines.dial(73, &number(72));
        lines.answer(72);
        lines.dial(71, "sales");
        lines.attach(71, "A");
        lines.now = 2_000;
        lines.exchange.tick(lines.now).unwrap();
        lines.take();
        lines.dial(70, "first");
        lines.attach(70, "A");
        lines.exchange.plug(lines.now, 72, false).unwrap();
        lines.take();
        // 31 stop ringing and 32 begin to, with the data.
        let sent_on = lines.about(0, OutputKind::CmdDeflect, "second");
        assert!(sent_on > 31 + 2 * 32, "{sent_on} signals");
        // What did not fit into that turn comes at once in the next one.
        assert_eq!(lines.exchange.deadline(), Some(lines.now));
        lines.exchange.tick(lines.now).unwrap();
        let left = lines.take();
        assert!(left >= 2 * 32, "{parties} parties: {left} signals");
    }
}

/// Without room, it is said how many signals were lost: that is what the tests above look at.
#[test]
fn what_has_no_room_is_counted() {
    let setup = Setup { data: 64, own: 32, parties: 2 };
    let mut exchange = Exchange::new(memory(posts(2)), &setup).unwrap();
    let state = exchange.state().unwrap();
    let mut exchange = Exchange::over(memory(1), &state);
    exchange.station("4001", &StationSetup { calls: 1, ..StationSetup::default() }).unwrap();
    let call = CallId::from_number(1 << 12);
    let make = Output { call, request: 1, ..Output::new(OutputKind::CmdMakeCall) };
    // Nobody has that number: `originated`, then `failed`.
    exchange.command(0, 0, &make, 0, &[Entry::known(Known::To, "4999")]).unwrap();
    assert_eq!(exchange.next().map(|delivery| delivery.signal().what), Some(SignalKind::Originated));
    assert!(exchange.next().is_none());
    assert_eq!(exchange.lost(), 1);
}
