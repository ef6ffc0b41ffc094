"""`drafter check`, as a user runs it."""

import json
import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.test_draft_command import ROOT, Drafter, at
from tests.fault_server import Rule, Script, fault, fault_server
from tests.sound_document import SOUND, SPOILT


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    drafter = Drafter(tmp_path)
    (drafter.folder / "good.md").write_text(SOUND, "utf-8")
    (drafter.folder / "spoilt.md").write_text(SPOILT, "utf-8")
    return drafter


@pytest.mark.parametrize("name", ["url_shortener", "order_events", "log_sweeper"])
def test_a_drafted_document_has_no_errors(drafter: Drafter, name: str) -> None:
    shutil.copy(ROOT / f"fixtures/documents/{name}.md", drafter.folder / "tdd.md")
    ended = drafter.run("check", "tdd.md")
    assert ended.code == 0
    assert " error: " not in ended.out


def test_a_finding_has_its_place_its_code_and_its_words(drafter: Drafter) -> None:
    ended = drafter.run("check", "spoilt.md")
    assert ended.code == 1
    assert ended.out.splitlines()[:2] == [
        "spoilt.md:140:91 REF101 error: Campaign Manager Service depends on Databse, which 4.1 does not list",
        "  4.1: “Databse”",
    ]
    assert ended.err == "spoilt.md: 1 error, 1 note\n"


def test_several_documents_are_checked_in_one_run(drafter: Drafter) -> None:
    ended = drafter.run("check", "good.md", "spoilt.md")
    lines = ["good.md: no findings", "spoilt.md: 1 error, 1 note", "2 documents: 1 error, 1 note"]
    assert (ended.code, ended.err.splitlines()) == (1, lines)


def test_programs_get_json(drafter: Drafter) -> None:
    whole = json.loads(drafter.run("check", "good.md", "spoilt.md", "--format", "json").out)
    assert [one["file"] for one in whole["files"]] == ["good.md", "spoilt.md"]
    assert whole["summary"] == {"error": 1, "warning": 0, "note": 1, "suppressed": 0, "known": 0}
    first = whole["files"][1]["findings"][0]
    assert (first["code"], first["line"], first["column"], first["end_column"]) == ("REF101", 140, 91, 98)


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--select", "STR"), ["STR104"]),
        (("--select", "ref101,str102"), ["REF101"]),
        (("--ignore", "REF"), ["STR104"]),
        (("--select", "STR", "--ignore", "STR104"), []),
    ],
)
def test_rules_are_chosen_by_the_beginnings_of_their_codes(
    drafter: Drafter, options: tuple[str, ...], codes: list[str]
) -> None:
    whole = json.loads(drafter.run("check", "spoilt.md", "--format", "json", *options).out)
    assert [finding["code"] for finding in whole["files"][0]["findings"]] == codes


@pytest.mark.parametrize(
    ("level", "ignored", "code"),
    [("error", "", 1), ("error", "REF", 0), ("warning", "REF", 0), ("note", "REF", 1), ("never", "", 0)],
)
def test_the_exit_code_depends_on_the_severity(drafter: Drafter, level: str, ignored: str, code: int) -> None:
    assert drafter.run("check", "spoilt.md", "--fail-on", level, "--ignore", ignored).code == code


def test_a_rule_that_is_not_there_is_named_with_the_nearest(drafter: Drafter) -> None:
    ended = drafter.run("check", "good.md", "--select", "STRX")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "drafter: error: no rule's code begins with 'STRX'\n  did you mean STR?\n"


def test_a_document_controls_no_terminal(drafter: Drafter) -> None:
    text = (drafter.folder / "spoilt.md").read_text("utf-8").replace("Databse", "Data\x1b[31mbse")
    (drafter.folder / "spoilt.md").write_text(text, "utf-8")
    ended = drafter.run("check", "spoilt.md")
    assert ended.code == 1
    assert "\x1b" not in ended.out + ended.err


def test_a_name_controls_no_terminal(drafter: Drafter) -> None:
    name = "a\x1b[31m\n\u202eb.md"
    shutil.copy(drafter.folder / "spoilt.md", drafter.folder / name)
    for form in ("text", "json", "sarif", "rdjson", "github"):
        ended = drafter.run("check", name, "--format", form)
        assert ended.code == 1
        assert [char for char in ended.out + ended.err if not (char.isprintable() or char == "\n")] == []
    gone = drafter.run("check", "gone\x1b[2J.md")
    assert (gone.code, "\x1b" in gone.err) == (66, False)


def test_standard_input_is_a_document(drafter: Drafter) -> None:
    text = (drafter.folder / "spoilt.md").read_text("utf-8")
    ended = drafter.run("check", "-", given=text)
    assert (ended.code, ended.err) == (1, "standard input: 1 error, 1 note\n")
    assert ended.out.startswith("-:140:91 REF101 error: ")


def test_standard_input_is_not_both(drafter: Drafter) -> None:
    ended = drafter.run("check", "-", "--brief", "-", given="# T\n")
    assert (ended.code, "either the document or its brief" in ended.err) == (2, True)


def test_a_brief_is_read_from_a_file_or_standard_input(drafter: Drafter) -> None:
    assert drafter.run("check", "good.md", "--brief", "brief.md").code == 0
    assert drafter.run("check", "good.md", "--brief", "-", given="# Shop\n\nIt sells tea to its members.\n").code == 0
    assert drafter.run("check", "good.md", "--brief", "gone.md").code == 66


def test_the_same_document_is_checked_once(drafter: Drafter) -> None:
    assert drafter.run("check", "spoilt.md", "./spoilt.md").err == "spoilt.md: 1 error, 1 note\n"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "rdjson", "github"])
def test_a_report_goes_to_a_file(drafter: Drafter, form: str) -> None:
    printed = drafter.run("check", "spoilt.md", "--format", form)
    ended = drafter.run("check", "spoilt.md", "--format", form, "-o", "report")
    assert (ended.code, ended.out, ended.err) == (1, "", printed.err)
    assert (drafter.folder / "report").read_text("utf-8") == printed.out


@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
@pytest.mark.parametrize("name", ["spoilt.md", "./brief.md", "link.md"])
def test_what_is_read_is_not_written(drafter: Drafter, option: str, name: str) -> None:
    (drafter.folder / "link.md").symlink_to("spoilt.md")
    before = (drafter.folder / name).read_bytes()
    ended = drafter.run("check", "spoilt.md", "--brief", "brief.md", option, name)
    assert (ended.code, "would be overwritten" in ended.err) == (2, True)
    assert (drafter.folder / name).read_bytes() == before


def test_a_report_that_cannot_be_written_is_told(drafter: Drafter) -> None:
    ended = drafter.run("check", "good.md", "-o", "gone/report.txt")
    assert (ended.code, ended.out) == (73, "")
    assert ended.err.startswith("drafter: error: gone/report.txt: cannot be written")


def test_a_reader_may_stop_reading(drafter: Drafter) -> None:
    doubled = "# T\n\n" + "[Team]\n\n" * 20_000
    (drafter.folder / "long.md").write_text(doubled, "utf-8")
    with drafter.start("check", "long.md") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("long.md:")
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 141


def test_a_terminal_gets_colours_unless_it_should_not(drafter: Drafter) -> None:
    assert "\x1b[1;31mREF101 error\x1b[0m" in on_a_terminal(drafter)
    assert "\x1b" not in on_a_terminal(drafter, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(drafter, TERM="dumb")
    assert "\x1b" not in drafter.run("check", "spoilt.md").out


def on_a_terminal(drafter: Drafter, **environment: str) -> str:
    ours, theirs = pty.openpty()
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "drafter", "check", "spoilt.md"],
        cwd=drafter.folder, env=variables | environment, stdout=theirs, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # how Linux says that the other end is closed
        while more := os.read(ours, 4096):
            shown += more
    os.close(ours)
    assert process.wait(timeout=60) == 1
    return shown.decode()


def test_a_comment_in_the_document_suppresses_a_finding(drafter: Drafter) -> None:
    document = drafter.folder / "spoilt.md"
    text = document.read_text("utf-8")
    document.write_text(text.replace("| Component Name |", "<!-- drafter: ignore REF101 -->\n\n| Component Name |", 1))
    ended = drafter.run("check", "spoilt.md")
    assert (ended.code, "REF101" in ended.out) == (0, False)
    assert ended.err == "spoilt.md: 1 note (1 suppressed)\n"


def test_a_suppression_without_a_finding_is_told(drafter: Drafter) -> None:
    with (drafter.folder / "good.md").open("a", encoding="utf-8") as file:
        file.write("\n<!-- drafter: ignore REF101, NUM999 -->\n")
    ended = drafter.run("check", "good.md", "--fail-on", "note")
    assert ended.code == 1
    assert [line.split()[1] for line in ended.out.splitlines() if line.startswith("good.md:")] == ["SUP102", "SUP101"]


def test_a_model_is_asked_for_pairs_of_sentences_and_what_it_said_is_kept(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        first = drafter.run("check", "good.md", "--pairs", "3", *at(endpoint))
        again = drafter.run("check", "good.md", "--pairs", "3", *at(endpoint))
        assert len(endpoint.ledger.completions) == 3
    assert (first.code, again.code) == (0, 0)
    assert first.err.endswith("good.md: no findings\n")
    assert ": the document goes there\n" in first.err
    assert "brief" not in first.err


def test_computed_findings_are_printed_when_the_model_cannot_be_asked(drafter: Drafter) -> None:
    with fault_server(Script(rules=(Rule(fault=fault("unauthorized"), contains="", times=None),))) as endpoint:
        spoilt = drafter.run("check", "spoilt.md", *at(endpoint))
        good = drafter.run("check", "good.md", *at(endpoint))
    assert (spoilt.code, "REF101" in spoilt.out) == (1, True)
    assert (good.code, good.out) == (75, "")
    assert "contradictions in prose: not run: " in good.err


def test_a_document_with_a_key_is_not_sent(drafter: Drafter) -> None:
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    with (drafter.folder / "good.md").open("a", encoding="utf-8") as file:
        file.write(f"\nThe token is {secret}.\n")
    with fault_server() as endpoint:
        ended = drafter.run("check", "good.md", *at(endpoint))
        assert endpoint.ledger.completions == ()
    assert (ended.code, secret in ended.err) == (65, False)
