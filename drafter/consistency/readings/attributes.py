"""Attributes as documents write them: "`id` uuid, primary key; `slug` string" or "id (uuid), slug (string)"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.consistency.readings.types import is_type
from drafter.document.page import Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Attribute", "attribute_of", "attributes_in"]

_FLAGS = {
    "primary": regex(r"\bprimary key\b|\bPK\b|primärschlüssel", re.IGNORECASE),
    "unique": regex(r"(?<!not )(?<!non-)\bunique\b|\beindeutig\b", re.IGNORECASE),
    "required": regex(r"\brequired\b|\bnot null\b|\b(?:non|not)[ -]?null(?:able)?\b|\bmandatory\b", re.IGNORECASE),
    "optional": regex(r"\boptional\b|(?<!not )(?<!non-)\bnullable\b|\bmay be (?:null|empty)\b", re.IGNORECASE),
    "derived": regex(r"\bderived\b|\bcomputed\b|\bcalculated\b|\btransient\b|\bberechnet\b", re.IGNORECASE),
    "many": regex(r"\b(?:list|array|set|map|collection|liste|dict)\b|\[\]", re.IGNORECASE),
}
_REFERENCES = regex(
    r"\breferences\s+`?([\w.]+)|\b(?:FK|foreign key)\s*(?:to|→|->|:)?\s*`?([A-Za-z_][\w.]*)", re.IGNORECASE
)
_NAME = regex(r"\s*(?:[-*•]\s+)?(?:`([^`\n]{1,80})`|\*\*([^*\n]{1,80})\*\*)\s*")
_WORD = regex(r"[^\W\d]\w{0,80}")
_BEFORE_TYPE = frozenset(
    """
    primary key pk fk unique optional required mandatory nullable not null non iso utc unsigned positive big
    generated auto surrogate immutable and the a an
    """.split()  # noqa: SIM905
)
"""Words that may stand before the type; behind other words a type's name is prose."""
_TYPE = regex(r"([^\W\d_][\w-]*)[ \t]*(?:\([^()\n]{0,40}\))?")
_LONGEST_NAME = 4
"""In words; what is longer is prose."""


@frozen
class Attribute:
    """An attribute."""

    name: Text
    type: str
    """As it is written; empty when none is known."""
    flags: frozenset[str]
    """Of primary, unique, required, optional, derived, many."""
    references: str
    """The table that it references; empty for none."""


def attributes_in(text: Text) -> Iterator[Attribute]:
    """Yield the attributes of a line."""
    for chunk in _chunks(text):
        made = attribute_of(chunk)
        if made:
            yield made


def attribute_of(
    chunk: Text, label: Text | None = None, type_: Text | None = None, facts: str = ""
) -> Attribute | None:
    """Return the attribute that a text describes; None for prose.

    `label`, `type_` and `facts` are what is known from a list item's label or from a table's cells.
    """
    name, rest = (label, chunk.raw) if label else _name(chunk)
    words = name.words.strip("`*: ") if name else ""
    if not name or not words or len(words.split()) > _LONGEST_NAME or not any(map(str.isalpha, words)):
        return None
    rest = f"{type_.words}, {facts}" if type_ is not None else rest
    if label and type_ is not None and "`" in label.raw:
        words = label.words.strip("`* ")
    shown = name.part(words) if words in name.raw else name
    return Attribute(Text(words, shown.raw, shown.start), *_facts(rest))


@lru_cache(maxsize=1024)
def _facts(rest: str) -> tuple[str, frozenset[str], str]:
    """Return the type, the flags and the referenced table of an attribute; many are described in the same words."""
    flags = frozenset(flag for flag, pattern in _FLAGS.items() if pattern.search(rest))
    references = _REFERENCES.search(rest)
    return _type(rest), flags, next(filter(None, references.groups()), "") if references else ""


def _type(rest: str) -> str:
    for match in _TYPE.finditer(rest[:80]):
        if is_type(match[1]):
            return match[0]
        if not _BEFORE_TYPE.issuperset(match[1].casefold().split("-")):
            break
    return ""


def _chunks(text: Text) -> Iterator[Text]:
    """Yield the pieces between separators; what only adds to an attribute stays with it."""
    separator = ";" if ";" in text.raw else ","
    marked = _NAME.match(text.raw) is not None
    start = depth = 0
    cuts = []
    for index, letter in enumerate(text.raw):
        depth += (letter in "([{") - (letter in ")]}")
        if (
            letter == separator
            and depth <= 0
            and not (separator == "," and _adds(text.raw[index + 1 : index + 120], marked))
        ):
            cuts.append(index)
    for cut in (*cuts, len(text.raw)):
        raw = text.raw[start:cut]
        bare = raw.strip().rstrip(".")
        if bare:
            at = text.start + start + len(raw) - len(raw.lstrip())
            yield Text(bare, bare, at)
        start = cut + 1


def _adds(rest: str, marked: bool) -> bool:
    """Tell whether what follows a comma belongs to the attribute before it."""
    following = rest.lstrip()
    if marked:
        return _NAME.match(following) is None
    if following.casefold().startswith(("references", "foreign key", "fk ")):
        return True
    word = following.split(",")[0]
    return any(match and not match.start() for match in (pattern.search(word) for pattern in _FLAGS.values()))


def _name(chunk: Text) -> tuple[Text | None, str]:
    """Return the name that a piece begins with, and the rest."""
    marked = _NAME.match(chunk.raw)
    if marked:
        group = 1 if marked[1] else 2
        name = Text(marked[group], marked[group], chunk.start + marked.start(group))
        return name, chunk.raw[marked.end() :]
    plain = chunk.raw.replace("\\", "")
    word = _WORD.match(plain)
    if word is None:
        return None, ""
    rest = plain[word.end() :]
    following = _WORD.match(rest.lstrip(" :(-–"))
    if not rest.strip() or rest.lstrip()[:1] in {"(", ":", "-", "–"} or (following and _is_fact(rest, following[0])):
        return Text(word[0], word[0], chunk.start), rest
    stop = re.search(r"\s*[(:]|\s[-–]\s", plain)
    whole = plain[: stop.start()] if stop else plain
    return Text(whole, whole, chunk.start), plain[len(whole) :]


def _is_fact(rest: str, word: str) -> bool:
    return is_type(word) or any(pattern.match(rest.strip()) for pattern in _FLAGS.values())
