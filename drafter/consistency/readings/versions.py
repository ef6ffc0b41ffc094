"""The versions of technologies that a page names, each with what it is said of."""

import re
from collections import Counter
from functools import lru_cache

from drafter.consistency.readings.components import components
from drafter.consistency.readings.figures import VERSION, matches_of
from drafter.consistency.readings.lines import Line, holding, running_text
from drafter.document.brief import Statement, Version
from drafter.document.page import Page, Text
from drafter.facts.passage import Passage
from drafter.facts.technologies import technologies
from drafter.facts.versions import versions as found_in
from drafter.frozen import frozen
from drafter.markdown.recognise import follows_template
from drafter.patterns import regex

__all__ = ["Named", "versions"]

_AFTER_NAME = re.compile(r"[A-Z][\w.+#-]*\)? (?:v|\(v?|[Vv]ersion )?$")
_DOTTED = re.compile(r"\d+\.\d")
_PARTS = re.compile(r"[2-9]|1[012]")
_NOT_PARTS = frozenset({"2.1", "5.1", "6.1", "6.3"})
"""What was before, and what numbers other things."""
_NOT_DESIGN = regex(
    r"alternativ|histor|background|motivation|problem|current|today|exist|drawback|reject|consider|prior art|legacy"
    r"|future|before|reference|glossar|hintergrund|bisher|zukunft|erwogen|verworfen|quellen",
    re.IGNORECASE,
)
"""Words of headings below which a version need not be the one in use."""
_KINDS = frozenset({"language", "framework", "database", "cache", "broker", "runtime", "platform", "frontend"})
_NOT_ONE = regex(
    r"upgrad|migrat|\bfrom\b|older|newer|later|at least|minimum|\bor (?:higher|above|newer|later)|legacy|compatib"
    r"|support|tested (?:with|on|against)|deprecat|instead|mindestens|oder neuer|umst(?:ieg|ellung)|ablös|\bno longer\b"
    r"|\bnot\b|[≥>+]",
    re.IGNORECASE,
)
"""Words around a version that is not the one in use, or not the only one."""
_IN_CODE = frozenset({"language", "framework", "runtime", "frontend"})
"""What different components may use in different versions; of a database, prose says rarely which."""
_PROTOCOLS_WITH_ONE = frozenset({"TLS"})


@frozen
class Named:
    """A technology with its version."""

    name: str
    number: tuple[int, ...]
    text: Text
    line: Line
    components: frozenset[str]
    """Names of the components that it is said of; empty when none is named."""


def versions(page: Page) -> tuple[Named, ...]:
    """Return the versions in use that sections 2 to 12 state; what is to be replaced or at least needed is left out."""
    has_parts = page.once(follows_template)
    names = [component.name.words for component in page.once(components)]
    text = page.once(running_text)
    places = (match.start() for match in matches_of(VERSION, page) if _is_of_a_name(text, match.start()))
    return tuple(
        named
        for line in holding(page, places)
        if (_PARTS.match(line.part) and line.part not in _NOT_PARTS) or (not has_parts and _is_of_design(line))
        for named in _of(line, names)
    )


def _is_of_design(line: Line) -> bool:
    """Tell whether a line of a document from another template may say what the system uses, as its headings go."""
    return not line.part and not _NOT_DESIGN.search(line.item)


def _is_of_a_name(text: str, start: int) -> bool:
    """Tell whether a number follows a name, or is a version by its form."""
    return bool(_AFTER_NAME.search(text, max(0, start - 30), start) or _DOTTED.match(text, start))


def _of(line: Line, names: list[str]) -> list[Named]:
    words = line.text.words
    return [
        Named(each.name, _number(each.number), line.text.part(each.text), line, _about(line, each.start, names, kind))
        for each, kind in _stated(words)
    ]


@lru_cache(maxsize=1024)
def _stated(words: str) -> tuple[tuple[Version, str], ...]:
    """Return the versions that some words state, each with the kind of what has it; tables say the same in each row."""
    statement = Statement(id="", text=words, start=0, end=len(words), line=1, heading="")
    passage = Passage(statement, words, words)
    known = tuple(each for each in technologies(passage) if not each.rejected)
    kinds = {each.name: each.category for each in known}
    found = [
        each
        for each in found_in(passage, known)
        if kinds.get(each.name) in _KINDS or each.name in _PROTOCOLS_WITH_ONE
        if not _NOT_ONE.search(words[max(0, each.start - 60) : each.end + 25])
    ]
    times = Counter(each.name for each in found)
    return tuple((each, kind) for each in found if times[each.name] == 1 and (kind := kinds.get(each.name, "")))


def _about(line: Line, offset: int, names: list[str], kind: str) -> frozenset[str]:
    under = f"{line.item} {line.label.words}"
    said = f"{under} {line.sentence(offset)}" if kind in _IN_CODE else under
    return frozenset(name for name in names if name in said)


def _number(number: str) -> tuple[int, ...]:
    return tuple(int(piece) for piece in number.rstrip("+").split(".") if piece.isdigit())
