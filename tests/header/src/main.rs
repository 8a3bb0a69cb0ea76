//! Writes `include/offhook.h` to stdout: functions and structs from `ffi/src`, and the numbers of every list from
//! the core itself, so that no number is written twice. With the argument `csharp` it writes `include/Offhook.cs`.

mod csharp;

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use offhook::panel::lamp::{Lamp, LampMode};
use offhook::panel::ring::Ring;
use offhook::panel::{Key, Situation};
use offhook::vendor::Vocabulary;
use offhook::{
    AgentState, CallKind, ForwardKind, Known, Link, Mode, OutputKind, Presentation, Purpose, Quirk, RequestKind,
    SignalKind, State, WrapUpWish, cause,
    codec::{Codec, dialling::Reach},
};

const BEFORE: &str = include_str!("before.h");
const BLOCK_SIZE: &str = "/* The bytes of a block for so many calls, with so many bytes of attached data each. */
#define OFFHOOK_BLOCK_SIZE(calls, data) \\
  ((size_t)(calls) * (OFFHOOK_CALL_SIZE + (size_t)(data)) + OFFHOOK_OWN_SIZE + OFFHOOK_BLOCK_SLACK)

/* The bytes of a block for an exchange with so many stations, and calls with so many bytes of data each, and all else as
   the configuration's 0 means. For each queue, group, member and park place comes OFFHOOK_EXCHANGE_QUEUE_SIZE and so on. */
#define OFFHOOK_EXCHANGE_BLOCK_SIZE(stations, calls, data) \\
  (OFFHOOK_EXCHANGE_BASE_SIZE + (size_t)(stations) * (OFFHOOK_EXCHANGE_STATION_SIZE + OFFHOOK_EXCHANGE_OWN_SIZE) + \\
   (size_t)(calls) * (OFFHOOK_EXCHANGE_CALL_SIZE + OFFHOOK_EXCHANGE_CONNECTIONS * OFFHOOK_EXCHANGE_CONNECTION_SIZE + \\
                      (size_t)(data)))
";
/// Declared in `ffi/src/shared.rs`, where cbindgen does not see what is not the library's own.
const AFTER: &str = "
#if defined(OFFHOOK_CRITICAL_SECTION)
/**
 * The firmware's own: from here on the other sides are held off (interrupts off, or a lock between cores). It may be called again
 * while it is held. What it returns is handed to `offhook_critical_release`.
 */
uint32_t offhook_critical_acquire(void);

/**
 * The firmware's own: what was before the call of `offhook_critical_acquire` that returned `before` is so again.
 */
void offhook_critical_release(uint32_t before);
#endif

#ifdef __cplusplus\n}\n#endif\n\n#endif /* OFFHOOK_H */";

fn main() -> ExitCode {
    let csharp = std::env::args().nth(1).is_some_and(|argument| argument == "csharp");
    match header().and_then(|header| if csharp { Ok(csharp::binding(&header)?) } else { Ok(header) }) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("nothing was made: {error}");
            ExitCode::FAILURE
        }
    }
}

fn header() -> Result<String, Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut config = cbindgen::Config::from_file(root.join("ffi/cbindgen.toml"))?;
    config.header = Some(BEFORE.trim_end().to_string());
    config.after_includes = Some(format!("\n#ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n{}{BLOCK_SIZE}", lists()?));
    config.trailer = Some(AFTER.to_string());
    let builder = cbindgen::Builder::new().with_config(config).with_src(root.join("ffi/src/lib.rs"));
    let mut bytes = Vec::new();
    builder.generate()?.write(&mut bytes);
    Ok(String::from_utf8(bytes)?)
}

/// Every list as `#define`s.
fn lists() -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    macro_rules! list {
        ($title:literal $prefix:literal $list:ident) => {
            list(
                &mut text,
                $title,
                $list::ALL.iter().map(|word| Word {
                    prefix: $prefix,
                    name: word.name(),
                    number: word.code().into(),
                    about: word.about(),
                }),
            )?;
        };
    }
    list!("Signals" "SIGNAL" SignalKind);
    list!("Requests" "REQUEST" RequestKind);
    let prefix = |what: &OutputKind| if what.is_command() { "COMMAND" } else { "EVENT" };
    let word = |what: &OutputKind| Word {
        prefix: prefix(what),
        name: what.name(),
        number: what.code().into(),
        about: what.about(),
    };
    list(&mut text, "Outputs", OutputKind::ALL.iter().map(word))?;
    list!("States of a connection" "STATE" State);
    list!("Kinds of calls" "KIND" CallKind);
    list!("Purposes of a consultation" "PURPOSE" Purpose);
    list!("States of an agent" "AGENT" AgentState);
    list!("Kinds of forwarding" "FORWARD" ForwardKind);
    list!("The caller's wish about the number" "PRESENTATION" Presentation);
    list!("States of the link" "LINK" Link);
    list!("Telephony modes" "MODE" Mode);
    list!("What becomes of a wish in wrap-up" "WRAP_UP_WISH" WrapUpWish);
    list!("A switch's own ways" "QUIRK" Quirk);
    let prefix = |key: &Known| if key.is_data() { "KEY" } else { "TEXT" };
    let word =
        |key: &Known| Word { prefix: prefix(key), name: key.name(), number: key.code().into(), about: key.about() };
    list(&mut text, "Well-known keys, and texts of inputs and commands", Known::ALL.iter().map(word))?;
    list!("Codecs" "CODEC" Codec);
    list!("How far a number goes" "REACH" Reach);
    list!("Lists of vendors' words" "VENDOR" Vocabulary);
    list!("Keys of a panel" "PANEL_KEY" Key);
    list!("What a phone is in the middle of" "SITUATION" Situation);
    list!("Lamps" "LAMP" Lamp);
    list!("Modes of lamps" "LAMP_MODE" LampMode);
    list!("Ways to ring" "RING" Ring);
    // Some names are both a cause and a reason: the reason's number class tells them apart.
    let is_reason = |number: u16| (0x100..0xF00).contains(&number);
    list(
        &mut text,
        "Causes, and reasons of refusals",
        cause::NAMES.iter().map(|(number, name)| Word {
            prefix: if is_reason(*number) { "REASON" } else { "CAUSE" },
            name,
            number: u32::from(*number),
            about: "",
        }),
    )?;
    Ok(text)
}

/// A word of a list, and what it means.
struct Word<'a> {
    prefix: &'a str,
    name: &'a str,
    number: u32,
    about: &'a str,
}

fn list<'a>(text: &mut String, title: &str, words: impl Iterator<Item = Word<'a>>) -> std::fmt::Result {
    writeln!(text, "/* {title} */")?;
    for Word { prefix, name, number, about } in words {
        write!(text, "#define OFFHOOK_{prefix}_{} {number}", constant(name))?;
        match plain(about) {
            about if about.is_empty() => writeln!(text)?,
            about => writeln!(text, " /* {about} */")?,
        }
    }
    writeln!(text)
}

/// A sentence of the documentation without its links.
fn plain(about: &str) -> String {
    let mut plain = String::new();
    let mut rest = about.trim();
    while let Some((before, link)) = rest.split_once('[')
        && let Some((name, after)) = link.split_once(']')
    {
        plain.extend([before, name]);
        rest = after.strip_prefix('(').and_then(|path| path.split_once(')')).map_or(after, |(_, after)| after);
    }
    (plain + rest).replace('…', " ...")
}

/// `far-held`, `ExternalReferenceID` and `Custom_1` as C constants.
fn constant(name: &str) -> String {
    let mut constant = String::new();
    let mut before = '_';
    for letter in name.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            constant.push('_');
        }
        constant.push(if letter == '-' { '_' } else { letter.to_ascii_uppercase() });
        before = letter;
    }
    constant
}
