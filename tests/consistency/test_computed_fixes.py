"""Computed parts of a drafted document that no longer follow the others: the lines that do are proposed, no more."""

import re

import pytest

from drafter.consistency.checking import check
from drafter.consistency.fixes import fixes
from drafter.document.suggestion import Candidate
from drafter.markdown.parse import parse
from tests.sound_document import SOUND

ROW = "| Database | Stores the short links and click events. | PostgreSQL | none |\n"
CACHE = "| Link Cache | Keeps links that are used often. | Redis | none |\n"
RUNS = ("### 9.3 Infra", "The Link Cache runs on the same machine.\n\n### 9.3 Infra")
DETAIL = "#### Class/Module Diagram"
POST = "| `/links` | POST | Creates a new redirect. | `ClickEventsInput` | 201 `ClickEvents` |\n"
PATCH = "| `/links` | PATCH | Changes all redirects. | `ClickEventsInput` | 200 `ClickEvents` |\n"
COUNTRY = "`country` string;"
ENTITY = "### 5.2 Database Schema"
PURGE = "#### Purge\n\n- **Attributes**: `id` uuid, primary key; `reason` string\n- **Relationships**: none\n"


def made(*edits: tuple[str, str], code: str) -> list[Candidate]:
    text = SOUND
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    page = parse(text)
    return list(fixes(page, [finding for finding in check(page) if finding.code == code]))


def test_a_component_that_4_2_describes_is_drawn() -> None:
    detail = f"#### Link Cache\n\n- **Purpose**: keeps links\n- **Dependencies**: none\n\n{DETAIL}"
    candidates = made((ROW, ROW + CACHE), (DETAIL, detail), RUNS, code="NAM105")
    assert candidates
    assert all('[("Link Cache<br/>Redis")]' in (each.replacement or "") for each in candidates)


def test_a_row_that_4_2_does_not_describe_is_not_drawn() -> None:
    assert made((ROW, ROW + CACHE), RUNS, code="NAM105") == []


def test_a_table_is_created_for_a_new_entity() -> None:
    candidates = made((ENTITY, f"{PURGE}- **Validations**: none\n\n{ENTITY}"), code="DAT201")
    assert ["CREATE TABLE purges (" in (each.replacement or "") for each in candidates] == [True]


def without_operation() -> str:
    """Return the sound document with an endpoint that is not in the contract."""
    start = SOUND.index("    put:\n      operationId: updateRedirect")
    end = re.compile(r"\n(?= {0,4}\S)").search(SOUND, start + len("    put:"))
    assert end
    return SOUND[:start] + SOUND[end.end() :]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_endpoint_comes_into_the_contract(newline: str) -> None:
    text = without_operation().replace("\n", newline)
    page = parse(text)
    (candidate,) = fixes(page, [finding for finding in check(page) if finding.code == "API201"])
    start = candidate.start or 0
    mended = text[:start] + (candidate.replacement or "") + text[start + len(candidate.quote) :]
    assert mended == SOUND.replace("\n", newline)


def test_an_endpoint_that_nobody_may_use_is_left_to_a_person() -> None:
    assert made((POST, POST + PATCH), code="API201") == []


def test_an_attribute_that_was_added_comes_into_the_schemas_of_the_contract() -> None:
    candidates = made((COUNTRY, f"{COUNTRY} `browser` string;"), code="API301")
    assert candidates
    assert all("browser:" in (each.replacement or "") for each in candidates)


def test_a_type_that_was_changed_is_changed_in_the_contract() -> None:
    candidates = made((COUNTRY, "`country` integer;"), code="API303")
    assert candidates
    assert all("type: integer" in (each.replacement or "") for each in candidates)


@pytest.mark.parametrize(
    ("edit", "code"), [((POST, POST + PATCH), "API201"), ((COUNTRY, "`country` integer;"), "API303")]
)
def test_a_part_that_somebody_wrote_anew_is_left_alone(edit: tuple[str, str], code: str) -> None:
    text = SOUND.replace(*edit, 1)
    start = text.index("```yaml") + len("```yaml\n")
    end = text.index("\n```", start)
    own = "".join(
        f"# {number} says what comes next\n{line}\n" for number, line in enumerate(text[start:end].split("\n"))
    )
    page = parse(text[:start] + own.rstrip("\n") + text[end:])
    findings = [finding for finding in check(page) if finding.code == code]
    assert findings
    assert list(fixes(page, findings)) == []


def test_a_sound_document_needs_no_fix() -> None:
    page = parse(SOUND)
    assert list(fixes(page, check(page))) == []
