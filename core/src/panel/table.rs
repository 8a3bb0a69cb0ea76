//! What each key means in each situation: the one truth for keys, soft keys and the printed table.

use super::key::Key;
use super::situation::Situation;
use crate::cause::Cause;
use crate::request::RequestKind as R;
use crate::state::State;

/// What a key is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Deed {
    /// Nothing but to say why not.
    Refused(Cause),
    /// Nothing: it is so already, or concerns only handset and loudspeaker.
    Nothing,
    /// Ask the station for this, of that call.
    Ask(R, Who),
    /// Take a line: a call, to the digits that were collected, or for a dial tone.
    Seize,
    /// Keep the digit; `#` sends what was kept.
    Collect,
    /// Send the digits that were collected.
    Send,
    /// Forget the digits that were collected.
    Forget,
    /// Make a held call the active one: swap, give up the consultation, or take it back.
    TakeBack,
}

/// The call that a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Who {
    /// None: the station.
    Station,
    /// The call in the user's ear.
    Active,
    /// The call that is offered longest.
    Offered,
    /// The held call.
    Held,
    /// The call of the line key.
    OfLine,
}

/// One key's deeds, by [`Situation`].
pub type Row = [Deed; Situation::COUNT];

/// Keys whose meaning depends on what the phone is in the middle of. Columns are the situations in the order of their
/// numbers: without an active call (idle, ringing, holding), with one (dialling, calling, talking, waiting, conference,
/// failed), with a consultation (dialling, calling, consulted, failed).
pub static KEYS: [(Key, Row); 9] = {
    use Deed::{Collect, Forget, Nothing, Refused, Seize, Send};
    const fn active(what: R) -> Deed {
        Deed::Ask(what, Who::Active)
    }
    const ANSWER: Deed = Deed::Ask(R::Answer, Who::Offered);
    const REJECT: Deed = Deed::Ask(R::Reject, Who::Offered);
    const DEFLECT: Deed = Deed::Ask(R::Deflect, Who::Offered);
    const RETRIEVE: Deed = Deed::Ask(R::Retrieve, Who::Held);
    const MUTE: Deed = Deed::Ask(R::Mute, Who::Station);
    const CLEAR: Deed = active(R::Clear);
    const HOLD: Deed = active(R::Hold);
    const DTMF: Deed = active(R::Dtmf);
    const CONSULT: Deed = active(R::Consult);
    const SWAP: Deed = active(R::Alternate);
    const BACK: Deed = active(R::Reconnect);
    const TRANSFER: Deed = active(R::Transfer);
    const JOIN: Deed = active(R::Conference);
    const NO_CALL: Deed = Refused(Cause::NO_ACTIVE_CALL);
    const NO_PAIR: Deed = Refused(Cause::NO_HELD_CALL);
    const NOT_NOW: Deed = Refused(Cause::INVALID_CONNECTION_STATE);
    [
        // The oldest offered call is answered. A held call stays held: lifting the handset asks for a dial tone.
        (
            Key::OffHook,
            [
                Seize, ANSWER, Seize, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Nothing,
                Nothing,
            ],
        ),
        // Only the active call ends. A held one stays; nobody is connected to anybody by hanging up.
        (
            Key::OnHook,
            [Nothing, Nothing, Nothing, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR],
        ),
        // Hold and consult, swap, go back.
        (
            Key::Flash,
            [NO_CALL, ANSWER, RETRIEVE, NOT_NOW, NOT_NOW, CONSULT, SWAP, CONSULT, CLEAR, BACK, BACK, SWAP, BACK],
        ),
        // Collected for a call to come; sent as tones in a call that is there.
        (
            Key::Digit,
            [Collect, Collect, Collect, Collect, DTMF, DTMF, DTMF, DTMF, NOT_NOW, Collect, DTMF, DTMF, NOT_NOW],
        ),
        (
            Key::Hold,
            [NO_CALL, NO_CALL, RETRIEVE, NOT_NOW, HOLD, HOLD, HOLD, HOLD, NOT_NOW, NOT_NOW, HOLD, HOLD, NOT_NOW],
        ),
        // First press: consult. Then: send the number. Then, from the far side's ringing on: transfer. An offered call goes
        // to the number that was typed.
        (
            Key::Transfer,
            [
                NO_CALL, DEFLECT, NO_CALL, NO_PAIR, NOT_NOW, CONSULT, CONSULT, CONSULT, NOT_NOW, Send, TRANSFER,
                TRANSFER, TRANSFER,
            ],
        ),
        (
            Key::Conference,
            [NO_CALL, NO_CALL, NO_CALL, NO_PAIR, NOT_NOW, CONSULT, CONSULT, CONSULT, NOT_NOW, Send, JOIN, JOIN, JOIN],
        ),
        (Key::Mute, [NO_CALL, NO_CALL, NO_CALL, MUTE, MUTE, MUTE, MUTE, MUTE, MUTE, MUTE, MUTE, MUTE, MUTE]),
        // A consultation that is not answered is given up, and the user is back with the first party.
        (Key::Release, [Forget, REJECT, Forget, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, BACK, BACK, CLEAR, BACK]),
    ]
};

/// What a line key means, by the local state of the line's call.
pub static LINES: [(State, Deed); 7] = [
    (State::Null, Deed::Seize),
    (State::Initiated, Deed::Nothing),
    (State::Alerting, Deed::Ask(R::Answer, Who::OfLine)),
    (State::Connected, Deed::Ask(R::Hold, Who::OfLine)),
    (State::Held, Deed::TakeBack),
    (State::Queued, Deed::Ask(R::Answer, Who::OfLine)),
    (State::Failed, Deed::Ask(R::Clear, Who::OfLine)),
];

/// The deed of a key other than a line key and the agent's keys.
pub fn of_key(key: Key, situation: Situation) -> Deed {
    let row = KEYS.iter().find(|(other, _)| *other == key);
    let deed = row.and_then(|(_, row)| row.get(usize::from(situation.code())));
    deed.copied().unwrap_or(Deed::Refused(Cause::UNSUPPORTED))
}

/// The deed of a line key.
pub fn of_line(state: State) -> Deed {
    let row = LINES.iter().find(|(other, _)| *other == state);
    row.map_or(Deed::Refused(Cause::UNSUPPORTED), |(_, deed)| *deed)
}
