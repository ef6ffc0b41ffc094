"""What is shown of what rules and models propose, and what is not."""

import pytest

from drafter.document.suggestion import Candidate
from drafter.markdown.parse import parse
from drafter.suggestions import admitted, applied
from tests.materials import brief_of
from tests.sound_document import SOUND, SPOILT
from tests.suggestions.candidates import REASON, asked, fixed, proposed

CODE = "```sql\nCREATE TABLE parcels (id INT);\n```"
NOTES = (
    "# Notes\n\n## Storage\n\nThe archive keeps `parcels` for a week. **Nobody** reads them.\n\n"
    f"| Name | Kind | Size |\n|---|---|---|\n| Archive | store | 40 m² |\n| Locker | store | 1 m² |\n\n{CODE}\n\n"
    "## Lockers\n\nA locker opens once.\n\n**Open questions**\n\n- Who opens a jammed locker?\n"
)
ONCE = "A locker opens once."
ROW = "| Archive | store | 40 m² |"


def dropped(text: str, *candidates: Candidate) -> dict[str, int]:
    return admitted(parse(text), None, candidates).dropped


@pytest.mark.parametrize(
    ("candidate", "why"),
    [
        pytest.param(proposed(ONCE, ONCE), "changes nothing and asks nothing", id="the same words"),
        pytest.param(proposed(ONCE, "A locker\nopens once."), "changes nothing and asks nothing", id="another line"),
        pytest.param(
            proposed("keeps parcels for", "keeps parcels for"), "changes nothing and asks nothing", id="marks"
        ),
        pytest.param(asked(ONCE, "", "This is a clear statement."), "changes nothing and asks nothing", id="praise"),
        pytest.param(asked(ONCE, "Well put."), "asks no question", id="praise as a question"),
        pytest.param(proposed(ONCE, "It opens twice.", " "), "gives no reason", id="no reason"),
        pytest.param(
            proposed(ONCE, "It opens twice.", "The locker opens once"),
            "gives no reason but the words that it is about",
            id="the quote as its reason",
        ),
        pytest.param(proposed("A locker sings.", "It hums."), "quotes what is not in the document", id="made up"),
        pytest.param(proposed("store", "cupboard"), "quotes words that stand more than once", id="which one"),
        pytest.param(
            asked(ONCE, "Who opens a locker that is jammed?"), "is an open question already", id="asked already"
        ),
        pytest.param(proposed(ONCE, "## Opening\n\nOnce."), "would change the headings", id="a heading"),
        pytest.param(proposed(ONCE, "Once.\n---"), "would change the headings", id="an underlined heading"),
        pytest.param(proposed("Lockers", "Boxes"), "would change the headings", id="another title"),
        pytest.param(proposed(ONCE, "~~~\nonce()\n"), "would leave a block of code open", id="a fence"),
        pytest.param(
            proposed("(id INT);\n```", "(id INT);"), "would break the Markdown around it", id="no end of a fence"
        ),
        pytest.param(proposed(ROW, "| Archive | store |"), "would break a table", id="a cell less"),
        pytest.param(proposed("40 m²", "40 | m²"), "would break a table", id="a cell more"),
        pytest.param(proposed("40 m²", "40\n\nsquare metres"), "would break a table", id="a blank line in a row"),
        pytest.param(proposed("| Name | Kind | Size |", "| Name | Size |"), "would break a table", id="a column less"),
        pytest.param(
            proposed("parcels for a week", "letters` for a week"), "would break the Markdown around it", id="`"
        ),
        pytest.param(
            proposed("Nobody** reads", "No clerk reads"), "would break the Markdown around it", id="half of bold text"
        ),
        pytest.param(proposed(ONCE, "It opens <b>once</b>."), "would bring in HTML, an image or an address", id="HTML"),
        pytest.param(proposed(ONCE, "Once ![](x.png)."), "would bring in HTML, an image or an address", id="an image"),
        pytest.param(
            proposed(ONCE, "See [this](//evil.example)."), "would bring in HTML, an image or an address", id="a link"
        ),
        pytest.param(
            proposed(ONCE, "See https://evil.example/x."),
            "would bring in HTML, an image or an address",
            id="an address",
        ),
    ],
)
def test_what_is_not_worth_reading_or_breaks_the_document_is_dropped(candidate: Candidate, why: str) -> None:
    made = admitted(parse(NOTES), None, [candidate])
    assert made.suggestions == ()
    assert made.dropped == {why: 1}


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param(proposed("40 m²", "45 m²"), id="a cell"),
        pytest.param(proposed(ROW, f"{ROW}\n| Desk | table | 2 m² |"), id="a row more"),
        pytest.param(proposed(f"{ROW}", ""), id="a row less"),
        pytest.param(proposed("(id INT)", "(id INT PRIMARY KEY)"), id="code"),
        pytest.param(proposed(ONCE, "A locker opens:\n\n- once,\n- with a code."), id="a list"),
        pytest.param(proposed(ONCE, "A locker opens once, see [Storage](#storage)."), id="a link in the document"),
        pytest.param(asked(ONCE, "How long is its door open?"), id="a question"),
    ],
)
def test_what_applies_is_shown_with_its_place(candidate: Candidate) -> None:
    (made,) = admitted(parse(NOTES), None, [candidate]).suggestions
    assert NOTES[made.start : made.end] == made.quote
    assert NOTES.split("\n")[made.line - 1][made.column - 1 :].startswith(made.quote.split("\n")[0])
    assert made.judged
    assert made.reason == REASON


def test_an_address_of_the_brief_may_be_brought_in() -> None:
    see = proposed(ONCE, "A locker opens once, see https://example.org/rules for more.")
    brief = brief_of("Lockers open once. See https://example.org/rules for the rules.")
    assert len(admitted(parse(NOTES), brief, [see]).suggestions) == 1


def test_a_fix_may_change_one_heading_and_the_columns_of_a_table() -> None:
    wide = NOTES.replace("Size |", "Size | Use |").replace("---|\n", "---|---|\n").replace("m² |", "m² | none |")
    start, end = NOTES.index("| Name"), NOTES.index("\n\n```")
    table = fixed(NOTES, NOTES[start:end], wide[wide.index("| Name") : wide.index("\n\n```")])
    made = admitted(parse(NOTES), None, [table, fixed(NOTES, "## Lockers", "## Doors")])
    assert made.dropped == {}
    assert applied(NOTES, made.suggestions, [1, 2]) == wide.replace("## Lockers", "## Doors")
    two = NOTES.replace("# Notes\n\n## Storage", "# Notices\n\n## Store")
    assert dropped(NOTES, fixed(NOTES, NOTES[:21], two[:21])) == {"would change the headings": 1}


def test_what_brings_in_an_error_or_warning_is_dropped() -> None:
    unknown = fixed(SOUND, "| Python | Database |", "| Python | Databse |")
    assert dropped(SOUND, unknown) == {"would bring in other findings": 1}


def test_what_brings_in_a_note_is_dropped() -> None:
    """A paragraph without a full stop is worth a look, and no more."""
    stop = "All data written during the deployment is lost."
    made = admitted(parse(SOUND), None, [fixed(SOUND, stop, stop[:-1])])
    assert (made.suggestions, made.dropped) == ((), {"would bring in other findings": 1})


@pytest.mark.parametrize(("stops", "shown"), [(1, 1), (2, 0)])
def test_a_change_that_mends_one_finding_may_bring_in_one_note_and_no_more(stops: int, shown: int) -> None:
    start, end = SOUND.index("Test data comes from the brand"), SOUND.index("\n\n## 11. ")
    right = SOUND[start:end]
    wrong = right.replace("the brand", "the the brand")
    cut = right.replace("personal data.", "personal data", 1)
    text = SOUND.replace(right, wrong)
    change = fixed(text, wrong, cut if stops == 1 else cut.removesuffix("."))
    assert len(admitted(parse(text), None, [change]).suggestions) == shown


def test_what_trades_a_warning_for_an_error_is_dropped() -> None:
    """The heading is not the template's, which is a warning; a dependency on nothing is an error."""
    text = SPOILT.replace("Databse", "Database")
    start, end = text.index("| Python | Database |"), text.index("### 9.3 The Infra") + len("### 9.3 The Infra")
    mended = text[start:end].replace("### 9.3 The Infra", "### 9.3 Infra").replace("Database |", "Databse |", 1)
    assert dropped(text, fixed(text, text[start:end], mended)) == {"would bring in other findings": 1}


def test_the_same_proposal_in_other_words_is_shown_once_and_the_rule_comes_first() -> None:
    text = NOTES.replace("Lockers", "Lokers").replace("A locker", "A loker")
    fix = fixed(text, "loker", "locker")
    model = [
        proposed("A loker opens once.", "A locker opens once.", "It is misspelt."),
        proposed("A loker opens", "A locker opens", "There is a letter missing."),
    ]
    made = admitted(parse(text), None, [*model, fix])
    assert [each.judged for each in made.suggestions] == [False]
    assert made.dropped == {"was proposed already": 2}


def test_another_change_of_the_same_words_is_an_alternative() -> None:
    made = admitted(
        parse(NOTES),
        None,
        [proposed(ONCE, "A locker opens 3 times."), proposed("opens once", "opens 4 times"), asked(ONCE, "How long?")],
    )
    assert [(each.replacement, each.alternatives) for each in made.suggestions] == [
        ("A locker opens 3 times.", (3,)),
        (None, ()),
        ("opens 4 times", (1,)),
    ]


def test_numbers_follow_the_document_and_fingerprints_stay_when_lines_move() -> None:
    changes = [proposed(ONCE, "A locker opens for one code."), proposed("40 m²", "45 m²")]
    made = admitted(parse(NOTES), None, changes).suggestions
    moved = admitted(parse(f"Before.\n\n{NOTES}"), None, reversed(changes)).suggestions
    assert [each.id for each in made] == [1, 2]
    assert made[0].start < made[1].start
    assert [each.fingerprint for each in made] == [each.fingerprint for each in moved]
    assert made[0].fingerprint != made[1].fingerprint


def test_characters_that_nobody_sees_are_taken_out_of_what_a_model_writes() -> None:
    (made,) = admitted(
        parse(NOTES), None, [proposed(ONCE, "It opens \u202eonce\x1b[31m.", f"\u200b{REASON}")]
    ).suggestions
    assert made.replacement == "It opens once."
    assert made.reason == REASON
