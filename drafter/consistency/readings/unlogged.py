"""What the document says is never logged, and the sentences that log it all the same."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.lines import Line, holding, lines_in, places_of
from drafter.consistency.readings.prose import sentences
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Unlogged", "logged_all_the_same", "never_logged"]

_THINGS_BEHIND = regex(
    r"\b(?:never\s(?:be\s)?log(?:s|ged)?\b(?:\s(?:are|is))?:?|nie(?:mals)?\sprotokolliert\s(?:werden|wird))\s([^.;:]+)",
    re.IGNORECASE,
)
_THINGS_BEFORE = regex(
    r"\s(?:(?:(?:is|are)\s(?:never|not)|must\s(?:not|never)\sbe)\slogged\b"
    r"(?!\s(?:in|with|unless|except|when|if|outside|before|after)\b)"
    r"|(?:wird|werden)\s(?:nie(?:mals)?|nicht)\sprotokolliert\b)",
    re.IGNORECASE,
)
_CLAUSE = regex(r"[^.;:]*$")
_CONDITION = regex(
    r"\b(?:with|unless|except|if|when|in (?:plain|clear|full)|plain|unmasked|unencrypted|outside|before|after|mit|außer"
    r"|wenn|falls|im klartext)\b",
    re.IGNORECASE,
)
_REASON = regex(r",?(?<!such)\s(?:as|because|since|so that|which|da|weil|damit)\s.*", re.IGNORECASE)
_SUCH_AS = regex(r".*\b(?:such as|including|like|for example|e\.g\.|wie|etwa)\s", re.IGNORECASE)
_JOINT = regex(r",\s(?:(?:and|or|und|oder)\s)?|\s(?:and|or|nor|und|oder)\s")
_DETERMINER = regex(r"^(?:the|an?|any|all|their|its|these|users?['’]s?|der|die|das|den|alle)\s", re.IGNORECASE)
_MOST_WORDS = 4
_REACH = 200
"""Characters of a clause."""
_SAYS_LITTLE = frozenset({
    "it", "they", "this", "that", "these", "them", "data", "information", "values", "fields", "events", "everything",
    "anything", "content", "details", "personal", "sensitive", "daten", "angaben", "inhalte", "felder",
})  # fmt: skip
_LOGS = (
    r"(?:\blogs?\b(?!\s(?:in|on|out|off|into|files?|is|are|was|were|must|may|can)\b)|\bprotokolliert\b|\bprotokoll\b)"
)
_LOG_HINTS = ("log", "rotokoll")
_ENDS_LOGGED = r"\b(?:(?:is|are)\s(?:also\s|always\s)?logged|in(?:to)?\sthe\slogs?|to\sthe\slogs?|protokolliert)\b"
_NOT_SO = regex(
    r"\b(?:never|not|no|nor|nothing|nobody|none|without|except|instead|nie|niemals|nicht|kein\w*|ohne)\b|mask|redact|hash|anonym|pseudonym"
    r"|remov|strip|filter|truncat|encrypt|geschwärzt|entfern|\?",
    re.IGNORECASE,
)
_PARTS = ("7.3", "12.1")
_BODY = range(2, 13)


@frozen
class Unlogged:
    """A thing that is never logged."""

    thing: str
    """`IP address`."""
    line: Line


def never_logged(page: Page) -> tuple[Unlogged, ...]:
    """Return the things that 12.1 and 7.3 say are never logged, each once; not those of which it holds on condition."""
    found: dict[str, Unlogged] = {}
    for line in (line for part in _PARTS for line in lines_in(page, part)):
        if any(hint in line.text.words for hint in _LOG_HINTS):
            for words in _denied(line.text.words):
                for thing in _things(words):
                    found.setdefault(thing.casefold(), Unlogged(thing, line))
    return tuple(found.values())


def _denied(words: str) -> Iterator[str]:
    """Yield what stands behind "never logs" and before "is never logged"."""
    yield from (match[1] for match in _THINGS_BEHIND.finditer(words))
    for match in _THINGS_BEFORE.finditer(words):
        clause = _CLAUSE.search(words, max(0, match.start() - _REACH), match.start())
        yield clause[0] if clause else ""


def _things(words: str) -> Iterator[str]:
    if _CONDITION.search(words):
        return
    for piece in _JOINT.split(_SUCH_AS.sub("", _REASON.sub("", words))):
        thing = _DETERMINER.sub("", piece.strip(' `"“”'))
        split = thing.split()
        if 0 < len(split) <= _MOST_WORDS and not _SAYS_LITTLE.issuperset(thing.casefold().split()):
            yield thing


def logged_all_the_same(page: Page) -> Iterator[tuple[Text, Unlogged]]:
    """Yield the sentences of sections 2 to 12 that log a thing, with what says that it is never logged."""
    for unlogged in page.once(never_logged):
        thing = rf"(?<![\w-]){re.escape(unlogged.thing)}(?![\w-])"
        logged = re.compile(rf"{_LOGS}[^.;:]*?{thing}|{thing}[^.;:]*?{_ENDS_LOGGED}", re.IGNORECASE)
        either = (unlogged.thing, unlogged.thing[0].swapcase() + unlogged.thing[1:])
        for line in holding(page, places_of(page, *either)):
            if line.section not in _BODY or line is unlogged.line:
                continue
            for sentence in sentences(line.text.words):
                if logged.search(sentence) and not _NOT_SO.search(sentence):
                    yield line.text.part(sentence), unlogged
