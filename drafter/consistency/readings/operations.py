"""Which endpoint of 6.1 is which operation of the contract in 6.2."""

from collections.abc import Iterator, Mapping

from drafter.consistency.readings.contract import Contract, Operation, contracts, path_shape
from drafter.consistency.readings.endpoints import Endpoint, endpoints, endpoints_in
from drafter.consistency.readings.errors import Permission, permissions
from drafter.consistency.readings.spelling import field_key
from drafter.document.page import ListBlock, ListItem, Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Agreed", "Agreement", "Interface", "agreement", "granted", "interfaces", "unlisted_interfaces"]

_VERSION = regex(r"^(?:/api)?(?:/v\d+)?(?=/)")
_VERSION_NUMBER = regex(r"(?:/api)?/v(\d+)/")
_NAMED = regex(r"([^();,\n]{1,80}?)\s*\(\s*`?(?:GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS)\s")


@frozen
class Interface:
    """An interface of 4.2 that is an HTTP endpoint."""

    name: str
    """`Create Short Link`; empty for none."""
    component: Text
    endpoint: Endpoint


@frozen
class Agreed:
    """An endpoint and its operation."""

    endpoint: Endpoint
    contract: Contract
    operation: Operation


@frozen
class Agreement:
    """All endpoints and operations."""

    pairs: tuple[Agreed, ...]
    other_method: tuple[tuple[Endpoint, Operation], ...]
    """The only ones that are left at a path, of different methods."""
    endpoints_alone: tuple[Endpoint, ...]
    operations_alone: tuple[Operation, ...]


@frozen
class _Paths:
    """Makes paths comparable: without servers' paths and versions, unless that makes different paths the same."""

    bases: tuple[str, ...]
    keeps: bool

    def key(self, path: str) -> str:
        shape = path_shape(path)
        if self.keeps:
            return shape
        base = next((base for base in self.bases if shape.startswith(f"{base}/")), "")
        return _VERSION.sub("", shape.removeprefix(base))


def agreement(page: Page) -> Agreement:
    """Return which endpoint is which operation."""
    rows = page.once(endpoints)
    made = list(page.once(contracts).operations)
    paths = _paths(page)
    operations = {(o.method.words, paths.key(o.path.words)): (c, o) for c, o in made}
    listed = {(row.method.words, paths.key(row.path.words)): row for row in rows}
    alone = {key: row for key, row in listed.items() if key not in operations}
    rest = {key: operation for key, (_, operation) in operations.items() if key not in listed}
    other = []
    for path in {key[1] for key in alone}:
        left = [key for key in alone if key[1] == path]
        right = [key for key in rest if key[1] == path]
        if len(left) == len(right) == 1:
            other.append((alone.pop(left[0]), rest.pop(right[0])))
    return Agreement(
        tuple(Agreed(row, *operations[key]) for key, row in listed.items() if key in operations),
        tuple(other),
        tuple(alone.values()),
        tuple(rest.values()),
    )


def interfaces(page: Page) -> tuple[Interface, ...]:
    """Return the HTTP endpoints that 4.2 lists as interfaces."""
    part = page.part("4.2")
    found = []
    for heading, blocks in part.items if part else ():
        for block in blocks:
            for item in block.items if isinstance(block, ListBlock) else ():
                if item.label.words.casefold().startswith(("interface", "schnittstelle", "api", "endpoint")):
                    found += [interface for text in _texts(item) for interface in _interfaces(heading.text, text)]
    return tuple(found)


def granted(page: Page) -> Mapping[str, tuple[Permission, ...]]:
    """Return the permissions of 7.2 by the operation's method and path, in the contract's spelling."""
    paths = _paths(page)
    by_path: dict[tuple[str, str], str] = {}
    by_name: dict[str, str] = {}
    for _, operation in page.once(contracts).operations:
        by_path[operation.method.words, paths.key(operation.path.words)] = operation.name
        if operation.id:
            by_name[field_key(operation.id.words)] = operation.name
    for interface in page.once(interfaces):
        name = by_path.get((interface.endpoint.method.words, paths.key(interface.endpoint.path.words)))
        if name and interface.name:
            by_name.setdefault(field_key(interface.name), name)
    found: dict[str, list[Permission]] = {}
    for permission in page.once(permissions):
        end = permission.endpoint
        key = by_path.get((end.method.words, paths.key(end.path.words))) if end else None
        name = key or by_name.get(field_key(permission.operation.words.strip("` :")), "")
        found.setdefault(name, []).append(permission)
    return {name: tuple(held) for name, held in found.items()}


def unlisted_interfaces(page: Page) -> Iterator[Interface]:
    """Yield the interfaces of 4.2 whose method and path 6.1 does not list.

    A version in front of the path makes no difference, unless other interfaces are written as 6.1 has them, or both
    parts name a version.
    """
    paths = _paths(page)
    listed: dict[tuple[str, str], list[str]] = {}
    for row in page.once(endpoints):
        listed.setdefault((row.method.words, paths.key(row.path.words)), []).append(path_shape(row.path.words))
    offered = [(each, path_shape(each.endpoint.path.words)) for each in page.once(interfaces)] if listed else []
    some_alike = any(shape in shapes for _, shape in offered for shapes in listed.values())
    for interface, shape in offered:
        shapes = listed.get((interface.endpoint.method.words, paths.key(interface.endpoint.path.words)), [])
        is_same = shape in shapes or any(f"{base}{other}" == shape for base in paths.bases for other in shapes)
        versions = {_version(shape), *map(_version, shapes)} - {""}
        if not shapes or (not is_same and (some_alike or len(versions) > 1)):
            yield interface


def _version(path: str) -> str:
    found = _VERSION_NUMBER.match(path)
    return found[1] if found else ""


def _paths(page: Page) -> _Paths:
    return page.once(_made_paths)


def _made_paths(page: Page) -> _Paths:
    found = page.once(contracts)
    bases = tuple({base for contract in found.found for base in contract.bases})
    plain = _Paths(bases, keeps=False)
    for named in (
        [(row.method.words, row.path.words) for row in page.once(endpoints)],
        [(operation.method.words, operation.path.words) for _, operation in found.operations],
    ):
        shapes = {(method, path_shape(path)) for method, path in named}
        if len(shapes) != len({(method, plain.key(path)) for method, path in shapes}):
            return _Paths(bases, keeps=True)
    return plain


def _interfaces(component: Text, text: Text) -> Iterator[Interface]:
    names = {match.end(1): match[1].strip(" -–*`") for match in _NAMED.finditer(text.raw)}
    for endpoint in endpoints_in(text):
        before = [end for end in names if end <= endpoint.method.start - text.start <= end + 6]
        yield Interface(names[before[-1]] if before else "", component, endpoint)


def _texts(item: ListItem) -> Iterator[Text]:
    yield item.text
    for block in item.blocks:
        for inner in block.items if isinstance(block, ListBlock) else ():
            yield from (inner.label, inner.text)
