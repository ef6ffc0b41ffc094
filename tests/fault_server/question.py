"""A completion request, read: what is asked, in which form the answer is wanted, and what identifies it."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from tests.fault_server.faults import AnswerFault, Fault
from tests.fault_server.schemas import path_to_enum

__all__ = ["Question", "fits", "read_question"]

_TASK = re.compile(r"^# Task\s*\n+(.+)$", re.MULTILINE)
_IN_PROMPT = "JSON Schema:\n"
_IN_GRAMMAR = "%json "
_NEEDS_FIELDS = {
    "length_parses", "trailing_comma", "single_quotes", "typographic_quotes", "duplicate_keys", "missing_field",
    "extra_field", "wrong_type", "ignores_schema",
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A completion request."""

    key: str
    """SHA-256 of the messages and the model."""
    model: str
    system: str
    """The messages of the system, one below the other."""
    user: str
    """The last message of the user."""
    task: str
    """The first line under `# Task` in it, empty without one."""
    characters: int
    """The length of all messages."""
    stream: bool
    wants_usage: bool
    schema: dict[str, Any] | None
    """The form of the answer; None when nothing says one."""
    tool: str
    """The function that is to be called with the answer, empty for an answer as text."""
    response_format: str
    """The type of the response format, empty without one."""
    max_tokens: int | None


def read_question(body: bytes) -> Question:
    """Read the body of a completion request; raises ValueError, KeyError or TypeError when it is none."""
    asked = json.loads(body)
    messages = [(str(message["role"]), _text(message.get("content"))) for message in asked["messages"]]
    user = next((text for role, text in reversed(messages) if role == "user"), "")
    task = _TASK.search(user)
    identity = json.dumps([asked["model"], messages], ensure_ascii=False).encode()
    system = "\n".join(text for role, text in messages if role in ("system", "developer"))
    schema, tool = _form(asked, system)
    return Question(
        key=hashlib.sha256(identity).hexdigest(),
        model=asked["model"],
        system=system,
        user=user,
        task=task[1].strip() if task else "",
        characters=sum(len(text) for _, text in messages),
        stream=bool(asked.get("stream")),
        wants_usage=not asked.get("stream") or bool((asked.get("stream_options") or {}).get("include_usage")),
        schema=schema,
        tool=tool,
        response_format=(asked.get("response_format") or {}).get("type", ""),
        max_tokens=asked.get("max_completion_tokens") or asked.get("max_tokens"),
    )


def fits(fault: Fault, question: Question) -> bool:
    """Tell whether a fault can show in the answer to a question."""
    if not isinstance(fault, AnswerFault):
        return True
    if fault.kind == "out_of_enum":
        return question.schema is not None and path_to_enum(question.schema) is not None
    properties = (question.schema or {}).get("properties", {})
    return bool(properties) and fault.field in ("", *properties) if fault.kind in _NEEDS_FIELDS else True


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content)
    return str(content or "")


def _form(asked: dict[str, Any], system: str) -> tuple[dict[str, Any] | None, str]:
    response_format = asked.get("response_format") or {}
    if response_format.get("type") == "json_schema":
        return response_format["json_schema"]["schema"], ""
    choice = asked.get("tool_choice")
    if asked.get("tools") and choice != "none":
        functions = {tool["function"]["name"]: tool["function"] for tool in asked["tools"]}
        name = choice["function"]["name"] if isinstance(choice, dict) else next(iter(functions))
        return functions[name].get("parameters") or {"type": "object", "properties": {}}, name
    for text, mark in ((str(asked.get("grammar", "")), _IN_GRAMMAR), (system, _IN_PROMPT)):
        _, found, rest = text.rpartition(mark)
        if found:
            return json.JSONDecoder().raw_decode(rest.lstrip())[0], ""
    return None, ""
