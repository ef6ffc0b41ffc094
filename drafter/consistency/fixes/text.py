"""Running text: doubled words, missing full stops, what was left in, wrong characters."""

import re
from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.document.page import Paragraph, Part, Text
from drafter.patterns import regex

__all__ = ["doubled_word", "mangled", "no_end_mark", "said_again", "speaks_of_request", "unfilled"]

_DOUBLED = regex(r"(?P<first>\S+)(?P<between>\s+)(?P<again>\S+)")
_GOES_ON = frozenset(
    """
    a an the and or but nor so as at by for from in into of off on onto over per than that this these those to under
    until up upon via when where whether which while who whom whose why with within without about above across after
    against along among around because before behind below between beyond during if is are was were be been being has
    have had do does did can could may might must shall should will would not no its their his her our your my every
    each any some such it they we he she you i also only then der die das ein eine und oder mit von
    für zu zum zur im in am an auf bei nach aus dass weil wenn ist sind wird werden hat haben kann muss soll nicht
    """.split()  # noqa: SIM905
)
"""Last words behind which a sentence most often goes on."""
_OPENS_CLAUSE = frozenset("that which who whom whose where when while if because whether as dass weil wenn ob".split())  # noqa: SIM905
_LAST_WORDS = 4
"""A clause that opened among these may lack its verb."""
_MOST = 0.8
"""Of the cells of a column or the items of a list."""
_SENTENCE_END = regex(r"(?<=[.!?])[ \t]+|\r\n?|\n")
_MANGLED_SIGNS = regex(r"[\xa0-\uffff]+")
_UNFILLED = regex(r"[\[\]{}`<$%?]|\bTBD\b|\bTODO\b|lorem", re.IGNORECASE)
_BLANK = regex(r"[ \t]*(?:\r?\n[ \t]*)*(?=\S)|\s*")
_CONTEXT = 6
"""Words."""
_ENCODINGS = ("cp1252", "latin-1")


@fix("TXT105")
def doubled_word(case: Case) -> Iterator[Edit]:
    """Leave one of the two out."""
    match = _DOUBLED.fullmatch(case.raw)
    if match and match["first"].casefold() == match["again"].casefold():
        yield Edit(case.start, case.raw, match["first"])


@fix("TXT109")
def no_end_mark(case: Case) -> Iterator[Edit]:
    """Write the full stop, unless the last word may not be the last, or what stands beside it ends without one too."""
    last = re.search(r"[^\W\d_]+$", case.raw)
    words = [word.casefold() for word in case.raw.split()[-_LAST_WORDS:]]
    after = case.page.text[case.finding.place.end :].lstrip()[:1]
    is_whole = words[-1:] != [] and words[-1] not in _GOES_ON and _OPENS_CLAUSE.isdisjoint(words)
    if last and last[0].islower() and is_whole and not after.islower() and _ends_like_others(case):
        yield Edit(case.start + last.start(), last[0], f"{last[0]}.")


def _ends_like_others(case: Case) -> bool:
    """Return whether a text has sentences that end, or stands alone, or beside cells or items that end like one."""
    texts = [(text, others) for part in case.page.parts for text, others in _beside(part) if text.start <= case.start]
    text, others = next((one for one in texts if case.start < one[0].end), (None, []))
    if text is None or _SENTENCE_END.search(text.raw):
        return True
    return bool(others) and sum(other.words.endswith((".", "!", "?")) for other in others) >= _MOST * len(others)


def _beside(part: Part) -> Iterator[tuple[Text, list[Text]]]:
    """Yield each cell with the others of its column, and each item with the others of its list or of its label."""
    for table in part.tables:
        for column in zip(*table.rows, strict=True):
            for cell in column:
                yield cell, [other for other in column if other and other is not cell]
    for item in part.list_items:
        same = [other for other in part.list_items if other.label.words == item.label.words]
        yield item.text, [other.text for other in same if other.text and other is not item]


@fix("TXT114")
def said_again(case: Case) -> Iterator[Edit]:
    """Remove the second of two equal sentences of a paragraph, with the space before it."""
    first = case.at(case.finding.related[0]) if case.finding.related else ""
    if not first or case.raw.rstrip(".!? ") != first.rstrip(".!? ") or case.finding.related[0].start >= case.start:
        return
    before = case.page.text[: case.start]
    space = before[len(before.rstrip(" ")) :]
    if space:
        yield Edit(case.start - len(space), space + case.raw, "")


@fix("TXT107")
def speaks_of_request(case: Case) -> Iterator[Edit]:
    """Remove the sentence, or the paragraph that has no other."""
    text = next(
        (text for part in case.page.parts for text in _paragraphs(part) if text.start <= case.start < text.end), None
    )
    if text is None:
        return
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text.raw)), len(text.raw)]
    start = max(cut for cut in cuts if cut <= case.start - text.start)
    end = min(cut for cut in cuts if cut >= case.finding.place.end - text.start)
    if end - start == len(text.raw):
        blank = _BLANK.match(case.page.text, text.end)
        end = blank.end() - text.start if blank else end
    elif end == len(text.raw):
        start = len(text.raw[:start].rstrip())
    yield Edit(text.start + start, case.page.text[text.start + start : text.start + end], "")


def _paragraphs(part: Part) -> Iterator[Text]:
    return (block.text for block in part.blocks if isinstance(block, Paragraph))


@fix("TXT110")
def mangled(case: Case) -> Iterator[Edit]:
    """Write the characters that were read in another encoding, where all of their bytes are still there."""
    for encoding in _ENCODINGS:
        try:
            right = case.raw.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if _MANGLED_SIGNS.fullmatch(right) and len(right) < len(case.raw):
            yield Edit(case.start, case.raw, right)
            return


@fix("STR105", "TXT111")
def unfilled(case: Case) -> Iterator[Edit]:
    """Ask what belongs where a placeholder or a variable was left."""
    if case.raw and "`" not in case.raw and case.raw in case.finding.message:
        part = case.page.part(case.finding.place.part)
        where = part.heading.title if part and part.heading else "the document"
        number = f"{case.finding.place.part} " if case.finding.place.part[:1].isdigit() else ""
        yield Edit(
            case.start, case.raw, None, f"What belongs in the place of `{case.raw}`{_before(case)} in {number}{where}?"
        )


def _before(case: Case) -> str:
    """Return the words before the finding that tell it from others of its part; empty without any."""
    start, end = case.line(case.start)
    cells = [_bare(cell) for cell in case.page.text[start:end].split("|")[1:]]
    words = _bare(case.page.text[start : case.start].rsplit("|", 1)[-1]).split()[-_CONTEXT:]
    before = " ".join(words) or next((cell for cell in cells if cell), "")
    is_plain = before and case.raw not in before and not _UNFILLED.search(before)
    return f" behind “{before}”" if is_plain else ""


def _bare(words: str) -> str:
    return words.replace("**", "").strip(" *-#>:\t")
