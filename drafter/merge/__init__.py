"""The three-way merge of Markdown: what was last generated, what stands in the file, and what is generated now.

Texts are cut into units (headings, paragraphs, list items, table rows, lines of code), so that a change by hand and a
new draft meet only where both touch the same unit; cells of a row and sentences are merged within it. A line that the
user wrote is in the result or in a conflict's half; a line that the user deleted and the new draft changed is a
conflict.
"""

from drafter.merge.diff3 import merged
from drafter.merge.gaps import Joiner, with_gap_changes
from drafter.merge.lines import line_end_of, with_line_ends
from drafter.merge.markers import has_markers
from drafter.merge.patch import unified
from drafter.merge.place import part_span, section_span, spliced
from drafter.merge.result import Hunk, Merge, Policy
from drafter.merge.steps import GapChange
from drafter.merge.units import cut

__all__ = [
    "Hunk",
    "Merge",
    "Policy",
    "has_markers",
    "line_end_of",
    "merge",
    "part_span",
    "section_span",
    "spliced",
    "unified",
]


def merge(base: str | None, ours: str, theirs: str) -> Merge:
    """Return the merge of a section or part in Markdown: as last generated, as it is in the file, as it is now.

    Line ends may be any; what is taken from theirs gets those of ours. Without a base everything in ours counts as
    written by hand: each difference to theirs is offered, none is taken, and other blank lines at the end are none.
    """
    line_end = line_end_of(ours)
    mine, new = cut(ours), cut(with_line_ends(theirs, line_end))
    old = mine if base is None else cut(base)
    steps = list(merged(old.nodes, mine.nodes, new.nodes))
    found = [
        step
        for step in with_gap_changes(steps, old, mine, new)
        if base is not None or not isinstance(step, GapChange) or step.ours < len(mine.units)
    ]
    return Merge(Joiner(old if base is not None else None, mine, new, line_end), tuple(found))
