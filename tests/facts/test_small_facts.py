import pytest

from drafter.document.brief import DateFact, Link, QuotedName, Version
from tests.facts.finding import of


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("On 2026-03-01.", ["2026-03-01"]),
        ("On 12 March 2026 or March 13th, 2026.", ["2026-03-12", "2026-03-13"]),
        ("In March 2026.", ["2026-03"]),
        ("By the end of June 2026.", ["2026-06"]),
        ("In Q3 2026, or 2026-Q4.", ["2026-Q3", "2026-Q4"]),
        ("In 2026-03.", ["2026-03"]),
        ("Am 3. März 2026 und am 14.01.2026.", ["2026-03-03", "2026-01-14"]),
        ("Im 2. Quartal 2026.", ["2026-Q2"]),
        ("2026年3月12日", ["2026-03-12"]),
        ("On 14/01/2026, not 03/04/2026.", ["2026-01-14"]),
        ("Not 2026-02-30, not 2026, not 12 March, not v2026-03-011.", []),
    ],
)
def test_dates_become_iso_8601_as_precise_as_they_are_written(text: str, iso: list[str]) -> None:
    assert [fact.iso for fact in of(DateFact, text)] == iso


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See [the docs](https://a.example/b).", [("https://a.example/b", "the docs")]),
        ("See https://a.example/b_(c), then.", [("https://a.example/b_(c)", "")]),
        ("(https://a.example/b).", [("https://a.example/b", "")]),
        ("<https://a.example>", [("https://a.example", "")]),
        ("See [the docs][d].\n\n[d]: https://a.example\n", [("https://a.example", "the docs")]),
        ("A [note] and an array[3](x.", []),
    ],
)
def test_links_have_their_targets_without_the_sentence_around_them(text: str, links: list[tuple[str, str]]) -> None:
    assert [(fact.url, fact.title) for fact in of(Link, text)] == links


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('Emit `orders.created` and "Night Shift".', ["orders.created", "Night Shift"]),
        ("„Nachtschicht“ und «Équipe de nuit».", ["Nachtschicht", "Équipe de nuit"]),
        ('She said "we will see what comes of this in the end".', []),
        ("Wait `50 ms`.", []),
        ("```\n`x`\n```", []),
    ],
)
def test_short_names_in_code_or_quotation_marks_are_found(text: str, names: list[str]) -> None:
    assert [fact.name for fact in of(QuotedName, text)] == names


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("Python 3.12 and PostgreSQL 16.", [("Python", "3.12"), ("PostgreSQL", "16")]),
        ("v2.1 of the Orders API", [("Orders API", "2.1")]),
        ("TLS 1.3, OAuth 2.0.", [("TLS", "1.3"), ("OAuth", "2.0")]),
        ("Java 21+", [("Java", "21+")]),
        ("Python 3.10 to 3.13", [("Python", "3.10"), ("Python", "3.13")]),
        ("Kafka 3 brokers, Redis 2 GB.", []),
        ("Use PostgreSQL 99.9 % of the time.", []),
    ],
)
def test_a_version_is_a_name_with_its_number(text: str, versions: list[tuple[str, str]]) -> None:
    assert [(fact.name, fact.number) for fact in of(Version, text)] == versions
