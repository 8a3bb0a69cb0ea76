//! The transcript: one line an output, only names and decimal numbers, the same from every host.

use crate::desk::{Outcome, Seat, Watch};
use crate::tracing::Numbers;
use offhook::Output;
use offhook::trace::Record;
use std::fmt::Write;

/// Collects a transcript.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    /// Its lines so far.
    pub text: String,
    numbers: Numbers,
}

impl Transcript {
    /// The next file begins.
    pub fn next_file(&mut self) {
        self.numbers.next_file();
    }
}

impl Watch for Transcript {
    fn step(&mut self, _: &mut Seat, record: &Record<'_>, outcome: &Outcome) -> Result<(), String> {
        let station = self.numbers.of(record.station);
        for told in &outcome.told {
            self.text.push_str(&line(station, record.now, &told.output));
        }
        if let Some(Err(cause)) = outcome.step {
            let _ = writeln!(self.text, "{station} {} refused {}", record.now, cause.0);
        }
        Ok(())
    }
}

/// The line of one output.
pub fn line(station: u16, now: u64, output: &Output) -> String {
    let kind = if output.what.is_command() { "command" } else { "event" };
    let fields: [(&str, u64); 15] = [
        ("call", output.call.number().into()),
        ("other", output.other.number().into()),
        ("reference", output.reference),
        ("sequence", output.sequence.into()),
        ("request", output.request.into()),
        ("cause", output.cause.0.into()),
        ("reason", output.reason.into()),
        ("of", output.of.into()),
        ("state", output.state.into()),
        ("far", output.far.into()),
        ("was", output.was.into()),
        ("was-far", output.was_far.into()),
        ("pending", output.pending.into()),
        ("parties", output.parties.into()),
        ("on", output.on.into()),
    ];
    let mut line = format!("{station} {now} {kind} {}", output.what.name());
    for (name, value) in fields {
        let _ = write!(line, " {name}={value}");
    }
    line.push('\n');
    line
}
