"""What happens at one section's request, and what drafter does then."""

from typing import Any, Literal

from drafter.document.value import Value
from tests.fault_server import Fault, Rule, Script, fault

__all__ = ["CASES", "SECTION", "Case"]

SECTION = 10
"""The section whose request goes wrong."""
_HERE = f"Write for section {SECTION},"


class Case(Value):
    """A fault, and what it leads to."""

    name: str
    fault: Fault
    code: int
    requests: int
    """For that section."""
    says: str = ""
    """What standard error holds."""
    times: int | None = 1
    """How often it strikes, None for always."""
    contains: str = _HERE
    document: Literal["whole", "incomplete", "none"] = "whole"
    timeout: str = "30"
    pause: float = 0.0
    """Seconds that must pass between the first request and the second."""
    resumes: bool = True
    """The same command reaches the undisturbed document when the endpoint is well."""

    @property
    def script(self) -> Script:
        """The script for the server."""
        return Script(rules=(Rule(fault=self.fault, contains=self.contains, times=self.times),))


def _case(name: str, kind: str, code: int, requests: int, says: str = "", **more: Any) -> Case:
    own = {key: more.pop(key) for key in list(more) if key in Case.model_fields}
    if code and "document" not in own:
        own["document"] = "incomplete" if code in (75, 76) else "none"
    return Case(name=name, fault=fault(kind, **more), code=code, requests=requests, says=says, **own)


def _fatal() -> list[Case]:
    return [
        _case("401", "unauthorized", 77, 1, "check DRAFTER_API_KEY"),
        _case("403", "forbidden", 77, 1, "refused the credentials"),
        _case("429 without quota", "quota", 77, 1, "quota is used up"),
        _case("404", "not_found", 69, 1, "it offers: fake-model"),
        _case("418", "status", 69, 1, "status 418", status=418),
        _case("400 too long", "context_length", 65, 1, "does not fit the context of fake-model"),
        _case("422", "unprocessable", 69, 1, "status 422"),
        _case("a page", "html", 69, 1, "a page that is no chat completion"),
        _case("a redirect", "redirect", 69, 1, "redirects", to="http://127.0.0.1:9/v1/chat/completions"),
        _case("a prompt that is cut", "prompt_cut", 65, 0, "it cuts what does not fit", contains="", resumes=False),
    ]


def _free() -> list[Case]:
    statuses = ("server_error", "bad_gateway", "unavailable", "gateway_timeout", "overloaded")
    return [
        *(_case(f"{kind} once", kind, 0, 2, "asking again") for kind in statuses),
        *(_case(f"{kind} for ever", kind, 75, 3, "section 10", times=None) for kind in statuses),
        _case("408", "status", 0, 2, "asking again", status=408),
        _case("429", "rate_limited", 0, 2, "too many requests", retry_after=1, pause=1.0),
        _case("429 until a date", "rate_limited_until", 0, 2, "too many requests", retry_after=2, pause=0.9),
        _case("429 in milliseconds", "rate_limited_ms", 0, 2, "too many requests", retry_after=0.7, pause=0.7),
        _case("429 with a reset", "rate_limited_reset", 0, 2, "too many requests", retry_after=1, pause=1.0),
        _case("429 for an hour", "rate_limited", 75, 1, "asks to wait until", retry_after=3600),
        _case("429 for ever", "rate_limited", 75, 3, "too many requests", retry_after=0.1, times=None),
        _case("no schema", "refuses_response_format", 0, 2),
    ]


def _in_doubt() -> list[Case]:
    billed = "may have been billed"
    cuts = [
        _case(f"cut at {at} by {by}", "cut", 0, 2, billed, at=at, by=by)
        for at in (0.1, 0.5, 0.99)
        for by in ("reset", "close", "length", "clean")
    ]
    return [
        *cuts,
        _case("cut for ever", "cut", 75, 2, billed, at=0.5, times=None),
        _case("no answer", "hang", 0, 2, "did not answer in time", timeout="1"),
        _case("never an answer", "hang", 75, 2, billed, timeout="1", times=None),
        _case("an answer too late", "late", 0, 2, "did not answer in time", seconds=3, timeout="1"),
        _case("silence after some tokens", "stall", 0, 2, "did not answer in time", timeout="1"),
        _case("closed", "close", 0, 2, billed),
        _case("closed for ever", "close", 75, 2, billed, times=None),
        _case("reset", "close", 0, 2, billed, by="reset"),
        _case("an error in the stream", "error_event", 0, 2, billed),
        _case("an error object", "error_object", 0, 2, billed),
        _case("a broken event", "broken_event", 0, 2, billed),
        _case("a broken chunk", "broken_chunk", 0, 2, billed),
        _case("no choices", "empty_choices", 0, 2, billed),
        _case("no end", "no_finish", 0, 2, billed),
    ]


def _odd() -> list[Case]:
    """Answers that are odd and whole: nothing is asked again."""
    kinds = (
        "no_done", "comments", "crlf", "ignores_stream", "no_usage", "gzip", "content_type", "closed_after", "fenced",
        "think", "trailing_comma", "single_quotes",
    )  # fmt: skip
    return [
        *(_case(kind, kind, 0, 1) for kind in kinds),
        _case("late in time", "late", 0, 1, seconds=0.5),
        _case("slow and healthy", "trickle", 0, 1, tokens_per_second=40, timeout="2"),
    ]


def _unusable() -> list[Case]:
    return [
        _case("cut by its limit", "length_cut", 0, 2),
        _case("cut by its limit, and JSON", "length_parses", 0, 2),
        _case("cut by every limit", "length_cut", 76, 2, "Testing Strategy", times=None, resumes=False),
        _case("a filter", "content_filter", 76, 1, "Testing Strategy", resumes=False),
        _case("a refusal", "refusal", 76, 1, "Testing Strategy", resumes=False),
        _case("prose", "prose", 0, 2, "ignores the JSON Schema", resumes=False),
        _case("prose for ever", "prose", 76, 2, "Testing Strategy", times=None, resumes=False),
        _case("an empty text", "empty", 0, 2, resumes=False),
        _case("no content", "null_content", 0, 2, resumes=False),
        _case("a field is missing", "missing_field", 0, 2, resumes=False),
        _case("a wrong type", "wrong_type", 0, 2, resumes=False),
        _case("a field too many", "extra_field", 0, 1),
        _case("keys twice", "duplicate_keys", 0, 1),
    ]


CASES: tuple[Case, ...] = (*_fatal(), *_free(), *_in_doubt(), *_odd(), *_unusable())
