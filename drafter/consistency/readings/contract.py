"""The contract of 6.2: OpenAPI 2.0, 3.0 or 3.1 in YAML or JSON, with the places of all that it says."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from urllib.parse import unquote

from drafter.consistency.readings.yaml_values import NOTHING, Value, YamlFault, value_of, walk
from drafter.document.page import Fence, Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["METHODS", "Contract", "Contracts", "Operation", "contracts", "parameters_in", "path_shape"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_LANGUAGES = frozenset({"yaml", "yml", "json", "json5", "openapi", "swagger", "jsonc", ""})
_IS_CONTRACT = regex(r"""^\s*(?:---\s*\n\s*)?(?:[{]\s*)?["']?(?:openapi|swagger)["']?\s*:""", re.IGNORECASE)
_COMMENTED = regex(r"^(?:\s*#[^\n]*\n)+")
_PARAMETER = regex(r"\{([^{}/]*)\}|<(?:[^<>/:]*:)?([^<>/]*)>|(?<=/):([A-Za-z]\w*)")


@frozen
class Operation:
    """An operation of a contract."""

    method: Text
    """In upper case as words."""
    path: Text
    value: Value
    item: Value
    """What its path says for all its operations."""

    @property
    def name(self) -> str:
        """`GET /links/{id}`."""
        return f"{self.method.words} {self.path.words}"

    @property
    def statuses(self) -> Mapping[str, Text]:
        """The status codes that it answers with."""
        return self.value["responses"].keys

    @property
    def id(self) -> Text:
        """Its `operationId`, empty for none."""
        return self.value["operationId"].text


@frozen
class Contract:
    """A contract."""

    root: Value
    operations: tuple[Operation, ...]
    bases: tuple[str, ...]
    """The paths of its servers, without a slash at the end: `/api/v1`."""
    values: tuple[Value, ...]
    """All mappings within it, each once."""

    @property
    def schemas(self) -> Value:
        """The schemas by name."""
        return self.root["components"]["schemas"] or self.root["definitions"]

    def target(self, reference: str) -> Value:
        """Return what a reference within the contract names; `NOTHING` when there is no such thing."""
        current = self.root
        for step in reference.removeprefix("#").strip("/").split("/") if reference != "#" else ():
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            if current.is_list:
                current = current.items[int(key)] if key.isdigit() and int(key) < len(current.items) else NOTHING
            else:
                current = current[key]
        return current

    def resolved(self, value: Value) -> Value:
        """Return a value, or what it references."""
        for _ in range(8):
            if not value["$ref"]:
                return value
            value = self.target(value["$ref"].words) if value["$ref"].words.startswith("#") else NOTHING
        return NOTHING


@frozen
class Contracts:
    """All that 6.2 holds."""

    found: tuple[Contract, ...] = ()
    faults: tuple[tuple[Text, str], ...] = field(default=())
    """What does not parse, and why."""

    @property
    def operations(self) -> Iterator[tuple[Contract, Operation]]:
        """The operations with their contracts."""
        return ((contract, operation) for contract in self.found for operation in contract.operations)


def contracts(page: Page) -> Contracts:
    """Return the contracts of 6.2; fragments and examples of payloads are none."""
    part = page.part("6.2")
    found, faults = [], []  # type: tuple[list[Contract], list[tuple[Text, str]]]
    for fence in part.fences if part else ():
        if fence.language not in _LANGUAGES or not _IS_CONTRACT.match(_COMMENTED.sub("", fence.text.raw[:2000])):
            continue
        try:
            root = _root(fence)
        except YamlFault as fault:
            faults.append((fault.at, fault.reason))
            continue
        if root.fields:
            found.append(_contract(root))
    return Contracts(tuple(found), tuple(faults))


def path_shape(path: str) -> str:
    """Return a path without the names of its parameters, a query or a slash at its end: `/links/{}`."""
    return _PARAMETER.sub("{}", re.split(r"[?#]", path, maxsplit=1)[0]).rstrip("/") or "/"


def parameters_in(path: str) -> tuple[str, ...]:
    """Return the names of a path's parameters."""
    return tuple(next(filter(None, match.groups()), "") for match in _PARAMETER.finditer(path))


def _root(fence: Fence) -> Value:
    """Parse a fence; JSON is parsed as such first, since YAML takes more."""
    raw = fence.text.raw
    if fence.language == "json" and raw.lstrip().startswith("{"):
        try:
            json.loads(raw)
        except json.JSONDecodeError as error:
            at = min(error.pos, max(len(raw.rstrip()) - 1, 0))
            reason = error.msg[:1].lower() + error.msg[1:]
            raise YamlFault(Text(raw[at], raw[at], fence.text.start + at), reason) from None
        except RecursionError:
            raise YamlFault(fence.text.part(raw[:1]), "it nests too deeply") from None
    return value_of(fence.text)


def _contract(root: Value) -> Contract:
    operations = tuple(
        Operation(Text(key.upper(), text.raw, text.start), item_key, item[key], item)
        for path, item_key in root["paths"].keys.items()
        for item in [root["paths"][path]]
        for key, text in item.keys.items()
        if key.lower() in METHODS and not path.startswith("x-")
    )
    bases = [server["url"].words for server in root["servers"].items] or [root["basePath"].words]
    shapes = [re.sub(r"^[a-z]+://[^/]*", "", base.rstrip("/")) for base in bases]
    return Contract(
        root,
        operations,
        tuple(shape for shape in shapes if shape),
        tuple(value for value in walk(root) if value.fields),
    )
