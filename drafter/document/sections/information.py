"""The document's head: id, version, date, people, status."""

from typing import Annotated

from drafter.document.blocks import Label, Labels

__all__ = ["DocumentInformation"]


class DocumentInformation(Labels):
    """Document Information; nothing of it comes from a model."""

    id: Annotated[str, Label("Document ID", "[TDD-XXXX]")]
    version: Annotated[str, Label("Version", "[v1.0]")]
    date: Annotated[str, Label("Date", "[YYYY-MM-DD]")]
    authors: Annotated[str, Label("Author(s)", "[Author Names]")]
    reviewers: Annotated[str, Label("Reviewer(s)", "[Reviewer Names]")]
    status: Annotated[str, Label("Status", "[Draft/Review/Approved]")]
