//! By hand, a match in a match: the floor.

use super::{Context, Event as E, Machine, State as S};

#[derive(Default)]
pub struct Nested {
    state: S,
    context: Context,
}

impl Machine for Nested {
    #[inline(always)]
    fn take(&mut self, event: E) {
        let context = &mut self.context;
        self.state = match self.state {
            S::Null => match event {
                E::Dial => {
                    context.begin();
                    S::Initiated
                }
                E::Inbound => {
                    context.begin();
                    S::Alerting
                }
                _ => return context.refuse(),
            },
            S::Initiated => match event {
                E::Ringback => {
                    context.go();
                    S::Alerting
                }
                E::Clear => {
                    context.clear();
                    S::Cleared
                }
                E::Fail => {
                    context.fail();
                    S::Failed
                }
                _ => return context.refuse(),
            },
            S::Alerting => match event {
                E::Answer => {
                    context.go();
                    S::Connected
                }
                E::Clear => {
                    context.clear();
                    S::Cleared
                }
                E::Fail => {
                    context.fail();
                    S::Failed
                }
                _ => return context.refuse(),
            },
            S::Connected => match event {
                E::Hold => {
                    context.go();
                    S::Held
                }
                E::Consult => {
                    context.consult();
                    S::Consulting
                }
                E::Clear => {
                    context.clear();
                    S::Cleared
                }
                E::Fail => {
                    context.fail();
                    S::Failed
                }
                _ => return context.refuse(),
            },
            S::Held => match event {
                E::Retrieve => {
                    context.go();
                    S::Connected
                }
                E::Consult => {
                    context.consult();
                    S::Consulting
                }
                E::Clear => {
                    context.clear();
                    S::Cleared
                }
                E::Fail => {
                    context.fail();
                    S::Failed
                }
                _ => return context.refuse(),
            },
            S::Consulting => match event {
                E::ConsultAnswered => {
                    context.answered();
                    S::Consulting
                }
                E::Retrieve => {
                    context.back();
                    S::Connected
                }
                E::Conference if context.up => {
                    context.go();
                    S::Conferenced
                }
                E::Transfer if context.up => {
                    context.leave();
                    S::Cleared
                }
                E::Clear => {
                    context.clear();
                    S::Cleared
                }
                E::Fail => {
                    context.fail();
                    S::Failed
                }
                _ => return context.refuse(),
            },
            S::Conferenced => match event {
                E::Transfer => {
                    context.leave();
                    S::Cleared
                }
                E::Clear => {
                    context.clear();
                    S::Cleared
                }
                E::Fail => {
                    context.fail();
                    S::Failed
                }
                _ => return context.refuse(),
            },
            S::Cleared => match event {
                E::Clear => {
                    context.clear();
                    S::Cleared
                }
                E::Release if context.legs == 0 => {
                    context.release();
                    S::Null
                }
                _ => return context.refuse(),
            },
            S::Failed => match event {
                E::Release => {
                    context.release();
                    S::Null
                }
                _ => return context.refuse(),
            },
        };
    }

    fn look(&self) -> (S, Context) {
        (self.state, self.context)
    }
}
