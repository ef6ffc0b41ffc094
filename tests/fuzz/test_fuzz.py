"""Some spoilt inputs for each target, the same in each run; `make fuzz` tries others for minutes."""

import pytest

from tests.fuzz.running import fuzz
from tests.fuzz.targets import TARGETS, Target


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_spoilt_input_gives_a_result_or_an_error_of_drafter(target: Target) -> None:
    assert fuzz(target) >= 5
