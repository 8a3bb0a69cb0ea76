//! Causes of events and reasons of refusals: one number space, no number lost.
//!
//! | numbers | what |
//! |---|---|
//! | `0x001..` | CSTA `EventCause` (ECMA-285) |
//! | `0x100 + n` | CSTA error, `operation` |
//! | `0x300 + n` | CSTA error, `stateIncompatibility` |
//! | `0x400 + n` | CSTA error, `systemResourceAvailability` |
//! | `0xF00 + n` | our own |
//!
//! A number without a name is carried as it came.

/// Why something happened, or why a request was refused: the error of [`Station::step`](crate::Station::step).
///
/// A number and not an enum, since networks bring causes of their own, and none of them is lost.
///
/// ```
/// use offhook::Cause;
///
/// assert_eq!(Cause::NO_HELD_CALL.to_string(), "no-held-call");
/// assert_eq!(Cause(2047).to_string(), "2047"); // the network's own
/// assert_eq!(Cause::from_name("no-held-call"), Some(Cause::NO_HELD_CALL));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[repr(transparent)]
pub struct Cause(pub u16);

impl Cause {
    /// Nothing is said.
    pub const NONE: Self = Self(0);
    /// The far party, or this station, is busy.
    pub const BUSY: Self = Self(3);
    /// Nobody answered (the network's word).
    pub const CALL_NOT_ANSWERED: Self = Self(10);
    /// The agent pressed something else (the network's word for a wish that a later wish replaced).
    pub const OVERRIDE: Self = Self(24);
    /// The network's ring limit passed.
    pub const ALERT_TIME_EXPIRED: Self = Self(60);
    /// A key or parameter that has no meaning.
    pub const INVALID_PARAMETER_VALUE: Self = Self(0x100 + 31);
    /// No such call, or it has ended.
    pub const INVALID_CONNECTION_ID: Self = Self(0x100 + 13);
    /// No such destination.
    pub const INVALID_DESTINATION: Self = Self(0x100 + 14);
    /// `ready` without a queue.
    pub const INVALID_AGENT_GROUP: Self = Self(0x100 + 32);
    /// The agent's state does not allow it.
    pub const INVALID_AGENT_STATE: Self = Self(0x100 + 35);
    /// The consultation was made for another purpose.
    pub const REQUEST_INCOMPATIBLE_WITH_CONNECTION: Self = Self(0x100 + 145);
    /// There is no active call to swap with.
    pub const NO_ACTIVE_CALL: Self = Self(0x300 + 4);
    /// There is no call to swap with, transfer or join.
    pub const NO_HELD_CALL: Self = Self(0x300 + 5);
    /// Another call takes the line and auto-hold is off.
    pub const INVALID_ACTIVE_DEVICE_STATE: Self = Self(0x300 + 17);
    /// The call's state does not allow it.
    pub const INVALID_CONNECTION_STATE: Self = Self(0x300 + 25);
    /// The telephony mode does not include it.
    pub const MODE: Self = Self(0xF01);
    /// This switch cannot do it.
    pub const UNSUPPORTED: Self = Self(0xF02);
    /// A text or an entry does not fit.
    pub const NO_ROOM: Self = Self(0xF03);
    /// Every slot is in use.
    pub const NO_SLOT: Self = Self(0xF04);
    /// The call ended first.
    pub const CALL_GONE: Self = Self(0xF05);
    /// The network did not answer in time.
    pub const TIMED_OUT: Self = Self(0xF06);
    /// Another request is under way.
    pub const REQUEST_PENDING: Self = Self(0xF07);
    /// Somebody else answered.
    pub const ANSWERED_ELSEWHERE: Self = Self(0xF08);
    /// This station did not answer within its limit.
    pub const NO_ANSWER: Self = Self(0xF09);
    /// Both ends asked at the same moment.
    pub const GLARE: Self = Self(0xF0A);
    /// A resync did not list the call.
    pub const LOST: Self = Self(0xF0B);

    /// The name in kebab-case; `None` for a number that has none, and for [`Cause::NONE`].
    pub fn name(self) -> Option<&'static str> {
        let at = NAMES.binary_search_by_key(&self.0, |row| row.0).ok()?;
        NAMES.get(at).map(|row| row.1)
    }

    /// The cause of this name. Where a refusal reason and an event cause share a name, it is the reason.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().rev().find(|row| row.1 == name).map(|row| Self(row.0))
    }

    /// Whether a call that ended with this cause was not answered by this station in time.
    pub const fn is_no_answer(self) -> bool {
        matches!(self, Self::NO_ANSWER | Self::CALL_NOT_ANSWERED | Self::ALERT_TIME_EXPIRED)
    }
}

impl core::fmt::Display for Cause {
    /// As scenarios write it: the name, `none`, or a number that has no name.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None if *self == Self::NONE => f.pad("none"),
            None => core::fmt::Display::fmt(&self.0, f),
        }
    }
}

impl core::fmt::Debug for Cause {
    /// The number and the name: a test that fails says which cause it was.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Cause({:#05x} {self})", self.0)
    }
}

impl core::error::Error for Cause {}

/// Every number that has a name, in order.
pub const NAMES: &[(u16, &str)] = &[
    (0x001, "active-participation"),
    (0x002, "alternate"),
    (0x003, "busy"),
    (0x004, "call-back"),
    (0x005, "call-cancelled"),
    (0x006, "call-forward-immediate"),
    (0x007, "call-forward-busy"),
    (0x008, "call-forward-no-answer"),
    (0x009, "call-forward"),
    (0x00A, "call-not-answered"),
    (0x00B, "call-pickup"),
    (0x00C, "camp-on"),
    (0x00D, "dest-not-obtainable"),
    (0x00E, "do-not-disturb"),
    (0x00F, "incompatible-destination"),
    (0x010, "invalid-account-code"),
    (0x011, "key-operation"),
    (0x012, "lockout"),
    (0x013, "maintenance"),
    (0x014, "network-congestion"),
    (0x015, "network-not-obtainable"),
    (0x016, "new-call"),
    (0x017, "no-available-agents"),
    (0x018, "override"),
    (0x019, "park"),
    (0x01A, "overflow"),
    (0x01B, "recall"),
    (0x01C, "redirected"),
    (0x01D, "reorder-tone"),
    (0x01E, "resources-not-available"),
    (0x01F, "silent-participation"),
    (0x020, "transfer"),
    (0x021, "trunks-busy"),
    (0x023, "blocked"),
    (0x024, "character-count-reached"),
    (0x025, "consultation"),
    (0x026, "distributed"),
    (0x027, "dtmf-digit-detected"),
    (0x028, "duration-exceeded"),
    (0x029, "end-of-message-detected"),
    (0x02A, "entering-distribution"),
    (0x02B, "forced-pause"),
    (0x02C, "make-call"),
    (0x02D, "message-size-exceeded"),
    (0x02E, "network-signal"),
    (0x02F, "next-message"),
    (0x030, "normal-clearing"),
    (0x031, "no-speech-detected"),
    (0x032, "number-changed"),
    (0x033, "single-step-conference"),
    (0x034, "single-step-transfer"),
    (0x035, "speech-detected"),
    (0x036, "switching-function-terminated"),
    (0x037, "termination-character-received"),
    (0x038, "timeout"),
    (0x039, "acd-busy"),
    (0x03A, "acd-forward"),
    (0x03B, "acd-saturated"),
    (0x03C, "alert-time-expired"),
    (0x03D, "auto-work"),
    (0x03E, "camp-on-trunks"),
    (0x03F, "conference"),
    (0x040, "dest-detected"),
    (0x041, "dest-out-of-order"),
    (0x042, "distribution-delay"),
    (0x043, "forced-transition"),
    (0x044, "intrude"),
    (0x045, "invalid-number-format"),
    (0x046, "join-call"),
    (0x047, "key-operation-in-use"),
    (0x048, "make-predictive-call"),
    (0x049, "message-duration-exceeded"),
    (0x04A, "multiple-alerting"),
    (0x04B, "multiple-queuing"),
    (0x04C, "network-dialling"),
    (0x04D, "network-out-of-order"),
    (0x04E, "normal"),
    (0x04F, "not-avaliable-bearer-service"),
    (0x050, "not-supported-bearer-service"),
    (0x051, "number-unallocated"),
    (0x052, "queue-cleared"),
    (0x053, "remains-in-queue"),
    (0x054, "reserved"),
    (0x055, "selected-trunk-busy"),
    (0x056, "suspend"),
    (0x057, "unauthorised-bearer-service"),
    (0x058, "activation"),
    (0x059, "babble"),
    (0x05A, "bad-attribute"),
    (0x05B, "bad-grammar"),
    (0x05C, "bad-voice"),
    (0x05D, "bad-uri"),
    (0x05E, "busy-overflow"),
    (0x05F, "calendar-overflow"),
    (0x060, "capacity-overflow"),
    (0x061, "duplicate-dtmf"),
    (0x062, "early-stop"),
    (0x063, "empty-queue"),
    (0x064, "inter-digit-timeout"),
    (0x065, "invalid-connection"),
    (0x066, "invalid-connection-state"),
    (0x067, "make-connection"),
    (0x068, "max-timeout"),
    (0x069, "no-audio-saved"),
    (0x06A, "no-queue"),
    (0x06B, "no-rule"),
    (0x06C, "out-of-grammar"),
    (0x06D, "path-replacement"),
    (0x06E, "queue-time-overflow"),
    (0x06F, "recall-busy"),
    (0x070, "recall-forwarded"),
    (0x071, "recall-no-answer"),
    (0x072, "recall-resources-not-available"),
    (0x073, "unknown-overflow"),
    (0x074, "call-interception"),
    (0x075, "call-interception-busy"),
    (0x076, "call-interception-forwarded"),
    (0x077, "call-interception-no-answer"),
    (0x078, "call-interception-resources-not-available"),
    (0x079, "lawful-interception"),
    (0x101, "generic-operation"),
    (0x102, "request-incompatible-with-object"),
    (0x103, "value-out-of-range"),
    (0x104, "object-not-known"),
    (0x105, "invalid-calling-device-id"),
    (0x106, "invalid-called-device-id"),
    (0x107, "invalid-forwarding-destination"),
    (0x108, "privilege-violation-specified-device"),
    (0x10B, "invalid-call-id"),
    (0x10C, "invalid-device-id"),
    (0x10D, "invalid-connection-id"),
    (0x10E, "invalid-destination"),
    (0x10F, "invalid-feature"),
    (0x111, "invalid-cross-ref-id"),
    (0x114, "invalid-correlator-data"),
    (0x115, "invalid-account-code"),
    (0x116, "invalid-auth-code"),
    (0x11E, "feature-already-set"),
    (0x11F, "invalid-parameter-value"),
    (0x120, "invalid-agent-group"),
    (0x121, "invalid-agent-identifier"),
    (0x122, "invalid-agent-password"),
    (0x123, "invalid-agent-state"),
    (0x132, "service-not-supported"),
    (0x155, "not-different-devices"),
    (0x156, "not-same-device"),
    (0x162, "parameter-not-supported"),
    (0x166, "agent-state-not-supported"),
    (0x172, "correlator-data-not-supported"),
    (0x188, "user-data-not-supported"),
    (0x191, "request-incompatible-with-connection"),
    (0x19D, "agent-state-out-of-range"),
    (0x1A6, "correlator-data-out-of-range"),
    (0x1AF, "hookswitch-type-out-of-range"),
    (0x1B0, "lamp-mode-out-of-range"),
    (0x301, "generic-state"),
    (0x302, "invalid-object-state"),
    (0x303, "invalid-connection-id-for-active-call"),
    (0x304, "no-active-call"),
    (0x305, "no-held-call"),
    (0x306, "no-call-to-clear"),
    (0x307, "no-connection-to-clear"),
    (0x308, "no-call-to-answer"),
    (0x309, "no-call-to-complete"),
    (0x30F, "invalid-device-state"),
    (0x310, "connected-call-exists"),
    (0x311, "invalid-active-device-state"),
    (0x312, "invalid-called-device-state"),
    (0x313, "invalid-calling-device-state"),
    (0x314, "invalid-call-to-park-device-state"),
    (0x315, "invalid-destination-device-state"),
    (0x316, "invalid-diverting-device-state"),
    (0x317, "invalid-held-device-state"),
    (0x318, "invalid-park-to-device-state"),
    (0x319, "invalid-connection-state"),
    (0x31A, "invalid-active-connection-state"),
    (0x31B, "invalid-held-connection-state"),
    (0x401, "generic-resource"),
    (0x402, "resource-busy"),
    (0x403, "internal-resource-busy"),
    (0x404, "resource-out-of-service"),
    (0x405, "network-busy"),
    (0x406, "network-out-of-service"),
    (0x407, "overall-monitor-limit-exceeded"),
    (0x408, "conference-member-limit-exceeded"),
    (0x40A, "no-media-channels-available"),
    (0x40F, "device-out-of-service"),
    (0x41A, "resource-limit-exceeded"),
    (0xF01, "mode"),
    (0xF02, "unsupported"),
    (0xF03, "no-room"),
    (0xF04, "no-slot"),
    (0xF05, "call-gone"),
    (0xF06, "timed-out"),
    (0xF07, "request-pending"),
    (0xF08, "answered-elsewhere"),
    (0xF09, "no-answer"),
    (0xF0A, "glare"),
    (0xF0B, "lost"),
];
