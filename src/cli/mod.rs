//! The command line: arguments, one file a subcommand, and all printing.

use std::process::ExitCode;

/// Runs the program on the process's arguments; the outcome is its exit code.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
