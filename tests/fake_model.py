"""A model that answers any JSON Schema of drafter's: for the flow of control, no sample of what models write."""

import asyncio
import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from drafter.llm.port import Completion, OnTokens, Request, Usage

__all__ = ["FakeModel", "answer_to"]

Change = Callable[[Request, Any], Any]
"""Takes a request and the answer to it; returns another answer, awaited or not, or raises what a port raises."""

_WORDS = (
    "almond", "barley", "cedar", "dahlia", "elder", "fennel", "ginger", "hazel", "indigo", "jasmine", "kelp",
    "lilac", "maple", "nettle", "olive", "poppy", "quince", "rowan", "saffron", "thistle", "umber", "violet",
    "willow", "yarrow", "acorn", "birch", "clover", "daisy", "fern", "heather", "iris", "juniper",
)  # fmt: skip
_PHRASES = 100
"""Texts that may not be longer than this are phrases, others are sentences."""


def answer_to(schema: dict[str, Any], salt: str) -> Any:
    """Return an instance of a schema; the same salt gives the same one, and its texts are all different.

    Lists have two entries where their limits allow it; an entry takes the enum's value at its own position.
    Raises TypeError for a schema with other keywords, or a pattern of another kind, than drafter's have.
    """
    return _instance(schema, schema.get("$defs", {}), salt, 0)


class FakeModel:
    """A model port that answers at once, and remembers what it was asked."""

    model = "fake"
    endpoint = "this test"

    def __init__(self, change: Change = lambda _, answer: answer) -> None:
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._at_once = 0
        self._change = change

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer after others had their turn, with the usage of one token for four characters."""
        self.requests.append(request)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            answer = self._change(request, answer_to(request.json_schema, request.user))
            if isinstance(answer, Awaitable):
                answer = await answer
        finally:
            self._at_once -= 1
        text = answer if isinstance(answer, str) else json.dumps(answer)
        on_tokens(len(text) // 4)
        usage = Usage(prompt=len(request.system + request.user) // 4, completion=len(text) // 4)
        return Completion(text=text, finish="stop", usage=usage, seconds=0.5)

    @property
    def labels(self) -> list[str]:
        """What the requests were for, in order."""
        return [request.label for request in self.requests]


def _instance(schema: dict[str, Any], definitions: dict[str, Any], salt: str, position: int) -> Any:
    match schema:
        case {"$ref": str(name)}:
            return _instance(definitions[name.rpartition("/")[2]], definitions, salt, position)
        case {"enum": list(values)}:
            return values[position % len(values)]
        case {"const": value}:
            return value
        case {"anyOf": list(forms)} | {"oneOf": list(forms)}:
            form = next((form for form in forms if form.get("type") != "null"), forms[0])
            return _instance(form, definitions, salt, position)
        case {"type": [*names]}:
            name = next((name for name in names if name != "null"), "null")
            return _instance({**schema, "type": name}, definitions, salt, position)
        case {"type": "object"}:
            properties = schema.get("properties", {})
            return {key: _instance(inner, definitions, f"{salt}/{key}", position) for key, inner in properties.items()}
        case {"type": "array", "items": dict(items)}:
            size = min(max(schema.get("minItems", 0), 2), schema.get("maxItems", 2))
            return [_instance(items, definitions, f"{salt}/{index}", index) for index in range(size)]
        case {"type": "string"}:
            return _text(schema, salt)
        case {"type": "integer" | "number" | "boolean" | "null" as name}:
            return _scalar(name, schema, salt)
    raise TypeError(f"nobody asked for {schema} so far")


def _text(schema: dict[str, Any], salt: str) -> str:
    match schema:
        case {"pattern": str(pattern)}:
            return _matching(pattern, _words(salt))
        case {"maxLength": int(longest)} if longest <= _PHRASES:
            return _phrase(_words(salt)[:3], longest)
    return _sentences(salt, schema.get("minLength", 0))


def _scalar(name: str, schema: dict[str, Any], salt: str) -> Any:
    drawn = hashlib.sha256(salt.encode()).digest()[0]
    if name == "boolean":
        return drawn % 2 == 0
    if name == "null":
        return None
    lowest = schema.get("minimum", schema.get("exclusiveMinimum", 0) + ("exclusiveMinimum" in schema))
    highest = schema.get("maximum", schema.get("exclusiveMaximum", lowest + 100) - ("exclusiveMaximum" in schema))
    return lowest + drawn % (int(highest - lowest) + 1)


def _matching(pattern: str, words: list[str]) -> str:
    one, other, third = words[:3]
    candidates = (
        f"{one.title()} {other.title()}", f"{one}_{other}: string", f"/{one}/{{{other}}}", f"{one}_{other}_{third}",
    )  # fmt: skip
    text = next((text for text in candidates if re.search(pattern, text)), None)
    if text is None:
        raise TypeError(f"nobody asked for {pattern} so far")
    return text


def _phrase(words: list[str], longest: int) -> str:
    """Return as many words as fit with room to spare, a part of one if need be: a text at its limit looks cut."""
    while len(words) > 1 and len(" ".join(words)) >= longest - 1:
        words = words[:-1]
    return " ".join(words)[:longest]


def _sentences(salt: str, least: int) -> str:
    one, two, three, four, five, six = _words(salt)
    text = f"The {one} {two} keeps each {three} and every {four} apart."
    if least >= 30:
        text = f"{text} Then the {five} passes {six}, {one} and {three} to the {two}."
    return text if len(text) >= least else f"{text} {_sentences(f'{salt}/more', least - len(text) - 1)}"


def _words(salt: str) -> list[str]:
    return [_WORDS[byte % len(_WORDS)] for byte in hashlib.sha256(salt.encode()).digest()[:6]]
