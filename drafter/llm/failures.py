"""The one place that says what a failed request means, and what may be done about it.

fatal       it will fail again: credentials, an unknown model, a prompt that is too long
free        it was refused before anything was made: asking again costs nothing
in doubt    it was accepted and the answer did not arrive whole: it may have been billed
step down   the endpoint does not take this way of asking for JSON
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urlsplit

import httpx2
import openai

from drafter.errors import DrafterError, EndpointUnusable, PermissionRefused, PromptTooLong, TryAgain
from drafter.llm.wire import BrokenAnswer, ErrorAnswer, NoCompletion
from drafter.patterns import regex

__all__ = ["AttemptFailed", "FailureKind", "classify", "host_of", "pause_asked_for"]

FailureKind = Literal["fatal", "free", "in doubt", "step down"]

_QUOTA = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "access_terminated"}
_TOO_LONG = ("context_length_exceeded", "exceed_context_size", "context size", "context length", "maximum context")
_FORM = regex(
    r"response_format|json_schema|json_object|structured output|tool_choice|\btools?\b|function call|grammar|schema"
)
_LOST = (httpx2.ReadError, httpx2.WriteError, httpx2.CloseError, httpx2.RemoteProtocolError)
_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.UnsupportedProtocol, httpx2.ProxyError)
_AGAIN = "run the same command again: finished answers are kept"


class AttemptFailed(Exception):
    """One attempt that brought no answer."""

    def __init__(
        self, kind: FailureKind, error: DrafterError, *, pause: float | None = None, busy: bool = False
    ) -> None:
        super().__init__(str(error))
        self.kind: FailureKind = kind
        self.error = error
        self.pause = pause
        """Seconds that the endpoint asks to wait, None when it does not say."""
        self.busy = busy
        """The endpoint asks for fewer requests."""
        self.partial = ""
        """What had arrived of the answer."""
        self.unreachable = False
        """Nothing was sent: nobody listens there."""


def host_of(base_url: str) -> str:
    """Return scheme, host and port of a URL, without credentials and path."""
    parts = urlsplit(base_url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}"


def classify(
    error: Exception, base_url: str, model: str, key_variable: str, offered: tuple[str, ...] = ()
) -> AttemptFailed:
    """Return what an exception of the client stack means.

    `key_variable` names the environment variable that the key came from; the key itself is never used, and
    neither is what the endpoint says, which may repeat it. `offered` are the models that the endpoint lists.
    """
    host = host_of(base_url)
    if isinstance(error, openai.APIError) and _is_too_long(error):
        return AttemptFailed("fatal", PromptTooLong(f"the brief does not fit the context of {model}"))
    match error:
        case openai.APIStatusError():
            return _of_status(error, host, model, key_variable, offered)
        case ErrorAnswer() if error.code in _QUOTA:
            return _quota(host)
        case ErrorAnswer() | BrokenAnswer():
            what = str(error) if isinstance(error, BrokenAnswer) else "reported an error in place of its answer"
            return AttemptFailed("in doubt", TryAgain(f"{host} {what}", hint=_AGAIN))
        case NoCompletion():
            hint = "is it the right base URL? It mostly ends in /v1."
            return AttemptFailed("fatal", EndpointUnusable(f"{host} {error}", hint=hint))
        case openai.APITimeoutError() | httpx2.TimeoutException() | TimeoutError() if not _is_unsent(error):
            return AttemptFailed("in doubt", TryAgain(f"{host} did not answer in time", hint=_AGAIN))
    if _is_unsent(error):
        hint = "is the server running, and the base URL right?"
        failed = AttemptFailed("fatal", EndpointUnusable(f"{host} cannot be reached", hint=hint))
        failed.unreachable = True
        return failed
    if _broke_off(error):
        return AttemptFailed("in doubt", TryAgain(f"{host} broke off its answer", hint=_AGAIN))
    return AttemptFailed("fatal", EndpointUnusable(f"{host} answered with something that is no chat completion"))


def _of_status(
    error: openai.APIStatusError, host: str, model: str, key_variable: str, offered: tuple[str, ...]
) -> AttemptFailed:
    status = error.status_code
    headers = error.response.headers
    if status == 429 and _codes(error) & _QUOTA:
        return _quota(host)
    if status == 429:
        pause = pause_asked_for(headers, datetime.now(UTC))
        return AttemptFailed("free", TryAgain(f"{host}: too many requests", hint=_AGAIN), pause=pause, busy=True)
    if status in {408, 409, 425} or status >= 500:
        pause = pause_asked_for(headers, datetime.now(UTC))
        return AttemptFailed("free", TryAgain(f"{host} failed with status {status}", hint=_AGAIN), pause=pause)
    if status in {400, 422} and _FORM.search(str(error).lower()):
        refused = EndpointUnusable(f"{host} refused every way of asking for JSON")
        return AttemptFailed("step down", refused)
    if status in {401, 402, 403}:
        hint = f"check {key_variable}" if key_variable else "the endpoint wants a key"
        return AttemptFailed("fatal", PermissionRefused(f"{host} refused the credentials", hint=hint))
    if status == 404:
        listed = (
            f"it offers: {', '.join(offered[:8])}" if offered else "`drafter doctor` lists what the endpoint offers"
        )
        return AttemptFailed(
            "fatal",
            EndpointUnusable(
                f"{host} knows no model {model!r}, or no chat completions at this path",
                hint=f"a base URL mostly ends in /v1; {listed}",
            ),
        )
    if 300 <= status < 400:
        where = host_of(headers.get("location", ""))
        to = f" to {where}" if where != "://" else ""
        return AttemptFailed(
            "fatal", EndpointUnusable(f"{host} redirects{to}; a brief is not sent on", hint="name that base URL itself")
        )
    return AttemptFailed("fatal", EndpointUnusable(f"{host} refused the request with status {status}"))


def _quota(host: str) -> AttemptFailed:
    error = PermissionRefused(
        f"{host}: the account's quota is used up", hint="nothing was retried; see its billing page"
    )
    return AttemptFailed("fatal", error)


def pause_asked_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds to wait that response headers ask for, None when they do not say.

    Understood are `retry-after-ms`, `retry-after` in seconds or as a date (RFC 9110, 10.2.3), and the
    `x-ratelimit-reset-*` durations of OpenAI ("1s", "6m0s", "120ms") when that limit's remainder is 0.
    """
    if (milliseconds := _number(headers.get("retry-after-ms", ""))) is not None:
        return milliseconds / 1000
    stated = headers.get("retry-after", "").strip()
    if (seconds := _number(stated)) is not None:
        return seconds
    if stated:
        try:
            return max(0.0, (parsedate_to_datetime(stated) - now).total_seconds())
        except (ValueError, TypeError):
            return None
    waits = [
        _duration(headers.get(f"x-ratelimit-reset-{what}", ""))
        for what in ("requests", "tokens")
        if headers.get(f"x-ratelimit-remaining-{what}", "0").strip() == "0"
    ]
    known = [wait for wait in waits if wait is not None]
    return max(known) if known else None


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", text.strip()) else None


def _duration(text: str) -> float | None:
    """Return the seconds of "1h2m3.5s" or "120ms"."""
    factors = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
    parts = re.findall(r"(\d{1,6}(?:\.\d{1,6})?)(ms|h|m|s)", text)
    return sum(float(number) * factors[unit] for number, unit in parts) if parts else _number(text)


def _is_unsent(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, _UNSENT):
        error = error.__cause__
    return error is not None


def _broke_off(error: BaseException | None) -> bool:
    """Tell whether an answer began and did not end: a lost connection, or an error in place of its rest."""
    if type(error) is openai.APIError:
        return True
    while error is not None and not isinstance(error, (*_LOST, httpx2.DecodingError)):
        error = error.__cause__
    return error is not None


def _codes(error: openai.APIError) -> set[str]:
    return {str(error.code), str(error.type)}


def _is_too_long(error: openai.APIError) -> bool:
    text = f"{error} {error.code} {error.type}".lower()
    return any(word in text for word in _TOO_LONG)
