"""The decisions of section 13, the environments of 11.1, and the questions that sections leave open."""

import re

from drafter.derive.names import decision_key
from drafter.derive.sections.component_design import asks_for_technology
from drafter.derive.sections.introduction import is_about_conflict
from drafter.derive.sections.performance_considerations import LEVELS
from drafter.derive.stated.content import kept, rows, section
from drafter.derive.stated.names import bare, distinct, names_in
from drafter.document.blocks import Absent
from drafter.document.document import Document
from drafter.document.notes import is_about_untaken
from drafter.document.outline import Conflict, Decision, Outline, Question
from drafter.document.sections import SECTIONS
from drafter.document.sections.decisions_and_alternatives import DecisionRow, DecisionsAndAlternatives
from drafter.document.sections.deployment_design import DeploymentDesign
from drafter.patterns import regex

__all__ = ["stated_conflicts", "stated_decisions", "stated_environments", "stated_questions"]

_NOTHING = regex(r"none|n/?a|[-–—]|", re.IGNORECASE)
_FEW_WORDS = 6
"""Up to so many words, an "and" stands between two alternatives, not within one."""


def stated_decisions(document: Document, before: Outline | None) -> tuple[Decision, ...]:
    """Return the decisions in the order of section 13."""
    earlier = before.decisions if before else ()
    content = section(document, DecisionsAndAlternatives).decisions
    if isinstance(content, Absent):
        return earlier if content.why == "incomplete" else ()
    by_key = {decision_key(decision.title, decision.choice).casefold(): decision for decision in earlier}
    by_title = {decision.title.casefold(): decision for decision in earlier}
    made: dict[str, Decision] = {}
    for row in content:
        said = kept("", row.decision)
        title, _, choice = said.partition(": ")
        old = by_key.get(said.casefold()) or by_title.get(title.casefold())
        if not said:
            continue
        is_same = old is not None and decision_key(old.title, old.choice).casefold() == said.casefold()
        decision = Decision(
            title=old.title if old and is_same else title,
            choice=old.choice if old and is_same else choice,
            alternatives=_alternatives(row, old),
            source=old.source if old else "",
        )
        made.setdefault(said.casefold(), decision)
    return tuple(made.values())


def stated_environments(document: Document, before: Outline | None) -> tuple[str, ...]:
    """Return the environments; the usual ones when 11.1 names none."""
    named = distinct(bare(row.name) for row in rows(section(document, DeploymentDesign).environments))
    usual: tuple[str, ...] = Outline.model_fields["environments"].default
    return tuple(named) or (before.environments if before else usual)


def stated_questions(document: Document, before: Outline | None) -> tuple[Question, ...]:
    """Return the open questions but for those that are computed; a question that is gone was answered."""
    left = list(before.questions) if before else []
    contradictions = [conflict.about for conflict in stated_conflicts(document, before)]
    found: list[tuple[int, Question]] = []
    for kind, made in zip(SECTIONS, document.sections, strict=False):
        for asked in made.questions:
            if asked.text == LEVELS or asks_for_technology(asked.text) or is_about_untaken(asked.text):
                continue
            if is_about_conflict(asked.text) and any(f"({about})" in asked.text for about in contradictions):
                continue
            old = next((question for question in left if _is_same(question, asked)), None)
            if old is not None:
                found.append((list(before.questions if before else ()).index(old), old))
                left.remove(old)
            else:
                found.append((len(left) + 1000, asked.model_copy(update={"part": asked.part or str(kind.number)})))
    return tuple(question for _, question in sorted(found, key=lambda pair: pair[0]))


def stated_conflicts(document: Document, before: Outline | None) -> tuple[Conflict, ...]:
    """Return the conflicts of `before` about which section 1 still asks."""
    asked = [question.text for made in document.sections[:1] for question in made.questions]
    return tuple(
        conflict
        for conflict in (before.conflicts if before else ())
        if any(is_about_conflict(text) and f"({conflict.about})" in text for text in asked)
    )


def _alternatives(row: DecisionRow, old: Decision | None) -> tuple[str, ...]:
    said = kept("", row.alternatives)
    if old is not None and ", ".join(old.alternatives).split() == said.split():
        return old.alternatives
    if _NOTHING.fullmatch(said.strip()):
        return ()
    known = [*old.alternatives] if old else []
    if not re.search("[,;]", said) and len(said.split()) <= _FEW_WORDS:
        return names_in(said, known)
    options = (re.sub(r"^(?:and|or|und|oder)\s+", "", option.strip()) for option in re.split("[,;]", said))
    return tuple(distinct(options))


def _is_same(question: Question, asked: Question) -> bool:
    return question.text.split() == asked.text.split()
