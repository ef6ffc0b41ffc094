"""Draft the fixture briefs with the local model; keep its answers as cassettes and the documents as golden.

    python scripts/record_drafts.py [--replay] [NAME ...]

Takes some minutes a brief. Run it after a change of prompts or schemas, and review what changed. With
--replay the cassettes answer, and only the documents are made anew: for a change of what is computed. What
is not asked for any more leaves the cassette.
"""

import os
import sys
import tempfile
from pathlib import Path

from drafter.cli.app import main as drafter
from drafter.llm.weights import weights_path
from tests.recorded import BRIEFS, CASSETTES, DATE, DOCUMENTS, recorder


def draft(name: str, weights: Path, *, replay: bool) -> int:
    """Draft one brief with a recorder, keep the document and its outline; return drafter's exit code."""
    cassette = CASSETTES / f"{name}.yaml"
    if not replay:
        cassette.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "tdd.md"
        os.environ["DRAFTER_CACHE_DIR"] = folder
        sys.argv = [
            "drafter", "draft", str(BRIEFS[name]), "-o", str(document), "--date", DATE, "--id", "TDD-0001",
            "--model-file", str(weights),
        ]  # fmt: skip
        code = 0
        mode = "none" if replay else "all"
        with recorder().use_cassette(str(cassette), record_mode=mode, drop_unused_requests=replay):
            try:
                drafter()
            except SystemExit as end:
                code = int(end.code or 0)
        state = document.parent / ".drafter" / "tdd"
        (DOCUMENTS / f"{name}.md").write_bytes(document.read_bytes())
        (DOCUMENTS / f"{name}.outline.yaml").write_bytes((state / "outline.yaml").read_bytes())
        print(f"{name}: exit code {code}, {(state / 'ledger.jsonl').read_text()}")
    return code


def main() -> int:
    """Draft the briefs that are named, all of them without a name."""
    replay = "--replay" in sys.argv
    names = [name for name in sys.argv[1:] if name != "--replay"] or list(BRIEFS)
    weights = weights_path().resolve()
    CASSETTES.mkdir(exist_ok=True)
    DOCUMENTS.mkdir(exist_ok=True)
    return max(draft(name, weights, replay=replay) for name in names)


if __name__ == "__main__":
    sys.exit(main())
