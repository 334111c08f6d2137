//! Requests to one server: with login, with time to answer, and again where a failure may pass.

use std::{
    io::{self, Read, Seek},
    thread,
    time::Duration,
};

use ureq::{Agent, SendBody, http};

use super::{
    error::PushError,
    login::{Door, Login},
};

/// How long a server is given, and how often it is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How often a request is repeated after a failure that may pass.
    pub retries: u32,
    /// How long the server may take for an answer.
    pub timeout: Duration,
    /// How long the first wait before a repetition is; each next one is twice as long.
    pub first_wait: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { retries: 5, timeout: Duration::from_secs(600), first_wait: Duration::from_millis(500) }
    }
}

/// The longest wait before a repetition, whatever the server asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// How long it may take until a server takes the connection.
const CONNECT: Duration = Duration::from_secs(30);
/// Bytes that are read of an answer.
const LONGEST_ANSWER: u64 = 32 << 20;
/// Characters of a server's own words that are quoted.
const QUOTED: usize = 300;

/// A body that can be sent again.
pub(super) trait Again: Read + Seek {}
impl<T: Read + Seek> Again for T {}

/// A request.
pub(super) struct Request<'b> {
    pub(super) method: &'static str,
    pub(super) url: String,
    /// Media type of the body.
    pub(super) media: &'static str,
    pub(super) accept: Option<&'static str>,
    /// Whether it changes something: some servers ask for a login only then.
    pub(super) changes: bool,
    /// Whether the body is packed by gzip.
    pub(super) packed: bool,
    /// The body with its length in bytes.
    pub(super) body: Option<(&'b mut dyn Again, u64)>,
}

/// What a server answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) text: String,
    challenges: Vec<String>,
    retry_after: Option<Duration>,
    location: Option<String>,
}

/// A client of one server.
pub(super) struct Client {
    agent: Agent,
    door: Door,
    patience: Patience,
}

impl Client {
    pub(super) fn new(url: &str, login: Option<Login>, patience: Patience) -> Self {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirect of a change would send it, and the login, to somebody who was not named.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(patience.timeout))
            .timeout_recv_body(Some(patience.timeout))
            .user_agent(concat!("chancery/", env!("CARGO_PKG_VERSION")));
        if is_here(url) {
            config = config.proxy(None);
        }
        Self { agent: Agent::new_with_config(config.build()), door: Door::new(login), patience }
    }

    /// Sends a request, again where a failure may pass; tells of each wait.
    ///
    /// # Errors
    /// [`PushError::Access`] where the login does not do, [`PushError::Server`] where the server is not reached or does not
    /// get better.
    pub(super) fn send(&mut self, request: &mut Request<'_>, tell: &mut dyn FnMut(&str)) -> Result<Answer, PushError> {
        let mut wait = self.patience.first_wait;
        let mut attempt = 0;
        loop {
            let (reason, asked) = match self.once(request) {
                Ok(answer) if passes(answer.status) => {
                    (format!("the server answers {}", self.said(&answer)), answer.retry_after)
                }
                Ok(answer) => return self.admitted(request, answer),
                Err(reason) => (reason, None),
            };
            if attempt >= self.patience.retries {
                return Err(PushError::Server { url: request.url.clone(), reason });
            }
            let pause = asked.unwrap_or(wait).min(LONGEST_WAIT);
            tell(&format!("{reason}; trying again in {} s", pause.as_secs_f32()));
            thread::sleep(pause);
            wait *= 2;
            attempt += 1;
        }
    }

    /// An answer in words: its status and the first of what the server says.
    pub(super) fn said(&self, answer: &Answer) -> String {
        let text = self.door.without_secret(&answer.text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let words: String = words.join(" ").chars().filter(|letter| !letter.is_control()).take(QUOTED).collect();
        let known = http::StatusCode::from_u16(answer.status).ok().and_then(|status| status.canonical_reason());
        let status = format!("{} {}", answer.status, known.unwrap_or_default());
        if words.is_empty() { status.trim_end().to_owned() } else { format!("{}: {words}", status.trim_end()) }
    }

    /// The answer, unless it says that we may not, or that we are in the wrong place.
    fn admitted(&self, request: &Request<'_>, answer: Answer) -> Result<Answer, PushError> {
        let url = request.url.clone();
        match answer.status {
            401 | 403 | 407 => {
                Err(PushError::Access { url, status: answer.status, reason: self.door.refusal(&answer.challenges) })
            }
            300..=399 => {
                let place = answer.location.as_deref().unwrap_or("somewhere else");
                let reason = format!("the server sends us on to {place}; give that address, if it is the right one");
                Err(PushError::Server { url, reason })
            }
            _ => Ok(answer),
        }
    }

    /// One attempt, with the login as the server wants it.
    fn once(&mut self, request: &mut Request<'_>) -> Result<Answer, String> {
        if request.changes && request.body.is_some() && self.door.is_unknown() {
            let answer = self.exchange(request, true)?;
            if answer.status != 401 {
                self.door.is_open();
            } else if !self.door.challenged(&answer.challenges) {
                return Ok(answer);
            }
        }
        let answer = self.exchange(request, false)?;
        // The password is asked for only now, or the number that goes into a digest has run out.
        if answer.status == 401 && self.door.challenged(&answer.challenges) {
            return self.exchange(request, false);
        }
        Ok(answer)
    }

    /// One exchange; `bare`: an empty body in the place of the real one.
    fn exchange(&mut self, request: &mut Request<'_>, bare: bool) -> Result<Answer, String> {
        let mut builder = http::Request::builder().method(request.method).uri(&request.url);
        let path = request.url.parse::<http::Uri>().ok();
        let path = path.as_ref().and_then(|uri| uri.path_and_query()).map_or("/", |path| path.as_str());
        if let Some(header) = self.door.header(request.method, path) {
            builder = builder.header("Authorization", header);
        }
        if let Some(accept) = request.accept {
            builder = builder.header("Accept", accept);
        }
        let unsaid = |error: http::Error| error.to_string();
        let response = match &mut request.body {
            None => self.agent.run(builder.body(()).map_err(unsaid)?),
            Some((body, length)) => {
                body.rewind().map_err(|error| error.to_string())?;
                let mut nothing = io::empty();
                let (body, length): (&mut dyn Read, u64) = if bare { (&mut nothing, 0) } else { (body, *length) };
                builder = builder.header("Content-Type", request.media).header("Content-Length", length);
                if request.packed && !bare {
                    builder = builder.header("Content-Encoding", "gzip");
                }
                self.agent.run(builder.body(SendBody::from_reader(body)).map_err(unsaid)?)
            }
        };
        Answer::read(response.map_err(|error| self.door.without_secret(&error.to_string()))?)
    }
}

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn read(mut response: http::Response<ureq::Body>) -> Result<Self, String> {
        let text = |name: &str| {
            let all = response.headers().get_all(name).iter();
            all.filter_map(|value| value.to_str().ok()).map(str::to_owned).collect::<Vec<_>>()
        };
        let challenges = text("WWW-Authenticate");
        let retry_after = text("Retry-After").first().and_then(|value| value.trim().parse().ok());
        let location = text("Location").into_iter().next();
        let status = response.status().as_u16();
        let mut bytes = Vec::new();
        let mut body = response.body_mut().as_reader().take(LONGEST_ANSWER);
        body.read_to_end(&mut bytes).map_err(|error| format!("the answer broke off: {error}"))?;
        let retry_after = retry_after.map(Duration::from_secs);
        Ok(Self { status, text: String::from_utf8_lossy(&bytes).into_owned(), challenges, retry_after, location })
    }
}

/// Whether a status tells of a failure that may pass.
fn passes(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 502 | 503 | 504)
}

/// Whether an address is on this machine: no proxy leads there.
fn is_here(url: &str) -> bool {
    let uri = url.parse::<http::Uri>().ok();
    let host = uri.as_ref().and_then(|uri| uri.host()).unwrap_or_default();
    host == "localhost" || host.starts_with("127.") || host == "[::1]"
}
