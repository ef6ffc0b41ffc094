"""Names that the brief sets in code or in quotation marks."""

import re

from drafter.document.brief import QuotedName
from drafter.facts.passage import Passage
from drafter.patterns import regex

__all__ = ["names"]

_QUOTED = regex(
    r"""`(?P<code>[^`\n]{1,80})`
      | (?<![\w"])"(?P<straight>[^"\n]{1,60})"(?![\w"])
      | “(?P<curly>[^“”]{1,60})”
      | „(?P<low>[^„“”]{1,60})[“”]
      | «\s?(?P<angle>[^«»]{1,60}?)\s?»
      | 「(?P<corner>[^「」]{1,60})」
    """,
    re.VERBOSE,
)
_MOST_WORDS = 6
_QUANTITY = regex(r"[<>≤≥~=\s]*[\d.,]+\s*(?:%|[a-zµ]{1,3}\b|$)", re.IGNORECASE)


def names(passage: Passage) -> tuple[QuotedName, ...]:
    """Return the names of at most six words; a quoted sentence or number is none."""
    found: list[QuotedName] = []
    for match in _QUOTED.finditer(passage.source):
        name = " ".join((match[match.lastgroup or 0] or "").split())
        if _is_name(name, is_code=match["code"] is not None):
            found.append(QuotedName(**passage.verbatim(*match.span()), name=name))
    return tuple(found)


def _is_name(name: str, *, is_code: bool) -> bool:
    if not any(char.isalpha() for char in name) or _QUANTITY.fullmatch(name):
        return False
    if "://" in name or len(name.split()) > _MOST_WORDS:
        return False
    return is_code or name[-1] not in ".!?,;:。！？"
