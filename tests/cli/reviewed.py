"""A document with mistakes of which a rule knows the right words, and a model that proposes what a test says."""

import json
from pathlib import Path
from typing import Any

from drafter.document.suggestion import Review
from tests.cli.test_draft_command import Drafter, Ended, at
from tests.fault_server import FaultServer, Rule, Script, fault
from tests.standing import document_text, lay_out

__all__ = ["DOUBLED", "MISSPELT", "Reviewer", "mended", "proposing"]

DOUBLED = ("| Manages the creation", "| Manages the the creation")
MISSPELT = ("short links. | Python | Database |", "short links. | Python | Databse |")
"""What the document says, and what it says instead."""


def proposing(section: str, **proposal: Any) -> Script:
    """Return a model that proposes one change of the first passage of a section, and nothing of any other."""
    made = {
        "passage": "P1", "problem": "Nobody knows which posters are meant.", "shown_by": "the passage itself",
        "category": "testable", "words": "", "change": "rewrite", "text": "", **proposal,
    }  # fmt: skip
    return Script(
        rules=(
            Rule(
                fault=fault("prose", text=json.dumps({"proposals": [made]})),
                contains=f"# Passages of {section}\n",
                times=None,
            ),
            Rule(fault=fault("prose", text='{"proposals": []}'), times=None),
        )
    )


class Reviewer(Drafter):
    """A document with two mistakes in one line of 4.1, and the brief that it was drafted from."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.document = lay_out(folder)
        for right, wrong in (DOUBLED, MISSPELT):
            self.edit(right, wrong)

    @property
    def text(self) -> str:
        return self.document.read_bytes().decode()

    @property
    def kept(self) -> Review:
        return Review.model_validate_json((self.folder / ".drafter/tdd/review.json").read_text("utf-8"))

    def edit(self, old: str, new: str) -> None:
        text = self.text
        assert old in text
        self.document.write_bytes(text.replace(old, new, 1).encode())

    def review(self, *arguments: str, endpoint: FaultServer | None = None, given: str = "") -> Ended:
        asked = at(endpoint) if endpoint else ("--no-model",)
        return self.run("review", "tdd.md", "--section", "4", *arguments, *asked, given=given)


def mended(*mistakes: tuple[str, str]) -> str:
    """Return the document with these mistakes mended."""
    text = document_text()
    for right, wrong in (DOUBLED, MISSPELT):
        if (right, wrong) not in mistakes:
            text = text.replace(right, wrong, 1)
    return text
