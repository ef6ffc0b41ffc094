"""`python -m bench.mutations.against_model [--number N]`: the check and a model that is asked, on the same defects."""

import argparse
import sys
import time
from pathlib import Path
from random import Random

from bench.asked import listed
from bench.checker import computed
from bench.mutations import OPERATORS
from bench.mutations.matching import new_findings, points_to
from drafter.llm.local import model_file, serve

_DOCUMENTS = tuple(Path("bench/documents") / name for name in ("units_library.md", "nightly_reconciliation.md"))
"""Short ones: the model reads some 150 tokens a second."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.mutations.against_model")
    parser.add_argument("--number", type=int, default=12, help="defects, drawn from all operators (12)")
    number = parser.parse_args().number
    check = computed()
    random = Random(1)
    found = {"check": 0, "model": 0}
    said = seconds = tried = 0
    with serve(model_file(None), on_wait=lambda: print("waiting for the local model", file=sys.stderr)) as model:
        while tried < number:
            place, operator = random.choice(_DOCUMENTS), random.choice(OPERATORS)
            text = place.read_text("utf-8")
            mutation = operator(text, random)
            if mutation is None:
                continue
            tried += 1
            by_check = any(points_to(one, mutation) for one in new_findings(check(text), check(mutation.text)))
            started = time.monotonic()
            items = listed(mutation.text, model)
            seconds += round(time.monotonic() - started)
            by_model = any(points_to(one, mutation) for one in items)
            said += len(items)
            found["check"] += by_check
            found["model"] += by_model
            print(f"{place.name} {operator.name}: check {by_check}, model {by_model}, {len(items)} items", flush=True)
    print(f"n = {tried}; check {found['check']}, model {found['model']}, which listed {said} items in {seconds} s")


if __name__ == "__main__":
    main()
