"""What the model says to a question, and how a fault changes it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.fake_model import answer_to
from tests.fault_server.faults import AnswerFault, Fault
from tests.fault_server.question import Question
from tests.fault_server.schemas import path_to_enum, wrong_for

__all__ = ["Said", "say"]

_PROSE = "The sky is blue, and it has a few clouds."
_REFUSAL = "I'm sorry, but I can't help with that."
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Said:
    """A completion."""

    text: str | None
    prompt_tokens: int
    completion_tokens: int
    finish: str = "stop"
    refuses: bool = False
    """The text is a refusal, no content."""


def say(question: Question, fault: Fault | None, characters_per_token: int) -> Said:
    """Return the completion for a question: always the same one for the same question and fault.

    The answer is an instance of the schema, on one line; without a schema it is a sentence. Tokens are
    counted by characters, those of the answer after the fault changed it.
    """
    data = None if question.schema is None else answer_to(question.schema, question.user)
    text = _PROSE if question.schema is None else _json(data)
    said = Said(text, max(1, question.characters // characters_per_token), 0)
    if isinstance(fault, AnswerFault):
        said = _changed(said, data, fault, question)
    return replace(said, completion_tokens=len(said.text or "") // characters_per_token)


def _changed(said: Said, data: Any, fault: AnswerFault, question: Question) -> Said:
    text = said.text or ""
    match fault.kind:
        case "prompt_cut":
            return replace(said, prompt_tokens=fault.prompt_tokens)
        case "null_content":
            return replace(said, text=None)
        case "huge":
            return replace(said, text=_huge(text, data, int(fault.megabytes * 2**20)))
        case "out_of_enum":
            return replace(said, text=_json(_outside(data, question.schema or {})))
        case kind if kind in _FIELDS:
            return replace(said, text=_FIELDS[kind](data, fault.field or next(iter(data))))
        case kind if kind in _WRAPPINGS:
            return replace(said, text=_WRAPPINGS[kind](text))
    return _ended(said, data, fault)


def _ended(said: Said, data: Any, fault: AnswerFault) -> Said:
    """Return a completion that ends otherwise, or says something else."""
    text = said.text or ""
    match fault.kind:
        case "length_cut":
            return replace(said, text=text[: len(text) * 2 // 3], finish="length")
        case "length_parses":
            return replace(said, text=_json(_shortened(data)), finish="length")
        case "content_filter":
            return replace(said, text=fault.text or "", finish="content_filter")
        case "refusal":
            return replace(said, text=fault.text or _REFUSAL, refuses=True)
        case "empty":
            return replace(said, text="")
        case "prose":
            return replace(said, text=fault.text or _PROSE)
    raise ValueError(f"{fault.kind} changes no answer")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


_WRAPPINGS: dict[str, Callable[[str], str]] = {
    "fenced": lambda text: f"Here is the JSON:\n\n```json\n{text}\n```\n",
    "think": lambda text: f'<think>\nThe fields {{"a": 1}} are wanted.\n</think>\n\n{text}',
    "trailing_comma": lambda text: f"{text[:-1]},}}",
    "typographic_quotes": lambda text: _STRING.sub(r"“\1”", text),
}

_FIELDS: dict[str, Callable[[dict[str, Any], str], str]] = {
    "single_quotes": lambda data, _: repr(data),
    "duplicate_keys": lambda data, field: f'{{"{field}": {_json(wrong_for(data[field]))}, {_json(data)[1:]}',
    "missing_field": lambda data, field: _json({key: value for key, value in data.items() if key != field}),
    "extra_field": lambda data, _: _json({**data, "confidence": 0.93}),
    "wrong_type": lambda data, field: _json({**data, field: wrong_for(data[field])}),
    "ignores_schema": lambda data, _: _json({"result": {"status": "ok", "fields": len(data)}}),
}


def _shortened(data: Any) -> Any:
    """Return the data as a model ends it that feels its limit near: the last text half, the last list shorter."""
    match data:
        case dict() if data:
            *first, (key, last) = data.items()
            return {**dict(first), key: _shortened(last)}
        case [*first, _]:
            return first
        case str():
            return data[: len(data) // 2]
    return data


def _huge(text: str, data: Any, size: int) -> str:
    filler = (_PROSE + " ") * (size // len(_PROSE) + 1)
    if not isinstance(data, dict):
        return f"{text} {filler}"
    field = next((key for key, value in data.items() if isinstance(value, str)), "text")
    return _json({**data, field: filler})


def _outside(data: Any, schema: dict[str, Any]) -> Any:
    data = json.loads(_json(data))
    *above, last = path_to_enum(schema) or ()
    place = data
    for step in above:
        place = place[step]
    place[last] = "something else"
    return data
