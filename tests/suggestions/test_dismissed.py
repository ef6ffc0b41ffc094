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


LOST = "All data written during the deployment is lost."
VAULT = "Keys and secrets are kept in a secure vault."
EVENTS = "Click events are written to the database."
KEPT = proposed(
    LOST,
    "Data written during the deployment is kept in the queue until the rollback is over.",
    "Losing data contradicts the retention target.",
)
DECIDED = proposed(
    VAULT,
    f"{VAULT[:-1]}, which the operations team decides.",
    "It does not say who is responsible for this decision.",
)
DOWN = asked(
    EVENTS, "What happens to click events when the database is down?", "A failure of the database is not handled."
)
REMOVED = proposed(VAULT, "", "This is advertising and tells nothing about the system.")


def refused(candidate: Candidate) -> Dismissed:
    said = candidate.model_dump(include={"part", "quote", "replacement", "question", "reason"})
    return Dismissed.model_validate(QUESTION.model_dump() | said)


@pytest.mark.parametrize(
    ("candidate", "known"),
    [
        pytest.param(
            proposed(
                LOST,
                "Data that is written during the deployment stays in the queue until the rollback has ended.",
                "That data gets lost is against the retention target.",
            ),
            KEPT,
            id="half of the change and half of the reason",
        ),
        pytest.param(
            proposed(
                VAULT,
                f"{VAULT[:-1]}, which the operations team settles.",
                "It does not say who is accountable for this choice.",
            ),
            DECIDED,
            id="words that mean the same",
        ),
        pytest.param(
            proposed(VAULT, f"{VAULT[:-1]}, as the operations team has decided.", "The owner is not said."),
            DECIDED,
            id="other forms of the words",
        ),
        pytest.param(
            asked(
                EVENTS, "What becomes of click events while the database is away?", "An outage of it is not handled."
            ),
            DOWN,
            id="half of the question and half of the reason",
        ),
    ],
)
def test_what_is_said_with_half_of_the_words_or_words_of_the_same_meaning_is_dismissed(
    candidate: Candidate, known: Candidate
) -> None:
    assert is_dismissed(candidate, [refused(known)])


@pytest.mark.parametrize(
    ("candidate", "known"),
    [
        pytest.param(
            proposed(VAULT, f"{VAULT[:-1]}, which the operations team monitors.", "It does not say who watches this."),
            DECIDED,
            id="half of the change for another reason",
        ),
        pytest.param(
            proposed(
                LOST, "All data written during the deployment is archived.", "The retention target names an archive."
            ),
            KEPT,
            id="half of the reason for another change",
        ),
        pytest.param(
            asked(EVENTS, "What happens to click events when the queue is full?", "A full queue is not handled."),
            DOWN,
            id="half of the question for another reason",
        ),
        pytest.param(
            proposed(VAULT, "Keys are kept.", "The other words follow from 5.3."), REMOVED, id="less is taken away"
        ),
    ],
)
def test_half_of_a_proposal_is_not_the_same(candidate: Candidate, known: Candidate) -> None:
    assert not is_dismissed(candidate, [refused(known)])


def test_another_form_of_a_word_is_another_fix_of_a_rule() -> None:
    fix = proposed("The `ordr` table", "The `order` table").model_copy(update={"judged": False})
    other = fix.model_copy(update={"replacement": "The `orders` table"})
    assert is_dismissed(fix, [refused(fix)])
    assert not is_dismissed(other, [refused(fix)])


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
