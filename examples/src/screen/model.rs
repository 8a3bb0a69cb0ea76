//! The desk as it is: the office, the phones as they look, and where the user is.

use crate::scenario::Room;
use crate::screen::keys::{Asks, SoftKey};
use crate::screen::office::{AGENTS, Office, QUEUE, Seen};
use crate::screen::phone::{Line, Phone};
use crate::screen::prompt::Prompt;
use offhook::{CallId, RequestKind, State};

/// The desk.
pub struct Model<'w, 'm> {
    /// What it is made of.
    pub office: Office<'w, 'm>,
    /// The phones, taken anew after everything that happens.
    pub phones: Vec<Phone>,
    /// The phone that the keyboard belongs to.
    pub focus: usize,
    /// The line that is chosen, of each phone.
    pub chosen: Vec<usize>,
    /// What stands in front of it all.
    pub over: Over,
    /// What there is to say.
    pub notice: Option<Notice>,
    /// How many rungs of the ladder's end are scrolled away.
    pub scroll: usize,
}

/// What stands in front of the desk.
#[derive(Clone, Debug)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// The help, from this line on.
    Help(u16),
    /// A question.
    Prompt(Prompt),
}

/// A word to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub text: String,
    /// Whether something did not come true.
    pub is_refusal: bool,
}

impl<'w, 'm> Model<'w, 'm> {
    /// The desk when it opens.
    ///
    /// # Errors
    /// What could not be made.
    pub fn open(room: &'m mut Room, watch: &'w mut Seen) -> Result<Self, String> {
        let mut office = Office::open(room, watch)?;
        let phones = office.phones();
        let chosen = vec![0; phones.len()];
        Ok(Self { office, phones, focus: 1, chosen, over: Over::Nothing, notice: None, scroll: 0 })
    }

    /// The phone that the keyboard belongs to.
    pub fn phone(&self) -> Option<&Phone> {
        self.phones.get(self.focus)
    }

    /// The line that is chosen at a phone.
    pub fn chosen(&self, phone: usize) -> usize {
        self.chosen.get(phone).copied().unwrap_or_default()
    }

    /// The call on the line that is chosen at a phone.
    pub fn line(&self, phone: usize) -> Option<&Line> {
        self.phones.get(phone)?.line(self.chosen(phone))
    }

    /// Somebody presses a soft key: it asks, or it makes its request.
    pub fn press(&mut self, phone: usize, key: &'static SoftKey) {
        let call = self.line(phone).map_or(CallId::NONE, |line| line.id);
        if key.is_of_call() && call.is_none() {
            return self.refuse(format!("{}: there is no call on this line", key.label));
        }
        let Some(question) = key.question() else { return self.request(phone, key, "") };
        // Nobody is asked for what will be refused.
        match self.office.allowed(phone, key.what, if key.is_of_call() { call } else { CallId::NONE }) {
            Err(cause) => self.refuse(format!("{}: refused: {cause}", key.label)),
            Ok(()) => {
                let (choices, text) = self.choices(phone, key);
                self.over = Over::Prompt(Prompt::new(phone, key, question, choices, &text));
            }
        }
    }

    /// A digit of the dial pad: it goes where digits are wanted, and begins a call where none are.
    pub fn digit(&mut self, digit: char) {
        let call = self.line(self.focus).map_or(CallId::NONE, |line| line.id);
        let wanted = [RequestKind::Dial, RequestKind::Dtmf, RequestKind::MakeCall].into_iter().find(|what| {
            let call = if *what == RequestKind::MakeCall { CallId::NONE } else { call };
            self.office.allowed(self.focus, *what, call).is_ok()
        });
        let Some(key) = SoftKey::of(wanted.unwrap_or(RequestKind::MakeCall)) else { return };
        self.press(self.focus, key);
        if let Over::Prompt(prompt) = &mut self.over {
            prompt.input = tui_input::Input::new(digit.to_string());
        }
    }

    /// The outside caller is about to call.
    pub fn incoming(&mut self) {
        let outside = self.phones.iter().position(|phone| phone.is_outside);
        if let (Some(outside), Some(key)) = (outside, SoftKey::of(RequestKind::MakeCall)) {
            self.press(outside, key);
        }
    }

    /// What the answer to a key's question may be, and what stands there already.
    fn choices(&self, at: usize, key: &SoftKey) -> (Vec<String>, String) {
        let Some(phone) = self.phones.get(at) else { return (Vec::new(), String::new()) };
        let line = self.line(at);
        let mut choices = match key.asks {
            Asks::Nothing | Asks::Switch | Asks::Reason | Asks::Digits => Vec::new(),
            Asks::Number(_) | Asks::Forward => self.office.numbers(&phone.ext),
            Asks::Party => line.map(|line| line.parties.clone()).unwrap_or_default(),
            Asks::Entry => {
                ["TicketID=8003456", "BP=1666454", "Custom_1=asked for a refund"].map(str::to_owned).to_vec()
            }
            Asks::EntryKey => {
                let key = |entry: &String| entry.split_once('=').map(|(key, _)| key.to_owned());
                line.into_iter().flat_map(|line| line.data.iter().filter_map(key)).collect()
            }
            Asks::Agent => AGENTS.iter().map(|agent| (*agent).to_owned()).collect(),
        };
        if key.what == RequestKind::Park {
            choices = vec!["park-1".to_owned(), "park-2".to_owned()];
        } else if key.what == RequestKind::Pickup {
            choices.retain(|number| number != QUEUE);
            choices.extend(["park-1".to_owned(), "park-2".to_owned()]);
        }
        let first = match key.asks {
            Asks::Agent => AGENTS.get(at.saturating_sub(1)).map(|agent| (*agent).to_owned()),
            _ if phone.is_outside && key.what == RequestKind::MakeCall => Some(QUEUE.to_owned()),
            _ => None,
        };
        (choices, first.unwrap_or_default())
    }

    /// Makes the request of a soft key, with the answer to its question.
    pub fn request(&mut self, at: usize, key: &'static SoftKey, answer: &str) {
        let Some(phone) = self.phones.get(at) else { return };
        let is_on = phone.features.iter().any(|on| key.feature() == Some(*on));
        let rest = match key.arguments(answer, QUEUE, is_on) {
            Ok(arguments) => arguments,
            Err(what) => return self.refuse(format!("{}: {what}", key.label)),
        };
        let call = self.line(at).filter(|_| key.is_of_call()).map_or(String::new(), |line| format!(" {}", line.name));
        let ext = phone.ext.clone();
        let result = self.office.request(&ext, key.what, &format!("{call}{rest}"));
        if let Err(what) = result {
            self.refuse(format!("{ext}: {}{call} {what}", key.label));
        }
        self.refresh(Some(at));
    }

    /// Time passes.
    pub fn at(&mut self, now: u64) {
        if let Err(what) = self.office.at(now) {
            self.refuse(what);
        }
        self.refresh(None);
    }

    /// A word about something that did not come true.
    pub fn refuse(&mut self, text: String) {
        self.notice = Some(Notice { text, is_refusal: true });
    }

    /// Looks at the phones again, and chooses the lines that something new happened on.
    fn refresh(&mut self, acted: Option<usize>) {
        let before = std::mem::replace(&mut self.phones, self.office.phones());
        for ((at, phone), chosen) in self.phones.iter().enumerate().zip(&mut self.chosen) {
            let knew = |line: &Line| {
                before.get(at).is_some_and(|phone| phone.lines.iter().flatten().any(|known| known.id == line.id))
            };
            let line =
                |wanted: &dyn Fn(&Line) -> bool| phone.lines.iter().position(|line| line.as_ref().is_some_and(wanted));
            let own = line(&|line| acted == Some(at) && !knew(line) && line.local != State::Alerting);
            let rings = line(&|line| line.local == State::Alerting);
            let fallback =
                || rings.or_else(|| line(&|line| line.local == State::Connected)).or_else(|| line(&|_| true));
            match own {
                Some(line) => *chosen = line,
                None if phone.line(*chosen).is_none() => *chosen = fallback().unwrap_or(*chosen),
                None => {}
            }
        }
        if let Some(what) = self.office.failure() {
            self.refuse(what);
        }
    }
}
