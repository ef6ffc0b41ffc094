"""Where sentences end, in any language that ends them with a mark."""

import re

from drafter.patterns import regex

__all__ = ["sentences"]

_END = regex(
    r"""(?<![.!?…])[.!?…]+["'”’»)\]*_`]*(?=\s|$)
      | (?<![。！？])[。！？]+[」』）”]*
      | \n(?=[•·▪‣–—][ \t])
    """,
    re.VERBOSE,
)
_LABEL = regex(r"[*_]{0,2}[^\W\d_][\w /&'()-]{0,40}[*_]{0,2}:[*_]{0,2}(?:[ \t]|$)")
_LAST_WORD = regex(r"[^\s(\[\"'„“*_]{1,20}$")
_NEXT_WORD = regex(r"[\s\"'“„«(\[*_`]*(\S{0,20})")

_NEVER_LAST = frozenset({
    "e.g", "i.e", "z.b", "d.h", "u.a", "u.u", "i.d.r", "o.g", "s.o", "v.a", "approx", "ca", "circa", "vs",
    "cf", "dr", "mr", "mrs", "prof", "st", "bzw", "ggf", "evtl", "inkl", "resp", "sog", "vgl", "zzgl",
    "exkl", "p.ej",
})  # fmt: skip
"""Abbreviations that something always follows."""
_BEFORE_NUMBER = frozenset({
    "no", "nos", "nr", "nro", "min", "max", "fig", "sec", "p", "pp", "abs", "art", "ver", "v", "avg", "est",
    "incl", "ch", "vol", "ed", "eq",
})  # fmt: skip
"""Abbreviations when a number follows, ordinary words otherwise."""
_AFTER_ORDINAL = regex(
    r"(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|quartal|kalenderw|jahr|woche|tag|stock)",
    re.IGNORECASE,
)


_SHORT = 3
"""A word this short before a point and a small letter is an abbreviation that no list knows."""


def sentences(content: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one paragraph, without the spaces between them.

    A line break separates two lines that both start with a label ("Owner: ..."), and lines that start with
    a typographic bullet; elsewhere it is a space.
    """
    cuts = sorted({match.end() for match in _END.finditer(content) if _ends(content, match)} | _labels(content))
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in [*cuts, len(content)]:
        piece = content[start:cut]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = cut
    return spans


def _ends(content: str, match: re.Match[str]) -> bool:
    """Return whether a sentence ends at this mark."""
    mark = match[0]
    if mark[0] != ".":
        return True
    window = content[max(0, match.start() - 21) : match.start()]
    before = word[0] if (word := _LAST_WORD.search(window)) else ""
    following = _NEXT_WORD.match(content, match.end())
    after = following[1] if following else ""
    is_abbreviation = before == "Ms" or before.lower() in _NEVER_LAST
    is_like_one = len(before) <= _SHORT or "." in before
    if is_abbreviation or (is_like_one and _begins_small(following)):
        return False
    if before.lower() in _BEFORE_NUMBER:
        return not after[:1].isdigit()
    if before.isdigit() and len(before) <= 2:
        return not _AFTER_ORDINAL.match(after)
    is_initial = len(before) == 1 and before.isupper() and not mark[1:]
    return not (is_initial and after[:1].isupper())


def _begins_small(following: re.Match[str] | None) -> bool:
    """Return whether what follows begins with a small letter outside code."""
    return following is not None and following[1][:1].islower() and "`" not in following[0]


def _labels(content: str) -> set[int]:
    """Return the offsets of the labelled lines that follow a labelled line."""
    cuts: set[int] = set()
    if "\n" not in content:
        return cuts
    offset, labelled = 0, False
    for line in content.split("\n"):
        was_labelled, labelled = labelled, _LABEL.match(line) is not None
        if labelled and was_labelled:
            cuts.add(offset)
        offset += len(line) + 1
    return cuts
