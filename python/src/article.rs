//! Articles, of Python's values and as Python sees them.

use chancery::text::{Article as Text, DateFrom, read_day, read_plain};
use jiff::civil::Date;
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyDict, PyString},
};

/// A day as Python gives it: a `date`, a `datetime`, or text.
pub(crate) fn day(value: &Bound<'_, PyAny>) -> PyResult<Date> {
    let text: String = if value.is_instance_of::<PyString>() {
        value.extract()?
    } else if value.hasattr("isoformat")? {
        value.call_method0("isoformat")?.extract()?
    } else {
        return Err(PyTypeError::new_err("a date is a datetime.date or text such as \"2022-07-09\""));
    };
    read_day(&text).map_err(|why| PyValueError::new_err(format!("{text:?} is not a day that can be read: {why}")))
}

/// What is known of an article beside its text.
#[derive(Default)]
pub(crate) struct About {
    pub(crate) date: Option<Date>,
    pub(crate) title: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) url: Option<String>,
}

/// An article as a record gives it, which the text's own header does not overrule.
///
/// # Errors
/// Where the text is empty, or begins with a date that is no day, in words.
pub(crate) fn article(id: &str, text: &str, about: About) -> Result<Text, String> {
    if text.trim().is_empty() {
        return Err(format!("the `text` of article {id:?} is empty"));
    }
    let mut article = read_plain(id, text).map_err(|error| format!("article {id:?}: {error}"))?;
    (article.title, article.source, article.url) = (given(about.title), given(about.source), given(about.url));
    if let Some(date) = about.date {
        article.published = Some(date);
        article.date_from = Some(DateFrom::Header);
    }
    Ok(article)
}

/// Text without white space around it, where there is any.
fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// An article: a text with what is known of it.
///
/// `chancery.read` makes articles of files; one may also be made of a text. `text` is never changed, and offsets of claims count
/// its characters (Unicode code points, as Python's `str` does).
#[pyclass(frozen, module = "chancery", name = "Article", from_py_object)]
#[derive(Clone)]
pub(crate) struct Article {
    pub(crate) text: Text,
}

#[pymethods]
impl Article {
    #[new]
    #[pyo3(signature = (text, *, id = "text", date = None, title = None, source = None, url = None))]
    fn new(
        text: &str,
        id: &str,
        date: Option<&Bound<'_, PyAny>>,
        title: Option<String>,
        source: Option<String>,
        url: Option<String>,
    ) -> PyResult<Self> {
        let date = date.map(day).transpose()?;
        let text = article(id, text, About { date, title, source, url }).map_err(PyValueError::new_err)?;
        Ok(Self { text })
    }

    /// Its id: the one of the input, else the path below the folder that was named.
    #[getter]
    fn id(&self) -> &str {
        &self.text.id
    }

    /// The text as it was read.
    #[getter]
    fn text(&self) -> &str {
        &self.text.text
    }

    /// The day of publication, a `datetime.date`; None where it is not known.
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(day) = self.text.published else { return Ok(None) };
        let class = py.import("datetime")?.getattr("date")?;
        class.call1((day.year(), day.month(), day.day())).map(Some)
    }

    /// The headline.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.text.title.as_deref()
    }

    /// The outlet or agency.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.text.source.as_deref()
    }

    /// The address.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.text.url.as_deref()
    }

    /// Who wrote it, as it says.
    #[getter]
    fn authors(&self) -> Vec<String> {
        self.text.authors.clone()
    }

    /// The language that it says it is in, such as `en-GB`.
    #[getter]
    fn language(&self) -> Option<&str> {
        self.text.language.as_deref()
    }

    /// The text without its header and without lines that are no part of the article.
    #[getter]
    fn prose(&self) -> String {
        self.text.prose()
    }

    /// The lines that are no part of the article, each a dict with `kind` and `text`, and with `begin` and `end` (characters)
    /// where it still stands in the text.
    #[getter]
    fn left_out<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let part = |part: &chancery::text::LeftOut| {
            let found = PyDict::new(py);
            found.set_item("kind", part.kind.name())?;
            found.set_item("text", &part.text)?;
            if let Some(span) = part.span {
                found.set_item("begin", span.begin)?;
                found.set_item("end", span.end)?;
            }
            Ok(found)
        };
        self.text.left_out.iter().map(part).collect()
    }

    fn __repr__(&self) -> String {
        let date = self.text.published.map_or_else(String::new, |date| format!(" {date}"));
        format!("<Article {:?}{date}, {} characters>", self.text.id, self.text.text.chars().count())
    }
}
