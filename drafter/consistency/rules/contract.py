"""The contract of 6.2 by itself: what does not parse, what it names and does not define, what it leaves open."""

import re
from collections.abc import Iterator, Mapping

from drafter.consistency.readings.contract import Contract, Operation, contracts, parameters_in, path_shape
from drafter.consistency.readings.errors import Permission
from drafter.consistency.readings.operations import granted
from drafter.consistency.readings.schemas import misfits
from drafter.consistency.readings.yaml_values import Value
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = [
    "contract_does_not_parse", "contract_without_need", "doubled_key", "doubled_operation", "example_does_not_fit",
    "operation_without_security", "path_parameter_differs", "required_without_property", "unknown_reference",
    "unknown_security_scheme",
]  # fmt: skip

_PUBLIC_PATH = regex(
    r"/(?:\.well-known|health\w*|livez?|readyz?|ready|ping|status|login|signin|sign-in|token|oauth2?|auth|register|"
    r"signup|sign-up|password\w*|public|docs|openapi\w*|metrics|webhooks?|callback)(?:/|$)",
    re.IGNORECASE,
)
OPEN = regex(
    r"every(?:one|body)|any(?:one|body)|\bpublic|\ball\b|\bopen\b|unauthenticated|anonym|visitor|"
    r"no (?:auth|restrict|sign)|\bnone\b|\bjede|\balle\b|öffentlich|guest",
    re.IGNORECASE,
)
"""What 7.2 says of an operation that needs no sign-in."""
_NO_SIGN_IN = regex(
    r"^not applicable|\bno(?:t| need to)? (?:authenticat|sign[- ]?in|log[- ]?in)|\bno accounts|\bpublic\b|"
    r"\bwithout (?:authenticat|sign|log)|entfällt|nicht zutreffend",
    re.IGNORECASE,
)


@rule("API101", "error")
def contract_does_not_parse(page: Page) -> Iterator[Problem]:
    """The contract is no YAML or JSON.

    No tool can read it, so clients and tests cannot be made from it.

    Bad: `summary: Creates a link: the slug is free`
    Good: `summary: "Creates a link: the slug is free"`
    Fix: correct the text at that place; indentation and colons are the usual causes.
    """
    for at, reason in page.once(contracts).faults:
        yield Problem(f"The contract does not parse: {reason}", at)


@rule("API102", "error")
def unknown_reference(page: Page) -> Iterator[Problem]:
    """A `$ref` names something that the contract does not define.

    No tool takes the contract, and readers cannot know what is meant.

    Bad: `$ref: '#/components/schemas/Link'` where the schema is `ShortLink`
    Good: `$ref: '#/components/schemas/ShortLink'`
    Fix: name what is defined, or define it.
    """
    for contract in page.once(contracts).found:
        for value in contract.values:
            reference = value.fields.get("$ref")
            if reference and reference.words.startswith("#") and not contract.target(reference.words):
                yield Problem(f"The contract does not define {reference.words}", reference.text)


@rule("API103", "error")
def path_parameter_differs(page: Page) -> Iterator[Problem]:
    """A path has a parameter that the operation does not declare, or the reverse.

    Clients cannot fill in the path.

    Bad: the path `/links/{id}` with the parameter `link_id`
    Good: the path `/links/{id}` with the parameter `id`, `in: path`
    Fix: give both one name.
    """
    for contract, operation in page.once(contracts).operations:
        stated = (*operation.item["parameters"].items, *operation.value["parameters"].items)
        resolved = [contract.resolved(parameter) for parameter in stated]
        declared = {value["name"].words: value["name"].text for value in resolved if value["in"].words == "path"}
        in_path = parameters_in(operation.path.words)
        for name in in_path:
            if name not in declared and all(resolved):
                message = f"{operation.name} does not declare its path parameter {name}"
                yield Problem(message, operation.method, (operation.path.part(f"{{{name}}}"),))
        for name, text in declared.items():
            if name not in in_path:
                message = f"{operation.name} declares the path parameter {name}, which its path does not have"
                yield Problem(message, text, (operation.path,))


@rule("API104", "error")
def doubled_operation(page: Page) -> Iterator[Problem]:
    """Two operations have one `operationId`, or two paths differ in the names of parameters alone.

    Generated clients lose one of the two, and servers cannot choose between the paths.

    Bad: `operationId: getLink` at two operations
    Good: `operationId: getLink` and `operationId: getClick`
    Fix: rename one, or merge them.
    """
    for contract in page.once(contracts).found:
        ids: dict[str, Text] = {}
        for operation in contract.operations:
            first = ids.setdefault(operation.id.words, operation.id) if operation.id else operation.id
            if first is not operation.id:
                yield Problem(f"The operationId {first.words} is there twice", operation.id, (first,))
        shapes: dict[str, Text] = {}
        for path in contract.root["paths"].keys.values():
            first = shapes.setdefault(path_shape(path.words), path)
            if first is not path:
                yield Problem(f"{path.words} and {first.words} are one path", path, (first,))


@rule("API105", "error")
def doubled_key(page: Page) -> Iterator[Problem]:
    """The contract says a key twice in one place.

    Parsers keep one of the two, or refuse the contract.

    Bad: two keys `get:` below one path
    Good: one key `get:`
    Fix: merge or rename them.
    """
    for contract in page.once(contracts).found:
        for value in contract.values:
            for again, first in value.doubled:
                yield Problem(f"The key {again.words} is there twice", again, (first,))


@rule("API106", "error")
def contract_without_need(page: Page) -> Iterator[Problem]:
    """The contract lacks something that OpenAPI demands.

    Tools refuse it.

    Bad: an operation without `responses`, or the path `links`
    Good: an operation with `responses`, and the path `/links`
    Fix: add what is missing.
    """
    for contract in page.once(contracts).found:
        root = contract.root
        start = root.keys.get("openapi") or root.keys.get("swagger") or root.text
        for name in ("title", "version"):
            if not root["info"][name]:
                yield Problem(f"The contract has no info.{name}", root.keys.get("info", start))
        for path in root["paths"].keys.values():
            if not path.words.startswith(("/", "x-")):
                yield Problem(f"The path {path.words} does not begin with a slash", path)
        for operation in contract.operations:
            if not operation.statuses:
                yield Problem(f"{operation.name} has no responses", operation.method)


@rule("API107", "error")
def unknown_security_scheme(page: Page) -> Iterator[Problem]:
    """An operation requires a security scheme that the contract does not define.

    Nobody knows how to sign in for it.

    Bad: `security: [{bearer: []}]` where the scheme is `bearerAuth`
    Good: `security: [{bearerAuth: []}]`
    Fix: name the scheme as it is defined, or define it.
    """
    for contract in page.once(contracts).found:
        schemes = contract.root["components"]["securitySchemes"] or contract.root["securityDefinitions"]
        for value in (contract.root, *(operation.value for operation in contract.operations)):
            for requirement in value["security"].items:
                for name, text in requirement.keys.items():
                    if name not in schemes.fields:
                        yield Problem(f"The contract does not define the security scheme {name}", text)


@rule("API108", "error")
def required_without_property(page: Page) -> Iterator[Problem]:
    """A schema requires a property that it does not have.

    No value described by it is valid, or the property was renamed in one place only.

    Bad: `required: [slug]` with the properties `id` and `code`
    Good: `required: [code]` with the properties `id` and `code`
    Fix: name the property as it is, or add it.
    """
    for contract in page.once(contracts).found:
        for name, schema in contract.schemas.fields.items():
            if schema["allOf"] or schema["oneOf"] or schema["anyOf"] or not schema["properties"].fields:
                continue
            for item in schema["required"].items:
                if item.words not in schema["properties"].fields:
                    message = f"The schema {name} requires {item.words}, which it does not have"
                    yield Problem(message, item.text, (contract.schemas.keys[name],))


@rule("API109", "warning")
def operation_without_security(page: Page) -> Iterator[Problem]:
    """An operation requires no sign-in where others do, or where 7.1 describes one.

    It may be open to the world by mistake.

    Bad: `DELETE /links/{id}` without `security`, where the other operations have it
    Good: `security: [{bearerAuth: []}]`, or `security: []` for what is open on purpose
    Fix: add the requirement, or an empty one.
    """
    allowed = page.once(granted)
    for contract in page.once(contracts).found:
        if contract.root["security"].items:
            continue
        bare = [o for o in contract.operations if "security" not in o.value.fields and not _is_open(o, allowed)]
        if len(bare) == len(contract.operations) > 0:
            part = page.part("7.1")
            said = next(iter(part.texts), None) if part else None
            if said and part and not any(_NO_SIGN_IN.search(text.words) for text in part.texts):
                at = contract.root.keys["paths"]
                yield Problem("No operation of the contract requires the sign-in that 7.1 describes", at, (said,))
        elif any("security" in operation.value.fields for operation in contract.operations):
            for operation in bare:
                yield Problem(f"{operation.name} requires no sign-in, unlike other operations", operation.method)


@rule("API110", "warning")
def example_does_not_fit(page: Page) -> Iterator[Problem]:
    """An example is not what its schema describes.

    Readers copy examples; one of the two is wrong.

    Bad: `type: integer` with `example: "12"`
    Good: `type: integer` with `example: 12`
    Fix: correct the example or the schema.
    """
    for contract in page.once(contracts).found:
        for value in contract.values:
            for schema, example in _examples(contract, value):
                for misfit in misfits(contract, schema, example):
                    yield Problem(f"The example does not fit its schema: {misfit.reason}", misfit.at)


def _examples(contract: Contract, value: Value) -> Iterator[tuple[Value, Value]]:
    """Yield the examples and defaults of a value with their schemas."""
    if not value.fields.keys() & {"example", "examples", "default"}:
        return
    is_schema = value["type"].scalar is not None or value["type"].is_list
    schema = value if is_schema else value["schema"]
    if not schema or value["in"].words == "body":
        return
    stated = [value["example"], *value["examples"].items, value["default"] if is_schema else value["example"]]
    stated += [contract.resolved(example)["value"] for example in value["examples"].fields.values()]
    unique = {id(example): example for example in stated if example}
    yield from ((schema, example) for example in unique.values())


def _is_open(operation: Operation, allowed: Mapping[str, tuple[Permission, ...]]) -> bool:
    """Tell whether an operation is open on purpose: by its path, or by what 7.2 says of it."""
    if _PUBLIC_PATH.search(operation.path.words):
        return True
    stated = allowed.get(operation.name, ())
    return bool(stated) and all(OPEN.search(permission.roles.words) for permission in stated)
