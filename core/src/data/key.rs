//! Keys of attached data: well-known ones are numbers inside and names outside.

use super::names;
use crate::list::list;
use crate::syntax::Piece;

list! {
    /// Keys that have a number. Up to 199 they are entries like any other, of the call's own
    /// application, under these names; from 200 on they are texts of signals, requests and commands, which no
    /// codec and no application sees.
    Known {
        /// CALL, CHAT (SAP C4C guide).
        Type = 1 "Type",
        /// CTI vendor id.
        Cid = 2 "CID",
        /// The calling number.
        Ani = 3 "ANI",
        /// The called number.
        Dnis = 4 "DNIS",
        /// The caller's account.
        Bp = 5 "BP",
        /// Ticket.
        TicketId = 6 "TicketID",
        /// Serial number of a registered product.
        SerialNo = 7 "SerialNo",
        /// Mail address.
        Email = 8 "Email",
        /// The call's id at the CTI system; new on each leg.
        ExternalReferenceId = 9 "ExternalReferenceID",
        /// The id of the first leg; the same on every leg.
        ExternalOriginalReferenceId = 10 "ExternalOriginalReferenceID",
        /// INBOUND, OUTBOUND, UPDATEACTIVITY, TRANSFER.
        EventType = 11 "EventType",
        /// Free text.
        Custom1 = 12 "Custom_1",
        /// Free text.
        Custom2 = 13 "Custom_2",
        /// Free text.
        Custom3 = 14 "Custom_3",
        /// Free text.
        Custom4 = 15 "Custom_4",
        /// Activity at the CRM.
        ActivityUuid = 16 "ActivityUUID",
        /// Transcript of a chat.
        Transcript = 17 "Transcript",
        /// NOTIFY, ACCEPT, END.
        Action = 18 "Action",
        /// The party at the far end, where it is neither ANI nor DNIS.
        OtherParty = 19 "OtherParty",
        /// Who sent the call on.
        RedirectingParty = 20 "RedirectingParty",
        /// A party of a conference; one entry each.
        Party = 21 "Party",
        /// Whether the caller's number may be shown ([`Presentation`](crate::Presentation) names).
        Presentation = 22 "Presentation",

        /// `to=`: a destination.
        To = 200 "to",
        /// `digits=`.
        Digits = 201 "digits",
        /// `of=`: the station or place a call is fetched from.
        Of = 202 "of",
        /// `group=`: the pickup group.
        Group = 203 "group",
        /// `agent=`: the agent's id.
        AgentId = 204 "agent",
        /// `queue=`, `name=`: a queue.
        QueueName = 205 "queue",
        /// `skills=`.
        Skills = 206 "skills",
        /// A party that is being added.
        Adding = 207 "adding",
        /// `party=` of a request.
        Dropped = 208 "party",
        /// The party that joined or left last.
        Who = 209 "who",
        /// Where every call is forwarded.
        ForwardImmediate = 210 "forward-immediate",
        /// Where calls are forwarded when busy.
        ForwardBusy = 211 "forward-busy",
        /// Where calls are forwarded when nobody answers.
        ForwardNoAnswer = 212 "forward-no-answer",
    }
}

impl Known {
    /// Whether this is an entry that applications and codecs see.
    pub const fn is_data(self) -> bool {
        self.code() < 200
    }

    /// Whether the signals of a call set this key. A consultation call never takes these over from its
    /// primary, but for the original external id.
    pub const fn is_fact(self) -> bool {
        matches!(
            self,
            Self::Ani
                | Self::Dnis
                | Self::OtherParty
                | Self::RedirectingParty
                | Self::ExternalReferenceId
                | Self::ExternalOriginalReferenceId
                | Self::Party
                | Self::Presentation
        )
    }
}

/// The key of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Key<'a> {
    /// A well-known key of the call's own application.
    Known(Known),
    /// Any other.
    Own {
        /// The application; empty for the call's own.
        app: &'a str,
        /// The key within the application; never empty.
        name: &'a str,
    },
}

impl<'a> Key<'a> {
    /// The key written `[app:]name`: a well-known one where the names say so.
    pub fn new(app: &'a str, name: &'a str) -> Self {
        match names::find(Piece::whole(name.as_bytes())) {
            Some(known) if app.is_empty() => Self::Known(known),
            _ => Self::Own { app, name },
        }
    }

    /// The same key, written the one way: a well-known key by its number, however it was given.
    #[inline(always)]
    pub fn plain(self) -> Self {
        match self {
            Self::Own { app: "", name } => names::find(Piece::whole(name.as_bytes())).map_or(self, Self::Known),
            key => key,
        }
    }

    /// Whether both are the same key, however each was given.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Known(one), Self::Known(other)) => one == other,
            // A key in letters is never one that applications do not see.
            _ => self.name() == other.name() && self.app() == other.app() && self.is_hidden() == other.is_hidden(),
        }
    }

    /// Whether no application sees an entry of this key.
    pub(super) const fn is_hidden(&self) -> bool {
        matches!(self, Self::Known(known) if !known.is_data())
    }

    /// The application; empty for the call's own.
    pub const fn app(&self) -> &'a str {
        match self {
            Self::Known(_) => "",
            Self::Own { app, .. } => app,
        }
    }

    /// The name within the application.
    pub const fn name(&self) -> &'a str {
        match self {
            Self::Known(known) => known.name(),
            Self::Own { name, .. } => name,
        }
    }
}

/// One entry: a key and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Entry<'a> {
    /// The key.
    pub key: Key<'a>,
    /// The value; may be empty.
    pub value: &'a str,
}

impl<'a> Entry<'a> {
    /// An entry under a well-known key.
    pub const fn known(key: Known, value: &'a str) -> Self {
        Self { key: Key::Known(key), value }
    }

    /// The entry written `[app:]name=value`.
    pub fn new(app: &'a str, name: &'a str, value: &'a str) -> Self {
        Self { key: Key::new(app, name), value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_however_it_was_given() {
        let own = |app, name| Key::Own { app, name };
        let keys = [
            Key::Known(Known::Ani),
            Key::Known(Known::To),
            own("", "ANI"),
            own("", "to"),
            own("", "Ani"),
            own("", "Colour"),
            own("SAP-IC", "ANI"),
            own("SAP-IC", "Colour"),
        ];
        for one in keys {
            for other in keys {
                assert_eq!(one.is(&other), one.plain() == other.plain(), "{one:?} {other:?}");
            }
        }
    }
}
