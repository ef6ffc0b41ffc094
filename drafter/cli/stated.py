"""The outline that a document states, without a model."""

import sys
from pathlib import Path

from drafter.cli.terminal import say
from drafter.derive.stated import stated_outline
from drafter.document.outline import Outline
from drafter.errors import DrafterError, InputError, InputMissing
from drafter.markdown.parse import parse
from drafter.markdown.typed import document
from drafter.outline_file import from_yaml
from drafter.text_file import MOST_DOCUMENT_BYTES, STANDARD_INPUT, read_text
from drafter.workspace import StateFolder, kept_outline

__all__ = ["outline_in"]


def outline_in(name: str) -> Outline:
    """Return the outline that a document states, by its path or `-` for standard input.

    What the document does not say comes from the outline in its state folder; when that cannot be used, a warning
    says so. Raises InputMissing and InputError for a document that cannot be read, or that has no part of one.
    """
    if name == "-" and sys.stdin is None:
        raise InputMissing("standard input is closed", hint="Name a file, or write: drafter outline --from - < tdd.md")
    text = read_text(sys.stdin.buffer if name == "-" else Path(name), "document", MOST_DOCUMENT_BYTES)
    page = parse(text, name)
    if not any(part.section for part in page.parts):
        raise InputError(
            f"{STANDARD_INPUT if name == '-' else name}: has no section of a Technical Design Document",
            hint="`drafter template` prints its headings.",
        )
    return stated_outline(document(page).document, None if name == "-" else _drafted_from(Path(name)))


def _drafted_from(path: Path) -> Outline | None:
    """Return the outline that a document was drafted from, None when there is none that can be used."""
    try:
        return from_yaml(kept_outline(path), str(StateFolder(path).outline))
    except InputMissing:
        return None
    except DrafterError as error:
        first = str(error).splitlines()[0]
        say(f"drafter: warning: {first}; kinds and sources are guessed, since they stand there alone")
        return None
