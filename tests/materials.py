"""What documents are assembled from: a typical design with answers, or without."""

from datetime import date
from typing import Any

from drafter.derive.material import Material
from drafter.derive.names import names_of
from drafter.document.answers import Answers
from drafter.document.brief import Brief
from drafter.document.document import DocumentInformation
from drafter.document.narrow import narrow
from drafter.document.outline import Outline
from drafter.document.sections import SECTIONS
from drafter.facts import cut, find
from drafter.llm.schema import portable_schema
from tests.document.designs import OUTLINE
from tests.fake_model import answer_to

__all__ = ["BRIEF", "INFORMATION", "brief_of", "full_answers", "material"]

INFORMATION = DocumentInformation(
    id="TDD-1", version="v1.2", date="2026-01-15", authors="A", reviewers="B", status="Draft"
)


def brief_of(text: str) -> Brief:
    """A brief with its facts, as drafter reads it."""
    statements = cut(text)
    return Brief(name="b.md", title="B", text=text, statements=statements, facts=find(statements, text))


BRIEF = brief_of(
    "Members borrow tools. Librarian: Mira Sol. It runs on PostgreSQL 16. "
    "A request is answered within 50 ms. See https://example.org/rules for the rules."
)


def full_answers(outline: Outline = OUTLINE, brief: Brief = BRIEF) -> Answers:
    """Answers to all that can be asked, of a fake model."""
    made: dict[str, Any] = {}
    for kind in SECTIONS:
        if form := narrow(kind.answer, names_of(outline, brief)):
            made[kind.key] = answer_to(portable_schema(form), kind.key)
    return Answers.model_validate(made)


def material(*, answers: Answers | None = None, outline: Outline = OUTLINE, brief: Brief = BRIEF) -> Material:
    """The material of a document; without answers everything is missing."""
    return Material(
        brief=brief, outline=outline, answers=answers or Answers(), information=INFORMATION, today=date(2026, 1, 15)
    )
