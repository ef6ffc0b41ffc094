"""Names that are not those of the lists: misspelt ones, drifted ones, and the only one that is left."""

from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.fixes.near import nearest
from drafter.consistency.readings.components import components, details
from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.environments import environments
from drafter.consistency.readings.names import component_names, entities, key, named_outside
from drafter.consistency.readings.roles import stakeholders
from drafter.consistency.readings.spellings import misspellings
from drafter.document.page import Page, Text

__all__ = ["component", "drawn_technology", "drifted", "entity", "environment", "misspelt", "only_detail", "role"]

_LISTED = 3
"""Components from which on the order of the details says which one is meant."""


@fix("NAM107")
def misspelt(case: Case) -> Iterator[Edit]:
    """Spell each place as the name is spelt where it is introduced."""
    error = next((each for each in case.page.once(misspellings) if case.is_at(each.at)), None)
    for text in (error.at, *error.others) if error else ():
        if error:
            yield from case.instead(text, _as_written(text.words, error.right.words))


def _as_written(wrong: str, right: str) -> str:
    """Return a name in the form of a wrong one, which may be one word in code."""
    return right if " " in wrong or " " not in right else "".join(right.split())


@fix("NAM108")
def drifted(case: Case) -> Iterator[Edit]:
    """Write the name of 4.1 in each place that has the other last word."""
    if not case.finding.related:
        return
    name = case.at(case.finding.related[0])
    for text in _occurrences(case.page, case.raw):
        yield from case.instead(text, name)


def _occurrences(page: Page, words: str) -> Iterator[Text]:
    """Yield where some words stand in running text, but as a part of longer words."""
    for _, text in page.prose:
        at = text.raw.find(words)
        while at >= 0:
            before, after = text.raw[at - 1 : at] if at else "", text.raw[at + len(words) :][:1]
            if not (before.isalnum() or after.isalnum() or "-" in before + after):
                yield Text(words, words, text.start + at)
            at = text.raw.find(words, at + 1)


@fix("NAM103", "NAM113", "REF101", "REF113", "REF172")
def component(case: Case) -> Iterator[Edit]:
    """Name the component of 4.1 that differs in a letter or two."""
    near = nearest(case.raw, (row.name.words for row in case.page.once(components)))
    yield from case.written(_as_written(case.raw, near))


@fix("NAM101")
def only_detail(case: Case) -> Iterator[Edit]:
    """Name the component that is meant: a near one, else the only one that is left, in its place among the others."""
    rows = [row.name.words for row in case.page.once(components)]
    titles = [detail.name for detail in case.page.once(details)]
    names = case.page.once(component_names)
    found = [names.within(title.words) for title in titles]
    meant = nearest(case.raw, rows)
    if not meant and len(titles) == len(rows) >= _LISTED and found.count(None) == 1:
        others = [key(name.words) for name in found if name]
        left = [row for row in rows if key(row) not in others]
        unknown = titles[found.index(None)]
        is_in_place = len(left) == 1 and rows.index(left[0]) == found.index(None)
        meant = left[0] if is_in_place and _is_used(case.page, left[0], unknown.words) else ""
    yield from case.written(meant)


def _is_used(page: Page, name: str, other: str) -> bool:
    """Tell whether the other sections know the one name and not the other."""
    said = [Text(words, words, 0) for words in (name, other)]
    return named_outside(page, said, "4", "4.1", "4.2", "4.modules") == (True, False)


@fix("NAM104", "NAM116")
def drawn_technology(case: Case) -> Iterator[Edit]:
    """Draw the technology that 4.1 lists, where that is all that the label says, and no other diagram says it too."""
    places = [node for each in case.page.once(diagrams) for node in each.nodes.values()]
    name = next((node.name.words for node in places if case.is_at(node.below)), "")
    if sum(node.name.words == name and node.below.words == case.raw for node in places) > 1:
        return
    listed = case.at(case.finding.related[0]) if case.finding.related else ""
    if listed and not set(listed) & set('`[]()*"|'):
        yield from case.written(listed)


@fix("NAM115", "DAT212")
def entity(case: Case) -> Iterator[Edit]:
    """Name the entity of 5.1 that differs in a letter or two."""
    near = nearest(case.raw, (text.words for text in case.page.once(entities)))
    if near and case.raw.isupper():
        near = near.upper().replace(" ", "_")
    yield from case.written(near)


@fix("NAM110", "NAM118")
def role(case: Case) -> Iterator[Edit]:
    """Name the role of 1.3 that differs in a letter or two."""
    near = nearest(case.raw, (text.words for text in case.page.once(stakeholders)))
    yield from case.written(near)


@fix("NAM109")
def environment(case: Case) -> Iterator[Edit]:
    """Name the environment of 11.1 that differs in a letter or two."""
    near = nearest(case.raw, (text.words for text in case.page.once(environments)))
    yield from case.written(near.lower() if case.raw.islower() else near)
