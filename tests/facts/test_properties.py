from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.document.brief import Fact
from drafter.facts import cut, find, title
from tests.facts.finding import found

BRIEFS = sorted((Path(__file__).parents[2] / "fixtures" / "briefs").iterdir())
PIECES = [
    "# ", "## ", "- ", "1. ", "> ", "| a | b |\n|--|--|\n", "| ", "```\n", "key: ", "  - ", "\n",
    "\r\n", "\r", "**", "_", "`", "[x](", ")", "https://a.example/", "Ana Ruiz", "Owner: ",
    " (lead)", "50 ms", "99,9 %", "at most ", "EUR ", "1,000", "-20", "Kafka", " Go ", "not ",
    "Python 3.12", "12 March 2026", "Q3 2026", "\"", "„", "。", ". ", "e.g. ", "\u2028", "\u0000",
    "\t", "é", "<b>", "<!--", "\\", "---\n", "½", "²", "İ", "万", "٣",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
KINDS_THAT_SHARE = {"link", "name", "technology"}


@settings(deadline=None)
@given(TEXTS)
def test_statements_are_numbered_disjoint_spans_in_order(text: str) -> None:
    statements = cut(text)
    assert [s.id for s in statements] == [f"S{n}" for n in range(1, len(statements) + 1)]
    assert all(s.text and "\n" not in s.text for s in statements)
    assert all(0 <= s.start < s.end <= len(text) for s in statements)
    assert all(a.end <= b.start for a, b in pairwise(statements))
    title(text)


@settings(deadline=None)
@given(TEXTS)
def test_facts_are_numbered_and_their_spans_hold_their_words(text: str) -> None:
    statements = {s.id: s for s in cut(text)}
    facts = find(statements.values(), text)
    assert [fact.id for fact in facts] == [f"F{n}" for n in range(1, len(facts) + 1)]
    for fact in facts:
        assert text[fact.start : fact.end] == fact.text != ""
        holder = statements[fact.statement]
        assert holder.start <= fact.start <= fact.end <= holder.end


@settings(deadline=None)
@given(TEXTS)
def test_quantities_dates_versions_and_people_never_overlap(text: str) -> None:
    assert_apart(found(text))


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_facts_of_the_fixture_briefs_stay_apart(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert_apart(found(text))
    assert len(cut(text)) >= 2


def assert_apart(facts: tuple[Fact, ...]) -> None:
    alone = [fact for fact in facts if fact.kind not in KINDS_THAT_SHARE]
    assert all(a.end <= b.start for a, b in pairwise(alone))
