//! The order of a step: an input goes to the machine that it is for, then what it means for the agent, then what is always told
//! last. No rules live here.

use crate::call::record::Call;
use crate::call::sides::Sides;
use crate::cause::Cause;
use crate::config::Quirk;
use crate::decide::{Plan, offered, within_mode};
use crate::id::CallId;
use crate::log;
use crate::output::OutputKind;
use crate::request::{Request, RequestKind as R};
use crate::signal::{Signal, SignalKind as K};
use crate::station::Step;
use crate::storage::flag as link;
use crate::turn::Turn;
use crate::view::View;

impl<'c> View<'c, '_> {
    /// Asks the rule of a request, and how it can be carried out. `asked_only`: without its texts, for the allowed actions.
    pub fn asks(&self, request: &Request<'_>, asked_only: bool, plan: &mut Plan<'c>) -> Result<(), Cause> {
        match machine(request.what) {
            Machine::Call | Machine::Data => self.decide(request, asked_only, plan),
            Machine::Agent => {
                offered(&self.state.config, request.what)?;
                plan.nothing = self.decide_agent(request)?;
                Ok(())
            }
            Machine::Feature => offered(&self.state.config, request.what).map(|_| ()),
        }
    }
}

/// The machine that a request is for.
enum Machine {
    Call,
    /// A call's data.
    Data,
    Agent,
    Feature,
}

fn machine(what: R) -> Machine {
    match what {
        R::LogIn | R::LogOut | R::Ready | R::NotReady | R::WrapUp => Machine::Agent,
        R::Forward | R::DoNotDisturb | R::MessageWaiting | R::Mute => Machine::Feature,
        R::Attach | R::Detach => Machine::Data,
        _ => Machine::Call,
    }
}

/// Whose request it is that an `accepted` or `refused` without a call answers.
enum Asker<'t> {
    Agent,
    Feature,
    Call(&'t Call),
    Nobody,
}

impl<'t> Turn<'t> {
    /// Time passes.
    #[inline(always)]
    pub fn tick(&mut self) -> Step {
        if self.now >= self.state.due
            && !self.say_rest()
            && let Some(call) = self.fire()
        {
            // Where it cannot be answered now, it is the user's.
            let _ = self.request(&Request { call, ..Request::new(R::Answer) });
        }
        self.conclude(None, 0, false)
    }

    /// A fact is heard.
    #[inline(always)]
    pub fn hear(&mut self, signal: &Signal<'_>) -> Step {
        let ignored = self.state.ignored;
        if signal.sequence == 0 || self.heard(signal) {
            self.signal(signal);
        }
        let nothing = self.state.ignored != ignored;
        if nothing {
            log::ignored(signal);
        }
        self.conclude(self.call, 0, nothing)
    }

    /// A wish is granted, or refused.
    #[inline(always)]
    pub fn ask(&mut self, request: &Request<'_>) -> Result<Step, Cause> {
        let granted = within_mode(&self.state.config, request.what).and_then(|()| self.request(request));
        let number = granted.inspect_err(|reason| log::refused(request, *reason))?;
        Ok(self.conclude(self.call, number, number == 0))
    }

    /// The end of every step: what it means for the agent, and what is always told last.
    #[inline(always)]
    fn conclude(&mut self, call: Option<&Call>, request: u16, nothing: bool) -> Step {
        self.follow_calls();
        self.close();
        let call = call.map_or(CallId::NONE, |call| call.id.get());
        Step { outputs: self.hand.len() as u8, call, request, nothing }
    }

    /// What is always told last: a line or a reference that two calls have, what was left out, a gap, and that the actions may have changed.
    #[inline(never)]
    fn close(&mut self) {
        let took = self.at(self.took_line).filter(|call| {
            self.state.lines > 1 && !self.state.config.has(Quirk::AutoHoldBySwitch) && call.takes_line()
        });
        if let Some(call) = took.or(self.clash.filter(|call| call.live())) {
            self.discrepancy(Some(call), call.sides(), call.sides());
        }
        if self.own_short || self.short.is_some() {
            self.tell_short();
        }
        if self.state.has(link::GAP) {
            self.tell_gap();
        }
        if self.changed || self.state.has(link::ACTIONS) {
            let room = self.hand.room_for(1);
            self.state.set(link::ACTIONS, !room);
            if room {
                self.station_event(OutputKind::Actions);
            } else {
                self.more();
            }
        }
        self.state.now = self.now;
        log::told(self.hand.told());
    }

    /// A text or an entry of a signal was left out; the step says so once. Of a call that has ended nothing more is said.
    #[inline(never)]
    fn tell_short(&mut self) {
        let call = self.short.filter(|_| !self.own_short);
        if call.is_none_or(|call| call.live()) {
            let sides = call.map_or(Sides::NONE, Call::sides);
            self.discrepancy(call, sides, sides).cause = Cause::NO_ROOM;
        }
    }

    /// Gives a signal to the machine that it is about. Where it is about a call, that is found first; and what goes with it comes after
    /// it: the stack holds one of them at a time.
    #[inline]
    fn signal(&mut self, signal: &Signal<'_>) {
        let call = match signal.what {
            K::Agent => return self.agent_signal(signal),
            K::Queue => return self.queue_signal(signal),
            K::LinkDown => return self.link_down(),
            K::LinkUp => return self.link_up(),
            K::ResyncBegin => return self.resync_begin(),
            K::ResyncCall => return self.resync_call(signal),
            K::ResyncEnd => return self.resync_end(),
            K::Forward | K::DoNotDisturb | K::MessageWaiting | K::Mute => return self.feature_signal(signal),
            K::Accepted | K::Refused if signal.call.is_none() => {
                let refused = (signal.what == K::Refused).then_some(signal.cause);
                match self.asker(signal.request) {
                    Asker::Agent => return self.agent_answered(refused),
                    Asker::Feature => return self.feature_answered(refused),
                    Asker::Call(call) => Some(call),
                    Asker::Nobody => return self.ignore(),
                }
            }
            _ => self.find_call(signal),
        };
        let Some(call) = call else { return };
        self.call = Some(call);
        self.apply(call, signal);
        if let Some(goes) = self.at(self.goes) {
            self.end_second(goes, signal);
        }
    }

    /// `accepted` or `refused` without a call: the agent's request, or a feature's; else its number is enough to find the
    /// call.
    #[inline(never)]
    fn asker(&self, number: u16) -> Asker<'t> {
        let state = &self.state;
        if state.agent.asked != 0 && (number == 0 || number == state.agent.request) {
            Asker::Agent
        } else if state.feature_wish.code() != 0 && (number == 0 || number == state.feature_request) {
            Asker::Feature
        } else {
            self.has_request(number).filter(|_| number != 0).map_or(Asker::Nobody, Asker::Call)
        }
    }

    /// Grants a request, or refuses it. Gives its number, 0 when there was nothing to do.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn request(&mut self, request: &Request<'_>) -> Result<u16, Cause> {
        // Decided on, and then carried out: the stack holds one of both.
        let mut plan = Plan::default();
        self.asks(request, &mut plan)?;
        match machine(request.what) {
            Machine::Call => self.grant(request, &plan),
            Machine::Data => self.change_data(request, &plan),
            Machine::Agent if plan.nothing => Ok(0),
            Machine::Agent => self.grant_agent(request),
            Machine::Feature => self.grant_feature(request),
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn asks(&self, request: &Request<'_>, plan: &mut Plan<'t>) -> Result<(), Cause> {
        self.view().asks(request, false, plan)
    }
}
