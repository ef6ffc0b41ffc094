"""The forms that drafter asks for, as a chain asks for them: one for the outline, one a section."""

import json
from collections.abc import Sequence
from typing import Any

from bench.table.graph import OUTLINE, Asked
from drafter.document.sections import SECTIONS

__all__ = ["forms_of"]


def forms_of(requests: Sequence[Asked]) -> dict[str, Any]:
    """Return the JSON Schemas of a draft by title, in the order of the document: the same tokens to generate.

    The questions of the outline make one form: a chain that asks one after the other gains nothing by more.
    """
    schemas = {one.name: one.body["response_format"]["json_schema"]["schema"] for one in reversed(requests)}
    titles = {f"section {kind.number}": f"{kind.number}. {kind.title}" for kind in SECTIONS}
    outline = _together({name: schemas[name] for name in OUTLINE if name in schemas})
    return {"Outline": outline} | {title: schemas[name] for name, title in titles.items() if name in schemas}


def _together(schemas: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for name, schema in schemas.items():
        own = json.loads(json.dumps(schema).replace("#/$defs/", f"#/$defs/{name}_"))
        definitions |= {f"{name}_{key}": inner for key, inner in own.pop("$defs", {}).items()}
        properties[name] = own
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": definitions,
    }
