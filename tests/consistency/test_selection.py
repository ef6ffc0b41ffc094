"""Which rules count, by their codes."""

import pytest

from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.selection import Selection, beginnings, named
from drafter.errors import ConfigurationError, UsageError


@pytest.mark.parametrize(
    ("select", "ignore", "counted"),
    [
        ((), (), {"REF101", "STR101", "STR102"}),
        (("STR",), (), {"STR101", "STR102"}),
        ((), ("STR",), {"REF101"}),
        (("STR",), ("STR102",), {"STR101"}),
        (("STR102",), ("STR",), {"STR102"}),
        (("STR",), ("STR",), set()),
        (("REF", "STR101"), ("STR",), {"REF101", "STR101"}),
    ],
)
def test_what_says_more_of_a_code_decides(select: tuple[str, ...], ignore: tuple[str, ...], counted: set[str]) -> None:
    selection = Selection(select, ignore)
    assert {code for code in ("REF101", "STR101", "STR102") if code in selection} == counted


def test_beginnings_are_read_as_they_are_typed() -> None:
    assert beginnings([" ref", "", "str101 "], CATALOGUE) == ("REF", "STR101")


@pytest.mark.parametrize(
    ("given", "hint"), [("STRX", "STR"), ("STR10I", "STR101"), ("missing-part", "STR101"), ("??", "`drafter rules`")]
)
def test_a_beginning_of_no_code_is_refused_with_the_nearest(given: str, hint: str) -> None:
    with pytest.raises(UsageError, match="no rule's code begins with") as raised:
        beginnings([given], CATALOGUE)
    assert hint in raised.value.hint


def test_a_file_is_blamed_for_what_it_says() -> None:
    with pytest.raises(ConfigurationError, match=r"^drafter.toml: no rule's code begins with 'X'$"):
        beginnings(["x"], CATALOGUE, "drafter.toml: ", ConfigurationError)


@pytest.mark.parametrize(
    ("name", "hint"), [("missing-prt", "missing-part"), ("STR10", "did you mean STR"), ("??", "`drafter")]
)
def test_a_rule_that_is_not_there_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match="there is no rule") as raised:
        named(CATALOGUE, name)
    assert hint in raised.value.hint
