"""Walks a JSON Schema to the places where the generated answer can be made wrong."""

from typing import Any

__all__ = ["path_to_enum", "wrong_for"]


def path_to_enum(schema: dict[str, Any]) -> tuple[str | int, ...] | None:
    """Return where the first value from an enum stands in a generated answer, None when there is none."""
    return _path(schema, schema.get("$defs", {}))


def _path(schema: dict[str, Any], definitions: dict[str, Any]) -> tuple[str | int, ...] | None:
    if "$ref" in schema:
        return _path(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "enum" in schema or "const" in schema:
        return ()
    for key, inner in schema.get("properties", {}).items():
        if (below := _path(inner, definitions)) is not None:
            return key, *below
    if schema.get("type") == "array" and schema.get("minItems", 0) > 0:
        below = _path(schema["items"], definitions)
        return None if below is None else (0, *below)
    return None


def wrong_for(value: Any) -> Any:
    """Return a value of a type that nobody takes for the type of this one."""
    return {"of": "another type"} if isinstance(value, str | list) else ["of another type"]
