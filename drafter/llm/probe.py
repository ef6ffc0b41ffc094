"""Small questions to an endpoint: what it offers, and whether it honours a JSON Schema."""

from typing import Literal

import httpx2
from pydantic import ConfigDict, ValidationError, create_model

from drafter.configuration import ModelChoice
from drafter.document.value import Value
from drafter.llm.port import ModelPort, Request
from drafter.llm.schema import portable_schema

__all__ = ["Honoured", "honours_schema", "offered_models"]

_Colour = Literal["ultramarine", "vermilion"]
_Count = Literal[17, 23]
_WAIT = 10.0
"""Seconds for the list of models."""


class Honoured(Value):
    """What came of a question with a schema."""

    valid: bool
    """The answer was valid JSON under the schema."""
    seconds: float
    said: str
    """The answer, shortened."""


def offered_models(choice: ModelChoice) -> tuple[str, ...]:
    """Return the names of the models that an endpoint lists; empty when it does not say."""
    headers = {"Authorization": f"Bearer {choice.api_key.get_secret_value()}"}
    try:
        answer = httpx2.get(f"{choice.base_url}/models", headers=headers, timeout=_WAIT)
        entries = answer.json()["data"]
        return tuple(str(entry["id"]) for entry in entries)
    except (httpx2.HTTPError, ValueError, KeyError, TypeError):
        return ()


async def honours_schema(port: ModelPort) -> Honoured:
    """Ask for a value that a model would not write unasked; raises a DrafterError when there is no answer."""
    form = create_model(
        "Probe",
        __config__=ConfigDict(extra="forbid"),
        colour=(_Colour, ...),
        count=(_Count, ...),
    )
    request = Request(
        label="doctor",
        system="You answer briefly.",
        user="What is the colour of the sky, and how many clouds are there?",
        schema_name="probe",
        json_schema=portable_schema(form),
        max_tokens=256,
    )
    completion = await port.complete(request, lambda _: None)
    try:
        form.model_validate_json(completion.text)
    except ValidationError:
        return Honoured(valid=False, seconds=completion.seconds, said=completion.text[:200])
    return Honoured(valid=True, seconds=completion.seconds, said=completion.text[:200])
