"""The whole document."""

from typing import Annotated

from pydantic import SerializeAsAny

from drafter.document.blocks import Label, Labels
from drafter.document.sections.base import Section
from drafter.document.value import Value

__all__ = ["TITLE", "Document", "DocumentInformation"]

TITLE = "Technical Design Document"


class DocumentInformation(Labels):
    """Document Information; nothing of it comes from a model."""

    id: Annotated[str, Label("Document ID", "[TDD-XXXX]")]
    version: Annotated[str, Label("Version", "[v1.0]")]
    date: Annotated[str, Label("Date", "[YYYY-MM-DD]")]
    authors: Annotated[str, Label("Author(s)", "[Author Names]")]
    reviewers: Annotated[str, Label("Reviewer(s)", "[Reviewer Names]")]
    status: Annotated[str, Label("Status", "[Draft/Review/Approved]")]


class Document(Value):
    """A Technical Design Document: its head and its fourteen sections in order."""

    information: DocumentInformation
    sections: tuple[SerializeAsAny[Section], ...]
