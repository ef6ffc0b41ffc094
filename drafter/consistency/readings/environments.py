"""The environments: those that 11.1 lists, and those that other parts name."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.lines import with_pieces
from drafter.consistency.readings.technologies import technologies_of
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Mention", "concept", "environments", "is_environment", "mentioned"]

_KINDS = {
    "development": ("development", "dev", "local", "entwicklung"),
    "test": ("test", "testing", "qa", "integration", "int", "quality assurance"),
    "staging": ("staging", "stage"),
    "pre-production": ("pre-production", "preproduction", "preprod", "pre-prod"),
    "acceptance": ("uat", "acceptance", "user acceptance", "abnahme"),
    "sandbox": ("sandbox",),
    "demo": ("demo",),
    "canary": ("canary",),
    "preview": ("preview",),
    "training": ("training",),
    "performance": ("load test", "load-test", "performance test"),
    "production": ("production", "prod", "live", "produktion"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_ANY = "|".join(re.escape(word) for word in sorted(_KIND_OF, key=len, reverse=True))
_TELLING = "staging|pre-?production|pre-?prod|UAT|production"
"""What needs no word beside it to be an environment, behind a preposition."""
_MENTION = regex(
    rf"""(?<!\ba\s)(?<!\ban\s)(?<!\beine\s)\b(?P<named>{_ANY})(?:\s+|-)(?:environments?|umgebung)\b
       | \b(?:to|in|into|on|from|auf|nach)\s+(?:the\s+)?(?P<there>{_TELLING})\b
         (?!-|\s+(?:data|traffic|code|quality|use|lines?|systems?|volumes?|loads?|tables?|issues?|orders?|costs?)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PROPER = regex(
    r"\b(?:[Tt]he|[Oo]ur|[Dd]er|[Dd]ie)\s+(?P<before>[A-ZÄÖÜ][\w-]*?(?:\s[A-Z][\w-]*)?)"
    r"(?:\s+environments?\b(?!\s+(?:variable|file|setting|name))|-[Uu]mgebung\b)"
    r"|\benvironment\s+(?:called|named)\s+[\"“`]?(?P<called>[A-Z][\w-]*)"
)
_OTHERWISE = regex(
    r"^(?:[A-Z\d]+|\w*[Cc]loud|Linux|Unix|Windows.*|Runtime|Laufzeit|Execution|Target|Ziel|Hosting|Host|Build|System)$"
)
"""What stands before "environment" and is none that software is deployed to."""
_HINT = regex(r"nvironment|mgebung|[Ss]taging|rod|UAT")
"""What every mention holds; most texts hold none of it."""
_CALLED_SO = ("environment", "umgebung")
_TELLING_WORDS = ("staging", "production", "preprod", "pre-prod", "uat")
"""One of these or of those before them is in each text with a mention."""
_WORDS = regex(r"[\w-]+")
_SECTIONS = range(8, 13)


@frozen
class Mention:
    """An environment where another part names it."""

    kind: str
    at: Text


def environments(page: Page) -> tuple[Text, ...]:
    """Return the first cells of 11.1."""
    part = page.part("11.1")
    return tuple(row[0] for table in (part.tables if part else ()) for row in table.rows if row[0])


def concept(name: str) -> str:
    """Return the kind of environment that a name is, `production` for "Live (EU)"; its first word for others."""
    folded = name.casefold()
    if folded in _KIND_OF:
        return _KIND_OF[folded]
    words = _WORDS.findall(folded)
    return next((_KIND_OF[word] for word in words if word in _KIND_OF), words[0] if words else "")


def is_environment(name: str) -> bool:
    """Tell whether a name is that of a well-known environment."""
    return name.casefold() in _KIND_OF


def mentioned(page: Page) -> Iterator[Mention]:
    """Yield the environments that the parts on performance, tests, deployment and operation name.

    "A test environment" is any such, and none in particular.
    """
    for line in with_pieces(page, _HINT):
        text = line.text
        if line.section not in _SECTIONS or line.part == "11.1":
            continue
        folded = text.words.casefold()
        has_word = any(word in folded for word in _CALLED_SO)
        if not has_word and not any(word in folded for word in _TELLING_WORDS):
            continue
        for match in _MENTION.finditer(text.words):
            words = match["named"] or match["there"]
            yield Mention(_KIND_OF[words.casefold()], text.part(words))
        for match in _PROPER.finditer(text.words) if has_word else ():
            words = match["before"] or match["called"]
            is_known = any(word in _KIND_OF for word in words.casefold().split())
            if not is_known and not _OTHERWISE.match(words) and not technologies_of(words):
                yield Mention(concept(words), text.part(words))
