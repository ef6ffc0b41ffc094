"""Leaving out whole statements of a brief that is too long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.derive.excerpt import Excerpt, Excerpts
from drafter.derive.relevance import Relevance
from drafter.document.brief import Brief
from tests.long_brief import long_brief
from tests.materials import brief_of

BRIEF = brief_of(
    """Members borrow tools from a shed.

## Care

- A gardener waters the roses by the gate.
- A gardener waters the tulips by the gate.

## Search

- Members search the catalogue by name.
- A request is answered within 50 ms.

```
SELECT 1;
SELECT 2;
```
"""
)


def words(text: str) -> int:
    return len(text.split())


def excerpt(room: int, question: str = "catalogue search", brief: Brief = BRIEF) -> Excerpt | None:
    return Excerpts(brief, words).best(Relevance(brief).scores(question), room)


def kept(found: Excerpt | None, brief: Brief = BRIEF) -> list[str]:
    assert found is not None
    return [brief.statements[i].text for i in sorted(found.kept)]


def test_with_enough_room_nothing_is_left_out() -> None:
    found = excerpt(1000)
    assert kept(found) == [statement.text for statement in BRIEF.statements]
    assert found is not None
    assert found.left_out == ()


def test_a_fenced_block_keeps_its_lines() -> None:
    found = excerpt(1000)
    assert found is not None
    assert "```\nSELECT 1;\nSELECT 2;\n```" in found.text


def test_what_has_to_do_with_the_question_stays() -> None:
    brief = brief_of(long_brief(2000) + "\n\n## Zeppelins\n\nThe zeppelin moors at the mast.\n")
    assert "The zeppelin moors at the mast." in kept(excerpt(400, "zeppelin mast", brief), brief)


def test_of_equals_a_requirement_stays() -> None:
    filler = "\n\n".join(f"Gardeners water roses of bed {word}." for word in ("one", "two", "three", "four"))
    brief = brief_of(f"Tools are borrowed.\n\n{filler}\n\nGardeners must water roses within 50 ms.\n")
    found = kept(Excerpts(brief, words).best(Relevance(brief).scores("gardeners water roses"), 39), brief)
    assert "Gardeners must water roses within 50 ms." in found
    assert len(found) < len(brief.statements)


def test_the_text_says_where_something_is_missing() -> None:
    brief = brief_of(long_brief(1000))
    found = excerpt(300, brief=brief)
    assert found is not None
    told = sum(int(line.split()[0][1:]) for line in found.text.splitlines() if line.endswith("left out here)"))
    assert told == len(brief.statements) - len(found.kept) > 0


def test_what_is_left_out_is_told_by_its_lines() -> None:
    brief = brief_of(
        "One opens here.\n\nTwo opens here.\n\nThree opens here.\n\n"
        "Four\nis long and says nothing that matters to anybody.\n\nFive is 50 ms at most.\n"
    )
    found = Excerpts(brief, words).best((0, 0, 0, 0, 1), 28)
    assert found is not None
    assert found.left_out == ((7, 8),)


def test_an_opening_that_does_not_fit_gives_nothing() -> None:
    assert excerpt(8) is None


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(alphabet="ab #-.\n`1:|", min_size=1, max_size=300) | st.integers(50, 400).map(long_brief),
    room=st.integers(0, 500),
    is_by_words=st.booleans(),
)
def test_whatever_the_brief_whole_statements_stay_in_order_or_nothing_does(
    text: str, room: int, is_by_words: bool
) -> None:
    brief = brief_of(text)
    count = words if is_by_words else len
    scores = Relevance(brief).scores("data security")
    found = Excerpts(brief, count).best(scores, room)
    assert found == Excerpts(brief, count).best(scores, room)
    if found is None:
        return
    assert count(found.text) <= room
    assert found.kept
    position = 0
    for i in sorted(found.kept):
        statement = brief.statements[i]
        source = brief.text[statement.start : statement.end]
        shown = source if source.startswith(("```", "~~~")) else f"- {statement.text}"
        position = found.text.index(f"\n{shown}", position) + 1


@pytest.mark.parametrize("question", ["", "the", "catalogue"])
def test_scores_are_the_same_each_time(question: str) -> None:
    assert Relevance(BRIEF).scores(question) == Relevance(BRIEF).scores(question)
