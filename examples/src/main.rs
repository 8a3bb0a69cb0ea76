//! The offhook program.

use clap::Parser;
use offhook_desk::cli::Command;
use std::process::ExitCode;

fn main() -> ExitCode {
    offhook_desk::cli::run(Command::parse())
}
