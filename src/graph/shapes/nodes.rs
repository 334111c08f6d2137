//! Nodes of a store held against their shapes, one at a time, and what offends them in words.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::{
    model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term},
    sparql::QueryResults,
};

use super::{
    super::{
        error::StoreError,
        names::{PREFIXES, term},
        store::{Store, graph_of, subject_of},
    },
    Check, Property, Rules, Select, Shapes, Violation, iri,
};

/// All that the store says of one node, in whatever graph.
struct Node<'s> {
    store: &'s Store,
    shapes: &'s Shapes,
    node: NamedNode,
    facts: BTreeMap<String, BTreeSet<String>>,
    terms: BTreeMap<String, Vec<Term>>,
}

impl<'s> Node<'s> {
    fn read(store: &'s Store, shapes: &'s Shapes, node: &NamedNode) -> Result<Self, StoreError> {
        let mut own = Self { store, shapes, node: node.clone(), facts: BTreeMap::new(), terms: BTreeMap::new() };
        for quad in store.quads.quads_for_pattern(Some(node.as_ref().into()), None, None, None) {
            let quad = quad?;
            let predicate = quad.predicate.into_string();
            if own.facts.entry(predicate.clone()).or_default().insert(quad.object.to_string()) {
                own.terms.entry(predicate).or_default().push(quad.object);
            }
        }
        Ok(own)
    }

    /// Its classes, sorted.
    fn types(&self) -> impl Iterator<Item = &str> {
        let types = self.facts.get(term::RDF_TYPE.as_str());
        types.into_iter().flatten().map(|class| class.trim_start_matches('<').trim_end_matches('>'))
    }

    fn values(&self, property: &Property) -> Result<Vec<Term>, StoreError> {
        if !property.inverse {
            return Ok(self.terms.get(&property.path).cloned().unwrap_or_default());
        }
        let path = NamedNode::new_unchecked(&property.path);
        let mut found: Vec<Term> = Vec::new();
        let quads = &self.store.quads;
        for quad in quads.quads_for_pattern(None, Some(path.as_ref()), Some(self.node.as_ref().into()), None) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
                found.push(subject.into());
            }
        }
        found.sort_by_key(ToString::to_string);
        found.dedup();
        Ok(found)
    }

    /// What is wrong with the node.
    fn problems(&self, rules: &Rules) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        for check in &rules.checks {
            if let Some(problem) = self.problem(check, &self.node.clone().into())? {
                found.push(format!("the node {problem}"));
            }
        }
        for property in &rules.properties {
            let values = self.values(property)?;
            let name = format!("{}{}", if property.inverse { "^" } else { "" }, short(&property.path));
            if values.len() < property.least || values.len() > property.most {
                let bound = if values.len() < property.least {
                    format!("at least {}", property.least)
                } else {
                    format!("at most {}", property.most)
                };
                found.push(format!("{name} has {}, {bound} {} wanted", counted(values.len()), are(property)));
            }
            let mut has_value = None;
            for check in &property.checks {
                if let Check::HasValue(wanted) = check {
                    has_value = Some((wanted, values.contains(wanted)));
                    continue;
                }
                for value in &values {
                    if let Some(problem) = self.problem(check, value)? {
                        found.push(format!("{name} {problem}"));
                    }
                }
            }
            if let Some((wanted, false)) = has_value {
                found.push(format!("{name} lacks {}", shown(wanted)));
            }
        }
        for all in &rules.all {
            for rules in all {
                found.append(&mut self.problems(rules)?);
            }
        }
        for any in &rules.any {
            let mut best: Option<Vec<String>> = None;
            for rules in any {
                let problems = self.problems(rules)?;
                if best.as_ref().is_none_or(|best| problems.len() < best.len()) {
                    best = Some(problems);
                }
            }
            found.append(&mut best.unwrap_or_default());
        }
        Ok(found)
    }

    /// What is wrong with one value.
    fn problem(&self, check: &Check, value: &Term) -> Result<Option<String>, StoreError> {
        let text = match value {
            Term::NamedNode(node) => node.as_str(),
            Term::Literal(literal) => literal.value(),
            _ => "",
        };
        let number = text.parse::<f64>().ok();
        let fails = |wrong: bool, what: String| wrong.then(|| format!("is {}, {what}", shown(value)));
        Ok(match check {
            Check::Kind(kind) => {
                let is = match value {
                    Term::NamedNode(_) => ["IRI", "BlankNodeOrIRI", "IRIOrLiteral"].contains(&kind.as_str()),
                    Term::Literal(_) => kind.ends_with("Literal"),
                    _ => kind.starts_with("BlankNode"),
                };
                fails(!is, format!("which is no {kind}"))
            }
            Check::Datatype(datatype) => {
                let is = match value {
                    Term::Literal(literal) => {
                        literal.datatype().as_str() == datatype && (!datatype.ends_with("#date") || is_day(text))
                    }
                    _ => false,
                };
                fails(!is, format!("which is no {}", short(datatype)))
            }
            Check::Class(class) => fails(!self.is_of(value, class)?, format!("which is no {}", short(class))),
            Check::In(list) => fails(!list.contains(value), {
                let list: Vec<String> = list.iter().map(shown).collect();
                format!("which is none of {}", list.join(", "))
            }),
            Check::HasValue(_) => None,
            Check::Pattern(pattern) => fails(!pattern.is_match(text), format!("which does not match {pattern}")),
            Check::AtLeast(least) => fails(number.is_none_or(|number| number < *least), format!("less than {least}")),
            Check::AtMost(most) => fails(number.is_none_or(|number| number > *most), format!("more than {most}")),
            Check::Less(path, or_equal) => {
                let others = self.terms.get(path).map(Vec::as_slice).unwrap_or_default();
                let wrong = others.iter().any(|other| {
                    let Term::Literal(other) = other else { return true };
                    let order = match (number, other.value().parse::<f64>().ok()) {
                        (Some(one), Some(other)) => one.total_cmp(&other),
                        // Days compare as text.
                        _ => text.cmp(other.value()),
                    };
                    order.is_gt() || (order.is_eq() && !or_equal)
                });
                fails(wrong, format!("not {} {}", if *or_equal { "up to" } else { "less than" }, short(path)))
            }
        })
    }

    /// Whether a value is of a class, by the store or, for relations, by the ontology.
    fn is_of(&self, value: &Term, class: &str) -> Result<bool, StoreError> {
        let Term::NamedNode(node) = value else { return Ok(false) };
        let classes = self.shapes.with_subclasses(class);
        if self.shapes.types.get(node.as_str()).is_some_and(|types| !types.is_disjoint(&classes)) {
            return Ok(true);
        }
        for quad in self.store.quads.quads_for_pattern(Some(node.as_ref().into()), Some(term::RDF_TYPE), None, None) {
            if iri(&quad?.object).is_some_and(|found| classes.contains(&found)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_day(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok_and(|day| day.to_string() == text)
}

fn counted(count: usize) -> String {
    match count {
        0 => "no value".to_owned(),
        1 => "1 value".to_owned(),
        count => format!("{count} values"),
    }
}

fn are(property: &Property) -> &'static str {
    if property.least.max(if property.most == usize::MAX { 0 } else { property.most }) > 1 { "are" } else { "is" }
}

/// An IRI as people write it.
fn short(iri: &str) -> String {
    let found = PREFIXES.iter().find_map(|(prefix, start)| Some(format!("{prefix}:{}", iri.strip_prefix(start)?)));
    found.unwrap_or_else(|| iri.to_owned())
}

fn shown(value: &Term) -> String {
    match value {
        Term::NamedNode(node) => short(node.as_str()),
        Term::Literal(literal) => {
            let text: String = literal.value().chars().take(60).collect();
            format!("{text:?}")
        }
        other => other.to_string(),
    }
}

impl Store {
    /// Checks the store against shapes; hands each violation to `tell` and gives the number of nodes that were checked.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn check(&self, shapes: &Shapes, tell: &mut dyn FnMut(&Violation)) -> Result<usize, StoreError> {
        let mut checked = 0;
        for shape in &shapes.shapes {
            let classes: BTreeSet<String> =
                shape.targets.iter().flat_map(|target| shapes.with_subclasses(target)).collect();
            for class in &classes {
                let class = NamedNode::new_unchecked(class);
                let (kind, of) = (Some(term::RDF_TYPE), Some(class.as_ref().into()));
                for quad in self.quads.quads_for_pattern(None, kind, of, None) {
                    let quad = quad?;
                    let Some(node) = subject_of(&quad) else { continue };
                    // Typed in several graphs or by several classes, it is looked at once.
                    if self.first(Some(node.as_ref()), kind, of, None)?.as_ref() != Some(&quad) {
                        continue;
                    }
                    let node = Node::read(self, shapes, node)?;
                    if node.types().find(|found| classes.contains(*found)) != Some(class.as_str()) {
                        continue;
                    }
                    checked += 1;
                    for message in node.problems(&shape.rules)? {
                        tell(&self.violation(&node.node, message)?);
                    }
                }
            }
            for query in &shape.rules.queries {
                for node in self.offenders(query)? {
                    if Node::read(self, shapes, &node)?.types().any(|class| classes.contains(class)) {
                        tell(&self.violation(&node, query.message.clone())?);
                    }
                }
            }
        }
        Ok(checked)
    }

    /// What a query of a shape finds, each once.
    fn offenders(&self, query: &Select) -> Result<BTreeSet<NamedNode>, StoreError> {
        let failed = |error: &dyn std::fmt::Display| StoreError::Damaged(format!("{}: {error}", query.message));
        let mut found = BTreeSet::new();
        let prepared = query.prepare().map_err(|error| failed(&error))?;
        let results = prepared.on_store(&self.quads).execute().map_err(|error| failed(&error))?;
        if let QueryResults::Solutions(solutions) = results {
            for solution in solutions {
                let solution = solution.map_err(|error| failed(&error))?;
                if let Some(Term::NamedNode(node)) = solution.get("this") {
                    found.insert(node.clone());
                }
            }
        }
        Ok(found)
    }

    fn violation(&self, node: &NamedNode, message: String) -> Result<Violation, StoreError> {
        let local = |iri: &str| self.names.local(iri).map_or_else(|| iri.to_owned(), Into::into);
        let is_claim = self.first(Some(node.as_ref()), Some(term::RDF_TYPE), Some(term::CLAIM.into()), None)?;
        let mut claim = is_claim;
        // Who tells of an event, or names an entity.
        let naming: [NamedNodeRef<'_>; 6] =
            [term::EVENT, term::RDF_SUBJECT, term::RDF_OBJECT, term::SEM_PLACE, term::CLAIMED_BY, term::VIA];
        for predicate in naming {
            if claim.is_some() {
                break;
            }
            let mut found: Vec<_> = Vec::new();
            for quad in self.quads.quads_for_pattern(None, Some(predicate), Some(node.as_ref().into()), None) {
                let quad = quad?;
                if graph_of(&quad).is_some() {
                    found.push(quad);
                }
            }
            claim = found.into_iter().min_by_key(|quad| quad.subject.to_string());
        }
        let doc = claim.as_ref().and_then(graph_of).or(Some(node)).cloned();
        let article = match doc {
            Some(doc) => self.object(doc.as_ref(), term::SCHEMA_IDENTIFIER, Some(doc.as_ref()))?,
            None => None,
        };
        Ok(Violation {
            node: local(node.as_str()),
            message,
            claim: claim.as_ref().and_then(subject_of).map_or_else(String::new, |claim| local(claim.as_str())),
            article: match article {
                Some(Term::Literal(id)) => id.value().to_owned(),
                _ => String::new(),
            },
        })
    }
}
