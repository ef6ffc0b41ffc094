"""Names as people write them, turned into identifiers as code writes them.

All identifiers are ASCII, start with a letter and have at most `LIMIT` characters, whatever the name holds.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from drafter.patterns import regex

__all__ = ["LIMIT", "camel_case", "kebab_case", "one_line", "pascal_case", "plural", "snake_case", "unique"]

LIMIT = 60
"""PostgreSQL cuts identifiers at 63 bytes; three are left for an ending such as `_id`."""

_NOT_DECOMPOSED = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l",
        "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
        "'": None, "\N{RIGHT SINGLE QUOTATION MARK}": None,
    }
)  # fmt: skip
"""Letters that Unicode does not decompose; and apostrophes, which do not part words."""

_WORD = regex(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
_SAME_PLURAL = ("data", "metadata", "media", "information", "feedback", "equipment", "series", "species")
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def snake_case(name: str) -> str:
    """Return `short_link` for "Short Link", "ShortLink" or "short-link"; `n1` when nothing is left."""
    return "_".join(_words(name))


def kebab_case(name: str) -> str:
    """Return `short-link` for "Short Link"; `n1` when nothing is left."""
    return "-".join(_words(name))


def pascal_case(name: str) -> str:
    """Return `ShortLink` for "short link"; `N1` when nothing is left."""
    return "".join(word.capitalize() for word in _words(name))


def camel_case(name: str) -> str:
    """Return `shortLink` for "Short Link"; `n1` when nothing is left."""
    pascal = pascal_case(name)
    return pascal[0].lower() + pascal[1:]


def unique(names: Iterable[str], maker: Callable[[str], str], taken: Collection[str] = ()) -> dict[str, str]:
    """Return an identifier for each name, no two the same and none in `taken`.

    The first of several names with the same identifier keeps it, the others are numbered from 2. `maker`
    keeps a number at the end of its text.
    """
    used = set(taken)
    made: dict[str, str] = {}
    for name in dict.fromkeys(names):
        identifier = stem = maker(name)
        number = 1
        while identifier in used:
            number += 1
            identifier = maker(f"{'' if stem == maker('') else stem[: LIMIT - 12]} {number}")
        used.add(identifier)
        made[name] = identifier
    return made


def plural(noun: str) -> str:
    """Return an English identifier's plural; of a plural, and of what ends with a digit, itself."""
    if noun.endswith(_SAME_PLURAL) or noun[-1:].isdigit():
        return noun
    if noun.endswith("is"):
        return f"{noun[:-2]}es"
    if noun.endswith(("ss", "us", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def one_line(text: str) -> str:
    """Return the text in one line, without control, format, private and unassigned characters."""
    kept = (
        character
        for character in " ".join(text.split())
        if character in _JOINERS or not unicodedata.category(character).startswith("C")
    )
    return "".join(kept).strip()


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """Split into lower-case ASCII words that start with a letter and fit the limit; never empty."""
    letters = name.replace("'", "") if name.isascii() else _ascii_letters(name)
    words: list[str] = [word.lower() for word in _WORD.findall(letters)] or ["n1"]
    if words[0][0].isdigit():
        words[0] = f"n{words[0]}"
    words[0] = words[0][:LIMIT]
    while sum(len(word) + 1 for word in words) > LIMIT + 1:
        words.pop()
    return tuple(words)


def _ascii_letters(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.translate(_NOT_DECOMPOSED)).translate(_NOT_DECOMPOSED)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
