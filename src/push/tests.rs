//! Pushes against a small server of our own, which can be made to fail in the ways that servers do.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader, Read, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::{
    graph::Options as StoreOptions,
    rules::{Claim, Extraction},
    text::Article,
};

/// What the server asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lock {
    #[default]
    Open,
    Basic,
    Digest,
    Bearer,
}

/// The server's graphs, what it was asked, and how it misbehaves.
#[derive(Debug, Default)]
struct World {
    graphs: BTreeMap<String, BTreeSet<String>>,
    /// `METHOD path`, and for changes the graph.
    asked: Vec<String>,
    lock: Lock,
    /// Changes that are answered before the failures begin.
    patience: usize,
    /// How many changes fail then, each with this status.
    failures: (usize, u16),
    /// A triple of each graph that comes is lost.
    forgetful: bool,
    redirect: bool,
}

struct Server {
    url: String,
    world: Arc<Mutex<World>>,
}

struct Call {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: String,
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let pair: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&pair, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

impl Call {
    fn read(stream: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut words = line.split_whitespace();
        let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut headers = BTreeMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length: u64 = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
        let mut bytes = Vec::new();
        reader.take(length).read_to_end(&mut bytes).ok()?;
        let mut body = String::new();
        if headers.get("content-encoding").is_some_and(|coding| coding == "gzip") {
            GzDecoder::new(&bytes[..]).read_to_string(&mut body).unwrap();
        } else {
            body = String::from_utf8(bytes).unwrap();
        }
        Some(Self { method, path, headers, body })
    }

    fn parameter(&self, name: &str) -> Option<String> {
        let (_, query) = self.path.split_once('?')?;
        query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).map(decoded)
    }
}

const USER: &str = "desk";
const SECRET: &str = "word-of-the-day";

fn hex(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a header of Digest is right, by the formula of RFC 7616.
fn is_digest(call: &Call, header: &str) -> bool {
    let field = |name: &str| {
        let at = header.find(&format!("{name}="))? + name.len() + 1;
        header[at..].split([',', ' ']).next().map(|value| value.trim_matches('"').to_owned())
    };
    let part = |name: &str| field(name).unwrap_or_default();
    let (one, two) = (hex(&format!("{USER}:store:{SECRET}")), hex(&format!("{}:{}", call.method, call.path)));
    let whole = format!("{one}:{}:{}:{}:{}:{two}", part("nonce"), part("nc"), part("cnonce"), part("qop"));
    header.starts_with("Digest ") && part("response") == hex(&whole)
}

impl World {
    fn admits(&self, call: &Call) -> bool {
        let header = call.headers.get("authorization").map_or("", String::as_str);
        match self.lock {
            Lock::Open => true,
            // `desk:word-of-the-day`
            Lock::Basic => header == "Basic ZGVzazp3b3JkLW9mLXRoZS1kYXk=",
            Lock::Digest => is_digest(call, header),
            Lock::Bearer => header == format!("Bearer {SECRET}"),
        }
    }

    fn answer(&mut self, call: &Call) -> (u16, String, String) {
        let changes = matches!(call.method.as_str(), "PUT" | "DELETE") || call.path.ends_with("/update");
        let empty = if call.method == "PUT" && call.body.is_empty() { " empty" } else { "" };
        self.asked.push(format!("{} {}{empty}", call.method, decoded(&call.path)));
        if self.redirect {
            return (307, "Location: http://127.0.0.1:1/elsewhere\r\n".to_owned(), String::new());
        }
        if changes && !self.admits(call) {
            let challenge = match self.lock {
                Lock::Basic => "WWW-Authenticate: Basic realm=\"store\"\r\n",
                Lock::Digest => {
                    "WWW-Authenticate: Digest realm=\"store\", nonce=\"abc\", qop=\"auth\", algorithm=SHA-256\r\n"
                }
                _ => "WWW-Authenticate: Bearer\r\n",
            };
            let echo = call.headers.get("authorization").cloned().unwrap_or_default();
            return (401, challenge.to_owned(), format!("no entry for {echo} {SECRET}"));
        }
        if changes {
            if self.patience == 0 && self.failures.0 > 0 {
                self.failures.0 -= 1;
                return (self.failures.1, "Retry-After: 0\r\n".to_owned(), "busy".to_owned());
            }
            self.patience = self.patience.saturating_sub(1);
        }
        (self.change(call), String::new(), self.count(call))
    }

    fn change(&mut self, call: &Call) -> u16 {
        let graph = call.parameter("graph").or_else(|| call.path.ends_with("?default").then(|| DEFAULT.to_owned()));
        match (call.method.as_str(), graph) {
            ("PUT", Some(graph)) => {
                assert!(call.body.is_ascii());
                let mut triples: BTreeSet<String> = call.body.lines().map(str::to_owned).collect();
                if self.forgetful {
                    triples.pop_first();
                }
                self.graphs.insert(graph, triples);
                201
            }
            ("DELETE", Some(graph)) => {
                if self.graphs.remove(&graph).is_some() {
                    204
                } else {
                    404
                }
            }
            ("POST", _) if call.path.ends_with("/update") && call.body == "DROP ALL" => {
                self.graphs.clear();
                204
            }
            ("POST", _) if call.path.ends_with("/sparql") => 200,
            _ => 400,
        }
    }

    /// The answer to a query for counts.
    fn count(&self, call: &Call) -> String {
        if !call.path.ends_with("/sparql") {
            return String::new();
        }
        let query = decoded(&call.body);
        let row =
            |graph: &str, count: usize| format!("{{\"g\":{{\"value\":\"{graph}\"}},\"n\":{{\"value\":\"{count}\"}}}}");
        let rows: Vec<String> = if query.contains("GRAPH") {
            let names = query.split("GRAPH <").skip(1).filter_map(|rest| rest.split('>').next());
            names.map(|name| row(name, self.graphs.get(name).map_or(0, BTreeSet::len))).collect()
        } else {
            vec![row("", self.graphs.get(DEFAULT).map_or(0, BTreeSet::len))]
        };
        format!("{{\"results\":{{\"bindings\":[{}]}}}}", rows.join(","))
    }
}

impl Server {
    fn start(world: World) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/ds/data", listener.local_addr().unwrap());
        let world = Arc::new(Mutex::new(world));
        let shared = Arc::clone(&world);
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let Some(call) = Call::read(&stream) else { continue };
                let (status, headers, text) = shared.lock().unwrap().answer(&call);
                let length = text.len();
                drop(write!(
                    stream,
                    "HTTP/1.1 {status} x\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{text}"
                ));
            }
        });
        Self { url, world }
    }

    fn change(&self, change: impl FnOnce(&mut World)) {
        change(&mut self.world.lock().unwrap());
    }

    /// The changes that were asked for since the last time.
    fn changes(&self) -> Vec<String> {
        let asked = std::mem::take(&mut self.world.lock().unwrap().asked);
        asked.into_iter().filter(|call| !call.contains("/sparql")).collect()
    }

    /// The graphs that are not foreign, with all their triples.
    fn graphs(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut graphs = self.world.lock().unwrap().graphs.clone();
        graphs.retain(|name, _| name.starts_with("https://w3id.org/chancery/"));
        graphs
    }
}

fn store() -> Store {
    Store::memory(&StoreOptions::default()).unwrap()
}

/// Puts an article with one claim into a store, or another version of it.
fn add(store: &Store, id: &str, text: &str, object: &str) {
    let claim = Claim {
        claim: format!("c-{id}"),
        subject_id: "ann".to_owned(),
        subject: "Añn".to_owned(),
        relation: "accused".to_owned(),
        object_id: object.to_owned(),
        polarity: "affirmed".to_owned(),
        status: "happened".to_owned(),
        voice: "narrator".to_owned(),
        ..Claim::default()
    };
    let extraction =
        Extraction { article: Article::new(id, text), claims: vec![claim], entities: Vec::new(), outlet: None };
    let mut batch = store.batch().unwrap();
    batch.add(&extraction).unwrap();
    batch.commit().unwrap();
}

fn three() -> Store {
    let store = store();
    for (id, object) in [("a", "bob"), ("b", "eve"), ("c", "joe")] {
        add(&store, id, "Words.", object);
    }
    store
}

/// The graphs of a store as a server should have them.
fn wanted(store: &Store) -> BTreeMap<String, BTreeSet<String>> {
    let graphs = store.article_graphs().unwrap().into_iter().map(|graph| (graph.clone(), Some(graph)));
    let derived = ("https://w3id.org/chancery/derived".to_owned(), None);
    let read = |local: Option<String>| {
        let mut out = Vec::new();
        store.write_graph(local.as_deref(), &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    };
    graphs.chain([derived]).map(|(name, local)| (name, read(local))).collect()
}

fn quick() -> Options {
    let patience = Patience { retries: 2, timeout: Duration::from_secs(10), first_wait: Duration::from_millis(1) };
    Options { patience, ..Options::default() }
}

struct Desk {
    folder: tempfile::TempDir,
    server: Server,
}

impl Desk {
    fn new(world: World) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), server: Server::start(world) }
    }

    fn push(&self, store: &Store, options: &Options) -> Result<Report, PushError> {
        let target = Target::new(&self.server.url, None).unwrap();
        push(store, self.folder.path(), &target, options, &mut |_| {})
    }
}

fn foreign() -> World {
    let triples = BTreeSet::from(["<urn:a> <urn:b> <urn:c> .".to_owned()]);
    let graphs = ["urn:foreign", DEFAULT].map(|name| (name.to_owned(), triples.clone()));
    World { graphs: graphs.into(), ..World::default() }
}

#[test]
fn only_what_changed_is_sent_and_foreign_graphs_survive() {
    let (desk, store) = (Desk::new(foreign()), three());
    let report = desk.push(&store, &quick()).unwrap();
    assert_eq!((report.put, report.deleted, report.counted), (4, 0, 4));
    assert!(report.is_complete());
    assert_eq!(desk.server.graphs(), wanted(&store));
    assert!(desk.server.changes().iter().all(|call| call.starts_with("PUT /ds/data?graph=https://w3id.org/chancery/")));
    let report = desk.push(&store, &quick()).unwrap();
    assert_eq!((report.put, report.deleted, report.plan.unchanged), (0, 0, 4));
    assert_eq!(desk.server.changes(), Vec::<String>::new());
    add(&store, "b", "Other words.", "eve");
    let mut batch = store.batch().unwrap();
    batch.remove("c").unwrap();
    batch.commit().unwrap();
    let report = desk.push(&store, &quick()).unwrap();
    assert_eq!((report.put, report.deleted, report.plan.unchanged), (2, 2, 1), "b and derived; the old b and c");
    assert_eq!(desk.server.graphs(), wanted(&store));
    let world = desk.server.world.lock().unwrap();
    assert!(world.graphs.contains_key("urn:foreign") && world.graphs.contains_key(DEFAULT));
}

#[test]
fn a_push_that_breaks_off_is_completed_by_the_next() {
    let (desk, store) = (Desk::new(foreign()), three());
    desk.server.change(|world| (world.patience, world.failures) = (2, (3, 503)));
    let error = desk.push(&store, &quick()).unwrap_err();
    assert!(matches!(error, PushError::BrokenOff { done: 2, of: 4, .. }), "{error}");
    assert!(error.to_string().contains("503"), "{error}");
    assert_eq!(desk.server.changes().len(), 2 + 3, "two that were taken, and one that was tried three times");
    let report = desk.push(&store, &quick()).unwrap();
    assert_eq!((report.put, report.plan.unchanged), (2, 2));
    assert_eq!(report.plan.put[0].why, Why::Open);
    assert_eq!(desk.server.graphs(), wanted(&store));
}

#[test]
fn a_failure_that_passes_is_waited_for() {
    let (desk, store) = (Desk::new(foreign()), three());
    desk.server.change(|world| (world.patience, world.failures) = (1, (2, 503)));
    let mut waits = 0;
    let target = Target::new(&desk.server.url, None).unwrap();
    let count = &mut |step: Step<'_>| waits += usize::from(matches!(step, Step::Again(_)));
    let report = push(&store, desk.folder.path(), &target, &quick(), count).unwrap();
    assert_eq!((report.put, waits), (4, 2));
    assert_eq!(desk.server.graphs(), wanted(&store));
}

#[test]
fn what_the_server_refuses_is_told_and_the_rest_is_done() {
    let (desk, store) = (Desk::new(foreign()), three());
    desk.server.change(|world| (world.patience, world.failures) = (1, (1, 413)));
    let report = desk.push(&store, &quick()).unwrap();
    assert_eq!((report.put, report.refused.len()), (3, 1));
    assert!(report.refused[0].reason.starts_with("413 "), "{:?}", report.refused);
    assert!(!report.is_complete());
    assert_eq!(desk.push(&store, &quick()).unwrap().put, 1);
    assert_eq!(desk.server.graphs(), wanted(&store));
}

#[test]
fn logins_by_basic_digest_and_bearer() {
    let password = |password: &str| Login::Password { user: USER.to_owned(), password: password.to_owned() };
    for (lock, login) in [
        (Lock::Basic, password(SECRET)),
        (Lock::Digest, password(SECRET)),
        (Lock::Bearer, Login::Token(SECRET.to_owned())),
    ] {
        let (desk, store) = (Desk::new(World { lock, ..foreign() }), three());
        let report = desk.push(&store, &Options { login: Some(login), ..quick() }).unwrap();
        assert_eq!(report.put, 4, "{lock:?}");
        assert_eq!(desk.server.graphs(), wanted(&store), "{lock:?}");
        let empty = desk.server.changes().iter().filter(|call| call.ends_with(" empty")).count();
        assert_eq!(empty, usize::from(lock != Lock::Bearer), "{lock:?}: only the first request goes without its body");
    }
}

#[test]
fn a_wrong_login_is_told_without_the_secret() {
    for (lock, login) in [
        (Lock::Basic, Some(Login::Password { user: USER.to_owned(), password: "not-the-word".to_owned() })),
        (Lock::Digest, Some(Login::Password { user: USER.to_owned(), password: "not-the-word".to_owned() })),
        (Lock::Bearer, Some(Login::Token("not-the-word".to_owned()))),
        (Lock::Basic, None),
    ] {
        let (desk, store) = (Desk::new(World { lock, ..foreign() }), three());
        let error = desk.push(&store, &Options { login, ..quick() }).unwrap_err();
        assert!(matches!(error, PushError::Access { status: 401, .. }), "{error}");
        assert!(!error.to_string().contains("not-the-word"), "{error}");
        assert!(desk.server.graphs().is_empty());
    }
}

#[test]
fn what_the_server_lost_is_sent_again() {
    let (desk, store) = (Desk::new(foreign()), three());
    desk.push(&store, &quick()).unwrap();
    desk.server.change(|world| world.graphs.clear());
    let report = desk.push(&store, &quick()).unwrap();
    assert_eq!((report.put, report.plan.put[0].why), (4, Why::Lost));
    assert_eq!(desk.server.graphs(), wanted(&store));
}

#[test]
fn numbers_that_differ_are_told_and_sent_again() {
    let (desk, store) = (Desk::new(World { forgetful: true, ..foreign() }), three());
    let report = desk.push(&store, &quick()).unwrap();
    assert_eq!((report.put, report.differing.len()), (4, 4));
    assert_eq!(report.differing[0].sent, report.differing[0].found + 1);
    desk.server.change(|world| world.forgetful = false);
    assert!(desk.push(&store, &quick()).unwrap().is_complete());
    assert_eq!(desk.server.graphs(), wanted(&store));
}

#[test]
fn a_server_is_emptied_only_on_demand() {
    let (desk, store) = (Desk::new(foreign()), three());
    desk.push(&store, &quick()).unwrap();
    assert!(!desk.server.changes().iter().any(|call| call.starts_with("POST")));
    let report = desk.push(&store, &Options { replace_all: true, ..quick() }).unwrap();
    assert_eq!(report.put, 4);
    assert_eq!(desk.server.changes()[0], "POST /ds/update");
    assert_eq!(desk.server.world.lock().unwrap().graphs, wanted(&store), "the foreign graphs are gone");
}

#[test]
fn a_graph_with_something_foreign_in_it_is_not_replaced_unasked() {
    let (desk, store) = (Desk::new(foreign()), three());
    for derived in [Derived::Named("urn:foreign".to_owned()), Derived::DefaultGraph] {
        let options = Options { derived, ..quick() };
        let error = desk.push(&store, &options).unwrap_err();
        assert!(matches!(error, PushError::ForeignGraph { count: 1, .. }), "{error}");
        assert_eq!(desk.server.changes(), Vec::<String>::new());
        let report = desk.push(&store, &Options { overwrite: true, ..options.clone() }).unwrap();
        assert!(report.is_complete());
        // From now on it is ours.
        assert!(desk.push(&store, &options).unwrap().is_complete());
        desk.server.changes();
    }
}

#[test]
fn a_dry_run_changes_nothing_here_or_there() {
    let (desk, store) = (Desk::new(foreign()), three());
    let report = desk.push(&store, &Options { dry_run: true, ..quick() }).unwrap();
    assert_eq!((report.plan.put.len(), report.put), (4, 0));
    assert_eq!(desk.server.changes(), Vec::<String>::new());
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

#[test]
fn nobody_is_followed_elsewhere() {
    let (desk, store) = (Desk::new(World { redirect: true, ..foreign() }), three());
    let login = Some(Login::Token(SECRET.to_owned()));
    let error = desk.push(&store, &Options { login, check: false, ..quick() }).unwrap_err().to_string();
    assert!(error.contains("http://127.0.0.1:1/elsewhere"), "{error}");
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let target = Target::new(&format!("http://{free}/ds/data"), None).unwrap();
    let error = push(&three(), folder.path(), &target, &quick(), &mut |_| {}).unwrap_err();
    assert!(matches!(error, PushError::Server { .. }), "{error}");
}
