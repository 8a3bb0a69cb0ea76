//! Signals on their way to stations, in order of extension.

use super::Exchange;
use super::links::NONE;
use super::memory::{Detail, Post};
use super::records::{leg, station};
use crate::bytes::shift;
use crate::id::Which;
use crate::signal::SignalKind as K;

impl Exchange<'_> {
    /// A signal about a connection, for its station.
    pub(super) fn post(&mut self, at: u32, what: K) -> &mut Post {
        let reference = self.reference(at);
        let leg = self.leg_mut(at);
        leg.flags |= leg::TOLD;
        let (id, station, call) = (leg.id, leg.station, leg.call);
        let detail = if what == K::Offered || what == K::Originated { Detail::Offer } else { Detail::Plain };
        self.enqueue(Post {
            which: Which { id, reference },
            station,
            connection: at,
            call,
            what,
            detail,
            ..Post::EMPTY
        })
    }

    /// Puts a signal among those to be given: by extension, and in the order they came for each.
    pub(super) fn enqueue(&mut self, post: Post) -> &mut Post {
        if self.extension(post.station).flags & station::UNPLUGGED != 0 {
            return &mut self.spare.post;
        }
        if self.state.posts >= self.memory.posts.len() {
            self.state.lost = self.state.lost.saturating_add(1);
            return &mut self.spare.post;
        }
        let mut place = self.state.posts;
        while let Some(before) = place.checked_sub(1) {
            let after = self.memory.posts.get(before).map_or(NONE, |post| post.station);
            if after == post.station || self.number_of(after) <= self.number_of(post.station) {
                break;
            }
            place = before;
        }
        let later = self.state.posts.saturating_sub(place);
        if later > 0 {
            shift(self.memory.posts, place, later, place.saturating_add(1));
        }
        self.state.posts = self.state.posts.saturating_add(1);
        match self.memory.posts.get_mut(place) {
            Some(slot) => {
                *slot = post;
                slot
            }
            None => &mut self.spare.post,
        }
    }

    /// The last signal for a connection's station.
    pub(super) fn last_post(&mut self, at: u32) -> Option<&mut Post> {
        let station = self.leg(at).station;
        self.memory.posts.get_mut(..self.state.posts)?.iter_mut().rev().find(|post| post.station == station)
    }

    fn number_of(&self, station: u32) -> &[u8] {
        self.extension(station).number.bytes()
    }
}
