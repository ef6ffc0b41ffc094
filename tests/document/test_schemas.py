"""The committed JSON Schemas, and what every endpoint understands of the narrowed forms."""

import json
from collections.abc import Iterator
from typing import Any, get_args

import jsonschema
import pytest
from pydantic import BaseModel

from drafter.document import outline_answers
from drafter.document.answer import Answer, NameKind
from drafter.document.narrow import narrow
from drafter.document.sections import SECTIONS, SectionType
from drafter.llm.schema import portable_schema
from scripts.update_schemas import FOLDER, schema_text
from tests.document.designs import NAMES

KEYWORDS = {
    "type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "enum", "const",
    "anyOf", "$ref", "$defs", "description", "pattern",
}  # fmt: skip
"""What OpenAI's strict mode lists and all others know."""
LENGTHS = {"minLength", "maxLength"}
each_section = pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)
dialects = pytest.mark.parametrize("openai", [True, False], ids=["openai", "compatible"])
OUTLINE_FORMS = [
    form
    for name in outline_answers.__all__
    if isinstance(form := getattr(outline_answers, name), type) and issubclass(form, Answer)
]


@each_section
def test_a_committed_schema_is_what_the_models_say(kind: SectionType) -> None:
    committed = (FOLDER / f"{kind.key}.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(kind.answer), "run `make schemas`"


def test_no_schema_is_left_of_a_section_that_is_gone() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{kind.key}.schema.json" for kind in SECTIONS}


@each_section
def test_a_committed_schema_is_a_valid_json_schema(kind: SectionType) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(kind.answer)))


@dialects
@each_section
def test_a_sections_narrowed_form_is_understood_everywhere(kind: SectionType, openai: bool) -> None:
    form = narrow(kind.answer, NAMES)
    assert form is not None
    assert_portable(form, openai=openai)


@dialects
@pytest.mark.parametrize("form", OUTLINE_FORMS, ids=lambda form: form.__name__)
def test_an_outline_steps_narrowed_form_is_understood_everywhere(form: type[BaseModel], openai: bool) -> None:
    narrowed = narrow(form, dict.fromkeys(get_args(NameKind), ("API", "Store")))
    assert narrowed is not None
    assert_portable(narrowed, openai=openai)


def assert_portable(form: type[BaseModel], *, openai: bool) -> None:
    schema = portable_schema(form, openai=openai)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"
    for node in nodes(schema):
        assert node.keys() <= KEYWORDS | (set() if openai else LENGTHS)
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])


def nodes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", [])]
    for node in [*inner, *([schema["items"]] if "items" in schema else [])]:
        yield from nodes(node)
