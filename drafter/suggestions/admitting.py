"""Proposals that are looked at before anybody sees them: what comes out applies, and makes nothing worse."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from drafter.document.brief import Brief
from drafter.document.finding import SEVERITIES
from drafter.document.page import Page
from drafter.document.suggestion import Candidate, Suggestion
from drafter.frozen import frozen
from drafter.markdown.parse import parse
from drafter.suggestions.applying import applied, overlap
from drafter.suggestions.burden import Burden, burden
from drafter.suggestions.dismissed import Dismissed, is_dismissed
from drafter.suggestions.fitting import fitted, removal, with_newlines, without_repeated_ends
from drafter.suggestions.locating import Span, located
from drafter.suggestions.meaning import Meaning
from drafter.suggestions.places import newline_of, part_at
from drafter.suggestions.questions import asked_in
from drafter.suggestions.structure import FOREIGN, MARKS, breaks, breaks_marks, brings_in, fence_at
from drafter.suggestions.together import Weighed, together
from drafter.suggestions.worth import NOTHING, cleaned, noise

__all__ = ["DISMISSED", "Admitted", "admitted"]

DISMISSED = "was dismissed"
REPEATED = "was proposed already"
ASKED = "is an open question already"
UNASKED = "could not be put among the open questions"
WORSE = "would bring in other findings"
NOT_TOGETHER = "does not go together with another"


@frozen
class Admitted:
    """What may be shown, and how many candidates may not, by the reason in words."""

    suggestions: tuple[Suggestion, ...]
    """In the document's order, numbered from 1."""
    dropped: dict[str, int]


def admitted(
    page: Page, brief: Brief | None, candidates: Iterable[Candidate], dismissed: Sequence[Dismissed] = ()
) -> Admitted:
    """Return the candidates that are worth reading and apply.

    The words of each stand where it says; applied by itself, in pairs and with all others (of alternatives, one) the
    document keeps its headings, blocks of code and tables, and has no more errors, no more errors and warnings, and no
    more findings than before. What a rule computed comes before what a model says, and of two that cannot both stay
    the surer stays. Takes about a tenth of a second a candidate.
    """
    desk = _Desk(page, brief, tuple(dismissed))
    dropped: Counter[str] = Counter()
    found: list[Weighed] = []
    for candidate in sorted(candidates, key=_rank):
        looked_at = desk.suggestion(candidate, len(found) + 1, [each.suggestion for each in found])
        weighed = desk.weighed(looked_at) if isinstance(looked_at, Suggestion) else looked_at
        if isinstance(weighed, str):
            dropped[weighed] += 1
        else:
            found.append(weighed)
    kept = together(found, desk.weigh)
    if len(kept) < len(found):
        dropped[NOT_TOGETHER] = len(found) - len(kept)
    return Admitted(tuple(_numbered(kept)), dict(sorted(dropped.items())))


def _rank(candidate: Candidate) -> tuple[bool, int]:
    return candidate.judged, SEVERITIES.index(candidate.severity)


@dataclass(frozen=True)
class _Desk:
    """The document that candidates are held against."""

    page: Page
    brief: Brief | None
    dismissed: tuple[Dismissed, ...]

    @cached_property
    def before(self) -> Burden:
        """What is wrong already."""
        return burden(self.page, self.brief)

    def suggestion(self, raw: Candidate, number: int, others: Sequence[Suggestion]) -> Suggestion | str:
        """Return a candidate with its place, or why it is not worth showing."""
        candidate = cleaned(raw)
        if said := noise(candidate):
            return said
        span = located(self.page, candidate)
        if isinstance(span, str):
            return span
        made = self._placed(candidate, span, number)
        if made.replacement == made.quote:
            return NOTHING
        if is_dismissed(candidate.model_copy(update=_words(made)), self.dismissed, self.page):
            return DISMISSED
        if any(self._repeats(made, other) for other in others):
            return REPEATED
        return self._foreign(made) or made

    def weighed(self, made: Suggestion) -> Weighed | str:
        """Return what is wrong with the document when a suggestion is applied, or what that would break."""
        after = parse(applied(self.page.text, [made], [made.id]), self.page.name)
        if broken := breaks(self.page, after, most_headings=0 if made.judged else 1):
            return broken
        if made.replacement is None and len(asked_in(after, made.start)) <= len(asked_in(self.page, made.start)):
            return UNASKED
        weight = burden(after, self.brief)
        return WORSE if weight.is_more_than(self.before) else Weighed(made, weight)

    def weigh(self, group: Collection[Suggestion]) -> Burden:
        """Return what is wrong with the document when some suggestions are applied at once."""
        text = applied(self.page.text, list(group), [each.id for each in group])
        return burden(parse(text, self.page.name), self.brief)

    def _placed(self, candidate: Candidate, span: Span, number: int) -> Suggestion:
        text, replacement = self.page.text, candidate.replacement
        if replacement is not None and candidate.judged:
            replacement = without_repeated_ends(candidate.quote, replacement, text[span.end : span.end + 1])
            replacement = fitted(candidate.quote, replacement, text[span.start : span.end])
            replacement = with_newlines(replacement, newline_of(text))
            span = span if replacement else removal(text, span)
        quote = text[span.start : span.end]
        line, column = self.page.line_column(span.start)
        here = part_at(self.page, span.start).part
        return Suggestion(
            id=number,
            section=here.section,
            part=here.key,
            severity=candidate.severity,
            category=candidate.category,
            quote=quote,
            start=span.start,
            end=span.end,
            line=line,
            column=column,
            replacement=replacement,
            question=candidate.question if replacement is None else "",
            reason=candidate.reason,
            evidence=candidate.evidence,
            judged=candidate.judged,
            fingerprint="",
        )

    def _meaning(self, made: Suggestion) -> Meaning:
        in_code = fence_at(self.page, Span(made.start, made.end)) is not None
        return Meaning.of(made, in_code=in_code)

    def _repeats(self, made: Suggestion, other: Suggestion) -> bool:
        """Return whether another suggestion says the same of the same place; of a question, in the same section."""
        mine, its = self._meaning(made), self._meaning(other)
        if made.replacement is None:
            return made.section == other.section and mine.is_same_change(its)
        same = mine.is_same_change(its) or (made.judged and mine.is_for_same_reason(its))
        return overlap(made, other) and same

    def _foreign(self, made: Suggestion) -> str:
        """Return what a suggestion holds that may not be written, empty for nothing."""
        span = Span(made.start, made.end)
        if made.replacement is None:
            known = asked_in(self.page, made.start)
            asked = (Meaning("", None, question, "") for question in known)
            return ASKED if any(self._meaning(made).is_same_change(question) for question in asked) else ""
        if not made.judged:
            return ""
        if breaks_marks(self.page, span, made.replacement):
            return MARKS
        also = self.brief.text if self.brief else ""
        return FOREIGN if brings_in(self.page, span, made.replacement, also) else ""


def _words(made: Suggestion) -> dict[str, str | int | None]:
    return made.model_dump(include={"part", "quote", "start", "replacement", "question"})


def _numbered(kept: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield the suggestions in the document's order with numbers, fingerprints and alternatives."""
    ordered = sorted(kept, key=lambda each: (each.start, each.end, each.judged, each.id))
    seen: Counter[tuple[str, ...]] = Counter()
    alternatives: dict[int, list[int]] = {number: [] for number in range(1, len(ordered) + 1)}
    for (number, one), (another, other) in combinations(enumerate(ordered, start=1), 2):
        if overlap(one, other):
            alternatives[number].append(another)
            alternatives[another].append(number)
    for number, each in enumerate(ordered, start=1):
        key = (each.part, " ".join(each.quote.split()), str(each.replacement), each.question)
        seen[key] += 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()[:16]
        update = {"id": number, "alternatives": tuple(sorted(alternatives[number])), "fingerprint": digest}
        yield each.model_copy(update=update)
