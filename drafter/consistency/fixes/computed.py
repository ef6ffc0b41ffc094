"""Diagrams, the schema and the contract, which are computed from other parts and no longer follow them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.fixes.mending import mends
from drafter.consistency.readings.components import details
from drafter.derive.stated import rederived
from drafter.document.blocks import Code, Flow
from drafter.document.brief import Brief
from drafter.document.page import Fence, Page
from drafter.markdown.typed import document

__all__ = ["follows"]

_HOMES = {
    "NAM103": ("9.1",), "NAM105": ("3.1", "9.1"), "DAT201": ("5.2",), "API201": ("6.2",), "API208": ("6.2",),
    "API301": ("6.2",), "API303": ("6.2",), "API304": ("6.2",),
}  # fmt: skip
"""The computed parts in which a finding of a code is mended; the other part that it names is the home of the fact."""
_ALIKE = 0.8
"""A block of which a smaller share of lines is as computed was written by somebody."""
_MOST_HUNKS = 12


@fix(*_HOMES)
def follows(case: Case) -> Iterator[Edit]:
    """Write the lines that mend the finding as they are computed: the fewest that do, else all of the block's.

    What a diagram is to show is a component beyond doubt when 4.2 describes it as well.
    """
    if case.finding.code == "NAM105" and case.raw not in {detail.name.words for detail in case.page.once(details)}:
        return
    for key in _HOMES[case.finding.code]:
        part = case.page.part(key)
        made = case.page.once(_made).get(key, case.brief) if part and part.fences else ()
        if part is None or len(made) != len(part.fences):
            continue
        for fence, code in zip(part.fences, made, strict=True):
            tried = list(_edits(fence, code, case.newline)) if fence.language == code.language else []
            if edit := next((edit for edit in tried if mends(case, edit)), None):
                yield edit
                return


def _edits(fence: Fence, code: Code, newline: str) -> Iterator[Edit]:
    """Yield each run of lines that differs, then all of them as one; nothing for a block that is not drafter's."""
    lines = fence.text.raw.splitlines(keepends=True)
    wanted = [f"{line}{newline}" for line in code.text.rstrip("\n").splitlines()]
    matcher = SequenceMatcher(None, lines, wanted, autojunk=False)
    hunks = [operation[1:] for operation in matcher.get_opcodes() if operation[0] != "equal"]
    if not hunks or len(hunks) > _MOST_HUNKS or matcher.ratio() < _ALIKE:
        return
    for hunk in dict.fromkeys((*hunks, (hunks[0][0], hunks[-1][1], hunks[0][2], hunks[-1][3]))):
        yield _edit(fence, lines, wanted, hunk)


def _edit(fence: Fence, lines: Sequence[str], wanted: Sequence[str], hunk: tuple[int, int, int, int]) -> Edit:
    """Return a run of lines as an edit; lines that are only added stand with the one before them."""
    first, last, made_first, made_last = hunk
    if first == last and first > 0:
        first, made_first = first - 1, made_first - 1
    elif first == last:
        last, made_last = last + 1, made_last + 1
    start = fence.text.start + sum(map(len, lines[:first]))
    return Edit(start, "".join(lines[first:last]), "".join(wanted[made_first:made_last]))


class _Made:
    """The blocks of code that computed parts would have."""

    def __init__(self, page: Page) -> None:
        self._document = document(page).document
        self._known: dict[tuple[str, int], tuple[Code, ...]] = {}

    def get(self, key: str, brief: Brief | None) -> tuple[Code, ...]:
        """Return those of a part, in order."""
        if (key, id(brief)) not in self._known:
            content = rederived(self._document, key, brief)
            blocks = content.blocks if isinstance(content, Flow) else ()
            self._known[key, id(brief)] = tuple(block for block in blocks if isinstance(block, Code))
        return self._known[key, id(brief)]


def _made(page: Page) -> _Made:
    return _Made(page)
