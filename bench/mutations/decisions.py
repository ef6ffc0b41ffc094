"""The decisions of section 13 and their records in appendix A."""

import re
from dataclasses import dataclass

from bench.mutations.page import Page, Row

__all__ = ["Decision", "contested", "decisions", "record_lines"]


@dataclass(frozen=True)
class Decision:
    """A row of section 13, with the line of its record where there is one."""

    row: Row
    topic: str
    chosen: str
    alternatives: tuple[str, ...]
    record: int | None


def decisions(page: Page) -> list[Decision]:
    """Those that read "Topic: choice"."""
    found = []
    for row in page.table("13"):
        topic, colon, chosen = row.cells[0].partition(": ")
        if not colon:
            continue
        title = re.compile(rf"- \*\*ADR-\d+: {re.escape(row.cells[0])}\*\*")
        record = next((index for index in page.span("A") if title.match(page.lines[index])), None)
        alternatives = tuple(name.strip() for name in row.cells[2].split(",") if name.strip())
        found.append(Decision(row, topic, chosen, alternatives, record))
    return found


def contested(page: Page) -> list[Decision]:
    """Decisions between things that have names, not sentences."""
    return [
        decision
        for decision in decisions(page)
        if decision.alternatives and all(len(one.split()) < 4 for one in (decision.chosen, decision.alternatives[0]))
    ]


def record_lines(page: Page) -> list[int]:
    return [index for index in page.span("A") if page.lines[index].startswith("- **ADR-")]
