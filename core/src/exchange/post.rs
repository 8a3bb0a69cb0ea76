//! Signals on their way to stations, in order of extension.

use super::Exchange;
use super::links::NONE;
use super::memory::{Detail, Post};
use super::number::Target;
use super::records::{leg, station};
use crate::bytes::shift;
use crate::cause::Cause;
use crate::id::Which;
use crate::signal::SignalKind as K;

impl Exchange<'_> {
    /// A signal about a connection, for its station.
    pub(super) fn post(&mut self, at: u32, what: K) -> &mut Post {
        let reference = self.reference(at);
        let leg = self.leg_mut(at);
        leg.flags.set(leg::TOLD, true);
        let (id, station, call) = (leg.id, leg.station, leg.call);
        let post = self.enqueue(station, what);
        (post.which, post.connection, post.call) = (Which { id, reference }, at, call);
        if matches!(what, K::Offered | K::Originated) {
            post.detail = Detail::Offer;
        }
        post
    }

    /// As [`post`](Self::post), of a party or a place.
    pub(super) fn post_about(&mut self, at: u32, what: K, about: Target, cause: Cause) {
        let post = self.post(at, what);
        (post.about, post.detail, post.cause) = (about, Detail::Party, cause);
    }

    /// Puts a signal among those to be given: by extension, and in the order they came for each.
    pub(super) fn enqueue(&mut self, station: u32, what: K) -> &mut Post {
        let end = self.state.posts;
        let mut place = end;
        let unplugged = self.extension(station).flags.has(station::UNPLUGGED);
        if unplugged || end >= self.memory.posts.len() {
            self.state.lost = self.state.lost.wrapping_add((!unplugged).into());
            place = usize::MAX;
        } else {
            while let Some(before) = place.checked_sub(1) {
                let after = self.memory.posts.get(before).map_or(NONE, |post| post.station);
                if after == station || self.extension(after).number <= self.extension(station).number {
                    break;
                }
                place = before;
            }
            let later = end.wrapping_sub(place);
            if later > 0 {
                shift(self.memory.posts, place, later, place.wrapping_add(1));
            }
            self.state.posts = end.wrapping_add(1);
        }
        let post = self.memory.posts.get_mut(place).unwrap_or(&mut self.spare.post);
        *post = Post { station, what, ..Post::EMPTY };
        post
    }
}
