"""Documents of any length: one document several times in one, with other names each time."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.markdown.parse import parse

__all__ = ["WORDS_A_PAGE", "long_document"]

WORDS_A_PAGE = 400
_LAST_THAT_STANDS_ONCE = 3
"""Title, information and contents."""
_PATH = re.compile(r"(?<![\w#/.-])(/[a-z]\w*)\b")
"""Its first step; a reference within a contract begins with `#`."""
_NAME = re.compile(r"^#### (.+)$|^\| ([A-Z][\w ]+?) \| [^|]+\. \| ", re.MULTILINE)


def long_document(text: str, copies: int) -> str:
    """Return a document whose parts hold what those of `text` do, `copies` times over.

    The components and entities of each copy have names of their own, in prose, tables, diagrams, schema and contract:
    there is more to read and more to compare, not the same thing again.
    """
    copies_of_parts = zip(*(_bodies(_renamed(text, number)) for number in range(copies)), strict=True)
    lines = [
        line
        for number, bodies in enumerate(copies_of_parts)
        for line in (_together(bodies) if number > _LAST_THAT_STANDS_ONCE else bodies[0])
    ]
    return "\n".join(lines) + "\n"


def _renamed(text: str, number: int) -> str:
    if not number:
        return text
    names = {name for pair in _NAME.findall(text) for name in pair if name and not name[0].isdigit()}
    for name in sorted(names, key=len, reverse=True):
        for old, new in _spellings(name, _letters(number)):
            text = re.sub(rf"(?<![A-Za-z]){re.escape(old)}(?![a-rt-z])", new, text)
    return _PATH.sub(rf"\1-{_letters(number).lower()}", text)


def _spellings(name: str, mark: str) -> Iterator[tuple[str, str]]:
    yield name, f"{name} {mark}"
    words = name.split()
    yield "".join(words), "".join(words) + mark
    yield "_".join(words).lower(), "_".join(words).lower() + f"_{mark.lower()}"


def _letters(number: int) -> str:
    """Return a word for a number: Bab, Bac, ..."""
    first, second = divmod(number, 20)
    consonants = "bcdfghjklmnpqrstvwxz"
    return f"{consonants[first % 20]}a{consonants[second]}".title()


def _bodies(text: str) -> list[list[str]]:
    """Return the lines of each part, its heading among them."""
    page = parse(text)
    starts = [part.heading.text.start for part in page.parts if part.heading]
    cuts = [0, *(text.rindex("\n", 0, start) + 1 for start in starts if "\n" in text[:start]), len(text)]
    return [text[first:last].splitlines() for first, last in pairwise(cuts)]


def _together(bodies: Sequence[list[str]]) -> list[str]:
    """Return the lines of one part of all copies: the rows of tables in one table, all else one behind the other."""
    first = bodies[0]
    rows = [index for index, line in enumerate(first) if line.startswith("|")]
    if rows:
        more = [line for body in bodies[1:] for line in [one for one in body if one.startswith("|")][2:]]
        return [*first[: rows[-1] + 1], *more, *first[rows[-1] + 1 :]]
    return [*first, *(line for body in bodies[1:] for line in body[1:])]
