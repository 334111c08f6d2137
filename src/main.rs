//! The `chancery` program: hands the arguments to [`chancery::cli`] and its outcome to the shell.

fn main() -> std::process::ExitCode {
    chancery::cli::main()
}
