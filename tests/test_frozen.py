"""Frozen values behave as those of `dataclass(frozen=True, slots=True)`."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from drafter.frozen import frozen


@frozen
class Mine:
    name: str
    number: int = 3
    seen: list[str] = field(default_factory=list, compare=False)
    secret: str = field(default="hidden", repr=False)


@dataclass(frozen=True, slots=True)
class Theirs:
    name: str
    number: int = 3
    seen: list[str] = field(default_factory=list, compare=False)
    secret: str = field(default="hidden", repr=False)


@frozen(eq=False)
class Alone:
    name: str


@frozen(kw_only=True)
class Named:
    name: str
    number: int = 3


@frozen
class Lowered:
    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name.lower())

    def __repr__(self) -> str:
        return f"<{self.name}>"


def test_values_are_made_shown_and_hashed_as_those_of_a_dataclass() -> None:
    for given in ({"name": "a"}, {"name": "b", "number": 4, "seen": ["x"], "secret": "s"}):
        mine, theirs = Mine(**given), Theirs(**given)
        assert repr(mine) == repr(theirs).replace("Theirs", "Mine")
        assert hash(mine) == hash(theirs)
        assert [each.name for each in fields(mine)] == [each.name for each in fields(theirs)]
    assert Mine("a").seen is not Mine("a").seen


def test_equal_are_values_of_one_class_whose_compared_fields_are() -> None:
    assert Mine("a", seen=["x"]) == Mine("a")
    assert Mine("a") != Mine("b")
    other: object = Theirs("a")
    assert Mine("a") != other
    assert Alone("a") != Alone("a")


@pytest.mark.parametrize("arguments", [(), ("a", 1, [], "s", "more")])
def test_wrong_arguments_are_refused(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"Mine\.__init__\(\)"):
        Mine(*arguments)


def test_what_takes_names_alone_refuses_places() -> None:
    assert Named(name="a") == Named(name="a", number=3)
    with pytest.raises(TypeError):
        Named("a")  # type: ignore[call-arg]


def test_nothing_of_a_value_changes() -> None:
    value = Mine("a")
    with pytest.raises(FrozenInstanceError):
        value.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del value.name
    with pytest.raises(FrozenInstanceError):
        value.other = "b"  # type: ignore[attr-defined]
    assert not hasattr(value, "__dict__")


def test_what_a_class_defines_itself_stays() -> None:
    assert repr(Lowered("ABC")) == "<abc>"


def test_values_are_replaced_copied_stored_and_validated() -> None:
    value = Mine("a", 4)
    assert replace(value, number=5) == Mine("a", 5)
    for same in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert same == value
    assert TypeAdapter(Mine).validate_python({"name": "a", "number": "4"}) == value
