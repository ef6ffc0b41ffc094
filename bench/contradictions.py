"""`python -m bench.contradictions`: how many planted contradictions in prose the local model finds as a judge.

A sentence of a document is denied in another part. What the judge says of the documents as they are is listed, for
people to tell which of it is right.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from drafter.markdown.parse import parse

_DOCUMENTS = tuple(
    Path(place)
    for place in (
        "fixtures/documents/order_events.md", "fixtures/documents/url_shortener.md", "bench/documents/greenhouse.md",
    )
)  # fmt: skip
_DENIABLE = re.compile(r"^[A-Z][^.;:]{20,140}? (?:is|are|can|must|will)(?= (?!not)[a-z])[^.;:]*\.$")
_VERB = re.compile(r" (?:is|are|can|must|will)(?= )")
_NEAR = 3


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.contradictions", description="The model tier of the check")
    parser.add_argument("--seeds", type=int, default=3, help="contradictions planted in each document (3)")
    parser.add_argument("--pairs", type=int, default=20, help="pairs that are judged in each (20)")
    options = parser.parse_args()
    tried = found = 0
    with TemporaryDirectory() as folder:
        for document in _DOCUMENTS:
            text = document.read_text("utf-8")
            clean = _judged(text, Path(folder) / document.name, options.pairs)
            for one in clean:
                print(f"as it is: {document.name}:{one['line']}: {one['message']}: {one['quote']!r}", flush=True)
            for line, mutated, sentence in _planted(text, options.seeds):
                new = [one for one in _judged(mutated, Path(folder) / document.name, options.pairs) if one not in clean]
                hit = any(abs(place["line"] - line) <= _NEAR for one in new for place in (one, *one["related"]))
                tried, found = tried + 1, found + hit
                print(f"planted: {document.name}:{line}: {sentence!r}: {'found' if hit else 'missed'}", flush=True)
    print(f"{found} of {tried} planted contradictions were found")


def _planted(text: str, seeds: int) -> Iterator[tuple[int, str, str]]:
    page = parse(text)
    said = [(part, text) for part, text in page.prose if 2 <= part.section <= 12 and _DENIABLE.match(text.words)]
    homes = [part for part in page.parts if part.key in {"8.3", "9.2", "10.2", "11.3"} and part.texts]
    for seed in range(seeds):
        random = Random(seed)
        part, sentence = random.choice(said)
        home = random.choice([other for other in homes if other.key != part.key])
        denied = _VERB.sub(lambda verb: f"{verb[0]} not", sentence.words, count=1)
        at = home.texts[0].start if home.heading is None else text.index("\n", home.heading.text.end) + 1
        yield text.count("\n", 0, at) + 2, f"{text[:at]}\n{denied}\n{text[at:]}", denied


def _judged(text: str, place: Path, pairs: int) -> list[dict[str, Any]]:
    place.write_text(text, "utf-8")
    command = [sys.executable, "-m", "drafter", "check", str(place), "--select", "PRO", "--model", "local"]
    done = subprocess.run([*command, "--pairs", str(pairs), "--format", "json"], capture_output=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)["files"][0]["findings"]
    return found


if __name__ == "__main__":
    main()
