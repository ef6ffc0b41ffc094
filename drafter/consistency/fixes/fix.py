"""What a fix is: the codes that it mends, and a function from a finding to changes that mend it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from drafter.document.brief import Brief
from drafter.document.finding import Finding, Place
from drafter.document.page import Page, Text
from drafter.frozen import frozen

__all__ = ["Case", "Edit", "Fix", "fix", "fixes_of"]


@frozen
class Edit:
    """Words of a page, and what stands there afterwards."""

    start: int
    old: str
    """The page's own characters from `start` on; never empty."""
    new: str | None
    """Empty to remove the words; None for a question."""
    question: str = ""


@frozen
class Case:
    """A finding in its page."""

    page: Page
    finding: Finding
    brief: Brief | None

    @property
    def start(self) -> int:
        """Where the finding is."""
        return self.finding.place.start

    @property
    def raw(self) -> str:
        """The page's own characters at the finding; empty where something is missing."""
        return self.at(self.finding.place)

    @property
    def newline(self) -> str:
        """The line end that the page has."""
        return "\r\n" if "\r\n" in self.page.text else "\n"

    def at(self, place: Place) -> str:
        """Return the page's own characters at a place."""
        return self.page.text[place.start : place.end]

    def is_at(self, text: Text) -> bool:
        """Tell whether the finding is about these words."""
        return text.start == self.start

    def written(self, new: str) -> Iterator[Edit]:
        """Yield the edit that writes other words for those of the finding; nothing for none, or for the same."""
        if new and self.raw and new != self.raw:
            yield Edit(self.start, self.raw, new)

    def alone(self, start: int, old: str, new: str) -> Iterator[Edit]:
        """Yield an edit of words that stand once, as whole words, in their paragraph: else another may be meant."""
        inside = next((text for _, text in self.page.prose if text.start <= start < text.end), None)
        around = inside.raw if inside else self.page.text[slice(*self.line(start))]
        if len(re.findall(rf"(?<!\w){re.escape(old)}(?!\w)", around)) == 1 and old != new:
            yield Edit(start, old, new)

    def instead(self, text: Text, new: str) -> Iterator[Edit]:
        """Yield the edit that writes other words for some; nothing when the page's marks hide them."""
        if text.raw == text.words and text.raw != new and self.page.text.startswith(text.raw, text.start) and text.raw:
            yield Edit(text.start, text.raw, new)

    def line(self, offset: int) -> tuple[int, int]:
        """Return where the line at an offset begins, and where it ends without its line end."""
        start = self.page.text.rfind("\n", 0, offset) + 1
        end = self.page.text.find("\n", offset)
        end = len(self.page.text) if end < 0 else end
        return start, end - self.page.text.endswith("\r", start, end)


@frozen
class Fix:
    """How findings of some codes are mended."""

    codes: tuple[str, ...]
    edits: Callable[[Case], Iterator[Edit]]
    """Yields nothing where more than one change would mend the finding."""


def fix(*codes: str) -> Callable[[Callable[[Case], Iterator[Edit]]], Fix]:
    """Make a fix of a function."""

    def made(edits: Callable[[Case], Iterator[Edit]]) -> Fix:
        return Fix(codes, edits)

    return made


def fixes_of(*modules: Any) -> dict[str, tuple[Fix, ...]]:
    """Return the fixes of some modules by their codes, those of earlier modules first."""
    found: dict[str, tuple[Fix, ...]] = {}
    for one in (value for module in modules for value in vars(module).values() if isinstance(value, Fix)):
        for code in one.codes:
            found[code] = (*found.get(code, ()), one)
    return found
