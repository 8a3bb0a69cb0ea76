//! Words of a line: quotes, escapes, separators, comments.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong"
)]

use offhook_desk::scenario::lex::{Parts, entry, words};

/// The texts of a line's words.
fn texts(line: &str) -> Vec<String> {
    words(line).unwrap().into_iter().map(|word| word.text).collect()
}

#[test]
fn blanks_separate_and_a_number_sign_ends_the_line() {
    assert_eq!(texts("  signal\toffered  caller # the first"), ["signal", "offered", "caller"]);
    assert_eq!(texts("dtmf digits=#1 a#b #c"), ["dtmf", "digits=#1", "a#b"]);
    assert_eq!(texts("calls 0\r"), ["calls", "0"]);
    assert!(texts(" \t# nothing").is_empty());
    assert_eq!(texts("\"# no comment\""), ["# no comment"]);
}

#[test]
fn escapes_stand_for_characters() {
    assert_eq!(texts(r#""a\"b\\c\nd\re\tf\u{e9}\u{1f3a7}""#), ["a\"b\\c\nd\re\tfé🎧"]);
    assert_eq!(texts(r"a\b"), [r"a\b"], "only quotes have escapes");
}

#[test]
fn separators_count_outside_quotes() {
    let cases = [
        ("caller", Parts { app: None, key: "caller", value: None }),
        ("to=sip:a=b", Parts { app: None, key: "to", value: Some("sip:a=b") }),
        ("CRM:Key=x:y", Parts { app: Some("CRM"), key: "Key", value: Some("x:y") }),
        (":cause=busy", Parts { app: Some(""), key: "cause", value: Some("busy") }),
        ("\"a:b=c\":\"d:e\"=f", Parts { app: Some("a:b=c"), key: "d:e", value: Some("f") }),
        ("key=\"a b\"", Parts { app: None, key: "key", value: Some("a b") }),
        ("\"to=4002\"", Parts { app: None, key: "to=4002", value: None }),
        ("key=", Parts { app: None, key: "key", value: Some("") }),
        ("a:b:c=d", Parts { app: Some("a"), key: "b:c", value: Some("d") }),
    ];
    for (line, parts) in cases {
        let words = words(line).unwrap();
        assert_eq!(words.iter().map(|word| word.parts()).collect::<Vec<_>>(), [parts], "{line}");
    }
    assert_eq!(words("4001:").unwrap()[0].prefix(), Some("4001"));
    assert_eq!(words("\"4001:\"").unwrap()[0].prefix(), None);
    assert_eq!(words("a:b").unwrap()[0].prefix(), None);
}

#[test]
fn what_is_wrong_is_said() {
    let cases = [
        ("\"open", "is not closed"),
        ("a\"b\"", "a quote inside the word"),
        ("\"a\"b", "follows a closing quote"),
        ("k=\"a\"b", "follows a closing quote"),
        ("\"\\x\"", "is no escape"),
        ("\"\\u{}\"", "one to six hexadecimal digits"),
        ("\"\\u{d800}\"", "one to six hexadecimal digits"),
        ("\"\\u{+41}\"", "one to six hexadecimal digits"),
        ("\"\\u41\"", "one to six hexadecimal digits"),
        ("\"\\", "escapes nothing"),
    ];
    for (line, said) in cases {
        let error = words(line).unwrap_err();
        assert!(error.contains(said), "{line}: {error}");
    }
}

#[test]
fn an_entry_that_was_written_is_read() {
    let texts =
        ["", "a", "a b", "#x", "a:b", "a=b", "\"", "\\", "\\n", "\n\r\t", "\u{0}\u{7f}", "é🎧", "=", ":", "a\"b"];
    for app in texts {
        for key in texts.into_iter().filter(|key| !key.is_empty()) {
            for value in texts {
                let line = entry(app, key, value);
                let words = words(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
                let app = (!app.is_empty()).then_some(app);
                let parts: Vec<_> = words.iter().map(|word| word.parts()).collect();
                assert_eq!(parts, [Parts { app, key, value: Some(value) }], "{line}");
            }
        }
    }
}
