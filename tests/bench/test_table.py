"""The table of benchmarks: pairs, ratios and the page."""

import math
import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from bench.table.kept import keep, kept
from bench.table.page import page, table
from bench.table.pairs import Disturbed, Failed, Spent, Watch, alternating, command
from bench.table.row import Row

MET = Row("P0", "wall time", "a | b", "at most 1.10", "1.02", "2.00", "7 pairs", True)
MISSED = MET._replace(found="1.20", met=False, why="the disk is slow")


def work(*walls: float) -> Callable[[], Spent]:
    times: Iterator[float] = iter(walls)
    return lambda: Spent(wall := next(times), wall / 2)


def control(*spins: float) -> Callable[[], float]:
    times = iter(spins)
    return lambda: next(times)


def calm() -> float:
    return 1.0


def test_a_ratio_is_that_of_a_pair_and_the_figure_their_median() -> None:
    ratios = alternating(work(2, 9, 40), work(1, 3, 10), 3, control=calm)
    assert ratios.wall == [2, 3, 4]
    assert ratios.median_wall == 3
    assert ratios.dropped == 0


def test_whose_turn_it_is_first_changes_with_each_pair() -> None:
    turns = []

    def turn(name: str) -> Spent:
        turns.append(name)
        return Spent(1, 1)

    alternating(lambda: turn("a"), lambda: turn("b"), 3, control=calm)
    assert "".join(turns) == "abbaab"


def test_a_pair_is_dropped_and_made_again_when_the_control_was_slower_before_or_after_it() -> None:
    spins = control(1, 1, 1.2, 1.2, 1, 1, 1.05, 1, 1)
    ratios = alternating(work(90, 80, 3, 4), work(1, 1, 1, 1), 2, control=spins)
    assert ratios.wall == [3, 4]
    assert ratios.n == "2 pairs, 2 disturbed"


def test_a_pair_that_was_kept_is_dropped_when_the_machine_turns_out_to_be_faster() -> None:
    spins = control(2, 2, 2, 1, 1, 1, 1)
    assert alternating(work(9, 3, 4), work(1, 1, 1), 2, control=spins).wall == [3, 4]


def test_no_more_than_twice_as_many_pairs_are_made_and_none_left_is_no_figure() -> None:
    spins = control(*[1, *[2] * 8] * 3)
    with pytest.raises(Disturbed, match="3 times all of 4 pairs"):
        alternating(work(*[1] * 12), work(*[1] * 12), 2, control=spins)


def test_it_begins_anew_when_no_pair_is_left() -> None:
    spins = control(1, *[2] * 4, *[2] * 3)
    ratios = alternating(work(9, 9, 3), work(1, 1, 1), 1, control=spins)
    assert (ratios.wall, ratios.dropped) == ([3], 0)


def test_a_pair_that_says_itself_that_it_was_disturbed_is_dropped_and_made_again() -> None:
    times = iter([math.nan, 3.0, 4.0])

    def first() -> Spent:
        wall = next(times)
        if math.isnan(wall):
            raise Disturbed("busy")
        return Spent(wall, wall)

    ratios = alternating(first, work(1, 1, 1), 2, control=calm)
    assert (ratios.wall, ratios.dropped) == ([3, 4], 1)


def test_a_watch_counts_what_it_could_not_run_and_nothing_else() -> None:
    with Watch() as held, ThreadPoolExecutor(1) as executor:
        executor.submit(re.match, r"(a+)+$", "a" * 23 + "b").result()  # in C, it lets nothing else run
    with Watch() as free:
        time.sleep(0.1)
    assert held.lost > 0.1
    assert free.lost < 0.1


def test_a_command_is_measured_with_its_own_processor_time() -> None:
    sleeping = command([sys.executable, "-c", "import time; time.sleep(0.3)"])
    assert sleeping.wall >= 0.3
    assert 0 < sleeping.cpu < sleeping.wall


def test_a_command_that_fails_is_no_figure() -> None:
    with pytest.raises(Failed, match="ended with 3:\nno room"):
        command([sys.executable, "-c", "import sys; sys.stderr.write('no room'); sys.exit(3)"])


def test_a_row_is_a_line_of_the_table_whatever_its_cells_hold() -> None:
    assert table([MET]).splitlines()[2] == ("| P0 | wall time | 1.02 | at most 1.10 | met | a \\| b | 2.00 | 7 pairs |")


def test_a_missed_goal_is_shown_as_missed_with_its_reason() -> None:
    made = page([MET, MISSED], {"P0": "By the ledger."}, today=date(2026, 1, 15))
    assert "| 1.20 | at most 1.10 | **missed** |" in made
    assert "- P0, wall time: the disk is slow\n" in made
    assert "**P0.** By the ledger.\n" in made
    assert "2026-01-15" in made


def test_nothing_is_said_to_be_missed_when_all_goals_are_met() -> None:
    assert "missed, and why" not in page([MET], {}, today=date(2026, 1, 15))


def test_rows_of_several_sittings_make_one_table(tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    assert kept(path) == {}
    keep(path, "P0", [MET])
    keep(path, "P9", [MISSED])
    keep(path, "P0", [MISSED, MET])
    assert kept(path) == {"P0": (MISSED, MET), "P9": (MISSED,)}
