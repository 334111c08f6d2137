"""The sample articles as the tests need them."""

import json

import pytest
from common import ARTICLES, command

import chancery


@pytest.fixture(scope="session")
def printed():
    """The claims of the sample articles, as one process prints them."""
    return [json.loads(line) for line in command("extract", ARTICLES).splitlines()]


@pytest.fixture(scope="session")
def rows():
    """The sample articles as a table."""
    return [
        {"id": a.id, "text": a.text, "date": a.date, "title": a.title, "source": a.source, "url": a.url}
        for a in chancery.read(ARTICLES)
    ]
