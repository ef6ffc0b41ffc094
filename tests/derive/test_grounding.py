"""What a text states that the brief does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.derive.grounding import grounded, texts_of
from drafter.derive.known import MARK, Known
from drafter.document.blocks import Absent, Bullet, Bullets, Code, Flow
from drafter.document.outline import Component
from drafter.document.sections.decisions_and_alternatives import DecisionRow, DecisionsAndAlternatives
from drafter.document.sections.testing_strategy import TestingStrategy
from tests.document.designs import OUTLINE
from tests.materials import brief_of

BRIEF = brief_of("It uses Python 3.12 and Redis. Answers take at most 2 seconds. We have 14 shops.")
KNOWN = Known.of(BRIEF, OUTLINE.technologies)
ABSENT = Absent(why="does not apply", reason="It is small.")


def strategy(*texts: str | Flow) -> TestingStrategy:
    return TestingStrategy(layers=ABSENT, data=Flow.of(*texts), pipeline=ABSENT)


def ground(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it is marked, and what is listed."""
    made = grounded(strategy(text), KNOWN, 10)
    return next(texts_of(made.data)), made.assumptions


@pytest.mark.parametrize(
    ("text", "marked", "listed"),
    [
        ("It is kept in MongoDB.", "It is kept in MongoDB (assumed).", "MongoDB"),
        ("It ends within 3 seconds.", "It ends within 3 seconds (assumed).", "within 3 seconds"),
        ("It is written in Python 3.9.", "It is written in Python 3.9 (assumed).", "Python 3.9"),
        ("There are 7 of them.", "There are 7 (assumed) of them.", "7"),
        ("Keys use AES-256 here.", "Keys use AES-256 (assumed) here.", "AES-256"),
        ("Kafka feeds Kafka.", "Kafka feeds Kafka (assumed).", "Kafka"),
    ],
)
def test_a_specific_without_a_source_is_marked_once_and_listed(text: str, marked: str, listed: str) -> None:
    assert ground(text) == (marked, (f"10.2: {listed}",))


@pytest.mark.parametrize(
    "text",
    [
        "It is kept in Redis.",
        "It is written in Python 3.12.",
        "It is written in Python.",
        "It answers within 2000 ms.",  # the brief's 2 seconds
        "All 14 of them are tested.",
        "It is kept in PostgreSQL.",  # a person wrote it into the outline
        "JSON goes over HTTP to the caller.",
        "The endpoint `/v2/orders/7` is called.",
        "It is checked (7.1) before that.",
        "It answers HTTP 404 then.",
        "nothing specific is said here",
    ],
)
def test_what_has_a_source_or_claims_nothing_stays_as_it_is(text: str) -> None:
    assert ground(text) == (text, ())


def test_a_specific_is_marked_where_it_occurs_first_in_a_part() -> None:
    made = grounded(strategy("MongoDB holds it.", "MongoDB is slow."), KNOWN, 10)
    assert list(texts_of(made.data)) == [f"MongoDB {MARK} holds it.", "MongoDB is slow."]
    assert made.assumptions == ("10.2: MongoDB",)


def test_each_part_lists_its_own_specifics() -> None:
    made = grounded(
        strategy("MongoDB holds it.").model_copy(update={"pipeline": Flow.of("It uses MongoDB.")}), KNOWN, 10
    )
    assert made.assumptions == ("10.2: MongoDB", "10.3: MongoDB")


def test_parts_that_quote_are_left_alone() -> None:
    section = strategy("MongoDB holds it.")
    assert grounded(section, KNOWN, 10, frozenset({"10.2"})) == section


def test_assumptions_that_are_there_stay_in_front() -> None:
    section = strategy("MongoDB holds it.").model_copy(update={"assumptions": ("10.1: other",)})
    assert grounded(section, KNOWN, 10).assumptions == ("10.1: other", "10.2: MongoDB")


def test_code_and_addresses_are_never_marked() -> None:
    bullets = Bullets(items=(Bullet(text="rules", url="https://a.example/MongoDB/7"),))
    section = strategy(Flow.of(Code(language="text", text="MongoDB 7"), bullets))
    assert grounded(section, KNOWN, 10) == section


def test_alternatives_and_the_decision_itself_are_no_claims() -> None:
    row = DecisionRow(
        decision="Database: MongoDB", rationale="It is known.", alternatives="MySQL, Oracle", consequences="It costs."
    )
    section = DecisionsAndAlternatives(decisions=(row,))
    assert grounded(section, KNOWN, 10) == section


def test_a_reason_of_a_decision_is_a_claim() -> None:
    row = DecisionRow(decision="D", rationale="Kafka is known.", alternatives="", consequences="It costs.")
    made = grounded(DecisionsAndAlternatives(decisions=(row,)), KNOWN, 13)
    assert isinstance(made.decisions, tuple)
    assert made.decisions[0].rationale == f"Kafka {MARK} is known."
    assert made.assumptions == ("13: Kafka",)


def test_a_technology_of_the_outline_has_a_source() -> None:
    component = Component(name="A", kind="store", responsibility="Keeps.", technology="MongoDB")
    outline = OUTLINE.model_copy(update={"components": (component,)})
    assert "MongoDB" in Known.of(BRIEF, outline.technologies).technologies


def test_texts_are_those_that_a_reader_sees_outside_code() -> None:
    flow = Flow.of("One.", Code(language="sql", text="SELECT"), Bullets(items=(Bullet(label="A", url="u"),)))
    assert [text for text in texts_of(flow) if text] == ["One.", "A"]


@given(
    st.lists(st.sampled_from(["Kafka", "7", "within 3 s", "Redis", "a", "`7`", "Python 3.9", ".", "99 %"]), max_size=8)
)
@settings(max_examples=40)
def test_marking_adds_marks_and_nothing_else(words: list[str]) -> None:
    text = " ".join(words) or "-"
    marked, listed = ground(text)
    assert marked.replace(f" {MARK}", "") == text
    assert (MARK in marked) == bool(listed)
