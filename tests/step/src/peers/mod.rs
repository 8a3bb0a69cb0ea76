//! One small machine, made in several ways, so that a move of offhook can be held beside what others need for theirs:
//! nine states of a call, thirteen events, two guards, and actions on a little context.

pub mod nested;
pub mod rust_fsm;
pub mod smlang;
pub mod statig;
pub mod table;

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Event {
    Dial,
    Inbound,
    Ringback,
    Answer,
    Hold,
    Retrieve,
    Consult,
    ConsultAnswered,
    Conference,
    Transfer,
    Clear,
    Release,
    Fail,
}

pub const EVENTS: [Event; 13] = [
    Event::Dial,
    Event::Inbound,
    Event::Ringback,
    Event::Answer,
    Event::Hold,
    Event::Retrieve,
    Event::Consult,
    Event::ConsultAnswered,
    Event::Conference,
    Event::Transfer,
    Event::Clear,
    Event::Release,
    Event::Fail,
];

/// A call's life, from null to null.
pub const LIFE: [Event; 10] = [
    Event::Inbound,
    Event::Answer,
    Event::Hold,
    Event::Retrieve,
    Event::Consult,
    Event::ConsultAnswered,
    Event::Conference,
    Event::Transfer,
    Event::Clear,
    Event::Release,
];

/// Where a call is, in the order of the numbers that every machine gives its states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    #[default]
    Null,
    Initiated,
    Alerting,
    Connected,
    Held,
    Consulting,
    Conferenced,
    Cleared,
    Failed,
}

/// What the actions work on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    pub legs: u32,
    pub up: bool,
    pub cause: u8,
    pub moved: u32,
    pub refused: u32,
}

impl Context {
    pub fn begin(&mut self) {
        self.legs = 1;
        self.moved = self.moved.wrapping_add(1);
    }

    pub fn go(&mut self) {
        self.moved = self.moved.wrapping_add(1);
    }

    pub fn consult(&mut self) {
        self.legs = self.legs.wrapping_add(1);
        self.up = false;
        self.go();
    }

    pub fn answered(&mut self) {
        self.up = true;
        self.go();
    }

    pub fn back(&mut self) {
        self.legs = self.legs.wrapping_sub(1);
        self.up = false;
        self.go();
    }

    pub fn leave(&mut self) {
        self.legs = 0;
        self.up = false;
        self.go();
    }

    pub fn clear(&mut self) {
        self.legs = self.legs.saturating_sub(1);
        self.go();
    }

    pub fn fail(&mut self) {
        self.legs = 0;
        self.cause = 1;
        self.go();
    }

    pub fn release(&mut self) {
        self.up = false;
        self.cause = 0;
        self.go();
    }

    pub fn refuse(&mut self) {
        self.refused = self.refused.wrapping_add(1);
    }
}

/// A machine that takes events.
pub trait Machine: Default {
    fn take(&mut self, event: Event);
    fn look(&self) -> (State, Context);
}

/// What is counted: events, one after the other.
#[inline(never)]
pub fn run<M: Machine>(machine: &mut M, events: &[Event]) {
    for event in events {
        machine.take(*event);
    }
}
