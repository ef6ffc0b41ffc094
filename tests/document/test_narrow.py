"""Narrowing: what a model may answer is what the outline knows."""

import gc
import re
import weakref
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, ValidationError

from drafter.document.answer import Answer, Each, Line, Named
from drafter.document.narrow import Names, narrow
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.data_design import DataDesignAnswer
from drafter.llm.schema import portable_schema
from tests.document.designs import NAMES

PARTS: Names = {
    "component": ("API", "Store"),
    "other component": ("API", "Store"),
    "program": ("API",),
    "entity": ("Tool", "Loan"),
    "other entity": ("Tool", "Loan"),
}


class Step(Answer):
    target: Annotated[str, Named("component")]
    data: Line = Field(description="what is passed on")


class Notes(Answer):
    purpose: Line
    first: Annotated[str, Named("decision")]


class Uses(Answer):
    by_component: Annotated[
        dict[str, Annotated[tuple[Annotated[str, Named("other component")], ...], Field(max_length=2)]],
        Each("component"),
    ] = {}


class ProgramUses(Answer):
    by_program: Annotated[dict[str, tuple[Annotated[str, Named("other component")], ...]], Each("program")] = {}


class EntityLinks(Answer):
    by_entity: Annotated[dict[str, Annotated[str, Named("other entity")]], Each("entity")] = {}


class Form(Answer):
    lines: Annotated[dict[str, Line], Each("component")] = {}
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=2)] = ()
    step: Step | None = None
    note: Line = "a default that says nothing"


class Nested(Answer):
    form: Form | None = None
    forms: Annotated[tuple[Form, ...], Field(min_length=1)] = ()


def narrowed(model: type[BaseModel], names: Names = PARTS) -> type[BaseModel]:
    form = narrow(model, names)
    assert form is not None
    return form


def whole(**changes: Any) -> dict[str, Any]:
    step = {"target": "Store", "data": "the loan itself"}
    return {
        "lines": {"API": "answers requests", "Store": "keeps the loans"},
        "steps": [step],
        "step": step,
        "note": "something to say",
        **changes,
    }


def test_a_narrowed_answer_validates_into_the_general_answer() -> None:
    narrowed(Form).model_validate(whole())
    general = Form.model_validate(whole())
    assert general.lines == {"API": "answers requests", "Store": "keeps the loans"}
    assert general.step == Step(target="Store", data="the loan itself")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"lines": {"API": "answers requests"}}, ("lines", "Store")),
        ({"lines": {"API": "answers requests", "Store": "keeps loans", "Cache": "is fast"}}, ("lines", "Cache")),
        ({"lines": {"API": "no", "Store": "keeps the loans"}}, ("lines", "API")),
        ({"step": {"target": "Cache", "data": "the loan itself"}}, ("step", "target")),
        ({"step": {"target": "store", "data": "the loan itself"}}, ("step", "target")),
        ({"steps": []}, ("steps",)),
        ({"step": None}, ("step",)),
        ({"more": "of it"}, ("more",)),
    ],
    ids=[
        "a name without an entry", "an entry without a name", "a bound inside an entry", "another name",
        "another case", "a list that is too short", "null for what is asked for", "a field nobody asked for",
    ],
)  # fmt: skip
def test_a_narrowed_form_refuses(changes: dict[str, Any], place: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        narrowed(Form).model_validate(whole(**changes))
    assert [error["loc"] for error in caught.value.errors()] == [place]


@pytest.mark.parametrize("field", ["lines", "steps", "step", "note"])
def test_every_field_is_required_although_the_general_one_has_a_default(field: str) -> None:
    data = whole()
    del data[field]
    with pytest.raises(ValidationError) as caught:
        narrowed(Form).model_validate(data)
    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [((field,), "missing")]


def test_descriptions_stay() -> None:
    steps = narrowed(Form).model_json_schema()["$defs"]["Step"]["properties"]
    assert steps["data"]["description"] == "what is passed on"


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Uses, {"by_component": {"API": ["API"], "Store": []}}),
        (ProgramUses, {"by_program": {"API": ["API"]}}),
        (EntityLinks, {"by_entity": {"Tool": "Tool", "Loan": "Tool"}}),
    ],
)
def test_nothing_relates_to_itself(model: type[BaseModel], data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="Input should be '"):
        narrowed(model).model_validate(data)


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Uses, {"by_component": {"API": ["Store"], "Store": ["API"]}}),
        (ProgramUses, {"by_program": {"API": ["Store"]}}),
        (EntityLinks, {"by_entity": {"Tool": "Loan", "Loan": "Tool"}}),
    ],
)
def test_each_relates_to_all_others(model: type[BaseModel], data: dict[str, Any]) -> None:
    narrowed(model).model_validate(data)
    assert model.model_validate(data).model_dump(mode="json") == data


def test_an_only_component_has_no_others_to_name() -> None:
    assert narrow(Uses, {"component": ("API",)}) is None


def test_a_model_with_an_unanswerable_name_is_dropped_with_all_that_hold_it() -> None:
    form = narrowed(Form, {})
    assert list(form.model_fields) == ["note"]
    assert narrow(Notes, PARTS) is None


def test_an_entity_without_others_keeps_its_attributes_and_loses_its_relations() -> None:
    entities = narrowed(DataDesignAnswer, {"entity": ("Loan",)}).model_fields["entities"].annotation
    assert isinstance(entities, type)
    assert issubclass(entities, BaseModel)
    loan = {"attributes": ["due_on: date", "tool: string"], "validation": "A loan without a date."}
    entities.model_validate({"Loan": loan})
    with pytest.raises(ValidationError, match="relations"):
        entities.model_validate({"Loan": {**loan, "relations": []}})


@pytest.mark.parametrize("name", ["Größe & Maß", "__init__", "model_config", "a.b", "$ref", "", "schema"])
def test_any_name_can_be_a_key(name: str) -> None:
    form = narrowed(EntityLinks, {"entity": (name, "Tool"), "other entity": (name, "Tool")})
    data = {"by_entity": {name: "Tool", "Tool": name}}
    assert form.model_validate(data).model_dump(mode="json", by_alias=True) == data


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)
def test_each_sections_answer_narrows_for_a_typical_outline(kind: SectionType) -> None:
    form = narrowed(kind.answer, NAMES)
    assert list(form.model_fields) == list(kind.answer.model_fields)


SMALL: dict[str, Names] = {
    "one component and nothing else": {"component": ("API",), "other component": (), "actor": ("API",)},
    "no entities": {**NAMES, "entity": (), "other entity": ()},
    "no operations and no roles": {**NAMES, "operation": (), "role": ()},
    "one of each": {kind: values[:1] for kind, values in NAMES.items()},
    "a typical design": NAMES,
}


@pytest.mark.parametrize("names", SMALL.values(), ids=SMALL)
@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)
def test_the_least_answer_to_a_narrowed_form_is_one_of_the_section(kind: SectionType, names: Names) -> None:
    form = narrow(kind.answer, names)
    data = least(portable_schema(form)) if form else {}
    if form:
        form.model_validate(data)
    assert kind.answer.model_validate(data).model_fields_set == data.keys()


TEXTS = ("A text", "Texts", "email: string", "A text that is as long as a short passage has to be.")


def least(schema: dict[str, Any], definitions: dict[str, Any] | None = None) -> Any:
    """Return the smallest value under a portable schema."""
    definitions = schema.get("$defs", {}) if definitions is None else definitions
    match schema:
        case {"$ref": str(reference)}:
            return least(definitions[reference.rpartition("/")[2]], definitions)
        case {"const": value} | {"enum": [value, *_]}:
            return value
        case {"type": "object", "properties": properties}:
            return {name: least(inner, definitions) for name, inner in properties.items()}
        case {"type": "array", "items": items}:
            return [least(items, definitions)] * schema.get("minItems", 0)
    return next(
        text for text in TEXTS if len(text) >= schema.get("minLength", 0) and re.search(schema.get("pattern", ""), text)
    )


def test_fields_that_repeat_for_names_repeat_for_the_outlines_names() -> None:
    form = narrowed(DataDesignAnswer, NAMES)
    entries = form.model_fields["entities"].annotation
    assert isinstance(entries, type)
    assert issubclass(entries, BaseModel)
    assert [field.alias for field in entries.model_fields.values()] == ["Tool", "Loan"]
    assert all(field.is_required() for field in entries.model_fields.values())


def test_a_narrowed_model_and_those_in_it_go_with_their_last_use() -> None:
    form: Any = narrowed(Nested)
    left = [weakref.ref(model) for model in (form, form.model_fields["form"].annotation)]
    del form
    gc.collect()
    assert [model() for model in left] == [None, None]
