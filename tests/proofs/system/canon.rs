//! The canonical form of a system: what it will do, and nothing of what it did.
//!
//! Connections are numbered as the stations' lists name them, calls as the connections do; references, ids and request
//! numbers become the names of what they mean, or nobody's; deadlines are told by how far off they are; causes are the classes
//! that something depends on. Running numbers, counters of attempts and texts that are only shown are left out.
//! Stations that are alike may change places: of all such forms the least is taken.
//!
//! A station is read from its snapshot, the only thing that each of its steps begins with; the exchange from its records.

mod exchange;
mod station;

use crate::canon::hash;
use crate::system::names::{GONE, NOBODY, Names};
use crate::system::snapshot::Saved;
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
/// What a list ends with.
const END: u64 = u64::MAX;

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
}
