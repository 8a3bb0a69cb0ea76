//! Work that hostile texts make, counted: twice the text is twice the work, and no more.
//!
//! Each shape is decoded at [`SIZES`] under callgrind, which counts the instructions of [`decoding`] alone, and the entries are encoded in the same way. No clock is
//! read. A line is a shape and its instructions a byte; one that grows faster than its text fails the run.

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};

use offhook::Entry;
use offhook::codec::{self, Codec, Options};

/// Bytes of a shape: three times as many must not be much more than three times the work. Both are long, as short values are taken
/// whole by a quicker way, and below 65,535, the longest value that is not refused.
const SIZES: [usize; 2] = [20 << 10, 60 << 10];
/// Below this many instructions a byte there is only a copy, whose cost is the C library's way with its length.
const COPY: f64 = 1.0;
/// What may be on top: a header that is looked up, a long copy that is made otherwise than a short one.
const SLACK: u64 = 4_000;
/// The job that is not linear: were it not noticed, nothing would be.
const CONTROL: &str = "control: squared";

/// A codec, how a text begins, what is repeated in it, and how it ends.
type Shape = (Codec, &'static str, &'static str, &'static str);

const XML: [&str; 14] = [
    "<a>",
    "<a/>",
    "<a></a>",
    " a=''",
    "a='' ",
    "&amp;",
    "&#65;",
    "&x",
    "<![CDATA[]]>",
    "<!-- - -->",
    "<?p ?>",
    "]]",
    " ",
    "\u{ffef}",
];
const JSON: [&str; 14] = [
    "{\"a\":",
    "[",
    "\"a\":\"\",",
    "\"a\":null,",
    "\\u00e9",
    "\\\\",
    "\\\"",
    "\u{e9}",
    " ",
    ",",
    "'",
    "/**/",
    "//\n",
    "/",
];
const URL: [&str; 8] = ["&", "BP=&", "%41", "%", "+", "=", "%C3%A9", "\u{e9}"];
const UUI: [&str; 12] =
    ["00,", "0", ";", ";a=b", ",", "\"", "\\\"", " ", "a b ", "\"a\";encoding=ascii,", "%22", "%20"];

fn shapes() -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut add = |codec, begins: &[(&'static str, &'static str)], pieces: &[&'static str]| {
        for (begin, end) in begins {
            shapes.extend(pieces.iter().map(|piece| (codec, *begin, *piece, *end)));
        }
    };
    let payload = [("", ""), ("<payload>", "</payload>"), ("<payload ", "/>"), ("<payload><BP>", "</BP></payload>")];
    add(Codec::C4cXml, &payload, &XML);
    add(Codec::C4cNotificationXml, &payload[1..], &["<Text/>", "<text></text>", "&amp;", "<a/>"]);
    let ici = [
        ("<ItemAttachedData>", "</ItemAttachedData>"),
        ("<ItemAttachedData><Application id='", "'/></ItemAttachedData>"),
        ("<ItemAttachedData><Application id='a'>", "</Application></ItemAttachedData>"),
    ];
    add(Codec::IciXml, &ici, &XML);
    add(Codec::IciXml, &ici[..1], &["<Application id=''/>", "<Application id='a'><K/></Application>"]);
    let definition = [("<callCenter>", "</callCenter>"), ("<callCenter><section name='s'>", "</section></callCenter>")];
    add(Codec::OpenctiDefinition, &definition, &XML);
    add(
        Codec::OpenctiDefinition,
        &definition,
        &["<section name='s'/>", "<item name='i' label='x' sortOrder='7'>1</item>"],
    );
    let metadata = [
        ("<CallCenter>", "</CallCenter>"),
        ("<CallCenter><sections><name>s</name>", "</sections></CallCenter>"),
        ("<CallCenter><sections>", "<name>s</name></sections></CallCenter>"),
        (
            "<CallCenter><sections><name>s</name><items><name>i</name><label>",
            "</label></items></sections></CallCenter>",
        ),
    ];
    add(Codec::OpenctiMetadata, &metadata, &XML);
    add(
        Codec::OpenctiMetadata,
        &metadata,
        &[
            "<sections><name>s</name></sections>",
            "<items><label>l</label><name>i</name><value>v</value></items>",
            "<items><a>",
        ],
    );
    let json = [("", ""), ("{", "}"), ("{\"payload\":{", "\"b\":1}}"), ("{\"a\":\"", "\"}")];
    add(Codec::C4cJson, &json, &JSON);
    add(Codec::C4cNotificationJson, &json[1..], &["\"Text\":\"\",", "\"text\":\"\\u00e9\","]);
    add(Codec::C4cOutbound, &[("", ""), ("{", "}"), ("{a:'", "'}"), ("+49 ", "")], &JSON);
    add(Codec::OpenctiClick, &json[1..], &JSON);
    add(Codec::Pega, &json[1..], &JSON);
    add(Codec::Pega, &json[1..2], &["\"pyCallVariables\":{\"a\":1},", "\"pyCallVariables\":null,"]);
    add(Codec::C4cQuery, &[("", ""), ("BP=", ""), ("http://", "")], &URL);
    add(Codec::Uui, &[("", ""), ("\"", "\""), ("04;", ""), ("User-to-User:", "")], &UUI);
    add(Codec::UuiUri, &[("", ""), ("User-to-User=", ""), ("User-to-User=%22", "%22"), ("sip:", "")], &UUI);
    add(Codec::UuiUri, &[("", "")], &["&", "a=b&", "User-to-User=00&", "User-to-User=%22%5C%22%22&"]);
    add(Codec::Binary, &[("\x7f", ""), ("", "")], &["\0\x01k\0", "\x01a\x01k\x01v", "\0", "\x7f", "\u{80}"]);
    shapes
}

fn text(shape: Shape, size: usize) -> Vec<u8> {
    let (codec, begin, piece, end) = shape;
    // A count that the text keeps.
    let count = match codec {
        Codec::Binary if begin.is_empty() => vec![0xFF, 0xFF, 0x03],
        _ => Vec::new(),
    };
    let times = size.saturating_sub(begin.len() + end.len()) / piece.len();
    [&count, begin.as_bytes(), piece.repeat(times).as_bytes(), end.as_bytes()].concat()
}

/// What is counted. Whatever comes of it, it is a whole value or an error in the text.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn decoding(codec: u8, text: &&[u8], into: &mut &mut [u8]) -> usize {
    match codec::decode(Codec::from_code(codec).expect("a codec"), text, into) {
        Ok(data) => data.bytes().len(),
        Err(codec::DecodeError::Wrong(wrong)) => {
            assert!(wrong.at <= text.len());
            wrong.at
        }
        Err(error) => panic!("{error:?}"),
    }
}

/// The same of what is written: values that need every escape, and many entries.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn encoding(codec: u8, entries: &&[Entry<'_>], into: &mut &mut [u8]) -> usize {
    codec::encode(Codec::from_code(codec).expect("a codec"), *entries, &OPTIONS, into)
        .expect("room, and entries of the format")
}

/// As much work as a decoder that looks at the rest again and again would make.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn squaring(text: &&[u8]) -> usize {
    (0..text.len()).step_by(256).map(|at| text[at..].iter().filter(|byte| **byte == b'x').count()).sum()
}

const OPTIONS: Options = Options { budget: u16::MAX, ..Options::DEFAULT };

/// Entries that a codec writes: one large value, or many.
fn entries(codec: Codec, value: &str, many: usize) -> Option<Vec<Entry<'_>>> {
    let own = |name, value| Entry::new("", name, value);
    let (first, more) = match codec {
        Codec::C4cOutbound | Codec::OpenctiClick => return None,
        Codec::C4cNotificationXml | Codec::C4cNotificationJson => (vec![], own("Text", value)),
        Codec::Uui | Codec::UuiUri => (vec![], own("UUI-00", value)),
        // A page's call takes 256 entries.
        Codec::OpenctiLightning | Codec::OpenctiClassic if many > 1 => return None,
        Codec::OpenctiLightning | Codec::OpenctiClassic => {
            (vec![own("method", "saveLog"), own("Id", "1")], own("Description", value))
        }
        Codec::OpenctiDefinition => (vec![], Entry::new("s", "i", value)),
        Codec::OpenctiMetadata => {
            let fields = ["displayName", "displayNameLabel", "internalNameLabel"].map(|name| own(name, "x"));
            let section =
                [Entry::new("s", "@label", "x"), Entry::new("s", "i", value), Entry::new("s", "i@label", "x")];
            let mut all = fields.to_vec();
            all.push(section[0]);
            (0..many).for_each(|_| all.extend(&section[1..]));
            return Some(all);
        }
        _ => (vec![], own("Transcript", value)),
    };
    Some(first.into_iter().chain(std::iter::repeat_n(more, many)).collect())
}

/// Every job, in one order: `run` does it, its name and its bytes are told.
fn all(mut run: impl FnMut(&str, usize, &mut dyn FnMut())) {
    let mut into = vec![0; 32 * SIZES[1]];
    for shape in shapes() {
        for size in SIZES {
            let text = text(shape, size);
            let name = format!("{} decode {:?}{:?}…{:?}", shape.0.name(), shape.1, shape.2, shape.3);
            run(&name, text.len(), &mut || {
                black_box(decoding(shape.0.code(), &black_box(text.as_slice()), &mut into.as_mut_slice()));
            });
        }
    }
    for &codec in Codec::ALL {
        for (kind, unit) in [("one value", true), ("many entries", false)] {
            for size in SIZES {
                let value = "&<\"é\t".repeat(if unit { size / 8 } else { 1 });
                let Some(entries) = entries(codec, &value, if unit { 1 } else { size / 8 }) else { continue };
                run(&format!("{} encode {kind}", codec.name()), size, &mut || {
                    black_box(encoding(codec.code(), &black_box(entries.as_slice()), &mut into.as_mut_slice()));
                });
            }
        }
    }
    for size in SIZES {
        run(CONTROL, size, &mut || {
            black_box(squaring(&black_box("x".repeat(size).as_bytes())));
        });
    }
}

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("work") {
        all(|_, _, work| work());
        return ExitCode::SUCCESS;
    }
    let place = std::env::temp_dir().join(format!("offhook-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&place).expect("a place for callgrind's files");
    let counts = counted(&place);
    std::fs::remove_dir_all(&place).expect("the files go");

    let mut jobs = Vec::new();
    all(|name, bytes, _| jobs.push((name.to_owned(), bytes as u64)));
    assert_eq!(jobs.len(), counts.len(), "one count a job");
    let mut worse = 0;
    for (pair, counts) in jobs.chunks(2).zip(counts.chunks(2)) {
        let (name, small, large) = (&pair[0].0, counts[0], counts[1]);
        let times = pair[1].1 as f64 / pair[0].1 as f64;
        let copied = large as f64 <= COPY * pair[1].1 as f64;
        let grows = !copied && large as f64 > (small + SLACK) as f64 * times * 1.1;
        if name == CONTROL {
            assert!(grows, "work that is squared is noticed");
            continue;
        }
        worse += usize::from(grows);
        let a_byte = |count: u64, bytes: u64| count as f64 / bytes as f64;
        let (before, after) = (a_byte(small, pair[0].1), a_byte(large, pair[1].1));
        println!("{before:8.2} {after:8.2} {name}{}", if grows { "  GROWS" } else { "" });
    }
    println!("{} shapes, {worse} of which grow faster than their texts", jobs.len() / 2 - 1);
    ExitCode::from(u8::from(worse > 0))
}

/// The instructions of each job, in order.
fn counted(place: &Path) -> Vec<u64> {
    let file = place.join("out");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--dump-line=no"])
        .args(["decoding", "encoding", "squaring"].map(|name| format!("--toggle-collect={name}")))
        .args(["decoding", "encoding", "squaring"].map(|name| format!("--dump-after={name}")))
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(std::env::current_exe().expect("this program"))
        .arg("work")
        .output()
        .expect("valgrind runs: install the package valgrind");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let total = |part: usize| {
        let text = std::fs::read_to_string(format!("{}.{part}", file.display())).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")))?;
        line.trim().parse().ok()
    };
    (1..).map_while(total).collect()
}
