"""In which order components are deployed: as the steps of 11.2 have it, and as sentences say."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.components import components
from drafter.consistency.readings.prose import sentences
from drafter.document.page import Block, ListBlock, Page, Paragraph, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Order", "Step", "orders_said", "steps_of_deployment"]

_PARTS = ("9.2", "9.3", "11.1", "11.2")
_DEPLOYING = regex(
    r"\b(?:deploy\w*|roll(?:s|ed)? out|rollout|install\w*|releas\w+|upgrad\w+|ausgerollt|bereitgestellt|installiert"
    r"|ausgeliefert)\b",
    re.IGNORECASE,
)
_ORDERING = regex(r"\b(?:first|before|after|once|then|zuerst|vor|nach|sobald|dann|danach)\b", re.IGNORECASE)
_NO_ORDER = regex(
    r"\b(?:not|never|no|without|either|any order|at once|together|same time|roll(?:ed|s)?[ -]?back|rollback|unless"
    r"|nicht|kein\w*|gleichzeitig|zurück\w*)\b|\?",
    re.IGNORECASE,
)
_ARTICLE = r"(?:the |an? |der |die |das |den )?"
_STATE = r"(?:is|are|has been|have been|ist|sind)\s\w+"
_DONE = r"(?:comes?|goes|is|are|wird|werden|kommt)\s(?:\w+\s)?(?:first|zuerst)"


@frozen
class Step:
    """A step of the numbered list in 11.2 that names a component."""

    number: int
    component: str
    at: Text


@frozen
class Order:
    """A sentence that deploys one component before another."""

    first: str
    later: str
    at: Text


def steps_of_deployment(page: Page) -> tuple[Step, ...]:
    """Return which step of 11.2 names which component, for each of them."""
    part, names = page.part("11.2"), page.once(_names)
    lists = [block for block in (part.blocks if part else ()) if isinstance(block, ListBlock) and block.ordered]
    items = [item for block in lists for item in block.items]
    return tuple(
        Step(number, match[0].casefold(), item.text or item.label)
        for number, item in enumerate(items, 1)
        for match in (names.finditer(f"{item.label.words} {item.text.words}") if names else ())
    )


def orders_said(page: Page) -> Iterator[Order]:
    """Yield what the sentences of the parts on deployment say of the order of two components."""
    said = [(text, one) for text in _texts(page) for one in sentences(text.words) if _says_an_order(one)]
    names = page.once(_names) if said else None
    patterns = _patterns(names.pattern) if names else ()
    for text, sentence in said:
        for match in (match for pattern in patterns for match in pattern.finditer(sentence)):
            first, later = match["first"].casefold(), match["later"].casefold()
            if first != later:
                yield Order(first, later, text.part(sentence))


def _says_an_order(sentence: str) -> bool:
    return bool(_ORDERING.search(sentence) and _DEPLOYING.search(sentence)) and not _NO_ORDER.search(sentence)


def _names(page: Page) -> re.Pattern[str] | None:
    names = sorted({component.name.words for component in page.once(components)}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE) if names else None


def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    first, later = rf"(?P<first>{name})", rf"(?P<later>{name})"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{first}\b[^.;:]{{0,30}}?\b{_DONE}\b[^.;:]*?\b{later}",
            rf"\b(?:first|zuerst)\s{_ARTICLE}{first}\b[^.;:]*?\b(?:then|dann|danach)\s{_ARTICLE}{later}",
            rf"{later}\b[^.;:,]{{0,40}}?\b(?:after|once|nach|sobald)\s{_ARTICLE}{first}(?:\s{_STATE})?",
            rf"{first}\b[^.;:,]{{0,40}}?\b(?:before|vor)\s{_ARTICLE}{later}",
        )
    )


def _texts(page: Page) -> Iterator[Text]:
    """Yield the paragraphs and list items of the parts on deployment, but for the numbered steps."""
    for key in _PARTS:
        part = page.part(key)
        yield from _running(part.blocks) if part else ()


def _running(blocks: tuple[Block, ...]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, ListBlock) and not block.ordered:
            yield from (item.text for item in block.items if item.text)
