"""Suggestions in the text of the document."""

import pytest

from drafter.document.outline import Question
from drafter.document.sections import SECTIONS
from drafter.document.suggestion import Candidate
from drafter.errors import InputError, UsageError
from drafter.markdown.parse import parse
from drafter.markdown.typed import document as typed
from drafter.suggestions import Admitted, admitted, applied
from tests.sound_document import SOUND, SPOILT
from tests.suggestions.candidates import asked, fixed, proposed

NOTES = (
    "# Notes\n\n## Storage\n\nThe archive keeps parcels for a week. Nobody reads them.\n\n"
    "## Lockers\n\n- A locker opens once.\n- A locker that is jammed is taken out of use.\n\n---\n\n"
    "## Later\n\nNothing."
)
WEEK, NOBODY, ONCE = "The archive keeps parcels for a week.", "Nobody reads them.", "A locker opens once."


def look(text: str, *candidates: Candidate) -> Admitted:
    made = admitted(parse(text), None, candidates)
    assert made.dropped == {}
    return made


def after(text: str, *candidates: Candidate) -> str:
    """The text with all candidates applied."""
    made = look(text, *candidates).suggestions
    return applied(text, made, [each.id for each in made])


def test_several_replacements_take_the_places_that_their_words_had() -> None:
    changed = after(
        NOTES,
        proposed(ONCE, "A locker opens once for each code."),
        proposed(WEEK, "It keeps parcels for 7 days."),
        proposed(NOBODY, "Auditors read them once a year."),
    )
    assert changed == NOTES.replace(
        f"{WEEK} {NOBODY}", "It keeps parcels for 7 days. Auditors read them once a year."
    ).replace(ONCE, "A locker opens once for each code.")


def test_only_the_chosen_numbers_are_applied() -> None:
    made = look(NOTES, proposed(WEEK, "It keeps parcels for 7 days."), proposed(ONCE, "A locker opens three times."))
    assert applied(NOTES, made.suggestions, [2]) == NOTES.replace(ONCE, "A locker opens three times.")
    assert applied(NOTES, made.suggestions, []) == NOTES


@pytest.mark.parametrize(
    ("words", "left"),
    [
        pytest.param(NOBODY, NOTES.replace(f" {NOBODY}", ""), id="a sentence with its space"),
        pytest.param(WEEK, NOTES.replace(f"{WEEK} ", ""), id="the first sentence with its space"),
        pytest.param(ONCE, NOTES.replace(f"- {ONCE}\n", ""), id="a list item with its line"),
        pytest.param(
            f"{WEEK} {NOBODY}", NOTES.replace(f"{WEEK} {NOBODY}\n\n", ""), id="a paragraph with its blank line"
        ),
    ],
)
def test_removed_words_leave_no_gap(words: str, left: str) -> None:
    assert after(NOTES, proposed(words, "")) == left


def test_a_replacement_keeps_the_marks_of_words_that_stay() -> None:
    text = "# N\n\n## Storage\n\n- **Archive**: it keeps `parcels` for a week.\n"
    change = proposed("Archive: it keeps parcels for a week", "Archive: it keeps parcels for 7 days.")
    assert after(text, change) == text.replace("a week", "7 days")


def test_a_document_keeps_its_line_ends() -> None:
    text = NOTES.replace("\n", "\r\n")
    changed = after(text, proposed(WEEK, "It keeps:\n\n- parcels for 7 days."), asked(ONCE, "Who opens it again?"))
    assert changed.replace("\r\n", "\n").count("\r") == changed.replace("\r\n", "").count("\n") == 0
    assert changed.endswith(
        "**Open questions**\r\n\r\n- Who opens it again?\r\n\r\n---\r\n\r\n## Later\r\n\r\nNothing."
    )


def test_alternatives_are_not_applied_together() -> None:
    made = look(
        NOTES,
        proposed(WEEK, "The archive keeps parcels for 7 days."),
        proposed(WEEK, "The archive keeps parcels until they are fetched.", "It says nothing of a parcel left behind."),
        proposed(ONCE, "A locker opens three times."),
    ).suggestions
    assert [each.alternatives for each in made] == [(2,), (1,), ()]
    with pytest.raises(UsageError, match="suggestions 1 and 2 change the same words"):
        applied(NOTES, made, [1, 2])


def test_numbers_and_texts_that_are_not_those_of_the_review_are_refused() -> None:
    made = look(NOTES, proposed(WEEK, "It keeps parcels for 7 days.")).suggestions
    with pytest.raises(UsageError, match="no suggestion 2"):
        applied(NOTES, made, [1, 2])
    with pytest.raises(InputError, match="made for another text"):
        applied(f"New. {NOTES}", made, [1])


@pytest.mark.parametrize("number", range(1, 15))
def test_a_question_joins_the_open_questions_of_its_section(number: int) -> None:
    page = parse(SOUND)
    part = next(
        part for part in page.parts if part.section == number and any(len(text.words) > 30 for text in part.texts)
    )
    about = next(text for text in part.texts if len(text.words) > 30)
    question = f"Who decides on {number} [and `how`]?"
    ask = Candidate(**{**asked(about.raw, question).model_dump(), "start": about.start})
    made, before = typed(parse(after(SOUND, ask))).document, typed(page).document
    for kind, now, then in zip(SECTIONS, made.sections, before.sections, strict=True):
        added = (Question(text=question),) if kind.number == number else ()
        assert now.questions == (*then.questions, *added)
        assert now.model_copy(update={"questions": ()}) == then.model_copy(update={"questions": ()})


@pytest.mark.parametrize(
    ("listed", "longer"),
    [
        pytest.param("- Who pays?\n\n", "- Who pays?\n- Who opens it?\n- Who mends it?\n\n", id="bullets"),
        pytest.param("3) Who pays?", "3) Who pays?\n4) Who opens it?\n5) Who mends it?", id="numbers"),
        pytest.param(
            "* Who pays?\n\n  The owner or the city.\n  - Or both.\n",
            "* Who pays?\n\n  The owner or the city.\n  - Or both.\n* Who opens it?\n* Who mends it?\n",
            id="an item of several blocks",
        ),
    ],
)
def test_questions_go_on_with_the_list_of_a_document_by_others(listed: str, longer: str) -> None:
    text = f"{NOTES}\n\n## Open Questions\n\n{listed}"
    changed = after(text, asked(WEEK, "Who opens it?"), asked(ONCE, "Who mends it?", "Repairs are not spoken of."))
    assert changed == f"{NOTES}\n\n## Open Questions\n\n{longer}"


def test_a_question_stands_before_the_line_that_ends_its_section() -> None:
    changed = after(NOTES, asked(ONCE, "Who opens it again?"))
    assert changed == NOTES.replace("\n\n---", "\n\n**Open questions**\n\n- Who opens it again?\n\n---")


def test_a_question_finds_its_section_when_other_words_change_before_it() -> None:
    changed = after(NOTES, proposed(f"{WEEK} {NOBODY}", "Gone."), asked(ONCE, "Who opens it again?"))
    assert changed.index("## Lockers") < changed.index("**Open questions**") < changed.index("## Later")


def test_a_fix_is_taken_as_it_is() -> None:
    assert after(SPOILT, fixed(SPOILT, "Databse", "Database")) == SPOILT.replace("Databse", "Database")
