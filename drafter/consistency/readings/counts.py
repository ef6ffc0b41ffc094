"""How many of a kind the text says there are, beside how many are listed; and how many copies of a component run."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.components import components
from drafter.consistency.readings.lines import Line, holding, places_of, running_text
from drafter.document.page import Page, Text
from drafter.facts.units import NUMBER_WORDS
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Copies", "Count", "copies", "counts"]

_NUMBER = (
    r"(?P<number>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)"
)
_KIND = (
    r"(?P<kind>environments?|umgebungen|components?|komponenten|endpoints?|endpunkte|entities|entitäten|tables?|tabellen"
    r"|layers?|schichten|decisions|entscheidungen|stakeholders?)"
)
_WHICH = r"(?:main|deployment|different|separate|distinct|core|database|api|design|top-level|verschiedenen?)"
_KINDS = (
    "nvironment", "mgebung", "omponent", "ndpoint", "ndpunkt", "ntit", "able", "abelle", "ayer", "chicht", "ecision",
    "ntscheidung", "takeholder",
)  # fmt: skip
"""What the kinds begin with, but for the first letter, whatever its case."""
_OF_COPIES = (" copies", " instance", " replica", " pods", " Kopien", " Instanzen", " Repliken")
_NUMBER_BEFORE = regex(rf"(?<![\w.,-]){_NUMBER}\s+(?:\w+\s)?\w?$", re.IGNORECASE)
_WHOLE = regex(
    rf"\b(?:system|design|architecture|solution|application|platform|document|schema|database|team|we"
    rf"|it|there are|es gibt|lösung|architektur|wir)\b"
    rf"[^.;]{{0,40}}?\b(?<![\w.,-]){_NUMBER}\s+(?:{_WHICH}\s)?{_KIND}(?!\w)",
    re.IGNORECASE,
)
_IN_ITS_PART = regex(rf"(?<![\w.,-]){_NUMBER}\s+(?:{_WHICH}\s)?{_KIND}(?!\w)", re.IGNORECASE)
_VAGUE = regex(
    r"\b(?:of the|at least|at most|up to|more than|other|these|first|last|additional|further|new|per|each|between|about"
    r"|mindestens|höchstens|bis zu|weitere|andere|ersten)\W+(?:\w+\W+)?$",
    re.IGNORECASE,
)
_HOMES = {
    "environment": "11.1", "umgebung": "11.1", "component": "4.1", "komponente": "4.1", "endpoint": "6.1",
    "endpunkt": "6.1", "entit": "5.1", "table": "5.2", "tabelle": "5.2", "layer": "3.2", "schicht": "3.2",
    "decision": "13", "entscheidung": "13", "stakeholder": "1.3",
}  # fmt: skip
_CREATED = regex(r"^\s*CREATE\s+(?:TEMP(?:ORARY)?\s+)?TABLE\b", re.IGNORECASE | re.MULTILINE)
_COPIES = regex(
    rf"(?<![\w.,-]){_NUMBER}\s+(?:\w+\s){{0,1}}?(?:copies|instances?|replicas?|pods|kopien|instanzen|repliken)(?!\w)",
    re.IGNORECASE,
)
_CHANGES = regex(
    r"at least|at most|up to|more|scale|minimum|maximum|between|per |each|additional|peak|load|staging|test|develop"
    r"|mindestens|höchstens|bis zu|skalier|alert|fewer|less|read replica",
    re.IGNORECASE,
)


@frozen
class Count:
    """A number of things that the text claims."""

    number: int
    kind: str
    """In its own words: "environments"."""
    text: Text
    home: str
    """The part that lists them."""
    listed: int


@frozen
class Copies:
    """How many copies of components run, where nothing says that the number changes."""

    components: frozenset[str]
    number: int
    text: Text
    part: str


def counts(page: Page) -> tuple[Count, ...]:
    """Return what sections 1 to 13 say of the whole, or a part says of its own list; no list is no fault."""
    found = []
    text = page.once(running_text)
    places = places_of(page, *_KINDS)
    for line in holding(page, (at for at in places if _NUMBER_BEFORE.search(text, max(0, at - 40), at))):
        if not 1 <= line.section <= 13 or line.is_label:
            continue
        for match in _claims(line):
            kind = match["kind"]
            home = next(place for start, place in _HOMES.items() if kind.casefold().startswith(start))
            listed = _listed(page, home)
            if listed and not _VAGUE.search(line.text.words[: match.start("number")]):
                words = line.text.words[match.start("number") : match.end()]
                found.append(Count(_value(match["number"]), kind, line.text.part(words), home, listed))
    return tuple(found)


def _claims(line: Line) -> Iterator[re.Match[str]]:
    for match in _IN_ITS_PART.finditer(line.text.words):
        kind = match["kind"].casefold()
        home = next(place for start, place in _HOMES.items() if kind.startswith(start))
        is_of_its_part = home == "11.1" or (home == line.part and not line.label)
        if is_of_its_part or ((whole := _WHOLE.search(line.text.words)) and whole.end() == match.end()):
            yield match


def _listed(page: Page, home: str) -> int:
    """Return how many things a part lists: its table's rows, its headings, its tables in SQL, or its list."""
    part = page.part(home)
    if part is None:
        return 0
    if home == "5.2":
        return sum(len(_CREATED.findall(fence.text.words)) for fence in part.fences)
    if home == "5.1":
        return sum(1 for _ in part.items)
    rows = sum(len(table.rows) for table in part.tables)
    return rows or (sum(bool(item.label) for item in part.list_items) if home == "3.2" else 0)


def copies(page: Page) -> tuple[Copies, ...]:
    """Return the fixed numbers of copies that sections 2 to 12 state of components by their names."""
    names = [component.name.words for component in page.once(components)]
    found = []
    for line in holding(page, places_of(page, *_OF_COPIES)):
        if not 2 <= line.section <= 12:
            continue
        for match in _COPIES.finditer(line.text.words):
            sentence = line.sentence(match.start())
            around = f"{line.label.words} {line.item} {sentence}"
            about = frozenset(name for name in names if name in around)
            if about and not _CHANGES.search(sentence):
                found.append(Copies(about, _value(match["number"]), line.text.part(match[0]), line.part))
    return tuple(found)


def _value(number: str) -> int:
    return int(number) if number.isdigit() else NUMBER_WORDS[number.casefold()]
