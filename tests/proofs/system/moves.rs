//! What can happen next: what the users may wish, what the links may do, and time.

use offhook::data::Data;
use offhook::{CallId, Entry, Input, Key, Known, Request, RequestKind as R, Station};

use crate::invariants::Broken;
use crate::rig::show;
use crate::system::world::World;

/// One thing that happens. Small: the way to every state is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// A user wishes something.
    Wish(Wish),
    /// The first signal of a station's link arrives.
    Arrive(u8),
    /// It is lost.
    Lose(u8),
    /// It arrives twice.
    Repeat(u8),
    /// The second arrives, then the first.
    Swap(u8),
    /// The link is lost.
    Down(u8),
    /// The link is back.
    Up(u8),
    /// The next deadline comes; where stations have one at the same time, in the order of this number.
    Time(u8),
    /// It comes while a signal is on its way.
    Late(u8),
    /// So many milliseconds pass.
    Wait(u16),
}

impl Move {
    /// The same deadline in the other orders of so many stations.
    pub fn in_other_orders(self, stations: usize) -> impl Iterator<Item = Self> {
        let others = 1..(1..=stations as u8).product();
        others.filter_map(move |order| match self {
            Self::Time(0) => Some(Self::Time(order)),
            Self::Late(0) => Some(Self::Late(order)),
            _ => None,
        })
    }

    /// Whether something goes wrong.
    pub fn is_mishap(self) -> bool {
        matches!(self, Self::Lose(_) | Self::Repeat(_) | Self::Swap(_) | Self::Down(_) | Self::Late(_))
    }
}

/// A user's wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whose.
    pub station: u8,
    /// What.
    pub what: R,
    /// The slot of its call; [`NO_CALL`]: none.
    pub slot: u8,
    /// Which of the words that go with it ([`Alphabet::to`]); of features also: off, where it is [`OFF`].
    pub word: u8,
}

/// No call is named.
pub const NO_CALL: u8 = u8::MAX;
/// A feature is switched off.
pub const OFF: u8 = u8::MAX;

/// What a system is tried with.
#[derive(Clone, Debug)]
pub struct Alphabet {
    /// What users may wish.
    pub wishes: &'static [R],
    /// Numbers that calls are placed to, sent on to, and features use.
    pub to: &'static [&'static str],
    /// Places where calls are parked, fetched from; queues to log in to.
    pub at: &'static [&'static str],
    /// Users act while at most so many signals are on their way.
    pub ahead: usize,
    /// What links do wrong, all in all.
    pub faults: u8,
    /// Which of it.
    pub mishaps: &'static [Mishap],
}

/// What a link does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// A signal is lost.
    Loss,
    /// A signal comes twice.
    Repeat,
    /// Two signals change places.
    Swap,
    /// The link is lost, and comes back.
    Break,
    /// A signal comes after the time in which it should have come.
    Late,
}

/// The words of a wish; `None` where the kind takes none.
fn words(alphabet: &Alphabet, what: R) -> Option<&'static [&'static str]> {
    match what {
        R::MakeCall | R::Consult | R::Deflect | R::BlindTransfer | R::AddParty | R::Dial | R::Forward => {
            Some(alphabet.to)
        }
        R::Park | R::Pickup | R::LogIn => Some(alphabet.at),
        _ => None,
    }
}

/// Whether the wish names no call.
pub fn is_of_station(what: R) -> bool {
    use R::*;
    matches!(
        what,
        MakeCall | Pickup | LogIn | LogOut | Ready | NotReady | WrapUp | Forward | DoNotDisturb | MessageWaiting | Mute
    )
}

impl Alphabet {
    /// Whether users name parties, or join calls that have them.
    pub fn names_parties(&self) -> bool {
        [R::Conference, R::AddParty, R::DropParty].iter().any(|what| self.wishes.contains(what))
    }

    /// What can happen now.
    pub fn moves(&self, world: &mut World, faults: u8) -> Vec<Move> {
        let mut moves = Vec::with_capacity(32);
        let on_the_way = world.on_the_way();
        for (at, link) in (0..).zip(&world.links) {
            if link.down {
                moves.push(Move::Up(at));
                continue;
            }
            if !link.waiting.is_empty() {
                moves.push(Move::Arrive(at));
            }
            let may = |mishap| faults > 0 && self.mishaps.contains(&mishap);
            if may(Mishap::Loss) && !link.waiting.is_empty() {
                moves.push(Move::Lose(at));
            }
            if may(Mishap::Repeat) && !link.waiting.is_empty() {
                moves.push(Move::Repeat(at));
            }
            if may(Mishap::Swap) && link.waiting.len() > 1 {
                moves.push(Move::Swap(at));
            }
            if may(Mishap::Break) {
                moves.push(Move::Down(at));
            }
        }
        if on_the_way > self.ahead {
            return moves;
        }
        for station in 0..world.seats.len() {
            self.wishes_of(world, station, &mut moves);
        }
        if world.deadline().is_some() {
            match on_the_way {
                0 => moves.push(Move::Time(0)),
                _ if faults > 0 && self.mishaps.contains(&Mishap::Late) => moves.push(Move::Late(0)),
                _ => {}
            }
        }
        moves
    }

    fn wishes_of(&self, world: &World, station: usize, moves: &mut Vec<Move>) {
        let mut rig = world.seats[station].rig.clone();
        let here = rig.station();
        for what in self.wishes.iter().copied() {
            let words = words(self, what).map_or(1, |words| words.len());
            let wish = |slot, word| Move::Wish(Wish { station: station as u8, what, slot, word });
            if is_of_station(what) {
                if here.allowed(what, CallId::NONE).is_err() {
                    continue;
                }
                moves.extend((0..words).map(|word| wish(NO_CALL, word as u8)));
                if matches!(what, R::Forward | R::DoNotDisturb) {
                    moves.push(wish(NO_CALL, OFF));
                }
                continue;
            }
            for call in &world.seats[station].calls {
                let slot = call.id.slot() as u8;
                if here.allowed(what, call.id).is_err() {
                    continue;
                }
                let words = if what == R::DropParty { parties(&here, call.id).len() } else { words };
                let some = |word: &u8| what == R::DropParty || !self.is_empty(what, *word);
                moves.extend((0..words as u8).filter(some).map(|word| wish(slot, word)));
            }
        }
    }

    /// Only a call can be placed without a number.
    fn is_empty(&self, what: R, word: u8) -> bool {
        words(self, what).is_some_and(|words| words[usize::from(word)].is_empty())
    }

    /// Whether this can happen now: a user's wish is one that is allowed.
    pub fn can(&self, world: &World, what: Move) -> bool {
        let link = |at: u8| &world.links[usize::from(at)];
        match what {
            Move::Wish(wish) => {
                let station = usize::from(wish.station);
                let call = if wish.slot == NO_CALL { CallId::NONE } else { world.call_in(station, wish.slot.into()) };
                let named = wish.slot == NO_CALL || !call.is_none();
                let known = wish.what != R::DropParty || !self.word(world, &wish).is_empty();
                named && known && world.seats[station].rig.clone().station().allowed(wish.what, call).is_ok()
            }
            Move::Arrive(at) | Move::Lose(at) | Move::Repeat(at) => !link(at).down && !link(at).waiting.is_empty(),
            Move::Swap(at) => !link(at).down && link(at).waiting.len() > 1,
            Move::Down(at) => !link(at).down,
            Move::Up(at) => link(at).down,
            Move::Time(_) | Move::Wait(_) => true,
            Move::Late(_) => world.on_the_way() > 0,
        }
    }

    /// Does this. A wish that is refused although it is allowed breaks a rule.
    ///
    /// # Errors
    /// The rule that does not hold.
    pub fn make(&self, world: &mut World, what: Move) -> Result<(), Broken> {
        match what {
            Move::Wish(wish) => self.wish(world, &wish),
            Move::Arrive(at) => world.arrive(at.into(), 0).map(|_| ()),
            Move::Lose(at) => {
                world.lawful = false;
                world.links[usize::from(at)].waiting.pop_front();
                Ok(())
            }
            Move::Repeat(at) => {
                world.lawful = false;
                let link = &mut world.links[usize::from(at)];
                if let Some(first) = link.waiting.front().cloned() {
                    link.waiting.push_front(first);
                }
                world.arrive(at.into(), 0)?;
                world.arrive(at.into(), 0).map(|_| ())
            }
            Move::Swap(at) => {
                world.lawful = false;
                world.links[usize::from(at)].waiting.swap(0, 1);
                world.arrive(at.into(), 0)?;
                world.arrive(at.into(), 0).map(|_| ())
            }
            Move::Down(at) => world.link_down(at.into()),
            Move::Up(at) => world.link_up(at.into()),
            Move::Time(order) => pass(world, order),
            Move::Late(order) => {
                world.lawful = false;
                pass(world, order)
            }
            Move::Wait(time) => world.at(world.now + u64::from(time)),
        }
    }

    fn wish(&self, world: &mut World, wish: &Wish) -> Result<(), Broken> {
        let station = usize::from(wish.station);
        let call = match wish.slot {
            NO_CALL => CallId::NONE,
            slot => world.call_in(station, slot.into()),
        };
        let word = self.word(world, wish);
        let entries = entries(wish.what, &word);
        let on = wish.word != OFF;
        let request = Request { call, on, entries: &entries, ..Request::new(wish.what) };
        let before = world.seats[station].rig.clone().station().allowed(wish.what, call);
        let heard = world.wish(station, &request)?;
        match (before, heard) {
            (Ok(()), Err(cause)) if cause != offhook::Cause::NO_ROOM => Err(Broken {
                rule: "I21",
                seen: format!("allowed, and refused {:?}: {}", cause.name(), show(&Input::Request(request))),
            }),
            _ => Ok(()),
        }
    }

    /// The word that goes with a wish, empty for none.
    pub fn word(&self, world: &World, wish: &Wish) -> String {
        let at = usize::from(wish.word);
        if wish.what == R::DropParty {
            let mut rig = world.seats[usize::from(wish.station)].rig.clone();
            let call = world.call_in(wish.station.into(), wish.slot.into());
            return parties(&rig.station(), call).get(at).cloned().unwrap_or_default();
        }
        words(self, wish.what).and_then(|words| words.get(at)).copied().unwrap_or_default().to_owned()
    }
}

/// Time passes until somebody says something. A deadline may be early by one that is not needed any more: nothing is
/// said then, and the state is the same but for that.
fn pass(world: &mut World, order: u8) -> Result<(), Broken> {
    let said = world.said;
    let order = order_of(order.into(), world.seats.len());
    world.tied = false;
    while let Some(due) = world.deadline().filter(|_| world.said == said) {
        let sent = world.on_the_way();
        world.at_in(due.max(world.now), &order)?;
        if world.on_the_way() != sent {
            break;
        }
    }
    Ok(())
}

/// The order of this number of so many stations; 0 is their own.
pub fn order_of(mut number: usize, stations: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..stations).collect();
    let mut order = Vec::with_capacity(stations);
    while !left.is_empty() {
        let at = number % left.len();
        number /= left.len();
        order.push(left.remove(at));
    }
    order
}

/// The texts of a wish.
fn entries(what: R, word: &str) -> Vec<Entry<'_>> {
    let known = |key| vec![Entry::known(key, word)];
    match what {
        R::Dial => known(Known::Digits),
        R::Dtmf => vec![Entry::known(Known::Digits, "5")],
        R::DropParty => known(Known::Dropped),
        R::Attach => vec![Entry::known(Known::TicketId, "7")],
        R::Detach => vec![Entry::known(Known::TicketId, "")],
        // Without one: whatever rings in the station's group.
        R::Pickup if word.is_empty() => Vec::new(),
        R::Pickup => known(Known::Of),
        R::LogIn => {
            let queue = Entry::known(Known::QueueName, word);
            std::iter::once(Entry::known(Known::AgentId, "a")).chain(Some(queue).filter(|_| !word.is_empty())).collect()
        }
        // Without a number: dial tone.
        _ if word.is_empty() => Vec::new(),
        _ => known(Known::To),
    }
}

/// The parties that a station can drop from a call: while one is being added, that one.
fn parties(station: &Station<'_>, call: CallId) -> Vec<String> {
    let data = station.data(call).unwrap_or_default();
    let named = |data: &Data<'_>, known| -> Vec<String> {
        data.iter().filter(|entry| entry.key == Key::Known(known)).map(|entry| entry.value.to_owned()).collect()
    };
    let adding = station.call(call).is_some_and(|call| call.pending == Some(R::AddParty));
    if !adding {
        return named(&data, Known::Party);
    }
    let to = data.records().filter(|record| record.known == Some(Known::To) && !record.removed);
    to.map(|record| String::from_utf8_lossy(record.value).into_owned()).collect()
}
