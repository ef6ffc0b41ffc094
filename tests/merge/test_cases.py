"""What a merge makes of one change by hand and one of the new draft."""

from typing import NamedTuple

import pytest

from drafter.merge import merge

BASE = """\
### 6.1 API Endpoints

| Endpoint | Method | Description |
|----------|--------|-------------|
| `/links` | POST | Creates a link. |
| `/links/{id}` | GET | Reads a link. |
| `/clicks` | GET | Lists the clicks. |

Callers retry at most twice. A retry waits for a second. Redirects are never cached. Errors are problems.

- **Limits**: one request a second
- **Versions**: in the path
- **Formats**: JSON alone

```yaml
paths:
  /links:
    post: create
  /clicks:
    get: list
```
"""


class Case(NamedTuple):
    """Changes of the base, as pairs of what is replaced and by what, and those of the merged text."""

    ours: list[tuple[str, str]]
    theirs: list[tuple[str, str]]
    merged: list[tuple[str, str]]


POST, GET, CLICKS = BASE.split("\n")[4:7]
GOT = GET.replace("Reads a", "Gets the") + "\n"
PROSE = BASE.split("\n")[8] + "\n"
LIMITS, VERSIONS, FORMATS = BASE.split("\n")[10:13]
COLUMNS = [
    ("| Endpoint | Method | Description |", "| Endpoint | Method | Owner | Description |"),
    ("|----------|--------|-------------|", "|----------|--------|-------|-------------|"),
    ("POST | Cre", "POST | Ana | Cre"),
    ("GET | Rea", "GET | Li | Rea"),
    ("GET | Lis", "GET | Wei | Lis"),
]


def _conflict(ours: str, theirs: str) -> str:
    return f"<<<<<<< yours\n{ours}=======\n{theirs}>>>>>>> new draft\n"


def _apart(ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> Case:
    return Case(ours, theirs, [*ours, *theirs])


CASES = {
    "changes of two list items are both made": _apart([("one request", "ten requests")], [("JSON alone", "JSON, XML")]),
    "changes of neighbouring rows are both made": _apart([("Reads a", "Gets the")], [("Lists the", "Counts all")]),
    "cells of one row are merged one by one": _apart(
        [("Reads a link", "Gets it")], [("| `/links/{id}` | GET", "| `/links/{id}` | HEAD")]
    ),
    "sentences with one between them are merged": _apart(
        [("at most twice", "thrice")], [("Errors are problems", "No error is hidden")]
    ),
    "the heading is the user's and the row the draft's": _apart(
        [("6.1 API Endpoints", "6.1 Operations")], [("Reads a", "Gets the")]
    ),
    "lines of code apart from each other are merged": _apart(
        [("post: create", "post: add")], [("get: list", "get: all")]
    ),
    "a row that the user added stays": _apart([(GET, f"{GET}\n| `/mine` | GET | Mine. |")], [("Reads a", "Gets the")]),
    "rows that both sides added both stand": Case(
        [(CLICKS, f"{CLICKS}\n| `/mine` | PUT | By hand. |")],
        [(CLICKS, f"{CLICKS}\n| `/new` | DELETE | Drafted, and longer. |")],
        [(CLICKS, f"{CLICKS}\n| `/mine` | PUT | By hand. |\n| `/new` | DELETE | Drafted, and longer. |")],
    ),
    "what both sides made alike is made once": Case(
        [(CLICKS, f"{CLICKS}\n| `/a` | PUT | Sets. |")],
        [(CLICKS, f"{CLICKS}\n| `/a` | PUT | Sets. |")],
        [(CLICKS, f"{CLICKS}\n| `/a` | PUT | Sets. |")],
    ),
    "a row that the user deleted stays deleted": Case(
        [(f"{GET}\n", "")], [("Lists the", "Counts")], [(f"{GET}\n", ""), ("Lists the", "Counts")]
    ),
    "a row that the draft left out goes": Case(
        [("Lists the", "Counts")], [(f"{GET}\n", "")], [(f"{GET}\n", ""), ("Lists the", "Counts")]
    ),
    "a list item that the user moved is redrafted in its new place": Case(
        [(f"{LIMITS}\n", ""), (FORMATS, f"{FORMATS}\n{LIMITS}")],
        [("one request", "ten requests")],
        [(f"{LIMITS}\n", ""), (FORMATS, f"{FORMATS}\n{LIMITS}"), ("one request", "ten requests")],
    ),
    "a column that the user added stays, empty in a new row": Case(
        COLUMNS,
        [(CLICKS, f"{CLICKS}\n| `/new` | PUT | Sets. |"), ("Reads a", "Gets the")],
        [(CLICKS, f"{CLICKS}\n| `/new` | PUT |  | Sets. |"), *COLUMNS, ("Reads a", "Gets the")],
    ),
    "blank lines that the user added stay": _apart([("Endpoints\n\n", "Endpoints\n\n\n")], [("Reads a", "Gets the")]),
    "the same cell is a conflict of one row": Case(
        [("Reads a", "Gets the")],
        [("Reads a", "Loads one")],
        [(f"{GET}\n", _conflict(GOT, f"{GET}\n".replace("Reads a", "Loads one")))],
    ),
    "a line of code that both changed is a conflict within the fence": Case(
        [("post: create", "post: add")],
        [("post: create", "post: new")],
        [("    post: create\n", _conflict("    post: add\n", "    post: new\n"))],
    ),
    "neighbouring sentences are a conflict": Case(
        [("at most twice", "thrice")],
        [("waits for a second", "never waits")],
        [
            (
                PROSE,
                _conflict(PROSE.replace("at most twice", "thrice"), PROSE.replace("waits for a second", "never waits")),
            )
        ],
    ),
    "a row that the user deleted and the draft changed is a conflict": Case(
        [(f"{GET}\n", "")],
        [("Reads a", "Gets the")],
        [(f"{GET}\n", _conflict("", GOT))],
    ),
    "a row that the user changed and the draft left out is a conflict": Case(
        [("Reads a", "Gets the")],
        [(f"{GET}\n", "")],
        [(f"{GET}\n", _conflict(GOT, ""))],
    ),
}


def changed(pairs: list[tuple[str, str]]) -> str:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_change_by_hand_and_one_of_the_draft(case: Case) -> None:
    assert merge(BASE, changed(case.ours), changed(case.theirs)).text() == changed(case.merged)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_conflict_is_counted_where_there_are_markers(case: Case) -> None:
    made = merge(BASE, changed(case.ours), changed(case.theirs))
    assert made.conflicts == made.text().count("<<<<<<< yours\n") == changed(case.merged).count("=======\n")


def test_columns_that_cannot_be_mapped_are_one_conflict_of_the_table() -> None:
    table = "\n".join(BASE.split("\n")[2:7]) + "\n"
    other = "| Who | What |\n|-----|------|\n| Ana | Links |\n"
    redrafted = table.replace("Reads a", "Gets the")
    made = merge(BASE, BASE.replace(table, other), BASE.replace(table, redrafted))
    assert made.text() == BASE.replace(table, _conflict(other, redrafted))


def test_a_column_that_the_user_removed_stays_away_from_redrafted_rows() -> None:
    ours = BASE.replace(" Method |", "").replace("--------|---", "---").replace(" POST |", "").replace(" GET |", "")
    made = merge(BASE, ours, BASE.replace("Reads a", "Gets the"))
    assert made.text() == ours.replace("Reads a", "Gets the")


def test_a_renumbered_item_is_redrafted_under_its_new_number() -> None:
    base = "1. Ask.\n2. Wait.\n3. Answer.\n"
    made = merge(base, "1. Greet.\n2. Ask.\n3. Wait.\n4. Answer.\n", base.replace("Answer.", "Answer in time."))
    assert made.text() == "1. Greet.\n2. Ask.\n3. Wait.\n4. Answer in time.\n"


def test_the_line_ends_of_ours_stay_and_the_new_lines_get_them() -> None:
    ours = BASE.replace("\n", "\r\n").replace("JSON alone\r\n", "JSON alone  \n").rstrip("\n")
    theirs = BASE.replace("one request", "ten requests").replace(CLICKS, f"{CLICKS}\n| `/new` | PUT | Sets. |")
    made = merge(BASE, ours, theirs).text()
    new = f"{CLICKS}\r\n| `/new` | PUT | Sets. |"
    assert made == ours.replace("one request", "ten requests").replace(CLICKS, new)


def test_a_missing_final_newline_stays_missing() -> None:
    made = merge(BASE, BASE.rstrip("\n"), BASE.replace("one request", "ten requests"))
    assert made.text() == BASE.rstrip("\n").replace("one request", "ten requests")


@pytest.mark.parametrize("character", ["\x0c", "\u2028", "\x85", "\xa0", "\x0b"])
def test_only_line_ends_end_a_line(character: str) -> None:
    ours = BASE.replace("one request", f"one{character}request{character}")
    assert merge(BASE, ours, BASE.replace("JSON alone", "XML")).text() == ours.replace("JSON alone", "XML")
