"""The failures that endpoints report with a status, with bodies as the vendors word them."""

from typing import Any

__all__ = ["STATUSES"]


def _error(message: str, kind: str, code: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


_RATE = _error("Rate limit reached for requests", "requests", "rate_limit_exceeded")

STATUSES: dict[str, dict[str, Any]] = {
    "unauthorized": {
        "status": 401,
        "body": _error("Incorrect API key provided", "invalid_request_error", "invalid_api_key"),
    },
    "forbidden": {
        "status": 403,
        "body": _error("Project does not have access to this model", "invalid_request_error", "model_not_found"),
    },
    "not_found": {
        "status": 404,
        "body": _error("The model does not exist", "invalid_request_error", "model_not_found"),
    },
    "refuses_response_format": {
        "status": 400,
        "body": _error("Invalid parameter: 'response_format' is not supported", "invalid_request_error"),
    },
    "context_length": {
        "status": 400,
        "body": _error(
            "This model's maximum context length is 4096 tokens", "invalid_request_error", "context_length_exceeded"
        ),
    },
    "unprocessable": {"status": 422, "body": {"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs"}]}},
    "rate_limited": {"status": 429, "body": _RATE},
    "rate_limited_until": {"status": 429, "body": _RATE},
    "rate_limited_ms": {"status": 429, "body": _RATE},
    "rate_limited_reset": {"status": 429, "body": _RATE},
    "quota": {
        "status": 429,
        "body": _error("You exceeded your current quota", "insufficient_quota", "insufficient_quota"),
    },
    "server_error": {"status": 500, "body": _error("The server had an error", "server_error")},
    "bad_gateway": {"status": 502, "body": "<html><body><h1>502 Bad Gateway</h1></body></html>"},
    "unavailable": {"status": 503, "body": _error("The engine is currently overloaded", "server_error")},
    "gateway_timeout": {"status": 504, "body": ""},
    "overloaded": {"status": 529, "body": _error("Overloaded", "overloaded_error")},
}
"""Status and body by the fault's name."""
