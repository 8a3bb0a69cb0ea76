//! Turns the bytes of a log on the standard input into lines: `log-lines IMAGE <BYTES`.
//!
//! Bytes that are no whole frame are an error: what the board wrote is all here, and in order.

use std::io::{Read, stdin};

use anyhow::{Context, Result, bail};
use defmt_decoder::{DecodeError, Table};

fn main() -> Result<()> {
    let image = std::env::args().nth(1).context("which image wrote it? log-lines IMAGE <BYTES")?;
    let elf = std::fs::read(&image).with_context(|| format!("{image} cannot be read"))?;
    let table =
        Table::parse(&elf)?.with_context(|| format!("{image} has no table of defmt: link it with -Tdefmt.x"))?;
    let mut bytes = Vec::new();
    stdin().read_to_end(&mut bytes)?;
    if bytes.last() != Some(&0) {
        bail!("the log's {} bytes do not end with a frame's end: did the board stop early?", bytes.len());
    }
    let mut frames = table.new_stream_decoder();
    frames.received(&bytes);
    for number in 1.. {
        match frames.decode() {
            Ok(frame) => {
                let level = frame.level().map_or("print", |level| level.as_str());
                let time = frame.display_timestamp().map(|time| time.to_string()).unwrap_or_default();
                println!("{time} {level:5} {}", frame.display_message());
            }
            Err(DecodeError::UnexpectedEof) => break,
            Err(DecodeError::Malformed) => bail!("frame {number} of the log is malformed: is {image} what wrote it?"),
        }
    }
    Ok(())
}
