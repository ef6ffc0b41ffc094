"""What refers to something that is not there."""

from collections.abc import Iterator

from drafter.consistency.readings.components import components
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page

__all__ = ["unknown_dependency"]


@rule("REF101", "error")
def unknown_dependency(page: Page) -> Iterator[Problem]:
    """A component depends on something that 4.1 does not list.

    Whoever builds or deploys the component cannot know what it needs.

    Bad: | Redirect Service | ... | Databse |
    Good: | Redirect Service | ... | Database |
    Fix: name the component as its own row does, or add the row that is missing.
    """
    listed = page.once(components)
    names = {component.name.words.casefold() for component in listed}
    for component in listed:
        for dependency in component.dependencies:
            if dependency.words.casefold() not in names:
                yield Problem(
                    f"{component.name.words} depends on {dependency.words}, which 4.1 does not list", dependency
                )
