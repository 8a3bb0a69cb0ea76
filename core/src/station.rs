//! One extension: its doors for inputs, and the questions that an application asks. No rules live here.

use crate::agent::AgentInfo;
use crate::call::record::{Call, CallInfo, flag};
use crate::call::table;
use crate::cause::Cause;
use crate::config::Config;
use crate::data::{Data, Entry, Known, Texts};
use crate::decide::{Plan, within_mode};
use crate::features;
use crate::id::CallId;
use crate::output::{MAX_OUTPUTS, Output, OutputKind};
use crate::request::{Request, RequestKind as R};
use crate::signal::Signal;
use crate::state::ForwardKind;
use crate::storage::{StationState, flag as link};
use crate::turn::Turn;
use crate::view::{self, View};

/// What goes into a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Input<'a> {
    /// Time alone: the earliest deadline that is due fires.
    Time,
    /// A fact from the network.
    Signal(Signal<'a>),
    /// A wish of the user or the application.
    Request(Request<'a>),
}

/// What a step came to.
#[must_use = "the outputs in hand are commands to be sent, and events to be shown"]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Step {
    /// How many outputs stand in the caller's hand.
    pub outputs: u8,
    /// The call that the input made, or named; none where there is none.
    pub call: CallId,
    /// The number of the request that was granted.
    pub request: u16,
    /// There was nothing to do: the signal was late or repeated, or the request asks for what is so already and got no number.
    pub nothing: bool,
}

/// A station: a view made for one use, out of three borrows.
///
/// The contract: `now` never goes back; each input is one [`step`](Station::step); at
/// [`deadline`](Station::deadline) a step with [`Input::Time`] is due. Nothing is kept for later, nothing is called back.
#[derive(Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Station<'m> {
    pub(crate) state: &'m mut StationState,
    pub(crate) calls: &'m mut [Call],
    pub(crate) own: &'m mut [u8],
    pub(crate) data: &'m mut [u8],
}

impl<'m> Station<'m> {
    /// The station in these borrows: the state and the calls that [`StationState::new`] prepared, the bytes of its own texts (no more than
    /// 65,535 are used), and those of the calls' data, [`StationState::data`] each. Where there are fewer, less fits.
    #[inline]
    pub fn new(state: &'m mut StationState, calls: &'m mut [Call], own: &'m mut [u8], data: &'m mut [u8]) -> Self {
        Self { state, calls, own, data }
    }

    /// The station in this memory: the state and the calls that [`StationState::new`] prepared, and a block of
    /// [`block_size`](crate::storage::block_size) bytes: what the calls' data leave of it is for the station's own texts. In a
    /// block that is too short for the data, less of it fits, or none.
    pub fn over(state: &'m mut StationState, calls: &'m mut [Call], block: &'m mut [u8]) -> Self {
        let own = block.len().saturating_sub(calls.len().saturating_mul(state.data as usize));
        let (own, data) = block.split_at_mut_checked(own).unwrap_or_default();
        Self { state, calls, own, data }
    }

    /// One step: an input and the time (milliseconds) in, its outputs into `out`, commands before events.
    ///
    /// # Errors
    /// A request that is refused, with the reason: nothing has changed and nothing is told. Signals and time are never
    /// refused.
    #[inline]
    pub fn step(&mut self, now: u64, input: &Input<'_>, out: &mut [Output; MAX_OUTPUTS]) -> Result<Step, Cause> {
        match input {
            Input::Time => Ok(self.tick(now, out)),
            Input::Signal(signal) => Ok(self.hear(now, signal, out)),
            Input::Request(request) => self.ask(now, request, out),
        }
    }

    /// A [`step`](Self::step) with time alone. Firmware that enters by these three doors links only what it uses.
    #[inline(always)]
    pub fn tick(&mut self, now: u64, out: &mut [Output; MAX_OUTPUTS]) -> Step {
        self.turn(now, out).tick()
    }

    /// A [`step`](Self::step) with a fact from the network.
    #[inline(always)]
    pub fn hear(&mut self, now: u64, signal: &Signal<'_>, out: &mut [Output; MAX_OUTPUTS]) -> Step {
        self.turn(now, out).hear(signal)
    }

    /// A [`step`](Self::step) with a wish.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    #[inline(always)]
    pub fn ask(&mut self, now: u64, request: &Request<'_>, out: &mut [Output; MAX_OUTPUTS]) -> Result<Step, Cause> {
        self.turn(now, out).ask(request)
    }

    #[inline(always)]
    fn turn<'t>(&'t mut self, now: u64, out: &'t mut [Output; MAX_OUTPUTS]) -> Turn<'t> {
        Turn::new(self.state, self.calls, self.own, self.data, now, out)
    }

    /// A [`step`](Self::step) whose outputs come back in a vector.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    #[cfg(feature = "heapless")]
    pub fn step_to_vec(
        &mut self,
        now: u64,
        input: &Input<'_>,
    ) -> Result<(Step, heapless::Vec<Output, MAX_OUTPUTS>), Cause> {
        let mut out = [Output::new(OutputKind::Actions); MAX_OUTPUTS];
        let step = self.step(now, input, &mut out)?;
        Ok((step, out.into_iter().take(step.outputs.into()).collect()))
    }

    /// When the next step with time alone is due, in milliseconds. It may be past: then there is more to say. It is
    /// never late, and may be early by a deadline that is no longer needed.
    pub fn deadline(&self) -> Option<u64> {
        (self.state.due != u64::MAX).then_some(self.state.due)
    }

    /// Whether a request would be granted now: the request's own rule, asked without its texts.
    ///
    /// # Errors
    /// The reason for which it would be refused.
    pub fn allowed(&self, what: R, call: CallId) -> Result<(), Cause> {
        self.grants(&Request { call, ..Request::new(what) })
    }

    /// The same for a request that names more than its call.
    #[inline(always)]
    pub(crate) fn grants(&self, request: &Request<'_>) -> Result<(), Cause> {
        within_mode(&self.state.config, request.what)?;
        self.view().asks(request, true, &mut Plan::default())
    }

    pub(crate) fn view(&self) -> View<'_, '_> {
        View { state: self.state, calls: self.calls, own: self.own, data: self.data }
    }

    /// A call, also one that has ended while its slot is not used again.
    pub fn call(&self, id: CallId) -> Option<CallInfo> {
        self.record(id).map(|call| self.info(call))
    }

    /// The record of a call, also of one that has ended while its slot is not used again.
    pub(crate) fn record(&self, id: CallId) -> Option<&Call> {
        self.calls.get(id.slot()).filter(|call| call.id.get() == id && !id.is_unused())
    }

    /// The records of the calls that live, by slot.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(|call| call.live())
    }

    /// The other call of a live call's consultation, or none.
    pub(crate) fn bound(&self, call: &Call) -> CallId {
        self.view().bound(call).filter(|_| call.live()).map_or(CallId::NONE, |bound| bound.id.get())
    }

    /// The calls that live, by slot.
    pub fn calls(&self) -> impl Iterator<Item = CallInfo> + '_ {
        self.records().map(|call| self.info(call))
    }

    /// Slots, used or free.
    pub fn capacity(&self) -> usize {
        self.calls.len()
    }

    fn info(&self, call: &Call) -> CallInfo {
        let started = call.started.get();
        CallInfo {
            id: call.id.get(),
            reference: call.reference.get(),
            local: call.local(),
            far: call.far(),
            kind: call.kind(),
            cause: call.cause.get(),
            bound: self.bound(call),
            parties: call.parties.get(),
            stale: call.live() && (call.epoch.get() != self.state.epoch || self.state.has(link::DOWN)),
            acd: call.has(flag::ACD),
            started,
            answered: call.answered.get().checked_sub(1).map(|after| started.saturating_add(u64::from(after))),
            cleared: (!call.live()).then(|| call.cleared.get()),
            pending: call.pending(),
            request: call.request.get(),
        }
    }

    /// The call that has, or had last, this reference.
    pub fn find(&self, reference: u64) -> Option<CallId> {
        table::find(self.calls, reference).map(|call| call.id.get())
    }

    /// The agent.
    pub fn agent(&self) -> AgentInfo {
        let agent = &self.state.agent;
        AgentInfo { state: agent.state(), pending: agent.pending(), reason: agent.told_reason() }
    }

    /// Whether a feature is on; forwarding by its kind.
    pub fn feature(&self, what: R, kind: ForwardKind) -> bool {
        self.state.features & features::bit(what, kind) != 0
    }

    /// The attached data of a call.
    pub fn data(&self, id: CallId) -> Option<Data<'_>> {
        let call = self.calls.get(id.slot()).filter(|call| call.id.get() == id)?;
        Some(view::held(self.data, self.state.data, call))
    }

    /// The station's own texts: the agent's id and queues, where calls are forwarded.
    pub fn own(&self) -> Data<'_> {
        self.view().own()
    }

    /// The texts of an output: a command's destination, digits, queue, data; the party of a `party` event.
    /// They stand until the request ends.
    pub fn texts(&self, output: &Output) -> impl Iterator<Item = Entry<'_>> + '_ {
        let request = if output.what.is_command() { output.request } else { 0 };
        let mut data = [Data::default(); 3];
        if request != 0 {
            let of = |id: CallId| self.data(id).unwrap_or_default();
            let own = if output.call.is_none() { self.own() } else { Data::default() };
            data = [of(output.call), of(output.other), own];
        }
        let party = if output.what == OutputKind::Party { self.data(output.call) } else { None };
        Texts::new(data, request, party.and_then(|data| data.known(Known::Who)))
    }

    /// Signals that were recognised as late, repeated or without meaning, and changed nothing.
    pub fn ignored(&self) -> u32 {
        self.state.ignored
    }

    /// What the integrator chose.
    pub fn config(&self) -> Config {
        self.state.config.config()
    }

    /// The time of the last step.
    pub fn now(&self) -> u64 {
        self.state.now
    }
}
