"""The Mermaid diagrams of all parts.

The reader is tolerant: what it does not understand it passes over. A fault is what Mermaid refuses beyond doubt.
"""

import re
from collections.abc import Iterable, Iterator

from drafter.consistency.readings.flowchart import read_flowchart
from drafter.consistency.readings.mermaid import Diagram, Draft
from drafter.consistency.readings.other_diagrams import read_classes, read_entities, read_sequence
from drafter.document.page import Block, Fence, ListBlock, Page
from drafter.patterns import regex

__all__ = ["diagrams", "fences_in"]

_BEFORE = regex(r"\s*(?:---\n.*?\n\s*---[ \t]*\n\s*)?(?:%%[^\n]*\n\s*)*", re.DOTALL)
_FIRST = regex(r"([\w-]+)[^\n;]*")
_READERS = {
    "flowchart": ("flowchart", read_flowchart),
    "flowchart-elk": ("flowchart", read_flowchart),
    "graph": ("flowchart", read_flowchart),
    "classDiagram": ("class", read_classes),
    "classDiagram-v2": ("class", read_classes),
    "sequenceDiagram": ("sequence", read_sequence),
    "erDiagram": ("er", read_entities),
}
_OTHERS = frozenset(
    {
        "C4Component", "C4Container", "C4Context", "C4Deployment", "C4Dynamic", "architecture", "block", "gantt",
        "gitGraph", "info", "journey", "kanban", "mindmap", "packet", "pie", "quadrantChart", "radar", "requirement",
        "requirementDiagram", "sankey", "stateDiagram", "stateDiagram-v2", "timeline", "treemap", "xychart", "zenuml",
    }
)  # fmt: skip
"""Kinds that Mermaid knows and nothing is read of; some are written with `-beta` behind."""


def diagrams(page: Page) -> tuple[Diagram, ...]:
    """Return all diagrams in the order of the text."""
    return tuple(
        _diagram(part.key, fence)
        for part in page.parts
        for fence in fences_in(part.blocks)
        if fence.language.strip("{}") == "mermaid"
    )


def fences_in(blocks: Iterable[Block]) -> Iterator[Fence]:
    """Yield the blocks of code among some blocks, those in lists as well."""
    for block in blocks:
        match block:
            case Fence():
                yield block
            case ListBlock():
                for item in block.items:
                    if item.blocks:
                        yield from fences_in(item.blocks)


def _diagram(part: str, fence: Fence) -> Diagram:
    draft = Draft(fence.text.raw.replace("\r", " "), fence.text.start)
    before = _BEFORE.match(draft.source)
    at = before.end() if before else 0
    first = _FIRST.match(draft.source, at)
    word = first[1] if first else ""
    kind, read = _READERS.get(word, (word, None))
    if first is None:
        draft.fail("it is empty", 0)
    elif read is not None:
        read(draft, first.end())
    elif word.removesuffix("-beta") not in _OTHERS:
        draft.fail(f"{word} is no kind of diagram", *first.span(1))
    place = draft.text(*first.span()) if first else draft.text(0, 0)
    return Diagram(part, kind, draft.nodes, tuple(draft.edges), tuple(draft.groups), draft.fault, place)
