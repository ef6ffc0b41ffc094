"""Which technologies section 13 turns down, and where the document uses them all the same."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.components import Component, components
from drafter.consistency.readings.decisions import Decision, decisions, folded
from drafter.consistency.readings.lines import Line, holding, places_of
from drafter.document.page import Page, Text
from drafter.facts.catalogue import Entry, entries, entry_named, token_at
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Rejected", "Use", "components_with", "named_in", "rejected", "uses_in_prose"]

_VERB_BEFORE = regex(
    r"(?:\b(?:uses?|using|used|utili[sz]es?|via|through|written in|implemented (?:in|with)|built (?:with|on|in|from)"
    r"|runs? on|running on|deployed (?:on|to|as)|powered by|backed by|based on|connects? to|relies on|sits on"
    r"|(?:stor|kept|keep|sav|cach|writ|read|publish|send|sent|persist|held|hold|queu|index)\w*\b[^.;]{0,50}?"
    r"\b(?:in|to|from|with|on|into|by)|nutzt|nutzen|verwendet|verwenden|geschrieben in|gespeichert in"
    r"|läuft auf|mit Hilfe von)"
    r"\s+)(?:(?:an?|the|our|its|one|eine?[nmr]?|die|der|das)\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_VERB_AFTER = regex(r"['’]?s?\s+(?:stores|keeps|holds|caches|serves|queues|delivers|persists|speichert|hält)\b")
_TURNED_DOWN = regex(
    r"instead|rather|\bnot?\b|n't\b|n’t\b|never|without|unlike|compar|\bthan\b|\bover\b|versus|\bvs\b|migrat"
    r"|\bfrom\b.*\bto\b|replac|consider|alternativ|reject|no longer"
    r"|previous|legacy|today|current|existing|\bif\b|could|would|option|later"
    r"|evaluat|drop|discard|import|export|external|third.part|statt|anstelle|nicht|kein|verworfen|ersetz|bisher|heute|\?",
    re.IGNORECASE,
)
"""A sentence with one of these may speak of what was turned down without using it."""
_NOT_DESIGN = frozenset({"2.1", "5.2", "6.2"})
_NOTE = regex(r"^\d{1,2}(?:\.\d)?: |(?:^|\s)Options?:\s")


@frozen
class Rejected:
    """An alternative that no decision chooses."""

    name: str
    place: Text
    decision: Decision
    entry: Entry | None
    """What the list of technologies knows of it."""
    is_ambiguous: bool
    """Its name is an ordinary word, too: Go, Express."""


@frozen
class Use:
    """A place in prose that names a rejected alternative."""

    rejected: Rejected
    text: Text
    line: Line
    is_used: bool
    """A verb beside it says that it is used."""


def rejected(page: Page) -> tuple[Rejected, ...]:
    """Return the alternatives of 13 that no decision chooses; what is part of a chosen name is left out."""
    made = page.once(decisions)
    chosen = [folded(f"{decision.choice or decision.title.words}") for decision in made]
    found = []
    for decision in made:
        for place in decision.alternatives:
            name = place.words
            if len(folded(name)) > 1 and not any(folded(name) in choice for choice in chosen):
                found.append(Rejected(name, place, decision, entry_named(name), _is_ambiguous(name)))
    return tuple(found)


def _is_ambiguous(name: str) -> bool:
    spellings = entries().get(token_at(name, 0), ())
    ways = {each.way for each in spellings if each.written.casefold() == name.casefold()}
    return "context" in ways


def components_with(page: Page, decision: Decision) -> tuple[Component, ...]:
    """Return the rows of 4.1 that a decision is about: those that its title names, else all."""
    listed = page.once(components)
    named = tuple(each for each in listed if folded(each.name.words) in folded(decision.title.words))
    return named or listed


def named_in(words: str, name: str) -> bool:
    """Tell whether words name something as a whole, whatever its case."""
    if name.casefold() not in words.casefold():
        return False
    return re.search(rf"(?<![\w.]){re.escape(name)}(?![\w+#]|\.\w)", words, re.IGNORECASE) is not None


def uses_in_prose(page: Page) -> tuple[Use, ...]:
    """Return where sections 2 to 12 name a rejected technology and do not turn it down; names must have their case."""
    known = {each.name: each for each in page.once(rejected) if each.entry}
    if not known:
        return ()
    places = places_of(page, *known)
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w.+#/`-])(?:{names})(?![\w+#`]|[.-]\w)")
    return tuple(use for line in holding(page, places) if _is_prose(line) for use in _uses(line, pattern, known))


def _is_prose(line: Line) -> bool:
    is_technology = line.part == "4.1" and line.column.casefold() in {"technology", "technologie"}
    is_design = 2 <= line.section <= 12 and line.part not in _NOT_DESIGN
    return is_design and not is_technology


def _uses(line: Line, pattern: re.Pattern[str], known: dict[str, Rejected]) -> Iterator[Use]:
    words = line.text.words
    for match in pattern.finditer(words):
        sentence = line.sentence(match.start())
        if _TURNED_DOWN.search(f"{line.item} {line.under} {sentence}") or _NOTE.search(words):
            continue
        is_used = bool(_VERB_BEFORE.search(words[: match.start()]) or _VERB_AFTER.match(words, match.end()))
        each = known[match[0]]
        if is_used or not each.is_ambiguous:
            yield Use(each, line.text.part(match[0]), line, is_used)
