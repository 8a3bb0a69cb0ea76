//! Documents of SAP CRM over ICI beside roxmltree and quick-xml: what is read and written means the same, and a merge
//! changes what it was asked to and not one byte more. How many is in `tests/budgets`.

use codecs::budget;
use codecs::random::{Random, entries, in_instruction, mutated, value};
use offhook::codec::{self, Codec, DecodeError, EncodeError, MergeError, Options};
use offhook::data::RESERVED_APPLICATION;
use offhook::syntax::{Fault, Wrong};
use offhook::{Entry, Key};

/// Application, name, value.
type Triple = (String, String, String);

const APPS: [&str; 5] = ["", "SAP-IC", "A&B<'\">", "Ключ", "GENESYS CAD"];
const NAMES: [&str; 7] = ["ANI", "CV01", "CV02", "Free", "k.x-1", "Ключ", "_"];

fn triples(random: &mut Random, most: usize) -> Vec<Triple> {
    (0..random.below(most))
        .map(|_| (random.one(&APPS).to_owned(), random.one(&NAMES).to_owned(), value(random)))
        .collect()
}

/// A text with so much room as it asks for.
fn grown<E>(
    mut write: impl FnMut(&mut [u8]) -> Result<usize, E>,
    room: impl Fn(&E) -> Option<usize>,
) -> Result<Vec<u8>, E> {
    let mut text = Vec::new();
    loop {
        match write(&mut text) {
            Ok(length) => {
                text.truncate(length);
                return Ok(text);
            }
            Err(error) => match room(&error) {
                Some(size) => text = vec![0; size],
                None => return Err(error),
            },
        }
    }
}

fn encode(entries: &[Entry<'_>]) -> Result<Vec<u8>, EncodeError> {
    grown(
        |into| codec::encode(Codec::IciXml, entries, &Options::DEFAULT, into),
        |error| if let EncodeError::NeedSize(size) = error { Some(*size) } else { None },
    )
}

fn merge(document: &[u8], entries: &[Entry<'_>]) -> Result<Vec<u8>, MergeError> {
    grown(
        |into| codec::merge(document, entries, into),
        |error| if let MergeError::Encode(EncodeError::NeedSize(size)) = error { Some(*size) } else { None },
    )
}

fn decode(text: &[u8]) -> Result<Vec<Triple>, Wrong> {
    let mut bytes = vec![0; text.len() * 9 + 64];
    let triple = |entry: Entry<'_>| (entry.key.app().into(), entry.key.name().into(), entry.value.into());
    match codec::decode(Codec::IciXml, text, &mut bytes) {
        Ok(data) => Ok(data.iter().map(triple).collect()),
        Err(DecodeError::Wrong(wrong)) => Err(wrong),
        Err(error) => panic!("{error:?}"),
    }
}

/// What roxmltree reads; `None` for a document of another shape.
fn roxml(text: &[u8]) -> Result<Option<Vec<Triple>>, String> {
    let text = std::str::from_utf8(text).map_err(|error| error.to_string())?;
    let document = roxmltree::Document::parse(text).map_err(|error| error.to_string())?;
    let bare = |node: roxmltree::Node<'_, '_>| {
        let texts = node.children().filter(roxmltree::Node::is_text).filter_map(|text| text.text());
        texts.flat_map(str::chars).all(|character| " \t\r\n".contains(character))
    };
    let root = document.root_element();
    let mut triples = Vec::new();
    if root.tag_name().name() != "ItemAttachedData" || !bare(root) {
        return Ok(None);
    }
    for application in root.children().filter(roxmltree::Node::is_element) {
        let Some(id) = application.attribute("id") else { return Ok(None) };
        if application.tag_name().name() != "Application" || !bare(application) {
            return Ok(None);
        }
        for element in application.children().filter(roxmltree::Node::is_element) {
            if element.children().any(|node| node.is_element()) {
                return Ok(None);
            }
            let texts = element.children().filter(roxmltree::Node::is_text).filter_map(|node| node.text());
            triples.push((id.to_owned(), element.tag_name().name().to_owned(), texts.collect()));
        }
    }
    Ok(Some(triples))
}

/// What quick-xml reads of a document without attributes but the ids: names and values.
fn quick(text: &[u8]) -> Vec<(String, String)> {
    let mut read = Vec::new();
    codecs::jobs::quick_decode(text, 3, &mut read);
    read
}

const PIECES: [&str; 22] = [
    "<",
    ">",
    "</",
    "/>",
    "&lt;",
    "&#65;",
    "&#x1F600;",
    "&#0;",
    "&",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?p i?>",
    "\r\n",
    "<CV01/>",
    "<Application id='x'>",
    "</Application>",
    " id='y'",
    "'",
    "\u{1}",
    "<!DOCTYPE a>",
];

#[test]
fn documents_mean_what_roxmltree_and_quick_xml_say() {
    let mut random = Random(6);
    let (mut same, mut stricter, mut wrong) = (0, 0, 0);
    for _ in 0..budget("codec-differential") {
        let triples = triples(&mut random, 6);
        let Ok(canonical) = encode(&entries(&triples)) else { continue };
        assert_eq!(roxml(&canonical), Ok(Some(triples.clone())));
        let names = |triples: &[Triple]| triples.iter().map(|(_, n, v)| (n.clone(), v.clone())).collect::<Vec<_>>();
        assert_eq!(quick(&canonical), names(&triples));
        assert_eq!(decode(&canonical), Ok(triples));

        let text = mutated(&mut random, &canonical, &PIECES);
        match (decode(&text), roxml(&text)) {
            (Ok(ours), Ok(Some(theirs))) => {
                same += 1;
                // A bare CR before a reference stays one there; XML 1.0 2.11 makes every line end LF.
                let lines = |triples: Vec<Triple>| match text.contains(&b'\r') {
                    true => triples.into_iter().map(|(a, n, v)| (a, n, v.replace('\r', "\n"))).collect(),
                    false => triples,
                };
                assert_eq!(lines(ours), lines(theirs), "{}", String::from_utf8_lossy(&text));
            }
            (Ok(ours), theirs) => panic!("{ours:?}, {theirs:?} in {}", String::from_utf8_lossy(&text)),
            (Err(_), Err(_)) => wrong += 1,
            // Another shape, encodings, types of documents; and names that this format does not have.
            (Err(_), Ok(None)) => stricter += 1,
            (Err(Wrong { what: Fault::Encoding | Fault::Entity | Fault::Key | Fault::KeyTooLong, .. }), Ok(_)) => {
                stricter += 1
            }
            // They do not ask that white space follow the name of an instruction, nor that a version be one.
            (Err(Wrong { at, .. }), Ok(_)) if in_instruction(&text, at) => stricter += 1,
            (Err(ours), Ok(_)) => panic!("{ours:?} in {}", String::from_utf8_lossy(&text)),
        }
    }
    println!("{same} the same, {stricter} stricter, {wrong} wrong for both");
    assert!(same > 0 && stricter > 0 && wrong > 0);
}

/// A document as other hands write it: white space, comments, both quotes, references, marked sections, an application
/// twice, and the application that nobody may change.
fn document(random: &mut Random) -> String {
    let mut text =
        random.one(&["", "<?xml version='1.0'?>\n", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]).to_owned();
    text.push_str("<ItemAttachedData>");
    for _ in 0..random.below(5) {
        text.push_str(random.one(&["", "\n  ", "<!-- <CV01>not this</CV01> -->", "<?note?>"]));
        let id = random.one(&["", "SAP-IC", "S&#65;P-IC", "Ключ", RESERVED_APPLICATION, "A&amp;B&lt;'&quot;>"]);
        text.push_str(&format!("<Application id=\"{id}\""));
        if random.below(5) == 0 {
            text.push_str(" />");
            continue;
        }
        text.push('>');
        for _ in 0..random.below(5) {
            text.push_str(random.one(&["", "", "\t", "\r\n", "<!--\u{e9}-->"]));
            let name = random.one(&NAMES);
            let value = random.one(&["", "1", "a &amp; b", "<![CDATA[</CV01>&]]>", "&#x1F600; é", "x<!-- c -->y"]);
            text.push_str(&match random.below(4) {
                0 => format!("<{name}/>"),
                1 => format!("<{name} id='x' a=\"{}\">{value}</{name} >", random.one(&["", "&lt;", "'"])),
                _ => format!("<{name}>{value}</{name}>"),
            });
        }
        text.push_str("</Application>");
    }
    text.push_str("</ItemAttachedData>");
    text.push_str(random.one(&["", "\n", "<!-- end -->"]));
    text
}

/// Each run of the document's bytes that the merge may not touch, as roxmltree finds them: elements of the reserved
/// application and of those that no entry names, and of the others the elements whose key no entry has; comments.
fn untouched<'d>(document: &'d str, entries: &[Entry<'_>]) -> Vec<&'d str> {
    let tree = roxmltree::Document::parse(document).expect("a document");
    let key = |app: &str, name: Option<&str>| {
        entries.iter().any(|entry| entry.key.app() == app && name.is_none_or(|name| entry.key.name() == name))
    };
    let mut runs = Vec::new();
    let mut keep = |node: roxmltree::Node<'_, '_>| runs.push(&document[node.range()]);
    for node in tree.root_element().children() {
        let id = node.attribute("id");
        match id.filter(|id| key(id, None)) {
            Some(id) => node
                .children()
                .filter(|child| !child.is_element() || !key(id, Some(child.tag_name().name())))
                .for_each(&mut keep),
            None => keep(node),
        }
    }
    runs
}

/// The model of a merge: the first of a key takes the new values, further ones go, new ones come at the end of the
/// first element of the application, or of the document.
fn model(document: &[Triple], entries: &[Triple]) -> Vec<Vec<Triple>> {
    // Compared by application, each in its own order: where an application stands is what the bytes say.
    let mut apps: Vec<&str> = document.iter().chain(entries).map(|triple| triple.0.as_str()).collect();
    apps.sort_unstable();
    apps.dedup();
    let of = |app: &str| {
        let mut merged: Vec<Triple> = Vec::new();
        let new =
            |name: &str| entries.iter().filter(|entry| entry.0 == app && entry.1 == name).cloned().collect::<Vec<_>>();
        for old in document.iter().filter(|old| old.0 == app) {
            let replaced = new(&old.1);
            match (replaced.is_empty(), merged.iter().any(|before| before.1 == old.1)) {
                (true, _) => merged.push(old.clone()),
                (false, false) => merged.extend(replaced),
                (false, true) => {}
            }
        }
        let there: Vec<String> = merged.iter().map(|triple| triple.1.clone()).collect();
        merged.extend(entries.iter().filter(|entry| entry.0 == app && !there.contains(&entry.1)).cloned());
        merged.sort();
        merged
    };
    apps.into_iter().map(of).filter(|merged| !merged.is_empty()).collect()
}

#[test]
fn a_merge_changes_what_it_was_asked_to_and_nothing_else() {
    let mut random = Random(7);
    let (mut merged, mut refused, mut kept) = (0, 0, 0);
    for _ in 0..budget("codec-differential") {
        let before = document(&mut random);
        let mut triples = triples(&mut random, 5);
        if random.below(2) == 0 {
            triples.sort();
        }
        let entries = entries(&triples);
        let after = match merge(before.as_bytes(), &entries) {
            Ok(after) => String::from_utf8(after).expect("UTF-8"),
            Err(MergeError::Encode(EncodeError::Refused { entry, .. })) => {
                refused += 1;
                assert!(triples[entry].2.contains('\0'), "only characters that XML has not: {:?}", triples[entry]);
                continue;
            }
            Err(error) => panic!("{error:?} in {before}"),
        };
        merged += 1;
        // The same bytes, in their order.
        let mut rest = after.as_str();
        for run in untouched(&before, &entries) {
            kept += 1;
            let at = rest.find(run).unwrap_or_else(|| panic!("{run:?} is gone from\n{after}\nwas\n{before}"));
            rest = &rest[at + run.len()..];
        }
        // The same meaning, for both who read it.
        let old = roxml(before.as_bytes()).expect("XML").expect("attached data");
        let new = roxml(after.as_bytes()).unwrap_or_else(|error| panic!("{error} in {after}")).expect("attached data");
        assert_eq!(model(&new, &[]), model(&old, &triples), "\n{before}\n{after}");
        assert_eq!(decode(after.as_bytes()).as_ref(), Ok(&new));
        // Twice is once. Entries of a key or an application that others come between are gathered by the second merge.
        let again = String::from_utf8(merge(after.as_bytes(), &entries).expect("its own work")).expect("UTF-8");
        assert_eq!(again.len(), after.len());
        match triples.is_sorted_by_key(|triple| (&triple.0, &triple.1)) {
            true => assert_eq!(again, after),
            false => assert_eq!(
                roxml(again.as_bytes()).map(|all| all.map(|all| model(&all, &[]))),
                Ok(Some(model(&new, &[])))
            ),
        }
    }
    println!("{merged} merged, {refused} refused, {kept} pieces untouched");
    assert!(merged > 0 && refused > 0 && kept > 0);
}

#[test]
fn nothing_to_merge_is_the_same_document() {
    let mut random = Random(8);
    for _ in 0..budget("codec-differential") {
        let before = document(&mut random);
        assert_eq!(merge(before.as_bytes(), &[]).as_deref(), Ok(before.as_bytes()));
        let reserved = [Entry { key: Key::new(RESERVED_APPLICATION, "FWDTYPE"), value: "x" }];
        assert!(matches!(
            merge(before.as_bytes(), &reserved),
            Err(MergeError::Encode(EncodeError::Refused { entry: 0, .. }))
        ));
    }
}
