"""What a document leaves open of the questions that readers ask of each of its parts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from drafter.derive.passages import Passage
from drafter.derive.review_items import CHECKLIST, Fact, Item
from drafter.derive.sources import content_words
from drafter.document.page import Fence, Page, Table

__all__ = ["home_of", "unsettled"]

_NOT_APPLICABLE = ("Not applicable", "Nicht zutreffend")
_WORDS: Mapping[Fact, str] = {
    "calls": r"\b(?:GET|POST|PUT|PATCH|DELETE)\s+/",
    "store": r"CREATE TABLE|\bdatabase\b|\bSQL\b|Datenbank",
    "sign-in": r"\bsigns? in|\blogs? in|\blog-?in\b|authenticat|OAuth|\bSSO\b|anmeld",
    "service": r"\bservices?\b|\bservers?\b|\bdeploy|\bcluster\b|Dienst",
    "command": r"\bcommand line\b|\bCLI\b|\blibrary\b|Kommandozeile|Bibliothek",
    "targets": r"\d\s?(?:ms|seconds|minutes|per second|requests/s|%)",
}
"""How a document from another template says that it has something."""


def unsettled(page: Page, passages: Sequence[Passage]) -> Iterator[Item]:
    """Yield the items that matter to a document and about which none of its passages says a word.

    `passages` are all of the page. What they call not applicable, ask themselves or answer anywhere is settled.
    """
    text = "\n".join(passage.text for passage in passages)
    facts = _facts(page, passages) if any(part.section for part in page.parts) else _told(text)
    closed = {passage.part.key for passage in passages if passage.text.startswith(_NOT_APPLICABLE)}
    for item in CHECKLIST:
        matters = item.needs <= facts and item.part not in closed and _pattern(item.when).search(text)
        if matters and not _pattern(item.words).search(text):
            yield item


def home_of(item: Item, passages: Sequence[Passage]) -> Passage | None:
    """Return the passage of a document that is nearest to an item: where its answer belongs.

    In its part, else in its section, else, in a document from another template, in all of it; an open question is no
    home for another one if there is anything else.
    """
    section = int(item.part.partition(".")[0])
    choices = [one for one in passages if one.part.key == item.part]
    choices = choices or [one for one in passages if one.part.section == section]
    if not choices and not any(one.part.section for one in passages):
        choices = list(passages)
    asked = content_words(f"{item.question} {item.why}")
    return max(
        choices, key=lambda one: ("?" not in one.text, len(content_words(one.text) & asked), -one.start), default=None
    )


def _facts(page: Page, passages: Sequence[Passage]) -> frozenset[Fact]:
    """Return what a document that follows the template has."""
    said = {passage.part.key for passage in passages if not passage.text.startswith(_NOT_APPLICABLE)}
    kinds = {(part.key, type(block)) for part in page.parts for block in part.blocks}
    found: set[Fact] = {"sign-in", "service"} if "7.1" in said else {"command"}
    if ("6.1", Table) in kinds:
        found.add("calls")
    if ("5.2", Fence) in kinds:
        found.add("store")
    if "8.1" in said:
        found.add("targets")
    return frozenset(found)


def _told(text: str) -> frozenset[Fact]:
    """Return what a document from another template has, by its words."""
    return frozenset(fact for fact, words in _WORDS.items() if _pattern(words).search(text))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)
