"""The addresses of headings, as GitHub makes them."""

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["anchor", "anchors"]

_KEPT = ("L", "M", "Nd", "Nl", "Pc")
"""Unicode categories that stay in an address: letters, marks, digits, letter-like numbers, connectors."""
_NOT_KEPT = re.compile(r"[^a-z0-9_ -]")
"""In a heading in ASCII."""


def anchor(heading: str) -> str:
    """Return a heading's address without `#`: `13-decisions--alternatives`.

    `heading` is the text that a reader sees, without Markdown's marks. The rule is that of the package
    github-slugger: lower case, punctuation and symbols removed, each space a hyphen.
    """
    if heading.isascii():
        return _NOT_KEPT.sub("", heading.strip().lower()).replace(" ", "-")
    return "".join(
        "-" if character == " " else character
        for character in heading.strip().lower()
        if character in " -" or unicodedata.category(character).startswith(_KEPT)
    )


def anchors(headings: Iterable[str]) -> list[str]:
    """Return the addresses of a document's headings in order; a repeated one ends with `-1`, `-2`."""
    repeated: dict[str, int] = {}
    made: list[str] = []
    for heading in headings:
        address = base = anchor(heading)
        while address in repeated:
            repeated[base] += 1
            address = f"{base}-{repeated[base]}"
        repeated[address] = 0
        made.append(address)
    return made
