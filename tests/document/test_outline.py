"""The outline: its names agree, or it cannot be made."""

from typing import Any

import pytest
from pydantic import ValidationError

from drafter.document.outline import NotApplicable, Outline
from tests.document.designs import OUTLINE


def changed(**changes: Any) -> Outline:
    return Outline.model_validate({**OUTLINE.model_dump(), **changes})


def component(name: str, **changes: Any) -> dict[str, Any]:
    return {"name": name, "kind": "service", "responsibility": "Works.", **changes}


def operation(name: str, **changes: Any) -> dict[str, Any]:
    return {"name": name, "kind": "http", "summary": "Works.", "component": "API", **changes}


API = component("API")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"components": [API, component("api")], "operations": []},
            "the component 'api' is listed twice",
        ),
        (
            {"entities": [{"name": "Größe", "description": ""}, {"name": "GRÖSSE", "description": ""}]},
            "the entity 'GRÖSSE' is listed twice",
        ),
        (
            {"components": [API], "operations": [operation("Lend"), operation("lend")]},
            "the operation 'lend' is listed twice",
        ),
        ({"roles": [{"name": "Member"}, {"name": "Member"}]}, "the role 'Member' is listed twice"),
        ({"environments": ["Production", "production"]}, "the environment 'production' is listed twice"),
        (
            {"components": [component("API", depends_on=["API"])], "operations": []},
            "the component 'API' depends on itself",
        ),
        (
            {"components": [component("API", depends_on=["Cache"])], "operations": []},
            "'API' depends on 'Cache', which is no component",
        ),
        (
            {"components": [component("API", depends_on=["Store"]), component("store")], "operations": []},
            "'API' depends on 'Store', which is no component",
        ),
        (
            {"components": [API], "operations": [operation("Lend", component="Desk")]},
            "'Lend' belongs to 'Desk', which is no component",
        ),
        (
            {"components": [API], "operations": [operation("Lend", entity="Shelf")]},
            "'Lend' is about 'Shelf', which is no entity",
        ),
        ({"components": [], "operations": []}, "at least 1 item"),
    ],
)
def test_names_that_do_not_agree_are_refused_with_the_name(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        changed(**changes)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"entities": [{"name": "API", "description": ""}], "components": [API], "operations": []},
        {"components": [API], "operations": [operation("Lend", entity="")]},
        {
            "components": [component("A", depends_on=["B"]), component("B", depends_on=["A"])],
            "operations": [],
        },
    ],
    ids=["a typical design", "one name for two kinds", "an operation about nothing", "a circle of two"],
)
def test_names_that_agree_are_accepted(changes: dict[str, Any]) -> None:
    outline = changed(**changes)
    assert Outline.model_validate_json(outline.model_dump_json()) == outline


REASONS = (
    NotApplicable(part="5.2", reason="no tables"),
    NotApplicable(part="6", reason="no endpoints"),
    NotApplicable(part="6.3", reason="no errors"),
    NotApplicable(part="1", reason="no readers"),
)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("5.2", "no tables"),
        ("5", ""),
        ("5.1", ""),
        ("6", "no endpoints"),
        ("6.1", "no endpoints"),
        ("1.4", "no readers"),
        ("10", ""),
        ("12.1", ""),
        ("A", ""),
        ("", ""),
    ],
)
def test_a_reason_against_a_section_holds_for_its_parts_and_for_no_other(part: str, reason: str) -> None:
    assert changed(not_applicable=REASONS).reason_against(part) == reason


@pytest.mark.parametrize("part", ["0", "15", "6.6", "13.1", "14.1", "6.", "A", "", "6.10", " 6"])
def test_a_part_that_the_template_does_not_have_cannot_be_left_out(part: str) -> None:
    with pytest.raises(ValidationError, match="should match pattern"):
        NotApplicable(part=part, reason="none")


def test_endpoints_are_the_http_operations() -> None:
    operations = [operation("Lend"), operation("Lent", kind="event"), operation("Sweep", kind="job")]
    outline = changed(components=[API], operations=operations)
    assert [endpoint.name for endpoint in outline.endpoints] == ["Lend"]


def test_an_outline_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        OUTLINE.title = "Another"  # type: ignore[misc]


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        changed(budget="large")
