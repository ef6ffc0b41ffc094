"""P6: how long a command takes that does next to nothing, over starting Python."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.table.pairs import Ratios, alternating, command, spin
from bench.table.row import Row

__all__ = ["COUNTED", "judged", "rows"]

COUNTED = """\
Wall time of the installed command over that of `python -c pass`, both started in turns from one folder, with bytecode
that a first start wrote, and without the user's environment. `check` reads a draft of twenty pages. The peer is
`llm --help` of the package llm, a command line for the same models.
"""
_ID = "P6"
_ROOT = Path(__file__).parents[2]
_GOALS: Mapping[tuple[str, ...], float] = {
    ("--version",): 8,
    ("--help",): 15,
    ("check", str(_ROOT / "fixtures/documents/log_sweeper.md")): 20,
}
_PEER = ("llm", "--help")
_MISSING = "llm is not installed"


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for each command."""
    pairs, control = (1, lambda: 1.0) if quick else (15, spin)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peer = _ratios(_PEER, folder, pairs, control) if Path(_installed(_PEER[0])).is_file() else None
        for arguments, goal in _GOALS.items():
            yield judged(arguments, goal, _ratios(("drafter", *arguments), folder, pairs, control), peer)


def judged(arguments: Sequence[str], goal: float, found: Ratios, peer: Ratios | None) -> Row:
    """Return the row of a command: it may take at most `goal` times as long as Python alone."""
    shown = " ".join(Path(argument).name for argument in arguments)
    ratio = found.median_wall
    return Row(
        id=_ID,
        measure=f"`drafter {shown}` over `python -c pass`",
        peer=f"`{' '.join(_PEER)}`",
        goal=f"at most {goal:g}",
        found=f"{ratio:.1f} (CPU {found.median_cpu:.1f})",
        peers=f"{peer.median_wall:.1f} (CPU {peer.median_cpu:.1f})" if peer else _MISSING,
        n=found.n,
        met=ratio <= goal,
        why="" if ratio <= goal else "most of it is importing what the command needs",
    )


def _ratios(words: Sequence[str], folder: Path, pairs: int, control: Callable[[], float]) -> Ratios:
    environment = _environment(folder)
    started = [_installed(words[0]), *words[1:]]
    nothing = [sys.executable, "-c", "pass"]
    for once in (started, nothing):
        command(once, folder=folder, environment=environment)  # it writes the bytecode, as an installation does
    return alternating(
        lambda: command(started, folder=folder, environment=environment),
        lambda: command(nothing, folder=folder, environment=environment),
        pairs,
        control=control,
    )


def _environment(folder: Path) -> Mapping[str, str]:
    """Return an environment in which nothing of the user counts, and bytecode goes to a folder."""
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "LLM_USER_PATH": str(folder / "llm"),
        "PYTHONPATH": str(_ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }


def _installed(name: str) -> str:
    """Return the path of a command of this environment."""
    return str(Path(sys.executable).with_name(name))
