//! The program as scripts see it: what it prints where, and how it exits.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

/// Runs the program with this on its standard input.
fn offhook(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_offhook"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may have ended before.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Its exit status, standard output and standard error.
fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = offhook(arguments, input);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A file of this test's own.
fn file(name: &str, text: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn without_a_command_a_call_is_shown() {
    let (status, out, error) = run(&[], "");
    assert_eq!((status, error.as_str()), (0, ""));
    // Every agent's record opens: the first leg's id stays, each leg has its own.
    let pops: Vec<&str> = out.lines().filter(|line| line.contains("http://localhost:36729/?")).collect();
    assert_eq!(pops.len(), 3, "{out}");
    for (pop, leg) in pops.iter().zip(["56432156787890", "56432156787891", "56432156787892"]) {
        assert!(
            pop.contains(&format!("&ExternalReferenceID={leg}&ExternalOriginalReferenceID=56432156787890&")),
            "{pop}"
        );
    }
    assert!(!out.contains('\u{1b}'), "colour only on a terminal");
    let ladder = out.lines().take_while(|line| !line.starts_with("Screen pop "));
    assert!(ladder.into_iter().all(|line| line.chars().count() <= 80), "{out}");
}

#[test]
fn play_tells_by_its_exit_status() {
    let good = file("good.scn", "station 4001\nsignal offered k\ncalls 1\n");
    let unmet = file("unmet.scn", "station 4001\nsignal offered k\ncalls 2\n");
    let wrong = file("wrong.scn", "station 4001\nsignal ofered k\n");
    assert_eq!(run(&["play", &good], ""), (0, format!("{good}: 1 expectations held\n"), String::new()));
    let (status, out, error) = run(&["play", &good, &unmet], "");
    assert_eq!((status, out.lines().count()), (1, 1));
    assert!(
        error.contains(&format!("{unmet}:3: "))
            && error.contains("expected: calls 2")
            && error.contains("got: calls 1"),
        "{error}"
    );
    let (status, _, error) = run(&["play", &unmet, &wrong, &good], "");
    assert_eq!(status, 2, "{error}");
    assert!(error.contains(&format!("{wrong}:2: ")), "{error}");
    assert_eq!(run(&["play", "no-such-file"], "").0, 2);
    assert_eq!(run(&["frobnicate"], "").0, 2);
}

#[test]
fn play_takes_what_is_in_folders_by_name() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("folder");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("b")).unwrap();
    let named = folder.to_str().unwrap();
    let (status, _, error) = run(&["play", named], "");
    assert_eq!(status, 2);
    assert!(error.contains(named) && error.contains(".scn"), "{error}");
    for name in ["folder/c.scn", "folder/a.scn", "folder/b/inner.scn"] {
        file(name, "station 4001\ncalls 0\n");
    }
    file("folder/notes.txt", "no scenario");
    let (status, out, _) = run(&["play", named], "");
    let played: Vec<_> = out.lines().map(|line| line.split(": ").next().unwrap().rsplit('/').next().unwrap()).collect();
    assert_eq!((status, played), (0, vec!["a.scn", "inner.scn", "c.scn"]));
}

#[test]
fn a_trace_of_several_files_counts_their_stations_on() {
    let files = [
        file("one.scn", "station 1\nsignal offered k\n"),
        file("two.scn", "station 2\nstation 3\n3: signal offered k\n"),
    ];
    let trace = file("several.trace", "");
    let (status, transcript, _) = run(&["play", &files[0], &files[1], "--trace", &trace, "--transcript", "-"], "");
    assert_eq!(status, 0);
    assert_eq!(transcript.lines().map(|line| &line[..2]).collect::<Vec<_>>(), ["0 ", "0 ", "2 ", "2 "]);
    assert_eq!(run(&["replay", &trace, "--transcript", "-"], ""), (0, transcript, String::new()));
}

#[test]
fn a_trace_is_played_again() {
    let scenario = file("call.scn", "station 4001\nsignal offered k ref=17 from=408\nrequest hold k\nrefused\n");
    let trace = file("call.trace", "");
    let (status, transcript, error) = run(&["play", &scenario, "--trace", &trace, "--transcript", "-"], "");
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(
        transcript.starts_with("0 0 event call call=4096 other=0 reference=17 sequence=1 request=0 cause=0 "),
        "{transcript}"
    );
    assert!(transcript.ends_with("0 0 refused 793\n"), "{transcript}");
    assert_eq!(run(&["replay", &trace, "--transcript", "-"], ""), (0, transcript, String::new()));
    let (status, ladder, _) = run(&["replay", &trace], "");
    assert!(status == 0 && ladder.contains("offered") && ladder.contains("refused"), "{ladder}");
    assert!(ladder.contains("4001") && !ladder.contains("station 0"), "{ladder}");
    let (status, _, error) = run(&["replay", &scenario], "");
    assert!(status == 2 && error.contains("not a trace"), "{error}");
}

#[test]
fn a_ladder_is_drawn() {
    let scenario = file("drawn.scn", "station 4001\nsignal offered k from=\"a<b\"\n");
    let picture = file("drawn.svg", "");
    assert_eq!(run(&["ladder", &scenario, "-o", &picture], "").0, 0);
    let svg = std::fs::read_to_string(&picture).unwrap();
    assert!(svg.starts_with("<svg ") && svg.contains("a&lt;b"), "{svg}");
    assert!(svg.contains("k: alerting"), "the call has a bar: {svg}");
    assert!(svg.contains("0.000 s"), "there is a time axis: {svg}");
}

#[test]
fn codecs_read_and_write_nothing_but_their_text() {
    assert_eq!(
        run(&["encode", "c4c-query", "Custom_1=A 1", "ANI=+49"], ""),
        (0, "Custom_1=A%201&ANI=%2B49".to_owned(), String::new())
    );
    let (status, out, error) = run(&["encode", "c4c-query", "nonsense=1"], "");
    assert!((status, out.as_str()) == (1, "") && error.contains("nonsense"), "{error}");
    // A key whose values are a list says which they are; Classic has no counterpart of some of Lightning's.
    for (entries, those) in [
        (&["c4c-query", "EventType=CALLED"][..], "EventType: …: INBOUND, OUTBOUND, UPDATEACTIVITY, TRANSFER"),
        (&["pega", "pyCallType=x"], "pyCallType: …: INBOUND, CONSULT, OUTBOUND, INTERNAL"),
        (
            &["opencti-lightning", "method=screenPop", "type=x"],
            "type: …: SOBJECT, URL, OBJECTHOME, LIST, SEARCH, NEW_RECORD_MODAL, FLOW",
        ),
        (&["opencti-classic", "method=screenPop", "type=LIST", "listViewId=1"], "type: …: SOBJECT, URL"),
        (
            &["opencti-classic", "method=searchAndScreenPop", "searchParams=abc", "callType=x"],
            "callType: …: inbound, outbound, internal",
        ),
        (&["uui", "UUI-hex=x"], "UUI-hex: …"),
    ] {
        let (status, _, error) = run(&[&["encode"], entries].concat(), "");
        let wanted = those.replace('…', "the value is not one of those that this key has");
        assert_eq!((status, error.trim_end()), (1, format!("offhook: {wanted}").as_str()));
    }
    assert_eq!(run(&["encode", "c4c-query", "no-value"], "").0, 2);
    assert_eq!(run(&["encode", "c4c"], "").0, 2);
    let decoded = run(&["decode", "c4c-query"], "Custom_1=A%201&ANI=%2B49\n");
    assert_eq!(decoded, (0, "Custom_1=\"A 1\"\nANI=+49\n".to_owned(), String::new()));
    let (status, out, error) = run(&["decode", "c4c-query"], "CID=%zz");
    assert!((status, out.as_str()) == (1, "") && error.contains("byte 4"), "{error}");
}

#[test]
fn encode_takes_the_lines_that_decode_prints() {
    let text =
        r##"{"payload":{"ANI":"a \"b\" c","BP":"","Custom_1":"\"all\"","Transcript":"one\r\ntwo\\","a:b c":"#x"}}"##;
    let (status, printed, error) = run(&["decode", "c4c-json"], text);
    assert_eq!((status, error.as_str()), (0, ""));
    let words: Vec<&str> = ["encode", "c4c-json"].into_iter().chain(printed.lines()).collect();
    assert_eq!(run(&words, ""), (0, text.to_owned(), String::new()));
    // What is not a quoted value as a whole is taken as it stands.
    for (value, json) in [("\"", r#"\""#), ("\"a\" b", r#"\"a\" b"#), ("a\"b", r#"a\"b"#), (r"\n", r"\\n")] {
        let made = run(&["encode", "c4c-json", &format!("ANI={value}")], "");
        assert_eq!(made, (0, format!(r#"{{"payload":{{"ANI":"{json}"}}}}"#), String::new()));
    }
}

#[test]
fn encode_takes_what_the_codec_lets_one_choose() {
    let isdn = ";encoding=hex;purpose=isdn-uui;content=isdn-uui";
    for budget in [32, 96, 128, 131] {
        let (fits, long) = ("x".repeat(budget), "x".repeat(budget + 1));
        let encode =
            |value: &str| run(&["encode", "uui", "--budget", &budget.to_string(), &format!("UUI={value}")], "");
        assert_eq!(encode(&fits), (0, format!("04{}{isdn}", "78".repeat(budget)), String::new()));
        let (status, out, error) = encode(&long);
        assert!((status, out.as_str()) == (1, "") && error.contains("UUI: more than the carrier takes"), "{error}");
    }
    for (how, payload) in [
        ("written", r#"{"payload":{"Action":"ACCEPT","ANI":"1"}}"#),
        ("empty", r#"{"payload":{"Action":"","ANI":"1"}}"#),
        ("left-out", r#"{"payload":{"ANI":"1"}}"#),
    ] {
        let made = run(&["encode", "c4c-json", "--accept", how, "Action=ACCEPT", "ANI=1"], "");
        assert_eq!(made, (0, payload.to_owned(), String::new()));
    }
    for (codec, option, value, owner) in [
        ("c4c-query", "--budget", "32", "uui and uui-uri"),
        ("uui", "--accept", "empty", "c4c-xml and c4c-json"),
        ("pega", "--merge", "none.xml", "ici-xml"),
    ] {
        let (status, _, error) = run(&["encode", codec, option, value, "ANI=1"], "");
        assert!(status == 2 && error.contains(option) && error.contains(owner), "{error}");
    }
}

#[test]
fn a_key_that_is_too_long_is_named() {
    let long = format!("Ticket{}", "k".repeat(250));
    for codec in ["binary", "pega", "c4c-json", "ici-xml"] {
        let (status, _, error) = run(&["encode", codec, &format!("{long}=1")], "");
        assert!(status == 1 && error.contains("Ticketkkk") && error.contains("longer than 255 bytes"), "{error}");
        assert!(error.len() < 255, "it is not shown whole: {error}");
    }
    let document = format!("<ItemAttachedData><Application id='A'><{long}>1</{long}></Application></ItemAttachedData>");
    for (codec, text, at) in [
        ("pega", format!("{{\"{long}\":\"1\"}}"), 1),
        ("c4c-xml", format!("<payload><{long}/></payload>"), 9),
        ("ici-xml", document, 38),
    ] {
        let (status, _, error) = run(&["decode", codec], &text);
        assert!(status == 1 && error.contains("Ticketkkk") && error.contains(&format!("byte {at}: ")), "{error}");
        assert!(error.len() < 255, "it is not shown whole: {error}");
    }
}

#[test]
fn a_number_is_dialled_as_the_site_dials() {
    let imported = file(
        "center.xml",
        "<callCenter><section name='reqDialingOptions'><item name='reqOutsidePrefix'>9</item><item name='reqLongDistPrefix'>1\
         </item><item name='reqInternationalPrefix'>011</item></section></callCenter>",
    );
    let prefixes = ["--outside=9", "--long-distance=1", "--international=011"];
    for (number, dialled) in [
        ("4002", "4002"),
        ("361-3611", "93613611"),
        ("(408) 361-3611", "914083613611"),
        ("+1 408 361 3611", "914083613611"),
        ("+49 (30) 1234/5", "901149301234 5"),
        ("*72", "*72"),
    ] {
        let dialled = format!("{}\n", dialled.replace(' ', ""));
        assert_eq!(run(&["dial", number, "--call-center", &imported], ""), (0, dialled.clone(), String::new()));
        let given = [&["dial", number][..], &prefixes].concat();
        assert_eq!(run(&given, ""), (0, dialled, String::new()));
    }
    // What is given goes before what the file says.
    assert_eq!(run(&["dial", "361-3611", "--call-center", &imported, "--outside", "0"], "").1, "03613611\n");
    let german =
        ["--outside", "0", "--long-distance", "0", "--rule", ":1-4:internal", "--rule", "0:3-14:long-distance"];
    assert_eq!(run(&[&["dial", "030 1234"], &german[..]].concat(), "").1, "00301234\n");
    assert_eq!(run(&[&["dial", "12"], &german[..]].concat(), "").1, "12\n");
    for (arguments, status, said) in [
        (&["dial", "1-800-FLOWERS"][..], 1, "byte 6: 'F' cannot be dialled"),
        (&["dial", ""], 1, "no rule takes this number: add one"),
        (&["dial", "1", "--rule", "0:1-2:far"], 2, "none of internal, local"),
        (&["dial", "1", "--rule", "0"], 2, "BEGINS:LEAST-MOST:REACH"),
        (&["dial", "1", "--rule", "0:x:local"], 2, "no number of digits"),
        (&["dial", "1", "--call-center", "no-such-file"], 2, "cannot be read"),
    ] {
        let (got, out, error) = run(arguments, "");
        assert!((got, out.as_str()) == (status, "") && error.contains(said), "{arguments:?}: {error}");
    }
    let broken = file("no-center.xml", "<other/>");
    let (status, _, error) = run(&["dial", "1", "--call-center", &broken], "");
    assert!(status == 2 && error.contains("byte 0") && error.contains("no call-centre file"), "{error}");
}

#[test]
fn names_are_those_that_are_committed() {
    let committed = include_str!("../names.txt");
    let (status, out, _) = run(&["names"], "");
    assert_eq!(status, 0);
    assert!(
        out == committed,
        "`cargo run -- names > examples/names.txt` writes the new list; an old number may not change"
    );
}

#[test]
fn tables_are_those_that_are_committed() {
    for (command, committed, file) in [
        (&["states"][..], include_str!("../states.txt"), "states.txt"),
        (&["states", "--diagram"], include_str!("../states.mmd"), "states.mmd"),
    ] {
        let (status, out, _) = run(command, "");
        assert_eq!(status, 0);
        assert!(out == committed, "`cargo run -- {} > examples/{file}` writes the new tables", command.join(" "));
    }
}

/// An adapter that takes one request and gives this reply: its port, and what it was asked.
fn adapter(reply: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let adapter = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = adapter.local_addr().unwrap().port().to_string();
    let serve = std::thread::spawn(move || {
        let (mut stream, _) = adapter.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut some = [0; 256];
            let length = stream.read(&mut some).unwrap();
            assert!(length > 0, "the request ends too early");
            request.extend_from_slice(&some[..length]);
        }
        stream.write_all(reply.as_bytes()).unwrap();
        String::from_utf8(request).unwrap()
    });
    (port, serve)
}

#[test]
fn a_call_that_the_adapter_refuses_is_no_success() {
    for (reply, shown, advice) in [
        (
            "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nno such path\n",
            "HTTP/1.1 404 Not Found\nno such path\n",
            "the adapter answers 404 Not Found: change the entries, or name its port with --port",
        ),
        (
            "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\nno browser\n",
            "HTTP/1.1 503 Service Unavailable\nno browser\n",
            "the adapter answers 503 Service Unavailable: look for the reason in its log",
        ),
    ] {
        let (port, serve) = adapter(reply);
        let (status, out, error) = run(&["simulate", "CID=BCM1234", "--port", &port], "");
        assert!(status == 1 && out.ends_with(shown) && error.contains(advice), "{status}\n{out}\n{error}");
        assert!(serve.join().unwrap().starts_with("GET /?CID=BCM1234 "));
    }
}

#[test]
fn an_adapter_gets_the_query_and_its_reply_is_shown() {
    let (port, serve) = adapter("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nshown\n");
    let (status, out, error) = run(&["simulate", "CID=BCM1234", "ANI=+49 30", "--port", &port], "");
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(out.contains("/?CID=BCM1234&ANI=%2B49%2030\n") && out.ends_with("HTTP/1.1 200 OK\nshown\n"), "{out}");
    let request = serve.join().unwrap();
    assert!(request.starts_with("GET /?CID=BCM1234&ANI=%2B49%2030 HTTP/1.1\r\n"), "{request}");
    assert!(request.to_lowercase().contains(&format!("\r\nhost: localhost:{port}\r\n")), "{request}");
    // Now nobody listens there.
    let (status, _, error) = run(&["simulate", "CID=BCM1234", "--port", &port], "");
    assert!(status == 1 && error.contains("start it"), "{error}");
}

#[test]
fn the_same_seed_gives_the_same_load() {
    let trace = |name| file(name, "");
    let report = |seed: &str, trace: &str| {
        let (_, out, _) = run(&["load", "--stations", "5", "--requests", "500", "--seed", seed, "--trace", trace], "");
        let lines: Vec<String> =
            out.lines().filter(|line| !line.starts_with("steps_per_second")).map(str::to_owned).collect();
        (lines, std::fs::read(trace).unwrap())
    };
    let (one, again, other) =
        (report("7", &trace("7a.trace")), report("7", &trace("7b.trace")), report("8", &trace("8.trace")));
    assert!(one == again, "the same seed gave other traffic");
    assert!(one.1 != other.1, "another seed gave the same traffic");
    for line in ["discrepancies 0", "calls_left 0", "invariants_broken 0"] {
        assert!(one.0.iter().any(|said| said == line), "{line:?} is not in {:?}", one.0);
    }
}

#[test]
fn tables_and_help_fit_a_narrow_terminal() {
    for command in [
        &["states"][..],
        &["--help"],
        &["play", "--help"],
        &["replay", "--help"],
        &["ladder", "--help"],
        &["states", "--help"],
        &["names", "--help"],
        &["encode", "--help"],
        &["decode", "--help"],
        &["dial", "--help"],
        &["simulate", "--help"],
        &["load", "--help"],
    ] {
        let (status, out, _) = run(command, "");
        assert!(status == 0 && !out.is_empty(), "{command:?}");
        let help = command.contains(&"--help") && command.len() > 1;
        assert!(!help || out.contains("Example:\n"), "{command:?} has no example");
        let usage = |line: &&str| !line.starts_with("Usage: ") && !line.starts_with("  offhook ");
        let long = out.lines().filter(usage).find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "{command:?}");
    }
    let (status, out, _) = run(&["states", "--diagram"], "");
    assert!(
        status == 0 && out.contains("    alerting --> connected: ") && out.contains("    ready --> reserved: offered"),
        "{out}"
    );
}
