"""`python -m bench.mutations DOCUMENT... [--seeds N] [--check "COMMAND"] [--only NAME] [--missed]`."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.checker import CheckerFailed, check_with
from bench.mutations import OPERATORS
from bench.mutations.measuring import look_at, trials
from bench.mutations.table import clean_table, missed_list, operator_table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.mutations", description="How many planted defects are found")
    parser.add_argument("documents", metavar="DOCUMENT", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=3, help="places tried in each document (3)")
    parser.add_argument("--check", default="", help='the command that checks, instead of "drafter check"')
    parser.add_argument("--only", default="", help="operators whose name has this in it")
    parser.add_argument("--missed", action="store_true", help="list what was not found, of the known operators")
    options = parser.parse_args()
    operators = [operator for operator in OPERATORS if options.only in operator.name]
    check = check_with(options.check)
    with TemporaryDirectory() as folder:
        try:
            documents = [look_at(document, Path(folder), check) for document in options.documents]
        except CheckerFailed as failure:
            print(failure, file=sys.stderr)
            return 1
        done = [trial for document in documents for trial in trials(document, operators, options.seeds, check)]
    for line in clean_table(documents):
        print(line)
    for group in ("known", "held out"):
        for line in operator_table(group, operators, done):
            print(line)
    if options.missed:
        for line in missed_list(done):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
