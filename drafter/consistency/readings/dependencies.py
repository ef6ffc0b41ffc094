"""Which component depends on which: what 4.1 says, and what a diagram draws."""

from collections.abc import Iterator

from drafter.consistency.readings.components import components
from drafter.consistency.readings.mermaid import Diagram, Edge
from drafter.consistency.readings.names import component_names, key
from drafter.document.page import Page, Text
from drafter.frozen import frozen

__all__ = ["Dependency", "Drawn", "dependencies", "drawn"]


@frozen
class Dependency:
    """One component needs another; both are listed in 4.1."""

    source: Text
    target: Text
    at: Text
    """Where it is said."""

    @property
    def pair(self) -> tuple[str, str]:
        """Their keys."""
        return key(self.source.words), key(self.target.words)


@frozen
class Drawn:
    """An arrow between two components of 4.1."""

    edge: Edge
    source: Text
    target: Text
    grouped: bool
    """One of its ends is a group that holds the component."""

    @property
    def pair(self) -> tuple[str, str]:
        """The keys of the components."""
        return key(self.source.words), key(self.target.words)


def dependencies(page: Page) -> tuple[Dependency, ...]:
    """Return the dependencies of 4.1 between components that it lists."""
    names = page.once(component_names)
    return tuple(
        Dependency(component.name, target, dependency)
        for component in page.once(components)
        for listed in component.dependencies
        for dependency in names.separated(listed)
        if (target := names.meant(dependency.words))
    )


def drawn(page: Page, diagram: Diagram) -> Iterator[Drawn]:
    """Yield the arrows of a diagram between different components of 4.1."""
    names = page.once(component_names)
    known = {node.id: place for node in diagram.nodes.values() if (place := names.find(node.name.words))}
    for edge in diagram.edges:
        sources, targets = diagram.inside(edge.source), diagram.inside(edge.target)
        grouped = sources != (edge.source,) or targets != (edge.target,)
        for source in sources:
            for target in targets:
                if source in known and target in known and known[source] is not known[target]:
                    yield Drawn(edge, known[source], known[target], grouped)
