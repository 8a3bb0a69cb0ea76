//! The canonical form of a system: what it will do, and nothing of what it did.
//!
//! Connections are numbered as the stations' lists name them, calls as the connections do; references, ids and request
//! numbers become the names of what they mean, or nobody's; deadlines are told by how far off they are; causes are the classes
//! that something depends on. Running numbers, counters of attempts and texts that are only shown are left out.
//! Stations that are alike may change places: of all such forms the least is taken.
//!
//! A station is read from its snapshot, the only thing that each of its steps begins with; the exchange from its records.

use offhook::data::{Data, Record};
use offhook::{Cause, Known};

use crate::canon::hash;
use crate::system::names::{GONE, NOBODY, Names};
use crate::system::snapshot::{Call, Field, Saved, What, left};
use crate::system::world::World;

/// Makes a form worse than it is.
pub type Blur = fn(&mut Vec<u64>);

/// Makes forms. Kept, so that its memory is used again.
#[derive(Debug)]
pub struct Canon {
    named: bool,
    orders: Vec<Vec<usize>>,
    form: Vec<u64>,
    texts: Vec<[u64; 3]>,
    /// What makes them wrong.
    pub blur: Option<Blur>,
}

/// Where the names of references begin that are over.
const LATE: u64 = 1 << 32;
/// A text that is no station's number.
const WORD: u64 = 1 << 63;
/// What a list ends with.
const END: u64 = u64::MAX;

/// Bits of a connection of the exchange that say nothing between two commands: it came from the other of two calls, its
/// station was told of another party than the one that it dialled.
const MOVED: u64 = 1 << 4;
const NAMED: u64 = 1 << 5;
/// Of a call: its time in the queue is measured.
const TIMED: u64 = 1 << 3;

/// Of a membership: the agent was passed over in the round of this number.
const PASSED: u64 = 1 << 3;

/// A form in the making, with the stations in one order.
struct Form<'p> {
    world: &'p World,
    stations: &'p [&'p Saved],
    /// Whether parties are known by name.
    named: bool,
    form: &'p mut Vec<u64>,
    texts: &'p mut Vec<[u64; 3]>,
    /// Which station stands at each place, and the other way round.
    order: &'p [usize],
    place: Vec<usize>,
    connections: Names,
    calls: Names,
    /// Request numbers of each station.
    requests: Vec<Names>,
    /// References of each station that are over, and that signals on their way still name.
    late: Vec<Names>,
    /// The slots of each station's calls, in the order in which they are told: those in use, then the free ones as they will
    /// be used.
    slots: Vec<Vec<usize>>,
}

impl Canon {
    /// `orders`: orders of the stations that make no difference, the one that they have among them. `named`: users name
    /// parties, or join calls that have them; else the numbers of parties are only shown.
    pub fn new(orders: Vec<Vec<usize>>, named: bool) -> Self {
        Self { named, orders, form: Vec::new(), texts: Vec::new(), blur: None }
    }

    /// The form of this system, and of this number beside it.
    pub fn of(&mut self, world: &World, more: u64) -> u128 {
        assert!(world.setup.size.groups.is_empty(), "who is next in a hunt group is no part of the form");
        let stations: Vec<&Saved> = world.seats.iter().map(|seat| &seat.saved).collect();
        let Self { named, orders, form, texts, blur } = self;
        let mut least = u128::MAX;
        for order in orders.iter() {
            form.clear();
            form.push(more);
            Form::new(world, &stations, *named, form, texts, order).fill();
            if let Some(blur) = blur {
                blur(form);
            }
            least = least.min(hash(form));
        }
        least
    }
}

impl<'p> Form<'p> {
    fn new(
        world: &'p World,
        stations: &'p [&'p Saved],
        named: bool,
        form: &'p mut Vec<u64>,
        texts: &'p mut Vec<[u64; 3]>,
        order: &'p [usize],
    ) -> Self {
        let mut place = vec![0; order.len()];
        for (at, station) in order.iter().enumerate() {
            place[*station] = at;
        }
        let names = || vec![Names::default(); order.len()];
        let (connections, calls, requests, late) = (Names::default(), Names::default(), names(), names());
        let slots = vec![Vec::new(); order.len()];
        Self { world, stations, named, form, texts, order, place, connections, calls, requests, late, slots }
    }

    fn put(&mut self, value: u64) {
        self.form.push(value);
    }

    fn fill(&mut self) {
        self.name_all();
        for station in self.order {
            self.station(*station);
        }
        for station in self.order {
            self.link(*station);
        }
        self.exchange();
    }

    /// Connections and calls in the order in which the stations' lists have them, and each station's calls by their
    /// connections.
    fn name_all(&mut self) {
        let world = self.world;
        for station in self.order.iter().copied() {
            for at in world.switch.connections_of(station) {
                self.connections.give(at + 1);
                self.calls.give(world.switch.connection(at).call + 1);
            }
        }
        for station in self.order.iter().copied() {
            for parcel in &world.links[station].waiting {
                for reference in [parcel.plain.call.reference, parcel.plain.with.reference, parcel.plain.reference] {
                    if self.reference(station, reference) == GONE {
                        self.late[station].give(reference);
                    }
                }
            }
            let saved = self.stations[station];
            let mut slots: Vec<usize> = (0..saved.calls.len()).filter(|slot| saved.calls[*slot].live).collect();
            slots.sort_by_key(|slot| {
                let call = &saved.calls[*slot];
                let first =
                    world.links[station].waiting.iter().position(|parcel| parcel.plain.call.id.number() == call.id);
                (self.reference(station, call.reference), call.shape(world.now), first)
            });
            slots.extend(&saved.free);
            self.slots[station] = slots;
        }
    }

    /// What a reference means: the connection's name, while it is there.
    fn reference(&self, station: usize, reference: u64) -> u64 {
        if reference == 0 {
            return NOBODY;
        }
        match self.world.switch.named(station, reference) {
            Some(at) => self.connections.of(at + 1),
            None => match self.late[station].of(reference) {
                GONE => GONE,
                late => LATE + late,
            },
        }
    }

    /// Which of the station's calls an id means.
    fn id(&self, station: usize, id: u64) -> u64 {
        if id == 0 {
            return NOBODY;
        }
        let calls = &self.stations[station].calls;
        let slot = self.slots[station].iter().position(|slot| u64::from(calls[*slot].id) == id && calls[*slot].live);
        slot.map_or(GONE, |at| at as u64 + 1)
    }

    fn slot(&self, station: usize, slot: u64) -> u64 {
        self.slots[station].iter().position(|known| *known as u64 == slot).map_or(NOBODY, |at| at as u64 + 1)
    }

    fn station(&mut self, at: usize) {
        let saved = self.stations[at];
        for field in &saved.fields {
            self.field(at, *field);
        }
        self.data(Some(at), saved.own());
        for place in 0..saved.calls.len() {
            let call = &saved.calls[self.slots[at][place]];
            let reference = self.reference(at, call.reference);
            if call.live {
                self.put(reference);
                self.call(at, call);
            } else {
                // What is over is only a name, and only while somebody may still say it.
                self.put(if reference == GONE { NOBODY } else { reference });
                self.put(END);
            }
        }
    }

    fn call(&mut self, station: usize, call: &Call) {
        for field in &call.fields {
            self.field(station, *field);
        }
        self.data(Some(station), self.stations[station].data(call));
    }

    fn field(&mut self, station: usize, (what, value): Field) {
        let value = match what {
            What::Plain => value,
            What::Slot => self.slot(station, value),
            What::Request => self.requests[station].give(value),
            What::Due => 1 + left(value, self.world.now),
            What::Cause => self.cause(Cause(value as u16)).saturating_sub(1),
            What::Never => return,
        };
        self.put(value);
    }

    /// Texts of a station, whose requests go with some of them, or of a call of the exchange. Where a text stands that no request
    /// goes with is nobody's business.
    fn data(&mut self, station: Option<usize>, data: Data<'_>) {
        let mut texts = std::mem::take(self.texts);
        texts.clear();
        for record in data.records() {
            if !self.counts(record.known) {
                continue;
            }
            let name = match station {
                Some(station) => self.requests[station].give(u64::from(record.tag)),
                None => NOBODY,
            };
            let mut text = self.text(record.known, record.value, record.tag != 0);
            if station.is_none() && record.is(Known::To) && !self.named && text & WORD == 0 {
                // The number that was dialled: whether it is a station's.
                text = 1;
            }
            texts.push([name << 1 | u64::from(record.removed), key(&record), text]);
        }
        texts.sort_unstable();
        self.form.extend(texts.iter().flatten());
        self.put(END);
        *self.texts = texts;
    }

    /// Whether something depends on a text being there.
    fn counts(&self, known: Option<Known>) -> bool {
        match known {
            Some(Known::RedirectingParty) => false,
            Some(Known::Ani | Known::OtherParty | Known::Who) => self.named,
            _ => true,
        }
    }

    /// A text; the number of a station is its place. That a number was dialled counts, and which only where parties are named, or
    /// while the request goes on.
    fn text(&self, known: Option<Known>, value: &[u8], asked: bool) -> u64 {
        if known == Some(Known::Dnis) && !self.named && !asked {
            return 1;
        }
        let numbers = &self.world.setup.size.stations;
        match numbers.iter().position(|(number, _)| number.as_bytes() == value) {
            Some(station) => 1 + self.place[station] as u64,
            None => bytes(value) | WORD,
        }
    }

    /// Of a call from a queue something depends on whether a cause is named, whether nobody answered, or somebody else did.
    fn cause(&self, cause: Cause) -> u64 {
        match cause {
            _ if self.world.setup.size.queues.is_empty() => 0,
            Cause::NONE => 0,
            Cause::ANSWERED_ELSEWHERE => 2,
            cause if cause.is_no_answer() => 3,
            _ => 1,
        }
    }

    fn link(&mut self, at: usize) {
        let link = &self.world.links[at];
        self.put(u64::from(link.down));
        if link.down {
            // What waits is lost, and only counts.
            self.put(link.waiting.len() as u64);
            return;
        }
        let mut heard = self.stations[at].heard;
        for parcel in &link.waiting {
            let signal = &parcel.plain;
            for which in [signal.call, signal.with] {
                let name = self.reference(at, which.reference);
                self.put(self.id(at, which.id.number().into()));
                self.put(name);
            }
            let agent = signal.pending.map_or(0, |state| 1 + u64::from(state.code()));
            let kind = signal.kind.map_or(0, |kind| 1 + u64::from(kind.code()));
            let gap = gap(heard, signal.sequence.into());
            heard = heard.max(signal.sequence.into());
            self.put(u64::from(signal.what.code()));
            self.put(self.reference(at, signal.reference));
            self.put(gap);
            self.put(self.requests[at].of(u64::from(signal.request)));
            self.put(self.cause(signal.cause));
            self.put(kind << 8 | agent);
            self.put(u64::from(signal.acd) << 1 | u64::from(signal.on));
            self.put(u64::from(signal.local.code()) << 8 | u64::from(signal.far.code()));
            self.put(u64::from(signal.agent.code()) << 8 | u64::from(signal.forward.code()));
            self.put(u64::from(signal.reason));
            for text in &parcel.texts {
                let known = if let offhook::Key::Known(known) = text.key.key() { Some(known) } else { None };
                if self.counts(known) {
                    let key = text.key.key();
                    let name = bytes(key.app().as_bytes()) ^ bytes(key.name().as_bytes()).rotate_left(7);
                    self.put(name);
                    self.put(self.text(known, text.value.as_bytes(), false));
                }
            }
            self.put(END);
        }
        self.put(gap(heard, u64::from(link.sequence) + 1));
        self.put(END);
    }

    fn exchange(&mut self) {
        let switch = &self.world.switch;
        for station in self.order.iter().copied() {
            let extension = switch.extension(station);
            for at in [extension.active, extension.offer] {
                self.put(self.connection(at));
            }
            self.put(extension.flags << 8 | extension.agent);
            self.data(None, switch.own(station));
            for at in switch.connections_of(station) {
                self.leg(station, at);
            }
            self.put(END);
        }
        let calls: Vec<u64> = self.calls.values().map(|call| call - 1).collect();
        for at in calls {
            let call = switch.call(at);
            self.put(call.parties << 16 | call.ringing << 8 | call.flags);
            self.put(call.stage);
            self.put(if call.flags & TIMED == 0 { 0 } else { 1 + call.overflow.saturating_sub(self.world.now) });
            for at in switch.connections_of_call(at) {
                self.put(self.connection(at));
            }
            self.data(None, switch.data(at));
        }
        self.queues();
    }

    /// The name of a connection, or of none.
    fn connection(&self, at: u64) -> u64 {
        self.connections.of(at.wrapping_add(1) & u64::from(u32::MAX))
    }

    fn leg(&mut self, station: usize, at: u64) {
        let leg = self.world.switch.connection(at);
        let flags = leg.flags & !if self.named { MOVED } else { MOVED | NAMED };
        self.put(self.calls.of(leg.call + 1));
        self.put(self.connection(leg.bound));
        self.put(self.connection(leg.adder));
        self.put(self.requests[station].of(leg.request));
        self.put(self.id(station, leg.id));
        self.put(leg.local << 16 | leg.far << 8 | flags);
    }

    /// Queues: who waits, who came before whom, who is ready.
    fn queues(&mut self) {
        let switch = &self.world.switch;
        for (queue, at) in switch.queues().zip(0..) {
            for call in switch.waiting(queue.waiting) {
                self.put(self.calls.of(call + 1));
            }
            self.put(END);
            let mut came: Vec<(u64, u64, u64)> = self.calls.values().filter_map(|name| self.came(at, name)).collect();
            came.sort_unstable();
            for (.., name) in came {
                self.put(self.calls.of(name));
            }
            self.put(END);
            for list in [queue.ready, queue.passed] {
                for member in switch.ready(list) {
                    self.put(self.place[switch.member(member).station as usize] as u64);
                }
                self.put(END);
            }
            self.put(u64::from(queue.is_busy != 0));
            let members = (0..switch.counts().0)
                .map(|at| switch.member(at))
                .filter(|member| member.queue == at && member.flags != 0);
            let mut members: Vec<[u64; 3]> = members
                .map(|member| {
                    let place = self.place.get(member.station as usize).map_or(END, |place| *place as u64);
                    let passed = member.flags & PASSED != 0 && member.round == queue.round;
                    [place, member.flags, u64::from(passed)]
                })
                .collect();
            members.sort_unstable();
            self.form.extend(members.iter().flatten());
            self.put(END);
        }
    }

    /// When a call came to a queue, where it is there.
    fn came(&self, queue: u64, name: u64) -> Option<(u64, u64, u64)> {
        const QUEUE: u64 = 1 << 30;
        let call = self.world.switch.call(name - 1);
        (call.stage == QUEUE | queue).then_some((call.overflow, call.turn, name))
    }
}

/// Of the number of a signal: there is none before it, it is the next one, or some are missing.
fn gap(heard: u64, sequence: u64) -> u64 {
    if heard == 0 || sequence == 0 { 0 } else { sequence.saturating_sub(heard).min(2) }
}

/// What a record goes by.
fn key(record: &Record<'_>) -> u64 {
    match record.known {
        Some(known) => u64::from(known.code()),
        None => bytes(record.app) ^ bytes(record.name).rotate_left(7) | 1 << 63,
    }
}

fn bytes(value: &[u8]) -> u64 {
    value.iter().fold(value.len() as u64, |sum, byte| sum.wrapping_mul(257).wrapping_add(u64::from(*byte)))
}
