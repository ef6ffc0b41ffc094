"""The command line: what it imports, and how it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drafter import __version__, errors
from drafter.cli import app
from tests.sound_document import SOUND

ROOT = Path(__file__).parents[2]

HEAVY = {
    "detect_secrets", "langchain", "langchain_core", "langchain_openai", "langgraph", "langsmith", "openai", "rich",
    "sqlglot", "tiktoken", "xllamacpp",
}  # fmt: skip

UNUSED_BY_A_CHECK = {
    "asyncio", "drafter.configuration", "drafter.document.sections", "httpx2", "importlib.resources", "json_repair",
    "pydantic", "ruamel.yaml", "ssl", "yaml",
}  # fmt: skip

LOADED = f"""
import atexit, sys
atexit.register(lambda: sys.stderr.write(" ".join({HEAVY!r} & set(sys.modules))))
from drafter.cli.app import main
main()
"""

SIGNALLED = """
import asyncio, os, signal, sys
from types import ModuleType
from drafter.cli import app

def now():
    os.kill(os.getpid(), signal.Signals[sys.argv.pop()])

def fake(how: str, name: str) -> None:
    async def work():
        try:
            asyncio.get_running_loop().call_soon(now)
            await asyncio.sleep(20)
        finally:
            print("cleaned up", flush=True)
    asyncio.run(work()) if how == "async" else (now(), signal.pause())

module = sys.modules["fake"] = ModuleType("fake")
module.fake = fake
app.COMMANDS["fake"] = app.Command("fake", "fake", "Fake.")
app.main()
"""

PRINTING = """
import sys
from types import ModuleType
from drafter.cli import app

def fake() -> None:
    sys.stdout.write("x" * 100_000)

module = sys.modules["fake"] = ModuleType("fake")
module.fake = fake
app.COMMANDS["fake"] = app.Command("fake", "fake", "Fake.")
app.main()
"""

Run = Callable[..., int]


def _python(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    return subprocess.run([sys.executable, *arguments], capture_output=True, env=environment, check=False)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Return a function that runs `drafter fake` with a body and returns the exit code."""
    before = signal.getsignal(signal.SIGTERM)

    def run_fake(body: Callable[[], None], *arguments: str) -> int:
        monkeypatch.setattr(sys.modules[__name__], "fake", body, raising=False)
        monkeypatch.setitem(app.COMMANDS, "fake", app.Command(__name__, "fake", "Do what the test says."))
        monkeypatch.setattr(sys, "argv", ["drafter", *(arguments or ["fake"])])
        with pytest.raises(SystemExit) as stop:
            app.main()
        assert isinstance(stop.value.code, int)
        return stop.value.code

    yield run_fake
    signal.signal(signal.SIGTERM, before)


def _subclasses(kind: type[errors.DrafterError]) -> Iterator[type[errors.DrafterError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _subclasses(child)


def test_help_lists_every_command_and_its_line() -> None:
    shown = _python("-m", "drafter", "--help")
    text = shown.stdout.decode()
    assert shown.returncode == 0
    for name, command in app.COMMANDS.items():
        assert f"  {name.ljust(max(map(len, app.COMMANDS)))}  {command.help}\n" in text
    assert text.count("  drafter ") >= 3


@pytest.mark.parametrize(
    "arguments",
    ["--help", "--version", "template", "template --help", "check --help", "rules", "explain STR101"],
)
def test_model_stack_stays_unloaded(arguments: str) -> None:
    ended = _python("-c", LOADED, *arguments.split())
    assert ended.stderr == b""
    assert ended.returncode == 0


def test_a_check_loads_neither_the_model_stack_nor_what_reads_outlines(tmp_path: Path) -> None:
    (tmp_path / "tdd.md").write_text(SOUND, "utf-8")
    code = LOADED.replace(repr(HEAVY), repr(HEAVY | (UNUSED_BY_A_CHECK - {"yaml"})))
    ended = _python("-c", code, "check", str(tmp_path / "tdd.md"))
    assert ended.stderr.endswith(b": no findings\n")
    assert ended.returncode == 0


@pytest.mark.parametrize("arguments", ["check --help", "rules", "explain STR101"])
def test_what_a_check_does_not_use_is_not_loaded_to_explain_it(arguments: str) -> None:
    code = LOADED.replace(repr(HEAVY), repr(HEAVY | UNUSED_BY_A_CHECK))
    assert _python("-c", code, *arguments.split()).stderr == b""


def test_a_check_without_a_schema_or_contract_loads_no_parser_of_them(tmp_path: Path) -> None:
    (tmp_path / "tdd.md").write_text("# Lanterns\n\nEach lantern is lit at dusk.\n", "utf-8")
    code = LOADED.replace(repr(HEAVY), repr(HEAVY | UNUSED_BY_A_CHECK))
    ended = _python("-c", code, "check", str(tmp_path / "tdd.md"), "--format", "json", "--fail-on", "never")
    assert ended.returncode == 0
    assert ended.stderr.endswith(b"\n"), "what was loaded stands behind the summary"


def test_an_outline_of_a_document_does_not_load_the_model_stack() -> None:
    document = str(ROOT / "fixtures/documents/url_shortener.md")
    ended = _python("-c", LOADED.replace(repr(HEAVY), repr(HEAVY | {"httpx2", "ssl"})), "outline", "--from", document)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_help_imports_no_command() -> None:
    code = LOADED.replace(repr(HEAVY), repr({command.module for command in app.COMMANDS.values()}))
    assert _python("-c", code, "--help").stderr == b""


def test_version_is_printed() -> None:
    assert _python("-m", "drafter", "--version").stdout.decode().split() == ["drafter", __version__]


def test_template_is_the_fixture_byte_for_byte() -> None:
    printed = _python("-m", "drafter", "template")
    assert printed.stdout == (ROOT / "fixtures/tdd-template.md").read_bytes()


@pytest.mark.parametrize("kind", sorted(set(_subclasses(errors.DrafterError)), key=str))
def test_failure_is_explained_and_has_the_code_of_its_class(
    kind: type[errors.DrafterError], run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise kind("brief.md:3: no such thing", hint="write one\nor another")

    assert run(fail) == kind.exit_code
    output = capsys.readouterr()
    assert output.err == "drafter: error: brief.md:3: no such thing\n  write one\n  or another\n"
    assert output.out == ""


def test_message_reaches_the_terminal_as_plain_characters(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise errors.InputError("a\x1b[31m [bold]b[/]\x07\u202e\r\nc\x9b", hint="")

    run(fail)
    assert capsys.readouterr().err == "drafter: error: a[31m [bold]b[/]\n  c\n"


def test_function_without_failure_ends_with_0(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: print("made")) == 0  # noqa: T201 - the command's output
    assert capsys.readouterr().out == "made\n"


@pytest.mark.parametrize("arguments", [["fake", "--no-such-option"], ["fakes"], ["--no-such-option"], ["fake", "x"]])
def test_usage_errors_end_with_2(run: Run, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: None, *arguments) == 2
    assert capsys.readouterr().err.startswith("Usage: drafter")


def test_misspelt_command_is_answered_with_the_right_one(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(lambda: None, "templat")
    assert "Did you mean 'template'?" in capsys.readouterr().err


def test_group_of_commands_is_loaded_as_one(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: None, "model", "install", "--help") == 0
    assert "--file" in capsys.readouterr().out


@pytest.mark.parametrize("how", ["async", "plain"])
@pytest.mark.parametrize(("name", "code", "word"), [("SIGINT", 130, "interrupted"), ("SIGTERM", 143, "terminated")])
def test_signals_end_the_run_and_say_how_to_go_on(how: str, name: str, code: int, word: str) -> None:
    ended = _python("-c", SIGNALLED, "fake", how, name)
    assert ended.stderr.decode() == (
        f"drafter: {word}; finished sections are kept, and the same command goes on from there\n"
    )
    assert ended.returncode == code
    assert ended.stdout.decode() == ("cleaned up\n" if how == "async" else "")


@pytest.mark.parametrize("arguments", [["fake"], ["--help"], ["template"]])
def test_reader_that_goes_away_ends_the_run_quietly(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-c", PRINTING, *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    os.close(writing)
    assert ended.returncode == 141
    assert ended.stderr == b""


def test_bug_is_a_plain_traceback_without_locals() -> None:
    code = PRINTING.replace('sys.stdout.write("x" * 100_000)', 'key = "se" + "cret"; len(key) / 0')
    ended = _python("-c", code, "fake")
    text = ended.stderr.decode()
    assert text.startswith("Traceback (most recent call last):\n")
    assert text.endswith("ZeroDivisionError: division by zero\n")
    assert "secret" not in text
    assert ended.returncode == 1
