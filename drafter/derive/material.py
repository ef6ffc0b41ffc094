"""What sections are assembled from."""

from collections.abc import Mapping
from datetime import date

from drafter.derive.implied import with_implied_relations
from drafter.document.answers import Answers
from drafter.document.blocks import Absent
from drafter.document.brief import Brief
from drafter.document.document import DocumentInformation
from drafter.document.outline import Outline
from drafter.document.sections.data_design import EntityNotes
from drafter.document.value import Value

__all__ = ["Material"]


class Material(Value):
    """Everything that a document is computed from: the same material gives the same document."""

    brief: Brief
    outline: Outline
    answers: Answers
    information: DocumentInformation
    today: date
    contract_version: str = ""
    """Of the API contract; empty for the document's own."""
    records: Mapping[str, str] = {}
    """Status and date of the records that are there already, by the decision."""

    @property
    def entities(self) -> dict[str, EntityNotes]:
        """The notes on the entities, with the relations that their attributes imply."""
        return with_implied_relations(self.answers.data_design.entities)

    def absent(self, part: str) -> Absent | None:
        """Return the note for a part that does not apply, None when it applies."""
        reason = self.outline.reason_against(part)
        return Absent(why="does not apply", reason=reason) if reason else None

    def missing(self, section: str, field: str) -> Absent:
        """Return the note for a part whose answer is missing."""
        reasons = [gap.reason for gap in self.answers.gaps if gap.section == section and gap.field == field]
        return Absent(why="incomplete", reason=reasons[0] if reasons else "there is no answer from the model.")
