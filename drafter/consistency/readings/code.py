"""Blocks of code that do not say what language they are in, and the language that their first line gives away."""

import re

from drafter.consistency.readings.diagrams import fences_in
from drafter.document.page import Fence, Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Unnamed", "unnamed_code"]

_NO_CODE = regex(r"\s*(?:%%|//|--|/\*|\*|#(?!!|include\b))[^\n]*\n|\s*\n")
_SAYS_NONE = frozenset({"", "text", "txt", "plain", "plaintext"})
_DRAWN = frozenset({"mermaid", "plantuml"})
_FENCE_MARKS = ("```", "~~~")
_ONE_NAME = r"\w+(?:\s+as\s+\w+)?"
_LANGUAGES = {
    "mermaid": r"(?:flowchart|graph)\s+(?:TB|TD|BT|RL|LR)\b|(?:gantt|mindmap)$|(?:sequenceDiagram|classDiagram"
    r"|erDiagram|stateDiagram|gitGraph|requirementDiagram|quadrantChart|C4(?:Context|Container|Component|Dynamic|Deployment))\b",
    "plantuml": r"@start(?:uml|json|yaml|mindmap|gantt)\b",
    "sql": r"(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+)?(?:UNIQUE\s+)?(?:TABLE|INDEX|VIEW|TYPE|SCHEMA|DATABASE)\s"
    r"|INSERT\s+INTO\s|SELECT\s[^;]{1,300}?\sFROM\s",
    "yaml": r"(?:openapi|asyncapi|swagger|apiVersion):\s",
    "json": r"""(?:\[\s*)?\{\s*"[^"\n]+"\s*:""",
    "xml": r"<\?xml\s",
    "html": r"<!DOCTYPE html|<html[\s>]",
    "protobuf": r"""syntax\s*=\s*["']proto\d["']""",
    "graphql": r"type\s+\w+[^\n]*\{$|schema\s*\{$",
    "hcl": r"""(?:resource|data|module|provider|variable)\s+"[^"\n]+"\s*(?:"[^"\n]+"\s*)?\{$""",
    "dockerfile": r"FROM\s+[\w.-]+[/:][\w./:-]+(?:\s+AS\s+\w+)?$",
    "bash": r"#!\s*/\S*sh\b",
    "python": r"(?:async\s+)?def\s+\w+\(.*\).*:$|class\s+\w+(?:\([\w., ]*\))?:$"
    rf"|from\s+[\w.]+\s+import\s+(?:\(|\*|{_ONE_NAME}(?:\s*,\s*{_ONE_NAME})*)$",
    "rust": r"(?:pub\s+)?(?:async\s+)?fn\s+\w+[<(]|(?:pub\s+)?(?:struct|enum|trait)\s+\w+.*\{$|use\s+\w+(?:::\w+)+",
    "go": r"package\s+\w+\n\s*(?:import|func|type|var|const)\b|func\s+(?:\(\w+\s\*?\w+\)\s+)?\w+\(",
    "java": r"(?:public|private|protected)\s+[\w<>\[\], ]+[({]|package\s+[\w.]+;|import\s+[\w.]+;",
    "typescript": r"(?:export\s+)?interface\s+\w+.*\{$|(?:export\s+)?type\s+\w+\s*=",
    "javascript": r"(?:export\s+)?(?:async\s+)?function\s+\w+\(|import\s.+\sfrom\s+[\"']|(?:const|let)\s+\w+\s*=",
    "c": r"#include\s*[<\"]|(?:static\s+)?(?:void|int|bool|char|float|double)\s+\w+\([^()]*\)\s*\{$",
}
"""How the first line of each begins."""
_BEGINS = tuple((language, regex(pattern, re.MULTILINE)) for language, pattern in _LANGUAGES.items())


@frozen
class Unnamed:
    """A block of code without a language."""

    language: str
    """What it seems to be: `mermaid`, `sql`."""
    at: Text
    """Its first line."""

    @property
    def is_drawn(self) -> bool:
        """Whether it is a diagram."""
        return self.language in _DRAWN


def unnamed_code(page: Page) -> tuple[Unnamed, ...]:
    """Return the fenced blocks that are code and do not say which; output, trees and drawn characters are none.

    Diagrams are always among them, code only where other blocks say their language.
    """
    fences = [fence for part in page.parts for fence in fences_in(part.blocks)]
    others_say = any(fence.language not in _SAYS_NONE for fence in fences)
    unsaid = [fence for fence in fences if not fence.language and page.text.startswith(_FENCE_MARKS, fence.start)]
    found = [code for fence in unsaid if (code := _unnamed(fence))]
    return tuple(code for code in found if others_say or code.is_drawn)


def _unnamed(fence: Fence) -> Unnamed | None:
    raw = fence.text.raw
    at = 0
    while match := _NO_CODE.match(raw, at):
        at = match.end()
    at += len(raw[at:]) - len(raw[at:].lstrip())
    language = next((language for language, begins in _BEGINS if begins.match(raw, at)), "")
    line = raw[at:].split("\n", 1)[0]
    return Unnamed(language, Text(line.strip(), line, fence.text.start + at)) if language else None
