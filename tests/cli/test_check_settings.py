"""What `drafter.toml` and a baseline say to `drafter check`."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_draft_command import Drafter
from tests.sound_document import SPOILT


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    drafter = Drafter(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/tdd.md").write_text(SPOILT, "utf-8")
    return drafter


def codes(drafter: Drafter, *options: str) -> list[str]:
    whole = json.loads(drafter.run("check", "docs/tdd.md", "--format", "json", *options).out)
    return [finding["code"] for finding in whole["files"][0]["findings"]]


@pytest.mark.parametrize(
    ("table", "options", "expected"),
    [
        ('select = ["STR"]', (), ["STR104"]),
        ('ignore = ["str104"]', (), ["REF101"]),
        ('ignore = ["REF", "STR"]', ("--ignore", "STR"), ["REF101"]),
        ('ignore = ["REF", "STR"]', ("--ignore", ""), ["REF101", "STR104"]),
        ('select = ["STR"]', ("--select", "REF"), ["REF101"]),
        ('[check.per-file-ignores]\n"docs/*.md" = ["REF"]', (), ["STR104"]),
        ('[check.per-file-ignores]\n"tdd.md" = ["REF"]', (), ["STR104"]),
        ('[check.per-file-ignores]\n"tdd.md" = ["REF"]', ("--select", "REF101"), []),
        ('[check.per-file-ignores]\n"other/*.md" = ["REF"]', (), ["REF101", "STR104"]),
    ],
)
def test_the_file_chooses_rules_and_an_option_takes_the_place_of_its_key(
    drafter: Drafter, table: str, options: tuple[str, ...], expected: list[str]
) -> None:
    (drafter.folder / "drafter.toml").write_text(f"[check]\n{table}\n", "utf-8")
    assert codes(drafter, *options) == expected


@pytest.mark.parametrize(("options", "code"), [((), 1), (("--fail-on", "error"), 0)])
def test_the_file_says_what_fails(drafter: Drafter, options: tuple[str, ...], code: int) -> None:
    (drafter.folder / "drafter.toml").write_text('[check]\nignore = ["REF"]\nfail-on = "note"\n', "utf-8")
    assert drafter.run("check", "docs/tdd.md", *options).code == code


def test_patterns_start_from_the_file_whatever_folder_the_check_runs_in(drafter: Drafter) -> None:
    (drafter.folder / "drafter.toml").write_text('[check.per-file-ignores]\n"docs/*.md" = ["REF", "STR"]\n', "utf-8")
    inside = Drafter(drafter.folder / "docs")
    assert inside.run("check", "tdd.md").out == ""


def test_a_code_that_no_rule_has_is_a_fault_of_the_file(drafter: Drafter) -> None:
    (drafter.folder / "drafter.toml").write_text('[check]\nignore = ["REF1O1"]\n', "utf-8")
    ended = drafter.run("check", "docs/tdd.md")
    assert (ended.code, ended.out) == (78, "")
    assert "drafter.toml: check.ignore: no rule's code begins with 'REF1O1'" in ended.err
    assert "did you mean REF101?" in ended.err


def test_known_findings_are_left_out(drafter: Drafter) -> None:
    wrote = drafter.run("check", "docs/tdd.md", "--write-baseline", "known.json")
    assert (wrote.code, wrote.out, wrote.err) == (0, "", "known.json: 2 findings are known from now on\n")
    ended = drafter.run("check", "docs/tdd.md", "--baseline", "known.json", "--fail-on", "note")
    assert (ended.code, ended.out, ended.err) == (0, "", "docs/tdd.md: no findings (2 known)\n")


def test_what_is_new_is_told_although_lines_moved(drafter: Drafter) -> None:
    drafter.run("check", "docs/tdd.md", "--write-baseline", "known.json")
    document = drafter.folder / "docs/tdd.md"
    document.write_text(SPOILT.replace("### 4.1", "Some words.\n\n### 4.1", 1) + "\n[Team]\n", "utf-8")
    assert codes(drafter, "--baseline", "known.json") == ["STR105"]


def test_a_baseline_is_the_same_from_every_folder(drafter: Drafter) -> None:
    drafter.run("check", "docs/tdd.md", "--write-baseline", "docs/known.json")
    inside = Drafter(drafter.folder / "docs")
    assert inside.run("check", "tdd.md", "--baseline", "known.json").out == ""
    shutil.copy(drafter.folder / "docs/tdd.md", drafter.folder / "docs/other.md")
    assert inside.run("check", "other.md", "--baseline", "known.json").code == 1


def test_a_baseline_of_standard_input_is_kept_too(drafter: Drafter) -> None:
    drafter.run("check", "-", "--write-baseline", "known.json", given=SPOILT)
    assert drafter.run("check", "-", "--baseline", "known.json", given=SPOILT).out == ""


@pytest.mark.parametrize("other", [("--baseline", "known.json"), ("-o", "report.txt")])
def test_a_baseline_is_written_alone(drafter: Drafter, other: tuple[str, str]) -> None:
    ended = drafter.run("check", "docs/tdd.md", "--write-baseline", "new.json", *other)
    assert (ended.code, "--write-baseline does not go with" in ended.err) == (2, True)
    assert drafter.files() == {"brief.md", "docs/tdd.md"}


@pytest.mark.parametrize(("data", "code"), [(None, 66), ("{", 65), ("[]", 65)])
def test_a_baseline_that_is_none_is_refused(drafter: Drafter, data: str | None, code: int) -> None:
    if data is not None:
        (drafter.folder / "known.json").write_text(data, "utf-8")
    ended = drafter.run("check", "docs/tdd.md", "--baseline", "known.json")
    assert (ended.code, ended.out) == (code, "")
    assert "known.json" in ended.err
