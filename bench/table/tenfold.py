"""P9: a document with ten times the parts of a usual one, and fifty briefs in one process."""

import asyncio
import gc
import statistics
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from bench.table.adversarial import word
from bench.table.pairs import Ratios, alternating, spent, spin
from bench.table.peak import resident_bytes
from bench.table.questions import DAY, INFORMATION, Silent, system_of
from bench.table.row import Row
from drafter import pipeline
from drafter.document.brief import Brief
from drafter.document.outline import Component, ComponentKind, Decision, Entity, Operation, Outline, Role, Target
from drafter.llm.asker import Asker
from drafter.stages.read_brief import read_brief
from tests.fake_model import FakeModel

__all__ = ["COUNTED", "batch_row", "outline_of", "rows"]

COUNTED = """\
A usual outline has six components, five entities, ten operations and four decisions; the other one ten times as many
of each, with names of their own. Both are drafted, assembled, repaired and checked by a model in the same process that
answers at once, so that all time is drafter's; ten times the time and memory is what ten times the parts may take. For
the batch, the eight briefs of `fixtures/briefs` are read, outlined, drafted and checked one after another under other
names until fifty are done, in one process.
"""
_ID = "P9"
_ROOT = Path(__file__).parents[2]
_BRIEFS = sorted((_ROOT / "fixtures/briefs").glob("*.md"))
_KINDS: tuple[ComponentKind, ...] = ("interface", "service", "store")
_TIMES = 10
_MOST_OVER = 1.2
"""Times what ten times the parts may take."""
_BATCH = 50
_MOST_LATER = 1.1
_MOST_LEFT = 2.0
"""MB."""
_MB = 1_000_000


def rows(quick: bool) -> Iterator[Row]:
    """Yield the rows of the tenfold document and that of the batch."""
    times = 2 if quick else _TIMES
    brief = read_brief(_ROOT / "fixtures/briefs/tool_library.md").brief
    usual, larger = (partial(_drafted, brief, outline_of(number)) for number in (1, times))
    usual()  # what is read once a process
    found = alternating(
        partial(spent, larger), partial(spent, usual), 1 if quick else 7, control=(lambda: 1.0) if quick else spin
    )
    yield _time_row(found, times)
    yield _memory_row(_peak(larger) / _peak(usual), times)
    yield batch_row(*_batch(4 if quick else _BATCH))


def outline_of(times: int) -> Outline:
    """Return an outline with so many times the parts of a usual one."""
    components = [f"{word(number)} Service" for number in range(6 * times)]
    entities = [f"{word(1000 + number)} Record" for number in range(5 * times)]
    return Outline(
        title="Tool Library",
        kind="web service",
        interfaces=("http",),
        storage="relational",
        components=tuple(
            Component(
                name=name, kind=_KINDS[number % 3], responsibility=f"Keeps what {name} keeps.", technology="Python",
                depends_on=tuple(components[max(0, number - 2) : number]), source="S1",
            )
            for number, name in enumerate(components)
        ),
        entities=tuple(Entity(name=name, description=f"A {name}.") for name in entities),
        operations=tuple(
            Operation(
                name=f"{verb} {name}", kind="http", summary=f"It will {verb.lower()} a {name}.",
                component=components[number % len(components)], entity=name, method=method,
                path=f"/{name.split()[0].lower()}",
            )
            for number, name in enumerate(entities)
            for verb, method in (("List", "GET"), ("Add", "POST"))
        ),
        roles=(Role(name="Member"), Role(name="Librarian")),
        environments=("Staging", "Production"),
        targets=(Target(name="Answer", quality="latency", quantity="200 ms", statement="S1", text="within 200 ms"),),
        decisions=tuple(
            Decision(title=word(2000 + number), choice=word(3000 + number), alternatives=(word(4000 + number),))
            for number in range(4 * times)
        ),
    )  # fmt: skip


def _drafted(brief: Brief, outline: Outline | None) -> None:
    """Draft a brief, with its outline or without."""
    asker = Asker(FakeModel(), system=system_of(brief), openai=False, one_by_one=False)

    async def draft() -> None:
        settled = outline or await pipeline.outline(brief, asker, Silent())
        await pipeline.draft(brief, settled, asker, INFORMATION, today=DAY, jobs=8, progress=Silent())

    asyncio.run(draft())


def _time_row(found: Ratios, times: int) -> Row:
    ratio = found.median_cpu / times
    return Row(
        id=_ID,
        measure=f"CPU time of a document with {times} times the parts, over {times} times that of a usual one",
        peer="",
        goal=f"at most {_MOST_OVER:g}",
        found=f"{ratio:.2f}",
        peers="",
        n=found.n,
        met=ratio <= _MOST_OVER,
    )


def _memory_row(larger: float, times: int) -> Row:
    ratio = larger / times
    return Row(
        id=_ID,
        measure=f"memory of a document with {times} times the parts, over {times} times that of a usual one",
        peer="",
        goal=f"at most {_MOST_OVER:g}",
        found=f"{ratio:.2f}",
        peers="",
        n="1 run each, as Python counts it",
        met=ratio <= _MOST_OVER,
    )


def _peak(work: Callable[[], None]) -> int:
    """Return the most memory that Python gives to some work, in bytes."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _batch(number: int) -> tuple[Sequence[float], Sequence[int]]:
    """Return the CPU time of each of so many briefs, and the memory that is resident after each, in bytes."""
    texts = [path.read_text("utf-8") for path in _BRIEFS]
    seconds, residents = [], []
    for index in range(number):
        text = texts[index % len(texts)].replace("\n", f" of {word(index)}\n", 1)
        brief = read_brief(BytesIO(text.encode())).brief
        seconds.append(spent(partial(_drafted, brief, None)).cpu)
        gc.collect()
        residents.append(resident_bytes())
    return seconds, residents


def batch_row(seconds: Sequence[float], residents: Sequence[int]) -> Row:
    """Return the row of what the last briefs of a batch take over the first of the same ones."""
    turn = max(1, len(seconds) // 5)
    later = statistics.median(seconds[-turn:]) / statistics.median(seconds[turn : 2 * turn] or seconds)
    left = (residents[-1] - residents[turn]) / _MB
    return Row(
        id=_ID,
        measure=f"{len(seconds)} briefs in one process: CPU time of the last {turn} over early ones; memory since, MB",
        peer="",
        goal=f"at most {_MOST_LATER:g}; {_MOST_LEFT:g}",
        found=f"{later:.2f}; {left:.1f}",
        peers="",
        n=f"{len(seconds)} briefs",
        met=later <= _MOST_LATER and left <= _MOST_LEFT,
    )
