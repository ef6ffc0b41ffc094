"""Faults of running text that code can see: cut off, no content, a placeholder, a repetition."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from rapidfuzz import fuzz

from drafter.document.fault import Fault
from drafter.document.leaves import Leaf, leaves, replaced
from drafter.patterns import regex

__all__ = ["SeenSentences", "is_sentence", "running_texts", "sentences", "text_faults", "tidied"]

_SENTENCE_LIMIT = 100
"""Texts that may be longer than this are sentences, shorter ones are phrases."""
_LINE_LIMIT = 160
"""Lines of one answer may say the same of several names; what may be longer must not."""
_DANGLING = regex(
    r"\b(?:a|an|and|are|as|be|but|by|for|from|in|is|it|of|on|or|such|than|that|the|their|to|was|when|which|with)$",
    re.IGNORECASE,
)
"""Last words after which a clause must go on."""
_JOINTS = (", ", "; ", " and ", " which ", " while ", " because ", " so that ", " as well as ")
"""Where a sentence can end that goes on."""
_PAIR = regex(r"\b(?:between|both|either|neither|from)\b[^,;]*$", re.IGNORECASE)
"""What needs the other half that an "and" joins."""
_BROKEN_OFF = regex(r"\b(?:a|an|and|are|as|be|been|but|is|or|such|than|the|their|was|were)\.$", re.IGNORECASE)
"""Last words of no sentence."""
_SHORT_OF_LIMIT = 4
"""So many characters before its limit a text is ended by it: no longer piece of a word fits."""
_TEXT_LIMIT = 700
"""What may be longer than this is code, not text."""
_END = regex(r"(?<=[.!?。！？])\s+")
_CLOSED = regex(r"[.!?。！？][\"'”’)\]`]*$")
_PLACEHOLDER = regex(
    r"(?<!\w)\[[A-Za-z][^\]]{1,200}\]|(?<!\w)<[A-Za-z][^>]{0,200}>|(?-i:\bTBD\b|\bTODO\b(?![ -]\w))"
    r"|\blorem ipsum\b|\{\{|…|\.\.\.|\b(?:insert|your) \w+ here\b",
    re.IGNORECASE,
)
_SELF_REFERENCE = regex(
    r"\bas an ai\b|\bi am an? (?:ai|language model)\b|\bthe (?:prompt|fields?) above\b", re.IGNORECASE
)
_WORDS_OF_A_NAME = (2, 3)
_WORDS_OF_A_REPETITION = 6
_ABOVE = "above"
"""Where a sentence stands that the same answer has already."""


def tidied(model: type[BaseModel], data: Any, seen: "SeenSentences") -> Any:
    """Return JSON data with its free text in one line, unadorned, and ended where a sentence ends.

    A text that was stopped by its limit loses the sentence or clause that was cut, and so does one that ends in the
    same words, since models repeat what they wrote; a text of several sentences loses those that stand elsewhere
    already; a sentence that lacks only its full stop gets it.
    """
    here = SeenSentences()
    texts = list(running_texts(model, data))
    cut_ends = {_end_of(leaf.text) for leaf in texts if is_sentence(leaf) and _is_cut(leaf)}
    for leaf in texts:
        text = _tidy(leaf, cut_ends)
        fresh = [part for part in dict.fromkeys(_END.split(text)) if not (here.where(part) or seen.where(part))]
        if fresh:
            text = " ".join(fresh)
        here.add(text, "this answer")
        data = replaced(data, leaf.path, text)
    return data


def _tidy(leaf: Leaf, cut_ends: set[str]) -> str:
    text = " ".join(leaf.text.replace("**", "").split())
    if not is_sentence(leaf):
        return text.rstrip(".")
    if len(parts := _END.split(text)) > 1 and (_BROKEN_OFF.search(text) or text[-1].isalnum()):
        text = " ".join(parts[:-1])  # a model that stops within a sentence, or repeats one that its limit cut
    elif _reaches_limit(leaf) or _end_of(text) in cut_ends:
        return " ".join(_END.split(text)[:-1]) or _whole_clauses(text)
    return f"{text}." if text and (text[-1].isalnum() or text[-1] in "`)\"'") else text


def _reaches_limit(leaf: Leaf) -> bool:
    """Tell whether a text was ended by its limit: a model may close the string itself, within a word."""
    return len(leaf.text) >= leaf.max_length - _SHORT_OF_LIMIT


def _is_cut(leaf: Leaf) -> bool:
    return _reaches_limit(leaf) and not _CLOSED.search(leaf.text)


def _end_of(text: str) -> str:
    """Return the last words of a text, by which a repetition of a cut one is known."""
    return " ".join(text.rstrip(".").split()[-3:])


def _whole_clauses(text: str) -> str:
    """Return a sentence that was cut without its last, cut clauses, when most of it is left; else as it is."""
    kept = text
    while (end := max(kept.rfind(mark) for mark in _JOINTS)) > len(text) / 2:
        kept = kept[:end].rstrip(",; ")
        if not _DANGLING.search(kept) and not _PAIR.search(kept):
            return f"{kept}."
    return text


class SeenSentences:
    """The sentences of a document so far, for telling repetitions."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def copy(self) -> "SeenSentences":
        """Return another memory that holds the same."""
        other = SeenSentences()
        other._seen = dict(self._seen)
        return other

    def where(self, sentence: str) -> str:
        """Return the place that holds this sentence already, empty when none does."""
        return self._seen.get(_folded(sentence), "")

    def add(self, text: str, place: str) -> None:
        """Remember the sentences of a text."""
        for sentence in sentences(text):
            self._seen.setdefault(_folded(sentence), place)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that are long enough to be a repetition."""
    return [part for part in _END.split(text) if len(part.split()) >= _WORDS_OF_A_REPETITION]


def text_faults(model: type[BaseModel], data: Any, seen: SeenSentences) -> list[Fault]:
    """Return the faults of the free text in tidied JSON data, in order.

    `seen` holds what other parts of the document say already; it is not changed.
    """
    faults = []
    here = SeenSentences()
    for leaf in running_texts(model, data):
        problem = next(_problems(leaf), "")
        repeated, place = ("", "") if problem else _repetition(leaf, seen, here)
        if place:
            problem = f"{repeated!r} stands already {'in ' if place != _ABOVE else ''}{place}"
        if problem:
            faults.append(Fault(path=leaf.path, written=leaf.text, problem=problem, repeats=place))
        here.add(leaf.text, _ABOVE)
    return faults


def running_texts(model: type[BaseModel], data: Any) -> Iterator[Leaf]:
    """Yield the leaves that are running text: what has no limit, or a high one, is code and keeps its lines."""
    return (leaf for leaf in leaves(model, data) if 0 < leaf.max_length <= _TEXT_LIMIT)


def is_sentence(leaf: Leaf) -> bool:
    """Tell whether a text is sentences, not a phrase: its limit says so."""
    return leaf.max_length > _SENTENCE_LIMIT


def _problems(leaf: Leaf) -> Iterator[str]:
    text = leaf.text
    if match := _PLACEHOLDER.search(text):
        yield f"it holds the placeholder {match[0]!r}"
    if _SELF_REFERENCE.search(text):
        yield "it speaks about the request, not about the system"
    if leaf.description and fuzz.ratio(text.casefold(), leaf.description.casefold()) > 80:
        yield "it only repeats the description of the field"
    if text.endswith((":", ",", ";")):
        yield "it announces something that does not follow"
    if not is_sentence(leaf):
        if len(text) >= leaf.max_length - 1:
            yield "it is too long; write at most five words"
        return
    if len(words := text.split()) in _WORDS_OF_A_NAME and all(word[:1].isupper() for word in words):
        yield "it is a name, not a sentence"
    if _BROKEN_OFF.search(text):
        yield "it breaks off within a sentence"
    if not _CLOSED.search(text) or _reaches_limit(leaf):
        yield f"it is too long; write at most {leaf.max_length // 9} words"


def _repetition(leaf: Leaf, seen: SeenSentences, here: SeenSentences) -> tuple[str, str]:
    """Return the first sentence that stands elsewhere already, and where; empty for none."""
    if not is_sentence(leaf):
        return "", ""
    may_repeat = leaf.max_length <= _LINE_LIMIT
    for sentence in sentences(leaf.text):
        if place := seen.where(sentence) or ("" if may_repeat else here.where(sentence)):
            return sentence, place
    return "", ""


def _folded(sentence: str) -> str:
    return re.sub(r"\W+", " ", sentence).strip().casefold()
