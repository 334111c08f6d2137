//! What `./demo` does on machines that lack something, each made of a folder of commands: no Rust, an old one, no network,
//! an installer that is not what it should be, with and without a RocksDB of the system.
#![cfg(target_os = "linux")]

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    process::Command,
};

use crate::cli::empty_folder;

/// What a bare system has.
const BARE: &[&str] = &[
    "cat",
    "chmod",
    "cp",
    "cut",
    "dirname",
    "env",
    "grep",
    "head",
    "id",
    "ldd",
    "mkdir",
    "mktemp",
    "rm",
    "sed",
    "sh",
    "sha256sum",
    "shasum",
    "sort",
    "tail",
    "touch",
    "uname",
];

/// Answers as a new cargo does, notes what it is asked, and "builds" a program that says nothing.
const CARGO: &str = r#"#!/bin/sh
if [ "$1" = --version ]; then echo "cargo 1.95.0 (f2d3ce0bd 2026-03-21)"; exit; fi
echo "$@" >>asked
mkdir -p target/quick
printf '#!/bin/sh\n' >target/quick/chancery
chmod +x target/quick/chancery
"#;

struct Machine {
    folder: PathBuf,
}

impl Machine {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = empty_folder(&format!("setup-{name}"));
        for below in ["bin", "home", "data/articles", "tools"] {
            fs::create_dir_all(folder.join(below)).unwrap();
        }
        for file in ["Cargo.toml", "rust-toolchain.toml", "demo", "tools/setup.sh", "tools/rust.sh", "tools/rocksdb.sh"]
        {
            fs::copy(root.join(file), folder.join(file)).unwrap();
        }
        for command in BARE {
            let found = ["/bin", "/usr/bin"].iter().map(|bin| Path::new(bin).join(command)).find(|path| path.exists());
            if let Some(found) = found {
                symlink(found, folder.join("bin").join(command)).unwrap();
            }
        }
        let machine = Self { folder };
        machine.has("cc", "#!/bin/sh\n");
        machine
    }

    /// Adds a command.
    fn has(&self, command: &str, script: &str) {
        let path = self.folder.join("bin").join(command);
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// `curl` gives the installer, and a checksum.
    fn offers_rustup(&self, sum: &str) {
        let script = r#"#!/bin/sh
for argument; do case $argument in http*) address=$argument ;; esac; file=$last; last=$argument; done
while [ $# -gt 1 ]; do if [ "$1" = --output ]; then file=$2; fi; shift; done
case $address in *.sha256) echo "SUM" >"$file" ;; *) cp "$HOME/installer" "$file" ;; esac
"#;
        self.has("curl", &script.replace("SUM", sum));
        let installer = "#!/bin/sh\ntouch \"$HOME/ran\"\nmkdir -p \"$HOME/.cargo/bin\"\ncp \"$HOME/cargo\" \"$HOME/.cargo/bin/cargo\"\n\
                         printf '#!/bin/sh\\necho \"rustup $@\" >>\"$HOME/rustup-asked\"\\n' >\"$HOME/.cargo/bin/rustup\"\n\
                         chmod +x \"$HOME/.cargo/bin/cargo\" \"$HOME/.cargo/bin/rustup\"\n";
        fs::write(self.folder.join("home/installer"), installer).unwrap();
        fs::write(self.folder.join("home/cargo"), CARGO).unwrap();
    }

    fn installer_sum(&self) -> String {
        let output = Command::new("sha256sum").arg(self.folder.join("home/installer")).output().unwrap();
        String::from_utf8(output.stdout).unwrap().split(' ').next().unwrap().to_owned()
    }

    /// Exit code and messages of `./demo`.
    fn demo(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(self.folder.join("demo"))
            .args(arguments)
            .current_dir(&self.folder)
            .env_clear()
            .env("PATH", self.folder.join("bin"))
            .env("HOME", self.folder.join("home"))
            .env("LIBCLANG_PATH", self.folder.join("bin"))
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// What cargo was asked to do.
    fn asked(&self) -> String {
        fs::read_to_string(self.folder.join("asked")).unwrap_or_default()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn no_rust_and_no_network_says_what_to_fetch() {
    let machine = Machine::new("offline");
    machine.has("curl", "#!/bin/sh\nexit 6\n");
    let (code, said) = machine.demo(&[]);
    assert_eq!(code, Some(2), "{said}");
    for part in ["is now installed with rustup", "https://static.rust-lang.org/dist/rust-", "cargo vendor"] {
        assert!(said.contains(part), "{part:?} in {said}");
    }
}

#[test]
fn an_old_rust_is_named_and_left_alone() {
    let machine = Machine::new("old");
    machine.has("cargo", "#!/bin/sh\necho 'cargo 1.65.0'\n");
    machine.has("curl", "#!/bin/sh\nexit 6\n");
    let (code, said) = machine.demo(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("1.65.0 is too old"), "{said}");
}

#[test]
fn an_installer_with_another_checksum_is_not_run() {
    let machine = Machine::new("checksum");
    machine.offers_rustup("0000");
    let (code, said) = machine.demo(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("checksum"), "{said}");
    assert!(!machine.folder.join("home/ran").exists(), "it was run");
}

#[test]
fn rust_is_installed_where_it_is_missing() {
    let machine = Machine::new("fresh");
    machine.offers_rustup("");
    let sum = machine.installer_sum();
    machine.offers_rustup(&sum);
    let (code, said) = machine.demo(&[]);
    assert_eq!(code, Some(0), "{said}");
    let rustup = fs::read_to_string(machine.folder.join("home/rustup-asked")).unwrap();
    assert!(rustup.contains("toolchain install 1."), "{rustup}");
    assert_eq!(machine.asked().trim(), "build --profile quick", "the light build");
}

#[test]
fn disk_takes_the_rocksdb_of_the_system_or_says_how_long_it_takes() {
    let machine = Machine::new("disk");
    machine.has("cargo", CARGO);
    machine.has("c++", "#!/bin/sh\n");
    machine.has("libclang.so", "");
    machine.has("pkg-config", "#!/bin/sh\n[ \"$1\" = --atleast-version=9.10.0 ] || echo 9.11.2\n");
    let (code, said) = machine.demo(&["--disk"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("RocksDB of the system (9.11.2)"), "{said}");
    assert_eq!(machine.asked().trim(), "build --profile quick --features disk-system");

    fs::remove_file(machine.folder.join("asked")).unwrap();
    machine.has("pkg-config", "#!/bin/sh\nexit 1\n");
    let (code, said) = machine.demo(&["--disk"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("30 minutes"), "{said}");
    assert_eq!(machine.asked().trim(), "build --profile quick --features disk");
}

#[test]
fn wrong_arguments_are_named_before_anything_is_installed() {
    let machine = Machine::new("arguments");
    for (argument, part) in [("--dsik", "no option --dsik"), ("nowhere", "no such file")] {
        let (code, said) = machine.demo(&[argument]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(part) && !said.contains("rustup"), "{said}");
    }
    assert_eq!(machine.demo(&["--help"]).0, Some(0));
}
