//! What can go wrong with a file, said so that its writer knows what to do next.

use std::fmt;

/// Why a file did not play to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file, as it was named on the command line.
    pub file: String,
    /// The line, from 1; 0 when no line is to blame.
    pub line: u32,
    /// What it is about.
    pub fault: Fault,
}

/// The two kinds of failure, which exit differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An expectation did not hold.
    Expectation {
        /// What the file says.
        expected: String,
        /// What was so.
        got: String,
    },
    /// The file is wrong: what is, and what to do about it.
    File(String),
}

impl Fault {
    /// The file is wrong.
    pub fn file(what: impl Into<String>) -> Self {
        Self::File(what.into())
    }

    /// An expectation did not hold.
    pub fn expectation(expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self::Expectation { expected: expected.into(), got: got.into() }
    }

    /// With the place where it happened.
    pub fn at(self, file: &str, line: u32) -> Failure {
        Failure { file: file.to_owned(), line, fault: self }
    }
}

impl Failure {
    /// The exit status of a program that ends with it.
    pub fn exit_status(&self) -> u8 {
        match self.fault {
            Fault::Expectation { .. } => 1,
            Fault::File(_) => 2,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expectation { expected, got } => {
                write!(f, "an expectation did not hold\n  expected: {expected}\n       got: {got}")
            }
            Self::File(what) => f.write_str(what),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: ", self.file)?,
            line => write!(f, "{}:{line}: ", self.file)?,
        }
        self.fault.fmt(f)
    }
}

impl std::error::Error for Failure {}
