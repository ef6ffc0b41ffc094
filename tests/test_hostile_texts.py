"""A model that obeys an attacker, and a brief that is one: the document keeps its form.

What is checked here is checked without drafter's own guard, on the Markdown as a viewer parses it.
"""

import json
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from ruamel.yaml import YAML

from drafter.cli import draft as command
from drafter.cli.session import Session
from drafter.consistency.text import SeenSentences
from drafter.document.brief import Brief
from drafter.document.outline import (
    Component,
    ComponentKind,
    Conflict,
    Decision,
    Entity,
    Operation,
    Outline,
    Question,
    Role,
    Target,
)
from drafter.llm.asker import Asker
from drafter.llm.open_model import OpenModel
from drafter.llm.port import Request
from drafter.outline_file import to_yaml
from drafter.prompt_files import filled
from drafter.report.progress import progress_for
from drafter.stages import draft_section
from drafter.stages.outlining import interview
from tests.fake_model import FakeModel

merman = pytest.importorskip("merman", reason="merman has no wheel for this platform")

ROOT = Path(__file__).parents[1]
HOSTILE = sorted((ROOT / "fixtures" / "hostile").glob("*.txt"))
TEMPLATE = (ROOT / "fixtures" / "tdd-template.md").read_text("utf-8")
BRIEF = (ROOT / "fixtures" / "briefs" / "tool_library.md").read_text("utf-8")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MERMAID = merman.Merman()
KINDS: tuple[ComponentKind, ...] = ("interface", "service", "store")
INFORMATION = {
    "Document ID": "TDD-1", "Version": "v1.0", "Date": "2026-01-15", "Author(s)": "A", "Reviewer(s)": "B",
    "Status": "Draft",
}  # fmt: skip


def words(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def headings(tokens: list[Token]) -> list[tuple[str, str]]:
    """The headings that are not an item's name."""
    found = [(a.tag, words(b)) for a, b in pairwise(tokens) if a.type == "heading_open"]
    return [entry for entry in found if entry[0] != "h4" or entry[1] == "Class/Module Diagram"]


EXPECTED = headings(MARKDOWN.parse(TEMPLATE))


def links(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or []:
            assert child.type not in ("html_inline", "image", "hardbreak"), child
            if child.type == "link_open":
                yield str(child.attrs["href"])


def prose(token: Token) -> str:
    """The text of a block in which a viewer looks for addresses."""
    return "".join(child.content if child.type.startswith("text") else "\n" for child in token.children or [])


def check_code(token: Token) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", token.content)
    match token.info:
        case "mermaid":
            assert MERMAID.validate(token.content, None).valid, token.content
            assert not re.search(r"(?m)%%|^\s*(click|href|callback|---)\b", token.content)
            assert "<" not in token.content.replace("<br/>", "")
        case "yaml":
            contract = YAML(typ="safe", pure=True).load(token.content)
            assert list(contract)[:3] == ["openapi", "info", "paths"]
            assert "&" not in re.sub(
                r'"[^"]*"', "", re.sub(r"^ *\S+: [A-Za-z].*$", "", token.content, flags=re.MULTILINE)
            )
        case "sql":
            assert not re.search(r"(?i)\b(drop|delete|insert|update)\b[^_\n]*;|--|/\*", token.content)


def check(document: str, brief: str) -> None:
    tokens = MARKDOWN.parse(document)
    assert headings(tokens) == EXPECTED
    assert {token.type for token in tokens}.isdisjoint({"html_block", "code_block", "blockquote_open", "hr"})
    head = document.partition("## Table of Contents")[0].splitlines()[4:]
    assert [line for line in head if line] == [f"- **{label}**: {value}" for label, value in INFORMATION.items()]
    for link in links(tokens):
        assert link.startswith("#") or (unquote(link) in brief and not re.match(r"(?i)\W*(javascript|data|file)", link))
    for token in tokens:
        assert not re.search(r"(?i)(?:https?|ftp)://\S|\bwww\.\S|\w@\w+\.\w", prose(token)), prose(token)
        if token.type == "fence":
            assert token.map
            assert document.splitlines()[token.map[1] - 1] == token.markup
            check_code(token)


def fitting(schema: dict[str, Any], hostile: str, number: int, otherwise: str) -> str:
    """The hostile text as far as a string's schema allows it, different from the others."""
    low, high = schema.get("minLength", 0), schema.get("maxLength", 400)
    if "pattern" not in schema:
        return f"{hostile[: high - 8]} {number:06}".ljust(low, "x")[:high]
    allowed = "".join(char for char in hostile if re.fullmatch(r"[^\s\"\\\[\]{}<>|`#*_.,:;]", char))
    candidates = (hostile[:60], f"{allowed[:20]} {number}x", f"{allowed[:30]}{number}x", f"{hostile[:30]}{number}x")
    return next((text for text in candidates if re.search(schema["pattern"], text)), otherwise)


class Attacker:
    """Changes each text of an answer that its schema leaves free."""

    def __init__(self, hostile: str) -> None:
        self._hostile = hostile
        self.placed = 0

    def __call__(self, request: Request, answer: Any) -> Any:
        return self._changed(request.json_schema, request.json_schema.get("$defs", {}), answer)

    def _changed(self, schema: dict[str, Any], defs: dict[str, Any], answer: Any) -> Any:
        match schema:
            case {"$ref": str(name)}:
                return self._changed(defs[name.rpartition("/")[2]], defs, answer)
            case {"anyOf": [first, *_]}:
                return self._changed(first, defs, answer)
            case {"properties": dict(properties)}:
                return {key: self._changed(properties[key], defs, value) for key, value in answer.items()}
            case {"items": dict(items)}:
                return [self._changed(items, defs, value) for value in answer]
            case {"type": "string"} if "enum" not in schema and "const" not in schema:
                self.placed += 1
                return fitting(schema, self._hostile, self.placed, answer)
        return answer


def drafted(model: FakeModel, brief: Path, monkeypatch: pytest.MonkeyPatch, outline: Path | None = None) -> None:
    """Run the command in this process, with this model."""

    @asynccontextmanager
    async def session(_: object, read: Brief, parts: dict[str, str], __: object) -> AsyncIterator[Session]:
        with progress_for(sys.stderr) as progress:
            progress.begin(parts, model=model.model, endpoint=model.endpoint, sent="the brief")
            asker = Asker(model, system=filled("system", brief=read.text), openai=False, one_by_one=False)
            yield Session(cast("OpenModel", SimpleNamespace(port=model, jobs=4)), asker, progress)

    monkeypatch.setattr(command, "open_session", session)
    monkeypatch.setenv("DRAFTER_API_KEY", "k")
    command.draft(
        str(brief), outline=outline, base_url="http://127.0.0.1:1/v1", model="fake", document_id="TDD-1",
        author=["A"], reviewer=["B"], on=date(2026, 1, 15),
    )  # fmt: skip


def check_terminal(text: str) -> None:
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_no_answer_of_a_model_changes_the_form_of_a_document(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def believed(_: object, data: Any, __: SeenSentences) -> Any:
        return data

    for stage in (draft_section, interview):  # no check of texts is part of the defence
        monkeypatch.setattr(stage, "tidied", believed)
        monkeypatch.setattr(stage, "text_faults", lambda *_: [])
    (tmp_path / "brief.md").write_text(BRIEF, "utf-8")
    attacker = Attacker(path.read_bytes().decode())
    drafted(FakeModel(attacker), tmp_path / "brief.md", monkeypatch)
    out, err = capfdbinary.readouterr()
    assert attacker.placed > 90
    assert b"Incomplete" not in out
    check(out.decode(), BRIEF)
    check_terminal(err.decode())


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_no_brief_changes_the_form_of_its_document(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    hostile = path.read_bytes().decode()
    line = " ".join(hostile.split())
    text = f"# {line}\n\n{BRIEF}\n\n## {line}\n\n{hostile}\n\n- It must {line} within 20 ms.\n"
    (tmp_path / "brief.md").write_bytes(text.encode())
    drafted(FakeModel(), tmp_path / "brief.md", monkeypatch)
    out, err = capfdbinary.readouterr()
    check(out.decode(), text)
    check_terminal(err.decode())


@pytest.mark.parametrize("path", HOSTILE[::5], ids=lambda path: path.stem)
def test_no_name_in_an_outline_changes_the_form_of_a_document(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    hostile = path.read_bytes().decode()[:50]
    names = [f"{hostile} {number}" for number in range(3)]
    components = [
        Component(
            name=name, kind=kind, responsibility=name, technology=name, depends_on=tuple(names[:index]), source="S1"
        )
        for index, (name, kind) in enumerate(zip(names, ("interface", "service", "store"), strict=True))
    ]
    outline = Outline(
        title=hostile, kind="web service", interfaces=("http",), storage="relational", components=tuple(components),
        entities=tuple(Entity(name=name, description=name) for name in names),
        operations=tuple(
            Operation(name=name, kind="http", summary=name, component=name, entity=name, method="POST", path=f"/{name}")
            for name in names
        ),
        roles=tuple(Role(name=name) for name in names), environments=tuple(names),
        targets=(Target(name=hostile, quality="latency", quantity=hostile, statement="S1", text=hostile),),
        decisions=(Decision(title=hostile, choice=hostile, alternatives=tuple(names)),),
        conflicts=(Conflict(first="S1", second="S2", about=hostile),),
        questions=(Question(text=hostile, options=tuple(names), part="5.2"),),
    )  # fmt: skip
    (tmp_path / "brief.md").write_text(BRIEF, "utf-8")
    (tmp_path / "outline.yaml").write_text(to_yaml(outline, None), "utf-8")
    drafted(FakeModel(), tmp_path / "brief.md", monkeypatch, tmp_path / "outline.yaml")
    out, err = capfdbinary.readouterr()
    check(out.decode(), BRIEF)
    check_terminal(err.decode())


def test_there_are_enough_texts_and_each_says_something() -> None:
    assert len(HOSTILE) >= 40
    assert all(path.read_bytes().strip() for path in HOSTILE)
    assert len({json.dumps(path.read_bytes().decode()) for path in HOSTILE}) == len(HOSTILE)
