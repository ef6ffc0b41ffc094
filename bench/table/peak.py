"""The most memory that a process ever had: run some work, and write its peak to a file.

    python -m bench.table.peak PEAK (drafter ARGUMENT... | parser FILE)

What a parent learns of a child that it waits for includes the parent's own memory when it started the child; the child
itself knows better. Nothing is imported here but for the work.
"""

import sys
from importlib import import_module
from pathlib import Path

__all__ = ["peak_bytes", "resident_bytes"]


def peak_bytes() -> int:
    """Return the most memory that this process ever had, on Linux."""
    return _status("VmHWM:")


def resident_bytes() -> int:
    """Return the memory that this process has now, on Linux."""
    return _status("VmRSS:")


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def _main(written_to: str, work: str, *arguments: str) -> None:
    try:
        if work == "parser":
            import_module("markdown_it").MarkdownIt("commonmark").enable("table").parse(Path(arguments[0]).read_text())
        else:
            sys.argv = [work, *arguments]
            import_module("drafter.cli.app").main()
    finally:
        Path(written_to).write_text(str(peak_bytes()))


if __name__ == "__main__":
    _main(*sys.argv[1:])
