//! The canonical form of a system: what it will do, and nothing of what it did.
//!
//! Connections are numbered as the stations' lists name them, calls as the connections do; references, ids and request
//! numbers become the names of what they mean, or nobody's; deadlines are ranks; running numbers, counters of attempts
//! and the numbers of parties that are only shown are left out. Stations that are alike may change places: of all such
//! forms the least is taken.
//!
//! A station is read from its snapshot, the only thing that each of its steps begins with; the exchange from the form in
//! which it writes itself for debugging.

use offhook::Known;
use offhook::data::{Data, Record};

use crate::canon::hash;
use crate::system::names::{GONE, NOBODY, Names};
use crate::system::records::{Fields, Records};
use crate::system::snapshot::{self, Saved};
use crate::system::world::World;

/// Makes forms. Kept, so that its memory is used again.
#[derive(Debug, Default)]
pub struct Canon {
    text: String,
    form: Vec<u64>,
}

/// Where the names of references begin that are over.
const LATE: u64 = 1 << 32;

/// What a form is made of.
struct Parts<'t> {
    stations: Vec<Saved>,
    records: Records<'t>,
    /// All deadlines, sorted.
    deadlines: Vec<u64>,
}

/// A form in the making, with the stations in one order.
struct Form<'p, 't> {
    world: &'p World,
    parts: &'p Parts<'t>,
    form: &'p mut Vec<u64>,
    /// Which station stands at each place, and the other way round.
    order: &'p [usize],
    place: Vec<usize>,
    connections: Names,
    calls: Names,
    /// Request numbers of each station.
    requests: Vec<Names>,
    /// References of each station that are over, and that signals on their way still name.
    late: Vec<Names>,
    /// The slots of each station's calls, in the order in which they are told.
    slots: Vec<Vec<usize>>,
}

impl Canon {
    /// The form of this system. `alike`: orders of the stations that make no difference, the one that they have among
    /// them.
    pub fn of(&mut self, world: &World, alike: &[Vec<usize>], more: u64) -> u128 {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        world.switch.write(&mut text);
        let parts = Parts::new(world, &text);
        let mut least = u128::MAX;
        for order in alike {
            self.form.clear();
            self.form.push(more);
            Form::new(world, &parts, &mut self.form, order).fill();
            least = least.min(hash(&self.form));
        }
        self.text = text;
        least
    }
}

impl<'t> Parts<'t> {
    fn new(world: &World, text: &'t str) -> Self {
        let stations: Vec<Saved> =
            world.seats.iter().map(|seat| Saved::new(&seat.rig.clone().saved(), world.now)).collect();
        let records = Records::read(text);
        let mut deadlines: Vec<u64> = stations.iter().flat_map(|station| station.deadlines.iter().copied()).collect();
        deadlines.extend(records.live_calls().filter_map(Fields::overflow));
        deadlines.sort_unstable();
        deadlines.dedup();
        Self { stations, records, deadlines }
    }

    fn rank(&self, due: Option<u64>) -> u64 {
        due.map_or(0, |due| 1 + self.deadlines.partition_point(|known| *known < due) as u64)
    }
}

impl<'p, 't> Form<'p, 't> {
    fn new(world: &'p World, parts: &'p Parts<'t>, form: &'p mut Vec<u64>, order: &'p [usize]) -> Self {
        let mut place = vec![0; order.len()];
        for (at, station) in order.iter().enumerate() {
            place[*station] = at;
        }
        let requests = vec![Names::default(); order.len()];
        let late = vec![Names::default(); order.len()];
        let (connections, calls) = (Names::default(), Names::default());
        Self {
            world,
            parts,
            form,
            order,
            place,
            connections,
            calls,
            requests,
            late,
            slots: vec![Vec::new(); order.len()],
        }
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
        let records = &self.parts.records;
        for station in self.order {
            for at in records.connections_of(*station) {
                self.connections.give(at as u64 + 1);
                self.calls.give(records.connection(at).number("call") + 1);
            }
        }
        for station in self.order {
            for parcel in &self.world.links[*station].waiting {
                for reference in [parcel.plain.call.reference, parcel.plain.with.reference, parcel.plain.reference] {
                    if self.reference(*station, reference) == GONE {
                        self.late[*station].give(reference);
                    }
                }
            }
            let saved = &self.parts.stations[*station];
            let mut slots: Vec<usize> = (0..saved.calls.len()).collect();
            slots.sort_by_key(|slot| {
                let call = &saved.calls[*slot];
                (!call.is_live(), self.reference(*station, call.reference), call.shape())
            });
            self.slots[*station] = slots;
        }
    }

    /// What a reference means: the connection's name, while it is there.
    fn reference(&self, station: usize, reference: u64) -> u64 {
        if reference == 0 {
            return NOBODY;
        }
        let (at, generation) = (reference as u32 as usize, reference >> 32);
        let is = |fields: &Fields<'_>| {
            fields.number("generation") == generation && fields.number("station") == station as u64
        };
        match self.parts.records.get_connection(at).filter(|fields| is(fields)) {
            Some(_) => self.connections.of(at as u64 + 1),
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
        let saved = &self.parts.stations[station];
        let slot =
            self.slots[station].iter().position(|slot| saved.calls[*slot].id == id && saved.calls[*slot].is_live());
        slot.map_or(GONE, |at| at as u64 + 1)
    }

    fn slot(&self, station: usize, slot: u64) -> u64 {
        self.slots[station].iter().position(|known| *known as u64 == slot).map_or(NOBODY, |at| at as u64 + 1)
    }

    fn station(&mut self, at: usize) {
        let parts = self.parts;
        let saved = &parts.stations[at];
        for (what, value) in saved.fields() {
            let value = match what {
                snapshot::What::Plain => value,
                snapshot::What::Slot => self.slot(at, value),
                snapshot::What::Request => self.requests[at].give(value),
                snapshot::What::Due => self.parts.rank(saved.due(value)),
                snapshot::What::Never => 0,
            };
            self.form.push(value);
        }
        let mut rig = self.world.seats[at].rig.clone();
        let here = rig.station();
        self.texts(at, &here.own());
        for slot in self.slots[at].clone() {
            let call = &saved.calls[slot];
            // What is over is only a name, and only while somebody may still say it.
            self.form.push(self.reference(at, call.reference));
            if !call.is_live() {
                self.form.push(GONE);
                continue;
            }
            for (what, value) in call.fields() {
                let value = match what {
                    snapshot::What::Plain => value,
                    snapshot::What::Slot => self.slot(at, value),
                    snapshot::What::Request => self.requests[at].give(value),
                    snapshot::What::Due => self.parts.rank(saved.due(value)),
                    snapshot::What::Never => 0,
                };
                self.form.push(value);
            }
            let data = here.data(offhook::CallId::from_number(call.id as u32)).unwrap_or_default();
            self.texts(at, &data);
        }
    }

    fn texts(&mut self, station: usize, data: &Data<'_>) {
        for record in data.records() {
            let request = self.requests[station].give(u64::from(record.tag));
            self.record(&record, request);
        }
        self.form.push(u64::MAX);
    }

    fn record(&mut self, record: &Record<'_>, tag: u64) {
        let known = record.known.map_or(0, |known| u64::from(known.code()));
        let value = if record.known.is_some_and(is_only_shown) { 1 } else { self.word(record.value) };
        let name = [record.app, record.name].iter().fold(0, |sum, part| sum ^ bytes(part).rotate_left(7));
        self.form.extend([known << 1 | u64::from(record.removed), tag, name, value]);
    }

    /// A text; the number of a station is its place.
    fn word(&self, value: &[u8]) -> u64 {
        let numbers = &self.world.setup.size.stations;
        match numbers.iter().position(|(number, _)| number.as_bytes() == value) {
            Some(station) => 1 + self.place[station] as u64,
            None => bytes(value) | 1 << 63,
        }
    }

    fn link(&mut self, at: usize) {
        let link = &self.world.links[at];
        self.form.push(u64::from(link.down));
        let heard = self.parts.stations[at].heard;
        if link.down {
            return;
        }
        for parcel in &link.waiting {
            let signal = &parcel.plain;
            let gap = if signal.sequence == 0 { 0 } else { 1 + u64::from(signal.sequence).saturating_sub(heard) };
            let agent = signal.pending.map_or(0, |state| 1 + u64::from(state.code()));
            let request = self.requests[at].of(u64::from(signal.request));
            let kind = signal.kind.map_or(0, |kind| 1 + u64::from(kind.code()));
            for which in [signal.call, signal.with] {
                let name = self.reference(at, which.reference);
                self.form.extend([self.id(at, which.id.number().into()), name]);
            }
            self.form.extend([
                u64::from(signal.what.code()),
                self.reference(at, signal.reference),
                gap,
                request,
                u64::from(signal.cause.0),
                kind << 8 | agent,
                u64::from(signal.acd) << 1 | u64::from(signal.on),
                u64::from(signal.local.code()) << 8 | u64::from(signal.far.code()),
                u64::from(signal.agent.code()) << 8 | u64::from(signal.forward.code()),
            ]);
            for text in &parcel.texts {
                let key = text.key.key();
                let known = if let offhook::Key::Known(known) = key { u64::from(known.code()) } else { 0 };
                let shown = matches!(key, offhook::Key::Known(known) if is_only_shown(known));
                let value = if shown { 1 } else { self.word(text.value.as_bytes()) };
                self.form.extend([known, value]);
            }
            self.form.push(u64::MAX);
        }
        self.form.push(u64::MAX);
    }

    fn exchange(&mut self) {
        let records = &self.parts.records;
        for station in self.order {
            for (name, value) in records.extension(*station).iter() {
                let value = match name {
                    "active" | "offer" => self.connections.of(value.wrapping_add(1) & 0xFFFF_FFFF),
                    "count" | "flags" | "agent" => value,
                    _ => continue,
                };
                self.form.push(value);
            }
            for at in records.connections_of(*station) {
                self.connection(*station, at);
            }
            self.form.push(u64::MAX);
        }
        let calls: Vec<usize> = self.calls.values().map(|call| call as usize - 1).collect();
        for at in calls {
            let call = records.call(at);
            let stage = call.stage();
            self.form.extend(["parties", "ringing", "flags"].map(|name| call.number(name)));
            self.form.extend([stage, self.parts.rank(call.overflow())]);
            for at in records.connections_of_call(at) {
                self.form.push(self.connections.of(at as u64 + 1));
            }
            let (data, used) = (self.world.switch.data(at, call.number("used") as usize), u64::MAX);
            for record in Data::new(data).records() {
                self.record(&record, 0);
            }
            self.form.push(used);
        }
        self.queues();
    }

    fn connection(&mut self, station: usize, at: usize) {
        let fields = self.parts.records.connection(at);
        for (name, value) in fields.iter() {
            let value = match name {
                "local" | "far" | "flags" => value,
                "call" => self.calls.of(value + 1),
                "bound" | "adder" => self.connections.of(value.wrapping_add(1) & 0xFFFF_FFFF),
                "request" => self.requests[station].of(value),
                "id" => self.id(station, value),
                _ => continue,
            };
            self.form.push(value);
        }
    }

    /// Queues: who waits, who is ready; places: who is there.
    fn queues(&mut self) {
        let records = &self.parts.records;
        for queue in 0..records.queues.len() {
            for list in ["waiting", "entered"] {
                for call in records.calls_of(queue, list) {
                    self.form.push(self.calls.of(call as u64 + 1));
                }
                self.form.push(u64::MAX);
            }
            for list in ["ready", "passed"] {
                for member in records.members_of(queue, list) {
                    self.form.push(self.place[records.members[member].number("station") as usize] as u64);
                }
                self.form.push(u64::MAX);
            }
            let busy = records.queues[queue].iter().find(|(name, _)| *name == "is_busy").map_or(0, |(_, value)| value);
            self.form.push(busy);
            let round = records.queues[queue].number("round");
            let mut members: Vec<[u64; 3]> = records
                .members
                .iter()
                .filter(|member| member.number("queue") == queue as u64)
                .map(|member| {
                    let place = self.place[member.number("station") as usize] as u64;
                    [place, member.number("flags"), u64::from(member.number("round") == round)]
                })
                .collect();
            members.sort_unstable();
            self.form.extend(members.into_iter().flatten());
            self.form.push(u64::MAX);
        }
        for place in &records.places {
            self.form.push(self.calls.of(place.number("call").wrapping_add(1) & 0xFFFF_FFFF));
        }
    }
}

/// Numbers that people see, and that decide nothing.
fn is_only_shown(known: Known) -> bool {
    matches!(known, Known::Ani | Known::Dnis | Known::OtherParty | Known::RedirectingParty | Known::Who)
}

fn bytes(value: &[u8]) -> u64 {
    value.iter().fold(value.len() as u64, |sum, byte| sum.wrapping_mul(257).wrapping_add(u64::from(*byte)))
}
