"""What 1.2 leaves out, and what the document builds."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.components import components
from drafter.consistency.readings.lines import lines_in
from drafter.derive.sources import content_words
from drafter.document.page import Heading, ListBlock, ListItem, Page, Paragraph, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["IN_SCOPE", "Built", "Excluded", "aims", "built", "excluded", "things_of"]

IN_SCOPE = "in scope:"
"""What an item of 1.2 is that is to be built."""
_OUT = regex(
    r"out of scope|not in scope|non-?goals?|excluded|außerhalb|nicht im umfang|nicht-?ziele|abgrenzung", re.IGNORECASE
)
_IN = regex(r"in scope|in-scope|im umfang|\bscope:", re.IGNORECASE)
_IN_ALONE = regex(
    r"^(?!.*\b(?:out|not|non|nicht|außer)).*(?:in[- ]scope|im umfang|goals?\b|included|\bziele\b)", re.IGNORECASE
)
_ENUMERATED = regex(r",\s+")
_LATER = regex(r"\((?:[^()]*)\)|\b(?:because|since|as they|perhaps|maybe|later|for now|weil|da)\b.*", re.IGNORECASE)
_PIECES = regex(r"[.;,]\s|[.;]$|\s(?:and|or|und|oder)\s")
_EMPTY = content_words(
    "the brief excludes nothing not applicable none no any all anything anywhere other new existing "
    "support supports supporting for from with without per this that into and are its our their own between users "
    "user system systems service services data management manage via through make makes real based access network "
    "tool application feature features der die das und keine kein von mit für nicht"
)
_BEHIND = regex(r"\s(?:from|for|per|of|to|in|with|by|at|on|von|für|mit|im|in der)\s", re.IGNORECASE)


@frozen
class Excluded:
    """Something that is not to be built."""

    text: Text
    stems: frozenset[str]
    """Stems of the words that name it, up to a preposition."""
    whole: frozenset[str]
    """Those behind the preposition as well."""

    def is_named_in(self, sentence: str) -> bool:
        """Tell whether all its words stand near each other in a sentence."""
        if not self.stems <= content_words(sentence):
            return False
        words = sentence.split()
        size = 2 * len(self.stems) + 2
        windows = range(max(len(words) - size, 0) + 1)
        return any(self.stems <= content_words(" ".join(words[at : at + size])) for at in windows)


@frozen
class Built:
    """Something that the document builds: a component, an endpoint, an item in scope."""

    what: str
    text: Text


def excluded(page: Page) -> tuple[Excluded, ...]:
    """Return the things that 1.2 excludes, one for each noun phrase."""
    return tuple(
        Excluded(text.part(phrase), stems, _stems(piece))
        for text in _under(page, _OUT)
        for piece in _PIECES.split(_LATER.sub("", text.words))
        if (phrase := _BEHIND.split(piece.strip(" .:-"))[0]) and (stems := _stems(phrase))
    )


def _stems(words: str) -> frozenset[str]:
    return frozenset(content_words(words) - _EMPTY)


def _under(page: Page, title: re.Pattern[str]) -> Iterator[Text]:
    """Yield the texts of 1.2 that stand under a label, a heading or a line that says "out of scope" or the like."""
    part = page.part("1.2")
    is_under = False
    for block in part.blocks if part else ():
        match block:
            case Heading():
                is_under = bool(title.search(block.text.words))
            case Paragraph():
                is_under = bool(title.search(block.text.words)) and block.text.words.rstrip(" *").endswith(":")
            case ListBlock():
                for item in block.items:
                    if (item.label and title.search(item.label.words)) or (not item.label and is_under):
                        yield item.text
                        yield from _inner(item)


def _inner(item: ListItem) -> Iterator[Text]:
    return (inner.text for each in item.blocks if isinstance(each, ListBlock) for inner in each.items)


def aims(page: Page) -> tuple[Built, ...]:
    """Return what the document sets out to do: the labels of 2.3's goals, or short goals, and the items in scope."""
    part = page.part("2.3")
    goals = [item.label or item.text for item in (part.list_items if part else ())]
    found = [Built("the goal", goal) for goal in goals]
    return (*found, *(Built(IN_SCOPE, text) for text in _under(page, _IN_ALONE)))


def things_of(aim: Built) -> tuple[frozenset[str], ...]:
    """Return the stems of each thing that an aim names: "Lower cost of the cloud" is not the cloud."""
    pieces = _PIECES.split(_ENUMERATED.sub("; ", _LATER.sub("", aim.text.words)))
    return tuple(stems for piece in pieces if (stems := _stems(piece)))


def built(page: Page) -> tuple[Built, ...]:
    """Return the names of components, the endpoints with their descriptions, and the items in scope."""
    found = [Built("the component", component.name) for component in page.once(components)]
    found += [
        Built("the endpoint", line.text)
        for line in lines_in(page, "6.1")
        if line.column.casefold() in {"endpoint", "description", "endpunkt", "beschreibung"}
    ]
    in_scope = (line for line in lines_in(page, "1.2") if _IN.search(line.label.words))
    found += [Built(IN_SCOPE, line.text) for line in in_scope if not _OUT.search(line.label.words)]
    return tuple(found)
