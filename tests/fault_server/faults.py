"""What can go wrong between a client and an endpoint, by name, each with its parameters."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, model_validator

from drafter.document.value import Value
from tests.fault_server.statuses import STATUSES

__all__ = [
    "NAMES",
    "TEMPORARY",
    "AnswerFault",
    "BodyFault",
    "CloseFault",
    "CutFault",
    "Fault",
    "HangFault",
    "LateFault",
    "RedirectFault",
    "StallFault",
    "StatusFault",
    "StreamFault",
    "TrickleFault",
    "fault",
]

Fraction = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0)]


class StatusFault(Value):
    """An answer that is no completion; a named kind brings status, body and headers, each can be replaced."""

    kind: Literal[
        "status", "unauthorized", "forbidden", "not_found", "refuses_response_format", "context_length",
        "unprocessable", "rate_limited", "rate_limited_until", "rate_limited_ms", "rate_limited_reset", "quota",
        "server_error", "bad_gateway", "unavailable", "gateway_timeout", "overloaded",
    ]  # fmt: skip
    status: int
    body: dict[str, Any] | str = ""
    """JSON, or text; HTML when it begins with `<`."""
    headers: dict[str, str] = {}
    retry_after: float = 1.0
    """Seconds that the kinds `rate_limited...` ask for, each in a header of its own."""

    @model_validator(mode="before")
    @classmethod
    def _named(cls, data: Any) -> Any:
        return {**STATUSES.get(str(data.get("kind")), {}), **data} if isinstance(data, dict) else data


class CloseFault(Value):
    """The request is accepted, and the connection closed or reset without a byte."""

    kind: Literal["close"]
    by: Literal["reset", "close"] = "close"


class HangFault(Value):
    """The request is accepted and never answered; the connection closes in the end."""

    kind: Literal["hang"]
    seconds: Seconds | None = None
    """None for as long as the client waits."""


class LateFault(Value):
    """Nothing comes for a while, then the whole answer."""

    kind: Literal["late"]
    seconds: Seconds = 1.0


class CutFault(Value):
    """The answer ends at a fraction of its body's bytes.

    By a reset, a plain close without the last chunk, a close short of the Content-Length (`length`),
    or as if it were complete to HTTP (`clean`).
    """

    kind: Literal["cut"]
    at: Fraction = 0.5
    by: Literal["reset", "close", "length", "clean"] = "reset"


class TrickleFault(Value):
    """The answer comes in full and slowly; bytes count when both rates are given."""

    kind: Literal["trickle"]
    tokens_per_second: float = Field(default=18.0, gt=0)
    bytes_per_second: float | None = Field(default=None, gt=0)


class StallFault(Value):
    """The first tokens come, then nothing; the connection closes in the end."""

    kind: Literal["stall"]
    after_tokens: int = Field(default=3, ge=0)
    seconds: Seconds | None = None
    """None for as long as the client waits."""


class AnswerFault(Value):
    """The protocol is right and what the model says is not."""

    kind: Literal[
        "length_cut", "length_parses", "content_filter", "refusal", "null_content", "fenced", "think",
        "trailing_comma", "single_quotes", "typographic_quotes", "duplicate_keys", "missing_field", "extra_field",
        "wrong_type", "out_of_enum", "prose", "empty", "huge", "ignores_schema", "prompt_cut",
    ]  # fmt: skip
    field: str = ""
    """The field at the top of the answer that is missing, doubled or of a wrong type; the first one by default."""
    text: str | None = None
    """What to say instead, for `prose`, `refusal` and `content_filter`."""
    megabytes: float = 2.0
    """The size of a `huge` answer."""
    prompt_tokens: int = 16
    """What `prompt_cut` reports to have read."""


class StreamFault(Value):
    """The stream breaks its own rules; without streaming, what comes nearest."""

    kind: Literal[
        "error_event", "broken_event", "invalid_utf8", "no_done", "no_finish", "comments", "crlf", "broken_chunk",
        "empty_choices", "ignores_stream", "no_usage",
    ]  # fmt: skip


class BodyFault(Value):
    """Status 200 with another body, or with the right one in another wrapping."""

    kind: Literal["html", "error_object", "gzip", "content_type", "closed_after"]
    content_type: str = "text/plain"
    """What `content_type` calls the right body."""


class RedirectFault(Value):
    """The request is sent on to another origin."""

    kind: Literal["redirect"]
    to: str = "http://127.0.0.1:9/v1/chat/completions"
    status: int = 307


def _spelled_out(given: Any) -> Any:
    return {"kind": given} if isinstance(given, str) else given


_AnyFault = Annotated[
    StatusFault
    | CloseFault
    | HangFault
    | LateFault
    | CutFault
    | TrickleFault
    | StallFault
    | AnswerFault
    | StreamFault
    | BodyFault
    | RedirectFault,
    Field(discriminator="kind"),
]
Fault = Annotated[_AnyFault, BeforeValidator(_spelled_out)]
"""Any fault; in JSON an object with its `kind`, or the kind alone."""

_FAULT: TypeAdapter[Any] = TypeAdapter(Fault)
_FAMILIES: tuple[type[BaseModel], ...] = (
    StatusFault, CloseFault, HangFault, LateFault, CutFault, TrickleFault, StallFault, AnswerFault, StreamFault,
    BodyFault, RedirectFault,
)  # fmt: skip
NAMES: tuple[str, ...] = tuple(
    name
    for family in _FAMILIES
    for name in family.model_fields["kind"].annotation.__args__  # type: ignore[union-attr]
)
"""The kinds of all faults."""


def fault(kind: str, **parameters: Any) -> Fault:
    """Return a fault by its name; raises ValidationError for an unknown name or parameter."""
    made: Fault = _FAULT.validate_python({"kind": kind, **parameters})
    return made


TEMPORARY: tuple[Fault, ...] = (
    fault("server_error"),
    fault("bad_gateway"),
    fault("unavailable"),
    fault("gateway_timeout"),
    fault("overloaded"),
    fault("rate_limited"),
    fault("close"),
    fault("cut", at=0.1),
    fault("cut", at=0.5),
    fault("cut", at=0.99),
    fault("cut", at=0.5, by="close"),
    fault("error_event"),
)
"""Faults after which the same request may well be answered."""
