"""The whole document from its material: pure, without a model."""

from collections.abc import Iterable, Mapping

from drafter.derive.grounding import grounded, texts_of
from drafter.derive.known import Known
from drafter.derive.material import Material
from drafter.derive.names import decision_key
from drafter.derive.sections import (
    api_design,
    appendices,
    architecture_design,
    component_design,
    data_design,
    decisions_and_alternatives,
    deployment_design,
    infrastructure_design,
    introduction,
    monitoring_and_logging,
    performance_considerations,
    security_design,
    system_overview,
    testing_strategy,
)
from drafter.derive.untaken import untaken_questions
from drafter.document.document import Document
from drafter.document.outline import Outline, Question
from drafter.document.sections import SECTIONS
from drafter.document.sections.base import Section
from drafter.document.sections.decisions_and_alternatives import DecisionsAndAlternatives

__all__ = ["assemble", "assembled_section"]

_QUOTED = frozenset({"1.3", "1.4", "1.5", "8.1", "A", "C", "D", "E"})
"""Parts that quote the brief or other parts."""


def assemble(material: Material, known: Known | None = None) -> Document:
    """Return the document: sections assembled, unsourced specifics marked, questions placed.

    `known` are the specifics that have a source; without it, those of the brief and of the outline.
    """
    known = known or Known.of(material.brief, material.outline.technologies)
    decisions = grounded(decisions_and_alternatives.assemble(material), known, 13)
    made = _made(material, decisions)
    used = [text for section in made.values() for text in texts_of(section)]
    untaken = _untaken(material, (*used, *texts_of(introduction.assemble(material, used))))
    used += [question.text for questions in untaken.values() for question in questions]
    made["introduction"] = introduction.assemble(material, used)
    sections = []
    for kind in SECTIONS:
        section = made[kind.key]
        if section is not decisions:
            section = grounded(section, known, kind.number, _QUOTED)
        proposals = _proposals(kind.number, material.outline)
        asked = tuple(
            question
            for question in material.outline.questions
            if (question.part or "1").split(".")[0] == str(kind.number)
        )
        sections.append(
            section.model_copy(
                update={
                    "assumptions": (*proposals, *section.assumptions),
                    "questions": (*section.questions, *asked, *untaken.get(kind.key, ())),
                }
            )
        )
    return Document(information=material.information, sections=tuple(sections))


def assembled_section(
    key: str, material: Material, decisions: DecisionsAndAlternatives, used: Iterable[str]
) -> Section:
    """Return one section without marks on what has no source.

    `decisions` is section 13 as it stands, `used` holds the texts of all sections but the first. KeyError for a key
    that no section has.
    """
    return introduction.assemble(material, used) if key == "introduction" else _made(material, decisions)[key]


def _made(material: Material, decisions: DecisionsAndAlternatives) -> dict[str, Section]:
    """Return the sections by their keys, but for the first, which needs the texts of the others."""
    return {
        "system_overview": system_overview.assemble(material),
        "architecture_design": architecture_design.assemble(material),
        "component_design": component_design.assemble(material),
        "data_design": data_design.assemble(material),
        "api_design": api_design.assemble(material),
        "security_design": security_design.assemble(material),
        "performance_considerations": performance_considerations.assemble(material),
        "infrastructure_design": infrastructure_design.assemble(material),
        "testing_strategy": testing_strategy.assemble(material),
        "deployment_design": deployment_design.assemble(material),
        "monitoring_and_logging": monitoring_and_logging.assemble(material),
        "decisions_and_alternatives": decisions,
        "appendices": appendices.assemble(material, decisions),
    }


def _untaken(material: Material, texts: Iterable[str]) -> Mapping[str, tuple[Question, ...]]:
    """Return by section what to ask of the brief's statements that neither texts nor other questions take up."""
    asked = (f"{question.text} {' '.join(question.options)}" for question in material.outline.questions)
    return untaken_questions(material.brief, material.outline, (*texts, *asked))


def _proposals(number: int, outline: Outline) -> tuple[str, ...]:
    """Return the outline's names that the brief does not hold, said where they have their home."""
    proposed: dict[int, tuple[str, list[str]]] = {
        4: ("4.1", [c.name for c in outline.components if not c.source]),
        5: ("5.1", [e.name for e in outline.entities if not e.source]),
        6: ("6.1", [o.name for o in outline.endpoints if not o.source]),
        13: ("13", [decision_key(d.title, d.choice) for d in outline.decisions if not d.source]),
    }
    part, names = proposed.get(number, ("", []))
    return (f"{part}: proposed by the design, not named in the brief: {', '.join(names)}",) if names else ()
