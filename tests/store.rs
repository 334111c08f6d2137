//! The life of a store: any sequence of changes and corrections equals a clean build, a killed process leaves the old state
//! or the new one, a second process is told so, and what offends the shapes is found.

use std::{
    hash::{BuildHasher as _, Hasher as _},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use chancery::{
    entities::Gazetteer,
    graph::{Corrections, Options, Shapes, Store, difference},
    rules::Extraction,
};

use crate::{
    cli::{chancery, empty_folder},
    graph::{self, Left, built, extraction, nquads, random_article, with},
};

fn built_with(extractions: &[Extraction], corrections: &Corrections) -> Store {
    let store = Store::memory(&Options::default()).expect("memory");
    let mut batch = store.batch_with(corrections).expect("writable");
    for extraction in extractions {
        batch.add(extraction).expect("added");
    }
    batch.commit().expect("committed");
    store
}

fn corrections(text: &str) -> Corrections {
    Corrections::parse("corrections.toml", text, Gazetteer::embedded()).expect("right")
}

/// Corrections that random stores are made with; any subset of them is a file.
const MENDS: [&str; 8] = [
    "[[drop]]\nclaim = \"c-article 0-0\"\nbecause = \"a joke\"\n",
    "[[date]]\nclaim = \"c-article 1-0\"\ndate = \"2022-07-08\"\n",
    "[[date]]\nclaim = \"c-article 0-1\"\ndate = \"\"\n",
    "[[entity]]\nfrom = \"wang-yi\"\nto = \"xi-jinping\"\n",
    "[[entity]]\narticle = \"article 2\"\nfrom = \"wang-yi\"\nto = \"li-si\"\nlabel = \"Li Si\"\nkind = \"person\"\n",
    "[[entity]]\nclaim = \"c-article 1-1\"\nfrom = \"bali\"\nto = \"geneva\"\n",
    "[[apart]]\nclaims = [\"c-article 0-2\", \"c-article 1-2\"]\n",
    "[[apart]]\nclaims = [\"c-article 3-0\"]\n",
];

fn subset(mask: u8) -> Corrections {
    let picked: Vec<&str> =
        MENDS.iter().enumerate().filter(|(index, _)| mask >> index & 1 == 1).map(|(_, mend)| *mend).collect();
    corrections(&picked.concat())
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 40, ..Default::default() })]

    /// Whatever was added, replaced, removed and corrected before, the store equals the one built in one go from the
    /// articles and the corrections that are left.
    #[test]
    fn any_sequence_with_corrections_equals_a_clean_build(
        steps in proptest::collection::vec(
            (
                proptest::bits::u8::ANY,
                proptest::collection::btree_map(
                    0_u8..5,
                    proptest::option::weighted(0.8, proptest::collection::vec(0_u8..22, 0..5)),
                    0..4,
                ),
            ),
            1..7,
        )
    ) {
        let store = Store::memory(&Options::default()).expect("memory");
        let mut left = Left::new();
        let mut last = Corrections::default();
        for (mask, changes) in steps {
            last = subset(mask);
            let mut batch = store.batch_with(&last).expect("writable");
            for (name, picks) in changes {
                graph::change(&mut batch, &mut left, name, picks.map(|picks| random_article(name, &picks)));
            }
            batch.commit().expect("committed");
        }
        let clean: Vec<Extraction> = left.into_values().rev().collect();
        proptest::prop_assert_eq!(nquads(&store), nquads(&built_with(&clean, &last)));
        // Without corrections all is as it was read.
        let none = Corrections::default();
        store.batch_with(&none).expect("writable").commit().expect("committed");
        proptest::prop_assert_eq!(nquads(&store), nquads(&built(&clean)));
    }
}

#[test]
fn only_what_hangs_together_with_a_change_is_derived_again() {
    let actors = ["wang-yi", "sergey-lavrov", "antony-blinken", "xi-jinping", "vladimir-putin", "china", "russia"];
    let articles: Vec<Extraction> = actors
        .iter()
        .enumerate()
        .map(|(index, actor)| {
            let lines = [format!("{actor} visited beijing | 2022-07-07 |"), format!("{actor} told indonesia | |")];
            extraction(&format!("{index}.txt"), "2022-07-09", &lines.each_ref().map(String::as_str))
        })
        .collect();
    let store = Store::memory(&Options::default()).expect("memory");
    let mut batch = store.batch().expect("writable");
    for article in &articles {
        batch.add(article).expect("added");
    }
    assert_eq!(batch.commit().expect("committed").groups, 14);
    let mut batch = store.batch().expect("writable");
    batch.add(&extraction("0.txt", "2022-07-09", &["wang-yi visited geneva | |"])).expect("added");
    batch.remove("6.txt").expect("readable");
    assert_eq!(batch.commit().expect("committed").groups, 5, "one new, two of each old article");
    let batch = store.batch().expect("writable");
    assert_eq!(batch.commit().expect("committed").groups, 0);
}

#[test]
fn corrections_change_what_the_store_says_and_tell_when_they_are_idle() {
    let articles = [
        extraction("a.txt", "2022-07-07", &["wang-yi metWith sergey-lavrov | 2022-07-07 | bali"]),
        extraction(
            "b.txt",
            "2022-07-09",
            &["sergey-lavrov metWith wang-yi | 2022-07-07 | bali", "china accused russia | |"],
        ),
    ];
    let meetings = |store: &Store| crate::graph::ask(store, "meetings", &[]);
    assert_eq!(meetings(&built(&articles)), ["Sergey Lavrov | Wang Yi | 2022-07-07 | Bali | 2 | 2"]);
    let of = |text: &str| built_with(&articles, &corrections(text));
    assert_eq!(
        meetings(&of("[[drop]]\nclaim = \"c-b.txt-0\"")),
        ["Sergey Lavrov | Wang Yi | 2022-07-07 | Bali | 1 | 1"]
    );
    let apart = of("[[apart]]\nclaims = [\"c-b.txt-0\"]");
    let alone = "Sergey Lavrov | Wang Yi | 2022-07-07 | Bali | 1 | 1";
    assert_eq!(meetings(&apart), [alone, alone], "two events, alike in all that is shown");
    let events = apart.sparql("SELECT ?event WHERE { ?event ch:relation ch:metWith }").expect("good SPARQL");
    assert_eq!(events.rows.len(), 2);
    assert_eq!(
        meetings(&of("[[date]]\nclaim = \"c-b.txt-0\"\ndate = \"2022-07-08\"")),
        ["Sergey Lavrov | Wang Yi | 2022-07-07 | Bali | 1 | 1", "Sergey Lavrov | Wang Yi | 2022-07-08 | Bali | 1 | 1"]
    );
    assert_eq!(
        meetings(&of("[[entity]]\nfrom = \"wang-yi\"\nto = \"antony-blinken\"")),
        ["Antony Blinken | Sergey Lavrov | 2022-07-07 | Bali | 2 | 2"]
    );
    let idle = corrections("[[drop]]\nclaim = \"c-b.txt-1\"\n\n[[drop]]\nclaim = \"c-b.txt-7\"\n");
    let store = built_with(&articles, &idle);
    let unmatched: Vec<usize> = store.unmatched(&idle).expect("readable").iter().map(|one| one.line).collect();
    assert_eq!((unmatched, store.corrected_articles().expect("readable")), (vec![4], 1));
    // A later run without the articles takes them back as well as it applies them.
    let none = Corrections::default();
    assert_eq!(store.batch_with(&none).expect("writable").commit().expect("committed").corrected, 1);
    assert_eq!(nquads(&store), nquads(&built(&articles)));
    assert_eq!(store.batch_with(&idle).expect("writable").commit().expect("committed").corrected, 1);
    assert_eq!(store.batch_with(&idle).expect("writable").commit().expect("committed").corrected, 0);
}

#[test]
fn a_difference_names_what_changed_and_who_did_it() {
    let meeting = "wang-yi metWith sergey-lavrov | 2022-07 | bali";
    let before = [
        extraction("a.txt", "2022-07-07", &[meeting, "china accused united-states | |"]),
        extraction("b.txt", "2022-07-07", &["xi-jinping told vladimir-putin | 2022-02 |"]),
        extraction("c.txt", "2022-07-07", &["china criticised united-states | 2022-07-01 |"]),
    ];
    let after = [
        extraction("a.txt", "2022-07-07", &[meeting]),
        extraction("c.txt", "2022-07-07", &["china criticised united-states | 2022-07-01 |"]),
        extraction(
            "d.txt",
            "2022-07-09",
            &["wang-yi metWith sergey-lavrov | 2022-07-07 | bali", "russia warned china | |"],
        ),
        extraction("e.txt", "2022-07-09", &["china not criticised united-states | 2022-07-01 |"]),
    ];
    let table = difference(&built(&before).facts().expect("readable"), &built(&after).facts().expect("readable"));
    let mut rows = crate::graph::rows(&table);
    rows.sort();
    assert_eq!(
        rows,
        [
            "added | Russia | warned | China |  |  |  | fact, 1 report | +d.txt",
            "removed | China | accused | United States |  |  | fact, 1 report |  | ~a.txt",
            "removed | Xi Jinping | told | Vladimir Putin | 2022-02 |  | fact, 1 report |  | -b.txt",
            "strengthened | Sergey Lavrov | met with | Wang Yi | 2022-07 → 2022-07-07 | Bali | fact, 1 report | \
             fact, 2 reports | ~a.txt +d.txt",
            "weakened | China | criticised | United States | 2022-07-01 |  | fact, 1 report | \
             fact, contested, 2 reports | +e.txt",
        ]
    );
    let store = built(&after);
    let again = Store::of_nquads("after.nq", nquads(&store).as_bytes()).expect("an export");
    assert_eq!(again.facts().expect("readable"), store.facts().expect("readable"));
    assert!(difference(&store.facts().expect("readable"), &again.facts().expect("readable")).rows.is_empty());
    assert!(Store::of_nquads("x.nq", b"<http://a/> <http://b/> <http://c/> .\n").is_err());
    assert!(Store::of_nquads("x.nq", b"no quads").is_err());
}

#[test]
fn what_offends_the_shapes_is_named_with_its_claim() {
    let shapes = Shapes::embedded().expect("understood");
    let found = |articles: &[Extraction]| {
        let mut all = Vec::new();
        let store = built(articles);
        let checked = store.check(&shapes, &mut |violation| all.push(violation.clone())).expect("readable");
        assert!(checked > 3);
        all
    };
    let good = extraction("a.txt", "2022-07-07", &["wang-yi metWith sergey-lavrov | 2022-07-07 | bali"]);
    assert_eq!(found(std::slice::from_ref(&good)), []);
    let mut bad = good.clone();
    bad.claims[0].polarity = "perhaps".to_owned();
    bad.claims[0].sentence.clear();
    (bad.claims[0].begin, bad.claims[0].end) = (9, 9);
    bad.claims[0].latest = "2022-07-06".to_owned();
    bad.claims[0].rule.clear();
    let mut said: Vec<String> =
        found(&[bad]).iter().map(|one| format!("{} {} {}", one.claim, one.article, one.message)).collect();
    said.sort();
    assert_eq!(
        said,
        [
            "c-a.txt-0 a.txt An event is asserted exactly where a claim of it is affirmed, happened and narrated",
            "c-a.txt-0 a.txt ch:begin is \"9\", not less than ch:end",
            "c-a.txt-0 a.txt ch:earliest is \"2022-07-07\", not up to ch:latest",
            "c-a.txt-0 a.txt ch:polarity is ch:perhaps, which is none of ch:affirmed, ch:negated",
            "c-a.txt-0 a.txt ch:quote has no value, at least 1 is wanted",
            "c-a.txt-0 a.txt prov:wasGeneratedBy has no value, at least 1 is wanted",
        ]
    );
}

#[test]
fn a_second_process_is_told_at_once() {
    let folder = empty_folder("second-process");
    let path = folder.join("store");
    let store = Store::create(&path, &Options::default()).expect("created");
    let run = |command: &str| {
        let begun = Instant::now();
        let mut arguments: Vec<&str> = command.split(' ').collect();
        if !command.contains("--store") {
            arguments.push("--store");
        }
        let output = chancery().args(arguments).arg(&path).current_dir(&folder).output().unwrap();
        // A process that waits would wait for this one, which waits for it.
        assert!(begun.elapsed() < Duration::from_secs(20), "{command} took {:?}", begun.elapsed());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    std::fs::write(folder.join("a.txt"), "Wang Yi met Sergei Lavrov in Bali on 7 July 2022.").unwrap();
    // Many articles: it is said before they are read.
    let lines =
        "{\"text\":\"Wang Yi met Sergei Lavrov in Bali on 7 July 2022, and they spoke of peace.\"}\n".repeat(200_000);
    std::fs::write(folder.join("many.jsonl"), lines).unwrap();
    let all = [
        "build a.txt",
        "build many.jsonl",
        "remove a.txt",
        "status",
        "status a.txt",
        "query meetings",
        "export nquads",
    ];
    for command in all.into_iter().chain(["explain ev-1", "check --store"]) {
        let (code, said) = run(command);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("is being written by another process, so nothing was done"), "{said}");
    }
    drop(store);
    let reader = Store::open_read_only(&path).expect("free");
    let (code, said) = run("remove a.txt");
    assert!(code == Some(2) && said.contains("is being read by another process"), "{said}");
    assert_eq!(run("status").0, Some(0), "two may read");
    drop(reader);
    assert_eq!(run("build a.txt").0, Some(0));
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Enough articles that a change of them takes a while.
const MANY: u8 = 60;

fn old_articles() -> Vec<Extraction> {
    (0..MANY).map(|name| random_article(name, &[name, name + 3, name + 7, name * 2])).collect()
}

/// Replaces, removes and adds.
fn change(path: &Path) {
    let options = with(|options: &mut Options| options.transaction = Some(400));
    let store = Store::open(path, &options).expect("it opens after whatever happened");
    let mut batch = store.batch().expect("writable");
    for name in 0..MANY + 30 {
        if name >= MANY || name % 3 == 0 {
            batch.add(&random_article(name, &[name + 1, name / 2, name + 5])).expect("added");
        } else if name % 5 == 0 {
            batch.remove(&format!("article {name}")).expect("readable");
        }
    }
    batch.commit().expect("committed");
}

fn dump(path: &Path) -> String {
    nquads(&Store::open_read_only(path).expect("it opens after whatever happened"))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("writable");
    for entry in std::fs::read_dir(from).expect("readable").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { drop(std::fs::copy(entry.path(), target)) }
    }
}

/// Not a test: what the next one starts as a process of its own, and kills.
#[test]
#[ignore = "started by another test"]
fn victim() {
    if let Some(path) = std::env::var_os("CHANCERY_VICTIM") {
        change(Path::new(&path));
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "says how often it was killed before and after")]
fn killed_at_any_moment_it_is_the_old_store_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = folder.path().join("before");
    {
        let store = Store::create(&before, &Options::default()).expect("created");
        let mut batch = store.batch().expect("writable");
        for article in old_articles() {
            batch.add(&article).expect("added");
        }
        batch.commit().expect("committed");
    }
    let start = |path: &Path| {
        Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "store::victim", "--ignored"])
            .env("CHANCERY_VICTIM", path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts")
    };
    let whole = folder.path().join("whole");
    copy(&before, &whole);
    let begun = Instant::now();
    assert!(start(&whole).wait().expect("it ends").success());
    let length = begun.elapsed();
    let (old, new) = (dump(&before), dump(&whole));
    assert!(old != new);
    let (mut olds, mut news) = (0, 0);
    for round in 0..10_u32 {
        let path = folder.path().join(format!("round-{round}"));
        copy(&before, &path);
        // Any moment of the run, a fresh one each time.
        let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
        let delay = Duration::from_nanos(random % u64::try_from(length.as_nanos()).expect("short").max(1));
        let mut child = start(&path);
        std::thread::sleep(delay);
        // It may have ended already.
        drop(child.kill());
        child.wait().expect("it ends");
        let found = dump(&path);
        assert!(found == old || found == new, "killed after {delay:?} of {length:?}");
        if found == old {
            olds += 1
        } else {
            news += 1
        }
        change(&path);
        assert!(dump(&path) == new, "the next run goes on, after {delay:?} of {length:?}");
        std::fs::remove_dir_all(&path).expect("removed");
    }
    println!("{olds} old, {news} new, of {length:?}");
}

/// A change that was broken off behind its articles is finished by deriving all again.
#[test]
fn all_derived_again_after_a_large_change_is_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    {
        let store = Store::create(&path, &Options::default()).expect("created");
        let mut batch = store.batch().expect("writable");
        for article in old_articles() {
            batch.add(&article).expect("added");
        }
        batch.commit().expect("committed");
    }
    let again = |path: &Path| {
        let before = dump(path);
        let mut store = Store::open(path, &Options::default()).expect("it opens");
        store.derive_all().expect("derived");
        drop(store);
        let after = dump(path);
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        let (one, other) = (lines(&before), lines(&after));
        let lost: Vec<&String> = one.difference(&other).take(8).collect();
        let new: Vec<&String> = other.difference(&one).take(8).collect();
        assert!(
            before == after,
            "{} lost: {lost:#?}, {} new: {new:#?}",
            one.difference(&other).count(),
            other.difference(&one).count()
        );
    };
    again(&path);
    change(&path);
    again(&path);
}

/// A light store in a folder, with some articles.
fn light_store(name: &str) -> std::path::PathBuf {
    let folder = empty_folder(name);
    let path = folder.join("a.store");
    let store = Store::create(&path, &Options::default()).expect("writable");
    let mut batch = store.batch().expect("writable");
    for number in 0..4 {
        let line = format!("wang-yi metWith sergey-lavrov | 2022-07-{:02} | bali", number + 7);
        batch.add(&extraction(&format!("{number}.txt"), "2022-07-09", &[line.as_str()])).expect("added");
    }
    batch.commit().expect("committed");
    path
}

#[cfg(not(feature = "disk"))]
#[test]
fn half_a_file_is_not_half_a_graph() {
    let path = light_store("half-a-file");
    let file = path.join("graph.nq");
    let whole = std::fs::read_to_string(&file).expect("a light store");
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    assert!(lines.last().is_some_and(|last| last.starts_with(&format!("# {} quads, sha256 ", lines.len() - 1))));
    let swapped = whole.replacen("2022-07-07", "2022-07-17", 1);
    let repeated = lines[0].to_owned() + &whole;
    let cases = [
        ("cut in a line", whole[..whole.len() / 2].to_owned()),
        ("cut after a line", lines[..lines.len() / 2].concat()),
        ("without the last line", lines[..lines.len() - 1].concat()),
        ("cut in the last line", whole[..whole.len() - 10].to_owned()),
        ("without the last line's end", whole[..whole.len() - 1].to_owned()),
        ("without a line in the middle", [&lines[..3], &lines[4..]].concat().concat()),
        ("with a changed date", swapped),
        ("with a line twice", repeated),
        ("with something after the end", whole.clone() + lines[0]),
        ("empty", String::new()),
        ("no text", "\u{0}\u{1}".to_owned()),
    ];
    for (what, text) in cases {
        std::fs::write(&file, text).expect("writable");
        let error = Store::open_read_only(&path).err().unwrap_or_else(|| panic!("{what}: opened")).to_string();
        assert!(error.contains("graph.nq") && error.contains("put back a copy"), "{what}: {error}");
        let run = chancery().args(["query", "meetings", "--store"]).arg(&path).output().expect("started");
        assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0), "{what}");
        let run = chancery().args(["check", "--store"]).arg(&path).output().expect("started");
        assert_eq!(run.status.code(), Some(2), "{what}");
    }
    std::fs::remove_file(&file).expect("there");
    assert!(Store::open_read_only(&path).is_err(), "a store without its file");
    std::fs::write(&file, whole).expect("writable");
    assert_eq!(Store::open_read_only(&path).expect("whole again").articles().expect("readable").len(), 4);
}

/// A folder in which a file of more than so many kilobytes cannot be written, for a shell that runs a command in it.
#[cfg(unix)]
fn with_small_files(kilobytes: u32, arguments: &[&std::ffi::OsStr]) -> std::process::Output {
    // The signal that a too large file gives is ignored, so that the program hears of an error, as on a full disk.
    let script = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\"");
    let mut command = Command::new("bash");
    command.args(["-c", &script, "bash"]).arg(chancery().get_program()).args(arguments);
    command.output().expect("a shell")
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    let path = light_store("small-files");
    let folder = path.parent().expect("a folder");
    let picture = folder.join("graph.dot");
    std::fs::write(&picture, "old").expect("writable");
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("readable").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    // An export that does not fit, over a file that is there and over one that is not.
    for (name, left) in [("graph.dot", vec!["a.store", "graph.dot"]), ("new.nq", vec!["a.store", "graph.dot"])] {
        let output = folder.join(name);
        let arguments = [
            "export".as_ref(),
            "nquads".as_ref(),
            "--output".as_ref(),
            output.as_os_str(),
            "--store".as_ref(),
            path.as_os_str(),
        ];
        let run = with_small_files(1, &arguments);
        assert_eq!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
        assert!(String::from_utf8_lossy(&run.stderr).contains(name), "{}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(names(folder), left);
    }
    assert_eq!(std::fs::read_to_string(&picture).expect("there"), "old");
    // A build that does not fit: a store that was there stands, one that was not is not begun.
    let before = Store::open_read_only(&path).expect("a store").articles().expect("readable");
    let article = folder.join("news.txt");
    std::fs::write(&article, "date 2022-07-09\nWang Yi met Sergei Lavrov in Bali on Thursday.\n").expect("writable");
    let fresh = folder.join("fresh.store");
    for store in [&path, &fresh] {
        let arguments = ["build".as_ref(), article.as_os_str(), "--store".as_ref(), store.as_os_str()];
        let run = with_small_files(1, &arguments);
        assert_eq!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    }
    assert_eq!(names(folder), ["a.store", "graph.dot", "news.txt"], "no store was begun");
    assert_eq!(Store::open_read_only(&path).expect("a store").articles().expect("readable"), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_called_that() {
    let path = light_store("full-disk");
    for output in ["--output", "-o"] {
        let run =
            chancery().args(["export", "nquads", output, "/dev/full", "--store"]).arg(&path).output().expect("started");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{said}");
        assert!(said.contains("the disk is full") && said.contains("/dev/full"), "{said}");
    }
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a device");
    let run = chancery().args(["export", "dot", "--store"]).arg(&path).stdout(full).output().expect("started");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.code() == Some(2) && said.contains("the disk is full"), "{said}");
}
