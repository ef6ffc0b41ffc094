"""The answers that a document states: what assembly needs to make it again."""

from collections.abc import Iterator

from drafter.derive.stated.data_answers import data_answer
from drafter.derive.stated.design_answers import (
    api_answer,
    architecture_answer,
    component_answer,
    infrastructure_answer,
    security_answer,
)
from drafter.derive.stated.outline import renames
from drafter.derive.stated.plan_answers import (
    appendices_answer,
    decisions_answer,
    deployment_answer,
    introduction_answer,
    monitoring_answer,
    overview_answer,
    performance_answer,
    testing_answer,
)
from drafter.document.answers import Answers, Gap
from drafter.document.blocks import Absent
from drafter.document.document import Document
from drafter.document.outline import Outline
from drafter.document.sections import SECTIONS
from drafter.document.sections.base import parts_of

__all__ = ["FIELDS_OF_PARTS", "stated_answers"]

FIELDS_OF_PARTS = {
    "1.1": "opening", "1.2": "opening", "1.3": "responsibilities", "2.1": "overview", "2.2": "overview",
    "2.3": "goals", "3.2": "layers", "3.3": "patterns", "3.4": "domain", "4.2": "details", "5.1": "entities",
    "5.3": "flow", "5.4": "flow", "6.3": "failures", "7.1": "access", "7.2": "access", "7.3": "protection",
    "7.4": "protection", "8.2": "strategies", "8.3": "strategies", "9.1": "hosting", "9.2": "notes", "9.3": "notes",
    "10.1": "tests", "10.2": "tests", "10.3": "tests", "11.1": "environments", "11.2": "release", "11.3": "release",
    "12.1": "observation", "12.2": "observation", "12.3": "observation", "13": "decisions", "B": "example",
}  # fmt: skip
"""The fields of answers that parts are assembled from."""


def stated_answers(document: Document, outline: Outline, before: Outline | None = None) -> Answers:
    """Return what a document says, as the answers that it would be assembled from; nothing is raised.

    `outline` is what the document states (`stated_outline`), `before` what it was drafted from: where the document
    still uses a name of `before` for what has another by now, the answers have the new one. The texts are the
    document's own, so that they may be longer than a model's. What says that it is incomplete is a gap.
    """
    now = renames(document, before)
    return Answers(
        introduction=introduction_answer(document),
        system_overview=overview_answer(document),
        architecture_design=architecture_answer(document),
        component_design=component_answer(document, outline, before, now),
        data_design=data_answer(document, outline, before, now),
        api_design=api_answer(document, outline),
        security_design=security_answer(document, outline),
        performance_considerations=performance_answer(document),
        infrastructure_design=infrastructure_answer(document, outline, now),
        testing_strategy=testing_answer(document),
        deployment_design=deployment_answer(document),
        monitoring_and_logging=monitoring_answer(document),
        decisions_and_alternatives=decisions_answer(document, outline),
        appendices=appendices_answer(document),
        gaps=tuple(_gaps(document)),
    )


def _gaps(document: Document) -> Iterator[Gap]:
    for kind, made in zip(SECTIONS, document.sections, strict=False):
        for name, part, _ in parts_of(kind.model):
            content = getattr(made, name, None)
            field = FIELDS_OF_PARTS.get(part.number or str(kind.number) * (not part.title), "")
            if field and isinstance(content, Absent) and content.why == "incomplete":
                yield Gap(section=kind.key, field=field, place="", reason=content.reason)
