"""The outline from YAML that a person edited; each fault has a line and a column."""

import re
from collections.abc import Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from drafter.document.outline import Outline
from drafter.errors import InputError
from drafter.outline_file.tree import HINT, Node, OutlineFault, Tree, kind_in_words, quoted_word, shown_value
from drafter.outline_file.writing import choices_of, entry_fields, scalar
from drafter.patterns import regex

__all__ = ["from_yaml"]

_MOST_FAULTS = 8
_KEY = regex(rf"^\W{{0,4}}(?:{'|'.join(Outline.model_fields)})\W{{0,2}}:", re.MULTILINE)
_HINT_FOR_ANOTHER_FILE = "It has none of an outline's keys; this makes one: drafter outline BRIEF -o outline.yaml"


_KINDS = {
    "components": "component", "entities": "entity", "operations": "operation", "roles": "role",
    "environments": "environment",
}  # fmt: skip


def from_yaml(text: str, name: str) -> Outline:
    """Return the outline that a YAML text describes; `name` is the file's, for messages.

    Raises InputError with the first eight faults, a line each: `outline.yaml:12:5: components[2].depends_on:
    ...`. Anchors, aliases and tags are refused, so that nothing is constructed or multiplied.
    """
    hint = HINT if _KEY.search(text) else _HINT_FOR_ANOTHER_FILE
    root, faults = Tree(text, name, hint).read()
    if root.value is None:
        raise InputError(f"{name}: the outline is empty", hint="Delete the file to have it made anew.")
    faults += _disagreements(root)
    try:
        outline = Outline.model_validate(_data(root))
    except ValidationError as error:
        for one in error.errors():
            if (not one["loc"] and faults) or (one["type"] == "too_short" and one["input"]):
                continue  # said above, or because of entries that are wrong themselves
            faults.append(_fault(root, one))
    if faults:
        lines = [f"{name}:{fault}" for fault in sorted(faults, key=lambda fault: fault.at)]
        if (more := len(lines) - _MOST_FAULTS) > 0:
            lines[_MOST_FAULTS - 1 :] = [f"{name}: and {more + 1} more"]
        raise InputError("\n".join(lines), hint=hint)
    return outline


def _data(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: _data(inner) for key, inner in node.value.items() if inner.value is not None}
    return [_data(inner) for inner in node.value] if isinstance(node.value, list) else node.value


def _fault(root: Node, error: ErrorDetails) -> OutlineFault:
    """Return what pydantic found, at the node that it is about and in words for a person."""
    path = error["loc"]
    node, parent = root, root
    for step in path:
        parent = node
        node = _child(node, step) or node
    top = Outline.model_fields
    fields = entry_fields(top[str(path[0])]) if len(path) > 2 else top
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    choices = choices_of(fields[key]) if key in fields else ()
    listed = ", ".join(choices)
    if error["type"] == "extra_forbidden":
        known = _nearest(key, fields) or f"; there are {', '.join(fields)}"
        return OutlineFault(node.key_at, path, f"there is no such key{known}")
    if error["type"] == "missing":
        at = parent.at if node is parent else node.key_at
        return OutlineFault(at, path, f"is missing{listed and '; one of '}{listed}")
    as_list = f"; write {key}: [{scalar(node.value, in_flow=True)}]" if isinstance(node.value, str) else ""
    messages = {
        "literal_error": f"{shown_value(node)} is none of {listed}{_nearest(node.value, choices)}",
        "string_type": f"should be text, not {kind_in_words(node)}",
        "tuple_type": f"should be a list, not {kind_in_words(node)}{as_list}",
        "model_type": f"should be keys with values, not {kind_in_words(node)}",
        "too_short": "needs at least one",
        "string_pattern_mismatch": f"{shown_value(node)} is no part of the template, such as 6 or 5.2",
    }
    return OutlineFault(node.at, path, messages.get(error["type"], error["msg"].removeprefix("Value error, ")))


def _child(node: Node, step: int | str) -> Node | None:
    if isinstance(node.value, dict):
        return node.value.get(str(step))
    if isinstance(node.value, list) and isinstance(step, int):
        return node.value[step]
    return None


def _disagreements(root: Node) -> list[OutlineFault]:
    """Return the names that are listed twice, and those that refer to nothing."""
    faults: list[OutlineFault] = []
    names: dict[str, list[str]] = {}
    for block, kind in _KINDS.items():
        names[kind] = []
        seen: set[str] = set()
        for index, entry in enumerate(_listed(_child(root, block))):
            node = _child(entry, "name") or entry
            if isinstance(node.value, str):
                if node.value.casefold() in seen:
                    message = f"the {kind} {shown_value(node)} is listed twice"
                    faults.append(OutlineFault(node.at, (block, index), message))
                seen.add(node.value.casefold())
                names[kind].append(node.value)
    for index, entry in enumerate(_listed(_child(root, "components"))):
        own = _child(entry, "name")
        path: tuple[str | int, ...] = ("components", index, "depends_on")
        for node in _listed(_child(entry, "depends_on")):
            if own and node.value == own.value:
                faults.append(OutlineFault(node.at, path, f"{shown_value(node)} depends on itself"))
            faults += _unknown(node, path, "component", names["component"])
    for index, entry in enumerate(_listed(_child(root, "operations"))):
        for kind, allowed in (("component", names["component"]), ("entity", ["", *names["entity"]])):
            node = _child(entry, kind) or entry
            faults += _unknown(node, ("operations", index, kind), kind, allowed)
    return faults


def _listed(node: Node | None) -> list[Node]:
    return node.value if node and isinstance(node.value, list) else []


def _unknown(node: Node, path: tuple[int | str, ...], kind: str, names: list[str]) -> list[OutlineFault]:
    if not isinstance(node.value, str) or node.value in names:
        return []
    return [OutlineFault(node.at, path, f"{shown_value(node)} is no {kind}{_nearest(node.value, names)}")]


def _nearest(word: object, known: Iterable[str]) -> str:
    """Return `; did you mean 'X'?` for the known word that is most like this one, if one is."""
    if not isinstance(word, str):
        return ""
    folded = {name: name.casefold() for name in known}
    found = process.extractOne(word.casefold(), folded, scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean {quoted_word(found[2], quoted=True)}?" if found else ""
