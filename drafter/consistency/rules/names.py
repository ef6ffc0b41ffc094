"""What has no name, another name, or one name too many."""

import re
from collections.abc import Iterable, Iterator

from drafter.consistency.readings.components import components, details
from drafter.consistency.readings.environments import concept, environments, mentioned
from drafter.consistency.readings.glossary import definitions
from drafter.consistency.readings.names import Names, component_names, entities, key, named_outside, unused_components
from drafter.consistency.readings.roles import stakeholders
from drafter.consistency.readings.spellings import misspellings, misspelt_keys
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text

__all__ = [
    "entity_under_another_name",
    "environment_not_listed",
    "missing_detail",
    "misspelt_name",
    "repeated_name",
    "term_without_use",
    "unknown_detail",
    "unused_component",
]

_NO_COMPONENT = ("overview", "summary", "introduction", "general", "notes", "conventions", "diagram", "übersicht")
_LABELS = frozenset({"purpose", "interfaces", "configuration", "dependencies", "implementation"})


@rule("NAM101", "error")
def unknown_detail(page: Page) -> Iterator[Problem]:
    """4.2 describes a component that 4.1 does not list.

    Either the component was renamed in one place, or nobody knows who depends on it.

    Bad: #### Forwarding Service
    Good: #### Redirect Service
    Fix: give the heading the name of the component's row in 4.1, or add the row that is missing.
    """
    names = page.once(component_names)
    described = page.once(details)
    is_labelled = any(_LABELS & detail.labels.keys() for detail in described)
    for detail in described if names else ():
        name = detail.name.words
        is_other = any(word in name.casefold() for word in _NO_COMPONENT) or (
            is_labelled and not _LABELS & detail.labels.keys()
        )
        if not is_other and not names.within(name) and key(name) not in page.once(misspelt_keys):
            yield Problem(f"4.2 describes {name}, which 4.1 does not list", detail.name)


@rule("NAM102", "warning")
def missing_detail(page: Page) -> Iterator[Problem]:
    """A component of 4.1 has no details in 4.2, while others have.

    Whoever is to build it finds neither its interfaces nor its configuration.

    Bad: | Cache | Keeps pages. | Redis | none |
    Good: #### Cache
    Fix: describe the component in 4.2, under a heading with its name.
    """
    described = [detail.name.words for detail in page.once(details)]
    names = page.once(component_names)
    found = {key(name.words) for words in described if (name := names.within(words))}
    found |= {key(error.right.words) for error in page.once(misspellings) if error.at.words in described}
    for component in page.once(components) if found else ():
        if key(component.name.words) not in found:
            yield Problem(f"4.2 says nothing of {component.name.words}, which 4.1 lists", component.name)


@rule("NAM106", "error")
def repeated_name(page: Page) -> Iterator[Problem]:
    """Two components, entities, terms or environments have the same name.

    A reader cannot tell which of the two is meant, and two descriptions of one thing drift apart.

    Bad: | Cache | Keeps pages. | Redis | none |, and below | cache | Keeps sessions. | Redis | none |
    Good: | Page Cache | ... |, and below | Session Cache | ... |
    Fix: merge the two, or give one of them another name.
    """
    kinds: tuple[tuple[str, Iterable[Text]], ...] = (
        ("4.1 lists", (component.name for component in page.once(components))),
        ("4.2 describes", (detail.name for detail in page.once(details))),
        ("5.1 describes", page.once(entities)),
        ("1.4 defines", (row.term for row in page.once(definitions))),
        ("11.1 lists", page.once(environments)),
    )
    for saying, texts in kinds:
        first: dict[str, Text] = {}
        for text in texts:
            known = first.setdefault(key(text.words), text)
            if known is not text and key(text.words):
                yield Problem(f"{saying} {text.words} twice", text, (known,))


@rule("NAM107", "error")
def misspelt_name(page: Page) -> Iterator[Problem]:
    """A name is spelt in two ways that differ in a letter.

    Readers, and searches, take the two for different things.

    Bad: The Redirect Servce answers within 50 ms.
    Good: The Redirect Service answers within 50 ms.
    Fix: spell the name as it is spelt where it is introduced.
    """
    for error in page.once(misspellings):
        yield Problem(
            f"{error.at.words} is spelt {error.right.words} elsewhere", error.at, (error.right, *error.others[:3])
        )


@rule("NAM109", "warning")
def environment_not_listed(page: Page) -> Iterator[Problem]:
    """An environment is used that 11.1 does not list.

    Nobody knows what it is for, who may use it and how it is deployed.

    Bad: 1. Deploy to the pre-production environment.
    Good: 1. Deploy to the staging environment.
    Fix: name an environment of 11.1, or add the missing one there.
    """
    listed = page.once(environments)
    others = Names.of((*(row.name for row in page.once(components)), *page.once(stakeholders)))
    known = {concept(environment.words) for environment in listed}
    all_words = " ".join(environment.words.casefold() for environment in listed)
    seen: set[str] = set()
    for mention in mentioned(page) if listed else ():
        words = mention.at.words
        if mention.kind not in known | seen and words.casefold() not in all_words and not others.find(words):
            seen.add(mention.kind)
            yield Problem(f"the environment {mention.at.words} is not among those of 11.1", mention.at, listed)


@rule("NAM117", "warning")
def entity_under_another_name(page: Page) -> Iterator[Problem]:
    """5.1 describes an entity that no other part speaks of, and 1.4 defines a thing of that sort which 5.1 lacks.

    Most often one of the two was renamed; a reader looks for the other in vain.

    Bad: “Ledger Export” in 1.4, and in 5.1 “Booking Export”, of which nothing else speaks
    Good: “Ledger Export” in both
    Fix: use one name, or define the other thing in 1.4 as well.
    """
    described = Names.of((*page.once(entities), *(component.name for component in page.once(components))))
    terms = [row.term for row in page.once(definitions) if not described.find(row.term.words)]
    for entity in page.once(entities):
        last = key(entity.words.rpartition(" ")[2])
        alike = [term for term in terms if " " in term.words and key(term.words.rpartition(" ")[2]) == last]
        if len(alike) == 1 and " " in entity.words and not _is_spoken_of(entity, page.text):
            yield Problem(f"5.1 describes {entity.words}, where 1.4 defines {alike[0].words}", entity, (alike[0],))


def _is_spoken_of(name: Text, text: str) -> bool:
    pattern = re.compile(r"[\s_-]*".join(map(re.escape, name.words.split())), re.IGNORECASE)
    return any(match.start() != name.start for match in pattern.finditer(text))


@rule("NAM111", "note")
def term_without_use(page: Page) -> Iterator[Problem]:
    """1.4 defines a term that no other part uses.

    A definition that nothing needs is often what is left of a thing that was renamed or dropped.

    Bad: | Return slip | The paper that comes back with a book. |
    Good: | Loan | A book that a member has at home. |
    Fix: use the term where the thing is meant, or remove its row.
    """
    terms = [row.term for row in page.once(definitions) if not row.term.words.isupper() and key(row.term.words)]
    for term, is_named in zip(terms, named_outside(page, terms, "1.4"), strict=True):
        if not is_named:
            yield Problem(f"1.4 defines {term.words}, which no other part uses", term)


@rule("NAM112", "warning")
def unused_component(page: Page) -> Iterator[Problem]:
    """A component of 4.1 is named nowhere outside section 4.

    It takes part in no diagram, flow, deployment or decision: either it is not needed, or those parts forgot it.

    Bad: | Audit Archive | Keeps the audit trail. | S3 | none |, and no other section names it
    Good: | Audit Archive | ... |, and 9.2 says where it runs
    Fix: say in the other sections what it does there, or remove it.
    """
    for name in page.once(unused_components):
        yield Problem(f"{name.words} is named nowhere outside section 4", name)
