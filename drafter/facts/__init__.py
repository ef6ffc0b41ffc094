"""What code finds in a brief: its statements, and the facts in each of them. Pure functions over text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from drafter.document.brief import DateFact, Fact, Person, Statement, Technology
from drafter.facts.catalogue import category_members, sql_dialect
from drafter.facts.dates import dates
from drafter.facts.links import definitions, links
from drafter.facts.names import names
from drafter.facts.passage import Passage, passage
from drafter.facts.people import people
from drafter.facts.quantities import quantities
from drafter.facts.statements import cut, title
from drafter.facts.technologies import technologies
from drafter.facts.versions import versions

__all__ = ["category_members", "cut", "find", "find_technologies", "sql_dialect", "title"]

_PRECEDENCE = ("link", "date", "person", "version", "name", "technology", "quantity")
"""Of two facts that exclude each other, the one whose kind comes first stays."""
_TOGETHER = frozenset(
    frozenset(pair)
    for pair in (
        ("technology", "version"),
        ("technology", "name"),
        ("technology", "quantity"),
        *(("link", kind) for kind in _PRECEDENCE[1:]),
    )
)
"""Kinds that may share words: "PostgreSQL 16" is a version of a technology, "24 Kafka topics" counts some."""


def find(statements: Iterable[Statement], text: str) -> tuple[Fact, ...]:
    """Return the facts in the statements of `text`, numbered F1, F2, ... by position.

    Facts of kinds that exclude each other do not overlap: the number of a version or a date is no
    quantity, a person's name no technology. Nothing but links is found in a link's target, and nothing but
    links in a fenced block.
    """
    targets = definitions(text)
    passages = [passage(statement, text) for statement in statements]
    found = [fact for each in passages for fact in _facts(each, targets)]
    found += _mentions([fact for fact in found if isinstance(fact, Person)], passages)
    kept = sorted(_without_conflicts(found), key=lambda fact: (fact.start, fact.end, fact.kind))
    return tuple(replace(fact, id=f"F{number}") for number, fact in enumerate(kept, 1))


def find_technologies(statements: Iterable[Statement], text: str) -> tuple[Technology, ...]:
    """Return the technologies that `find` does, without ids; nothing is looked for but what may exclude them."""
    passages = [passage(statement, text) for statement in statements]
    prose = (each for each in passages if not each.is_code)
    found: list[Fact] = [fact for each in prose for facts in _before_versions(each) for fact in facts]
    found += _mentions([fact for fact in found if isinstance(fact, Person)], passages)
    return tuple(fact for fact in _without_conflicts(found) if isinstance(fact, Technology))


def _facts(whole: Passage, targets: dict[str, str]) -> list[Fact]:
    """Return what one statement holds; facts may still exclude each other."""
    found: list[Fact] = [*links(whole, targets)]
    if whole.is_code:
        return found
    found_dates, found_people, known = _before_versions(whole)
    undated = whole.without(_spans(found_dates))
    found_versions = versions(undated, known)
    found_names = names(whole)
    numbered = [fact for fact in known if any(char.isdigit() for char in fact.text)]
    unmeasured = undated.without(_spans([*found_versions, *found_names, *numbered]))
    return [
        *found, *found_dates, *found_people, *known, *found_versions, *found_names, *quantities(unmeasured)
    ]  # fmt: skip


def _before_versions(whole: Passage) -> tuple[tuple[DateFact, ...], tuple[Person, ...], tuple[Technology, ...]]:
    """Return the dates, the people outside of them, and the technologies outside of both."""
    found_dates = dates(whole)
    undated = whole.without(_spans(found_dates))
    found_people = people(undated)
    return found_dates, found_people, technologies(undated.without(_spans(found_people)))


def _spans(facts: Iterable[Fact]) -> list[tuple[int, int]]:
    return [(fact.start, fact.end) for fact in facts]


def _mentions(known: list[Person], passages: list[Passage]) -> list[Person]:
    """Return the other places that name a person who is known from elsewhere."""
    people_by_name = {person.name: person for person in known}
    if not people_by_name:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, people_by_name))})(?!\w)")
    places = {person.start for person in known}
    return [
        Person(**place, name=match[0])
        for each in passages
        if not each.is_code
        for match in pattern.finditer(each.words)
        if (place := each.place(*match.span()))["start"] not in places
    ]


def _without_conflicts(facts: list[Fact]) -> Iterator[Fact]:
    """Yield the facts that no overlapping fact of a kind before theirs excludes."""
    cluster: list[Fact] = []
    reach = 0
    for fact in sorted(facts, key=lambda fact: fact.start):
        if cluster and fact.start >= reach:
            yield from _settled(cluster)
            cluster = []
        cluster.append(fact)
        reach = max(reach, fact.end)
    yield from _settled(cluster)


def _settled(cluster: list[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in sorted(cluster, key=lambda fact: _PRECEDENCE.index(fact.kind)):
        if all(_may_stand(fact, other) for other in kept):
            kept.append(fact)
    return kept


def _may_stand(fact: Fact, other: Fact) -> bool:
    is_apart = fact.end <= other.start or other.end <= fact.start
    return is_apart or frozenset((fact.kind, other.kind)) in _TOGETHER
