"""Ways of saying a proposal otherwise, from which the lists of rewordings are made."""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import TypeAlias

from drafter.document.suggestion import Candidate

__all__ = [
    "Rewording", "by_other_words", "in_change", "in_reason", "inserted_above", "one_other_word", "sentences",
    "with_context",
]  # fmt: skip

Rewording: TypeAlias = Callable[[str, Candidate, Random], Candidate | None]
"""From a document's text and a proposal to the same in other words; None where this way does not apply."""

_SENTENCE = re.compile(r"(?<=[.!?])[ \t]+(?=\S)")
_FEWEST_WORDS = 5
"""Of fewer, one other word is another proposal."""
_ABOVE = "Nobody has looked at this paragraph yet."


def sentences(text: str) -> list[str]:
    """Return the sentences of running text, without the white space between them."""
    return [one for one in _SENTENCE.split(text) if one.strip()]


def in_reason(change: Callable[[str, Random], str]) -> Rewording:
    """Return a rewording of the reason."""

    def reworded(_: str, candidate: Candidate, random: Random) -> Candidate | None:
        reason = change(candidate.reason, random)
        return None if reason == candidate.reason else candidate.model_copy(update={"reason": reason})

    return reworded


def in_change(change: Callable[[str, Random], str]) -> Rewording:
    """Return a rewording of what is written or asked instead, which must be some words that are not the quote's."""

    def reworded(_: str, candidate: Candidate, random: Random) -> Candidate | None:
        field = "question" if candidate.replacement is None else "replacement"
        said = str(getattr(candidate, field))
        new = change(said, random)
        if len(said.split()) < _FEWEST_WORDS or new in (said, candidate.quote):
            return None
        return candidate.model_copy(update={field: new})

    return reworded


def with_context(*, before: bool) -> Rewording:
    """Return a rewording that quotes the sentence before or behind as well, and writes it as it stands."""

    def reworded(text: str, candidate: Candidate, _: Random) -> Candidate | None:
        start = text.find(candidate.quote) if candidate.start is None else candidate.start
        if start < 0:
            return None
        end = start + len(candidate.quote)
        line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        cuts = [line_start, *(line_start + match.end() for match in _SENTENCE.finditer(line)), line_start + len(line)]
        near = [cut for cut in cuts if (cut < start if before else cut > end + 1)]
        if not near or "|" in line or (start if before else end + 1) not in cuts:
            return None
        extra = text[near[-1] : start] if before else text[end : near[0]].rstrip()
        join = (lambda words: extra + words) if before else (lambda words: words + extra)
        new = candidate.replacement if candidate.replacement is None else join(candidate.replacement)
        start = start - len(extra) if before else start
        return candidate.model_copy(update={"quote": join(candidate.quote), "replacement": new, "start": start})

    return reworded


def by_other_words(words: Mapping[str, str]) -> Callable[[str, Random], str]:
    """Return what puts other words for those that it knows."""
    known = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b", re.IGNORECASE)

    def changed(said: str, _: Random) -> str:
        return known.sub(lambda match: words[match[0].lower()], said)

    return changed


def one_other_word(words: Mapping[str, str]) -> Callable[[str, Random], str]:
    """Return what puts another word for one of those that it knows."""

    def changed(said: str, random: Random) -> str:
        there = [word for word in words if re.search(rf"\b{re.escape(word)}\b", said)]
        if not there:
            return said
        word = random.choice(there)
        return re.sub(rf"\b{re.escape(word)}\b", words[word], said, count=1)

    return changed


def inserted_above(text: str, candidate: Candidate) -> tuple[str, Candidate]:
    """Return a document with a paragraph before the part's first one, and the proposal at its new place."""
    at = text.rfind("\n#", 0, candidate.start if candidate.start is not None else max(text.find(candidate.quote), 0))
    line_end = text.find("\n", at + 1)
    if at < 0 or line_end < 0 or (candidate.start is not None and candidate.start <= line_end):
        return text, candidate
    added = f"\n\n{_ABOVE}"
    start = candidate.start
    moved = None if start is None else start + len(added)
    return text[:line_end] + added + text[line_end:], candidate.model_copy(update={"start": moved})
