"""What was refused once does not come back in other words."""

import pytest

from drafter.document.suggestion import Candidate
from drafter.markdown.parse import parse
from drafter.suggestions import Dismissed, admitted, is_dismissed
from tests.suggestions.candidates import asked, proposed

QUOTE = "Sessions are kept in Redis, and the service answers quickly."
TEXT = f"# N\n\n## Sessions\n\n{QUOTE}\n"
REFUSED = Dismissed(
    fingerprint="0123456789abcdef",
    part="4.1",
    quote=QUOTE,
    reason="The word quickly cannot be measured; a target is missing.",
    replacement="Sessions are kept in Redis, and the service answers within 50 ms.",
    why="8.1 has the target",
    time="2026-03-02T10:00:00+00:00",
)
QUESTION = Dismissed(
    fingerprint="0123456789abcdef",
    part="4.1",
    quote=QUOTE,
    reason="Nothing is said of a session's end.",
    replacement=None,
    question="How long is a session kept in Redis?",
    why="known",
    time="2026-03-02T10:00:00+00:00",
)


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param(proposed(QUOTE, REFUSED.replacement or "", REFUSED.reason, part="4.1"), id="the same"),
        pytest.param(proposed(QUOTE, REFUSED.replacement or "", "Vague.", part="4.1"), id="for another reason"),
        pytest.param(
            proposed("answers quickly", "answers within 50 ms", "Vague.", part="4.1"), id="a part of the words"
        ),
        pytest.param(
            proposed(QUOTE, "Redis keeps sessions; the answer is prompt.", "No target: quickly cannot be measured."),
            id="moved, and another text for the same reason",
        ),
        pytest.param(
            proposed(QUOTE.replace("Redis", "Valkey"), "Answers come within 50 ms.", REFUSED.reason, part="4.1"),
            id="a passage that was edited",
        ),
    ],
)
def test_a_reworded_suggestion_is_dismissed(candidate: Candidate) -> None:
    assert is_dismissed(candidate, [QUESTION, REFUSED])


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param(
            proposed(QUOTE, QUOTE.replace("Redis", "Valkey"), "The licence of Redis has changed.", part="4.1"),
            id="another change of the same words",
        ),
        pytest.param(
            proposed(QUOTE, (REFUSED.replacement or "").replace("50", "80"), REFUSED.reason, part="4.1"),
            id="another number",
        ),
        pytest.param(
            proposed("The job ends quickly.", "It ends in 50 ms.", REFUSED.reason, part="8.1"), id="elsewhere"
        ),
        pytest.param(asked(QUOTE, "Which load is that for?", "The load is not stated.", part="4.1"), id="a question"),
    ],
)
def test_another_suggestion_is_not_dismissed(candidate: Candidate) -> None:
    assert not is_dismissed(candidate, [REFUSED])


def test_a_question_is_dismissed_in_other_words() -> None:
    assert is_dismissed(asked("kept in Redis", "For how long is a session kept in Redis?", part="4.1"), [QUESTION])
    assert not is_dismissed(asked("kept in Redis", "Who may read them?", "Access is open.", part="4.1"), [QUESTION])


def test_dismissed_candidates_are_counted() -> None:
    refused = REFUSED.model_copy(update={"part": ""})
    made = admitted(parse(TEXT), None, [proposed("answers quickly", "answers within 50 ms")], [refused])
    assert made.suggestions == ()
    assert made.dropped == {"was dismissed": 1}


@pytest.mark.parametrize(
    "replacement",
    [
        pytest.param("Sessions are kept in Redis; and the service answers within 50 ms!", id="other marks"),
        pytest.param("The sessions are kept in Redis, and this service answers within 50 ms.", id="other articles"),
        pytest.param("Sessions are kept in Redis, and the service should answer within 50 ms.", id="another mood"),
    ],
)
def test_a_change_in_nearly_the_same_words_is_dismissed(replacement: str) -> None:
    assert is_dismissed(proposed(QUOTE, replacement, "It is vague.", part="4.1"), [REFUSED])


def test_another_name_for_the_same_reason_is_not_dismissed() -> None:
    refused = REFUSED.model_copy(
        update={"replacement": "Sessions are kept in Valkey, and the service answers quickly."}
    )
    other = QUOTE.replace("Redis", "Memcached")
    assert not is_dismissed(proposed(QUOTE, other, REFUSED.reason, part="4.1"), [refused])


def test_another_fix_of_the_same_rule_is_not_dismissed() -> None:
    """A rule gives the same reason for all that it finds."""
    fix = proposed(QUOTE, QUOTE.replace("quickly", "soon"), REFUSED.reason, part="4.1")
    assert is_dismissed(fix, [REFUSED])
    assert not is_dismissed(fix.model_copy(update={"judged": False}), [REFUSED])


def test_a_passage_that_still_stands_is_not_the_one_beside_it() -> None:
    first, second = "Read Humidity: nobody says what happens then.", "Read Pressure: nobody says what happens then."
    refused = QUESTION.model_copy(update={"quote": first, "part": ""})
    page = parse(f"# N\n\n{first}\n\n{second}\n")
    beside = asked(second, QUESTION.question, QUESTION.reason).model_copy(update={"start": page.text.index(second)})
    assert not is_dismissed(beside, [refused], page)
    assert is_dismissed(beside, [refused], parse(page.text.replace(first, "Read: then.")))


SCHEMA = "# N\n\n```sql\nCREATE TABLE t (\n    id INT\n);\n```\n"
COLUMNS = [
    proposed("id INT", f"id INT,\n    {name} VARCHAR NOT NULL UNIQUE").model_copy(
        update={"judged": False, "start": SCHEMA.index("id INT")}
    )
    for name in ("phone", "email")
]
"""A rule's fixes for two columns that a table lacks."""


def test_in_code_every_word_tells_one_change_from_another() -> None:
    said = COLUMNS[0].model_dump(include={"part", "quote", "replacement", "question", "reason"})
    refused = Dismissed.model_validate(QUESTION.model_dump() | said)
    assert [is_dismissed(column, [refused], parse(SCHEMA)) for column in COLUMNS] == [True, False]


def test_two_columns_for_one_table_are_two_suggestions() -> None:
    assert len(admitted(parse(SCHEMA), None, COLUMNS).suggestions) == 2
