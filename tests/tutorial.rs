//! Tutorial and README are true: each command of theirs is run, in order, and prints what the page shows.
//!
//! A block that is marked `console` is a session: lines that begin with `$ ` are commands, lines that begin with `> `
//! continue them, and the rest is what they print, in which `…` stands for what may change from day to day. Commands run
//! in an empty folder that holds the sample texts, with the program on the search path. `CHANCERY_REFRESH=tutorial` writes
//! what they print into the pages; read the difference before you commit it. Drawing needs Graphviz: where the machine has
//! none, `dot` alone is passed over.

use std::{env, fs, path::Path, process::Command};

use crate::cli::{chancery, empty_folder};

/// A command, and the lines of the page that show what it prints.
struct Step {
    line: usize,
    command: String,
    shown: std::ops::Range<usize>,
}

fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut open = false;
    for (index, line) in page.lines().enumerate() {
        let next = index + 1;
        match line.strip_prefix("```") {
            Some(kind) => open = !open && kind == "console",
            None if !open => {}
            None => match (line.strip_prefix("$ "), line.strip_prefix("> "), steps.last_mut()) {
                (Some(command), ..) => {
                    steps.push(Step { line: next, command: command.to_owned(), shown: next..next });
                }
                (None, Some(more), Some(step)) if step.shown.is_empty() => {
                    step.command.push('\n');
                    step.command.push_str(more);
                    step.shown = next..next;
                }
                (None, _, Some(step)) => step.shown.end = next,
                (None, _, None) => panic!("line {next}: a session begins with a command"),
            },
        }
    }
    steps
}

/// Whether a printed line is the one shown, in which one `…` may stand for anything.
fn agrees(printed: &str, shown: &str) -> bool {
    let open = shown.split_once('…').filter(|(before, after)| printed.len() >= before.len() + after.len());
    printed == shown || open.is_some_and(|(before, after)| printed.starts_with(before) && printed.ends_with(after))
}

/// The page with what its commands print now, run in a folder, and where that differs from what it shows.
fn replayed(page: &str, folder: &Path) -> (String, Vec<String>) {
    let program = chancery();
    let own = Path::new(program.get_program()).parent().unwrap().to_path_buf();
    let known = env::var_os("PATH").unwrap();
    let paths = [own].into_iter().chain(env::split_paths(&known));
    let path = env::join_paths(paths).unwrap();
    let graphviz = Command::new("dot").arg("-V").output().is_ok();
    let lines: Vec<&str> = page.lines().collect();
    let (mut fresh, mut copied, mut wrong) = (Vec::new(), 0, Vec::new());
    for step in steps(page) {
        if step.command.starts_with("dot ") && !graphviz {
            continue;
        }
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("exec 2>&1\n{}", step.command)]).current_dir(folder);
        shell.env("PATH", &path).env("NO_COLOR", "1").env_remove("COLUMNS");
        let printed = String::from_utf8_lossy(&shell.output().unwrap().stdout).into_owned();
        let mut printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
        let shown = &lines[step.shown.clone()];
        if printed.len() == shown.len() && printed.iter().zip(shown).all(|(now, then)| agrees(now, then)) {
            printed = shown.to_vec();
        } else {
            let (now, then) = (printed.join("\n"), shown.join("\n"));
            wrong.push(format!("line {}: {}\nprints\n{now}\nnot\n{then}", step.line, step.command));
        }
        fresh.extend(lines[copied..step.shown.start].iter().map(|line| (*line).to_owned()));
        fresh.extend(printed.into_iter().map(str::to_owned));
        copied = step.shown.end;
    }
    fresh.extend(lines[copied..].iter().map(|line| (*line).to_owned()));
    (fresh.join("\n") + "\n", wrong)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// Runs a page in a folder that holds the sample texts.
fn is_true(page: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(page)).unwrap();
    let steps = steps(&text).len();
    let commands = text.lines().filter(|line| line.trim_start().starts_with("$ ")).count();
    assert_eq!(commands, steps, "{page}: each command stands in a block that is run");
    assert!(steps > 0, "{page} has sessions");
    let folder = empty_folder(&page.replace(['/', '.'], "-"));
    for samples in ["docs/tutorial", "data/articles"] {
        copy(&root.join(samples), &folder.join(samples));
    }
    let (fresh, wrong) = replayed(&text, &folder);
    fs::remove_dir_all(&folder).unwrap();
    if env::var("CHANCERY_REFRESH").is_ok_and(|value| value == "tutorial") {
        fs::write(root.join(page), fresh).unwrap();
    } else {
        assert!(wrong.is_empty(), "{page}, {}\nCHANCERY_REFRESH=tutorial accepts what is printed", wrong.join("\n"));
    }
}

#[test]
fn the_tutorial_prints_what_it_shows() {
    is_true("docs/tutorial.md");
}

#[test]
fn the_readme_prints_what_it_shows() {
    is_true("README.md");
}

#[test]
fn a_page_that_shows_something_else_is_found() {
    let folder = empty_folder("tutorial-wrong");
    let page = "```console\n$ cat > a.txt <<END\n> one\n> END\n$ cat a.txt\no…e\n$ cat a.txt\ntwo\n$ false\n```\nend\n";
    let (fresh, wrong) = replayed(page, &folder);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0].starts_with("line 7: cat a.txt\nprints\none"), "{wrong:?}");
    assert_eq!(fresh, page.replace("two", "one"));
}

/// Each relative link of a page leads to a file or folder of the repository.
#[test]
fn links_of_the_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root.join(name));
    let mut wrong = Vec::new();
    for page in docs.chain(top).filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            let local = !file.is_empty() && !file.contains("://") && file != "address";
            if local && !page.parent().unwrap().join(file).exists() {
                wrong.push(format!("{}: {link}", page.display()));
            }
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
