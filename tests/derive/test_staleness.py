"""Which fields must be asked for again after a change of one fact; what is expected was written down by hand."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from drafter.document.brief import Brief
from drafter.outline_file import from_yaml
from drafter.regeneration import Standing, standing
from drafter.stages.read_brief import read_brief
from tests.standing import brief_text, document_text, outline_text

NAMES = ("url_shortener", "log_sweeper", "order_events")


def read(text: str, name: str = "brief.md") -> Brief:
    return replace(read_brief(BytesIO(text.encode())).brief, name=name)


def stands(name: str, *, brief: tuple[str, str] = ("", ""), document: tuple[str, str] = ("", "")) -> Standing:
    """Return a document in which, or in whose brief, some words are others."""
    before, text = read(brief_text(name)), document_text(name)
    assert brief[0] in before.text
    assert document[0] in text
    now = read(before.text.replace(*brief, 1) if brief[0] else before.text + brief[1])
    outline = from_yaml(outline_text(name), "outline")
    changed = text.replace(*document, 1) if document[0] else text
    return standing(changed, now, drafted_from=outline, drafted_for=before, today=date(2026, 3, 2))


def stale(made: Standing) -> set[str]:
    return {f"{each.section}.{each.field}" for each in made.stale}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_stale_in_a_document_that_nobody_touched(name: str) -> None:
    made = stands(name)
    assert (made.changes, made.stale) == ((), ())
    assert made.sections == made.echo


BRIEF_CHANGES = {
    # A number that only computed parts state.
    "number": (("| under 50 ms |", "| under 80 ms |"), set()),
    "number of clicks": (("1,200", "2,400"), set()),
    # A technology that 4.2 and 13 speak of.
    "technology": (("PostgreSQL", "MySQL"), {"component_design.details", "decisions_and_alternatives.decisions"}),
    # A new number is a target of 8.1, which is computed.
    "new number": (("", "\n- An instance takes at most 2 GB of memory.\n"), set()),
    "new statement of tests": (
        ("", "\n- The unit tests must cover the rules for expiry.\n"), {"testing_strategy.tests"},
    ),
    "new statement of caching": (
        ("", "\n- Cache the most popular links.\n"), {"performance_considerations.strategies"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BRIEF_CHANGES)
def test_what_a_changed_brief_makes_stale(case: str) -> None:
    words, expected = BRIEF_CHANGES[case]
    made = stands("url_shortener", brief=words)
    assert made.changes
    assert stale(made) == expected


DELETE = "| `/links/{link_id}` | DELETE | Deletes a link. | none | 204 |\n"
CACHE = "| Link Cache | Keeps the links that are used most. | Redis | none |\n"
EDITS = {
    # A renamed component has its new name in what is assembled; no text is missing.
    "renamed component": (("| Redirect Service | Handles", "| Forwarder | Handles"), set()),
    "new endpoint": (
        ("| `/links/{link_id}` | PUT |", f"{DELETE}| `/links/{{link_id}}` | PUT |"),
        {"api_design.failures", "security_design.permissions"},
    ),
    "new component": (
        ("| Database | Stores", f"{CACHE}| Database | Stores"),
        {"component_design.details", "infrastructure_design.hosting"},
    ),
    "another number in 8.1": (("load balancer: under 50 ms", "load balancer: under 70 ms"), set()),
    "a sentence": (("Marketing prints long tracking URLs", "Marketing printed long tracking URLs"), set()),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
def test_what_an_edit_of_the_document_makes_stale(case: str) -> None:
    words, expected = EDITS[case]
    assert stale(stands("url_shortener", document=words)) == expected


def test_a_change_says_what_it_is_and_where_it_comes_from() -> None:
    made = stands("url_shortener", brief=("| under 50 ms |", "| under 80 ms |"))
    assert [str(change) for change in made.changes] == ["latency “under 50 ms” is now “under 80 ms” (brief.md:26)"]
    made = stands("url_shortener", document=EDITS["new endpoint"][0])
    assert [str(change) for change in made.changes] == ["operation “Delete Link” is new (6.1)"]


def test_a_changed_number_is_in_all_parts_that_are_computed_from_it() -> None:
    made = stands("url_shortener", brief=("| under 50 ms |", "| under 80 ms |"))
    changed = {key for key, text in made.sections.items() if text != made.echo[key]}
    assert changed == {"system_overview", "performance_considerations", "monitoring_and_logging", "appendices"}
    assert not any("under 50 ms" in text for text in made.sections.values())


def test_a_renamed_component_is_called_by_its_new_name_in_all_texts_without_a_model() -> None:
    made = stands("url_shortener", document=EDITS["renamed component"][0])
    assert [str(change) for change in made.changes] == ["component “Redirect Service” is now “Forwarder” (4.1)"]
    assert not any("Redirect Service" in text for text in made.sections.values())
    assert made.sections["introduction"].count("Forwarder") >= 1
