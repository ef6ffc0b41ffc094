import re

import pytest

from drafter.derive.topics import TOPICS, Topic, open_questions, technology_questions, undecided_technologies
from drafter.document.outline import ProjectKind
from tests.materials import brief_of


def asked(text: str, kind: ProjectKind = "web service") -> list[str]:
    return [question.text for question in open_questions(brief_of(text), kind)]


def test_a_brief_that_says_nothing_leaves_every_question_of_its_kind_open() -> None:
    assert asked("We lend.") == [topic.question for topic in TOPICS if "web service" in topic.kinds]


@pytest.mark.parametrize(
    ("kind", "number"), [("web service", 6), ("batch job", 5), ("library", 1), ("embedded system", 0)]
)
def test_only_what_matters_to_a_kind_of_project_is_asked(kind: ProjectKind, number: int) -> None:
    assert len(asked("We lend.", kind)) == number


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Members sign in with a card.", "How do users"),
        ("Loans are kept for a year.", "How long is data kept"),
        ("It runs in a container.", "Where does it run"),
        ("There are 40 loans a day.", "Which load"),
        ("We restore it by hand.", "How much data may be lost"),
        ("Our ops team is small.", "Who is called"),
        ("Die Anmeldung ist einfach.", "How do users"),
    ],
)
def test_a_brief_that_touches_a_topic_answers_its_question(text: str, question: str) -> None:
    assert not any(found.startswith(question) for found in asked(text))
    assert any(found.startswith(question) for found in asked("We lend."))


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.question)
def test_a_topic_offers_answers_and_a_pattern_that_its_silence_does_not_match(topic: Topic) -> None:
    assert len(set(topic.options)) == 3
    assert re.search(topic.words, "We lend.", re.IGNORECASE) is None


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Rust or Go, I don't mind.", (("Rust", "Go"),)),
        ("Python oder Java.", (("Python", "Java"),)),
        ("Rust and Go.", ()),
        ("Rust or PostgreSQL.", ()),  # not of one kind
        ("Rust. Or Go.", ()),
        ("We do not want Rust or Go.", ()),
        ("Java, Rust or Go.", (("Rust", "Go"),)),
    ],
)
def test_technologies_joined_by_or_are_undecided(text: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert undecided_technologies(brief_of(text)) == pairs


def test_an_undecided_pair_is_a_question_with_both_as_answers() -> None:
    (question,) = technology_questions(brief_of("Rust or Go, I don't mind."))
    assert question.options == ("Rust", "Go")
    assert "Rust or Go" in question.text
