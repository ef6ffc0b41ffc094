"""`make fuzz`: try inputs on each target in turn, for SECONDS in all, and say how many."""

import os
import sys
import traceback

from tests.fuzz.running import fuzz
from tests.fuzz.targets import TARGETS


def main() -> int:
    """Return 1 when a target failed."""
    seconds = float(os.environ.get("SECONDS", "600")) / len(TARGETS)
    failed = False
    for target in TARGETS:
        try:
            print(f"{target.name}: {fuzz(target, seconds):,} inputs", flush=True)  # noqa: T201 - its output
        except Exception:  # noqa: BLE001 - the others are tried all the same
            failed = True
            print(f"{target.name}: FAILED", flush=True)  # noqa: T201
            traceback.print_exc()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
