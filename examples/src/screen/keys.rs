//! The soft keys: the request behind each, its letter, and what it has to be told first.

use crate::scenario::args;
use crate::scenario::lex::{self, Word};
use offhook::RequestKind;

/// One soft key.
#[derive(Debug, PartialEq, Eq)]
pub struct SoftKey {
    /// The request that it makes.
    pub what: RequestKind,
    /// The key of the keyboard that presses it.
    pub letter: char,
    /// What stands on it.
    pub label: &'static str,
    /// What it has to be told first.
    pub asks: Asks,
}

/// What a soft key has to be told before it makes its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A number, as this argument: a station, a queue, a place.
    Number(&'static str),
    /// Digits.
    Digits,
    /// A party of the conference.
    Party,
    /// An entry of data.
    Entry,
    /// The key of an entry.
    EntryKey,
    /// The agent's id.
    Agent,
    /// A reason code, which may be left out.
    Reason,
    /// Where calls are forwarded; nowhere ends it.
    Forward,
    /// Nothing: it is switched on and off.
    Switch,
}

/// Every soft key, in the order in which a phone shows them.
pub const KEYS: &[SoftKey] = {
    use Asks::{Agent, Digits, Entry, EntryKey, Forward, Nothing, Number, Party, Reason, Switch};
    use RequestKind as R;
    #[rustfmt::skip]
    const KEYS: &[SoftKey] = &[
        SoftKey { what: R::Answer, letter: 'a', label: "Answer", asks: Nothing },
        SoftKey { what: R::Reject, letter: 'r', label: "Reject", asks: Nothing },
        SoftKey { what: R::Deflect, letter: 'f', label: "Deflect", asks: Number("to") },
        SoftKey { what: R::Transfer, letter: 't', label: "Transfer", asks: Nothing },
        SoftKey { what: R::Conference, letter: 'j', label: "Conference", asks: Nothing },
        SoftKey { what: R::Alternate, letter: 's', label: "Swap", asks: Nothing },
        SoftKey { what: R::Reconnect, letter: 'b', label: "Back", asks: Nothing },
        SoftKey { what: R::Retrieve, letter: 'v', label: "Retrieve", asks: Nothing },
        SoftKey { what: R::Dial, letter: 'd', label: "Dial", asks: Digits },
        SoftKey { what: R::Clear, letter: 'e', label: "End", asks: Nothing },
        SoftKey { what: R::Hold, letter: 'h', label: "Hold", asks: Nothing },
        SoftKey { what: R::Consult, letter: 'c', label: "Consult", asks: Number("to") },
        SoftKey { what: R::BlindTransfer, letter: 'x', label: "Send on", asks: Number("to") },
        SoftKey { what: R::AddParty, letter: '+', label: "Add party", asks: Number("to") },
        SoftKey { what: R::DropParty, letter: '-', label: "Drop party", asks: Party },
        SoftKey { what: R::Dtmf, letter: 'g', label: "Digits", asks: Digits },
        SoftKey { what: R::Park, letter: 'p', label: "Park", asks: Number("to") },
        SoftKey { what: R::Attach, letter: 'w', label: "Attach", asks: Entry },
        SoftKey { what: R::Detach, letter: 'W', label: "Detach", asks: EntryKey },
        SoftKey { what: R::MakeCall, letter: 'm', label: "Make call", asks: Number("to") },
        SoftKey { what: R::Pickup, letter: 'u', label: "Pick up", asks: Number("of") },
        SoftKey { what: R::LogIn, letter: 'l', label: "Log in", asks: Agent },
        SoftKey { what: R::Ready, letter: 'y', label: "Ready", asks: Nothing },
        SoftKey { what: R::NotReady, letter: 'n', label: "Not ready", asks: Reason },
        SoftKey { what: R::WrapUp, letter: 'z', label: "Wrap-up", asks: Nothing },
        SoftKey { what: R::LogOut, letter: 'o', label: "Log out", asks: Nothing },
        SoftKey { what: R::Forward, letter: 'F', label: "Forward", asks: Forward },
        SoftKey { what: R::DoNotDisturb, letter: 'D', label: "Disturb", asks: Switch },
        SoftKey { what: R::MessageWaiting, letter: 'M', label: "Message", asks: Switch },
        SoftKey { what: R::Mute, letter: 'U', label: "Mute", asks: Switch },
    ];
    KEYS
};

/// Features, and what a phone's lamp for each says.
pub const FEATURES: &[(RequestKind, &str)] = &[
    (RequestKind::Forward, "forwarded"),
    (RequestKind::DoNotDisturb, "do not disturb"),
    (RequestKind::MessageWaiting, "message"),
    (RequestKind::Mute, "muted"),
];

impl SoftKey {
    /// The key with this letter.
    pub fn of_letter(letter: char) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.letter == letter)
    }

    /// The key of this request.
    pub fn of(what: RequestKind) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.what == what)
    }

    /// Whether it is about the line that is chosen.
    pub fn is_of_call(&self) -> bool {
        args::request(self.what).call == args::Call::Needed
    }

    /// The lamp of the feature that it switches.
    pub fn feature(&self) -> Option<&'static str> {
        FEATURES.iter().find(|(what, _)| *what == self.what).map(|(_, lamp)| *lamp)
    }

    /// What a prompt asks; `None` when the key is pressed and that is all.
    pub fn question(&self) -> Option<&'static str> {
        Some(match self.asks {
            Asks::Nothing | Asks::Switch => return None,
            Asks::Number("of") => "From which station or place",
            Asks::Number(_) => "Number",
            Asks::Digits => "Digits",
            Asks::Party => "Which party",
            Asks::Entry => "Data, KEY=VALUE",
            Asks::EntryKey => "Which key of the data",
            Asks::Agent => "Agent",
            Asks::Reason => "Reason code (may be empty)",
            Asks::Forward => "Every call to (empty: forward none)",
        })
    }

    /// The arguments of the request, as a scenario writes them.
    ///
    /// # Errors
    /// What is wrong with the answer.
    pub fn arguments(&self, answer: &str, queue: &str, is_on: bool) -> Result<String, String> {
        let argument = |key: &str| format!(" {key}={}", lex::value(answer));
        let given = || if answer.is_empty() { Err("nothing was typed: type it, or leave with Esc") } else { Ok(()) };
        Ok(match self.asks {
            Asks::Nothing => String::new(),
            Asks::Switch => format!(" state={}", if is_on { "off" } else { "on" }),
            Asks::Number(key) => given().map(|()| argument(key))?,
            Asks::Digits => given().map(|()| argument("digits"))?,
            Asks::Party => given().map(|()| argument("party"))?,
            Asks::Agent => given().map(|()| format!("{} queue={queue}", argument("agent")))?,
            Asks::Reason if answer.is_empty() => String::new(),
            Asks::Reason => argument("reason"),
            Asks::Forward if answer.is_empty() => " kind=immediate state=off".to_owned(),
            Asks::Forward => format!(" kind=immediate{}", argument("to")),
            Asks::Entry => {
                let word = Word::plain(answer);
                let parts = word.parts();
                let value = parts.value.filter(|_| !parts.key.is_empty());
                let value = value.ok_or("data is written KEY=VALUE, for instance TicketID=8003456")?;
                format!(" {}", lex::entry(parts.app.unwrap_or_default(), parts.key, value))
            }
            Asks::EntryKey => {
                given()?;
                let word = Word::plain(answer);
                let parts = word.parts();
                format!(" {}", lex::key(parts.app.unwrap_or_default(), parts.key))
            }
        })
    }
}
