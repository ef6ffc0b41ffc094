"""Asks a model for the words that mend a finding, where no rule knows them; the same rules then look at the result."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.checking import check
from drafter.consistency.fixes import candidate_of, category_of, fixes
from drafter.consistency.fixes.fix import Edit
from drafter.derive.passages import Passage
from drafter.derive.sources import content_words
from drafter.document.finding import Finding, Place
from drafter.document.review_answers import Mending, mending_of
from drafter.markdown.foreign import brought_in
from drafter.markdown.parse import parse
from drafter.patterns import regex
from drafter.prompt_files import filled
from drafter.stages.review_scope import Scope
from drafter.stages.reviewing import FOREIGN, Proposed, Reviewing, focus_of

__all__ = ["MENDS_NOTHING", "MendingQuestion", "mending_questions"]

MENDS_NOTHING = "would not mend what it is for"
_MOST_WORDS = 250
"""Characters of what is written anew."""
_MOST_RELATED = 3
_MOST_OF_ONE = 600
"""Characters of a passage that is shown."""
_MOST_ALIKE = 3
"""Findings of one rule in a scope: more of them have a common cause, and mending each by itself does not reach it."""
_NOTHING = "Nothing of it."
_NUMBER = regex(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class MendingQuestion:
    """A finding, and the words of a passage that it is about."""

    prompt: str
    answer: type[Mending]
    reviewing: Reviewing
    finding: Finding
    passage: Passage
    shown: str
    """What the document says of it, and the finding."""

    def proposed(self, data: Any) -> Proposed:
        """Return the change if the document is better with it by the same rules."""
        place, text = self.finding.place, self.reviewing.page.text
        instead = " ".join(self.answer.model_validate(data).instead.split())
        if brought_in(instead, self.passage.text):
            return Proposed(dropped=(FOREIGN,))
        old = text[place.start : place.end]
        edit = Edit(place.start, old, instead)
        written = text[: place.start] + instead + text[place.end :]
        if not instead or instead == old or not self._is_plausible(old, instead) or not self._is_mended_by(written):
            return Proposed(dropped=(MENDS_NOTHING,))
        made = candidate_of(self.reviewing.page, edit, [self.finding])
        return Proposed((made.model_copy(update={"judged": True}),))

    def _is_plausible(self, old: str, instead: str) -> bool:
        """Return whether a number stays a number, a name a name, and neither comes from nowhere."""
        kinds = (str.isdigit, str.isalpha)
        alike = all(any(map(kind, old)) == any(map(kind, instead)) for kind in kinds)
        from_words = content_words(instead) <= content_words(self.shown)
        return alike and from_words and set(_NUMBER.findall(instead)) <= set(_NUMBER.findall(self.shown))

    def _is_mended_by(self, text: str) -> bool:
        """Return whether fewer findings are left, and fewer of the same rule."""
        before, page = self.reviewing.codes, parse(text, self.reviewing.page.name)
        after = Counter(finding.code for finding in check(page, self.reviewing.brief))
        code = self.finding.code
        return after[code] < before[code] and after.total() < before.total()


def mending_questions(reviewing: Reviewing, scope: Scope) -> Iterator[MendingQuestion]:
    """Yield a question for each error and warning in the running text of a scope that no rule can mend."""
    category = focus_of(reviewing.focus)
    alike: Counter[str] = Counter()
    for finding in reviewing.findings:
        passage = _passage_at(reviewing, finding.place)
        if passage is None or all(passage.part is not part for part in scope.parts) or finding.severity == "note":
            continue
        if category and category_of(finding.code) != category:
            continue
        alike[finding.code] += 1
        if alike[finding.code] > _MOST_ALIKE or any(fixes(reviewing.page, [finding], reviewing.brief)):
            continue
        words = reviewing.page.text[finding.place.start : finding.place.end]
        yield _question(reviewing, finding, passage, words)


def _passage_at(reviewing: Reviewing, place: Place) -> Passage | None:
    """Return the passage that holds some words, if these are one line of moderate length."""
    words = reviewing.page.text[place.start : place.end]
    if not words or "\n" in words or len(words) > _MOST_WORDS:
        return None
    passage = reviewing.passage_at(place.start)
    return passage if passage and place.end <= passage.start + len(passage.text) else None


def _question(reviewing: Reviewing, finding: Finding, passage: Passage, words: str) -> MendingQuestion:
    others = "\n".join(dict.fromkeys(_other(reviewing, place) for place in finding.related[:_MOST_RELATED]))
    rule = next(rule for rule in CATALOGUE if rule.code == finding.code)
    prompt = filled(
        "review_mending",
        others=others or _NOTHING,
        part=passage.title,
        passage=" ".join(passage.text.split())[:_MOST_OF_ONE],
        words=words,
        finding=finding.message,
        fix=" ".join(rule.explanation.get("Fix", "").split()),
    )
    shown = f"{passage.text}\n{others}\n{finding.message}"
    return MendingQuestion(prompt, mending_of(words), reviewing, finding, passage, shown)


def _other(reviewing: Reviewing, place: Place) -> str:
    """Return the passage at a place, after the part that it stands in."""
    passage = reviewing.passage_at(place.start)
    said = " ".join(passage.text.split())[:_MOST_OF_ONE] if passage else place.quote
    return f"- {place.part}: {said}" if place.part else f"- {said}"
