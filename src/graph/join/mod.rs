//! What joins articles that were read apart: keys that another engine (Spark, Daft, a database) can group by, and the decisions within a
//! group, which are those of a store.
//!
//! Two steps find all that articles have in common. Copies: articles that share a key of their sketches are compared, and what hangs
//! together is decided together ([`Print`], [`origins_of`]). Events: claims of one key may tell of one event, no others
//! ([`ClaimKey`], [`events_of`]). Then [`derived_of`] writes what a store derives from the claims of a key; what all articles say of an
//! entity, a rule or two actors comes together by [`Fact`]s ([`node_of`]).

mod claims;
mod facts;
mod prints;

pub use claims::{ClaimKey, Derived, Gist, derived_of, events_of};
pub use facts::{Fact, node_of, vocabulary};
pub use prints::{BOILERPLATE, Print, copy_of, origins_of};

use super::{quads::article::article_quads, vocabulary::iris::Names};
use crate::rules::Extraction;

/// What joins an article and its claims with those of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Keys {
    /// IRI of this version of the article, by which copies are told.
    pub article: String,
    /// What finds its copies; `None` where it is too short to be told from a coincidence.
    pub print: Option<Print>,
    /// The keys of its claims, in their order.
    pub claims: Vec<ClaimKey>,
    /// What it says of entities and rules.
    pub facts: Vec<Fact>,
}

/// The keys of an article and its claims, as a store of the default base would note them.
#[must_use]
pub fn keys(engine: &str, extraction: &Extraction) -> Keys {
    let names = Names::default();
    let found = article_quads(&names, engine, extraction);
    let hash = super::quads::article::content_hash(&extraction.article);
    let article = names.article(&extraction.article.id, &hash).into_string();
    let facts = Fact::of_article(&found);
    let print = found.printed.map(|printed| Print::of(&article, &printed));
    let claims = found.records.into_iter().map(|(group, record)| ClaimKey::of(&names, group, &record)).collect();
    Keys { article, print, claims, facts }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{
        BOILERPLATE, Gist, Keys, Print, copy_of, derived_of, events_of, keys, node_of, origins_of, vocabulary,
    };
    use crate::{
        Project,
        graph::{CH, Filter, Names, Options, RdfOptions, Store, write_article},
        text::plain_article,
    };

    /// Some articles: a wire, a reprint in full under another day, reports of the same meeting in words of their own.
    fn articles() -> Vec<(String, String)> {
        let wire = "Wang Yi met Sergei Lavrov in Bali on Thursday. The two ministers spoke for an hour about trade, energy and \
                    the war, and agreed to meet again before the end of the year, officials of both sides told reporters after \
                    the talks in the hotel on the beach. Antony Blinken criticised Russia on Friday. A spokesman said that the \
                    delegations had also spoken of grain, fertiliser and flights, and that nothing had been signed.";
        let own = [
            ("a-wire", format!("date 2022-07-09\n{wire}")),
            ("b-reprint", format!("date 2022-07-16\n{wire}")),
            (
                "c-own",
                "date 2022-07-10\nSergei Lavrov met Wang Yi in Bali on July 7. Joe Biden condemned Russia.".to_owned(),
            ),
            (
                "d-late",
                "date 2022-07-15\nWang Yi met Sergei Lavrov in Bali. Joe Biden condemned Russia on July 14.".to_owned(),
            ),
            ("e-plan", "date 2022-07-01\nWang Yi will meet Sergei Lavrov on July 7.".to_owned()),
            ("f-denial", "date 2022-07-16\nJoe Biden did not condemn Russia on July 14.".to_owned()),
        ];
        own.map(|(id, text)| (id.to_owned(), text)).into()
    }

    /// The event of each claim, and the quads that follow from all parts, as they would be joined: copies by their keys, then claims by
    /// theirs, then facts by their nodes.
    fn joined(parts: &[Keys]) -> (BTreeMap<String, String>, BTreeSet<String>) {
        let mut with_key: BTreeMap<&str, Vec<&Print>> = BTreeMap::new();
        for print in parts.iter().filter_map(|part| part.print.as_ref()) {
            print.keys.iter().for_each(|key| with_key.entry(key).or_default().push(print));
        }
        let live = |key: &String| with_key[key.as_str()].len() <= BOILERPLATE;
        let prints: Vec<Print> = parts
            .iter()
            .filter_map(|part| part.print.clone())
            .map(|print| Print { keys: print.keys.iter().filter(|key| live(key)).cloned().collect(), ..print })
            .collect();
        let origins: BTreeMap<String, Vec<String>> = origins_of(&prints).into_iter().collect();
        let mut by_key: BTreeMap<&str, Vec<Gist>> = BTreeMap::new();
        for (part, claim) in parts.iter().flat_map(|part| part.claims.iter().map(move |claim| (part, claim))) {
            by_key.entry(&claim.event_key).or_default().push(Gist {
                claim: &claim.gist,
                relation: &claim.relation,
                article: &part.article,
                origins: origins.get(&part.article).map_or(&[][..], Vec::as_slice),
            });
        }
        let mut quads: BTreeSet<String> = vocabulary().into_iter().collect();
        for (article, origins) in &origins {
            quads.extend(origins.iter().map(|origin| copy_of(article, origin)));
        }
        let derived: Vec<_> =
            by_key.iter().map(|(key, claims)| derived_of(key, claims).expect("keys of our own")).collect();
        let mut facts: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
        for fact in parts.iter().flat_map(|part| &part.facts).chain(derived.iter().flat_map(|key| &key.facts)) {
            *facts.entry(&fact.node).or_default().entry(&fact.said).or_default() += fact.count;
        }
        quads.extend(derived.iter().flat_map(|key| key.quads.iter().cloned()));
        for (node, facts) in facts {
            let facts: Vec<(&str, i64)> = facts.into_iter().collect();
            quads.extend(node_of(node, &facts).expect("facts of our own"));
        }
        let decided = by_key.iter().flat_map(|(key, claims)| {
            let events = events_of(key, claims).expect("keys and gists of our own");
            claims
                .iter()
                .map(|gist| gist.claim.split(' ').next().unwrap_or_default().to_owned())
                .zip(events)
                .collect::<Vec<_>>()
        });
        (decided.collect(), quads)
    }

    #[test]
    fn parts_that_are_joined_give_the_events_of_one_store() {
        let project = Project::embedded();
        let options = Options { engine: project.engine(), ..Options::default() };
        let store = Store::memory(&options).expect("memory");
        let mut batch = store.batch().expect("open");
        let (mut parts, mut graphs) = (Vec::new(), Vec::new());
        for (id, text) in articles() {
            let extraction = project.extractor().extract(plain_article(id, text));
            batch.add(&extraction).expect("an article");
            parts.push(keys(&project.engine(), &extraction));
            write_article(&Names::default(), &project.engine(), &extraction, &mut graphs).expect("memory");
        }
        batch.commit().expect("a change");
        let mut expected = BTreeMap::new();
        let none = |_: &str| Vec::new();
        store
            .each_claim(&Filter::default(), &none, &mut |claim| {
                expected.insert(claim.claim.clone(), claim.event.clone());
                Ok(())
            })
            .expect("claims");
        assert_eq!(store.status().expect("counts").copies, 1, "the reprint is known as one");
        assert!(expected.len() >= 7, "{expected:?}");
        let events: BTreeSet<&String> = expected.values().collect();
        assert!(events.len() < expected.len(), "some claims share an event");
        let mut whole = Vec::new();
        store.write_rdf(&RdfOptions::default(), &mut whole).expect("memory");
        let (whole, graphs) = (String::from_utf8(whole).expect("text"), String::from_utf8(graphs).expect("text"));
        for word in ["ch:affirming", "ch:tie", "ch:copyOf", "ch:Rule", "ch:claims"] {
            assert!(whole.contains(&word.replace("ch:", CH)), "{word} is among what is derived");
        }
        for _ in ["as they come", "the other way round"] {
            let (events, mut quads) = joined(&parts);
            assert_eq!(events, expected);
            quads.extend(graphs.lines().map(str::to_owned));
            let quads: Vec<&str> = quads.iter().map(String::as_str).collect();
            let whole: Vec<&str> = whole.lines().collect();
            let apart = |one: &[&str], other: &[&str]| -> Vec<String> {
                one.iter().filter(|quad| !other.contains(quad)).map(|quad| (*quad).to_owned()).collect()
            };
            assert_eq!(apart(&quads, &whole), [""; 0], "quads that the store does not have");
            assert_eq!(apart(&whole, &quads), [""; 0], "quads that it has beyond");
            parts.reverse();
        }
    }

    #[test]
    fn what_is_no_key_or_gist_is_an_error() {
        let gist = Gist { claim: "x", relation: "metWith", article: "a", origins: &[] };
        assert!(events_of("metWith", &[gist]).is_err());
        assert!(events_of("[\"metWith\",\"a\",\"b\"]", &[gist]).is_err());
        assert_eq!(events_of("[\"metWith\",\"a\",\"b\"]", &[]), Ok(Vec::new()));
        assert!(derived_of("[\"metWith\",\"a\",\"b\"]", &[gist]).is_err());
        for said in ["", "<p>", "nothing", "<https://example.org/p> \"open"] {
            assert!(node_of("https://example.org/a", &[(said, 1)]).is_err(), "{said}");
        }
        let tie = format!("<{CH}tie> <{CH}metWith>");
        assert!(node_of("https://example.org/a", &[(&tie, 1)]).is_err(), "a tie without actors");
    }
}
