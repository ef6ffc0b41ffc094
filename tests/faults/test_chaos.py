"""Every request may fail, again and again: a run ends well or asks to be run again, and comes to the same end."""

from pathlib import Path

import pytest

from tests.fault_server import Script, Seeded
from tests.faults.place import place
from tests.faults.tally import Tally

MOST_RUNS = 3
SEEDS = [pytest.param(seed, marks=() if seed < 3 else pytest.mark.slow) for seed in range(50)]


@pytest.mark.parametrize("seed", SEEDS)
def test_chaos_ends_within_three_runs_and_pays_for_nothing_twice(
    seed: int, tmp_path: Path, whole: bytes, tally: Tally
) -> None:
    script = Script(seeded=Seeded(seed=seed, probability=0.2))
    with place(tmp_path, script, "--timeout", "2") as here:
        codes = []
        for _ in range(MOST_RUNS):
            codes.append(here.run().code)
            if codes[-1] == 0:
                break
        tally.count("every request 20 % faulty", len(here.asked_again()))
        assert set(codes) <= {0, 75}
        assert codes[-1] == 0
        assert here.document.read_bytes() == whole
