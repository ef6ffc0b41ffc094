"""What a finding is known by stays when the document changes elsewhere."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.consistency.checking import check
from drafter.document.finding import Finding
from drafter.document.page import Paragraph
from drafter.markdown.parse import parse
from tests import sound_document

SPOILT = sound_document.SPOILT.replace("## 13. ", "## 13. [Team] ")
ENDS = tuple(block.text.end for part in parse(SPOILT).parts for block in part.blocks if isinstance(block, Paragraph))
WORDS = st.text(st.characters(categories=["L", "Nd"], include_characters=" ,"), min_size=1, max_size=80)
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(ENDS), WORDS.filter(str.strip)), min_size=1, max_size=6)


def found(text: str) -> tuple[Finding, ...]:
    return check(parse(text))


def with_paragraphs(text: str, inserted: list[tuple[int, str]]) -> str:
    """Return a text with paragraphs of plain words behind some of its own."""
    for at, words in sorted(inserted, key=lambda one: one[0], reverse=True):
        text = f"{text[:at]}\n\nAlso {words.strip()}.{text[at:]}"
    return text


@settings(max_examples=40, deadline=None)
@given(PARAGRAPHS)
def test_paragraphs_elsewhere_change_no_fingerprint(inserted: list[tuple[int, str]]) -> None:
    before = {finding.fingerprint for finding in found(SPOILT)}
    after = {finding.fingerprint for finding in found(with_paragraphs(SPOILT, inserted))}
    assert len(before) >= 3
    assert before <= after


def test_line_ends_change_no_fingerprint() -> None:
    assert {one.fingerprint for one in found(SPOILT)} == {
        one.fingerprint for one in found(SPOILT.replace("\n", "\r\n"))
    }


def test_findings_that_are_alike_are_told_apart() -> None:
    fingerprints = [one.fingerprint for one in found("# T\n\n[Team]\n\n[Team]\n") if one.code == "STR105"]
    assert len(set(fingerprints)) == len(fingerprints) == 2
