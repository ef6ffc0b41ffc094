"""The version, its date, and the row of the change log."""

from datetime import date

import pytest

from drafter.derive.change_log import next_version, with_change
from drafter.markdown.parse import parse

TODAY = date(2026, 3, 2)
HEAD = "# Technical Design Document\n\n## Document Information\n\n- **Version**: v1.0\n- **Date**: 2026-01-15\n"
LOG = "\n## 14. Appendices\n\n### E. Change Log\n\n"


@pytest.mark.parametrize(
    ("version", "after"),
    [("v1.0", "v1.1"), ("1.9", "1.10"), ("v2", "v2.1"), ("1.2.3", "1.2.4"), ("V1.0", "V1.1"), ("draft", ""), ("", "")],
)
def test_a_version_is_counted_on(version: str, after: str) -> None:
    assert next_version(version) == after


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("log", "row"),
    [
        ("- **v1.0, 2026-01-15**: First draft.\n", "- **v1.1, 2026-03-02**: Section 6.\n"),
        ("* v1.0: First draft.\n", "* **v1.1, 2026-03-02**: Section 6.\n"),
        (
            "| Version | Date | Author | Changes |\n|---|---|---|---|\n| v1.0 | 2026-01-15 | Ana | First draft |\n",
            "| v1.1 | 2026-03-02 |  | Section 6. |\n",
        ),
        ("| Version | Changes |\n|---|---|\n", "| v1.1 | Section 6. |\n"),
    ],
)
def test_a_row_is_added_in_the_form_that_the_log_has(log: str, row: str, end: str) -> None:
    text = (HEAD + LOG + log + "\nMore.\n").replace("\n", end)
    after, version = with_change(parse(text), "Section 6.", TODAY)
    assert version == "v1.1"
    wanted = HEAD.replace("v1.0", "v1.1").replace("2026-01-15", "2026-03-02") + LOG + log + row + "\nMore.\n"
    assert after == wanted.replace("\n", end)


def test_a_log_without_rows_gets_its_first() -> None:
    after, _ = with_change(parse(HEAD + LOG.rstrip("\n")), "Section 6.", TODAY)
    assert after.endswith("### E. Change Log\n\n- **v1.1, 2026-03-02**: Section 6.")


def test_a_document_without_version_and_log_stays_as_it_is() -> None:
    text = "# Technical Design Document\n\n## 6. API Design\n\nText.  \r\n"
    assert with_change(parse(text), "Section 6.", TODAY) == (text, "")
