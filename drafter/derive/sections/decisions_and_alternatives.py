"""Section 13 from its answer and the outline's decisions."""

from drafter.derive.material import Material
from drafter.derive.names import decision_key
from drafter.document.blocks import Absent
from drafter.document.sections.decisions_and_alternatives import DecisionRow, DecisionsAndAlternatives

__all__ = ["assemble"]


def assemble(material: Material) -> DecisionsAndAlternatives:
    """Return the section."""
    notes = material.answers.decisions_and_alternatives.decisions
    if not material.outline.decisions:
        none = Absent(why="does not apply", reason="the outline records no decisions.")
        return DecisionsAndAlternatives(decisions=none)
    rows = tuple(
        DecisionRow(
            decision=key,
            rationale=notes[key].rationale,
            alternatives=", ".join(decision.alternatives),
            consequences=notes[key].consequences,
        )
        for decision in material.outline.decisions
        if (key := decision_key(decision.title, decision.choice)) in notes
    )
    return DecisionsAndAlternatives(decisions=rows or material.missing("decisions_and_alternatives", "decisions"))
