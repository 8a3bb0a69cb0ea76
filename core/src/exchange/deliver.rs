//! Signals on their way out: what is remembered of one becomes a [`Signal`] when it is taken, with texts from the
//! exchange's own memory.

use super::Exchange;
use super::data::{attached, fresh};
use super::links::NONE;
use super::memory::{Detail, Post};
use super::number::{Is, Target};
use super::records::{leg, station};
use crate::data::{Entry, Known, Record};
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
}

/// No entry yet.
const NO_ENTRY: Entry<'static> = Entry::known(Known::To, "");

/// Puts an entry of a signal down.
struct Hand<P>(P);

impl<'a, P: FnMut(Entry<'a>)> Hand<P> {
    fn known(&mut self, key: Known, value: Option<&'a str>) {
        if let Some(value) = value {
            (self.0)(Entry::known(key, value));
        }
    }
}

impl Exchange<'_> {
    /// The next signal, in order of extension; `None` when every station has been told. Not an iterator: a signal borrows
    /// from the exchange.
    #[expect(clippy::should_implement_trait, reason = "an iterator cannot lend its items")]
    pub fn next(&mut self) -> Option<Delivery<'_>> {
        let (mut entries, mut count) = ([NO_ENTRY; MAX_ENTRIES], 0usize);
        let told = self.next_with(|entry| {
            if let Some(place) = entries.get_mut(count) {
                *place = entry;
                count = count.wrapping_add(1);
            }
        })?;
        Some(Delivery { station: told.station, call: told.call, plain: told.signal, entries, count })
    }

    /// As [`next`](Exchange::next); the signal's entries, at most [`MAX_ENTRIES`], are put where the caller wants them.
    pub fn next_with<'a>(&'a mut self, put: impl FnMut(Entry<'a>)) -> Option<Told> {
        let (place, given) = (self.state.post, self.state.given);
        if place >= self.state.posts {
            return None;
        }
        let post = self.memory.posts.get(place)?;
        self.state.given = self.rest(post, given);
        if self.state.given == 0 {
            self.state.post = place.wrapping_add(1);
        }
        Some(self.told(post, given, Hand(put)))
    }

    /// Where a post goes on that gives more than one signal; 0 when this is its last.
    fn rest(&self, post: &Post, given: u32) -> u32 {
        match post.detail {
            Detail::List => self.next_at_station(listed(post, given)).wrapping_add(1),
            Detail::Data | Detail::Changed => {
                let next = given.wrapping_add(MAX_ENTRIES as u32);
                if self.entries_of(post).count() > next as usize { next } else { 0 }
            }
            _ => 0,
        }
    }

    /// The data that a signal tells.
    fn entries_of(&self, post: &Post) -> impl Iterator<Item = Record<'_>> {
        let changed = post.detail == Detail::Changed;
        self.data(post.call).records().filter(move |record| if changed { fresh(*record) } else { attached(*record) })
    }

    fn told<'a, P: FnMut(Entry<'a>)>(&'a self, post: &Post, given: u32, mut hand: Hand<P>) -> Told {
        let (mut at, mut call, mut which) = (post.connection, post.call, post.which);
        if post.detail == Detail::List {
            at = listed(post, given);
            (call, which) = (self.leg(at).call, self.which(at));
        }
        let mut plain =
            Signal { call: which, with: post.with, cause: post.cause, request: post.request, ..Signal::new(post.what) };
        match post.what {
            K::Initiated | K::Originated | K::Established if !which.id.is_none() => plain.reference = which.reference,
            K::ResyncCall => {
                let leg = self.leg(at);
                (plain.reference, plain.local, plain.far) = (which.reference, leg.local, leg.far);
            }
            K::Forward => {
                plain.forward = ForwardKind::from_code(post.state).unwrap_or(ForwardKind::Immediate);
                let to = self.forward_target(post.station, plain.forward);
                plain.on = !to.is_empty();
                hand.known(Known::To, Some(to).filter(|to| !to.is_empty()));
            }
            K::DoNotDisturb | K::MessageWaiting | K::Mute => plain.on = post.state != 0,
            _ => {}
        }
        match post.detail {
            Detail::Plain => {}
            Detail::Offer | Detail::List => self.offer_of(at, &mut plain, &mut hand),
            Detail::Party => {
                let joins = matches!(post.what, K::PartyJoined | K::PartyLeft);
                hand.known(if joins { Known::Party } else { Known::OtherParty }, self.text_of(post.about));
                if post.what == K::Reference {
                    let id = Known::ExternalReferenceId;
                    hand.known(id, self.data(call).known(id));
                }
            }
            Detail::Parties => self.others_of(at, &mut hand),
            Detail::Data | Detail::Changed => {
                plain.on = post.detail == Detail::Changed && self.entries_of(post).any(|record| record.removed);
                let entries = self.entries_of(post).skip(given as usize).take(MAX_ENTRIES);
                entries.filter_map(|record| record.entry()).for_each(&mut hand.0);
            }
        }
        Told { station: post.station, call: self.call_number(call), signal: plain }
    }

    fn text_of(&self, target: Target) -> Option<&str> {
        if target == Target::NONE { None } else { Some(self.number(target).text()) }
    }

    /// Kind and numbers of a call, as its station is told them.
    fn offer_of<'a>(&'a self, at: u32, plain: &mut Signal<'static>, hand: &mut Hand<impl FnMut(Entry<'a>)>) {
        let leg = self.leg(at);
        let call = self.call(leg.call);
        let data = self.data(leg.call);
        let placed = self.placed(at);
        let made_here = placed && plain.what == K::Originated;
        let other = self.other_party(at);
        plain.kind = self.kind_of(at, other);
        plain.acd = leg.flags.has(leg::ACD);
        let conference = leg.far == State::Unknown;
        if plain.what == K::ResyncCall && conference {
            self.others_of(at, hand);
        }
        plain.attempt = if plain.what == K::Offered { call.attempts } else { 0 };
        let (ani, party) = (data.known(Known::Ani), self.text_of(other));
        // With another party since, the station knows already who called.
        let moved =
            leg.flags.has(leg::NAMED) || if placed { party != data.known(Known::To) } else { leg.from != other };
        let moved = moved && plain.what == K::ResyncCall && !conference;
        if !placed && !moved {
            hand.known(Known::Ani, ani.or(party));
        }
        // The trunk's caller has a number, and the party another name.
        if moved || !placed && ani.is_some() && !conference {
            hand.known(Known::OtherParty, party);
        }
        hand.known(Known::Dnis, data.known(Known::Dnis).or(data.known(Known::To)));
        if !made_here {
            hand.known(Known::RedirectingParty, self.text_of(call.redirected));
            for fact in [Known::ExternalReferenceId, Known::ExternalOriginalReferenceId, Known::Presentation] {
                hand.known(fact, data.known(fact));
            }
        }
    }

    /// The other parties of a conference.
    fn others_of<'a>(&'a self, at: u32, hand: &mut Hand<impl FnMut(Entry<'a>)>) {
        let mut other = self.party(self.first_of(self.leg(at).call), at);
        while other != NONE {
            hand.known(Known::Party, self.text_of(Target::station(self.leg(other).station)));
            other = self.party(self.next_of(other), at);
        }
    }

    /// Whether the station placed this call itself.
    pub(super) fn placed(&self, at: u32) -> bool {
        let leg = self.leg(at);
        !leg.id.is_none() && leg.flags.has(leg::IN) && !leg.flags.has(leg::FETCHED)
    }

    /// Who was dialled, where the call came to nobody.
    fn nobody_at(&self, call: u32) -> Target {
        self.data(call).known(Known::To).map_or(Target::NONE, |number| self.lookup(number))
    }

    /// Inbound and outbound go over a trunk, internal does not. A station knows its own consultation itself.
    fn kind_of(&self, at: u32, other: Target) -> Option<CallKind> {
        let leg = self.leg(at);
        let trunk = |at: u32| self.extension(at).flags.has(station::TRUNK);
        let other = if other == Target::NONE { self.nobody_at(leg.call) } else { other };
        let over_trunk = trunk(leg.station) || matches!(other.is(), Is::Station(other) if trunk(other));
        // Who fetches a call takes the place of the one that it was for.
        let first = self.party(self.first_of(leg.call), at);
        let placed = if first != NONE && leg.flags.has(leg::FETCHED) { !self.placed(first) } else { self.placed(at) };
        match (over_trunk, placed) {
            _ if leg.flags.has(leg::CONSULT) => None,
            (false, _) if other == Target::NONE => None,
            (false, _) => Some(CallKind::Internal),
            (true, true) => Some(CallKind::Outbound),
            (true, false) => Some(CallKind::Inbound),
        }
    }
}

/// The connection that a list has come to.
const fn listed(post: &Post, given: u32) -> u32 {
    if given == 0 { post.connection } else { given.wrapping_sub(1) }
}
