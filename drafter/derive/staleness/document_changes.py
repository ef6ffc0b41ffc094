"""What people have changed in a document: its names, numbers and technologies beside those it was drafted with."""

from collections.abc import Iterable, Iterator, Mapping

from drafter.derive.names import decision_key
from drafter.derive.staleness.change import Change
from drafter.derive.stated.operations import Renamed
from drafter.document.outline import Operation, Outline

__all__ = ["document_changes"]


def document_changes(before: Outline, now: Outline, renamed: Renamed) -> tuple[Change, ...]:
    """Return how the names and numbers of an outline differ from those before, each with the part that states it.

    `renamed` says what earlier components and entities are called now; a name that was changed alone is a change of
    spelling, which needs no new text.
    """
    return tuple(
        change
        for found in (
            _names("component", "4.1", [c.name for c in before.components], [c.name for c in now.components],
                   renamed.components),
            _names("entity", "5.1", [e.name for e in before.entities], [e.name for e in now.entities],
                   renamed.entities),
            _names("operation", "6.1", [o.name for o in before.operations], [o.name for o in now.operations],
                   _same_address(before.operations, now.operations)),
            _names("role", "1.3", [r.name for r in before.roles], [r.name for r in now.roles], {}),
            _names("environment", "11.1", before.environments, now.environments, {}),
            _technologies(before, now, renamed),
            _decisions(before, now),
            _targets(before, now),
        )
        for change in found
    )  # fmt: skip


def _names(
    subject: str, part: str, before: Iterable[str], now: Iterable[str], renamed: Mapping[str, str]
) -> Iterator[Change]:
    listed, earlier = list(now), list(before)
    known = {name.casefold() for name in listed}
    current = {renamed.get(name, name if name.casefold() in known else "") for name in earlier}
    for name in earlier:
        became = renamed.get(name, name if name.casefold() in known else "")
        if became != name:
            yield Change(kind="name", subject=subject, old=name, new=became, because=part)
    folded = {name.casefold() for name in current}
    for name in listed:
        if name.casefold() not in folded:
            yield Change(kind="name", subject=subject, old="", new=name, because=part)


def _same_address(before: Iterable[Operation], now: Iterable[Operation]) -> dict[str, str]:
    """Return what operations are called now that have kept their method and path."""
    by_address = {(each.method, each.path): each.name for each in now if each.path}
    return {
        each.name: by_address[each.method, each.path]
        for each in before
        if each.path and (each.method, each.path) in by_address
    }


def _technologies(before: Outline, now: Outline, renamed: Renamed) -> Iterator[Change]:
    current = {component.name: component.technology for component in now.components}
    for component in before.components:
        technology = current.get(renamed.components.get(component.name, component.name))
        if technology is not None and technology != component.technology and component.technology:
            yield Change(
                kind="technology", subject=component.name, old=component.technology, new=technology, because="4.1"
            )


def _decisions(before: Outline, now: Outline) -> Iterator[Change]:
    current = {decision.title.casefold(): decision for decision in now.decisions}
    for decision in before.decisions:
        other = current.pop(decision.title.casefold(), None)
        if other is None:
            gone = decision_key(decision.title, decision.choice)
            yield Change(kind="name", subject="decision", old=gone, new="", because="13")
        elif other.choice != decision.choice and decision.choice:
            yield Change(kind="technology", subject=decision.title, old=decision.choice, new=other.choice, because="13")
    for decision in current.values():
        made = decision_key(decision.title, decision.choice)
        yield Change(kind="name", subject="decision", old="", new=made, because="13")


def _targets(before: Outline, now: Outline) -> Iterator[Change]:
    """Yield the targets whose numbers are others; they keep their statements, or their places."""
    left = list(now.targets)
    unmatched = []
    for target in before.targets:
        same = next(
            (each for each in left if (each.statement, each.quantity) == (target.statement, target.quantity)), None
        )
        if same:
            left.remove(same)
        else:
            unmatched.append(target)
    for target in unmatched:
        other = next((each for each in left if each.quality == target.quality), None)
        if other:
            left.remove(other)
        new = other.quantity if other else ""
        yield Change(
            kind="number", subject=target.quality, old=target.quantity, new=new, because="8.1", about=target.text
        )
    for target in left:
        yield Change(kind="number", subject=target.quality, old="", new=target.quantity, because="8.1")
