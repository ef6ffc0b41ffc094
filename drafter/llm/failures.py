"""The one place that says what a failed request means."""

from urllib.parse import urlsplit

import httpx2
import openai

from drafter.errors import DrafterError, EndpointUnusable, PermissionRefused, PromptTooLong, TryAgain

__all__ = ["classify", "host_of", "refuses_schema"]

_QUOTA = {"insufficient_quota", "billing_hard_limit_reached"}
_TOO_LONG = ("context_length_exceeded", "exceed_context_size", "context size", "context length")


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
    match error:
        case openai.RateLimitError() if getattr(error, "code", "") in _QUOTA:
            return PermissionRefused(f"{host}: the account's quota is used up", hint="nothing was retried")
        case openai.RateLimitError():
            return TryAgain(f"{host}: too many requests", hint="run the same command again: finished answers are kept")
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return PermissionRefused(f"{host} refused the credentials", hint=f"check {key_variable}")
        case openai.NotFoundError():
            return EndpointUnusable(
                f"{host} knows no model {model!r}, or no chat completions at this path",
                hint="a base URL mostly ends in /v1; `drafter doctor` lists what the endpoint offers",
            )
        case openai.BadRequestError() if any(word in str(error) for word in _TOO_LONG):
            return PromptTooLong(f"the brief does not fit the context of {model}")
        case openai.APITimeoutError() | httpx2.TimeoutException():
            return TryAgain(
                f"{host} did not answer in time", hint="run the same command again: finished answers are kept"
            )
        case openai.APIConnectionError() | httpx2.ConnectError():
            return EndpointUnusable(f"{host} cannot be reached", hint="is the server running, and the base URL right?")
        case openai.APIStatusError() if error.status_code >= 500:
            return TryAgain(
                f"{host} failed with status {error.status_code}",
                hint="run the same command again: finished answers are kept",
            )
        case openai.APIStatusError():
            return EndpointUnusable(f"{host} refused the request with status {error.status_code}")
        case _:
            return EndpointUnusable(f"{host} answered with something that is no chat completion")
