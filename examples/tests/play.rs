//! Files that hold, files that do not, and files that are wrong: what is said of each, and where.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use offhook_desk::error::Failure;
use offhook_desk::scenario::{Played, parse, play};

fn run(text: &str) -> Result<Played, Failure> {
    play("file", &parse("file", text.as_bytes())?, Vec::new())
}

/// The file holds.
fn holds(text: &str) {
    if let Err(failure) = run(text) {
        panic!("{failure}\n{text}");
    }
}

/// The file fails with this status at this line, saying all of these.
fn fails(status: u8, line: u32, said: &[&str], text: &str) {
    let failure = run(text).expect_err(text);
    assert_eq!((failure.exit_status(), failure.line), (status, line), "{failure}\n{text}");
    for said in said {
        assert!(failure.to_string().contains(said), "{said:?} is not in:\n{failure}");
    }
}

const OFFERED: &str = "station 4001\nsignal offered k ref=17 from=408 to=1800\n";
const ANSWERED: &str = "station 4001\nsignal established k ref=17\n";

#[test]
fn the_bundled_scenario_holds() {
    holds(include_str!("../scenarios/inbound.scn"));
    holds(include_str!("../scenarios/warm-transfer.scn"));
}

#[test]
fn each_expectation_holds_and_fails() {
    let cases = [
        (OFFERED, "event call k local=alerting", "event call k local=held"),
        (OFFERED, "event call k was-local=null was-far=null far=connected", "event call k far=held"),
        (OFFERED, "event call sequence=1", "event call sequence=9"),
        (OFFERED, "event call ref=17", "event call ref=18"),
        (OFFERED, "call k alerting far=connected kind=inbound", "call k connected"),
        (OFFERED, "call k bound=none stale=no parties=2", "call k parties=3"),
        (OFFERED, "call k alerting from=408", "call k alerting from=409"),
        (OFFERED, "call k kind=inbound", "call k kind=internal"),
        (OFFERED, "calls 1", "calls 0"),
        (OFFERED, "agent logged-out pending=none reason=0", "agent ready"),
        (OFFERED, "agent logged-out", "agent logged-out reason=1"),
        (OFFERED, "allowed k answer reject", "allowed k answer hold"),
        (OFFERED, "denied k hold retrieve", "denied k hold answer"),
        (OFFERED, "allowed station log-in", "denied station log-in"),
        (OFFERED, "data k ANI=408 DNIS=1800", "data k ANI=408 DNIS=1801"),
        (OFFERED, "nodata k CRM:ANI BP", "nodata k ANI"),
        (OFFERED, "encode k c4c-query = \"ANI=408&DNIS=1800\"", "encode k c4c-query = \"ANI=408\""),
        (OFFERED, "request hold k\nrefused", "request answer k\nrefused"),
        (OFFERED, "request hold k\nrefused invalid-connection-state", "request hold k\nrefused no-slot"),
        (OFFERED, "request answer k", "request hold k"),
        (ANSWERED, "request hold k\ncommand hold k request=1", "request hold k\ncommand hold k request=2"),
        (
            ANSWERED,
            "request hold k\nsignal held k\nevent request-done k what=hold",
            "request hold k\nevent request-done k what=hold",
        ),
        (
            ANSWERED,
            "request attach k a=b CRM:c=d\ncommand data k a=b CRM:c=d",
            "request attach k a=b\ncommand data k a=c",
        ),
    ];
    for (before, good, bad) in cases {
        holds(&format!("{before}{good}\n"));
        let text = format!("{before}{bad}\n");
        let failure = run(&text).expect_err(&text);
        assert_eq!(failure.exit_status(), 1, "{failure}");
        assert!(failure.line >= 3, "{failure}");
    }
}

#[test]
fn a_failure_says_where_what_and_what_was() {
    fails(
        1,
        3,
        &["file:3: ", "expected: call k held", "got: call k alerting far=connected"],
        &format!("{OFFERED}call k held\n"),
    );
    fails(1, 3, &["expected: event ended k", "event call k local=alerting"], &format!("{OFFERED}event ended k\n"));
    fails(1, 3, &["no commands since the last one"], &format!("{OFFERED}command answer k\n"));
    fails(
        1,
        3,
        &["`request hold k` is granted", "refused: invalid-connection-state"],
        &format!("{OFFERED}request hold k\ncalls 1\n"),
    );
    fails(1, 3, &["refused: invalid-connection-state"], &format!("{OFFERED}request hold k\n"));
}

#[test]
fn a_file_that_is_wrong_is_told_what_to_do() {
    let cases = [
        (1, "sation 4001", "the nearest is `station`"),
        (1, "What is this", "a line says one of: station exchange"),
        (1, "station", "the line ends where the extension should follow"),
        (1, "station 4001 room=4", "`station` knows no `room=`"),
        (1, "station 4001 calls=99999", "no number that fits"),
        (1, "station 4001 quirk=dtmf", "the nearest is `dtmf-held`"),
        (1, "station 4001 request-timeout=2000000000", "cannot be made so"),
        (2, "station 4001\nstation 4001", "already"),
        (1, "calls 0", "there is no station yet"),
        (2, "station 4001\n4002: calls 0", "there is no station 4002"),
        (1, "4002:", "nothing follows"),
        (2, "station 4001\nsignal ofered k", "the nearest is `offered`"),
        (2, "station 4001\nsignal offered", "needs the NAME of a call"),
        (2, "station 4001\nsignal offered k colour=red", "it takes ref kind from"),
        (2, "station 4001\nsignal offered k kind=red", "no kind of call is called `red`"),
        (2, "station 4001\nsignal offered k cause=bussy", "the nearest is `busy`"),
        (2, "station 4001\nsignal offered k acd=maybe", "neither `yes` nor `no`"),
        (2, "station 4001\nsignal agent reason=1", "needs `state=`"),
        (2, "station 4001\nsignal queue name=sales", "needs `name=` and `logged=in|out`"),
        (2, "station 4001\nsignal mute", "needs `state=on` or `state=off`"),
        (2, "station 4001\nsignal data k a b=c", "`a` is no entry"),
        (2, "station 4001\nsignal data k :=c", "has no key"),
        (2, "station 4001\nrequest answer", "needs the NAME of a call"),
        (2, "station 4001\nrequest answer k", "no call named `k`"),
        (2, "station 4001\nrequest make-call as", "the name of the new call"),
        (2, "station 4001\nrequest make-call to=1 as a as b", "`as` is said twice"),
        (2, "station 4001\nrequest make-call to=1 to=2", "`to` is said twice"),
        (2, "station 4001\nsignal offered k from=1 from=2", "`from` is said twice"),
        (2, "station 4001\nrequest detach k a=b", "a value where only a key belongs"),
        (2, "station 4001\nrequest mute", "needs `state=on` or `state=off`"),
        (2, "station 4001\nrequest log-in colour=red", "it takes agent queue skills"),
        (2, "station 4001\nevent link upwards", "no state of a link"),
        (2, "station 4001\ncommand call", "no command is called `call`"),
        (2, "station 4001\nevent call colour=red", "it takes local far"),
        (2, "station 4001\ncall k far", "no call state is called `far`"),
        (2, "station 4001\nrefused", "`refused` follows a `request`"),
        (2, "station 4001\nallowed station", "no request is named"),
        (2, "station 4001\ncalls 0 1", "more than `calls` takes"),
        (3, "station 4001\nat 5\nat 4", "does not go back to 4"),
        (2, "station 4001\nencode k c4c-query \"\"", "blanks around the `=`"),
        (2, "station 4001\nencode k c4c-querry = \"\"", "the nearest is `c4c-query`"),
        (2, "station 4001\nrestore", "`save` comes before"),
        (2, "station 4001\nlose 1", "1 signals were still to be lost"),
        (2, "station 4001\nrepeat 2", "2 signals were still to be repeated"),
        (2, "station 4001\nswap", "two signals were still to change places"),
        (3, "station 4001\nswap\nsignal offered k", "waits to change places"),
    ];
    for (line, text, said) in cases {
        fails(2, line, &[said], text);
    }
    let failure = parse("file", b"station 4001\ncalls 0\n\xff\n").unwrap_err();
    assert_eq!((failure.exit_status(), failure.line), (2, 3), "{failure}");
}

#[test]
fn outputs_are_taken_in_order_and_those_before_are_forgotten() {
    let text = format!("{ANSWERED}request hold k\nsignal held k\nevent request-done k\n");
    holds(&text);
    fails(1, 6, &[], &format!("{text}event call k local=held\n"));
    // Commands and events are two streams.
    holds(&format!("{text}command hold k\n"));
    fails(1, 4, &[], &format!("{ANSWERED}drain\nevent call k\n"));
}

#[test]
fn strict_lets_nothing_pass() {
    let strict = format!("strict\n{OFFERED}");
    holds(&format!("{strict}event call k\nevent actions\nat 10\n"));
    fails(1, 4, &["was named before this line", "event call k"], &format!("{strict}at 10\n"));
    fails(1, 4, &["not first (strict)"], &format!("{strict}event actions\n"));
    holds(&format!("{strict}drain\nat 10\n"));
}

#[test]
fn the_way_to_a_station_loses_repeats_and_swaps() {
    // The offer is lost, and the next word of the call makes it.
    holds("station 4001\nlose 1\nsignal offered k\ncalls 0\nsignal established k\ncall k connected\n");
    // The second copy of a repeated signal gives nothing.
    holds("station 4001\nrepeat 1\nsignal offered k\nevent call k\ncalls 1\n");
    fails(1, 5, &[], "station 4001\nrepeat 1\nsignal offered k\nevent call k\nevent call k\n");
    // Held before established: one call, held.
    holds("station 4001\nsignal offered k\nswap\nsignal established k\ncall k alerting\nsignal held k\ncall k held\n");
}

#[test]
fn the_clock_fires_what_is_due_in_order() {
    let text = "station 4001 request-timeout=1000\nsignal established k\nrequest hold k\nat 999\ncall k connected\n";
    holds(text);
    fails(1, 6, &[], &format!("{text}event request-failed k\n"));
    holds(&format!("{text}at 1000\nevent request-failed k what=hold reason=timed-out\ncommand query k\n"));
}

#[test]
fn names_stay_with_their_calls() {
    // A name without a `ref=` gets a reference that no other call has.
    holds(
        "station 4001\nsignal offered a\nsignal offered b\ncalls 2\nsignal cleared a\ncall a null\ncall b alerting\n",
    );
    // A call that a request makes is named by `as`, and by its reference once it has one.
    holds(
        "station 4001\nrequest make-call to=4711 as out\ncall out initiated\nsignal originated out\n\
         call out connected far=null\nsignal delivered out\ncall out connected far=alerting\n",
    );
    // A reference that changed is the one that counts.
    holds(
        "station 4001\nsignal offered a ref=5\nsignal reference a ref=6\nsignal established ref=6\ncall a connected\n",
    );
    // Two stations: a prefix turns to one, and stays there.
    holds("station 4001\nstation 4002\nsignal offered a\n4002: calls 0\ncalls 0\n4001: calls 1\ncall a alerting\n");
    // A refused request makes no call, and the name stays free.
    holds(
        "station 4001 calls=1\nsignal offered a\nrequest make-call as b\nrefused no-slot\nsignal cleared a\nrequest make-call as b\n",
    );
}

#[test]
fn a_snapshot_brings_everything_back() {
    holds(
        "station 4001 request-timeout=1000\nsignal established k\nrequest attach k a=b\nrequest hold k\nsave\n\
         signal held k\nsignal cleared k\ncalls 0\nrestore\ncall k connected\ndata k a=b\nsignal held k\ncall k held\n",
    );
}

#[test]
fn decoded_data_are_the_calls_or_nothing_is() {
    holds(&format!("{OFFERED}decode c4c-query \"TicketID=1&BP=2\" k\ndata k TicketID=1 BP=2\n"));
    holds(&format!("{OFFERED}decode c4c-query \"TicketID=1&BP=%\" k\nrefused\nnodata k TicketID BP\n"));
    fails(1, 3, &["is granted", "byte "], &format!("{OFFERED}decode c4c-query \"BP=%\" k\n"));
    let small = "station 4001 data=40\nsignal offered k\ndecode c4c-query \"TicketID=1&Custom_1=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" k\n";
    holds(&format!("{small}refused no-room\nnodata k TicketID\n"));
}

#[test]
fn an_exchange_ties_stations_together() {
    const BOTH: &str = "station 4001\nstation 4002\nexchange\n4001: request make-call to=4002 as k\n";
    holds(&format!(
        "{BOTH}4002: call k alerting far=connected\nrequest answer k\n4001: call k connected far=connected\n"
    ));
    // Commands and events are recorded all the same, and signals can get lost on the way.
    holds(&format!(
        "{BOTH}command make-call k to=4002\nevent call k local=initiated\nlose 1\n4002: request answer k\n4001: call k connected far=alerting\n"
    ));
    // A station that was made later is joined, too, where the line names nobody.
    holds("station 4001\nexchange\nstation 4002\n4001: request make-call to=4002 as k\n4002: call k alerting\n");
    // A station that is not joined is not there.
    holds(
        "station 4001\nstation 4002\nstation 4003\nexchange 4001 4003\n4001: request make-call to=4002 as k\n4002: calls 0\n4001: call k far=failed\n",
    );
    let unplugged = BOTH.replace("exchange\n", "exchange\nunplug 4002\n");
    holds(&format!("{unplugged}4002: calls 0\n4001: call k far=failed cause=dest-out-of-order\n"));
}

#[test]
fn an_exchange_that_is_wrong_is_told_what_to_do() {
    for statement in ["queue 900", "hunt 800 ring=all 4001", "plug 4001", "unplug 4001"] {
        fails(2, 2, &["write `exchange` before it"], &format!("station 4001\n{statement}\n"));
    }
    let cases = [
        (2, "exchange 4002", "`station 4002` makes one"),
        (3, "exchange\nexchange", "there is an exchange already"),
        (3, "exchange\nqueue 900 4002", "the exchange has no station 4002"),
        (3, "exchange\nqueue 900 overflow=5", "go together"),
        (3, "exchange\nqueue 4001", "invalid-parameter-value"),
        (3, "exchange\nhunt 800 4001", "`ring=all` or `ring=one`"),
        (3, "exchange\nhunt 800 ring=one", "needs a station"),
    ];
    for (line, text, said) in cases {
        fails(2, line, &[said], &format!("station 4001\n{text}\n"));
    }
}
