"""Each fault through the command line: exit code, message, files, requests, and the way on from there."""

from pathlib import Path

import pytest

from tests.fault_server import Script
from tests.faults.cases import CASES, SECTION, Case
from tests.faults.place import Undisturbed, incomplete_sections, place
from tests.faults.tally import Tally


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_a_fault_ends_as_it_should_and_the_next_run_goes_on(
    case: Case, tmp_path: Path, undisturbed: Undisturbed, tally: Tally
) -> None:
    with place(tmp_path, case.script, "--timeout", case.timeout) as here:
        ended = here.run()
        assert ended.code == case.code, ended.err
        assert case.says in ended.err
        of_section = [entry for entry in here.entries if f"section {SECTION}," in entry.task]
        assert len(of_section) == case.requests, ended.err
        if case.pause:
            assert of_section[1].at - of_section[0].at >= case.pause
        match case.document:
            case "whole":
                assert incomplete_sections(here.document.read_text("utf-8")) == set()
            case "incomplete":
                assert SECTION in incomplete_sections(here.document.read_text("utf-8"))
            case "none":
                assert not here.document.exists()
        if case.code == 0 and case.resumes:
            assert here.document.read_bytes() == undisturbed.document
        here.endpoint.use(Script())
        again = here.run()
        tally.count("a fault of the endpoint", len(here.asked_again()))
        assert again.code == (0 if case.resumes else case.code), again.err
        if case.resumes:
            assert here.document.read_bytes() == undisturbed.document


def test_a_fault_at_one_section_leaves_the_others_alone(tmp_path: Path, undisturbed: Undisturbed) -> None:
    forever = next(case for case in CASES if case.name == "server_error for ever")
    with place(tmp_path, forever.script) as here:
        assert here.run().code == 75
        assert incomplete_sections(here.document.read_text("utf-8")) == {SECTION}
        assert len(here.entries) == undisturbed.asked + 2
