"""`drafter check` on documents from other templates: what is wrong with any document is found, and nothing else.

Each document in `fixtures/documents_by_others/` has three planted defects: a number that differs, a block of Mermaid or
SQL that is broken, and a link to a heading that is not there. The findings stand beside it.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_draft_command import ROOT, Drafter

FOLDER = ROOT / "fixtures/documents_by_others"
DOCUMENTS = sorted(FOLDER.glob("*.md"))
_HEADING = re.compile(r"^#{1,2} (?!\d+\.)(.*)$", re.MULTILINE)
"""A number with a full stop would begin a list."""


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    return Drafter(tmp_path)


def setext(text: str) -> str:
    """Return a text whose headings are underlined, where they can be."""
    return _HEADING.sub(lambda match: f"{match[1]}\n{'===' if match[0].startswith('# ') else '---'}", text)


def kept(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(finding["code"], finding["quote"]) for finding in findings]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_wrong_is_found_and_nothing_else(drafter: Drafter, path: Path, end: str) -> None:
    (drafter.folder / "design.md").write_bytes(path.read_text("utf-8").replace("\n", end).encode())
    ended = drafter.run("check", "design.md")
    found = [line.removeprefix("design.md:") for line in ended.out.splitlines() if line.startswith("design.md:")]
    assert found == path.with_suffix(".txt").read_text("utf-8").splitlines()
    assert ended.code == 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_form_of_the_headings_does_not_matter(drafter: Drafter, path: Path) -> None:
    text = path.read_text("utf-8")
    (drafter.folder / "design.md").write_text(text, "utf-8")
    (drafter.folder / "underlined.md").write_text(setext(text), "utf-8")
    ended = drafter.run("check", "design.md", "underlined.md", "--format", "json")
    first, second = (one["findings"] for one in json.loads(ended.out)["files"])
    assert kept(first) == kept(second) != []
