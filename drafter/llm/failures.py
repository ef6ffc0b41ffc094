"""The one place that says what a failed request means."""

from urllib.parse import urlsplit

import httpx2
import openai

from drafter.errors import DrafterError, EndpointUnusable, PermissionRefused, PromptTooLong, TryAgain

__all__ = ["classify", "host_of", "refuses_schema"]

_QUOTA = {"insufficient_quota", "billing_hard_limit_reached"}
_TOO_LONG = ("context_length_exceeded", "exceed_context_size", "context size", "context length")
_LOST = (httpx2.ReadError, httpx2.WriteError, httpx2.CloseError, httpx2.RemoteProtocolError)


def host_of(base_url: str) -> str:
    """Return scheme, host and port of a URL, without credentials and path."""
    parts = urlsplit(base_url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}"


def refuses_schema(error: Exception) -> bool:
    """Tell whether an endpoint refused the request because of `response_format`."""
    if not isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        return False
    text = str(error).lower()
    return any(word in text for word in ("response_format", "json_schema", "json_object", "structured output"))


def classify(error: Exception, base_url: str, model: str, key_variable: str) -> DrafterError:
    """Return the DrafterError for an exception of the client stack.

    `key_variable` names the environment variable that the key came from; the key itself is never used.
    """
    host = host_of(base_url)
    if isinstance(error, openai.APIError) and _is_too_long(error):
        return PromptTooLong(f"the brief does not fit the context of {model}")
    if passing := _passing(error):
        return TryAgain(f"{host}{passing}", hint="run the same command again: finished answers are kept")
    match error:
        case openai.RateLimitError():
            return PermissionRefused(f"{host}: the account's quota is used up", hint="nothing was retried")
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return PermissionRefused(f"{host} refused the credentials", hint=f"check {key_variable}")
        case openai.NotFoundError():
            return EndpointUnusable(
                f"{host} knows no model {model!r}, or no chat completions at this path",
                hint="a base URL mostly ends in /v1; `drafter doctor` lists what the endpoint offers",
            )
        case openai.APIConnectionError() | httpx2.ConnectError():
            return EndpointUnusable(f"{host} cannot be reached", hint="is the server running, and the base URL right?")
        case openai.APIStatusError():
            return EndpointUnusable(f"{host} refused the request with status {error.status_code}")
        case _:
            return EndpointUnusable(f"{host} answered with something that is no chat completion")


def _passing(error: Exception) -> str:
    """Return what the host did, when it may do better a moment later; empty otherwise."""
    match error:
        case openai.RateLimitError() if error.code not in _QUOTA:
            return ": too many requests"
        case openai.APITimeoutError() | httpx2.TimeoutException() | TimeoutError():
            return " did not answer in time"
        case openai.APIStatusError() if error.status_code >= 500:
            return f" failed with status {error.status_code}"
        case _:
            return " broke off its answer" if _broke_off(error) else ""


def _broke_off(error: BaseException | None) -> bool:
    """Tell whether an answer began and did not end: a lost connection, or an error in place of its rest."""
    if type(error) is openai.APIError:
        return True
    while error is not None and not isinstance(error, _LOST):
        error = error.__cause__
    return error is not None


def _is_too_long(error: openai.APIError) -> bool:
    text = f"{error} {error.code}".lower()
    return any(word in text for word in _TOO_LONG)
