"""List prices."""

import json
import re
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from drafter.llm.port import Usage
from drafter.llm.prices import cost, price_date
from drafter.llm.weights import WEIGHTS

USAGE = Usage(prompt=1_000_000, cached=400_000, completion=100_000)


@pytest.mark.parametrize("model", ["nonsense", "ollama:mistral", "openai:nonsense", "ft:gpt-4o:acme", "qwen3", ""])
def test_unknown_model_has_no_price_rather_than_none_to_pay(model: str) -> None:
    assert cost(model, USAGE) is None


@pytest.mark.parametrize("model", ["local", "local:other", WEIGHTS.name])
def test_local_model_costs_nothing(model: str) -> None:
    assert cost(model, USAGE) == Decimal(0)


@pytest.mark.parametrize("model", ["gpt-4o", "GPT-4o", "openai:gpt-4o", "azure_openai:gpt-4o", "gpt-4o-2024-08-06"])
def test_cached_tokens_have_their_own_price(model: str) -> None:
    assert cost(model, USAGE) == Decimal("0.6") * Decimal("2.5") + Decimal("0.4") * Decimal("1.25") + 1


def test_cached_tokens_without_a_price_cost_the_full_one() -> None:
    uncached = USAGE.model_copy(update={"cached": 0})
    assert cost("gpt-4", USAGE) == cost("gpt-4", uncached)


@pytest.mark.parametrize(
    ("langchain", "bare"),
    [
        ("google_genai:gemini-2.5-pro", "gemini-2.5-pro"),
        ("mistralai:mistral-large-latest", "mistral-large-latest"),
        ("xai:grok-4", "grok-4"),
        ("anthropic:claude-sonnet-4-5", "claude-sonnet-4-5"),
    ],
)
def test_vendor_as_langchain_calls_it_is_understood(langchain: str, bare: str) -> None:
    assert cost(langchain, USAGE) == cost(bare, USAGE) is not None


def test_model_without_a_price_for_text_is_not_taken_for_its_neighbour() -> None:
    assert cost("whisper-1", USAGE) is None


def test_shipped_table_has_a_date_a_source_and_sound_rows() -> None:
    table = json.loads(files("drafter.llm").joinpath("data", "prices.json").read_text("utf-8"))
    assert date(2026, 1, 1) < price_date()
    assert table["source"].startswith("genai-prices ")
    for entry in (entry for vendor in table["vendors"].values() for entry in vendor["models"]):
        re.compile(entry["match"])
        prices = [Decimal(entry[key]) for key in ("input", "output") if entry[key] is not None]
        assert all(price > 0 for price in prices)
        assert len(prices) in {0, 2}
