"""What people call sections and parts: by number, key or heading."""

import re
from collections.abc import Iterator

from drafter.document.page import Page
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.base import parts_of
from drafter.document.value import Value
from drafter.patterns import regex

__all__ = ["Address", "address_of"]

_NUMBERED = regex(
    r"^(?:section|part|appendix|abschnitt|teil|anhang)?\s*((?:\d{1,2}(?:\.\d{1,2})?|[a-z]))[.:)]?\s*(.*)$"
)


class Address(Value):
    """A section, or one of its parts."""

    section: SectionType
    part: str = ""
    """The part's key (`6.2`, `A`, `4.modules`); empty for the whole section."""

    def __str__(self) -> str:
        return self.part or f"{self.section.number}"


def address_of(words: str, page: Page | None = None) -> Address | None:
    """Return what some words mean: `6`, `6.1`, `api_design`, `api-design`, `API Design`, `6 API Design`, `A`.

    A heading of `page` counts as well, however it was renamed. None when they mean nothing.
    """
    folded = _folded(words)
    named = {**dict(_of_page(page)), **dict(_of_template())} if page else dict(_of_template())
    if found := named.get(folded):
        return found
    numbered = _NUMBERED.match(folded)
    if numbered and (found := named.get(numbered[1])):
        rest = numbered[2]
        return found if not rest or named.get(rest) == found else None
    return None


def _of_template() -> Iterator[tuple[str, Address]]:
    for kind in SECTIONS:
        whole = Address(section=kind)
        for name, part, _ in parts_of(kind.model):
            key = part.number or (f"{kind.number}.{name}" if part.title else "")
            if key:
                one = Address(section=kind, part=key)
                yield from ((_folded(key), one), (_folded(part.title), one))
        yield from ((_folded(word), whole) for word in (kind.title, kind.key, str(kind.number)))


def _of_page(page: Page) -> Iterator[tuple[str, Address]]:
    for part in page.parts:
        kind = next((kind for kind in SECTIONS if kind.number == part.section), None)
        if kind is None or not part.key or part.heading is None:
            continue
        address = Address(section=kind, part="" if part.key == str(kind.number) else part.key)
        yield _folded(part.heading.text.words), address
        yield _folded(part.heading.title), address


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[_\s-]+", " ", words.replace("`", "").casefold()).split())
