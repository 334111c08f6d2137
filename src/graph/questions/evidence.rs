//! The claims that an event rests on, as they came from their articles.

use crate::{
    graph::{
        error::StoreError,
        quads::parts::{graph_of, subject_of},
        store::quad_store::Store,
        vocabulary::iris::term,
    },
    rules::Claim,
};

impl Store {
    /// The claims of an event, those first that make it a fact (affirmed, happened, told by the article itself), and among these
    /// the earliest published.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn evidence_of(&self, event: &str) -> Result<Vec<Claim>, StoreError> {
        let node = self.node(event);
        let mut claims = Vec::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::EVENT), Some(node.as_ref().into()), None) {
            let quad = quad?;
            if let (Some(claim), Some(doc)) = (subject_of(&quad), graph_of(&quad)) {
                claims.push(self.read_claim(claim, doc)?.claim);
            }
        }
        claims.sort_by(|one: &Claim, other| key(one).cmp(&key(other)));
        Ok(claims)
    }
}

/// By what claims of an event are ordered.
fn key(claim: &Claim) -> (bool, bool, bool, bool, &str, &str, usize, &str) {
    (
        claim.polarity == "negated",
        claim.status != "happened",
        claim.voice != "narrator",
        claim.published.is_empty(),
        &claim.published,
        &claim.article,
        claim.begin,
        &claim.claim,
    )
}
