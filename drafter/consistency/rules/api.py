"""Endpoints of 6.1 against the contract of 6.2, the errors of 6.3, the interfaces of 4.2 and the permissions of 7.2."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.contract import contracts
from drafter.consistency.readings.endpoints import endpoints, schemas_in
from drafter.consistency.readings.errors import errors
from drafter.consistency.readings.names import named_outside
from drafter.consistency.readings.no_endpoints import offered_all_the_same, said_to_be_none
from drafter.consistency.readings.operations import Agreed, agreement, granted, unlisted_interfaces
from drafter.consistency.readings.schemas import Body, request_of, response_of
from drafter.consistency.rule import Problem, rule
from drafter.consistency.rules.contract import OPEN
from drafter.document.page import Page, Paragraph, Text
from drafter.patterns import regex

__all__ = [
    "doubled_endpoint", "endpoint_not_in_contract", "endpoint_where_none_exist", "error_not_listed", "error_not_used",
    "interface_without_endpoint", "method_differs", "operation_not_in_endpoints", "operation_without_permission",
    "permission_without_operation", "request_differs", "response_differs", "roles_differ", "success_status_differs",
]  # fmt: skip

_EXCERPT = regex(
    r"\bexcerpt|\bexample|\bpartial|\babbreviat|\bshortened|\bthe (?:full|complete|rest)|\bremaining|\bmain\b|"
    r"\bmost important|auszug|gekürzt|vollständige",
    re.IGNORECASE,
)
"""What says that not all is listed."""
_NOTHING = regex(r"^(?:none|no|nothing|no body|empty|keine?r?|-|–|—|n/a)\.?$", re.IGNORECASE)
_FEWEST_KNOWN = 2
"""So many operations must be known, before another name is one that should be."""
_JOINT = regex(r"[,;]|\band\b|\bund\b")
_SEVERAL = regex(r"\blist|\barray|\[\]|\bmany\b|\bpage\b|\ball\b|\bitems\b|\bseveral\b|liste", re.IGNORECASE)


@rule("API201", "error")
def endpoint_not_in_contract(page: Page) -> Iterator[Problem]:
    """An endpoint of 6.1 is not in the contract.

    Clients made from the contract cannot use it.

    Bad: `DELETE /links/{id}` in 6.1 alone
    Good: `DELETE /links/{id}` in 6.1 and in 6.2
    Fix: add the operation to the contract, or remove the row.
    """
    if any(page.once(contracts).operations) and not _is_excerpt(page, "6.2"):
        for row in page.once(agreement).endpoints_alone:
            yield Problem(f"The contract does not have {row.name}", row.path)


@rule("API202", "error")
def operation_not_in_endpoints(page: Page) -> Iterator[Problem]:
    """An operation of the contract is not in the table of 6.1.

    Whoever reads the table does not know that it exists.

    Bad: `DELETE /links/{id}` in 6.2 alone
    Good: `DELETE /links/{id}` in 6.1 and in 6.2
    Fix: add the row, or remove the operation.
    """
    if page.once(endpoints) and not _is_excerpt(page, "6.1"):
        for operation in page.once(agreement).operations_alone:
            if operation.method.words not in {"HEAD", "OPTIONS", "TRACE"}:
                yield Problem(f"6.1 does not list {operation.name}", operation.method, (operation.path,))


@rule("API203", "error")
def method_differs(page: Page) -> Iterator[Problem]:
    """An endpoint has another method in 6.1 than in the contract.

    One of the two answers 405 to every request.

    Bad: `PUT /links/{id}` in 6.1 and `PATCH /links/{id}` in 6.2
    Good: `PUT /links/{id}` in both
    Fix: choose one method.
    """
    for row, operation in page.once(agreement).other_method:
        message = f"6.1 has {row.name}, the contract {operation.name}"
        yield Problem(message, row.method, (operation.method,))


@rule("API204", "error")
def success_status_differs(page: Page) -> Iterator[Problem]:
    """An endpoint succeeds with another status in 6.1 than in the contract.

    Clients that check for the one fail with the other.

    Bad: 200 `Link` in 6.1 and "201" in 6.2
    Good: 201 `Link` and "201"
    Fix: choose one status.
    """
    for pair in page.once(agreement).pairs:
        made = [status.upper() for status in pair.operation.statuses if status[:1] in {"1", "2", "3"}]
        stated = [status for status in pair.endpoint.successes if f"{status[0]}XX" not in made]
        for status in stated if made and "default" not in pair.operation.statuses else ():
            if status not in made:
                said = f"{pair.endpoint.name} answers {status} in 6.1 and {' or '.join(made)} in the contract"
                at = pair.operation.statuses.get(made[0], pair.operation.method)
                yield Problem(said, pair.endpoint.response.part(status), (at,))


@rule("API205", "error")
def request_differs(page: Page) -> Iterator[Problem]:
    """An endpoint takes something else in 6.1 than in the contract.

    Clients send what the server does not expect.

    Bad: `LinkInput` in 6.1 and `$ref: '#/components/schemas/Link'` in 6.2
    Good: `LinkInput` in both
    Fix: choose one schema, and define it in the contract.
    """
    for pair in page.once(agreement).pairs:
        cell = pair.endpoint.request
        body = request_of(pair.contract, pair.operation)
        if not cell:
            continue
        if body and body.names and _NOTHING.match(cell.words):
            said = f"{pair.endpoint.name} takes nothing in 6.1 and {_joined(body)} in the contract"
            yield Problem(said, cell, (body.at,))
        elif body is None and schemas_in(cell) and pair.endpoint.method.words not in {"GET", "HEAD", "DELETE"}:
            said = f"{pair.endpoint.name} takes {schemas_in(cell)[0].words} in 6.1 and nothing in the contract"
            yield Problem(said, cell, (pair.operation.method,))
        else:
            yield from _body(pair, schemas_in(cell), body, "takes")


@rule("API206", "error")
def response_differs(page: Page) -> Iterator[Problem]:
    """An endpoint answers something else in 6.1 than in the contract.

    Clients read what the server does not send.

    Bad: 200 `Link` in 6.1 and a list of `Link` in 6.2
    Good: 200 list of `Link` in 6.1 and a list of `Link` in 6.2
    Fix: choose one schema, and define it in the contract.
    """
    for pair in page.once(agreement).pairs:
        cell = pair.endpoint.response
        made = [status for status in pair.operation.statuses if status.startswith("2")]
        bodies = [response_of(pair.contract, pair.operation, status) for status in made]
        body = next((body for body in bodies if body and body.names), None)
        names = schemas_in(cell)
        yield from _body(pair, names, body, "answers")
        if body and len(names) == 1 and len(made) == 1 and body.names == {names[0].words}:
            if body.is_list and not _SEVERAL.search(cell.words):
                said = f"{pair.endpoint.name} answers one {names[0].words} in 6.1 and a list in the contract"
                yield Problem(said, names[0], (body.at,))
            elif not body.is_list and re.match(r"(?:2\d\d\s+)?(?:list|array|liste)\b", cell.words, re.IGNORECASE):
                said = f"{pair.endpoint.name} answers a list of {names[0].words} in 6.1 and one in the contract"
                yield Problem(said, names[0], (body.at,))


@rule("API207", "warning")
def error_not_listed(page: Page) -> Iterator[Problem]:
    """An operation of the contract answers with an error that 6.3 does not list.

    Nobody said when it occurs.

    Bad: "409" in 6.2, and no row 409 in 6.3
    Good: | 409 Conflict | The slug is taken. | `Problem` |
    Fix: add the row, or remove the response.
    """
    listed = {error.code for error in page.once(errors)}
    seen: set[str] = set()
    for _, operation in page.once(contracts).operations if listed else ():
        for status, at in operation.statuses.items():
            is_error = status[:1] in {"4", "5"} and status not in seen
            if is_error and status.upper() not in listed and f"{status[0]}XX" not in listed:
                seen.add(status)
                yield Problem(f"{operation.name} answers {status}, which 6.3 does not list", at)


@rule("API208", "warning")
def error_not_used(page: Page) -> Iterator[Problem]:
    """6.3 lists an error that no operation of the contract answers with.

    Clients made from the contract do not handle it.

    Bad: a row 429 in 6.3, and no "429" in 6.2
    Good: "429" among the responses of the operations that limit requests
    Fix: add the response, or remove the row.
    """
    used = {status.upper() for _, operation in page.once(contracts).operations for status in operation.statuses}
    if not any(status[:1] in {"4", "5"} for status in used) or "DEFAULT" in used or _is_excerpt(page, "6.2"):
        return
    seen: set[str] = set()
    for error in page.once(errors):
        first = error.code[0]
        is_class = "XX" in error.code and any(status.startswith(first) for status in used)
        if not is_class and not {error.code, f"{first}XX"} & used and error.code not in seen:
            seen.add(error.code)
            yield Problem(f"No operation of the contract answers {error.code}, which 6.3 lists", error.at)


@rule("API209", "error")
def doubled_endpoint(page: Page) -> Iterator[Problem]:
    """6.1 lists an endpoint twice.

    The two rows say different things of one request.

    Bad: two rows | `/links` | POST |
    Good: one row
    Fix: merge the rows, or correct the path or the method of one.
    """
    seen: dict[str, Text] = {}
    for row in page.once(endpoints):
        first = seen.setdefault(row.name, row.path)
        if first is not row.path:
            yield Problem(f"6.1 lists {row.name} twice", row.path, (first,))


@rule("API210", "error")
def interface_without_endpoint(page: Page) -> Iterator[Problem]:
    """A component of 4.2 offers an HTTP endpoint that 6.1 does not list.

    One of the two parts was changed alone.

    Bad: Create Link (`POST /link`) in 4.2 and `POST /links` in 6.1
    Good: Create Link (`POST /links`) in 4.2
    Fix: correct the interface, or add the row.
    """
    for interface in unlisted_interfaces(page):
        said = f"{interface.component.words} offers {interface.endpoint.name}"
        yield Problem(f"{said}, which 6.1 does not list", interface.endpoint.path, (interface.component,))


@rule("API214", "warning")
def endpoint_where_none_exist(page: Page) -> Iterator[Problem]:
    """The text names an endpoint of the system, and section 6 says that it has none.

    Either somebody builds against what does not exist, or what exists is described and secured nowhere.

    Bad: “Other systems call `GET /v1/status`” in 2.2, “this tool offers no HTTP endpoints” in 6.1
    Good: “Other systems read the state from the file `status.json`”
    Fix: say how it is used instead, or describe the endpoint in section 6; say whose it is when it is another system's.
    """
    none = said_to_be_none(page)
    for endpoint in offered_all_the_same(page) if none else ():
        message = f"{endpoint.name} is named here, and section 6 says that there are no endpoints"
        yield Problem(message, endpoint.at, (none,) if none else ())


@rule("API211", "warning")
def operation_without_permission(page: Page) -> Iterator[Problem]:
    """7.2 says who may use the other operations, and not this one.

    Nobody knows whom the server should let in.

    Bad: 7.2 lists four of five operations
    Good: “**Delete Link**: Campaign managers”
    Fix: add who may use it.
    """
    allowed = page.once(granted)
    every = [operation for _, operation in page.once(contracts).operations]
    named = [operation for operation in every if operation.name in allowed]
    if len(named) < 2 or 2 * len(named) < len(every):
        return
    for operation in every:
        if operation.name not in allowed:
            at = operation.id or operation.method
            yield Problem(f"7.2 does not say who may use {operation.name}", at)


@rule("API212", "error")
def roles_differ(page: Page) -> Iterator[Problem]:
    """The contract lets other roles use an operation than 7.2.

    The one who builds from the contract opens what should be closed, or closes what should be open.

    Bad: `x-roles: [Agencies]` in 6.2 and “Campaign managers” in 7.2
    Good: `x-roles: [Campaign managers]`
    Fix: say the same in both.
    """
    allowed = page.once(granted)
    for _, operation in page.once(contracts).operations:
        stated = allowed.get(operation.name, ())
        made = {item.words.casefold() for item in operation.value["x-roles"].items}
        if not stated or not made:
            continue
        texts = tuple(permission.roles for permission in stated)
        roles = (role.strip().casefold() for text in texts for role in _JOINT.split(text.words.rstrip(".")))
        said = {role for role in roles if role}
        key = operation.value.keys["x-roles"]
        if all(OPEN.search(text.words) for text in texts):
            yield Problem(f"{operation.name} is open in 7.2 and restricted in the contract", key, texts)
        elif said != made and _are_names(said):
            differing = ", ".join(sorted(said ^ made))
            yield Problem(f"The contract and 7.2 differ in who may use {operation.name}: {differing}", key, texts)


@rule("API213", "warning")
def permission_without_operation(page: Page) -> Iterator[Problem]:
    """7.2 says who may use an operation that neither the contract nor 4.2 has.

    It was renamed or removed in one of them.

    Bad: “**Archive Link**: Agencies” and no such operation
    Good: “**Delete Link**: Agencies”
    Fix: name the operation as the contract or the interfaces of 4.2 do, or remove the line.
    """
    allowed = page.once(granted)
    part = page.part("4.2")
    elsewhere = " ".join(text.words for text in part.texts).casefold() if part and allowed.get("") else ""
    unknown = [held.operation for held in allowed.get("", ()) if _name(held.operation).casefold() not in elsewhere]
    known = sum(len(held) for held in allowed.values()) - len(unknown)
    if known < _FEWEST_KNOWN or len(unknown) > known:
        return
    in_contract = any(allowed.keys())
    named = named_outside(page, unknown, "7.2") if unknown else ()
    for operation, is_named in zip(unknown, named, strict=True):
        if in_contract or not is_named:
            where = "the contract does not have" if in_contract else "no other part names"
            yield Problem(f"7.2 says who may use {_name(operation)}, which {where}", operation)


def _name(operation: Text) -> str:
    return operation.words.strip("`:")


def _is_excerpt(page: Page, key: str) -> bool:
    """Tell whether a part says that it does not hold all."""
    part = page.part(key)
    paragraphs = [block.text.words for block in part.blocks if isinstance(block, Paragraph)] if part else []
    return any(_EXCERPT.search(words) for words in paragraphs)


def _body(pair: Agreed, names: tuple[Text, ...], body: Body | None, verb: str) -> Iterator[Problem]:
    """Compare the schemas that a cell names with those of the contract."""
    known = pair.contract.schemas.fields
    for name in names:
        if known and name.words not in known:
            said = f"{pair.endpoint.name} {verb} {name.words} in 6.1, which the contract does not define"
            yield Problem(said, name, (body.at,) if body else ())
        elif body and body.names and name.words not in body.names and len(names) == 1:
            said = f"{pair.endpoint.name} {verb} {name.words} in 6.1 and {_joined(body)} in the contract"
            yield Problem(said, name, (body.at,))


def _joined(body: Body) -> str:
    return " or ".join(sorted(body.names))


def _are_names(roles: set[str]) -> bool:
    """Tell whether roles are names, not a sentence."""
    return all(len(role.split()) <= 4 for role in roles)
