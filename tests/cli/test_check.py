"""`drafter check`, `rules` and `explain`, as a user runs them."""

import json
import re
import shutil
from pathlib import Path

import pytest

from drafter.consistency.rules import RULES
from tests.cli.test_draft_command import ROOT, Drafter, at
from tests.fault_server import Rule, Script, fault, fault_server

DRAFTED = ROOT / "fixtures/documents/url_shortener.md"


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    drafter = Drafter(tmp_path)
    text = DRAFTED.read_text("utf-8")
    shutil.copy(DRAFTED, drafter.folder / "good.md")
    spoilt = text.replace("| Python | Database |", "| Python | Databse |", 1).replace(
        "### 9.3 Infra", "### 9.3 The Infra"
    )
    (drafter.folder / "spoilt.md").write_text(spoilt, "utf-8")
    return drafter


@pytest.mark.parametrize("name", ["url_shortener", "order_events", "log_sweeper"])
def test_a_drafted_document_has_notes_at_most(drafter: Drafter, name: str) -> None:
    shutil.copy(ROOT / f"fixtures/documents/{name}.md", drafter.folder / "tdd.md")
    ended = drafter.run("check", "tdd.md")
    assert ended.code == 0
    assert not re.search(r" (?:error|warning): ", ended.out)


def test_a_finding_has_its_place_its_code_and_its_words(drafter: Drafter) -> None:
    ended = drafter.run("check", "spoilt.md")
    assert ended.code == 1
    assert ended.out.splitlines()[:2] == [
        "spoilt.md:136:91 REF101 error: Campaign Manager Service depends on Databse, which 4.1 does not list",
        "  4.1: “Databse”",
    ]
    assert ended.err == "spoilt.md: 1 error, 1 note\n"


def test_several_documents_are_checked_in_one_run(drafter: Drafter) -> None:
    ended = drafter.run("check", "good.md", "spoilt.md")
    assert (ended.code, ended.err) == (1, "good.md: no findings\nspoilt.md: 1 error, 1 note\n")


def test_programs_get_json(drafter: Drafter) -> None:
    whole = json.loads(drafter.run("check", "good.md", "spoilt.md", "--format", "json").out)
    assert [one["file"] for one in whole["files"]] == ["good.md", "spoilt.md"]
    assert whole["summary"] == {"error": 1, "warning": 0, "note": 1}
    first = whole["files"][1]["findings"][0]
    assert (first["code"], first["line"], first["column"], first["end_column"]) == ("REF101", 136, 91, 98)


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


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("missing.md", None, 66, "missing.md"),
        ("binary.md", b"%PDF-1.7\n", 65, "a PDF"),
        ("latin.md", "Gr\xfc\xdfe".encode("latin-1"), 65, "UTF-8"),
    ],
)
def test_what_is_no_document_is_refused(drafter: Drafter, name: str, data: bytes | None, code: int, words: str) -> None:
    if data is not None:
        (drafter.folder / name).write_bytes(data)
    ended = drafter.run("check", name)
    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err


def test_a_document_controls_no_terminal(drafter: Drafter) -> None:
    text = (drafter.folder / "spoilt.md").read_text("utf-8").replace("Databse", "Data\x1b[31mbse")
    (drafter.folder / "spoilt.md").write_text(text, "utf-8")
    ended = drafter.run("check", "spoilt.md")
    assert ended.code == 1
    assert "\x1b" not in ended.out + ended.err


def test_all_rules_are_listed(drafter: Drafter) -> None:
    ended = drafter.run("rules")
    assert ended.code == 0
    assert all(f"{rule.code}  {rule.severity:<8} {rule.summary}" in ended.out for rule in RULES)


@pytest.mark.parametrize("name", ["STR101", "str101", "missing-part"])
def test_a_rule_is_explained_by_its_code_or_its_name(drafter: Drafter, name: str) -> None:
    ended = drafter.run("explain", name)
    assert ended.code == 0
    assert ended.out.startswith("STR101 missing-part (structure, error)\n")
    assert all(f"\n{mark}: " in ended.out for mark in ("Bad", "Good", "Fix"))


def test_a_rule_that_is_misspelt_is_not_explained(drafter: Drafter) -> None:
    ended = drafter.run("explain", "missing-prt")
    assert (ended.code, ended.out) == (2, "")
    assert "did you mean" in ended.err


def test_a_model_is_asked_for_pairs_of_sentences_and_what_it_said_is_kept(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        first = drafter.run("check", "good.md", "--pairs", "3", *at(endpoint))
        again = drafter.run("check", "good.md", "--pairs", "3", *at(endpoint))
        assert len(endpoint.ledger.completions) == 3
    assert (first.code, again.code) == (0, 0)
    assert first.err.endswith("good.md: no findings\n")


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
