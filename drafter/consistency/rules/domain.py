"""The domain model of 3.4 against the entities of 5.1."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.aggregates import Aggregate, aggregates
from drafter.consistency.readings.introduced import introduced
from drafter.consistency.readings.names import entities, key
from drafter.consistency.readings.spellings import misspelt_keys
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page
from drafter.patterns import regex

__all__ = ["unknown_aggregate"]

_NO_NAME = regex(
    r"(?:none|root|rules?|invariants?|note|boundar\w*|consistency|example|keine?|regeln?|invarianten?|hinweis|beispiel)\b",
    re.IGNORECASE,
)
_COMPOSED = regex(
    r"\b(?:root|consists|contains|holds|groups|comprises|includes|made of|made up of|around|covers|wurzel|besteht"
    r"|enthält|umfasst|bündelt)\b",
    re.IGNORECASE,
)


@rule("NAM119", "warning")
def unknown_aggregate(page: Page) -> Iterator[Problem]:
    """An aggregate of 3.4 is nothing that 5.1 or another list describes.

    Its rules are of data that nobody stores; most often an entity was renamed in one of the two parts. An aggregate may
    have a name of its own when 3.4 says which entities it holds.

    Bad: “Parcel: every parcel has an address.” in 3.4, while 5.1 describes Shipment
    Good: “Shipment: every shipment has an address.”
    Fix: name the entity of 5.1, describe the missing one there, or say which entities the aggregate holds.
    """
    described = page.once(entities)
    known = page.once(introduced)
    for aggregate in page.once(aggregates) if described else ():
        name = aggregate.name.words
        is_known = known.within(name) or key(name) in page.once(misspelt_keys)
        if (
            not is_known
            and not _NO_NAME.match(name)
            and not _is_composed(aggregate, [text.words for text in described])
        ):
            yield Problem(f"3.4 has the aggregate {name}, which 5.1 does not describe", aggregate.name, described[:3])


def _is_composed(aggregate: Aggregate, names: list[str]) -> bool:
    said = aggregate.said.casefold()
    return bool(_COMPOSED.search(said)) and any(name.casefold() in said for name in names)
