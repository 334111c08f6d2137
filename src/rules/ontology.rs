//! The relations of the ontology, as far as rules need them: names, codes, and which hold both ways.
//!
//! A scan of the paragraphs that begin `ch:name a ch:Relation` is enough here: the ontology keeps one property a line
//! and one subject a paragraph, and only the graph floor knows RDF. What a relation is stands there once, so that rule
//! files do not repeat it.

/// A relation that rules may yield.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relation {
    /// Its name, without prefix.
    pub name: String,
    /// Whether it holds both ways.
    pub reciprocal: bool,
    /// PLOVER type; empty for those outside of PLOVER.
    pub plover: String,
    /// CAMEO code; empty where there is none.
    pub cameo: String,
}

/// The relations of an ontology in Turtle, in its order.
#[must_use]
pub fn relations_of(ontology: &str) -> Vec<Relation> {
    let mut found = Vec::new();
    let mut open = false;
    for line in ontology.lines() {
        if let Some(rest) = line.strip_prefix("ch:") {
            let mut words = rest.split([' ', ',', ';']).filter(|word| !word.is_empty());
            let name = words.next().unwrap_or_default();
            let classes: Vec<&str> = words.skip_while(|word| *word != "a").skip(1).collect();
            open = classes.contains(&"ch:Relation") && name.starts_with(|letter: char| letter.is_lowercase());
            if open {
                found.push(Relation {
                    name: name.to_owned(),
                    reciprocal: classes.contains(&"owl:SymmetricProperty"),
                    ..Relation::default()
                });
            }
        }
        if let (true, Some(relation)) = (open, found.last_mut()) {
            let line = line.trim();
            let value = || line.split('"').nth(1).unwrap_or_default().to_owned();
            if line.starts_with("ch:plover ") {
                relation.plover = value();
            } else if line.starts_with("ch:cameo ") {
                relation.cameo = value();
            }
            open = !line.ends_with('.');
        }
    }
    found
}

/// The relations of the ontology that is compiled into the program.
#[must_use]
pub fn relations() -> Vec<Relation> {
    relations_of(include_str!("../../ontology/chancery.ttl"))
}

#[cfg(test)]
mod tests {
    use super::{relations, relations_of};

    #[test]
    fn reads_names_codes_and_symmetry() {
        let text = "ch:Event a owl:Class .\n\nch:metWith a ch:Relation, owl:ObjectProperty, owl:SymmetricProperty ;\n    ch:plover \"CONSULT\" ;\n    ch:cameo \"040\" .\n\nch:plover a owl:AnnotationProperty .\n";
        let found = relations_of(text);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].name.as_str(), found[0].plover.as_str(), found[0].cameo.as_str()),
            ("metWith", "CONSULT", "040")
        );
        assert!(found[0].reciprocal);
        assert!(relations().iter().any(|relation| relation.name == "holdsPosition" && relation.plover.is_empty()));
    }
}
