"""Write drafter/llm/data/prices.json, and its licence, from the installed genai-prices package.

Usage: python scripts/update_prices.py            (needs `pip install genai-prices`)

Kept are the vendors below and their text models: base prices in US dollars per million tokens, as they
stand today, and one regular expression a model that says which names mean it.
"""

import datetime
import importlib
import importlib.metadata
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "drafter" / "llm" / "data" / "prices.json"
VENDORS = (
    "openai", "anthropic", "google", "mistral", "deepseek", "x-ai", "cohere", "groq", "cerebras",
    "fireworks", "together", "perplexity",
)  # fmt: skip


def main() -> None:
    """Generate the file and say what is in it."""
    data: Any = importlib.import_module("genai_prices.data")
    today = datetime.datetime.now(tz=datetime.UTC).date()
    vendors = {vendor.id: vendor for vendor in data.providers}
    prices: dict[str, Any] = {
        "date": newest_date(Path(data.__file__).read_text(encoding="utf-8"), today).isoformat(),
        "licence": "MIT, see prices-licence.txt",
        "source": f"genai-prices {importlib.metadata.version('genai-prices')}",
        "vendors": {name: vendor_entry(vendors[name], today) for name in VENDORS},
    }
    TARGET.write_text(dumps(prices), encoding="utf-8")
    TARGET.with_name("prices-licence.txt").write_text(licence_text(), encoding="utf-8")
    count = sum(len(vendor["models"]) for vendor in prices["vendors"].values())
    print(f"{TARGET}: {count} models, {prices['date']}, {TARGET.stat().st_size} bytes")


def licence_text() -> str:
    """Return the licence that must go with the data."""
    listed = importlib.metadata.files("genai-prices") or []
    return next(path for path in listed if path.name == "LICENSE").read_text(encoding="utf-8")


def newest_date(text: str, today: datetime.date) -> datetime.date:
    """Return the newest past day that the data names: it is at least as new as that."""
    found = [
        [int(part) for part in parts]
        for pattern in (r"\b(20\d\d)-(\d\d)-(\d\d)\b", r"date\((\d+), (\d+), (\d+)\)")
        for parts in re.findall(pattern, text)
    ]
    return max(day for year, month, dom in found if (day := datetime.date(year, month, dom)) <= today)


def vendor_entry(vendor: Any, today: datetime.date) -> dict[str, Any]:
    """Return how the vendor's models are recognised without its name, and their prices."""
    return {
        "names": None if vendor.model_match is None else expression(vendor.model_match),
        "models": [model_entry(model, today) for model in vendor.models],
    }


def model_entry(model: Any, today: datetime.date) -> dict[str, str | None]:
    """Return a model's prices, null when it has none for text.

    Such a model is kept: the first that matches a name is the one meant, and its price is not the next's.
    """
    prices = current_prices(model.prices, today)
    read, written = base(prices.input_mtok), base(prices.output_mtok)
    if not read or not written:
        return {"match": expression(model.match), "input": None, "cached": None, "output": None}
    cached = base(prices.cache_read_mtok)
    return {
        "match": expression(model.match),
        "input": str(read),
        "cached": None if cached is None else str(cached),
        "output": str(written),
    }


def current_prices(prices: Any, today: datetime.date) -> Any:
    """Return the last prices that have begun, passing over those of certain hours of the day."""
    if not isinstance(prices, list):
        return prices
    begun = [
        entry.prices
        for entry in prices
        if entry.constraint is None or getattr(entry.constraint, "start_date", datetime.date.max) <= today
    ]
    return begun[-1] if begun else prices[0].prices


def base(price: Any) -> Decimal | None:
    """Return a price, of tiered ones the lowest tier's."""
    return price if price is None or isinstance(price, Decimal) else price.base


def expression(clause: Any) -> str:
    """Return a regular expression, to be searched for in a lower-case name, that means the clause."""
    match vars(clause):
        case {"or_": parts}:
            found = "|".join(expression(part) for part in parts)
        case {"and_": parts}:
            found = "^" + "".join(f"(?=.*?(?:{expression(part)}))" for part in parts)
        case {"equals": text}:
            found = f"^{escaped(text)}$"
        case {"starts_with": text}:
            found = f"^{escaped(text)}"
        case {"ends_with": text}:
            found = f"{escaped(text)}$"
        case {"contains": text}:
            found = escaped(text)
        case {"regex": text}:
            found = str(text)
        case _:
            raise TypeError(f"genai-prices has a new kind of clause: {clause!r}")
    return found


def escaped(text: str) -> str:
    """Return the lower-case text as an expression, readable where a name allows it."""
    return re.escape(text.lower()).replace(r"\-", "-")


def dumps(prices: dict[str, Any]) -> str:
    """Return JSON with one model a line, so that a change of price is a change of one line."""
    text = json.dumps(prices, indent=1, ensure_ascii=False)
    return re.sub(r"\{\n\s+\"match\".*?\}", lambda found: re.sub(r"\n\s+", " ", found[0]), text, flags=re.DOTALL) + "\n"


if __name__ == "__main__":
    main()
