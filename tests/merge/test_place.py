"""Where sections and parts stand in a document that somebody edited."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.document.sections import SECTIONS as KINDS
from drafter.markdown.parse import parse
from drafter.merge import part_span, section_span, spliced
from tests.merge.edits import Edit, edited, edits

TEXT = (Path(__file__).parents[2] / "fixtures" / "documents" / "url_shortener.md").read_text(encoding="utf-8")
KEYS = [kind.key for kind in KINDS]
API, DATA = "## 6. API Design\n", "## 5. Data Design\n"


def section(text: str, key: str) -> str:
    start, end = section_span(text, key)
    return text[start:end]


def part(text: str, key: str) -> str:
    start, end = part_span(text, key)
    return text[start:end]


def test_the_sections_are_the_document_behind_its_contents() -> None:
    assert "".join(section(TEXT, key) for key in KEYS) == TEXT[TEXT.index("## 1. Introduction") :]


def test_a_section_is_known_by_its_number_and_in_a_page() -> None:
    assert section_span(parse(TEXT), "6") == section_span(TEXT, "api_design")


def test_a_part_goes_up_to_the_next_one() -> None:
    assert part(TEXT, "6.2").startswith("### 6.2 API Contract\n\n```yaml\n")
    assert part(TEXT, "6.2").endswith("```\n\n")
    assert part(TEXT, "4.2").count("#### ") == 3


@pytest.mark.parametrize(
    "heading",
    ["## API Design", "## 6 API design", "##  6. API Design ##", "API Design\n----------", "## 7. API Design"],
)
def test_a_heading_that_was_edited_is_found(heading: str) -> None:
    text = TEXT.replace(API.rstrip(), heading)
    assert section(text, "api_design") == section(TEXT, "api_design").replace(API.rstrip(), heading)


def test_a_heading_of_the_users_belongs_to_its_section_and_to_no_part() -> None:
    text = TEXT.replace("### 6.3 Error", "### Rate limits\n\nTen.\n\n### 6.3 Error")
    assert "Ten." in section(text, "api_design")
    assert part(text, "6.2") == part(TEXT, "6.2")


def test_of_a_doubled_section_the_first_is_meant() -> None:
    text = TEXT + "\n" + section(TEXT, "api_design")
    assert section_span(text, "api_design") == section_span(TEXT, "api_design")
    doubled = TEXT.replace(API, section(TEXT, "api_design") + API)
    assert section(doubled, "api_design") == section(TEXT, "api_design")


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_section_has_an_empty_span_where_it_belongs(key: str) -> None:
    text = TEXT.replace(section(TEXT, key), "")
    start, end = section_span(text, key)
    assert start == end
    assert spliced(text, (start, end), section(TEXT, key)) == TEXT


@pytest.mark.parametrize("key", ["1.1", "4.2", "6.1", "6.3", "8.2"])
def test_a_missing_part_has_an_empty_span_where_it_belongs(key: str) -> None:
    text = TEXT.replace(part(TEXT, key), "")
    start, end = part_span(text, key)
    assert start == end
    assert spliced(text, (start, end), part(TEXT, key)) == TEXT


@pytest.mark.parametrize("span", [section_span, part_span])
def test_a_key_that_is_none_is_refused(span: type) -> None:
    with pytest.raises(KeyError):
        span(TEXT, "6.99")


def test_what_is_put_between_stands_in_lines_of_its_own() -> None:
    assert spliced("a\r\nb\r\n", (3, 3), "x") == "a\r\nx\r\nb\r\n"
    assert spliced("a\nb", (3, 3), "x\n") == "a\nb\nx\n"
    assert spliced("a\nb\n", (2, 4), "") == "a\n"


@given(changes=edits("mine", 10), ends=st.integers(0, 13), key=st.sampled_from([*KEYS, "4.2", "6.2", "13", "A"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_changes_outside_of_the_span(changes: list[Edit], ends: int, key: str) -> None:
    text = edited(TEXT, changes, ends)
    start, end = section_span(text, key) if key in KEYS else part_span(text, key)
    made = spliced(text, (start, end), "new\n")
    assert 0 <= start <= end <= len(text)
    assert made.startswith(text[:start])
    assert made.endswith(text[end:])
    assert made[start:].strip("\r\n").startswith("new")
