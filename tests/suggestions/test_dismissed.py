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
