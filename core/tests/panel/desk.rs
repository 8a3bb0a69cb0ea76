//! A phone on a desk: a station, its panel, and a network that says what the test says.

use offhook::panel::{Key, Panel, Press, Situation, Wish};
use offhook::{
    CallId, CallKind, Cause, Config, Input, MAX_OUTPUTS, Output, OutputKind, RequestKind as R, Signal, SignalKind as K,
    Station, Storage, Which,
};

pub struct Desk {
    storage: Storage<4, 128>,
    pub panel: Panel,
    pub now: u64,
    /// The commands of the last key or signal.
    pub commands: Vec<(OutputKind, CallId)>,
}

impl Desk {
    pub fn new() -> Self {
        let storage = Storage::new(&Config::default()).unwrap();
        Self { storage, panel: Panel::new(4), now: 1_000, commands: Vec::new() }
    }

    pub fn station(&mut self) -> Station<'_> {
        self.storage.station()
    }

    pub fn plan(&mut self, press: Press) -> Result<offhook::panel::Plan, Cause> {
        let panel = self.panel;
        panel.plan(&self.station(), press)
    }

    /// A key, everything that follows from it, and the request it became.
    pub fn press(&mut self, press: Press) -> Result<Option<Wish>, Cause> {
        self.commands.clear();
        let mut panel = self.panel;
        let before = panel;
        let now = self.now;
        let pressed = panel.press(&self.station(), now, press);
        if pressed.is_err() {
            // Only calls that have come or gone are looked up.
            assert_eq!(before.digits(), panel.digits());
            assert_eq!(before.deadline(), panel.deadline());
        }
        self.panel = panel;
        if let Ok(Some(wish)) = &pressed {
            self.ask(wish).unwrap();
        }
        self.follow();
        pressed
    }

    pub fn key(&mut self, key: Key) -> Result<Option<Wish>, Cause> {
        self.press(Press::key(key))
    }

    pub fn digits(&mut self, digits: &str) {
        for digit in digits.bytes() {
            self.press(Press::digit(digit)).unwrap();
        }
    }

    pub fn wait(&mut self, milliseconds: u64) {
        self.commands.clear();
        self.now += milliseconds;
        self.follow();
    }

    fn follow(&mut self) {
        let mut panel = self.panel;
        while let Some(wish) = panel.follow(&self.storage.station(), self.now) {
            self.ask(&wish).unwrap();
        }
        self.panel = panel;
    }

    fn ask(&mut self, wish: &Wish) -> Result<(), Cause> {
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let now = self.now;
        let step = wish.ask(&mut self.station(), now, &mut out)?;
        self.heard(&out[..step.outputs.into()]);
        Ok(())
    }

    fn heard(&mut self, out: &[Output]) {
        self.commands.extend(out.iter().filter(|said| said.what.is_command()).map(|said| (said.what, said.call)));
    }

    pub fn signal(&mut self, signal: Signal<'_>) -> CallId {
        self.commands.clear();
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let now = self.now;
        let step = self.station().step(now, &Input::Signal(signal), &mut out).unwrap();
        self.heard(&out[..step.outputs.into()]);
        self.follow();
        step.call
    }

    pub fn say(&mut self, what: K, call: CallId) {
        self.signal(Signal { call: Which::id(call), ..Signal::new(what) });
    }

    pub fn offer(&mut self, reference: u64, kind: CallKind) -> CallId {
        let offered = Signal { call: Which::reference(reference), kind: Some(kind), ..Signal::new(K::Offered) };
        self.signal(offered)
    }

    /// A call from outside that was answered.
    pub fn talk(&mut self, reference: u64) -> CallId {
        let call = self.offer(reference, CallKind::Inbound);
        let line = (0..4).find(|line| self.panel.line(*line) == call).unwrap();
        self.press(Press::line(line)).unwrap();
        self.say(K::Established, call);
        call
    }

    /// A dial tone that the network gave.
    pub fn dial_tone(&mut self, key: Key) -> CallId {
        self.key(key).unwrap();
        let call = self.active();
        self.say(K::Initiated, call);
        call
    }

    /// A consultation with a dial tone, on behalf of a call that is held.
    pub fn consult(&mut self) -> (CallId, CallId) {
        let primary = self.talk(1);
        self.key(Key::Transfer).unwrap();
        let consult = self.active();
        self.say(K::Held, primary);
        self.say(K::Initiated, consult);
        (primary, consult)
    }

    pub fn active(&mut self) -> CallId {
        self.scene().active
    }

    pub fn scene(&mut self) -> offhook::panel::Scene {
        let panel = self.panel;
        panel.scene(&self.station())
    }

    /// A phone that is in the middle of this.
    pub fn amid(situation: Situation) -> Self {
        let mut desk = Self::new();
        let dialled = |desk: &mut Self| {
            let call = desk.dial_tone(Key::OffHook);
            desk.digits("4002#");
            desk.say(K::Originated, call);
            call
        };
        let consulted = |desk: &mut Self, last: K| {
            let (_, consult) = desk.consult();
            desk.digits("4002#");
            desk.say(K::Originated, consult);
            desk.say(K::Delivered, consult);
            desk.say(last, consult);
        };
        match situation {
            Situation::Idle => {}
            Situation::Ringing => drop(desk.offer(1, CallKind::Inbound)),
            Situation::Holding => {
                let call = desk.talk(1);
                desk.key(Key::Hold).unwrap();
                desk.say(K::Held, call);
            }
            Situation::Dialling => drop(desk.dial_tone(Key::OffHook)),
            Situation::Calling => {
                let call = dialled(&mut desk);
                desk.say(K::Delivered, call);
            }
            Situation::Talking => drop(desk.talk(1)),
            Situation::Waiting => {
                desk.talk(1);
                desk.offer(2, CallKind::Inbound);
            }
            Situation::Conference => {
                let call = desk.talk(1);
                let party = [offhook::Entry::known(offhook::Known::Party, "4003")];
                desk.signal(Signal { call: Which::id(call), entries: &party, ..Signal::new(K::PartyJoined) });
            }
            Situation::Failed => {
                let call = dialled(&mut desk);
                desk.signal(Signal { call: Which::id(call), cause: Cause::BUSY, ..Signal::new(K::Failed) });
            }
            Situation::ConsultDialling => drop(desk.consult()),
            Situation::ConsultCalling => consulted(&mut desk, K::Delivered),
            Situation::Consulted => consulted(&mut desk, K::Established),
            Situation::ConsultFailed => consulted(&mut desk, K::Failed),
        }
        assert_eq!(desk.scene().situation, situation);
        desk
    }
}

/// A request in few words: what, and of which call.
pub fn words(desk: &mut Desk, what: R, call: CallId) -> String {
    let scene = desk.scene();
    let who = match call {
        CallId::NONE => return what.name().to_owned(),
        call if call == scene.active => "active",
        call if call == scene.offered => "offered",
        call if call == scene.held => "held",
        _ => "other",
    };
    format!("{} {who}", what.name())
}
