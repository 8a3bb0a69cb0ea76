//! `encode` and `decode`.

use super::{Trouble, complain};
use crate::codec::{self, Refused};
use crate::scenario::entry;
use crate::scenario::lex::{self, Word};
use crate::scenario::statement::Text;
use offhook::Entry;
use offhook::codec::{Codec, Source};
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

/// Writes the entries in the codec's format, or into an existing document: the text, nothing else.
pub fn encode(codec: &str, merge: Option<&Path>, words: &[String], out: &mut impl Write) -> Result<u8, Trouble> {
    let codec = codec::named(codec).map_err(Trouble::Usage)?;
    if merge.is_some() && codec != Codec::IciXml {
        return Err(Trouble::Usage(format!(
            "`--merge` updates documents of ici-xml, and {} has none: leave it out",
            codec.name()
        )));
    }
    let texts = texts(words)?;
    let entries: Vec<Entry<'_>> = texts.iter().map(|text| Entry { key: text.key.key(), value: &text.value }).collect();
    let source = Source::List(&entries);
    let made = match merge {
        Some(path) => codec::merge(&super::read(path)?, source),
        None => codec::encode(codec, source).map(String::into_bytes),
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

/// An argument of the shell, which has taken its own quotes off: blanks need none here.
fn argument(given: &str) -> Result<Text, String> {
    if given.starts_with('"') {
        return match lex::words(given)?.as_slice() {
            [word] => entry(word),
            _ => Err(format!("`{given}` is more than one entry: quote only the application or the key")),
        };
    }
    entry(&Word::plain(given))
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
