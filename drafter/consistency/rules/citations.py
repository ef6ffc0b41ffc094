"""References to a part or to the brief that lead to another one than their words say."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.citations import briefs_named, citations, titles, where_targets_are
from drafter.consistency.readings.quantities import measures
from drafter.consistency.readings.sources import references
from drafter.consistency.readings.targets import targets
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page
from drafter.patterns import regex

__all__ = ["other_brief", "other_part_cited", "targets_are_elsewhere"]

_IS_BRIEF = regex(r"\b(?:brief|briefing|lastenheft|auftrag)\b", re.IGNORECASE)
_LETTERS = regex(r"\w+")


@rule("REF185", "warning")
def other_part_cited(page: Page) -> Iterator[Problem]:
    """A part is cited beside the title of another one.

    The reader is sent to the wrong part; the numbers changed, or one was mistyped.

    Bad: “input validation (7.2)”, where 7.2 is “Authorization” and 7.4 “Input Validation”
    Good: “input validation (7.4)”
    Fix: correct the number, or the words before it.
    """
    known = page.once(titles)
    for citation in citations(page):
        named = [(name, known[name]) for name in citation.names if name in known]
        if not named or any(number == citation.number for _, number in named) or page.part(citation.number) is None:
            continue
        title, number = named[0]
        if " " in title or _section(number) == _section(citation.number):
            yield Problem(f"{citation.number} is cited for {title}, which is {number}", citation.at)


def _section(number: str) -> str:
    return number.partition(".")[0]


@rule("REF186", "warning")
def targets_are_elsewhere(page: Page) -> Iterator[Problem]:
    """The text sends its readers for the targets to a part that has none, while 8.1 has them.

    Whoever tests against the targets looks for them in vain.

    Bad: “The targets of 8.3 are measured in each release.”
    Good: “The targets of 8.1 are measured in each release.”
    Fix: name the part that has the targets.
    """
    with_numbers = {measure.line.part for measure in page.once(measures)}
    for citation in where_targets_are(page) if page.once(targets) else ():
        if citation.number not in with_numbers and page.part(citation.number):
            yield Problem(f"{citation.number} has no targets, 8.1 has", citation.at)


@rule("REF187", "warning")
def other_brief(page: Page) -> Iterator[Problem]:
    """The text names a brief by another title than 1.5 does.

    Either the document was made from a copy of another one, or 1.5 lacks the brief that it rests on.

    Bad: “from the brief “Parking permits””, where 1.5 has “Tool library, the brief of this design”
    Good: “from the brief “Tool library””
    Fix: correct the title, or list the other brief in 1.5.
    """
    listed = [reference.text for reference in page.once(references) if _IS_BRIEF.search(reference.text.words)]
    known = [_folded(text.words) for text in listed]
    for title in briefs_named(page) if listed else ():
        if not any(_folded(title.words) in words for words in known):
            yield Problem(f"1.5 does not list the brief “{title.words}”", title, tuple(listed))


def _folded(words: str) -> str:
    return " ".join(_LETTERS.findall(words.casefold()))
