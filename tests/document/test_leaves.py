"""The free text inside an answer: found, addressed, replaced."""

from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from drafter.document.answer import Answer, Each, Identifier, Line, Phrase
from drafter.document.fault import Fault
from drafter.document.leaves import Path, field_at, leaves, replaced, without
from drafter.document.narrow import narrow


class Entry(Answer):
    name: Phrase = Field(description="a name")
    code: Identifier
    kind: Literal["one", "two"]


class Form(Answer):
    line: Line = Field(description="a line")
    entries: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=3)] = Field(description="the entries")
    words: tuple[Phrase, ...] = Field(description="the words")
    notes: Annotated[dict[str, Line], Each("component")] = {}
    free: str = ""


NARROW = narrow(Form, {"component": ("API", "Store")})
DATA: dict[str, Any] = {
    "line": "a line of text",
    "entries": [{"name": "first", "code": "a_1", "kind": "one"}, {"name": "second", "code": "a_2", "kind": "two"}],
    "words": ["some", "words"],
    "notes": {"API": "says this", "Store": "says that"},
    "free": "as long as it likes",
}  # fmt: skip


def test_leaves_are_the_free_texts_in_order_with_their_limits_and_descriptions() -> None:
    assert NARROW is not None
    assert [(leaf.path, leaf.text, leaf.max_length, leaf.description) for leaf in leaves(NARROW, DATA)] == [
        (("line",), "a line of text", 160, "a line"),
        (("entries", 0, "name"), "first", 80, "a name"),
        (("entries", 1, "name"), "second", 80, "a name"),
        (("words", 0), "some", 80, "the words"),
        (("words", 1), "words", 80, "the words"),
        (("notes", "API"), "says this", 160, ""),
        (("notes", "Store"), "says that", 160, ""),
        (("free",), "as long as it likes", 0, ""),
    ]


@pytest.mark.parametrize(
    "data",
    [None, [], "text", {}, {"line": 5}, {"entries": {"0": "first"}}, {"entries": ["first"]}, {"other": "text"}],
)
def test_data_of_another_shape_has_no_leaves(data: Any) -> None:
    assert NARROW is not None
    assert list(leaves(NARROW, data)) == []


@pytest.mark.parametrize(
    ("path", "description"),
    [
        (("line",), "a line"),
        (("entries",), "the entries"),
        (("entries", 5, "name"), "a name"),
        (("notes", "API"), None),
        (("words", 0), None),
    ],
)
def test_a_path_leads_to_the_field_that_describes_its_value(path: Path, description: str | None) -> None:
    assert NARROW is not None
    field = field_at(NARROW, path)
    assert field is not None
    assert field.description == description


def test_a_path_into_a_list_leads_to_the_elements_bounds() -> None:
    assert NARROW is not None
    field = field_at(NARROW, ("words", 3))
    assert field is not None
    assert field.annotation is str
    assert any(getattr(entry, "max_length", None) == 80 for entry in field.metadata)


@pytest.mark.parametrize(
    "path", [(), ("other",), ("line", "deeper"), ("entries", 0, "other"), ("notes", "Cache"), ("notes", "entry_0")]
)
def test_a_path_to_nowhere_has_no_field(path: Path) -> None:
    assert NARROW is not None
    assert field_at(NARROW, path) is None


@pytest.mark.parametrize(
    ("data", "path", "after"),
    [
        ({"a": 1, "b": 2}, ("a",), {"a": 9, "b": 2}),
        ({"a": 1}, ("b",), {"a": 1, "b": 9}),
        ({}, ("a", "b"), {"a": {"b": 9}}),
        ([1, 2], (1,), [1, 9]),
        ({"a": [{"b": 1}, {"b": 2}]}, ("a", 0, "b"), {"a": [{"b": 9}, {"b": 2}]}),
        ({"a": [1]}, ("a", 7), {"a": [1]}),
        ({"a": "text"}, ("a", "b"), {"a": {"b": 9}}),
        ({"a": 1}, (), 9),
    ],
    ids=[
        "a key", "a new key", "a new branch", "a position", "a key in an entry", "a position that is not there",
        "a branch instead of a value", "all of it",
    ],
)  # fmt: skip
def test_a_replacement_changes_one_place(data: Any, path: Path, after: Any) -> None:
    assert replaced(data, path, 9) == after


json_data = st.recursive(
    st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
steps = st.lists(st.integers(0, 2) | st.text(max_size=3), max_size=3).map(tuple)


@given(json_data, steps)
@settings(max_examples=50)
def test_a_replacement_leaves_the_original_as_it_was(data: Any, path: Path) -> None:
    before = repr(data)
    replaced(data, path, "new")
    assert repr(data) == before


@given(st.dictionaries(st.text(max_size=3), json_data, min_size=1, max_size=3), st.data())
@settings(max_examples=50)
def test_replacing_a_value_with_itself_changes_nothing(data: dict[str, Any], choice: st.DataObject) -> None:
    key = choice.draw(st.sampled_from(sorted(data)))
    assert replaced(data, (key,), data[key]) == data


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), ""),
        (("details", "Cache", "purpose"), "details › Cache › purpose"),
        (("steps", 0, "data"), "steps › 1 › data"),
    ],
)
def test_a_faults_place_counts_from_one(path: Path, place: str) -> None:
    assert Fault(path=path, written="", problem="").place == place


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (("a",), {"b": [{"c": 1, "d": 2}]}),
        (("b", 0, "c"), {"a": 1, "b": [{"d": 2}]}),
        (("b", 3, "c"), {"a": 1, "b": [{"c": 1, "d": 2}]}),
        (("x", "y"), {"a": 1, "b": [{"c": 1, "d": 2}]}),
        ((), {"a": 1, "b": [{"c": 1, "d": 2}]}),
    ],
)
def test_a_field_is_left_out_wherever_it_stands(path: Path, left: object) -> None:
    assert without({"a": 1, "b": [{"c": 1, "d": 2}]}, path) == left
