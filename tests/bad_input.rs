//! Input that would hurt a careless program: lines and files of 200 MB, and a store that another process has open.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::Path,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::cli::{chancery, empty_folder};

const MEGABYTE: usize = 1 << 20;

/// A file that begins and ends with these and has 200 MB of one letter between them.
fn huge(path: &Path, before: &str, after: &str) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    file.write_all(before.as_bytes()).unwrap();
    let block = vec![b'x'; MEGABYTE];
    for _ in 0..200 {
        file.write_all(&block).unwrap();
    }
    file.write_all(after.as_bytes()).unwrap();
    file.flush().unwrap();
}

/// The most memory that a running child has held, in MiB; 0 where the system does not tell.
fn peak(child: &Child) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap_or(0) / 1024
}

#[test]
fn a_line_of_200_megabytes_costs_an_error_and_no_memory() {
    let folder = empty_folder("long-line");
    huge(
        &folder.join("a.jsonl"),
        "{\"id\":\"long\",\"text\":\"",
        "\"}\n{\"id\":\"after\",\"text\":\"Nothing happened.\"}\n",
    );
    huge(&folder.join("b.txt"), "Long: ", ".\n");
    fs::write(folder.join("c.txt"), "Nothing happened.\n").unwrap();
    let mut child = chancery()
        .args(["build", "a.jsonl", "b.txt", "c.txt"])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(&child));
        thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        stderr,
        "a.jsonl:1: error: this line is longer than 16 MiB and was skipped\n\
         b.txt: error: this text is longer than 16 MiB; split it into articles, or give JSON lines\n"
    );
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "chancery.store: 2 articles (2 new), 0 new claims, 2 errors\n"
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(most < 180, "{most} MiB were held");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_store_that_another_process_has_open_is_said_to_be() {
    let folder = empty_folder("open-store");
    fs::write(folder.join("a.txt"), "Nothing happened.\n").unwrap();
    // It opens its store, and then waits for articles.
    let mut first = chancery()
        .args(["build", "-", "--store", "one.store"])
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let started = Instant::now();
    while !folder.join("one.store/chancery-store.txt").exists() {
        assert!(started.elapsed() < Duration::from_secs(60), "the first build opens its store");
        thread::sleep(Duration::from_millis(5));
    }
    for arguments in [["build", "a.txt"], ["query", "meetings"], ["export", "nquads"]] {
        let output = chancery().args(arguments).args(["--store", "one.store"]).current_dir(&folder).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("one.store is being written by another process"), "{arguments:?}: {stderr}");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    let mut stdin = first.stdin.take().unwrap();
    stdin.write_all(b"Nothing happened.\n").unwrap();
    drop(stdin);
    let output = first.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "one.store: 1 article (1 new), 0 new claims\n");
    // Once it has ended the store is free.
    let output = chancery().args(["build", "a.txt", "--store", "one.store"]).current_dir(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    fs::remove_dir_all(&folder).unwrap();
}
