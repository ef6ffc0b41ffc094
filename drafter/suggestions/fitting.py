"""What a proposal writes, made to fit the place where it goes."""

from bisect import bisect_left
from difflib import SequenceMatcher

from drafter.patterns import regex
from drafter.suggestions.folding import Folded, fold, unmarked
from drafter.suggestions.locating import Span
from drafter.suggestions.places import line_of

__all__ = ["fitted", "removal", "with_newlines", "without_repeated_ends"]

_TOKEN = regex(r"\w+|\s+|[^\w\s]")
_ALONE = regex(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_MARK = regex(r"[ \t]*[-*+][ \t]+")
_LINE_END = regex(r"\r\n?|\n")


def fitted(quote: str, replacement: str, true: str) -> str:
    """Return what to write in place of the document's words when a replacement was made for a quote of them.

    Where the quote lacks the document's marks, the words that stay keep theirs.
    """
    if true == quote:
        return replacement
    quote, replacement = quote.strip(), replacement.strip()
    quoted, there = fold(quote), fold(true)
    if quoted.text != there.text:
        if unmarked(quote) != quote or unmarked(replacement) != replacement:
            return replacement
        quote = unmarked(true)
        quoted = fold(quote)
    made = _transplanted(quote, replacement, true, quoted, there)
    return made if fold(made).text == fold(replacement).text else replacement


def _transplanted(quote: str, replacement: str, true: str, quoted: Folded, there: Folded) -> str:
    """Return the true words with the changes that lead from the quote to the replacement."""
    old, new = _TOKEN.findall(quote), _TOKEN.findall(replacement)
    offsets = [0]
    for token in old:
        offsets.append(offsets[-1] + len(token))
    made: list[str] = []
    done = 0
    for kind, old_first, old_last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            made.append("".join(new[new_first:new_last]))
            continue
        first = bisect_left(quoted.places, offsets[old_first])
        last = bisect_left(quoted.places, offsets[old_last])
        start = max(done, there.places[first - 1] + 1 if first else 0)
        done = there.places[last] if last < len(there.places) else len(true)
        made.append(true[start:done])
    return "".join(made)


def without_repeated_ends(quote: str, replacement: str, after: str) -> str:
    """Return a replacement without a list's mark or a full stop that only it has and that stand there already."""
    mark = _MARK.match(replacement)
    if mark and not _MARK.match(quote):
        replacement = replacement[mark.end() :]
    stop = replacement[-1:]
    is_repeated = stop in tuple(".,:;!?") and after.startswith(stop) and not quote.rstrip().endswith(stop)
    return replacement[:-1] if is_repeated else replacement


def removal(text: str, span: Span) -> Span:
    """Return what to take away with some words: the line that they fill, a blank line below it, or a space."""
    start, end = line_of(text, span.start)[0], line_of(text, span.end)[1]
    before, after = text[start : span.start], text[span.end : end]
    if not after.strip() and _ALONE.fullmatch(before):
        end = _next_line(text, end)
        is_paragraph = _is_blank_above(text, start) and not text[end : line_of(text, end)[1]].strip()
        return Span(start, _next_line(text, line_of(text, end)[1]) if is_paragraph else end)
    if before.endswith(" ") and not _ALONE.fullmatch(before) and (not after or after[0] in " .,;:"):
        return Span(span.start - 1, span.end)
    return Span(span.start, span.end + after.startswith(" ") * (not before or before.endswith(" ")))


def _next_line(text: str, end: int) -> int:
    match = _LINE_END.match(text, end)
    return match.end() if match else end


def _is_blank_above(text: str, start: int) -> bool:
    return start == 0 or not text[line_of(text, start - 1)[0] : start].strip()


def with_newlines(words: str, newline: str) -> str:
    """Return words of several lines with a document's line end."""
    return _LINE_END.sub(lambda _: newline, words)
