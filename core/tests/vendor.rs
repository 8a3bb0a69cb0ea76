//! Vendors' words: every state has an answer, what is said is understood again, and nothing unconfirmed gets out unasked.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Debug;

use offhook::vendor::{
    Any, Meaning, Ours, Phase, Table, Trust, Vocabulary, connect, csta, finesse, genesys, pega, tapi, tsapi,
};
use offhook::{AgentState, CallKind, State};

const BOTH: [Trust; 2] = [Trust::Confirmed, Trust::All];

/// One row for each state, in their order; every absence has its reason; no word stands twice in a row, or beside the rows.
fn check<K: Ours + Debug>(table: &Table<K>, states: &[K]) {
    let mut ours: Vec<K> = table.rows().map(|(ours, _)| ours).collect();
    ours.dedup();
    assert_eq!(ours, states, "{}", table.name());
    let mut said = BTreeSet::new();
    for state in states {
        let row: Vec<_> = table.rows().filter(|(ours, _)| ours == state).map(|(_, word)| word).collect();
        if let [Err(reason)] = row[..] {
            assert!(!reason.is_empty(), "{} {state:?}", table.name());
            continue;
        }
        let names: BTreeSet<_> =
            row.iter().map(|word| word.unwrap()).map(|word| (word.name(Trust::All).unwrap(), word.mode)).collect();
        assert_eq!(names.len(), row.len(), "{} {state:?}", table.name());
        said.extend(names);
    }
    for (word, reason) in table.others() {
        assert!(!reason.is_empty(), "{}", table.name());
        assert!(said.insert((word.name(Trust::All).unwrap(), word.mode)), "{} {word:?}", table.name());
        assert_eq!(
            table.read(word.name(Trust::All).unwrap(), None, Trust::All),
            Meaning::Nothing(reason),
            "{}",
            table.name()
        );
    }
    for (trust, state) in BOTH.iter().flat_map(|trust| states.iter().map(move |state| (*trust, *state))) {
        understood(table, state, trust);
    }
    assert_eq!(table.read("no such word", None, Trust::All), Meaning::Unknown);
    assert_eq!(table.read_number(-99, Trust::All), Meaning::Unknown);
}

/// What is said for a state means that state, or one for which the same is said.
fn understood<K: Ours + Debug>(table: &Table<K>, state: K, trust: Trust) {
    let Ok(word) = table.say(state, None, trust) else { return };
    let rows: Vec<K> = table.rows().map(|(ours, _)| ours).collect();
    let shared = rows.iter().any(|ours| *ours != state && table.say(*ours, None, trust) == Ok(word));
    let mut meanings = Vec::new();
    meanings.extend(word.name(trust).map(|name| table.read(name, word.mode, trust)));
    meanings.extend(word.number(trust).map(|number| table.read_number(number, trust)));
    assert!(!meanings.is_empty(), "{} {state:?}", table.name());
    for meaning in meanings {
        let Meaning::State(read) = meaning else { panic!("{} {state:?}: {word:?} means {meaning:?}", table.name()) };
        assert_eq!(table.say(read, None, trust), Ok(word), "{} {state:?}", table.name());
        assert!(shared || read == state, "{} {state:?}: {word:?} means {read:?}", table.name());
    }
}

#[test]
fn every_table_is_total_and_is_understood_both_ways() {
    for list in Vocabulary::ALL {
        match list.table() {
            Any::State(table) => check(&table, State::ALL),
            Any::Phase(table) => check(&table, Phase::ALL),
            Any::Agent(table) => check(&table, AgentState::ALL),
            Any::Kind(table) => check(&table, CallKind::ALL),
        }
    }
}

#[test]
fn the_same_word_for_both_directions_is_told_apart_by_who_placed_the_call() {
    for list in Vocabulary::ALL {
        let Any::Phase(table) = list.table() else { continue };
        for phase in Phase::ALL {
            let Ok(word) = table.say(*phase, None, Trust::All) else { continue };
            let placed = match phase {
                Phase::Alerting => false,
                Phase::Initiated | Phase::Calling => true,
                _ => continue,
            };
            let Meaning::State(read) = table.read_call(word.name(Trust::All).unwrap(), placed, Trust::All) else {
                panic!("{} {phase:?}", table.name())
            };
            assert_eq!(read == Phase::Alerting, *phase == Phase::Alerting, "{} {phase:?}", table.name());
        }
    }
    assert_eq!(connect::CONNECTION.read_call("connecting", false, Trust::Confirmed), Meaning::State(Phase::Alerting));
    assert_eq!(connect::CONNECTION.read_call("connecting", true, Trust::Confirmed), Meaning::State(Phase::Initiated));
    assert_eq!(finesse::PARTICIPANT.read_call("INITIATED", true, Trust::Confirmed), Meaning::State(Phase::Calling));
}

#[test]
fn every_pair_of_states_has_a_phase_and_every_phase_its_states() {
    for (local, far) in State::ALL.iter().flat_map(|local| State::ALL.iter().map(move |far| (*local, *far))) {
        let phase = Phase::of(local, far);
        let (again, said) = phase.states();
        assert_eq!(Phase::of(again, said.unwrap_or(far)), phase, "{local:?} {far:?}");
    }
    assert_eq!(Phase::of(State::Connected, State::Null), Phase::Calling, "originated");
    assert_eq!(Phase::of(State::Connected, State::Failed), Phase::Failed, "busy");
    assert_eq!(Phase::of(State::Connected, State::Unknown), Phase::Connected, "a conference");
    assert_eq!(Phase::of(State::Connected, State::Held), Phase::Connected, "held by the far party");
}

#[test]
fn csta_has_our_numbers_for_connections() {
    for state in State::ALL {
        let number =
            csta::CONNECTION.say(*state, None, Trust::Confirmed).ok().and_then(|word| word.number(Trust::Confirmed));
        assert_eq!(number, (*state != State::Unknown).then_some(i32::from(state.code())));
    }
}

#[test]
fn csta_numbers_a_pending_agent_anew() {
    use AgentState as A;
    let number = |table: &Table<A>, state| {
        table.say(state, None, Trust::Confirmed).ok().and_then(|word| word.number(Trust::Confirmed))
    };
    let agent = A::ALL.iter().map(|state| number(&csta::AGENT, *state)).collect::<Vec<_>>();
    let pending = A::ALL.iter().map(|state| number(&csta::PENDING_AGENT, *state)).collect::<Vec<_>>();
    assert_eq!(agent, [Some(1), Some(0), Some(2), None, Some(3), Some(4)]);
    assert_eq!(pending, [Some(1), Some(0), Some(2), None, None, Some(3)]);
    assert_eq!(csta::AGENT.read_number(3, Trust::Confirmed), Meaning::State(A::Busy));
    assert_eq!(csta::PENDING_AGENT.read_number(3, Trust::Confirmed), Meaning::State(A::WrapUp));
}

#[test]
fn what_is_not_confirmed_is_not_said_and_not_understood_unless_asked_for() {
    let ringback = tapi::LINE_CALL.say(Phase::Calling, None, Trust::Confirmed).unwrap();
    assert_eq!((ringback.name(Trust::Confirmed), ringback.number(Trust::Confirmed)), (Some("RINGBACK"), None));
    assert_eq!(ringback.number(Trust::All), Some(0x20));
    assert_eq!(tapi::LINE_CALL.read_number(0x20, Trust::Confirmed), Meaning::Unknown);
    assert_eq!(tapi::LINE_CALL.read_number(0x20, Trust::All), Meaning::State(Phase::Calling));

    let held = tsapi::CONNECTION.say(State::Held, None, Trust::Confirmed).unwrap();
    assert_eq!((held.name(Trust::Confirmed), held.number(Trust::Confirmed)), (None, Some(4)));
    assert_eq!(tsapi::CONNECTION.read("CS_HOLD", None, Trust::Confirmed), Meaning::Unknown);
    assert_eq!(tsapi::CONNECTION.read("CS_HOLD", None, Trust::All), Meaning::State(State::Held));

    assert!(pega::CALL.say(Phase::Connected, None, Trust::Confirmed).is_err());
    assert_eq!(pega::CALL.say(Phase::Connected, None, Trust::All).unwrap().name(Trust::All), Some("active"));
    assert_eq!(pega::CALL.read("retrieved", None, Trust::Confirmed), Meaning::State(Phase::Connected));
}

#[test]
fn the_next_state_chooses_the_word() {
    use AgentState as A;
    let name = |table: &Table<A>, state, next| {
        table.say(state, next, Trust::Confirmed).unwrap().name(Trust::Confirmed).unwrap()
    };
    assert_eq!(name(&finesse::AGENT, A::WrapUp, None), "WORK");
    assert_eq!(name(&finesse::AGENT, A::WrapUp, Some(A::Ready)), "WORK_READY");
    assert_eq!(name(&finesse::AGENT, A::Busy, Some(A::Ready)), "TALKING");
    assert_eq!(name(&connect::AGENT, A::Busy, Some(A::Ready)), "PendingAvailable");
    assert_eq!(name(&connect::AGENT, A::Busy, Some(A::NotReady)), "PendingBusy");
    for (word, state) in [("WORK_READY", A::WrapUp), ("HOLD", A::Busy), ("RESERVED_OUTBOUND", A::Reserved)] {
        assert_eq!(finesse::AGENT.read(word, None, Trust::Confirmed), Meaning::State(state));
    }
}

#[test]
fn the_work_mode_tells_wrap_up_from_not_ready() {
    use AgentState as A;
    let read = |name, mode| genesys::AGENT.read(name, mode, Trust::Confirmed);
    assert_eq!(read("NotReady", Some("AfterCallWork")), Meaning::State(A::WrapUp));
    assert_eq!(read("NotReady", Some("AuxWork")), Meaning::State(A::NotReady));
    assert_eq!(read("NotReady", Some("WalkAway")), Meaning::State(A::NotReady));
    assert_eq!(read("NotReady", None), Meaning::State(A::NotReady));
    assert_eq!(read("Ready", Some("ManualIn")), Meaning::State(A::Ready));
    assert_eq!(read("LoggedIn", None), Meaning::Nothing("Ready or NotReady follows"));
    let wrap_up = genesys::AGENT.say(A::WrapUp, None, Trust::Confirmed).unwrap();
    assert_eq!((wrap_up.name(Trust::Confirmed), wrap_up.mode), (Some("NotReady"), Some("AfterCallWork")));
}

#[test]
fn a_word_without_a_mode_is_understood_whatever_the_mode() {
    use AgentState as A;
    let read = |mode| finesse::AGENT.read("READY", mode, Trust::Confirmed);
    assert_eq!([read(None), read(Some("ManualIn"))], [Meaning::State(A::Ready); 2]);
}

#[test]
fn what_has_no_counterpart_is_said_plainly() {
    assert_eq!(tapi::LINE_CALL.say(Phase::Queued, None, Trust::All), Err("TAPI 2 has no queue; TAPI 3 has"));
    assert_eq!(
        finesse::PARTICIPANT.read("WRAP_UP", None, Trust::All),
        Meaning::Nothing("the call is over; the agent's state says wrap-up")
    );
    assert!(genesys::AGENT.say(AgentState::Busy, None, Trust::All).is_err());
    assert_eq!(tsapi::CISCO_CONNECTION.read_number(0xFFFF, Trust::Confirmed), Meaning::Nothing("nothing is said"));
}
