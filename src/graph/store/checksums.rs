//! Checksums of the files of an on-disk store, so that damage is found without the database.
//!
//! The database below checks each block that it reads, but it says the same error again and again to whoever goes on asking,
//! and a query that gathers rows does go on. Its table files never change once they are written, so each is summed up once, when a
//! change is saved, and can be compared at any time. A file that the database wrote later, while it tidied up, is not in
//! the list until the next change.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use sha2::{Digest as _, Sha256};

/// The list, in the folder of the store.
pub(crate) const LIST: &str = "checksums";

/// Size and SHA-256 of each file, by name.
type Sums = BTreeMap<String, (u64, String)>;

fn parse(list: &str) -> Sums {
    let line = |line: &str| {
        let mut fields = line.split(' ');
        let (sum, size, name) = (fields.next()?, fields.next()?, fields.next()?);
        Some((name.to_owned(), (size.parse().ok()?, sum.to_owned())))
    };
    list.lines().filter_map(line).collect()
}

fn sum(path: &Path) -> io::Result<String> {
    let (mut file, mut sum, mut block) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            break;
        }
        sum.update(&block[..read]);
    }
    Ok(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The list of all table files of a database; those that are in the old list already are not read again.
pub(crate) fn list(database: &Path, old: &str) -> io::Result<String> {
    let old = parse(old);
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(database)? {
        names.extend(entry?.file_name().into_string().ok().filter(|name| name.ends_with(".sst")));
    }
    names.sort();
    let mut text = String::new();
    for name in names {
        let path = database.join(&name);
        let known = fs::metadata(&path).and_then(|data| match old.get(&name) {
            Some((size, sum)) if *size == data.len() => Ok((*size, sum.clone())),
            _ => Ok((data.len(), sum(&path)?)),
        });
        match known {
            Ok((size, sum)) => text.push_str(&format!("{sum} {size} {name}\n")),
            // The database tidied it away in between.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(text)
}

/// The files of a database that differ from the list, each with what is wrong.
pub(crate) fn damage(database: &Path, list: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, (size, known)) in parse(list) {
        let path = database.join(&name);
        match fs::metadata(&path).map(|data| data.len()) {
            Ok(length) if length != size => found.push(format!("{name} has {length} bytes instead of {size}")),
            Ok(_) => match sum(&path) {
                Ok(sum) if sum == known => {}
                Ok(_) => found.push(format!("{name} is not what was written")),
                Err(error) => found.push(format!("{name} cannot be read: {error}")),
            },
            // The database tidied it away; one that it still needs it misses itself.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => found.push(format!("{name} cannot be read: {error}")),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_cut_and_tidied_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writable");
        for name in ["000001.sst", "000002.sst", "000003.sst", "MANIFEST-000004"] {
            write(name, "some blocks");
        }
        let first = list(folder.path(), "").expect("readable");
        assert_eq!(first.lines().count(), 3);
        assert_eq!(damage(folder.path(), &first), Vec::<String>::new());
        write("000001.sst", "some blOcks");
        write("000002.sst", "some blo");
        fs::remove_file(folder.path().join("000003.sst")).expect("there");
        write("000005.sst", "new");
        assert_eq!(
            damage(folder.path(), &first),
            ["000001.sst is not what was written", "000002.sst has 8 bytes instead of 11"]
        );
        let second = list(folder.path(), &first).expect("readable");
        assert_eq!(
            damage(folder.path(), &second),
            ["000001.sst is not what was written"],
            "a known file is not summed anew"
        );
    }
}
