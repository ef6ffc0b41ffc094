"""What people call sections and parts."""

import pytest

from drafter.derive.addresses import address_of
from drafter.markdown.parse import parse
from tests.standing import document_text

CASES = {
    "6": "6", "6.": "6", "section 6": "6", "api_design": "6", "api-design": "6", "API Design": "6",
    "6 API Design": "6", "6. API Design": "6", "api design": "6", "6.1": "6.1", "API Endpoints": "6.1",
    "6.1 API Endpoints": "6.1", "13": "13", "Decisions & Alternatives": "13", "14": "14", "A": "A",
    "appendix a": "A", "E": "E", "Change Log": "E", "A. Architecture Decision Records (ADRs)": "A",
    "Class/Module Diagram": "4.modules", "4.modules": "4.modules", "1": "1",
}  # fmt: skip


@pytest.mark.parametrize("words", CASES)
def test_a_section_or_part_is_found_by_number_key_or_heading(words: str) -> None:
    found = address_of(words)
    assert found is not None
    assert str(found) == CASES[words]


@pytest.mark.parametrize("words", ["", "15", "6.9", "0", "Api", "6 Data Design", "Z", "6.1.1", "the api design"])
def test_what_means_nothing_is_nothing(words: str) -> None:
    assert address_of(words) is None


def test_a_heading_that_somebody_renamed_is_found_under_its_new_words() -> None:
    text = document_text().replace("## 6. API Design", "## 6. Schnittstellen", 1)
    page = parse(text.replace("### 6.1 API Endpoints", "### 6.1 Endpunkte", 1))
    for words, number in (("Schnittstellen", "6"), ("6.1 Endpunkte", "6.1"), ("API Design", "6")):
        assert str(address_of(words, page)) == number
