//! How a push shows who it is: Basic or Digest, whichever the server asks for, or a bearer token. Secrets are never shown.

use http_auth::{PasswordClient, PasswordParams};

/// What opens the door.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Login {
    /// A user with a password; the server says whether by Basic or by Digest.
    Password {
        /// Name of the user.
        user: String,
        /// The password.
        password: String,
    },
    /// A bearer token.
    Token(String),
}

impl std::fmt::Debug for Login {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Password { user, .. } => write!(out, "Password {{ user: {user:?}, password: … }}"),
            Self::Token(_) => out.write_str("Token(…)"),
        }
    }
}

/// A login, and what the server has asked for so far.
#[derive(Debug)]
pub(super) struct Door {
    login: Option<Login>,
    challenge: Option<PasswordClient>,
    /// Whether the server has taken a change without asking.
    open: bool,
}

impl Door {
    pub(super) fn new(login: Option<Login>) -> Self {
        Self { login, challenge: None, open: false }
    }

    /// Whether it is not yet known how the server wants a password: then a first request goes without its body, since a body
    /// that is refused would have been sent in vain, and some servers break off the connection.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self.login, Some(Login::Password { .. })) && self.challenge.is_none() && !self.open
    }

    /// The server takes changes without a password.
    pub(super) fn is_open(&mut self) {
        self.open = true;
    }

    /// Takes the challenges of a refusal; `false` where nothing can be answered to them.
    pub(super) fn challenged(&mut self, headers: &[String]) -> bool {
        if !matches!(self.login, Some(Login::Password { .. })) {
            return false;
        }
        let mut builder = PasswordClient::builder();
        for header in headers {
            builder = builder.challenges(header);
        }
        match builder.build() {
            Ok(client) => {
                self.challenge = Some(client);
                true
            }
            Err(_) => false,
        }
    }

    /// The header that a request carries, as far as it is known how the server wants it.
    pub(super) fn header(&mut self, method: &str, path: &str) -> Option<String> {
        match &self.login {
            Some(Login::Token(token)) => Some(format!("Bearer {token}")),
            Some(Login::Password { user, password }) => {
                let words = PasswordParams { username: user, password, uri: path, method, body: None };
                self.challenge.as_mut()?.respond(&words).ok()
            }
            None => None,
        }
    }

    /// Why a server did not let us in, and what to do.
    pub(super) fn refusal(&self, challenges: &[String]) -> String {
        let asked: Vec<&str> = challenges.iter().filter_map(|challenge| challenge.split_whitespace().next()).collect();
        match &self.login {
            None if asked.is_empty() => "no login was given (--user with --password-file, or --token-file)".to_owned(),
            None => {
                format!("it asks for a login by {} (--user with --password-file, or --token-file)", asked.join(" or "))
            }
            Some(Login::Token(_)) => "the token is not accepted".to_owned(),
            Some(Login::Password { user, .. }) if self.challenge.is_none() && !asked.is_empty() => {
                format!("it asks for {}, which a password does not answer (user {user:?})", asked.join(" or "))
            }
            Some(Login::Password { user, .. }) => format!("user {user:?} or the password is not accepted"),
        }
    }

    /// A text of the server without our secret, should it repeat it.
    pub(super) fn without_secret(&self, text: &str) -> String {
        match &self.login {
            Some(Login::Password { password: secret, .. } | Login::Token(secret)) if !secret.is_empty() => {
                text.replace(secret.as_str(), "…")
            }
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door() -> Door {
        Door::new(Some(Login::Password { user: "Mufasa".to_owned(), password: "Circle of Life".to_owned() }))
    }

    #[test]
    fn basic_as_the_standard_has_it() {
        let mut door =
            Door::new(Some(Login::Password { user: "Aladdin".to_owned(), password: "open sesame".to_owned() }));
        assert_eq!(door.header("PUT", "/"), None, "nothing goes out unasked");
        assert!(door.challenged(&["Basic realm=\"x\"".to_owned()]));
        assert_eq!(door.header("PUT", "/").as_deref(), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    }

    #[test]
    fn digest_is_taken_before_basic_and_counts_its_requests() {
        let mut door = door();
        let both =
            ["Basic realm=\"x\"".to_owned(), "Digest realm=\"x\", nonce=\"n\", qop=\"auth\", algorithm=MD5".to_owned()];
        assert!(door.challenged(&both));
        let first = door.header("PUT", "/store?graph=g").expect("an answer");
        assert!(first.starts_with("Digest ") && first.contains("nc=00000001"), "{first}");
        assert!(first.contains("uri=\"/store?graph=g\"") && first.contains("username=\"Mufasa\""), "{first}");
        let second = door.header("DELETE", "/store?graph=g").expect("an answer");
        assert!(second.contains("nc=00000002"), "{second}");
    }

    #[test]
    fn secrets_do_not_show() {
        let door = door();
        assert!(!format!("{door:?}").contains("Circle"));
        assert_eq!(door.without_secret("bad header Circle of Life."), "bad header ….");
        assert!(!format!("{:?}", Login::Token("abc".to_owned())).contains("abc"));
    }
}
