"""The least time that requests allow, and what their prompts cost."""

import pytest

from bench.table.graph import Asked, bound, told_lengths, took
from bench.table.prefix_cache import BLOCKS, OPENAI, Cache, Prompt, billed
from bench.table.schedules import earliest_end, earliest_end_of_independent
from tests.fault_server import Entry

DIAMOND = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}


@pytest.mark.parametrize(("places", "end"), [(1, 10.0), (2, 8.0), (9, 8.0)])
def test_a_graph_ends_no_earlier_than_its_longest_path_nor_than_its_work_over_the_places(
    places: int, end: float
) -> None:
    assert earliest_end({"a": 1, "b": 5, "c": 2, "d": 2}, DIAMOND, places) == end


def test_the_best_order_is_found_where_the_first_one_is_not() -> None:
    seconds = {"short": 1.0, "middle": 1.0, "long": 2.0}
    assert earliest_end(seconds, dict.fromkeys(seconds, ()), 2) == 2


@pytest.mark.parametrize(
    ("seconds", "places", "end"),
    [
        ([3, 3, 2, 2, 2], 2, 6),  # the longest first end at 7
        ([4, 1, 1], 3, 4),
        ([1, 1, 1, 1], 3, 2),
        ([5], 8, 5),
    ],
)
def test_independent_works_are_packed_as_well_as_can_be(seconds: list[float], places: int, end: float) -> None:
    assert earliest_end_of_independent(seconds, places) == end


def request(name: str, at: float, ended_at: float) -> Asked:
    return Asked(name, Entry(sequence=1, at=at, method="POST", path="/", accepted=True, ended_at=ended_at), {})


def test_the_bound_of_a_draft_is_its_outline_and_then_its_sections() -> None:
    outline = [request("profile", 10, 11), request("parts", 12, 14), request("judgements", 12, 13)]
    sections = [request("section 1", 15, 18), request("section 2", 15, 17), request("section 2", 18, 19)]
    requests = [*outline, *sections]
    assert took(requests) == 9
    assert bound(requests, 2) == 1 + 2 + 3
    assert bound(requests, 1) == sum(one.seconds for one in requests)


def test_a_scheduler_that_is_told_lengths_takes_the_longest_answer_first_however_fast_it_comes() -> None:
    long_and_fast = request("section 1", 15, 16)
    sections = [long_and_fast, request("section 2", 15, 17), request("section 3", 15, 18)]
    written = (300, 200, 100)
    requests = [
        one._replace(entry=one.entry.model_copy(update={"written": size}))
        for one, size in zip(sections, written, strict=True)
    ]
    profile = request("profile", 10, 11)
    assert bound([profile, *requests], 2) == 1 + 3
    assert told_lengths([profile, *requests], 2) == 1 + 4


SHARED = "one two three four five six seven eight nine ten " * 10


def prompt(text: str, at: float, ended_at: float = 0) -> Prompt:
    return Prompt(text, at, ended_at or at + 1)


def test_a_beginning_that_was_answered_before_costs_its_share() -> None:
    alone = billed([prompt(SHARED, 1)], BLOCKS)
    twice = billed([prompt(SHARED, 1), prompt(SHARED, 3)], Cache(least=0, step=1, share=0.1))
    assert alone.billed == alone.sent == alone.distinct
    assert twice.sent == 2 * alone.sent
    assert twice.distinct == alone.distinct
    assert twice.billed == pytest.approx(1.1 * alone.sent)


def test_what_is_sent_together_finds_nothing_in_the_cache() -> None:
    together = billed([prompt(SHARED, 1, 3), prompt(SHARED, 2, 3)], BLOCKS)
    assert together.billed == together.sent
    assert together.distinct == together.sent / 2


def test_a_cache_keeps_no_prefix_below_its_least_and_whole_steps_of_others() -> None:
    prompts = [prompt(SHARED, 1), prompt(SHARED, 3)]
    whole = billed(prompts[:1], OPENAI).sent
    assert billed(prompts, OPENAI).billed == 2 * whole
    in_steps = billed(prompts, Cache(least=64, step=64, share=0))
    assert in_steps.billed == 2 * whole - whole // 64 * 64
