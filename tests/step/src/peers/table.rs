//! By hand, a table of states by events.

use super::{Context, EVENTS, Event as E, Machine, State as S};

#[derive(Clone, Copy)]
enum Guard {
    Always,
    Up,
    NoLegs,
}

#[derive(Clone, Copy)]
enum Action {
    Begin,
    Go,
    Consult,
    Answered,
    Back,
    Leave,
    Clear,
    Fail,
    Release,
}

type Cell = Option<(S, Guard, Action)>;

const TABLE: [[Cell; EVENTS.len()]; 9] = table();

const fn table() -> [[Cell; EVENTS.len()]; 9] {
    let mut table = [[None; EVENTS.len()]; 9];
    let rows = [
        (S::Null, E::Dial, Guard::Always, Action::Begin, S::Initiated),
        (S::Null, E::Inbound, Guard::Always, Action::Begin, S::Alerting),
        (S::Initiated, E::Ringback, Guard::Always, Action::Go, S::Alerting),
        (S::Alerting, E::Answer, Guard::Always, Action::Go, S::Connected),
        (S::Connected, E::Hold, Guard::Always, Action::Go, S::Held),
        (S::Held, E::Retrieve, Guard::Always, Action::Go, S::Connected),
        (S::Connected, E::Consult, Guard::Always, Action::Consult, S::Consulting),
        (S::Held, E::Consult, Guard::Always, Action::Consult, S::Consulting),
        (S::Consulting, E::ConsultAnswered, Guard::Always, Action::Answered, S::Consulting),
        (S::Consulting, E::Retrieve, Guard::Always, Action::Back, S::Connected),
        (S::Consulting, E::Conference, Guard::Up, Action::Go, S::Conferenced),
        (S::Consulting, E::Transfer, Guard::Up, Action::Leave, S::Cleared),
        (S::Conferenced, E::Transfer, Guard::Always, Action::Leave, S::Cleared),
        (S::Cleared, E::Clear, Guard::Always, Action::Clear, S::Cleared),
        (S::Cleared, E::Release, Guard::NoLegs, Action::Release, S::Null),
        (S::Failed, E::Release, Guard::Always, Action::Release, S::Null),
    ];
    let mut at = 0;
    while at < rows.len() {
        let (from, event, guard, action, to) = rows[at];
        table[from as usize][event as usize] = Some((to, guard, action));
        at += 1;
    }
    let mut active = S::Initiated as usize;
    while active <= S::Conferenced as usize {
        table[active][E::Clear as usize] = Some((S::Cleared, Guard::Always, Action::Clear));
        table[active][E::Fail as usize] = Some((S::Failed, Guard::Always, Action::Fail));
        active += 1;
    }
    table
}

#[derive(Default)]
pub struct Table {
    state: S,
    context: Context,
}

impl Machine for Table {
    #[inline(always)]
    fn take(&mut self, event: E) {
        let context = &mut self.context;
        let Some((to, guard, action)) = TABLE[self.state as usize][event as usize] else { return context.refuse() };
        let open = match guard {
            Guard::Always => true,
            Guard::Up => context.up,
            Guard::NoLegs => context.legs == 0,
        };
        if !open {
            return context.refuse();
        }
        match action {
            Action::Begin => context.begin(),
            Action::Go => context.go(),
            Action::Consult => context.consult(),
            Action::Answered => context.answered(),
            Action::Back => context.back(),
            Action::Leave => context.leave(),
            Action::Clear => context.clear(),
            Action::Fail => context.fail(),
            Action::Release => context.release(),
        }
        self.state = to;
    }

    fn look(&self) -> (S, Context) {
        (self.state, self.context)
    }
}
