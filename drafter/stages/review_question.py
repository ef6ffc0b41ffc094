"""The questions of a review: some passages, and what they have to agree with."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.derive.passages import Passage, passages
from drafter.derive.relevance import Relevance
from drafter.derive.standing_text import related_parts
from drafter.document.brief import Brief
from drafter.document.finding import Finding
from drafter.document.page import Page, Part
from drafter.document.proposal import Proposals, proposals_about
from drafter.document.sections import computed_parts
from drafter.document.suggestion import CATEGORIES, Category, Evidence
from drafter.prompt_files import filled
from drafter.stages.review_scope import Scope

__all__ = ["ReviewQuestion", "Reviewing", "focus_of", "review_questions"]

_PASSAGES = {True: 1_600, False: 30_000}
_OTHERS = {True: 1_600, False: 16_000}
"""Characters of a question, for a model that is asked for few things at once and for one that is not."""
_STATEMENTS = {True: 6, False: 24}
_PROPOSALS = {True: 3, False: 8}
_NONE = "Nothing."
_ANY = "Look for what a careful reviewer would insist on."
_FOCUS: Mapping[str, Category] = {
    "correctness": "correct", "completeness": "complete", "consistency": "consistent", "testability": "testable",
    "testing": "testable", "operability": "operable", "operations": "operable", "security": "secure",
    "affordability": "affordable", "cost": "affordable", "clarity": "clear",
}  # fmt: skip


@dataclass(frozen=True)
class Reviewing:
    """What all questions of a review share."""

    page: Page
    findings: Sequence[Finding]
    brief: Brief | None
    outline: str
    """In words."""
    focus: str
    """A category or free words; empty for everything."""


@dataclass(frozen=True)
class ReviewQuestion:
    """A prompt with the form of its answer, and what the labels in both stand for."""

    prompt: str
    answer: type[Proposals]
    passages: Mapping[str, Passage]
    grounds: Mapping[str, Evidence]


def focus_of(words: str) -> Category | None:
    """Return the category that some words mean: `secure`, `security`; None for other words."""
    folded = words.strip().casefold()
    return next((one for one in CATEGORIES if one == folded), _FOCUS.get(folded))


def review_questions(reviewing: Reviewing, scope: Scope, *, one_by_one: bool) -> Iterator[ReviewQuestion]:
    """Yield the questions about a scope; code, and what a model with few things at once could not change, is left out.

    That is what follows from other parts: a computed fix changes it.
    """
    computed = computed_parts() if one_by_one else {}
    parts = [part for part in scope.parts if part.key not in computed]
    relevance = Relevance(reviewing.brief) if reviewing.brief else None
    for chunk in _chunks(passages(reviewing.page, parts), _PASSAGES[one_by_one]):
        yield _question(reviewing, scope, chunk, relevance, one_by_one=one_by_one)


def _chunks(all_passages: Sequence[Passage], most: int) -> Iterator[list[Passage]]:
    chunk: list[Passage] = []
    for passage in all_passages:
        if chunk and sum(len(one.text) for one in chunk) + len(passage.text) > most:
            yield chunk
            chunk = []
        chunk.append(passage)
    if chunk:
        yield chunk


def _question(
    reviewing: Reviewing, scope: Scope, chunk: Sequence[Passage], relevance: Relevance | None, *, one_by_one: bool
) -> ReviewQuestion:
    page = reviewing.page
    own = list({id(passage.part): passage.part for passage in chunk}.values())
    others = [part for part in page.parts if all(part is not one for one in own)]
    numbered = {f"P{number}": passage for number, passage in enumerate(chunk, start=1)}
    related = passages(page, related_parts(others, own, _OTHERS[one_by_one]))
    elsewhere = {f"O{number}": passage for number, passage in enumerate(related, start=1)}
    findings = {f"F{number}": one for number, one in enumerate(_within(page, own, reviewing.findings), start=1)}
    statements = _statements(reviewing.brief, relevance, chunk, _STATEMENTS[one_by_one])
    grounds = {
        **{label: _finding(one) for label, one in findings.items()},
        **{label: _passage(page, one) for label, one in elsewhere.items()},
        **statements,
    }
    category = focus_of(reviewing.focus)
    return ReviewQuestion(
        prompt=filled(
            "review",
            outline=reviewing.outline or _NONE,
            others=_listed(elsewhere),
            statements="\n".join(f"{label}: {one.words}" for label, one in statements.items()) or _NONE,
            findings="\n".join(f"{label}: {one.message}" for label, one in findings.items()) or _NONE,
            section=scope.title,
            passages=_listed(numbered),
            focus=f"Look only for what concerns this: {reviewing.focus}." if reviewing.focus else _ANY,
        ),
        answer=proposals_about(
            tuple(numbered), tuple(grounds), (category,) if category else CATEGORIES, _PROPOSALS[one_by_one]
        ),
        passages=numbered,
        grounds=grounds,
    )


def _listed(labelled: Mapping[str, Passage]) -> str:
    """Return passages below the headings and columns that they stand under."""
    lines: list[str] = []
    above: tuple[int, str] = (0, "")
    for label, passage in labelled.items():
        if (id(passage.part), passage.columns) != above:
            heading = passage.part.heading.text.words if passage.part.heading else ""
            lines.append(f"{heading} ({passage.columns}):" if passage.columns else f"{heading}:")
            above = (id(passage.part), passage.columns)
        lines.append(f"{label}: {' '.join(passage.text.split())}")
    return "\n".join(lines) or _NONE


def _within(page: Page, own: Sequence[Part], findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that stand in some parts, or that are also about words there."""
    begins = [part.heading.text.start if part.heading else 0 for part in page.parts]

    def is_in(offset: int) -> bool:
        part = page.parts[max(bisect_right(begins, offset) - 1, 0)]
        return any(part is one for one in own)

    return [one for one in findings if is_in(one.place.start) or any(is_in(place.start) for place in one.related)]


def _statements(
    brief: Brief | None, relevance: Relevance | None, chunk: Sequence[Passage], most: int
) -> dict[str, Evidence]:
    """Return the statements of the brief that have most to do with some passages, by their ids, in its order."""
    if brief is None or relevance is None:
        return {}
    scores = relevance.scores(" ".join(passage.text for passage in chunk))
    best = sorted(range(len(scores)), key=lambda index: (-scores[index], index))[:most]
    chosen = [brief.statements[index] for index in sorted(best)]
    return {one.id: Evidence(kind="statement", words=one.text, line=one.line) for one in chosen}


def _finding(finding: Finding) -> Evidence:
    place = finding.place
    return Evidence(kind="finding", words=finding.message, code=finding.code, part=place.part, line=place.line)


def _passage(page: Page, passage: Passage) -> Evidence:
    line, _ = page.line_column(passage.start)
    return Evidence(kind="passage", words=" ".join(passage.text.split()), part=passage.part.key, line=line)
