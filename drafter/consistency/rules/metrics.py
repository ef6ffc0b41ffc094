"""Alerts against the metrics that are collected."""

from collections.abc import Iterator

from drafter.consistency.readings.lines import lines_in
from drafter.consistency.readings.spelling import field_key
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["alert_on_uncollected"]

_NAME = regex(r"(?<![\w./:$-])[a-z][a-z\d]*+(?:_[a-z\d]++)++(?!\.?[\w/])|(?<=`)[a-z][a-z\d]*+[A-Z]\w*+(?=`)")
_UNITS = regex(r"(?:_(?:total|count|sum|bucket|seconds|ms|milliseconds|bytes|ratio|percent|p\d\d))+$")


@rule("NAM120", "warning")
def alert_on_uncollected(page: Page) -> Iterator[Problem]:
    """An alert of 12.3 needs a metric that 12.2 does not collect.

    The alert can never be raised, or the metric has another name.

    Bad: “`loan_failures` is above zero”, and 12.2 collects `loan_errors`
    Good: “`loan_errors` is above zero”
    Fix: name the metric as 12.2 does, or collect it.
    """
    collected = [line.text for line in lines_in(page, "12.2")]
    known = {_key(name.words) for text in collected for name in _names(text)}
    if not known:
        return
    for line in lines_in(page, "12.3"):
        for name in _names(line.text):
            if _key(name.words) not in known and page.text.count(name.words) == line.text.raw.count(name.words):
                yield Problem(f"12.2 does not collect {name.words}", name)


def _names(text: Text) -> Iterator[Text]:
    for match in _NAME.finditer(text.raw):
        yield Text(match[0], match[0], text.start + match.start())


def _key(name: str) -> str:
    """Return what spellings of a metric share, without the unit at its end."""
    return field_key(_UNITS.sub("", name))
