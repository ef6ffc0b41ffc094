"""Suggestions that are chosen on the terminal, one by one."""

import io
from pathlib import Path

import pytest

from drafter.cli.choosing import Chosen, choose_suggestions
from drafter.document.suggestion import Suggestion


def suggestion(number: int, replacement: str | None = "new", **more: object) -> Suggestion:
    return Suggestion(
        id=number, section=1, part="1.1", severity="note", category="clear", quote="old", start=0, end=3, line=1,
        column=1, replacement=replacement, question="" if replacement is not None else "Which?", reason="Because.",
        fingerprint="0" * 16,
    ).model_copy(update=more)  # fmt: skip


def chosen(monkeypatch: pytest.MonkeyPatch, given: str, *suggestions: Suggestion) -> Chosen:
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    return choose_suggestions("tdd.md", suggestions)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that writes what a file holds."""
    text, script = tmp_path / "text", tmp_path / "edit.sh"
    script.write_text(f'#!/bin/sh\ntest -f {text} || exit 3\ncat {text} > "$1"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    return text


@pytest.mark.parametrize(
    ("given", "taken"), [("y\nn\ny\n", [1, 3]), ("n\na\n", [2, 3]), ("y\nd\n", [1]), ("Y\nx\n\nyes\nn\n", [1, 2])]
)
def test_each_is_taken_or_left(given: str, taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    found = chosen(monkeypatch, given, suggestion(1), suggestion(2), suggestion(3))
    assert ([one.id for one in found.taken], found.stopped) == (taken, False)


@pytest.mark.parametrize("given", ["y\nq\n", "y\n", "s\n"])
def test_nothing_is_taken_by_whoever_stops(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = chosen(monkeypatch, given, suggestion(1), suggestion(2))
    assert (found.taken, found.stopped) == ([], True)


def test_what_is_dismissed_is_kept_with_why_even_by_whoever_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    found = chosen(monkeypatch, "s\n a name \nq\n", suggestion(1), suggestion(2))
    assert [(one.id, why) for one, why in found.dismissed] == [(1, "a name")]


def test_alternatives_of_what_is_taken_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    found = chosen(monkeypatch, "y\ny\n", suggestion(1, alternatives=(2,)), suggestion(2), suggestion(3))
    assert [one.id for one in found.taken] == [1, 3]


@pytest.mark.parametrize(("text", "made"), [("mine\n", "mine"), ("two\nlines\n", "two\nlines"), ("bare", "bare")])
def test_what_the_editor_leaves_is_taken(text: str, made: str, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor.write_text(text, "utf-8")
    (one,) = chosen(monkeypatch, "e\n", suggestion(1)).taken
    assert one.replacement == made


def test_a_question_can_be_edited(editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor.write_text("Which one?\n", "utf-8")
    (one,) = chosen(monkeypatch, "e\n", suggestion(1, None)).taken
    assert (one.replacement, one.question) == (None, "Which one?")


@pytest.mark.usefixtures("editor")
def test_an_editor_that_fails_leaves_the_suggestion(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chosen(monkeypatch, "e\n", suggestion(1)).taken == []
    assert "ended with 3; suggestion 1 is left" in capsys.readouterr().err


def test_an_editor_that_is_not_there_leaves_the_suggestion(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    assert chosen(monkeypatch, "e\n", suggestion(1)).taken == []
    assert "suggestion 1 is left" in capsys.readouterr().err
