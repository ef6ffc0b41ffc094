"""People whom the brief names, with their roles."""

import re
from collections.abc import Iterator

from drafter.document.brief import Person
from drafter.facts.catalogue import entry_named
from drafter.facts.passage import Passage
from drafter.facts.people_patterns import (
    ACTION,
    ACTION_ROLE,
    ACTS,
    ADDRESSED,
    APPOSED,
    CELL,
    IS_ROLE,
    LABELLED,
    MAY_NAME,
    NAME_KEY,
    NOT_NAMES,
    ONE,
    ONE_CJK,
    PARENTHESISED,
    PRECEDING,
    ROLE_KEY,
    ROLE_THEN_NAME,
    ROLE_WORD,
    SEPARATOR,
    TITLED,
)

__all__ = ["people"]


_TITLES = frozenset({"Dr", "Prof", "Mr", "Mrs", "Ms", "Frau", "Herr"})


def people(passage: Passage) -> tuple[Person, ...]:
    """Return the people that the statement names as such, each place once, in order.

    A name has two to four words. It counts beside a role ("Product owner: Ana Ruiz", "Ana Ruiz (product
    owner)", "reviewed by Ana Ruiz"), before what only people do ("Ana Ruiz owns"), after a title, beside an
    e-mail address, in a row with a name column, or alone in a statement.
    """
    if not MAY_NAME.search(passage.words):
        return ()
    found: dict[int, Person] = {}
    places = [*_cells(passage), *_in_labels(passage.words), *_in_prose(passage.words)]
    for start, end, role in sorted(places, key=lambda place: not place[2]):
        place = passage.place(start, end)
        if not any(place["start"] < other.end and other.start < place["end"] for other in found.values()):
            found[start] = Person(**place, name=" ".join(passage.words[start:end].split()), role=role)
    return tuple(found[start] for start in sorted(found))


def _in_labels(words: str) -> Iterator[tuple[int, int, str]]:
    """Yield the people behind "Owner:" and behind "reviewed by"."""
    for match in LABELLED.finditer(words):
        for start, end in _listed(words, match.start("rest")):
            yield start, end, _own_role(words, end) or _role(match["role"])
    for match in ACTION.finditer(words) if "by" in words.casefold() else ():
        verb = " ".join(match["verb"].lower().split())
        for start, end in _listed(words, match.start("rest")):
            yield start, end, _own_role(words, end) or ACTION_ROLE.get(verb, "")


def _in_prose(words: str) -> Iterator[tuple[int, int, str]]:
    """Yield the people whom a sentence gives a role, an action, a title or an address."""
    for pattern in (PARENTHESISED, APPOSED, IS_ROLE) if "(" in words else (APPOSED, IS_ROLE):
        for match in pattern.finditer(words):
            if (span := _trimmed(words, *match.span("name"))) and _is_role(match["role"]):
                yield *span, _role(match["role"])
    for match in ROLE_THEN_NAME.finditer(words):
        if span := _trimmed(words, *match.span("name")):
            preceding = PRECEDING.search(words[max(0, match.start() - 44) : match.start()])
            yield *span, _role((preceding[1] if preceding else "") + match["role"])
    if (alone := ONE.fullmatch(words.strip())) and _is_name(alone[0]):  # a signature, or a list of names
        start = words.index(alone[0])
        yield start, start + len(alone[0]), ""
    is_titled = any(title in words for title in _TITLES)
    for pattern in (ACTS, *[TITLED] * is_titled, *[ADDRESSED] * ("\0" in words)):
        for match in pattern.finditer(words):
            if span := _trimmed(words, *match.span("name")):
                yield *span, ""


def _listed(words: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the names of a list of names that starts here."""
    while match := ONE.match(words, start) or ONE_CJK.match(words, start):
        if not _is_name(match[0]):
            return
        yield match.span()
        separator = SEPARATOR.match(words, match.end())
        if not separator:
            return
        start = separator.end()


def _own_role(words: str, end: int) -> str:
    """Return the role in parentheses behind a name, empty when there is none."""
    match = re.match(r"\s*\(\s*([^()]{2,60}?)\s*[,;)]", words[end : end + 80])
    return _role(match[1]) if match and _is_role(match[1]) else ""


def _cells(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Yield the people of a table row or a YAML mapping, whose words are "Role: ...; Name: ..."."""
    cells = [(match["key"].strip(), match["value"].strip()) for match in CELL.finditer(passage.statement.text)]
    if len(cells) < 2 and not passage.source.startswith("|"):
        return
    role = next((value for key, value in cells if ROLE_KEY.search(key)), "")
    for key, value in cells:
        is_name_cell = NAME_KEY.fullmatch(key) is not None or NAME_KEY.fullmatch(key.split()[-1]) is not None
        if not is_name_cell and not _is_role(key):
            continue
        position = passage.words.find(value)
        if position < 0:
            continue
        for start, end in _listed(passage.words, position):
            yield start, end, _role(role if is_name_cell else key)


def _trimmed(words: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without leading words that are no names ("Our Ana Ruiz"); None when too few remain."""
    while start < end and (word := re.match(r"\S+\s+", words[start:end])):
        if word[0].strip().lower() not in NOT_NAMES:
            break
        start += word.end()
    return (start, end) if _is_name(words[start:end]) else None


def _is_name(name: str) -> bool:
    tokens = [token for token in name.split() if token.rstrip(".") not in _TITLES]
    if ONE_CJK.fullmatch(name):
        return True
    if len(tokens) < 2 or any(token.lower() in NOT_NAMES for token in tokens):
        return False
    if any(len(token) > 1 and token.isupper() for token in tokens) and not name.isupper():
        return False
    return re.search(rf"^{ROLE_WORD}$", tokens[-1], re.IGNORECASE) is None and entry_named(" ".join(tokens)) is None


def _is_role(words: str) -> bool:
    return re.search(rf"(?<!\w){ROLE_WORD}(?!\w)", words, re.IGNORECASE) is not None


def _role(words: str) -> str:
    """Return a role as it is written, without an article; "reviewed by" is "reviewer"."""
    role = " ".join(words.replace("\0", " ").split()).strip(" ,;:-–—")
    if by := re.fullmatch(r"(\w+?|signed off)(?:ed|en)?\s+by", role, re.IGNORECASE):
        return ACTION_ROLE.get(by[1].lower(), "author" if by[1].lower().startswith("writ") else "")
    role = re.sub(r"^(?:our|the|an?|unsere?|is)\s+", "", role, flags=re.IGNORECASE)
    if "," not in role and (several := re.fullmatch(r"(.*(?:er|or|ner|act|lead))s", role, re.IGNORECASE)):
        role = several[1]
    return "" if role.lower() in {"from", "von", "name", "contact"} else role
