//! The graph from claims: what becomes of them in RDF, which events they form, and that order never shows.

use std::path::Path;

use chancery::{
    entities::{Entity, EntityId, EntityKind},
    export::{self, Selection},
    graph::{
        Batch, Change, Filter, Options, ParameterKind, QueryError, QueryFile, RdfOptions, Store, StoreError, Table,
    },
    rules::{Claim, Extraction},
    text::{Article, DateFrom},
};

/// Id, kind, label, Wikidata id, country.
type Known = (&'static str, EntityKind, &'static str, Option<&'static str>, Option<&'static str>);

/// The actors of these tests.
const ENTITIES: [Known; 12] = [
    ("wang-yi", EntityKind::Person, "Wang Yi", Some("Q701535"), Some("china")),
    ("sergey-lavrov", EntityKind::Person, "Sergey Lavrov", Some("Q58217"), Some("russia")),
    ("antony-blinken", EntityKind::Person, "Antony Blinken", None, Some("united-states")),
    ("xi-jinping", EntityKind::Person, "Xi Jinping", Some("Q15031"), Some("china")),
    ("vladimir-putin", EntityKind::Person, "Vladimir Putin", Some("Q7747"), Some("russia")),
    ("china", EntityKind::Country, "China", Some("Q148"), None),
    ("russia", EntityKind::Country, "Russia", Some("Q159"), None),
    ("united-states", EntityKind::Country, "United States", Some("Q30"), None),
    ("indonesia", EntityKind::Country, "Indonesia", None, None),
    ("bali", EntityKind::Place, "Bali", None, Some("indonesia")),
    ("geneva", EntityKind::Place, "Geneva", None, None),
    ("beijing", EntityKind::Place, "Beijing", None, Some("china")),
];

/// A default value with a change: how users of the library build options that may grow.
pub(crate) fn with<T: Default>(change: impl FnOnce(&mut T)) -> T {
    let mut value = T::default();
    change(&mut value);
    value
}

pub(crate) fn entity(id: &str) -> Entity {
    let known = ENTITIES.iter().find(|entity| entity.0 == id);
    let mut entity = Entity::new(
        id,
        known.map_or(EntityKind::Person, |known| known.1),
        known.map_or_else(|| id.to_owned(), |known| known.2.to_owned()),
    );
    entity.wikidata = known.and_then(|known| known.3).map(str::to_owned);
    entity.country = known.and_then(|known| known.4).map(|id| EntityId(id.to_owned()));
    entity.minted = known.is_none();
    entity
}

/// A claim in a line: `subject relation object | date | place | status`, with `not` before the relation.
pub(crate) fn claim(article: &str, index: usize, line: &str) -> Claim {
    let mut parts = line.split('|').map(str::trim);
    let mut words: Vec<&str> = parts.next().unwrap_or_default().split(' ').collect();
    let negated = words.contains(&"not");
    words.retain(|word| *word != "not");
    let date = parts.next().unwrap_or_default();
    let place = parts.next().unwrap_or_default();
    let mut status = parts.next().unwrap_or_default();
    let by = status.strip_prefix("by ").unwrap_or_default();
    if status.is_empty() || !by.is_empty() {
        status = "happened";
    }
    let (earliest, latest) = match date.len() {
        10 => (date.to_owned(), date.to_owned()),
        7 => (format!("{date}-01"), format!("{date}-28")),
        4 => (format!("{date}-01-01"), format!("{date}-12-31")),
        _ => Default::default(),
    };
    let label = |id: &str| if id.is_empty() { String::new() } else { entity(id).label };
    let mut claim = Claim::default();
    claim.claim = format!("c-{article}-{index}");
    claim.article = article.to_owned();
    claim.subject = label(words[0]);
    claim.subject_id = words[0].to_owned();
    claim.subject_text = label(words[0]);
    claim.relation = words[1].to_owned();
    claim.object = label(words.get(2).copied().unwrap_or_default());
    claim.object_id = words.get(2).copied().unwrap_or_default().to_owned();
    claim.date = date.to_owned();
    claim.earliest = earliest;
    claim.latest = latest;
    claim.place = label(place);
    claim.place_id = place.to_owned();
    claim.polarity = if negated { "negated" } else { "affirmed" }.to_owned();
    claim.status = status.to_owned();
    claim.voice = if by.is_empty() { "narrator" } else { "attributed" }.to_owned();
    claim.claimed_by = label(by);
    claim.claimed_by_id = by.to_owned();
    claim.reporting_verb = if by.is_empty() { String::new() } else { "say".to_owned() };
    claim.sentence = format!("Sentence \"{index}\" of {article}.");
    claim.begin = index * 10;
    claim.end = index * 10 + 9;
    claim.rule = "test/rule".to_owned();
    claim
}

pub(crate) fn extraction(article: &str, published: &str, lines: &[&str]) -> Extraction {
    let claims: Vec<Claim> = lines.iter().enumerate().map(|(index, line)| claim(article, index, line)).collect();
    let mut entities: Vec<Entity> = Vec::new();
    for claim in &claims {
        for id in [&claim.subject_id, &claim.object_id, &claim.place_id, &claim.claimed_by_id] {
            if !id.is_empty() && !entities.iter().any(|known| known.id.0 == *id) {
                entities.push(entity(id));
            }
        }
    }
    let mut text = Article::new(article, lines.join("\n"));
    text.published = published.parse().ok();
    text.date_from = text.published.map(|_| DateFrom::Header);
    text.source = Some("Agency".to_owned());
    Extraction::new(text, claims, entities)
}

/// What the five real articles say, in claims.
fn five() -> Vec<Extraction> {
    let bali = "wang-yi metWith sergey-lavrov | 2022-07-07 | bali";
    let plan = "antony-blinken metWith wang-yi | 2022-07-09 | | planned";
    let shun = "antony-blinken not metWith sergey-lavrov | | | planned";
    let geneva = "antony-blinken metWith sergey-lavrov | 2022-01 | geneva";
    let refused = "china not criticised russia | |";
    let february = "vladimir-putin metWith xi-jinping | 2022-02 |";
    vec![
        extraction(
            "000.txt",
            "2022-07-07",
            &[bali, "wang-yi metWith sergey-lavrov | |", plan, shun, geneva, refused, february],
        ),
        extraction(
            "001.txt",
            "2022-07-09",
            &[bali, "sergey-lavrov metWith wang-yi | | indonesia", plan, shun, geneva, refused, february],
        ),
        extraction(
            "002.txt",
            "2022-07-07",
            &["sergey-lavrov metWith wang-yi | 2022-07-07 | bali", "china accused united-states | |"],
        ),
        extraction(
            "003.txt",
            "",
            &[
                "xi-jinping metWith sergey-lavrov | | beijing",
                "sergey-lavrov metWith wang-yi | | beijing",
                "xi-jinping supported vladimir-putin | 2022-02 |",
            ],
        ),
        extraction(
            "004.txt",
            "",
            &[
                "wang-yi metWith sergey-lavrov | |",
                "sergey-lavrov visited beijing | |",
                "china criticised russia | | | by antony-blinken",
            ],
        ),
    ]
}

pub(crate) fn built(extractions: &[Extraction]) -> Store {
    let store = Store::memory(&Options::default()).expect("memory");
    let mut batch = store.batch().expect("writable");
    for extraction in extractions {
        batch.add(extraction).expect("added");
    }
    batch.commit().expect("committed");
    store
}

pub(crate) fn nquads(store: &Store) -> String {
    let mut out = Vec::new();
    let whole = with(|options: &mut RdfOptions| options.bookkeeping = true);
    store.write_rdf(&whole, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

pub(crate) fn rows(table: &Table) -> Vec<String> {
    table
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<&str> = row.iter().map(|cell| cell.as_ref().map_or("", |cell| cell.shown())).collect();
            cells.join(" | ")
        })
        .collect()
}

pub(crate) fn ask(store: &Store, name: &str, parameters: &[(&str, &str)]) -> Vec<String> {
    let library = QueryFile::library();
    let file = library.iter().find(|file| file.name == name).expect("a shipped query");
    let parameters: Vec<_> = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let mut table = store.query(file, &parameters).unwrap_or_else(|error| panic!("{name}: {error}"));
    // Ids and days of publication have tests of their own (`tests/answers.rs`).
    let left_out = ["reported", "dated_by", "event", "claim", "pair"];
    let dates_claims = ["attributed", "refused-or-denied", "without-target"].contains(&name);
    let shows = |column: &str| !(left_out.contains(&column) || dates_claims && column == "published");
    let kept: Vec<bool> = table.columns.iter().map(|column| shows(column)).collect();
    for row in &mut table.rows {
        let mut kept = kept.iter();
        row.retain(|_| kept.next() == Some(&true));
    }
    rows(&table)
}

#[test]
fn the_five_articles_give_each_meeting_once() {
    let store = built(&five());
    assert_eq!(
        ask(&store, "meetings", &[]),
        [
            "Antony Blinken | Sergey Lavrov | 2022-01 | Geneva | 2 | 1",
            "Vladimir Putin | Xi Jinping | 2022-02 |  | 2 | 1",
            "Sergey Lavrov | Wang Yi | 2022-07-07 | Bali | 3 | 2",
            "Sergey Lavrov | Xi Jinping |  | Beijing | 1 | 1",
            "Sergey Lavrov | Wang Yi |  | Beijing | 1 | 1",
            "Sergey Lavrov | Wang Yi |  |  | 1 | 1",
        ]
    );
    let edge = |text: &str| {
        store.sparql(&format!("ASK {{ {text} }}")).expect("good SPARQL").rows[0][0].as_ref().expect("bound").raw()
            == "true"
    };
    assert!(edge("id:wang-yi ch:metWith id:sergey-lavrov") && edge("id:sergey-lavrov ch:metWith id:wang-yi"));
    assert!(!edge("id:china ch:criticised id:russia"), "negated or attributed");
    assert!(!edge("id:antony-blinken ch:metWith id:wang-yi"), "planned");
    assert!(!edge(
        "?event ch:asserted true ; sem:hasActor id:antony-blinken, id:sergey-lavrov ; ch:date ?d . FILTER(STRSTARTS(STR(?d), \"2022-07\"))"
    ));
}

#[test]
fn the_order_of_articles_does_not_show() {
    let mut articles = five();
    let first = nquads(&built(&articles));
    assert!(first.lines().count() > 300);
    articles.reverse();
    assert_eq!(first, nquads(&built(&articles)));
    articles.rotate_left(2);
    let store = Store::memory(&Options::default()).expect("memory");
    for extraction in &articles {
        let mut batch = store.batch().expect("writable");
        assert_eq!(batch.add(extraction).expect("added"), Change::Added);
        batch.commit().expect("committed");
    }
    assert_eq!(first, nquads(&store), "one at a time");
    assert!(articles.iter().all(|extraction| store.is_current(&extraction.article).expect("readable")));
    let mut batch = store.batch().expect("writable");
    for extraction in &articles {
        assert_eq!(batch.add(extraction).expect("added"), Change::Unchanged);
    }
    assert_eq!(batch.commit().expect("committed").unchanged, 5);
    assert_eq!(first, nquads(&store), "a second build changes nothing");
}

#[test]
fn replacing_and_removing_leave_what_a_clean_build_gives() {
    let articles = five();
    let store = built(&articles);
    let changed = extraction("000.txt", "2022-07-07", &["wang-yi metWith sergey-lavrov | 2022-07-08 | bali"]);
    let mut batch = store.batch().expect("writable");
    assert_eq!(batch.add(&changed).expect("added"), Change::Replaced);
    assert!(batch.remove("002.txt").expect("readable"));
    assert!(!batch.remove("none.txt").expect("readable"));
    let summary = batch.commit().expect("committed");
    assert_eq!((summary.replaced, summary.removed, summary.claims), (1, 1, 1));
    let clean = built(&[articles[4].clone(), changed, articles[1].clone(), articles[3].clone()]);
    assert_eq!(nquads(&store), nquads(&clean));
    let mut batch = store.batch().expect("writable");
    for article in store_ids(&clean) {
        batch.remove(&article).expect("readable");
    }
    batch.commit().expect("committed");
    assert_eq!(nquads(&store), "", "not even the vocabulary");
}

fn store_ids(store: &Store) -> Vec<String> {
    store.articles().expect("readable").into_iter().map(|article| article.id).collect()
}

#[test]
fn deriving_again_changes_nothing() {
    let mut store = built(&five());
    let before = nquads(&store);
    store.derive_all().expect("derived");
    assert_eq!(before, nquads(&store));
}

#[test]
fn every_shipped_query_answers() {
    let store = built(&five());
    for file in QueryFile::library() {
        let parameters: Vec<(String, String)> = file
            .parameters
            .iter()
            .filter(|(_, parameter)| parameter.required)
            .enumerate()
            .map(|(index, (name, parameter))| {
                let value = match parameter.kind {
                    ParameterKind::Entity => ["Wang Yi", "sergey lavrov"][index % 2],
                    ParameterKind::Article => ["000.txt", "001.txt"][index % 2],
                    _ => "2022-07-08",
                };
                (name.clone(), value.to_owned())
            })
            .collect();
        let table = store.query(&file, &parameters).unwrap_or_else(|error| panic!("{}: {error}", file.name));
        assert_eq!(table.columns, file.columns.keys().cloned().collect::<Vec<_>>(), "{}", file.name);
    }
    assert!(QueryFile::library().len() >= 20);
}

#[test]
fn shipped_queries_say_what_they_should() {
    let store = built(&five());
    assert_eq!(ask(&store, "meetings", &[("actor", "Xi Jinping")]).len(), 2);
    assert_eq!(
        ask(&store, "meetings", &[("since", "2022-02"), ("until", "2022-02")]),
        ["Vladimir Putin | Xi Jinping | 2022-02 |  | 2 | 1"]
    );
    assert_eq!(ask(&store, "who-criticised-whom", &[]), ["China | accused | United States |  | 1"]);
    assert_eq!(ask(&store, "timeline", &[("a", "wang yi"), ("b", "Sergey Lavrov"), ("since", "2022")]).len(), 1);
    assert_eq!(ask(&store, "timeline", &[("a", "Xi Jinping"), ("b", "Vladimir Putin")]).len(), 2);
    assert_eq!(ask(&store, "plans", &[]), ["Antony Blinken | met with | Wang Yi | 2022-07-09 |  | 2"]);
    let refused = ask(&store, "refused-or-denied", &[("actor", "China")]);
    assert_eq!(refused.len(), 2);
    assert!(refused[0].starts_with("China | criticised | Russia |  |  | 000.txt | Sentence"), "{refused:?}");
    let attributed = ask(&store, "attributed", &[]);
    assert_eq!(
        attributed,
        ["Antony Blinken | say |  | China | criticised | Russia | affirmed | happened |  | 004.txt"]
    );
    let evidence = ask(&store, "evidence", &[("subject", "China"), ("object", "Russia"), ("relation", "criticised")]);
    assert_eq!(evidence.len(), 3);
    assert!(ask(&store, "evidence", &[("subject", "Russia"), ("object", "China")]).is_empty());
    assert_eq!(ask(&store, "claims-by-source", &[("article", "003.txt")]).len(), 3);
    assert_eq!(ask(&store, "claims-by-source", &[("outlet", "agency"), ("about", "Antony Blinken")]).len(), 6);
    assert_eq!(
        ask(&store, "single-source", &[("actor", "Xi Jinping")]),
        [
            "2022-02 | Vladimir Putin | met with | Xi Jinping | 000.txt",
            "2022-02 | Xi Jinping | supported | Vladimir Putin | 003.txt",
            " | Sergey Lavrov | met with | Xi Jinping | 003.txt",
        ]
    );
    assert_eq!(ask(&store, "copies", &[]), ["001.txt | 2022-07-09 | Agency | 000.txt"]);
    assert_eq!(ask(&store, "contested", &[]), ["China | criticised | Russia | 1 | 2"]);
    assert_eq!(
        ask(&store, "ties", &[("a", "Wang Yi"), ("b", "Antony Blinken")]),
        ["Sergey Lavrov | met with | met with | p-17f628ea70c04a16 | p-a55089374c7f5d6c"]
    );
    assert_eq!(ask(&store, "criticism-matrix", &[]), ["China | United States | 0 | 1 | 0"]);
    assert_eq!(ask(&store, "balance", &[("a", "Wang Yi")]), ["2022-07 | 1 | 1 | 0"]);
    assert_eq!(ask(&store, "visits", &[]), ["Sergey Lavrov | Beijing |  |  | 1"]);
    assert_eq!(ask(&store, "pairs", &[])[0], "Sergey Lavrov | Wang Yi | 3 | 1");
    assert_eq!(ask(&store, "unlinked", &[])[0], "Antony Blinken | person | 6");
    assert!(
        ask(&store, "news-since", &[("since", "2022-07-08"), ("about", "Antony Blinken")]).is_empty(),
        "001.txt copies 000.txt, so all of it was known from the day before"
    );
    assert_eq!(ask(&store, "articles", &[])[0], "000.txt |  | Agency | 2022-07-07 | 7");
}

#[test]
fn names_in_parameters() {
    let store = built(&five());
    let entity = |name: &str| {
        store.entity_id(name, &|alias| if alias == "Uncle Sam" { vec!["united-states".to_owned()] } else { vec![] })
    };
    assert_eq!(entity("WANG YI").expect("found"), "wang-yi");
    assert_eq!(entity("xi-jinping").expect("found"), "xi-jinping");
    assert_eq!(entity("<https://w3id.org/chancery/id/china>").expect("found"), "china");
    assert_eq!(entity("Uncle Sam").expect("found"), "united-states");
    let error = entity("Sergei Lavrow").expect_err("nobody");
    assert_eq!(error.to_string(), "the store knows no \"Sergei Lavrow\"; did you mean Sergey Lavrov?");
    let mut twins = five();
    twins.push(extraction("twin", "", &["wang-yi-2 metWith china | |"]));
    if let Some(entity) = twins[5].entities.first_mut() {
        entity.label = "Wang Yi".to_owned();
    }
    let error = built(&twins).entity_id("wang yi", &|_| Vec::new()).expect_err("two");
    assert_eq!(
        error.to_string(),
        "\"wang yi\" may be Wang Yi (wang-yi, 9 claims), Wang Yi (wang-yi-2, 1 claim); give the id in the brackets to be exact"
    );
    let library = QueryFile::library();
    let timeline = library.iter().find(|file| file.name == "timeline").expect("shipped");
    assert!(matches!(store.query(timeline, &[]), Err(QueryError::MissingParameter { .. })));
    let wrong = [
        ("a".to_owned(), "China".to_owned()),
        ("b".to_owned(), "Russia".to_owned()),
        ("since".to_owned(), "soon".to_owned()),
    ];
    assert!(matches!(store.query(timeline, &wrong), Err(QueryError::Value { .. })));
    assert!(matches!(
        store.query(timeline, &[("c".to_owned(), String::new())]),
        Err(QueryError::UnknownParameter { .. })
    ));
}

#[test]
fn a_store_in_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    let options = with(|options: &mut Options| options.engine = "1".to_owned());
    let fill = |store: &mut Store| {
        let mut batch = store.batch().expect("writable");
        for extraction in five() {
            batch.add(&extraction).expect("added");
        }
        batch.commit().expect("committed")
    };
    let dump = {
        let mut store = Store::open_or_create(&path, &options).expect("created");
        assert_eq!(fill(&mut store).added, 5);
        assert!(matches!(Store::open(&path, &options), Err(StoreError::Locked { .. })));
        assert!(matches!(Store::open_read_only(&path), Err(StoreError::Locked { .. })));
        nquads(&store)
    };
    {
        let store = Store::open_read_only(&path).expect("free again");
        let other = Store::open_read_only(&path).expect("two may read");
        assert_eq!(nquads(&store), dump);
        assert_eq!(ask(&other, "meetings", &[]).len(), 6);
        assert!(matches!(Store::open(&path, &options), Err(StoreError::Locked { .. })));
    }
    {
        let mut store = Store::open(&path, &options).expect("free again");
        assert_eq!(fill(&mut store).unchanged, 5);
        assert_eq!(nquads(&store), dump);
    }
    let other_engine = with(|options: &mut Options| options.engine = "2".to_owned());
    let mut store = Store::open(&path, &other_engine).expect("open");
    assert_eq!(fill(&mut store).replaced, 5);
    drop(store);
    let other_base = with(|options: &mut Options| options.base = Some("https://example.org/".to_owned()));
    assert!(matches!(Store::open(&path, &other_base), Err(StoreError::OtherBase { .. })));
}

/// A child process holds copies of all descriptors until it runs its program, that of the lock among them.
#[test]
fn a_closed_store_is_free_while_other_threads_start_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    drop(Store::create(&path, &Options::default()).expect("created"));
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    crate::cli::chancery().arg("--version").output().expect("it runs");
                }
            });
        }
        let mut locked = 0;
        for _ in 0..300 {
            locked += usize::from(Store::open(&path, &Options::default()).is_err());
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(locked, 0);
    });
}

#[test]
fn folders_that_are_no_stores() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = |path: &Path| Store::open(path, &Options::default()).expect_err("no store").to_string();
    assert!(open(&folder.path().join("missing")).contains("there is no such folder"));
    assert!(open(folder.path()).contains("is not a chancery store"));
    std::fs::write(folder.path().join("letter.txt"), "x").expect("writable");
    let error = Store::create(folder.path(), &Options::default()).expect_err("not empty");
    assert!(error.to_string().contains("other files"), "{error}");
    let path = folder.path().join("store");
    drop(Store::create(&path, &Options::default()).expect("created"));
    let manifest = path.join("chancery-store.txt");
    let text = std::fs::read_to_string(&manifest).expect("there");
    std::fs::write(&manifest, text.replace(&format!("format = {}", Store::FORMAT), "format = 99")).expect("writable");
    assert!(matches!(Store::open(&path, &Options::default()), Err(StoreError::Version { .. })));
}

#[test]
fn another_base_and_hostile_ids() {
    let options = with(|options: &mut Options| options.base = Some("https://news.example.org/graph".to_owned()));
    let store = Store::memory(&options).expect("an IRI");
    let mut batch = store.batch().expect("writable");
    let hostile = extraction("a b/../<c>\"\\\n.txt", "", &["x<y> metWith \"z\" | |"]);
    batch.add(&hostile).expect("added");
    batch.commit().expect("committed");
    let text = nquads(&store);
    assert!(text.lines().all(|line| line.ends_with(" .")));
    assert!(text.contains("<https://news.example.org/graph/id/x%3Cy%3E>"), "{text}");
    assert!(!text.contains("_:"), "no blank nodes");
    assert_eq!(store_ids(&store), ["a b/../<c>\"\\\n.txt"]);
    assert!(store.sparql("SELECT * WHERE { ?s ?p").is_err());
}

#[test]
fn all_exports_are_written() {
    let store = built(&five());
    for exporter in export::EXPORTERS {
        let mut out = Vec::new();
        exporter.write(&store, &Selection::default(), &|_| Vec::new(), &mut out).expect("written");
        assert!(out.len() > 700, "{}: {}", exporter.name(), out.len());
        let mut again = Vec::new();
        exporter.write(&store, &Selection::default(), &|_| Vec::new(), &mut again).expect("written");
        assert_eq!(out, again);
    }
    let view = |filter: &Filter| store.view(filter, &|_| Vec::new()).expect("a view");
    assert_eq!(view(&with(|filter: &mut Filter| filter.relations = vec!["accused".to_owned()])).edges.len(), 1);
    let since = view(&with(|filter: &mut Filter| filter.since = Some("2022-07-01".to_owned())));
    assert_eq!(since.edges.iter().map(|edge| edge.reports).collect::<Vec<_>>(), [1, 3]);
    let around = view(&with(|filter: &mut Filter| filter.around = vec!["Antony Blinken".to_owned()]));
    assert_eq!(around.nodes.len(), 2);
    assert!(
        store.view(&with(|filter: &mut Filter| filter.around = vec!["Nobody".to_owned()]), &|_| Vec::new()).is_err()
    );
}

#[test]
fn a_claim_comes_back_as_it_went_in() {
    let store = built(&five());
    let stored = store.claim("c-004.txt-2").expect("readable").expect("there");
    let mut wanted = claim("004.txt", 2, "china criticised russia | | | by antony-blinken");
    wanted.subject_type = "country".to_owned();
    wanted.object_type = "country".to_owned();
    wanted.event = stored.event.clone();
    wanted.source = "Agency".to_owned();
    assert_eq!(stored.claim, wanted);
    let event = store.event(&stored.event).expect("readable").expect("there");
    assert_eq!((event.asserted, event.reports, event.claims.len(), event.others.len()), (false, 1, 1, 1));
    assert!(store.claim("c-none").expect("readable").is_none());
    assert!(store.event("ev-none").expect("readable").is_none());
}

/// Claims that random articles are made of: near in time, place and actors, so that they meet in events.
const POOL: [&str; 22] = [
    "wang-yi metWith sergey-lavrov | 2022-07-07 | bali",
    "sergey-lavrov metWith wang-yi | 2022-07 | indonesia",
    "wang-yi metWith sergey-lavrov | 2022-07-08 |",
    "wang-yi metWith sergey-lavrov | 2022 | geneva | planned",
    "wang-yi not metWith sergey-lavrov | 2022-07-07 |",
    "wang-yi not metWith sergey-lavrov | 2022-07 |",
    "wang-yi metWith sergey-lavrov | | | requested",
    "wang-yi metWith sergey-lavrov | |",
    "china criticised united-states | 2022-07-07 |",
    "china criticised united-states | 2022-07 | beijing",
    "china criticised united-states | | | by wang-yi",
    "united-states criticised china | |",
    "sergey-lavrov holdsPosition minister | |",
    "sergey-lavrov holdsPosition minister | 2022 |",
    "xi-jinping told vladimir-putin | 2022-02 |",
    "china told | |",
    "china attacked russia | 2022-07-07 |",
    "china struckFromAir russia | 2022-07-07 | beijing",
    "china struckByDrone russia | |",
    "china attacked russia | |",
    "china bombed russia | 2022-07 | | by wang-yi",
    "china not attacked russia | 2022-07 |",
];

/// The articles that random changes leave, by number.
pub(crate) type Left = std::collections::BTreeMap<u8, Extraction>;

/// Puts an article into the place of the old one of that number, or takes that out.
pub(crate) fn change(batch: &mut Batch<'_>, left: &mut Left, number: u8, made: Option<Extraction>) {
    match made {
        Some(made) => {
            batch.add(&made).expect("added");
            left.insert(number, made);
        }
        None => {
            batch.remove(&format!("article {number}")).expect("readable");
            left.remove(&number);
        }
    }
}

/// Some articles of the pool; an article's label of an entity may differ, as between versions of a gazetteer.
pub(crate) fn random_article(name: u8, picks: &[u8]) -> Extraction {
    let lines: Vec<&str> = picks.iter().map(|pick| POOL[usize::from(*pick) % POOL.len()]).collect();
    let mut made = extraction(&format!("article {name}"), "2022-07-09", &lines);
    if picks.len() % 2 == 1 {
        for entity in &mut made.entities {
            if entity.id.0 == "wang-yi" {
                entity.label = "Yi Wang".to_owned();
                entity.code = Some("CHNGOV".to_owned());
                entity.country = None;
            }
        }
    }
    made
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 40, ..Default::default() })]

    /// Whatever was added, replaced and removed before, the store equals the one built in one go from what is left.
    #[test]
    fn any_sequence_of_changes_equals_a_clean_build(
        steps in proptest::collection::vec(
            (0_u8..5, proptest::option::weighted(0.8, proptest::collection::vec(0_u8..22, 0..5)), proptest::bool::ANY),
            1..14,
        )
    ) {
        let mut store = Store::memory(&Options::default()).expect("memory");
        let mut left = Left::new();
        let mut steps = steps.into_iter().peekable();
        while steps.peek().is_some() {
            let mut batch = store.batch().expect("writable");
            let mut seen = std::collections::BTreeSet::new();
            for (name, picks, last) in steps.by_ref() {
                // One change an article in a batch: a batch knows no order.
                if !seen.insert(name) {
                    continue;
                }
                change(&mut batch, &mut left, name, picks.map(|picks| random_article(name, &picks)));
                if last {
                    break;
                }
            }
            batch.commit().expect("committed");
        }
        let clean: Vec<Extraction> = left.into_values().rev().collect();
        proptest::prop_assert_eq!(nquads(&store), nquads(&built(&clean)));
        let before = nquads(&store);
        store.derive_all().expect("derived");
        proptest::prop_assert_eq!(before, nquads(&store));
    }
}
