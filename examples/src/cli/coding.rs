//! `encode` and `decode`.

use super::{Trouble, complain};
use crate::codec::{self, Refused};
use crate::scenario::entry;
use crate::scenario::lex::{self, Parts, Word};
use crate::scenario::statement::{Text, TextKey};
use offhook::Entry;
use offhook::codec::{Accept, Codec, Options, Source};
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;

/// What `encode` may be told beside the entries.
#[derive(Debug, clap::Args)]
pub struct Choices {
    /// Update the applications named in this document, and leave the rest as it is (ici-xml).
    #[arg(long, value_name = "FILE")]
    merge: Option<PathBuf>,
    /// How many bytes of data the carrier takes in one value: 128 for ISDN, 96 or 32 for Avaya, 131 for Cisco (uui,
    /// uui-uri).
    #[arg(long, value_name = "BYTES")]
    budget: Option<u16>,
    /// How `Action=ACCEPT` is written: some installations take an accepted call only without it (c4c-xml, c4c-json).
    #[arg(long, value_name = "HOW")]
    accept: Option<AcceptAs>,
}

/// How `Action=ACCEPT` is written.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum AcceptAs {
    /// As it is.
    Written,
    /// With an empty value.
    Empty,
    /// Not at all.
    LeftOut,
}

impl Choices {
    /// Whether the codec has what was chosen.
    fn check(&self, codec: Codec) -> Result<(), Trouble> {
        let choices: [(&str, bool, &[Codec]); 3] = [
            ("--merge", self.merge.is_some(), &[Codec::IciXml]),
            ("--budget", self.budget.is_some(), &[Codec::Uui, Codec::UuiUri]),
            ("--accept", self.accept.is_some(), &[Codec::C4cXml, Codec::C4cJson]),
        ];
        match choices.iter().find(|(_, chosen, codecs)| *chosen && !codecs.contains(&codec)) {
            Some((option, _, codecs)) => {
                let names: Vec<&str> = codecs.iter().map(|codec| codec.name()).collect();
                let (names, codec) = (names.join(" and "), codec.name());
                Err(Trouble::Usage(format!("`{option}` is for {names}, and {codec} does not have it: leave it out")))
            }
            None => Ok(()),
        }
    }

    fn options(&self) -> Options {
        let accept = match self.accept {
            None | Some(AcceptAs::Written) => Accept::Written,
            Some(AcceptAs::Empty) => Accept::Empty,
            Some(AcceptAs::LeftOut) => Accept::LeftOut,
        };
        Options { accept, budget: self.budget.unwrap_or(Options::DEFAULT.budget) }
    }
}

/// Writes the entries in the codec's format, or into an existing document: the text, nothing else.
pub fn encode(codec: &str, choices: &Choices, words: &[String], out: &mut impl Write) -> Result<u8, Trouble> {
    let codec = codec::named(codec).map_err(Trouble::Usage)?;
    choices.check(codec)?;
    let texts = texts(words)?;
    let entries: Vec<Entry<'_>> = texts.iter().map(|text| Entry { key: text.key.key(), value: &text.value }).collect();
    let source = Source::List(&entries);
    let made = match &choices.merge {
        Some(path) => codec::merge(&super::read(path)?, source),
        None => codec::encode(codec, source, &choices.options()).map(String::into_bytes),
    };
    match made {
        Ok(text) => {
            out.write_all(&text)?;
            if io::stdout().is_terminal() {
                writeln!(out)?;
            }
            Ok(0)
        }
        Err(refused) => Ok(say(&refused)),
    }
}

/// The entries that the shell's arguments say.
pub fn texts(words: &[String]) -> Result<Vec<Text>, Trouble> {
    words.iter().map(|word| argument(word)).collect::<Result<_, _>>().map_err(Trouble::Usage)
}

/// An argument of the shell, which has taken its own quotes off: blanks need none here. Quotes that are left are an application's
/// or a key's, or around a whole value, as `decode` prints them.
fn argument(given: &str) -> Result<Text, String> {
    let mut inside = false;
    let ends = given.match_indices(['"', '=']).find(|(_, mark)| {
        inside ^= *mark == "\"";
        !inside && *mark == "="
    });
    let Some((key, value)) = ends.and_then(|(at, _)| Some((given.get(..=at)?, given.get(at + 1..)?))) else {
        return plain(given);
    };
    let one = |text: &str| match lex::words(text).as_deref() {
        Ok([word]) => entry(word).ok(),
        _ => None,
    };
    let printed = value.starts_with('"').then(|| one(given)).flatten();
    let quoted = || key.contains('"').then(|| Some(Text { value: value.to_owned(), ..one(key)? })).flatten();
    printed.or_else(quoted).map_or_else(|| plain(given), Ok)
}

/// An entry without quotes. An empty key is the codec's to refuse.
fn plain(given: &str) -> Result<Text, String> {
    let word = Word::plain(given);
    match word.parts() {
        Parts { app, key: "", value: Some(value) } => {
            Ok(Text { key: TextKey::new(app.unwrap_or_default(), ""), value: value.to_owned() })
        }
        _ => entry(&word),
    }
}

/// Prints the entries of the text on the standard input.
pub fn decode(codec: &str, out: &mut impl Write) -> Result<u8, Trouble> {
    let codec = codec::named(codec).map_err(Trouble::Usage)?;
    let mut text = Vec::new();
    io::stdin()
        .read_to_end(&mut text)
        .map_err(|error| Trouble::Usage(format!("the standard input cannot be read: {error}")))?;
    // The end of line that a shell's `echo` adds is not the text's.
    let text = text.strip_suffix(b"\n").map_or(text.as_slice(), |line| line.strip_suffix(b"\r").unwrap_or(line));
    match codec::decode(codec, text) {
        Ok(entries) => {
            for Text { key, value } in &entries {
                writeln!(out, "{}", lex::entry(key.key().app(), key.key().name(), value))?;
            }
            Ok(0)
        }
        Err(refused) => Ok(say(&refused)),
    }
}

fn say(refused: &Refused) -> u8 {
    complain(&refused.text);
    1
}
