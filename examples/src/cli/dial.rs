//! `dial`: what the line needs before a number.

use super::{Trouble, complain};
use crate::codec;
use crate::scenario::statement::Text;
use offhook::Entry;
use offhook::codec::Codec;
use offhook::codec::dialling::{self, DialError, Options, RULES, Reach, Rule};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A number, and how the site dials.
#[derive(Debug, clap::Args)]
pub struct Dial {
    /// The number, with what people write between its digits.
    #[arg(value_name = "NUMBER")]
    number: String,
    /// Take the prefixes that are not given here from this call-centre file, as it is imported or as the Metadata API has it.
    #[arg(long, value_name = "FILE")]
    call_center: Option<PathBuf>,
    /// What reaches an external line.
    #[arg(long, value_name = "PREFIX")]
    outside: Option<String>,
    /// What stands before a long-distance number.
    #[arg(long, value_name = "PREFIX")]
    long_distance: Option<String>,
    /// What stands before a country's code.
    #[arg(long, value_name = "PREFIX")]
    international: Option<String>,
    /// Numbers that begin with BEGINS (which is not dialled) and have LEAST to MOST digits more are internal, local,
    /// long-distance or international; the first rule that fits counts, and the usual ones do not.
    #[arg(long = "rule", value_name = "BEGINS:LEAST-MOST:REACH")]
    rules: Vec<Said>,
}

impl Dial {
    /// Prints what is dialled.
    pub fn print(&self, out: &mut impl Write) -> Result<u8, Trouble> {
        let file = match &self.call_center {
            Some(path) => Some(definition(path)?),
            None => None,
        };
        let of_file = Options::of(file.iter().flatten().map(|text| Entry { key: text.key.key(), value: &text.value }));
        let options = Options {
            outside: self.outside.as_deref().unwrap_or(of_file.outside),
            long_distance: self.long_distance.as_deref().unwrap_or(of_file.long_distance),
            international: self.international.as_deref().unwrap_or(of_file.international),
        };
        let said: Vec<Rule<'_>> = self.rules.iter().map(Said::rule).collect();
        let rules = if said.is_empty() { RULES } else { &said };
        // Prefixes and digits: it is never longer.
        let prefixes = [options.outside, options.long_distance, options.international].concat();
        let mut into = vec![0; prefixes.len() + self.number.len()];
        match dialling::dial(&self.number, &options, rules, &mut into) {
            Ok(length) => {
                out.write_all(into.get(..length).unwrap_or_default())?;
                writeln!(out)?;
                Ok(0)
            }
            Err(error) => {
                complain(&format!("{}: {}", self.number, reason(error, &self.number)));
                Ok(1)
            }
        }
    }
}

/// The entries of a call-centre file of either form.
fn definition(path: &Path) -> Result<Vec<Text>, Trouble> {
    let text = super::read(path)?;
    let imported = codec::decode(Codec::OpenctiDefinition, &text);
    // The two forms differ in their first element, and what is wrong is told of the one that is imported.
    let read = imported.or_else(|refused| codec::decode(Codec::OpenctiMetadata, &text).map_err(|_| refused));
    read.map_err(|refused| Trouble::Usage(format!("{} is no call-centre file: {}", path.display(), refused.text)))
}

/// Why nothing is dialled, and what to do.
fn reason(error: DialError, number: &str) -> String {
    match error {
        DialError::Character(at) => {
            let character = number.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            format!("byte {at}: {character:?} cannot be dialled: give digits, `+`, `*` and `#`")
        }
        DialError::NoRule => "no rule takes this number: add one with --rule".to_owned(),
        DialError::NeedSize(size) => format!("{size} bytes are not to be had"),
    }
}

/// A rule of the command line.
#[derive(Clone, Debug)]
struct Said {
    begins: String,
    least: u8,
    most: u8,
    reach: Reach,
}

impl Said {
    fn rule(&self) -> Rule<'_> {
        Rule::new(&self.begins, self.least, self.most, self.reach)
    }
}

impl FromStr for Said {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split(':').collect();
        let [begins, digits, reach] = parts.as_slice() else {
            return Err("write BEGINS:LEAST-MOST:REACH, as in `0:3-14:long-distance`".to_owned());
        };
        let none = || {
            format!("`{reach}` is none of {}", Reach::ALL.iter().map(|word| word.name()).collect::<Vec<_>>().join(", "))
        };
        let reach = Reach::from_name(reach).ok_or_else(none)?;
        let (least, most) = digits.split_once('-').unwrap_or((digits, digits));
        let number = |text: &str| text.parse().map_err(|_| format!("`{text}` is no number of digits: 0 to 255"));
        Ok(Self { begins: (*begins).to_owned(), least: number(least)?, most: number(most)?, reach })
    }
}
