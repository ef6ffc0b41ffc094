"""A drafted document with the state that its draft left: the text, outline and brief of a real model's draft."""

from pathlib import Path

from drafter.document.sections import SECTIONS
from drafter.merge import section_span

__all__ = ["NAME", "brief_text", "document_text", "lay_out", "outline_text"]

_FIXTURES = Path(__file__).parents[1] / "fixtures"
NAME = "url_shortener"


def document_text(name: str = NAME) -> str:
    """Return the document as it was drafted."""
    return (_FIXTURES / f"documents/{name}.md").read_text("utf-8")


def outline_text(name: str = NAME) -> str:
    """Return the outline that it was drafted from, in YAML."""
    return (_FIXTURES / f"documents/{name}.outline.yaml").read_text("utf-8")


def brief_text(name: str = NAME) -> str:
    """Return the brief that it was drafted from."""
    return (_FIXTURES / f"briefs/{name}.md").read_text("utf-8")


def lay_out(folder: Path, name: str = NAME) -> Path:
    """Write the document, its brief and its state to a folder; return the document's path."""
    text = document_text(name)
    document = folder / "tdd.md"
    document.write_bytes(text.encode())
    (folder / f"{name}.md").write_bytes(brief_text(name).encode())
    state = folder / ".drafter/tdd"
    (state / "sections").mkdir(parents=True)
    (state / "format.json").write_text('{"version": 1}\n', "utf-8")
    (state / "outline.yaml").write_text(outline_text(name), "utf-8")
    (state / "brief.md").write_text(brief_text(name), "utf-8")
    (state / "brief.name").write_text(f"{name}.md\n", "utf-8")
    for kind in SECTIONS:
        start, end = section_span(text, kind.key)
        (state / f"sections/{kind.key}.md").write_text(f"{text[start:end].rstrip()}\n", "utf-8")
    return document
