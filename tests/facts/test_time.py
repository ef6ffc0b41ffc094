"""Text that repeats one thing is read in a time that grows with its length, not with its square."""

import io
import time

import pytest

from drafter.stages.read_brief import read_brief


@pytest.mark.parametrize(
    "text",
    [
        "A" * 60_000,
        "O'Ana-" * 10_000,
        "Requested by: Fiona Mc r" + "*" * 12_000,
        "owner" + " " * 60_000 + "x",
        "Ana Ruiz" + " " * 60_000 + "(x",
        "PostgreSQL" + " " * 60_000 + "x",
        "[a](" + " " * 60_000 + "x",
        "## Non-goals\n\nKafka" + " *" * 6_000 + " x",
        "1 " * 20_000,
        "[a](b" * 12_000,
        "<a " * 20_000,
        "_a" * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_repetitions_are_read_in_time(text: str) -> None:
    started = time.process_time()
    read_brief(io.BytesIO(f"It is a shop for tea.\n\nIt is {text}.\n".encode()))
    assert time.process_time() - started < 6
