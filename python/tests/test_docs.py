"""The examples in docstrings, in the README of the package and in the page on Python do what they say."""

import doctest
from pathlib import Path

import pytest

import chancery
from chancery import _extract, _store, _table

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("module", [chancery, _extract, _store, _table])
def test_docstrings(module):
    found = doctest.testmod(module)
    assert found.attempted > 0 and found.failed == 0


@pytest.mark.parametrize("page", ["python/README.md", "docs/python.md"])
def test_pages(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert found.attempted > 0 and found.failed == 0
