"""Comments in a document that suppress findings: `<!-- drafter: ignore NUM102, API: agreed with finance -->`.

Such a comment holds for the line that it stands in. Alone in its line it holds for the block that follows: a heading,
paragraph, list, table or block of code. Before the first heading it holds for the whole document.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from drafter.consistency.checking import findings_of, fingerprinted
from drafter.consistency.rule import Problem, Rule, rule
from drafter.consistency.selection import nearest
from drafter.document.finding import Finding
from drafter.document.page import Block, Fence, Heading, Html, ListBlock, ListItem, Page, Table, Text

__all__ = ["Suppression", "suppressed", "suppressions", "unknown_suppression", "unused_suppression"]

_COMMENT = re.compile(r"<!--[ \t]*drafter[ \t]*:[ \t]*([\w-]*)([^\n]*?)-->", re.IGNORECASE)
_REASON = re.compile(r"[:;(–—]|\s-")
"""What ends the codes; the reason behind it is for people."""
_CODE = re.compile(r"[^\s,]+")
_INSTRUCTION = "ignore"
_OWN = "SUP"


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that suppresses findings."""

    comment: Text
    instruction: str
    codes: tuple[Text, ...]
    """Codes or their beginnings, as they are written."""
    start: int
    end: int
    """Where the findings begin that it suppresses; exclusive."""

    def covers(self, finding: Finding) -> bool:
        """Tell whether it suppresses a finding."""
        inside = self.start <= finding.place.start < max(self.end, self.start + 1)
        return inside and finding.code.startswith(self.beginnings)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What the codes of suppressed findings begin with; none for a comment that is no suppression."""
        return tuple(code.words.upper() for code in self.codes if self.instruction == _INSTRUCTION)


@rule("SUP101", "note")
def unknown_suppression(found: Sequence[Suppression], rules: Sequence[Rule]) -> Iterator[Problem]:
    """A comment that should suppress a finding names no rule.

    It has no effect, and looks as if it had one.

    Bad: <!-- drafter: ignore NUM1O2 -->
    Good: <!-- drafter: ignore NUM102 -->
    Fix: write the code that `drafter check` prints, or its beginning; `drafter rules` lists them.
    """
    codes = [known.code for known in rules]
    for one in found:
        if one.instruction != _INSTRUCTION:
            yield Problem(f"the instruction is {_INSTRUCTION!r}, not {one.instruction!r}", one.comment)
        elif not one.codes:
            yield Problem("the suppression names no rule", one.comment)
        for code in one.codes if one.instruction == _INSTRUCTION else ():
            if not any(known.startswith(code.words.upper()) for known in codes):
                near = nearest(code.words, rules)
                yield Problem(f"{code.words} is no rule" + (f"; the nearest is {near}" if near else ""), code)


@rule("SUP102", "note")
def unused_suppression(
    found: Sequence[Suppression], rules: Sequence[Rule], findings: Sequence[Finding], ran: Collection[str]
) -> Iterator[Problem]:
    """A suppression has nothing to suppress.

    What it was for is mended or moved; left there, it hides the next finding.

    Bad: <!-- drafter: ignore REF101 --> above a table in which all dependencies are listed.
    Good: the table without the comment.
    Fix: remove the code or the comment, or move the comment right above the block that it is for.
    """
    for one in found:
        covered = [finding.code for finding in findings if one.covers(finding)]
        for code, beginning in zip(one.codes, one.beginnings, strict=False):
            meant = {rule.code for rule in rules if rule.code.startswith(beginning)}
            used = any(other.startswith(beginning) for other in covered)
            if meant and meant <= set(ran) and not used and not beginning.startswith(_OWN):
                yield Problem(f"there is no finding of {code.words} to suppress", code)


def suppressed(
    page: Page, findings: Sequence[Finding], rules: Sequence[Rule], ran: Collection[str]
) -> tuple[tuple[Finding, ...], int]:
    """Return the findings that no comment suppresses, with those about the comments, and how many were suppressed.

    `rules` are all that there are, `ran` the codes of those that were looked for.
    """
    found = suppressions(page)
    if not found:
        return tuple(findings), 0
    problems = {
        unknown_suppression: unknown_suppression.check(found, rules),
        unused_suppression: unused_suppression.check(found, rules, findings, ran),
    }
    own = [finding for one, given in problems.items() if one.code in ran for finding in findings_of(page, one, given)]
    whole = [*findings, *fingerprinted(own)]
    kept = [finding for finding in whole if not any(one.covers(finding) for one in found)]
    kept.sort(key=lambda finding: (finding.place.start, finding.code, finding.message))
    return tuple(kept), len(whole) - len(kept)


def suppressions(page: Page) -> tuple[Suppression, ...]:
    """Return the comments that speak to drafter, in order; those in code are text."""
    matches = list(_COMMENT.finditer(page.text))
    if not matches:
        return ()
    blocks = tuple(
        block for part in page.parts for block in ((part.heading, *part.blocks) if part.heading else part.blocks)
    )
    code = [(fence.start, fence.text.end) for fence in _fences(blocks)]
    return tuple(
        _suppression(match, page.text, blocks)
        for match in matches
        if not any(start <= match.start() < end for start, end in code) and not _in_code_span(match, page.text)
    )


def _suppression(match: "re.Match[str]", text: str, blocks: Sequence[Block]) -> Suppression:
    end_of_codes = _REASON.search(match[2])
    said = match[2][: end_of_codes.start()] if end_of_codes else match[2]
    codes = tuple(Text(code[0], code[0], match.start(2) + code.start()) for code in _CODE.finditer(said))
    start, end = _reach(match, text, blocks)
    return Suppression(Text(match[0], match[0], match.start()), match[1].lower(), codes, start, end)


def _reach(match: "re.Match[str]", text: str, blocks: Sequence[Block]) -> tuple[int, int]:
    first = min((_start(block) for block in blocks if isinstance(block, Heading)), default=len(text))
    if match.start() < first:
        return 0, len(text) + 1
    begin, end = _line(match.start(), text)
    if _COMMENT.sub("", text[begin:end]).strip():
        return begin, end
    following = _following(match.end(), blocks, len(text))
    return following or (begin, end)


def _following(at: int, blocks: Sequence[Block], end: int) -> tuple[int, int] | None:
    """Return where the block behind an offset begins and ends, in the innermost list item that holds the offset."""
    ends = [*(_start(block) for block in blocks[1:]), end]
    for block, until in zip(blocks, ends, strict=True):
        if isinstance(block, ListBlock) and block.start < at < until:
            items = [*(_start_of_item(item) for item in block.items[1:]), until]
            for item, last in zip(block.items, items, strict=True):
                if at < last and item.blocks and _start(item.blocks[0]) < at:
                    return _following(at, item.blocks, last)
        if _start(block) >= at and not isinstance(block, Html):
            return _start(block), until
    return None


def _start(block: Block) -> int:
    match block:
        case ListBlock() | Table() | Fence():
            return block.start
        case _:
            return block.text.start


def _start_of_item(item: ListItem) -> int:
    return (item.label or item.text).start or (_start(item.blocks[0]) if item.blocks else 0)


def _fences(blocks: Sequence[Block]) -> Iterator[Fence]:
    for block in blocks:
        match block:
            case Fence():
                yield block
            case ListBlock():
                for item in block.items:
                    yield from _fences(item.blocks)


def _in_code_span(match: "re.Match[str]", text: str) -> bool:
    begin, _ = _line(match.start(), text)
    return text.count("`", begin, match.start()) % 2 == 1


def _line(at: int, text: str) -> tuple[int, int]:
    """Return where the line of an offset begins and ends, whatever its line end is."""
    begin = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    ends = [found for mark in "\r\n" if (found := text.find(mark, at)) >= 0]
    return begin, min(ends, default=len(text))
