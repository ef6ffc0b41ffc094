import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.derive.contents import anchor, anchors


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("1. Introduction", "1-introduction"),
        ("13. Decisions & Alternatives", "13-decisions--alternatives"),
        ("1.1 Purpose", "11-purpose"),
        ("Class/Module Diagram", "classmodule-diagram"),
        ("5.2 Database Schema (SQL)", "52-database-schema-sql"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("What's new?", "whats-new"),
        ("Größe", "größe"),
        ("订单 服务", "订单-服务"),
        ("a  b", "a--b"),
        ("`code` here", "code-here"),
        ("😀 emoji", "-emoji"),
        (" trimmed ", "trimmed"),
        ("A – B", "a--b"),
        ("C++", "c"),
        ("½ done", "-done"),
    ],
)
def test_an_address_follows_the_rules_of_github(heading: str, expected: str) -> None:
    assert anchor(heading) == expected


def test_repeated_headings_are_numbered_from_one() -> None:
    assert anchors(["Foo", "Foo", "Foo-1", "foo", "Bar"]) == ["foo", "foo-1", "foo-1-1", "foo-2", "bar"]


@given(st.lists(st.sampled_from(["a", "a-1", "a-1-1", "A", "b"]) | st.text(max_size=5)))
def test_no_two_headings_share_an_address(headings: list[str]) -> None:
    assert len(set(anchors(headings))) == len(headings)
