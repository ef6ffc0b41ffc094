"""The form of an answer, as a schema for endpoints and in words for models."""

import gc
from typing import Annotated, Any, Literal
from weakref import ref

import jsonschema
import pytest
from pydantic import BaseModel, Field, RootModel, create_model

from drafter.document.answer import Answer, Each, Identifier, Line, Named, Passage, Phrase, Sentence
from drafter.document.narrow import narrow
from drafter.llm.schema import fields_in_words, portable_schema


class Step(Answer):
    target: Annotated[str, Named("component")] = Field(description="where it goes")
    data: Phrase = "nothing"


class Form(Answer):
    """A form."""

    kind: Literal["one", "two"] = Field(default="one", description="which of them", examples=["two"])
    name: Identifier
    step: Step = Field(description="the first step")
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=3)] = ()
    either: Step | None = None


class Cat(Answer):
    animal: Literal["cat"]


class Dog(Answer):
    animal: Literal["dog"]


class Tagged(Answer):
    pet: Annotated[Cat | Dog, Field(discriminator="animal")]


class FreeForm(Answer):
    values: dict[str, str]


class Pair(Answer):
    values: tuple[str, int]


class Distinct(Answer):
    values: set[str]


class Patterned(Answer):
    values: dict[Annotated[str, Field(pattern="^a")], str]


class Deep(Answer):
    forms: tuple[FreeForm, ...]


def test_objects_are_closed_and_all_their_properties_required() -> None:
    schema = portable_schema(Form)
    for node in (schema, schema["$defs"]["Step"]):
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])


def test_titles_defaults_and_examples_are_left_out_and_descriptions_stay() -> None:
    schema = portable_schema(Form)
    assert schema["properties"]["kind"] == {
        "description": "which of them", "enum": ["one", "two"], "type": "string",
    }  # fmt: skip
    assert "title" not in schema
    assert schema["description"] == "A form."


def test_a_reference_stands_alone() -> None:
    assert portable_schema(Form)["properties"]["step"] == {"$ref": "#/$defs/Step"}


def test_a_tagged_union_is_any_of_its_members() -> None:
    pet = portable_schema(Tagged)["properties"]["pet"]
    assert pet == {"anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}]}


@pytest.mark.parametrize(("openai", "kept"), [(True, set()), (False, {"minLength", "maxLength"})])
def test_openai_is_spared_the_lengths_of_strings(openai: bool, kept: set[str]) -> None:
    data = portable_schema(Form, openai=openai)["$defs"]["Step"]["properties"]["data"]
    assert data.keys() - {"type"} == kept


@pytest.mark.parametrize("openai", [True, False])
def test_patterns_and_list_bounds_stay(openai: bool) -> None:
    properties = portable_schema(Form, openai=openai)["properties"]
    assert properties["name"]["pattern"].startswith("^[A-Za-z]")
    assert (properties["steps"]["minItems"], properties["steps"]["maxItems"]) == (1, 3)


def test_a_property_named_like_a_keyword_stays() -> None:
    class Words(Answer):
        title: Line
        default: Line
        examples: Line

    assert list(portable_schema(Words)["properties"]) == ["title", "default", "examples"]


@pytest.mark.parametrize(
    ("model", "place"),
    [
        (FreeForm, r"FreeForm\.values: a free-form object"),
        (Pair, r"Pair\.values: \['prefixItems'\]"),
        (Distinct, r"Distinct\.values: \['uniqueItems'\]"),
        (Patterned, r"Patterned\.values: \['patternProperties'\]"),
        (Deep, r"Deep\.\$?\w*\.?FreeForm\.values: a free-form object|Deep\.FreeForm\.values: a free-form object"),
        (RootModel[dict[str, int]], "a free-form object"),
    ],
)
def test_what_some_endpoint_does_not_understand_is_a_type_error(model: type[BaseModel], place: str) -> None:
    with pytest.raises(TypeError, match=place):
        portable_schema(model)


def test_the_model_itself_is_not_changed() -> None:
    before = Form.model_json_schema()
    portable_schema(Form, openai=True)
    assert Form.model_json_schema() == before


def test_what_the_schema_accepts_the_model_accepts() -> None:
    data: dict[str, Any] = {
        "kind": "two",
        "name": "Loan",
        "step": {"target": "API", "data": "a loan"},
        "steps": [{"target": "API", "data": "a loan"}],
        "either": None,
    }
    jsonschema.validate(data, portable_schema(Form))
    assert Form.model_validate(data).model_dump(mode="json") == data


class Note(Answer):
    purpose: Sentence = Field(description="what it is for")
    words: Annotated[tuple[Phrase, ...], Field(max_length=3)]


class Notes(Answer):
    notes: Annotated[dict[str, Note], Each("component")] = Field(default={}, description="for each")


class Aim(Answer):
    target: Annotated[str, Named("component")] = Field(description="where it goes")


def test_names_that_repeat_are_said_once() -> None:
    form = narrow(Notes, {"component": ("API", "Store")})
    assert form is not None
    assert fields_in_words(form).splitlines() == [
        "- notes: for each",
        '  - one entry for each of "API"; "Store"',
        "    - purpose (one sentence of at most twenty-five words): what it is for",
        "    - words (list of 0 to 3)",
    ]


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (Phrase, "- value (a few words)"),
        (Line, "- value (one sentence of at most fifteen words)"),
        (Sentence, "- value (one sentence of at most twenty-five words)"),
        (Passage, "- value (two or three sentences)"),
        (Identifier, "- value"),
        (Annotated[str, Field(max_length=2000)], "- value"),
        (str, "- value"),
        (int, "- value"),
        (Literal["a", "b"], "- value (one of the allowed values)"),
        (Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)], "- value (list of 2 to 4)"),
        (Annotated[tuple[Line, ...], Field(min_length=2, max_length=2)], "- value (list of 2)"),
        (Annotated[tuple[Line, ...], Field(max_length=2)], "- value (list of 0 to 2)"),
    ],
)
def test_a_field_is_said_with_its_size(annotation: Any, words: str) -> None:
    form = type("Form", (Answer,), {"__annotations__": {"value": annotation}})
    assert fields_in_words(form) == words


def test_the_fields_of_a_lists_entries_stand_below_it() -> None:
    class Steps(Answer):
        steps: Annotated[tuple[Aim, ...], Field(min_length=1, max_length=2)] = Field(description="in order")

    form = narrow(Steps, {"component": ("API",)})
    assert form is not None
    assert fields_in_words(form) == (
        "- steps (list of 1 to 2): in order\n  - target (one of the allowed values): where it goes"
    )


def test_a_schema_is_made_once_and_goes_with_its_model() -> None:
    assert portable_schema(Form) is portable_schema(Form)
    assert portable_schema(Form) is not portable_schema(Form, openai=True)
    model = create_model("Short", field=(str, ...))
    portable_schema(model)
    kept = ref(model)
    del model
    gc.collect()
    assert kept() is None
