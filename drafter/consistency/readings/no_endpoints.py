"""The endpoints that running text names where section 6 says that there are none."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.contract import contracts
from drafter.consistency.readings.endpoints import endpoints, endpoints_in
from drafter.consistency.readings.prose import passages, sentences
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Offered", "offered_all_the_same", "said_to_be_none"]

_NONE = regex(
    r"\b(?:no|without|not (?:have|offer|expose|provide)(?: an?| any)?)\s+(?:\w+\s+){0,2}"
    r"(?:endpoints?|APIs?|interface)\b"
    r"|\bnot applicable\b|^(?:none|n/a)\b|\bkeine?\s+(?:\w+[\s-]){0,2}(?:Endpunkte?|API|Schnittstellen?)\b"
    r"|\bnicht zutreffend\b|\bentfällt\b",
    re.IGNORECASE,
)
_PATH = r"/[A-Za-z{][^\s`;,)|]*"
_NAMED = regex(rf"\bendpoints?\s+`?({_PATH})|`({_PATH})`\s+endpoints?\b|\bEndpunkte?\s+`?({_PATH})", re.IGNORECASE)
_OPERATING = regex(r"/(?:-/)?(?:health|healthz|metrics|ready|readyz|live|livez|ping)\b", re.IGNORECASE)
_OF_OTHERS = regex(
    r"\b(?:calls|polls|fetches|requests|queries|downloads|uses|asks|reads|sends|posts|pushes|ruft|fragt|lädt|sendet)\b"
    r"|extern|third[- ]party|upstream|provider|partner|\b(?:its|their|'s|’s) API\b|\bAPI of\b",
    re.IGNORECASE,
)
_BY_OTHERS = regex(
    r"\b(?:clients?|users?|callers?|browsers?|consumers?|other (?:\w+ )?(?:systems?|services?|tools?|teams?|programs?)"
    r"|expos\w+|offer\w*|serves?|listens?|andere \w+)\b",
    re.IGNORECASE,
)
_BODY = range(2, 13)


@frozen
class Offered:
    """An endpoint that the document's own system has."""

    name: str
    """`GET /links`, or the path alone."""
    at: Text


def said_to_be_none(page: Page) -> Text | None:
    """Return where section 6 says that there is no endpoint; None when it lists some, or says nothing of it."""
    if page.once(endpoints) or any(page.once(contracts).operations):
        return None
    for number in ("6.1", "6"):
        part = page.part(number)
        found = next((text for text in part.texts if _NONE.search(text.words)), None) if part else None
        if found:
            return found
    return None


def offered_all_the_same(page: Page) -> Iterator[Offered]:
    """Yield the endpoints that other sections name, but for those of other systems and those for operation alone."""
    seen: set[str] = set()
    for passage in page.once(passages):
        if passage.part.section not in _BODY or passage.part.section == 6 or "/" not in passage.text.raw:
            continue
        for found in _named(passage.text):
            sentence = next((one for one in sentences(passage.text.raw) if found.name in " ".join(one.split())), "")
            is_of_others = _OF_OTHERS.search(sentence) and not _BY_OTHERS.search(sentence)
            if found.name not in seen and not is_of_others and not _OPERATING.search(found.name):
                seen.add(found.name)
                yield found


def _named(text: Text) -> Iterator[Offered]:
    pairs = list(endpoints_in(text))
    for pair in pairs:
        if "://" not in text.raw[pair.method.end - text.start : pair.path.start - text.start]:
            yield Offered(pair.name, pair.path)
    for match in _NAMED.finditer(text.raw) if not pairs else ():
        path = match[1] or match[2] or match[3]
        yield Offered(path, Text(path, path, text.start + match.start(match.lastindex or 0)))
