"""Diagrams, schema and contract of a document: which are there, and which do the real parsers take."""

import json
import logging
import re
from collections.abc import Callable
from typing import Any

import merman
import sqlglot
from openapi_spec_validator import validate
from openapi_spec_validator.exceptions import OpenAPIError
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from referencing.exceptions import Unresolvable
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from sqlglot import exp

from bench.reading import DIAGRAMS, Text, fences_of, template_places
from drafter.document.brief import Brief
from drafter.facts import sql_dialect

__all__ = ["artefact_states", "contract_of"]

_DIALECTS = ("postgres", "mysql", "sqlite", "tsql", "oracle")


def artefact_states(text: Text, brief: Brief) -> list[str]:
    """Return the state of diagrams, schema and contract: valid, invalid, missing or does not apply."""
    places = {place.key: place for place in template_places()}

    def state(key: str, languages: set[str], valid: Callable[[str], bool]) -> str:
        if text.does_not_apply(places[key]):
            return "does not apply"
        code = fences_of(text, key, languages)
        if not code and key == DIAGRAMS[1]:
            code = fences_of(text, "4.2", languages)
        if not code:
            return "missing"
        return "valid" if all(map(valid, code)) else "invalid"

    dialects = _dialects(brief)
    return [
        *(state(key, {"mermaid"}, _is_mermaid) for key in DIAGRAMS),
        state("5.2", {"sql"}, lambda code: any(_is_schema(code, dialect) for dialect in dialects)),
        state("6.2", {"yaml", "yml", "json", "openapi"}, _is_openapi),
    ]


def _is_mermaid(code: str) -> bool:
    return bool(merman.Merman().validate(code, None).valid)


def _dialects(brief: Brief) -> tuple[str, ...]:
    """Return the dialect of the brief's database; the usual ones when it names none."""
    named = (sql_dialect(technology.name) for technology in brief.technologies if not technology.rejected)
    first = next((dialect for dialect in named if dialect), None)
    return (first,) if first else _DIALECTS


def _is_schema(code: str, dialect: str) -> bool:
    """Tell whether all statements parse and a table is among what they create."""
    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it warns of what it takes for a command
    try:
        statements = [statement for statement in sqlglot.parse(code, dialect=dialect) if statement]
    except sqlglot.errors.SqlglotError:
        return False
    tables = [s for s in statements if isinstance(s, exp.Create) and s.kind == "TABLE"]
    return bool(tables) and not any(isinstance(statement, exp.Command) for statement in statements)


def contract_of(code: str) -> dict[str, Any] | None:
    """Return YAML or JSON with all keys as text, as `200:` is meant; None when it is no mapping."""
    try:
        data = json.loads(json.dumps(YAML(typ="safe").load(code), default=str))
    except (YAMLError, TypeError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _is_openapi(code: str) -> bool:
    contract = contract_of(code) or {}
    version = contract.get("openapi", contract.get("swagger"))
    if not isinstance(version, str) or re.search(r"\$ref[\"']?\s*:\s*[\"']?[^\s\"'#]", code):
        return False  # what points elsewhere is not looked up
    try:
        validate(contract)
    except (OpenAPIError, OpenAPIValidationError, Unresolvable):
        return False
    return True
