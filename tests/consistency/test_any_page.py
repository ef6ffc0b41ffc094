"""Any text can be checked: no rule or fix raises, and each finding stands where it says."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from drafter.consistency.checking import check
from drafter.consistency.fixes import fixes
from drafter.document.brief import Brief
from drafter.facts import cut
from drafter.markdown.parse import parse

DOCUMENT = (
    (Path(__file__).parents[2] / "fixtures/documents/order_events.md").read_text("utf-8").splitlines(keepends=True)
)
TEXT = "The shop keeps orders for 30 days on PostgreSQL 16. Mia Lang wants a list of open orders each month."
BRIEF = Brief(name="brief.md", title="Orders", text=TEXT, statements=cut(TEXT))
PIECES = st.sampled_from((
    "## 1. Introduction\n", "### 1.4 Definitions\n", "### 1.5 References\n", "## Table of Contents\n",
    "1. [Data](#5-data-design)\n", "- **Label**:\n", "-\n", "| a | b |\n|---|---|\n| x |\n| 1 | 2 | 3 |\n",
    "| POS | |\n", "**Assumptions**\n\n", "- 7.3: TLS, AES-256\n", "- : , ;\n", "It is (assumed) a list (POS) of\n",
    "<b><x>\n", "```\n", "[Name]\n", "The the `the the` a,\n", "The brief says “”: “what nobody says”.\n",
    "(assumed)\n", "\r", "\x0c", "\u3002",
))  # fmt: skip
LINES = st.lists(st.sampled_from(DOCUMENT), max_size=40)


@given(st.lists(PIECES, max_size=25).map("".join) | LINES.map("".join) | st.text(max_size=100))
def test_any_text_is_checked_and_every_finding_has_a_place(text: str) -> None:
    page = parse(text)
    for finding in check(page, BRIEF):
        assert 0 <= finding.place.start <= finding.place.end <= len(text)


@given(st.lists(PIECES, max_size=25).map("".join) | LINES.map("".join) | st.text(max_size=100))
def test_fixes_of_any_text_quote_what_stands_there(text: str) -> None:
    page = parse(text)
    for candidate in fixes(page, check(page, BRIEF), BRIEF):
        assert candidate.start is not None
        assert candidate.quote
        assert text[candidate.start :].startswith(candidate.quote)
