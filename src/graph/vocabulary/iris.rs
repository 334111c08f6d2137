//! IRIs: the vocabularies that are used, and safe names for articles, claims, events, entities and rules below a base.
//!
//! Ids come from files that others wrote, so every character that RFC 3987 does not let stand freely is percent-encoded
//! (UTF-8, upper-case hexadecimal); the mapping is one to one, so an IRI leads back to its id.

use oxigraph::model::{NamedNode, NamedNodeRef};
use sha2::{Digest as _, Sha256};

use crate::graph::error::StoreError;

/// The namespace of chancery's own vocabulary.
pub const CH: &str = "https://w3id.org/chancery/ns#";

/// The base of all ids when the user sets none.
pub const DEFAULT_BASE: &str = "https://w3id.org/chancery/";

/// Prefixes of the exports and of queries, sorted; the id prefixes depend on the base and follow at run time.
pub(crate) const PREFIXES: [(&str, &str); 11] = [
    ("ch", CH),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Terms of vocabularies, by their usual prefix.
pub(crate) mod term {
    use super::NamedNodeRef;

    macro_rules! terms {
        ($($name:ident = $iri:literal;)*) => {
            $(pub(crate) const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)*
        };
    }

    terms! {
        RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
        RDF_SUBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject";
        RDF_PREDICATE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate";
        RDF_OBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object";
        RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
        RDFS_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
        RDFS_SUBPROPERTY = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf";
        SKOS_ALT = "http://www.w3.org/2004/02/skos/core#altLabel";
        OWL_SAME_AS = "http://www.w3.org/2002/07/owl#sameAs";
        XSD_DATE = "http://www.w3.org/2001/XMLSchema#date";
        XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";
        XSD_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal";
        XSD_ANY_URI = "http://www.w3.org/2001/XMLSchema#anyURI";
        EDTF = "http://id.loc.gov/datatypes/edtf/EDTF";
        PROV_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom";
        PROV_GENERATED = "http://www.w3.org/ns/prov#wasGeneratedBy";
        SCHEMA_ARTICLE = "https://schema.org/NewsArticle";
        SCHEMA_IDENTIFIER = "https://schema.org/identifier";
        SCHEMA_HEADLINE = "https://schema.org/headline";
        SCHEMA_PUBLISHED = "https://schema.org/datePublished";
        SCHEMA_URL = "https://schema.org/url";
        SCHEMA_NAME = "https://schema.org/name";
        DCT_PUBLISHER = "http://purl.org/dc/terms/publisher";
        SEM_EVENT = "http://semanticweb.cs.vu.nl/2009/11/sem/Event";
        SEM_ACTOR = "http://semanticweb.cs.vu.nl/2009/11/sem/hasActor";
        SEM_PLACE = "http://semanticweb.cs.vu.nl/2009/11/sem/hasPlace";
        SEM_BEGIN = "http://semanticweb.cs.vu.nl/2009/11/sem/hasEarliestBeginTimeStamp";
        SEM_END = "http://semanticweb.cs.vu.nl/2009/11/sem/hasLatestEndTimeStamp";
        CLAIM = "https://w3id.org/chancery/ns#Claim";
        EVENT = "https://w3id.org/chancery/ns#event";
        APART = "https://w3id.org/chancery/ns#apart";
        AS_READ = "https://w3id.org/chancery/ns#asRead";
        CORRECTED = "https://w3id.org/chancery/ns#corrected";
        CORRECTION = "https://w3id.org/chancery/ns#correction";
        CONTENT_HASH = "https://w3id.org/chancery/ns#contentHash";
        CLAIMS = "https://w3id.org/chancery/ns#claims";
        AIMLESS = "https://w3id.org/chancery/ns#withoutTarget";
        FIRST_REPORTED = "https://w3id.org/chancery/ns#firstReported";
        PAIR = "https://w3id.org/chancery/ns#Pair";
        MEMBER = "https://w3id.org/chancery/ns#member";
        EVENTS = "https://w3id.org/chancery/ns#events";
        TIE = "https://w3id.org/chancery/ns#tie";
        MATTER = "https://w3id.org/chancery/ns#Matter";
        AFFIRMATION = "https://w3id.org/chancery/ns#affirmation";
        DENIAL = "https://w3id.org/chancery/ns#denial";
        FIRST_CLAIM = "https://w3id.org/chancery/ns#firstClaim";
        RULE = "https://w3id.org/chancery/ns#Rule";
        SPEAKER = "https://w3id.org/chancery/ns#Speaker";
        PUBLISHER_TEXT = "https://w3id.org/chancery/ns#publisherText";
        AFFIRMING = "https://w3id.org/chancery/ns#affirming";
        DENYING = "https://w3id.org/chancery/ns#denying";
        TALLY = "https://w3id.org/chancery/ns#tally";
        ENGINE = "https://w3id.org/chancery/ns#engine";
        DATE_FROM = "https://w3id.org/chancery/ns#dateFrom";
        DATE = "https://w3id.org/chancery/ns#date";
        EARLIEST = "https://w3id.org/chancery/ns#earliest";
        LATEST = "https://w3id.org/chancery/ns#latest";
        DATE_TEXT = "https://w3id.org/chancery/ns#dateText";
        POLARITY = "https://w3id.org/chancery/ns#polarity";
        STATUS = "https://w3id.org/chancery/ns#status";
        VOICE = "https://w3id.org/chancery/ns#voice";
        CLAIMED_BY = "https://w3id.org/chancery/ns#claimedBy";
        REPORTED_BY = "https://w3id.org/chancery/ns#reportedBy";
        CLAIMED_BY_TEXT = "https://w3id.org/chancery/ns#claimedByText";
        VIA = "https://w3id.org/chancery/ns#via";
        VIA_TEXT = "https://w3id.org/chancery/ns#viaText";
        REPORTING_VERB = "https://w3id.org/chancery/ns#reportingVerb";
        SUBJECT_TEXT = "https://w3id.org/chancery/ns#subjectText";
        OBJECT_TEXT = "https://w3id.org/chancery/ns#objectText";
        SUBJECT_CODE = "https://w3id.org/chancery/ns#subjectCode";
        OBJECT_CODE = "https://w3id.org/chancery/ns#objectCode";
        PLOVER = "https://w3id.org/chancery/ns#plover";
        CAMEO = "https://w3id.org/chancery/ns#cameo";
        QUOTE = "https://w3id.org/chancery/ns#quote";
        BEGIN = "https://w3id.org/chancery/ns#begin";
        END = "https://w3id.org/chancery/ns#end";
        RELATION = "https://w3id.org/chancery/ns#relation";
        ACTOR = "https://w3id.org/chancery/ns#actor";
        RECIPIENT = "https://w3id.org/chancery/ns#recipient";
        ASSERTED = "https://w3id.org/chancery/ns#asserted";
        REPORTS = "https://w3id.org/chancery/ns#reports";
        GOLDSTEIN = "https://w3id.org/chancery/ns#goldstein";
        SKETCH = "https://w3id.org/chancery/ns#sketch";
        SKETCH_KEY = "https://w3id.org/chancery/ns#sketchKey";
        COPY_OF = "https://w3id.org/chancery/ns#copyOf";
        INDEPENDENT = "https://w3id.org/chancery/ns#independentReports";
        COUNTRY = "https://w3id.org/chancery/ns#country";
        CODE = "https://w3id.org/chancery/ns#code";
        MINTED = "https://w3id.org/chancery/ns#minted";
    }
}

/// Makes the IRIs of one store from ids, and ids from IRIs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    base: String,
}

impl Default for Names {
    fn default() -> Self {
        Self { base: DEFAULT_BASE.to_owned() }
    }
}

impl Names {
    /// Names below a base IRI; a slash is added where the base ends in neither `/` nor `#`.
    ///
    /// # Errors
    /// [`StoreError::Base`] where the base is no absolute IRI.
    pub fn new(base: &str) -> Result<Self, StoreError> {
        let base = if base.ends_with(['/', '#']) { base.to_owned() } else { format!("{base}/") };
        match NamedNode::new(&base) {
            Ok(_) => Ok(Self { base }),
            Err(error) => Err(StoreError::Base { base, reason: error.to_string() }),
        }
    }

    /// The base, with its final slash or hash.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    fn name(&self, room: &str, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{room}{}", self.base, encode(id)))
    }

    /// An entity, claim, event or group.
    pub(crate) fn id(&self, id: &str) -> NamedNode {
        self.name("id/", id)
    }

    /// A version of an article, which is also the name of its graph.
    pub(crate) fn article(&self, id: &str, hash: &str) -> NamedNode {
        let short = hash.get(..12).unwrap_or(hash);
        NamedNode::new_unchecked(format!("{}doc/{}/{short}", self.base, encode(id)))
    }

    /// A rule.
    pub(crate) fn rule(&self, id: &str) -> NamedNode {
        self.name("rule/", id)
    }

    /// Somebody in an article who speaks and is no entity ("officials"): known by the words, in this article alone.
    pub(crate) fn speaker(&self, doc: &NamedNode, words: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{}", self.speakers(), short_hash(&[doc.as_str(), words])))
    }

    fn speakers(&self) -> String {
        format!("{}speaker/", self.base)
    }

    /// Whether an IRI is one of [`Names::speaker`].
    pub(crate) fn is_speaker(&self, iri: &str) -> bool {
        iri.strip_prefix(self.base.as_str()).is_some_and(|rest| rest.starts_with("speaker/"))
    }

    /// The graph of bookkeeping: what a store notes for its own work, which no export has unless it is asked for.
    pub(crate) fn notes(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}notes", self.base))
    }

    /// The group of a claim, which is the predicate of its note.
    pub(crate) fn group_of(&self, hash: &str) -> NamedNode {
        self.id(&format!("g-{hash}"))
    }

    /// What stands before the ids of entities, claims, events and groups.
    pub(crate) fn ids(&self) -> String {
        format!("{}id/", self.base)
    }

    /// The id of an entity as words, for a label where its own is not at hand: `china/foreign-ministry` as "Foreign Ministry".
    pub(crate) fn in_words(&self, iri: &str) -> String {
        let id = self.local(iri).unwrap_or(iri.into());
        let last = id.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&id);
        let words = last.split(['-', '_', ' ']).filter(|word| !word.is_empty()).map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect::<String>()
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The id of an entity, claim or event, from its IRI.
    pub(crate) fn local<'i>(&self, iri: &'i str) -> Option<std::borrow::Cow<'i, str>> {
        iri.strip_prefix(self.base.as_str())?.strip_prefix("id/").map(decode)
    }

    /// The id of a rule, from its IRI.
    pub(crate) fn rule_id<'i>(&self, iri: &'i str) -> Option<std::borrow::Cow<'i, str>> {
        iri.strip_prefix(self.base.as_str())?.strip_prefix("rule/").map(decode)
    }

    /// Prefixes for people's eyes: the vocabularies and the rooms of this base, sorted.
    pub(crate) fn prefixes(&self) -> Vec<(String, String)> {
        let mut all: Vec<_> = PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned())).collect();
        for room in ["doc", "id", "rule", "speaker"] {
            all.push((room.to_owned(), format!("{}{room}/", self.base)));
        }
        all.sort();
        all
    }
}

/// A term of chancery's own vocabulary.
pub(crate) fn ch(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{CH}{}", encode(name)))
}

/// The name of a term of chancery's own vocabulary.
pub(crate) fn ch_name(iri: &str) -> Option<&str> {
    iri.strip_prefix(CH)
}

/// Keeps what RFC 3986 calls unreserved, and the slash; a segment of dots only would be resolved away, so it is
/// encoded too. An empty id becomes `%FF`, a byte that UTF-8 does not have, so no other id gives it.
fn encode(id: &str) -> String {
    if id.is_empty() {
        return "%FF".to_owned();
    }
    let mut text = String::with_capacity(id.len());
    for (index, segment) in id.split('/').enumerate() {
        if index > 0 {
            text.push('/');
        }
        let only_dots = !segment.is_empty() && segment.bytes().all(|byte| byte == b'.');
        for byte in segment.bytes() {
            let free =
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') || (byte == b'.' && !only_dots);
            if free {
                text.push(byte as char);
            } else {
                text.push('%');
                text.push(HEX[usize::from(byte >> 4)]);
                text.push(HEX[usize::from(byte & 15)]);
            }
        }
    }
    text
}

const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];

fn decode(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    if text == "%FF" {
        return "".into();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let pair = (bytes[index] == b'%').then(|| text.get(index + 1..index + 3)).flatten();
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                index += 3;
            }
            None => {
                out.push(bytes[index]);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned().into()
}

/// The first 16 hexadecimal digits of the SHA-256 of some fields; a field cannot run into the next.
pub(crate) fn short_hash(fields: &[&str]) -> String {
    let mut text = full_hash(fields);
    text.truncate(16);
    text
}

/// The SHA-256 of some fields, in hexadecimal; each field is preceded by its length.
pub(crate) fn full_hash(fields: &[&str]) -> String {
    let mut hash = Sha256::new();
    for field in fields {
        hash.update((field.len() as u64).to_le_bytes());
        hash.update(field.as_bytes());
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        text.push(HEX[usize::from(byte >> 4)].to_ascii_lowercase());
        text.push(HEX[usize::from(byte & 15)].to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_become_iris_and_lead_back() {
        let names = Names::default();
        assert_eq!(names.id("china/foreign-ministry").as_str(), "https://w3id.org/chancery/id/china/foreign-ministry");
        assert_eq!(names.id("a b<é>").as_str(), "https://w3id.org/chancery/id/a%20b%3C%C3%A9%3E");
        assert_eq!(names.id("a/../b").as_str(), "https://w3id.org/chancery/id/a/%2E%2E/b");
        assert_eq!(
            names.article("x.txt", "0123456789abcdef").as_str(),
            "https://w3id.org/chancery/doc/x.txt/0123456789ab"
        );
    }

    #[test]
    fn an_id_has_words() {
        let names = Names::default();
        for (id, words) in
            [("wang-yi", "Wang Yi"), ("china/foreign-ministry", "Foreign Ministry"), ("", ""), ("a b", "A B")]
        {
            assert_eq!(names.in_words(names.id(id).as_str()), words);
        }
    }

    #[test]
    fn a_base_is_checked() {
        assert_eq!(Names::new("https://example.org/news").expect("an IRI").base(), "https://example.org/news/");
        assert!(Names::new("not an iri").is_err());
    }

    proptest! {
        #[test]
        fn any_id_is_a_valid_iri_and_comes_back(id in any::<String>()) {
            let names = Names::default();
            let iri = names.id(&id);
            prop_assert!(NamedNode::new(iri.as_str()).is_ok());
            let back = names.local(iri.as_str()).expect("below the base").into_owned();
            prop_assert_eq!(back, id);
        }
    }
}
