//! Where a push goes: what kind of server an address belongs to, and where that server takes graphs, queries and updates.

use ureq::http::Uri;

use super::error::PushError;

/// A kind of server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Server {
    /// Apache Jena Fuseki.
    Fuseki,
    /// The server of Oxigraph.
    Oxigraph,
    /// RDF4J, and GraphDB, which has the same addresses.
    Rdf4j,
    /// OpenLink Virtuoso.
    Virtuoso,
    /// Blazegraph.
    Blazegraph,
    /// Stardog.
    Stardog,
    /// Amazon Neptune.
    Neptune,
    /// QLever.
    Qlever,
    /// Any server with the Graph Store Protocol; the address is where it takes graphs.
    GraphStore,
    /// Any server with SPARQL Update; the address is where it takes updates.
    Update,
}

/// All kinds with their names on the command line and the address that is given.
pub const SERVERS: [(&str, &str, Server); 10] = [
    ("fuseki", "Apache Jena Fuseki: http://HOST:3030/DATASET", Server::Fuseki),
    ("oxigraph", "Oxigraph: http://HOST:7878", Server::Oxigraph),
    ("rdf4j", "RDF4J and GraphDB: http://HOST:8080/rdf4j-server/repositories/ID", Server::Rdf4j),
    ("virtuoso", "Virtuoso: http://HOST:8890", Server::Virtuoso),
    ("blazegraph", "Blazegraph: http://HOST:9999/blazegraph/namespace/kb/sparql", Server::Blazegraph),
    ("stardog", "Stardog (not tried): http://HOST:5820/DATABASE", Server::Stardog),
    ("neptune", "Neptune (not tried): https://HOST:8182", Server::Neptune),
    ("qlever", "QLever (not tried): http://HOST:7001", Server::Qlever),
    ("graph-store", "any other with the Graph Store Protocol: the address that takes graphs", Server::GraphStore),
    ("update", "any other with SPARQL Update: the address that takes updates", Server::Update),
];

/// How a server takes a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The Graph Store Protocol: a PUT replaces one graph.
    GraphStore {
        /// The address.
        url: String,
        /// The parameter that names the graph.
        parameter: &'static str,
        /// The media type of N-Triples there.
        media: &'static str,
    },
    /// Blazegraph's own PUT: what a query finds goes, the body comes, in one transaction.
    Blazegraph {
        /// The address.
        url: String,
    },
    /// SPARQL Update: the graph is dropped, and filled in portions.
    Update {
        /// The address.
        url: String,
    },
}

/// A server with its addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub(super) server: Server,
    pub(super) way: Way,
    pub(super) query: Option<String>,
    pub(super) update: Option<String>,
    /// Whether it unpacks bodies that come with gzip.
    pub(super) unpacks: bool,
    /// Whether its default graph is one by itself, which a query without a graph sees.
    pub(super) has_default_graph: bool,
}

/// The media type of N-Triples.
const NTRIPLES: &str = "application/n-triples";

impl Target {
    /// The target at an address. The kind of server is told by the address where it is not given.
    ///
    /// # Errors
    /// [`PushError::Address`] where the address is none, or does not tell the kind of server.
    pub fn new(url: &str, server: Option<Server>) -> Result<Self, PushError> {
        check(url)?;
        let url = url.trim_end_matches('/');
        match server.or_else(|| guessed(url)) {
            Some(server) => Ok(Self::of(server, url)),
            None => Err(PushError::Address {
                url: url.to_owned(),
                reason: "the address does not tell what server this is; say it with --server, or give the address \
                         of the Graph Store Protocol (Fuseki: …/DATASET/data, Oxigraph: …/store, RDF4J: …/repositories/ID, \
                         Virtuoso: …/sparql-graph-crud-auth, Blazegraph: …/namespace/NAME/sparql)"
                    .to_owned(),
            }),
        }
    }

    /// The same with other addresses for queries and updates, where they are given.
    ///
    /// # Errors
    /// [`PushError::Address`] where one is none.
    pub fn with_addresses(mut self, query: Option<&str>, update: Option<&str>) -> Result<Self, PushError> {
        for url in [query, update].into_iter().flatten() {
            check(url)?;
        }
        self.query = query.map(str::to_owned).or(self.query);
        self.update = update.map(str::to_owned).or(self.update);
        Ok(self)
    }

    /// The address that graphs are sent to.
    #[must_use]
    pub fn url(&self) -> &str {
        match &self.way {
            Way::GraphStore { url, .. } | Way::Blazegraph { url } | Way::Update { url } => url,
        }
    }

    /// Whether graphs are filled in portions by SPARQL Update.
    pub(super) fn is_filled(&self) -> bool {
        matches!(self.way, Way::Update { .. })
    }

    fn of(server: Server, url: &str) -> Self {
        let base = |endings: &[&str]| {
            let found = endings.iter().find_map(|ending| url.strip_suffix(ending));
            found.unwrap_or(url).to_owned()
        };
        let store = |url: String| Way::GraphStore { url, parameter: "graph", media: NTRIPLES };
        let (way, query, update) = match server {
            Server::Fuseki => {
                let base = base(&["/data", "/get", "/sparql", "/query", "/update"]);
                (store(format!("{base}/data")), format!("{base}/sparql"), format!("{base}/update"))
            }
            Server::Oxigraph => {
                let base = base(&["/store", "/query", "/update"]);
                (store(format!("{base}/store")), format!("{base}/query"), format!("{base}/update"))
            }
            Server::Rdf4j => {
                let base = base(&["/rdf-graphs/service", "/rdf-graphs", "/statements"]);
                let update = format!("{base}/statements");
                (store(format!("{base}/rdf-graphs/service")), base, update)
            }
            Server::Virtuoso => {
                let base = base(&["/sparql-graph-crud-auth", "/sparql-graph-crud", "/sparql-auth", "/sparql"]);
                let url = format!("{base}/sparql-graph-crud-auth");
                // It calls N-Triples Turtle, which they are, and names the graph in its own way.
                let way = Way::GraphStore { url, parameter: "graph-uri", media: "text/turtle" };
                (way, format!("{base}/sparql"), format!("{base}/sparql-auth"))
            }
            Server::Blazegraph => (Way::Blazegraph { url: url.to_owned() }, url.to_owned(), url.to_owned()),
            Server::Stardog => {
                let base = base(&["/query", "/update"]);
                (store(base.clone()), format!("{base}/query"), format!("{base}/update"))
            }
            Server::Neptune => {
                let base = base(&["/sparql/gsp", "/sparql"]);
                (store(format!("{base}/sparql/gsp/")), format!("{base}/sparql"), format!("{base}/sparql"))
            }
            Server::Qlever => (store(url.to_owned()), url.to_owned(), url.to_owned()),
            Server::GraphStore => (store(url.to_owned()), String::new(), String::new()),
            Server::Update => (Way::Update { url: url.to_owned() }, String::new(), url.to_owned()),
        };
        let given = |url: String| Some(url).filter(|url| !url.is_empty());
        Self {
            server,
            way,
            query: given(query),
            update: given(update),
            unpacks: !matches!(server, Server::Virtuoso | Server::Blazegraph),
            has_default_graph: !matches!(server, Server::Virtuoso | Server::Blazegraph | Server::Rdf4j),
        }
    }
}

/// The kind of server that an address gives away.
fn guessed(url: &str) -> Option<Server> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    Some(match path {
        _ if path.contains("sparql-graph-crud") => Server::Virtuoso,
        _ if path.contains("repositories/") => Server::Rdf4j,
        _ if path.contains("namespace/") && path.ends_with("/sparql") => Server::Blazegraph,
        _ if path.ends_with("sparql/gsp") => Server::Neptune,
        _ if path.contains('/') && path.ends_with("/data") => Server::Fuseki,
        _ if path == "store" || path.ends_with("/store") => Server::Oxigraph,
        _ => return None,
    })
}

/// Whether something is an address that can be asked.
fn check(url: &str) -> Result<(), PushError> {
    let wrong = |reason: &str| Err(PushError::Address { url: hidden(url), reason: reason.to_owned() });
    let Ok(uri) = url.parse::<Uri>() else { return wrong("this is no address; one begins with http:// or https://") };
    let Some(authority) = uri.authority() else {
        return wrong("this is no address; one begins with http:// or https://");
    };
    if authority.as_str().contains('@') {
        return wrong("a password in an address shows in lists of processes; give --user and --password-file");
    }
    if uri.query().is_some() {
        return wrong("give the address without a query (`?…`); the graphs are named by the push");
    }
    match uri.scheme_str() {
        Some("http") => Ok(()),
        Some("https") if cfg!(feature = "tls") => Ok(()),
        Some("https") => wrong("this program was built without TLS; build it with the feature `tls` (docs/stores.md)"),
        _ => wrong("an address begins with http:// or https://"),
    }
}

/// An address without what stands before its `@`.
fn hidden(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => url.to_owned(),
    }
}

/// Text as the value of a parameter of an address, or of a form.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(url: &str, server: Option<Server>) -> (String, String, String) {
        let target = Target::new(url, server).expect("an address");
        (target.url().to_owned(), target.query.unwrap_or_default(), target.update.unwrap_or_default())
    }

    fn three(all: [&str; 3]) -> (String, String, String) {
        let [one, two, three] = all.map(str::to_owned);
        (one, two, three)
    }

    #[test]
    fn addresses_tell_the_server() {
        let fuseki = three(["http://h:3030/ds/data", "http://h:3030/ds/sparql", "http://h:3030/ds/update"]);
        assert_eq!(target("http://h:3030/ds/data", None), fuseki);
        assert_eq!(target("http://h:3030/ds/", Some(Server::Fuseki)), fuseki);
        let oxigraph = three(["http://h:7878/store", "http://h:7878/query", "http://h:7878/update"]);
        assert_eq!(target("http://h:7878/store", None), oxigraph);
        assert_eq!(target("http://h:7878", Some(Server::Oxigraph)), oxigraph);
        let rdf4j = three([
            "http://h/r/repositories/x/rdf-graphs/service",
            "http://h/r/repositories/x",
            "http://h/r/repositories/x/statements",
        ]);
        assert_eq!(target("http://h/r/repositories/x", None), rdf4j);
        assert_eq!(target("http://h/r/repositories/x/statements", None), rdf4j);
        let virtuoso =
            three(["http://h:8890/sparql-graph-crud-auth", "http://h:8890/sparql", "http://h:8890/sparql-auth"]);
        assert_eq!(target("http://h:8890/sparql-graph-crud-auth", None), virtuoso);
        assert_eq!(target("http://h:8890/sparql", Some(Server::Virtuoso)), virtuoso);
        let blazegraph = "http://h/blazegraph/namespace/kb/sparql";
        assert_eq!(target(blazegraph, None), three([blazegraph; 3]));
    }

    #[test]
    fn what_is_no_address_is_refused_and_no_secret_shows() {
        for url in ["h:3030", "ftp://h/data", "http://", "http://h/x", "http://h/ds/data?graph=x", "data"] {
            assert!(Target::new(url, None).is_err(), "{url}");
        }
        let error = Target::new("http://me:sesame@h/ds/data", None).expect_err("a password").to_string();
        assert!(!error.contains("sesame") && error.contains("--password-file"), "{error}");
    }

    #[test]
    #[cfg(not(feature = "tls"))]
    fn without_tls_an_https_address_is_refused_with_the_reason() {
        let error = Target::new("https://h/ds/data", None).expect_err("no TLS").to_string();
        assert!(error.contains("feature `tls`"), "{error}");
    }

    #[test]
    fn names_of_graphs_are_encoded() {
        assert_eq!(encoded("https://w3id.org/a b#é"), "https%3A%2F%2Fw3id.org%2Fa%20b%23%C3%A9");
    }
}
