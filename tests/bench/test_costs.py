"""What the benchmarks of cost count: changed bytes, slopes and exponents, and what makes a goal missed."""

from pathlib import Path

import pytest

from bench.table.adversarial import ADVERSARIAL, word
from bench.table.changes import CASCADE, CHANGES, SECTION, laid_out
from bench.table.check_time import Worst, exponent, worst_row
from bench.table.memory import growth_row, regenerations_row, slope
from bench.table.pairs import Ratios
from bench.table.peak import peak_bytes, resident_bytes
from bench.table.regenerate_cost import Cost, Parts, changed_outside, rows_of_costs, wall_row
from bench.table.tenfold import batch_row, outline_of
from tests.standing import document_text

MB = 1_000_000
TEXT = "# Title\n\n- **Version**: v1.0\n\n## 1. One\n\nFirst.\n\n```\n## 2. Code\n```\n\n## 2. Two\n\nSecond.\n"


@pytest.mark.parametrize(
    ("after", "sections", "changed"),
    [
        (TEXT, set(), 0),
        (TEXT.replace("Second.", "Other."), {2}, 0),
        (TEXT.replace("Second.", "Other."), {1}, len("Second.\nOther.\n")),
        (TEXT.replace("Second.\n", ""), set(), len("Second.\n")),
        (TEXT.replace("Code", "Müll"), {2}, len("## 2. Code\n## 2. Müll\n".encode())),
        (TEXT.replace("v1.0", "v1.1"), set(), 0),
        (f"{TEXT}- **v1.1, 2026-03-02**: 2 drafted again.\n", set(), 0),
        (f"{TEXT}\n## 3. Three\n", {1, 2}, len("## 3. Three\n")),
    ],
)
def test_bytes_count_that_changed_in_other_sections(after: str, sections: set[int], changed: int) -> None:
    assert changed_outside(TEXT, after, sections) == changed


def test_a_call_too_many_or_too_few_misses_the_goal() -> None:
    redraft = Cost(SECTION, 20, 5_000)
    met, clean = rows_of_costs([Cost(SECTION, 1, 0), Cost(CASCADE, 2, 0)], redraft)
    assert (met.found, met.met, clean.found, clean.met, clean.peers) == ("1.00", True, "0", True, "5,000")
    missed, changed = rows_of_costs([Cost(SECTION, 2, 7), Cost(CASCADE, 1, 0)], redraft)
    assert (missed.met, changed.met) == (False, False)
    assert f"{SECTION.name}: 2 of 1; {CASCADE.name}: 1 of 2" in missed.why
    assert changed.why == f"{SECTION.name}: 7"


def test_a_section_that_takes_too_long_beside_a_draft_is_told_by_its_parts() -> None:
    parts = [Parts(2.0, 3.0, 0.5), Parts(1.0, 3.0, 0.4), Parts(9.0, 3.0, 0.4)]
    row = wall_row(SECTION, 8, Ratios([0.27], [0.1], 0), parts, [20.0])
    assert (row.found, row.met) == ("0.27", False)
    assert "of a draft, which takes 20.0 s since it is as short as its longest chain of calls" in row.why
    assert "of the change alone are 0.15, starting up and reading before them 0.10" in row.why
    assert "after them 0.02" in row.why


def test_wall_time_is_judged_for_one_section_alone() -> None:
    parts = [Parts(1.0, 3.0, 0.5)]
    met = wall_row(SECTION, 1, Ratios([0.09], [0.1], 0), parts, [50.0])
    assert (met.met, met.why) == (True, "")
    cascade = wall_row(CASCADE, 1, Ratios([0.19], [0.1], 0), parts, [50.0])
    assert (cascade.met, cascade.goal, cascade.why) == (None, "", "")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_each_change_is_one_of_the_document_or_of_the_brief(change: object, tmp_path: Path) -> None:
    assert isinstance(change, type(SECTION))
    text = laid_out(change, tmp_path).read_text("utf-8")
    assert (text != document_text()) == (change.edit is not None)


def test_slopes_and_exponents_are_those_of_the_points() -> None:
    assert slope({10: 107, 20: 114, 40: 128}) == pytest.approx(0.7)
    assert exponent({10: 3, 20: 12, 40: 48}) == pytest.approx(2)


def test_memory_is_judged_by_its_growth_and_not_by_what_python_takes() -> None:
    row = growth_row({100: 50_700, 1_000: 57_000}, {100: 10_000, 1_000: 30_000})
    assert (row.found, row.met, row.peers) == ("7.0", True, "22.2")
    assert growth_row({100: 10_000, 1_000: 19_900}, {100: 0, 1_000: 900}).met is False


def test_what_many_regenerations_leave_counts_after_the_first_ones() -> None:
    warmed_up = [100 * MB] * 10 + [130 * MB] * 40
    assert regenerations_row(warmed_up).found == "0.0"
    leaking = [100 * MB + number * MB // 10 for number in range(50)]
    row = regenerations_row(leaking)
    assert (row.found, row.met) == ("3.0", False)


def test_an_adversarial_document_that_takes_too_long_is_named() -> None:
    row = worst_row([Worst("dates", 6, 7), Worst("links", 1, 5), Worst("stars", 2, 7)], [Worst("stars", 9, 7)], 1_000)
    assert (row.met, row.why, row.n) == (False, "dates", "3 documents, 5 to 7 pairs each")
    assert row.found == "worst 6.00 (dates), 2.00 (stars), 1.00 (links)"


@pytest.mark.parametrize("kind", ADVERSARIAL)
def test_adversarial_documents_are_about_as_long_as_is_asked(kind: str) -> None:
    assert 9_000 <= len(ADVERSARIAL[kind](10_000)) <= 14_100


def test_words_are_of_letters_and_all_different() -> None:
    words = {word(number) for number in range(5_000)}
    assert len(words) == 5_000
    assert all(one.isalpha() and one.istitle() for one in words)


def test_a_tenfold_outline_has_ten_times_the_parts() -> None:
    usual, larger = outline_of(1), outline_of(10)
    for name in ("components", "entities", "operations", "decisions"):
        assert len(getattr(larger, name)) == 10 * len(getattr(usual, name))


def test_a_batch_that_slows_down_or_keeps_memory_misses_the_goal() -> None:
    assert batch_row([1.0] * 50, [100 * MB] * 50).met
    assert not batch_row([1.0] * 40 + [1.2] * 10, [100 * MB] * 50).met
    assert not batch_row([1.0] * 50, [100 * MB + number * MB for number in range(50)]).met


def test_a_process_knows_its_memory() -> None:
    assert 1 * MB < resident_bytes() <= peak_bytes()
