"""The list of technologies: names, spellings, categories and SQL dialects, from the packaged data."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from drafter.document.brief import TechnologyCategory
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Entry", "Spelling", "category_members", "entries", "entry_named", "may_name", "sql_dialect", "token_at"]

_DATA = Path(__file__).with_name("data") / "technologies.json"
Way = Literal["any", "exact", "context"]
_LETTERS = r"[A-Za-z0-9\u00c0-\u024f]+"
_TOKEN = re.compile(rf"{_LETTERS}|\.[A-Za-z]+")
_RUN = regex(_LETTERS)
_DOTTED = regex(r"\.[A-Za-z]+")


@frozen
class Entry:
    """A technology of the list."""

    name: str
    category: TechnologyCategory
    dialect: str | None


@frozen
class Spelling:
    """One way to write a technology, and how it is told from an ordinary word."""

    entry: Entry
    written: str
    way: Way

    def match(self, words: str, start: int) -> re.Match[str] | None:
        """Return the match of this spelling at `start`, over line breaks too."""
        return _pattern(self.written, self.way).match(words, start)


@cache
def _pattern(written: str, way: Way) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, written.split())), re.IGNORECASE if way == "any" else 0)


def token_at(words: str, position: int) -> str:
    """Return the letters and digits at `position`, in lower case; empty when there are none."""
    match = _TOKEN.match(words, position)
    return match[0].lower() if match else ""


@cache
def entries() -> dict[str, tuple[Spelling, ...]]:
    """Return all spellings by their first token in lower case, the longest first."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    categories = frozenset(get_args(TechnologyCategory))
    found: dict[str, list[Spelling]] = {}
    for row in data["technologies"]:
        assert row["category"] in categories  # noqa: S101  our own packaged data
        entry = Entry(row["name"], row["category"], row.get("dialect"))
        for written, way in row["spellings"].items():
            found.setdefault(token_at(written, 0), []).append(Spelling(entry, written, way))
    return {first: tuple(sorted(group, key=lambda item: -len(item.written))) for first, group in found.items()}


@cache
def _by_name() -> dict[str, Entry]:
    named = {item.entry.name.lower(): item.entry for group in entries().values() for item in group}
    return dict(sorted(named.items()))


def entry_named(name: str) -> Entry | None:
    """Return the technology that this whole text names, by its name or any of its spellings."""
    if entry := _by_name().get(name.lower()):
        return entry
    for spelling in entries().get(token_at(name, 0), ()):
        if (match := spelling.match(name, 0)) and match.end() == len(name):
            return spelling.entry
    return None


def may_name(words: str) -> bool:
    """Tell whether a technology may be named in a text: some word of it begins the spelling of one."""
    known = entries()
    return any(token.lower() in known for pattern in (_RUN, _DOTTED) for token in pattern.findall(words))


def sql_dialect(name: str) -> str | None:
    """Return sqlglot's name of the SQL dialect of a database, None when it has none or is unknown."""
    entry = entry_named(name)
    return entry.dialect if entry else None


def category_members(category: TechnologyCategory) -> tuple[str, ...]:
    """Return the canonical names of all technologies of a category, in alphabetical order."""
    return tuple(entry.name for entry in _by_name().values() if entry.category == category)
