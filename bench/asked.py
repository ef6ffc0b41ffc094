"""The other contestant of the planted defects: a model is asked for the inconsistencies of the whole document."""

import json
from collections.abc import Iterable

from openai import OpenAI

from bench.checker import Finding
from drafter.llm.local import LocalEndpoint

__all__ = ["listed"]

_MOST_TOKENS = 700
_PROMPT = """\
{document}

---
List every inconsistency in the document above: parts that contradict each other, names that differ, numbers that do \
not agree, things that are missing or broken. For each, quote the words of the document that are wrong, exactly as \
they stand there, and say what is wrong. An empty list means that there is none.
"""
_ITEM = {
    "type": "object",
    "properties": {"quote": {"type": "string", "maxLength": 120}, "problem": {"type": "string", "maxLength": 200}},
    "required": ["quote", "problem"],
    "additionalProperties": False,
}
_SCHEMA = {
    "type": "object",
    "properties": {"inconsistencies": {"type": "array", "items": _ITEM, "maxItems": 8}},
    "required": ["inconsistencies"],
    "additionalProperties": False,
}


def listed(document: str, endpoint: LocalEndpoint) -> list[Finding]:
    """What a model lists for a document, each item at the lines where its quote stands; nothing for a broken answer."""
    client = OpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0, timeout=3600)
    answer = client.chat.completions.create(
        model=endpoint.model,
        messages=[{"role": "user", "content": _PROMPT.format(document=document)}],
        temperature=0,
        seed=1,
        max_tokens=_MOST_TOKENS,
        response_format={"type": "json_schema", "json_schema": {"name": "listed", "schema": _SCHEMA}},
    )
    try:
        items = json.loads(answer.choices[0].message.content or "")["inconsistencies"]
    except (ValueError, KeyError):
        return []
    lines = document.split("\n")
    return [Finding("asked", "note", item["problem"], tuple(_holding(lines, item["quote"]))) for item in items]


def _holding(lines: Iterable[str], quote: str) -> Iterable[int]:
    return [number for number, line in enumerate(lines, 1) if quote.strip() and quote.strip() in line]
