//! Questions and exports over a store, with the names that people use.
//!
//! A store knows the labels of its entities. Other names ("Lavrov", "the Kremlin") are known to the entity floor, so a name
//! that the store lacks is read like an article.

use std::{
    fs, io,
    io::Write,
    path::Path,
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use super::Project;
use crate::{
    export::{ExportError, Exporter, FileSink, Network, Selection, Written},
    graph::{ParameterKind, QueryError, QueryFile, Stop, Store, Table},
    text::Article,
};

/// Why a question cannot be asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The library has no question of that name.
    #[error("there is no question {name:?}{}; `chancery query --list` shows all", near.as_ref().map_or_else(String::new, |near| format!(", did you mean {near:?}?")))]
    Unknown {
        /// The name.
        name: String,
        /// The nearest name there is.
        near: Option<String>,
    },
    /// The file is wrong.
    #[error(transparent)]
    Query(#[from] QueryError),
}

/// A question of the library by its name, or a SPARQL file by its path, which ends in `.rq` or holds a slash.
///
/// # Errors
/// Where there is none of that name, or the file cannot be read or is wrong.
pub fn question(name: &str) -> Result<QueryFile, QuestionError> {
    if name.contains(['/', '\\']) || Path::new(name).extension().is_some() {
        let text =
            fs::read_to_string(name).map_err(|source| QuestionError::Unreadable { path: name.to_owned(), source })?;
        return Ok(QueryFile::parse_own(name, &text)?);
    }
    let library = QueryFile::library();
    let near = library
        .iter()
        .map(|file| (strsim::damerau_levenshtein(name, &file.name), &file.name))
        .min()
        .filter(|(distance, _)| *distance <= 3)
        .map(|(_, name)| name.clone());
    let found = library.into_iter().find(|file| file.name == name);
    found.ok_or_else(|| QuestionError::Unknown { name: name.to_owned(), near })
}

impl Project {
    /// Answers a question. Entities among the parameters go by any name that an article could call them by.
    ///
    /// # Errors
    /// [`QueryError`] where a parameter is unknown, missing or not understood, or the engine gives up.
    pub fn ask(
        &self,
        store: &Store,
        question: &QueryFile,
        parameters: &[(String, String)],
    ) -> Result<Table, QueryError> {
        store.query_with(question, parameters, &|name: &str| self.named(name))
    }

    /// The SPARQL that a question with these parameters is, for any store: prefixes are declared, and what counts for other
    /// parameters alone is left out.
    ///
    /// # Errors
    /// [`QueryError`] where a parameter is unknown, missing or not understood.
    pub fn filled(
        &self,
        store: &Store,
        question: &QueryFile,
        parameters: &[(String, String)],
    ) -> Result<String, QueryError> {
        let (text, _) = store.filled(question, parameters, &|name: &str| self.named(name))?;
        Ok(store.declared(&text))
    }

    /// Answers a question within limits, on a thread of its own. A thread that does not stop in time is left behind, so a program
    /// that goes on after [`QueryError::Limit`] may have it running for a while.
    ///
    /// # Errors
    /// As [`Project::ask`], and [`QueryError::Limit`] with the limit that was passed.
    pub fn ask_within(
        &self,
        store: &Arc<Store>,
        question: &QueryFile,
        parameters: &[(String, String)],
        limits: Limits,
    ) -> Result<Table, QueryError> {
        let stop = Stop::new();
        let (sender, receiver) = mpsc::channel();
        let work = {
            let (project, store) = (self.clone(), Arc::clone(store));
            let (question, parameters, stop) = (question.clone(), parameters.to_vec(), stop.clone());
            move || {
                let answer = project.answer(&store, &question, &parameters, &stop);
                // Whoever asks closes the store: a database that this thread closed while the program ends would crash it.
                drop(store);
                drop(sender.send(answer));
            }
        };
        let (begun, before) = (Instant::now(), held());
        let failed = |error: &dyn std::fmt::Display| QueryError::Evaluation(error.to_string());
        thread::Builder::new()
            .name("query".to_owned())
            .stack_size(STACK)
            .spawn(work)
            .map_err(|error| failed(&error))?;
        let mut passed: Option<(String, Instant)> = None;
        loop {
            match (receiver.recv_timeout(WATCH), passed.take()) {
                (Ok(Err(QueryError::Stopped)), Some((limit, _))) => return Err(QueryError::Limit(limit)),
                (Ok(answer), _) => return answer,
                (Err(mpsc::RecvTimeoutError::Disconnected), _) => {
                    return Err(failed(&"a mistake in this program; please report it with the query"));
                }
                (Err(mpsc::RecvTimeoutError::Timeout), Some((limit, since))) => {
                    if since.elapsed() > GRACE {
                        return Err(QueryError::Limit(limit));
                    }
                    passed = Some((limit, since));
                }
                (Err(mpsc::RecvTimeoutError::Timeout), None) => {
                    if let Some(limit) = over(limits, begun, before) {
                        stop.stop();
                        passed = Some((limit, Instant::now()));
                    }
                }
            }
        }
    }

    /// The answer, and where it is empty why.
    fn answer(
        &self,
        store: &Store,
        question: &QueryFile,
        parameters: &[(String, String)],
        stop: &Stop,
    ) -> Result<Table, QueryError> {
        let mut table = store.query_until(question, parameters, &|name: &str| self.named(name), stop)?;
        if table.rows.is_empty() && !question.columns.is_empty() {
            table.notes.extend(self.why_empty(store, question, parameters, stop)?);
        }
        Ok(table)
    }

    /// Why a question of the library has no answer: the parameters that exclude all of it, and what the store has.
    fn why_empty(
        &self,
        store: &Store,
        question: &QueryFile,
        parameters: &[(String, String)],
        stop: &Stop,
    ) -> Result<Vec<String>, QueryError> {
        let given = given(question, parameters);
        let mut notes = self.excluding(store, question, parameters, &given, stop)?;
        if notes.is_empty() {
            notes.push(match given.iter().all(|given| given.required) {
                true => "the store has nothing that answers this question".to_owned(),
                false => "the store has nothing that answers this question, whatever the parameters".to_owned(),
            });
        }
        notes.extend(self.what_there_is(store, &given)?);
        Ok(notes)
    }

    /// The optional parameters that exclude all answers: each by itself, or else all together.
    fn excluding(
        &self,
        store: &Store,
        question: &QueryFile,
        parameters: &[(String, String)],
        given: &[Given<'_>],
        stop: &Stop,
    ) -> Result<Vec<String>, QueryError> {
        let without = |left_out: &dyn Fn(&str) -> bool| -> Result<usize, QueryError> {
            let rest: Vec<_> = parameters.iter().filter(|(name, _)| !left_out(name)).cloned().collect();
            Ok(store.query_until(question, &rest, &|name: &str| self.named(name), stop)?.rows.len())
        };
        let rows = |count: usize| if count == 1 { "is 1 row".to_owned() } else { format!("are {count} rows") };
        let optional: Vec<&Given<'_>> = given.iter().filter(|given| !given.required).collect();
        let mut notes = Vec::new();
        for Given { name, value, .. } in &optional {
            match without(&|other| other == *name)? {
                0 => {}
                count => notes.push(format!("{name}={value} excludes all: without it there {}", rows(count))),
            }
        }
        if notes.is_empty() && optional.len() > 1 {
            match without(&|other| optional.iter().any(|given| given.name == other))? {
                0 => {}
                count => {
                    let names: Vec<&str> = optional.iter().map(|given| given.name).collect();
                    let names = names.join(", ");
                    notes.push(format!("{names} exclude all together: without them there {}", rows(count)));
                }
            }
        }
        Ok(notes)
    }

    /// What the store has of the kinds that the parameters ask for: days, outlets, the entities that were named.
    fn what_there_is(&self, store: &Store, given: &[Given<'_>]) -> Result<Vec<String>, QueryError> {
        let has = |wanted: &[ParameterKind]| given.iter().any(|given| wanted.contains(&given.kind));
        let mut notes = Vec::new();
        if has(&[ParameterKind::Date, ParameterKind::EndDate]) {
            if let Some((first, last)) = store.event_days()? {
                notes.push(format!("dated events run from {first} to {last}"));
            }
            if let Some((first, last)) = store.publication_days()? {
                notes.push(format!("articles were published from {first} to {last}"));
            }
        }
        if has(&[ParameterKind::Outlet]) {
            let outlets = store.outlets()?;
            let some: Vec<&str> = outlets.keys().take(SOME_OUTLETS).map(String::as_str).collect();
            let more = if outlets.len() > SOME_OUTLETS { ", …" } else { "" };
            notes.push(format!("outlets of the store: {}{more}", some.join(", ")));
        }
        for Given { name, value, .. } in given.iter().filter(|given| given.kind == ParameterKind::Entity) {
            notes.push(store.entity_in_words(name, value, &|name: &str| self.named(name))?);
        }
        Ok(notes)
    }

    /// Writes the graph, or the selected part of it, in a format.
    ///
    /// # Errors
    /// [`ExportError`] where a name of the selection is not understood, the store cannot be read or the output not written.
    pub fn export(
        &self,
        store: &Store,
        format: &dyn Exporter,
        selection: &Selection,
        out: &mut dyn Write,
    ) -> Result<Written, ExportError> {
        format.write(store, selection, &|name: &str| self.named(name), out)
    }

    /// Writes a format of several files; `file` takes the name of each and what writes it.
    ///
    /// # Errors
    /// As [`Project::export`].
    pub fn export_files(
        &self,
        store: &Store,
        format: &dyn Exporter,
        selection: &Selection,
        file: &mut FileSink<'_>,
    ) -> Result<Written, ExportError> {
        format.write_files(store, selection, &|name: &str| self.named(name), file)
    }

    /// The part of the graph that is selected, as a network.
    ///
    /// # Errors
    /// As [`Project::export`].
    pub fn network(&self, store: &Store, selection: &Selection) -> Result<Network, ExportError> {
        selection.network(store, &|name: &str| self.named(name))
    }

    /// The id of the entity that a name, id or IRI means.
    ///
    /// # Errors
    /// As [`Store::entity_id`].
    pub fn entity(&self, store: &Store, name: &str) -> Result<String, QueryError> {
        store.entity_id(name, &|name: &str| self.named(name))
    }

    /// The ids of the entities that a text of this name alone is about.
    pub(super) fn named(&self, name: &str) -> Vec<String> {
        let reading = self.extractor.reader.read(Article::new("name", name));
        reading.entities.entities.into_iter().map(|entity| entity.id.0).collect()
    }
}

/// How many outlets are named.
const SOME_OUTLETS: usize = 12;

/// How far a query may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Option<Duration>,
    /// Bytes of memory that the process may take on while it runs; not watched where the system does not tell.
    pub memory: Option<u64>,
}

/// How often the limits are looked at.
const WATCH: Duration = Duration::from_millis(10);
/// How long a query that is told to stop may take for it. The engine looks up whenever it reads from the store; where it
/// works for longer on what it holds in memory it is left behind.
const GRACE: Duration = Duration::from_millis(500);
/// Stack of the thread that evaluates: chains of thousands of operators are evaluated by recursion.
const STACK: usize = 256 << 20;

/// The limit that was passed, in words.
fn over(limits: Limits, begun: Instant, before: u64) -> Option<String> {
    if let Some(time) = limits.time.filter(|time| begun.elapsed() >= *time) {
        return Some(format!("it took longer than {} s; --timeout gives it more", time.as_secs_f64()));
    }
    let memory = limits.memory.filter(|memory| held().saturating_sub(before) > *memory)?;
    Some(format!("it needed more than {} MiB of memory; --memory gives it more", memory >> 20))
}

/// Bytes of memory that the process holds; 0 where the system does not tell.
fn held() -> u64 {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem as u64)
}

/// A parameter that was given and bounds the answer.
struct Given<'p> {
    name: &'p str,
    value: &'p str,
    kind: ParameterKind,
    required: bool,
}

/// The parameters that bound the answer, in their order; of several values the last counts.
fn given<'p>(question: &QueryFile, parameters: &'p [(String, String)]) -> Vec<Given<'p>> {
    let mut given: Vec<Given<'_>> = Vec::new();
    for (name, value) in parameters.iter().rev() {
        let Some(parameter) = question.parameters.get(name) else { continue };
        if parameter.kind != ParameterKind::Limit && !given.iter().any(|other| other.name == name) {
            given.push(Given { name, value, kind: parameter.kind, required: parameter.required });
        }
    }
    given.reverse();
    given
}
