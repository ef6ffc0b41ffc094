import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.derive.identifiers import (
    LIMIT,
    camel_case,
    kebab_case,
    one_line,
    pascal_case,
    plural,
    snake_case,
    unique,
)
from tests.derive.strategies import names

MAKERS = {
    snake_case: r"[a-z][a-z0-9]*(_[a-z0-9]+)*",
    kebab_case: r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    pascal_case: r"[A-Z][A-Za-z0-9]*",
    camel_case: r"[a-z][A-Za-z0-9]*",
}


@pytest.mark.parametrize(
    ("name", "snake", "pascal"),
    [
        ("Short Link", "short_link", "ShortLink"),
        ("shortLink", "short_link", "ShortLink"),
        ("short-link", "short_link", "ShortLink"),
        ("HTTPServer", "http_server", "HttpServer"),
        ("S3 Bucket", "s3_bucket", "S3Bucket"),
        ("URLs", "urls", "Urls"),
        ("User's Order", "users_order", "UsersOrder"),
        ("Größe der Straße", "grosse_der_strasse", "GrosseDerStrasse"),
        ("Łódź", "lodz", "Lodz"),
        ("2FA token", "n2_fa_token", "N2FaToken"),
        ("订单", "n1", "N1"),
        ("", "n1", "N1"),
    ],
)
def test_names_become_words_that_code_can_write(name: str, snake: str, pascal: str) -> None:
    assert (snake_case(name), pascal_case(name)) == (snake, pascal)


@pytest.mark.parametrize(("maker", "pattern"), MAKERS.items())
@given(name=st.text() | names)
def test_any_name_becomes_an_identifier_within_the_limit(maker: Callable[[str], str], pattern: str, name: str) -> None:
    made = maker(name)
    assert re.fullmatch(pattern, made)
    assert len(made) <= LIMIT


@pytest.mark.parametrize("maker", MAKERS)
@given(several=st.lists(st.text() | names), taken=st.lists(names))
def test_no_two_names_share_an_identifier(maker: Callable[[str], str], several: list[str], taken: list[str]) -> None:
    used = {maker(name) for name in taken}
    made = unique(several, maker, used)
    assert set(made) == set(several)
    assert len(set(made.values())) == len(made)
    assert not used & set(made.values())


def test_colliding_names_are_numbered_from_two() -> None:
    assert list(unique(["Order", "order", "订单", "客户"], snake_case).values()) == [
        "order", "order_2", "n1", "n2",
    ]  # fmt: skip


def test_long_names_that_begin_alike_stay_apart() -> None:
    assert len(set(unique(["x" * 80, "x" * 81, "x" * 82], snake_case).values())) == 3


def test_a_long_name_ends_with_a_whole_word() -> None:
    assert snake_case("seven letters " * 6) == "seven_letters_seven_letters_seven_letters_seven_letters"


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("order", "orders"),
        ("orders", "orders"),
        ("category", "categories"),
        ("day", "days"),
        ("address", "addresses"),
        ("status", "statuses"),
        ("analysis", "analyses"),
        ("batch", "batches"),
        ("metadata", "metadata"),
        ("order_2", "order_2"),
    ],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected
    assert plural(expected) == expected


def test_one_line_drops_control_and_direction_marks_and_keeps_joined_emoji() -> None:
    assert one_line(" a\n\tb\x1b[31m\u202e👩\u200d👧 ") == "a b[31m👩\u200d👧"
