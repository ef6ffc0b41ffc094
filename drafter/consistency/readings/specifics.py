"""What could have a source or not: quantities, products, versions, with their places."""

from drafter.consistency.readings.assumptions import MARK
from drafter.consistency.readings.prose import Passage, passages
from drafter.document.brief import Quantity, Statement, Technology, Version
from drafter.document.page import Page, Text
from drafter.facts import find
from drafter.facts.catalogue import entries
from drafter.facts.units import NUMBER_WORDS
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Specific", "specifics"]

_QUOTED = frozenset({"1.3", "1.4", "1.5", "6.1", "6.3", "8.1", "A", "C", "E"})
"""Parts that quote the brief or other parts, or that name things instead of stating something."""
_DIGIT = regex(r"\d")
_TOKEN = regex(r"[^\W_]+")
_STATUS = regex(r"HTTP \d{3}|RFC ?\d+|ISO(?:/IEC)? ?\d+")
_SECTION = regex(r"\d{1,2}\.\d{1,2}")
_FEW = 10
"""“two environments” and “three steps” count what the document itself lists."""
_BEHIND = 20
_CODE = regex(r"`[^`]*`")


@frozen
class Specific:
    """A fact in running text."""

    fact: Quantity | Technology | Version
    passage: Passage
    at: Text
    is_marked: bool
    """Whether it is marked as assumed."""

    @property
    def key(self) -> tuple[str, str]:
        """What it is the same as, however it is written."""
        match self.fact:
            case Quantity():
                return self.fact.dimension, str(self.fact.base_value.normalize())
            case Technology():
                return "technology", self.fact.name
            case Version():
                return self.fact.name.casefold(), self.fact.number


def specifics(page: Page) -> tuple[Specific, ...]:
    """Return the facts of the sections that state something, in order; those in code are left out."""
    read = [
        passage
        for passage in page.once(passages)
        if passage.part.section and passage.part.key not in _QUOTED and passage.kind in {"paragraph", "item", "cell"}
        if _may_state(passage.text.words)
    ]
    statements = [
        Statement(id=str(number), text=passage.text.words, start=passage.text.start, end=passage.text.end, line=1)
        for number, passage in enumerate(read)
    ]
    found = []
    facts = find(statements, page.text)
    versions = {fact.start for fact in facts if isinstance(fact, Version)}
    for fact in facts:
        passage = read[int(fact.statement)]
        if isinstance(fact, Technology) and fact.start in versions:
            continue
        if isinstance(fact, Quantity | Technology | Version) and _states(fact, passage.text):
            marked = MARK.search(page.text, fact.end, min(fact.end + _BEHIND, passage.text.end))
            found.append(Specific(fact, passage, Text(fact.text, fact.text, fact.start), marked is not None))
    return tuple(found)


def _may_state(words: str) -> bool:
    """Tell whether a text has a digit, the first word of a product, or a number in words."""
    if _DIGIT.search(words):
        return True
    tokens = _TOKEN.findall(words.lower())
    return any(token in entries() or token in NUMBER_WORDS for token in tokens)


def _states(fact: Quantity | Technology | Version, text: Text) -> bool:
    """Tell whether a fact states something: it is not in code, a status, a number of a section or a small count."""
    if _STATUS.search(fact.text) or _SECTION.fullmatch(fact.text):
        return False
    start = fact.start - text.start
    if "`" in text.raw and any(code.start() <= start < code.end() for code in _CODE.finditer(text.raw)):
        return False
    return not (isinstance(fact, Quantity) and fact.dimension == "count" and fact.value <= _FEW)
