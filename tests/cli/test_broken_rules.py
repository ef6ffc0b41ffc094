"""A rule that fails takes nothing from the others: not their findings, not a document that was paid for."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_draft_command import ROOT, Drafter, Ended, at, run_in
from tests.fault_server import FaultServer, fault_server
from tests.sound_document import SPOILT

SABOTAGED = """
from dataclasses import replace

import drafter.consistency.rules as rules

def breaks(page):
    raise LookupError("no such\\x1b[31m row")

rules.RULES = tuple(replace(rule, check=breaks) if rule.code == "STR102" else rule for rule in rules.RULES)

from drafter.cli.app import main

main()
"""
"""drafter with a rule that fails on every document."""


def run(drafter: Drafter, *arguments: str, **variables: str) -> Ended:
    inherited = {"PATH": os.environ["PATH"], "HOME": str(drafter.folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    own = {"DRAFTER_CACHE_DIR": str(drafter.folder / "cache"), "DRAFTER_API_KEY": "sk-a"}
    return run_in(drafter.folder, [sys.executable, "-c", SABOTAGED, *arguments], inherited | own | variables)


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    drafter = Drafter(tmp_path)
    (drafter.folder / "spoilt.md").write_text(SPOILT, "utf-8")
    return drafter


@pytest.fixture
def endpoint() -> Iterator[FaultServer]:
    with fault_server() as served:
        yield served


def test_the_findings_of_the_other_rules_are_reported(drafter: Drafter) -> None:
    whole = drafter.run("check", "spoilt.md")
    ended = run(drafter, "check", "spoilt.md")
    assert (ended.code, ended.out) == (70, whole.out)
    assert ended.err.startswith(whole.err)


def test_the_rule_is_named_with_the_request_to_report_it(drafter: Drafter) -> None:
    lines = run(drafter, "check", "spoilt.md").err.splitlines()
    assert lines[1].startswith("drafter: error: spoilt.md: rule STR102 failed: LookupError: no such")
    assert "please report it" in lines[2]
    assert "DRAFTER_DEBUG=1" in lines[3]
    assert "\x1b" not in "".join(lines)
    assert "Traceback" not in "".join(lines)


def test_the_traceback_is_shown_on_request(drafter: Drafter) -> None:
    err = run(drafter, "check", "spoilt.md", DRAFTER_DEBUG="1").err
    assert "Traceback (most recent call last):" in err
    assert "in breaks" in err
    assert "\x1b" not in err


def test_the_rule_can_be_left_out(drafter: Drafter) -> None:
    ended = run(drafter, "check", "spoilt.md", "--ignore", "STR102")
    assert (ended.code, "REF101" in ended.out) == (1, True)


def test_a_suppression_of_a_rule_that_failed_is_not_called_unused(drafter: Drafter) -> None:
    text = SPOILT + "\n<!-- drafter: ignore STR102 -->\n\nThe end.\n"
    (drafter.folder / "spoilt.md").write_text(text, "utf-8")
    assert "SUP102" in drafter.run("check", "spoilt.md").out
    assert "SUP102" not in run(drafter, "check", "spoilt.md").out


def test_programs_learn_of_the_rule(drafter: Drafter) -> None:
    as_json = json.loads(run(drafter, "check", "spoilt.md", "--format", "json").out)
    assert [rule["code"] for rule in as_json["files"][0]["broken_rules"]] == ["STR102"]
    (invocation,) = json.loads(run(drafter, "check", "spoilt.md", "--format", "sarif").out)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [one["associatedRule"]["id"] for one in invocation["toolExecutionNotifications"]] == ["STR102"]


def test_a_drafted_document_is_written_and_the_exit_code_tells(drafter: Drafter, endpoint: FaultServer) -> None:
    ended = run(drafter, "draft", "brief.md", "-o", "tdd.md", *at(endpoint))
    whole = drafter.run("draft", "brief.md", "-o", "again.md", *at(endpoint))
    assert (ended.code, whole.code) == (70, 0)
    assert (drafter.folder / "tdd.md").read_bytes() == (drafter.folder / "again.md").read_bytes()
    assert "drafter: error: tdd.md: rule STR102 failed: LookupError" in ended.err
    assert "tdd.md: 14 parts complete\n" in ended.err
