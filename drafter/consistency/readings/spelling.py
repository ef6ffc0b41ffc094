"""When two names of data are the same: "Short Link" and `short_links`, `createdAt` and `created_at`."""

from functools import lru_cache

from drafter.derive.identifiers import plural, snake_case
from drafter.patterns import regex

__all__ = ["field_key", "is_tail", "near_keys", "noun_key", "noun_words", "squeezed"]

_IRREGULAR = {"person": "people", "persons": "people", "child": "children", "man": "men"} | {
    name: name for name in ("people", "children", "men")
}
_BETWEEN = regex(r"[\W_]+")
_PREFIXES = frozenset({"tbl", "t", "tb", "table", "entity"})
_LONGEST = 200
"""Characters of a name; the rest does not matter."""
_ENDINGS = frozenset({"n", "en", "e", "er", "s", "es"})
"""Of plurals in languages whose nouns are not known here."""


@lru_cache(maxsize=4096)
def field_key(name: str) -> str:
    """Return what names of one attribute have in common: words in lower case without joints."""
    return "".join(_words(name))


@lru_cache(maxsize=4096)
def noun_words(name: str) -> tuple[str, ...]:
    """Return the words of an entity's, a table's or a schema's name, the last one in its plural.

    A schema in front (`shop.orders`) and a mark such as `tbl_` are no part of the name.
    """
    *before, last = _words(name.rsplit(".", maxsplit=1)[-1])
    if len(before) > 0 and before[0] in _PREFIXES:
        before = before[1:]
    return (*before, _IRREGULAR.get(last) or plural(last))


def noun_key(name: str) -> str:
    """Return what the singular and the plural of a name have in common."""
    return "".join(noun_words(name))


def squeezed(text: str) -> str:
    """Return a text without what is between its words: `in` finds the key of a name in it."""
    return _BETWEEN.sub("", text.casefold())


def near_keys(name: str) -> tuple[str, str]:
    """Return two keys, of which names that `is_tail` takes for one share at least one."""
    return noun_words(name)[-1], "".join(_words(name))[:4]


def is_tail(one: str, other: str) -> bool:
    """Tell whether a name is the end of another ("Short Link", `links`), or another language's plural of it."""
    first, second = sorted((noun_words(one), noun_words(other)), key=len)
    if second[-len(first) :] == first:
        return True
    short, long = sorted(("".join(_words(one)), "".join(_words(other))), key=len)
    return len(short) > 3 and long.startswith(short) and long[len(short) :] in _ENDINGS


def _words(name: str) -> list[str]:
    made = snake_case(name[:_LONGEST]).split("_")
    return made if any(letter.isascii() and letter.isalnum() for letter in name) else [name.casefold()]
