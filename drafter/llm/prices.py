"""What a call costs, from a table of list prices that is shipped with its date and source."""

import json
import re
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from drafter.configuration import ModelChoice
from drafter.llm.port import Usage
from drafter.llm.weights import WEIGHTS

__all__ = ["cost", "price_date", "priced_as"]

_MILLION = Decimal(1_000_000)
_VENDOR_OF = {
    "azure_openai": "openai",
    "google_genai": "google",
    "google_vertexai": "google",
    "mistralai": "mistral",
    "xai": "x-ai",
}
"""The vendors that langchain calls otherwise."""


def cost(model: str, usage: Usage) -> Decimal | None:
    """Return the list price in US dollars, or None for a model that the table does not know.

    `model` is `vendor:name`, the vendor as langchain calls it, or a name alone, which is then looked up
    with the vendor that makes such models. A model on one's own server has no list price: name its vendor
    (`ollama:mistral`), and the answer is None. `local` and the local model's name cost nothing.

    Where a price depends on the length of the prompt, the lowest tier counts; batches, certain hours of
    the day and surcharges for writing to a cache do not. Tokens from the cache
    cost the full price where the table has none for them.
    """
    if model.partition(":")[0] == "local" or model == WEIGHTS.name:
        return Decimal(0)
    prices = _prices(model)
    if prices is None:
        return None
    fresh, cached, written = prices
    total = fresh * (usage.prompt - usage.cached) + cached * usage.cached + written * usage.completion
    return total / _MILLION


def priced_as(choice: ModelChoice) -> str:
    """Return the name that `cost` knows a chosen model by."""
    if choice.kind == "local":
        return "local"
    return f"openai:{choice.model}" if choice.key_variable == "OPENAI_API_KEY" else choice.model


def price_date() -> date:
    """Return the day that the table is at least as new as."""
    return date.fromisoformat(_table()["date"])


@cache
def _table() -> dict[str, Any]:
    text = files("drafter.llm").joinpath("data", "prices.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


@cache
def _prices(model: str) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return the prices of a million tokens: read, read from the cache, written."""
    vendor, colon, name = model.lower().partition(":")
    if vendor == "ft":  # a fine-tuned model's price is not its base model's
        return None
    models = _models_of(_VENDOR_OF.get(vendor, vendor)) if colon else _models_named(vendor)
    name = name if colon else vendor
    for entry in models:
        if re.search(str(entry["match"]), name):
            return _per_million(entry)
    return None


def _per_million(entry: dict[str, str | None]) -> tuple[Decimal, Decimal, Decimal] | None:
    match entry:
        case {"input": str(read), "cached": str(cached), "output": str(written)}:
            return Decimal(read), Decimal(cached), Decimal(written)
        case {"input": str(read), "output": str(written)}:
            return Decimal(read), Decimal(read), Decimal(written)
    return None


def _models_of(vendor: str) -> list[dict[str, str | None]]:
    models: list[dict[str, str | None]] = _table()["vendors"].get(vendor, {"models": []})["models"]
    return models


def _models_named(name: str) -> list[dict[str, str | None]]:
    """Return the models of the first vendor that makes models with such a name."""
    for vendor, entry in _table()["vendors"].items():
        if entry["names"] and re.search(entry["names"], name):
            return _models_of(vendor)
    return []
