//! The columns of tables of events are those of the codebooks.

/// The list of columns lies beside the repository.
mod shared {
    use std::{fs, process::Command};

    const COLUMNS: &str = "../shared/facts/event-columns.txt";

    #[test]
    #[ignore = "needs ../shared; ./test runs it where that lies"]
    fn columns_are_those_of_the_codebooks() {
        let codebooks = fs::read_to_string(COLUMNS).unwrap();
        let wanted = |name: &str| -> Vec<String> {
            let line = codebooks.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap();
            line.split('|').map(str::to_owned).collect()
        };
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "date 2022-07-09\nChina criticised the United States.").unwrap();
        let run = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
            let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        run(&["build", "a.txt"]);
        for (format, name) in [("polecat", "POLECAT"), ("icews", "ICEWS")] {
            let table = run(&["export", format]);
            let header: Vec<&str> = table.lines().next().unwrap().split('\t').collect();
            assert_eq!(header, wanted(name), "{format}");
            assert_eq!(table.lines().nth(1).unwrap().split('\t').count(), header.len(), "{format}");
        }
        let row = run(&["export", "gdelt"]);
        assert_eq!(row.lines().next().unwrap().split('\t').count(), wanted("GDELT2").len());
        let source = include_str!("../src/export/events/gdelt.rs");
        for column in wanted("GDELT2") {
            assert!(source.contains(&format!("    \"{column}\",\n")), "{column}");
        }
    }
}
