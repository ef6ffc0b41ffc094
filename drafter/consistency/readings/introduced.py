"""All names that a document introduces."""

from drafter.consistency.readings.components import components
from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.glossary import definitions
from drafter.consistency.readings.names import Names, entities
from drafter.consistency.readings.roles import stakeholders
from drafter.document.page import Page, Text

__all__ = ["introduced"]


def introduced(page: Page) -> Names:
    """Return all names that some list or diagram introduces."""
    nodes: list[Text] = [
        name
        for diagram in page.once(diagrams)
        for name in (*(node.name for node in diagram.nodes.values()), *(group.name for group in diagram.groups))
    ]
    terms = [row.term for row in page.once(definitions)]
    rows = [component.name for component in page.once(components)]
    return Names.of((*rows, *page.once(entities), *terms, *page.once(stakeholders), *nodes))
