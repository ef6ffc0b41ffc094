"""Ask for a typed answer: validated, and only what is broken asked for again, once."""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, get_args, get_origin

import pydantic_core
from json_repair import repair_json
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from drafter.document.fault import Fault
from drafter.document.leaves import Path, field_at, replaced, value_at, without
from drafter.document.value import Value
from drafter.llm.port import Completion, ModelPort, OnTokens, Request, Usage
from drafter.llm.schema import fields_in_words, portable_schema

__all__ = ["ANSWER_TOKENS", "UNCHECKED", "Answered", "Checks", "Question", "ask", "correct", "request_of"]

ANSWER_TOKENS = 2048
"""Tokens that an answer may take; twice as many when it did not fit."""


_MOST_MENDED = 2_000_000
"""Characters times quotation marks, a tenth of a second: looking for what is broken may begin anew at each mark."""


class Question(Value):
    """What to ask, and the form of the answer."""

    label: str
    system: str
    user: str
    model: type[BaseModel]


class Checks(Value):
    """What drafter does to an answer beyond validating it."""

    tidy: Callable[[type[BaseModel], Any], Any]
    """Returns the data in its usual form."""
    faults: Callable[[type[BaseModel], Any], list[Fault]]
    """Returns what is wrong with valid data."""


UNCHECKED = Checks(tidy=lambda _, data: data, faults=lambda _, __: [])
"""For answers that say nothing in the document: what is valid stands."""


class Answered(Value):
    """An answer: JSON data under the question's model, and what stayed wrong."""

    data: dict[str, Any]
    faults: tuple[Fault, ...]
    usage: Usage
    calls: int
    seconds: float
    """Time spent by the model now; 0 for answers from the journal."""
    replayed: int = 0
    """Completions that came from the journal."""
    asked_again: bool = False
    """Faulty values were asked for once more."""


class _Sum:
    """Adds up what the calls for one question took."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.calls = 0
        self.seconds = 0.0
        self.replayed = 0

    def add(self, completion: Completion) -> None:
        if completion.replayed:
            self.replayed += 1
            return
        self.usage += completion.usage
        self.calls += 1
        self.seconds += completion.seconds

    def answered(self, data: dict[str, Any], faults: Sequence[Fault], *, asked_again: bool) -> Answered:
        return Answered(
            data=data,
            faults=tuple(faults),
            usage=self.usage,
            calls=self.calls,
            seconds=self.seconds,
            replayed=self.replayed,
            asked_again=asked_again,
        )


async def ask(port: ModelPort, question: Question, checks: Checks, on_tokens: OnTokens, *, openai: bool) -> Answered:
    """Ask a question; one more call at most mends an unusable answer.

    Faults that remain are returned, not raised: the data then still holds the faulty values.
    """
    spent = _Sum()
    completion = await port.complete(request_of(question, openai=openai), on_tokens)
    spent.add(completion)
    asked_again = completion.finish == "length"
    if asked_again:
        longer = request_of(question, openai=openai).model_copy(update={"max_tokens": 2 * ANSWER_TOKENS})
        completion = await port.complete(longer, on_tokens)
        spent.add(completion)
    data, faults = _judged(question.model, _parsed(completion), checks)
    data, faults = _spared(question.model, data, faults, checks)
    if faults and completion.finish == "stop" and not asked_again:
        asked_again = True
        completion = await port.complete(request_of(_correction(question, faults), openai=openai), on_tokens)
        spent.add(completion)
        data, faults = _merged(question.model, data, faults, _parsed(completion), checks)
    return spent.answered(data, faults, asked_again=asked_again)


async def correct(
    port: ModelPort,
    question: Question,
    data: dict[str, Any],
    faults: Sequence[Fault],
    checks: Checks,
    on_tokens: OnTokens,
    *,
    openai: bool,
) -> Answered:
    """Ask once for the faulty values of an answer alone; the others stay as they are.

    The faults of the result are those that its values have then.
    """
    spent = _Sum()
    completion = await port.complete(request_of(_correction(question, faults), openai=openai), on_tokens)
    spent.add(completion)
    data, left = _merged(question.model, data, faults, _parsed(completion), checks)
    return spent.answered(data, left, asked_again=True)


def request_of(question: Question, *, openai: bool) -> Request:
    """Return the request that a question makes; the fields are said in words below the question."""
    return Request(
        label=question.label,
        system=question.system,
        user=f"{question.user}\n\nAnswer with these fields:\n{fields_in_words(question.model)}",
        schema_name="answer",
        json_schema=portable_schema(question.model, openai=openai),
        max_tokens=ANSWER_TOKENS,
    )


def _parsed(completion: Completion) -> Any:
    """Return the JSON of a completion, mended where only its wrapping is wrong; None for no JSON."""
    if completion.finish != "stop":
        return None
    try:
        return pydantic_core.from_json(completion.text)
    except ValueError:
        return _mended(completion.text.rpartition("</think>")[2])


def _mended(text: str) -> Any:
    """Return the object in a text whose JSON is broken in its wrapping, None for what cannot be mended."""
    try:
        return pydantic_core.from_json(text[text.find("{") : text.rfind("}") + 1])
    except ValueError:
        if len(text) * text.count('"') > _MOST_MENDED:
            return None
    try:
        mended = repair_json(text, return_objects=True)
    except (ValueError, RecursionError):  # nested more deeply than anybody asked for
        return None
    return mended if isinstance(mended, dict) and mended else None


def _judged(model: type[BaseModel], data: Any, checks: Checks) -> tuple[dict[str, Any], list[Fault]]:
    if not isinstance(data, dict):
        return {}, [Fault(path=(), written="", problem="it is no JSON object of the form asked for")]
    data = checks.tidy(model, _without_extras(model, data))
    try:
        model.model_validate(data)
    except ValidationError as error:
        return data, _unique([*_invalid(error, model), *checks.faults(model, data)])
    return data, checks.faults(model, data)


def _without_extras(model: type[BaseModel], data: Any) -> Any:
    """Return the data without the fields that nobody asked for: what was asked for may be right beside them."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        for entry in error.errors(include_url=False):
            if entry["type"] == "extra_forbidden":
                data = without(data, entry["loc"])
    return data


def _invalid(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    for entry in error.errors(include_url=False):
        if entry["type"] == "too_short" and len(entry["input"]) >= entry["ctx"]["min_length"]:
            continue  # pydantic counts the valid entries; the faulty ones have faults of their own
        path: Path = entry["loc"]
        while path and field_at(model, path) is None:
            path = path[:-1]
        written = entry["input"] if isinstance(entry["input"], str) else ""
        yield Fault(path=path, written=written, problem=entry["msg"])


def _unique(faults: list[Fault]) -> list[Fault]:
    """Keep one fault a place, and none below a place that is faulty as a whole."""
    kept: list[Fault] = []
    for fault in sorted(faults, key=lambda fault: len(fault.path)):
        if not any(fault.path[: len(known.path)] == known.path for known in kept):
            kept.append(fault)
    return kept


def _spared(
    model: type[BaseModel], data: dict[str, Any], faults: list[Fault], checks: Checks
) -> tuple[dict[str, Any], list[Fault]]:
    """Drop faulty list entries from lists that stay long enough without them."""
    doomed: dict[Path, set[int]] = {}
    for fault in faults:
        position = next((i for i in reversed(range(len(fault.path))) if isinstance(fault.path[i], int)), None)
        if position is not None:
            doomed.setdefault(fault.path[:position], set()).add(int(fault.path[position]))
    dropped = False
    for path, indexes in sorted(doomed.items(), key=lambda item: -len(item[0])):  # inner lists keep their place
        field = field_at(model, path)
        entries = value_at(data, path)
        if field is None or get_origin(field.annotation) is not tuple or not get_args(field.annotation):
            continue
        least = next((m.min_length for m in field.metadata if hasattr(m, "min_length")), 0) or 0
        if isinstance(entries, list) and len(entries) - len(indexes) >= least:
            data = replaced(data, path, [entry for i, entry in enumerate(entries) if i not in indexes])
            dropped = True
    return _judged(model, data, checks) if dropped else (data, faults)


def _correction(question: Question, faults: Sequence[Fault]) -> Question:
    """Return the question for the faulty values alone."""
    if any(not fault.path for fault in faults):
        return question.model_copy(
            update={"user": f"{question.user}\n\nYour last answer was unusable. Write one JSON object, nothing else."}
        )
    fields: dict[str, Any] = {}
    complaints = []
    for number, fault in enumerate(faults, start=1):
        field = field_at(question.model, fault.path)
        if field is None:
            continue
        annotation: Any = field.annotation
        for entry in field.metadata:
            annotation = Annotated[annotation, entry]
        about = f"{fault.place}: {field.description}" if field.description else fault.place
        fields[f"value_{number}"] = (annotation, Field(description=about))
        complaints.append(f"- value_{number} was {fault.written!r}: {fault.problem}")
    model = create_model("Corrections", __config__=ConfigDict(extra="forbid"), **fields)
    complaint = "\n".join(complaints)
    return Question(
        label=f"{question.label} (again)",
        system=question.system,
        user=f"{question.user}\n\nThese values of your answer cannot be used:\n{complaint}\nWrite each of them anew.",
        model=model,
    )


def _merged(
    model: type[BaseModel], data: dict[str, Any], faults: Sequence[Fault], corrections: Any, checks: Checks
) -> tuple[dict[str, Any], list[Fault]]:
    """Put corrected values in place; the others stay as they were, with their faults."""
    if any(not fault.path for fault in faults):
        return _judged(model, corrections, checks)
    for number, fault in enumerate(faults, start=1):
        if isinstance(corrections, dict) and f"value_{number}" in corrections:
            data = replaced(data, fault.path, corrections[f"value_{number}"])
    data, left = _judged(model, data, checks)
    return _spared(model, data, left, checks)
