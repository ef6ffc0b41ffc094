"""The workflow, the pipe to reviewdog and the hook that the documentation shows, run as they stand there."""

import json
import os
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from tests.cli.test_draft_command import ROOT, Ended, run_in
from tests.sound_document import SOUND, SPOILT

GUIDE = (ROOT / "docs/check.md").read_text("utf-8")
SCHEMAS = ROOT / "tests/report/schemas"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with a sound document, and its findings known, as the guide has them written down."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/drafter"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m drafter "$@"\n', "utf-8")
    program.chmod(0o755)
    folder = tmp_path / "repository"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/tdd.md").write_text(SOUND, "utf-8")
    for command in ("git init --quiet", "drafter check docs/*.md --write-baseline docs/known.json", "git add --all"):
        assert bash(folder, command).code == 0
    return folder


def bash(folder: Path, command: str) -> Ended:
    """Run a command as a workflow's step is run."""
    environment = {
        "PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}",
        "HOME": str(folder.parent),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }
    return run_in(folder, ["bash", "-e", "-o", "pipefail", "-c", command], environment)


def under(title: str) -> str:
    """Return what the guide says below a heading."""
    return GUIDE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def yaml_under(title: str) -> Any:
    """Return the YAML that the guide shows below a heading, as a block of its own."""
    return YAML(typ="safe").load("\n".join(line for line in under(title).splitlines() if line.startswith("    ")))


def steps() -> list[dict[str, Any]]:
    """Return the steps of the workflow that the guide shows."""
    found: list[dict[str, Any]] = yaml_under("On GitHub")["jobs"]["check"]["steps"]
    return found


def run_workflow(folder: Path) -> list[tuple[str, Ended]]:
    """Run drafter's steps in order; after one that failed, those alone that always run."""
    done: list[tuple[str, Ended]] = []
    for step in steps():
        command = step.get("run", "")
        failed = any(ended.code for _, ended in done)
        if command.startswith("drafter ") and (not failed or step.get("if") == "always()"):
            done.append((command, bash(folder, command)))
    return done


def is_valid(text: str, schema: str) -> None:
    checker = jsonschema.Draft4Validator(json.loads((SCHEMAS / f"{schema}.schema.json").read_text("utf-8")))
    checker.validate(json.loads(text))


def test_the_workflow_annotates_a_defect_and_uploads_it(repository: Path) -> None:
    (repository / "docs/tdd.md").write_text(SPOILT, "utf-8")
    (_, annotated), (_, reported) = run_workflow(repository)
    assert (annotated.code, reported.code) == (1, 0)
    assert annotated.out.splitlines()[0].startswith("::error file=docs/tdd.md,line=140,endLine=140,title=REF101,col=91")
    uploaded = next(step["with"]["sarif_file"] for step in steps() if "upload-sarif" in step.get("uses", ""))
    text = (repository / uploaded).read_text("utf-8")
    is_valid(text, "sarif-2.1.0")
    first = json.loads(text)["runs"][0]["results"][0]
    assert (first["ruleId"], first["locations"][0]["physicalLocation"]["region"]["startLine"]) == ("REF101", 140)


def test_the_workflow_passes_a_document_whose_findings_are_known(repository: Path) -> None:
    done = run_workflow(repository)
    assert [ended.code for _, ended in done] == [0, 0]
    assert done[0][1].out == ""


def test_the_workflow_reports_even_when_the_check_fails_and_uploads_last() -> None:
    found = steps()
    assert [step.get("if") for step in found if "drafter check" in step.get("run", "")] == [None, "always()"]
    assert (found[-1]["if"], "upload-sarif" in found[-1]["uses"]) == ("always()", True)


def test_reviewdog_is_given_its_format(repository: Path) -> None:
    (repository / "docs/tdd.md").write_text(SPOILT, "utf-8")
    found = re.search(r"`(drafter check [^`|]*)\| reviewdog -f=rdjson [^`]*`", under("On GitHub"))
    assert found
    ended = bash(repository, found[1])
    assert ended.code == 0
    is_valid(ended.out, "rdjson")
    assert json.loads(ended.out)["diagnostics"][0]["location"]["path"] == "docs/tdd.md"


def hook() -> dict[str, Any]:
    (found,) = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return dict(found)


@pytest.mark.parametrize(("text", "code"), [(SOUND, 0), (SPOILT, 1)], ids=["sound", "spoilt"])
def test_the_hook_refuses_a_commit_with_a_defect(repository: Path, text: str, code: int) -> None:
    (repository / "docs/tdd.md").write_text(text, "utf-8")
    ended = bash(repository, f"{hook()['entry']} docs/tdd.md")
    assert (ended.code, "REF101" in ended.out) == (code, bool(code))


@pytest.mark.parametrize(
    ("name", "taken"),
    [("tdd.md", True), ("docs/tdd-orders.md", True), ("docs/readme.md", False), ("docs/mytdd.md", False)],
)
def test_the_hook_takes_documents_by_their_names(name: str, *, taken: bool) -> None:
    assert bool(re.search(hook()["files"], name)) == taken


def test_the_guide_names_the_hook_that_there_is() -> None:
    (shown,) = yaml_under("Before each commit")["repos"][0]["hooks"]
    assert shown["id"] == hook()["id"]
