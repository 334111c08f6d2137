//! Files, folders and standard input, as one stream of articles in a stable order.
//!
//! One article at a time is in memory, so a corpus may be of any size. What cannot be read becomes a diagnostic in the
//! stream, at its place, and the stream goes on; what is no article is counted and told at the end of its folder. The id of
//! an article is its own or its path below the folder that was named, so that two files of one name are two articles. A
//! `metadata.csv` or `metadata.jsonl` speaks for the articles of its folder and of the folders in it.

mod folder;
mod opened;
mod scope;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, BufReader},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use self::{
    folder::{Found, LeftOut, Scan, is_stream, kind_of_file},
    opened::{Opened, opened},
    scope::{SIDECARS, Scope, Unused},
};
use super::language::foreign;
use crate::{
    graph::Store,
    text::{
        Article, DateFrom, Diagnostic, Format, Input, Item, Metadata, Part, Random, ReadOptions, Reader, Severity,
        Source, mark, reader,
    },
};

/// The name of standard input in diagnostics and ids.
const STDIN: &str = "stdin";

/// So many articles in other languages are told one by one; the others are counted.
const TOLD: usize = 20;

/// How inputs are read, and what the user says of all of them.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct InputOptions {
    /// The encoding of files, and the columns of tables.
    pub read: ReadOptions,
    /// The day of publication of articles that give none.
    pub date: Option<Date>,
    /// The outlet of articles that name none.
    pub source: Option<String>,
    /// Whether articles in other languages than English are read, too.
    pub any_language: bool,
    /// Whether lines of plain text and records that look like share bars, captions and the like are read as prose.
    pub keep_clutter: bool,
}

impl InputOptions {
    /// An article from elsewhere, as one of a file would be read: what the options say fills its gaps, and lines that are no
    /// part of it are marked.
    ///
    /// # Errors
    /// A warning where it is in another language than English and is left out.
    pub fn admitted(&self, mut article: Article) -> Result<Article, Diagnostic> {
        let defaults = Metadata { date: self.date, source: self.source.clone(), ..Metadata::default() };
        defaults.fill(&mut article, DateFrom::Option);
        if !self.keep_clutter {
            mark(&mut article);
        }
        let language = if self.any_language { None } else { foreign(&article.prose()) };
        match language {
            None => Ok(article),
            Some(language) => Err(Diagnostic::warning(
                "",
                format!(
                    "article {:?} is in {language} and was left out: only English is read (--any-language reads it all the same)",
                    article.id
                ),
            )),
        }
    }
}

/// A file or folder, and which of the named ones it is in.
#[derive(Clone, Debug)]
struct Place {
    path: PathBuf,
    /// Index of the input that the user named.
    root: usize,
}

#[derive(Debug)]
enum Pending {
    /// A path that the user named.
    Named(Place),
    /// A file or folder found in a folder.
    Found(Place, Option<Arc<Scope>>),
    /// A named folder is done: what was left out in it.
    Close(usize),
}

/// A file that is being read, with its place and the scope of its folder.
type Open = (Box<dyn Reader>, Place, Option<Arc<Scope>>);

/// The articles of several inputs, in their order; an iterator.
pub struct Articles {
    options: InputOptions,
    /// The inputs as the user named them.
    roots: Vec<PathBuf>,
    /// The next ones, last first.
    pending: Vec<Pending>,
    open: Option<Open>,
    /// Remarks and an article that wait to be handed out, last first.
    ready: Vec<Item>,
    /// Where each id so far comes from, by a hash of it, so that a million of them take little room.
    seen: HashMap<u128, Origin>,
    /// Files of records that gave articles.
    sources: Vec<PathBuf>,
    /// What was left out of the folder that is being read.
    left_out: LeftOut,
    /// Rows of metadata in that folder that no article has used.
    unused: Unused,
    /// Articles in other languages.
    foreign: usize,
    articles: usize,
    errors: usize,
    done: bool,
}

/// Where an article stands: the named input whose path and id give the file, or a file of records and the part of it.
#[derive(Clone, Copy, Debug)]
enum Origin {
    File(u32),
    Part(u32, Part),
}

impl Articles {
    /// The articles of these files and folders; `-` is standard input. Nothing is opened before the first article is
    /// asked for.
    #[must_use]
    pub fn open(paths: &[PathBuf], options: InputOptions) -> Self {
        let named = paths.iter().cloned().enumerate().map(|(root, path)| Pending::Named(Place { path, root }));
        let mut pending: Vec<Pending> = named.collect();
        pending.reverse();
        Self {
            options,
            roots: paths.to_vec(),
            pending,
            open: None,
            ready: Vec::new(),
            seen: HashMap::new(),
            sources: Vec::new(),
            left_out: LeftOut::default(),
            unused: Unused::default(),
            foreign: 0,
            articles: 0,
            errors: 0,
            done: false,
        }
    }

    fn error(&mut self, path: &Path, message: impl Into<String>) {
        self.say(Diagnostic::error(path.display().to_string(), message));
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.ready.push(Item::Diagnostic(diagnostic));
    }

    fn take_up(&mut self, pending: Pending) {
        match pending {
            Pending::Close(root) => self.close(root),
            Pending::Named(place) if place.path.as_os_str() == "-" => {
                let place = Place { path: PathBuf::from(STDIN), ..place };
                let input: Input = Box::new(BufReader::with_capacity(1 << 16, io::stdin()));
                self.read(&place, input, None, None);
            }
            Pending::Named(place) => self.named(&place),
            Pending::Found(place, scope) if place.path.is_dir() => self.folder(&place, scope),
            Pending::Found(place, scope) => self.file(&place, scope),
        }
    }

    fn named(&mut self, place: &Place) {
        let path = &place.path;
        let found = match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return self.error(path, "there is no such file or folder");
            }
            Err(error) => return self.error(path, format!("cannot be read: {error}")),
            Ok(found) => found,
        };
        if found.is_dir() {
            if Store::is_marked(path) {
                return self.error(path, "this is a chancery store, and no folder of articles");
            }
            self.pending.push(Pending::Close(place.root));
            return self.folder(place, None);
        }
        if !found.is_file() && !is_stream(path) {
            let kind = kind_of_file(found.file_type());
            return self.error(
                path,
                format!("this is {kind}, and no file; name a file or folder, or give the text on standard input (-)"),
            );
        }
        if SIDECARS.iter().any(|name| path.ends_with(name)) {
            return;
        }
        // Rows for files that were not named are no mistake here, so they are not told.
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let scope = self.load_scope(&folder, None, false);
        self.file(place, scope);
    }

    /// The scope of a folder: its own sidecars within those around it.
    fn load_scope(&mut self, folder: &Path, outer: Option<Arc<Scope>>, all: bool) -> Option<Arc<Scope>> {
        let (scope, problems) = Scope::load(folder, outer, self.options.read.encoding);
        self.ready.extend(problems.into_iter().rev().map(Item::Diagnostic));
        if all {
            self.unused.add(scope.as_ref(), folder);
        }
        scope
    }

    fn folder(&mut self, place: &Place, outer: Option<Arc<Scope>>) {
        let below = if self.roots[place.root] == place.path { String::new() } else { self.name(place) };
        let Scan { names, problems } = folder::scan(&place.path, &below, &mut self.left_out);
        for problem in problems {
            self.error(&place.path, format!("this folder cannot be read: {problem}"));
        }
        let scope = self.load_scope(&place.path, outer, true);
        let found = names.into_iter().rev().map(|path| Pending::Found(Place { path, root: place.root }, scope.clone()));
        self.pending.extend(found);
    }

    /// Tells what was left out of a named folder.
    fn close(&mut self, root: usize) {
        let folder = self.roots[root].display().to_string();
        let unused = std::mem::take(&mut self.unused);
        let left_out = std::mem::take(&mut self.left_out);
        // Last first.
        for (file, message) in unused.messages().into_iter().rev() {
            self.say(Diagnostic::warning(file, message));
        }
        if let Some(message) = left_out.message() {
            self.say(Diagnostic::warning(folder, message));
        }
    }

    fn file(&mut self, place: &Place, scope: Option<Arc<Scope>>) {
        match File::open(&place.path) {
            Ok(file) => {
                // Some formats begin at the end of a file.
                let random = file.try_clone().ok().map(|file| Box::new(file) as Box<dyn Random>);
                self.read(place, Box::new(BufReader::with_capacity(1 << 16, file)), random, scope);
            }
            Err(error) => self.error(&place.path, format!("cannot be read: {error}")),
        }
    }

    /// The id of a text, and what the ids of records without one begin with: the path below the folder that was named, the
    /// name of a file that was named itself.
    fn name(&self, place: &Place) -> String {
        let below = place.path.strip_prefix(&self.roots[place.root]).ok().filter(|below| !below.as_os_str().is_empty());
        match below {
            Some(below) => {
                let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                parts.join("/")
            }
            None => place.path.file_name().unwrap_or(place.path.as_os_str()).to_string_lossy().into_owned(),
        }
    }

    /// Reads an input as what its first bytes show it to be.
    fn read(&mut self, place: &Place, input: Input, random: Option<Box<dyn Random>>, scope: Option<Arc<Scope>>) {
        let path = &place.path;
        let Opened { format, input, inner, packed } = match opened(path, input) {
            Ok(opened) => opened,
            Err(error) => return self.error(path, format!("cannot be read: {error}")),
        };
        let name = self.name(place);
        let named = self.roots[place.root] == *path || path.as_os_str() == STDIN;
        if format != Format::Records {
            self.unused.mark(scope.as_deref(), path);
        }
        if !named && !folder::is_read(format, &inner) {
            return self.left_out.add(Found::of(format), &name);
        }
        let file = path.display().to_string();
        // A pipe cannot be read from its end, nor can what is packed.
        let random = random.filter(|_| !packed && path.is_file());
        let source = Source { input, file, name, named, options: self.options.read.clone(), random };
        match reader(format, source) {
            Ok(reader) => self.open = Some((reader, place.clone(), scope)),
            Err(_) => {
                self.error(path, format!("this is {}; such files are not read: {}", format.name(), format.advice()))
            }
        }
    }

    /// Adds what sidecars and options know, and hands the article out unless its id was used before or it is no English.
    fn finish(&mut self, mut article: Article, place: &Place, (part, repeats): (Part, bool), scope: Option<&Scope>) {
        let file = place.path.display().to_string();
        let mut remarks = Vec::new();
        for (scope, key, metadata) in scope::metadata(scope, &article.id, &place.path) {
            self.unused.used(&scope.file, &key);
            for (field, own, other) in metadata.fill(&mut article, DateFrom::Metadata) {
                let message = format!(
                    "the {field} of article {:?} is {own:?} in the article and {other:?} in the metadata; \
                     the article's counts",
                    article.id
                );
                remarks.push(Item::Diagnostic(Diagnostic::warning(&*file, message).at(part)));
            }
        }
        let article = match self.options.admitted(article) {
            Ok(article) => article,
            Err(warning) => {
                self.foreign += 1;
                if self.foreign <= TOLD {
                    self.say(Diagnostic { file, ..warning }.at(part));
                }
                return self.ready.extend(remarks.into_iter().rev());
            }
        };
        if let Some(first) = self.origin(&article.id, place, part) {
            let message = format!(
                "the article id {:?} was used before in this run, at {first}, and this article was left out; \
                 give each record an id, and each file a name, of its own (ids of files are paths below the folder that \
                 is named, so name one folder that holds both)",
                article.id
            );
            let severity = if repeats { Severity::Warning } else { Severity::Error };
            self.say(Diagnostic { severity, ..Diagnostic::error(&*file, message) }.at(part));
        } else {
            self.ready.push(Item::Article(article));
        }
        self.ready.extend(remarks.into_iter().rev());
    }

    /// Where the id was used before; where it was not, it is from now on.
    fn origin(&mut self, id: &str, place: &Place, part: Part) -> Option<String> {
        let hash = Sha256::digest(id.as_bytes()).iter().take(16).fold(0, |hash, &byte| hash << 8 | u128::from(byte));
        if let Some(&first) = self.seen.get(&hash) {
            return Some(match first {
                Origin::File(root) => {
                    let root = &self.roots[root as usize];
                    match root.to_str() {
                        Some("-") => STDIN.to_owned(),
                        _ if root.is_dir() => root.join(id).display().to_string(),
                        _ => root.display().to_string(),
                    }
                }
                Origin::Part(source, part) => format!("{}{part}", self.sources[source as usize].display()),
            });
        }
        let origin = match part {
            Part::Whole => Origin::File(place.root as u32),
            part => {
                if self.sources.last() != Some(&place.path) {
                    self.sources.push(place.path.clone());
                }
                Origin::Part(self.sources.len() as u32 - 1, part)
            }
        };
        self.seen.insert(hash, origin);
        None
    }

    /// What is said when all inputs are done: how many articles were in other languages, and that nothing was read.
    fn end(&mut self) {
        if self.foreign > TOLD {
            let message = format!("{} articles in other languages than English were left out in all", self.foreign);
            self.ready.insert(0, Item::Diagnostic(Diagnostic::warning("", message)));
        }
        if self.articles == 0 && self.errors == 0 && !self.roots.is_empty() {
            let names: Vec<String> = self.roots.iter().take(3).map(|root| root.display().to_string()).collect();
            let more = if self.roots.len() > 3 { ", …" } else { "" };
            let message = format!(
                "no article was read: there is none in {}{more}; docs/formats.md says what articles are",
                names.join(", ")
            );
            self.ready.insert(0, Item::Diagnostic(Diagnostic::error("", message)));
        }
    }
}

impl std::fmt::Debug for Articles {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Articles").field("pending", &self.pending).finish_non_exhaustive()
    }
}

impl Iterator for Articles {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop() {
                match &item {
                    Item::Article(_) => self.articles += 1,
                    Item::Diagnostic(diagnostic) => self.errors += usize::from(diagnostic.is_error()),
                }
                return Some(item);
            }
            if let Some((mut reader, place, scope)) = self.open.take() {
                let Some(item) = reader.next_item() else { continue };
                let (part, repeats) = (reader.part(), reader.repeats());
                self.open = Some((reader, place.clone(), scope.clone()));
                match item {
                    Item::Article(article) => self.finish(article, &place, (part, repeats), scope.as_deref()),
                    remark => self.ready.push(remark),
                }
                continue;
            }
            match self.pending.pop() {
                Some(next) => self.take_up(next),
                None if self.done => return None,
                None => {
                    self.done = true;
                    self.end();
                }
            }
        }
    }
}
