"""Progress on a terminal and in a log."""

import io
import re

import pytest

from drafter.llm.port import Usage
from drafter.report.progress import LineProgress, TerminalProgress, progress_for
from drafter.stages.progress import Progress, SilentProgress

PARTS = {
    "outline": "Outline",
    "data_design": "5 Data Design",
    "api_design": "6 API Design",
}


class Terminal(io.StringIO):
    """A terminal that remembers what was written to it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        """Return all frames without control sequences, as lines without trailing blanks."""
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.getvalue())
        return "\n".join(line.rstrip() for line in plain.replace("\r", "").splitlines())


class Unplugged(Terminal):
    """A terminal whose window was closed."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("LINES", "40")
    monkeypatch.setenv("TERM", "xterm-256color")


def _a_run(progress: Progress, clock: Clock) -> None:
    progress.begin(PARTS, model="qwen", endpoint="models.example", sent="the brief")
    progress.end("outline", "done", Usage(), 0.0)
    clock.time += 21.3
    progress.end("data_design", "done", Usage(prompt=900, completion=412), 21.3)
    progress.note("one more run waits")
    clock.time += 5.7
    progress.end("api_design", "incomplete", Usage(completion=57), 5.7)


def test_log_names_the_destination_and_has_a_line_for_each_finished_part(clock: Clock) -> None:
    stream = io.StringIO()
    with LineProgress(stream, clock) as progress:
        _a_run(progress, clock)
    assert stream.getvalue().splitlines() == [
        "model qwen at models.example: the brief goes there",
        "[1/3] Outline: done, from the journal; 0 s elapsed",
        "[2/3] 5 Data Design: done, 412 tokens in 21.3 s (19.3 tokens/s); 21 s elapsed, about 21 s remaining",
        "one more run waits",
        "[3/3] 6 API Design: incomplete, 57 tokens in 5.7 s (10.0 tokens/s); 27 s elapsed",
    ]


def test_local_model_is_said_to_keep_the_brief_here(clock: Clock) -> None:
    stream = io.StringIO()
    LineProgress(stream, clock).begin(PARTS, model="qwen", endpoint="this machine", sent="the brief")
    assert stream.getvalue() == "model qwen on this machine: the brief stays here\n"


def test_tokens_that_the_endpoint_does_not_count_are_not_made_up(clock: Clock) -> None:
    stream = io.StringIO()
    LineProgress(stream, clock).end("api_design", "done", Usage(), 5.0)
    assert stream.getvalue() == "[1/1] api_design: done, 5.0 s; 0 s elapsed\n"


def test_table_shows_what_is_done_worked_on_and_waiting(clock: Clock) -> None:
    stream = Terminal()
    with TerminalProgress(stream, clock) as progress:
        progress.begin(PARTS, model="qwen", endpoint="models.example", sent="the brief")
        progress.end("outline", "done", Usage(completion=200), 10.0)
        clock.time += 10
        progress.working("data_design", "entities", 0)
        clock.time += 3
        progress.working("data_design", "entities", 1)
        clock.time += 2
        progress.working("data_design", "entities", 41)
    lines = stream.text().splitlines()
    assert lines[0] == "model qwen at models.example: the brief goes there"
    done, working, waiting, times = (re.split(" {2,}", line.strip()) for line in lines[-4:])
    assert done == ["✓", "Outline", "done", "200 tokens", "20.0 tokens/s", "10.0 s"]
    assert working == [
        "▸", "5 Data Design", "working entities 41 tokens", "41 tokens", "20.0 tokens/s", "5.0 s",
    ]  # fmt: skip
    assert waiting == ["·", "6 API Design", "waiting"]
    assert times == ["15 s elapsed"]


def test_table_adds_up_the_steps_of_a_part_until_it_is_finished(clock: Clock) -> None:
    stream = Terminal()
    with TerminalProgress(stream, clock) as progress:
        progress.begin({"api_design": "6 API Design"}, model="qwen", endpoint="models.example", sent="the brief")
        progress.working("api_design", "endpoints", 30)
        progress.working("api_design", "errors", 12)
    assert "working errors 12 tokens  42 tokens" in stream.text()


def test_notes_stand_above_the_table(clock: Clock) -> None:
    stream = Terminal()
    with TerminalProgress(stream, clock) as progress:
        _a_run(progress, clock)
    text = stream.text()
    assert text.index("one more run waits") < text.rindex("6 API Design")
    assert re.search(r"incomplete +57 tokens", text)


def test_low_terminal_shows_the_unfinished_parts(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "5")
    stream = Terminal()
    with TerminalProgress(stream, clock) as progress:
        progress.begin(PARTS, model="qwen", endpoint="models.example", sent="the brief")
        progress.end("outline", "done", Usage(), 0.0)
    last = "\n".join(stream.text().splitlines()[-3:])
    assert "Outline" not in last
    assert "5 Data Design" in last
    assert "6 API Design" in last


def test_estimate_counts_parts_worked_on_at_the_same_time_by_the_clock(clock: Clock) -> None:
    stream = io.StringIO()
    progress = LineProgress(stream, clock)
    progress.begin({str(number): str(number) for number in range(4)}, model="m", endpoint="e", sent="the brief")
    clock.time += 30
    progress.end("0", "done", Usage(completion=1), 30.0)
    progress.end("1", "done", Usage(completion=1), 30.0)
    assert stream.getvalue().splitlines()[-1].endswith("30 s elapsed, about 30 s remaining")


@pytest.mark.parametrize("kind", [LineProgress, TerminalProgress])
def test_parts_that_were_not_announced_are_shown_by_their_key(
    kind: type[LineProgress | TerminalProgress], clock: Clock
) -> None:
    stream = Terminal()
    with kind(stream, clock) as progress:
        progress.begin({}, model="m", endpoint="e", sent="the brief")
        progress.working("later", "text", 3)
        progress.end("later", "done", Usage(completion=9), 3.0)
    assert "later" in stream.text()


@pytest.mark.parametrize("kind", [LineProgress, TerminalProgress])
def test_markup_and_control_characters_of_names_do_nothing(
    kind: type[LineProgress | TerminalProgress], clock: Clock
) -> None:
    stream = Terminal()
    with kind(stream, clock) as progress:
        progress.begin({"a": "[red]A[/]\x1b]0;t\x07"}, model="[bold]m", endpoint="e\x9b31m", sent="the brief")
        progress.working("a", "st[/]ep\r\n", 3)
        progress.note("[link=x]note[/link]\x1b[2J")
        progress.end("a", "done", Usage(completion=9), 3.0)
    assert "[red]A[/]]0;t" in stream.text()
    assert "model [bold]m at e31m" in stream.text()
    assert "[link=x]note[/link][2J" in stream.text()
    assert not re.search("\x1b\\]|\x1b\\[2J|\x07|\x9b", stream.getvalue())


@pytest.mark.parametrize("stream", [Unplugged(), Terminal()])
@pytest.mark.parametrize("kind", [LineProgress, TerminalProgress])
def test_terminal_that_goes_away_does_not_end_the_run(
    kind: type[LineProgress | TerminalProgress], stream: Terminal, clock: Clock
) -> None:
    with kind(stream, clock) as progress:
        progress.begin(PARTS, model="m", endpoint="e", sent="the brief")
        stream.close()
        progress.end("outline", "done", Usage(), 0.0)
        progress.note("still there")


def test_terminals_get_a_table_logs_get_lines_and_no_stream_gets_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(progress_for(Terminal()), TerminalProgress)
    assert isinstance(progress_for(io.StringIO()), LineProgress)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(progress_for(Terminal()), LineProgress)
    closed = io.StringIO()
    closed.close()
    for absent in (None, closed):
        with progress_for(absent) as progress:
            assert isinstance(progress, SilentProgress)
