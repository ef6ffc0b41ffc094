"""Documents that are made to be slow to check: a great deal of one kind in one place."""

from collections.abc import Callable, Iterator, Mapping
from itertools import count

__all__ = ["ADVERSARIAL", "word"]

Made = Callable[[int], str]
"""Takes a number of characters, and returns a document that is about as long."""

_HEAD = "# Technical Design Document: Tool Library\n\n"
_RESPONSIBLE = "| Component Name | Responsibility | Technology | Dependencies |\n| --- | --- | --- | --- |\n"
_ENDPOINTS = "| Endpoint | Method | Description | Request | Response |\n| --- | --- | --- | --- | --- |\n"
_GOALS = "| Metric | Target | Measured by |\n| --- | --- | --- |\n"
_ENTITIES = "| Entity | Description | Attributes |\n| --- | --- | --- |\n"


def _repeated(before: str, entries: Callable[[], Iterator[str]], after: str = "\n") -> Made:
    """Return what writes as many entries as fit between two texts."""

    def made(size: int) -> str:
        pieces = [_HEAD, before]
        length = len(_HEAD) + len(before) + len(after)
        for entry in entries():
            pieces.append(entry)
            length += len(entry)
            if length >= size:
                break
        return "".join([*pieces, after])

    return made


def _numbered(template: str) -> Callable[[], Iterator[str]]:
    """Return what writes a text for each number from 0."""
    return lambda: (template.format(number=number, next=number + 1) for number in count())


def _words(template: str) -> Callable[[], Iterator[str]]:
    """Return what writes a text with a word of its own for each number, as names have no digits."""
    return lambda: (template.format(name=word(number), next=word(number + 1)) for number in count())


def word(number: int) -> str:
    """Return a word of letters alone, another one for each number."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 60)
        letters = f"{'bcdfghjklm'[rest // 6]}{'aeiouy'[rest % 6]}{letters}"
    return letters.title()


def _nested(size: int) -> str:
    depth = int(size**0.5)
    return _HEAD + "".join(f"{'  ' * level}- The level is {level} of them\n" for level in range(depth))


ADVERSARIAL: Mapping[str, Made] = {
    "quantities in one line": _repeated("## 8. Performance Considerations\n\n", _numbered("under {number} ms, ")),
    "quantities, one a row": _repeated(
        f"## 8. Performance Considerations\n\n### 8.1 Performance Goals\n\n{_GOALS}",
        _numbered("| latency {number} | under {number} ms | a probe |\n"),
    ),
    "nodes of a diagram": _repeated(
        "## 3. Architecture Design\n\n### 3.2 Component Diagram\n\n```mermaid\nflowchart TD\n",
        _words("  {name} --> {next}\n"),
        "```\n",
    ),
    "messages of a diagram": _repeated(
        "## 3. Architecture Design\n\n### 3.3 Data Flow\n\n```mermaid\nsequenceDiagram\n",
        _words("  {name}->>{next}: asks\n"),
        "```\n",
    ),
    "components": _repeated(
        f"## 4. Component Design\n\n### 4.1 Component List\n\n{_RESPONSIBLE}",
        _words("| {name} Service | Keeps what {name} keeps. | Python | {next} Service |\n"),
    ),
    "entities": _repeated(
        f"## 5. Data Design\n\n### 5.1 Data Model\n\n{_ENTITIES}",
        _words("| {name} | A {name}. | id: uuid, {name}_id |\n"),
    ),
    "tables of a schema": _repeated(
        "## 5. Data Design\n\n### 5.2 Database Schema\n\n```sql\n",
        _words("CREATE TABLE {name} (id uuid PRIMARY KEY, other uuid REFERENCES {next} (id));\n"),
        "```\n",
    ),
    "columns of one table": _repeated(
        "## 5. Data Design\n\n### 5.2 Database Schema\n\n```sql\nCREATE TABLE tools (\n  id uuid PRIMARY KEY",
        _words(",\n  {name} text NOT NULL"),
        "\n);\n```\n",
    ),
    "endpoints": _repeated(
        f"## 6. API Design\n\n### 6.1 API Endpoints\n\n{_ENDPOINTS}",
        _words("| `/{name}/{{id}}` | GET | Reads {name}. | none | 200 |\n"),
    ),
    "paths of a contract": _repeated(
        "## 6. API Design\n\n### 6.2 API Specification\n\n```yaml\nopenapi: 3.1.0\n"
        "info:\n  title: Tools\n  version: 1\npaths:\n",
        _words(
            "  /{name}:\n    get:\n      operationId: get{name}\n      responses:\n        '200': {{description: ok}}\n"
        ),
        "```\n",
    ),
    "decisions": _repeated(
        "## 13. Decisions and Alternatives\n\n", _words("- **{name}: PostgreSQL**\n  - Reason: it is known.\n")
    ),
    "identical headings": _repeated("", lambda: (f"## 4. Component Design {number and ''}\n\n" for number in count(1))),
    "headings": _repeated("", _words("### {name}\n\n")),
    "nested lists": _nested,
    "one long word": _repeated("", lambda: ("abcdefghij" for _ in count())),
    "long words": _repeated("", lambda: ("Component" * 400 + " " for _ in count())),
    "one run of capitals": _repeated("", lambda: ("ABCDEFGHIJ" for _ in count())),
    "capitals": _repeated("", _words("{name[0]}XQ (the {name} {next} Service) and ")),
    "capitalised words": _repeated("", _words("{name} ")),
    "prose without a stop": _repeated("", _words("the {name} keeps what the {next} must not lose and ")),
    "sentences that are alike": _repeated("", _numbered("The service must keep {number} tools within the shed. ")),
    "paragraphs that are alike": _repeated("", lambda: ("The service must keep all tools.\n\n" for _ in count())),
    "links": _repeated("", _numbered("[a{number}](#b{next}) ")),
    "pointers": _repeated("", _numbered("see section {number}.{next}, ")),
    "brackets": _repeated("", lambda: ("[" for _ in count())),
    "backticks": _repeated("", _numbered("` `` ``` ")),
    "stars": _repeated("", lambda: ("*a **b " for _ in count())),
    "pipes": _repeated("| a | b |\n| --- | --- |\n", lambda: ("| " * 50 + "\n" for _ in count())),
    "comments": _repeated("", lambda: ("<!-- drafter: ignore STR -->\n\n" for _ in count())),
    "terms": _repeated(
        "## 14. Appendices\n\n### Appendix B: Glossary\n\n", _words("- **{name}**: What {next} is called.\n")
    ),
    "dates": _repeated("", _numbered("On 2026-01-15 version 1.{number} of Python 3.{next} came. ")),
    "blank lines": _repeated("", lambda: ("\n" for _ in count())),
    "quotations": _repeated("", lambda: ("“The service " for _ in count())),
    "parentheses": _repeated("", lambda: ("(the service " for _ in count())),
}
"""Documents by what there is a great deal of."""
