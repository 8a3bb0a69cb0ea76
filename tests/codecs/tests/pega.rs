//! Pega's properties beside serde_json: the same members, in their order. How many is in `tests/budgets`.

use codecs::budget;
use codecs::members::{Members, Node};
use codecs::random::{Random, entries, mutated, value};
use offhook::Entry;
use offhook::codec::{self, Codec, DecodeError, EncodeError, Options};
use offhook::syntax::{Fault, Wrong};
use serde_json::Value;

type Pair = (String, String);

fn encode(entries: &[Entry<'_>]) -> Vec<u8> {
    let Err(EncodeError::NeedSize(size)) = codec::encode(Codec::Pega, entries, &Options::DEFAULT, &mut []) else {
        panic!("these are never refused: {entries:?}")
    };
    let mut text = vec![0; size];
    assert_eq!(codec::encode(Codec::Pega, entries, &Options::DEFAULT, &mut text), Ok(size));
    text
}

fn decode(text: &[u8]) -> Result<Vec<Pair>, Wrong> {
    let mut bytes = vec![0; text.len() * 9 + 64];
    match codec::decode(Codec::Pega, text, &mut bytes) {
        Ok(data) => Ok(data.iter().map(|entry| (entry.key.name().to_owned(), entry.value.to_owned())).collect()),
        Err(DecodeError::Wrong(wrong)) => Err(wrong),
        Err(error) => panic!("{error:?}"),
    }
}

/// What the members say, `null` being nothing; `None` where something is deeper than the format goes.
fn said(members: Members<Node>) -> Option<Vec<(String, Value)>> {
    let mut pairs = Vec::new();
    for (name, node) in members.0 {
        match node {
            Node::Object(variables) if name == "pyCallVariables" => pairs.extend(variables.0),
            Node::Object(_) => return None,
            Node::Value(value) if name == "pyCallVariables" && !value.is_null() => return None,
            // Properties are read in any case.
            Node::Value(value) if ["pyANI", "ANI"].iter().any(|one| one.eq_ignore_ascii_case(&name)) => {
                pairs.push(("ANI".to_owned(), value));
            }
            Node::Value(value) => pairs.push((name, value)),
        }
    }
    pairs.retain(|(_, value)| !value.is_null());
    Some(pairs)
}

fn same(ours: &Pair, theirs: &(String, Value)) -> bool {
    ours.0 == theirs.0
        && match &theirs.1 {
            Value::String(value) => ours.1 == *value,
            Value::Number(_) => ours.1.parse::<f64>().ok() == theirs.1.as_f64(),
            Value::Bool(flag) => ours.1 == if *flag { "true" } else { "false" },
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        }
}

const PIECES: [&str; 18] = [
    "\"",
    "\\",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud83d",
    "{",
    "}",
    "[",
    ",",
    ":",
    "null",
    "true",
    "-1.5e3",
    " ",
    "\n",
    "\u{1}",
    "\"a\":\"b\",",
    "{}",
];

#[test]
fn properties_mean_what_serde_json_says() {
    let mut random = Random(9);
    let (mut agreed, mut stricter, mut wrong) = (0, 0, 0);
    let names = ["ANI", "BP", "Custom_1", "TicketID", "Free", "k.x-1", "a \"b\"\n", "Ключ"];
    for _ in 0..budget("codec-differential") {
        let triples: Vec<(String, String, String)> =
            (0..random.below(6)).map(|_| (String::new(), random.one(&names).to_owned(), value(&mut random))).collect();
        let canonical = encode(&entries(&triples));
        let read = said(serde_json::from_slice(&canonical).expect("canonical text is JSON")).expect("properties");
        // The properties first, then the variables, each in the order given.
        let (mut given, variables): (Vec<_>, Vec<_>) = triples.iter().partition(|triple| triple.1 == "ANI");
        given.extend(variables);
        assert!(given.iter().map(|(_, name, value)| (name.clone(), Value::String(value.clone()))).eq(read));

        let text = mutated(&mut random, &canonical, &PIECES);
        let theirs = serde_json::from_slice::<Members<Node>>(&text).map(said);
        let shown = String::from_utf8_lossy(&text);
        match (decode(&text), theirs) {
            (Ok(ours), Ok(Some(theirs))) => {
                agreed += 1;
                assert!(
                    ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| same(a, b)),
                    "{ours:?} {shown}"
                );
            }
            (Ok(ours), Ok(None)) => panic!("{ours:?} in {shown}"),
            // They know no numbers beyond those that a machine has.
            (Ok(_), Err(error)) => assert!(error.to_string().contains("out of range"), "{error} {shown}"),
            // No name, and a list or an object where a text belongs.
            (Err(Wrong { what: Fault::Key | Fault::Nested, .. }), Ok(_)) | (Err(_), Ok(None)) => stricter += 1,
            (Err(ours), Ok(Some(_))) => panic!("{ours:?} in {shown}"),
            (Err(_), Err(_)) => wrong += 1,
        }
    }
    println!("{agreed} the same, {stricter} stricter, {wrong} wrong for both");
    assert!(agreed > 0 && stricter > 0 && wrong > 0);
}
