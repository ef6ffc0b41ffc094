"""The parts that are computed, from a document as it stands: without a model, and without the outline at hand."""

from datetime import date
from typing import Any

from drafter.derive.assembly import assembled_section
from drafter.derive.grounding import texts_of
from drafter.derive.material import Material
from drafter.derive.stated.answers import stated_answers
from drafter.derive.stated.content import section
from drafter.derive.stated.outline import stated_outline
from drafter.derive.stated.records import stated_contract_version, stated_records
from drafter.document.brief import Brief
from drafter.document.document import Document
from drafter.document.notes import is_about_untaken
from drafter.document.outline import Outline
from drafter.document.sections import computed_parts
from drafter.document.sections.decisions_and_alternatives import DecisionsAndAlternatives

__all__ = ["rederived"]


def rederived(document: Document, key: str, brief: Brief | None = None, before: Outline | None = None) -> Any:
    """Return what a computed part holds when it follows the rest of the document: `6.2`, `A`, `4.modules`.

    That is the value of the part's field in its section: a flow, rows, or why there are none. `brief` and `before`,
    the outline that the document was drafted from, add what the document does not say; without a brief, what only
    quotes the brief stays as it is. Raises KeyError for a part that is not computed.
    """
    place = computed_parts()[key]
    if brief is None and place.sources == ("brief",):
        return getattr(section(document, place.section.model), place.field)
    outline = stated_outline(document, before, brief)
    material = Material(
        brief=brief or Brief(name="", title=outline.title, text="", statements=()),
        outline=outline,
        answers=stated_answers(document, outline, before),
        information=document.information,
        today=date.min,
        contract_version=stated_contract_version(document),
        records=stated_records(document),
    )
    said = (made.model_copy(update={"assumptions": (), "questions": ()}) for made in document.sections[1:])
    used = [text for made in said for text in texts_of(made)]
    asked = (question.text for made in document.sections for question in made.questions)
    used += filter(is_about_untaken, asked)
    decisions = section(document, DecisionsAndAlternatives)
    return getattr(assembled_section(place.section.key, material, decisions, used), place.field)
