"""`python -m bench.mutations [DOCUMENT...] [--seeds N] [--runs N] [--only NAME] [--missed]`."""

import argparse
from pathlib import Path

from bench.checker import brief_of, computed
from bench.mutations import OPERATORS
from bench.mutations.measuring import look_at, trials
from bench.mutations.table import clean_table, missed_list, operator_table

_DOCUMENTS = sorted([*Path("fixtures/documents").glob("*.md"), *Path("bench/documents").glob("*.md")])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.mutations", description="How many planted defects are found")
    parser.add_argument("documents", metavar="DOCUMENT", type=Path, nargs="*", help="drafts of the local model without")
    parser.add_argument("--seeds", type=int, default=3, help="places tried in each document (3)")
    parser.add_argument("--runs", type=int, default=20, help="processes whose outputs are compared (20)")
    parser.add_argument("--only", default="", help="operators whose name has this in it")
    parser.add_argument("--missed", action="store_true", help="list what was not found, of the known operators")
    options = parser.parse_args()
    operators = [operator for operator in OPERATORS if options.only in operator.name]
    clean, done = [], []
    for place in options.documents or _DOCUMENTS:
        check = computed(brief_of(place))
        clean.append(look_at(place, check, options.runs))
        done += trials(clean[-1], operators, options.seeds, check)
    for line in clean_table(clean):
        print(line)
    for group in ("known", "held out"):
        for line in operator_table(group, operators, done):
            print(line)
    for line in missed_list(done) if options.missed else ():
        print(line)


if __name__ == "__main__":
    main()
