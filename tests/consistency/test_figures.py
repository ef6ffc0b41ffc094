"""Measures, versions and ranges are found where a search of the whole text finds them."""

import re

import pytest

from drafter.consistency.readings.figures import MEASURE, RANGE, VERSION, matches_of
from drafter.consistency.readings.lines import running_text
from drafter.markdown.parse import parse

TEXT = """\
# Design

It answers within 50 ms, or 1-2-3 s; Python 3.11 and v2 run, version 4 does not. It costs €5, USD 7 and 3%.

- **Range**: 5 to 10 days, 500–
- 7 bis 9
"""


@pytest.mark.parametrize("pattern", [MEASURE, RANGE, VERSION])
def test_a_pattern_finds_what_it_finds_in_the_whole_text(pattern: re.Pattern[str]) -> None:
    page = parse(TEXT)
    known = [match.span() for match in pattern.finditer(page.once(running_text))]
    assert known
    assert [match.span() for match in matches_of(pattern, page)] == known
