"""How much a model takes."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from drafter.configuration import ASSUMED_TOKENS, CONTEXT_TOKENS, ModelChoice
from drafter.document.sections import SECTIONS, SectionType
from drafter.llm.schema import portable_schema
from drafter.llm.window import Window, window_of


def endpoint(model: str, context_tokens: int | None = None) -> ModelChoice:
    return ModelChoice(
        kind="endpoint", model=model, base_url="http://127.0.0.1/v1", api_key=SecretStr("none"),
        context_tokens=context_tokens,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "tokens", "assumed"),
    [
        (ModelChoice(kind="local", model="local"), CONTEXT_TOKENS, False),
        (ModelChoice(kind="local", model="local", context_tokens=9000), 9000, False),
        (ModelChoice(kind="local", model="local", context_tokens=99_000), CONTEXT_TOKENS, False),
        (endpoint("gpt-4o"), 128_000, False),
        (endpoint("gpt-4o", 20_000), 20_000, False),
        (endpoint("somebody's"), ASSUMED_TOKENS, True),
        (endpoint("somebody's", 32_768), 32_768, False),
        (ModelChoice(kind="vendor", model="nobody:model"), ASSUMED_TOKENS, True),
    ],
    ids=str,
)
def test_the_context_is_the_given_one_else_the_known_else_the_assumed(
    choice: ModelChoice, tokens: int, assumed: bool
) -> None:
    window = window_of(choice)
    assert (window.tokens, window.assumed) == (tokens, assumed)


def test_another_file_for_the_local_model_is_counted_with_more_margin() -> None:
    default, other = (ModelChoice(kind="local", model="local", model_file=file) for file in (None, Path("x.gguf")))
    text = "Members borrow tools. " * 50
    assert window_of(other).count(text) > window_of(default).count(text)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("2026-01-15,1234567890,99.95,4711,0.0031\n" * 20, 800),
        ("Patienten buchen Termine selbst und bekommen vorher eine Erinnerung.", 15),
        ("உறுப்பினர்கள் கொட்டகையிலிருந்து கருவிகளை கடன் வாங்குகிறார்கள்.", 70),
        ("Τα μέλη δανείζονται εργαλεία από το υπόστεγο. Σήμερα μια χάρτινη λίστα λέει ποιος έχει τι.", 79),
    ],
    ids=["digits", "German", "Tamil", "Greek"],
)
def test_an_unknown_encoding_is_not_counted_low(text: str, least: int) -> None:
    """The least numbers were counted with the tokenizer of the local model's weights."""
    assert window_of(ModelChoice(kind="local", model="local")).count(text) >= least


def test_what_surely_fits_fits() -> None:
    window = Window(model="fake", tokens=100)
    assert window.surely_fits(("12", "é"), 5)
    assert not window.surely_fits(("12", "é"), 4)


def test_a_schema_takes_half_as_many_tokens_as_it_has_bytes_at_most() -> None:
    window = Window(model="fake", tokens=100, margin=1.0)
    assert window.surely_fits(("12",), 4, schema="abcd")
    assert not window.surely_fits(("12",), 3, schema="abcd")


@pytest.mark.parametrize("kind", [kind for kind in SECTIONS if kind.number in {8, 10, 12, 14}], ids=lambda k: k.key)
def test_a_token_of_a_schema_has_more_than_two_bytes(kind: SectionType) -> None:
    schema = json.dumps(portable_schema(kind.answer))
    assert Window(model="fake", tokens=1, margin=1.0).count(schema) < len(schema.encode()) / 2


def test_prose_fits_surely_by_a_high_estimate_of_its_tokens_where_its_bytes_would_not() -> None:
    window = Window(model="unknown", tokens=16_384)
    prose = "The members of the library borrow tools for a week, and bring them back on Saturday. " * 20
    assert len(prose) * window.margin > 900 >= window.count(prose)
    assert window.surely_fits((prose,), 900)
    assert not window.surely_fits((prose,), window.count(prose) - 1)
