//! Signals on their way out: what is remembered of one becomes a [`Signal`] when it is taken, with texts from the
//! exchange's own memory.

use super::Exchange;
use super::data::FRESH;
use super::data::attached;
use super::links::{List, NONE};
use super::memory::{Detail, Post};
use super::number::{Is, Target};
use super::records::{leg, lists, station};
use crate::data::{Entry, Key, Known};
use crate::id::Which;
use crate::signal::{Signal, SignalKind as K};
use crate::state::{CallKind, ForwardKind, State};

/// The most entries of one signal. More data are told in several.
pub const MAX_ENTRIES: usize = 32;

/// One signal for one station.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Delivery<'a> {
    /// The station.
    pub station: u32,
    /// The exchange's number of the call, 0 for none: the same for every station in it.
    pub call: u64,
    plain: Signal<'static>,
    entries: [Entry<'a>; MAX_ENTRIES],
    count: usize,
}

impl Delivery<'_> {
    /// The signal.
    pub fn signal(&self) -> Signal<'_> {
        Signal { entries: self.entries.get(..self.count).unwrap_or_default(), ..self.plain }
    }
}

/// One signal for one station, whose entries the caller has by themselves.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Told {
    /// The station.
    pub station: u32,
    /// The exchange's number of the call, 0 for none: the same for every station in it.
    pub call: u64,
    /// The signal but for its entries.
    pub signal: Signal<'static>,
    /// How many entries were written.
    pub entries: usize,
}

/// No entry yet.
const NO_ENTRY: Entry<'static> = Entry::known(Known::To, "");

/// Entries in the making.
struct Hand<'h, 'a> {
    entries: &'h mut [Entry<'a>; MAX_ENTRIES],
    count: usize,
}

impl<'a> Hand<'_, 'a> {
    fn put(&mut self, entry: Entry<'a>) {
        if let Some(place) = self.entries.get_mut(self.count) {
            *place = entry;
            self.count = self.count.saturating_add(1);
        }
    }

    fn known(&mut self, key: Known, value: Option<&'a str>) {
        if let Some(value) = value {
            self.put(Entry::known(key, value));
        }
    }
}

impl Exchange<'_> {
    /// The next signal, in order of extension; `None` when every station has been told. Not an iterator: a signal borrows
    /// from the exchange.
    #[expect(clippy::should_implement_trait, reason = "an iterator cannot lend its items")]
    pub fn next(&mut self) -> Option<Delivery<'_>> {
        let post = self.take()?;
        let mut entries = [NO_ENTRY; MAX_ENTRIES];
        let Told { station, call, signal: plain, entries: count } = self.told(&post, &mut entries);
        Some(Delivery { station, call, plain, entries, count })
    }

    /// As [`next`](Exchange::next), with the signal's entries where the caller wants them.
    pub fn next_into<'a>(&'a mut self, entries: &mut [Entry<'a>; MAX_ENTRIES]) -> Option<Told> {
        let post = self.take()?;
        Some(self.told(&post, entries))
    }

    /// The next one on its way.
    fn take(&mut self) -> Option<Post> {
        let place = self.state.post;
        if place >= self.state.posts {
            return None;
        }
        let post = *self.memory.posts.get(place)?;
        if !self.goes_on(place, &post) {
            self.state.post = place.saturating_add(1);
        }
        Some(post)
    }

    /// Whether a post gives more than one signal, and another one now.
    fn goes_on(&mut self, place: usize, post: &Post) -> bool {
        let more = |from: u16, count: usize| {
            let next = from.saturating_add(MAX_ENTRIES as u16);
            (count > usize::from(next)).then_some(next)
        };
        let (connection, detail) = match post.detail {
            Detail::List => {
                let next = List::<{ lists::OF_STATION }>::after(self.memory.connections, post.connection);
                if next == NONE {
                    return false;
                }
                (next, Detail::List)
            }
            Detail::Data(from) => match more(from, self.data(post.call).records().filter(attached).count()) {
                Some(next) => (post.connection, Detail::Data(next)),
                None => return false,
            },
            Detail::Changed(from) => match more(from, self.fresh(post.call).count()) {
                Some(next) => (post.connection, Detail::Changed(next)),
                None => return false,
            },
            _ => return false,
        };
        if let Some(post) = self.memory.posts.get_mut(place) {
            (post.connection, post.detail) = (connection, detail);
        }
        true
    }

    fn told<'a>(&'a self, post: &Post, entries: &mut [Entry<'a>; MAX_ENTRIES]) -> Told {
        let at = post.connection;
        let listed = post.detail == Detail::List;
        let which = if listed { self.which(at) } else { post.which };
        let call = if listed { self.leg(at).call } else { post.call };
        let mut plain =
            Signal { call: which, with: post.with, cause: post.cause, request: post.request, ..Signal::new(post.what) };
        let mut hand = Hand { entries, count: 0 };
        match post.what {
            K::Initiated | K::Originated | K::Established if !which.id.is_none() => plain.reference = which.reference,
            K::ResyncCall => self.state_of(at, which, &mut plain),
            K::Forward => plain.forward = ForwardKind::from_code(post.state).unwrap_or(ForwardKind::Immediate),
            K::DoNotDisturb | K::MessageWaiting | K::Mute => plain.on = post.state != 0,
            _ => {}
        }
        match post.detail {
            Detail::Plain => {}
            Detail::Offer | Detail::List => self.offer_of(at, &mut plain, &mut hand),
            Detail::Party => self.party_of(post, &mut hand),
            Detail::Parties => self.others_of(at, &mut hand),
            Detail::Data(from) => {
                let entries = self.data(call).records().filter(attached).filter_map(|record| record.entry());
                entries.skip(usize::from(from)).take(MAX_ENTRIES).for_each(|entry| hand.put(entry));
            }
            Detail::Changed(from) => {
                plain.on = self.data(call).records().any(|record| record.tag == FRESH && record.removed);
                self.fresh(call).skip(usize::from(from)).take(MAX_ENTRIES).for_each(|entry| hand.put(entry))
            }
            Detail::Forward => {
                let to = self.forward_target(post.station, plain.forward);
                plain.on = !to.is_empty();
                hand.known(Known::To, Some(to).filter(|to| !to.is_empty()));
            }
        }
        Told { station: post.station, call: self.call_number(call), signal: plain, entries: hand.count }
    }

    fn text_of(&self, target: Target) -> Option<&str> {
        self.number(target).map(|number| number.text())
    }

    fn state_of(&self, at: u32, which: Which, plain: &mut Signal<'static>) {
        let leg = self.leg(at);
        plain.reference = which.reference;
        (plain.local, plain.far) =
            if leg.local == State::Null { (State::Null, State::Null) } else { (leg.local, leg.far) };
    }

    /// Kind and numbers of a call, as its station is told them.
    fn offer_of<'a>(&'a self, at: u32, plain: &mut Signal<'static>, hand: &mut Hand<'_, 'a>) {
        let leg = *self.leg(at);
        let call = self.call(leg.call);
        let data = self.data(leg.call);
        let placed = self.placed(at);
        let made_here = placed && plain.what == K::Originated;
        let other = self.other_party(at);
        plain.kind = self.kind_of(at, other);
        plain.acd = leg.has(leg::ACD);
        if plain.what == K::ResyncCall && leg.far == State::Unknown {
            self.others_of(at, hand);
        }
        plain.attempt = if plain.what == K::Offered { call.attempts } else { 0 };
        let ani = data.known(Known::Ani);
        let party = self.text_of(other);
        // With another party since, the station knows already who called.
        let moved = if placed { party != self.dialled(leg.call) } else { leg.has(leg::NAMED) || leg.from != other };
        let moved = moved && plain.what == K::ResyncCall;
        if !placed && !moved {
            hand.known(Known::Ani, ani.or(party));
        }
        // The trunk's caller has a number, and the party another name.
        if (moved || !placed && ani.is_some()) && leg.far != State::Unknown {
            hand.known(Known::OtherParty, party);
        }
        hand.known(Known::Dnis, data.known(Known::Dnis).or_else(|| self.dialled(leg.call)));
        if !made_here {
            hand.known(Known::RedirectingParty, self.text_of(call.redirected));
            for fact in [Known::ExternalReferenceId, Known::ExternalOriginalReferenceId, Known::Presentation] {
                hand.known(fact, data.known(fact));
            }
        }
    }

    /// The other parties of a conference.
    fn others_of<'a>(&'a self, at: u32, hand: &mut Hand<'_, 'a>) {
        for other in self.others(self.leg(at).call, at) {
            hand.known(Known::Party, self.text_of(Target::station(self.leg(other).station)));
        }
    }

    /// Whether the station placed this call itself.
    fn placed(&self, at: u32) -> bool {
        let leg = self.leg(at);
        !leg.id.is_none() && leg.has(leg::IN) && !leg.has(leg::FETCHED)
    }

    /// Who was dialled, where the call came to nobody.
    fn nobody_at(&self, call: u32) -> Target {
        self.dialled(call).map_or(Target::NONE, |number| self.lookup(number))
    }

    /// Inbound and outbound go over a trunk, internal does not. A station knows its own consultation itself.
    fn kind_of(&self, at: u32, other: Target) -> Option<CallKind> {
        let leg = self.leg(at);
        let trunk = |at: u32| self.extension(at).flags & station::TRUNK != 0;
        let other = if other == Target::NONE { self.nobody_at(leg.call) } else { other };
        let over_trunk = trunk(leg.station) || matches!(other.is(), Is::Station(other) if trunk(other));
        let mut others = self.others(leg.call, at);
        // Who fetches a call takes the place of the one that it was for.
        let placed = match others.next() {
            Some(other) if leg.has(leg::FETCHED) => !self.placed(other),
            _ => self.placed(at),
        };
        match (over_trunk, placed) {
            _ if leg.has(leg::CONSULT) => None,
            (false, _) if other == Target::NONE => None,
            (false, _) => Some(CallKind::Internal),
            (true, true) => Some(CallKind::Outbound),
            (true, false) => Some(CallKind::Inbound),
        }
    }

    fn party_of<'a>(&'a self, post: &Post, hand: &mut Hand<'_, 'a>) {
        let party = self.text_of(post.about);
        match post.what {
            K::PartyJoined | K::PartyLeft => hand.known(Known::Party, party),
            K::Reference => {
                hand.known(Known::OtherParty, party);
                hand.known(
                    Known::ExternalReferenceId,
                    self.data(post.call).get(Key::Known(Known::ExternalReferenceId)),
                );
            }
            _ => hand.known(Known::OtherParty, party),
        }
    }
}
