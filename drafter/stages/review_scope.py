"""What of a document is reviewed, cut into what is shown on the way."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.derive.addresses import Address
from drafter.document.page import Page, Part
from drafter.document.sections import SECTIONS

__all__ = ["Scope", "scopes"]


class Scope(NamedTuple):
    """A section, some of its parts, or a chapter of a document from another template."""

    key: str
    title: str
    """`4 Component Design`."""
    parts: tuple[Part, ...]


def scopes(page: Page, places: Sequence[Address] = ()) -> tuple[Scope, ...]:
    """Return what is reviewed of a page, in its order: what some addresses mean, or all of it.

    Of a document that has sections of the template, what stands outside of them is left out.
    """
    if any(part.section for part in page.parts):
        return tuple(_sections(page, places))
    return tuple(_chapters(page))


def _sections(page: Page, places: Sequence[Address]) -> Iterator[Scope]:
    whole = {place.section.number for place in places if place.part in {"", str(place.section.number)}}
    single = {place.part for place in places}
    for kind in SECTIONS:
        parts = tuple(
            part
            for part in page.parts
            if part.section == kind.number and (not places or part.section in whole or part.key in single)
        )
        if parts:
            yield Scope(kind.key, f"{kind.number} {kind.title}", parts)


def _chapters(page: Page) -> Iterator[Scope]:
    for number, part in enumerate(page.parts, start=1):
        if part.blocks:
            title = part.heading.text.words if part.heading else ""
            yield Scope(f"chapter_{number}", title or "the opening", (part,))
