//! The command line.

mod coding;
mod dial;
mod load;
mod playing;
mod simulate;

use clap::{Parser, Subcommand};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Call states, agent states and call attached data: scenarios, traces, ladders, codecs.
///
/// Without a command, a desk with telephones opens at a terminal, to be tried with keyboard and mouse; elsewhere, a
/// warm transfer over three agents is played and shown, with the page that opens at each of them.
#[derive(Debug, Parser)]
#[command(name = "offhook", version, max_term_width = 80)]
pub struct Command {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Play scenario files, and hold them to what they expect.
    ///
    /// Exit status: 0 when every expectation held, 1 when one did not (file, line, expected, got), 2 when
    /// a file is wrong.
    #[command(
        after_help = "Example:\n  offhook play tests/scenarios\n  offhook play call.scn --trace call.trace --transcript -"
    )]
    Play {
        /// The scenario files, or folders of them.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Write every input to this file, for `replay` and for other hosts; the stations are numbered through all FILEs.
        #[arg(long, value_name = "FILE")]
        trace: Option<PathBuf>,
        /// In the trace, replace each text by meaningless letters of the same length.
        #[arg(long, requires = "trace")]
        without_texts: bool,
        /// Write one line an output to this file; `-` is the standard output.
        #[arg(long, value_name = "FILE")]
        transcript: Option<PathBuf>,
    },
    /// Play a trace again, and show it as a ladder.
    #[command(
        after_help = "Example:\n  offhook replay call.trace\n  offhook replay call.trace --transcript - | diff - expected.txt"
    )]
    Replay {
        /// A file that `play --trace` wrote.
        trace: PathBuf,
        /// Write one line an output to this file instead of the ladder; `-` is the standard output.
        #[arg(long, value_name = "FILE")]
        transcript: Option<PathBuf>,
    },
    /// Show a scenario or a trace as a ladder: who says what to whom.
    #[command(after_help = "Example:\n  offhook ladder call.scn\n  offhook ladder call.scn -o call.svg")]
    Ladder {
        /// A scenario, or a trace.
        file: PathBuf,
        /// Draw it into this SVG file instead of the terminal.
        #[arg(short, long, value_name = "PICTURE.svg")]
        output: Option<PathBuf>,
    },
    /// Print the tables of moves: calls, then agents.
    #[command(after_help = "Example:\n  offhook states\n  offhook states --diagram > states.mmd")]
    States {
        /// As state diagrams in Mermaid's language.
        #[arg(long)]
        diagram: bool,
    },
    /// Print every list of names, with its numbers.
    #[command(after_help = "Example:\n  offhook names | less")]
    Names,
    /// Write entries in a codec's format.
    #[command(
        after_help = "Example:\n  offhook encode c4c-query CID=BCM1234 ANI=408-361-3611\n  offhook encode ici-xml --merge call.xml CRM:Ticket=8003456\n  offhook encode uui --budget 96 UUI=17\n  offhook encode c4c-json --accept left-out Action=ACCEPT"
    )]
    Encode {
        /// The codec (`offhook names` lists them).
        codec: String,
        #[command(flatten)]
        choices: coding::Choices,
        /// The entries, in order; quote an APP or KEY that has a `:`.
        #[arg(value_name = "[APP:]KEY=VALUE")]
        entries: Vec<String>,
    },
    /// Read a text in a codec's format from the standard input, and print its entries.
    #[command(after_help = "Example:\n  echo 'CID=BCM1234&ANI=408-361-3611' | offhook decode c4c-query")]
    Decode {
        /// The codec (`offhook names` lists them).
        codec: String,
    },
    /// Print what is dialled for a number: the prefixes that the line needs, then its digits.
    ///
    /// Numbers of up to five digits stay in the house, 6 to 9 are local, +1, 1 and 10 digits are long distance, another + is
    /// abroad. A site with other numbers says so with --rule. Exit status: 1 when nothing can be dialled.
    #[command(
        after_help = "Example:\n  offhook dial '+49 (30) 1234' --outside 9 --international 011\n  offhook dial '(408) 361-3611' --call-center center.xml\n  offhook dial 0301234 --outside 0 --rule :1-4:internal --rule 0:3-14:long-distance"
    )]
    Dial(dial::Dial),
    /// Send an inbound call or chat to the CRM adapter on this machine, and show its reply.
    #[command(after_help = "Example:\n  offhook simulate Type=CALL CID=BCM1234 ANI=408-361-3611 EventType=INBOUND")]
    Simulate {
        /// The entries, in order.
        #[arg(value_name = "KEY=VALUE", required = true)]
        entries: Vec<String>,
        /// The adapter's port.
        #[arg(long, default_value_t = crate::crm::PORT)]
        port: u16,
    },
    /// Make random lawful traffic between stations and an exchange, and report.
    ///
    /// Exit status: 1 when a station called a lawful signal a discrepancy, refused what it had allowed, when an
    /// invariant was broken, or when a call was left at the end.
    #[command(after_help = "Example:\n  offhook load --stations 100 --requests 100000 --seed 7")]
    Load {
        /// How many stations talk to each other.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(2..=4096))]
        stations: u16,
        /// How many requests are tried.
        #[arg(long, default_value_t = 20_000)]
        requests: u64,
        /// The same seed gives the same traffic.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Write every input to this file, for `replay`.
        #[arg(long, value_name = "FILE")]
        trace: Option<PathBuf>,
    },
}

/// Carries the command out.
pub fn run(command: Command) -> ExitCode {
    let mut out = anstream::stdout().lock();
    let result = match command.verb {
        None if is_a_screen() => crate::screen::open().map(|()| 0).map_err(Trouble::from),
        None => playing::demonstration(&mut out),
        Some(Verb::Play { files, trace, without_texts, transcript }) => {
            playing::play(&files, trace.as_deref(), without_texts, transcript.as_deref(), &mut out)
        }
        Some(Verb::Replay { trace, transcript }) => playing::replay(&trace, transcript.as_deref(), &mut out),
        Some(Verb::Ladder { file, output }) => playing::ladder(&file, output.as_deref(), &mut out),
        Some(Verb::States { diagram: false }) => crate::states::print(&mut out).map(|()| 0).map_err(Trouble::from),
        Some(Verb::States { diagram: true }) => crate::states::diagram(&mut out).map(|()| 0).map_err(Trouble::from),
        Some(Verb::Names) => crate::lists::print(&mut out).map(|()| 0).map_err(Trouble::from),
        Some(Verb::Encode { codec, choices, entries }) => coding::encode(&codec, &choices, &entries, &mut out),
        Some(Verb::Decode { codec }) => coding::decode(&codec, &mut out),
        Some(Verb::Dial(dial)) => dial.print(&mut out),
        Some(Verb::Simulate { entries, port }) => simulate::simulate(&entries, port, &mut out),
        Some(Verb::Load { stations, requests, seed, trace }) => {
            load::load(&load::Load { stations, requests, seed, trace }, &mut out)
        }
    };
    match result.and_then(|status| out.flush().map(|()| status).map_err(Trouble::from)) {
        Ok(status) => ExitCode::from(status),
        // Whoever reads our output has read enough.
        Err(Trouble::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(trouble) => {
            complain(&trouble.to_string());
            ExitCode::from(2)
        }
    }
}

/// Whether people look at a terminal that can place a letter where it is told to.
fn is_a_screen() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    !dumb && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// What stops a command.
#[derive(Debug)]
pub enum Trouble {
    /// The output cannot be written.
    Output(io::Error),
    /// Something that the user can put right.
    Usage(String),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Output(error) => write!(f, "the output cannot be written: {error}"),
            Self::Usage(what) => f.write_str(what),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(path).map_err(|error| Trouble::Usage(format!("{} cannot be read: {error}", path.display())))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    std::fs::write(path, bytes)
        .map_err(|error| Trouble::Usage(format!("{} cannot be written: {error}", path.display())))
}

/// Says what is wrong on the standard error; when that is closed there is nobody to tell.
fn complain(what: &str) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let _ = writeln!(anstream::stderr(), "{style}offhook:{style:#} {what}");
}
