"""Proposals of a model about some passages, and what they have to agree with."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.derive.passages import Passage, passages
from drafter.derive.relevance import Relevance
from drafter.derive.standing_text import related_parts
from drafter.document.brief import Brief
from drafter.document.finding import Finding
from drafter.document.page import Page, Part
from drafter.document.proposal import Proposal, Proposals, proposals_about
from drafter.document.sections import computed_parts
from drafter.document.suggestion import CATEGORIES, Candidate, Category, Evidence
from drafter.markdown.foreign import brought_in
from drafter.prompt_files import filled
from drafter.stages.review_scope import Scope
from drafter.stages.reviewing import FOREIGN, Proposed, Reviewing, focus_of, listed

__all__ = ["ProposalQuestion", "proposal_questions"]

_PASSAGES = {True: 1_600, False: 30_000}
_OTHERS = {True: 1_600, False: 16_000}
"""Characters of a question, for a model that is asked for few things at once and for one that is not."""
_STATEMENTS = {True: 6, False: 24}
_PROPOSALS = {True: 3, False: 8}
_NONE = "Nothing."
_ANY = "Look for what a careful reviewer would insist on."
_WORSE: frozenset[Category] = frozenset({"correct", "consistent", "secure"})
"""What is not only better with a change, but wrong without it."""
_EMPTY = "says neither what to write nor what to ask"


@dataclass(frozen=True)
class ProposalQuestion:
    """A prompt with the form of its answer, and what the labels in both stand for."""

    prompt: str
    answer: type[Proposals]
    passages: Mapping[str, Passage]
    grounds: Mapping[str, Evidence]

    def proposed(self, data: Any) -> Proposed:
        """Return the candidates of an answer, and why others are none."""
        made = [_candidate(self, proposal) for proposal in self.answer.model_validate(data).proposals]
        return Proposed(
            tuple(one for one in made if isinstance(one, Candidate)), tuple(one for one in made if isinstance(one, str))
        )


def proposal_questions(reviewing: Reviewing, scope: Scope, *, one_by_one: bool) -> Iterator[ProposalQuestion]:
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
) -> ProposalQuestion:
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
    return ProposalQuestion(
        prompt=filled(
            "review",
            outline=reviewing.outline or _NONE,
            others=_labelled(elsewhere),
            statements="\n".join(f"{label}: {one.words}" for label, one in statements.items()) or _NONE,
            findings="\n".join(f"{label}: {one.message}" for label, one in findings.items()) or _NONE,
            questions="\n".join(f"- {one}" for one in _open_questions(reviewing, chunk)) or _NONE,
            section=scope.title,
            passages=_labelled(numbered),
            focus=f"Look only for what concerns this: {reviewing.focus}." if reviewing.focus else _ANY,
        ),
        answer=proposals_about(
            tuple(numbered), tuple(grounds), (category,) if category else CATEGORIES, _PROPOSALS[one_by_one]
        ),
        passages=numbered,
        grounds=grounds,
    )


def _open_questions(reviewing: Reviewing, chunk: Sequence[Passage]) -> Iterator[str]:
    """Yield what readers ask of some passages and the document says no word about."""
    for item, home in reviewing.open_items:
        if any(home.start == passage.start for passage in chunk):
            yield item.question


def _labelled(passages: Mapping[str, Passage]) -> str:
    return listed((f"{label}:", passage) for label, passage in passages.items()) or _NONE


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


def _candidate(question: ProposalQuestion, proposal: Proposal) -> Candidate | str:
    """Return what a proposal means, or why it cannot be meant."""
    passage = question.passages[proposal.passage]
    quote = proposal.words or passage.text
    text = " ".join(proposal.text.split())
    change: dict[str, Any] = {"replacement": "" if proposal.change == "remove" else text}
    if proposal.change == "ask":
        change = {"replacement": None, "question": text}
    if not text and proposal.change != "remove":
        return _EMPTY
    if brought_in(text, passage.text):
        return FOREIGN
    ground = question.grounds.get(proposal.shown_by)
    return Candidate(
        part=passage.part.key,
        severity="warning" if proposal.category in _WORSE else "note",
        category=proposal.category,
        quote=quote,
        start=passage.start + passage.text.index(quote) if passage.text.count(quote) == 1 else None,
        reason=" ".join(proposal.problem.split()),
        evidence=(ground,) if ground else (),
        judged=True,
        **change,
    )
