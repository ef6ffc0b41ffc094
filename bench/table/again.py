"""Regenerate a section again and again in one process; the memory that is resident after each is printed.

python -m bench.table.again TIMES BASE_URL MODEL
"""

import gc
import os
import sys
from contextlib import redirect_stderr
from pathlib import Path

from bench.table.peak import resident_bytes
from drafter.cli.regenerate import regenerate
from tests.standing import lay_out

__all__: list[str] = []


def _main(times: int, base_url: str, model: str) -> None:
    document = lay_out(Path.cwd())
    # One stream for all, as a process has: click remembers each that was standard error.
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        for number in range(times):
            regenerate(
                document, ["8"], instruction=f"say it in another way, number {number}", conflict="theirs",
                base_url=base_url, model=model,
            )  # fmt: skip
            gc.collect()
            print(resident_bytes(), flush=True)


if __name__ == "__main__":
    _main(int(sys.argv[1]), *sys.argv[2:])
