"""Unified diffs, applied by git."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.merge import unified
from tests.merge.edits import SECTIONS, Edit, edited, edits

NAMES = ["tdd.md", "docs/the design.md", 'a"b\\c.md', "tab\there.md", "größe.md"]


def applied(before: str, patch: str, name: str) -> str:
    """Return what git makes of a file with a patch."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(before.encode())
        command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
        subprocess.run(command, cwd=folder, input=patch.encode(), check=True, env={"GIT_CEILING_DIRECTORIES": folder})
        return file.read_bytes().decode()


@given(base=st.sampled_from(SECTIONS), new=edits("new"), ends=st.integers(0, 13), context=st.integers(1, 4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_git_makes_the_new_text_of_the_old(base: str, new: list[Edit], ends: int, context: int) -> None:
    before, after = edited(base, [], ends), edited(base, new, ends)
    patch = unified(before, after, "tdd.md", context=context)
    assert (applied(before, patch, "tdd.md") if patch else before) == after


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_found_by_git(name: str) -> None:
    assert applied("a\nb\n", unified("a\nb\n", "a\nc\n", name), name) == "a\nc\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a", "a\n"),
        ("a\n", "a"),
        ("a", "b"),
        ("a\r\nb", "a\r\nb\r\n"),
        ("a\rb\x0cc\u2028d\n", "a\rb\x0cc\u2028e\n"),
        ("", "a\n"),
    ],
)
def test_the_ends_of_lines_and_of_the_text_are_as_they_were(before: str, after: str) -> None:
    assert applied(before, unified(before, after, "tdd.md"), "tdd.md") == after


def test_equal_texts_have_no_diff() -> None:
    assert unified("a\n", "a\n", "tdd.md") == ""
