"""What is fuzzed: each target takes one input and raises only for what is a bug of drafter's."""

import asyncio
import io
import itertools
import json
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st
from ruamel.yaml import YAML

from drafter.configuration import choose_model, read_settings
from drafter.consistency.text import SeenSentences
from drafter.document.brief import Brief
from drafter.document.document import DocumentInformation
from drafter.document.outline import Outline
from drafter.document.sections import SECTIONS, SectionType
from drafter.errors import DrafterError
from drafter.llm.asker import Asker
from drafter.markdown.render import render
from drafter.outline_file import from_yaml, to_yaml
from drafter.pipeline import draft
from drafter.stages.draft_section import draft_section, settle
from drafter.stages.make_outline import make_outline
from drafter.stages.progress import SilentProgress
from drafter.stages.read_brief import read_brief
from tests.fake_model import FakeModel
from tests.fuzz.mutations import cuts, grafts, spoilt_bytes, spoilt_text

__all__ = ["MOST_SECONDS", "TARGETS", "Target", "TooSlow", "within"]

MOST_SECONDS = 4.0
"""Of the processor's time, for one input: a whole document whose every answer must be mended takes half of it."""

_ROOT = Path(__file__).parents[2]
_BRIEFS = tuple(path.read_text("utf-8") for path in sorted((_ROOT / "fixtures/briefs").glob("*.md")))
_OUTLINES = tuple(path.read_text("utf-8") for path in sorted((_ROOT / "fixtures/documents").glob("*.outline.yaml")))
_CONFIGURATIONS = (
    'model = "local"\nmodel_file = "~/m.gguf"\njobs = 3\n',
    '# mine\nmodel = "llama3.1"\nbase_url = "http://localhost:11434/v1"\n',
    'model = "openai:gpt-5-mini"\n[x]\ny = [1, {a = 2026-01-02T03:04:05Z}]\nz = """a"""\n',
)


class TooSlow(AssertionError):
    """An input took more of the processor's time than any may."""


@dataclass(frozen=True)
class Target:
    """Something that reads what it cannot trust."""

    name: str
    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], None]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TooSlow in what takes longer; nothing of drafter's catches an AssertionError."""

    def stop(_number: int, _frame: object) -> None:
        raise TooSlow(f"not done after {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _check_brief(data: bytes) -> None:
    with suppress(DrafterError):
        brief = read_brief(io.BytesIO(data)).brief
        for statement in brief.statements:
            assert 0 <= statement.start < statement.end <= len(brief.text), statement
        for fact in brief.facts:
            assert fact.text == brief.text[fact.start : fact.end], fact
            assert brief.statement(fact.statement)


def _check_outline(text: str) -> None:
    try:
        outline = from_yaml(text, "outline.yaml")
    except DrafterError as error:
        lines = str(error).splitlines()
        assert len(lines) <= 8, lines
        assert all(line.isprintable() and line.startswith("outline.yaml") for line in lines), lines
        return
    assert from_yaml(to_yaml(outline, None), "outline.yaml") == outline


def _check_configuration(given: tuple[bytes, dict[str, str]]) -> None:
    data, environment = given
    with tempfile.TemporaryDirectory() as folder, suppress(DrafterError):
        (Path(folder) / "drafter.toml").write_bytes(data)
        settings = read_settings(Path(folder), environment)
        choice = choose_model(model=None, base_url=None, model_file=None, settings=settings, environment=environment)
        assert choice.model.isprintable()


def _settled() -> tuple[Brief, Outline]:
    text = (_ROOT / "fixtures/briefs/url_shortener.md").read_bytes()
    outline = (_ROOT / "fixtures/documents/url_shortener.outline.yaml").read_text("utf-8")
    return read_brief(io.BytesIO(text)).brief, from_yaml(outline, "outline.yaml")


_BRIEF, _OUTLINE = _settled()


def _recorded() -> tuple[str, ...]:
    """Return answers of the local model."""
    cassette = YAML(typ="safe").load((_ROOT / "tests/cassettes/log_sweeper.yaml").read_text("utf-8"))
    streams = [entry["response"]["body"]["string"] for entry in cassette["interactions"]]
    first = (stream.split("\n")[0].removeprefix("data: ") for stream in streams if stream.startswith("data: {"))
    return tuple(json.loads(line)["choices"][0]["delta"]["content"] for line in first)


_ANSWERS = _recorded()


def _spoilt_answer() -> st.SearchStrategy[Callable[[Any], Any]]:
    """What becomes of a good answer: data, or a text that is sent as it is."""
    texts = cuts(_ANSWERS)
    return st.one_of(
        st.just(lambda answer: answer),
        grafts(),
        grafts(),
        texts.map(lambda change: lambda answer: change(json.dumps(answer))),
        texts.map(lambda change: lambda answer: change(f"<think>a</think>\n```json\n{json.dumps(answer)}\n```")),
        st.builds(lambda text, change: lambda _: change(text), st.sampled_from(_ANSWERS), texts),
    )


class _Answers(NamedTuple):
    """How a model answers: one change after the other, from the first again after the last."""

    changes: list[Callable[[Any], Any]]
    one_by_one: bool

    def asker(self) -> Asker:
        changes = itertools.cycle(self.changes)
        model = FakeModel(lambda _, answer: next(changes)(answer))
        return Asker(model, system="", openai=False, one_by_one=self.one_by_one)


_SPOILT_ANSWERS = st.builds(_Answers, st.lists(_spoilt_answer(), min_size=1, max_size=20), st.booleans())


def _check_section(given: tuple[SectionType, _Answers]) -> None:
    kind, answers = given
    with suppress(DrafterError):
        drafted = asyncio.run(draft_section(kind, _BRIEF, _OUTLINE, answers.asker(), lambda *_: None))
        settle(kind, drafted, SeenSentences())


def _check_document(given: tuple[str, _Answers]) -> None:
    text, answers = given
    outline = _OUTLINE
    with suppress(DrafterError):
        outline = from_yaml(text, "outline.yaml")
    information = DocumentInformation(
        id="1", version="v1.0", date="2026-01-02", authors="a", reviewers="b", status="Draft"
    )
    with suppress(DrafterError):
        drafting = draft(
            _BRIEF, outline, answers.asker(), information, today=date(2026, 1, 2), jobs=8, progress=SilentProgress()
        )
        document = asyncio.run(drafting).document
        assert render(document)


def _check_outline_answers(answers: _Answers) -> None:
    with suppress(DrafterError):
        asyncio.run(make_outline(_BRIEF, answers.asker(), lambda *_: None))


_VALUES = st.sampled_from(("local", "openai:a", "m", "http://h/v1", "https://h:1/", "sk-a", "8", "~x/m")) | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20
)
_ENVIRONMENTS = st.dictionaries(
    st.sampled_from(
        (
            "DRAFTER_MODEL",
            "DRAFTER_BASE_URL",
            "DRAFTER_MODEL_FILE",
            "DRAFTER_JOBS",
            "DRAFTER_API_KEY",
            "OPENAI_API_KEY",
        )
    ),
    _VALUES,
)

TARGETS = (
    Target("brief", spoilt_bytes(_BRIEFS + _OUTLINES), _check_brief),
    Target("outline", spoilt_text(_OUTLINES), _check_outline),
    Target("configuration", st.tuples(spoilt_bytes(_CONFIGURATIONS), _ENVIRONMENTS), _check_configuration),
    Target("section answers", st.tuples(st.sampled_from(SECTIONS), _SPOILT_ANSWERS), _check_section),
    Target("document", st.tuples(spoilt_text(_OUTLINES), _SPOILT_ANSWERS), _check_document),
    Target("outline answers", _SPOILT_ANSWERS, _check_outline_answers),
)
