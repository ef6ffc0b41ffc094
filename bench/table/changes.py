"""Changes of a document or its brief, with what a model must write anew for each, found by hand."""

from pathlib import Path
from typing import NamedTuple

from tests.standing import NAME, brief_text, lay_out

__all__ = ["CASCADE", "CHANGES", "SECTION", "Change", "laid_out"]

_PUT = "| `/links/{link_id}` | PUT |"
_DELETE = "| `/links/{link_id}` | DELETE | Deletes a link. | none | 204 |\n"


class Change(NamedTuple):
    """What somebody changes and then runs, and what that should cost."""

    name: str
    arguments: tuple[str, ...]
    """Of `drafter regenerate`, behind the document."""
    calls: int
    """The least that is needed: one for each section of which a model must write something."""
    sections: frozenset[int]
    """Those that state what was changed, computed parts among them."""
    why: str
    edit: tuple[str, str] | None = None
    """Words of the document, and what somebody writes in their place."""
    brief: tuple[str, str] | None = None
    """The same of the brief."""


SECTION = Change(
    "an instruction for section 8",
    ("8", "-i", "say what is cached, and for how long"),
    calls=1,
    sections=frozenset({8}),
    why="the texts of 8 are one question to a hosted model",
)
CASCADE = Change(
    "a new endpoint in 6.1",
    ("--cascade",),
    calls=2,
    sections=frozenset({3, 4, 6, 7, 14}),
    why="how it fails (6.3) and who may use it (7.2) are for a model; diagrams, classes, contract and what a security "
    "review is asked (Appendix D) follow",
    edit=(_PUT, f"{_DELETE}{_PUT}"),
)
_THE_NUMBER = frozenset({2, 8, 12, 14})
"""2.3, 8.1, 12.3 and the tests of Appendix C state the target."""
CHANGES = (
    SECTION,
    CASCADE,
    Change(
        "an edited number in 8.1",
        ("--cascade",),
        calls=0,
        sections=_THE_NUMBER,
        why="no text of a model states it: its other places are computed",
        edit=("load balancer: under 50 ms", "load balancer: under 70 ms"),
    ),
    Change(
        "a renamed component in 4.1",
        ("--cascade",),
        calls=0,
        sections=frozenset({1, 2, 3, 4, 5, 9, 10, 11}),
        why="a name is replaced wherever it stands",
        edit=("| Redirect Service | Handles", "| Forwarder | Handles"),
    ),
    Change(
        "a changed number of the brief",
        ("--cascade", "--brief", f"{NAME}.md"),
        calls=0,
        sections=_THE_NUMBER,
        why="as an edited number",
        brief=("| under 50 ms |", "| under 80 ms |"),
    ),
    Change(
        "another decision in 13",
        ("--cascade",),
        calls=1,
        sections=frozenset({3, 4, 9, 13, 14}),
        why="the reasons for it are for a model; the records and the tables of technologies follow",
        edit=("| Framework: FastAPI |", "| Framework: Django |"),
    ),
)
"""One a kind; the document and the brief are those of `tests/standing.py`."""


def laid_out(change: Change, folder: Path) -> Path:
    """Write the document, its state and its brief to a folder, with what somebody changed; return the document."""
    document = lay_out(folder)
    if change.edit:
        document.write_text(_replaced(document.read_text("utf-8"), change.edit), "utf-8")
    if change.brief:
        (folder / f"{NAME}.md").write_text(_replaced(brief_text(), change.brief), "utf-8")
    return document


def _replaced(text: str, words: tuple[str, str]) -> str:
    if words[0] not in text:
        raise ValueError(f"the text does not hold {words[0]}")
    return text.replace(*words, 1)
