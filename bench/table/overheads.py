"""P8: the CPU time of a call, beside a chain that asks the same with the library's recommended interface."""

import asyncio
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager, redirect_stderr
from functools import partial
from pathlib import Path

from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from bench.table.endpoint import Endpoint, drafter_environment, endpoint
from bench.table.memory import rows as rows_of_memory
from bench.table.pairs import Ratios, alternating, spent, spin
from bench.table.questions import Asked, asked_of, system_of
from bench.table.row import Row
from drafter.cli.draft import draft
from drafter.cli.model_options import behaviour_of, chosen_model
from drafter.cli.session import open_session
from drafter.configuration import Limits
from drafter.document.brief import Brief
from drafter.llm.ask import UNCHECKED, Question, request_of
from drafter.stages.read_brief import read_brief
from tests.fault_server import MODEL, Script

__all__ = ["COUNTED", "rows"]

COUNTED = """\
CPU time of this process; the endpoint is another one, and answers at once. drafter's call goes from a question to
valid data: the brief beside it as far as it fits, budget, journal (an answer is on the disk before it is used),
stream, validation. Both have made the schemas before. The chain is `prompt |
ChatOpenAI(...).with_structured_output(Model)`, made beforehand for each question of the same draft, with the same
prompts and pydantic models; it keeps nothing, and streams only where the table says so. Both ask one question after
the other, in turns. `draft` as a whole also reads the brief, narrows the models to its names, looks for faults in
texts, assembles, checks and writes the document: its CPU time, without imports, is shared out among its calls as the
endpoint counts them, over a call of the chain. Memory is the peak of a process of its own (`VmHWM`), by the length of
the document, as the slope of a line through five lengths from 10 to 400 pages; markdown-it-py parses the same files.
200 regenerations run in one process, each asking the endpoint once; the growth is that of its resident memory
(`VmRSS`) since the fortieth.
"""
_ID = "P8"
_BRIEF = Path(__file__).parents[2] / "fixtures/briefs/tool_library.md"
_PEER = "`prompt | llm.with_structured_output`"
_GOAL = 1.5


def rows(quick: bool) -> Iterator[Row]:
    """Yield the rows of CPU time and of memory."""
    yield from _rows_of_calls(1 if quick else 15, (lambda: 1.0) if quick else spin)
    yield from rows_of_memory(quick)


def _rows_of_calls(pairs: int, control: Callable[[], float]) -> Sequence[Row]:
    brief = read_brief(_BRIEF).brief
    asked = asked_of(brief)
    with (
        endpoint(Script()) as at,
        _surroundings(drafter_environment(at.folder)),
        redirect_stderr(io.StringIO()),
        asyncio.Runner() as runner,
        _opened(brief, at, runner) as ask_all,
    ):
        chain, call, whole = _chain(asked, system_of(brief), at), partial(ask_all, asked), partial(_draft, at)
        streaming = _chain(asked, system_of(brief), at, streaming=True)
        calls_of_chain = _calls_of(at, chain)
        streaming()
        streamed = alternating(partial(spent, streaming), partial(spent, chain), pairs, control=control).median_cpu
        rows = []
        for measure, work, goal in (
            ("CPU time of a call, journal included", call, _GOAL),
            ("CPU time of a whole `draft`, for each of its calls", whole, None),
        ):
            calls = _calls_of(at, work)
            found = alternating(partial(spent, work), partial(spent, chain), pairs, control=control)
            rows.append(_row(measure, found, (calls, calls_of_chain), goal, streamed))
        return rows


def _row(measure: str, found: Ratios, calls: tuple[int, int], goal: float | None, streamed: float) -> Row:
    """Return the row of what drafter and the chain took for so many calls each, and the chain with a stream."""
    ratio = found.median_cpu * calls[1] / calls[0]
    return Row(
        id=_ID,
        measure=measure,
        peer=_PEER,
        goal="" if goal is None else f"at most {goal:g}",
        found=f"{ratio:.2f}",
        peers=f"1, streaming {streamed:.2f}",
        n=f"{found.n}, {calls[0]} calls each",
        met=None if goal is None else ratio <= goal,
        why="" if goal is None or ratio <= goal else f"the stream, for which the chain takes {streamed:.2f}",
    )


def _calls_of(at: Endpoint, work: Callable[[], None]) -> int:
    """Return how many calls some work makes."""
    before = len(at.completions)
    work()
    return len(at.completions) - before


def _chain(asked: Sequence[Asked], system: str, at: Endpoint, *, streaming: bool = False) -> Callable[[], None]:
    """Return what asks all questions with langchain, one after the other."""
    llm = ChatOpenAI(
        model=MODEL, base_url=at.base_url, api_key=SecretStr("none"), temperature=0, streaming=streaming,
        stream_usage=streaming,
    )  # fmt: skip
    prompt = ChatPromptTemplate.from_messages([("system", "{system}"), ("human", "{user}")])
    chains = [prompt | llm.with_structured_output(one.model) for one in asked]
    questions = [Question(label=one.label, system=system, user=one.user, model=one.model) for one in asked]
    given = [{"system": system, "user": request_of(question, openai=False).user} for question in questions]

    def ask() -> None:
        for chain, values in zip(chains, given, strict=True):
            chain.invoke(values)

    return ask


@contextmanager
def _opened(brief: Brief, at: Endpoint, runner: asyncio.Runner) -> Iterator[Callable[[Sequence[Asked]], None]]:
    """Open the endpoint as a draft does, and give what asks questions of it, one after the other."""
    stack = AsyncExitStack()
    behaviour = behaviour_of(fresh=True, timeout=None, limits=Limits())
    opening = open_session(chosen_model(MODEL, at.base_url, None), brief, {"all": "all"}, behaviour)
    session = runner.run(stack.enter_async_context(opening))

    async def ask(asked: Sequence[Asked]) -> None:
        for one in asked:
            await session.asker.ask(one.label, one.user, one.model, UNCHECKED, lambda _: None)

    try:
        yield lambda asked: runner.run(ask(asked))
    finally:
        runner.run(stack.aclose())


def _draft(at: Endpoint) -> None:
    """Draft the brief as the command does."""
    draft(str(_BRIEF), output=at.folder / "tdd.md", base_url=at.base_url, model=MODEL, fresh=True, overwrite=True)


@contextmanager
def _surroundings(environment: Mapping[str, str]) -> Iterator[None]:
    """Add to the environment of this process as long as the context lasts."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
