"""Baselines: what is written is read, and what is none is refused."""

import pytest

from drafter.consistency.baseline import baseline_text, read_baseline
from drafter.consistency.checking import check
from drafter.errors import InputError
from drafter.markdown.parse import parse


def test_what_is_written_is_read() -> None:
    found = check(parse("# Technical Design Document\n"))
    known = read_baseline(baseline_text({"b.md": found, "a.md": ()}), "known.json")
    assert known == {"a.md": frozenset(), "b.md": frozenset(one.fingerprint for one in found)}
    assert len(known["b.md"]) == len(found) > 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^known\.json:1: is not JSON"),
        ('{"version": 1,\n "files": }', r"^known\.json:2: is not JSON"),
        ("[]", r"^known\.json: is not a baseline"),
        ('{"version": 1}', r"^known\.json: is not a baseline"),
        ('{"version": 2, "files": {}}', r"^known\.json: was written by a newer drafter"),
        ('{"version": 1, "files": {"a.md": 3}}', r"^known\.json: a\.md: is not a list of findings"),
        ('{"version": 1, "files": {"a.md": [{"code": "X"}]}}', r"^known\.json: a\.md: is not a list of findings"),
        ("[" * 100_000, r"^known\.json: is not a baseline"),
        ('{"version": ' + "1" * 5000 + "}", r"^known\.json: is not a baseline"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_baseline(text, "known.json")
